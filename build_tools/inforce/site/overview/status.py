"""What owners have to see to, as known on a day, and the pages on which they see it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Final, NamedTuple

from inforce.checks.reviews import why_void
from inforce.compare.quotations import Verdict, proof
from inforce.model.catalogue import N_, _, listed, ngettext
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.names import natural
from inforce.model.numbering import numbered_rules
from inforce.model.placeholders import is_not_named
from inforce.model.rules import Rule
from inforce.model.sources import Edition
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import SOON, DocumentOnDay
from inforce.site.marked_words import Link, link
from inforce.site.overview.places import Item
from inforce.site.overview.single_pages import fields_title
from inforce.site.page import Page
from inforce.site.phrases.changes import version_name
from inforce.site.phrases.editions import evidence_in_words, short_name
from inforce.site.phrases.verdicts import verdict
from inforce.site.publication import Publication
from inforce.site.templates import render


class Reason(Enum):
    """Why something is to be seen to, in the order of the page."""

    REVIEW_OVERDUE = auto()
    REVIEW_VOID = auto()
    REVIEW_DUE = auto()
    REVIEW_NOT_KNOWN = auto()
    COMING = auto()
    SOURCE_REPLACED = auto()
    MEANING = auto()
    UNCHECKED = auto()


class OwnerTask(NamedTuple):
    """Something to be seen to: where to read of it, what it is, by when, and whose it is."""

    reason: Reason
    owner: str
    link: Link
    said: str
    day: date = date.max


def in_order(found: Iterable[OwnerTask]) -> tuple[OwnerTask, ...]:
    """Return what is to be seen to, that with the earliest day first."""
    return tuple(sorted(found, key=lambda matter: (matter.day, natural(matter.link.text), matter.link.href)))


def matters(publication: Publication, document: DocumentOnDay) -> Iterator[OwnerTask]:
    """Yield all there is to see to about *document*."""
    yield from _coming(document)
    version = document.current
    if version is None:
        return
    yield _review(document, version)
    owner, here = _owner_of(document), link(document.title, addresses.document(document.id))
    if void := document.void_review(version):
        said = _("Reviewed on {day}; {reason}.", day=in_words(void.review.on), reason=why_void(void))
        yield OwnerTask(Reason.REVIEW_VOID, owner, here, said, void.review.on)
    for edition in publication.cited_editions(version):
        replaced = edition.details.replaced
        if replaced:
            if replaced.on.lies_ahead(publication.day):
                said = _("{edition}: to be replaced {day}", edition=short_name(edition), day=replaced.on.in_words)
            else:
                said = _("{edition}: replaced {day}", edition=short_name(edition), day=replaced.on.in_words)
            yield OwnerTask(Reason.SOURCE_REPLACED, owner, here, said)
    sources = link(document.title, addresses.rules_and_sources(document.id))
    if numbers := [number for number, rule in _numbered(version) if _changes_meaning(rule, publication.library)]:
        yield OwnerTask(Reason.MEANING, owner, sources, _rules(numbers))
    if numbers := [number for number, rule in _numbered(version) if _is_unchecked(rule, publication.library)]:
        yield OwnerTask(Reason.UNCHECKED, owner, sources, _rules(numbers))


def _review(document: DocumentOnDay, version: Version) -> OwnerTask:
    owner, here = _owner_of(document), link(document.title, addresses.document(document.id))
    due = document.review_due(version)
    if due is None:
        said = _("Version {version}. The start date is not known.", version=version.number)
        return OwnerTask(Reason.REVIEW_NOT_KNOWN, owner, here, said)
    if document.review_overdue(version):
        said = _("Review was due {day}", day=in_words(due))
        return OwnerTask(Reason.REVIEW_OVERDUE, owner, here, said, due)
    return OwnerTask(Reason.REVIEW_DUE, owner, here, _("Review due {day}", day=in_words(due)), due)


def _coming(document: DocumentOnDay) -> Iterator[OwnerTask]:
    owner = _owner_of(document)
    for version in document.document.versions:
        begins = version.in_force_from
        if begins and document.status(version) is Status.UPCOMING:
            here = link(version_name(version), addresses.version(version))
            yield OwnerTask(Reason.COMING, owner, here, _("Comes into force on {day}", day=in_words(begins)), begins)
    withdrawn = document.document.details.withdrawn
    if withdrawn and not document.is_withdrawn:
        here = link(document.title, addresses.document(document.id))
        said = _("To be withdrawn on {day}", day=in_words(withdrawn.on))
        yield OwnerTask(Reason.COMING, owner, here, said, withdrawn.on)


def _owner_of(document: DocumentOnDay) -> str:
    """Return the owner as the heading of what they have to see to."""
    owner = document.document.details.owner
    return _("Owner not named yet") if is_not_named(owner) else owner


def _numbered(version: Version) -> Iterator[tuple[str, Rule]]:
    return ((placed.cited, placed.rule) for placed in numbered_rules(version))


def _changes_meaning(rule: Rule, library: Library) -> bool:
    """Whether *rule* declares a departure from its source that changes the meaning; others would stop publication."""
    declaring = (citation for citation in rule.citations if citation.departures)
    return any(line.changes_meaning for one in declaring for line in verdict(rule, one, library).departures)


def _is_unchecked(rule: Rule, library: Library) -> bool:
    return any(library.passage(citation.passage) is None for citation in rule.citations)


def _rules(numbers: list[str]) -> str:
    said = listed(numbers)
    return ngettext("Rule {numbers}", "Rules {numbers}", len(numbers), numbers=said)


AT_MOST: Final = 50
"""How many matters of a kind the page of all owners lists; each stands on the page of its owner too."""

_HEADINGS = {
    Reason.REVIEW_OVERDUE: N_("Reviews that are overdue"),
    Reason.REVIEW_VOID: N_("Reviews that no longer hold"),
    Reason.REVIEW_DUE: N_("Reviews that are due"),
    Reason.REVIEW_NOT_KNOWN: N_("Reviews of which the day is not known"),
    Reason.COMING: N_("Starting or ending soon"),
    Reason.SOURCE_REPLACED: N_("Guidance whose source was replaced"),
    Reason.MEANING: N_("Rules that differ in meaning from their source"),
    Reason.UNCHECKED: N_("Rules we cannot check, because we do not hold the text of their source"),
}


class Part(NamedTuple):
    """Entries under a heading, and what is said below them, such as that there are more."""

    heading: str
    items: tuple[Item, ...]
    below: str = ""


@dataclass(frozen=True)
class Figures:
    """What a meeting asks of the guidance of *owner*, or of all owners where that is "".

    How many documents are in force; how many of those are in date, and how many overdue for review, the first of them
    *since* when; and how many use a source that was replaced. Where no date of a review is known, one is neither.
    """

    owner: str
    in_force: int
    in_date: int
    overdue: int
    since: date | None
    replaced: int


class FiguresView(NamedTuple):
    """The figures in words: a line for everybody, a row for each owner, and where programs have the same."""

    whole: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Link, tuple[str, ...]], ...]
    files: tuple[Link, ...]


class StatusView(NamedTuple):
    """A page of matters; *all* leads from an owner's back to that of everybody, from which *fields* leads on."""

    title: str
    all: Link | None
    parts: tuple[Part, ...]
    fields: Link | None = None
    figures: FiguresView | None = None


