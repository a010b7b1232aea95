"""A text as it is compared: its words, what they say, its sentences, and where it pauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from inforce.wording.atoms import Atom, read_atoms
from inforce.wording.language import ENGLISH, Language, language
from inforce.wording.sentences import Sentence, read_sentences
from inforce.wording.words import LONGEST_KEPT, Word, words

_SENTENCE_ENDS = frozenset({".", "!", "?"})
_CLOSERS = frozenset({"'", '"', ")", "]"})
_PAUSES = frozenset({",", ";", ":", "-", "(", ")"})
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")

SENTENCE, PAUSE, BEFORE_PAUSE, NO_PAUSE = 3, 2, 1, 0
"""How good a place is to begin or end a phrase, from a reader's point of view."""


@dataclass(frozen=True)
class ComparedText:
    """A text in a language and all that comparing asks about it, worked out when first asked for."""

    text: str
    code: str = ENGLISH

    @cached_property
    def language(self) -> Language:
        """What is known of its language."""
        return language(self.code)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words and marks in order."""
        return words(self.text)

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """What each word is held to be equal by."""
        return tuple(word.norm for word in self.words)

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        """What the words say."""
        return read_atoms(self.text, self.words, self.language)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences and items of the text."""
        return read_sentences(self.text, self.words, self.atoms, self.language)

    def break_before(self, place: int) -> int:
        """Return how good it is to part the text before the word at *place*; after the last, where it ends."""
        if place in (0, len(self.words)):
            return SENTENCE
        before, word = self.words[place - 1], self.words[place]
        joins = word.norm in self.language.words("joining")
        between = self.text[before.end : word.start]
        if not (before.mark or word.mark or joins or len(between) > 1):
            return NO_PAUSE
        if "\n" in between and _PARAGRAPH.search(between):
            return SENTENCE
        at_mark = word.mark and (word.norm in _PAUSES or word.norm in _SENTENCE_ENDS)
        if before.mark and between and not at_mark and self._ends_sentence(place - 1):
            return NO_PAUSE if word.norm[0].islower() else SENTENCE
        if before.mark and before.norm in _PAUSES:
            return PAUSE
        return BEFORE_PAUSE if at_mark or joins else NO_PAUSE

    def _ends_sentence(self, place: int) -> bool:
        """Whether the word at *place* is a full stop, or a quote mark or bracket right behind one."""
        while place > 0 and self.norms[place] in _CLOSERS and self.words[place - 1].end == self.words[place].start:
            place -= 1
        return self.norms[place] in _SENTENCE_ENDS

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


def compared(text: str, code: str = ENGLISH) -> ComparedText:
    """Return *text* as it is compared; one of ordinary length, which is compared with many, is read once."""
    return _kept(text, code) if len(text) <= LONGEST_KEPT else ComparedText(text, code)


@lru_cache(maxsize=2048)
def _kept(text: str, code: str) -> ComparedText:
    return ComparedText(text, code)


def word_count(places: Sequence[Word]) -> int:
    """Return how many of *places* are words and not marks."""
    return sum(not word.mark for word in places)
