"""Finds in a text the words that can change what a rule means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from inforce.wording.citations import citations, dates
from inforce.wording.numbers import number_at
from inforce.wording.spelling import parts
from inforce.wording.vocabulary import (
    CONTRACTED,
    GROUPS,
    NEGATING_PREFIXES,
    OPPOSITES,
    WITHOUT_APOSTROPHE,
    Group,
    Significance,
)
from inforce.wording.words import Word, words


class Significant(NamedTuple):
    """A place that carries meaning: what kind, the form by which two of them are compared, and its words."""

    kind: Significance
    canonical: str
    start: int
    end: int


class Entry(NamedTuple):
    pieces: tuple[str, ...]
    canonical: str
    group: Group


def _entries() -> dict[str, list[Entry]]:
    """Sort the vocabulary by first word, the longest entries first."""
    found: dict[str, list[Entry]] = {}
    for group in GROUPS:
        for entry in group.entries:
            forms = entry.split("|")
            for form in forms:
                pieces = tuple(form.split())
                found.setdefault(pieces[0], []).append(Entry(pieces, forms[0], group))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry.pieces))
    return found


ENTRIES = _entries()
LEVELS = {
    entry.split("|")[0]: group.level for group in GROUPS if group.level for entry in group.entries
}  # every entry of strength by its first form
OPPOSITE_PAIRS = {pair for both in OPPOSITES for pair in (tuple(both.split("|")), tuple(reversed(both.split("|"))))}
PREFIXES = tuple((prefix, frozenset(stems.split())) for prefix, stems in NEGATING_PREFIXES)
_IN_DATE, _IN_LAW = "\0", "\1"  # stand for words that a date or a citation has taken; no text has them
_CONTRACTION = re.compile(r"(.+)(n't|'ll)")


@lru_cache(maxsize=65536)
def pieces(norm: str) -> tuple[str, ...]:
    """Return the lower-case words within a word: parts between hyphens, and what a contraction is short for."""
    word = norm.casefold()
    if word in WITHOUT_APOSTROPHE:
        word = f"{word[:-1]}'t"
    if whole := CONTRACTED.get(word):
        return tuple(whole.split())
    if match := _CONTRACTION.fullmatch(word):
        return match[1], "not" if match[2] == "n't" else "will"
    if word == "%":
        return ("percent",)
    return tuple(parts(word))


def significant(text: Sequence[Word]) -> tuple[Significant, ...]:
    """Return the places of *text* that carry meaning, in order: none begins or ends before one that stands before it.

    Two share a word where it is made of several, as "shouldn't" is.
    """
    found: list[Significant] = []
    claimed: dict[int, str] = {}
    legal = ((Significance.CITATION, place) for place in citations(text))
    dated = ((Significance.DATE, place) for place in dates(text))
    for kind, (canonical, start, end) in chain(legal, dated):
        if not any(place in claimed for place in range(start, end)):
            found.append(Significant(kind, canonical, start, end))
            claimed.update(dict.fromkeys(range(start, end), _IN_DATE if kind is Significance.DATE else _IN_LAW))
    found += _vocabulary_in(text, claimed)
    return tuple(sorted(found, key=lambda place: (place.start, place.end)))


def _vocabulary_in(text: Sequence[Word], claimed: Mapping[int, str]) -> list[Significant]:
    """Find numbers and the entries of the vocabulary, the longest at each place, outside the words *claimed*."""
    atoms = [
        (piece, place)
        for place, word in enumerate(text)
        for piece in ((claimed[place],) if place in claimed else pieces(word.norm))
    ]
    spelt = [piece for piece, _ in atoms]
    found: list[Significant] = []
    at = 0
    while at < len(spelt):
        if not _may_begin(spelt[at]):
            at += 1
            continue
        match = _number(spelt, at) or _entry(spelt, at)
        if match is None:
            at += 1
            continue
        kind, canonical, end = match
        found.append(Significant(kind, canonical, atoms[at][1], atoms[end - 1][1] + 1))
        at = end
    return found


@lru_cache(maxsize=65536)
def _may_begin(piece: str) -> bool:
    """Whether a number or an entry of the vocabulary may begin with *piece*: most words are passed over at once."""
    return piece in ENTRIES or number_at([piece], 0) is not None


def _number(spelt: Sequence[str], at: int) -> tuple[Significance, str, int] | None:
    if spelt[at] == "one" and at + 1 < len(spelt) and spelt[at + 1] == "another":
        return None
    number = number_at(spelt, at)
    return (Significance.NUMBER, *number) if number else None


def _entry(spelt: Sequence[str], at: int) -> tuple[Significance, str, int] | None:
    for entry in ENTRIES.get(spelt[at], ()):
        end = at + len(entry.pieces)
        if len(entry.pieces) > 1 and tuple(spelt[at:end]) != entry.pieces:
            continue
        if entry.group.before_number and not _number_follows(spelt, end):
            continue
        return entry.group.kind, entry.canonical, end
    return None


def _number_follows(spelt: Sequence[str], at: int) -> bool:
    """Whether a number, a date or an amount of money begins at *at*."""
    return at < len(spelt) and (spelt[at] in {_IN_DATE, "£", "€", "$"} or number_at(spelt, at) is not None)


def reversed_by(word: str, other: str) -> bool:
    """Whether one of two lower-case words is the opposite of the other: "lawful" and "unlawful"."""
    return (word, other) in OPPOSITE_PAIRS or other in _negated_by(word) or word in _negated_by(other)


@lru_cache(maxsize=65536)
def _negated_by(word: str) -> frozenset[str]:
    """Return the words that *word* is made from by a prefix or ending that negates: "lawful" for "unlawful"."""
    found = {f"{word[:-4]}ful"} if word.endswith("less") else set()
    for prefix, stems in PREFIXES:
        if word.startswith(prefix):
            stem = word[len(prefix) :].lstrip("-")
            if stem in stems or ("*" in stems and len(stem) >= 4):
                found.add(stem)
    return frozenset(found)


@lru_cache(maxsize=4096)
def strengths(text: str) -> frozenset[str]:
    """Return which of "must", "should" and "may" the words of *text* amount to."""
    levels = (LEVELS.get(place.canonical) for place in significant(words(text)) if place.kind is Significance.STRENGTH)
    return frozenset(level for level in levels if level)
