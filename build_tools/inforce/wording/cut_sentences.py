"""What a passage leaves out of the sentence that it was cut from, where that turns or limits what it says.

"Share the code." stands word for word in "You must not share the code."; what stands round it decides what it means.
"""

from __future__ import annotations

import re
from typing import Final

from inforce.wording.compared_text import compared
from inforce.wording.language import ENGLISH

_LONGEST: Final = 400  # letters on either side that are looked at
_LIMITS_NOTHING: Final = frozenset({"after", "before", "during", "by", "also"})
"""Classes of conditions that say when; a sentence without them says the same of whom and whether."""
_IN_SPITE: Final = frozenset({"despite", "regardless", "irrespective", "notwithstanding", "in spite of", "even though"})
_ENDS = re.compile(r"[.!?\u3002][\"'\u2019\u201d)\]]*(?=\s)")
_GOES_ON = re.compile(r"[:,;(\u2013\u2014-]\s*\Z")
_NEXT_ITEM = re.compile(r"\n\s*(?=[^\W\d_a-z]|\(?\w{1,3}[.)]\s|[\u2022\u2013*-]\s)")
_CLAUSE = re.compile(r";|\n\s*\n")


def left_out(text: str, start: int, end: int, language: str = ENGLISH) -> tuple[str, str]:
    """Return what a passage at *start* to *end* of *text* leaves out: before it and after it in its sentence.

    Each is empty unless it has a word that is known in *language* for a negation or a condition. Of several clauses
    that stand before, the nearest counts, and what all of them hang on: what ends in a colon.
    """
    before, after = _before(text[max(0, start - _LONGEST) : start], text[start:end]), ""
    if not re.search(r"[.!?\u3002][\"'\u2019\u201d)\]]*\s*\Z", text[start:end]):
        after = _after(text[end : end + _LONGEST])
    return before if _weighs(before, language) else "", after if _weighs(after, language) else ""


def _before(text: str, passage: str) -> str:
    """Return the part of the sentence that ends where *passage* begins; empty where that begins a sentence."""
    sentence = text[max((match.end() for match in _ENDS.finditer(text)), default=0) :]
    new_line = sentence[len(sentence.rstrip(" \t")) - 1 :].startswith("\n")
    if new_line and passage[:1].isupper() and not _GOES_ON.search(sentence):
        return ""
    stem, colon, rest = sentence.rpartition(":")
    clause = _CLAUSE.split(rest)[-1]
    return " ".join(f"{stem}{colon} {clause}".split())


def _after(text: str) -> str:
    """Return the part of the sentence that begins where a passage ends."""
    ends = [match.end() for pattern in (_ENDS, _CLAUSE, _NEXT_ITEM) if (match := pattern.search(text))]
    return " ".join(text[: min(ends, default=len(text))].split())


def _weighs(text: str, language: str) -> bool:
    """Whether *text* has a word that turns or limits what stands beside it."""
    return any(
        atom.kind == "negation"
        or (atom.kind == "condition" and atom.cls not in _LIMITS_NOTHING and atom.value not in _IN_SPITE)
        or (atom.kind == "scope" and atom.cls == "only")
        or (atom.kind == "strength" and atom.cls == "forbid")
        for atom in compared(text, language).atoms
    )
