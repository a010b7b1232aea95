"""A text as it is compared: its words, what they are compared by, where it pauses and what carries meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from inforce.wording.lexicon import Significant, significant
from inforce.wording.spelling import key
from inforce.wording.words import LONGEST_KEPT, Word, words

_SENTENCE_ENDS = frozenset({".", "!", "?"})
_CLOSERS = frozenset({"'", '"', ")", "]"})
_PAUSES = frozenset({",", ";", ":", "-", "(", ")"})
_JOINING = frozenset({"and", "or", "but", "nor"})
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")

SENTENCE, PAUSE, BEFORE_PAUSE, NO_PAUSE = 3, 2, 1, 0
"""How good a place is to begin or end a phrase, from a reader's point of view."""


@dataclass(frozen=True)
class ComparedText:
    """A text and all that comparing asks about it, worked out when first asked for."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words and marks in order."""
        return words(self.text)

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """What each word is held to be equal by."""
        return tuple(word.norm for word in self.words)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What is the same for all ways of writing each word."""
        return tuple(key(word.norm) for word in self.words)

    @cached_property
    def significant(self) -> tuple[Significant, ...]:
        """The places that carry meaning."""
        return significant(self.words)

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """How good it is to part the text before each word, and after the last."""
        inner = (
            NO_PAUSE if not (before.mark or word.mark or word.start - before.end > 1 or word.norm in _JOINING) else
            self._break_before(place)
            for place, (before, word) in enumerate(pairwise(self.words), start=1)
        )  # fmt: skip
        return (SENTENCE, *inner, SENTENCE) if self.words else (SENTENCE,)

    def _break_before(self, place: int) -> int:
        before, word = self.words[place - 1], self.words[place]
        between = self.text[before.end : word.start]
        if "\n" in between and _PARAGRAPH.search(between):
            return SENTENCE
        at_mark = word.mark and (word.norm in _PAUSES or word.norm in _SENTENCE_ENDS)
        if before.mark and between and not at_mark and self._ends_sentence(place - 1):
            return NO_PAUSE if word.norm[0].islower() else SENTENCE
        if before.mark and before.norm in _PAUSES:
            return PAUSE
        return BEFORE_PAUSE if at_mark or word.norm in _JOINING else NO_PAUSE

    def _ends_sentence(self, place: int) -> bool:
        """Whether the word at *place* is a full stop, or a quote mark or bracket right behind one."""
        while place > 0 and self.norms[place] in _CLOSERS and self.words[place - 1].end == self.words[place].start:
            place -= 1
        return self.norms[place] in _SENTENCE_ENDS

    @cached_property
    def sentences(self) -> tuple[range, ...]:
        """The words of each sentence."""
        starts = [place for place, pause in enumerate(self.breaks) if pause == SENTENCE]
        return tuple(range(start, end) for start, end in pairwise(starts))

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Return where words *start* to *end* are written; for no words, where the next one begins."""
        if start < end:
            return self.words[start].start, self.words[end - 1].end
        if start < len(self.words):
            return (self.words[start].start,) * 2
        return (self.words[-1].end if self.words else len(self.text),) * 2

    def between(self, start: int, end: int) -> str:
        """Return what is written from word *start* up to, not including, word *end*; empty where there is none."""
        return self.text[self.words[start].start : self.words[end - 1].end] if start < end else ""


NO_TEXT = ComparedText("")


def compared(text: str) -> ComparedText:
    """Return *text* as it is compared; one of ordinary length, which is compared with many, is cut into words once."""
    return _kept(text) if len(text) <= LONGEST_KEPT else ComparedText(text)


@lru_cache(maxsize=512)
def _kept(text: str) -> ComparedText:
    return ComparedText(text)


def word_count(places: Sequence[Word]) -> int:
    """Return how many of *places* are words and not marks."""
    return sum(not word.mark for word in places)
