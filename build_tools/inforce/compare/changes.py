"""What changed from one version of a document to another: rule by rule, by their ids, and in the text around them.

How much a change weighs is the class of its words; a rule that came or went weighs as much as a change of meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from inforce.compare.rule_order import moved_rules, place_of_removed
from inforce.compare.version_texts import TextOf, TextPair, texts_around, texts_of_rule
from inforce.model.guidance import NumberedRule, Version
from inforce.wording.departures import DepartureClass, Difference, differences
from inforce.wording.lexicon import strengths
from inforce.wording.redline import Span, redline

WEIGHT: Final[Mapping[DepartureClass | None, int]] = {
    None: 0,
    DepartureClass.TYPOGRAPHY: 1,
    DepartureClass.WORDING: 2,
    DepartureClass.MEANING: 3,
}
"""Classes of change by weight; None is no change in the words."""


class ChangeOf(StrEnum):
    """What happened to a rule."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SAME = "same"


@dataclass(frozen=True)
class TextChange:
    """That a text was changed: what it is, the marked-up words as they are read, and how they differ."""

    pair: TextPair
    redline: tuple[Span, ...]
    differences: tuple[Difference, ...]

    @property
    def what(self) -> TextOf:
        """What the text is."""
        return self.pair.what

    @property
    def weight(self) -> DepartureClass | None:
        """The weightiest class among the differences; None where only spaces or signs are set otherwise."""
        return _weightiest(difference.kind for difference in self.differences)


@dataclass(frozen=True)
class RuleChange:
    """A rule before and after; one of the two is absent where it was added or removed."""

    old: NumberedRule | None
    new: NumberedRule | None
    words: TextChange | None = None
    local_practice: TextChange | None = None
    declared: TextChange | None = None
    moved: bool = False

    @property
    def placed(self) -> NumberedRule:
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
        return self.words is not None and any(difference.reverses for difference in self.words.differences)

    @property
    def sources_changed(self) -> bool:
        """Whether the rule cites other passages now, or in another way."""
        return bool(self.old and self.new) and _cited(self.old) != _cited(self.new)

    @property
    def _changed(self) -> bool:
        texts = self.words or self.local_practice or self.declared
        return bool(texts) or self.strength_changed or self.sources_changed or self.renamed

    @property
    def kind(self) -> ChangeOf:
        """What happened to the rule, the weightiest first."""
        if self.old is None:
            return ChangeOf.ADDED
        if self.new is None:
            return ChangeOf.REMOVED
        if self._changed:
            return ChangeOf.CHANGED
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
        return _weightiest(classes)


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
        """The rules that are not the same: first those that bind otherwise, then those that say the opposite.

        After them come the others, the weightiest first, and in the order in which they stand.
        """
        changed = (rule for rule in self.rules if rule.kind is not ChangeOf.SAME)
        return tuple(
            sorted(changed, key=lambda rule: (not rule.binds_otherwise, not rule.reverses, -WEIGHT[rule.weight]))
        )

    @cached_property
    def same_rules(self) -> tuple[RuleChange, ...]:
        """The rules that are the same word for word, in the same place."""
        return tuple(rule for rule in self.rules if rule.kind is ChangeOf.SAME)

    @cached_property
    def weight(self) -> DepartureClass | None:
        """The weightiest class of all that changed."""
        return _weightiest([*(rule.weight for rule in self.rules), *(text.weight for text in self.texts)])


def compare(old: Version, new: Version) -> VersionChanges:
    """Return what changed from *old* to *new*, two versions of a document."""
    after = {placed.rule.id: placed for placed in new.numbered_rules}
    before = _by_later_id(old.numbered_rules, after)
    moved = moved_rules({name: one.number for name, one in before.items()}, list(after))
    rules = [_rule_change(before.get(name), placed, moved=name in moved) for name, placed in after.items()]
    for name, placed in before.items():
        if name not in after:
            numbers = [change.old.number if change.old else None for change in rules]
            rules.insert(place_of_removed(placed.number, numbers), RuleChange(placed, None))
    texts = (_text_change(pair) for pair in texts_around(old, new))
    return VersionChanges(old, new, tuple(change for change in texts if change), tuple(rules))


def _by_later_id(old: Iterable[NumberedRule], after: Mapping[str, NumberedRule]) -> dict[str, NumberedRule]:
    """Return the *old* rules by the ids that they have *after* the change, which says what they were formerly."""
    before = {placed.rule.id: placed for placed in old}
    for name, placed in after.items():
        former = next((one for one in placed.rule.formerly if one in before and one not in after), None)
        if former and name not in before:
            before[name] = before.pop(former)
    return before


def _rule_change(old: NumberedRule | None, new: NumberedRule, *, moved: bool) -> RuleChange:
    if old is None:
        return RuleChange(None, new)
    words, local_practice, declared = (_text_change(pair) for pair in texts_of_rule(old.rule, new.rule))
    return RuleChange(old, new, words, local_practice, declared, moved=moved or old.section.id != new.section.id)


def _text_change(pair: TextPair) -> TextChange | None:
    if pair.was == pair.now:
        return None
    before, after = pair.as_read
    if before == after:
        return None
    found = differences(before, after)
    return TextChange(pair, redline(before, after, found), found)


def _cited(placed: NumberedRule | None) -> list[tuple[bool, str]]:
    return [(bool(citation.quotes), str(citation.passage)) for citation in placed.rule.citations] if placed else []


def _weightiest(classes: Iterator[DepartureClass] | Sequence[DepartureClass | None]) -> DepartureClass | None:
    return max(classes, key=WEIGHT.__getitem__, default=None)
