"""Two editions of a source compared, for the person at the terminal: what changed, and which rules rest on it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from inforce.compare.passage_changes import EditionChanges, Fate, Move
from inforce.model.guidance import Rule
from inforce.model.sources import Edition, Passage
from inforce.model.texts import paragraphs
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
        yield "\n".join([_heading(move), *_words(move), *_resting(move.old, live)])
    for passage in changes.added:
        yield "\n".join([f"{_passage(passage)}: new", *_wrapped("{+" + _flowing(passage) + "+}")])


def _heading(move: Move) -> str:
    match move.fate:
        case Fate.SAME if move.renamed and move.new:
            said = f"the same, word for word, as {_passage(move.new)}"
        case Fate.SAME:
            said = "the same, word for word"
        case Fate.CHANGED if move.rewritten:
            said = "rewritten"
        case Fate.CHANGED if any(difference.reverses for difference in move.differences):
            said = "other words, which reverses the meaning"
        case Fate.CHANGED:
            said = max((_CLASSES[one.kind] for one in move.differences), key=list(_CLASSES.values()).index)
        case Fate.GONE if move.new:
            said = f"gone; the nearest is {_passage(move.new)}"
        case Fate.GONE:
            said = "gone, and nothing is near to it"
    return f"{_passage(move.old)}: {said}"


def _words(move: Move) -> list[str]:
    if move.fate is Fate.SAME:
        return []
    if move.new is None:
        return _wrapped("[-" + _flowing(move.old) + "-]")
    spans = redline(_flowing(move.old), _flowing(move.new))
    return _wrapped("".join(f"{_MARKS[span.kind][0]}{span.text}{_MARKS[span.kind][1]}" for span in spans))


def _resting(passage: Passage, live: Sequence[Reliance]) -> list[str]:
    return [
        f"  Rests on it: rule {number} ({rule.id}) of {reliance.version.document} {reliance.version.number}, "
        f"{reliance.document.standing(reliance.version).value}"
        for reliance, number, rule in _rules(passage, live)
    ]


def _rules(passage: Passage, live: Sequence[Reliance]) -> Iterator[tuple[Reliance, int, Rule]]:
    for reliance in live:
        for number, rule, passages in reliance.rules:
            if passage.id in passages:
                yield reliance, number, rule


def _summary(changes: EditionChanges) -> str:
    fates = [move.fate for move in changes.moves]
    counted = [
        (fates.count(Fate.SAME), "the same"),
        (fates.count(Fate.CHANGED), "changed"),
        (fates.count(Fate.GONE), "gone"),
        (len(changes.added), "new"),
    ]
    total = len(fates)
    said = ", ".join(f"{number} {what}" for number, what in counted if number)
    return f"{total} passage{'' if total == 1 else 's'}: {said}."


def _name(edition: Edition) -> str:
    details = edition.details
    return f"{details.short_title}, {details.publisher}, {details.published.in_words} ({edition.source}/{edition.id})"


def _passage(passage: Passage) -> str:
    return f"{passage.label} (#{passage.id})"


def _flowing(passage: Passage) -> str:
    return " ".join(paragraphs(passage.text))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
