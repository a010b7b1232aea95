"""Everything that is printed of a library on a day, made at once; a build makes the same target by target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from inforce.build.pages import (
    change_pages,
    document_pages,
    page_of_history,
    page_of_offline,
    page_of_shown,
    pages_of_everything,
    pages_of_status,
    source_pages,
)
from inforce.formats.copies import DocumentSummary, Published, SourceSummary, document_summary, source_summary
from inforce.formats.feeds import FeedEntry, feed_entries, feed_files, told
from inforce.formats.markdown import llms_text
from inforce.formats.records.documents import as_at_file, library_files, sources_files
from inforce.formats.records.schemas import schema_files
from inforce.model.library import Library
from inforce.model.problem import Problem
from inforce.model.sources import Source
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.places import (
    change_places,
    in_force_places,
    in_order,
    site_places,
    source_places,
)
from inforce.site.page import Download, Page
from inforce.site.publication import Publication, SiteFacts


@dataclass(frozen=True)
class Pages:
    """All that is made from the library: pages, downloads, and the HTML for named places on ordinary pages."""

    printed: Iterable[Page]
    downloads: tuple[Download, ...]
    places: Mapping[str, str]


def make_pages(
    library: Library,
    site: SiteFacts,
    day: date,
    problems: Sequence[Problem],
    published: Mapping[str, Published] | None = None,
) -> Pages:
    """Return everything that is made of *library* on *day*; the pages are made as they are gone through.

    *published* says when the versions of each document were, by its id.
    """
    publication = Publication(library, site, day, problems)
    documents = [document_summary(publication, one, (published or {}).get(one.id, {})) for one in publication.documents]
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
        *feed_files(publication, (entry for one in publication.documents for entry in _feed(one, published or {}))),
        Download(addresses.LLMS, llms_text(site, (one.line for one in documents if one.line)).encode()),
        as_at_file(publication),
    )
    return Pages(_Printed(publication, documents, published or {}), downloads, found)


def _feed(document: DocumentOnDay, published: Mapping[str, Published]) -> tuple[FeedEntry, ...]:
    zone = ZoneInfo(document.library.settings.time_zone)
    return told(feed_entries(document, Comparisons(document)), published.get(document.id, {}), zone)


def _source_summary(publication: Publication, source: Source) -> SourceSummary:
    citing = {one.id: len({found.document.id for found in publication.reliances(one)}) for one in source.editions}
    return source_summary(source, citing, publication.day, publication.site)


@dataclass(frozen=True)
class _Printed:
    """Every page, made anew each time they are gone through, so that few are held at once."""

    publication: Publication
    documents: Sequence[DocumentSummary]
    published: Mapping[str, Published]

    def __iter__(self) -> Iterator[Page]:
        for document in self.publication.documents:
            yield from document_pages(self.publication, document, Comparisons(document))
            published = self.published.get(document.id, {})
            yield page_of_history(self.publication, document, published, _feed(document, self.published))
        yield from source_pages(self.publication)
        documents = self.documents
        yield from change_pages(self.publication, in_order(change for one in documents for change in one.changes))
        yield page_of_shown(self.publication, [one.shown for one in documents])
        yield from pages_of_everything(self.publication)
        yield page_of_offline(self.publication, [one.in_force for one in documents if one.in_force])
        yield from pages_of_status(self.publication, [one.tasks for one in documents])
