"""The changes of what people must do, each in one plain sentence, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from inforce.checks.changes import ChangeOf, RuleChange, VersionChanges, flowing
from inforce.checks.strength_words import strength_or_not_stated
from inforce.model.catalogue import N_, _
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
        yield _Headline(_('Rule {number} is new: "{words}"', number=number, words=flowing(change.placed.rule.text)))
    elif change.kind is ChangeOf.REMOVED:
        words = flowing(change.placed.rule.text)
        yield _Headline(_('Rule {number} was taken out: "{words}"', number=number, words=words))
    for difference in change.words.differences if change.words else ():
        if difference.kind is DepartureClass.MEANING:
            binds = change.binds_otherwise and any(touch.kind is Significance.STRENGTH for touch in difference.touches)
            was, now = difference.theirs_in_context, difference.ours_in_context
            text = _(_effect(difference), number=number, before=was, after=now)
            yield _Headline(text, difference.reverses, binds)
    if change.strength_changed and change.old and change.new:
        text = _(
            'Rule {number} changed how binding it is: "{before}" became "{after}".',
            number=number,
            before=strength_or_not_stated(change.old.rule.strength),
            after=strength_or_not_stated(change.new.rule.strength),
        )
        yield _Headline(text, binds_otherwise=True)


def _effect(difference: Difference) -> str:
    if difference.reverses:
        return N_('Rule {number} now says the opposite: "{before}" became "{after}".')
    touched = {touch.kind for touch in difference.touches}
    if touched & _BINDING:
        return N_('Rule {number} changed what you must do: "{before}" became "{after}".')
    return N_('Rule {number} changed in meaning: "{before}" became "{after}".')
