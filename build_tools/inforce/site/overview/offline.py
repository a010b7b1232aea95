"""The page on reading without network, and what can be saved for it: the guidance in force, by topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inforce.model.catalogue import _, ngettext
from inforce.model.settings import YesNo
from inforce.site import addresses
from inforce.site.overview.places import InForce
from inforce.site.page import Page
from inforce.site.publication import Publication
from inforce.site.templates import render


@dataclass(frozen=True)
class TopicView:
    """A topic as it is chosen, and how much it holds, in words."""

    name: str
    label: str


@dataclass(frozen=True)
class OfflineView:
    """Everything on the page."""

    offered: bool
    topics: tuple[TopicView, ...]


def pages_by_topic(current: Sequence[InForce]) -> Mapping[str, tuple[str, ...]]:
    """Return the addresses of all documents in force, under each of their topics."""
    found: dict[str, list[str]] = defaultdict(list)
    for document in current:
        for topic in document.topics or (_("Other guidance"),):
            found[topic].append(addresses.document(document.id))
    return {topic: tuple(found[topic]) for topic in sorted(found, key=str.casefold)}


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
