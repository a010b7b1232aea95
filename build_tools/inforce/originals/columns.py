"""Columns of a page: which pieces of its lines stand beside each other and are read one column after the other.

Some programs draw a page of two columns line by line across it, and a file says nothing of columns. So they are seen
as readers see them: by a strip without ink between lines of prose on both sides, over several lines. Short pieces
beside each other, such as the cells of a table, are read across as they are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

_LEAST_LINES: Final = 3  # on either side
_LEAST_WORDS: Final = 3  # in the middle one of the lines on either side
_SAME_HEIGHT: Final = 0.4  # of the size of letters
_STRIP: Final = 0.9  # of the size of letters
_LINES_APART: Final = 3.0  # of the size of letters: further down begins something else
_APART: Final = 1.35  # times the usual step from line to line: a head or foot stands apart from columns
_LETTERS_OF_A_WORD: Final = 5  # where a script puts no spaces between words


class Piece(NamedTuple):
    """A part of a line without a wide gap: where it stands, in points from the left and the top, and its words."""

    left: float
    right: float
    down: float
    size: float
    text: str

    @property
    def words(self) -> int:
        """How many words it has, about."""
        return max(len(self.text.split()), len(self.text) // (3 * _LETTERS_OF_A_WORD))


Column = tuple[int, ...]


def columns(pieces: Sequence[Piece]) -> tuple[tuple[Column, ...], ...]:
    """Return the columns that stand beside each other in *pieces*, group by group, in the order in which they are read.

    What stands in no column is in none of them.
    """
    order = sorted(range(len(pieces)), key=lambda place: (pieces[place].down, pieces[place].left))
    return tuple(_groups(pieces, order))


def _groups(pieces: Sequence[Piece], order: Sequence[int]) -> Iterator[tuple[Column, ...]]:
    at = 0
    while at < len(order):
        run = _run_at(pieces, order, at)
        if run is None:
            at += 1
            continue
        if run.is_columns(pieces):
            yield tuple(column for side in (run.left, run.right) for column in _within(pieces, side))
        at = run.end


def _within(pieces: Sequence[Piece], side: Sequence[int]) -> Iterator[Column]:
    """Yield the columns of one side; what is left between them is read as a column of its own."""
    found = {column[0]: column for group in _groups(pieces, side) for column in group}
    taken = {place for column in found.values() for place in column}
    rest: list[int] = []
    for place in side:
        if place in found or place not in taken:
            if place in found:
                if rest:
                    yield tuple(rest)
                rest = []
                yield found[place]
            else:
                rest.append(place)
    if rest:
        yield tuple(rest)


@dataclass(frozen=True)
class _Run:
    """Lines with a strip between them, and where in the order of the page they end."""

    left: Column
    right: Column
    end: int

    def is_columns(self, pieces: Sequence[Piece]) -> bool:
        """Whether lines of prose stand beside each other on both sides."""
        return all(
            median(pieces[place].words for place in side) >= _LEAST_WORDS
            and _lines_beside(pieces, side, other) >= _LEAST_LINES
            for side, other in ((self.left, self.right), (self.right, self.left))
            if side and other
        ) and bool(self.left and self.right)


def _lines_beside(pieces: Sequence[Piece], side: Column, other: Column) -> int:
    """Return how many lines of a *side* stand as high as those of the *other*."""
    first, last = pieces[other[0]], pieces[other[-1]]
    return sum(first.down - first.size <= pieces[place].down <= last.down + last.size for place in side)


def _run_at(pieces: Sequence[Piece], order: Sequence[int], at: int) -> _Run | None:
    """Return the lines with a strip between them that begin at *at* in the order of the page, if any do."""
    strip = _strip_beside(pieces, order, at)
    if strip is None:
        return None
    low, high = strip
    taken: list[int] = []
    lowest, end = pieces[order[at]].down, at
    for place in order[at:]:
        piece = pieces[place]
        if piece.down - lowest > _LINES_APART * piece.size:
            break
        if piece.right <= high:
            low = max(low, piece.right)
        elif piece.left >= low:
            high = min(high, piece.left)
        if high - low < _STRIP * piece.size or (piece.left < high and piece.right > low):
            break
        taken.append(place)
        lowest, end = piece.down, end + 1
    rows = _without_head_and_foot(_rows(pieces, taken))
    left = tuple(place for row in rows for place in row if pieces[place].left < high)
    right = tuple(place for row in rows for place in row if pieces[place].left >= high)
    return _Run(left, right, max(end, at + 1))


_Row = tuple[float, list[int]]


def _rows(pieces: Sequence[Piece], order: Sequence[int]) -> list[_Row]:
    """Return the pieces at each height."""
    found: list[_Row] = []
    for place in order:
        piece = pieces[place]
        if not found or piece.down - found[-1][0] > _SAME_HEIGHT * piece.size:
            found.append((piece.down, []))
        found[-1][1].append(place)
    return found


def _without_head_and_foot(rows: list[_Row]) -> list[list[int]]:
    """Return the rows without the first and the last where they stand apart and reach over both columns."""
    steps = [other[0] - one[0] for one, other in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    first = bool(steps) and steps[0] > _APART * usual and len(rows[0][1]) > 1
    last = bool(steps) and steps[-1] > _APART * usual and len(rows[-1][1]) > 1
    return [row for _, row in rows[int(first) : len(rows) - int(last)]]


def _strip_beside(pieces: Sequence[Piece], order: Sequence[int], at: int) -> tuple[float, float] | None:
    """Return the strip between the piece at *at* and one that stands beside it, be it a few lines further down."""
    piece = pieces[order[at]]
    for place in order[at + 1 :]:
        other = pieces[place]
        if other.down - piece.down > _LINES_APART * piece.size:
            return None
        first, second = sorted((piece, other), key=lambda one: one.left)
        if second.left - first.right >= _STRIP * piece.size:
            return first.right, second.left
    return None
