"""How one text leads to another, as data, and every text of a version beside the same text of another.

It is a constant of the two texts and of the program, so that a store can keep it for good.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import cycle
from typing import Any, Final, NamedTuple

from inforce.model.annexes import after_the_rules, annexes_of_rule, before_the_rules, not_to_be_used
from inforce.model.block_text import as_written, blocks_of, in_one_line, words_in, words_of
from inforce.model.blocks import Piece, as_source, escaped, in_every_piece, pieces_in
from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.model.names import paragraphs
from inforce.model.numbering import NumberedRule, rules_by_id
from inforce.model.placeholders import is_not_named
from inforce.model.rules import Citation, Rule, RunningText, Section
from inforce.wording.compared_text import shortened
from inforce.wording.departures import DepartureClass, Difference, differences
from inforce.wording.language import ENGLISH
from inforce.wording.reasons import Significance
from inforce.wording.redline import Span, SpanKind, redline

NO_RULES: Final[Mapping[str, NumberedRule]] = {}
_LINE: Final = "\n\n"
_IN_TURN: Final = (SpanKind.SAME, SpanKind.REMOVED, SpanKind.ADDED)
_BINDING: Final = frozenset(
    {Significance.NEGATION, Significance.OPPOSITE, Significance.STRENGTH, Significance.CONDITION}
)


class Effect(StrEnum):
    """What a change of meaning does to whoever follows the text."""

    REVERSED = "reversed"
    BINDING = "binding"
    MEANING = "meaning"
    ADDED = "words added"
    DROPPED = "words dropped"


class Place(NamedTuple):
    """A place where the meaning changed, in the words that a headline has room for: its sentence, where it is short.

    Where words were added or dropped and nothing stands in their place, they are all that is told. *strength* says
    that words of strength ("must", "may") came, went or changed there.
    """

    effect: Effect
    strength: bool
    before: str
    after: str


class TextComparison(NamedTuple):
    """What leads from one text to another.

    *weight* is the weightiest class of its differences, None where only spaces or signs are set otherwise. *lengths*
    are those of what stays, goes and comes, in turn, so that the words themselves stand once, in the two texts.
    """

    weight: DepartureClass | None
    lengths: tuple[int, ...]
    places: tuple[Place, ...] = ()

    @property
    def reverses(self) -> bool:
        """Whether the newer text says the opposite of the older somewhere."""
        return any(place.effect is Effect.REVERSED for place in self.places)

    def spans(self, old: str, new: str) -> tuple[Span, ...]:
        """Return what leads from *old* to *new*, the two texts that were compared, cut out of them."""
        return tuple(_cut(old, new, self.lengths))

    def as_data(self) -> dict[str, Any]:
        """Return the comparison as plain data, for records and the store."""
        return {
            "class": self.weight.value if self.weight else None,
            "lengths": list(self.lengths),
            "places": [
                {"effect": one.effect.value, "strength": one.strength, "before": one.before, "after": one.after}
                for one in self.places
            ],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> TextComparison:
        """Return the comparison that was written as *data*."""
        return cls(
            DepartureClass(data["class"]) if data["class"] else None,
            tuple(data["lengths"]),
            tuple(Place(Effect(one["effect"]), one["strength"], one["before"], one["after"]) for one in data["places"]),
        )


Compared = Callable[[str, str, str], TextComparison]
"""Says what leads from one text to another, both in the language of that tag."""

Keep = Callable[[str, Callable[[], bytes]], bytes]
"""Takes the name of a constant and what makes it, and gives the bytes, which are made once."""


@lru_cache(maxsize=4096)  # the texts of a few documents; most pages of a version ask for the same ones
def compare_texts(old: str, new: str, language: str = ENGLISH) -> TextComparison:
    """Return what leads from *old* to *new*, in a *language*."""
    found = differences(old, new, language)
    return TextComparison(
        max((difference.kind for difference in found), key=WEIGHT.__getitem__, default=None),
        _lengths(redline(old, new, found)),
        _each_sentence_once(_place(difference) for difference in found if difference.kind is DepartureClass.MEANING),
    )


def _each_sentence_once(places: Iterable[Place]) -> tuple[Place, ...]:
    """Tell what changed at several places of one sentence once, as the gravest of them."""
    told: dict[tuple[str, str], Place] = {}
    for place in places:
        known = told.setdefault(place[2:], place)
        gravest = min(known.effect, place.effect, key=list(Effect).index)
        told[place[2:]] = Place(gravest, known.strength or place.strength, *place[2:])
    return tuple(told.values())


def kept_comparisons(keep: Keep) -> Compared:
    """Return a `compare_texts` that has *keep* keep what came of it, for as long as the program is the same."""

    @lru_cache(maxsize=4096)
    def compared(old: str, new: str, language: str) -> TextComparison:
        name = f"comparison {json.dumps([old, new, language])}"
        return TextComparison.from_data(json.loads(keep(name, lambda: _written(compare_texts(old, new, language)))))

    return compared


def _written(comparison: TextComparison) -> bytes:
    return json.dumps(comparison.as_data()).encode()


def compare_reordered(old: Sequence[str], new: Sequence[str]) -> TextComparison:
    """Return what leads from the lines *old* to the same lines in another order: lines move, and no word changes."""
    spans: list[tuple[SpanKind, list[str]]] = []
    for what, start, end, there, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            spans.append((SpanKind.SAME, list(old[start:end])))
            continue
        spans += [(SpanKind.REMOVED, list(old[start:end]))] if end > start else []
        spans += [(SpanKind.ADDED, list(new[there:until]))] if until > there else []
    return TextComparison(None, _lengths(tuple(_with_breaks(spans))))


def _with_breaks(spans: Sequence[tuple[SpanKind, list[str]]]) -> Iterator[Span]:
    """Yield *spans* with a blank line after each line but the last of either text."""
    for place, (kind, lines) in enumerate(spans):
        later = {other for other, _ in spans[place + 1 :]}
        text = _LINE.join(lines)
        in_old, in_new = bool(later - {SpanKind.ADDED}), bool(later - {SpanKind.REMOVED})
        goes_on = {SpanKind.REMOVED: in_old, SpanKind.ADDED: in_new}.get(kind, in_old and in_new)
        yield Span(kind, text + _LINE if goes_on else text)
        if kind is SpanKind.SAME and not goes_on and (in_old or in_new):
            yield Span(SpanKind.REMOVED if in_old else SpanKind.ADDED, _LINE)


WEIGHT: Final[Mapping[DepartureClass | None, int]] = {
    None: 0,
    DepartureClass.TYPOGRAPHY: 1,
    DepartureClass.WORDING: 2,
    DepartureClass.MEANING: 3,
}
"""Classes of change by weight; None is no change in the words."""


def _lengths(spans: Sequence[Span]) -> tuple[int, ...]:
    lengths: list[int] = []
    for span in spans:
        while _IN_TURN[len(lengths) % 3] is not span.kind:
            lengths.append(0)
        lengths.append(len(span.text))
    return tuple(lengths)


def _cut(old: str, new: str, lengths: Sequence[int]) -> Iterator[Span]:
    was, now = 0, 0
    for kind, length in zip(cycle(_IN_TURN), lengths, strict=False):
        if length:
            yield Span(kind, old[was : was + length] if kind is SpanKind.REMOVED else new[now : now + length])
        was += length if kind is not SpanKind.ADDED else 0
        now += length if kind is not SpanKind.REMOVED else 0


def _place(difference: Difference) -> Place:
    touched = {touch.kind for touch in difference.touches}
    effect, strength = _effect(touched, difference), Significance.STRENGTH in touched
    if effect in {Effect.ADDED, Effect.DROPPED}:
        said = difference.touches[0].words if len(difference.touches) == 1 else ""  # without an "and" that follows
        dropped, added = (shortened(said or side) if side else "" for side in (difference.theirs, difference.ours))
        return Place(effect, strength, dropped, added)
    return Place(effect, strength, *difference.in_short)


def _effect(touched: set[Significance], difference: Difference) -> Effect:
    if difference.reverses:
        return Effect.REVERSED
    if touched == {Significance.ADDED} and not difference.theirs:
        return Effect.ADDED
    if touched == {Significance.DROPPED} and not difference.ours:
        return Effect.DROPPED
    return Effect.BINDING if touched & _BINDING else Effect.MEANING


class TextOf(StrEnum):
    """What a text of a version is."""

    TITLE = "title"
    SUMMARY = "summary"
    NOTICE = "print_notice"
    INTRODUCTION = "introduction"
    CARRIED = "carried"
    HEADING = "heading"
    SECTION_INTRODUCTION = "section_introduction"
    RUNNING_TEXT = "running_text"
    RULE = "text"
    LOCAL_PRACTICE = "local_practice"
    DECLARED = "declared"


_BLOCK_TEXT: Final = frozenset(TextOf) - {TextOf.TITLE, TextOf.SUMMARY, TextOf.NOTICE, TextOf.HEADING, TextOf.DECLARED}


class TextPair(NamedTuple):
    """A text before and after, as files have it; "" where there is none. *section* is the id of the section."""

    what: TextOf
    was: str
    now: str
    section: str = ""

    @property
    def as_read(self) -> tuple[str, str]:
        """Both texts as readers see them, a blank line between paragraphs."""
        if self.what in _BLOCK_TEXT:
            return _with_targets(self.was, self.now)
        return self.was, self.now

    @property
    def structured(self) -> tuple[str, str]:
        """Both texts as block text, where they are; else nothing, for plain text has no structure."""
        return (self.was, self.now) if self.what in _BLOCK_TEXT else ("", "")

    @property
    def as_recorded(self) -> tuple[str, str]:
        """Both texts as records have them."""
        return (as_written(self.was), as_written(self.now)) if self.what in _BLOCK_TEXT else (self.was, self.now)


def texts_around(old: Version, new: Version) -> Iterator[TextPair]:
    """Yield every text that belongs to no rule, in the order in which it is read, removed sections last."""
    before, after = texts_of_version(old), texts_of_version(new)
    for key in [*after, *(key for key in before if key not in after)]:
        what, section = key
        yield TextPair(what, before.get(key, ""), after.get(key, ""), section)


def texts_of_version(version: Version) -> dict[tuple[TextOf, str], str]:
    """Return every text of *version* that belongs to no rule by what it is and its section, in reading order."""
    text = version.text
    found = {
        (TextOf.TITLE, ""): text.title,
        (TextOf.SUMMARY, ""): flowing(text.summary),
        (TextOf.NOTICE, ""): flowing(version.print_notice),
        (TextOf.INTRODUCTION, ""): text.introduction,
    }
    found[TextOf.CARRIED, ""] = _carried(version)
    for section in version.sections:
        found[TextOf.HEADING, section.id] = " ".join(filter(None, (section.label, section.heading)))
        found[TextOf.SECTION_INTRODUCTION, section.id] = section.introduction
        found[TextOf.RUNNING_TEXT, section.id] = _running_text(section)
    return found


def _carried(version: Version) -> str:
    """Return what the version carries around its rules, as block text."""
    annexes = (*before_the_rules(version.text, rules_by_id(version)), *after_the_rules(version.text))
    return "\n\n".join(f"{escaped(one.heading, begins=True)}\n\n{one.text}".strip("\n") for one in annexes)


def _running_text(section: Section) -> str:
    """Return all text of *section* that is no rule, in the order in which it is read."""
    return "\n\n".join(part.text.strip("\n") for part in section.rules if isinstance(part, RunningText))


def texts_of_placed(old: NumberedRule | None, new: NumberedRule | None) -> tuple[TextPair, TextPair, TextPair]:
    """Return the texts of a rule; what to follow instead has its number of the newer version, in which it may move."""
    named = {name: rule for placed in (old, new) if placed for name, rule in placed.successors.items()}
    return texts_of_rule(old.rule if old else None, new.rule if new else None, named)


def texts_of_rule(
    old: Rule | None, new: Rule | None, named: Mapping[str, NumberedRule] = NO_RULES
) -> tuple[TextPair, TextPair, TextPair]:
    """Return the words of a rule, what it says on doing this here, and what is declared about it."""
    return (
        TextPair(TextOf.RULE, old.text if old else "", new.text if new else ""),
        TextPair(TextOf.LOCAL_PRACTICE, old.local_practice if old else "", new.local_practice if new else ""),
        TextPair(TextOf.DECLARED, declared(old, named) if old else "", declared(new, named) if new else ""),
    )


def declared(rule: Rule, named: Mapping[str, NumberedRule] = NO_RULES) -> str:
    """Return what is declared about a rule and what it carries, as its readers see it, each as a paragraph.

    *named* are the rules that it may name.
    """
    found = [one for citation in rule.citations for one in _declared(citation)]
    if decision := rule.strength_decision:
        found.append(_with_approval(decision.reason, decision.approved_by))
    return "\n\n".join(filter(None, (flowing("\n\n".join(found)), carried(rule, named))))


def carried(rule: Rule, named: Mapping[str, NumberedRule] = NO_RULES) -> str:
    """Return the notes and facts beside a rule, as its readers see them, each as a paragraph."""
    said = (
        ": ".join(
            filter(None, (not_to_be_used(rule) if one.kind == "deprecated" else one.heading, in_one_line(one.text)))
        )
        for one in annexes_of_rule(rule, named)
    )
    return flowing("\n\n".join(said))


def _declared(citation: Citation) -> Iterator[str]:
    for departure in citation.departures:
        reason = _with_approval(departure.reason, departure.approved_by, departure.decided_by)
        yield f'"{departure.theirs}" → "{departure.ours}": {reason}'
    for statement in citation.ours:
        yield f'"{statement.words}": {statement.reason}'


def _with_approval(reason: str, *who: str | None) -> str:
    named = ", ".join(_("not named yet") if is_not_named(one) else one for one in who if one)
    return f"{reason} ({named})" if named else reason


def flowing(text: str) -> str:
    """Return plain *text* as readers see it: where its file breaks lines is not part of it."""
    return "\n\n".join(paragraphs(text))


_OUTSIDE: Final = ("http:", "https:", "mailto:", "tel:")


@lru_cache(maxsize=2048)
def _with_targets(old: str, new: str) -> tuple[str, str]:
    """Return the words of two block texts, with the targets of those links that changed behind their words."""
    if old == new:
        return words_of(old), words_of(new)
    old = _renumbered(old, new)
    before, after = (_targets(text) for text in (old, new))
    kept = set(before) & set(after)
    if [target for target in before if target in kept] != [target for target in after if target in kept]:
        kept = set()
    if not (
        before and after
    ):  # where one text has no links, none that leads to a part of the library was led elsewhere
        kept = {target for target in (*before, *after) if not target.startswith(_OUTSIDE)}
    kept |= _said_by_words([*pieces_in(blocks_of(old)), *pieces_in(blocks_of(new))])
    found = _told(old, kept), _told(new, kept)
    return found if found[0] != found[1] else (words_of(old), words_of(new))


def _said_by_words(pieces: Iterable[Piece]) -> set[str]:
    """Return the targets that add nothing to the words of their links: a number to call, an address to write to.

    Where the same words lead elsewhere too, as after a change, they do not say which it is.
    """
    led: dict[str, set[str]] = {}
    for piece in pieces:
        if piece.href.startswith(("mailto:", "tel:")):
            led.setdefault(piece.text, set()).add(piece.href)
    alone = [(words, next(iter(targets))) for words, targets in led.items() if len(targets) == 1]
    return {
        target for words, target in alone if target.endswith(re.sub(r"[\s()-]", "", words).removeprefix("0") or " ")
    }


def _renumbered(old: str, new: str) -> str:
    """Return *old* with the numbers that *new* has for what it refers to: one that moved along is no other word."""
    numbers = {piece.href: piece.text for piece in pieces_in(blocks_of(new)) if piece.numbered}
    if not numbers:
        return old
    return as_source(
        in_every_piece(
            blocks_of(old),
            lambda piece: replace(piece, text=numbers.get(piece.href, piece.text)) if piece.numbered else piece,
        )
    )


def _targets(text: str) -> list[str]:
    return [piece.href for piece in pieces_in(blocks_of(text)) if piece.href and not piece.numbered]


def _told(text: str, kept: Container[str]) -> str:
    """Return the words of *text*, with the target behind the words of each link that is not *kept*."""
    return words_in(in_every_piece(blocks_of(text), lambda piece: _with_target(piece, kept)))


def _says_its_target(piece: Piece) -> bool:
    """Whether the words of a link are the number or the address that it leads to."""
    return piece.href in {f"tel:{re.sub(r'[^0-9+]', '', piece.text)}", f"mailto:{piece.text}"}


def _with_target(piece: Piece, kept: Container[str]) -> Piece:
    if not piece.href or piece.numbered or piece.href in kept or _says_its_target(piece):
        return piece
    return Piece(f"{piece.text} ({piece.href})", strong=piece.strong, emphasis=piece.emphasis)
