"""What changed from one version of a document to another: rule by rule, by their ids, and in the text around them.

How much a change weighs is the class of its words; a rule that came or went weighs as much as a change of meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from inforce.model.catalogue import N_
from inforce.model.guidance import Rule, Version
from inforce.model.texts import paragraphs
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


_LINK: Final = re.compile(r"\[([^\]]*)\]\([^()\s]*\)")


class ChangeOf(StrEnum):
    """What happened to a rule."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True)
class PlacedRule:
    """A rule, its number counted through the whole version, and the id of its section."""

    number: int
    section: str
    rule: Rule


@dataclass(frozen=True)
class TextChange:
    """That a text was changed: what it is, in words that the catalogue has, the redline, and how the two differ."""

    what: str
    redline: tuple[Span, ...]
    differences: tuple[Difference, ...]

    @property
    def weight(self) -> DepartureClass | None:
        """The weightiest class among the differences."""
        return _weightiest(difference.kind for difference in self.differences)


@dataclass(frozen=True)
class RuleChange:
    """A rule before and after; one of the two is absent where it was added or removed."""

    old: PlacedRule | None
    new: PlacedRule | None
    words: TextChange | None = None
    local_practice: TextChange | None = None
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
    def sources_changed(self) -> bool:
        """Whether the rule cites other passages now."""
        return bool(self.old and self.new) and _passages(self.old) != _passages(self.new)

    @property
    def kind(self) -> ChangeOf:
        """What happened to the rule, the weightiest first."""
        if self.old is None:
            return ChangeOf.ADDED
        if self.new is None:
            return ChangeOf.REMOVED
        if self.words or self.local_practice or self.strength_changed or self.sources_changed or self.renamed:
            return ChangeOf.CHANGED
        return ChangeOf.MOVED if self.moved or self.renumbered else ChangeOf.SAME

    @property
    def weight(self) -> DepartureClass | None:
        """The weightiest class of what changed; None where no word and no strength did."""
        if self.old is None or self.new is None or self.strength_changed:
            return DepartureClass.MEANING
        classes = [change.weight for change in (self.words, self.local_practice) if change]
        classes += [DepartureClass.WORDING] if self.sources_changed else []
        return _weightiest(classes)


@dataclass(frozen=True)
class VersionChanges:
    """Everything that is not the same in two versions; *rules* are in the order of the newer one."""

    old: Version
    new: Version
    texts: tuple[TextChange, ...]
    rules: tuple[RuleChange, ...]

    @cached_property
    def changed_rules(self) -> tuple[RuleChange, ...]:
        """The rules that are not the same: those that bind otherwise first, then the weightiest, then in order."""
        changed = (rule for rule in self.rules if rule.kind is not ChangeOf.SAME)
        return tuple(sorted(changed, key=lambda rule: (not rule.binds_otherwise, -WEIGHT[rule.weight])))

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
    after = {placed.rule.id: placed for placed in placed_rules(new)}
    before = _by_later_id(placed_rules(old), after)
    moved = _moved(before, after)
    rules = [_rule_change(before.get(name), placed, moved=name in moved) for name, placed in after.items()]
    for name, placed in before.items():
        if name not in after:
            rules.insert(_place_of_removed(placed, rules), RuleChange(placed, None))
    return VersionChanges(old, new, tuple(_text_changes(old, new)), tuple(rules))


def placed_rules(version: Version) -> Iterator[PlacedRule]:
    """Yield every rule of *version* with its number and section."""
    number = 0
    for section in version.text.sections:
        for rule in section.rules:
            number += 1
            yield PlacedRule(number, section.id, rule)


def _by_later_id(old: Iterable[PlacedRule], after: Mapping[str, PlacedRule]) -> dict[str, PlacedRule]:
    """Return the *old* rules by the ids that they have *after* the change, which says what they were formerly."""
    before = {placed.rule.id: placed for placed in old}
    for name, placed in after.items():
        former = next((one for one in placed.rule.formerly if one in before and one not in after), None)
        if former and name not in before:
            before[name] = before.pop(former)
    return before


def _rule_change(old: PlacedRule | None, new: PlacedRule, *, moved: bool) -> RuleChange:
    if old is None:
        return RuleChange(None, new)
    return RuleChange(
        old,
        new,
        words=_text_change("The rule", old.rule.text, new.rule.text),
        local_practice=_text_change("Doing this here", *_read(old.rule.local_practice, new.rule.local_practice)),
        moved=moved or old.section != new.section,
    )


def _text_changes(old: Version, new: Version) -> Iterator[TextChange]:
    pairs = [
        (N_("Title"), old.text.title, new.text.title),
        (N_("Summary"), old.text.summary, new.text.summary),
        (N_("Introduction"), *_read(old.text.introduction, new.text.introduction)),
    ]
    before = {section.id: section for section in old.text.sections}
    after = {section.id: section for section in new.text.sections}
    for name in [*after, *(name for name in before if name not in after)]:
        was, now = before.get(name), after.get(name)
        pairs += [
            (N_("Section heading"), was.heading if was else "", now.heading if now else ""),
            (
                N_("Introduction of a section"),
                *_read(was.introduction if was else "", now.introduction if now else ""),
            ),
        ]
    for what, was_text, now_text in pairs:
        if change := _text_change(what, was_text, now_text):
            yield change


def _text_change(what: str, old: str, new: str) -> TextChange | None:
    if old == new:
        return None
    before, after = flowing(old), flowing(new)
    if before == after:
        return None
    found = differences(before, after)
    return TextChange(what, redline(before, after, found), found)


def flowing(text: str) -> str:
    """Return *text* as readers see it: where its file breaks lines is not part of it."""
    return "\n\n".join(paragraphs(text))


def _read(old: str, new: str) -> tuple[str, str]:
    """Return two texts in Markdown without the targets of links, which nobody reads, unless only these changed."""
    if old == new:
        return old, new
    before, after = _LINK.sub(r"\1", old), _LINK.sub(r"\1", new)
    return (old, new) if before == after else (before, after)


def _passages(placed: PlacedRule | None) -> list[str]:
    return [str(citation.passage) for citation in placed.rule.citations] if placed else []


def _weightiest(classes: Iterator[DepartureClass] | Sequence[DepartureClass | None]) -> DepartureClass | None:
    return max(classes, key=WEIGHT.__getitem__, default=None)


def _moved(before: Mapping[str, PlacedRule], after: Mapping[str, PlacedRule]) -> frozenset[str]:
    """Return the rules that changed places: the fewest that have to move to make one order of the other."""
    common = [name for name in after if name in before]
    stay = _longest_rising([before[name].number for name in common])
    return frozenset(name for name in common if before[name].number not in stay)


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """Return the members of a longest rising run of *numbers*, all different, gaps allowed (patience sorting)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tails, number)
        before[number] = tails[pile - 1] if pile else None
        tails[pile : pile + 1] = [number]
    members: list[int] = []
    last = tails[-1] if tails else None
    while last is not None:
        members.append(last)
        last = before[last]
    return frozenset(members)


def _place_of_removed(removed: PlacedRule, rules: Sequence[RuleChange]) -> int:
    """Return where a removed rule is shown: after the last rule that stood before it."""
    earlier = [
        place for place, change in enumerate(rules, start=1) if change.old and change.old.number < removed.number
    ]
    return max(earlier, default=0)
