"""What a version is on the day, in sentences; every date in them is absolute, for the page may be read much later."""

from __future__ import annotations

from datetime import date

from inforce.model.catalogue import _, pgettext
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.standing import Standing
from inforce.site.document_on_day import DocumentOnDay


def day_or_not_known(day: date | None) -> str:
    """Return *day* in words, or that it is not known."""
    return in_words(day) if day else _("not known")


def sentences(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    """Return how *version* stands, and since when and until when; no sentence names the day for which that is said."""
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
    lasted = document.period(version).lasts
    return (
        _("Withdrawn on {day}.", day=day_or_not_known(withdrawn.on if withdrawn else None)),
        sentence(in_force_days(document, version)) if lasted else _("It had not come into force."),
    )


def days_in_words(document: DocumentOnDay, version: Version) -> str:
    """Return on which days *version* applies, or that it was called off before its day, without a full stop."""
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
        return _("Never in force")
    if period.first and last:
        if period.first == last:
            return _("In force on {day}", day=in_words(last))
        return _("In force from {first} to {last}", first=in_words(period.first), last=in_words(last))
    if period.first:
        return _("In force from {day}", day=in_words(period.first))
    if last:
        return _("In force until {day}, start date not known", day=in_words(last))
    return _("In force, start date not known")


def sentence(said: str) -> str:
    """Return what is said as a sentence."""
    return pgettext("sentence", "{said}.", said=said)
