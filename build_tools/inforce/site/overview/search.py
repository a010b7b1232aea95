"""The page of search results, which script fills from the index, and what the search calls what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from inforce.model.catalogue import _
from inforce.site import addresses
from inforce.site.document.version import canonical_link
from inforce.site.page import ROOT, Page
from inforce.site.publication import Publication
from inforce.site.templates import render

_SCRIPT: Final = f'<script src="{ROOT}assets/javascripts/search.js" defer></script>'


@dataclass(frozen=True)
class SearchView:
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
