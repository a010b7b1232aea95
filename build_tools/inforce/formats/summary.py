"""What the lists of a site have of one document or source: all that they are put together from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inforce.formats.feeds import FeedEntry, feed_entries
from inforce.formats.llms_text import Listed, listed_line
from inforce.formats.records.lists import Entry, library_entry, source_entries
from inforce.model.dataclass import dataclass
from inforce.model.sources import Source
from inforce.site.document.comparisons import Comparisons
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.places import Change, InForce, SourceEditions, changes, in_force, source_editions
from inforce.site.overview.shown import ShownDocument, shown_document
from inforce.site.overview.status import Tasks, tasks
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts


@dataclass(frozen=True)
class DocumentSummary:
    """A document as each list has it; None where a list has it not."""

    id: str
    is_withdrawn: bool
    in_force: InForce | None
    changes: tuple[Change, ...]
    shown: ShownDocument
    tasks: Tasks
    entry: Entry
    line: Listed | None
    feed: tuple[FeedEntry, ...]


@dataclass(frozen=True)
class SourceSummary:
    """A source as each list has it."""

    editions: SourceEditions | None
    entries: tuple[Entry, ...]


def document_summary(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> DocumentSummary:
    """Return *document* as each list has it."""
    return DocumentSummary(
        document.id,
        document.is_withdrawn,
        in_force(document),
        changes(document),
        shown_document(document),
        tasks(publication, document),
        library_entry(document, publication.site),
        listed_line(document, publication.site),
        feed_entries(document, comparisons),
    )


def source_summary(source: Source, citing: Mapping[str, int], day: date, site: SiteFacts) -> SourceSummary:
    """Return *source* as each list has it; *citing* is how many documents cite each edition."""
    return SourceSummary(source_editions(source, citing, day), tuple(source_entries(source, day, site)))
