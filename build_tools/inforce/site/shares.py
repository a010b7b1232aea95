"""What pages are made from, cut out of everything there is, and said in a line of text.

The pages of a document or a source get their share and nothing else, so that what they are made from cannot be more
than what is said: where the text is the same as for an earlier build, so are the pages.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from inforce.model.guidance import Document
from inforce.model.problem import Problem
from inforce.model.sources import Source
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.publication import PdfFacts, Publication


@dataclass(frozen=True)
class Share:
    """The part of a publication that some pages are made from.

    *said* is all of it as text, *lasting* what is left without the day, problems and PDF files, which follow from it.
    """

    publication: Publication
    said: str
    lasting: str

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
        return self._cut(
            tuple(self._with_replacement(document)), sources, self._pdfs.get(addresses.document(document.id), {})
        )

    def of_source(self, source: Source) -> Share:
        """Return the share of *source*: itself, and the documents of which a version cites it."""
        return self._cut(tuple(self._citing.get(source.id, ())), (source,), {})

    def of_everything(self) -> Share:
        """Return the share of pages that tell of all documents and sources."""
        return self._said_of(self.whole)

    def _cut(self, documents: tuple[Document, ...], sources: tuple[Source, ...], pdfs: Mapping[str, PdfFacts]) -> Share:
        whole = self.whole
        folders = (*(f"guidance/{one.id}" for one in documents), *(f"sources/{source.id}" for source in sources))
        problems = tuple(problem for folder in folders for problem in self._problems.get(folder, ()))
        library = replace(whole.library, documents=documents, sources=sources)
        return self._said_of(Publication(library, whole.site, whole.day, problems, dict(pdfs)))

    def _said_of(self, publication: Publication) -> Share:
        library = publication.library
        lasting = (
            publication.site,
            library.settings,
            (library.catalogue.language, library.catalogue.digest),
            [(one.id, one.details, [version.fingerprint for version in one.versions]) for one in library.documents],
            [(source.id, self._digests[source.id]) for source in library.sources],
        )
        said = (publication.day, lasting, tuple(publication.problems), sorted(publication.pdfs.items()))
        return Share(publication, repr(said), repr(lasting))

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
    def _problems(self) -> Mapping[str, list[Problem]]:
        """The problems by the folder below ``content/`` that they stand in."""
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.whole.problems:
            found["/".join(problem.place.file.split("/")[1:3])].append(problem)
        return found

    @cached_property
    def _pdfs(self) -> Mapping[str, dict[str, PdfFacts]]:
        """The PDF files by the address of the document below which they stand."""
        found: dict[str, dict[str, PdfFacts]] = defaultdict(dict)
        for address, facts in self.whole.pdfs.items():
            found["/".join(address.split("/")[:2]) + "/"][address] = facts
        return found


def _cited(document: Document) -> set[str]:
    """Return the ids of the sources that any version of *document* cites."""
    rules = (rule for version in document.versions for rule in version.rules)
    return {citation.passage.source for rule in rules for citation in rule.citations}


def _said(source: Source) -> str:
    originals = [(held.file, held.state, held.sha256) for edition in source.editions if (held := edition.original)]
    return repr((source, originals))
