"""Until when a copy made on a day may be relied on, and why it may not be where that is so."""

from __future__ import annotations

from datetime import date

from inforce.model.dates import Span, in_words
from inforce.model.guidance import Version
from inforce.model.standing import Standing
from inforce.pages.document_on_day import DocumentOnDay


def rely_until(document: DocumentOnDay, version: Version, valid_for: Span) -> date | None:
    """Return the last day on which a copy of *version* made on the day may be relied on; None for not at all.

    That is the earliest of the day *valid_for* later, the last day on which the version applies, and its review.
    """
    if reason_against(document, version):
        return None
    try:
        expires = valid_for.after(document.day)
    except (OverflowError, ValueError):  # beyond the last day that the calendar has
        expires = date.max
    known = (expires, document.last_day(version), document.review_due(version))
    return min(day for day in known if day)


def reason_against(document: DocumentOnDay, version: Version) -> str:
    """Return why a copy of *version* made on the day cannot be relied on at all; "" where it can."""
    match document.standing(version):
        case Standing.UPCOMING:
            begins = version.in_force_from
            when = f"applies from {in_words(begins)}: do not follow it before" if begins else _NOT_YET
            return f"This version {when}."
        case Standing.SUPERSEDED | Standing.WITHDRAWN as standing:
            until = document.period(version).until
            since = f" since {in_words(until)}" if until and document.period(version).lasts else ""
            return f"This version is {standing.value}{since}: do not rely on this copy."
        case Standing.IN_FORCE:
            due = document.review_due(version)
            if due and document.review_overdue(version):
                return f"The review of this version was due by {in_words(due)}: do not rely on this copy."
            return ""


_NOT_YET = "is not in force yet: do not follow it"


def reliance(document: DocumentOnDay, version: Version, valid_for: Span) -> str:
    """Return the sentence on a copy of *version* made on the day that says until when it may be relied on."""
    until = rely_until(document, version, valid_for)
    return f"Rely on until {in_words(until)}." if until else reason_against(document, version)
