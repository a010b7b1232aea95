"""Finds a passage in a printed text word by word, over broken lines, divided words and turned pages.

Whether the hyphen at the end of a line belongs to the word ("up-to-" "date") or only divides it ("infor-" "mation")
is not to be seen in print. So it becomes a sign of its own, which stands for either, and comparing decides.

Nothing is guessed: what a passage is found by is equal to it in every word. Where print leaves two words possible
(a line that ends in "re-" before "sign"), the place says so; and where words are not there, the nearest place explains.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from inforce.wording.departures import Difference
from inforce.wording.language import ENGLISH, language
from inforce.wording.origin import LongSource
from inforce.wording.verdict import left_out
from inforce.wording.words import Word, words

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


_BULLET = re.compile(r"[\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u25a0\uf0b7\uf0a7](?:\s+|\Z)")
"""What is printed before an item whose list has no numbers."""


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

    Without *labels*, the numbers and bullets of lists are left out. With *spaced*, a word may be divided by a space
    and a hyphen.
    """
    kept = [
        (number, line.running, text if whole else _REFERENCE.sub("", text))
        for number, page in enumerate(pages)
        for line in page
        if (whole or not line.running) and (text := f"{line.label} {line.text}".strip() if labels else _unmarked(line))
    ]
    numbers = [number for number, _, _ in kept]
    joined = [
        _joined(piece, following if running == next_running else "", spaced=spaced)
        for (_, running, piece), (_, next_running, following) in zip(kept, [*kept[1:], (0, False, "")], strict=False)
    ]
    starts = list(accumulate((len(piece) for piece in joined), initial=0))
    first = dict(reversed(list(zip(numbers, starts, strict=False))))
    return Running("".join(joined), tuple(_page_starts(first, len(pages), starts[-1])), tuple(starts))


def _unmarked(line: PrintedLine) -> str:
    return line.text[found.end() :] if (found := _BULLET.match(line.text)) else line.text


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


_MOST_PLACES: Final = 20
_UNSEEN: Final = "\u00ad"


@dataclass(frozen=True)
class Place:
    """Where a passage stands: its first and last page, counted from 0.

    *undecided* are words of the passage that print does not prove: another word would have been printed alike.
    *before* and *after* are what the passage leaves out of its sentence, where that turns or limits what it says.
    """

    first_page: int
    last_page: int
    undecided: tuple[str, ...] = ()
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)

    @property
    def is_cut(self) -> bool:
        """Whether what stands round the passage turns or limits what it says."""
        return bool(self.before or self.after)


class Nearest(NamedTuple):
    """The place that a passage most likely means, and how it differs; *at_page_turn* where only lines stand between.

    Lines at the end of a page or at the start of the next that the passage has not got may be a head, a foot or
    a note of the page, or words that the passage leaves out: that is for people to see.
    """

    first_page: int
    last_page: int
    differences: tuple[Difference, ...]
    at_page_turn: bool = False


class PrintedText:
    """A printed text made ready to be searched many times."""

    def __init__(self, pages: Pages, language: str = ENGLISH) -> None:
        self._pages = pages
        self._language = language

    def find(self, passage: str) -> tuple[Place, ...]:
        """Return the places where all words of *passage* stand, in order and with none between; proven ones first.

        The numbers and bullets of lists may be left out; of two proven places the one comes first that is a whole
        sentence.
        """
        wanted = words(passage)
        if not wanted:
            return ()
        found = next(filter(None, (reading.find(wanted) for reading in self._readings())), ())
        return tuple(sorted(found, key=lambda place: (bool(place.undecided), place.is_cut)))

    def _readings(self) -> Iterator[_Searched]:
        yield self._body
        if any(line.label or _unmarked(line) != line.text for page in self._pages for line in page):
            yield self._without_labels
        if SPACED in self._spaced.text:
            yield self._spaced
        yield self._whole

    def nearest(self, passage: str) -> Nearest | None:
        """Return the place that has most in common with *passage*; None where nothing speaks for any."""
        return self._body.nearest(passage)

    @cached_property
    def _body(self) -> _Searched:
        return _Searched(running_text(self._pages), self._language)

    @cached_property
    def _without_labels(self) -> _Searched:
        return _Searched(running_text(self._pages, labels=False), self._language)

    @cached_property
    def _spaced(self) -> _Searched:
        return _Searched(running_text(self._pages, spaced=True), self._language)

    @cached_property
    def _whole(self) -> _Searched:
        return _Searched(running_text(self._pages, whole=True), self._language)


