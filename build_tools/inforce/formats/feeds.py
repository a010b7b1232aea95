"""The changes for readers of feeds, as Atom (RFC 4287) and JSON Feed 1.1: of the whole site, and of each document.

An entry is a version that has come into force, one that was cancelled, or the withdrawal of a document; its time is
the beginning of the day on which that took place, in the time zone of the site. What nobody knows the day of is not in
feeds, and what lies ahead not before its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from inforce.formats.records.validity import standing_since, version_valid_until
from inforce.model.catalogue import N_, _, current_catalogue
from inforce.model.names import VersionNumber, paragraphs
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.events import Event, EventKind, events
from inforce.site.page import Download, Record, day_or_none, encoded
from inforce.site.phrases.changes import change_in_words
from inforce.site.publication import Publication
from inforce.site.templates import render

NEWEST: Final = 50
"""How many entries a feed holds."""

_STANDINGS: Final = "urn:inforce:standing"
"""Says what a category of an entry is one of."""

_SAID: Final = N_(
    "Each entry has the date on which a version came into force or was cancelled, or a document was withdrawn."
)


_NOTHING_YET: Final = date(1970, 1, 1)
"""When a feed without entries was last changed: Atom asks for a day, and there is none."""


@dataclass(frozen=True)
class FeedEntry:
    """An entry of a feed, whole; feeds have them by *order*, the greatest first."""

    order: tuple[str, str, VersionNumber, str]
    id: str
    address: str
    title: str
    day: date | None
    standing: Record
    content: str


def feed_entries(document: DocumentOnDay, comparisons: Comparisons) -> tuple[FeedEntry, ...]:
    """Return the newest entries of *document*: no feed has more of it."""
    come = [event for event in events(document) if event.has_come]
    return tuple(_entry(event, comparisons) for event in sorted(come, key=_order, reverse=True)[:NEWEST])


def feed_files(publication: Publication, entries: Iterable[FeedEntry]) -> Iterator[Download]:
    """Yield the feeds of the site; of the publication only the site and the settings are asked for."""
    yield from _feeds(publication, "", publication.site.name, entries)


def document_feeds(
    publication: Publication, document: DocumentOnDay, entries: Iterable[FeedEntry]
) -> Iterator[Download]:
    """Yield the feeds of *document*, which has these *entries*."""
    title = f"{document.title} - {publication.site.name}"
    yield from _feeds(publication, addresses.document(document.id), title, entries)


def _feeds(publication: Publication, page: str, title: str, entries: Iterable[FeedEntry]) -> Iterator[Download]:
    told = sorted(entries, key=lambda entry: entry.order, reverse=True)[:NEWEST]
    yield Download(addresses.atom(page), _atom(publication, page, title, told).encode())
    yield Download(addresses.json_feed(page), encoded(_json(publication, page, title, told)))


def _entry(event: Event, comparisons: Comparisons) -> FeedEntry:
    return FeedEntry(
        _order(event), event.id, event.address, event.title, event.day, _standing(event), _content(event, comparisons)
    )


def _order(event: Event) -> tuple[str, str, VersionNumber, str]:
    return (event.day or date.min).isoformat(), event.document.id, event.version.number, event.kind.value


def _why(entry: Event) -> tuple[str, ...]:
    if entry.kind is EventKind.BEGINS:
        return change_in_words(entry.document.document, entry.version)
    return (*paragraphs(entry.reason), *((entry.instead,) if entry.instead else ()))


def _content(entry: Event, comparisons: Comparisons) -> str:
    """Return why, and where a version begins what changed since the one before, as HTML."""
    note = "".join(Markup("<p>{}</p>").format(paragraph) for paragraph in _why(entry))
    previous = entry.document.previous(entry.version)
    if previous is None or entry.kind is not EventKind.BEGINS:
        return note
    return note + str(render("redline_fragment.html", comparisons.rows(previous, entry.version)))


def _moment(publication: Publication, day: date | None) -> str:
    zone = ZoneInfo(publication.library.settings.time_zone)
    return datetime.combine(day or _NOTHING_YET, time(), zone).isoformat()


def _atom(publication: Publication, page: str, title: str, told: list[FeedEntry]) -> str:
    site = publication.site
    updated = told[0].day if told else _NOTHING_YET
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{current_catalogue().language}">',
        f"<id>{uuid5(NAMESPACE_URL, f'{site.address or site.name}#{page}').urn}</id>",
        f"<title>{escape(title)}</title>",
        f"<subtitle>{escape(_(_SAID))}</subtitle>",
        f"<updated>{_moment(publication, updated)}</updated>",
        f"<author><name>{escape(site.name)}</name></author>",
    ]
    if site.address:
        parts += [_link("self", site.absolute(addresses.atom(page))), _link("alternate", site.absolute(page))]
    for entry in told:
        parts += [
            "<entry>",
            f"<id>{entry.id}</id>",
            f"<title>{escape(entry.title)}</title>",
            f"<updated>{_moment(publication, entry.day)}</updated>",
            *([_link("alternate", site.absolute(entry.address))] if site.address else ()),
            *_valid(entry),
            f'<content type="html">{escape(entry.content)}</content>',
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>"]) + "\n"


def _valid(entry: FeedEntry) -> Iterator[str]:
    """Yield how the version stands, and from which day to which, ".." where none is known."""
    facts = entry.standing
    since, until = facts["since"] or "..", facts["valid_until"] or ".."
    yield f'<category scheme="{_STANDINGS}" term="{facts["standing"]}"/>'
    yield f'<valid xmlns="http://purl.org/dc/terms/">{since}/{until}</valid>'


def _standing(entry: Event) -> Record:
    document, version = entry.document, entry.version
    return {
        "standing": document.standing(version).value,
        "since": day_or_none(standing_since(document, version)),
        "valid_until": day_or_none(version_valid_until(document, version)),
    }


def _link(relation: str, address: str) -> str:
    return f'<link rel="{relation}" href="{escape(address)}"/>'


def _json(publication: Publication, page: str, title: str, told: list[FeedEntry]) -> dict[str, Any]:
    site = publication.site
    where = {"home_page_url": site.absolute(page), "feed_url": site.absolute(addresses.json_feed(page))}
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": _(_SAID),
        "language": current_catalogue().language,
        **(where if site.address else {}),
        "items": [
            {
                "id": entry.id,
                **({"url": site.absolute(entry.address)} if site.address else {}),
                "title": entry.title,
                "content_html": entry.content,
                "date_published": _moment(publication, entry.day),
                "_standing": entry.standing,
            }
            for entry in told
        ],
    }
