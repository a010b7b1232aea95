"""The history of a document: when each version applied, what it changed, on whose approval, and its record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from inforce.model.catalogue import _, pgettext
from inforce.model.dates import in_words
from inforce.model.guidance import Approval, TakenBack, Version
from inforce.model.library import YesNo
from inforce.model.names import VersionNumber, paragraphs
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document.comparisons import before, where_compared
from inforce.site.document.status_box import Sheet, attributes, kind_of, sheet
from inforce.site.document.timeline import Timeline, days_of, timeline
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay, Stretch, stretches
from inforce.site.marked_words import Link, Prose, link, prose
from inforce.site.overview.events import last_change
from inforce.site.page import ROOT, Heading, Page
from inforce.site.phrases.answers_by_day import AS_IT_STOOD, Answer, answers
from inforce.site.phrases.changes import change_in_words, kind_in_words
from inforce.site.phrases.currency import day_or_not_known, sentence, status_in_words, used_instead
from inforce.site.phrases.verdicts import as_named
from inforce.site.publication import Publication
from inforce.site.templates import render

# Ids of our own hold an underscore, which no id of a section or rule can.
EVERY_VERSION = "every_version"
CHECK_A_RECORD = "check_a_record"

_SCRIPT = f'<script src="{ROOT}assets/javascripts/history.js" defer></script>'


class Row(NamedTuple):
    """A stretch of days in the table, and what applied on them."""

    days: str
    applied: Prose


class HistoryItem(NamedTuple):
    """A version in the history."""

    anchor: str
    kind: str
    number: str
    status: str
    facts: tuple[tuple[str, str | Markup], ...]
    called_off: tuple[str, ...]
    change_kind: str
    note: tuple[str, ...]
    links: tuple[Link, ...]
    record: Link
    fingerprint: str


class WithdrawalItem(NamedTuple):
    """That the document was withdrawn, or is to be."""

    heading: str
    published: str | Markup
    reason: tuple[str, ...]
    instead: Prose


class HistoryView(NamedTuple):
    """Everything on the page of the history, the newest version first."""

    sheet: Sheet
    title: str
    document: Link
    timeline: Timeline
    answers: str
    rows: tuple[Row, ...]
    shown: Link
    compare: Link | None
    withdrawal: WithdrawalItem | None
    brought_in: tuple[str, ...]
    items: tuple[HistoryItem, ...]


def history_page(publication: Publication, document: DocumentOnDay, published: Mapping[str, datetime]) -> Page:
    """Return the page that lists every version of *document*, with when each was *published* as far as that is known.

    So it says of what was taken back.

    Where a site is built and not published, nothing is.
    """
    moments = _Moments(published, ZoneInfo(publication.library.settings.time_zone))
    address = addresses.history(document.id)
    title = _("All versions of {title}", title=document.title)
    view = HistoryView(
        sheet=sheet(publication, document, document.shown),
        title=title,
        document=link(document.title, addresses.document(document.id)),
        timeline=timeline(document),
        answers=json.dumps([_as_data(answer) for answer in answers(document)], ensure_ascii=False),
        rows=tuple(_row(document, stretch) for stretch in reversed(stretches(document))),
        shown=link(_("What this site showed on a date"), f"{addresses.shown()}?document={document.id}"),
        compare=link(_("Compare any two versions"), addresses.comparing(document.id))
        if len(document.document.versions) > 1
        else None,
        withdrawal=_withdrawal(document, moments),
        brought_in=paragraphs(document.document.details.brought_in),
        items=tuple(
            _item(document, version, moments, publication.library.settings.approval_needed)
            for version in reversed(document.document.versions)
        ),
    )
    return Page(
        address=address,
        title=f"{title} - {publication.site.name}",
        description=_(
            "When each version of {title} applied, what it changed and who approved it.", title=document.title
        ),
        body=render("history.html", view),
        layout="guidance",
        contents=(
            Heading(AS_IT_STOOD, _("Find the version for a date")),
            Heading(EVERY_VERSION, _("Every version")),
            Heading(CHECK_A_RECORD, _("How to check a record")),
        ),
        head=f"{canonical_link(publication, address)}{_SCRIPT}",
        attributes=attributes(publication, document, document.shown),
        changed=last_change(document),
    )


def _as_data(answer: Answer) -> dict[str, object]:
    return {
        "first": answer.first.isoformat() if answer.first else "",
        "last": answer.last.isoformat() if answer.last else "",
        "item": _anchor(answer.version) if answer.version else "",
        "pieces": answer.pieces,
        "planned": answer.planned,
    }


def _anchor(number: str) -> str:
    return f"version_{number}"


def _row(document: DocumentOnDay, stretch: Stretch) -> Row:
    version = stretch.version
    if version is None:
        return Row(days_of(stretch), (_nothing(document, stretch),))
    named = link(_("Version {version}", version=version.number), addresses.version(version))
    status = status_in_words(document, version)
    is_unknown = stretch.first is None
    said = _("{version}: {status}. The start date is not known") if is_unknown else _("{version}: {status}")
    return Row(days_of(stretch), prose(said, version=named, status=status))


def _nothing(document: DocumentOnDay, stretch: Stretch) -> str:
    withdrawn = document.document.details.withdrawn
    if stretch.first is None:
        return _("No record")
    if withdrawn and stretch.first == withdrawn.on:
        return _("Withdrawn: no version applies") if document.is_withdrawn else _("To be withdrawn: no version applies")
    return _("No version applies")


def _withdrawal(document: DocumentOnDay, moments: _Moments) -> WithdrawalItem | None:
    withdrawn = document.document.details.withdrawn
    if withdrawn is None:
        return None
    on = in_words(withdrawn.on)
    return WithdrawalItem(
        heading=_("Withdrawn on {day}", day=on) if document.is_withdrawn else _("To be withdrawn on {day}", day=on),
        published=moments.of(TakenBack("withdrawn", None, withdrawn.on)),
        reason=paragraphs(withdrawn.reason),
        instead=used_instead(document),
    )


def _item(document: DocumentOnDay, version: Version, moments: _Moments, approval_needed: YesNo) -> HistoryItem:
    status = document.status(version)
    change = version.text.change
    return HistoryItem(
        anchor=_anchor(str(version.number)),
        kind=kind_of(status),
        number=str(version.number),
        status=status_in_words(document, version),
        facts=tuple(_facts(document, version, moments, approval_needed)),
        called_off=paragraphs(off.reason) if (off := document.call_off(version)) else (),
        change_kind=sentence(kind_in_words(change.kind)),
        note=change_in_words(document.document, version),
        links=tuple(_links(document, version)),
        record=link(f"{version.number}.yml", addresses.record(version)),
        fingerprint=version.published_fingerprint,
    )


def _facts(
    document: DocumentOnDay, version: Version, moments: _Moments, approval_needed: YesNo
) -> Iterator[tuple[str, str | Markup]]:
    if document.period(version).lasts:
        yield _("In force from"), day_or_not_known(version.in_force_from)
        last = document.last_day(version)
        yield _("In force until"), in_words(last) if last else _("no end date")
    else:
        begins = version.in_force_from
        if not document.is_withdrawn_as_it_begins(version):
            yield _("In force"), pgettext("in force", "never")
        if begins:
            yield _("Was due to start on"), in_words(begins)
        if off := document.call_off(version):
            yield _("Cancelled on"), in_words(off.on)
            if published := moments.of(TakenBack("cancelled", off.version, off.on)):
                yield _("Cancellation published on"), published
    yield _("Published on"), moments.of(version.number) or _("not recorded here")
    approved = version.text.approved
    nobody = _("not recorded") if approval_needed is YesNo.YES else _("not recorded; versions here need no approval")
    yield _("Approved by"), as_named(approved.by) if approved else nobody
    if approved:
        yield _("Approved on"), _approved_on(approved, document.day)
    for one in document.document.withheld_from(version):
        what = _("rule {rule}", rule=one.rule) if one.rule else _("all of its words")
        what = _("its title") if one.part else what
        yield (
            _("Withheld"),
            _("{what}, on {day}, by {who}: {why}", what=what, day=in_words(one.on), who=one.decided_by, why=one.reason),
        )
        if published := moments.of(TakenBack("withheld", one.version, one.on)):
            yield _("Withheld here since"), published
    yield _("Check code"), version.check_code


class _Moments(NamedTuple):
    """When readers were told of a version or of what was taken back, as far as is known, in the time of the site."""

    published: Mapping[str, datetime]
    zone: ZoneInfo

    def of(self, told: VersionNumber | TakenBack) -> str | Markup:
        """Return "22 November 2026 at 12:03", or "" where nobody knows."""
        moment = self.published.get(str(told))
        if moment is None:
            return ""
        there = moment.astimezone(self.zone)
        said = _("{day} at {time}", day=in_words(there.date()), time=f"{there:%H:%M}")
        return Markup('<time datetime="{}">{}</time>').format(there.isoformat(), said)


def _approved_on(approved: Approval, day: date) -> str:
    if approved.on is None:
        return _("not recorded")
    said = in_words(approved.on)
    return said if approved.on <= day else _("planned for {day}", day=said)


def _links(document: DocumentOnDay, version: Version) -> Iterator[Link]:
    number, earlier, current = version.number, before(document, version), document.current
    yield link(_read(document, version), addresses.version(version))
    if earlier:
        yield link(_("What version {version} changed", version=number), addresses.changes_of_version(version))
    if current and number < current.number and before(document, current) is not version:
        text = _("Compare {older} with version {newer}, in force", older=number, newer=current.number)
        yield link(text, where_compared(document, version, current))


def _read(document: DocumentOnDay, version: Version) -> str:
    match document.status(version):
        case Status.IN_FORCE:
            return _("Read version {version}, in force", version=version.number)
        case Status.UPCOMING:
            return _("Read version {version}", version=version.number)
        case _status:
            return _("Read version {version} as it was", version=version.number)
