"""What changed from one version of a document to another: rule by rule, by their ids, and in the text around them.

How much a change weighs is the class of its words; a rule that came or went weighs as much as a change of meaning.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from inforce.compare.structure import MOVES, StructureChange, in_new_order, structure_changes
from inforce.compare.text_comparison import (
    WEIGHT,
    Compared,
    TextComparison,
    TextOf,
    TextPair,
    compare_reordered,
    compare_texts,
    texts_around,
    texts_of_placed,
)
from inforce.model.block_text import words_of
from inforce.model.guidance import ENGLISH, Version
from inforce.model.numbering import NumberedRule, RuleLines, RuleName, lines_of, rules_by_name, successors
from inforce.wording.departures import DepartureClass
from inforce.wording.pairing import longest_rising, standing_in
from inforce.wording.redline import Span
from inforce.wording.strength import strengths

Name = TypeVar("Name", bound=Hashable)


def moved_rules(numbers: Mapping[Name, int], order: Sequence[Name]) -> frozenset[Name]:
    """Return the rules that changed places: the fewest that have to move to make one order of the other.

    *numbers* says where each rule stood before, by its name; *order* has the names as they stand now.
    """
    common = [name for name in order if name in numbers]
    stay = longest_rising([numbers[name] for name in common], [1] * len(common))
    return frozenset(common) - {common[place] for place in stay}


def place_of_removed(number: int, shown: Sequence[int | None]) -> int:
    """Return where a rule is shown that was removed: after the last rule that stood before it.

    *shown* are the former numbers of the rules that are shown already; None is one that is new.
    """
    earlier = (place for place, was in enumerate(shown, start=1) if was is not None and was < number)
    return max(earlier, default=0)


_LINE: Final = "\n\n"
"""What parts the lines of a text."""


class ChangeOf(StrEnum):
    """What happened to a rule."""

    CHANGED = "changed"
    SOURCE = "source"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SAME = "same"


class TextChange(NamedTuple):
    """That a text was changed: what it is, and what leads from the one wording to the other, as they are read."""

    pair: TextPair
    comparison: TextComparison

    @property
    def what(self) -> TextOf:
        """What the text is."""
        return self.pair.what

    @property
    def structure(self) -> tuple[StructureChange, ...]:
        """What changed in its structure: items, rows and cells, labels, stress."""
        return structure_changes(*self.pair.structured)

    @property
    def weight(self) -> DepartureClass | None:
        """The weightiest class among the differences; None where only spaces or signs are set otherwise."""
        of_structure = DepartureClass.TYPOGRAPHY if self.structure else None
        if any(one.touches_meaning for one in self.structure):
            of_structure = DepartureClass.MEANING
        return weightiest([self.comparison.weight, of_structure])

    @property
    def redline(self) -> tuple[Span, ...]:
        """The marked-up words as they are read."""
        return self.comparison.spans(*self.pair.as_read)


class PartMatch(NamedTuple):
    """Where the words of a rule that came, went or took others in stand: in which rule, and as which words of it.

    *both* are the older and the newer of the two wordings. Where the newer version declares what was merged or split,
    the rule is the first of those that it names. A rule that stays, from which others were split off or into which
    they went, has no *words* in those: *both* are its own, without theirs.
    """

    whole: RuleName
    rule: NumberedRule
    words: tuple[str, ...]
    both: tuple[str, str]
    declared: bool = False


class PartOf(NamedTuple):
    """That words of a rule stand in another one, or stood there, and what leads from the older to the newer."""

    match: PartMatch
    comparison: TextComparison

    @property
    def redline(self) -> tuple[Span, ...]:
        """The marked-up words."""
        return self.comparison.spans(*self.match.both)


@dataclass(frozen=True)
class RuleChange:
    """A rule before and after; one of the two is absent where it was added or removed.

    One that was split off another, went into another or took others in is *part_of* that: its words are told beside
    those, and not as if they came or went; and so are those of a rule that stays, without what left it or came to it.
    """

    old: NumberedRule | None
    new: NumberedRule | None
    words: TextChange | None = None
    local_practice: TextChange | None = None
    declared: TextChange | None = None
    moved: bool = False
    language: str = ENGLISH
    went_into: tuple[str, ...] = ()
    """The ids of the rules that it went into, where it was merged or split."""
    part_of: PartOf | None = None

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
    def merged_from(self) -> tuple[str, ...]:
        """The ids of the rules that were put together in it; none where they had been before."""
        if self.new is None or (self.old and self.old.rule.merged_from == self.new.rule.merged_from):
            return ()
        return self.new.rule.merged_from

    @property
    def split_from(self) -> str | None:
        """The id of the rule that it was split from; None where it had been before."""
        if self.new is None or (self.old and self.old.rule.split_from == self.new.rule.split_from):
            return None
        return self.new.rule.split_from

    @property
    def moved_from(self) -> tuple[tuple[str, str], ...]:
        """Where it stood in other documents; none where it had come from there before."""
        if self.new is None or (self.old and self.old.rule.moved_from == self.new.rule.moved_from):
            return ()
        return self.new.rule.moved_from

    @property
    def strength_changed(self) -> bool:
        """Whether the rule is declared to bind more or less than before."""
        return bool(self.old and self.new and self.old.rule.strength != self.new.rule.strength)

    @property
    def retired(self) -> bool:
        """Whether the rule is not to be used any more, and was before."""
        return bool(self.old and self.new and self.new.rule.deprecated and not self.old.rule.deprecated)

    @property
    def restored(self) -> bool:
        """Whether the rule is to be used, and was not any more."""
        return bool(self.old and self.new and self.old.rule.deprecated and not self.new.rule.deprecated)

    @cached_property
    def binds_otherwise(self) -> bool:
        """Whether the rule binds more or less than before, by what is declared or by its words."""
        if self.old is None or self.new is None:
            return False
        return self.strength_changed or bool(
            self.words
            and strengths(words_of(self.old.rule.text), self.language)
            != strengths(words_of(self.new.rule.text), self.language)
        )

    @property
    def reverses(self) -> bool:
        """Whether the words of the rule say the opposite of what they said."""
        return self.words is not None and self.words.comparison.reverses

    @cached_property
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
        origin = self.merged_from or self.split_from or self.moved_from
        return bool(texts or origin) or self.strength_changed or self.renamed

    @cached_property
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
        if self.old is None or self.new is None or self.strength_changed or self.retired or self.restored:
            return DepartureClass.MEANING
        classes = [change.weight for change in (self.words, self.local_practice, self.declared) if change]
        classes += [DepartureClass.WORDING] if self.sources_changed else []
        return weightiest(classes)


@dataclass(frozen=True)
class VersionChanges:
    """Everything that is not the same in two versions; *rules* are in the order of the newer one.

    What two texts say otherwise was asked of *compared*.
    """

    old: Version
    new: Version
    texts: tuple[TextChange, ...]
    rules: tuple[RuleChange, ...]
    compared: Compared = field(repr=False, compare=False)

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


def compare(
    old: Version,
    new: Version,
    lines: RuleLines | None = None,
    compared: Compared = compare_texts,
) -> VersionChanges:
    """Return what changed from *old* to *new*, two versions of a document.

    *lines* are those of all its rules, which know what a rule was called in versions between the two. What two texts
    say otherwise is asked of *compared*, which may have kept it.
    """
    known = lines or lines_of((old, new))
    before, after = rules_by_name(old, known), rules_by_name(new, known)
    moved, into = moved_between(before, after), successors(known)
    rules = [
        changes_of_rule(before.get(name), placed, compared, new.language, moved=name in moved)
        for name, placed in after.items()
    ]
    for name, placed in before.items():
        if name not in after:
            numbers = [change.old.count if change.old else None for change in rules]
            gone = RuleChange(placed, None, went_into=tuple(one.rule.id for one in into.get(placed.rule.id, ())))
            rules.insert(place_of_removed(placed.count, numbers), gone)
    parts = parts_between(before, after, new.language)
    named = {id(placed): name for placed_by_name in (before, after) for name, placed in placed_by_name.items()}
    rules = [
        replace(change, part_of=PartOf(match, compared(*match.both, new.language)))
        if (match := parts.get(named[id(change.placed)]))
        else change
        for change in rules
    ]
    texts = (changes_of_text(pair, compared, new.language) for pair in texts_around(old, new))
    return VersionChanges(old, new, tuple(change for change in texts if change), tuple(rules), compared)


Placed = Mapping[RuleName, NumberedRule]
"""The rules of a version by their names in all versions."""


def parts_between(before: Placed, after: Placed, language: str) -> dict[RuleName, PartMatch]:
    """Return where the words of rules stand, by name, that were split off another rule or went into it.

    Those of which the newer version declares where they came from or went to are looked for there alone.
    """
    came = [placed.rule for placed in after.values()]
    declared = {one.id for one in came if one.merged_from or one.split_from or one.moved_from}
    declared.update(name for one in came for name in (*one.merged_from, one.split_from or ""))
    kept = [
        (name, words_of(before[name].rule.text), words_of(placed.rule.text))
        for name, placed in after.items()
        if name in before and before[name].rule.text != placed.rule.text
    ]
    found = _declared_parts(before, after, language)
    for name, placed in (*after.items(), *before.items()):
        if (name in before and name in after) or placed.rule.id in declared:
            continue
        own = words_of(placed.rule.text)
        for whole, was, now in kept if own else ():
            if words := standing_in(own, *((was, now) if name in after else (now, was)), language):
                found[name] = _match(name, whole, words, before, after)
                break
    return {**_staying(found, before, after), **found}


def _match(name: RuleName, whole: RuleName, words: tuple[str, ...], before: Placed, after: Placed) -> PartMatch:
    own, there = words_of((after.get(name) or before[name]).rule.text), " ".join(words)
    both = (there, own) if name in after else (own, there)
    return PartMatch(whole, after.get(whole) or before[whole], words, both)


def _staying(parts: Mapping[RuleName, PartMatch], before: Placed, after: Placed) -> dict[RuleName, PartMatch]:
    """Return the words of rules that stay, without those that are *parts* of them before or after alone."""
    found: dict[RuleName, PartMatch] = {}
    for name, match in parts.items():
        whole = match.whole
        if (name in before and name in after) or whole not in before or whole not in after:
            continue
        was, now = found[whole].both if whole in found else (words_of(one[whole].rule.text) for one in (before, after))
        both = (_without(was, match.words), now) if name in after else (was, _without(now, match.words))
        if both != (was, now):
            placed = after.get(name) or before[name]
            found[whole] = PartMatch(name, placed, (), both, declared=True)  # the other one tells it
    return found


def _without(text: str, stretches: Iterable[str]) -> str:
    for stretch in stretches:
        start, found, end = text.partition(stretch)
        if found:
            space = _LINE if _LINE in (start[-len(_LINE) :], end[: len(_LINE)]) else " "
            text = space.join(filter(None, (start.rstrip(), end.lstrip())))
    return text


def _declared_parts(before: Placed, after: Placed, language: str) -> dict[RuleName, PartMatch]:
    """Return the same of rules that are declared to be merged or split, as far as their words are found there.

    A rule that was there before and took others in stands beside its own words and theirs, whatever became of them.
    """
    names = {placed.rule.id: name for name, placed in before.items()}
    found: dict[RuleName, PartMatch] = {}
    others: dict[RuleName, list[RuleName]] = {}
    for name, placed in after.items():
        parts = [names[one] for one in placed.rule.parts_from if one in names]
        for came, gone in ((name, part) for part in parts):
            if came not in before:
                others.setdefault(came, []).append(gone)
            if gone not in after:
                others.setdefault(gone, []).append(came)
        if parts and name in before and before[name].rule.merged_from != placed.rule.merged_from:
            whole = _together((name, *parts), before, words_of(placed.rule.text))
            found[name] = _match(name, parts[0], (whole,), before, after)._replace(declared=True)
    for name, wholes in others.items():
        here, there = (after, before) if name in after else (before, after)
        own = words_of(here[name].rule.text)
        if words := standing_in(own, _together(wholes, there, own), "", language):
            found[name] = _match(name, wholes[0], words, before, after)._replace(declared=True)
    return found


def _together(names: Iterable[RuleName], there: Placed, beside: str) -> str:
    """Return the words of several rules, in one paragraph where those *beside* them are: that is no other wording."""
    return (_LINE if _LINE in beside else " ").join(words_of(there[name].rule.text) for name in names)


def moved_between(before: Placed, after: Placed) -> frozenset[RuleName]:
    """Return the rules, by name, that stand in another place or another section *after* than *before*."""
    sections = (name for name, placed in after.items() if name in before and _section(before[name]) != _section(placed))
    return moved_rules({name: placed.count for name, placed in before.items()}, list(after)) | frozenset(sections)


def _section(placed: NumberedRule) -> str:
    return placed.section.section.id


def changes_of_rule(
    old: NumberedRule | None,
    new: NumberedRule | None,
    compared: Compared,
    language: str = ENGLISH,
    *,
    moved: bool = False,
) -> RuleChange:
    """Return what changed of a rule, which may be absent on one side."""
    if old is None or new is None:
        return RuleChange(old, new)
    if old.rule == new.rule:
        return RuleChange(old, new, moved=moved, language=language)
    words, local_practice, declared = (changes_of_text(pair, compared, language) for pair in texts_of_placed(old, new))
    return RuleChange(old, new, words, local_practice, declared, moved, language)


def changes_of_text(pair: TextPair, compared: Compared, language: str = ENGLISH) -> TextChange | None:
    """Return what changed of a text; None where it reads the same."""
    if pair.was == pair.now:
        return None
    before, after = pair.as_read
    structure = structure_changes(*pair.structured)
    if before == after and not structure:
        return None
    if not any(one.what in MOVES for one in structure):
        return TextChange(pair, compared(before, after, language))
    old, new = before.split(_LINE), after.split(_LINE)
    if sorted(old) == sorted(new):
        return TextChange(pair, compare_reordered(old, new))
    # what moved is told as that, and not as words that changed
    found, in_order = compared(before, after, language), compared(_LINE.join(in_new_order(old, new)), after, language)
    return TextChange(pair, found._replace(weight=in_order.weight, places=in_order.places))


def _cited(placed: NumberedRule | None) -> list[tuple[bool, str]]:
    return [(bool(citation.quotes), str(citation.passage)) for citation in placed.rule.citations] if placed else []


def weightiest(classes: Iterable[DepartureClass | None]) -> DepartureClass | None:
    """Return the weightiest of *classes*; None where there is none, or none but None."""
    return max(classes, key=WEIGHT.__getitem__, default=None)


EVERY_PAIR_UP_TO: Final = 50
"""Of more wordings than this, neighbours are compared, and each with the newest; of others both texts are shown."""

Wording = int | None
"""A wording by number, counted as they came; None where the rule is not there."""


def needed_pairs(wordings: Sequence[Wording]) -> tuple[tuple[Wording, Wording], ...]:
    """Return the older and the newer wording of every comparison that two versions can ask for.

    *wordings* are those of the versions, the oldest first. A wording that came back is compared both ways.
    """
    first = {wording: place for place, wording in reversed(list(enumerate(wordings)))}
    last = {wording: place for place, wording in enumerate(wordings)}
    found = ((old, new) for old in first for new in last if old != new and first[old] < last[new])
    if every_pair(wordings):
        return tuple(found)
    telling = {*pairwise(wordings), *((wording, wordings[-1]) for wording in first)}
    return tuple(pair for pair in found if pair in telling or None in pair)


def every_pair(wordings: Sequence[Wording]) -> bool:
    """Whether there are so few wordings that every two of them are compared."""
    return len(set(wordings)) <= EVERY_PAIR_UP_TO
