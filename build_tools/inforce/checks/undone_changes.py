"""Where a version says again what an earlier version had changed: three texts compared, as a merge compares them.

A change from one text to the next is undone in a third where that has, in the very place, the words from before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from inforce.model.guidance import Rule, Version
from inforce.model.problem import FieldPath
from inforce.model.texts import paragraphs
from inforce.wording.departures import Difference, differences

_WORD = re.compile(r"\w+|[^\w\s]")

TextName = tuple[str, ...]
"""Which text of a version: ("title",), ("rule", "ask-first", "text") …; the same in every version."""


@dataclass(frozen=True)
class Undone:
    """A text of a version in which a change is undone: which, where in the file, and what it says again."""

    text: TextName
    path: FieldPath
    said: str
    whole: bool
    """Whether all of a text that came is gone again, or one that went is back; else it is words within it."""


@dataclass(frozen=True)
class _Text:
    path: FieldPath
    name: str
    words: str


def texts_that_differ(last: Version, version: Version) -> frozenset[TextName]:
    """Return the texts of *version* that are not those of *last*, the one before it; no other can undo a change.

    A text that one of the two has not got is among them.
    """
    before, after = _under_later_ids(last, version), _texts(version)
    return frozenset(
        name
        for name in before.keys() | after.keys()
        if name not in before or name not in after or before[name].words != after[name].words
    )


def undone(
    before: Version, changed: Version, version: Version, texts: Collection[TextName] | None = None
) -> Iterator[Undone]:
    """Yield each text, of *texts* if given, in which *version* undoes what *changed* had changed since *before*."""
    now = _texts(version)
    was, became = _under_later_ids(before, changed, version), _under_later_ids(changed, version)
    for name in dict.fromkeys([*became, *was]):
        old, new, again = was.get(name), became.get(name), now.get(name)
        whole = name[-1] == "text"  # a rule that came or went is told once, not also as what stands beneath it
        if (texts is not None and name not in texts) or not (whole or (old and new and again)):
            continue
        if said := _said_again(old, new, again, changed):
            yield Undone(name, again.path if again else (), said, whole=not (_is_there(old) and _is_there(new)))


def _said_again(old: _Text | None, new: _Text | None, again: _Text | None, changed: Version) -> str:
    """Return in a sentence how the text *again* undoes the change from *old* to *new*; "" where it does not."""
    if old is None or not old.words:
        return f"{new.name} came in with it and is left out." if new and new.words and not _is_there(again) else ""
    if new is None or not new.words:
        return f"{old.name} was taken out by it and is there again." if _is_there(again) else ""
    if again is None or old.words == new.words or not _could_undo(old.words, new.words, again.words):
        return ""
    since = differences(old.words, again.words)
    for change in differences(old.words, new.words):
        if not any(_meet(change, later) for later in since):
            return (
                f'{old.name} says "{change.ours_in_context}" in version {changed.number}, and here again '
                f'"{change.theirs_in_context}", as before that.'
            )
    return ""


def _is_there(text: _Text | None) -> bool:
    return text is not None and text.words != ""


def _could_undo(old: str, new: str, again: str) -> bool:
    """Whether words or neighbours of *old* that *new* has not got stand in *again*: quick, and never wrongly no."""
    gone = Counter(_words_and_neighbours(old)) - Counter(_words_and_neighbours(new))
    return not gone.keys().isdisjoint(_words_and_neighbours(again))


def _words_and_neighbours(text: str) -> list[tuple[str, ...]]:
    words = ["", *_WORD.findall(text), ""]
    return [*zip(words, strict=True), *pairwise(words)]


def _meet(one: Difference, other: Difference) -> bool:
    """Whether both differences from one text touch the same place of it."""
    left, right = one.theirs_words, other.theirs_words
    if left.start == left.stop or right.start == right.stop:
        return left.start <= right.stop and right.start <= left.stop
    return left.start < right.stop and right.start < left.stop


def _texts(version: Version) -> dict[TextName, _Text]:
    """Return every text of *version* by its name, paragraphs as they are read."""
    text = version.text
    found: dict[TextName, _Text] = {
        ("title",): _Text(("title",), "The title", text.title),
        ("summary",): _Text(("summary",), "The summary", _flowing(text.summary)),
        ("introduction",): _Text(("introduction",), "The introduction", _flowing(text.introduction)),
    }
    for place, section in enumerate(text.sections):
        path, name = ("sections", place), f'The introduction of section "{section.id}"'
        heading = _Text((*path, "heading"), f'The heading of section "{section.id}"', section.heading)
        found["section", section.id, "heading"] = heading
        introduction = _Text((*path, "introduction"), name, _flowing(section.introduction))
        found["section", section.id, "introduction"] = introduction
    for rule_path, rule in version.located_rules():
        found |= {("rule", rule.id, field): one for field, one in _of_rule(rule_path, rule)}
    return found


def _under_later_ids(version: Version, *later: Version) -> dict[TextName, _Text]:
    """Return the texts of *version*, rules under the ids that they got in *later* versions."""
    texts = _texts(version)
    for one in later:
        ids = {former: rule.id for rule in one.rules for former in rule.formerly}
        texts = {
            ("rule", ids.get(name[1], name[1]), name[2]) if name[0] == "rule" else name: text
            for name, text in texts.items()
        }
    return texts


def _of_rule(path: FieldPath, rule: Rule) -> Iterator[tuple[str, _Text]]:
    name = f'ule "{rule.id}"'
    cited = " ".join(str(citation.passage) for citation in rule.citations)
    yield "text", _Text((*path, "text"), f"R{name}", _flowing(rule.text))
    yield "practice", _Text((*path, "local_practice"), f"Local practice on r{name}", _flowing(rule.local_practice))
    yield "strength", _Text((*path, "strength"), f"The strength of r{name}", rule.strength or "")
    yield "sources", _Text((*path, "citations"), f"What r{name} cites", cited)


def _flowing(text: str) -> str:
    return "\n\n".join(paragraphs(text))
