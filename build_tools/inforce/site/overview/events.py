"""What happens to guidance, and on which day: versions begin, are cancelled, and documents are withdrawn.

Every list of changes is made of these, so that none forgets what was taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from inforce.model import cached_per_object
from inforce.model.catalogue import _, listed
from inforce.model.dates import in_words
from inforce.model.guidance import TakenBack, Version
from inforce.model.names import VersionNumber
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.changes import kind_in_words, version_name
from inforce.site.phrases.currency import days_in_words, instead_of


class EventKind(StrEnum):
    """What happens."""

    BEGINS = "begins"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


_FIELDS: Final = {EventKind.CANCELLED: "called_off", EventKind.WITHDRAWN: "withdrawn"}
"""The fields of content that say so, of which ids are made: what people call it may change, and an id never does."""


class Event(NamedTuple):
    """What happens to *version*, or to the whole document whose last version it is; *day* is None where unknown."""

    kind: EventKind
    document: DocumentOnDay
    version: Version
    day: date | None

    @property
    def has_come(self) -> bool:
        """Whether it took place, on a day that is known and not after that of the document."""
        lasts = self.kind is not EventKind.BEGINS or self.document.period(self.version).lasts
        return lasts and self.day is not None and self.day <= self.document.day

    @property
    def lies_ahead(self) -> bool:
        """Whether it is still to come: a version to begin, or a document to be withdrawn."""
        if self.kind is EventKind.BEGINS:
            return self.document.status(self.version) is Status.UPCOMING
        return self.kind is EventKind.WITHDRAWN and not self.document.is_withdrawn

    @property
    def id(self) -> str:
        """A name for it as a URN, which is no other's and never changes."""
        if self.kind is EventKind.BEGINS:
            return UUID(bytes=bytes.fromhex(self.version.published_fingerprint[:32]), version=5).urn
        first_id = next((one.id for one in self.document.document.details.formerly), self.document.id)
        what = first_id if self.kind is EventKind.WITHDRAWN else self.version.published_fingerprint
        return uuid5(NAMESPACE_URL, f"{what} {_FIELDS[self.kind].replace('_', ' ')} {self.day}").urn

    @property
    def address(self) -> str:
        """The page to read about it."""
        if self.kind is EventKind.WITHDRAWN:
            return addresses.document(self.document.id)
        return addresses.version(self.version)

    @property
    def title(self) -> str:
        """What happens to which guidance, as a heading."""
        match self.kind:
            case EventKind.BEGINS:
                return version_name(self.version)
            case EventKind.CANCELLED:
                return _("{version}: cancelled", version=version_name(self.version))
            case EventKind.WITHDRAWN:
                if self.lies_ahead:
                    return _("{title}: to be withdrawn", title=self.document.title)
                return _("{title}: withdrawn", title=self.document.title)

    @property
    def reason(self) -> str:
        """What changed and why, or why it was taken back, in the words of the editors."""
        off, withdrawn = self.document.call_off(self.version), self.document.document.details.withdrawn
        if self.kind is EventKind.CANCELLED and off:
            return off.reason
        if self.kind is EventKind.WITHDRAWN and withdrawn:
            return withdrawn.reason
        return self.version.text.change.note

    @property
    def instead(self) -> str:
        """What to use in place of a document that is withdrawn, in a sentence; "" where nothing is named."""
        every = [one.text for one in instead_of(self.document)] if self.kind is EventKind.WITHDRAWN else []
        return _("Use {document} instead.", document=listed(every)) if every else ""

    @property
    def facts(self) -> tuple[str, ...]:
        """On which days it applies, or from which day it no longer does, and what kind of change it is."""
        if self.kind is EventKind.WITHDRAWN:
            day = in_words(self.day) if self.day else ""
            return (_("To be withdrawn on {day}", day=day) if self.lies_ahead else _("Withdrawn on {day}", day=day),)
        if self.kind is EventKind.CANCELLED:
            return (days_in_words(self.document, self.version),)
        kind = kind_in_words(self.version.text.change.kind)
        if self.lies_ahead and self.day:
            return (_("Comes into force on {day}", day=in_words(self.day)), kind)
        return (days_in_words(self.document, self.version), kind)


def told_after(
    kind: str, version: VersionNumber, day: date, published: Mapping[str, datetime], zone: ZoneInfo
) -> datetime | None:
    """Return when readers were told of what happened on *day*, where that had begun in *zone*; None where in time.

    *published* says when they were of each version, by number, and of each `TakenBack`, as far as that is known.
    """
    taken_back = TakenBack(kind, None if kind == EventKind.WITHDRAWN else version, day)
    moments = [published[one] for one in (str(version), str(taken_back)) if one in published]
    latest = max(moments, default=None)
    return latest.astimezone(zone) if latest and latest > datetime.combine(day, time(), zone) else None


def events(document: DocumentOnDay) -> Iterator[Event]:
    """Yield everything that happens to *document*: each version begins or was cancelled, and it may be withdrawn."""
    for version in document.document.versions:
        if off := document.call_off(version):
            yield Event(EventKind.CANCELLED, document, version, off.on)
        else:
            yield Event(EventKind.BEGINS, document, version, version.in_force_from)
    if withdrawn := document.document.details.withdrawn:
        yield Event(EventKind.WITHDRAWN, document, document.last_in_force or document.shown, withdrawn.on)


@cached_per_object
def last_change(document: DocumentOnDay) -> date | None:
    """Return the day of the latest event of *document* that has come, where one is known."""
    return max((event.day for event in events(document) if event.day and event.has_come), default=None)
