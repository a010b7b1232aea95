"""The changes of what people must do, each in one plain sentence, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from inforce.compare.changes import ChangeOf, RuleChange, TextChange, VersionChanges
from inforce.compare.text_comparison import Effect, Place
from inforce.model.block_text import words_of
from inforce.model.catalogue import N_, _, ngettext
from inforce.model.messages import Words, listed, pgettext, quoted
from inforce.model.numbering import NumberedRule
from inforce.model.rules import Strength
from inforce.wording.compared_text import shortened
from inforce.wording.departures import DepartureClass

STRENGTHS: Final = {
    Strength.MUST: pgettext("strength", "must"),
    Strength.SHOULD: pgettext("strength", "should"),
    Strength.MAY: pgettext("strength", "may"),
}
"""Each strength in a word for readers; programs read its value."""

_NOT_STATED: Final = pgettext("strength", "not stated")


def strength_in_words(strength: Strength) -> str:
    """Return *strength* for readers, in the language that is spoken here."""
    return str(STRENGTHS[strength])


def strength_or_not_stated(strength: Strength | None) -> str:
    """Return *strength* for readers, or that there is none."""
    return str(STRENGTHS[strength] if strength else _NOT_STATED)


def in_order(levels: Iterable[str]) -> Words:
    """Return strengths in words, the strongest first: '"must" and "may"'."""
    given = set(levels)
    return listed([quoted(STRENGTHS[level]) for level in Strength if level in given])


HEADLINES: Final[Mapping[str, str]] = {
    "added": N_('New: "{words}"'),
    "removed": N_('Removed: "{words}"'),
    "merged": N_('Put together from {rules}: "{words}"'),
    "split": N_('Split from {rules}: "{words}"'),
    "moved here": N_('Moved here from another document: "{words}"'),
    "went into": N_('Now part of {rules}: "{words}"'),
    "reversed": N_('It now says the opposite. It said "{before}". It now says "{after}".'),
    "binding": N_('What you must do changed. It said "{before}". It now says "{after}".'),
    "meaning": N_('It said "{before}". It now says "{after}".'),
    "split off": N_('These words were part of rule {number}: "{words}"'),
    "gone into": N_('These words are now part of rule {number}: "{words}"'),
    "words added": N_('It now also says: "{after}"'),
    "words dropped": N_('It no longer says: "{before}"'),
    "here added": N_('How we do this locally now says: "{words}"'),
    "here removed": N_('How we do this locally no longer says: "{words}"'),
    "here": N_('How we do this locally said "{before}". It now says "{after}".'),
    "retired": N_('It is not to be used any more: "{words}"'),
    "restored": N_('It is to be used again: "{words}"'),
    "strength": N_('How binding it is changed: "{before}" became "{after}".'),
}
"""What is said of a change, by what happened."""


class Headline(NamedTuple):
    """A change of what a rule asks of people, in a sentence; *binds_otherwise* is that it binds more or less."""

    number: str
    text: str
    reverses: bool = False
    binds_otherwise: bool = False
    former: bool = False

    @property
    def in_words(self) -> str:
        """The sentence with the number of its rule, where it stands apart from that, in one line."""
        said = " ".join(self.text.split())
        if self.former:  # another rule may have its number now
            return _("Former rule {number}. {sentence}", number=self.number, sentence=said)
        return _("Rule {number}. {sentence}", number=self.number, sentence=said)


class Line(NamedTuple):
    """A line of an account in short; one that is *grave* is marked."""

    words: str
    grave: bool = False


MOST_IN_SHORT: Final = 10


def in_short(changes: VersionChanges) -> tuple[Line, ...]:
    """Return what changed in a few lines, and how many more there are: an account of a large change is a list.

    No line is left out that is graver than one that stays.
    """
    lines = [Line(one.in_words, one.binds_otherwise or one.reverses) for one in _headlines(changes)]
    more = len(lines) - MOST_IN_SHORT
    if more <= 0:
        return tuple(lines)
    kept = sorted(sorted(range(len(lines)), key=lambda place: not lines[place].grave)[:MOST_IN_SHORT])
    last = ngettext(
        "{count} more change is not in this list. It is among all the changes, word by word.",
        "{count} more changes are not in this list. They are among all the changes, word by word.",
        more,
    )
    return (*(lines[place] for place in kept), Line(last))


def headlines(changes: VersionChanges) -> tuple[str, ...]:
    """Return a sentence for each change of what people must do, in plain words."""
    return tuple(line.in_words for line in _headlines(changes))


def _headlines(changes: VersionChanges) -> Iterator[Headline]:
    return (line for rule in changes.changed_rules for line in headlines_of(rule))


def headlines_of(change: RuleChange) -> Iterator[Headline]:
    """Yield a sentence for each change of what that rule asks of people, in the order of its words."""
    number = change.placed.cited
    if change.part_of and not change.part_of.match.declared:
        yield _as_part(change, change.part_of.match.rule)
    elif change.kind in {ChangeOf.ADDED, ChangeOf.REMOVED}:
        said = shortened(words_of(change.placed.rule.text))
        yield Headline(number, _came_or_went(change, said), former=change.kind is ChangeOf.REMOVED)
    for name, happened in (("retired", change.retired), ("restored", change.restored)):
        if happened:
            said = shortened(words_of(change.placed.rule.text))
            yield Headline(number, _(HEADLINES[name], words=said), binds_otherwise=True)
    for place in _places(change):
        binds = change.binds_otherwise and place.strength
        said = _became(HEADLINES[place.effect.value], place)
        yield Headline(number, said, place.effect is Effect.REVERSED, binds, former=change.new is None)
    if change.local_practice and change.local_practice.weight is DepartureClass.MEANING:
        yield from _on_local_practice(number, change.local_practice)
    if change.strength_changed and change.old and change.new:
        was, now = (strength_or_not_stated(placed.rule.strength) for placed in (change.old, change.new))
        yield Headline(number, _(HEADLINES["strength"], before=was, after=now), binds_otherwise=True)


def _came_or_went(change: RuleChange, words: str) -> str:
    if change.went_into:
        return _(HEADLINES["went into"], rules=names_of(change.went_into), words=words)
    if change.merged_from:
        return _(HEADLINES["merged"], rules=names_of(change.merged_from), words=words)
    if change.split_from:
        return _(HEADLINES["split"], rules=names_of((change.split_from,)), words=words)
    if change.moved_from:
        return _(HEADLINES["moved here"], words=words)
    return _(HEADLINES[change.kind.value], words=words)


def names_of(ids: Iterable[str]) -> str:
    """Return the ids of rules in words: '"a" and "b"'."""
    return str(listed([quoted(name) for name in ids]))


def _as_part(change: RuleChange, whole: NumberedRule) -> Headline:
    """Tell of a rule that was split off another, or went into one."""
    former, said = change.kind is ChangeOf.REMOVED, shortened(words_of(change.placed.rule.text))
    sentence = _(HEADLINES["gone into" if former else "split off"], number=whole.cited, words=said)
    return Headline(change.placed.cited, sentence, former=former)


def _places(change: RuleChange) -> Iterable[Place]:
    """Return where the meaning of its words changed, without what only went to another rule or came from one.

    Of rules that are declared to be merged or split those that came tell it, and not those that went as well.
    """
    if change.part_of and change.part_of.match.declared and change.new is None:
        return ()
    found = change.part_of or change.words
    return found.comparison.places if found else ()


def _on_local_practice(number: str, change: TextChange) -> Iterator[Headline]:
    was, now = change.pair.as_read
    if was and now:
        for place in change.comparison.places:
            yield Headline(number, _said_here(place), place.effect is Effect.REVERSED)
    else:
        yield Headline(number, _(HEADLINES["here added" if now else "here removed"], words=shortened(now or was)))


def _said_here(place: Place) -> str:
    if place.effect is Effect.ADDED:
        return _(HEADLINES["here added"], words=place.after.strip(_JOINS))
    if place.effect is Effect.DROPPED:
        return _(HEADLINES["here removed"], words=place.before.strip(_JOINS))
    return _became(HEADLINES["here"], place)


def _became(sentence: str, place: Place) -> str:
    before, after = place.before, place.after
    if place.effect in {Effect.ADDED, Effect.DROPPED}:  # alone, words need no comma that joined them to others
        before, after = before.strip(_JOINS), after.strip(_JOINS)
    else:  # within a sentence of ours they need no full stop
        before, after = before.removesuffix("."), after.removesuffix(".")
    return _(sentence, before=before, after=after)


_JOINS: Final = " ,;"
