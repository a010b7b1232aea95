"""Every text of a version beside the same text of another, as its file has it and as readers of a comparison see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inforce.model.guidance import Citation, Rule, Version
from inforce.model.texts import paragraphs

_LINK: Final = re.compile(r"\[([^\]]*)\]\(([^()\s]*)\)")
_ITEM: Final = re.compile(r"\n([ \t]*)(?=(?:[-*+]|[0-9]+[.)])[ \t])")
_LINE_BREAK: Final = re.compile(r" {2,}\n")


class TextOf(StrEnum):
    """What a text of a version is."""

    TITLE = "title"
    SUMMARY = "summary"
    NOTICE = "print_notice"
    INTRODUCTION = "introduction"
    HEADING = "heading"
    SECTION_INTRODUCTION = "section_introduction"
    RULE = "text"
    LOCAL_PRACTICE = "local_practice"
    DECLARED = "declared"


_MARKDOWN: Final = frozenset({TextOf.INTRODUCTION, TextOf.SECTION_INTRODUCTION, TextOf.LOCAL_PRACTICE})


@dataclass(frozen=True)
class TextPair:
    """A text before and after, as records have it; "" where there is none. *section* is the id of the section."""

    what: TextOf
    was: str
    now: str
    section: str = ""

    @property
    def as_read(self) -> tuple[str, str]:
        """Both texts as readers see them, a blank line between paragraphs."""
        if self.what in _MARKDOWN:
            return _markdown_as_read(self.was, self.now)
        return self.was, self.now


def texts_around(old: Version, new: Version) -> Iterator[TextPair]:
    """Yield every text that belongs to no rule, in the order in which it is read, removed sections last."""
    before, after = texts_of_version(old), texts_of_version(new)
    for key in [*after, *(key for key in before if key not in after)]:
        what, section = key
        yield TextPair(what, before.get(key, ""), after.get(key, ""), section)


def texts_of_version(version: Version) -> dict[tuple[TextOf, str], str]:
    """Return every text of *version* that belongs to no rule by what it is and its section, in reading order."""
    text = version.text
    found = {
        (TextOf.TITLE, ""): text.title,
        (TextOf.SUMMARY, ""): flowing(text.summary),
        (TextOf.NOTICE, ""): flowing(text.print_notice or ""),
        (TextOf.INTRODUCTION, ""): text.introduction,
    }
    for section in text.sections:
        found[TextOf.HEADING, section.id] = section.heading
        found[TextOf.SECTION_INTRODUCTION, section.id] = section.introduction
    return found


def texts_of_rule(old: Rule | None, new: Rule | None) -> tuple[TextPair, TextPair, TextPair]:
    """Return the words of a rule, what it says on doing this here, and what is declared about it."""
    return (
        TextPair(TextOf.RULE, flowing(old.text) if old else "", flowing(new.text) if new else ""),
        TextPair(TextOf.LOCAL_PRACTICE, old.local_practice if old else "", new.local_practice if new else ""),
        TextPair(TextOf.DECLARED, declared(old) if old else "", declared(new) if new else ""),
    )


def declared(rule: Rule) -> str:
    """Return what is declared about a rule and shown to its readers, one declaration a paragraph."""
    found = [one for citation in rule.citations for one in _declared(citation)]
    if decision := rule.strength_decision:
        found.append(_with_approval(decision.reason, decision.approved_by))
    return flowing("\n\n".join(found))


def _declared(citation: Citation) -> Iterator[str]:
    for departure in citation.departures:
        reason = _with_approval(departure.reason, departure.approved_by, departure.decided_by)
        yield f'"{departure.theirs}" → "{departure.ours}": {reason}'
    for statement in citation.ours:
        yield f'"{statement.words}": {statement.reason}'


def _with_approval(reason: str, *who: str | None) -> str:
    named = ", ".join(filter(None, who))
    return f"{reason} ({named})" if named else reason


def flowing(text: str) -> str:
    """Return *text* as readers see it: where its file breaks lines is not part of it."""
    return "\n\n".join(paragraphs(text))


def _markdown_as_read(old: str, new: str) -> tuple[str, str]:
    """Return two texts in Markdown, the items of lists as paragraphs, with the targets of those links that changed."""
    if old == new:
        return _in_items(old), _in_items(new)
    before, after = (_LINK.findall(text) for text in (old, new))
    targets = {target for _, target in before} & {target for _, target in after}
    if [target for _, target in before if target in targets] != [target for _, target in after if target in targets]:
        targets = set()

    def as_read(match: re.Match[str]) -> str:
        return match[1] if match[2] in targets else f"{match[1]} ({match[2]})"

    found = _in_items(_LINK.sub(as_read, old)), _in_items(_LINK.sub(as_read, new))
    return found if found[0] != found[1] else (_in_items(old), _in_items(new))


def _in_items(text: str) -> str:
    """Return *text* with each item and each line as a paragraph; an item of a list in a list is indented."""
    return flowing(_ITEM.sub(_indented, _LINE_BREAK.sub("\n\n", text)))


def _indented(item: re.Match[str]) -> str:
    return "\n\n" + "\u2003" * (len(item[1].replace("\t", "    ")) // 2)
