"""Where any two versions of a document are compared: a form that script answers, and every page of changes there is."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from inforce.model.catalogue import _
from inforce.model.dataclass import dataclass
from inforce.model.guidance import Version
from inforce.site import addresses
from inforce.site.document.comparisons import WHAT_CHANGED, Comparisons, before
from inforce.site.document.print_header import Sheet, attributes, sheet
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import ROOT, Page
from inforce.site.phrases.names import number_and_standing
from inforce.site.prose import Link, link
from inforce.site.publication import Publication
from inforce.site.templates import render

_SCRIPT: Final = Markup('<script type="module" src="{}assets/javascripts/compare.js"></script>').format(ROOT)


@dataclass(frozen=True)
class VersionChoice:
    """A version that can be chosen: its number, and how it is named."""

    number: str
    name: str


@dataclass(frozen=True)
class CompareView:
    """Everything on the page, the newest version first; *index* is where the data of the comparisons begins."""

    sheet: Sheet
    document: Link
    title: str
    index: str
    choices: tuple[VersionChoice, ...]
    older: str
    newer: str
    each: tuple[Link, ...]
    since: tuple[Link, ...]


def compare_page(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Page:
    """Return the page where any two versions of *document*, which has several, are compared."""
    address = addresses.comparing(document.id)
    title = _("Compare versions of {title}", title=document.title)
    versions = document.document.versions
    view = CompareView(
        sheet=sheet(publication, document, document.shown),
        document=link(document.title, addresses.document(document.id)),
        title=title,
        index=f"{ROOT}{addresses.api(address)}",
        older=str(versions[-2].number),
        newer=str(versions[-1].number),
        choices=tuple(_choice(document, version) for version in reversed(versions)),
        each=tuple(_what_it_changed(new) for _old, new in reversed(comparisons.pairs)),
        since=tuple(_since(document)),
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
    )


def _choice(document: DocumentOnDay, version: Version) -> VersionChoice:
    return VersionChoice(str(version.number), number_and_standing(document, version))


def _what_it_changed(version: Version) -> Link:
    return link(_("What version {version} changed", version=version.number), addresses.changes_of_version(version))


def _since(document: DocumentOnDay) -> list[Link]:
    """Return a link to what changed since each version older than the one that the one in force changed."""
    current = document.current
    older = [version for version in document.document.versions if current and version.number < current.number]
    return [
        link(
            _("What changed since version {version}", version=version.number),
            addresses.check(version.check_code),
            WHAT_CHANGED,
        )
        for version in reversed(older)
        if current and version is not before(document, current)
    ]
