"""What pages are made from, cut out of everything there is, and said in a line of text.

The pages of a document or a source get their share and nothing else, so that what they are made from cannot be more
than what is said: where the text is the same as for an earlier build, so are the pages. Of the day it says the last one
on which anything happened to what is in the share, for the pages say nothing that changes on any other.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from inforce.model.guidance import Document
from inforce.model.library import Library
from inforce.model.problem import Problem
from inforce.model.sources import Source
from inforce.site.calendar import document_events, last_event_day, source_events
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.publication import Publication


@dataclass(frozen=True)
class Share:
    """The part of a publication that some pages are made from; *said* is all of it as text."""

    publication: Publication
    said: str

    def document(self, document: Document) -> DocumentOnDay:
        """Return that document on the day, as this share has it; raise `ValueError` where it has no version."""
        told = self.publication.document(document.id)
        if told is None:
            raise ValueError(f"{document.id} has no version, and so no pages")
        return told


@dataclass(frozen=True)
class Shares:
    """The shares in *whole* of each document, of each source, and of what is made from all of it."""

    whole: Publication

    def of_document(self, document: Document) -> Share:
        """Return the share of *document*: itself, what to use instead of it, and the sources that it cites."""
        cited = _cited(document)
        sources = tuple(source for source in self.whole.library.sources if source.id in cited)
        return self._cut(tuple(self._with_replacement(document)), sources)

    def of_source(self, source: Source) -> Share:
        """Return the share of *source*: itself, and the documents of which a version cites it."""
        return self._cut(tuple(self._citing.get(source.id, ())), (source,))

    def of_everything(self) -> Share:
        """Return the share of pages that tell of all documents and sources."""
        return self._said_of(self.whole)

    def _cut(self, documents: tuple[Document, ...], sources: tuple[Source, ...]) -> Share:
        whole = self.whole
        library = replace(whole.library, documents=documents, sources=sources)
        problems = tuple(problem for folder in _folders(library) for problem in self._problems.get(folder, ()))
        return self._said_of(Publication(library, whole.site, whole.day, problems))

    def _said_of(self, publication: Publication) -> Share:
        library = publication.library
        said = (
            self._last_event_day(library),
            publication.site,
            library.settings,
            (library.catalogue.language, library.catalogue.digest),
            [(one.id, one.details, [version.fingerprint for version in one.versions]) for one in library.documents],
            [(source.id, self._digests[source.id]) for source in library.sources],
            tuple(publication.problems),
        )
        return Share(publication, repr(said))

    def _last_event_day(self, library: Library) -> date | None:
        """Return the last day on which anything happened to what is in *library*, a part of the whole."""
        days = [self._event_days[folder] for folder in _folders(library)]
        return max((day for day in days if day), default=None)

    def _with_replacement(self, document: Document) -> Iterator[Document]:
        yield document
        withdrawn = document.details.withdrawn
        instead = self.whole.library.document(withdrawn.instead) if withdrawn and withdrawn.instead else None
        if instead and instead != document:
            yield instead

    @cached_property
    def _citing(self) -> Mapping[str, Sequence[Document]]:
        """The documents that cite each source, in the order in which the library has them."""
        found: dict[str, list[Document]] = defaultdict(list)
        for document in self.whole.library.documents:
            for source in _cited(document):
                found[source].append(document)
        return found

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        return {source.id: hashlib.sha256(_said(source).encode()).hexdigest() for source in self.whole.library.sources}

    @cached_property
    def _event_days(self) -> Mapping[str, date | None]:
        """The last day on which anything happened to a document or a source, by its folder below ``content/``."""
        library = self.whole.library
        found = [*(document_events(library, one) for one in library.documents), *map(source_events, library.sources)]
        days = [last_event_day(events, self.whole.day) for events in found]
        return dict(zip(_folders(library), days, strict=True))

    @cached_property
    def _problems(self) -> Mapping[str, list[Problem]]:
        """The problems by the folder below ``content/`` that they stand in."""
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.whole.problems:
            found["/".join(problem.place.file.split("/")[1:3])].append(problem)
        return found


def _folders(library: Library) -> list[str]:
    """Return the folders below ``content/`` of all that *library* has."""
    documents = [f"guidance/{document.id}" for document in library.documents]
    return documents + [f"sources/{source.id}" for source in library.sources]


def _cited(document: Document) -> set[str]:
    """Return the ids of the sources that any version of *document* cites."""
    rules = (rule for version in document.versions for rule in version.rules)
    return {citation.passage.source for rule in rules for citation in rule.citations}


def _said(source: Source) -> str:
    originals = [(held.file, held.state, held.sha256) for edition in source.editions if (held := edition.original)]
    return repr((source, originals))
