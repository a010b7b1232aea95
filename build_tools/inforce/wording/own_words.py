"""What a text in one's own words states that the passages it draws on do not: numbers, dates, laws, how binding it is.

The words themselves are not compared. What is compared is what no paraphrase may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inforce.wording.compared_text import ComparedText, compared
from inforce.wording.lexicon import Significant, strengths
from inforce.wording.vocabulary import Significance
from inforce.wording.words import norms

_RARELY_COUNTS = frozenset({"one", "first"})  # "one of them", "first, ask": a number only with a unit behind it


@dataclass(frozen=True)
class Statement:
    """Words of a text that state something: what kind, what by, and which of its words these are."""

    kind: Significance
    canonical: str
    words: str
    places: range


def unsupported(text: str, passages: Iterable[str]) -> tuple[Statement, ...]:
    """Return what *text* states and none of the *passages* does, in order.

    A number with a unit behind it has to stand there with that unit; a date or a law that is given in part stands
    there when one that agrees in all its parts does.
    """
    held = [statement for passage in passages for statement in _statements(compared(passage))]
    return tuple(one for one in _statements(compared(text)) if not any(_says(other, one) for other in held))


def declared_in(text: str, statements: Sequence[Statement], declared: Sequence[str]) -> tuple[frozenset[int], ...]:
    """Return for each statement the positions of the *declared* words that account for it.

    Declared words account for a statement that lies within them, wherever they stand in *text* as whole words.
    """
    runs = [list(_standing(compared(text).norms, norms(words))) for words in declared]
    return tuple(
        frozenset(
            at
            for at, found in enumerate(runs)
            if any(run.start <= one.places.start and one.places.stop <= run.stop for run in found)
        )
        for one in statements
    )


def _statements(text: ComparedText) -> Iterator[Statement]:
    places = text.significant
    for at, place in enumerate(places):
        unit = _unit(places, at)
        if unit and (place.kind is Significance.NUMBER or _is_figure(place)):
            counted = range(place.start, unit.end)
            canonical = f"{place.canonical} {unit.canonical}"
            yield Statement(Significance.NUMBER, canonical, text.between(place.start, unit.end), counted)
        elif place.kind is Significance.NUMBER:
            if text.norms[place.start].casefold() not in _RARELY_COUNTS:
                yield _statement(text, place)
        elif place.kind is Significance.STRENGTH:
            words = text.between(place.start, place.end)
            for level in strengths(words):
                yield Statement(place.kind, level, words, range(place.start, place.end))
        elif place.kind in {Significance.DATE, Significance.CITATION}:
            yield _statement(text, place)


def _unit(places: Sequence[Significant], at: int) -> Significant | None:
    """Return the amount that stands right behind the number at *at*: the "days" of "7 days"."""
    behind = places[at + 1] if at + 1 < len(places) else None
    if behind and behind.kind is Significance.AMOUNT and behind.start == places[at].end:
        return behind
    return None


def _is_figure(place: Significant) -> bool:
    """Whether what was found is a bare year or a figure: "2000" may be either."""
    return place.kind is Significance.DATE and place.canonical.isdigit()


def _statement(text: ComparedText, place: Significant) -> Statement:
    return Statement(
        place.kind, place.canonical, text.between(place.start, place.end), range(place.start, place.end)
    )  # fmt: skip


def _says(held: Statement, one: Statement) -> bool:
    if held.kind is not one.kind:
        either = {held.kind, one.kind} == {Significance.NUMBER, Significance.DATE}  # "2000" by itself may be both
        return either and held.canonical == one.canonical
    return held.canonical == one.canonical or _says_more(held, one)


def _says_more(held: Statement, one: Statement) -> bool:
    match one.kind:
        case Significance.NUMBER | Significance.CITATION:  # the figure without its unit, the Act without its year
            return held.canonical.startswith(f"{one.canonical} ")
        case Significance.DATE:
            return _agrees(held.canonical, one.canonical)
        case _:
            return False


def _agrees(held: str, one: str) -> bool:
    """Whether all that is known of the date *one* is the same in the date *held*; "?" stands for not known."""
    theirs, ours = held.split("-"), one.split("-")
    if len(ours) > len(theirs):
        return False
    return all(mine in {"?", his} for mine, his in zip(ours, theirs, strict=False))


def _standing(text: Sequence[str], run: Sequence[str]) -> Iterator[range]:
    if run:
        for start in range(len(text) - len(run) + 1):
            if list(text[start : start + len(run)]) == list(run):
                yield range(start, start + len(run))
