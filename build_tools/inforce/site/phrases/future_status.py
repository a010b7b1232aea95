"""What is to be said of a version on days that come after the page was made, so that it is true whenever it is read.

The page carries these sentences, and script puts those of the reader's day in the place of the first ones. What was
planned when the page was made may have been changed since, so they say that it was planned, and not that it took place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inforce.model.catalogue import _
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.interval import ONE_DAY
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.currency import in_force_since, what_comes_next


@dataclass(frozen=True)
class Later:
    """What is *said* from *day* on."""

    day: date
    said: str


def later(document: DocumentOnDay, version: Version) -> tuple[Later, ...]:
    """Return what is said of *version* from each day on that changes it, the earliest first; none where none does."""
    if not document.applies(version):
        return ()
    period, due = document.period(version), document.review_due(version)
    turns = (period.first, period.until, due + ONE_DAY if due and due < date.max else None)
    days = sorted({day for day in turns if day and day > document.day})
    ends = period.until or date.max
    return tuple(Later(day, " ".join(_said(document, version, day))) for day in days if day <= ends)


def _said(document: DocumentOnDay, version: Version, day: date) -> Iterator[str]:
    period = document.period(version)
    if period.until and period.until <= day:
        yield from _ended(document, version, period.until)
        return
    if period.first and period.first > document.day:
        yield _("It was due to come into force on {day}.", day=in_words(period.first))
    else:
        yield in_force_since(version)
    yield from what_comes_next(document, version)
    yield from _review(document, version, day)


def _ended(document: DocumentOnDay, version: Version, until: date) -> Iterator[str]:
    first, last = version.in_force_from, in_words(until - ONE_DAY)
    if first:
        yield _("It was due to be in force from {first} to {last}.", first=in_words(first), last=last)
    else:
        yield _("It was due to be in force until {last}. The start date is not known.", last=last)
    if successor := document.successor(version):
        yield _("Version {version} was due to replace it on {day}.", version=successor.number, day=in_words(until))
    else:
        yield _("It was due to be withdrawn on {day}.", day=in_words(until))


def _review(document: DocumentOnDay, version: Version, day: date) -> Iterator[str]:
    due = document.review_due(version)
    if due is None:
        yield _("When its next review is due is not known.")
    elif due >= day:
        yield _("Next review due {day}.", day=in_words(due))
    elif document.review_overdue(version):
        yield _("Its review was due on {day} and is overdue.", day=in_words(due))
    else:
        yield _("Its review was due on {day}. This copy cannot tell whether it took place.", day=in_words(due))
