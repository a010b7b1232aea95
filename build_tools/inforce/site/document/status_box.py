"""The status plate: standing, version, dates, owner and cited editions at the head of a version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from inforce.model.catalogue import N_, _, pgettext
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.sources import Edition
from inforce.model.standing import Standing
from inforce.site import addresses
from inforce.site.citations import lies_ahead, short_name
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.currency import day_or_not_known, sentences
from inforce.site.phrases.future_status import later
from inforce.site.prose import Link, Prose, link, prose
from inforce.site.publication import Publication

_LABELS = {
    Standing.IN_FORCE: N_("In force"),
    Standing.UPCOMING: N_("Upcoming: not in force yet"),
    Standing.SUPERSEDED: N_("Superseded"),
    Standing.WITHDRAWN: N_("Withdrawn"),
}

_CALLED_OFF = N_("Cancelled: never in force")


@dataclass(frozen=True)
class Fact:
    """A term of the plate and what stands under it, a line each."""

    term: str
    lines: tuple[Prose, ...]


@dataclass(frozen=True)
class Plate:
    """Everything on the plate; *kind* is the standing as it stands in a class name.

    *cannot_tell* is what a copy says of itself that has not been checked; "" where how it stands can no longer change.
    *later* is what takes the place of the sentences on days that come, as JSON for script: each day, and what is said
    from then on. Days are those of the time *zone*.
    """

    kind: str
    standing: str
    version: str
    facts: tuple[Fact, ...]
    sentences: tuple[str, ...]
    cannot_tell: str
    later: str
    zone: str
    check_code: str
    check: Link


def kind_of(standing: Standing) -> str:
    """Return *standing* as it stands in a class name."""
    return standing.value.replace(" ", "-")


def standing_label(standing: Standing) -> str:
    """Return *standing* as it stands by itself, large."""
    return _(_LABELS[standing])


def plate(publication: Publication, document: DocumentOnDay, version: Version) -> Plate:
    """Return the plate of *version*."""
    standing = document.standing(version)
    called_off = document.call_off(version) is not None
    return Plate(
        kind=kind_of(standing),
        standing=_(_CALLED_OFF) if called_off else standing_label(standing),
        version=str(version.number),
        facts=(
            *_dates(document, version, standing),
            Fact(_("Owner"), ((document.document.details.owner,),)),
            *_cites(publication, version),
        ),
        sentences=sentences(document, version),
        cannot_tell=_cannot_tell(publication, document, version),
        later=json.dumps([(one.day.isoformat(), one.said) for one in later(document, version)], ensure_ascii=False),
        zone=publication.library.settings.time_zone,
        check_code=version.check_code,
        check=link(_("Check this copy"), addresses.check(version.check_code)),
    )


def _cannot_tell(publication: Publication, document: DocumentOnDay, version: Version) -> str:
    if not document.applies(version):
        return ""
    address = publication.site.check_address_in_words(version.check_code)
    return _("This copy cannot tell whether it was replaced. Check at {address}", address=address)


def _dates(document: DocumentOnDay, version: Version, standing: Standing) -> tuple[Fact, ...]:
    if off := document.call_off(version):
        return (
            Fact(_("Was due to start on"), ((day_or_not_known(version.in_force_from),),)),
            Fact(_("Cancelled on"), ((in_words(off.on),),)),
        )
    if not document.period(version).lasts:
        facts = [Fact(_("In force"), ((pgettext("in force", "never"),),))]
    else:
        facts = [Fact(_("In force from"), ((day_or_not_known(version.in_force_from),),))]
    if standing in (Standing.IN_FORCE, Standing.UPCOMING):
        due = day_or_not_known(document.review_due(version))
        said = _("{day} (overdue)", day=due) if document.review_overdue(version) else due
        facts.append(Fact(_("Next review due"), ((said,),)))
        if review := document.last_review(version):
            said = _("on {day} by {reviewer}", day=in_words(review.on), reviewer=review.by)
            facts.append(Fact(_("Reviewed"), ((said,),)))
        return tuple(facts)
    if document.period(version).lasts:
        facts.append(Fact(_("In force until"), ((day_or_not_known(document.last_day(version)),),)))
    withdrawn = document.document.details.withdrawn
    if standing is Standing.WITHDRAWN and withdrawn:
        term = _("Withdrawn on") if document.is_withdrawn else _("To be withdrawn on")
        facts.append(Fact(term, ((in_words(withdrawn.on),),)))
    return tuple(facts)


def _cites(publication: Publication, version: Version) -> tuple[Fact, ...]:
    editions = publication.cited_editions(version)
    return (Fact(_("Cites"), tuple(_cited(edition, publication.day) for edition in editions)),) if editions else ()


def _cited(edition: Edition, day: date) -> Prose:
    replaced = edition.details.replaced
    named = link(short_name(edition), addresses.edition(edition.source, edition.id))
    if replaced is None:
        return (named,)
    if lies_ahead(replaced.on, day):
        return prose(_("{edition} (to be replaced {day})"), edition=named, day=replaced.on.in_words)
    return prose(_("{edition} (replaced {day})"), edition=named, day=replaced.on.in_words)
