"""A review that is overdue is said, to readers and to the owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.model.dates import in_words
from inforce.model.library import Library
from inforce.model.problem import Problem, Severity
from inforce.model.reviews import review_due
from inforce.model.standing import in_force


def reviews_are_due(library: Library, day: date) -> Iterator[Problem]:
    """The version in force was to be reviewed before *day*."""
    for document in library.documents:
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
