"""The rules of a version as they are read: numbered through the whole document, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from inforce.compare.headlines import strength_in_words
from inforce.model.annexes import Annex, annexes_of_rule
from inforce.model.block_text import as_written
from inforce.model.catalogue import _
from inforce.model.guidance import Rule, RunningText, Version
from inforce.model.library import Library
from inforce.model.names import paragraphs
from inforce.model.numbering import NumberedRule, NumberedSection, numbered_sections, rules_by_id
from inforce.site import addresses
from inforce.site.block_html import as_html
from inforce.site.citations import SourceLine, source_lines
from inforce.site.marked_words import Link, link
from inforce.site.phrases.verdicts import DepartureLine, OwnStatementLine, as_named, own_statements, verdict

_SHORT_NUMBER, _MEDIUM_NUMBER = 2, 6  # signs
_SHORT = 600  # letters: about seven lines of a print


@dataclass(frozen=True)
class AnnexView:
    """What stands beside a rule or around all of them: its kind, its heading ("" for none) and its words as HTML."""

    kind: str
    heading: str
    words: Markup


def annex_views(annexes: Iterable[Annex], page: str = "") -> tuple[AnnexView, ...]:
    """Return *annexes* ready to print; *page* is the address of their version where they stand on another page."""
    return tuple(AnnexView(one.kind, one.heading, as_html(one.text, page)) for one in annexes)


@dataclass(frozen=True)
class RuleView:
    """One rule, ready to print; departures that change the meaning stand apart from the others.

    *number* is what stands beside it, *name* what it is called by in sentences. Links to *former_ids* lead here too.
    """

    id: str
    former_ids: tuple[str, ...]
    number: str
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
    annexes: tuple[AnnexView, ...]
    deprecated: bool
    history: Link

    @property
    def is_short(self) -> bool:
        """Whether its words are short enough to stand on one sheet of a print without leaving much of another empty."""
        return sum(map(len, (*self.strength_decision, as_written(self.source)))) <= _SHORT


@dataclass(frozen=True)
class RunOfRules:
    """Rules that follow each other."""

    rules: tuple[RuleView, ...]

    @property
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


@dataclass(frozen=True)
class RunOfText:
    """Text between rules."""

    texts: tuple[Markup, ...]
    rules: tuple[RuleView, ...] = ()


def _run(parts: list[RuleView | Markup]) -> RunOfRules | RunOfText:
    rules = tuple(part for part in parts if isinstance(part, RuleView))
    return RunOfRules(rules) if rules else RunOfText(tuple(part for part in parts if isinstance(part, Markup)))


@dataclass(frozen=True)
class SectionView:
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


def sections(version: Version, library: Library) -> tuple[SectionView, ...]:
    """Return the sections of *version*, those within sections after the one that they stand in."""
    rules = rules_by_id(version)
    sections = numbered_sections(version)
    taken = {one.section.id for one in sections} | set(rules)
    return tuple(_section(version, placed, rules, taken, library) for placed in sections)


def _section(
    version: Version, placed: NumberedSection, rules: Mapping[str, NumberedRule], taken: Set[str], library: Library
) -> SectionView:
    section = placed.section
    parts = tuple(
        as_html(part.text)
        if isinstance(part, RunningText)
        else _rule(version.document, rules[part.id], rules, taken, library)
        for part in section.rules
    )
    return SectionView(section.id, placed.level, placed.number, section.heading, as_html(section.introduction), parts)


def _rule(
    document: str, placed: NumberedRule, rules: Mapping[str, NumberedRule], taken: Set[str], library: Library
) -> RuleView:
    rule, number = placed.rule, placed.name
    departures = [line for citation in rule.citations for line in verdict(rule, citation, library).departures]
    return RuleView(
        id=rule.id,
        former_ids=tuple(former for former in dict.fromkeys(rule.formerly) if former not in taken),
        number=placed.number,
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
        annexes=annex_views(annexes_of_rule(rule, rules)),
        deprecated=rule.deprecated is not None,
        history=link(_("History of rule {number}", number=number), addresses.rule(document, rule.id)),
    )


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
