"""The history of a document: when each version applied, what it changed, on whose approval, and its record."""

from __future__ import annotations

from dataclasses import dataclass

from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.model.texts import paragraphs
from inforce.pages import addresses
from inforce.pages.change_words import approval_in_words, kind_in_words
from inforce.pages.comparisons import Comparisons
from inforce.pages.currency import days_in_words, sentence
from inforce.pages.document_on_day import DocumentOnDay
from inforce.pages.page import Page
from inforce.pages.plate import kind_of
from inforce.pages.prose import Link, link
from inforce.pages.publication import Publication
from inforce.pages.sheet import Sheet, attributes, sheet
from inforce.pages.standing_words import standing_in_words
from inforce.pages.templates import render
from inforce.pages.version_pages import canonical_link


@dataclass(frozen=True)
class HistoryItem:
    """A version in the history."""

    kind: str
    number: str
    standing: str
    title: str
    in_force: str
    called_off: tuple[str, ...]
    change_kind: str
    note: tuple[str, ...]
    approval: str
    check_code: str
    links: tuple[Link, ...]
    record: Link
    fingerprint: str


@dataclass(frozen=True)
class HistoryView:
    """Everything on the page of the history, the newest version first."""

    sheet: Sheet
    title: str
    document: Link
    items: tuple[HistoryItem, ...]


def history_page(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Page:
    """Return the page that lists every version of *document*."""
    address = addresses.history(document.id)
    versions = reversed(document.document.versions)
    title = _("All versions of {title}", title=document.title)
    view = HistoryView(
        sheet=sheet(publication, document, document.shown),
        title=title,
        document=link(document.title, addresses.document(document.id)),
        items=tuple(_item(document, comparisons, version) for version in versions),
    )
    return Page(
        address=address,
        title=f"{title} - {publication.site.name}",
        description=_(
            "When each version of {title} applied, what it changed and who approved it.", title=document.title
        ),
        body=render("history.html", view),
        layout="guidance",
        head=canonical_link(publication, address),
        attributes=attributes(publication, document, document.shown),
    )


def _item(document: DocumentOnDay, comparisons: Comparisons, version: Version) -> HistoryItem:
    standing = document.standing(version)
    change = version.text.change
    return HistoryItem(
        kind=kind_of(standing),
        number=str(version.number),
        standing=standing_in_words(standing),
        title=version.text.title,
        in_force=sentence(days_in_words(document, version)),
        called_off=paragraphs(off.reason) if (off := document.call_off(version)) else (),
        change_kind=sentence(kind_in_words(change.kind)),
        note=paragraphs(change.note),
        approval=approval_in_words(version.text.approved),
        check_code=version.check_code,
        links=_links(document, comparisons, version),
        record=link(f"{version.number}.yml", addresses.record(version)),
        fingerprint=version.fingerprint,
    )


def _links(document: DocumentOnDay, comparisons: Comparisons, version: Version) -> tuple[Link, ...]:
    previous, current, number = document.previous(version), document.current, version.number
    found: list[Link | None] = [link(_("Read version {version}", version=number), addresses.version(version))]
    if previous:
        found.append(comparisons.link(_("What version {version} changed", version=number), previous, version))
    if current and number < current.number:
        text = _("Compare {older} with version {newer}, in force", older=number, newer=current.number)
        found.append(comparisons.link(text, version, current))
    return tuple(one for one in found if one)
