"""The lists that programs begin with, in parts, so that no file grows with the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Final

from inforce.formats.records.documents import summary_record
from inforce.formats.records.schemas import SCHEMAS
from inforce.formats.records.sources import edition_summary
from inforce.formats.records.validity import document_valid_until, earliest, edition_valid_until
from inforce.model.sources import Source
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.json_text import Record, day_or_none, encoded, record_file, whole_address
from inforce.site.overview.status import Figures, headings_of_figures
from inforce.site.page import Download
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts

PART: Final = 200
"""How many entries a part holds."""


def figures_files(every: Sequence[Figures]) -> Iterator[Download]:
    """Yield the figures of the page of status as JSON and as a table that spreadsheets open."""
    whole, *owners = ({**asdict(one), "since": day_or_none(one.since)} for one in every)
    whole.pop("owner")
    yield Download(addresses.figures("json"), encoded({**whole, "owners": owners}))
    cells = ((one.owner, one.in_force, one.in_date, one.overdue, one.since or "", one.replaced) for one in every[1:])
    table = "".join(",".join(map(_cell, row)) + "\r\n" for row in (headings_of_figures(), *cells))
    yield Download(addresses.figures("csv"), b"\xef\xbb\xbf" + table.encode())


def _cell(value: object) -> str:
    """Return a value as a spreadsheet shows it, and does not work it out."""
    words = str(value).replace('"', '""')
    return f'"\'{words}"' if words.startswith(("=", "+", "-", "@", "\t", "\r")) else f'"{words}"'


Entry = tuple[Record, date | None]
"""An entry of a list, and the last day on which it is known to hold."""


def library_entry(document: DocumentOnDay, site: SiteFacts) -> Entry:
    """Return *document* as the list of all documents has it."""
    return summary_record(document, site), document_valid_until(document)


def source_entries(source: Source, day: date, site: SiteFacts) -> list[Entry]:
    """Return the editions of *source* as the list of all editions has them."""
    return [(edition_summary(one, day, site), edition_valid_until(one, day)) for one in source.editions]


def library_files(publication: Publication, entries: Sequence[Entry]) -> Iterator[Download]:
    """Yield the list of all documents, given by id, in parts, and where they are."""
    yield from _files(publication, "library", entries)


def sources_files(publication: Publication, entries: Sequence[Entry]) -> Iterator[Download]:
    """Yield the list of all editions of all sources, in parts, and where they are."""
    yield from _files(publication, "sources", entries)


def as_at_file(publication: Publication) -> Download:
    """Return what says of which day the site is, in the time zone of the site."""
    record = {"as_at": publication.day.isoformat(), "time_zone": publication.library.settings.time_zone}
    return record_file(publication, "as-at", addresses.as_at(), record)


def schema_files() -> Iterator[Download]:
    """Yield the JSON Schema of each kind of record."""
    for kind, schema in SCHEMAS.items():
        yield Download(addresses.api_schema(kind), encoded(schema))


def _files(publication: Publication, name: str, entries: Sequence[Entry]) -> Iterator[Download]:
    known = {"valid_until": day_or_none(earliest(until for _record, until in entries))}
    records = [record for record, _until in entries]
    parts = [records[start : start + PART] for start in range(0, len(records), PART)]
    where = [whole_address(publication.site, addresses.api_part(name, place)) for place in range(1, len(parts) + 1)]
    index = {**known, "entries": len(entries), "parts": where}
    yield record_file(publication, "index", addresses.api_index(name), index)
    for place, part in enumerate(parts, start=1):
        following = where[place] if place < len(parts) else None
        record = {**known, "part": place, "of": len(parts), "next": following, "entries": list(part)}
        yield record_file(publication, f"{name}-part", addresses.api_part(name, place), record)
