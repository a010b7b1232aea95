"""Days, days of which only the month or year is known, and intervals and spans of days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Annotated

from inforce.model.catalogue import N_, _, current_catalogue, listed, ngettext
from inforce.model.names import Grammar, not_written_so

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip

_FIRST_YEAR = 1000


def _day(text: str) -> date:
    _year(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise not_written_so(
            f'There is no day "{text}" in the calendar.',
            "Write a day that exists, as year-month-day: 2026-12-01",
        ) from None


def _year(text: str) -> int:
    year = int(text[:4])
    if year < _FIRST_YEAR:  # days are counted back from others, and there are none before the first
        raise not_written_so(f'"{text[:4]}" is no year of any guidance.', "Write the year in full: 2018")
    return year


def _day_or_unknown(text: str) -> date | None:
    return None if text == "unknown" else _day(text)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date as far as it is known: a year, a month of a year, or a day. 0 stands for not known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read "2018", "2018-07" or "2018-07-04"; raise `ProblemError` for a date that does not exist."""
        parts = [_year(text), *(int(part) for part in text.split("-")[1:])]
        if len(parts) == 3:
            _day(text)
        elif len(parts) == 2 and not 1 <= parts[1] <= 12:
            raise not_written_so(f'"{text}" names no month.', "Months run from 01 to 12: 2018-07")
        return cls(*parts)

    def __str__(self) -> str:
        known = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(known[: 1 + bool(self.month) + bool(self.day)])

    def lies_ahead(self, day: date) -> bool:
        """Whether this begins after *day*, as far as it is known."""
        return date(self.year, self.month or 1, self.day or 1) > day

    @property
    def in_words(self) -> str:
        """The date as readers see it: "4 July 2018", "July 2018", "2018"."""
        if not self.month:
            return str(self.year)
        month = _(MONTHS[self.month - 1])
        if not self.day:
            return _("{month} {year}", month=month, year=self.year)
        return _("{day} {month} {year}", day=self.day, month=month, year=self.year)


def iso_in_words(day: str) -> str:
    """Return an ISO 8601 *day*, as registers and records have it, in words; raise `ValueError` where it is none."""
    return in_words(date.fromisoformat(day))


def in_words(day: date) -> str:
    """Return *day* as readers see it: "22 November 2026"."""
    return _in_words(day.year, day.month, day.day, current_catalogue().digest)


@lru_cache(maxsize=4096)
def _in_words(year: int, month: int, day: int, _words: str) -> str:
    """Return a day in the words that are spoken, which are those of that digest."""
    return _("{day} {month} {year}", day=day, month=_(MONTHS[month - 1]), year=year)


@dataclass(frozen=True)
class Span:
    """A length of time in calendar terms: so many months and so many days."""

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read "7 days", "2 weeks", "12 months" or "1 year"."""
        number, unit = text.split()
        count = int(number)
        match unit.rstrip("s"):
            case "day":
                return cls(days=count)
            case "week":
                return cls(days=7 * count)
            case "month":
                return cls(months=count)
            case _:
                return cls(months=12 * count)

    def after(self, day: date) -> date:
        """Return the day this long after *day*; where a month is too short, its last day.

        Beyond the last day that the calendar has, it is that day.
        """
        years, month = divmod(day.month - 1 + self.months, 12)
        year, month = day.year + years, month + 1
        try:
            landed = date(year, month, min(day.day, monthrange(year, month)[1]))
            return landed + timedelta(days=self.days)
        except (OverflowError, ValueError):
            return date.max

    @property
    def iso(self) -> str:
        """The span as ISO 8601 writes durations: "P7D", "P12M"."""
        months = f"{self.months}M" if self.months else ""
        days = f"{self.days}D" if self.days or not months else ""
        return f"P{months}{days}"

    @property
    def in_words(self) -> str:
        """The span as readers see it: "7 days", "12 months"."""
        months = [ngettext("{count} month", "{count} months", self.months)] if self.months else []
        days = [ngettext("{count} day", "{count} days", self.days)] if self.days or not months else []
        return listed([*months, *days])


DAY = Grammar(
    "a day as year-month-day", r"\d{4}-\d{2}-\d{2}", "2026-12-01", _day,
    hint="Write the day as year-month-day, for example 2026-12-01",
)  # fmt: skip
DAY_OR_UNKNOWN = Grammar(
    "a day as year-month-day", r"\d{4}-\d{2}-\d{2}|unknown", "2026-12-01", _day_or_unknown,
    hint="Write the day as year-month-day, for example 2026-12-01; "
    "on the first version alone, unknown may stand for a day that nobody knows",
)  # fmt: skip
PARTIAL_DATE = Grammar(
    "a date as year, year-month or year-month-day", r"\d{4}(-\d{2}(-\d{2})?)?", "2018-07", PartialDate.parse,
    hint="Write as much of the date as is known: 2018, 2018-07 or 2018-07-04",
)  # fmt: skip
SPAN = Grammar(
    "a length of time", r"[1-9]\d{0,2} (days?|weeks?|months?|years?)", "12 months", Span.parse,
    hint="Write a whole number from 1 to 999 and a unit, for example 7 days, 2 weeks, 12 months or 1 year",
)  # fmt: skip

Day = Annotated[date, DAY]
DayOrUnknown = Annotated[date | None, DAY_OR_UNKNOWN]
PartialDay = Annotated[PartialDate, PARTIAL_DATE]
SpanOfTime = Annotated[Span, SPAN]


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
