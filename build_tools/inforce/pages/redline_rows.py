"""What changed from one version to another, in rows to show: on pages, in feeds, at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inforce.checks.changes import ChangeOf, RuleChange, TextChange, VersionChanges
from inforce.checks.headlines import headlines
from inforce.checks.strength_words import in_order, strength_or_not_stated
from inforce.model.catalogue import _, listed
from inforce.model.guidance import Rule
from inforce.model.library import Library
from inforce.pages.chips import Chip, chips
from inforce.pages.citations import passage_names
from inforce.pages.marked_words import Paragraphs, Piece, plain, redlined
from inforce.wording.lexicon import strengths


@dataclass(frozen=True)
class Row:
    """A rule or a text that changed: what happened, how much it weighs, notes in words, and the marked words."""

    id: str
    kind: str
    heading: str
    chips: tuple[Chip, ...]
    notes: tuple[str, ...]
    words: Paragraphs
    local_practice: Paragraphs


@dataclass(frozen=True)
class RedlineRows:
    """All that changed: what people must do in sentences, rules and texts in rows, and which rules stayed the same."""

    headlines: tuple[str, ...]
    rules: tuple[Row, ...]
    texts: tuple[Row, ...]
    same: str


def redline_rows(changes: VersionChanges, library: Library) -> RedlineRows:
    """Return what *changes* are, what weighs most first."""
    return RedlineRows(
        headlines=headlines(changes),
        rules=tuple(_rule_row(library, change) for change in changes.changed_rules),
        texts=tuple(_text_row(place, change) for place, change in enumerate(changes.texts, start=1)),
        same=_same_in_words([change.placed.number for change in changes.same_rules]),
    )


def _rule_row(library: Library, change: RuleChange) -> Row:
    return Row(
        id=change.placed.rule.id,
        kind=change.kind.value,
        heading=_heading(change),
        chips=chips(change.words.differences if change.words else ()),
        notes=tuple(_notes(library, change)),
        words=_words(change),
        local_practice=redlined(change.local_practice.redline) if change.local_practice else (),
    )


def _heading(change: RuleChange) -> str:
    number = change.placed.number
    match change.kind:
        case ChangeOf.ADDED:
            return _("Rule {number}: new", number=number)
        case ChangeOf.REMOVED:
            return _("Former rule {number}: taken out", number=number)
        case ChangeOf.MOVED:
            return _("Rule {number}: moved", number=number)
        case _:
            return _("Rule {number}", number=number)


def _notes(library: Library, change: RuleChange) -> Iterator[str]:
    old, new = change.old, change.new
    if old is None or new is None:
        return
    if change.strength_changed:
        was, now = strength_or_not_stated(old.rule.strength), strength_or_not_stated(new.rule.strength)
        yield _("How binding it is: {before} before, {after} now.", before=was, after=now)
    elif change.binds_otherwise:
        was_words, now_words = _binding_words(old.rule), _binding_words(new.rule)
        yield _("How binding its words are: {before} before, {after} now.", before=was_words, after=now_words)
    if change.moved or change.renumbered:
        moved = _("It stands in another place.") if change.moved else ""
        number = _("It was rule {number}.", number=old.number) if change.renumbered else ""
        yield " ".join(said for said in (moved, number) if said)
    if change.sources_changed:
        yield _("Its source was {passages}.", passages=passage_names(old.rule, library))
        yield _("Its source is now {passages}.", passages=passage_names(new.rule, library))
    if change.renamed:
        yield _(
            'Links to it said "#{former}" and now say "#{id}"; the old ones still lead here.',
            former=old.rule.id,
            id=new.rule.id,
        )
    if change.words is None:
        yield _("The words of the rule are the same.")


def _binding_words(rule: Rule) -> str:
    return in_order(strengths(rule.text)) or _("none that bind")


def _words(change: RuleChange) -> Paragraphs:
    if change.words:
        return redlined(change.words.redline)
    marks = {ChangeOf.ADDED: "added", ChangeOf.REMOVED: "removed"}
    kind = marks.get(change.kind, "same")
    return tuple(tuple(Piece(piece.text, kind) for piece in pieces) for pieces in plain(change.placed.rule.text))


def _text_row(place: int, change: TextChange) -> Row:
    return Row(f"text_{place}", "changed", _(change.what), chips(change.differences), (), redlined(change.redline), ())


def _same_in_words(numbers: list[int]) -> str:
    if not numbers:
        return ""
    if len(numbers) == 1:
        return _("Rule {number} is the same, word for word.", number=numbers[0])
    return _("Rules {numbers} are the same, word for word.", numbers=listed([str(number) for number in numbers]))
