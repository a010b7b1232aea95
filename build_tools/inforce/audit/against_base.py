"""Proves that no change cancels a version late, dates one anew, or gives what published versions rest on a new meaning.

A version that is published late is no such change: it is new, and the register says from when readers were shown it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from inforce.audit.history import VersionFiles
from inforce.audit.working_tree import is_same, start_of_work
from inforce.model.dates import in_words
from inforce.model.guidance import CallOff, Document, DocumentDetails, FormerId, Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem
from inforce.model.status import in_force
from inforce.parsing.located_yaml import load
from inforce.publish.git import Repository
from inforce.publish.register import Entry
from inforce.reading.guidance_files import read_details, read_settings


def _details_there(files: VersionFiles, there: Collection[str], document: Document) -> str:
    """Return the path of what the base says of *document*, under the last id that it has there."""
    return next((path for one in document.ids if (path := files.details(one)) in there), files.details(document.id))


def _stands_there(files: VersionFiles, there: Collection[str], document: Document, number: VersionNumber) -> bool:
    return any(files.path(one, str(number)) in there for one in document.ids)


def verify_call_offs(repository: Repository, base: str, library: Library, day: date) -> Iterator[Problem]:
    """Yield each version that came into force by *day*, as *base* has it, and is cancelled in the working tree only.

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
        published = _stands_there(files, there, document, off.version)
        details = _details_there(files, there, document)
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
    since = f"since {in_words(begins)}" if begins else "since an unknown date"
    return Problem(
        document.origin.place("called_off", position),
        "called-off-too-late",
        f"Version {off.version} is published and has been in force {since}; it is cancelled only now.",
        "You cannot cancel a version that has applied. Publish a new version, or withdraw the document.",
    )


def verify_past_days(
    repository: Repository, base: str, library: Library, day: date, entries: Sequence[Entry] = ()
) -> Iterator[Problem]:
    """Yield each document of which a published version applies, or does not, otherwise than *base* says before *day*.

    Call-offs that are not in *base* are held by `verify_call_offs`. One whose day has passed stays, unless *entries*
    of the register say that no reader was told.
    """
    told = {(entry.document, entry.version) for entry in entries if entry.what == "cancelled"} if entries else None
    registered = {entry.document for entry in entries}
    start, files = start_of_work(repository, repository.resolve(base)), VersionFiles(repository.prefix)
    there = repository.files(start, files.folder)
    for document in library.documents:
        path = _details_there(files, there, document)
        if path not in there or is_same(repository, path, there[path]):
            continue
        before = read_details(repository.content(start, path), path).details
        if before is None:
            continue
        versions = tuple(one for one in document.versions if _stands_there(files, there, document, one.number))
        for former in before.formerly:
            if former not in document.details.formerly and (not entries or former.id in registered):
                yield _id_left_out(document, former)
        yield from _uncancelled(document, before, [one.number for one in versions], day, told)
        now = replace(document, versions=versions, details=_without_new_call_offs(document.details, before))
        yield from _differences(replace(now, details=before), now, day)


def _id_left_out(document: Document, former: FormerId) -> Problem:
    return Problem(
        document.origin.place("formerly"),
        "former-id-left-out",
        f'This document had the id "{former.id}" until version {former.until}, and does not say so any more. Its old '
        "addresses, printed codes and the register would lose it.",
        f"Write again:  formerly:\n  - id: {former.id}\n    until: {former.until}",
    )


def _uncancelled(
    document: Document,
    before: DocumentDetails,
    versions: Collection[VersionNumber],
    day: date,
    told: Collection[tuple[str, str]] | None,
) -> Iterator[Problem]:
    """Yield each of *versions* that was cancelled *before*, as readers were *told*, and is to come again."""
    now = {off.version for off in document.details.called_off}
    for off in before.called_off:
        is_told = told is None or any((one, str(off.version)) in told for one in document.ids)
        version = document.version(off.version)
        if off.version in now or off.version not in versions or off.on >= day or not is_told or version is None:
            continue
        if version.in_force_from is None or version.in_force_from < day:
            continue  # it would have applied on a day that has passed, which is told below
        yield Problem(
            document.origin.place("called_off"),
            "past-days-changed",
            f"Version {off.version} was cancelled on {in_words(off.on)}; with this change, it would come into force.",
            "Write it under called_off again: a cancelled version stays cancelled. Publish its words as a version with "
            f"a higher number:  inforce revise {document.id} --from {off.version}",
        )


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
                f"You cannot change what applied in the past: {_remedy(then, now, today)}",
            )
            return


def _named(version: Version | None) -> str:
    return f"version {version.number}" if version else "no version"


