"""Words with marks in them, paragraph by paragraph: redlines, and the places where a rule departs from its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from inforce.model.texts import paragraphs
from inforce.wording.departures import Difference
from inforce.wording.redline import Span, SpanKind

_BREAK: Final = "\n\n"


@dataclass(frozen=True)
class Piece:
    """A run of words; *kind* is same, added, removed or differs."""

    text: str
    kind: str = "same"


Paragraphs = tuple[tuple[Piece, ...], ...]


def redlined(spans: Iterable[Span]) -> Paragraphs:
    """Return the words of a redline as paragraphs."""
    return _in_paragraphs(Piece(span.text, str(span.kind)) for span in spans)


@dataclass(frozen=True)
class Beside:
    """Some paragraphs of the old text and those of the new that stand beside them; one of the two may be empty."""

    old: Paragraphs
    new: Paragraphs


def side_by_side(spans: Iterable[Span]) -> tuple[Beside, ...]:
    """Return both texts of a redline, parted where a paragraph ends in both: what stayed stands beside itself."""
    blocks: list[list[Piece]] = [[]]
    for span in spans:
        first, *rest = span.text.split(_BREAK) if span.kind is SpanKind.SAME else [span.text]
        blocks[-1].append(Piece(first, str(span.kind)))
        blocks += [[Piece(part, str(span.kind))] for part in rest]
    sides = (Beside(_side(block, "added"), _side(block, "removed")) for block in blocks)
    return tuple(beside for beside in sides if beside.old or beside.new)


def _side(block: Iterable[Piece], other: str) -> Paragraphs:
    return _in_paragraphs(piece for piece in block if piece.kind != other)


def plain(text: str) -> Paragraphs:
    """Return *text* without marks."""
    return tuple((Piece(paragraph),) for paragraph in paragraphs(text))


def flowing(text: str) -> str:
    """Return *text* as readers see it, a blank line between paragraphs; marks count their places in this."""
    return "\n\n".join(paragraphs(text))


def ours_marked(text: str, differences: Iterable[Difference]) -> Paragraphs:
    """Return a rule, flowing, with the places marked where it departs from its source."""
    return _in_paragraphs(_pieces(text, [difference.ours_span for difference in differences]))


def theirs_marked(text: str, differences: Iterable[Difference]) -> Paragraphs:
    """Return a passage, flowing, with the places marked from which a rule departs."""
    return _in_paragraphs(_pieces(text, [difference.theirs_span for difference in differences]))


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    place = 0
    for start, end in sorted(spans):
        if start < place or start == end:
            continue
        yield Piece(text[place:start])
        yield Piece(text[start:end], "differs")
        place = end
    yield Piece(text[place:])


def _in_paragraphs(pieces: Iterable[Piece]) -> Paragraphs:
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *rest = piece.text.split(_BREAK)
        found[-1] += [Piece(first, piece.kind)] if first else []
        found += [[Piece(part, piece.kind)] if part else [] for part in rest]
    return tuple(tuple(paragraph) for paragraph in found if paragraph)
