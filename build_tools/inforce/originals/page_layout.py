"""Lines of print with their places on the sheet: columns, heads and feet.

A head or foot is set aside only where nothing else can be meant: it stands at the same height on several pages near
each other, says the same but for a number that counts the pages, is set no larger than the text and apart from it.
What is set aside by mistake would be words that nobody compares; what is kept by mistake is only told as a difference.

Some programs draw a page of two columns line by line across it, and a file says nothing of columns. So they are seen
as readers see them: by a strip without ink between lines of prose on both sides, over several lines. Short pieces
beside each other, such as the cells of a table, are read across as they are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median
from typing import Final, NamedTuple

from inforce.model.originals import OriginalLine, OriginalPage

_SAME_HEIGHT = 1.5
_NO_LARGER = 1.15
_APART = 1.25
_NEAR = 4  # pages; heads of left and right pages differ, so every other page counts
_MOST_ROWS = 3
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True)
class LaidOutLine:
    """A line, how far down the sheet it stands, and the size of its letters, both in points."""

    text: str
    down: float
    size: float = 10.0


@dataclass(frozen=True)
class LaidOutPage:
    """The lines of a page in reading order, the number that its file gives it, and words there that nobody sees.

    *drawn* are the lines as the file has them, where that goes across columns.
    """

    lines: tuple[LaidOutLine, ...]
    drawn: tuple[LaidOutLine, ...] = ()
    label: str = ""
    unseen: tuple[str, ...] = ()


@dataclass
class _Row:
    """All lines at one height of a page."""

    page: int
    down: float
    size: float
    text: str
    places: tuple[int, ...]
    numbers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = [int(number) for number in _NUMBER.findall(self.text)]
        self.pattern = _NUMBER.sub("0", self.text)

    def recurs_in(self, other: _Row) -> bool:
        """Whether *other*, on another page, is the same head or foot: its numbers are equal, or count pages."""
        if self.pattern != other.pattern or abs(self.down - other.down) > _SAME_HEIGHT:
            return False
        apart = other.page - self.page
        steps = (theirs - mine for mine, theirs in zip(self.numbers, other.numbers, strict=True))
        return all(step in (0, apart) for step in steps)


def original_pages(pages: Sequence[LaidOutPage]) -> tuple[OriginalPage, ...]:
    """Return *pages* with heads and feet marked, each with the number that readers find printed on it, if any.

    Where no number is printed, it is the label that the file gives the page, else its place in the file.
    """
    rows = [_rows(number, page) for number, page in enumerate(pages)]
    usual = _usual(rows)
    found = []
    for number, page in enumerate(pages):
        running = _running(rows[number], rows, usual)
        marked = {place for row in running for place in row.places}
        lines = tuple(OriginalLine(line.text, place in marked) for place, line in enumerate(page.lines))
        printed = _printed_number(running, rows)
        across = tuple(line.text for line in page.drawn)
        found.append(OriginalPage(printed or page.label or str(number + 1), lines, page.unseen, across))
    return tuple(found)


def _rows(number: int, page: LaidOutPage) -> list[_Row]:
    """Return the rows of a page from the top down."""
    order = sorted(range(len(page.lines)), key=lambda place: page.lines[place].down)
    heights: list[tuple[int, float]] = []
    for place in order:
        down = page.lines[place].down
        same = heights and down - heights[-1][1] <= _SAME_HEIGHT
        heights.append((place, heights[-1][1] if same else down))
    return [
        _Row(
            number,
            down,
            max(page.lines[place].size for place in places),
            " ".join(page.lines[place].text.strip() for place in places),
            tuple(places),
        )
        for down, group in groupby(heights, key=lambda one: one[1])
        for places in [sorted(place for place, _ in group)]
    ]


@dataclass(frozen=True)
class _Usual:
    """The usual distance from line to line, and the usual size of letters."""

    pitch: float
    size: float


def _usual(rows: Sequence[list[_Row]]) -> _Usual:
    steps = [other.down - one.down for page in rows for one, other in pairwise(page)]
    sizes = [row.size for page in rows for row in page]
    return _Usual(median(steps) if steps else 0.0, median(sizes) if sizes else 0.0)


def _running(own: list[_Row], rows: Sequence[list[_Row]], usual: _Usual) -> list[_Row]:
    """Return the heads and feet of a page: from its edges inwards, as long as they recur and stand apart."""
    edges = (_at_edge(inwards, rows, usual) for inwards in (own, own[::-1]))
    return [row for edge in edges for row in edge]


def _at_edge(inwards: Sequence[_Row], rows: Sequence[list[_Row]], usual: _Usual) -> list[_Row]:
    last = 0
    for place, row in enumerate(inwards[:_MOST_ROWS], start=1):
        if row.size > usual.size * _NO_LARGER or not _recurs(row, rows):
            break
        if place < len(inwards) and abs(inwards[place].down - row.down) >= usual.pitch * _APART:
            last = place
    return list(inwards[:last])


def _recurs(row: _Row, rows: Sequence[list[_Row]]) -> bool:
    """Whether *row* stands on at least two other pages near by, or on both pages of two."""
    near = range(max(0, row.page - _NEAR), min(len(rows), row.page + _NEAR + 1))
    times = sum(any(row.recurs_in(other) for other in _edges(rows[page])) for page in near if page != row.page)
    return times >= min(2, len(rows) - 1) > 0


def _edges(rows: list[_Row]) -> list[_Row]:
    return rows if len(rows) <= 2 * _MOST_ROWS else [*rows[:_MOST_ROWS], *rows[-_MOST_ROWS:]]


def _printed_number(running: Sequence[_Row], rows: Sequence[list[_Row]]) -> str:
    """Return the number in a head or foot that counts the pages, if there is one."""
    for row in running:
        for place, number in enumerate(row.numbers):
            for page in (row.page - 1, row.page + 1, row.page - 2, row.page + 2):
                others = _edges(rows[page]) if 0 <= page < len(rows) else []
                for other in others:
                    if row.recurs_in(other) and other.numbers[place] - number == page - row.page:
                        return str(number)
    return ""


_LEAST_LINES: Final = 3  # on either side
_LEAST_WORDS: Final = 3  # in the middle one of the lines on either side
_IN_ONE_ROW: Final = 0.4  # of the size of letters
_STRIP: Final = 0.9  # of the size of letters
_LINES_APART: Final = 3.0  # of the size of letters: further down begins something else
_COLUMNS_APART: Final = 1.35  # times the usual step from line to line: a head or foot stands apart from columns
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
    rows = _without_head_and_foot(_rows_of_pieces(pieces, taken))
    left = tuple(place for row in rows for place in row if pieces[place].left < high)
    right = tuple(place for row in rows for place in row if pieces[place].left >= high)
    return _Run(left, right, max(end, at + 1))


_RowOfPieces = tuple[float, list[int]]


def _rows_of_pieces(pieces: Sequence[Piece], order: Sequence[int]) -> list[_RowOfPieces]:
    """Return the pieces at each height."""
    found: list[_RowOfPieces] = []
    for place in order:
        piece = pieces[place]
        if not found or piece.down - found[-1][0] > _IN_ONE_ROW * piece.size:
            found.append((piece.down, []))
        found[-1][1].append(place)
    return found


def _without_head_and_foot(rows: list[_RowOfPieces]) -> list[list[int]]:
    """Return the rows without the first and the last where they stand apart and reach over both columns."""
    steps = [other[0] - one[0] for one, other in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    first = bool(steps) and steps[0] > _COLUMNS_APART * usual and len(rows[0][1]) > 1
    last = bool(steps) and steps[-1] > _COLUMNS_APART * usual and len(rows[-1][1]) > 1
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
