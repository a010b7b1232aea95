"""The changes for readers of feeds, as Atom (RFC 4287) and JSON Feed 1.1: of the whole site, and of each document.

An entry is a version that has come into force; its time is the beginning of the day from which it is in force, in the
time zone of the site. Versions of which nobody knows that day are not in feeds, and upcoming ones not before their day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from inforce.checks.changes import compare
from inforce.model.catalogue import N_, _, spoken
from inforce.model.guidance import Version
from inforce.model.texts import paragraphs
from inforce.pages import addresses
from inforce.pages.api.encoding import encoded
from inforce.pages.document_on_day import DocumentOnDay
from inforce.pages.names import version_name
from inforce.pages.page import Download
from inforce.pages.publication import Publication
from inforce.pages.redline_rows import redline_rows
from inforce.pages.templates import render

NEWEST: Final = 50
"""How many entries a feed holds."""

_SAID: Final = N_("Each entry is dated with the day from which the version is in force.")


@dataclass(frozen=True)
class _Entry:
    document: DocumentOnDay
    version: Version
    day: date

    @property
    def id(self) -> str:
        return UUID(bytes=bytes.fromhex(self.version.fingerprint[:32]), version=5).urn

    @property
    def title(self) -> str:
        return version_name(self.version)


def feed_files(publication: Publication) -> Iterator[Download]:
    """Yield the feeds of the site."""
    entries = [entry for document in publication.documents for entry in _entries(document)]
    yield from _feeds(publication, "", publication.site.name, entries)


def document_feeds(publication: Publication, document: DocumentOnDay) -> Iterator[Download]:
    """Yield the feeds of *document*."""
    title = f"{document.title} - {publication.site.name}"
    yield from _feeds(publication, addresses.document(document.id), title, _entries(document))


def _entries(document: DocumentOnDay) -> list[_Entry]:
    return [
        _Entry(document, version, version.in_force_from)
        for version in document.document.versions
        if version.in_force_from and version.in_force_from <= document.day and document.period(version).lasts
    ]


def _feeds(publication: Publication, page: str, title: str, entries: Iterable[_Entry]) -> Iterator[Download]:
    newest = sorted(entries, key=lambda entry: (entry.day, entry.document.id, entry.version.number), reverse=True)
    told = [(entry, _content(entry)) for entry in newest[:NEWEST]]
    yield Download(addresses.atom(page), _atom(publication, page, title, told).encode())
    yield Download(addresses.json_feed(page), encoded(_json(publication, page, title, told)))


def _content(entry: _Entry) -> str:
    """Return the note of the change and what changed since the version before, as HTML."""
    note = "".join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs(entry.version.text.change.note))
    previous = entry.document.previous(entry.version)
    if previous is None:
        return note
    rows = redline_rows(compare(previous, entry.version), entry.document.library)
    return note + str(render("redline_fragment.html", rows))


def _moment(publication: Publication, day: date) -> str:
    return datetime.combine(day, time(), ZoneInfo(publication.library.settings.time_zone)).isoformat()


def _atom(publication: Publication, page: str, title: str, told: list[tuple[_Entry, str]]) -> str:
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
            *([_link("alternate", site.absolute(addresses.version(entry.version)))] if site.address else ()),
            f'<content type="html">{escape(str(content))}</content>',
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>"]) + "\n"


def _link(relation: str, address: str) -> str:
    return f'<link rel="{relation}" href="{escape(address)}"/>'


def _json(publication: Publication, page: str, title: str, told: list[tuple[_Entry, str]]) -> dict[str, Any]:
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
                **({"url": site.absolute(addresses.version(entry.version))} if site.address else {}),
                "title": entry.title,
                "content_html": str(content),
                "date_published": _moment(publication, entry.day),
            }
            for entry, content in told
        ],
    }
