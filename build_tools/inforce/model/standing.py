"""Which version applies on a day: standing, the period of each version, and until when a copy may be relied on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from inforce.model.dataclass import cached_per_object
from inforce.model.guidance import Document, Version
from inforce.model.interval import Interval
from inforce.model.names import VersionNumber


class Standing(StrEnum):
    """What a version is on a day."""

    UPCOMING = "upcoming"
    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@cached_per_object
def periods(document: Document) -> Mapping[VersionNumber, Interval]:
    """Return the days on which each version of *document* applies; one called off, or overtaken at once, has none.

    A version applies from its day until the earliest day of a later version, or of the withdrawal.
    """
    found = {version.number: _no_days(version) for version in document.versions}
    end = document.details.withdrawn.on if document.details.withdrawn else None
    for version in reversed(document.applying):
        found[version.number] = Interval(version.in_force_from, end)
        starts = version.in_force_from or date.min
        end = min(end, starts) if end else starts
    return found


def _no_days(version: Version) -> Interval:
    first = version.in_force_from or date.min
    return Interval(first, first)


def in_force(document: Document, day: date) -> Version | None:
    """Return the version that applies on *day*; None before the first, and once withdrawn."""
    spans = periods(document)
    return next((version for version in document.versions if spans[version.number].holds(day)), None)


def standing(document: Document, version: Version, day: date) -> Standing:
    """Return what *version* is on *day*.

    A version that was called off is withdrawn on every day, for it applies on none. One that was to begin on or
    after the day of the withdrawal is withdrawn from the start; once that day has come, so is the version that
    applied last. The ones before stay superseded, and a version that another overtook before it began is superseded
    too.
    """
    period = periods(document)[version.number]
    if period.holds(day):
        return Standing.IN_FORCE
    if document.call_off(version):
        return Standing.WITHDRAWN
    withdrawn = document.details.withdrawn
    begins = version.in_force_from or date.min
    if withdrawn and (begins >= withdrawn.on or (withdrawn.on <= day and period.until == withdrawn.on)):
        return Standing.WITHDRAWN
    ahead = period.lasts and begins > day
    return Standing.UPCOMING if ahead else Standing.SUPERSEDED


def successor(document: Document, version: Version) -> Version | None:
    """Return the version that takes over when the period of *version* ends, if one does."""
    end = periods(document)[version.number].until
    return in_force(document, end) if end else None
