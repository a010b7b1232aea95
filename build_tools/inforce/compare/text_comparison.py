"""How one text leads to another, as data: how much it weighs, what stays, goes and comes, and what headlines quote.

It is a constant of the two texts and of the program, so that a store can keep it for good.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import cycle
from typing import Any, Final

from inforce.wording.departures import DepartureClass, Difference, differences
from inforce.wording.language import ENGLISH
from inforce.wording.reasons import Significance
from inforce.wording.redline import Span, SpanKind, redline

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


@dataclass(frozen=True)
class Place:
    """A place where the meaning changed, in the words that a headline has room for.

    *strength* says that words of strength ("must", "may") came, went or changed there.
    """

    effect: Effect
    strength: bool
    before: str
    after: str


@dataclass(frozen=True)
class TextComparison:
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
        tuple(_place(difference) for difference in found if difference.kind is DepartureClass.MEANING),
    )


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
    return Place(
        _effect(touched, reverses=difference.reverses),
        Significance.STRENGTH in touched,
        difference.theirs_in_short,
        difference.ours_in_short,
    )


def _effect(touched: set[Significance], *, reverses: bool) -> Effect:
    if reverses:
        return Effect.REVERSED
    return Effect.BINDING if touched & _BINDING else Effect.MEANING
