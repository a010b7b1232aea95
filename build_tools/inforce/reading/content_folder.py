"""The whole of ``content/``: every file that can be read, and the problems of all the others in one go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from inforce.model.bounds import PAGE_FILE
from inforce.model.catalogue import Catalogue
from inforce.model.guidance import Document, Version
from inforce.model.library import Library, Settings, document_in, source_in
from inforce.model.names import VersionNumber
from inforce.model.problem import Place, Problem, Severity
from inforce.model.rules import HeldPicture
from inforce.model.sources import Edition, Source
from inforce.originals.original_text import read_original
from inforce.parsing.characters import too_large
from inforce.parsing.configuration import read_configuration
from inforce.parsing.files import Found, unreadable
from inforce.parsing.texts import PlacedLink
from inforce.reading import page_files, references
from inforce.reading.guidance_files import ReadDetails, ReadVersion, read_details, read_settings, read_version
from inforce.reading.inventory import ContentFiles, survey_document, survey_names, survey_source
from inforce.reading.pages import page_problems
from inforce.reading.source_files import (
    ReadEdition,
    TextReader,
    held_original,
    in_order,
    passage_link_problems,
    read_edition,
    replacement_problems,
)
from inforce.store.file_index import TooLargeError, read_below
from inforce.translations.catalogues import read_catalogue

VersionReader = Callable[[bytes, str, str, VersionNumber], ReadVersion]
DetailsReader = Callable[[bytes, str], ReadDetails]
EditionReader = Callable[[bytes, str, str, str], ReadEdition]
ReadBytes = Callable[[Path, int], bytes]
"""Gives the bytes of a file that has so many at most; may raise `OSError` and `TooLargeError`."""


@dataclass(frozen=True)
class ReadDocument:
    """What came of reading the folder of a document; *document* is None where it cannot be told what it is.

    *links* are those of each version, *lacks* says that a version could not be read.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()
    links: tuple[tuple[Version, tuple[PlacedLink, ...]], ...] = ()
    lacks: bool = False


@dataclass(frozen=True)
class ReadSource:
    """What came of reading the folder of a source; *editions* are the names of all its files, read or not."""

    source: Source | None
    problems: tuple[Problem, ...] = ()
    editions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReadSite:
    """What came of reading what belongs to no document or source; *names* has those of documents and sources."""

    settings: Settings
    catalogue: Catalogue
    names: ContentFiles
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ReadLibrary:
    """What came of reading all of ``content/``: *names* has what there is besides, also of what cannot be read."""

    library: Library
    problems: tuple[Problem, ...]
    names: references.Names


def read_content(
    folder: Path, read_version: VersionReader = read_version, read_text: TextReader = read_original
) -> tuple[Library, tuple[Problem, ...]]:
    """Read everything under *folder*; what has an error is left out of the library and named in the problems.

    Problems are sorted by place, and name files from *folder* on: ``content/guidance/…``.
    What a version file says depends on nothing but the arguments of *read_version*, so a caller may remember it;
    so does the text of an original on those of *read_text*.
    """
    read = read_library(folder, read_version, read_text)
    return read.library, read.problems


def read_library(
    folder: Path, read_version: VersionReader = read_version, read_text: TextReader = read_original
) -> ReadLibrary:
    """Read the same as `read_content`, and the names of all there is."""
    content = _absolute(folder)
    read_bytes = partial(read_below, content.parent)
    site = read_site(content, read_bytes)
    sources = {name: read_source(content, name, read_bytes, read_text) for name in site.names.source_folders}
    documents = {name: read_document(content, name, read_bytes, read_version) for name in site.names.document_folders}
    library = Library(
        tuple(document_in(read.document, site.settings) for read in documents.values() if read.document),
        tuple(source_in(read.source, site.settings.language) for read in sources.values() if read.source),
        site.settings,
        site.catalogue,
    )
    names = references.Names(
        frozenset({*site.names.documents, *site.names.former}),
        {name: sources[name].editions if there else None for name, there in site.names.sources.items()},
        frozenset(name for name, read in documents.items() if read.lacks),
        site.names.sources_lost,
    )
    problems = [*site.problems, *read_configuration(content.with_name("mkdocs.yml"), content.parent)]
    for read in documents.values():
        problems += (*read.problems, *document_references(read, library, names))
    for found in sources.values():
        problems += (*found.problems, *source_references(found))
    return ReadLibrary(library, tuple(sorted(without_echoes(problems))), names)


