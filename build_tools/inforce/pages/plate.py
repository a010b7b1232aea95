"""The status plate: standing, version, dates, owner and cited editions at the head of a version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.sources import Edition
from inforce.model.standing import Standing
from inforce.pages import addresses
from inforce.pages.citations import lies_ahead, short_name
from inforce.pages.currency import day_or_not_known, sentences
from inforce.pages.document_on_day import DocumentOnDay
from inforce.pages.prose import Link, Prose, link
from inforce.pages.publication import Publication

LABELS = {
    Standing.IN_FORCE: "In force",
    Standing.UPCOMING: "Upcoming: not in force yet",
    Standing.SUPERSEDED: "Superseded",
    Standing.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True)
class Fact:
    """A term of the plate and what stands under it, a line each."""

    term: str
    lines: tuple[Prose, ...]


@dataclass(frozen=True)
class Plate:
    """Everything on the plate; *kind* is the standing as it stands in a class name."""

    kind: str
    standing: str
    version: str
    facts: tuple[Fact, ...]
    sentences: tuple[str, ...]
    check_code: str
    check: Link


def kind_of(standing: Standing) -> str:
    """Return *standing* as it stands in a class name."""
    return standing.value.replace(" ", "-")


def plate(publication: Publication, document: DocumentOnDay, version: Version) -> Plate:
    """Return the plate of *version*."""
    standing = document.standing(version)
    return Plate(
        kind=kind_of(standing),
        standing=LABELS[standing],
        version=str(version.number),
        facts=(
            *_dates(document, version, standing),
            Fact("Owner", ((document.document.details.owner,),)),
            *_cites(publication, version),
        ),
        sentences=sentences(document, version),
        check_code=version.check_code,
        check=link("Check this copy", addresses.check(version.check_code)),
    )


def _dates(document: DocumentOnDay, version: Version, standing: Standing) -> tuple[Fact, ...]:
    if not document.period(version).lasts:
        facts = [Fact("In force", (("on no day",),))]
    else:
        facts = [Fact("In force from", ((day_or_not_known(version.in_force_from),),))]
    if standing in (Standing.IN_FORCE, Standing.UPCOMING):
        overdue = " (overdue)" if document.review_overdue(version) else ""
        facts.append(Fact("Next review due", ((day_or_not_known(document.review_due(version)) + overdue,),)))
        if review := document.last_review(version):
            facts.append(Fact("Reviewed", ((f"on {in_words(review.on)} by {review.by}",),)))
        return tuple(facts)
    if document.period(version).lasts:
        facts.append(Fact("In force until", ((day_or_not_known(document.last_day(version)),),)))
    withdrawn = document.document.details.withdrawn
    if standing is Standing.WITHDRAWN and withdrawn:
        facts.append(Fact("Withdrawn on", ((in_words(withdrawn.on),),)))
    return tuple(facts)


def _cites(publication: Publication, version: Version) -> tuple[Fact, ...]:
    editions = publication.cited_editions(version)
    return (Fact("Cites", tuple(_cited(edition, publication.day) for edition in editions)),) if editions else ()


def _cited(edition: Edition, day: date) -> Prose:
    replaced = edition.details.replaced
    said = ""
    if replaced:
        said = f" ({'to be ' if lies_ahead(replaced.on, day) else ''}replaced {replaced.on.in_words})"
    return (link(short_name(edition), addresses.edition(edition.source, edition.id)), *([said] if said else []))
