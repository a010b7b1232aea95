"""Pages of one kind each: search results, reading offline, what readers were shown, and the fields of content files.

Pages are made before they are published, so the page cannot know the register: script reads it, and without script
the page says where it is and how it is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from inforce.model.catalogue import _, ngettext
from inforce.model.library import YesNo
from inforce.model.names import natural
from inforce.reading.field_reference import field_reference
from inforce.site import addresses
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.places import InForce
from inforce.site.page import ROOT, Heading, Page
from inforce.site.publication import Publication
from inforce.site.templates import render


class TopicView(NamedTuple):
    """A topic as it is chosen, and how much it holds, in words."""

    name: str
    label: str


class OfflineView(NamedTuple):
    """Everything on the page."""

    offered: bool
    topics: tuple[TopicView, ...]


def pages_by_topic(current: Sequence[InForce]) -> Mapping[str, tuple[str, ...]]:
    """Return the addresses of all documents in force, under each of their topics."""
    found: dict[str, list[str]] = defaultdict(list)
    for document in current:
        for topic in document.topics or (_("Other guidance"),):
            found[topic].append(addresses.document(document.id))
    return {topic: tuple(found[topic]) for topic in sorted(found, key=natural)}


def offline_page(publication: Publication, current: Sequence[InForce]) -> Page:
    """Return the page; of the publication only the site and the settings are asked for."""
    topics = tuple(TopicView(name, _label(name, len(pages))) for name, pages in pages_by_topic(current).items())
    offered = publication.library.settings.offline is YesNo.YES
    title = _("Read guidance offline")
    return Page(
        address=addresses.offline(),
        title=f"{title} - {publication.site.name}",
        description=_("How to read the guidance offline, and what to save first."),
        body=render("offline.html", OfflineView(offered, topics)),
        indexed=False,
    )


def _label(topic: str, documents: int) -> str:
    return ngettext("{topic} ({count} document)", "{topic} ({count} documents)", documents, topic=topic)


_SCRIPT: Final = f'<script src="{ROOT}assets/javascripts/search.js" defer></script>'


class SearchView(NamedTuple):
    """Everything on the page: *filters* by their names, and the way to the list of all guidance."""

    title: str
    filters: tuple[tuple[str, str], ...]
    list: Markup


def search_labels() -> Mapping[str, str]:
    """Return what readers are told of kinds and statuses, by the names that the index has."""
    return {
        "rule": _("Rule"),
        "guidance": _("Guidance"),
        "source": _("Source"),
        "page": _("Page"),
        "in-force": _("In force"),
        "upcoming": _("Not in force yet"),
        "superseded": _("Superseded"),
        "withdrawn": _("Withdrawn"),
        "replaced": _("Replaced"),
    }


def search_page(publication: Publication) -> Page:
    """Return the page of results."""
    view = SearchView(
        title=_("Search"),
        filters=(("kind", _("Kind")), ("status", _("Status")), ("topic", _("Topic")), ("owner", _("Owner"))),
        list=Markup('<a href="{}">{}</a>').format(ROOT, _("list")),
    )
    address = addresses.search()
    return Page(
        address=address,
        title=f"{view.title} - {publication.site.name}",
        description=_("Search all guidance by rule, law, owner or check code."),
        body=render("search.html", view),
        head=canonical_link(publication, address) + _SCRIPT,
        indexed=False,
    )


_SHOWN_SCRIPT: Final = f'<script src="{ROOT}assets/javascripts/shown.js" defer></script>'


class ShownDocument(NamedTuple):
    """A document that can be asked for, with what no register tells: what was cancelled, and its withdrawal."""

    title: str
    id: str
    called_off: str
    withdrawn: str
    formerly: str


class ShownView(NamedTuple):
    """Everything on the page; *register* is its whole address where the address of the site is known."""

    title: str
    zone: str
    documents: tuple[ShownDocument, ...]
    register: str


def shown_page(publication: Publication, documents: Iterable[ShownDocument]) -> Page:
    """Return the page for all *documents*; of the publication only the site and the settings are asked for."""
    address = addresses.shown()
    view = ShownView(
        title=_("What this site showed on a day"),
        zone=publication.library.settings.time_zone,
        documents=tuple(sorted(documents, key=lambda document: (natural(document.title), document.id))),
        register=publication.site.absolute(addresses.REGISTER),
    )
    return Page(
        address=address,
        title=f"{view.title} - {publication.site.name}",
        description=_("Which version of each document this site showed on a date."),
        body=render("shown.html", view),
        head=canonical_link(publication, address) + _SHOWN_SCRIPT,
        indexed=False,
    )


def shown_document(document: DocumentOnDay) -> ShownDocument:
    """Return *document* as it can be asked for."""
    details = document.document.details
    return ShownDocument(
        title=document.title,
        id=document.id,
        called_off=" ".join(str(one.version) for one in details.called_off),
        withdrawn=details.withdrawn.on.isoformat() if details.withdrawn else "",
        formerly=" ".join(one.id for one in details.formerly),
    )


def fields_title() -> str:
    """Return what the page is called."""
    return _("What a guidance file can contain")


def fields_page(publication: Publication) -> Page:
    """Return the page; it is the same for every library."""
    title = fields_title()
    files = field_reference()
    return Page(
        address=addresses.fields(),
        title=f"{title} - {publication.site.name}",
        description=_("Every field of a guidance file: what it is for and how to write it."),
        body=render("fields.html", (title, files)),
        contents=tuple(Heading(f"file_{place}", file.title) for place, file in enumerate(files, start=1)),
        indexed=False,
    )
