"""Proves the details of documents against a base: no change makes another version apply on days that have passed.

A version that is published late is no such change: it is new, and the register says from when readers were shown it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from inforce.audit.version_files import VersionFiles
from inforce.audit.working_tree import is_same, start_of_work
from inforce.model.dates import in_words
from inforce.model.guidance import Document, DocumentDetails, Version
from inforce.model.library import Library
from inforce.model.problem import Problem
from inforce.model.standing import in_force
from inforce.publish.git import Repository
from inforce.reading.guidance_files import read_details


def verify_past_days(repository: Repository, base: str, library: Library, day: date) -> Iterator[Problem]:
    """Yield each document of which a published version applies, or does not, otherwise than *base* says before *day*.

    Call-offs that are not in *base* are held by `verify_call_offs`.
    """
    start, files = start_of_work(repository, repository.resolve(base)), VersionFiles(repository.prefix)
    there = repository.files(start, files.folder)
    for document in library.documents:
        path = f"{files.folder}{document.id}/document.yml"
        if path not in there or is_same(repository, path, there[path]):
            continue
        before = read_details(repository.content(start, path), path).details
        if before is None:
            continue
        versions = tuple(one for one in document.versions if files.path(document.id, str(one.number)) in there)
        now = replace(document, versions=versions, details=_without_new_call_offs(document.details, before))
        yield from _differences(replace(now, details=before), now, day)


def _without_new_call_offs(details: DocumentDetails, before: DocumentDetails) -> DocumentDetails:
    known = {off.version for off in before.called_off}
    return replace(details, called_off=tuple(off for off in details.called_off if off.version in known))


def _differences(then: Document, now: Document, today: date) -> Iterator[Problem]:
    """Yield what differs on the first day before *today* on which something does."""
    turns = {version.in_force_from for version in now.versions}
    turns |= {one.details.withdrawn.on for one in (then, now) if one.details.withdrawn}
    for day in sorted(turn for turn in turns if turn and turn < today):
        applied, would = in_force(then, day), in_force(now, day)
        if applied != would:
            yield Problem(
                now.origin.place("withdrawn", "on"),
                "past-days-changed",
                f"On {in_words(day)}, {_named(applied)} applied; with this change, {_named(would)} would have.",
                f"What applied cannot be taken back: {_remedy(then, now, today)}",
            )
            return


def _named(version: Version | None) -> str:
    return f"version {version.number}" if version else "no version"


def _remedy(then: Document, now: Document, today: date) -> str:
    told, wanted = then.details.withdrawn, now.details.withdrawn
    if told and told.on < today and (wanted is None or wanted.on != told.on):
        return (
            f"the document was withdrawn on {in_words(told.on)}, and stays so. If its guidance is to be followed "
            "again, publish it as a document of its own, and name that as what to use instead."
        )
    if wanted and (told is None or wanted.on < told.on):
        return (
            f"withdraw the document from {today.isoformat()} or a later day on, and say in the reason since when it "
            "should not have been followed."
        )
    return "a version that was called off stays so. Publish its words as a version with a higher number."