def read_site(content: Path, read_bytes: ReadBytes) -> ReadSite:
    """Read settings, words, ordinary pages and configuration of *content*, and see what else there is."""
    names = survey_names(content)
    problems = list(names.problems)
    settings, language_set = _settings(names.settings, read_bytes, problems)
    found = names.words.get(settings.language)
    words = _bytes(found, read_bytes, problems) if found else None
    catalogue, wrong = read_catalogue(settings.language, words, found.file if found else "", language_set)
    problems += (*wrong, *_words_unused(names.words, settings.language))
    for former, name in _former_ids(content, names.document_folders, read_bytes):
        if former in names.documents or former in names.former:
            other = former if former in names.documents else names.former[former]
            problems.append(_former_id_taken(former, name, other, f"{content.name}/{details_file(name)}"))
        names.former.setdefault(former, name)
    pages = frozenset(page.file for page in names.pages)
    for page in names.pages:
        if (text := _bytes(page, read_bytes, problems)) is not None:
            problems += page_problems(text, page.file, pages)
    for beside in names.beside_pages:
        _beside_pages(beside, read_bytes, problems)
    return ReadSite(settings, catalogue, names, tuple(problems))


def _words_unused(words: Mapping[str, Found], language: str) -> Iterator[Problem]:
    """Yield every catalogue of a language that the site is not in: readers see none of its words."""
    for name in sorted(words.keys() - {language}):
        yield Problem(
            Place(words[name].file),
            "stray-file",
            f"The site is in the language {language}, so readers see none of these words.",
            f"Rename the file to {language}.po. Or have the site in the language of the file: write in "
            f"content/site.yml:  language: {name}",
            severity=Severity.WARNING,
        )


def details_file(name: str) -> str:
    """Return where the file stands in the content that says what stays the same of the document *name*."""
    return f"guidance/{name}/document.yml"


def _former_ids(content: Path, documents: Iterable[str], read_bytes: ReadBytes) -> Iterator[tuple[str, str]]:
    """Yield every id that a document had before, with the one that it has."""
    for name in documents:
        try:
            details = read_bytes(content / details_file(name), PAGE_FILE.largest)
        except (OSError, TooLargeError):
            continue  # whoever reads the document tells it
        read = read_details(details, "").details if b"formerly:" in details else None
        yield from ((one.id, name) for one in (read.formerly if read else ()))


def _former_id_taken(former: str, name: str, other: str, file: str) -> Problem:
    """Say that the addresses of *former* are those of another document."""
    has = "is still a document" if former == other else f'the document "{other}" says too'
    return Problem(
        Place(file),
        "former-id-in-use",
        f'The document "{name}" says that it was called "{former}" before, which {has}.',
        "If the document was moved here, delete the folder with the old name. If not, delete that id under formerly.",
    )


def read_document(
    content: Path,
    name: str,
    read_bytes: ReadBytes,
    read_version: VersionReader = read_version,
    read_details: DetailsReader = read_details,
) -> ReadDocument:
    """Read the folder of the document *name*."""
    files, survey = survey_document(content, name)
    problems, links, versions = list(survey.problems), [], []
    held = _held_pictures(files.pictures, read_bytes, problems)
    for number in sorted(files.versions):
        found = files.versions[number]
        text = _bytes(found, read_bytes, problems) if found else None
        if found is None or text is None:
            continue
        read = read_version(text, found.file, name, number)
        problems += read.problems
        if read.version:
            problems += references.picture_problems(read.version, read.pictures, held)
            recorded = {one.file for one in read.version.text.pictures}
            version = replace(
                read.version, pictures=tuple(one for one in held.values() if one and one.file in recorded)
            )
            versions.append(version)
            links += [(version, read.links)] if read.links else []
    unread = tuple(sorted(files.versions.keys() - {version.number for version in versions}))
    lacks = bool(unread)
    text = _bytes(files.details, read_bytes, problems) if files.details else None
    if files.details is None or text is None:
        return ReadDocument(None, tuple(problems), tuple(links), lacks)
    details = read_details(text, files.details.file)
    problems += details.problems
    if details.details is None or not versions:
        return ReadDocument(None, (*problems, *details.to_fill), tuple(links), lacks)
    published_as = {one.version: one.fingerprint for one in details.details.withheld}
    document = Document(name, details.details, (), details.origin, unread=unread)
    known = (
        replace(
            one,
            published_as=published_as.get(one.number, ""),
            published_in=document.published_in(one.number),
        )
        for one in versions
    )
    return ReadDocument(replace(document, versions=tuple(known)), tuple(problems), tuple(links), lacks)


