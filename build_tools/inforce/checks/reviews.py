"""A review holds for what was reviewed, and one that is overdue is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.checks.check import applies, finds
from inforce.model.dates import in_words
from inforce.model.guidance import Document, Version
from inforce.model.library import Library
from inforce.model.messages import Words, _, with_semicolons
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem, Severity
from inforce.model.status import ReviewStatus, in_force, review_due, reviews, same_in_substance


@finds("review-in-future", "A review has a date in the future, so it does not count yet.")
@finds("review-overdue", "The review of the version in force is overdue.")
@finds("review-void", "What was reviewed has changed since, so it needs a new review.")
def reviews_hold(library: Library, day: date) -> Iterator[Problem]:
    """The latest review of each version that applies still holds, none is dated ahead, and none is overdue."""
    for document in library.documents:
        yield from _overdue(library, document, day)
        found = reviews(library, document) if document.details.reviews else ()
        for one in found:
            if one.review.on > day:
                yield _in_future(document, one, day)
        for one in _latest(document, found):
            if not one.holds and (one.version is None or _counts(document, one.version, day)):
                yield _void(document, one)


def _counts(document: Document, version: Version, day: date) -> bool:
    """Whether a review of *version* counts on *day*: it applies, or one does that only corrects its typing."""
    return any(applies(document, one, day) and version in same_in_substance(document, one) for one in document.applying)


def why_void(one: ReviewStatus) -> Words:
    """Return why the review no longer holds, in words that follow a colon."""
    if one.version is None:
        return _("there is no version {version} here", version=one.review.version)
    reasons = [
        (_("the file of the version has changed since"), one.version_moved),
        (_("what the version cites has changed since, or a newer edition of it has come"), one.sources_moved),
        (_("its own words were changed after it was recorded"), one.altered),
    ]
    return with_semicolons([reason for reason, so in reasons if so])


def _latest(document: Document, found: tuple[ReviewStatus, ...]) -> Iterator[ReviewStatus]:
    """Return the latest review of each version and those that correct its typing; of two on one day, what holds."""
    latest: dict[VersionNumber, ReviewStatus] = {}
    for one in sorted(found, key=lambda one: (one.review.on, one.holds)):
        reviewed = same_in_substance(document, one.version)[0].number if one.version else one.review.version
        latest[reviewed] = one
    return iter(latest.values())


def _in_words(one: ReviewStatus) -> str:
    return f"The review of version {one.review.version} on {in_words(one.review.on)} by {one.review.by}"


def _void(document: Document, one: ReviewStatus) -> Problem:
    return Problem(
        document.origin.place("reviews", one.position),
        "review-void",
        f"{_in_words(one)} no longer holds: {why_void(one)}.",
        "The owner reviews it again. This records it, in place of a day that is typed in:  "
        f'inforce reviewed {document.id} --by "{document.details.owner}"',
        Severity.WARNING,
    )


def _in_future(document: Document, one: ReviewStatus, day: date) -> Problem:
    return Problem(
        document.origin.place("reviews", one.position, "on"),
        "review-in-future",
        f"{_in_words(one)} lies ahead of {in_words(day)} and does not count yet.",
        "A review is recorded once it has taken place: remove it, or put its day right.",
        Severity.WARNING,
    )


def _overdue(library: Library, document: Document, day: date) -> Iterator[Problem]:
    version = in_force(document, day)
    due = version and review_due(library, document, version, day)
    if version and due and due < day:
        yield Problem(
            version.origin.place("in_force_from"),
            "review-overdue",
            f"Version {version.number} was to be reviewed by {in_words(due)}.",
            f"The owner ({document.details.owner}) reviews it. What has to change becomes a new version; if "
            "nothing has to, this records the review:  "
            f'inforce reviewed {document.id} --by "{document.details.owner}"',
            Severity.WARNING,
        )
