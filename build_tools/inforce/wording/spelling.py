"""When two words are one word written in two ways: capitals, hyphens, apostrophes, figures, British spellings."""

from __future__ import annotations

import re
from functools import lru_cache

from inforce.wording import numbers
from inforce.wording.vocabulary import GROUPS, HYPHEN_MATTERS, SPELLING_PATTERNS, SPELLINGS, WITHOUT_APOSTROPHE

CANONICAL = {form: forms.split("|")[0] for forms in SPELLINGS for form in forms.split("|")}
_PATTERNS = tuple((re.compile(pattern), put) for pattern, put in SPELLING_PATTERNS)
SIGNIFICANT = {form for group in GROUPS for entry in group.entries for form in entry.split("|") if " " not in form}
_CONTRACTION = re.compile(r"(n't|'(re|ll|ve|d|m))$")
_SYMBOLS = {"&": "and", "%": "percent"}


@lru_cache(maxsize=65536)
def key(norm: str) -> str:
    """Return what is the same for all ways of writing the word with the normal form *norm*.

    Hyphens and apostrophes are kept where leaving them out would make another word, or would hide a word that
    can change a meaning: "not-able" is not "notable".
    """
    word = _SYMBOLS.get(norm) or norm.casefold()
    pieces = parts(word)
    if number := numbers.number_at(pieces, 0):
        return f"#{number[0]}" if number[1] == len(pieces) else word
    if word in WITHOUT_APOSTROPHE:
        return f"{word[:-1]}'t"
    if len(pieces) > 1 and hyphen_matters(word):
        return word
    if _CONTRACTION.search(word):
        return word
    return spelling("".join(pieces).replace("'", "")) or word


def parts(word: str) -> list[str]:
    """Return what stands between the hyphens of *word*; a minus sign stays with its figure."""
    minus = word[:1] if word[:1] == "-" else ""
    found = [part for part in word[len(minus) :].split("-") if part]
    return [minus + found[0], *found[1:]] if found else [word]


def hyphen_matters(word: str) -> bool:
    """Whether a lower-case *word* with hyphens becomes another word without them."""
    return word in HYPHEN_MATTERS or any(piece in SIGNIFICANT or numbers.number_at([piece], 0) for piece in parts(word))


def spelling(word: str) -> str:
    """Return the spelling that stands for all spellings of a lower-case *word*."""
    if found := CANONICAL.get(word):
        return found
    for pattern, put in _PATTERNS:
        word = pattern.sub(put, word)
    return word
