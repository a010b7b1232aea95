"""On any day at most one version of a document applies, and nobody has to guess which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from inforce.model.dates import in_words
from inforce.model.guidance import ChangeKind, Document, Version
from inforce.model.library import Library
from inforce.model.problem import Problem


def one_version_a_day(library: Library, _day: date) -> Iterator[Problem]:
    """Versions come into force in the order of their numbers, and only the first may not know its day."""
    for document in library.documents:
        for old, new in pairwise(document.versions):
            yield from _order(old, new)
        for version in document.versions:
            yield from _kind(version, is_first=version is document.versions[0])
        yield from _withdrawal(document)


def _order(old: Version, new: Version) -> Iterator[Problem]:
    place = new.origin.place("in_force_from")
    if new.in_force_from is None:
        yield Problem(
            place,
            "first-day-unknown",
            f"Version {new.number} does not say from which day it applies; "
            "only the first version of a document may leave that unknown.",
            "Write the day from which this version applies, as year-month-day.",
        )
    elif old.in_force_from is not None and new.in_force_from <= old.in_force_from:
        same = new.in_force_from == old.in_force_from
        begins = "on the same day as" if same else "before"
        yield Problem(
            place,
            "versions-not-ascending",
            f"Version {new.number} would come into force on {in_words(new.in_force_from)}, {begins} version "
            f"{old.number} ({in_words(old.in_force_from)}); version {old.number} would then never have applied.",
            f"Choose a day after {in_words(old.in_force_from)}.",
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
    if withdrawn.instead == document.id:
        yield Problem(
            document.origin.place("withdrawn", "instead"),
            "withdrawn-for-itself",
            "The document is withdrawn, and names itself as the one to use instead.",
            "Write the id of another document, which is the name of its folder, or leave the line out.",
        )
    first = document.versions[0].in_force_from if document.versions else None
    if first and withdrawn.on < first:
        yield Problem(
            document.origin.place("withdrawn", "on"),
            "withdrawn-too-early",
            f"The document would be withdrawn on {in_words(withdrawn.on)}, before it first comes into force "
            f"on {in_words(first)}.",
            "Choose a later day, or remove the version that is not to come into force.",
        )
