"""What stands beside the pages for programs, and what the lists of a site have of each document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final, NamedTuple

from markupsafe import escape

from inforce.formats.feeds import FeedEntry, document_feeds
from inforce.formats.markdown import Listed, document_markdown, listed_line, version_markdown
from inforce.formats.records.comparisons import ComparisonData, redline_record
from inforce.formats.records.documents import (
    Entry,
    currency_record,
    document_record,
    edition_record,
    history_record,
    library_entry,
    source_entries,
)
from inforce.formats.records.versions import rule_record, version_record
from inforce.formats.redline_text import as_markdown, lasting_document
from inforce.model.numbering import rule_lines
from inforce.model.sources import Source
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.rule_history import RuleHistory
from inforce.site.document.timemap import LINK_FORMAT, timemap
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.places import Change, InForce, SourceEditions, changes, in_force, source_editions
from inforce.site.overview.single_pages import ShownDocument, shown_document
from inforce.site.overview.status import Tasks, tasks
from inforce.site.page import ROOT, Download, Page, Record, record_file
from inforce.site.publication import Publication, SiteFacts

Published = Mapping[str, datetime]
"""When readers were told of the versions of a document, by number, and of each `TakenBack`, as far as is known."""

Copies = Iterable[tuple[str, Download]]
"""Files, each with the address of the page whose copy it is."""

_TYPES: Final[Mapping[str, str]] = {
    "feed.json": "application/feed+json",
    "feed.xml": "application/atom+xml",
    "index.md": "text/markdown",
    "timemap.link": LINK_FORMAT,
}
"""The types of copies by their names; all others are records."""

_RECORD: Final = "application/json"
# The theme's script takes each [rel=alternate] for a translation of the whole site and asks for its sitemap; with a
# space behind the word it is the same relation to every other reader, for rel is a list parted by spaces.
_RELATIONS: Final = {"timemap.link": "timemap"}


def beside(pages: Iterable[Page], copies: Copies, made_elsewhere: Iterable[tuple[str, str]] = ()) -> Iterator[Page]:
    """Yield each page with its copies, and with links in its head to them and to those that are *made elsewhere*.

    Of these the addresses are given, each with that of its page.
    """
    found, others = defaultdict[str, list[Download]](list), defaultdict[str, list[str]](list)
    for address, copy in copies:
        found[address].append(copy)
    for address, other in made_elsewhere:
        others[address].append(other)
    for page in pages:
        own = found[page.address]
        links = "".join(
            f'<link rel="{_relation(address)}" type="{_type(address)}" href="{ROOT}{escape(address)}">'
            for address in (*(copy.address for copy in own), *others[page.address])
        )
        yield replace(page, head=f"{page.head}{links}", copies=(*page.copies, *own))


def _relation(address: str) -> str:
    return _RELATIONS.get(address.rpartition("/")[2], "alternate ")


def _type(address: str) -> str:
    return _TYPES.get(address.rpartition("/")[2], _RECORD)


def document_copies(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Copies:
    """Yield the copies of every page of *document* that has any, but for what says when it was published."""
    site, page = publication.site, addresses.document(document.id)
    yield page, _record(publication, "document", page, document_record(document, site))
    currency = currency_record(document)
    yield page, record_file(publication, "currency", addresses.currency(document.id), currency)
    yield page, Download(addresses.markdown(page), document_markdown(document, site).encode())
    yield page, Download(addresses.timemap(document.id), timemap(document, site).encode())
    for version in document.document.versions:
        page = addresses.version(version)
        yield page, _record(publication, "version", page, version_record(document, version, site))
        yield page, Download(addresses.markdown(page), version_markdown(document, version, site).encode())
    yield from _rule_records(publication, document)
    for old, new in comparisons.pairs:
        page = addresses.changes_of_version(new)
        changes = comparisons.changes(old, new)
        record = redline_record(document, changes, site)
        yield page, _record(publication, "redline", page, record)
        redline = lasting_document(document, changes, comparisons.rows(old, new))
        yield page, Download(addresses.markdown(page), as_markdown(redline).encode())
    if comparisons.pairs:
        page = addresses.comparing(document.id)
        yield page, _record(publication, "comparison", page, _comparison_data(document, comparisons).index())


def feed_links(document: DocumentOnDay) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the feeds of *document*, each with that of its page."""
    page = addresses.document(document.id)
    yield from ((page, address) for address in (addresses.atom(page), addresses.json_feed(page)))


def history_copies(
    publication: Publication, document: DocumentOnDay, published: Published, feed: Iterable[FeedEntry]
) -> Iterator[Download]:
    """Yield the files that say when *document* was published: its record first, and its feeds of the entries *feed*."""
    page = addresses.history(document.id)
    yield _record(publication, "history", page, history_record(document, published))
    yield from document_feeds(publication, document, feed)


def rule_comparisons(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Download]:
    """Yield what the page of free comparison reads of each rule of several wordings."""
    for name, record in _comparison_data(document, comparisons).of_rules():
        yield record_file(publication, "rule-comparison", addresses.comparison_of(document.id, name), record)


def _comparison_data(document: DocumentOnDay, comparisons: Comparisons) -> ComparisonData:
    """Return what the index and the records of rules are both made of: it is worked out once."""
    return document.once(
        ComparisonData,
        lambda: ComparisonData(
            document.id, document.document.versions, comparisons.lines, document.library, comparisons.compared
        ),
    )


def _rule_records(publication: Publication, document: DocumentOnDay) -> Copies:
    """Yield the record of every rule, at the address of each of its ids."""
    for line in rule_lines(document.document):
        record = rule_record(RuleHistory(document, line), publication.site)
        for name in line.ids:
            page = addresses.rule(document.id, name)
            yield page, _record(publication, "rule", page, record)


def edition_copies(publication: Publication) -> Copies:
    """Yield the record of every edition of every source."""
    for source in publication.library.sources:
        for edition in source.editions:
            page = addresses.edition(source.id, edition.id)
            yield page, _record(publication, "edition", page, edition_record(publication, edition))


def _record(publication: Publication, kind: str, page: str, record: Record) -> Download:
    return record_file(publication, kind, addresses.api(page), record)


class DocumentSummary(NamedTuple):
    """A document as each list has it; None where a list has it not."""

    id: str
    is_withdrawn: bool
    in_force: InForce | None
    changes: tuple[Change, ...]
    shown: ShownDocument
    tasks: Tasks
    entry: Entry
    line: Listed | None


class SourceSummary(NamedTuple):
    """A source as each list has it."""

    editions: SourceEditions | None
    entries: tuple[Entry, ...]


def document_summary(publication: Publication, document: DocumentOnDay, published: Published) -> DocumentSummary:
    """Return *document*, of which readers were told when it was *published*, as each list has it."""
    return DocumentSummary(
        document.id,
        document.is_withdrawn,
        in_force(document),
        changes(document, published),
        shown_document(document),
        tasks(publication, document),
        library_entry(document, publication.site),
        listed_line(document, publication.site),
    )


def source_summary(source: Source, citing: Mapping[str, int], day: date, site: SiteFacts) -> SourceSummary:
    """Return *source* as each list has it; *citing* is how many documents cite each edition."""
    return SourceSummary(source_editions(source, citing, day), tuple(source_entries(source, day, site)))
