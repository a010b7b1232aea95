"""The page to which the check code on a copy leads: whether the copy is current, and if not, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from inforce.checks.headlines import headlines
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.standing import Standing
from inforce.model.texts import paragraphs
from inforce.pages import addresses
from inforce.pages.comparisons import Comparisons
from inforce.pages.document_on_day import DocumentOnDay
from inforce.pages.notices import notices
from inforce.pages.page import Page
from inforce.pages.plate import Plate, plate
from inforce.pages.prose import Link, Notice, link
from inforce.pages.publication import Publication
from inforce.pages.sheet import attributes
from inforce.pages.templates import render
from inforce.pages.version_pages import canonical_link


@dataclass(frozen=True)
class CheckView:
    """Everything on the page."""

    code: str
    title: str
    answer: str
    plate: Plate
    links: tuple[Link, ...]
    notices: tuple[Notice, ...]
    changes_heading: str
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    headlines: tuple[str, ...]
    owner: str
    contact: str
    valid_for: str


def check_page(publication: Publication, document: DocumentOnDay, comparisons: Comparisons, version: Version) -> Page:
    """Return the page for copies of *version*."""
    address = addresses.check(version.check_code)
    view = _view(publication, document, comparisons, version)
    return Page(
        address=address,
        title=f"Check code {version.check_code}: {document.standing(version).value} - {publication.site.name}",
        description=f"Whether copies of {version.text.title}, version {version.number}, are current.",
        body=render("check.html", view),
        head=canonical_link(publication, address),
        attributes=attributes(publication, document, version),
        indexed=False,
    )


def _view(publication: Publication, document: DocumentOnDay, comparisons: Comparisons, version: Version) -> CheckView:
    details, current = document.document.details, document.current
    newer = current if current and version.number < current.number else None
    between = [later for later in document.document.versions if newer and version.number < later.number <= newer.number]
    return CheckView(
        code=version.check_code,
        title=version.text.title,
        answer=_answer(document, version),
        plate=plate(publication, document, version),
        links=_links(document, comparisons, version),
        notices=notices(publication, document, version),
        changes_heading=f"What changed since version {version.number}",
        notes=tuple((str(later.number), paragraphs(later.text.change.note)) for later in between),
        headlines=headlines(comparisons.changes(version, newer)) if newer else (),
        owner=details.owner,
        contact=details.contact or "",
        valid_for=publication.library.settings.print_valid_for.in_words,
    )


def _answer(document: DocumentOnDay, version: Version) -> str:
    until = document.period(version).until
    match document.standing(version):
        case Standing.IN_FORCE:
            return f"Current on {in_words(document.day)}"
        case Standing.UPCOMING:
            begins = version.in_force_from
            return f"Not in force yet: applies from {in_words(begins)}" if begins else "Not in force yet"
        case Standing.SUPERSEDED:
            lasted = until and document.period(version).lasts
            return f"Superseded since {in_words(until)}" if until and lasted else "Superseded before it was in force"
        case Standing.WITHDRAWN:
            withdrawn = document.document.details.withdrawn
            return f"Withdrawn on {in_words(withdrawn.on)}" if withdrawn else "Withdrawn"


def _links(document: DocumentOnDay, comparisons: Comparisons, version: Version) -> tuple[Link, ...]:
    current = document.current
    if current is None:
        text = "Why it was withdrawn" if document.is_withdrawn else "Read the guidance"
        return (link(text, addresses.document(document.id)), link("All versions", addresses.history(document.id)))
    compared = comparisons.link("Compare word by word", *sorted((version, current), key=lambda one: one.number))
    found = (
        link(f"Read version {current.number}, in force", addresses.document(document.id)),
        compared if version.number != current.number else None,
        link("All versions", addresses.history(document.id)),
    )
    return tuple(one for one in found if one)
