"""What is answered when somebody asks what a document said on a day; nothing is guessed.

The history page carries the answers, and its script does nothing but pick one and put the day into it. Answers change
where versions begin and end, and on no other day: what is known and what is only planned is told apart when it is
asked, by the day up to which the reader's page is known to hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from inforce.model.catalogue import _, listed
from inforce.model.dates import ONE_DAY, Interval, in_words
from inforce.model.guidance import Version
from inforce.site.document_on_day import DocumentOnDay, Stretch, stretches
from inforce.site.phrases.currency import sentences

AS_IT_STOOD: Final = "as_it_stood"
"""The place on the history page where they are given."""

_DAY: Final = "\0"
"""Stands for the day that was asked for; no text of a document can hold it."""

Pieces = tuple[str, ...]
"""A text between the parts of which the day goes."""


@dataclass(frozen=True)
class Answer(Interval):
    """What is answered for each day of an interval, between the *pieces* of which the day goes.

    *planned* is answered in place of *pieces* for days up to which nobody can know yet that all went as planned; it is
    empty where the stretch is over, or lies ahead as a whole. *version* is the number of the version that applied, or
    is planned to, on these days; "" where none was.
    """

    version: str
    pieces: Pieces
    planned: Pieces = ()

    def on(self, day: date, known: date) -> str:
        """Return the answer for *day*, which it holds for, as known on the day *known*."""
        return in_words(day).join(self.planned if self.planned and day > known else self.pieces)


def answers(document: DocumentOnDay) -> tuple[Answer, ...]:
    """Return the answers for all days: each day has one and no more."""
    found: list[Answer] = []
    for answer in _answers(document):
        if found and replace(found[-1], first=answer.first, until=answer.until) == answer:
            found[-1] = replace(found[-1], until=answer.until)
        else:
            found.append(answer)
    return tuple(found)


def _answers(document: DocumentOnDay) -> Iterator[Answer]:
    for stretch in stretches(document):
        number = str(stretch.version.number) if stretch.version else ""
        planned = _pieces(_planned(document, stretch))
        if stretch.first and stretch.first > document.day:
            yield Answer(stretch.first, stretch.until, number, planned)
        elif stretch.last is None or stretch.last >= document.day:
            yield Answer(stretch.first, stretch.until, number, _pieces(_so_far(document, stretch)), planned)
        else:
            yield from _over(document, stretch, stretch.last, number)


def _pieces(said: Iterator[str]) -> Pieces:
    return tuple(" ".join(said).split(_DAY))


def _over(document: DocumentOnDay, stretch: Stretch, last: date, number: str) -> Iterator[Answer]:
    """Yield what is answered for a stretch that is over; the last day of a version of unknown start is certain."""
    version = stretch.version
    if version is None:
        yield Answer(stretch.first, stretch.until, number, _pieces(_gap(document, stretch)))
    elif begins := version.in_force_from:
        yield Answer(stretch.first, stretch.until, number, _pieces(_applied(document, version, begins)))
    else:
        for days in stretch.split_at({last}):
            said = _applied_at_last(version, last) if days.first == last else _perhaps(document, version)
            yield Answer(days.first, days.until, number, _pieces(said))


def _so_far(document: DocumentOnDay, stretch: Stretch) -> Iterator[str]:
    """Return what is said of the days of *stretch*, which is not over, that have come."""
    version = stretch.version
    if version is None:
        return _gap(document, stretch)
    begins = version.in_force_from
    return _applied(document, version, begins) if begins else _perhaps(document, version)


def _applied(document: DocumentOnDay, version: Version, first: date) -> Iterator[str]:
    yield _("On {day}, version {version} applied.", day=_DAY, version=version.number)
    last = document.last_day(version)
    if last is None or last >= document.day:
        yield _("It has been in force since {first}.", first=in_words(first))
    elif first == last:
        yield _("It was in force on that day alone.")
    else:
        yield _("It was in force from {first} to {last}.", first=in_words(first), last=in_words(last))


def _applied_at_last(version: Version, last: date) -> Iterator[str]:
    yield _("On {day}, version {version} applied.", day=_DAY, version=version.number)
    yield _("It was in force until {last}. The start date is not known.", last=in_words(last))


def _perhaps(document: DocumentOnDay, version: Version) -> Iterator[str]:
    last = document.last_day(version)
    if last and last < document.day:
        yield _("Version {version} applied until {last}.", version=version.number, last=in_words(last))
    else:
        yield _("Version {version} was in force when this page was made.", version=version.number)
    yield _(
        "Its start date is not known: there is no record of whether it applied on {day}.",
        day=_DAY,
    )


def _planned(document: DocumentOnDay, stretch: Stretch) -> Iterator[str]:
    version = stretch.version
    if version is None:
        yield _(
            'As planned when this page was made, no version of "{title}" is in force on {day}.',
            title=document.title,
            day=_DAY,
        )
        yield from _before_or_after(document, stretch)
        return
    yield _("As planned when this page was made, version {version} is in force on {day}.",
            version=version.number, day=_DAY)  # fmt: skip
    successor, until = document.successor(version), document.period(version).until
    if successor and until:
        yield _("Version {version} replaces it on {day}.", version=successor.number, day=in_words(until))


def _gap(document: DocumentOnDay, stretch: Stretch) -> Iterator[str]:
    """Yield what is said of days that have come and on which no version applied."""
    title = document.title
    if stretch.first:
        yield _('On {day}, no version of "{title}" applied.', day=_DAY, title=title)
    elif stretch.last is None:
        yield _('There is no record of "{title}" ever being in force.', title=title)
    elif stretch.last < document.day:
        yield _('There is no record of "{title}" before {day}.', title=title, day=in_words(stretch.last + ONE_DAY))
        return
    else:
        yield _('There is no record of "{title}" being in force on {day}.', title=title, day=_DAY)
    yield from _before_or_after(document, stretch)


def _before_or_after(document: DocumentOnDay, stretch: Stretch) -> Iterator[str]:
    """Yield what ends a stretch without a version that is the first, or began another one where that is known."""
    if stretch.first:
        yield from _withdrawn(document, stretch)
    elif stretch.last:
        day = in_words(stretch.last + ONE_DAY)
        yield _("It is to come into force for the first time on {day}.", day=day)


def _withdrawn(document: DocumentOnDay, stretch: Stretch) -> Iterator[str]:
    """Yield that the document was withdrawn, and why, where *stretch* began with that."""
    withdrawn = document.document.details.withdrawn
    if withdrawn is None or stretch.first != withdrawn.on:
        return
    on, reason = in_words(withdrawn.on), " ".join(withdrawn.reason.split())
    if document.is_withdrawn:
        yield _("It was withdrawn on {day}: {reason}", day=on, reason=reason)
    else:
        yield _("It is to be withdrawn on {day}: {reason}", day=on, reason=reason)


class TextOnDay(NamedTuple):
    """The version that applied, if one did; whether that is certain; and what is to be said of it, in sentences."""

    version: Version | None
    certain: bool
    said: tuple[str, ...]


def text_on_day(document: DocumentOnDay) -> TextOnDay:
    """Return which text of *document* applied on its day."""
    version = document.current
    if version is None:
        return TextOnDay(None, certain=True, said=tuple(_nothing(document)))
    if version.in_force_from is None:
        return TextOnDay(version, certain=False, said=tuple(_uncertain(document, version)))
    return TextOnDay(version, certain=True, said=sentences(document, version))


def _nothing(document: DocumentOnDay) -> Iterator[str]:
    withdrawn = document.document.details.withdrawn
    if withdrawn and document.is_withdrawn:
        yield _(
            '"{title}" was withdrawn on {day}: {reason}',
            title=document.title,
            day=in_words(withdrawn.on),
            reason=withdrawn.reason,
        )
        if withdrawn.instead:
            every = [*withdrawn.documents, *(f"{one.title} ({one.link})" for one in withdrawn.elsewhere)]
            yield _("Use {document} instead.", document=listed(every))
        return
    begins = [version for version in document.document.versions if document.period(version).lasts]
    first = min((version.in_force_from for version in begins if version.in_force_from), default=None)
    if first is None:
        yield _('There is no record of "{title}" ever being in force.', title=document.title)
        return
    yield _('There is no record of "{title}" before {day}.', title=document.title, day=in_words(first))


def _uncertain(document: DocumentOnDay, version: Version) -> Iterator[str]:
    last = document.last_day(version)
    if last:
        yield _("Version {version} applied until {day}.", version=version.number, day=in_words(last))
    yield _(
        "Its start date is not known: there is no record of whether it applied on {day}.",
        day=in_words(document.day),
    )
