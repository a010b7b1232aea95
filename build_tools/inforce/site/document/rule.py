"""The page of a rule: its words and how to cite it, what it said through the versions, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from inforce.compare.headlines import strength_in_words, strength_or_not_stated
from inforce.compare.text_comparison import Compared, texts_of_rule
from inforce.model.annexes import annexes_of_rule, meaning_of, not_to_be_used, terms_used
from inforce.model.catalogue import _, listed, with_commas
from inforce.model.numbering import RuleInVersion, rule_line, rule_lines, rules_by_id
from inforce.model.rules import Rule
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.notices import notices
from inforce.site.document.rule_history import (
    CitedPassage,
    OtherEdition,
    RuleHistory,
    Wording,
    citation,
    cited_passages,
    in_force_in_words,
    lasting_address,
    other_editions,
)
from inforce.site.document.rules import AnnexView, annex_views, moved_away, strength_decision
from inforce.site.document.status_box import Sheet, attributes, sheet
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, Notice, Paragraphs, Prose, link, plain, prose, redlined
from inforce.site.page import Heading, Page
from inforce.site.phrases.changes import Chip, chip_of
from inforce.site.phrases.currency import status_in_words
from inforce.site.publication import Publication
from inforce.site.templates import render


class Run(NamedTuple):
    """Versions one after the other that say the same: which, and on which days they applied."""

    versions: tuple[Link, ...]
    in_force: str


class Changed(NamedTuple):
    """What a wording changed of the one before: since which version, how much it weighs, and the marked words."""

    heading: str
    chips: tuple[Chip, ...]
    notes: tuple[str, ...]
    words: Paragraphs
    local_practice: Paragraphs


class WordingView(NamedTuple):
    """Everything about one wording."""

    id: str
    heading: str
    runs: tuple[Run, ...]
    not_to_be_used: str
    strength: str
    strength_decision: tuple[str, ...]
    words: Paragraphs
    local_practice: Paragraphs
    annexes: tuple[AnnexView, ...]
    changed: Changed | None


class RuleHistoryView(NamedTuple):
    """Everything on the page."""

    sheet: Sheet
    document: Link
    title: str
    status: Prose
    origin: tuple[Prose, ...]
    former_ids: str
    notices: tuple[Notice, ...]
    words: Paragraphs
    citation: str
    address: str
    wordings: tuple[WordingView, ...]
    sources: tuple[CitedPassage, ...]
    other_editions: tuple[OtherEdition, ...]


class MovedView(NamedTuple):
    """Everything on the page at an id that a rule had: where the rule is told now."""

    sheet: Sheet
    document: Link
    title: str
    said: Prose


def rule_pages(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Page]:
    """Yield a page for every rule that *document* ever had, and one that leads there for every other id of it."""
    about, warned = sheet(publication, document, document.shown), notices(publication, document, document.shown)
    on_html = attributes(publication, document, document.shown)
    for line in comparisons.lines:
        history = RuleHistory(document, line)
        page = _page(publication, history, _view(publication, history, about, warned, comparisons.compared), on_html)
        yield page
        for name in history.other_ids:
            yield replace(
                page,
                address=addresses.rule(document.id, name),
                body=render("rule_moved.html", _moved(history, name, about)),
                contents=(),
            )


def _page(publication: Publication, history: RuleHistory, view: RuleHistoryView, on_html: Mapping[str, str]) -> Page:
    address = addresses.rule(history.document.id, history.id)
    return Page(
        address=address,
        title=f"{_in_full(history)} - {publication.site.name}",
        description=_("What this rule of {title} said in each version, and its sources.", title=history.document.title),
        body=render("rule.html", view),
        layout="guidance",
        contents=_contents(),
        head=canonical_link(publication, address),
        attributes=on_html,
        indexed=False,
    )


def _moved(history: RuleHistory, name: str, about: Sheet) -> MovedView:
    document, title = history.document, _title(history)
    page = link(title, addresses.rule(document.id, history.id))
    return MovedView(
        sheet=about,
        document=link(document.title, addresses.document(document.id)),
        title=title,
        said=prose(_('In links this rule is not called "{name}" any more. Read {page}.'), name=name, page=page),
    )


def _view(
    publication: Publication, history: RuleHistory, about: Sheet, warned: tuple[Notice, ...], compared: Compared
) -> RuleHistoryView:
    document, shown = history.document, history.shown
    others = listed(history.other_ids)
    return RuleHistoryView(
        sheet=about,
        document=link(document.title, addresses.document(document.id)),
        title=_title(history),
        status=_status(history),
        origin=tuple(_origin(publication, history)),
        former_ids=_("Links to this rule may also call it {names}.", names=others) if others else "",
        notices=(*_taken_out(publication, history), *warned),
        words=plain(shown.rule.text),
        citation=citation(shown, publication.site),
        address=lasting_address(shown, publication.site),
        wordings=tuple(
            _wording(history, place, one, compared) for place, one in enumerate(history.wordings(), start=1)
        ),
        sources=cited_passages(history.line, publication.library),
        other_editions=tuple(other_editions(history.line, publication.library)),
    )


def _title(history: RuleHistory) -> str:
    number = history.shown.number
    return _("Former rule {number}", number=number) if history.is_former else _("Rule {number}", number=number)


def _in_full(history: RuleHistory) -> str:
    """Return the title as it tells the page from those of other documents."""
    number, title = history.shown.number, history.document.title
    if history.is_former:
        return _("Former rule {number} of {title}", number=number, title=title)
    return _("Rule {number} of {title}", number=number, title=title)


def _status(history: RuleHistory) -> Prose:
    document, version = history.document, history.shown.version
    words = _("rule {number} of version {version}", number=history.shown.placed.cited, version=version.number)
    if history.current and document.current:
        rule = link(words, addresses.document(document.id), history.id)
        return prose(_("This is {rule}, which is in force."), rule=rule)
    rule, status = link(words, addresses.version(version), history.id), status_in_words(document, version)
    if not history.is_former:
        return prose(_("This is {rule} ({status})."), rule=rule, status=status)
    return prose(_("It was last {rule} ({status})."), rule=rule, status=status)


def _origin(publication: Publication, history: RuleHistory) -> Iterator[Prose]:
    """Yield which rules it was put together or split from, which were split from it, and where it stood before."""
    rule, lines = history.shown.rule, rule_lines(history.document.document)
    for name in rule.parts_from:
        if other := next((RuleHistory(history.document, line) for line in lines if name in line.ids), None):
            page = link(_title(other), addresses.rule(history.document.id, other.id))
            if name == rule.split_from:
                yield prose(_("It was split from another rule: {page}."), page=page)
            else:
                yield prose(_("Another rule became part of it: {page}."), page=page)
    for into in history.went_into() if history.current else ():
        yield prose(_("Another rule was split from it: {page}."), page=_page_of(history, into))
    for document, name in rule.moved_from:
        if told := publication.document(document):
            page = link(told.title, addresses.rule(told.id, name))
            yield prose(_("It was in another document before: {page}."), page=page)


def _page_of(history: RuleHistory, rule: RuleInVersion) -> Link:
    """Return the link to the page of another rule of the document."""
    other = RuleHistory(history.document, rule_line(history.document.document, rule.rule.id))
    return link(_title(other), addresses.rule(history.document.id, other.id))


def _goes_on(publication: Publication, history: RuleHistory) -> Iterator[Prose]:
    """Yield where a rule that was taken out goes on: in other rules, or in another document."""
    for into in history.went_into():
        yield prose(_("It is now part of another rule: {page}."), page=_page_of(history, into))
    away = moved_away(publication, history.document)
    for page in dict.fromkeys(away[name] for name in history.line.ids if name in away):
        yield prose(_("It is now in another document: {page}."), page=page)


def _taken_out(publication: Publication, history: RuleHistory) -> Iterator[Notice]:
    document = history.document
    if history.current:
        return
    by, shown = history.taken_out_by(), document.shown
    read = link(_("Read version {version}", version=shown.number), addresses.version(shown))
    heading = _(
        "This rule is not in version {version} ({status})",
        version=shown.number,
        status=status_in_words(document, shown),
    )
    if document.call_off(history.shown.version):
        said = prose(_("It was only in a version that was cancelled. {read}."), read=read)
        yield Notice("withdrawn", heading, (said,))
    elif by:
        said = prose(_("Version {version} removed it. {read}."), version=by, read=read)
        yield Notice("superseded", heading, (said, *_goes_on(publication, history)))
    else:
        yield Notice("upcoming", heading, (prose(_("It comes with a later version. {read}."), read=read),))


def _wording(history: RuleHistory, place: int, wording: Wording, compared: Compared) -> WordingView:
    rule, version = wording.newest.rule, wording.newest.version
    return WordingView(
        id=f"wording_{place}",
        heading=with_commas([_versions_in_words(run) for run in wording.runs]),
        runs=tuple(_run(history.document, run) for run in wording.runs),
        not_to_be_used=not_to_be_used(rule),
        strength=strength_in_words(rule.strength) if rule.strength else "",
        strength_decision=strength_decision(rule),
        words=plain(rule.text),
        local_practice=plain(rule.local_practice),
        annexes=annex_views(
            (*annexes_of_rule(rule, rules_by_id(version)), *meaning_of(terms_used(rule, version.text.terms))),
            addresses.version(version),
        ),
        changed=_changed(history, wording, compared),
    )


def _versions_in_words(run: tuple[RuleInVersion, ...]) -> str:
    first, last = run[0].version.number, run[-1].version.number
    if first == last:
        return _("Version {version}", version=first)
    return _("Versions {first} to {last}", first=first, last=last)


def _run(document: DocumentOnDay, run: tuple[RuleInVersion, ...]) -> Run:
    ends = (run[0],) if len(run) == 1 else (run[0], run[-1])
    links = (
        link(_("Read it in version {version}", version=one.version.number), addresses.version(one.version), one.rule.id)
        for one in ends
    )
    return Run(tuple(links), in_force_in_words(document, run))


def _changed(history: RuleHistory, wording: Wording, compared: Compared) -> Changed | None:
    """Return what *wording* changed of what the rule said before it began to say so."""
    before = history.before(wording.began)
    if before is None:
        return None
    was, now = before.rule, wording.began.rule
    (theirs, ours), practice = (pair.as_read for pair in texts_of_rule(was, now)[:2])
    if (theirs, practice[0], was.strength) == (ours, practice[1], now.strength):
        return None  # only a version that was cancelled said anything else
    language = wording.began.version.language
    found = compared(theirs, ours, language)
    return Changed(
        heading=_("What changed since version {version}", version=before.version.number),
        chips=chip_of(found.weight, reverses=found.reverses),
        notes=(_binding(was, now),) if was.strength != now.strength else (),
        words=redlined(found.spans(theirs, ours), was.text, now.text) if theirs != ours else (),
        local_practice=redlined(compared(*practice, language).spans(*practice), was.local_practice, now.local_practice)
        if practice[0] != practice[1]
        else (),
    )


def _binding(was: Rule, now: Rule) -> str:
    return _(
        "How binding it is: {before} before, {then} then.",
        before=strength_or_not_stated(was.strength),
        then=strength_or_not_stated(now.strength),
    )


def _contents() -> tuple[Heading, ...]:
    # ids of our own hold an underscore, which no id of a passage can
    return (
        Heading("cite_this_rule", _("Cite this rule")),
        Heading("its_wording", _("How the wording has changed")),
        Heading("its_sources", _("Its sources")),
    )
