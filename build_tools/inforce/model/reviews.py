"""Reviews: which of them still hold, and by when a version is to be reviewed.

A review holds for what was reviewed and for nothing else: the file of the version byte for byte, the words of the
passages that it cites, and which newer editions of their sources there were by then. Its seal holds its own words
together, so that a later date cannot be written into it by hand. A date alone says nothing.

A version that only corrects typing (a patch) is not to be reviewed anew, for a review is of what people must do: what
was reviewed before it, and the day from which that applied, still count.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from inforce.model.dataclass import dataclass
from inforce.model.fingerprint import fingerprint
from inforce.model.guidance import ChangeKind, Document, Review, Version
from inforce.model.library import Library
from inforce.model.texts import paragraphs


@dataclass(frozen=True)
class ReviewStanding:
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


def reviews(library: Library, document: Document) -> tuple[ReviewStanding, ...]:
    """Return every recorded review of *document*, in the order of its file."""
    return tuple(
        _standing(library, document, position, review) for position, review in enumerate(document.details.reviews)
    )


def last_review(library: Library, document: Document, version: Version, day: date) -> Review | None:
    """Return the latest review up to *day* that still holds of *version*, or of what it corrects the typing of."""
    numbers = {one.number for one in same_in_substance(document, version)}
    found = [review for review in document.details.reviews if review.version in numbers and review.on <= day]
    found.sort(key=lambda review: review.on, reverse=True)
    return next((review for review in found if _standing(library, document, 0, review).holds), None)


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
    review = Review(on, by, version.number, version.fingerprint, sources_fingerprint(library, version), "", note)
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


def _standing(library: Library, document: Document, position: int, review: Review) -> ReviewStanding:
    version = document.version(review.version)
    return ReviewStanding(
        review,
        position,
        version,
        version_moved=version is not None and version.fingerprint != review.fingerprint,
        sources_moved=version is not None and sources_fingerprint(library, version) != review.sources,
        altered=_seal(document.id, review) != review.seal,
    )