class _Searched:
    """One running text as words in one line; hyphens are left out of the line, and looked at once it has a match."""

    def __init__(self, running: Running, code: str) -> None:
        self._running = running
        self._language = code
        self.text = running.text
        self._words = words(running.text)
        pieces = [_squeezed(word) for word in self._words]
        self._line = " ".join(["", *pieces, ""])
        self._starts: list[int] = []
        at = 1
        for piece in pieces:
            self._starts.append(at)
            at += len(piece) + 1

    def find(self, wanted: tuple[Word, ...]) -> tuple[Place, ...]:
        """Return the places where the words *wanted* stand."""
        found: list[Place] = []
        for first in self._candidates(wanted):
            printed = self._words[first : first + len(wanted)]
            if all(_may_be(one.norm, other.norm) for one, other in zip(printed, wanted, strict=True)):
                undecided = [
                    other.text
                    for one, other in zip(printed, wanted, strict=True)
                    if _another_word(one.norm, other.norm, self._language)
                ]
                start, end = printed[0].start, printed[-1].end
                found.append(
                    Place(*self._pages(start, end), tuple(undecided), *left_out(self.text, start, end, self._language))
                )
                if len(found) == _MOST_PLACES:
                    break
        return tuple(found)

    def _candidates(self, wanted: tuple[Word, ...]) -> Iterator[int]:
        run = " ".join(["", *map(_squeezed, wanted), ""])
        at = self._line.find(run)
        while at >= 0:
            yield bisect_right(self._starts, at + 1) - 1
            at = self._line.find(run, at + 1)

    def _pages(self, start: int, end: int) -> tuple[int, int]:
        pages = self._running.pages
        return bisect_right(pages, start) - 1, bisect_right(pages, end - 1) - 1

    def nearest(self, passage: str) -> Nearest | None:
        """Return the nearest place, with divided words put together as *passage* has them."""
        text = self._resolved(passage)
        near = LongSource(text, self._language).nearest(passage)
        if near is None:
            return None
        pages = self._pages(near.start, near.end)
        at_turn = pages[0] < pages[1] and all(self._lines_at_turn(one, near.start, text) for one in near.differences)
        return Nearest(*pages, near.differences, at_turn)

    def _resolved(self, passage: str) -> str:
        """Return the text with divided words put together, as *passage* has them, and as long as before."""
        said = {word.norm for word in words(passage)}
        pieces = list(self._running.text)
        for word in self._words:
            if DIVIDED in word.norm:
                put = "-" if word.norm.replace(DIVIDED, "-") in said else _UNSEEN
                pieces[word.start : word.end] = word.text.replace(DIVIDED, put)
        return "".join(pieces)

    def _lines_at_turn(self, difference: Difference, offset: int, text: str) -> bool:
        """Whether *difference* is nothing but whole lines of print beside the turn of a page."""
        if difference.ours:
            return False
        start, end = (offset + place for place in difference.theirs_span)
        lines = set(self._running.lines)
        after = end + len(text[end:]) - len(text[end:].lstrip())
        turned = any(start <= page <= after for page in self._running.pages[1:])
        return turned and start in lines and after in lines


def _squeezed(word: Word) -> str:
    return word.norm if word.mark else word.norm.replace("-", "").replace(DIVIDED, "").replace(SPACED, "")


def _may_be(printed: str, norm: str) -> bool:
    """Whether *printed* stands for *norm*: equal but for a hyphen, there or not, where the word was divided."""
    if DIVIDED not in printed and SPACED not in printed:
        return printed == norm
    at = 0
    for sign in printed:
        if sign in {DIVIDED, SPACED}:
            at += norm.startswith("-", at)
        elif norm.startswith(sign, at):
            at += 1
        else:
            return False
    return at == len(norm)


def _another_word(printed: str, norm: str, code: str) -> bool:
    """Whether *printed*, which was divided, could as well be a word of another meaning than *norm*."""
    if SPACED in printed:
        return True
    if DIVIDED not in printed:
        return False
    hyphened = printed.replace(DIVIDED, "-").lower()
    matters = language(code).words("hyphen-matters")
    return hyphened in matters or ("-" in norm and "not" in norm.lower().split("-"))
