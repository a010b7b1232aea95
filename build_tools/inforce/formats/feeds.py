"""The changes for readers of feeds, as Atom (RFC 4287) and JSON Feed 1.1: of the whole site, and of each document.

An entry is a version that has come into force, one that was called off, or the withdrawal of a document; its time is
the beginning of the day on which that took place, in the time zone of the site. What nobody knows the day of is not in
feeds, and what lies ahead not before its day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from inforce.compare.changes import VersionChanges, compare
from inforce.formats.records.documents import standing_facts
from inforce.model.catalogue import N_, _, spoken
from inforce.model.guidance import Version
from inforce.model.names import VersionNumber
from inforce.model.texts import paragraphs
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.redline_rows import redline_rows
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.json_text import Record, encoded
from inforce.site.overview.events import Event, EventKind, events
from inforce.site.page import Download
from inforce.site.phrases.changes import change_in_words
from inforce.site.publication import Publication
from inforce.site.templates import render

Compared = Callable[[Version, Version], VersionChanges]
"""Says what changed from one version to another."""

NEWEST: Final = 50
"""How many entries a feed holds."""

_STANDINGS: Final = "urn:inforce:standing"
"""Says what a category of an entry is one of."""

_SAID: Final = N_(
    "Each entry is dated with the day from which a version is in force, or on which one was called off or a document "
    "withdrawn."
)


def feed_files(publication: Publication) -> Iterator[Download]:
    """Yield the feeds of the site."""
    entries = [entry for document in publication.documents for entry in _entries(document)]
    yield from _feeds(publication, "", publication.site.name, entries, compare)


def document_feeds(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Download]:
    """Yield the feeds of *document*."""
    title = f"{document.title} - {publication.site.name}"
    page = addresses.document(document.id)
    yield from _feeds(publication, page, title, _entries(document), comparisons.changes)


def _entries(document: DocumentOnDay) -> list[Event]:
    return [event for event in events(document) if event.has_come]


def _feeds(
    publication: Publication, page: str, title: str, entries: Iterable[Event], compared: Compared
) -> Iterator[Download]:
    newest = sorted(entries, key=_order, reverse=True)
    told = [(entry, _content(entry, compared)) for entry in newest[:NEWEST]]
    yield Download(addresses.atom(page), _atom(publication, page, title, told).encode())
    yield Download(addresses.json_feed(page), encoded(_json(publication, page, title, told)))


def _order(event: Event) -> tuple[date, str, VersionNumber, EventKind]:
    return event.day or date.min, event.document.id, event.version.number, event.kind


def _why(entry: Event) -> tuple[str, ...]:
    if entry.kind is EventKind.BEGINS:
        return change_in_words(entry.document.document, entry.version)
    return (*paragraphs(entry.reason), *((entry.instead,) if entry.instead else ()))


def _content(entry: Event, compared: Compared) -> str:
    """Return why, and where a version begins what changed since the one before, as HTML."""
    note = "".join(Markup("<p>{}</p>").format(paragraph) for paragraph in _why(entry))
    previous = entry.document.previous(entry.version)
    if previous is None or entry.kind is not EventKind.BEGINS:
        return note
    rows = redline_rows(compared(previous, entry.version), entry.document.library)
    return note + str(render("redline_fragment.html", rows))


def _moment(publication: Publication, day: date | None) -> str:
    zone = ZoneInfo(publication.library.settings.time_zone)
    return datetime.combine(day or publication.day, time(), zone).isoformat()


def _atom(publication: Publication, page: str, title: str, told: list[tuple[Event, str]]) -> str:
    site = publication.site
    updated = told[0][0].day if told else publication.day
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{spoken().language}">',
        f"<id>{uuid5(NAMESPACE_URL, f'{site.address or site.name}#{page}').urn}</id>",
        f"<title>{escape(title)}</title>",
        f"<subtitle>{escape(_(_SAID))}</subtitle>",
        f"<updated>{_moment(publication, updated)}</updated>",
        f"<author><name>{escape(site.name)}</name></author>",
    ]
    if site.address:
        parts += [_link("self", site.absolute(addresses.atom(page))), _link("alternate", site.absolute(page))]
    for entry, content in told:
        parts += [
            "<entry>",
            f"<id>{entry.id}</id>",
            f"<title>{escape(entry.title)}</title>",
            f"<updated>{_moment(publication, entry.day)}</updated>",
            *([_link("alternate", site.absolute(entry.address))] if site.address else ()),
            *_valid(entry),
            f'<content type="html">{escape(str(content))}</content>',
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>"]) + "\n"


def _valid(entry: Event) -> Iterator[str]:
    """Yield how the version stands, and from which day to which that is known to hold, ".." for no end known."""
    facts = _standing(entry)
    yield f'<category scheme="{_STANDINGS}" term="{facts["standing"]}"/>'
    yield f'<valid xmlns="http://purl.org/dc/terms/">{facts["as_at"]}/{facts["valid_until"] or ".."}</valid>'


def _standing(entry: Event) -> Record:
    facts = standing_facts(entry.document, entry.version)
    return {name: facts[name] for name in ("standing", "as_at", "valid_until")}


def _link(relation: str, address: str) -> str:
    return f'<link rel="{relation}" href="{escape(address)}"/>'


def _json(publication: Publication, page: str, title: str, told: list[tuple[Event, str]]) -> dict[str, Any]:
    site = publication.site
    where = {"home_page_url": site.absolute(page), "feed_url": site.absolute(addresses.json_feed(page))}
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": _(_SAID),
        "language": spoken().language,
        **(where if site.address else {}),
        "items": [
            {
                "id": entry.id,
                **({"url": site.absolute(entry.address)} if site.address else {}),
                "title": entry.title,
                "content_html": str(content),
                "date_published": _moment(publication, entry.day),
                "_standing": _standing(entry),
            }
            for entry, content in told
        ],
    }
