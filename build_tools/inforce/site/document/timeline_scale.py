"""The scale of a timeline: where a day lies on it, which days are marked, and which labels have room.

Places are shares of the width of the drawing, and sizes of text are counted in its own letters (em), so that one
drawing fits any screen and any size of text. Labels are chosen for the narrowest width at which they are shown:
the wider the drawing, the further apart they lie.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from inforce.model.dataclass import dataclass
from inforce.model.dates import PartialDate, in_words

_EM_OF_A_LETTER = 0.56
_EM_OF_A_WIDE_LETTER = 1.05
_EM_BETWEEN = 0.9

_STEPS = (
    *(("day", count) for count in (1, 2, 3, 4, 5, 7, 10, 14)),
    *(("month", count) for count in (1, 2, 3, 6)),
    *(("year", count) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)  # fmt: skip


def width_of(text: str) -> float:
    """Return about how wide *text* is, in em, and rather too wide than too narrow."""
    return sum(_EM_OF_A_WIDE_LETTER if unicodedata.east_asian_width(one) in "WF" else _EM_OF_A_LETTER for one in text)


@dataclass(frozen=True)
class Label:
    """Words at a *place* on the scale; *anchor* says which part of them stands there: start, middle or end."""

    text: str
    place: float
    anchor: str

    def ends(self, width: float) -> tuple[float, float]:
        """Return where the label begins and ends, in em, on a drawing *width* em wide."""
        at, long = self.place * width, width_of(self.text)
        begins = at - {"start": 0.0, "middle": long / 2, "end": long}[self.anchor]
        return begins, begins + long

    def fits(self, width: float) -> bool:
        """Whether nothing of the label is cut off on a drawing *width* em wide."""
        begins, ends = self.ends(width)
        return begins >= 0 and ends <= width

    def is_clear_of(self, other: Label, width: float) -> bool:
        """Whether the two can be told apart on a drawing *width* em wide."""
        (begins, ends), (others_begin, others_end) = self.ends(width), other.ends(width)
        return ends + _EM_BETWEEN <= others_begin or others_end + _EM_BETWEEN <= begins


@dataclass(frozen=True)
class Scale:
    """Days from *first* to *last*, both counted as the calendar counts days (`date.toordinal`), evenly spread."""

    first: float
    last: float

    def place(self, day: date) -> float:
        """Return where *day* begins, as a share of the width."""
        return min(1.0, max(0.0, (day.toordinal() - self.first) / (self.last - self.first)))


def scale_of(days: Iterable[date], *, open_start: bool) -> Scale:
    """Return a scale on which all *days* lie, with room for what came before where that is not known.

    Where there is but one day, a month is drawn; where there is none, no day lies on the scale.
    """
    known = [day.toordinal() for day in days]
    if not known:
        return Scale(0.0, 0.5)
    first, last = min(known), max(known)
    span = last - first or 30
    return Scale(first - max(1.0, span * (0.5 if open_start else 0.06)), last + max(1.5, span * 0.08))


def ticks(scale: Scale, width: float) -> tuple[Label, ...]:
    """Return the days to be marked on a drawing *width* em wide or wider: as many as have room for their labels."""
    best: tuple[Label, ...] = ()
    first, last = _within(scale)
    if first > last:
        return best
    for unit, count in _STEPS:
        found = tuple(label for label in _labels(scale, unit, count, width) if label.fits(width))
        if len(found) > len(best) and all(one.is_clear_of(two, width) for one, two in pairwise(found)):
            best = found
    return best


def _labels(scale: Scale, unit: str, count: int, width: float) -> Iterator[Label]:
    """Yield a label for each step of *count* units; none where even the shortest words would have no room."""
    days, shortest, series = _SERIES[unit]
    if (scale.last - scale.first) / (count * days) * (shortest + _EM_BETWEEN) > width + shortest:
        return
    for day, text in series(scale, count):
        yield Label(text, scale.place(day), "middle")


def _days(scale: Scale, count: int) -> Iterator[tuple[date, str]]:
    first, last = _within(scale)
    for ordinal in range(first, last + 1, count):
        day = date.fromordinal(ordinal)
        yield day, in_words(day)


def _months(scale: Scale, count: int) -> Iterator[tuple[date, str]]:
    first, last = (date.fromordinal(ordinal) for ordinal in _within(scale))
    for year in range(first.year, last.year + 1):
        for month in range(1, 13, count):
            if first <= (day := date(year, month, 1)) <= last:
                yield day, PartialDate(year, month).in_words


def _years(scale: Scale, count: int) -> Iterator[tuple[date, str]]:
    first, last = (date.fromordinal(ordinal) for ordinal in _within(scale))
    for year in range(-(-first.year // count) * count, last.year + 1, count):
        if year and first <= (day := date(year, 1, 1)) <= last:
            yield day, PartialDate(year).in_words


# The days that a unit has at most, the width of its shortest label, and its days.
_SERIES = {"day": (1, 5.0, _days), "month": (31, 3.0, _months), "year": (366, 2.0, _years)}


def _within(scale: Scale) -> tuple[int, int]:
    """Return the first and the last whole day on *scale* that the calendar has."""
    return max(1, int(-(-scale.first // 1))), min(date.max.toordinal(), int(scale.last // 1))
