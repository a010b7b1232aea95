"""Two texts as one, with marks on what was taken out and what was put in, whole phrases at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from inforce.wording.compared_text import ComparedText, compared
from inforce.wording.departures import Difference, differences

_Offsets = tuple[int, int]
"""Where a stretch of a text begins and ends."""


class SpanKind(StrEnum):
    """Which of the two texts a span stands in."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Span(NamedTuple):
    """A piece of text, white space and all, that stands in both texts, in the old one only or in the new one only."""

    kind: SpanKind
    text: str


def redline(old: str, new: str, found: Sequence[Difference] | None = None) -> tuple[Span, ...]:
    """Return the spans that lead from *old* to *new*; *found* are their `differences`, where they are known already.

    What is the same and what was removed, joined, is *old* to the letter; what is the same and what was added is
    *new*. So a change of typesetting alone is marked as well, down to a line broken elsewhere.
    """
    before, after = compared(old), compared(new)
    spans: list[Span] = []
    known = differences(old, new) if found is None else found
    for kind, text in _pieces(before, after, known):
        if text:
            _add(spans, kind, text)
    return tuple(spans)


def _add(spans: list[Span], kind: SpanKind, text: str) -> None:
    """Add a piece, joined with the one before where they are of one kind."""
    if spans and spans[-1].kind is kind:
        text = spans.pop().text + text
    spans.append(Span(kind, text))


def _pieces(old: ComparedText, new: ComparedText, found: Sequence[Difference]) -> Iterator[tuple[SpanKind, str]]:
    """Yield what lies between stretches that stand in both texts as they are, and those stretches."""
    was, now = 0, 0
    for (start, end), (there, until) in _kept(old, new, found):
        yield from _between(old.text[was:start], new.text[now:there])
        yield SpanKind.SAME, old.text[start:end]
        was, now = end, until
    yield from _between(old.text[was:], new.text[now:])


def _kept(old: ComparedText, new: ComparedText, found: Sequence[Difference]) -> Iterator[tuple[_Offsets, _Offsets]]:
    """Pair the stretches that are written alike in both texts and lie in no difference."""
    one, other = 0, 0
    ends = len(old.words), len(new.words)
    runs = [(difference.theirs_words, difference.ours_words) for difference in found]
    for theirs, ours in [*runs, (range(ends[0], ends[0]), range(ends[1], ends[1]))]:
        if one < theirs.start:
            yield from _alike(old, new, range(one, theirs.start), range(other, ours.start))
        one, other = theirs.stop, ours.stop


def _alike(old: ComparedText, new: ComparedText, places: range, besides: range) -> Iterator[tuple[_Offsets, _Offsets]]:
    """Pair all of these words at once where they are set alike too, otherwise each that is written alike."""
    (start, end), (there, until) = old.offsets(*_bounds(places)), new.offsets(*_bounds(besides))
    if old.text[start:end] == new.text[there:until]:
        yield (start, end), (there, until)
        return
    for place, beside in zip(places, besides, strict=True):
        word, same = old.words[place], new.words[beside]
        if word.text == same.text:
            yield (word.start, word.end), (same.start, same.end)


def _bounds(words: range) -> tuple[int, int]:
    return words.start, words.stop


def _between(old: str, new: str) -> Iterator[tuple[SpanKind, str]]:
    """Mark all of *old* as removed and of *new* as added, but for the white space that both begin and end with."""
    if old == new:
        yield SpanKind.SAME, old
        return
    lead = _shared_space(old, new)
    space, old, new = old[:lead], old[lead:], new[lead:]
    tail = _shared_space(old[::-1], new[::-1])
    yield SpanKind.SAME, space
    yield SpanKind.REMOVED, old[: len(old) - tail]
    yield SpanKind.ADDED, new[: len(new) - tail]
    yield SpanKind.SAME, old[len(old) - tail :]


def _shared_space(one: str, other: str) -> int:
    """Return how many signs of white space both texts begin with alike."""
    count = 0
    for sign, beside in zip(one, other, strict=False):
        if sign != beside or not sign.isspace():
            break
        count += 1
    return count
