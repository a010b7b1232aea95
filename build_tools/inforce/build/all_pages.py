"""From the library and a day to everything that is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from inforce.compare.text_comparison import Compared, compare_texts
from inforce.formats import linked_data
from inforce.formats.copies import beside, document_copies, edition_copies, library_files, rule_comparisons
from inforce.formats.records.lists import as_at_file
from inforce.model.library import Library
from inforce.model.problem import Problem
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
from inforce.site.overview.places import places, year_pages
from inforce.site.overview.search import search_page
from inforce.site.overview.shown import shown_page
from inforce.site.overview.status import status_pages
from inforce.site.page import Page, Pages
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
    downloads = (*library_files(publication), as_at_file(publication))
    return Pages(_Printed(publication), downloads, places(publication))


@dataclass(frozen=True)
class _Printed:
    """Every page, made anew each time they are gone through, so that few are held at once."""

    publication: Publication

    def __iter__(self) -> Iterator[Page]:
        for document in self.publication.documents:
            yield from document_pages(self.publication, document)
        yield from source_pages(self.publication)
        yield from overview_pages(self.publication)


def source_pages(publication: Publication) -> Iterator[Page]:
    """Yield the page of each edition of every source in *publication*, each with its copy for programs."""
    yield from beside(linked_data.of_editions(publication, edition_pages(publication)), edition_copies(publication))


def overview_pages(publication: Publication) -> Iterator[Page]:
    """Yield the pages that tell of all documents."""
    yield from linked_data.of_changes(publication, year_pages(publication))
    yield linked_data.of_the_site(publication, shown_page(publication))
    yield linked_data.of_the_site(publication, search_page(publication))
    yield linked_data.of_the_site(publication, offline_page(publication))
    yield linked_data.of_the_site(publication, fields_page(publication))
    yield from linked_data.of_status(publication, status_pages(publication))


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
