"""The page to which the check code on a copy leads: whether the copy is current, and if not, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from inforce.model.catalogue import _
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.names import paragraphs
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons, where_compared
from inforce.site.document.notices import notices
from inforce.site.document.redline_rows import RedlineRows
from inforce.site.document.status_box import Sheet, StatusBox, attributes, sheet, status_box, status_label
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, Notice, link
from inforce.site.page import Page
from inforce.site.phrases.currency import status_in_words
from inforce.site.phrases.verdicts import as_named
from inforce.site.publication import Publication
from inforce.site.templates import render


class CheckView(NamedTuple):
    """Everything on the page."""

    sheet: Sheet
    code: str
    title: str
    answer: str
    status_box: StatusBox
    links: tuple[Link, ...]
    notices: tuple[Notice, ...]
    changes_heading: str
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    changed: RedlineRows | None
    owner: str
    contact: str
    valid_for: str


def check_page(publication: Publication, document: DocumentOnDay, comparisons: Comparisons, version: Version) -> Page:
    """Return the page for copies of *version*."""
    address = addresses.check(version.check_code)
    view = _view(publication, document, comparisons, version)
    return Page(
        address=address,
        title=f"{_title(document, version)} - {publication.site.name}",
        description=_(
            "Whether copies of {title}, version {version}, are current.",
            title=version.text.title,
            version=version.number,
        ),
        body=render("check.html", view),
        layout="guidance",
        head=canonical_link(publication, address),
        attributes=attributes(publication, document, version),
        indexed=False,
    )


def _title(document: DocumentOnDay, version: Version) -> str:
    status = status_in_words(document, version)
    return _("Check code {code}: {status}", code=version.check_code, status=status)


def _view(publication: Publication, document: DocumentOnDay, comparisons: Comparisons, version: Version) -> CheckView:
    details, current = document.document.details, document.current
    newer = current if current and version.number < current.number else None
    between = [later for later in document.document.applying if newer and version.number < later.number <= newer.number]
    return CheckView(
        sheet=sheet(publication, document, version),
        code=version.check_code,
        title=version.text.title,
        answer=_answer(document, version),
        status_box=status_box(publication, document, version),
        links=_links(document, version),
        notices=notices(publication, document, version),
        changes_heading=_("What changed since version {version}", version=version.number),
        notes=tuple((str(later.number), paragraphs(later.text.change.note)) for later in between),
        changed=comparisons.rows(version, newer) if newer else None,
        owner=as_named(details.owner),
        contact=as_named(details.contact or ""),
        valid_for=document.print_valid_for.in_words,
    )


def _answer(document: DocumentOnDay, version: Version) -> str:
    until = document.period(version).until
    match document.status(version):
        case Status.IN_FORCE:
            begins = version.in_force_from
            return _("In force since {day}", day=in_words(begins)) if begins else status_label(Status.IN_FORCE)
        case Status.UPCOMING:
            begins = version.in_force_from
            if begins is None:
                return _("Not in force yet")
            return _("Not in force yet: applies from {day}", day=in_words(begins))
        case Status.SUPERSEDED:
            lasted = document.period(version).lasts
            if until is None or not lasted:
                return _("Superseded before it was in force")
            return _("Superseded since {day}", day=in_words(until))
        case Status.WITHDRAWN:
            return _withdrawn(document, version)


def _withdrawn(document: DocumentOnDay, version: Version) -> str:
    if off := document.call_off(version):
        return _("Cancelled on {day}: never in force", day=in_words(off.on))
    withdrawn = document.document.details.withdrawn
    if withdrawn and not document.is_withdrawn:
        return _("Never in force: to be withdrawn on {day}", day=in_words(withdrawn.on))
    return _("Withdrawn on {day}", day=in_words(withdrawn.on)) if withdrawn else _("Withdrawn")


def _links(document: DocumentOnDay, version: Version) -> tuple[Link, ...]:
    current = document.current
    if current is None:
        text = _("Why it was withdrawn") if document.is_withdrawn else _("About the guidance")
        return (link(text, addresses.document(document.id)), link(_("All versions"), addresses.history(document.id)))
    return (
        link(_("Read the version in force"), addresses.document(document.id)),  # whichever it is when it is read
        *_compared(document, version, current),
        link(_("All versions"), addresses.history(document.id)),
    )


def _compared(document: DocumentOnDay, version: Version, current: Version) -> Iterator[Link]:
    """Yield the link to what will change, for copies of a version that is still to come."""
    if version.number > current.number:
        yield link(_("What changes with this version"), where_compared(document, current, version))
