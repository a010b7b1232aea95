"""The changes of what people must do, each in one plain sentence, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from inforce.checks.changes import ChangeOf, RuleChange, VersionChanges, flowing
from inforce.wording.departures import DepartureClass, Difference
from inforce.wording.vocabulary import Significance


def headlines(changes: VersionChanges) -> tuple[str, ...]:
    """Return a sentence for each change of what people must do, in plain words.

    What changed how binding a rule is comes first, then what was turned round.
    """
    lines = [line for rule in changes.changed_rules for line in _headlines(rule)]
    return tuple(line.text for line in sorted(lines, key=lambda line: (not line.binds_otherwise, not line.reverses)))


_BINDING: Final = frozenset(
    {Significance.NEGATION, Significance.OPPOSITE, Significance.STRENGTH, Significance.CONDITION}
)


@dataclass(frozen=True)
class _Headline:
    text: str
    reverses: bool = False
    binds_otherwise: bool = False


def _headlines(change: RuleChange) -> Iterator[_Headline]:
    number = change.placed.number
    if change.kind is ChangeOf.ADDED:
        yield _Headline(f'Rule {number} is new: "{flowing(change.placed.rule.text)}"')
    elif change.kind is ChangeOf.REMOVED:
        yield _Headline(f'Rule {number} was taken out: "{flowing(change.placed.rule.text)}"')
    for difference in change.words.differences if change.words else ():
        if difference.kind is DepartureClass.MEANING:
            binds = change.binds_otherwise and any(touch.kind is Significance.STRENGTH for touch in difference.touches)
            text = f"Rule {number} {_effect(difference)}: {_became(difference)}."
            yield _Headline(text, difference.reverses, binds)
    if change.strength_changed and change.old and change.new:
        was, now = change.old.rule.strength or "not stated", change.new.rule.strength or "not stated"
        yield _Headline(f'Rule {number} changed how binding it is: "{was}" became "{now}".', binds_otherwise=True)


def _effect(difference: Difference) -> str:
    if difference.reverses:
        return "now says the opposite"
    touched = {touch.kind for touch in difference.touches}
    return "changed what you must do" if touched & _BINDING else "changed in meaning"


def _became(difference: Difference) -> str:
    return f'"{difference.theirs_in_context}" became "{difference.ours_in_context}"'
