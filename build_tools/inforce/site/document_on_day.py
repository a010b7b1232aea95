"""A document on one day, and the days on which what the site says of guidance changes.

Between two of these days the site stays as it is, byte for byte, but for the day itself (``as-at.json``) and the date
of printable copies. Whatever shows something from a day on has to have that day here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, TypeVar

from inforce.model.catalogue import current_catalogue
from inforce.model.dates import ONE_DAY, Interval, PartialDate, Span
from inforce.model.guidance import CallOff, Document, Review, Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.sources import Edition, Source
from inforce.model.status import (
    ReviewStatus,
    Status,
    in_force,
    last_review,
    periods,
    review_due,
    reviews,
    same_in_substance,
    status,
)

T = TypeVar("T")


@dataclass(frozen=True)
class DocumentOnDay:
    """A document of *library* with at least one version, on *day*."""

    document: Document
    day: date
    library: Library = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.document.id

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    def once(self, of: Hashable, make: Callable[[], T]) -> T:
        """Return what *make* gives in the words that are spoken: it is called once for what it is *of*."""
        of = (of, current_catalogue().digest)
        if of not in self._made:
            self._made[of] = make()
        found: T = self._made[of]
        return found

    @cached_property
    def _periods(self) -> Mapping[VersionNumber, Interval]:
        return periods(self.document)

    @cached_property
    def _statuses(self) -> dict[VersionNumber, Status]:
        return {version.number: status(self.document, version, self.day) for version in self.document.versions}

    @cached_property
    def current(self) -> Version | None:
        """The version in force, if there is one."""
        return in_force(self.document, self.day)

    @cached_property
    def shown(self) -> Version:
        """The version that stands for the document: in force, or else next to come, or else the last that applied."""
        if self.current:
            return self.current
        upcoming = [version for version in self.document.versions if self.status(version) is Status.UPCOMING]
        if upcoming:
            return min(upcoming, key=lambda version: (version.in_force_from or date.max, version.number))
        return self.last_in_force or (self.document.applying or self.document.versions)[-1]

    @cached_property
    def last_in_force(self) -> Version | None:
        """The version that applies on the last day before the document is withdrawn, if it is or will be."""
        withdrawn = self.document.details.withdrawn
        return in_force(self.document, withdrawn.on - ONE_DAY) if withdrawn else None

    @property
    def title(self) -> str:
        """The title under which the document is known on the day."""
        return self.shown.text.title

    @property
    def is_withdrawn(self) -> bool:
        """Whether the document no longer applies on the day."""
        withdrawn = self.document.details.withdrawn
        return withdrawn is not None and withdrawn.on <= self.day

    @property
    def print_valid_for(self) -> Span:
        """How long a printed copy may be relied on."""
        return self.document.details.print_valid_for or self.library.settings.print_valid_for

    def status(self, version: Version) -> Status:
        """Return what *version* is on the day."""
        return self._statuses[version.number]

    def call_off(self, version: Version) -> CallOff | None:
        """Return that *version* was cancelled before its day, if it was."""
        return self.document.call_off(version)

    def applies(self, version: Version) -> bool:
        """Whether *version* is in force on the day or upcoming."""
        return self.status(version) in (Status.IN_FORCE, Status.UPCOMING)

    def period(self, version: Version) -> Interval:
        """Return the days on which *version* applies."""
        return self._periods[version.number]

    def last_day(self, version: Version) -> date | None:
        """Return the last day on which *version* applies, where there is one and it is known."""
        period = self.period(version)
        return period.until - ONE_DAY if period.lasts and period.until and period.until > date.min else None

    def is_withdrawn_as_it_begins(self, version: Version) -> bool:
        """Whether the document was withdrawn on the very day from which *version* was to apply.

        Readers may have been shown it as in force that morning, so nobody says that it never was.
        """
        withdrawn = self.document.details.withdrawn
        begins = withdrawn is not None and withdrawn.on == version.in_force_from and self.is_withdrawn
        return begins and self.status(version) is Status.WITHDRAWN and not self.call_off(version)

    def successor(self, version: Version) -> Version | None:
        """Return the version that takes over on the day after the last of *version*."""
        until = self.period(version).until
        found = in_force(self.document, until) if until else None
        return found if found and found.number != version.number else None

    def previous(self, version: Version) -> Version | None:
        """Return the version numbered next below *version* among those that were not cancelled."""
        return self._previous[version.number]

    @cached_property
    def _previous(self) -> Mapping[VersionNumber, Version | None]:
        found: dict[VersionNumber, Version | None] = {}
        applying = {one.number for one in self.document.applying}
        last = None
        for version in self.document.versions:
            found[version.number] = last
            last = version if version.number in applying else last
        return found

    @cached_property
    def _review_days(self) -> dict[VersionNumber, date | None]:
        return {
            version.number: review_due(self.library, self.document, version, self.day)
            for version in self.document.versions
        }

    def review_due(self, version: Version) -> date | None:
        """Return the day by which *version* is to be reviewed, where that is known."""
        return self._review_days[version.number]

    def review_overdue(self, version: Version) -> bool:
        """Whether *version* is in force and its review should have taken place before the day."""
        due = self.review_due(version)
        return self.status(version) is Status.IN_FORCE and due is not None and due < self.day

    def last_review(self, version: Version) -> Review | None:
        """Return the latest review of *version* that still holds, if there is one."""
        return last_review(self.library, self.document, version, self.day)

    def void_review(self, version: Version) -> ReviewStatus | None:
        """Return the latest review of *version*, or of what it corrects the typing of, where that no longer holds."""
        numbers = {one.number for one in same_in_substance(self.document, version)}
        found = [one for one in reviews(self.library, self.document) if one.review.version in numbers]
        latest = max(found, key=lambda one: (one.review.on, one.holds), default=None)
        return None if latest is None or latest.holds else latest


SOON: Final = timedelta(days=92)
"""How long before its day a review that is due is listed for all owners."""

RECENT: Final = timedelta(days=92)
"""For how long after its day the home page lists a change: three months."""


class EventKind(StrEnum):
    """What happens on a day."""

    BEGINS = "begins"  # a version comes into force, and takes the place of another
    CANCELLED = "called-off"
    NO_LONGER_RECENT = "no-longer-recent"  # the home page lists it no more
    WITHDRAWN = "withdrawn"
    REVIEWED = "reviewed"  # a review counts that was dated ahead
    REVIEW_SOON = "review-soon"
    REVIEW_OVERDUE = "review-overdue"
    REPLACED = "replaced"  # an edition of a source is


@dataclass(frozen=True, order=True)
class CalendarEvent:
    """What happens on *day*, to whichever document or source."""

    day: date
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
    for name in withdrawn.documents if withdrawn else ():
        if instead := library.document(name):
            yield from document_events(library, instead)
    cited = document.cited_sources
    for source in library.sources:
        if source.id in cited:
            yield from source_events(source)


def document_events(library: Library, document: Document) -> Iterator[CalendarEvent]:
    """Yield what happens to *document* itself, and to none of what it cites or names."""
    for version in document.applying:
        if version.in_force_from:
            yield CalendarEvent(version.in_force_from, EventKind.BEGINS)
            yield from _no_longer_recent(version.in_force_from)
    for off in document.details.called_off:
        yield CalendarEvent(off.on, EventKind.CANCELLED)
        yield from _no_longer_recent(off.on)
    if withdrawn := document.details.withdrawn:
        yield CalendarEvent(withdrawn.on, EventKind.WITHDRAWN)
        yield from _no_longer_recent(withdrawn.on)
    yield from _reviews(library, document)


def _no_longer_recent(day: date) -> Iterator[CalendarEvent]:
    if date.max - day > RECENT:
        yield CalendarEvent(day + RECENT + ONE_DAY, EventKind.NO_LONGER_RECENT)


def _reviews(library: Library, document: Document) -> Iterator[CalendarEvent]:
    """Yield when reviews count, and around the days on which the next ones are due, as known after each of them."""
    known = sorted({date.min, *(review.on for review in document.details.reviews)})
    for day in known[1:]:
        yield CalendarEvent(day, EventKind.REVIEWED)
    due = {review_due(library, document, version, day) for day in known for version in document.versions}
    for day in sorted(day for day in due if day):
        if day - date.min >= SOON:
            yield CalendarEvent(day - SOON, EventKind.REVIEW_SOON)
        if day < date.max:
            yield CalendarEvent(day + ONE_DAY, EventKind.REVIEW_OVERDUE)


def source_events(source: Source) -> Iterator[CalendarEvent]:
    """Yield when each edition of *source* is replaced."""
    for edition in source.editions:
        if replaced := edition.details.replaced:
            yield CalendarEvent(first_day(replaced.on), EventKind.REPLACED)


def first_day(known: PartialDate) -> date:
    """Return the first day that a date stands for of which only the month or the year may be known."""
    return date(known.year, known.month or 1, known.day or 1)


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


def version_valid_until(document: DocumentOnDay, version: Version) -> date | None:
    """Return the last day on which *version* is known to stand as it does; None where no change is known."""
    match document.status(version):
        case Status.IN_FORCE:
            return document.last_day(version)
        case Status.UPCOMING:
            return version.in_force_from - ONE_DAY if version.in_force_from else None
        case Status.SUPERSEDED | Status.WITHDRAWN:
            return None


def status_since(document: DocumentOnDay, version: Version) -> date | None:
    """Return the day since which *version* stands as it does; None where it always did, or nobody knows."""
    match document.status(version):
        case Status.IN_FORCE:
            return version.in_force_from
        case Status.SUPERSEDED:
            return document.period(version).until if document.period(version).lasts else None
        case Status.WITHDRAWN:
            off, withdrawn = document.call_off(version), document.document.details.withdrawn
            if off:
                return off.on if off.on <= document.day else None
            return withdrawn.on if withdrawn and document.is_withdrawn else None
        case Status.UPCOMING:
            return None


def document_valid_until(document: DocumentOnDay) -> date | None:
    """Return the last day on which every version of *document* is known to stand as it does."""
    return earliest(version_valid_until(document, version) for version in document.document.versions)


def edition_valid_until(edition: Edition, day: date) -> date | None:
    """Return the last day on which *edition* is known not to be replaced, where its replacement lies ahead of *day*."""
    replaced = edition.details.replaced
    if replaced is None or not replaced.on.lies_ahead(day):
        return None
    return first_day(replaced.on) - ONE_DAY


def earliest(days: Iterable[date | None]) -> date | None:
    """Return the earliest of the *days* that are known."""
    return min((day for day in days if day), default=None)
