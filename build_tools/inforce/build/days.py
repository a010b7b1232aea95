"""A day that notes what it was asked, so that whoever asked need not ask again before the answer is another one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from inforce.store.targets import Days

_ONE: timedelta = timedelta(days=1)


class Watch:
    """From which day to which every question that was asked so far has the same answer."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.first, self.last = date.min, date.max

    @property
    def days(self) -> Days:
        """The days on which whatever was worked out is the same."""
        return Days(self.first.isoformat(), self.last.isoformat())

    def exactly(self) -> None:
        """Note that the day itself was given out."""
        self.first = self.last = self.day

    def turns_at(self, turn: date) -> None:
        """Note a question whose answer is one before *turn*, and another one from then on."""
        if self.day < turn:
            self.last = min(self.last, turn - _ONE)
        else:
            self.first = max(self.first, turn)


class WatchedDay(date):
    """The day of a build as a target sees it, or a day that lies so many days after or before it.

    It compares as any date does, and each comparison is noted; whatever else is asked of it gives the day itself away.
    """

    def __new__(cls, watch: Watch, later: timedelta = timedelta(0)) -> WatchedDay:
        """Return the day that lies *later* than that of *watch*."""
        plain = watch.day + later
        return date.__new__(cls, plain.year, plain.month, plain.day)

    def __init__(self, watch: Watch, later: timedelta = timedelta(0)) -> None:
        self._watch, self._later = watch, later

    @property
    def plain(self) -> date:
        """The day itself."""
        self._watch.exactly()
        return self._watch.day + self._later

    def _asks(self, other: date, *, from_the_day_after: bool) -> None:
        """Note a question that turns at *other*, or on the day after it."""
        try:
            turn = (
                date.fromordinal(date.toordinal(other)) - self._later + (_ONE if from_the_day_after else timedelta(0))
            )
        except OverflowError:
            return  # no day of the calendar has another answer
        self._watch.turns_at(turn)

    def __lt__(self, other: date) -> bool:
        self._asks(other, from_the_day_after=False)
        return date.__lt__(self, other)

    def __ge__(self, other: date) -> bool:
        self._asks(other, from_the_day_after=False)
        return date.__ge__(self, other)

    def __le__(self, other: date) -> bool:
        self._asks(other, from_the_day_after=True)
        return date.__le__(self, other)

    def __gt__(self, other: date) -> bool:
        self._asks(other, from_the_day_after=True)
        return date.__gt__(self, other)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, date):
            self._asks(other, from_the_day_after=False)
            self._asks(other, from_the_day_after=True)
        return date.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.plain)

    def __add__(self, other: timedelta) -> WatchedDay:
        return WatchedDay(self._watch, self._later + timedelta(other.days))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return WatchedDay(self._watch, self._later - timedelta(other.days))
        return self.plain - other

    def __rsub__(self, other: date) -> timedelta:
        return other - self.plain

    def __reduce__(self) -> tuple[type[date], tuple[int, int, int]]:
        plain = self.plain
        return date, (plain.year, plain.month, plain.day)

    def __str__(self) -> str:
        return str(self.plain)

    def __repr__(self) -> str:
        return repr(self.plain)

    def __format__(self, form: str) -> str:
        return format(self.plain, form)


def _told(name: str) -> Any:
    def tell(self: WatchedDay, *args: Any, **named: Any) -> Any:
        return getattr(self.plain, name)(*args, **named)

    return tell


def _field(name: str) -> property:
    return property(lambda self: getattr(self.plain, name))


for _name in (
    "ctime", "isocalendar", "isoformat", "isoweekday", "replace", "strftime", "timetuple", "toordinal", "weekday",
):  # fmt: skip
    setattr(WatchedDay, _name, _told(_name))
for _name in ("year", "month", "day"):
    setattr(WatchedDay, _name, _field(_name))
