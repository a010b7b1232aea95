"""The text that applied on a day, in lines of readable width for the person at the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from inforce.compare.headlines import strength_in_words
from inforce.model.annexes import Annex, after_the_rules, annexes_of_rule, before_the_rules, not_to_be_used
from inforce.model.block_text import Line, LineKind, in_one_line, lines_of
from inforce.model.catalogue import _
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.numbering import NumberedRule, numbered_sections, rules_by_id
from inforce.model.rules import Rule, RunningText
from inforce.site.document.rules import strength_decision
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.answers_by_day import TextOnDay
from inforce.site.phrases.changes import approval_in_words
from inforce.site.phrases.currency import sentence, status_in_words
from inforce.site.phrases.editions import source_line
from inforce.site.phrases.verdicts import as_named, own_statements, verdict

WIDTH: Final = 100


def wrapped(text: str, indent: str = "", width: int = WIDTH) -> str:
    """Return one paragraph in lines, each after *indent*; long words are not cut.

    An item of a list, which begins with a star, is indented behind it.
    """
    hanging = indent + ("  " if text.startswith("* ") else "")
    return textwrap.fill(
        text, width, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def laid_out(text: str, indent: str = "") -> tuple[str, ...]:
    """Return the blocks of *text*, each as lines after *indent*; to be printed with a blank line between them."""
    return tuple(
        "\n".join(_lines(list(lines), indent))
        for _, lines in groupby(_numbered(lines_of(text)), key=lambda one: one[0])
    )


def _numbered(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Yield each line with the number of the block that it is shown in: a list, a table or a paragraph of its own."""
    block, before = 0, None
    for line in lines:
        apart = before is None or not (line.depth or line.table >= 0) or _kind(line) != _kind(before)
        block, before = block + apart, line
        yield block, line


def _kind(line: Line) -> tuple[bool, int]:
    return line.depth > 0, line.table


def _lines(found: Sequence[tuple[int, Line]], indent: str) -> Iterator[str]:
    lines = [line for _, line in found]
    if lines[0].table >= 0:
        yield from _table(lines, indent)
        return
    for line in lines:
        moved = indent + "   " * max(0, line.depth - 1)
        if line.kind is LineKind.ITEM:
            label = line.label or "-"
            behind = moved + " " * (len(label) + 1)
            words = wrapped(line.words, behind) if line.words else behind
            yield f"{moved}{label} {words.lstrip()}".rstrip()
        else:
            yield wrapped(line.words, moved + ("   " if line.depth else ""))


def _table(cells: Sequence[Line], indent: str) -> Iterator[str]:
    """Yield a line for each cell under the words of its row, with its heading; the headings alone are told first."""
    heads = [cell.words for cell in cells if cell.kind is LineKind.HEADING]
    yield wrapped(" | ".join(heads), indent)
    for _row, row in groupby((cell for cell in cells if cell.kind is LineKind.CELL), key=lambda cell: cell.row):
        yield wrapped(" | ".join(cell.words or "-" for cell in row), indent)


def text_shown(document: DocumentOnDay, answer: TextOnDay) -> str:
    """Return *answer* with the whole text, its status and what each rule rests on."""
    blocks = [wrapped(" ".join(answer.said))]
    if answer.version:
        blocks = [_head(document, answer.version), *blocks, *_body(document, answer.version)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def text_shown_by_site(document: DocumentOnDay, shown: Iterable[tuple[datetime, str | None]]) -> str:
    """Return what the site showed on the day, as its register tells it: from which moment on, which version."""
    zone = ZoneInfo(document.library.settings.time_zone)
    lines = [f"  {_shown_from(f'{since.astimezone(zone):%H:%M}', version)}" for since, version in shown]
    said = _(
        "What the site showed on {day}, by its register (withdrawals and rollbacks aside):", day=in_words(document.day)
    )
    return "\n".join(["", wrapped(said), *lines]) + "\n"


def _shown_from(time: str, version: str | None) -> str:
    if version is None:
        return _("from {time}: no version", time=time)
    return _("from {time}: version {version}", time=time, version=version)


def _head(document: DocumentOnDay, version: Version) -> str:
    return "\n".join(
        [
            version.text.title,
            _status(document, version),
            _(
                "Check code {code}. SHA-256 {fingerprint}",
                code=version.check_code,
                fingerprint=version.published_fingerprint,
            ),
            _(
                "Owner: {owner}. Approved by: {approval}",
                owner=as_named(document.document.details.owner),
                approval=approval_in_words(version.text.approved, document.day),
            ),
        ]
    )


def _status(document: DocumentOnDay, version: Version) -> str:
    day = in_words(document.day)
    if version.in_force_from is None:
        return _("Version {version}, status not known on {day}", version=version.number, day=day)
    status = status_in_words(document, version)
    return _("Version {version}, {status} on {day}", version=version.number, status=status, day=day)


def _body(document: DocumentOnDay, version: Version) -> Iterator[str]:
    yield from laid_out(version.text.introduction)
    rules = rules_by_id(version)
    yield from _annexes(before_the_rules(version.text, rules, document.document.details.attributes))
    for placed in numbered_sections(version):
        yield placed.heading
        yield from laid_out(placed.section.introduction)
        for part in placed.section.rules:
            if isinstance(part, RunningText):
                yield from laid_out(part.text)
            else:
                yield from _rule(rules[part.id], rules, document.library)
    yield from _annexes(after_the_rules(version.text))


def _rule(placed: NumberedRule, rules: Mapping[str, NumberedRule], library: Library) -> Iterator[str]:
    rule = placed.rule
    if rule.deprecated:
        yield wrapped(not_to_be_used(rule))
    if rule.strength:
        yield wrapped(_("How binding: {strength}", strength=strength_in_words(rule.strength)))
    yield from (wrapped(said) for said in strength_decision(rule))
    first, *more = laid_out(rule.text, "   ") or ("",)
    number = f"{placed.number}." if placed.number.isdecimal() else placed.number
    yield f"{number} {first.lstrip()}".strip() if len(number) <= 3 else f"{number}\n{first}"
    yield from more
    yield from _annexes(annexes_of_rule(rule, rules), "   ")
    yield "\n".join(_sources(rule, library))
    if rule.local_practice:
        yield from _local_practice(rule.local_practice)


def _annexes(annexes: Iterable[Annex], indent: str = "") -> Iterator[str]:
    for one in annexes:
        first, *more = laid_out(one.text, indent)
        yield f"{indent}{one.heading}\n{first}" if one.heading else first
        yield from more


def _local_practice(text: str) -> Iterator[str]:
    """Yield what is said on doing this here: on the line of its name where it is one paragraph."""
    if len(lines_of(text)) == 1:
        yield wrapped(_("How we do this locally: {practice}", practice=in_one_line(text)), "   ")
        return
    heading = _("How we do this locally:")
    yield f"   {heading}"
    yield from laid_out(text, "   ")


def _sources(rule: Rule, library: Library) -> Iterator[str]:
    for citation in rule.citations:
        line = source_line(citation, library)
        found = verdict(rule, citation, library)
        named = f"{line.lead}{line.title}{line.rest}"
        yield wrapped(f"{sentence(named)} {sentence(found.words)}", "   ")
        for departure in found.departures:
            yield wrapped(f"- {departure.sentence} {departure.reason} {departure.approval}".strip(), "     ")
    for stated in own_statements(rule, library):
        yield wrapped(f"- {stated.sentence} {stated.reason}", "     ")
