"""Where any two versions of a document are compared: a form for script to answer, and every comparison that is ready.

The comparison of an older version with the one in force has a page for as long as that one is in force. Afterwards a
few lines at its address lead here, so that a link that was kept still answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from inforce.formats.copies import former_records
from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.model.names import VersionNumber
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.print_header import Sheet, attributes, sheet
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import ROOT, Download, Page
from inforce.site.phrases.names import changes_name, number_and_standing
from inforce.site.prose import Link, link
from inforce.site.publication import Publication
from inforce.site.templates import render

Pair = tuple[Version, Version]

ReadyLink = tuple[str, Link]
"""The two versions of a comparison, and the link to its page."""

_SCRIPT: Final = Markup('<script type="module" src="{}assets/javascripts/compare/page.js"></script>').format(ROOT)


@dataclass(frozen=True)
class VersionChoice:
    """A version that can be chosen: its number, and how it is named."""

    number: str
    name: str


@dataclass(frozen=True)
class CompareView:
    """Everything on the page where versions are compared, the newest version first."""

    sheet: Sheet
    document: Link
    title: str
    records: str
    versions: str
    choices: tuple[VersionChoice, ...]
    older: str
    newer: str
    one_by_one: tuple[ReadyLink, ...]
    with_current: tuple[ReadyLink, ...]


@dataclass(frozen=True)
class FormerView:
    """What stands at the address of a comparison that has no page any more."""

    title: str
    href: str


def compare_page(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Page:
    """Return the page where any two versions of *document* are compared."""
    address = addresses.comparing(document.id)
    title = _("Compare versions of {title}", title=document.title)
    versions = document.document.versions
    following = {(old.number, new.number) for old, new in pairwise(versions)}
    view = CompareView(
        sheet=sheet(publication, document, document.shown),
        document=link(document.title, addresses.document(document.id)),
        title=title,
        records=f"{ROOT}{addresses.api_folder(document.id)}",
        versions=f"{ROOT}{addresses.api(addresses.document(document.id))}",
        older=str(versions[-2].number),
        newer=str(versions[-1].number),
        choices=tuple(_choice(document, version) for version in reversed(versions)),
        one_by_one=_links(document, [pair for pair in comparisons.pairs if _numbers(pair) in following]),
        with_current=_links(document, [pair for pair in comparisons.pairs if _numbers(pair) not in following]),
    )
    return Page(
        address=address,
        title=f"{title} - {publication.site.name}",
        description=_("What changed between any two versions of {title}, word by word.", title=document.title),
        body=render("compare.html", view),
        layout="guidance",
        head=f"{canonical_link(publication, address)}{_SCRIPT}",
        attributes=attributes(publication, document, document.shown),
        indexed=False,
        copies=(*former_comparisons(document, comparisons), *former_records(publication, document, comparisons)),
    )


def former_comparisons(document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Download]:
    """Yield what stands at the address of each comparison that has no page any more: the way to `compare_page`."""
    for old, new in comparisons.former_pairs:
        view = FormerView(
            title=changes_name(old, new),
            href=f"../?old={old.number}&new={new.number}",
        )
        html: Markup = render("former_comparison.html", view)
        yield Download(f"{addresses.compare(document.id, old.number, new.number)}index.html", html.encode())


def _choice(document: DocumentOnDay, version: Version) -> VersionChoice:
    return VersionChoice(str(version.number), number_and_standing(document, version))


def _numbers(pair: Pair) -> tuple[VersionNumber, VersionNumber]:
    return pair[0].number, pair[1].number


def _links(document: DocumentOnDay, pairs: list[Pair]) -> tuple[ReadyLink, ...]:
    """Return a link to the page of each pair, the newest first."""
    return tuple(
        (
            f"{old.number}..{new.number}",
            link(
                _("From version {older} to version {newer}", older=old.number, newer=new.number),
                addresses.compare(document.id, old.number, new.number),
            ),
        )
        for old, new in sorted(pairs, key=lambda pair: (pair[1].number, pair[0].number), reverse=True)
    )
