"""The printable copy of a version, and the manual of all in force: what they say, and the day of each.

A copy is relied on for a time that counts from its date. An earlier date shortens that time and never lengthens it;
whoever fetches a file has at least half of it before him.

Each of its pages carries the line of the document on it, and says until when that may be relied on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from zlib import crc32

from markupsafe import Markup

from inforce.compare.headlines import Line, in_short
from inforce.model.annexes import (
    Annex,
    after_the_rules,
    annexes_of_rule,
    before_the_rules,
    meaning_of,
    terms_in,
    terms_used,
)
from inforce.model.block_text import lines_of
from inforce.model.catalogue import N_, _, current_catalogue, ngettext, with_commas
from inforce.model.dates import Span, in_words
from inforce.model.guidance import Version
from inforce.model.names import paragraphs
from inforce.model.numbering import NumberedRule, rules_by_id
from inforce.model.rules import Rule, RunningText, Section, Term
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.notices import notices
from inforce.site.document.rules import RuleView, SectionView, sections
from inforce.site.document.status_box import StatusBox, status_box
from inforce.site.document.version import about
from inforce.site.document_on_day import CalendarEvent, DocumentOnDay, EventKind, events, events_around
from inforce.site.marked_words import Block, Notice, Run, Runs, blocks_as_runs, prose_runs, whole_address
from inforce.site.phrases.changes import change_in_words, kind_in_words
from inforce.site.phrases.currency import reliance, rely_until, sentence
from inforce.site.phrases.verdicts import DepartureLine
from inforce.site.publication import Publication, SiteFacts
from inforce.site.qr_code import qr_image

LONGEST: Final = 7
"""For so many days at most a date stays the same."""


def dating_day(document: DocumentOnDay) -> date:
    """Return the day that copies of *document* are dated with: nothing that they say has changed since."""
    step = day_of_step(document.id, document.day, document.print_valid_for)
    return _after_all(step, events_around(document.library, document.document), document.day)


def dating_day_of_manual(publication: Publication) -> date:
    """Return the day that the manual is dated with: nothing that it says has changed since.

    It goes by the document whose copies expire soonest, so that none does before the next such day.
    """
    shortest = min((one.print_valid_for for one in publication.documents), key=lambda span: span.after(date.min))
    step = day_of_step(addresses.manual(), publication.day, shortest)
    return _after_all(step, events(publication.library), publication.day)


def _after_all(step: date, found: Iterable[CalendarEvent], day: date) -> date:
    """Return *step*, or the last day up to *day* on which something happened that printable copies tell of."""
    told = (event.day for event in found if event.kind is not EventKind.REVIEW_SOON and event.day <= day)
    return max(step, max(told, default=step))


def day_of_step(name: str, day: date, valid_for: Span) -> date:
    """Return the first of the days around *day* on which copies have the same date.

    It falls on other days for other names, so that the same share of a library is made anew each night.
    """
    step = min(LONGEST, max(1, (28 * valid_for.months + valid_for.days) // 2))
    return day - timedelta(days=(day.toordinal() + crc32(name.encode())) % step)


_LINE = 90  # letters
MARKED_ACROSS = {
    Status.UPCOMING: N_("Not in force yet"),
    Status.SUPERSEDED: N_("Superseded"),
    Status.WITHDRAWN: N_("Withdrawn"),
}
"""What stands across every page of a copy that is not to be followed."""


@dataclass(frozen=True)
class PdfFact:
    """A term of the status box and the lines under it."""

    term: str
    lines: tuple[Runs, ...]


@dataclass(frozen=True)
class PdfNotice:
    """A heading and paragraphs that readers are warned by."""

    heading: str
    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True)
class PdfDeparture:
    """Where a rule departs from its source: what, how much it matters ("" for no more), why and on whose approval."""

    sentence: str
    label: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class PdfAnnex:
    """What stands beside a rule or around all of them, under a heading ("" for none)."""

    kind: str
    heading: str
    words: tuple[Block, ...]


@dataclass(frozen=True)
class PdfRule:
    """A rule with all that stands under it; *letters* are how much room its words take, line by line."""

    number: str
    not_to_be_used: str
    strength: str
    words: tuple[Block, ...]
    letters: int
    sources: tuple[Runs, ...]
    meaning_departures: tuple[PdfDeparture, ...]
    other_departures: tuple[PdfDeparture, ...]
    own_statements: tuple[PdfDeparture, ...]
    strength_decision: tuple[str, ...]
    annexes: tuple[PdfAnnex, ...]
    local_practice: tuple[Block, ...]


@dataclass(frozen=True)
class PdfPart:
    """A rule, or text that is none."""

    rule: PdfRule | None = None
    text: tuple[Block, ...] = ()


@dataclass(frozen=True)
class PdfSection:
    """A heading with its level, what introduces it, and its rules with the text between them."""

    level: int
    heading: str
    introduction: tuple[Block, ...]
    parts: tuple[PdfPart, ...]


@dataclass(frozen=True)
class PdfPicture:
    """A picture as it is handed to what sets it in type: drawings as text, all else as the numbers of its bytes."""

    form: str
    content: str | tuple[int, ...]


@dataclass(frozen=True)
class PdfCopy:
    """Everything that is set in type; *address* is where the file stands below the root of the site.

    *words* are those that the template itself has, where the catalogue of the site has others for them. There is no
    day *dated* where the version no longer applies: what a copy says of it then holds for good; nor a day that a copy
    is *valid_until* where it is not to be relied on.
    """

    address: str
    language: str
    region: str | None
    rightwards: bool
    words: Mapping[str, str]
    dated: date | None
    valid_until: date | None
    site: str
    topics: str
    title: str
    summary: tuple[str, ...]
    version: str
    kind: str
    status: str
    across: str
    check_code: str
    check_address: str
    qr_code: str
    state: str
    facts: tuple[PdfFact, ...]
    notices: tuple[PdfNotice, ...]
    print_notice: tuple[str, ...]
    introduction: tuple[Block, ...]
    before: tuple[PdfAnnex, ...]
    sections: tuple[PdfSection, ...]
    after: tuple[PdfAnnex, ...]
    changed: str
    change_kind: str
    change_note: tuple[str, ...]
    headlines: tuple[Line, ...]
    details: tuple[tuple[str, str], ...]
    pictures: Mapping[str, PdfPicture]


def pdf_copies(publication: Publication) -> Iterator[PdfCopy]:
    """Yield the printable copy of every version that has one by the settings, one after the other.

    Each is made for the day that it is dated with, since which nothing that it says has changed.
    """
    for document in publication.documents:
        then = replace(publication, day=dating_day(document))
        dated = DocumentOnDay(document.document, then.day, document.library)
        comparisons = Comparisons(dated)
        for version in document.document.versions:
            if publication.has_pdf(document, version):
                yield pdf_copy(then, dated, comparisons, version)


def pdf_copy(publication: Publication, document: DocumentOnDay, comparisons: Comparisons, version: Version) -> PdfCopy:
    """Return what the PDF of *version* says."""
    site = publication.site
    shown, previous, text = status_box(publication, document, version), document.previous(version), version.text
    language, region = current_catalogue().language_and_region
    said = reliance(document, version)
    state = " ".join((_("Copy of {day}.", day=in_words(document.day)), said)) if document.applies(version) else said
    return PdfCopy(
        address=addresses.pdf(version),
        language=language,
        region=region,
        rightwards=current_catalogue().direction == "ltr",
        words=current_catalogue().print_messages,
        dated=document.day if document.applies(version) else None,
        valid_until=rely_until(document, version),
        site=site.name,
        topics=with_commas(document.document.details.topics) or _("Guidance"),
        title=text.title,
        summary=paragraphs(text.summary),
        version=str(version.number),
        kind=shown.kind,
        status=shown.status,
        across=_across(document, version),
        check_code=version.check_code,
        check_address=site.check_address_in_words(version.check_code),
        qr_code=qr_image(site.absolute(addresses.check(version.check_code))),
        state=state,
        facts=_facts(shown, site),
        notices=tuple(_notice(notice, site) for notice in notices(publication, document, version)),
        print_notice=paragraphs(version.print_notice),
        introduction=_explained(text.introduction, text.terms, rules_by_id(version), site),
        before=_annexes(before_the_rules(text, rules_by_id(version), document.document.details.attributes), site),
        sections=_sections(publication, version),
        after=_annexes(after_the_rules(text), site),
        changed=_("What changed in {version}", version=version.number),
        change_kind=sentence(kind_in_words(text.change.kind)),
        change_note=change_in_words(document.document, version),
        headlines=in_short(comparisons.changes(previous, version)) if previous else (),
        details=about(document, version),
        pictures={
            addresses.picture(f"{document.id}/{one.file}"): _picture(one.file.rpartition(".")[2], one.content)
            for one in version.pictures
        },
    )


def _picture(ending: str, content: bytes) -> PdfPicture:
    form = "jpg" if ending == "jpeg" else ending
    return PdfPicture(form, content.decode() if form == "svg" else tuple(content))


def _across(document: DocumentOnDay, version: Version) -> str:
    if document.call_off(version):
        return _("Cancelled")
    status = document.status(version)
    return _(MARKED_ACROSS[status]) if status in MARKED_ACROSS else ""


def _facts(shown: StatusBox, site: SiteFacts) -> tuple[PdfFact, ...]:
    return tuple(
        PdfFact(fact.term, tuple(prose_runs(line, site) for line in fact.lines))
        for fact in (*shown.dates, *shown.facts)
    )


def _notice(notice: Notice, site: SiteFacts) -> PdfNotice:
    return PdfNotice(notice.heading, tuple(prose_runs(prose, site) for prose in notice.paragraphs))


def _annexes(annexes: Iterable[Annex], site: SiteFacts) -> tuple[PdfAnnex, ...]:
    return tuple(PdfAnnex(one.kind, one.heading, blocks_as_runs(one.text, site)) for one in annexes)


def _sections(publication: Publication, version: Version) -> tuple[PdfSection, ...]:
    views, rules = sections(version, publication.library), rules_by_id(version)
    return tuple(
        _section(view, section, rules, version.text.terms, publication.site)
        for view, section in zip(views, version.sections, strict=True)
    )


def _section(
    view: SectionView, section: Section, rules: Mapping[str, NumberedRule], terms: tuple[Term, ...], site: SiteFacts
) -> PdfSection:
    parts = tuple(
        PdfPart(text=_explained(part.text, terms, rules, site))
        if isinstance(part, RunningText)
        else PdfPart(rule=_rule(shown, part, rules, terms, site))
        for shown, part in zip(view.parts, section.rules, strict=True)
    )
    introduction = _explained(section.introduction, terms, rules, site)
    return PdfSection(view.level + 1, view.whole_heading, introduction, parts)


def _explained(
    text: str, terms: tuple[Term, ...], rules: Mapping[str, NumberedRule], site: SiteFacts
) -> tuple[Block, ...]:
    """Return *text*, which is no rule, and below it what those of its terms mean that no rule explains."""
    told = {term for one in rules.values() for term in terms_used(one.rule, terms)}
    meaning = meaning_of(term for term in terms_in((text,), terms) if term not in told)
    return tuple(block for one in (text, *(one.text for one in meaning)) for block in blocks_as_runs(one, site))


def _rule(
    view: RuleView | Markup, rule: Rule, rules: Mapping[str, NumberedRule], terms: tuple[Term, ...], site: SiteFacts
) -> PdfRule:
    if isinstance(view, Markup):
        raise TypeError("text where a rule belongs")
    meaning = meaning_of(terms_used(rule, terms)) if view.is_told_first else ()
    return PdfRule(
        number=view.number,
        not_to_be_used=view.not_to_be_used,
        strength=view.strength,
        words=blocks_as_runs(rule.text, site),
        letters=sum(max(len(line.written), _LINE) for line in lines_of(rule.text)),
        sources=tuple(
            (Run(line.lead), Run(line.title, whole_address(line.href, site), emphasis=True), Run(line.rest))
            for line in view.sources
        ),
        meaning_departures=tuple(_departure(line) for line in view.meaning_departures),
        other_departures=tuple(_departure(line) for line in view.other_departures),
        own_statements=tuple(PdfDeparture(line.sentence, "", paragraphs(line.reason)) for line in view.own_statements),
        strength_decision=view.strength_decision,
        annexes=_annexes((*annexes_of_rule(rule, rules), *meaning), site),
        local_practice=blocks_as_runs(rule.local_practice, site),
    )


def _departure(line: DepartureLine) -> PdfDeparture:
    because = tuple(text for text in (*paragraphs(line.reason), line.approval) if text)
    return PdfDeparture(line.sentence, line.label, because)


@dataclass(frozen=True)
class Manual:
    """Everything that is set in type; *address* is where the file stands below the root of the site.

    *words* are those that the template itself has, where the catalogue of the site has others for them. *within* says
    which of *copies*, by its address, a link to a page of the site leads to: a place without a network has no pages.
    """

    address: str
    language: str
    region: str | None
    rightwards: bool
    words: Mapping[str, str]
    dated: date
    valid_until: date | None
    site: str
    title: str
    state: str
    sentences: tuple[str, ...]
    print_notice: tuple[str, ...]
    check_address: str
    qr_code: str
    within: Mapping[str, str]
    copies: tuple[PdfCopy, ...]


def manuals(publication: Publication) -> Iterator[Manual]:
    """Yield the manual, if the settings ask for it and any document is in force.

    It is made for the day that it is dated with, since which nothing that it says has changed.
    """
    if publication.has_manual:
        yield _manual(replace(publication, day=dating_day_of_manual(publication)))


def _manual(publication: Publication) -> Manual:
    documents = sorted(publication.documents, key=lambda one: (one.title.casefold(), one.id))
    in_force = [(document, document.current) for document in documents if document.current]
    dated, until = publication.day, [rely_until(*one) for one in in_force]
    copies = [pdf_copy(publication, document, Comparisons(document), version) for document, version in in_force]
    language, region = current_catalogue().language_and_region
    site = publication.site
    return Manual(
        address=addresses.manual(),
        language=language,
        region=region,
        rightwards=current_catalogue().direction == "ltr",
        words=current_catalogue().print_messages,
        dated=dated,
        valid_until=_first(until),
        site=site.name,
        title=_("All guidance in force"),
        state=_state(dated, until),
        sentences=(
            ngettext(
                "This manual has the one document that was in force on {day}.",
                "This manual has the {count} documents that were in force on {day}.",
                len(in_force),
                day=in_words(dated),
            ),
            _("Each document says on every page which version it is, until when to rely on it and where to check it."),
        ),
        print_notice=paragraphs(publication.library.settings.print_notice),
        check_address=site.address.partition("://")[2] or _("this site"),
        qr_code=qr_image(site.address),
        within={
            site.absolute(addresses.document(document.id)): copy.address
            for (document, _version), copy in zip(in_force, copies, strict=True)
        },
        copies=tuple(copies),
    )


def _state(dated: date, until: list[date | None]) -> str:
    first = _first(until)
    if first is None:
        return _(
            "Copy of {day}. Each page says whether and how long you can rely on its document.", day=in_words(dated)
        )
    return _(
        "Copy of {day}. Each page says how long you can rely on its document. The first of them ends on {until}.",
        day=in_words(dated),
        until=in_words(first),
    )


def _first(until: Iterable[date | None]) -> date | None:
    """Return the first of the days; None where a document is not to be relied on at all."""
    days = tuple(until)
    known = [day for day in days if day]
    return min(known) if len(known) == len(days) else None
