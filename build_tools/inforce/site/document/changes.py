"""The comparison of two versions, rule by rule: what weighs most first, what stayed the same in a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from inforce.compare.changes import VersionChanges
from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.model.texts import paragraphs
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.notices import notices
from inforce.site.document.print_header import Sheet, attributes, sheet
from inforce.site.document.redline_rows import RedlineRows, redline_rows
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import Heading, Page
from inforce.site.phrases.names import changes_name, number_and_standing
from inforce.site.prose import Link, Notice, link
from inforce.site.publication import Publication
from inforce.site.templates import render


@dataclass(frozen=True)
class RedlineView:
    """Everything on the page that compares two versions."""

    sheet: Sheet
    document: Link
    title: str
    versions: tuple[Link, ...]
    notices: tuple[Notice, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    changes: Markup


def redline_pages(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Page]:
    """Yield a page for each pair of versions that is compared."""
    for old, new in comparisons.pairs:
        yield _page(publication, document, comparisons.changes(old, new))


def _page(publication: Publication, document: DocumentOnDay, changes: VersionChanges) -> Page:
    old, new = changes.old, changes.new
    rows = redline_rows(changes, publication.library)
    view = _view(publication, document, changes, rows)
    address = addresses.compare(document.id, old.number, new.number)
    name = changes_name(old, new)
    return Page(
        address=address,
        title=f"{name} - {publication.site.name}",
        description=_(
            "What changed from version {older} to version {newer}, word by word.", older=old.number, newer=new.number
        ),
        body=render("redline.html", view),
        layout="guidance",
        contents=tuple(Heading(row.id, row.heading) for row in rows.rules),
        head=canonical_link(publication, address),
        attributes=attributes(publication, document, new),
        indexed=False,
    )


def _view(publication: Publication, document: DocumentOnDay, changes: VersionChanges, rows: RedlineRows) -> RedlineView:
    old, new = changes.old, changes.new
    between = [version for version in document.document.versions if old.number < version.number <= new.number]
    return RedlineView(
        sheet=sheet(publication, document, new),
        document=link(document.title, addresses.document(document.id)),
        title=_("What changed from version {older} to {newer}", older=old.number, newer=new.number),
        versions=(
            _version_link(document, old),
            _version_link(document, new),
            link(_("Compare other versions"), addresses.comparing(document.id)),
        ),
        notices=notices(publication, document, new),
        notes=tuple((str(version.number), paragraphs(version.text.change.note)) for version in between),
        changes=render("redline_changes.html", rows),
    )


def _version_link(document: DocumentOnDay, version: Version) -> Link:
    text = _("Version {version}", version=number_and_standing(document, version))
    return link(text, addresses.version(version))
