"""The page of what a version changed: how many rules in which way, then each of them in their order."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.compare.changes import VersionChanges
from inforce.model.catalogue import _
from inforce.model.dataclass import dataclass
from inforce.model.guidance import Version
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.notices import notices
from inforce.site.document.print_header import Sheet, attributes, sheet
from inforce.site.document.redline_rows import RedlineRows, redline_rows
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import Heading, Page
from inforce.site.phrases.changes import change_in_words, kind_in_words
from inforce.site.phrases.currency import sentence
from inforce.site.phrases.names import changes_name, number_and_standing
from inforce.site.prose import Link, Notice, link
from inforce.site.publication import Publication
from inforce.site.templates import render


@dataclass(frozen=True)
class ChangesView:
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
        yield _page(publication, document, comparisons.changes(old, new))


def _page(publication: Publication, document: DocumentOnDay, changes: VersionChanges) -> Page:
    old, new = changes.old, changes.new
    rows = redline_rows(changes, publication.library, linked=True)
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
    text = _("Version {version}", version=number_and_standing(document, version))
    return link(text, addresses.version(version))
