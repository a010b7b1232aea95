"""Since when, and until when, what a record says of status is known to hold.

A version that is added later can end it sooner; only asking again can tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from inforce.model.guidance import Version
from inforce.model.sources import Edition
from inforce.model.status import Status
from inforce.site.document_on_day import DocumentOnDay, first_day

_ONE_DAY = timedelta(days=1)


def version_valid_until(document: DocumentOnDay, version: Version) -> date | None:
    """Return the last day on which *version* is known to stand as it does; None where no change is known."""
    match document.status(version):
        case Status.IN_FORCE:
            return document.last_day(version)
        case Status.UPCOMING:
            return version.in_force_from - _ONE_DAY if version.in_force_from else None
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
    return first_day(replaced.on) - _ONE_DAY


def earliest(days: Iterable[date | None]) -> date | None:
    """Return the earliest of the *days* that are known."""
    return min((day for day in days if day), default=None)
