"""The document that a command names, on the day that it names."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import click

from inforce.cli import PROBLEMS
from inforce.cli.options import project_of, say, stop
from inforce.clock import clock_on
from inforce.model.catalogue import use_catalogue
from inforce.model.guidance import Document, Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem
from inforce.parsing.suggestions import all_there_are, did_you_mean
from inforce.reading.content_folder import read_content
from inforce.reading.source_files import cached_reader
from inforce.site.document_on_day import DocumentOnDay
from inforce.store.atomic import cache_folder


def document_on_day(config: Path, name: str, day: str | None) -> DocumentOnDay:
    """Return the document of that name on the day; where its files or its sources have problems, say them and stop."""
    project = project_of(config)
    library, problems = content_of(project)
    found = library.document(name)
    about = (
        "content/site.yml",
        f"content/guidance/{name}/",
        *(f"content/sources/{one}/" for one in (found.cited_sources if found else ())),
    )
    stop_where_wrong(project, problems, about=about)
    found = document_named(name, [document for document in library.documents if document.versions])
    return DocumentOnDay(found, clock_on(day)(library.settings.time_zone), library)


def read_library(project: Path, undone: str = "") -> Library:
    """Return all content; where it has problems of reading, say them and what was not done, and stop."""
    library, problems = content_of(project)
    stop_where_wrong(project, problems, undone)
    return library


def content_of(project: Path) -> tuple[Library, tuple[Problem, ...]]:
    """Return the content as far as it can be read, and what is wrong with it."""
    return read_content(project / "content", read_text=cached_reader(cache_folder(project)))


def stop_where_wrong(
    project: Path, problems: Iterable[Problem], undone: str = "", *, about: tuple[str, ...] = ("",)
) -> None:
    """Say the errors in files whose names begin as one of *about* does, and what was not done, and stop, if any are."""
    if stopping := sorted(one for one in problems if one.is_error and one.place.file.startswith(about)):
        say(project, stopping)
        stop(undone, PROBLEMS)


def document_named(name: str, documents: Iterable[Document]) -> Document:
    """Return the one of *documents* with that *name*; else say which was meant, or all there are."""
    there = {document.id: document for document in documents}
    if name not in there:
        hint = did_you_mean(name, there) or all_there_are("document", there)
        raise click.UsageError(f'There is no document "{name}". {hint}')
    return there[name]


def version_numbered(number: VersionNumber | str, document: Document) -> Version:
    """Return the version of *document* with that *number*; where there is none, say which there are."""
    found = next((version for version in document.versions if str(version.number) == str(number)), None)
    if found is None:
        there = all_there_are("version", [str(version.number) for version in document.versions])
        raise click.UsageError(f'"{document.id}" has no version "{number}". {there}')
    return found


def site_language(document: DocumentOnDay) -> AbstractContextManager[None]:
    """Have everything within say its words as the site does; what the terminal tells an editor is English."""
    return use_catalogue(document.library.catalogue)
