"""What a version is on the day, in sentences; every date in them is absolute, for the page may be read much later."""

from __future__ import annotations

from datetime import date

from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.standing import Standing
from inforce.pages.document_on_day import DocumentOnDay

NOT_KNOWN = "not known"


def day_or_not_known(day: date | None) -> str:
    """Return *day* in words, or that it is not known."""
    return in_words(day) if day else NOT_KNOWN


def sentences(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    """Return what is known on the day about how current *version* is."""
    match document.standing(version):
        case Standing.IN_FORCE:
            return _in_force(document, version)
        case Standing.UPCOMING:
            return _upcoming(document, version)
        case Standing.SUPERSEDED:
            return _superseded(document, version)
        case Standing.WITHDRAWN:
            return _withdrawn(document, version)


def _in_force(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    first = version.in_force_from
    said = [
        f"In force since {in_words(first)}." if first else "In force; from which day is not known.",
        f"Known to be current on {in_words(document.day)}.",
    ]
    until = document.period(version).until
    successor = document.successor(version)
    if until and successor:
        said.append(f"Version {successor.number} takes its place on {in_words(until)}.")
    elif until:
        said.append(f"It will be withdrawn on {in_words(until)}.")
    said.append(_review(document, version))
    return tuple(said)


def _review(document: DocumentOnDay, version: Version) -> str:
    due = document.review_due(version)
    if due is None:
        return "When its next review is due is not known."
    if document.review_overdue(version):
        return f"Its review was due on {in_words(due)} and is overdue."
    return f"Next review due {in_words(due)}."


def _upcoming(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    current = document.current
    before = f"Version {current.number} is in force before that." if current else "No version is in force before that."
    return (
        f"Comes into force on {day_or_not_known(version.in_force_from)}.",
        before,
        f"As known on {in_words(document.day)}.",
    )


def _superseded(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    successor = document.successor(version)
    until = document.period(version).until
    if not document.period(version).lasts or until is None:
        return ("Never in force: a later version took its place before it began.",)
    taken = f"Version {successor.number} took its place on {in_words(until)}." if successor else ""
    return tuple(said for said in (f"In force {days(document, version)}.", taken) if said)


def _withdrawn(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    withdrawn = document.document.details.withdrawn
    on = in_words(withdrawn.on) if withdrawn else NOT_KNOWN
    before = f"In force {days(document, version)}." if document.period(version).lasts else "It had not come into force."
    return (f"Withdrawn on {on}.", before)


def days(document: DocumentOnDay, version: Version) -> str:
    """Return the days on which *version* applies, in words that follow "In force"."""
    period, last = document.period(version), document.last_day(version)
    if not period.lasts:
        return "on no day"
    if period.first and last:
        return f"on {in_words(last)}" if period.first == last else f"from {in_words(period.first)} to {in_words(last)}"
    if period.first:
        return f"from {in_words(period.first)}"
    until = f"until {in_words(last)}; " if last else ""
    return f"{until}from which day is not known"
