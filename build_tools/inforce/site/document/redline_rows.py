"""What changed from one version to another, in rows to show: on pages, in feeds, at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from inforce.compare.changes import RuleChange, TextChange, VersionChanges
from inforce.compare.headlines import headlines
from inforce.compare.strength_words import in_order, strength_or_not_stated
from inforce.compare.version_texts import TextOf, TextPair, texts_of_rule
from inforce.model.catalogue import N_, _, listed
from inforce.model.guidance import Rule
from inforce.model.library import Library
from inforce.site.citations import passage_names
from inforce.site.marked_words import Beside, Paragraphs, redlined, side_by_side
from inforce.site.phrases.badges import Chip, chips, with_labels
from inforce.wording.lexicon import strengths
from inforce.wording.redline import Span, SpanKind

SENTENCES: Final[Mapping[str, str]] = {
    "added": N_("Rule {number}: new"),
    "removed": N_("Former rule {number}: taken out"),
    "moved": N_("Rule {number}: moved"),
    "renumbered": N_("Rule {number}: another number"),
    "changed": N_("Rule {number}"),
    "title": N_("Title"),
    "summary": N_("Summary"),
    "print_notice": N_("Notice of this version on printed copies"),
    "introduction": N_("Introduction"),
    "heading": N_("Section heading"),
    "section_introduction": N_("Introduction of a section"),
    "local_practice": N_("Doing this here"),
    "declared": N_("What is declared about its words and how binding it is"),
    "strength": N_("How binding it is: {before} before, {after} now."),
    "binding words": N_("How binding its words are: {before} before, {after} now."),
    "none that bind": N_("none that bind"),
    "other place": N_("It stands in another place."),
    "other number": N_("It was rule {number}."),
    "source was": N_("Its source was {passages}."),
    "source is": N_("Its source is now {passages}."),
    "renamed": N_('Links to it said "#{former}" and now say "#{id}"; the old ones still lead here.'),
    "same words": N_("The words of the rule are the same."),
    "set otherwise": N_("Its words are the same; spaces, quotation marks or dashes are set otherwise."),
    "one same": N_("Rule {number} is the same, word for word."),
    "same": N_("Rules {numbers} are the same, word for word."),
    "before": N_("Version {number} said"),
    "after": N_("Version {number} says"),
    "not in": N_("Not in version {number}."),
}
"""What rows say, by what happened."""


@dataclass(frozen=True)
class Part:
    """A text of a rule or of a version: its label, "" for the rule itself, its marked words, and both sides of them.

    What is *folded* stands behind its label until a reader opens it: declarations are longer than what they are about.
    """

    label: str
    words: Paragraphs
    sides: tuple[Beside, ...]
    folded: bool = False


@dataclass(frozen=True)
class Row:
    """A rule or a text that changed: what happened, how much it weighs, notes in words, and the marked words."""

    id: str
    kind: str
    heading: str
    chips: tuple[Chip, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def heading_in_words(self) -> str:
        """The heading and how much the row weighs, where words stand alone."""
        return with_labels(self.heading, self.chips)


@dataclass(frozen=True)
class Ends:
    """How the two sides are called where they stand side by side, and what stands on one that has nothing."""

    before: str
    after: str
    not_before: str
    not_after: str


@dataclass(frozen=True)
class RedlineRows:
    """All that changed: what people must do in sentences, rules and texts in rows, and which rules stayed the same."""

    ends: Ends
    headlines: tuple[str, ...]
    rules: tuple[Row, ...]
    texts: tuple[Row, ...]
    same: str


def redline_rows(changes: VersionChanges, library: Library) -> RedlineRows:
    """Return what *changes* are, what weighs most first."""
    old, new = str(changes.old.number), str(changes.new.number)
    return RedlineRows(
        ends=Ends(
            before=_(SENTENCES["before"], number=old),
            after=_(SENTENCES["after"], number=new),
            not_before=_(SENTENCES["not in"], number=old),
            not_after=_(SENTENCES["not in"], number=new),
        ),
        headlines=headlines(changes),
        rules=tuple(_rule_row(library, change) for change in changes.changed_rules),
        texts=tuple(_text_row(place, change) for place, change in enumerate(changes.texts, start=1)),
        same=_same_in_words([change.placed.number for change in changes.same_rules]),
    )


def _rule_row(library: Library, change: RuleChange) -> Row:
    number = change.placed.number
    return Row(
        id=change.placed.rule.id,
        kind=change.kind.value,
        heading=_(SENTENCES[change.kind.value], number=number),
        chips=chips(change.words.differences if change.words else ()),
        notes=tuple(_notes(library, change)),
        parts=tuple(_parts(change)),
    )


def _notes(library: Library, change: RuleChange) -> Iterator[str]:
    old, new = change.old, change.new
    if old is None or new is None:
        return
    if change.strength_changed:
        was, now = strength_or_not_stated(old.rule.strength), strength_or_not_stated(new.rule.strength)
        yield _(SENTENCES["strength"], before=was, after=now)
    elif change.binds_otherwise:
        yield _(SENTENCES["binding words"], before=_binding_words(old.rule), after=_binding_words(new.rule))
    if change.moved:
        yield _(SENTENCES["other place"])
    if change.renumbered:
        yield _(SENTENCES["other number"], number=old.number)
    if change.sources_changed:
        yield _(SENTENCES["source was"], passages=passage_names(old.rule, library))
        yield _(SENTENCES["source is"], passages=passage_names(new.rule, library))
    if change.renamed:
        yield _(SENTENCES["renamed"], former=old.rule.id, id=new.rule.id)
    if change.words is None:
        yield _(SENTENCES["same words"])
    elif not change.words.differences:
        yield _(SENTENCES["set otherwise"])


def _binding_words(rule: Rule) -> str:
    return str(in_order(strengths(rule.text))) or _(SENTENCES["none that bind"])


def _parts(change: RuleChange) -> Iterator[Part]:
    """Yield the words of the rule, and what else of it changed; all there is of a rule that came or went."""
    old, new = change.old, change.new
    pairs = texts_of_rule(old.rule if old else None, new.rule if new else None)
    for pair, found in zip(pairs, (change.words, change.local_practice, change.declared), strict=True):
        label = "" if pair.what is TextOf.RULE else _(SENTENCES[pair.what.value])
        folded = pair.what is TextOf.DECLARED
        if found:
            yield _part(label, found.redline, folded=folded)
        elif pair.what is TextOf.RULE or old is None or new is None:
            yield from [_part(label, spans, folded=folded)] if (spans := _whole(pair)) else []


def _whole(pair: TextPair) -> tuple[Span, ...]:
    """Return the words of a text that is the same on both sides, or stands on one of them."""
    was, now = pair.as_read
    if was == now:
        return (Span(SpanKind.SAME, now),) if now else ()
    return (Span(SpanKind.ADDED, now),) if now else (Span(SpanKind.REMOVED, was),)


def _part(label: str, spans: tuple[Span, ...], *, folded: bool = False) -> Part:
    return Part(label, redlined(spans), side_by_side(spans), folded)


def _text_row(place: int, change: TextChange) -> Row:
    notes = () if change.differences else (_(SENTENCES["set otherwise"]),)
    heading = _(SENTENCES[change.what.value])
    return Row(f"text_{place}", "changed", heading, chips(change.differences), notes, (_part("", change.redline),))


def _same_in_words(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return _(SENTENCES["one same"], number=numbers[0])
    return _(SENTENCES["same"], numbers=listed([str(number) for number in numbers])) if numbers else ""
