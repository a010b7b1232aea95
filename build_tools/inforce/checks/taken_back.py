"""What is taken back stays so: versions called off before they applied, and words that were withheld."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.model.dates import in_words
from inforce.model.guidance import CallOff, Document, Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem


def call_offs_hold(library: Library, _day: date) -> Iterator[Problem]:
    """Each version that is called off is there and had not come into force on the day on which that was decided."""
    for document in library.documents:
        seen: set[VersionNumber] = set()
        for position, off in enumerate(document.details.called_off):
            version = document.version(off.version)
            if version is None:
                yield _not_there(document, position, off)
            elif off.version in seen:
                yield _twice(document, position, off)
            elif version.in_force_from is None or version.in_force_from < off.on:
                yield _too_late(document, position, off, version)
            seen.add(off.version)


def _not_there(document: Document, position: int, off: CallOff) -> Problem:
    there = ", ".join(str(version.number) for version in document.versions)
    return Problem(
        document.origin.place("called_off", position, "version"),
        "called-off-not-there",
        f"Version {off.version} is called off, but there is no file of that version.",
        f"Write the number of a version that is there ({there}). If its file was deleted, put it back: "
        "what was published stays.",
    )


def _twice(document: Document, position: int, off: CallOff) -> Problem:
    return Problem(
        document.origin.place("called_off", position, "version"),
        "called-off-twice",
        f"Version {off.version} is called off twice.",
        "Leave the entry that says when and why, and delete the other.",
    )


def _too_late(document: Document, position: int, off: CallOff, version: Version) -> Problem:
    begins = version.in_force_from
    since = f"it had been in force since {in_words(begins)}" if begins else "it was in force, since a day nobody knows"
    return Problem(
        document.origin.place("called_off", position, "on"),
        "called-off-too-late",
        f"Version {off.version} was called off on {in_words(off.on)}, but by then {since}.",
        "What applied cannot be taken back: publish a version that takes its place, or withdraw the document.",
    )
