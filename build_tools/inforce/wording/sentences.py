"""A text as sentences and items of lists, the labels of items taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from inforce.wording.atoms import Atom
from inforce.wording.forms import stem
from inforce.wording.language import Language
from inforce.wording.words import Word

_ENDS: Final = frozenset(".!?")
_CLOSERS: Final = frozenset({'"', "'", ")", "]"})
_ITEM: Final = re.compile(r"[-•*] |\(?[a-z\d]{1,3}[.)] ")
_LABEL: Final = re.compile(r"[a-z]|\d{1,3}|[ivx]+")


class Sentence(NamedTuple):
    """A sentence or an item: its label, its atoms behind that, and the words of the text that it stands on.

    *keys* are what two sentences are equal by; *bag* is what they have in common by, forms of a word as one.
    """

    label: str
    atoms: tuple[Atom, ...]
    keys: tuple[str, ...]
    bag: frozenset[str]
    words: range


def read_sentences(text: str, words: Sequence[Word], atoms: Sequence[Atom], language: Language) -> tuple[Sentence, ...]:
    """Return the sentences that *atoms*, read from *words* of *text*, make, in order; every word is in one of them."""
    return tuple(_sentence(part, language) for part in _parts(text, words, atoms, language))


def _parts(text: str, words: Sequence[Word], atoms: Sequence[Atom], language: Language) -> Iterator[Sequence[Atom]]:
    start = 0
    for at in range(len(atoms)):
        if at + 1 == len(atoms) or _ends(text, words, atoms, at, start, language):
            yield atoms[start : at + 1]
            start = at + 1


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
        and atoms[last].value in _CLOSERS
        and words[atoms[last].start - 1].end == words[atoms[last].start].start
    ):
        last -= 1
    if words[atoms[last].end - 1].norm not in _ENDS or not between or after.norm[0].islower():
        return False
    if last - start <= 1 and _LABEL.fullmatch(atoms[start].value):
        return False  # "a. Lock it": the stop belongs to the label
    before = words[atoms[last].end - 2].norm.lower() if atoms[last].end > 1 else ""
    return before not in language.words("abbreviation")


def _sentence(atoms: Sequence[Atom], language: Language) -> Sentence:
    words = range(atoms[0].start, atoms[-1].end)
    label, rest = _labelled(atoms)
    rest = _as_said(rest, language)
    keys = tuple(atom.key for atom in rest)
    bag = frozenset(
        stem(key, language) if atom.kind == "word" else key
        for key, atom in zip(keys, rest, strict=True)
        if atom.kind != "mark"
    )
    return Sentence(label, rest, keys, bag, words)


def _labelled(atoms: Sequence[Atom]) -> tuple[str, Sequence[Atom]]:
    """Take off the bullet and the label that an item begins with."""
    if len(atoms) > 1 and atoms[0].value == "-":
        atoms = atoms[1:]
    if len(atoms) > 2 and atoms[1].value in (".", ")") and _LABEL.fullmatch(atoms[0].value):
        return atoms[0].value, atoms[2:]
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
