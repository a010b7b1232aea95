"""The rules of a version as they are read: numbered through the whole document, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from inforce.compare.headlines import strength_in_words
from inforce.model.annexes import (
    Annex,
    annexes_of_rule,
    attributes_by_name,
    meaning_of,
    not_to_be_used,
    terms_in,
    terms_used,
)
from inforce.model.block_text import as_written
from inforce.model.catalogue import _, current_catalogue
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.names import paragraphs
from inforce.model.numbering import NumberedRule, NumberedSection, numbered_sections, rules_by_id
from inforce.model.rules import Rule, RunningText, Term
from inforce.site import addresses
from inforce.site.block_html import as_html
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, link
from inforce.site.phrases.editions import SourceLine, source_lines
from inforce.site.phrases.verdicts import DepartureLine, OwnStatementLine, as_named, own_statements, verdict
from inforce.site.publication import Publication
from inforce.site.templates import render

_SHORT_NUMBER, _MEDIUM_NUMBER = 2, 6  # signs
_PLACE: Final = "\0"
_SHORT = 600  # letters: about seven lines of a print


class AnnexView(NamedTuple):
    """What stands beside a rule or around all of them: its kind, its heading ("" for none) and its words as HTML."""

    kind: str
    heading: str
    words: Markup


def annex_views(annexes: Iterable[Annex], page: str = "") -> tuple[AnnexView, ...]:
    """Return *annexes* ready to print; *page* is the address of their version where they stand on another page."""
    return tuple(AnnexView(one.kind, one.heading, as_html(one.text, page)) for one in annexes)


class RuleView(NamedTuple):
    """One rule, ready to print; departures that change the meaning stand apart from the others.

    *number* is what stands beside it, *heading* the same for those who hear it, and *name* what it is called by in
    sentences. Links to *former_ids* lead here too.
    *meaning* folds that of the terms that it uses, *is_told_first* is whether one of them is used by no rule before it.
    *filtered_by* has the number of each filter of the version with the numbers of the values that the rule has.
    """

    id: str
    former_ids: tuple[str, ...]
    number: str
    heading: Markup
    name: str
    strength: str
    strength_decision: tuple[str, ...]
    source: str
    words: Markup
    sources: tuple[SourceLine, ...]
    meaning_departures: tuple[DepartureLine, ...]
    other_departures: tuple[DepartureLine, ...]
    own_statements: tuple[OwnStatementLine, ...]
    local_practice: Markup
    facts: tuple[tuple[str, str], ...]
    annexes: tuple[AnnexView, ...]
    meaning: Markup
    is_told_first: bool
    filtered_by: tuple[tuple[int, str], ...]
    not_to_be_used: str
    history: Link

    @property
    def is_short(self) -> bool:
        """Whether its words are short enough to stand on one sheet of a print without leaving much of another empty."""
        return sum(map(len, (*self.strength_decision, as_written(self.source)))) <= _SHORT


MOST_FILTERS: Final = 3
MOST_VALUES: Final = 12
"""So many filters the style sheet knows, and so many values of each; it filters, so that this needs no JavaScript."""


class Filter(NamedTuple):
    """An attribute by which readers choose the rules that they see, with its values; counted from 1."""

    number: int
    name: str
    values: tuple[str, ...]

    def of(self, rule: Rule) -> str:
        """Return the numbers of the values that *rule* has, counted from 1."""
        has = {one.value for one in rule.attributes if one.name == self.name}
        return " ".join(str(place) for place, value in enumerate(self.values, start=1) if value in has)


def filters(version: Version) -> tuple[Filter, ...]:
    """Return the attributes of the rules of *version* that tell them apart and have few values, in their order."""
    values: dict[str, dict[str, int]] = {}
    for rule in version.rules:
        for one in rule.attributes:
            known = values.setdefault(one.name, {})
            known[one.value] = known.get(one.value, 0) + 1
    telling = [(name, tuple(sorted(found))) for name, found in values.items() if 1 < len(found) <= MOST_VALUES]
    return tuple(Filter(place, *one) for place, one in enumerate(telling[:MOST_FILTERS], start=1))


class RuleItem(NamedTuple):
    """A rule in a list of those of its section: *now* leads to it as it is now, where its version is not in force.

    It is *counted* where the list itself numbers its items.
    """

    rule: RuleView
    level: int
    counted: bool
    now: Link | None


@lru_cache(maxsize=512)
def _rendered(item: RuleItem, _words: str) -> Markup:
    """Return *item* as HTML in the words that are spoken, which are those of that digest: versions share most rules."""
    return render("version_rule.html", item)


@dataclass(frozen=True)
class RunOfRules:
    """Rules that follow each other."""

    rules: tuple[RuleView, ...]

    def item(self, rule: RuleView, level: int, now: Link | None) -> Markup:
        """Return one of the rules as HTML, in a section of that *level*."""
        return _rendered(RuleItem(rule, level, self.first is not None, now), current_catalogue().digest)

    @cached_property
    def first(self) -> int | None:
        """The number of the first rule, where the others count up from it."""
        numbers = [rule.number for rule in self.rules]
        if not numbers[0].isdecimal():
            return None
        first = int(numbers[0])
        return first if numbers == [str(first + place) for place in range(len(numbers))] else None

    @property
    def width(self) -> str:
        """How much room the numbers take beside the rules: short, medium, or long, which stand above them."""
        longest = max(len(rule.number) for rule in self.rules)
        return "short" if longest <= _SHORT_NUMBER else "medium" if longest <= _MEDIUM_NUMBER else "long"


class RunOfText(NamedTuple):
    """Text between rules."""

    texts: tuple[Markup, ...]
    rules: tuple[RuleView, ...] = ()


def _run(parts: list[RuleView | Markup]) -> RunOfRules | RunOfText:
    rules = tuple(part for part in parts if isinstance(part, RuleView))
    return RunOfRules(rules) if rules else RunOfText(tuple(part for part in parts if isinstance(part, Markup)))


class SectionView(NamedTuple):
    """A section with its rules, and text between them as HTML; *level* counts from 1."""

    id: str
    level: int
    number: str
    heading: str
    introduction: Markup
    parts: tuple[RuleView | Markup, ...]

    @property
    def runs(self) -> tuple[RunOfRules | RunOfText, ...]:
        """The parts, those of one kind that follow each other together."""
        runs = groupby(self.parts, key=lambda part: isinstance(part, RuleView))
        return tuple(_run(list(found)) for _, found in runs)

    @property
    def whole_heading(self) -> str:
        """The heading with the number before it."""
        return f"{self.number} {self.heading}".strip()


class _Around(NamedTuple):
    """What a rule is told with: its version, all rules of that by id, and who uses a term first.

    *leads* has the rule that each id leads to which no rule or section has any more.
    """

    version: Version
    rules: Mapping[str, NumberedRule]
    leads: Mapping[str, str]
    first_uses: Mapping[str, str]
    filters: tuple[Filter, ...]
    library: Library


def sections(version: Version, library: Library) -> tuple[SectionView, ...]:
    """Return the sections of *version*, those within sections after the one that they stand in."""
    rules = rules_by_id(version)
    sections = numbered_sections(version)
    taken = {one.section.id for one in sections} | set(rules)
    former = ((name, rule.id) for rule in version.rules for name in rule.leads_here)
    leads = {name: rule for name, rule in reversed(list(former)) if name not in taken}
    around = _Around(version, rules, leads, first_uses(version), filters(version), library)
    return tuple(_section(placed, around) for placed in sections)


def moved_away(publication: Publication, document: DocumentOnDay) -> dict[str, Link]:
    """Return the page of every rule of *document* that stands in another one now, by the id that it had here."""
    found: dict[str, Link] = {}
    for told in publication.documents:
        for stands in told.document.versions if told.id != document.id else ():
            for rule in stands.rules:
                page = link(told.title, addresses.rule(told.id, rule.id))
                found |= {name: page for former, name in rule.moved_from if former in document.document.ids}
    return found


def first_uses(version: Version) -> Mapping[str, str]:
    """Return the id of the rule that uses each term first, by the id of the term."""
    found: dict[str, str] = {}
    for rule in version.rules if version.text.terms else ():
        for term in terms_used(rule, version.text.terms):
            found.setdefault(term.id, rule.id)
    return found


def with_meaning(text: str, version: Version, first: Mapping[str, str]) -> Markup:
    """Return *text* of *version*, which is no rule, as HTML, with what its terms mean folded below it.

    A print has the meaning beside the *first* rule that uses a term, and here where no rule does.
    """
    terms = terms_in((text,), version.text.terms)
    return as_html(text) + _meaning(terms, printed=any(term.id not in first for term in terms))


def _meaning(terms: tuple[Term, ...], *, printed: bool) -> Markup:
    folds = (
        Markup('<details class="fold rule__meaning{}"><summary>{}</summary>{}</details>\n').format(
            "" if printed else " rule__meaning--again", one.heading, as_html(one.text)
        )
        for one in meaning_of(terms)
    )
    return Markup("").join(folds)


def _section(placed: NumberedSection, around: _Around) -> SectionView:
    section = placed.section
    parts = tuple(
        with_meaning(part.text, around.version, around.first_uses)
        if isinstance(part, RunningText)
        else _rule(around.rules[part.id], around)
        for part in section.rules
    )
    introduction = with_meaning(section.introduction, around.version, around.first_uses)
    return SectionView(section.id, placed.level, placed.number, section.heading, introduction, parts)


def _rule(placed: NumberedRule, around: _Around) -> RuleView:
    rule, number, library = placed.rule, placed.name, around.library
    terms = terms_used(rule, around.version.text.terms)
    is_told_first = any(around.first_uses[term.id] == rule.id for term in terms)
    departures = [line for citation in rule.citations for line in verdict(rule, citation, library).departures]
    return RuleView(
        id=rule.id,
        former_ids=tuple(name for name, leads_to in around.leads.items() if leads_to == rule.id),
        number=placed.number,
        heading=_heard(placed.number),
        name=number,
        strength=strength_in_words(rule.strength) if rule.strength else "",
        strength_decision=strength_decision(rule),
        source=rule.text,
        words=_numbered(as_html(rule.text), placed.number),
        sources=source_lines(rule, library),
        meaning_departures=tuple(line for line in departures if line.changes_meaning),
        other_departures=tuple(line for line in departures if not line.changes_meaning),
        own_statements=own_statements(rule, library),
        local_practice=as_html(rule.local_practice),
        facts=attributes_by_name(rule.attributes),
        annexes=annex_views(one for one in annexes_of_rule(rule, around.rules) if one.kind != "attributes"),
        meaning=_meaning(terms, printed=is_told_first),
        is_told_first=is_told_first,
        filtered_by=tuple((one.number, had) for one in around.filters if (had := one.of(rule))),
        not_to_be_used=not_to_be_used(rule),
        history=link(_("History of rule {number}", number=number), addresses.rule(around.version.document, rule.id)),
    )


def _heard(number: str) -> Markup:
    """Return *number* with the words that make it the name of a rule, which a style sheet hides, in elements."""
    around = _("Rule {number}", number=_PLACE).split(_PLACE)
    return escape(number).join(Markup("<i>{}</i>").format(words) if words else "" for words in around)


def _numbered(words: Markup, number: str) -> Markup:
    """Return *words* with *number* on their first element, before which prints set it."""
    if number.isdecimal() or not words.startswith("<"):
        return words
    first, rest = words[: words.index(">")], words[words.index(">") :]
    return Markup('{} data-number="{}"{}').format(Markup(first), number, Markup(rest))  # noqa: S704 - HTML of ours


def strength_decision(rule: Rule) -> tuple[str, ...]:
    """Return that the rule was decided to bind otherwise here, why, and on whose approval."""
    decision = rule.strength_decision
    if decision is None:
        return ()
    return (
        _("Decided here: its words or its source say otherwise."),
        *paragraphs(decision.reason),
        _("Approved by: {approver}", approver=as_named(decision.approved_by)),
    )
