"""A text as it is compared: its words, what they say, its sentences and items, and where it pauses.

A very long one is shortened for headlines; what carries meaning is left out last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from inforce.wording.atoms import Atom, read_atoms
from inforce.wording.language import ENGLISH, Language, language, stem
from inforce.wording.quantities import NUMBERED
from inforce.wording.words import LONGEST_KEPT, Word, words

_ENDS: Final = frozenset(".!?")
_SENTENCE_CLOSERS: Final = frozenset({'"', "'", ")", "]"})
_ITEM: Final = re.compile(r"[-•*] |\(?[a-z\d]{1,3}[.)] ")
_LABEL: Final = re.compile(r"[a-z]|\d{1,3}(\.\d{1,3})*|[ivx]+")


class Sentence(NamedTuple):
    """A sentence or an item: its label, its atoms behind that, and the words of the text that it stands on.

    *keys* are what two sentences are equal by; *bag* is what they have in common by, forms of a word as one.
    """

    label: str
    atoms: tuple[Atom, ...]
    keys: tuple[str, ...]
    bag: frozenset[str]
    words: range

    @property
    def has_bullet(self) -> bool:
        """Whether it is an item that begins with a mark or a label."""
        return bool(self.atoms) and self.atoms[0].start > self.words.start


def read_sentences(text: str, words: Sequence[Word], atoms: Sequence[Atom], language: Language) -> tuple[Sentence, ...]:
    """Return the sentences that *atoms*, read from *words* of *text*, make, in order; every word is in one of them."""
    return tuple(_sentence(part, words, language) for part in _parts(text, words, atoms, language))


def _parts(text: str, words: Sequence[Word], atoms: Sequence[Atom], language: Language) -> Iterator[Sequence[Atom]]:
    start, lines = 0, "\n" in text
    for at, atom in enumerate(atoms[:-1]):
        if (lines or words[atom.end - 1].mark) and _ends(text, words, atoms, at, start, language):
            yield atoms[start : at + 1]
            start = at + 1
    if atoms:
        yield atoms[start:]


def _ends(  # noqa: PLR0913, PLR0917 - the place in its text
    text: str, words: Sequence[Word], atoms: Sequence[Atom], at: int, start: int, language: Language
) -> bool:
    here, after = words[atoms[at].end - 1], words[atoms[at + 1].start]
    between = text[here.end : after.start]
    if not here.mark and "\n" not in between:
        return False
    if "\n" in between and (between.count("\n") > 1 or _ITEM.match(text[after.start : after.start + 6])):
        return True
    last = at
    while (
        last > start
        and atoms[last].value in _SENTENCE_CLOSERS
        and words[atoms[last].start - 1].end == words[atoms[last].start].start
    ):
        last -= 1
    if words[atoms[last].end - 1].norm not in _ENDS or not between or after.norm[0].islower():
        return False
    if last - start <= 1 and _LABEL.fullmatch(atoms[start].value):
        return False  # "a. Lock it": the stop belongs to the label
    if atoms[last].kind == "quantity" or (atoms[last].end - atoms[last].start > 1 and not atoms[last].says):
        return False  # "e.g." has its stop within, and "at 6 p.m. (on Sundays at 5)"
    before = words[atoms[last].end - 2].norm if atoms[last].end > 1 else ""
    points = len(before) == 1 and before.islower() and after.norm[0].isdigit()  # "s. 4", "p. 12"
    return not points and before.lower() not in language.words("abbreviation")


def _sentence(atoms: Sequence[Atom], words: Sequence[Word], language: Language) -> Sentence:
    places = range(atoms[0].start, atoms[-1].end)
    label, rest = _labelled(atoms, words)
    rest = _as_said(rest, language)
    keys = tuple(atom.key for atom in rest)
    bag = frozenset(
        stem(key, language) if atom.kind == "word" else key
        for key, atom in zip(keys, rest, strict=True)
        if atom.kind != "mark"
    )
    return Sentence(label, rest, keys, bag, places)


def _labelled(atoms: Sequence[Atom], words: Sequence[Word]) -> tuple[str, Sequence[Atom]]:
    """Take off the bullet and the label that an item or a heading begins with, also "1.10" before a capital."""
    if len(atoms) > 1 and atoms[0].value == "-":
        atoms = atoms[1:]
    if len(atoms) > 2 and atoms[1].value in (".", ")") and _LABEL.fullmatch(atoms[0].value):
        return words[atoms[0].start].norm.lower(), atoms[2:]
    if len(atoms) > 1 and NUMBERED.fullmatch(label := words[atoms[0].start].norm) and atoms[0].end == atoms[1].start:
        after = words[atoms[1].start].norm
        if atoms[0].kind == "quantity" and atoms[0].end - atoms[0].start == 1 and (after[0].isupper() or after == '"'):
            return label, atoms[1:]
    if len(atoms) > 3 and (atoms[0].value, atoms[2].value) == ("(", ")") and _LABEL.fullmatch(atoms[1].value):
        return atoms[1].value, atoms[3:]
    return "", atoms


def _as_said(atoms: Sequence[Atom], language: Language) -> tuple[Atom, ...]:
    """Return the atoms of a sentence; "have to" is "must" only where nothing is negated: "do not have to" is not."""
    positive = language.words("positive")
    if not any(atom.kind == "negation" for atom in atoms):
        return tuple(atoms)
    return tuple(
        atom._replace(value=f"{atom.value} ({atom.end - atom.start})")
        if atom.value in positive and atom.end - atom.start > 1
        else atom
        for atom in atoms
    )


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
        """Whether the word at *place* is a full stop, or a quote mark or bracket behind one."""
        while place > 0 and self.norms[place] in _CLOSERS:
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


_MOST = 150  # words and marks that are quoted whole: more than nearly every rule has
_FIRST, _LAST = 60, 20
_LEFT_OUT = " \u2026 "
_ORDINARY = frozenset({"word", "mark", "join", "direction", "person"})
"""What carries no meaning by itself, and is left out first."""


def shortened(text: str) -> str:
    """Return *text*; of a very long one, in one line, its first and last words and what carries meaning between."""
    one = compared(text)
    return shortened_run(one, range(len(one.words))) if len(one.words) > _MOST else text


def shortened_run(text: ComparedText, places: range) -> str:
    """Return the words of *text* at *places* in one line, shortened where they are very many.

    "\u2026" stands for words that were left out. Of those between the first and the last, the places that carry
    meaning are kept, each with a word on either side, as many as there is room for.
    """
    kept = set(places)
    if len(places) > _MOST:
        kept = {*places[:_FIRST], *places[-_LAST:]}
        for found in (atom for atom in text.atoms if atom.kind not in _ORDINARY):
            beside = range(max(found.start - 1, places.start), min(found.end + 1, places.stop))
            if len(kept.union(beside)) > _MOST:
                break
            kept.update(beside)
    ordered = sorted(kept)
    cuts = [0, *(at for at, (one, other) in enumerate(pairwise(ordered), start=1) if other > one + 1), len(ordered)]
    runs = [text.between(ordered[start], ordered[end - 1] + 1) for start, end in pairwise(cuts) if start < end]
    return _LEFT_OUT.join(" ".join(run.split()) for run in runs)
