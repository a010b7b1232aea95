"""Nobody has to guess which version applies: they come into force one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from inforce.checks.check import call_off_in_words, finds
from inforce.model.dates import in_words
from inforce.model.guidance import ChangeKind, Document, Version
from inforce.model.library import Library
from inforce.model.problem import Problem


@finds("first-day-unknown", "A version other than the first does not say when it comes into force.")
@finds("first-version-kind", "The first version of a document has the kind of change first, and no other version has.")
@finds(
    "versions-not-ascending", "A version would come into force before, or on the same day as, one with a lower number."
)
@finds("withdrawn-for-itself", "A withdrawn document names itself as the one to use instead.")
@finds("withdrawn-too-early", "A document would be withdrawn before it first comes into force.")
def one_version_a_day(library: Library, day: date) -> Iterator[Problem]:
    """Versions come into force in the order of their numbers, and only the first may not know its day.

    Versions that were cancelled have no place in that order.
    """
    for document in library.documents:
        for version in document.versions[1:]:
            yield from _knows_its_day(version)
        for old, new in pairwise(document.applying):
            yield from _order(old, new, day)
        for version in document.versions:
            yield from _kind(version, is_first=version is document.versions[0])
        yield from _withdrawal(document)


def _knows_its_day(version: Version) -> Iterator[Problem]:
    if version.in_force_from is None:
        yield Problem(
            version.origin.place("in_force_from"),
            "first-day-unknown",
            f"Version {version.number} does not say when it comes into force; "
            "only the first version of a document may leave that unknown.",
            "Write the day from which this version applies, as year-month-day.",
        )


def _order(old: Version, new: Version, day: date) -> Iterator[Problem]:
    """Yield that *new* would begin no later than *old*, and how to call *old* off where that has not begun."""
    if old.in_force_from and new.in_force_from and new.in_force_from <= old.in_force_from:
        call_off = (
            f" If version {old.number} is published and must never come into force, cancel it in document.yml:  "
            f"{call_off_in_words(old.number, day)}"
        )
        same = new.in_force_from == old.in_force_from
        begins = "on the same day as" if same else "before"
        yield Problem(
            new.origin.place("in_force_from"),
            "versions-not-ascending",
            f"Version {new.number} would come into force on {in_words(new.in_force_from)}, {begins} version "
            f"{old.number} ({in_words(old.in_force_from)}); version {old.number} would then never have applied.",
            f"Choose a day after {in_words(old.in_force_from)}.{call_off if old.in_force_from >= day else ''}",
        )


def _kind(version: Version, *, is_first: bool) -> Iterator[Problem]:
    kind = version.text.change.kind
    place = version.origin.place("change", "kind")
    if is_first and kind is not ChangeKind.FIRST:
        yield Problem(
            place,
            "first-version-kind",
            f'Version {version.number} is the first of its document, but its kind of change is "{kind}".',
            "Write kind: first. If there is an earlier version, its file is missing.",
        )
    if not is_first and kind is ChangeKind.FIRST:
        yield Problem(
            place,
            "first-version-kind",
            f'Version {version.number} is not the first of its document, but its kind of change is "first".',
            "Write major (what people must do changed), minor (wording or additions) or patch (typing).",
        )


def _withdrawal(document: Document) -> Iterator[Problem]:
    withdrawn = document.details.withdrawn
    if not withdrawn:
        return
    if document.id in withdrawn.documents:
        yield Problem(
            document.origin.place("withdrawn", "instead"),
            "withdrawn-for-itself",
            "The document is withdrawn, and names itself as the one to use instead.",
            "Write the id of another document, which is the name of its folder, or leave it out.",
        )
    first = document.applying[0].in_force_from if document.applying else None
    if first and withdrawn.on < first:
        yield Problem(
            document.origin.place("withdrawn", "on"),
            "withdrawn-too-early",
            f"The document would be withdrawn on {in_words(withdrawn.on)}, before it first comes into force "
            f"on {in_words(first)}.",
            "Choose a later day. If no version is to come into force at all, cancel each of them, under called_off.",
        )
