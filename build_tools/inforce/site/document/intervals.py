"""The days of a document, parted into stretches in each of which one version applies or none does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from inforce.model.guidance import Version
from inforce.model.standing import in_force
from inforce.site.document_on_day import DocumentOnDay

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """The days from *first* up to and including *last*, each open where it is None, on which *version* applies."""

    first: date | None
    last: date | None
    version: Version | None

    def holds(self, day: date) -> bool:
        """Whether *day* lies in the stretch."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def stretches(document: DocumentOnDay) -> tuple[Stretch, ...]:
    """Return the stretches of all days, the earliest first: every day lies in one of them, and in no other."""
    days: set[date] = set()
    for version in document.document.versions:
        period = document.period(version)
        days.update(day for day in (period.first, period.until) if day)
    found: list[Stretch] = []
    for first, last in parted(Stretch(None, None, None), days):
        applies = in_force(document.document, first or last or document.day)
        if found and found[-1].version is applies:
            found[-1] = Stretch(found[-1].first, last, applies)
        else:
            found.append(Stretch(first, last, applies))
    return tuple(found)


def parted(stretch: Stretch, days: Iterable[date]) -> Iterator[tuple[date | None, date | None]]:
    """Yield the first and the last day of each part of *stretch*, a new part beginning on each of *days* within it."""
    begins = [day for day in sorted(days) if day > (stretch.first or date.min) and stretch.holds(day)]
    firsts = [stretch.first, *begins]
    lasts = [*(day - ONE_DAY for day in begins), stretch.last]
    yield from zip(firsts, lasts, strict=True)
