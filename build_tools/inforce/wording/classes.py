"""How much a difference matters: typesetters' work, other words, or another meaning."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice, takewhile
from typing import NamedTuple

from inforce.wording.alignment import Hunk
from inforce.wording.compared_text import ComparedText
from inforce.wording.lexicon import Significant, reversed_by
from inforce.wording.numbers import number_at, quantities
from inforce.wording.spelling import key, parts
from inforce.wording.vocabulary import HYPHEN_MATTERS, Significance
from inforce.wording.words import Word


class DepartureClass(StrEnum):
    """How much a difference matters."""

    TYPOGRAPHY = "typography"
    WORDING = "wording"
    MEANING = "meaning"


class Touch(NamedTuple):
    """Something significant that a difference adds, takes away or changes: what kind it is, and its words."""

    kind: Significance
    words: str


class Weight(NamedTuple):
    """The class of a difference, what it touches, and whether it turns the meaning round."""

    kind: DepartureClass
    touches: tuple[Touch, ...] = ()
    reverses: bool = False


_LARGEST_PHRASE = 400  # pairs of words; in longer phrases no word is put for one other
_STAND_ALONE = frozenset({"a", "i", "o"})  # the letters that are words
_Changed = tuple[list[Significant], list[Significant]]
"""Places that carry meaning: those that only theirs has, and those that only ours has."""


def weigh(group: Sequence[Hunk], theirs: ComparedText, ours: ComparedText) -> Weight:
    """Return how much it matters that *ours* differs from *theirs* in the places of one *group*.

    What carries meaning is compared place by place, not over the group as a whole: a "not" that only changed its
    place within a phrase is a change of meaning.
    """
    if all(hunk.moved for hunk in group):
        return Weight(DepartureClass.WORDING)
    touches: list[Touch] = []
    balance, reverses = 0, False
    for hunk in group:
        if _same_words(hunk, theirs, ours):
            continue
        lost, gained = _significance_changed(hunk, theirs, ours)
        touches += [_touch(place, theirs) for place in lost] + [_touch(place, ours) for place in gained]
        balance += _negations(gained) - _negations(lost)
        if turned := _turned_round(hunk, theirs, ours):
            touches.append(turned)
            reverses = True
        if choice := _choice_changed(hunk, theirs, ours):
            touches.append(choice)
    if touches:
        return Weight(DepartureClass.MEANING, tuple(dict.fromkeys(touches)), reverses or balance != 0)
    same = all(_reads_the_same(hunk, theirs, ours) for hunk in group)
    return Weight(DepartureClass.TYPOGRAPHY if same else DepartureClass.WORDING)


def _same_words(hunk: Hunk, theirs: ComparedText, ours: ComparedText) -> bool:
    return theirs.keys[hunk.theirs.start : hunk.theirs.stop] == ours.keys[hunk.ours.start : hunk.ours.stop]


def _significance_changed(hunk: Hunk, theirs: ComparedText, ours: ComparedText) -> _Changed:
    """Return what carries meaning on one side of *hunk* only."""
    lost, gained = list(_touched(hunk.theirs, theirs)), list(_touched(hunk.ours, ours))
    left = Counter(_said(place) for place in gained)
    right = Counter(_said(place) for place in lost)
    lost, gained = _beyond(lost, left), _beyond(gained, right)
    lost, gained = _without_article(lost, hunk.ours, ours), _without_article(gained, hunk.theirs, theirs)
    return lost, gained


def _touched(places: range, text: ComparedText) -> Iterable[Significant]:
    """Find what carries meaning and has a word among *places*, or has the empty *places* within it."""
    first = bisect_right(text.significant, places.start, key=lambda found: found.end)
    return takewhile(lambda found: found.start < places.stop, islice(text.significant, first, None))


def _said(place: Significant) -> tuple[Significance, str]:
    return place.kind, place.canonical


def _beyond(places: list[Significant], others: Counter[tuple[Significance, str]]) -> list[Significant]:
    """Return the places that the other side has not got, as many times over as it has not."""
    left = others.copy()
    kept: list[Significant] = []
    for place in places:
        if left[_said(place)]:
            left[_said(place)] -= 1
        else:
            kept.append(place)
    return kept


def _without_article(places: list[Significant], others: range, text: ComparedText) -> list[Significant]:
    """Leave out "one" where the other side has "a": the same number, said otherwise."""
    if not any(text.keys[at] in {"a", "an"} for at in others):
        return places
    return [place for place in places if _said(place) != (Significance.NUMBER, "1")]


def _touch(place: Significant, text: ComparedText) -> Touch:
    return Touch(place.kind, " ".join(text.between(place.start, place.end).split()))


def _negations(places: Iterable[Significant]) -> int:
    return sum(place.kind is Significance.NEGATION for place in places)


def _turned_round(hunk: Hunk, theirs: ComparedText, ours: ComparedText) -> Touch | None:
    """Find a word that was put for its opposite: "unlawful" for "lawful", "exclude" for "include"."""
    one = {word.norm.casefold() for word in _written(hunk.theirs, theirs)}
    other = {word.norm.casefold(): word.text for word in _written(hunk.ours, ours)}
    if len(one) * len(other) > _LARGEST_PHRASE:
        return None
    for word in sorted(one - other.keys()):
        for put, text in other.items():
            if put not in one and reversed_by(word, put):
                return Touch(Significance.OPPOSITE, text)
    return None


def _choice_changed(hunk: Hunk, theirs: ComparedText, ours: ComparedText) -> Touch | None:
    """Find "or" put for "and", or the other way: whether all of a list is asked for, or one of it."""
    one, other = ([key(word.norm) for word in _written(*side)] for side in ((hunk.theirs, theirs), (hunk.ours, ours)))
    for dropped, put in (("and", "or"), ("or", "and")):
        if one.count(dropped) > other.count(dropped) and other.count(put) > one.count(put):
            return Touch(Significance.CONDITION, put)
    return None


def _written(places: range, text: ComparedText) -> Sequence[Word]:
    return text.words[places.start : places.stop]


def _reads_the_same(hunk: Hunk, theirs: ComparedText, ours: ComparedText) -> bool:
    """Whether both sides have the same words, however spelt, hyphenated and pointed.

    Words may be written as one or apart ("well being") unless that would hide or make a significant word, or
    one of them is a single letter: "a part" is not "apart".
    """
    if _same_words(hunk, theirs, ours):
        return True
    one, other = _spelt(hunk.theirs, theirs), _spelt(hunk.ours, ours)
    if one == other or (_one_date(hunk.theirs, theirs) and _one_date(hunk.ours, ours)):
        return True
    if "".join(one) != "".join(other) or not _STAND_ALONE.isdisjoint((*one, *other)):
        return False
    hyphened = [word.norm.casefold() for word in (*_written(hunk.theirs, theirs), *_written(hunk.ours, ours))]
    if any(word in HYPHEN_MATTERS for word in hyphened):
        return False
    return not any(True for _ in (*_touched(hunk.theirs, theirs), *_touched(hunk.ours, ours)))


def _spelt(places: range, text: ComparedText) -> list[str]:
    """Return the words at *places* in pieces without hyphens, as spelt for all, numbers as quantities."""
    split = [
        part if number_at([part], 0) else key(part)
        for word in _written(places, text)
        if not word.mark or word.norm in "&%"
        for part in parts(word.norm.casefold())
    ]
    return " ".join(quantities(split)).replace("per cent", "percent").split()


def _one_date(places: range, text: ComparedText) -> bool:
    """Whether *places* lie within one date: two dates that are found to be equal may be written in two ways."""
    return any(
        found.kind is Significance.DATE and found.start <= places.start and places.stop <= found.end
        for found in _touched(places, text)
    )
