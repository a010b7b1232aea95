"""The rules of a version as they are read: numbered through the whole document, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from markupsafe import Markup

from inforce.compare.strength_words import strength_in_words
from inforce.model.catalogue import _
from inforce.model.guidance import Rule, Version
from inforce.model.library import Library
from inforce.model.texts import paragraphs
from inforce.site import addresses
from inforce.site.citations import SourceLine, source_lines
from inforce.site.markdown import as_html
from inforce.site.phrases.verdicts import DepartureLine, OwnStatementLine, own_statements, verdict
from inforce.site.prose import Link, link

_SHORT = 600  # letters: about seven lines of a print


@dataclass(frozen=True)
class RuleView:
    """One rule, ready to print; departures that change the meaning stand apart from the others.

    Links to *former_ids* lead here too.
    """

    id: str
    former_ids: tuple[str, ...]
    number: int
    strength: str
    strength_decision: tuple[str, ...]
    paragraphs: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    meaning_departures: tuple[DepartureLine, ...]
    other_departures: tuple[DepartureLine, ...]
    own_statements: tuple[OwnStatementLine, ...]
    local_practice: Markup
    history: Link

    @property
    def is_short(self) -> bool:
        """Whether its words are short enough to stand on one sheet of a print without leaving much of another empty."""
        return sum(map(len, (*self.strength_decision, *self.paragraphs))) <= _SHORT


@dataclass(frozen=True)
class SectionView:
    """A section with its rules."""

    id: str
    heading: str
    introduction: Markup
    rules: tuple[RuleView, ...]


def sections(version: Version, library: Library) -> tuple[SectionView, ...]:
    """Return the sections of *version*."""
    return tuple(_sections(version, library))


def _sections(version: Version, library: Library) -> Iterator[SectionView]:
    taken = {section.id for section in version.text.sections} | {rule.id for rule in version.rules}
    for section, numbered in version.numbered_sections:
        rules = tuple(_rule(version.document, one.number, one.rule, taken, library) for one in numbered)
        yield SectionView(section.id, section.heading, as_html(section.introduction), rules)


def _rule(document: str, number: int, rule: Rule, taken: Set[str], library: Library) -> RuleView:
    departures = [line for citation in rule.citations for line in verdict(rule, citation, library).departures]
    return RuleView(
        id=rule.id,
        former_ids=tuple(former for former in dict.fromkeys(rule.formerly) if former not in taken),
        number=number,
        strength=strength_in_words(rule.strength) if rule.strength else "",
        strength_decision=strength_decision(rule),
        paragraphs=paragraphs(rule.text),
        sources=source_lines(rule, library),
        meaning_departures=tuple(line for line in departures if line.changes_meaning),
        other_departures=tuple(line for line in departures if not line.changes_meaning),
        own_statements=own_statements(rule, library),
        local_practice=as_html(rule.local_practice),
        history=link(_("History of rule {number}", number=number), addresses.rule(document, rule.id)),
    )


def strength_decision(rule: Rule) -> tuple[str, ...]:
    """Return that the rule was decided to bind otherwise here, why, and on whose approval."""
    decision = rule.strength_decision
    if decision is None:
        return ()
    return (
        _("Decided here: its words or its source say otherwise."),
        *paragraphs(decision.reason),
        _("Approved by: {approver}", approver=decision.approved_by),
    )
