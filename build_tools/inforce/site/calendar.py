"""The calendar of a library: each day on which what the site says of guidance changes though nobody edits anything.

Between two of these days the site stays as it is, byte for byte, but for the day itself (``as-at.json``) and the date
of printable copies. Whatever shows something from a day on has to have that day here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from inforce.model.dates import PartialDate
from inforce.model.guidance import Document
from inforce.model.library import Library
from inforce.model.reviews import review_due
from inforce.model.sources import Source

SOON: Final = timedelta(days=92)
"""How long before its day a review that is due is listed for all owners."""

RECENT: Final = timedelta(days=92)
"""For how long after its day the home page lists a change: three months."""

_ONE_DAY: Final = timedelta(days=1)


class EventKind(StrEnum):
    """What happens on a day."""

    BEGINS = "begins"  # a version comes into force, and takes the place of another
    CALLED_OFF = "called-off"
    NO_LONGER_RECENT = "no-longer-recent"  # the home page lists it no more
    WITHDRAWN = "withdrawn"
    REVIEWED = "reviewed"  # a review counts that was dated ahead
    REVIEW_SOON = "review-soon"
    REVIEW_OVERDUE = "review-overdue"
    REPLACED = "replaced"  # an edition of a source is


@dataclass(frozen=True, order=True)
class CalendarEvent:
    """What happens on *day* to the document or the source of that id."""

    day: date
    subject: str
    kind: EventKind


def events(library: Library) -> tuple[CalendarEvent, ...]:
    """Return every event of *library*, the earliest first."""
    found = [event for document in library.documents for event in document_events(library, document)]
    found += [event for source in library.sources for event in source_events(source)]
    return tuple(sorted(found))


def events_around(library: Library, document: Document) -> Iterator[CalendarEvent]:
    """Yield what happens to *document*, to the sources that it cites, and to what is to be used instead of it."""
    yield from document_events(library, document)
    withdrawn = document.details.withdrawn
    if withdrawn and withdrawn.instead and (instead := library.document(withdrawn.instead)):
        yield from document_events(library, instead)
    cited = document.cited_sources
    for source in library.sources:
        if source.id in cited:
            yield from source_events(source)


def document_events(library: Library, document: Document) -> Iterator[CalendarEvent]:
    """Yield what happens to *document* itself, and to none of what it cites or names."""
    for version in document.applying:
        if version.in_force_from:
            yield CalendarEvent(version.in_force_from, document.id, EventKind.BEGINS)
            yield from _no_longer_recent(document, version.in_force_from)
    for off in document.details.called_off:
        yield CalendarEvent(off.on, document.id, EventKind.CALLED_OFF)
        yield from _no_longer_recent(document, off.on)
    if withdrawn := document.details.withdrawn:
        yield CalendarEvent(withdrawn.on, document.id, EventKind.WITHDRAWN)
        yield from _no_longer_recent(document, withdrawn.on)
    yield from _reviews(library, document)


def _no_longer_recent(document: Document, day: date) -> Iterator[CalendarEvent]:
    if date.max - day > RECENT:
        yield CalendarEvent(day + RECENT + _ONE_DAY, document.id, EventKind.NO_LONGER_RECENT)


def _reviews(library: Library, document: Document) -> Iterator[CalendarEvent]:
    """Yield when reviews count, and around the days on which the next ones are due, as known after each of them."""
    known = sorted({date.min, *(review.on for review in document.details.reviews)})
    for day in known[1:]:
        yield CalendarEvent(day, document.id, EventKind.REVIEWED)
    due = {review_due(library, document, version, day) for day in known for version in document.versions}
    for day in sorted(day for day in due if day):
        if day - date.min >= SOON:
            yield CalendarEvent(day - SOON, document.id, EventKind.REVIEW_SOON)
        if day < date.max:
            yield CalendarEvent(day + _ONE_DAY, document.id, EventKind.REVIEW_OVERDUE)


def source_events(source: Source) -> Iterator[CalendarEvent]:
    """Yield when each edition of *source* is replaced."""
    for edition in source.editions:
        if replaced := edition.details.replaced:
            yield CalendarEvent(first_day(replaced.on), source.id, EventKind.REPLACED)


def first_day(known: PartialDate) -> date:
    """Return the first day that a date stands for of which only the month or the year may be known."""
    return date(known.year, known.month or 1, known.day or 1)
