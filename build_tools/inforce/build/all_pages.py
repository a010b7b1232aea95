"""From the library and a day to everything that is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from inforce.compare.text_comparison import Compared, compare_texts
from inforce.formats import linked_data
from inforce.formats.copies import beside, document_copies, edition_copies, rule_comparisons
from inforce.formats.feeds import feed_files
from inforce.formats.llms_text import llms_text
from inforce.formats.records.lists import as_at_file, library_files, schema_files, sources_files
from inforce.formats.summary import DocumentSummary, SourceSummary, document_summary, source_summary
from inforce.model.library import Library
from inforce.model.problem import Problem
from inforce.model.sources import Source
from inforce.site import addresses
from inforce.site.document.changes import changes_pages
from inforce.site.document.check import check_page
from inforce.site.document.compare import compare_page
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.history import history_page
from inforce.site.document.rule import rule_pages
from inforce.site.document.sources import sources_page
from inforce.site.document.version import version_pages
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.fields import fields_page
from inforce.site.overview.offline import offline_page
from inforce.site.overview.places import (
    Change,
    InForce,
    change_places,
    in_force_places,
    in_order,
    site_places,
    source_places,
    year_pages,
)
from inforce.site.overview.search import search_page
from inforce.site.overview.shown import ShownDocument, shown_page
from inforce.site.overview.status import Tasks, status_pages
from inforce.site.page import Download, Page, Pages
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts
from inforce.site.source.edition import edition_pages


def make_pages(
    library: Library,
    site: SiteFacts,
    day: date,
    problems: Sequence[Problem],
) -> Pages:
    """Return everything that is made of *library* on *day*; the pages are made as they are gone through."""
    publication = Publication(library, site, day, problems)
    documents = [document_summary(publication, one, Comparisons(one)) for one in publication.documents]
    sources = [_source_summary(publication, source) for source in library.sources]
    every = in_order(change for one in documents for change in one.changes)
    current = [one.in_force for one in documents if one.in_force]
    found = {
        **in_force_places(library.settings, current),
        **change_places(every),
        **source_places([source.editions for source in sources if source.editions]),
        **site_places(site),
    }
    downloads = (
        *library_files(publication, [one.entry for one in sorted(documents, key=lambda one: one.id)]),
        *sources_files(publication, [entry for source in sources for entry in source.entries]),
        *schema_files(),
        *feed_files(publication, (entry for one in documents for entry in one.feed)),
        Download(addresses.LLMS, llms_text(site, (one.line for one in documents if one.line)).encode()),
        as_at_file(publication),
    )
    return Pages(_Printed(publication, documents), downloads, found)


def _source_summary(publication: Publication, source: Source) -> SourceSummary:
    citing = {one.id: len({found.document.id for found in publication.reliances(one)}) for one in source.editions}
    return source_summary(source, citing, publication.day, publication.site)


@dataclass(frozen=True)
class _Printed:
    """Every page, made anew each time they are gone through, so that few are held at once."""

    publication: Publication
    documents: Sequence[DocumentSummary]

    def __iter__(self) -> Iterator[Page]:
        for document in self.publication.documents:
            yield from document_pages(self.publication, document)
        yield from source_pages(self.publication)
        documents = self.documents
        yield from change_pages(self.publication, in_order(change for one in documents for change in one.changes))
        yield page_of_shown(self.publication, [one.shown for one in documents])
        yield from pages_of_everything(self.publication)
        yield page_of_offline(self.publication, [one.in_force for one in documents if one.in_force])
        yield from pages_of_status(self.publication, [one.tasks for one in documents])


def source_pages(publication: Publication) -> Iterator[Page]:
    """Yield the page of each edition of every source in *publication*, each with its copy for programs."""
    yield from beside(linked_data.of_editions(publication, edition_pages(publication)), edition_copies(publication))


def change_pages(publication: Publication, every: Sequence[Change]) -> Iterator[Page]:
    """Yield the pages of changes of each year; *every* change is given in order."""
    yield from linked_data.of_changes(publication, year_pages(publication, every))


def page_of_shown(publication: Publication, documents: Sequence[ShownDocument]) -> Page:
    """Return the page that tells what readers were shown on a day."""
    return linked_data.of_the_site(publication, shown_page(publication, documents))


def pages_of_everything(publication: Publication) -> Iterator[Page]:
    """Yield the pages that are the same whatever guidance there is; of the publication only the site is asked for."""
    yield linked_data.of_the_site(publication, search_page(publication))
    yield linked_data.of_the_site(publication, fields_page(publication))


def page_of_offline(publication: Publication, current: Sequence[InForce]) -> Page:
    """Return the page on reading without network."""
    return linked_data.of_the_site(publication, offline_page(publication, current))


def pages_of_status(publication: Publication, every: Sequence[Tasks]) -> Iterator[Page]:
    """Yield the pages on which owners see what to look after."""
    yield from linked_data.of_status(publication, status_pages(publication, every))


def document_pages(
    publication: Publication, document: DocumentOnDay, compared: Compared = compare_texts
) -> Iterator[Page]:
    """Yield every page of one document, each with its copies for programs."""
    comparisons = Comparisons(document, compared)
    pages = linked_data.of_document(publication, document, _document_pages(publication, document, comparisons))
    yield from beside(pages, document_copies(publication, document, comparisons))


def _document_pages(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Page]:
    yield from version_pages(publication, document, comparisons)
    yield history_page(publication, document)
    yield from changes_pages(publication, document, comparisons)
    if len(document.document.versions) > 1:
        data = tuple(rule_comparisons(publication, document, comparisons))
        yield replace(compare_page(publication, document, comparisons), copies=data)
    yield sources_page(publication, document)
    yield from rule_pages(publication, document, comparisons)
    for version in document.document.versions:
        yield check_page(publication, document, comparisons, version)
