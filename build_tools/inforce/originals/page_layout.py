"""Lines of print with their places on the sheet, and which of them are the heads and feet that pages share.

A head or foot is set aside only where nothing else can be meant: it stands at the same height on several pages near
each other, says the same but for a number that counts the pages, is set no larger than the text and apart from it.
What is set aside by mistake would be words that nobody compares; what is kept by mistake is only told as a difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from inforce.model.originals import OriginalLine, OriginalPage

_SAME_HEIGHT = 1.5
_NO_LARGER = 1.15
_APART = 1.25
_NEAR = 4  # pages; heads of left and right pages differ, so every other page counts
_MOST_ROWS = 3
_NUMBER = re.compile(r"\d+")


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
