"""What a version is on a day and later, and until when a copy may be relied on, in sentences.

The page carries these sentences, and script puts those of the reader's day in the place of the first ones. What was
planned when the page was made may have been changed since, so they say that it was planned, and not that it took place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from inforce.model.catalogue import _, listed, pgettext
from inforce.model.dates import ONE_DAY, in_words
from inforce.model.guidance import Version
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, Prose, link, prose


def day_or_not_known(day: date | None) -> str:
    """Return *day* in words, or that it is not known."""
    return in_words(day) if day else _("not known")


def instead_of(document: DocumentOnDay) -> tuple[Link, ...]:
    """Return what is to be used in place of *document* once it is withdrawn: documents, and what stands elsewhere."""
    withdrawn, library = document.document.details.withdrawn, document.library
    if withdrawn is None:
        return ()
    found = (library.document(name) for name in withdrawn.documents)
    told = (DocumentOnDay(one, document.day, library) for one in found if one and one.versions)
    return (
        *(link(one.title, addresses.document(one.id)) for one in told),
        *(Link(one.title, one.link) for one in withdrawn.elsewhere),
    )


def used_instead(document: DocumentOnDay) -> Prose:
    """Return what is to be used in place of *document*, in a sentence; nothing where nothing is named."""
    every = {f"place{number}": one for number, one in enumerate(instead_of(document))}
    if not every:
        return ()
    return prose(_("Use {document} instead.", document=listed([f"{{{name}}}" for name in every])), **every)


def sentences(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    """Return how *version* stands, and since when and until when; no sentence names the day for which that is said."""
    match document.status(version):
        case Status.IN_FORCE:
            return _in_force(document, version)
        case Status.UPCOMING:
            return _upcoming(document, version)
        case Status.SUPERSEDED:
            return _superseded(document, version)
        case Status.WITHDRAWN:
            return _withdrawn(document, version)


def _in_force(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    return (in_force_since(version), *what_comes_next(document, version), _review(document, version))


def in_force_since(version: Version) -> str:
    """Return since when *version*, which is in force, has been."""
    first = version.in_force_from
    return _("In force since {day}.", day=in_words(first)) if first else _("In force. The start date is not known.")


def what_comes_next(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    """Return what ends the time of *version*, where that is known."""
    until, successor = document.period(version).until, document.successor(version)
    if until and successor:
        return (_("Version {version} replaces it on {day}.", version=successor.number, day=in_words(until)),)
    return (_("It will be withdrawn on {day}.", day=in_words(until)),) if until else ()


def _review(document: DocumentOnDay, version: Version) -> str:
    due = document.review_due(version)
    if due is None:
        return _("When its next review is due is not known.")
    if document.review_overdue(version):
        return _("Its review was due on {day} and is overdue.", day=in_words(due))
    return _("Next review due {day}.", day=in_words(due))


def _upcoming(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    current = document.current
    begins = version.in_force_from
    return (
        _("Comes into force on {day}.", day=in_words(begins))
        if begins
        else _("When it comes into force is not known."),
        _("Version {version} is in force before that.", version=current.number)
        if current
        else _("No version is in force before that."),
    )


def _superseded(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    successor = document.successor(version)
    until = document.period(version).until
    if not document.period(version).lasts or until is None:
        return (_("Never in force: a later version took its place before it began."),)
    applied = sentence(in_force_days(document, version))
    if successor is None:
        return (applied,)
    return (applied, _("Version {version} replaced it on {day}.", version=successor.number, day=in_words(until)))


def _withdrawn(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    if off := document.call_off(version):
        return (
            _("Cancelled on {day}.", day=in_words(off.on)),
            _("It was to come into force on {day}.", day=day_or_not_known(version.in_force_from)),
        )
    withdrawn = document.document.details.withdrawn
    if withdrawn and not document.is_withdrawn:
        return (
            _(
                "It never comes into force: the guidance will be withdrawn on {day}.",
                day=in_words(withdrawn.on),
            ),
        )
    on = _("Withdrawn on {day}.", day=day_or_not_known(withdrawn.on if withdrawn else None))
    if document.is_withdrawn_as_it_begins(version):
        return (on, _("That was the day it was due to start."))
    lasted = document.period(version).lasts
    return (on, sentence(in_force_days(document, version)) if lasted else _("It had not come into force."))


def days_in_words(document: DocumentOnDay, version: Version) -> str:
    """Return on which days *version* applies, or that it was cancelled before its day, without a full stop."""
    if off := document.call_off(version):
        return _(
            "Cancelled on {day}. It was due to start on {planned}",
            day=in_words(off.on),
            planned=day_or_not_known(version.in_force_from),
        )
    return in_force_days(document, version)


def in_force_days(document: DocumentOnDay, version: Version) -> str:
    """Return on which days *version* applies, without a full stop."""
    period, last = document.period(version), document.last_day(version)
    if not period.lasts:
        return _on_no_day(document, version)
    if period.first and last:
        if period.first == last:
            return _("In force on {day}", day=in_words(last))
        return _("In force from {first} to {last}", first=in_words(period.first), last=in_words(last))
    if period.first:
        return _("In force from {day}", day=in_words(period.first))
    if last:
        return _("In force until {day}, start date not known", day=in_words(last))
    return _("In force, start date not known")


def _on_no_day(document: DocumentOnDay, version: Version) -> str:
    if document.is_withdrawn_as_it_begins(version):
        return _("Withdrawn on {day}, the day it was due to start", day=day_or_not_known(version.in_force_from))
    return _("Never in force")


def sentence(said: str) -> str:
    """Return what is said as a sentence."""
    return pgettext("sentence", "{said}.", said=said)


class FutureStatus(NamedTuple):
    """What is *said* from *day* on."""

    day: date
    said: str


def later(document: DocumentOnDay, version: Version) -> tuple[FutureStatus, ...]:
    """Return what is said of *version* from each day on that changes it, the earliest first; none where none does."""
    if not document.applies(version):
        return ()
    period, due = document.period(version), document.review_due(version)
    turns = (period.first, period.until, due + ONE_DAY if due and due < date.max else None)
    days = sorted({day for day in turns if day and day > document.day})
    ends = period.until or date.max
    return tuple(FutureStatus(day, " ".join(_said(document, version, day))) for day in days if day <= ends)


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
    yield from _review_later(document, version, day)


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


def _review_later(document: DocumentOnDay, version: Version, day: date) -> Iterator[str]:
    due = document.review_due(version)
    if due is None:
        yield _("When its next review is due is not known.")
    elif due >= day:
        yield _("Next review due {day}.", day=in_words(due))
    elif document.review_overdue(version):
        yield _("Its review was due on {day} and is overdue.", day=in_words(due))
    else:
        yield _("Its review was due on {day}. This copy cannot tell whether it took place.", day=in_words(due))


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
    match document.status(version):
        case Status.UPCOMING:
            begins = version.in_force_from
            if begins:
                return _("This version applies from {day}: do not follow it before.", day=in_words(begins))
            return _("This version is not in force yet: do not follow it.")
        case Status.SUPERSEDED:
            return superseded(document, version)
        case Status.WITHDRAWN:
            return withdrawn(document, version)
        case Status.IN_FORCE:
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
    """Return that a copy of *version*, which was cancelled or withdrawn with its document, cannot be relied on."""
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


def status_in_words(document: DocumentOnDay, version: Version) -> str:
    """Return what *version* is on the day, for readers."""
    if document.call_off(version):
        return pgettext("status", "cancelled")
    return status_name(document.status(version))


def status_name(status: Status) -> str:
    """Return *status* for readers; programs read its value."""
    match status:
        case Status.UPCOMING:
            return pgettext("status", "upcoming")
        case Status.IN_FORCE:
            return pgettext("status", "in force")
        case Status.SUPERSEDED:
            return pgettext("status", "superseded")
        case Status.WITHDRAWN:
            return pgettext("status", "withdrawn")
