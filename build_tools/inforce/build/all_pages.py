"""Everything that is printed of one document, and the pages on all of them, each with its copies for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from inforce.compare.text_comparison import Compared, compare_texts
from inforce.formats import linked_data
from inforce.formats.copies import beside, document_copies, edition_copies, rule_comparisons
from inforce.formats.records.lists import figures_files
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
    year_pages,
)
from inforce.site.overview.search import search_page
from inforce.site.overview.shown import ShownDocument, shown_page
from inforce.site.overview.status import Tasks, figures, status_pages
from inforce.site.page import Page
from inforce.site.publication import Publication
from inforce.site.source.edition import edition_pages


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
    files = tuple(figures_files(figures(every)))
    for page in linked_data.of_status(publication, status_pages(publication, every)):
        yield replace(page, copies=(*page.copies, *files)) if page.address == addresses.status() else page


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
