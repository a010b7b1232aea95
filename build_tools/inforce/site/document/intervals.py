"""The days of a document, parted into stretches in each of which one version applies or none does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inforce.model.dataclass import dataclass
from inforce.model.guidance import Version
from inforce.model.interval import Interval
from inforce.model.standing import in_force
from inforce.site.document_on_day import DocumentOnDay


@dataclass(frozen=True)
class Stretch(Interval):
    """An interval of days on which *version* applies, or none does."""

    version: Version | None


def stretches(document: DocumentOnDay) -> tuple[Stretch, ...]:
    """Return the stretches of all days, the earliest first: every day lies in one of them, and in no other."""
    days: set[date] = set()
    for version in document.document.versions:
        period = document.period(version)
        days.update(day for day in (period.first, period.until) if day)
    found: list[Stretch] = []
    for part in Interval(None, None).split_at(days):
        applies = in_force(document.document, part.first or part.last or date.min)
        if found and found[-1].version is applies:
            found[-1] = replace(found[-1], until=part.until)
        else:
            found.append(Stretch(part.first, part.until, applies))
    return tuple(found)
