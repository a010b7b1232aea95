"""An interval of days: half-open, as all of them are here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from inforce.model.dataclass import dataclass

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Interval:
    """From the start of *first* up to, not including, *until*; an open or unknown end is None."""

    first: date | None
    until: date | None

    @property
    def last(self) -> date | None:
        """The last day of the interval, where it ends."""
        return self.until - ONE_DAY if self.until else None

    @property
    def lasts(self) -> bool:
        """Whether there is any day in the interval."""
        return self.first is None or self.until is None or self.first < self.until

    def holds(self, day: date) -> bool:
        """Whether *day* lies in the interval."""
        return (self.first is None or self.first <= day) and (self.until is None or day < self.until)

    def split_at(self, days: Iterable[date]) -> Iterator[Interval]:
        """Yield the parts of the interval, a new one beginning on each of *days* within it."""
        begins = [day for day in sorted(set(days)) if self.holds(day) and day > (self.first or date.min)]
        for first, until in pairwise([self.first, *begins, self.until]):
            yield Interval(first, until)
