"""What changed from one version of a document to another: rule by rule, by their ids, and in the text around them.

How much a change weighs is the class of its words; a rule that came or went weighs as much as a change of meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from inforce.compare.rule_order import moved_rules, place_of_removed
from inforce.compare.text_comparison import WEIGHT, TextComparison, compare_texts
from inforce.compare.version_texts import TextOf, TextPair, texts_around, texts_of_rule
from inforce.model.guidance import Rule, Version
from inforce.model.rule_lines import RuleLine, RuleName, lines_of, names_in
from inforce.wording.departures import DepartureClass
from inforce.wording.lexicon import strengths
from inforce.wording.redline import Span


class ChangeOf(StrEnum):
    """What happened to a rule."""

    CHANGED = "changed"
    SOURCE = "source"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SAME = "same"


@dataclass(frozen=True)
class PlacedRule:
    """A rule, its number counted through the whole version, and the id of its section."""

    number: int
    section: str
    rule: Rule


@dataclass(frozen=True)
class TextChange:
    """That a text was changed: what it is, and what leads from the one wording to the other, as they are read."""

    pair: TextPair
    comparison: TextComparison

    @property
    def what(self) -> TextOf:
        """What the text is."""
        return self.pair.what

    @property
    def weight(self) -> DepartureClass | None:
        """The weightiest class among the differences; None where only spaces or signs are set otherwise."""
        return self.comparison.weight

    @property
    def redline(self) -> tuple[Span, ...]:
        """The marked-up words as they are read."""
        return self.comparison.spans(*self.pair.as_read)


@dataclass(frozen=True)
class RuleChange:
    """A rule before and after; one of the two is absent where it was added or removed."""

    old: PlacedRule | None
    new: PlacedRule | None
    words: TextChange | None = None
    local_practice: TextChange | None = None
    declared: TextChange | None = None
    moved: bool = False

    @property
    def placed(self) -> PlacedRule:
        """The rule after the change, or before it where it was removed."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change of no rule")
        return found

    @property
    def renumbered(self) -> bool:
        """Whether the rule has another number now."""
        return bool(self.old and self.new and self.old.number != self.new.number)

    @property
    def renamed(self) -> bool:
        """Whether the rule has another id now."""
        return bool(self.old and self.new and self.old.rule.id != self.new.rule.id)

    @property
    def strength_changed(self) -> bool:
        """Whether the rule is declared to bind more or less than before."""
        return bool(self.old and self.new and self.old.rule.strength != self.new.rule.strength)

    @cached_property
    def binds_otherwise(self) -> bool:
        """Whether the rule binds more or less than before, by what is declared or by its words."""
        if self.old is None or self.new is None:
            return False
        return self.strength_changed or bool(
            self.words and strengths(self.old.rule.text) != strengths(self.new.rule.text)
        )

    @property
    def reverses(self) -> bool:
        """Whether the words of the rule say the opposite of what they said."""
        return self.words is not None and self.words.comparison.reverses

    @property
    def sources_changed(self) -> bool:
        """Whether the rule cites other passages now, or in another way."""
        return bool(self.old and self.new) and _cited(self.old) != _cited(self.new)

    @property
    def reads_otherwise(self) -> bool:
        """Whether the rule came or went, or is not the same apart from its number and its place."""
        if self.old is None or self.new is None:
            return True
        return self.says_otherwise or self.sources_changed

    @property
    def says_otherwise(self) -> bool:
        """Whether more of a rule that was there before is other than what it cites, its number and its place."""
        texts = self.words or self.local_practice or self.declared
        return bool(texts) or self.strength_changed or self.renamed

    @property
    def kind(self) -> ChangeOf:
        """What happened to the rule, the weightiest first."""
        if self.old is None:
            return ChangeOf.ADDED
        if self.new is None:
            return ChangeOf.REMOVED
        if self.reads_otherwise:
            return ChangeOf.CHANGED if self.says_otherwise else ChangeOf.SOURCE
        if self.moved:
            return ChangeOf.MOVED
        return ChangeOf.RENUMBERED if self.renumbered else ChangeOf.SAME

    @property
    def weight(self) -> DepartureClass | None:
        """The weightiest class of what changed; None where no word and no strength did."""
        if self.old is None or self.new is None or self.strength_changed:
            return DepartureClass.MEANING
        classes = [change.weight for change in (self.words, self.local_practice, self.declared) if change]
        classes += [DepartureClass.WORDING] if self.sources_changed else []
        return weightiest(classes)


