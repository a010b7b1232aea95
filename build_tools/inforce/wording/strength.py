"""How binding the words of a text are: which of "must", "should" and "may" they amount to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from inforce.wording.atoms import Atom, Side
from inforce.wording.compared_text import compared
from inforce.wording.language import ENGLISH, Language

MUST: Final = "must"


@lru_cache(maxsize=4096)
def strengths(text: str, language: str = ENGLISH) -> frozenset[str]:
    """Return what the words of *text* amount to; nothing where they only state, or the language is not known.

    A sentence that begins with its verb binds: "Verify that", "Do not share".
    """
    read = compared(text, language)
    found: set[str] = set()
    for sentence in read.sentences:
        found.update(level for atom, level in binding(sentence.atoms, read.language))
        if commands(sentence.atoms, read.language):
            found.add(MUST)
    return frozenset(found)


def binding(side: Side, language: Language) -> Iterator[tuple[Atom, str]]:
    """Yield every atom of a sentence that says how binding it is, with its level."""
    for at, atom in enumerate(side):
        if atom.kind == "strength" and not _describes(side, at, language):
            level = language.levels.get(atom.value, language.levels.get(atom.cls))
            if level:
                yield atom, level


def _describes(side: Side, at: int, language: Language) -> bool:
    """Whether a word only describes another: "the required form", "15 is recommended", "the allow list"."""
    if side[at].value not in language.words("participle"):
        return False
    before = side[at - 1].value if at else ""
    if before in language.words("determiner"):
        return True
    return before in language.words("be") and at > 1 and side[at - 2].kind == "quantity"


def commands(side: Side, language: Language) -> bool:
    """Whether a sentence begins with its verb."""
    begins = side[_begins(side, language) :]
    if not begins or begins[0].value in language.words("function") - language.words("weak"):
        return False
    kind = language.verbs.get(begins[0].value)
    after = [atom.value for atom in begins[1:2] if atom.kind != "strength"]
    if kind is None or (begins[1:] and not after) or not language.words("be").isdisjoint(after):
        return False  # a noun, of which something is said
    joined = begins[1:2] and begins[1].kind == "join" and commands(begins[2:], language)  # "plan and supervise"
    return not kind or bool(joined) or not language.words("determiner").isdisjoint(after)


def _begins(side: Side, language: Language) -> int:
    """Return where the clause begins that may be a command: behind "If ...," and words such as "always", "do not"."""
    start = 0
    if side and (side[0].kind == "condition" or side[0].value in language.words("subordinate")):
        start = next((at + 1 for at, atom in enumerate(side) if atom.value == ","), len(side))
    while start < len(side) and side[start].value in language.words("before-command"):
        start += 1
    return start
