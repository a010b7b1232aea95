"""The page that tells what readers were shown on a day, from the register, apart from what was in force on that day.

Pages are made before they are published, so the page cannot know the register: script reads it, and without script
the page says where it is and how it is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from inforce.model.catalogue import _
from inforce.site import addresses
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import ROOT, Page
from inforce.site.publication import Publication
from inforce.site.templates import render

_SCRIPT: Final = f'<script src="{ROOT}assets/javascripts/shown.js" defer></script>'


@dataclass(frozen=True)
class ShownDocument:
    """A document that can be asked for, with what no register tells: what was called off, and its withdrawal."""

    title: str
    id: str
    called_off: str
    withdrawn: str


@dataclass(frozen=True)
class ShownView:
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
        documents=tuple(sorted(documents, key=lambda document: (document.title, document.id))),
        register=publication.site.absolute(addresses.REGISTER),
    )
    return Page(
        address=address,
        title=f"{view.title} - {publication.site.name}",
        description=_("Which version of each document readers of this site were shown on a day, by its register."),
        body=render("shown.html", view),
        head=canonical_link(publication, address) + _SCRIPT,
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
    )
