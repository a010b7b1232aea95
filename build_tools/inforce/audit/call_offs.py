"""Proves call-offs against a base: a published version whose day has come is never called off afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.audit.version_files import VersionFiles
from inforce.audit.working_tree import start_of_work
from inforce.model.dates import in_words
from inforce.model.guidance import CallOff, Document
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem
from inforce.publish.git import Repository
from inforce.reading.guidance_files import read_details


def verify_call_offs(repository: Repository, base: str, library: Library, day: date) -> Iterator[Problem]:
    """Yield each version that came into force by *day*, as *base* has it, and is called off in the working tree only.

    The day that a call-off gives for itself is not believed: who writes it today can write any.
    """
    late = [
        (document, position, off)
        for document in library.documents
        for position, off in enumerate(document.details.called_off)
        if _has_begun(document, off, day)
    ]
    if not late:
        return
    start, files = start_of_work(repository, repository.resolve(base)), VersionFiles(repository.prefix)
    there = repository.files(start, files.folder)
    for document, position, off in late:
        published = files.path(document.id, str(off.version)) in there
        details = f"{files.folder}{document.id}/document.yml"
        before = _called_off(repository.content(start, details), details) if details in there else frozenset()
        if published and off.version not in before:
            yield _too_late(document, position, off)


def _has_begun(document: Document, off: CallOff, day: date) -> bool:
    version = document.version(off.version)
    return version is not None and (version.in_force_from is None or version.in_force_from < day)


def _called_off(content: bytes, file: str) -> frozenset[VersionNumber]:
    details = read_details(content, file).details
    return frozenset(off.version for off in details.called_off) if details else frozenset()


def _too_late(document: Document, position: int, off: CallOff) -> Problem:
    version = document.version(off.version)
    begins = version.in_force_from if version else None
    since = f"since {in_words(begins)}" if begins else "since a day nobody knows"
    return Problem(
        document.origin.place("called_off", position),
        "called-off-too-late",
        f"Version {off.version} is published and has been in force {since}; it is called off only now.",
        "What applied cannot be taken back: publish a version that takes its place, or withdraw the document.",
    )
