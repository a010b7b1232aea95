"""A deliberately simple model of time to hold inforce against: a calendar of which text is in force on each day.

Everything that editors do is a stroke across that calendar; nothing is worked out from anything else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

FIRST = date(2027, 1, 1)
DAYS = tuple(FIRST + timedelta(days=place) for place in range(120))
"""The whole calendar; what happens, happens well within it."""

Number = tuple[int, int, int]


def written(number: Number) -> str:
    """Return the number of a version as it is written: "2.0.1"."""
    return ".".join(map(str, number))


@dataclass
class Calendar:
    """Which version is in force on each day, and what was done to bring that about."""

    in_force: dict[date, Number | None] = field(default_factory=lambda: dict.fromkeys(DAYS))
    begins: dict[Number, date | None] = field(default_factory=dict)
    called_off: dict[Number, date] = field(default_factory=dict)
    withdrawn: date | None = None

    @property
    def applying(self) -> list[Number]:
        """The versions that were not cancelled, in order."""
        return sorted(number for number in self.begins if number not in self.called_off)

    def add(self, number: Number, day: date | None) -> None:
        """A version is published, to be in force from *day*, until one with a higher number is, or the withdrawal."""
        higher = [self.begins[other] or DAYS[0] for other in self.applying if other > number]
        self.begins[number] = day
        for one in DAYS:
            if (day is None or one >= day) and all(one < start for start in higher) and not self.is_withdrawn(one):
                self.in_force[one] = number

    def call_off(self, number: Number, on: date) -> None:
        """A version is cancelled before its day: what was in force before it stays in force."""
        start = self.begins[number] or DAYS[0]
        before = self.in_force[start - timedelta(days=1)]
        self.called_off[number] = on
        for one in DAYS:
            if self.in_force[one] == number:
                self.in_force[one] = before

    def withdraw(self, day: date) -> None:
        """From *day* on nothing is in force."""
        self.withdrawn = day
        for one in DAYS:
            if self.is_withdrawn(one):
                self.in_force[one] = None

    def is_withdrawn(self, day: date) -> bool:
        """Whether the document no longer applies on *day*."""
        return self.withdrawn is not None and day >= self.withdrawn

    def status(self, number: Number, day: date) -> str:
        """Return what a version is on *day*."""
        start = self.begins[number] or date.min
        if number in self.called_off:
            return "withdrawn"
        if self.in_force[day] == number:
            return "in force"
        if self.withdrawn and start >= self.withdrawn:
            return "withdrawn"
        if start > day:
            return "upcoming"
        was_last = self.withdrawn is not None and self.in_force[self.withdrawn - timedelta(days=1)] == number
        return "withdrawn" if was_last and self.is_withdrawn(day) else "superseded"

    def last_day(self, number: Number) -> date | None:
        """Return the last day on which a version is in force; None where it never is, or for good."""
        days = [day for day in DAYS if self.in_force[day] == number]
        return days[-1] if days and days[-1] != DAYS[-1] else None

    def coming(self, day: date) -> list[tuple[date, Number]]:
        """Return what is to come into force after *day*, the soonest first."""
        starts = [(start, number) for number, start in self.begins.items() if start]
        return sorted(one for one in starts if self.status(one[1], day) == "upcoming")

    def days_that_matter(self) -> list[date]:
        """Return every day on which anything happens, and the one before it."""
        happens = [day for day in (*self.begins.values(), *self.called_off.values(), self.withdrawn) if day]
        return sorted({day for one in happens for day in (one - timedelta(days=1), one)})