class Unproven(NamedTuple):
    """An edition that guidance in force cites and whose words no original proves."""

    source: str
    edition: str
    item: Item


class Tasks(NamedTuple):
    """What the owner of a document has to see to."""

    owner: str
    matters: tuple[OwnerTask, ...]
    unproven: tuple[Unproven, ...]


def tasks(publication: Publication, document: DocumentOnDay) -> Tasks:
    """Return what the owner of *document* has to see to."""
    editions = publication.cited_editions(document.current) if document.current else ()
    unproven = tuple(_unproven(edition) for edition in editions if not _is_proven(edition))
    return Tasks(_owner_of(document), tuple(matters(publication, document)), unproven)


def status_pages(publication: Publication, every: Sequence[Tasks]) -> Iterator[Page]:
    """Yield the page of all owners, and then that of each; of the publication only site and day are asked for."""
    found = in_order(matter for one in every for matter in one.matters)
    by_owner = _by_owner(every, found)
    title = _("Status of the guidance")
    parts = (
        _owners(by_owner),
        *_parts([one for one in found if _is_near(one, publication.day)], AT_MOST),
        *_editions(every),
    )
    fields = link(fields_title(), addresses.fields())
    yield _page(publication, addresses.status(), StatusView(title, None, parts, fields, _figures_in_words(every)))
    back = link(title, addresses.status())
    for owner, theirs in by_owner.items():
        title = _("Status of the guidance of {owner}", owner=owner)
        view = StatusView(title, back, tuple(_parts(theirs, len(theirs))))
        yield _page(publication, addresses.status_of(owner), view)


def figures(every: Sequence[Tasks]) -> tuple[Figures, ...]:
    """Return the figures of all owners together, and then of each, by name."""
    found = [matter for one in every for matter in one.matters]
    return (_figures("", found), *(_figures(owner, theirs) for owner, theirs in _by_owner(every, found).items()))


def _figures(owner: str, found: Sequence[OwnerTask]) -> Figures:
    counts = Counter(matter.reason for matter in found)
    overdue = [matter.day for matter in found if matter.reason is Reason.REVIEW_OVERDUE]
    return Figures(
        owner,
        in_force=len(overdue) + counts[Reason.REVIEW_DUE] + counts[Reason.REVIEW_NOT_KNOWN],
        in_date=counts[Reason.REVIEW_DUE],
        overdue=len(overdue),
        since=min(overdue, default=None),
        replaced=len({matter.link.href for matter in found if matter.reason is Reason.SOURCE_REPLACED}),
    )


def headings_of_figures() -> tuple[str, ...]:
    """Return what each figure is called, the owner first."""
    return (
        _("Owner"), _("In force"), _("In date"), _("Overdue"), _("Overdue since"), _("Using a replaced source"),
    )  # fmt: skip


