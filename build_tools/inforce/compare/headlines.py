"""The changes of what people must do, each in one plain sentence, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from inforce.compare.changes import ChangeOf, RuleChange, TextChange, VersionChanges
from inforce.compare.strength_words import strength_or_not_stated
from inforce.compare.version_texts import flowing
from inforce.model.catalogue import N_, _
from inforce.wording.departures import DepartureClass, Difference
from inforce.wording.shortened import shortened
from inforce.wording.vocabulary import Significance

HEADLINES: Final[Mapping[str, str]] = {
    "added": N_('Rule {number} is new: "{words}"'),
    "removed": N_('Rule {number} was taken out: "{words}"'),
    "reversed": N_('Rule {number} changed what you must do and now says the opposite: "{before}" became "{after}".'),
    "binding": N_('Rule {number} changed what you must do: "{before}" became "{after}".'),
    "meaning": N_('Rule {number} changed in meaning: "{before}" became "{after}".'),
    "here added": N_('Rule {number} now says on doing this here: "{words}"'),
    "here removed": N_('Rule {number} no longer says on doing this here: "{words}"'),
    "here": N_('What rule {number} says on doing this here changed: "{before}" became "{after}".'),
    "strength": N_('Rule {number} changed how binding it is: "{before}" became "{after}".'),
}
"""What is said of a change, by what happened."""

_BINDING: Final = frozenset(
    {Significance.NEGATION, Significance.OPPOSITE, Significance.STRENGTH, Significance.CONDITION}
)


def headlines(changes: VersionChanges) -> tuple[str, ...]:
    """Return a sentence for each change of what people must do, in plain words.

    What changed how binding a rule is comes first, then what was turned round.
    """
    lines = [line for rule in changes.changed_rules for line in _headlines(rule)]
    return tuple(line.text for line in sorted(lines, key=lambda line: (not line.binds_otherwise, not line.reverses)))


@dataclass(frozen=True)
class _Headline:
    text: str
    reverses: bool = False
    binds_otherwise: bool = False


def _headlines(change: RuleChange) -> Iterator[_Headline]:
    number, rule = change.placed.number, change.placed.rule
    if change.kind in {ChangeOf.ADDED, ChangeOf.REMOVED}:
        yield _Headline(_(HEADLINES[change.kind.value], number=number, words=shortened(flowing(rule.text))))
    for difference in change.words.differences if change.words else ():
        if difference.kind is DepartureClass.MEANING:
            binds = change.binds_otherwise and any(touch.kind is Significance.STRENGTH for touch in difference.touches)
            yield _Headline(_became(HEADLINES[_effect(difference)], number, difference), difference.reverses, binds)
    if change.local_practice and change.local_practice.weight is DepartureClass.MEANING:
        yield from _on_local_practice(number, change.local_practice)
    if change.strength_changed and change.old and change.new:
        was, now = (strength_or_not_stated(placed.rule.strength) for placed in (change.old, change.new))
        yield _Headline(_(HEADLINES["strength"], number=number, before=was, after=now), binds_otherwise=True)


def _on_local_practice(number: int, change: TextChange) -> Iterator[_Headline]:
    was, now = change.pair.as_read
    if was and now:
        for difference in change.differences:
            if difference.kind is DepartureClass.MEANING:
                yield _Headline(_became(HEADLINES["here"], number, difference), difference.reverses)
    else:
        yield _Headline(
            _(HEADLINES["here added" if now else "here removed"], number=number, words=shortened(now or was))
        )


def _effect(difference: Difference) -> str:
    if difference.reverses:
        return "reversed"
    touched = {touch.kind for touch in difference.touches}
    return "binding" if touched & _BINDING else "meaning"


def _became(sentence: str, number: int, difference: Difference) -> str:
    return _(sentence, number=number, before=difference.theirs_in_short, after=difference.ours_in_short)
