"""The lists that programs begin with, in parts, so that no file grows with the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from inforce.formats.records.documents import summary_record
from inforce.formats.records.schemas import SCHEMAS
from inforce.formats.records.sources import edition_summary
from inforce.formats.records.validity import document_valid_until, earliest, edition_valid_until
from inforce.site import addresses
from inforce.site.json_text import Record, day_or_none, encoded, record_file, whole_address
from inforce.site.page import Download
from inforce.site.publication import Publication

PART: Final = 200
"""How many entries a part holds."""


def library_files(publication: Publication) -> Iterator[Download]:
    """Yield the list of all documents, in parts by id, and where they are."""
    documents, site = sorted(publication.documents, key=lambda one: one.id), publication.site
    entries = [summary_record(document, site) for document in documents]
    until = earliest(document_valid_until(document) for document in documents)
    yield from _files(publication, "library", entries, until)


def sources_files(publication: Publication) -> Iterator[Download]:
    """Yield the list of all editions of all sources, in parts, and where they are."""
    day = publication.day
    editions = [edition for source in publication.library.sources for edition in source.editions]
    entries = [edition_summary(edition, day, publication.site) for edition in editions]
    until = earliest(edition_valid_until(edition, day) for edition in editions)
    yield from _files(publication, "sources", entries, until)


def as_at_file(publication: Publication) -> Download:
    """Return what says of which day the site is, in the time zone of the site."""
    record = {"as_at": publication.day.isoformat(), "time_zone": publication.library.settings.time_zone}
    return record_file(publication, "as-at", addresses.as_at(), record)


def schema_files() -> Iterator[Download]:
    """Yield the JSON Schema of each kind of record."""
    for kind, schema in SCHEMAS.items():
        yield Download(addresses.api_schema(kind), encoded(schema))


def _files(publication: Publication, name: str, entries: Sequence[Record], until: date | None) -> Iterator[Download]:
    known = {"valid_until": day_or_none(until)}
    parts = [entries[start : start + PART] for start in range(0, len(entries), PART)]
    where = [whole_address(publication.site, addresses.api_part(name, place)) for place in range(1, len(parts) + 1)]
    index = {**known, "entries": len(entries), "parts": where}
    yield record_file(publication, "index", addresses.api_index(name), index)
    for place, part in enumerate(parts, start=1):
        following = where[place] if place < len(parts) else None
        record = {**known, "part": place, "of": len(parts), "next": following, "entries": list(part)}
        yield record_file(publication, f"{name}-part", addresses.api_part(name, place), record)