def _figures_in_words(every: Sequence[Tasks]) -> FiguresView | None:
    whole, *owners = figures(every)
    if not owners:
        return None
    share = round(100 * whole.in_date / whole.in_force) if whole.in_force else 100
    if whole.in_date < whole.in_force:
        share = min(share, 99)  # only all of it is 100%
    said = _(
        "In force: {in_force}. In date: {in_date} ({share}%). Overdue for review: {overdue}. Using a replaced source: "
        "{replaced}.",
        in_force=whole.in_force, in_date=whole.in_date, share=share, overdue=whole.overdue, replaced=whole.replaced,
    )  # fmt: skip
    rows = tuple((link(one.owner, addresses.status_of(one.owner)), _row(one)) for one in owners)
    files = (link(_("These figures as CSV"), addresses.figures("csv")), link(_("As JSON"), addresses.figures("json")))
    return FiguresView(said, headings_of_figures(), rows, files)


def _row(one: Figures) -> tuple[str, ...]:
    since = in_words(one.since) if one.since else ""
    return (str(one.in_force), str(one.in_date), str(one.overdue), since, str(one.replaced))


def _is_near(matter: OwnerTask, day: date) -> bool:
    """Whether *matter* belongs on the page of all owners: a review that is due later does not."""
    return matter.reason is not Reason.REVIEW_DUE or matter.day <= day + SOON


def _page(publication: Publication, address: str, view: StatusView) -> Page:
    return Page(
        address=address,
        title=f"{view.title} - {publication.site.name}",
        description=_("What needs attention from owners of guidance."),
        body=render("status.html", view),
        head=canonical_link(publication, address),
        indexed=False,
    )


def _by_owner(every: Sequence[Tasks], found: Sequence[OwnerTask]) -> Mapping[str, list[OwnerTask]]:
    """Return the matters of each owner, by name; an owner of documents with none to see to is among them."""
    theirs: dict[str, list[OwnerTask]] = defaultdict(list)
    for owner in sorted({one.owner for one in every}, key=natural):
        theirs[owner] = []
    for matter in found:
        theirs[matter.owner].append(matter)
    return theirs


def _owners(by_owner: Mapping[str, list[OwnerTask]]) -> Part:
    below = "" if by_owner else _("No guidance is published.")
    return Part(_("By owner"), tuple(_owner(*one) for one in by_owner.items()), below)


def _owner(owner: str, theirs: Sequence[OwnerTask]) -> Item:
    counts = Counter(matter.reason for matter in theirs)
    in_force = sum(counts[reason] for reason in (Reason.REVIEW_OVERDUE, Reason.REVIEW_DUE, Reason.REVIEW_NOT_KNOWN))
    facts = [ngettext("{count} document in force", "{count} documents in force", in_force)]
    if count := counts[Reason.REVIEW_OVERDUE]:
        facts.append(ngettext("{count} review overdue", "{count} reviews overdue", count))
    if count := counts[Reason.REVIEW_VOID]:
        facts.append(ngettext("{count} review no longer holds", "{count} reviews no longer hold", count))
    if count := counts[Reason.SOURCE_REPLACED]:
        facts.append(ngettext("{count} source replaced", "{count} sources replaced", count))
    if count := counts[Reason.MEANING]:
        facts.append(ngettext("{count} differs in meaning", "{count} differ in meaning", count))
    return Item(link(owner, addresses.status_of(owner)), "", tuple(facts))


def _parts(found: Sequence[OwnerTask], at_most: int) -> Iterator[Part]:
    """Yield the matters by reason, where there are any, and say how many are left out."""
    by_reason: dict[Reason, list[OwnerTask]] = defaultdict(list)
    for matter in found:
        by_reason[matter.reason].append(matter)
    for reason, heading in _HEADINGS.items():
        items = tuple(Item(one.link, one.said, (one.owner,)) for one in by_reason[reason][:at_most])
        if more := len(by_reason[reason]) - len(items):
            below = ngettext(
                "{count} more is on the page of its owner.",
                "{count} more are on the pages of their owners.",
                more,
            )
            yield Part(_(heading), items, below)
        elif items:
            yield Part(_(heading), items)


def _editions(every: Sequence[Tasks]) -> Iterator[Part]:
    """Yield the editions that guidance in force cites and whose words no original proves."""
    cited = {(edition.source, edition.edition): edition.item for one in every for edition in one.unproven}
    if cited:
        yield Part(
            _("Sources not yet checked against the original"),
            tuple(item for _key, item in sorted(cited.items(), key=lambda one: one[0])),
        )


def _unproven(edition: Edition) -> Unproven:
    here = link(short_name(edition), addresses.edition(edition.source, edition.id))
    return Unproven(edition.source, edition.id, Item(here, evidence_in_words(edition), ()))


def _is_proven(edition: Edition) -> bool:
    passages = edition.details.passages
    return bool(passages) and all(proof(edition, passage).verdict is Verdict.THERE for passage in passages)
