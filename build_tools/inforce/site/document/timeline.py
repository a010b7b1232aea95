"""The timeline of a document, drawn to scale: when each version applied, what is planned, and what is not known.

Places are shares of the width of the drawing, and sizes of text are counted in its own letters (em), so that one
drawing fits any screen and any size of text. Labels are chosen for the narrowest width at which they are shown:
the wider the drawing, the further apart they lie.

It is a picture of what the table beside it says in words; readers of the table lose nothing. The day on which it is
read is marked by script: the drawing itself changes only when guidance does.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from inforce.model.catalogue import _
from inforce.model.dates import ONE_DAY, PartialDate, in_words
from inforce.model.guidance import Version
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document.status_box import kind_of, status_label
from inforce.site.document_on_day import DocumentOnDay, Stretch, stretches
from inforce.site.marked_words import Link, link

_EM_OF_A_LETTER = 0.56
_EM_OF_A_WIDE_LETTER = 1.05
_EM_BETWEEN = 0.9

_STEPS = (
    *(("day", count) for count in (1, 2, 3, 4, 5, 7, 10, 14)),
    *(("month", count) for count in (1, 2, 3, 6)),
    *(("year", count) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)  # fmt: skip


def width_of(text: str) -> float:
    """Return about how wide *text* is, in em, and rather too wide than too narrow."""
    return sum(_EM_OF_A_WIDE_LETTER if unicodedata.east_asian_width(one) in "WF" else _EM_OF_A_LETTER for one in text)


class Label(NamedTuple):
    """Words at a *place* on the scale; *anchor* says which part of them stands there: start, middle or end."""

    text: str
    place: float
    anchor: str

    def ends(self, width: float) -> tuple[float, float]:
        """Return where the label begins and ends, in em, on a drawing *width* em wide."""
        at, long = self.place * width, width_of(self.text)
        begins = at - {"start": 0.0, "middle": long / 2, "end": long}[self.anchor]
        return begins, begins + long

    def fits(self, width: float) -> bool:
        """Whether nothing of the label is cut off on a drawing *width* em wide."""
        begins, ends = self.ends(width)
        return begins >= 0 and ends <= width

    def is_clear_of(self, other: Label, width: float) -> bool:
        """Whether the two can be told apart on a drawing *width* em wide."""
        (begins, ends), (others_begin, others_end) = self.ends(width), other.ends(width)
        return ends + _EM_BETWEEN <= others_begin or others_end + _EM_BETWEEN <= begins


class Scale(NamedTuple):
    """Days from *first* to *last*, both counted as the calendar counts days (`date.toordinal`), evenly spread."""

    first: float
    last: float

    def place(self, day: date) -> float:
        """Return where *day* begins, as a share of the width."""
        return min(1.0, max(0.0, (day.toordinal() - self.first) / (self.last - self.first)))


def scale_of(days: Iterable[date], *, open_start: bool) -> Scale:
    """Return a scale on which all *days* lie, with room for what came before where that is not known.

    Where there is but one day, a month is drawn; where there is none, no day lies on the scale.
    """
    known = [day.toordinal() for day in days]
    if not known:
        return Scale(0.0, 0.5)
    first, last = min(known), max(known)
    span = last - first or 30
    return Scale(first - max(1.0, span * (0.5 if open_start else 0.06)), last + max(1.5, span * 0.08))


def ticks(scale: Scale, width: float) -> tuple[Label, ...]:
    """Return the days to be marked on a drawing *width* em wide or wider: as many as have room for their labels."""
    best: tuple[Label, ...] = ()
    first, last = _within(scale)
    if first > last:
        return best
    for unit, count in _STEPS:
        found = tuple(label for label in _scale_labels(scale, unit, count, width) if label.fits(width))
        if len(found) > len(best) and all(one.is_clear_of(two, width) for one, two in pairwise(found)):
            best = found
    return best


def _scale_labels(scale: Scale, unit: str, count: int, width: float) -> Iterator[Label]:
    """Yield a label for each step of *count* units; none where even the shortest words would have no room."""
    days, shortest, series = _SERIES[unit]
    if (scale.last - scale.first) / (count * days) * (shortest + _EM_BETWEEN) > width + shortest:
        return
    for day, text in series(scale, count):
        yield Label(text, scale.place(day), "middle")


def _days(scale: Scale, count: int) -> Iterator[tuple[date, str]]:
    first, last = _within(scale)
    for ordinal in range(first, last + 1, count):
        day = date.fromordinal(ordinal)
        yield day, in_words(day)


def _months(scale: Scale, count: int) -> Iterator[tuple[date, str]]:
    first, last = (date.fromordinal(ordinal) for ordinal in _within(scale))
    for year in range(first.year, last.year + 1):
        for month in range(1, 13, count):
            if first <= (day := date(year, month, 1)) <= last:
                yield day, PartialDate(year, month).in_words


def _years(scale: Scale, count: int) -> Iterator[tuple[date, str]]:
    first, last = (date.fromordinal(ordinal) for ordinal in _within(scale))
    for year in range(-(-first.year // count) * count, last.year + 1, count):
        if year and first <= (day := date(year, 1, 1)) <= last:
            yield day, PartialDate(year).in_words


# The days that a unit has at most, the width of its shortest label, and its days.
_SERIES = {"day": (1, 5.0, _days), "month": (31, 3.0, _months), "year": (366, 2.0, _years)}


def _within(scale: Scale) -> tuple[int, int]:
    """Return the first and the last whole day on *scale* that the calendar has."""
    return max(1, int(-(-scale.first // 1))), min(date.max.toordinal(), int(scale.last // 1))


WIDTHS: Final = {"narrow": 21.0, "wide": 44.0}
"""From which width, in em, each set of labels is shown; history.css says the same."""


class Bar(NamedTuple):
    """Days on which a version applies or is planned to, in the colours of its *kind*."""

    kind: str
    planned: bool
    start_known: bool
    left: float
    width: float
    link: Link


class Mark(NamedTuple):
    """A day on which something happened beside the course of the versions: *kind* is approved or never."""

    kind: str
    place: float
    text: str


class Labels(NamedTuple):
    """The words on a drawing of one width or more."""

    width: str
    versions: tuple[Label, ...]
    ticks: tuple[Label, ...]


class Timeline(NamedTuple):
    """Everything in the drawing; places are shares of its width. *key* explains it: class name and words.

    *first* and *last* are where the scale begins and ends, in days of the proleptic calendar (`date.toordinal`).
    """

    first: float
    last: float
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Labels, ...]
    key: tuple[tuple[str, str], ...]


def timeline(document: DocumentOnDay) -> Timeline:
    """Return the timeline of *document*."""
    parts = stretches(document)
    scale = _scale(document, parts)
    bars = tuple(_bars(document, parts, scale))
    marks = tuple(_marks(document, scale))
    return Timeline(
        first=scale.first,
        last=scale.last,
        bars=bars,
        marks=marks,
        labels=tuple(_labels(document, parts, scale, name) for name in WIDTHS),
        key=tuple(_key(bars, marks)),
    )


def _scale(document: DocumentOnDay, parts: tuple[Stretch, ...]) -> Scale:
    """Return a scale with room for every day that is drawn, and for the next review, which lies ahead as a rule."""
    days = [part.first for part in parts]
    for version in document.document.versions:
        days += [version.in_force_from, _approved_on(version)]
    if document.current:
        days.append(document.review_due(document.current))
    return scale_of([day for day in days if day], open_start=parts[0].version is not None)


def _approved_on(version: Version) -> date | None:
    return version.text.approved.on if version.text.approved else None


def _middle(scale: Scale, day: date) -> float:
    return (scale.place(day) + _end(scale, day)) / 2


def _end(scale: Scale, day: date | None) -> float:
    return scale.place(day + ONE_DAY) if day and day < date.max else 1.0


def _bars(document: DocumentOnDay, parts: tuple[Stretch, ...], scale: Scale) -> Iterator[Bar]:
    for part in parts:
        if part.version is None:
            continue
        left = scale.place(part.first) if part.first else 0.0
        yield Bar(
            kind=kind_of(document.status(part.version)),
            planned=part.first is not None and part.first > document.day,
            start_known=part.first is not None,
            left=left,
            width=_end(scale, part.last) - left,
            link=link(
                _("Version {version}: {days}", version=part.version.number, days=days_of(part)),
                addresses.version(part.version),
            ),
        )


def days_of(part: Stretch) -> str:
    """Return the days of a stretch in words."""
    if part.first and part.last:
        if part.first == part.last:
            return in_words(part.first)
        return _("{first} to {last}", first=in_words(part.first), last=in_words(part.last))
    if part.first:
        return _("From {first} on", first=in_words(part.first))
    return _("Up to and including {last}", last=in_words(part.last)) if part.last else _("On any day")


def _marks(document: DocumentOnDay, scale: Scale) -> Iterator[Mark]:
    for version in document.document.versions:
        if on := _approved_on(version):
            said = _("Version {version} was approved on {day}", version=version.number, day=in_words(on))
            yield Mark("approved", _middle(scale, on), said)
        begins = version.in_force_from
        is_empty = not document.period(version).lasts and not document.is_withdrawn_as_it_begins(version)
        if begins and is_empty:
            number, day = version.number, in_words(begins)
            if document.call_off(version):
                said = _("Version {version} was due to start on {day} but was cancelled", version=number, day=day)
            else:
                said = _("Version {version} was due to start on {day} but never did", version=number, day=day)
            yield Mark("never", _middle(scale, begins), said)


def _labels(document: DocumentOnDay, parts: tuple[Stretch, ...], scale: Scale, name: str) -> Labels:
    width = WIDTHS[name]
    return Labels(name, tuple(_version_labels(document, parts, scale, width)), ticks(scale, width))


def _version_labels(document: DocumentOnDay, parts: tuple[Stretch, ...], scale: Scale, width: float) -> Iterator[Label]:
    """Yield the numbers of as many versions as have room: the one in force, those to come, then the newest."""
    placed: list[Label] = []
    for part in sorted(parts, key=lambda part: _rank(document, part)):
        for label in _version_label(part, scale, width):
            if label.fits(width) and all(label.is_clear_of(other, width) for other in placed):
                placed.append(label)
                break
    yield from sorted(placed, key=lambda label: label.place)


def _rank(document: DocumentOnDay, part: Stretch) -> tuple[int, int]:
    first = part.first or date.min
    if part.holds(document.day):
        return 0, 0
    return (1, first.toordinal()) if first > document.day else (2, -first.toordinal())


def _version_label(part: Stretch, scale: Scale, width: float) -> Iterator[Label]:
    """Yield the labels that would do, the best first."""
    number = str(part.version.number) if part.version else _("No version")
    if part.first:
        label = Label(number, scale.place(part.first), "start")
        yield label if label.fits(width) else Label(number, 1.0, "end")
    elif part.version:
        yield Label(_("{version}, start not known", version=number), 0.0, "start")
        yield Label(number, 0.0, "start")


def _key(bars: tuple[Bar, ...], marks: tuple[Mark, ...]) -> Iterator[tuple[str, str]]:
    """Yield what each colour and sign in the drawing means, where it is there."""
    found = {bar.kind for bar in bars}
    for status in (Status.IN_FORCE, Status.UPCOMING, Status.SUPERSEDED, Status.WITHDRAWN):
        if kind_of(status) in found:
            yield f"bar--{kind_of(status)}", status_label(status)
    if any(not bar.start_known for bar in bars):
        yield "bar--start-unknown", _("The start date is not known")
    kinds = {mark.kind for mark in marks}
    if "approved" in kinds:
        yield "mark--approved", _("Approved")
    if "never" in kinds:
        yield "mark--never", _("Never in force")
