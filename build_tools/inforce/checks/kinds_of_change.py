"""The kind of change that a version declares is as large as what it changes for its readers, and its number agrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Final

from inforce.checks.check import finds, in_quotes, where_open_to_change
from inforce.checks.words_answer_to_source import Decisions, Key, change_of, decisions, keys_of
from inforce.compare.changes import ChangeOf, RuleChange, TextChange, VersionChanges, changes_of_text, compare
from inforce.compare.structure import StructureOf
from inforce.compare.text_comparison import TextOf, TextPair, carried, texts_of_rule
from inforce.model.block_text import blocks_of, words_in
from inforce.model.blocks import Paragraph
from inforce.model.catalogue import N_
from inforce.model.guidance import ChangeKind, Document, Numbering, Version
from inforce.model.library import Library, Settings, document_in
from inforce.model.messages import Message, Words, _, ngettext, sentences, to_be_typed
from inforce.model.names import VersionNumber
from inforce.model.placeholders import APPROVER, DECIDER, WORDS_DIFFER
from inforce.model.problem import Problem
from inforce.model.rules import Rule
from inforce.model.status import Neighbours, next_number
from inforce.wording.compared_text import compared
from inforce.wording.departures import DepartureClass, Difference, differences
from inforce.wording.reasons import Significance

_HELD: Final = frozenset({ChangeKind.PATCH, ChangeKind.MINOR})


@finds("change-larger-than-its-kind", "A version changes more for its readers than its kind of change says.")
@finds("decision-not-there", "A decision is recorded for a change of words that the version does not make.")
@finds("number-not-of-its-kind", "The number of a version does not fit its kind of change.")
def kinds_of_change(library: Library, day: date) -> Iterator[Problem]:
    """No version changes more for its readers than the kind that it declares, and none has the number of another kind.

    A patch changes how words are written, and nothing else: no rule comes, goes or moves, and other words stand there
    only where a named person decided that they mean the same. A minor version may add, and says what was there in
    other words, or in the same words in another rule; it touches the meaning only where that was decided with a reason
    and an approver. A major version may change anything.
    """
    for document in library.documents:
        decided = decisions(document, library.settings)
        for old, new in pairwise(document.applying):
            if document.withheld_from(old) or document.withheld_from(new):
                continue  # what it changed was held when it was published
            found = (
                *_number(document, old, new),
                *_larger(document, old, new, decided),
                *_decided_for_nothing(old, new),
            )
            yield from where_open_to_change(found, document, new, day)


def known_document(document: Document, settings: Settings) -> Document:
    """Return *document* in its language, with what is known of its versions beyond their files."""
    found = document_in(document, settings)
    patches = tuple(
        (old, new)
        for old, new in pairwise(found.applying)
        if new.text.change.kind is ChangeKind.PATCH and not (found.withheld_from(old) or found.withheld_from(new))
    )
    if not patches:
        return found
    decided = decisions(found, settings)
    understated = frozenset(new.number for old, new in patches if _is_understated(_Patch(old, new), decided))
    return replace(found, understated=understated) if understated != found.understated else found


@dataclass(frozen=True)
class _Patch:
    """A version and the one that it patches; they are known by what their files say."""

    old: Version = field(compare=False)
    new: Version = field(compare=False)
    fingerprints: tuple[str, str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "fingerprints", (self.old.fingerprint, self.new.fingerprint, self.new.language)
        )  # fmt: skip


@lru_cache(maxsize=1024)  # asked for again by each page of the document
def _is_understated(patch: _Patch, decided: Decisions) -> bool:
    """Whether a version calls itself a patch and changes more than how words are written."""
    return any(excesses(compare(patch.old, patch.new), decided))


@dataclass(frozen=True)
class Excess:
    """Something that a version changes and that its kind of change leaves no room for: where, and in words.

    *before* and *after* are words on which a person may decide, so that the kind stays.
    """

    rule: str
    what: Words
    before: str = ""
    after: str = ""


def excesses(changes: VersionChanges, decided: Decisions) -> Iterator[Excess]:
    """Return what the newer version *changes* beyond its kind of change, in the order of the document."""
    if (kind := changes.new.text.change.kind) in _HELD:
        yield from _beyond(kind, changes, decided)


def _beyond(kind: ChangeKind, changes: VersionChanges, decided: Decisions) -> Iterator[Excess]:
    held = _Held(kind, decided, frozenset(_approved(changes.new)), changes)
    if kind is ChangeKind.PATCH and _numbering(changes.old) is not _numbering(changes.new):
        yield Excess("", _("it numbers the rules in another way"))
    for text in changes.texts:
        yield from held.of_text("", text)
    for rule in changes.rules:
        yield from held.of_rule(rule)


def _numbering(version: Version) -> Numbering:
    return version.text.numbering or Numbering.DOCUMENT


def kind_of_changes(changes: VersionChanges, decided: Decisions) -> ChangeKind:
    """Return the smallest kind of change that leaves room for all that the newer version *changes*."""
    for kind in (ChangeKind.PATCH, ChangeKind.MINOR):
        if not any(_beyond(kind, changes, decided)):
            return kind
    return ChangeKind.MAJOR


def _approved(version: Version) -> Iterator[Key]:
    for decided in version.text.change.decided:
        if decided.approved_by:
            yield change_of(decided.before, decided.after, version.language)


@dataclass(frozen=True)
class _Held:
    """A kind of change, and what persons decided beside it."""

    kind: ChangeKind
    decided: Decisions
    approved: frozenset[Key]
    changes: VersionChanges

    def of_rule(self, change: RuleChange) -> Iterator[Excess]:
        name = change.placed.rule.id
        if change.kind is ChangeOf.REMOVED and (self.kind is ChangeKind.PATCH or not self._is_held_elsewhere(change)):
            yield Excess(name, _('it takes rule "{rule}" out', rule=name))
        if self.kind is ChangeKind.PATCH:
            yield from self._of_its_place(change, name)
        if change.strength_changed:
            yield Excess(name, _('it changes how binding rule "{rule}" is declared to be', rule=name))
        if change.retired:
            yield Excess(name, _('it says that rule "{rule}" is not to be used any more', rule=name))
        if change.restored:
            yield Excess(name, _('it says that rule "{rule}" is to be used again', rule=name))
        for text in (change.words, change.local_practice, self._held_of_declared(change)):
            if text and not (text is change.words and self._is_only_regrouped(change)):
                yield from self.of_text(name, text)

    def _held_of_declared(self, change: RuleChange) -> TextChange | None:
        """Return what changed of what the rule carries and declares; of a minor version what it carries alone.

        What it declares, such as a difference from its source, has a reason of its own, and often an approver.
        """
        if self.kind is ChangeKind.PATCH or not (change.declared and change.old and change.new):
            return change.declared
        pair = TextPair(TextOf.CARRIED, *(carried(one.rule) for one in (change.old, change.new)))
        return changes_of_text(pair, self.changes.compared, self.changes.new.language)

    def _is_held_elsewhere(self, gone: RuleChange) -> bool:
        """Whether all that the rule said stands, sentence for sentence, in rules it went into, and binds as it did.

        Whether they are said to be where it went, or only have its words, is nothing to that.
        """
        rule, into = gone.placed.rule, [one for one in self.changes.new.rules if _goes_with(gone, one)]
        if not into or any(one.deprecated or not _binds_as(gone, one) for one in into):
            return False
        texts = [[pair.now for pair in texts_of_rule(None, one)] for one in (rule, *into)]
        return all(self._said(own) <= self._said(*there) for own, *there in zip(*texts, strict=True))

    def _is_only_regrouped(self, kept: RuleChange) -> bool:
        """Whether a minor version gave the rule words of rules that went into it, or made rules of words of it."""
        if self.kind is ChangeKind.PATCH or kept.old is None or kept.new is None:
            return False
        rule = kept.new.rule
        beside = [one for one in self.changes.rules if _goes_with(one, rule)]
        gone, added = (
            self._said(*(one.placed.rule.text for one in beside if one.kind is kind and _binds_as(one, rule)))
            for kind in (ChangeOf.REMOVED, ChangeOf.ADDED)
        )
        before, after = (list(_statements(one.rule.text, self.changes.new.language)) for one in (kept.old, kept.new))
        in_order = [one for one in before if one in after] == [one for one in after if one in before]
        return in_order and {*after} - {*before} <= gone and {*before} - {*after} <= added and {*before} != {*after}

    def _said(self, *texts: str) -> set[Statement]:
        return {keys for text in texts for keys in _statements(text, self.changes.new.language)}

    @staticmethod
    def _of_its_place(change: RuleChange, name: str) -> Iterator[Excess]:
        if change.kind is ChangeOf.ADDED:
            yield Excess(name, _('it adds rule "{rule}"', rule=name))
        if change.moved:
            yield Excess(name, _('it moves rule "{rule}"', rule=name))
        if change.sources_changed:
            yield Excess(name, _('it changes what rule "{rule}" cites', rule=name))
        if change.old and change.new and _labels(change.old.rule) != _labels(change.new.rule):
            yield Excess(name, _('it gives rule "{rule}" another number', rule=name))

    def of_text(self, rule: str, text: TextChange) -> Iterator[Excess]:
        minor = self.kind is ChangeKind.MINOR
        if minor and not text.pair.was:
            return  # a text that is new is an addition
        if not minor:
            shapes = (one.words for one in text.structure if one.what in _SHAPES)
            yield from (Excess(rule, _('it shows "{words}" in another place or form', words=one)) for one in shapes)
        items = [_flat(one.words) for one in text.structure if one.what in _DROPS]
        was, now = text.pair.as_read
        if minor and text.what is TextOf.CARRIED:
            for one in (one for one in text.structure if one.what in _ADDS):
                now = now.replace("\n\n" + one.words.replace(" | ", "\n\n"), "", 1)
        for difference in differences(was, now, self.changes.new.language):
            whole = not difference.ours and any(one in _flat(difference.theirs) for one in items)
            weight = DepartureClass.MEANING if whole else difference.kind
            if (
                minor
                and text.what is TextOf.CARRIED
                and {one.kind for one in difference.touches} == {Significance.ADDED}
            ):
                continue  # one note, duty or person more
            if self._is_too_much(difference, weight):
                words = (difference.theirs, difference.ours) if minor or weight is DepartureClass.WORDING else ()
                what = _(_DECLARES, rule=rule) if text.what is TextOf.DECLARED else _says(difference)
                yield Excess(rule, what, *words)

    def _is_too_much(self, difference: Difference, weight: DepartureClass) -> bool:
        match weight:
            case DepartureClass.MEANING:
                return self.kind is ChangeKind.PATCH or self.approved.isdisjoint(keys_of(difference))
            case DepartureClass.WORDING:
                return self.kind is ChangeKind.PATCH and not self.decided.mean_the_same(difference)
            case DepartureClass.TYPOGRAPHY:
                return False


_ADDS: Final = frozenset({StructureOf.ITEM_ADDED, StructureOf.ROW_ADDED})
_DROPS: Final = frozenset({StructureOf.ITEM_REMOVED, StructureOf.ROW_REMOVED, StructureOf.COLUMN_REMOVED})
_SHAPES: Final = frozenset(
    {StructureOf.LEVEL, StructureOf.IN_LIST, StructureOf.OUT_OF_LIST, StructureOf.PICTURE}
)  # fmt: skip
"""What changes with no other word and is more than another way of writing."""


def _flat(words: str) -> str:
    return " ".join(words.replace("|", " ").split())


Statement = tuple[str, ...]
"""Something that a text says, by the keys of its words."""


def _goes_with(one: RuleChange, rule: Rule) -> bool:
    """Whether the rule that came or went was split off *rule*, or went into it: as declared, or by its words."""
    if one.old and one.new:
        return False
    declared = one.old.rule.id in rule.parts_from if one.old else rule.id in one.placed.rule.parts_from
    return declared or bool(one.part_of and one.part_of.match.rule.rule.id == rule.id)


def _labels(rule: Rule) -> tuple[str | None, dict[str, str | None]]:
    return rule.label, {item.id: item.label for item in rule.items}


def _binds_as(one: RuleChange, rule: Rule) -> bool:
    """Whether the rule that came or went binds as *rule* does, by what is declared."""
    return one.placed.rule.strength == rule.strength and not one.placed.rule.deprecated


def _statements(text: str, language: str) -> Iterator[Statement]:
    """Yield what *text* says, each by the keys of its words: its sentences, and a list with the words that lead to it.

    An item of a list says what it does by those words: "Tell the police" below "Do not:" is no such sentence.
    """
    lead: Statement = ()
    for block in blocks_of(text):
        sentences = compared(words_in((block,)), language).sentences
        keys = tuple(key for sentence in sentences for key in sentence.keys)
        if isinstance(block, Paragraph):
            yield from (sentence.keys for sentence in sentences)
            lead = keys
        else:
            yield lead + keys


_DECLARES: Final = N_('it changes what rule "{rule}" declares, such as a difference from its source')


def _says(difference: Difference) -> Message:
    before, after = difference.in_short
    if not before:
        return _('"{words}" was added', words=after)
    if not after:
        return _('"{words}" was taken out', words=before)
    said = (
        N_('"{before}" became "{after}", which touches the meaning')
        if difference.kind is DepartureClass.MEANING
        else N_('"{before}" became "{after}", and nobody is named who decided that these other words mean the same')
    )
    return _(said, before=before, after=after)


_ROOM: Final = {
    ChangeKind.PATCH: N_("A patch changes how words are written, and nothing else."),
    ChangeKind.MINOR: N_("A minor version adds, or says the same in other words."),
}
_RIGHT: Final = N_(
    "What changed makes it {kind}: write that as its kind, and rename the file to {version}.yml with that number in "
    "it. Or take the change out."
)
_RIGHT_BUT_FOR_ITS_KIND: Final = N_("What changed makes it {kind}: write that as its kind. Or take the change out.")
_DECIDED: Final = {
    ChangeKind.PATCH: N_("Where other words mean the same, a person may decide that; write it below the note:"),
    ChangeKind.MINOR: N_("Where it is to be minor, name who approved it; write it below the note:"),
}


def _larger(document: Document, old: Version, new: Version, decided: Decisions) -> Iterator[Problem]:
    kind = new.text.change.kind
    found = list(excesses(compare(old, new), decided)) if kind in _HELD else []
    if not found:
        return
    first, *more = found
    what: Words = _(
        'Version {version} is of the kind "{kind}", but {what}.', version=new.number, kind=kind, what=first.what
    )
    if more:
        counted = ngettext(
            "{count} more change is too large for it.", "{count} more changes are too large for it.", len(more)
        )
        what = sentences([what, counted])
    who = (
        f"    meaning: same\n    decided_by: {DECIDER}" if kind is ChangeKind.PATCH else f"    approved_by: {APPROVER}"
    )
    words = first if all(one.before or one.after for one in found) else None
    right = kind_of_changes(compare(old, new), decided)
    number = next_number(document, old, right, Neighbours(old, None, _after(document, new))) or new.number
    fits = _kind_of_number(old.number, new.number) is right
    how = _(_RIGHT_BUT_FOR_ITS_KIND, kind=right) if fits else _(_RIGHT, kind=right, version=number)
    remedy: Words = sentences([_(_ROOM[kind]), how])
    if words:
        typed = (
            f"decided:\n  - before: {in_quotes(words.before)}\n    after: {in_quotes(words.after)}\n"
            f"    reason: {WORDS_DIFFER}\n{who}"
        )
        remedy = sentences([remedy, to_be_typed(_(_DECIDED[kind]), typed)])
    yield Problem(new.origin.place("change", "kind"), "change-larger-than-its-kind", what, remedy)


def _after(document: Document, version: Version) -> Version | None:
    """Return the version that comes after *version* by its number, if there is one."""
    return min((one for one in document.applying if one.number > version.number), key=_by_number, default=None)


def _by_number(version: Version) -> VersionNumber:
    return version.number


def _decided_for_nothing(old: Version, new: Version) -> Iterator[Problem]:
    """Find decisions on changes of words that the version does not make."""
    declared = new.text.change.decided
    if not declared:
        return
    changes = compare(old, new)
    of_rules = (one for rule in changes.rules for one in (rule.words, rule.local_practice, rule.declared) if one)
    texts = [*changes.texts, *of_rules]
    made = {key for text in texts for one in differences(*text.pair.as_read, new.language) for key in keys_of(one)}
    for at, decided in enumerate(declared):
        if change_of(decided.before, decided.after, new.language) not in made:
            yield Problem(
                new.origin.place("change", "decided", at),
                "decision-not-there",
                _(
                    'Version {version} declares that "{before}" became "{after}"; it does not change that.',
                    version=new.number,
                    before=decided.before,
                    after=decided.after,
                ),
                _("Remove the declaration, or correct its words to those that changed from the version before."),
            )


def _number(document: Document, old: Version, new: Version) -> Iterator[Problem]:
    kind = new.text.change.kind
    smallest = _kind_of_number(old.number, new.number)
    # what takes the place of a version that was cancelled goes on from its number
    passed = [one.version for one in document.details.called_off if old.number < one.version < new.number]
    kinds = {smallest, *(_kind_of_number(one, new.number) for one in passed)}
    if kind is ChangeKind.FIRST or kind in kinds:
        return
    approved = new.text.approved.on if new.text.approved else None
    gone = {one.version for one in document.details.called_off if approved and one.on < approved}
    above = (one for one in document.versions if one.number > new.number and one.number not in gone)
    after = min(above, key=_by_number, default=None)
    due = next_number(document, old, kind, Neighbours(old, None, after)) if after else None
    if due and _kind_of_number(old.number, due) in kinds:
        return  # there was no room for the number of its kind below a version that was still to come after it
    says = (
        _(
            'Version {version} is of the kind "{kind}", but its number says "{other}": {old} came before it.',
            version=new.number,
            kind=kind,
            other=smallest,
            old=old.number,
        )
        if smallest
        else _(
            'Version {version} is of the kind "{kind}", but its number is that of no change: {old} came before it.',
            version=new.number,
            kind=kind,
            old=old.number,
        )
    )
    remedy = _("Give it the next number of its kind, as inforce revise does, or correct the kind.")
    yield Problem(new.origin.place("change", "kind"), "number-not-of-its-kind", says, remedy)


def _kind_of_number(old: VersionNumber, new: VersionNumber) -> ChangeKind | None:
    """Return which kind of change leads from the number *old* to *new*; None where none does, as from 2.0.0 to 3.1.1.

    Below the part of a number that goes up, counting begins anew.
    """
    if new.major != old.major:
        return None if new.minor or new.patch else ChangeKind.MAJOR
    if new.minor != old.minor:
        return None if new.patch else ChangeKind.MINOR
    return ChangeKind.PATCH
