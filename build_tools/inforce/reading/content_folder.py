"""The whole of ``content/``: every file that can be read, and the problems of all the others in one go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from inforce.model.catalogue import Catalogue
from inforce.model.guidance import Document, Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Place, Problem
from inforce.model.settings import Settings
from inforce.model.sources import Edition, Source
from inforce.originals.original_text import read_original
from inforce.parsing.characters import split_lines
from inforce.parsing.configuration import read_configuration
from inforce.parsing.folders import Found, unreadable
from inforce.parsing.texts import PlacedLink
from inforce.reading import page_files, references
from inforce.reading.guidance_files import ReadVersion, read_details, read_version
from inforce.reading.inventory import DocumentFiles, Survey, survey
from inforce.reading.originals import TextReader, held_original
from inforce.reading.pages import page_problems
from inforce.reading.settings_file import read_settings
from inforce.reading.source_files import in_order, passage_link_problems, read_edition, replacement_problems
from inforce.translations.catalogues import read_catalogue

VersionReader = Callable[[bytes, str, str, VersionNumber], ReadVersion]


def read_content(
    folder: Path, read_version: VersionReader = read_version, read_text: TextReader = read_original
) -> tuple[Library, tuple[Problem, ...]]:
    """Read everything under *folder*; what has an error is left out of the library and named in the problems.

    Problems are sorted by place, and name files from *folder* on: ``content/guidance/…``.
    What a version file says depends on nothing but the arguments of *read_version*, so a caller may remember it;
    so does the text of an original on those of *read_text*.
    """
    content = _absolute(folder)
    library, problems = _Folder(survey(content), read_version, read_text).read()
    configured = content.with_name("mkdocs.yml")
    if not configured.is_file():
        return library, problems
    return library, tuple(sorted({*problems, *read_configuration(configured, content.parent).problems}))


def lines_of(folder: Path) -> Callable[[str], Sequence[str]]:
    """Return what gives the lines of a file that a problem of *folder* names, for reports that show them."""
    project = _absolute(folder).parent

    def lines(file: str) -> Sequence[str]:
        path = project / file
        if not path.is_file():
            return ()
        return split_lines(path.read_bytes().decode("utf-8-sig", "replace"))

    return lines


def _absolute(folder: Path) -> Path:
    """Return *folder* by its full name, also where it was given as ".." or "."; links in it stay as they are."""
    return Path(os.path.abspath(folder))  # noqa: PTH100  # Path.resolve would follow links


class _Folder:
    """One reading of all files that the survey found."""

    def __init__(self, files: Survey, read_version: VersionReader, read_text: TextReader) -> None:
        self.files = files
        self.read_version = read_version
        self.read_text = read_text
        self.problems = list(files.problems)
        self.links: list[tuple[Version, tuple[PlacedLink, ...]]] = []
        self.unread: set[str] = set()

    def read(self) -> tuple[Library, tuple[Problem, ...]]:
        """Return the library and all problems."""
        sources = [
            source for name, files in self.files.sources.items() if files and (source := self._source(name, files))
        ]
        documents = [
            found for name, files in self.files.documents.items() if files and (found := self._document(name, files))
        ]
        settings, language_set = self._settings()
        catalogue = self._catalogue(settings.language, language_set)
        library = Library(tuple(documents), tuple(sources), settings, catalogue)
        pages = frozenset(page.file for page in self.files.pages)
        for page in self.files.pages:
            if (content := self._bytes(page)) is not None:
                self.problems += page_problems(content, page.file, pages)
        for beside in self.files.beside_pages:
            self.problems += self._beside_pages(beside)
        self.problems += self._references(library)
        return library, tuple(sorted(_without_echoes(self.problems)))

    def _bytes(self, found: Found) -> bytes | None:
        try:
            return found.path.read_bytes()
        except OSError as error:
            self.problems.append(unreadable(found, error))
            return None

    def _beside_pages(self, found: Found) -> Iterator[Problem]:
        try:
            size = found.path.stat().st_size
        except OSError as error:
            yield unreadable(found, error)
            return
        if size > page_files.LARGEST:
            yield page_files.too_large(found.file, size)
        elif (content := self._bytes(found)) is not None:
            yield from page_files.page_file_problems(content, found.file)

    def _settings(self) -> tuple[Settings, Place]:
        """Return the settings, and where the language is set."""
        found = self.files.settings
        content = self._bytes(found) if found else None
        if found is None or content is None:
            return Settings(), Place(found.file if found else "content/site.yml")
        settings, language_set, problems = read_settings(content, found.file)
        self.problems += problems
        return settings, language_set

    def _catalogue(self, language: str, language_set: Place) -> Catalogue:
        found = self.files.words.get(language)
        content = self._bytes(found) if found else None
        catalogue, problems = read_catalogue(language, content, found.file if found else "", language_set)
        self.problems += problems
        return catalogue

    def _source(self, name: str, files: dict[str, Found | None]) -> Source | None:
        editions = []
        for edition, found in files.items():
            content = self._bytes(found) if found else None
            if found is None or content is None:
                continue
            read = read_edition(content, found.file, name, edition)
            self.problems += read.problems
            editions += [self._with_original(read.edition, found)] if read.edition else []
        return in_order(name, editions) if editions else None

    def _with_original(self, edition: Edition, found: Found) -> Edition:
        beside = self.files.originals.get((edition.source, edition.id), [])
        try:
            original = held_original(edition.details.original, found.file, beside, self.read_text)
        except OSError as error:
            self.problems.append(unreadable(beside[0], error))
            return edition
        return replace(edition, original=original)

    def _document(self, name: str, files: DocumentFiles) -> Document | None:
        versions = [version for number in sorted(files.versions) if (version := self._version(name, number, files))]
        if len(versions) < len(files.versions):
            self.unread.add(name)
        content = self._bytes(files.details) if files.details else None
        if files.details is None or content is None:
            return None
        read = read_details(content, files.details.file)
        self.problems += read.problems
        if read.details is None or not versions:
            self.problems += read.to_fill
            return None
        return Document(name, read.details, tuple(versions), read.origin)

    def _version(self, document: str, number: VersionNumber, files: DocumentFiles) -> Version | None:
        found = files.versions[number]
        content = self._bytes(found) if found else None
        if found is None or content is None:
            return None
        read = self.read_version(content, found.file, document, number)
        self.problems += read.problems
        if read.version and read.links:
            self.links.append((read.version, read.links))
        return read.version

    def _references(self, library: Library) -> Iterator[Problem]:
        held = {
            source: None if editions is None else frozenset(editions) for source, editions in self.files.sources.items()
        }
        documents = frozenset(self.files.documents)
        names = references.Names(documents, held, frozenset(self.unread), self.files.sources_lost)
        yield from references.citation_problems(library, names)
        for version, links in self.links:
            yield from references.link_problems(version, links, library, names)
        for document in library.documents:
            yield from references.instead_problems(document, names)
        for source in library.sources:
            yield from replacement_problems(source, held[source.id] or frozenset())
            yield from passage_link_problems(source)


def _without_echoes(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what is told twice, and warnings about lines that have an error anyway."""
    every = set(problems)
    wrong = {(problem.place.file, problem.place.line) for problem in every if problem.is_error}
    return (problem for problem in every if problem.is_error or (problem.place.file, problem.place.line) not in wrong)
