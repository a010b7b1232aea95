"""Adds a review to the list in a ``document.yml``, which people keep by hand; all other bytes stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inforce.editing.yaml_editor import Item, NotEdited, edited
from inforce.model.guidance import Review
from inforce.model.problem import Place, Problem, ProblemError
from inforce.reading.guidance_files import read_details


def with_review(content: bytes, file: str, review: Review) -> bytes:
    """Return *content*, the bytes of a ``document.yml``, with *review* as the last of its reviews.

    Raises `ProblemError` where that cannot be done without touching anything else.
    """
    before = read_details(content, file)
    if before.details is None:
        what = f"{file} has a problem of its own."
        remedy = "Put that right first: inforce check says what it is."
        raise ProblemError(Problem(Place(file), "file-not-sound", what, remedy))
    try:
        after = edited(content, [Item(("reviews",), _fields(review))])
    except NotEdited as refused:
        raise _refused(file, refused.problems) from None
    read = read_details(after, file)
    if read.details != replace(before.details, reviews=(*before.details.reviews, review)):
        raise _refused(file, [problem for problem in read.problems if problem.is_error])
    return after


def _refused(file: str, wrong: Sequence[Problem]) -> ProblemError:
    if wrong:
        message = f"What the review says cannot stand in {file}: {wrong[0].message}"
        return ProblemError(replace(wrong[0], message=message))
    return ProblemError(
        Problem(
            Place(file),
            "file-not-edited",
            f"{file} is written in a way in which no review can be added without touching the rest of it.",
            "Write its fields one below the other, each on a line of its own, and record the review again.",
        )
    )


def _fields(review: Review) -> dict[str, str]:
    fields = {
        "on": review.on.isoformat(), "by": review.by, "version": str(review.version),
        "fingerprint": review.fingerprint, "sources": review.sources, "seal": review.seal,
    }  # fmt: skip
    return {**fields, "note": review.note} if review.note else fields
