"""Forms of one word, and words that are each other's opposites: for pairing, and for saying that a word was turned."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from inforce.wording.language import Language

_SHORTEST_STEM: Final = 3
_SHORTEST_NEGATED: Final = 4


@lru_cache(maxsize=65536)
def stem(word: str, language: Language) -> str:
    """Return what the inflected forms of *word* have in common; for pairing alone, for it proves nothing."""
    word = language.irregular.get(word, word)
    for (ending,) in language.rows("endings"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            root = word[: -len(ending)]
            if len(root) > _SHORTEST_STEM and root[-1] == root[-2] and root[-1] not in "sl":
                return root[:-1]
            return root.rstrip("y") if len(root) > _SHORTEST_STEM else root
    return word.rstrip("y") if language.known and len(word) > _SHORTEST_STEM else word


@lru_cache(maxsize=65536)
def opposites(one: str, other: str, language: Language) -> str:
    """Return the parts of speech in which two words are opposites in the same inflection; "" where they are none.

    "n" are nouns: parent and child are a change and no opposites.
    """
    if one == other:
        return ""
    known = language.antonyms
    for root, ending in sorted(_roots(one, language)):
        for beside, end in sorted(_roots(other, language)) if root in known else ():
            if ending == end and beside in known[root]:
                return known[root][beside]
    return "a" if _negated(one, other, language) or _negated(other, one, language) else ""


def _negated(long: str, short: str, language: Language) -> bool:
    return len(short) >= _SHORTEST_NEGATED and any(
        long in {f"{prefix}{short}", f"{prefix}-{short}"} for prefix in language.words("negating-prefix")
    )


@lru_cache(maxsize=65536)
def turned_by_prefix(one: str, other: str, language: Language) -> bool:
    """Whether two words are alike but for their first parts, which say the reverse: hyper- and hypo-."""
    for first, second in language.rows("prefixes"):
        for word, beside in ((one, other), (other, one)):
            rest = word.removeprefix(first)
            if rest != word and len(rest) >= _SHORTEST_NEGATED and beside == f"{second}{rest}":
                return True
    return False


@lru_cache(maxsize=65536)
def _roots(word: str, language: Language) -> frozenset[tuple[str, str]]:
    """Return (root, ending) for the ways in which *word* can be an inflected form."""
    return frozenset({(word, ""), *_uninflected(word, language)})


def _uninflected(word: str, language: Language) -> Iterator[tuple[str, str]]:
    for ending, group, silent in language.rows("inflections"):
        if not word.endswith(ending) or len(word) - len(ending) < _SHORTEST_STEM:
            continue
        root = word[: -len(ending)]
        yield root, group
        if silent:
            yield f"{root}{silent}", group
        if len(root) > _SHORTEST_STEM and root[-1] == root[-2]:
            yield root[:-1], group
        if root.endswith("i"):
            yield f"{root[:-1]}y", group