@dataclass(frozen=True)
class VersionChanges:
    """Everything that is not the same in two versions; *rules* are in the order of the newer one."""

    old: Version
    new: Version
    texts: tuple[TextChange, ...]
    rules: tuple[RuleChange, ...]

    @property
    def nothing(self) -> bool:
        """Whether a reader sees the same in both versions, but for their numbers, days, approvals and notes."""
        return not self.texts and not self.changed_rules

    @cached_property
    def changed_rules(self) -> tuple[RuleChange, ...]:
        """The rules that are not the same, in the order in which they stand."""
        return tuple(rule for rule in self.rules if rule.kind is not ChangeOf.SAME)

    @cached_property
    def same_rules(self) -> tuple[RuleChange, ...]:
        """The rules that are the same word for word, in the same place."""
        return tuple(rule for rule in self.rules if rule.kind is ChangeOf.SAME)

    @cached_property
    def weight(self) -> DepartureClass | None:
        """The weightiest class of all that changed."""
        return weightiest([*(rule.weight for rule in self.rules), *(text.weight for text in self.texts)])


def compare(old: Version, new: Version, lines: Sequence[RuleLine] = ()) -> VersionChanges:
    """Return what changed from *old* to *new*, two versions of a document.

    *lines* are those of all its rules, which know what a rule was called in versions between the two.
    """
    known = lines or lines_of((old, new))
    after = dict(zip(names_in(new, known), placed_rules(new), strict=True))
    before = dict(zip(names_in(old, known), placed_rules(old), strict=True))
    moved = moved_between(before, after)
    rules = [changes_of_rule(before.get(name), placed, moved=name in moved) for name, placed in after.items()]
    for name, placed in before.items():
        if name not in after:
            numbers = [change.old.number if change.old else None for change in rules]
            rules.insert(place_of_removed(placed.number, numbers), RuleChange(placed, None))
    texts = (changes_of_text(pair) for pair in texts_around(old, new))
    return VersionChanges(old, new, tuple(change for change in texts if change), tuple(rules))


def placed_rules(version: Version) -> Iterator[PlacedRule]:
    """Yield every rule of *version* with its number and section."""
    number = 0
    for section in version.text.sections:
        for rule in section.rules:
            number += 1
            yield PlacedRule(number, section.id, rule)


def moved_between(before: Mapping[RuleName, PlacedRule], after: Mapping[RuleName, PlacedRule]) -> frozenset[RuleName]:
    """Return the rules, by name, that stand in another place or another section *after* than *before*."""
    sections = (name for name, placed in after.items() if name in before and before[name].section != placed.section)
    return moved_rules({name: placed.number for name, placed in before.items()}, list(after)) | frozenset(sections)


def changes_of_rule(old: PlacedRule | None, new: PlacedRule | None, *, moved: bool = False) -> RuleChange:
    """Return what changed of a rule, which may be absent on one side."""
    if old is None or new is None:
        return RuleChange(old, new)
    words, local_practice, declared = (changes_of_text(pair) for pair in texts_of_rule(old.rule, new.rule))
    return RuleChange(old, new, words, local_practice, declared, moved=moved)


def changes_of_text(pair: TextPair) -> TextChange | None:
    """Return what changed of a text; None where it reads the same."""
    if pair.was == pair.now:
        return None
    before, after = pair.as_read
    return None if before == after else TextChange(pair, compare_texts(before, after))


def _cited(placed: PlacedRule | None) -> list[tuple[bool, str]]:
    return [(bool(citation.quotes), str(citation.passage)) for citation in placed.rule.citations] if placed else []


def weightiest(classes: Iterable[DepartureClass | None]) -> DepartureClass | None:
    """Return the weightiest of *classes*; None where there is none, or none but None."""
    return max(classes, key=WEIGHT.__getitem__, default=None)
