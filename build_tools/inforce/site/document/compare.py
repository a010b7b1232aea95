"""The page of what a version changed, and the page where any two versions are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup

from inforce.compare.changes import VersionChanges
from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.site import addresses
from inforce.site.document.comparisons import WHAT_CHANGED, Comparisons, before
from inforce.site.document.notices import notices
from inforce.site.document.redline_rows import RedlineRows
from inforce.site.document.status_box import Sheet, attributes, sheet
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, Notice, link
from inforce.site.page import ROOT, Heading, Page
from inforce.site.phrases.changes import change_in_words, changes_name, kind_in_words, number_and_status
from inforce.site.phrases.currency import sentence
from inforce.site.publication import Publication
from inforce.site.templates import render

_SCRIPT: Final = Markup('<script type="module" src="{}assets/javascripts/compare.js"></script>').format(ROOT)


class VersionChoice(NamedTuple):
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
    return VersionChoice(str(version.number), number_and_status(document, version))


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


class ChangesView(NamedTuple):
    """Everything on the page."""

    sheet: Sheet
    document: Link
    title: str
    versions: tuple[Link, ...]
    notices: tuple[Notice, ...]
    kind: str
    note: tuple[str, ...]
    changes: RedlineRows


def changes_pages(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Page]:
    """Yield the page of each version that changed another."""
    for old, new in comparisons.pairs:
        yield _page(publication, document, comparisons.changes(old, new), comparisons.rows(old, new))


def _page(publication: Publication, document: DocumentOnDay, changes: VersionChanges, rows: RedlineRows) -> Page:
    old, new = changes.old, changes.new
    address = addresses.changes_of_version(new)
    return Page(
        address=address,
        title=f"{changes_name(old, new)} - {publication.site.name}",
        description=_(
            "What changed from version {older} to version {newer}, word by word.", older=old.number, newer=new.number
        ),
        body=render("changes.html", _view(publication, document, changes, rows)),
        layout="guidance",
        contents=tuple(Heading(row.id, row.heading) for row in rows.changed),
        head=canonical_link(publication, address),
        attributes=attributes(publication, document, new),
        indexed=False,
    )


def _view(publication: Publication, document: DocumentOnDay, changes: VersionChanges, rows: RedlineRows) -> ChangesView:
    old, new = changes.old, changes.new
    return ChangesView(
        sheet=sheet(publication, document, new),
        document=link(document.title, addresses.document(document.id)),
        title=_("What changed in version {version}", version=new.number),
        versions=(
            _version_link(document, new),
            _version_link(document, old),
            link(_("Compare other versions"), addresses.comparing(document.id)),
        ),
        notices=notices(publication, document, new),
        kind=sentence(kind_in_words(new.text.change.kind)),
        note=change_in_words(document.document, new),
        changes=rows,
    )


def _version_link(document: DocumentOnDay, version: Version) -> Link:
    text = _("Version {version}", version=number_and_status(document, version))
    return link(text, addresses.version(version))
