"""The printable copy of a version: all that its PDF says, as plain words, before anything sets it in type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from inforce.compare.headlines import headlines
from inforce.model.catalogue import N_, _, spoken
from inforce.model.dates import in_words
from inforce.model.guidance import Section, Version
from inforce.model.standing import Standing
from inforce.model.texts import paragraphs
from inforce.pdf.copy_days import dating_day
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.notices import notices
from inforce.site.document.rules import RuleView, SectionView, sections
from inforce.site.document.status_box import Plate, plate
from inforce.site.document.version import about, topics_of
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.changes import change_in_words, kind_in_words
from inforce.site.phrases.currency import sentence
from inforce.site.phrases.reliance import reliance, rely_until
from inforce.site.phrases.verdicts import DepartureLine
from inforce.site.prose import Notice
from inforce.site.publication import Publication
from inforce.site.qr_code import qr_image
from inforce.site.runs import Block, Run, Runs, markdown_blocks, prose_runs, whole_address
from inforce.site.site_facts import SiteFacts

MARKED_ACROSS = {
    Standing.UPCOMING: N_("Not in force yet"),
    Standing.SUPERSEDED: N_("Superseded"),
    Standing.WITHDRAWN: N_("Withdrawn"),
}
"""What stands across every page of a copy that is not to be followed."""


@dataclass(frozen=True)
class PdfFact:
    """A term of the plate and the lines under it."""

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
class PdfRule:
    """A rule with all that stands under it."""

    number: int
    strength: str
    paragraphs: tuple[str, ...]
    sources: tuple[Runs, ...]
    meaning_departures: tuple[PdfDeparture, ...]
    other_departures: tuple[PdfDeparture, ...]
    own_statements: tuple[PdfDeparture, ...]
    strength_decision: tuple[str, ...]
    local_practice: tuple[Block, ...]


@dataclass(frozen=True)
class PdfSection:
    """A heading, what introduces it, and its rules."""

    heading: str
    introduction: tuple[Block, ...]
    rules: tuple[PdfRule, ...]


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
    summary: str
    version: str
    kind: str
    standing: str
    across: str
    check_code: str
    check_address: str
    qr_code: str
    state: str
    facts: tuple[PdfFact, ...]
    sentences: str
    notices: tuple[PdfNotice, ...]
    print_notice: tuple[str, ...]
    introduction: tuple[Block, ...]
    sections: tuple[PdfSection, ...]
    changed: str
    change_kind: str
    change_note: tuple[str, ...]
    headlines: tuple[str, ...]
    details: tuple[tuple[str, str], ...]


def pdf_copies(publication: Publication) -> Iterator[PdfCopy]:
    """Yield the printable copy of every version that has one by the settings, one after the other."""
    for document in publication.documents:
        comparisons = Comparisons(document)
        for version in document.document.versions:
            if publication.has_pdf(document, version):
                yield dated_copy(publication, document, comparisons, version, dating_day(document))


def dated_copy(
    publication: Publication, document: DocumentOnDay, comparisons: Comparisons, version: Version, earlier: date
) -> PdfCopy:
    """Return the copy of *version* dated with the day *earlier*, where it would have said the same then."""
    copy = pdf_copy(publication, document, comparisons, version)
    if copy.dated is None or earlier == copy.dated:
        return copy
    then = replace(publication, day=earlier)
    former = pdf_copy(then, DocumentOnDay(document.document, earlier, document.library), comparisons, version)
    return former if _undated(former) == _undated(copy) else copy


def _undated(copy: PdfCopy) -> PdfCopy:
    """Return *copy* without its date and the sentence that names it, which only repeats what its other parts say."""
    return replace(copy, dated=None, valid_until=None, state="")


def pdf_copy(publication: Publication, document: DocumentOnDay, comparisons: Comparisons, version: Version) -> PdfCopy:
    """Return what the PDF of *version* says."""
    site = publication.site
    shown, previous, text = plate(publication, document, version), document.previous(version), version.text
    language, region = spoken().language_and_region
    said = reliance(document, version)
    state = " ".join((_("Copy of {day}.", day=in_words(document.day)), said)) if document.applies(version) else said
    return PdfCopy(
        address=addresses.pdf(version),
        language=language,
        region=region,
        rightwards=spoken().direction == "ltr",
        words=spoken().of_prints,
        dated=document.day if document.applies(version) else None,
        valid_until=rely_until(document, version),
        site=site.name,
        topics=topics_of(document),
        title=text.title,
        summary=text.summary,
        version=str(version.number),
        kind=shown.kind,
        standing=shown.standing,
        across=_across(document, version),
        check_code=version.check_code,
        check_address=site.check_address_in_words(version.check_code),
        qr_code=qr_image(site.absolute(addresses.check(version.check_code))),
        state=state,
        facts=_facts(shown, site),
        sentences=" ".join(shown.sentences),
        notices=tuple(_notice(notice, site) for notice in notices(publication, document, version)),
        print_notice=paragraphs(document.print_notice(version)),
        introduction=markdown_blocks(text.introduction, site),
        sections=_sections(publication, version),
        changed=_("What changed in {version}", version=version.number),
        change_kind=sentence(kind_in_words(text.change.kind)),
        change_note=change_in_words(document.document, version),
        headlines=headlines(comparisons.changes(previous, version)) if previous else (),
        details=about(document, version),
    )


def _across(document: DocumentOnDay, version: Version) -> str:
    if document.call_off(version):
        return _("Called off")
    standing = document.standing(version)
    return _(MARKED_ACROSS[standing]) if standing in MARKED_ACROSS else ""


def _facts(shown: Plate, site: SiteFacts) -> tuple[PdfFact, ...]:
    return tuple(PdfFact(fact.term, tuple(prose_runs(line, site) for line in fact.lines)) for fact in shown.facts)


def _notice(notice: Notice, site: SiteFacts) -> PdfNotice:
    return PdfNotice(notice.heading, tuple(prose_runs(prose, site) for prose in notice.paragraphs))


def _sections(publication: Publication, version: Version) -> tuple[PdfSection, ...]:
    views = sections(version, publication.library)
    return tuple(
        _section(view, section, publication.site) for view, section in zip(views, version.text.sections, strict=True)
    )


def _section(view: SectionView, section: Section, site: SiteFacts) -> PdfSection:
    local = [markdown_blocks(rule.local_practice, site) for rule in section.rules]
    return PdfSection(
        heading=view.heading,
        introduction=markdown_blocks(section.introduction, site),
        rules=tuple(_rule(rule, practice, site) for rule, practice in zip(view.rules, local, strict=True)),
    )


def _rule(view: RuleView, local_practice: tuple[Block, ...], site: SiteFacts) -> PdfRule:
    return PdfRule(
        number=view.number,
        strength=view.strength,
        paragraphs=view.paragraphs,
        sources=tuple(
            (Run(line.lead), Run(line.title, whole_address(line.href, site), emphasis=True), Run(line.rest))
            for line in view.sources
        ),
        meaning_departures=tuple(_departure(line) for line in view.meaning_departures),
        other_departures=tuple(_departure(line) for line in view.other_departures),
        own_statements=tuple(PdfDeparture(line.sentence, "", paragraphs(line.reason)) for line in view.own_statements),
        strength_decision=view.strength_decision,
        local_practice=local_practice,
    )


def _departure(line: DepartureLine) -> PdfDeparture:
    because = tuple(text for text in (*paragraphs(line.reason), line.approval) if text)
    return PdfDeparture(line.sentence, line.label, because)
