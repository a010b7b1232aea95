"""The head of a version, on screen and on every sheet: its status, whom to ask, the bar that stays in sight."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from markupsafe import Markup

from inforce.model.catalogue import N_, _, pgettext
from inforce.model.dates import in_words
from inforce.model.guidance import DocumentDetails, Version
from inforce.model.names import paragraphs
from inforce.model.numbering import RuleInVersion, rule_lines
from inforce.model.placeholders import is_not_named
from inforce.model.sources import Edition
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, Prose, link, prose
from inforce.site.overview.events import last_change
from inforce.site.phrases.currency import day_or_not_known, later, sentences, status_in_words, superseded, withdrawn
from inforce.site.phrases.editions import short_name
from inforce.site.phrases.verdicts import as_named
from inforce.site.publication import Publication
from inforce.site.qr_code import qr_code
from inforce.site.templates import render

_LABELS = {
    Status.IN_FORCE: N_("In force"),
    Status.UPCOMING: N_("Upcoming: not in force yet"),
    Status.SUPERSEDED: N_("Superseded"),
    Status.WITHDRAWN: N_("Withdrawn"),
}

_CALLED_OFF = N_("Cancelled: never in force")


class Fact(NamedTuple):
    """A term of the status box and what stands under it, a line each."""

    term: str
    lines: tuple[Prose, ...]


class StatusBox(NamedTuple):
    """Everything on the status box; *kind* is the status as it stands in a class name.

    The *sentences* are for pages without the box: they say of its *dates* what holds now.
    *cannot_tell* is what a copy says of itself that has not been checked; "" where how it stands can no longer change.
    *later* is what takes the place of the sentences on days that come, as JSON for script: each day, and what is said
    from then on. Days are those of the time *zone*.
    """

    kind: str
    status: str
    version: str
    dates: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    sentences: tuple[str, ...]
    cannot_tell: str
    later: str
    zone: str
    check_code: str
    check: Link


def kind_of(status: Status) -> str:
    """Return *status* as it stands in a class name."""
    return status.value.replace(" ", "-")


def status_label(status: Status) -> str:
    """Return *status* as it stands by itself, large."""
    return _(_LABELS[status])


def status_box(publication: Publication, document: DocumentOnDay, version: Version) -> StatusBox:
    """Return the status box of *version*."""
    status = document.status(version)
    called_off = document.call_off(version) is not None
    return StatusBox(
        kind=kind_of(status),
        status=_(_CALLED_OFF) if called_off else status_label(status),
        version=str(version.number),
        dates=tuple(_dates(document, version, status)),
        facts=(
            *_reviewed(document, version, status),
            Fact(_("Owner"), ((as_named(document.document.details.owner),),)),
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


def _dates(document: DocumentOnDay, version: Version, status: Status) -> Iterator[Fact]:
    off = document.call_off(version)
    if off or document.is_withdrawn_as_it_begins(version):
        yield Fact(_("Was due to start on"), ((day_or_not_known(version.in_force_from),),))
    elif not document.period(version).lasts:
        yield Fact(_("In force"), ((pgettext("in force", "never"),),))
    else:
        yield Fact(_("In force from"), ((day_or_not_known(version.in_force_from),),))
    if off:
        yield Fact(_("Cancelled on"), ((in_words(off.on),),))
        return
    if status in (Status.IN_FORCE, Status.UPCOMING):
        due = day_or_not_known(document.review_due(version))
        said = _("{day} (overdue)", day=due) if document.review_overdue(version) else due
        yield Fact(_("Next review due"), ((said,),))
        return
    if document.period(version).lasts:
        yield Fact(_("In force until"), ((day_or_not_known(document.last_day(version)),),))
    withdrawn = document.document.details.withdrawn
    if status is Status.WITHDRAWN and withdrawn:
        term = _("Withdrawn on") if document.is_withdrawn else _("To be withdrawn on")
        yield Fact(term, ((in_words(withdrawn.on),),))


def _reviewed(document: DocumentOnDay, version: Version, status: Status) -> Iterator[Fact]:
    if status in (Status.IN_FORCE, Status.UPCOMING) and (review := document.last_review(version)):
        said = _("on {day} by {reviewer}", day=in_words(review.on), reviewer=review.by)
        yield Fact(_("Reviewed"), ((said,),))


def _cites(publication: Publication, version: Version) -> tuple[Fact, ...]:
    editions = publication.cited_editions(version)
    return (Fact(_("Cites"), tuple(_cited(edition, publication.day) for edition in editions)),) if editions else ()


def _cited(edition: Edition, day: date) -> Prose:
    replaced = edition.details.replaced
    named = link(short_name(edition), addresses.edition(edition.source, edition.id))
    if replaced is None:
        return (named,)
    if replaced.on.lies_ahead(day):
        return prose(_("{edition} (to be replaced {day})"), edition=named, day=replaced.on.in_words)
    return prose(_("{edition} (replaced {day})"), edition=named, day=replaced.on.in_words)


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\w.])(?:\+|0)[0-9](?:[ ()-]?[0-9]){6,13}(?![\w])")


class Contact(NamedTuple):
    """The owner, "" where none is named; what is said of how to reach them; and the ways that can be tapped."""

    owner: str
    words: str
    ways: tuple[Link, ...]


def contact(details: DocumentDetails) -> Contact:
    """Return whom to ask about the document that has these *details*."""
    owner = "" if is_not_named(details.owner) else details.owner
    words = "" if not details.contact or is_not_named(details.contact) else details.contact
    telephones = (Link(found, f"tel:{re.sub(r'[^0-9+]', '', found)}") for found in _TELEPHONE.findall(words))
    addresses = (Link(found, f"mailto:{found}") for found in _EMAIL.findall(words))
    ways = (*telephones, *addresses)
    rest = words
    for way in ways:
        rest = rest.replace(way.text, "")
    is_only_ways = not re.search(r"\w", rest)
    return Contact(owner, "" if is_only_ways and ways else words, ways)


class VersionBar(NamedTuple):
    """What the bar says; *now* leads from each rule of the version, by its id, to the same rule as it is now."""

    kind: str
    status: str
    link: Link
    now: Mapping[str, Link]


def version_bar(document: DocumentOnDay, version: Version) -> VersionBar | None:
    """Return the bar of *version*; None where it is in force."""
    status = document.status(version)
    if status is Status.IN_FORCE:
        return None
    return VersionBar(status.value, status_line(document, version), _link(document), _rules_now(document, version))


def status_line(document: DocumentOnDay, version: Version) -> str:
    """Return the status of *version* with its date, in one short line."""
    match document.status(version):
        case Status.IN_FORCE:
            begun = version.in_force_from
            return _("In force since {day}", day=in_words(begun)) if begun else _("In force")
        case Status.UPCOMING:
            begins = version.in_force_from
            return _("Not in force until {day}", day=in_words(begins)) if begins else _("Not in force yet")
        case Status.SUPERSEDED:
            period = document.period(version)
            if not period.lasts or period.until is None:
                return _("Superseded before it began")
            return _("Superseded on {day}", day=in_words(period.until))
        case _:
            return _ended(document, version)


def _ended(document: DocumentOnDay, version: Version) -> str:
    if off := document.call_off(version):
        return _("Cancelled on {day}", day=in_words(off.on))
    withdrawn = document.document.details.withdrawn
    if withdrawn is None or not document.is_withdrawn:
        return _("Never comes into force")
    return _("Withdrawn on {day}", day=in_words(withdrawn.on))


def _link(document: DocumentOnDay) -> Link:
    words = _("Read the current version") if document.current else _("See what applies now")
    return link(words, addresses.document(document.id))


def _rules_now(document: DocumentOnDay, version: Version) -> dict[str, Link]:
    """Return where each rule of *version* is in the version in force; nothing where none is in force."""
    current = document.current
    if current is None:
        return {}
    lines = ((line.in_version(version), line.in_version(current)) for line in rule_lines(document.document))
    return {old.rule.id: _rule_now(document, old, new) for old, new in lines if old}


def _rule_now(document: DocumentOnDay, old: RuleInVersion, new: RuleInVersion | None) -> Link:
    address = addresses.document(document.id)
    if new is None:
        return link(_("Rule {number} is not in the current version", number=old.number), address)
    if new.rule.text == old.rule.text:
        return link(_("Rule {number} is the same now", number=new.number), address, new.rule.id)
    return link(_("Read rule {number} as it is now", number=new.number), address, new.rule.id)


_TITLE_IN_HEAD: Final = 120


@dataclass(frozen=True)
class Sheet:
    """The running head, the notice in full and the panel at the end of a printed page about a version.

    *pdf_address* is where the PDF with the words of the page is to be had, "" where there is none.
    """

    title: str
    title_in_head: str
    version: str
    kind: str
    status: str
    check_code: str
    check_address: str
    qr_code: Markup
    notice: tuple[str, ...]
    pdf_address: str = ""

    @cached_property
    def foot(self) -> Markup:
        """What a page ends with."""
        return render("sheet_foot.html", self)


def sheet(publication: Publication, document: DocumentOnDay, version: Version) -> Sheet:
    """Return what the sheets of a page about *version* say, which is the same for every such page."""
    of = (Sheet, publication.site, version.number)
    return document.once(of, lambda: _sheet(publication, document, version))


def _sheet(publication: Publication, document: DocumentOnDay, version: Version) -> Sheet:
    code = version.check_code
    return Sheet(
        title=version.text.title,
        title_in_head=_shortened(version.text.title),
        version=str(version.number),
        kind=document.status(version).value,
        status=status_in_words(document, version),
        check_code=code,
        check_address=publication.site.check_address_in_words(code),
        qr_code=qr_code(publication.site.absolute(addresses.check(code))),
        notice=paragraphs(version.print_notice),
    )


def _shortened(title: str) -> str:
    """Return *title* cut to two lines of the running head: browsers repeat no head that takes much of a sheet."""
    return title if len(title) <= _TITLE_IN_HEAD else f"{title[: _TITLE_IN_HEAD - 1].rstrip()}…"


def attributes(publication: Publication, document: DocumentOnDay, version: Version) -> Mapping[str, str]:
    """Return the attributes of ``html`` for a page about *version*; what is not known is absent."""
    of = (attributes, publication.site, version.number)
    return document.once(of, lambda: _attributes(publication, document, version))


def _attributes(publication: Publication, document: DocumentOnDay, version: Version) -> dict[str, str]:
    status = document.status(version)
    check = publication.site.check_address_in_words(version.check_code)
    days = {
        "data-since": last_change(document),
        "data-from": version.in_force_from,
        "data-until": document.last_day(version),
        "data-review": document.review_due(version),
    }
    return {
        "data-document": document.id,
        "data-title": version.text.title,
        "data-version": str(version.number),
        "data-code": version.check_code,
        "data-status": status.value,
        **({"data-cancelled": ""} if document.call_off(version) else {}),
        **{name: day.isoformat() for name, day in days.items() if day},
        "data-valid-months": str(document.print_valid_for.months),
        "data-valid-days": str(document.print_valid_for.days),
        "data-zone": publication.library.settings.time_zone,
        "data-check": check,
        "data-print-line": "\n".join(
            (
                _(
                    "Version {version}, check code {code}. {state}",
                    version=version.number,
                    code=version.check_code,
                    state=_state(document, version, status),
                ),
                _("Check: {address}", address=check),
            )
        ),
    }


def _state(document: DocumentOnDay, version: Version, status: Status) -> str:
    """Return what a copy printed without script says of itself: it cannot know the day of printing."""
    expired = _("Printed without JavaScript: treat this copy as out of date.")
    match status:
        case Status.IN_FORCE:
            return expired
        case Status.UPCOMING:
            begins = version.in_force_from
            if begins is None:
                return " ".join((_("Not in force yet: do not follow it."), expired))
            return " ".join((_("Not in force yet: do not follow it before {day}.", day=in_words(begins)), expired))
        case Status.SUPERSEDED:
            return superseded(document, version)
        case Status.WITHDRAWN:
            return withdrawn(document, version)