def read_source(
    content: Path,
    name: str,
    read_bytes: ReadBytes,
    read_text: TextReader = read_original,
    read_edition: EditionReader = read_edition,
) -> ReadSource:
    """Read the folder of the source *name*, with the originals in it."""
    files, survey = survey_source(content, name)
    problems, editions = list(survey.problems), []
    for edition, found in files.items():
        text = _bytes(found, read_bytes, problems) if found else None
        if found is None or text is None:
            continue
        read = read_edition(text, found.file, name, edition)
        problems += read.problems
        if read.edition:
            beside = survey.originals.get((name, edition), [])
            editions.append(_with_original(read.edition, found, beside, read_bytes, read_text, problems))
    source = in_order(name, editions) if editions else None
    return ReadSource(source, tuple(problems), frozenset(files))


def document_references(read: ReadDocument, library: Library, names: references.Names) -> Iterator[Problem]:
    """Yield what a document names that is not there; *library* has what it may name."""
    if read.document:
        yield from references.citation_problems(read.document, library, names)
        yield from references.instead_problems(read.document, names)
        yield from references.moved_rule_problems(read.document, library, names)
    for version, links in read.links:
        yield from references.link_problems(version, links, library, names)


def source_references(read: ReadSource) -> Iterator[Problem]:
    """Yield what a source names that is not there."""
    if read.source:
        yield from replacement_problems(read.source, read.editions)
        yield from passage_link_problems(read.source)


def without_echoes(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what is told twice, and warnings about lines that have an error anyway."""
    every = set(problems)
    wrong = {(problem.place.file, problem.place.line) for problem in every if problem.is_error}
    return (problem for problem in every if problem.is_error or (problem.place.file, problem.place.line) not in wrong)


def _absolute(folder: Path) -> Path:
    """Return *folder* by its full name, also where it was given as ".." or "."; links in it stay as they are."""
    return Path(os.path.abspath(folder))  # noqa: PTH100  # Path.resolve would follow links


def _bytes(found: Found, read_bytes: ReadBytes, problems: list[Problem]) -> bytes | None:
    try:
        return read_bytes(found.path, PAGE_FILE.largest)
    except TooLargeError as error:
        problems.append(too_large(error.size, found.file))
    except OSError as error:
        problems.append(unreadable(found, error))
    return None


def _held_pictures(
    pictures: Mapping[str, Found], read_bytes: ReadBytes, problems: list[Problem]
) -> dict[str, HeldPicture | None]:
    """Return the pictures of a document by the names of their files; None for one that may not be published.

    The lines of a drawing end as on Unix, however it was checked out, so that its digest is the same everywhere.
    """
    held: dict[str, HeldPicture | None] = {}
    for name, found in pictures.items():
        wrong: list[Problem] = []
        content = _beside_pages(found, read_bytes, wrong, page_files.LARGEST_PICTURE)
        problems += wrong
        if content and name.endswith(".svg"):
            content = content.replace(b"\r\n", b"\n")
        held[name] = HeldPicture(name, content) if content and not wrong else None
    return held


def _beside_pages(
    found: Found, read_bytes: ReadBytes, problems: list[Problem], largest: int = page_files.LARGEST
) -> bytes | None:
    """Return the bytes of a file that stands beside pages, and find what is wrong with it."""
    try:
        content = read_bytes(found.path, largest)
    except TooLargeError as error:
        problems.append(page_files.too_large(found.file, error.size, largest))
    except OSError as error:
        problems.append(unreadable(found, error))
    else:
        problems += page_files.page_file_problems(content, found.file)
        return content
    return None


def _settings(found: Found | None, read_bytes: ReadBytes, problems: list[Problem]) -> tuple[Settings, Place]:
    """Return the settings, and where the language is set."""
    content = _bytes(found, read_bytes, problems) if found else None
    if found is None or content is None:
        return Settings(), Place(found.file if found else "content/site.yml")
    settings, language_set, wrong = read_settings(content, found.file)
    problems += wrong
    return settings, language_set


def _with_original(  # noqa: PLR0913, PLR0917 - what is read, from where, and how
    edition: Edition, found: Found, beside: Sequence[Found], read_bytes: ReadBytes, read_text: TextReader,
    problems: list[Problem],
) -> Edition:  # fmt: skip
    try:
        original = held_original(edition.details.original, found.file, beside, read_text, read_bytes)
    except OSError as error:
        problems.append(unreadable(beside[0], error))
        return edition
    return replace(edition, original=original)
