"""The day that a PDF is dated with: the same for some days on end, so that not every file is made anew each night.

A copy is relied on for a time that counts from its date. An earlier date shortens that time and never lengthens it;
whoever fetches a file has at least half of it before him.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from zlib import crc32

from inforce.model.dates import Span
from inforce.site import addresses
from inforce.site.calendar import CalendarEvent, EventKind, events, events_around
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.publication import Publication

LONGEST: Final = 7
"""For so many days at most a date stays the same."""


def dating_day(document: DocumentOnDay) -> date:
    """Return the day that copies of *document* are dated with: nothing that they say has changed since."""
    step = day_of_step(document.id, document.day, document.print_valid_for)
    return _after_all(step, events_around(document.library, document.document), document.day)


def dating_day_of_manual(publication: Publication) -> date:
    """Return the day that the manual is dated with: nothing that it says has changed since.

    It goes by the document whose copies expire soonest, so that none does before the next such day.
    """
    shortest = min((one.print_valid_for for one in publication.documents), key=lambda span: span.after(date.min))
    step = day_of_step(addresses.manual(), publication.day, shortest)
    return _after_all(step, events(publication.library), publication.day)


def _after_all(step: date, found: Iterable[CalendarEvent], day: date) -> date:
    """Return *step*, or the last day up to *day* on which something happened that printable copies tell of."""
    told = (event.day for event in found if event.kind is not EventKind.REVIEW_SOON and event.day <= day)
    return max(step, max(told, default=step))


def day_of_step(name: str, day: date, valid_for: Span) -> date:
    """Return the first of the days around *day* on which copies have the same date.

    It falls on other days for other names, so that the same share of a library is made anew each night.
    """
    step = min(LONGEST, max(1, (28 * valid_for.months + valid_for.days) // 2))
    return day - timedelta(days=(day.toordinal() + crc32(name.encode())) % step)
