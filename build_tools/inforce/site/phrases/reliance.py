"""Until when a copy made on a day may be relied on, and why it may not be where that is so."""

from __future__ import annotations

from datetime import date

from inforce.model.catalogue import _
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.standing import Standing
from inforce.site.document_on_day import DocumentOnDay


def rely_until(document: DocumentOnDay, version: Version) -> date | None:
    """Return the last day on which a copy of *version* made on the day may be relied on; None for not at all.

    That is the earliest of the day until which printed copies are valid, the last day on which the version applies,
    and its review.
    """
    if reason_against(document, version):
        return None
    ends, expires = not_after(document, version), document.print_valid_for.after(document.day)
    return min(ends, expires) if ends else expires


def not_after(document: DocumentOnDay, version: Version) -> date | None:
    """Return the day after which no copy of *version* may be relied on, whenever it is made; None where none is known.

    That is the last day on which it applies, or its review where that is earlier.
    """
    return min((day for day in (document.last_day(version), document.review_due(version)) if day), default=None)


def reason_against(document: DocumentOnDay, version: Version) -> str:
    """Return why a copy of *version* made on the day cannot be relied on at all; "" where it can."""
    match document.standing(version):
        case Standing.UPCOMING:
            begins = version.in_force_from
            if begins:
                return _("This version applies from {day}: do not follow it before.", day=in_words(begins))
            return _("This version is not in force yet: do not follow it.")
        case Standing.SUPERSEDED:
            return superseded(document, version)
        case Standing.WITHDRAWN:
            return withdrawn(document, version)
        case Standing.IN_FORCE:
            due = document.review_due(version)
            if due and document.review_overdue(version):
                return _("The review of this version was due by {day}: do not rely on this copy.", day=in_words(due))
            return ""


def superseded(document: DocumentOnDay, version: Version) -> str:
    """Return that a copy of *version*, which another has replaced, cannot be relied on."""
    if since := _since(document, version):
        return _("This version is superseded since {day}: do not rely on this copy.", day=since)
    return _("This version is superseded: do not rely on this copy.")


def withdrawn(document: DocumentOnDay, version: Version) -> str:
    """Return that a copy of *version*, which was called off or withdrawn with its document, cannot be relied on."""
    if document.call_off(version):
        return _("This version was cancelled: do not rely on this copy.")
    if since := _since(document, version):
        return _("This version is withdrawn since {day}: do not rely on this copy.", day=since)
    return _("This version is withdrawn: do not rely on this copy.")


def _since(document: DocumentOnDay, version: Version) -> str:
    period = document.period(version)
    return in_words(period.until) if period.until and period.lasts else ""


def reliance(document: DocumentOnDay, version: Version) -> str:
    """Return the sentence on a copy of *version* made on the day that says until when it may be relied on."""
    until = rely_until(document, version)
    return _("Do not use after {day}.", day=in_words(until)) if until else reason_against(document, version)
