"""Which version applies on a day, until when it may be relied on, which reviews hold, and which number comes next.

A review holds for what was reviewed and for nothing else: the file of the version byte for byte, the words of the
passages that it cites, and which newer editions of their sources there were by then. Its seal holds its own words
together, so that a later date cannot be written into it by hand. A date alone says nothing.

A version that only corrects typing (a patch) is not to be reviewed anew, for a review is of what people must do: what
was reviewed before it, and the day from which that applied, still count.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from inforce.model import cached_per_object
from inforce.model.dates import Interval
from inforce.model.guidance import ChangeKind, Document, Review, Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber, paragraphs
from inforce.model.originals import fingerprint


class Status(StrEnum):
    """What a version is on a day."""

    UPCOMING = "upcoming"
    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@cached_per_object
def periods(document: Document) -> Mapping[VersionNumber, Interval]:
    """Return the days on which each version of *document* applies; one cancelled, or overtaken at once, has none.

    A version applies from its day until the earliest day of a later version, or of the withdrawal.
    """
    found = {version.number: _no_days(version) for version in document.versions}
    end = document.details.withdrawn.on if document.details.withdrawn else None
    for version in reversed(document.applying):
        found[version.number] = Interval(version.in_force_from, end)
        starts = version.in_force_from or date.min
        end = min(end, starts) if end else starts
    return found


def _no_days(version: Version) -> Interval:
    first = version.in_force_from or date.min
    return Interval(first, first)


def in_force(document: Document, day: date) -> Version | None:
    """Return the version that applies on *day*; None before the first, and once withdrawn."""
    spans = periods(document)
    return next((version for version in document.versions if spans[version.number].holds(day)), None)


def status(document: Document, version: Version, day: date) -> Status:
    """Return what *version* is on *day*.

    A version that was cancelled is withdrawn on every day, for it applies on none. One that was to begin on or
    after the day of the withdrawal is withdrawn from the start; once that day has come, so is the version that
    applied last. The ones before stay superseded, and a version that another overtook before it began is superseded
    too.
    """
    period = periods(document)[version.number]
    if period.holds(day):
        return Status.IN_FORCE
    if document.call_off(version):
        return Status.WITHDRAWN
    withdrawn = document.details.withdrawn
    begins = version.in_force_from or date.min
    if withdrawn and (begins >= withdrawn.on or (withdrawn.on <= day and period.until == withdrawn.on)):
        return Status.WITHDRAWN
    ahead = period.lasts and begins > day
    return Status.UPCOMING if ahead else Status.SUPERSEDED


def successor(document: Document, version: Version) -> Version | None:
    """Return the version that takes over when the period of *version* ends, if one does."""
    end = periods(document)[version.number].until
    return in_force(document, end) if end else None


_DOWN: Final = (ChangeKind.MAJOR, ChangeKind.MINOR, ChangeKind.PATCH)


@dataclass(frozen=True)
class Neighbours:
    """The versions that apply before and after one that begins on a day, and the one that begins on that very day."""

    before: Version | None
    same_day: Version | None
    after: Version | None


def neighbours(document: Document, begins: date | None) -> Neighbours:
    """Return between which versions of *document* one that begins on the day *begins* lies; None is after all others.

    The versions of *document* begin in the order of their numbers; those that were cancelled have no place in it.
    """
    days = [(version.in_force_from or date.min, version) for version in document.applying]
    wanted = begins or date.max
    before = [version for day, version in days if day < wanted]
    after = [version for day, version in days if day > wanted]
    same = [version for day, version in days if day == wanted]
    return Neighbours(before[-1] if before else None, same[0] if same else None, after[0] if after else None)


def next_number(document: Document, base: Version, kind: ChangeKind, beside: Neighbours) -> VersionNumber | None:
    """Return the number of a version that is copied from *base* and lies between its neighbours *beside*.

    It is the next one for a change of that *kind* or, where that would not lie below the version after, for a smaller
    kind; None where no number is left between. A number that was cancelled is not used again.
    """
    numbers = {version.number for version in document.versions}
    start = beside.before.number if beside.before else max(numbers)
    # what takes the place of a version that was cancelled stands above it, where there is room
    starts = [base.number, start] if document.call_off(base) and base.number > start else [start]
    for above in starts:
        for step in _DOWN[_DOWN.index(kind) :]:
            number = next(one for one in _above(above, step) if one not in numbers)
            if beside.after is None or number < beside.after.number:
                return number
    return None


def _above(number: VersionNumber, step: ChangeKind) -> Iterator[VersionNumber]:
    """Yield the numbers above *number* that a change of the kind *step* leads to, one after another."""
    while True:
        match step:
            case ChangeKind.MAJOR:
                number = VersionNumber(number.major + 1, 0, 0)
            case ChangeKind.MINOR:
                number = VersionNumber(number.major, number.minor + 1, 0)
            case _:
                number = VersionNumber(number.major, number.minor, number.patch + 1)
        yield number


@dataclass(frozen=True)
class ReviewStatus:
    """A recorded review, its position in the file, and what of it is no longer so.

    *version* is None where there is no version of that number; *altered* says that the review does not bear its seal.
    """

    review: Review
    position: int
    version: Version | None
    version_moved: bool
    sources_moved: bool
    altered: bool

    @property
    def holds(self) -> bool:
        """Whether all that was reviewed, and the review itself, still is as it was."""
        return self.version is not None and not (self.version_moved or self.sources_moved or self.altered)


def reviews(library: Library, document: Document) -> tuple[ReviewStatus, ...]:
    """Return every recorded review of *document*, in the order of its file."""
    return tuple(
        _status(library, document, position, review) for position, review in enumerate(document.details.reviews)
    )


def last_review(library: Library, document: Document, version: Version, day: date) -> Review | None:
    """Return the latest review up to *day* that still holds of *version*, or of what it corrects the typing of."""
    numbers = {one.number for one in same_in_substance(document, version)}
    found = [review for review in document.details.reviews if review.version in numbers and review.on <= day]
    found.sort(key=lambda review: review.on, reverse=True)
    return next((review for review in found if _status(library, document, 0, review).holds), None)


def review_due(library: Library, document: Document, version: Version, day: date) -> date | None:
    """Return by when *version* is to be reviewed, as known on *day*; None where nothing is known to count from.

    It counts from its latest review that holds, else from the day from which it applies; a version that only corrects
    typing, from that of the version which it corrects.
    """
    review = last_review(library, document, version, day)
    first = same_in_substance(document, version)[0]
    known = [start for start in (first.in_force_from, review.on if review else None) if start]
    interval = document.details.review_every or library.settings.review_every
    return interval.after(max(known)) if known else None


def same_in_substance(document: Document, version: Version) -> tuple[Version, ...]:
    """Return *version* and those before it that it only corrects the typing of, the oldest first."""
    found = [version]
    for one in reversed(document.applying):
        if found[0].text.change.kind is not ChangeKind.PATCH or found[0].number in document.understated:
            break
        if one.number < found[0].number:
            found.insert(0, one)
    return tuple(found)


def a_review(library: Library, version: Version, on: date, by: str, note: str | None = None) -> Review:
    """Return the review of *version* as it is in *library*, by *by* on the day *on*, sealed."""
    sources = sources_fingerprint(library, version)
    review = Review(on, by, version.number, version.published_fingerprint, sources, "", note)
    return replace(review, seal=_seal(version.document, review))


def sources_fingerprint(library: Library, version: Version) -> str:
    """Return the fingerprint of all that *version* cites: references, words, and which newer editions there are."""
    return fingerprint("".join(f"{line}\n" for line in _cited(library, version)).encode())


def _cited(library: Library, version: Version) -> Iterator[str]:
    """Yield what is reviewed of each cited passage; paragraphs as they are read, so that rewrapping is no change."""
    for ref in sorted({citation.passage for rule in version.rules for citation in rule.citations}):
        source, edition, passage = library.source(ref.source), library.edition(ref), library.passage(ref)
        newer = [one.id for one in source.newer(edition)] if source and edition else []
        yield json.dumps([str(ref), paragraphs(passage.text) if passage else None, newer])


def _seal(document: str, review: Review) -> str:
    said = [
        document, review.on.isoformat(), review.by, str(review.version), review.fingerprint, review.sources,
        paragraphs(review.note or ""),
    ]  # fmt: skip
    return fingerprint(json.dumps(said).encode())


def _status(library: Library, document: Document, position: int, review: Review) -> ReviewStatus:
    version = document.version(review.version)
    return ReviewStatus(
        review,
        position,
        version,
        version_moved=version is not None and version.published_fingerprint != review.fingerprint,
        sources_moved=version is not None and sources_fingerprint(library, version) != review.sources,
        altered=_seal(document.id, review) != review.seal,
    )
