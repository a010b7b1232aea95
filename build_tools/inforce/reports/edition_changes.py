"""Two editions of a source compared, for the person at the terminal: what changed, and which rules rest on it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from inforce.compare.passage_changes import Added, EditionChanges, PassageChange, PassageChangeKind
from inforce.model.block_text import in_one_line
from inforce.model.guidance import Rule
from inforce.model.sources import Edition, Passage
from inforce.site.publication import Reliance
from inforce.wording.departures import DepartureClass
from inforce.wording.redline import SpanKind, redline

_WIDTH = 110
_MARKS = {SpanKind.SAME: ("", ""), SpanKind.REMOVED: ("[-", "-]"), SpanKind.ADDED: ("{+", "+}")}
_CLASSES = {
    DepartureClass.TYPOGRAPHY: "the same words, written in another way",
    DepartureClass.WORDING: "other words",
    DepartureClass.MEANING: "other words, which changes the meaning",
}


def edition_changes(changes: EditionChanges, live: Sequence[Reliance]) -> str:
    """Return the whole comparison as text; words taken out stand in [-…-], words that came in in {+…+}.

    *live* are the versions in force or upcoming that rest on the older edition.
    """
    told = [f"{_name(changes.old)} compared with {_name(changes.new)}", *_told(changes, live), _summary(changes)]
    return "\n\n".join(told) + "\n"


def _told(changes: EditionChanges, live: Sequence[Reliance]) -> Iterator[str]:
    for move in changes.moves:
        yield "\n".join([_heading(move), *_words(move), *_question(move, changes), *_resting(move, live)])
    for added in changes.added:
        passage = added.passage
        said = _wrapped("{+" + in_one_line(passage.text) + "+}")
        yield "\n".join([f"{_passage(passage)}: new", *said, *_split_question(added, changes)])


def _heading(move: PassageChange) -> str:
    return f"{_passages(move.olds)}: {_became(move)}"


def _became(move: PassageChange) -> str:
    there = (
        "" if move.one_to_one and not move.renamed and move.old.id == _id(move.new) else f", now {_passages(move.news)}"
    )
    match move.fate:
        case PassageChangeKind.SAME:
            return f"the same, word for word{there}"
        case PassageChangeKind.GONE:
            return f"gone; {_passage(move.namesake)} is another passage" if move.namesake else "gone"
        case PassageChangeKind.CHANGED if move.rewritten:
            return f"rewritten{there}"
        case PassageChangeKind.CHANGED if any(difference.reverses for difference in move.differences):
            return f"other words, which reverses the meaning{there}"
        case PassageChangeKind.CHANGED:
            kinds = [_CLASSES[one.kind] for one in move.differences]
            return max(kinds, key=list(_CLASSES.values()).index) + there


def _id(passage: Passage | None) -> str:
    return passage.id if passage else ""


def _words(move: PassageChange) -> list[str]:
    if move.fate is PassageChangeKind.SAME:
        return []
    if move.fate is PassageChangeKind.GONE:
        return _wrapped("[-" + _flowing(move.old_text) + "-]")
    spans = redline(_flowing(move.old_text), _flowing(move.new_text))
    return _wrapped("".join(f"{_MARKS[span.kind][0]}{span.text}{_MARKS[span.kind][1]}" for span in spans))


def _question(move: PassageChange, changes: EditionChanges) -> list[str]:
    """Ask whether a passage that is gone was merged into the one that has most of its words."""
    if move.near is None:
        return []
    ids = ", ".join([*(one.id for one in _came_from(move.near, changes)), move.old.id])
    return _wrapped(
        f"Most of its words stand in {_passage(move.near)}. Was it merged into that? "
        f"Then write in {changes.new.origin.file}, in the passage {move.near.id}: formerly: [{ids}]"
    )


def _came_from(passage: Passage, changes: EditionChanges) -> Iterator[Passage]:
    for move in changes.moves:
        if passage in move.news:
            yield from move.olds


def _split_question(added: Added, changes: EditionChanges) -> list[str]:
    """Ask whether a new passage is part of the one that had most of its words."""
    if added.near is None:
        return []
    went_on = changes.move(added.near.id)
    ids = ", ".join([*(one.id for one in (went_on.news if went_on else ())), added.passage.id])
    return _wrapped(
        f"Most of its words stood in {_passage(added.near)}. Was that split? "
        f"Then write in {changes.old.origin.file}, in the passage {added.near.id}: replaced_by: [{ids}]"
    )


def _resting(move: PassageChange, live: Sequence[Reliance]) -> list[str]:
    return [
        f"  Rests on it: rule {number} ({rule.id}) of {reliance.version.document} {reliance.version.number}, "
        f"{reliance.document.standing(reliance.version).value}"
        for passage in move.olds
        for reliance, number, rule in _rules(passage, live)
    ]


def _rules(passage: Passage, live: Sequence[Reliance]) -> Iterator[tuple[Reliance, str, Rule]]:
    for reliance in live:
        for number, rule, passages in reliance.rules:
            if passage.id in passages:
                yield reliance, number, rule


def _summary(changes: EditionChanges) -> str:
    fates = [move.fate for move in changes.moves for _ in move.olds]
    counted = [
        (fates.count(PassageChangeKind.SAME), "the same"),
        (fates.count(PassageChangeKind.CHANGED), "changed"),
        (fates.count(PassageChangeKind.GONE), "gone"),
        (len(changes.added), "new"),
    ]
    total = len(fates)
    said = ", ".join(f"{number} {what}" for number, what in counted if number)
    return f"{total} passage{'' if total == 1 else 's'}: {said}."


def _name(edition: Edition) -> str:
    details = edition.details
    return f"{details.short_title}, {details.publisher}, {details.published.in_words} ({edition.source}/{edition.id})"


def _passages(passages: Sequence[Passage]) -> str:
    return " and ".join(map(_passage, passages))


def _passage(passage: Passage) -> str:
    return f"{passage.label} (#{passage.id})"


def _flowing(text: str) -> str:
    return " ".join(text.split())


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
