"""Lines of print as the running text that their author wrote: broken lines joined, divided words put together.

Whether the hyphen at the end of a line belongs to the word ("up-to-" "date") or only divides it ("infor-" "mation")
is not to be seen in print. So it becomes a sign of its own, which stands for either, and comparing decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

DIVIDED: Final = "\ufdd0"
"""Stands where a word was divided at the end of a line, with a hyphen that may or may not be its own."""

SPACED: Final = "\ufdd1"
"""Stands where a line ends in a space and a hyphen: a dash, or a word that was divided and printed badly."""

_HYPHENS = "-\u2010\u2011"
_SOFT = "\u00ad"
_DIVIDES = re.compile(rf"[^\W\d_][{_HYPHENS}]\Z")
_MAY_DIVIDE = re.compile(rf"[^\W\d_] [{_HYPHENS}]\Z")
_JOINS_ON = re.compile(rf"\w[{_HYPHENS}\u2012\u2013/]\Z")
_REFERENCE = re.compile(
    "(?:(?<=[a-z]{4})|(?<=[^\\W\\d_]\\))|(?<=[.,;:!?'\"\u2019\u201d]))"
    "[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+(?:[,\u2013-][\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)*"
)
"""A raised figure behind a long word or a mark refers to a note; behind a figure or a unit ("10²", "m²") it counts."""


class PrintedLine(NamedTuple):
    """A line as it is read; *running* where it is the head or foot that pages share.

    *label* is the number of an item in a list, which readers see before the line.
    """

    text: str
    running: bool = False
    label: str = ""


Pages = Sequence[Sequence[PrintedLine]]


class Running(NamedTuple):
    """A running text, and where in it each page begins and each line does; places of pages that begin nothing too."""

    text: str
    pages: tuple[int, ...]
    lines: tuple[int, ...]


def running_text(pages: Pages, *, whole: bool = False, labels: bool = True, spaced: bool = False) -> Running:
    """Return the text of *pages* without running heads, feet and references to notes; with them if *whole*.

    The numbers of lists are left out without *labels*. With *spaced*, a word may be divided by a space and a hyphen.
    """
    kept = [
        (number, line.running, text if whole else _REFERENCE.sub("", text))
        for number, page in enumerate(pages)
        for line in page
        if (whole or not line.running) and (text := f"{line.label if labels else ''} {line.text}".strip())
    ]
    numbers = [number for number, _, _ in kept]
    joined = [
        _joined(piece, following if running == next_running else "", spaced=spaced)
        for (_, running, piece), (_, next_running, following) in zip(kept, [*kept[1:], (0, False, "")], strict=False)
    ]
    starts = list(accumulate((len(piece) for piece in joined), initial=0))
    first = dict(reversed(list(zip(numbers, starts, strict=False))))
    return Running("".join(joined), tuple(_page_starts(first, len(pages), starts[-1])), tuple(starts))


def _joined(piece: str, following: str, *, spaced: bool) -> str:
    """Return *piece* with what stands between it and the line that follows."""
    if not following:
        return f"{piece}\n"
    if piece.endswith(_SOFT):
        return piece
    begins = following[0]
    if _DIVIDES.search(piece) and begins.islower():
        return piece[:-1] + DIVIDED
    if spaced and _MAY_DIVIDE.search(piece) and begins.islower():
        return piece[:-2] + SPACED
    return piece if _JOINS_ON.search(piece) and begins.isalnum() else f"{piece}\n"


def _page_starts(first: dict[int, int], count: int, end: int) -> Iterable[int]:
    starts = []
    for number in reversed(range(count)):
        end = first.get(number, end)
        starts.append(end)
    return reversed(starts)
