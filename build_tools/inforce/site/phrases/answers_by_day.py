"""What is answered when somebody asks what a document said on a day: one answer for each stretch of days.

The history page carries the answers, and its script does nothing but pick one and put the day into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from inforce.model.catalogue import _
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.interval import ONE_DAY, Interval
from inforce.site.document.intervals import Stretch, stretches
from inforce.site.document_on_day import DocumentOnDay

AS_IT_STOOD: Final = "as_it_stood"
"""The place on the history page where they are given."""

_DAY: Final = "\0"
"""Stands for the day that was asked for; no text of a document can hold it."""


@dataclass(frozen=True)
class Answer(Interval):
    """What is answered for each day of an interval; the day goes between the *pieces*.

    *version* is the number of the version that applied, or is planned to, on these days; "" where none was.
    """

    version: str
    pieces: tuple[str, ...]

    def on(self, day: date) -> str:
        """Return the answer for *day*, which it holds for."""
        return in_words(day).join(self.pieces)


def answers(document: DocumentOnDay) -> tuple[Answer, ...]:
    """Return the answers for all days, as known on the day of *document*: each day has one and no more."""
    found: list[Answer] = []
    for answer in _answers(document):
        if found and (found[-1].version, found[-1].pieces) == (answer.version, answer.pieces):
            found[-1] = replace(found[-1], until=answer.until)
        else:
            found.append(answer)
    return tuple(found)


def _answers(document: DocumentOnDay) -> Iterator[Answer]:
    known = document.day
    told_apart = {known, *([known + ONE_DAY] if known < date.max else [])}
    for stretch in stretches(document):
        version = stretch.version
        alone = {stretch.last} if version and version.in_force_from is None and stretch.last else set()
        for days in stretch.split_at(told_apart | alone):
            said = " ".join(_said(document, stretch, days))
            yield Answer(days.first, days.until, str(version.number) if version else "", tuple(said.split(_DAY)))


def _said(document: DocumentOnDay, stretch: Stretch, days: Interval) -> Iterator[str]:
    """Yield what is said of *days* of *stretch*, which all lie on one side of the day known.

    The day known belongs to what has been; a last day of a version whose first is not known comes by itself.
    """
    ahead = days.first is not None and days.first > document.day
    version = stretch.version
    if version is None:
        yield from _planned_gap(document, stretch) if ahead else _gap(document, stretch)
    elif ahead:
        yield from _planned(document, version)
    elif version.in_force_from is None and days.last not in (document.day, stretch.last):
        yield from _perhaps(document, version)
    else:
        yield _("On {day}, version {version} applied.", day=_DAY, version=version.number)
        yield _since_when(document, version)


def _since_when(document: DocumentOnDay, version: Version) -> str:
    first, last = version.in_force_from, document.last_day(version)
    if last and last < document.day:
        if first is None:
            return _("It was in force until {last}; from which day is not known.", last=in_words(last))
        if first == last:
            return _("It was in force on that day alone.")
        return _("It was in force from {first} to {last}.", first=in_words(first), last=in_words(last))
    if first is None:
        return _("From which day it has been in force is not known.")
    return _("It has been in force since {first}.", first=in_words(first))


def _perhaps(document: DocumentOnDay, version: Version) -> Iterator[str]:
    last = document.last_day(version)
    if last and last < document.day:
        yield _("Version {version} applied up to and including {last}.", version=version.number, last=in_words(last))
    else:
        yield _("Version {version} applied on {day}.", version=version.number, day=in_words(document.day))
    yield _(
        "From which day it applied is not known: there is no record of whether it already did on {day}.",
        day=_DAY,
    )


def _planned(document: DocumentOnDay, version: Version) -> Iterator[str]:
    known = in_words(document.day)
    if document.current is version:
        yield _(
            "As planned on {known}, version {version} is still to be in force on {day}.",
            known=known, version=version.number, day=_DAY,
        )  # fmt: skip
    else:
        yield _(
            "As planned on {known}, version {version} is to be in force on {day}.",
            known=known, version=version.number, day=_DAY,
        )  # fmt: skip
    successor, until = document.successor(version), document.period(version).until
    if successor and until:
        yield _("Version {version} is to take its place on {day}.", version=successor.number, day=in_words(until))


def _gap(document: DocumentOnDay, stretch: Stretch) -> Iterator[str]:
    """Yield what is said of days up to the day known on which no version applied."""
    title = document.title
    if stretch.first:
        yield _('On {day}, no version of "{title}" applied.', day=_DAY, title=title)
        yield from _withdrawn(document, stretch)
    elif stretch.last is None:
        yield _('There is no record of "{title}" ever being in force.', title=title)
    elif stretch.last < document.day:
        yield _('There is no record of "{title}" before {day}.', title=title, day=in_words(stretch.last + ONE_DAY))
    else:
        yield _('There is no record of "{title}" being in force on {day}.', title=title, day=_DAY)
        yield _for_the_first_time(stretch.last + ONE_DAY)


def _planned_gap(document: DocumentOnDay, stretch: Stretch) -> Iterator[str]:
    """Yield what is said of days after the day known on which no version is to apply."""
    yield _(
        'As planned on {known}, no version of "{title}" is in force on {day}.',
        known=in_words(document.day), title=document.title, day=_DAY,
    )  # fmt: skip
    if stretch.first:
        yield from _withdrawn(document, stretch)
    elif stretch.last:
        yield _for_the_first_time(stretch.last + ONE_DAY)


def _for_the_first_time(day: date) -> str:
    return _("It is to come into force for the first time on {day}.", day=in_words(day))


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