def _remedy(then: Document, now: Document, today: date) -> str:
    told, wanted = then.details.withdrawn, now.details.withdrawn
    if told and told.on < today and (wanted is None or wanted.on != told.on):
        return (
            f"the document was withdrawn on {in_words(told.on)}, and stays withdrawn. If people are to follow its "
            "guidance again, publish it as a new document, and name that as what to use instead."
        )
    if wanted and (told is None or wanted.on < told.on):
        return (
            f"withdraw the document from {today.isoformat()} or later, and say in the reason since when nobody "
            "should have followed it."
        )
    return "a cancelled version stays cancelled. Publish its words as a version with a higher number."


def verify_attributes(
    repository: Repository,
    base: str | None,
    library: Library,
    published: Collection[tuple[str, VersionNumber]],
    entries: Sequence[Entry] = (),
) -> Iterator[Problem]:
    """Yield each attribute that a *published* version uses and that means something else than when it was published.

    What it meant then, *entries* of the register say by their commit, the latest by which a version with it was
    published; and *base* where they do not. One that was taken out is found by the checks, which know all that is
    declared.
    """
    here = repository.folder / repository.prefix / _SETTINGS
    if not here.is_file():
        return
    start = [start_of_work(repository, repository.resolve(base))] if base else []
    at_base = {name: meaning for commit in start for name, meaning in _meanings(repository, commit).items()}
    located, _problems = load(here.read_bytes(), _SETTINGS)
    for place, one in enumerate(library.settings.attributes):
        users = tuple(_users(library, published, one.name))
        before = _meaning_registered(repository, entries, users, one.name) or at_base.get(one.name, "")
        if located and users and before and before.split() != one.meaning.split():
            yield Problem(
                located.at(("attributes", place, "meaning")),
                "attribute-redefined",
                f'"{one.name}" means something else here than when version {users[-1].number} of '
                f"{users[-1].document} was published, which uses it.",
                f"Write again:  meaning: {before}\nAnd give the new meaning a new name.",
            )


_SETTINGS: Final = "content/site.yml"


def settings_changed(repository: Repository, entries: Sequence[Entry]) -> bool:
    """Whether the settings are others than in the commit of the last of *entries*, as far as it is known."""
    here = repository.folder / repository.prefix / _SETTINGS
    if not (entries and entries[-1].commit and repository.has_commit(entries[-1].commit) and here.is_file()):
        return False
    path = f"{repository.prefix}{_SETTINGS}"
    then = repository.files(entries[-1].commit, path).get(path)
    return then is None or not is_same(repository, path, then)


def _meanings(repository: Repository, commit: str) -> dict[str, str]:
    """Return what each attribute means that the settings of *commit* declare."""
    try:
        content = repository.content(commit, f"{repository.prefix}{_SETTINGS}")
    except FileNotFoundError:
        return {}
    return {one.name: one.meaning for one in read_settings(content, _SETTINGS)[0].attributes}


def _meaning_registered(repository: Repository, entries: Sequence[Entry], users: Iterable[Version], name: str) -> str:
    """Return what the attribute of that *name* meant when one of its *users* was published last; "" if nobody knows."""
    keys = {(version.published_in or version.document, str(version.number)) for version in users}
    commits = (one.commit for one in reversed(entries) if one.published.key in keys and one.commit)
    return next((_meanings(repository, one).get(name, "") for one in commits if repository.has_commit(one)), "")


def _users(library: Library, published: Collection[tuple[str, VersionNumber]], name: str) -> Iterator[Version]:
    """Yield the *published* versions that have the attribute of that *name*."""
    for document in library.documents:
        for version in document.versions:
            every = (version.text.attributes, *(rule.attributes for rule in version.rules))
            if (document.id, version.number) in published and any(one.name == name for some in every for one in some):
                yield version


def verify_imports(
    repository: Repository, base: str, library: Library, published: Collection[tuple[str, VersionNumber]]
) -> Iterator[Problem]:
    """Yield each new version that was imported, as an earlier state of the work says, and says so no more.

    Whoever takes those lines out takes out that somebody has to read it against the file that it comes from.
    """
    files = VersionFiles(repository.prefix)
    silent = {
        files.path(document.id, str(version.number)): version
        for document in library.documents
        for version in document.versions
        if version.text.imported is None and (document.id, version.number) not in published
    }
    if not silent:
        return
    start = start_of_work(repository, repository.resolve(base))
    changed = ("log", "--full-history", "--no-renames", "-G", "^imported:", "--format=", "--name-only", "-z")
    said = set(repository.text(*changed, f"{start}..HEAD", "--", *silent).split("\0"))
    for path in sorted(said & silent.keys()):
        version = silent[path]
        yield Problem(
            version.origin.place("title"),
            "imported-not-read",
            "This version was imported, and nothing says any more who has read it.",
            "Write again who read it against the original, and when, here and below each heading:  "
            "imported: Practice team, 1 December 2026",
        )
