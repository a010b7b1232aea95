"""From the library and a day to everything that is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from inforce.formats import linked_data
from inforce.formats.copies import beside, document_copies, edition_copies, library_files, rule_comparisons
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
from inforce.site.overview.offline import offline_page
from inforce.site.overview.places import places, year_pages
from inforce.site.overview.shown import shown_page
from inforce.site.overview.status import status_pages
from inforce.site.page import Page, Pages, Part
from inforce.site.publication import Publication
from inforce.site.shares import Shares
from inforce.site.site_facts import SiteFacts
from inforce.site.source.edition import edition_pages


@dataclass(frozen=True)
class _Parts:
    """Every part, cut out anew each time they are gone through, so that few are held at once."""

    publication: Publication

    def __iter__(self) -> Iterator[Part]:
        shares = Shares(self.publication)
        for document in self.publication.documents:
            share = shares.of_document(document.document)
            make = partial(document_pages, share.publication, share.document(document.document))
            yield Part(f"guidance/{document.id}", make, share.said)
        for source in self.publication.library.sources:
            share = shares.of_source(source)
            yield Part(f"sources/{source.id}", partial(source_pages, share.publication), share.said)
        share = shares.of_everything()
        of_all = {"changes": _change_pages, "shown": _site_pages, "offline": _offline_pages, "status": _status_pages}
        for name, make_of_all in of_all.items():
            yield Part(name, partial(make_of_all, share.publication), share.said)


def make_pages(
    library: Library,
    site: SiteFacts,
    day: date,
    problems: Sequence[Problem],
) -> Pages:
    """Return everything that is printed of *library* on *day*; the pages are made as they are gone through."""
    publication = Publication(library, site, day, problems)
    return Pages(_Parts(publication), tuple(library_files(publication)), places(publication))


def source_pages(publication: Publication) -> Iterator[Page]:
    """Yield the page of each edition of every source in *publication*, each with its copy for programs."""
    yield from beside(linked_data.of_editions(publication, edition_pages(publication)), edition_copies(publication))


def _site_pages(publication: Publication) -> Iterator[Page]:
    yield linked_data.of_the_site(publication, shown_page(publication))


def _change_pages(publication: Publication) -> Iterator[Page]:
    yield from linked_data.of_changes(publication, year_pages(publication))


def _offline_pages(publication: Publication) -> Iterator[Page]:
    yield linked_data.of_the_site(publication, offline_page(publication))


def _status_pages(publication: Publication) -> Iterator[Page]:
    yield from linked_data.of_status(publication, status_pages(publication))


def document_pages(publication: Publication, document: DocumentOnDay) -> Iterator[Page]:
    """Yield every page of one document, each with its copies for programs."""
    comparisons = Comparisons(document)
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
    yield from rule_pages(publication, document)
    for version in document.document.versions:
        yield check_page(publication, document, comparisons, version)
