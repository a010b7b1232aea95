"""How one text leads to another, as data: how much it weighs, what stays, goes and comes, and what headlines quote.

It is a constant of the two texts, their language and the engine: it is made once, and kept under `comparison_key`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import cycle
from typing import Any, Final

from inforce.wording.departures import DepartureClass, Difference, differences
from inforce.wording.redline import Span, SpanKind, redline
from inforce.wording.vocabulary import Significance

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


@lru_cache(maxsize=4096)  # the texts of a few documents; most pages of a version ask for the same ones
def compare_texts(old: str, new: str) -> TextComparison:
    """Return what leads from *old* to *new*."""
    found = differences(old, new)
    return TextComparison(
        max((difference.kind for difference in found), key=WEIGHT.__getitem__, default=None),
        _lengths(redline(old, new, found)),
        tuple(_place(difference) for difference in found if difference.kind is DepartureClass.MEANING),
    )


def comparison_key(old: str, new: str, language: str, engine: str) -> str:
    """Return the name under which the comparison of two texts in *language* is kept, as that *engine* makes it."""
    digest = hashlib.sha256()
    for part in (engine, language, old, new):
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(encoded)}:".encode() + encoded)
    return digest.hexdigest()


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
