"""The changes for readers of feeds, as Atom (RFC 4287) and JSON Feed 1.1: of the whole site, and of each document.

An entry is a version that has come into force, one that was cancelled, or the withdrawal of a document. It is dated by
when readers were told: the beginning of the day on which that took place, in the time zone of the site, or the moment
at which that was published where it came later. What nobody knows the day of is not in feeds, and what lies
ahead not before its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from inforce.model.catalogue import N_, _, current_catalogue
from inforce.model.names import VersionNumber, paragraphs
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document_on_day import DocumentOnDay, status_since, version_valid_until
from inforce.site.overview.events import Event, EventKind, events, told_after
from inforce.site.page import Download, Record, day_or_none, encoded
from inforce.site.phrases.changes import change_in_words
from inforce.site.publication import Publication
from inforce.site.templates import render

NEWEST: Final = 50
"""How many entries a feed holds."""

_STATUSES: Final = "urn:inforce:status"
"""Says what a category of an entry is one of."""

_SAID: Final = N_(
    "Each entry has the date on which this site first said that a version is in force or cancelled, or that a document "
    "is withdrawn."
)


_NOTHING_YET: Final = "1970-01-01T00:00:00+00:00"
"""When a feed without entries was last changed: Atom asks for a moment, and there is none."""


class FeedEntry(NamedTuple):
    """An entry of a feed, whole: what happened on *day*, and when readers were *told*, as ISO with a time zone."""

    document: str
    version: VersionNumber
    kind: str
    day: date
    told: str
    id: str
    address: str
    title: str
    status: Record
    content: str

    @property
    def order(self) -> tuple[str, str, str, VersionNumber, str]:
        """Feeds have entries by this, the greatest first: what readers were told last, and then what is newest."""
        moment = datetime.fromisoformat(self.told).astimezone(UTC).isoformat()
        return moment, self.day.isoformat(), self.document, self.version, self.kind


def feed_entries(document: DocumentOnDay, comparisons: Comparisons) -> tuple[FeedEntry, ...]:
    """Return the entries of *document* as they are where nothing is known of when it was published."""
    return tuple(_entry(event, event.day, comparisons) for event in events(document) if event.has_come and event.day)


def told(entries: Iterable[FeedEntry], published: Mapping[str, datetime], zone: ZoneInfo) -> tuple[FeedEntry, ...]:
    """Return the newest of the *entries* of a document by when readers were told; no feed has more of it."""
    dated = (_told(entry, published, zone) for entry in entries)
    return tuple(sorted(dated, key=lambda entry: entry.order, reverse=True)[:NEWEST])


def _told(entry: FeedEntry, published: Mapping[str, datetime], zone: ZoneInfo) -> FeedEntry:
    later = told_after(entry.kind, entry.version, entry.day, published, zone)
    return entry._replace(told=later.isoformat()) if later else entry


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
    newest = sorted(entries, key=lambda entry: entry.order, reverse=True)[:NEWEST]
    yield Download(addresses.atom(page), _atom(publication, page, title, newest).encode())
    yield Download(addresses.json_feed(page), encoded(_json(publication, page, title, newest)))


def _entry(event: Event, day: date, comparisons: Comparisons) -> FeedEntry:
    begins = datetime.combine(day, time(), ZoneInfo(event.document.library.settings.time_zone))
    return FeedEntry(
        event.document.id,
        event.version.number,
        event.kind.value,
        day,
        begins.isoformat(),
        event.id,
        event.address,
        event.title,
        _status(event),
        _content(event, comparisons),
    )


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


def _atom(publication: Publication, page: str, title: str, entries: list[FeedEntry]) -> str:
    site = publication.site
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{current_catalogue().language}">',
        f"<id>{uuid5(NAMESPACE_URL, f'{site.address or site.name}#{page}').urn}</id>",
        f"<title>{escape(title)}</title>",
        f"<subtitle>{escape(_(_SAID))}</subtitle>",
        f"<updated>{entries[0].told if entries else _NOTHING_YET}</updated>",
        f"<author><name>{escape(site.name)}</name></author>",
    ]
    if site.address:
        parts += [_link("self", site.absolute(addresses.atom(page))), _link("alternate", site.absolute(page))]
    for entry in entries:
        parts += [
            "<entry>",
            f"<id>{entry.id}</id>",
            f"<title>{escape(entry.title)}</title>",
            f"<updated>{entry.told}</updated>",
            *([_link("alternate", site.absolute(entry.address))] if site.address else ()),
            *_valid(entry),
            f'<content type="html">{escape(entry.content)}</content>',
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>"]) + "\n"


def _valid(entry: FeedEntry) -> Iterator[str]:
    """Yield how the version stands, and from which day to which, ".." where none is known."""
    facts = entry.status
    since, until = facts["since"] or "..", facts["valid_until"] or ".."
    yield f'<category scheme="{_STATUSES}" term="{facts["status"]}"/>'
    yield f'<valid xmlns="http://purl.org/dc/terms/">{since}/{until}</valid>'


def _status(entry: Event) -> Record:
    document, version = entry.document, entry.version
    return {
        "status": document.status(version).value,
        "since": day_or_none(status_since(document, version)),
        "valid_until": day_or_none(version_valid_until(document, version)),
    }


def _link(relation: str, address: str) -> str:
    return f'<link rel="{relation}" href="{escape(address)}"/>'


def _json(publication: Publication, page: str, title: str, entries: list[FeedEntry]) -> dict[str, Any]:
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
                "date_published": entry.told,
                "_status": entry.status,
            }
            for entry in entries
        ],
    }
