"""All that comparing texts has to know, as plain data: for a program in another language that does the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from inforce.wording.lexicon import ENTRIES, LEVELS, OPPOSITE_PAIRS, PREFIXES, Entry
from inforce.wording.numbers import ORDINALS, SCALES, SMALL
from inforce.wording.spelling import CANONICAL, SIGNIFICANT
from inforce.wording.typesetting import SAME_MARK, SAME_SIGN, SPELT_OUT
from inforce.wording.vocabulary import (
    COMMON_WORDS,
    CONTRACTED,
    DATED_INSTRUMENTS,
    HYPHEN_MATTERS,
    LEGAL_INSTRUMENTS,
    LEGAL_PARTS,
    MONTHS,
    SPELLING_PATTERNS,
    WITHOUT_APOSTROPHE,
)

_SIGNS: Final = [chr(code) for code in range(0x20000)]
"""The planes of Unicode beyond these have no sign that is folded in a way of its own, combines or is a figure."""


@cache
def tables() -> Mapping[str, Any]:
    """Return the tables by name, equal on every call; sets are sorted lists."""
    return {
        "sameSign": _by_sign(SAME_SIGN),
        "speltOut": _by_sign(SPELT_OUT),
        "sameMark": _by_sign(SAME_MARK),
        "folded": {sign: sign.casefold() for sign in _SIGNS if sign.casefold() != sign.lower()},
        "combining": _class_of(lambda sign: unicodedata.combining(sign) > 0),
        "digits": _class_of(str.isdigit),
        "small": SMALL,
        "scales": SCALES,
        "ordinals": ORDINALS,
        "months": MONTHS,
        "spelling": CANONICAL,
        "spellingPatterns": [[pattern, re.sub(r"\\(\d)", r"$\1", put)] for pattern, put in SPELLING_PATTERNS],
        "entries": {first: [_entry(entry) for entry in entries] for first, entries in ENTRIES.items()},
        "levels": LEVELS,
        "opposites": sorted(OPPOSITE_PAIRS),
        "prefixes": [[prefix, sorted(stems)] for prefix, stems in PREFIXES],
        "contracted": CONTRACTED,
        "commonWords": sorted(COMMON_WORDS),
        "datedInstruments": sorted(DATED_INSTRUMENTS),
        "legalInstruments": sorted(LEGAL_INSTRUMENTS),
        "legalParts": sorted(LEGAL_PARTS),
        "hyphenMatters": sorted(HYPHEN_MATTERS),
        "significant": sorted(SIGNIFICANT),
        "withoutApostrophe": sorted(WITHOUT_APOSTROPHE),
    }


def _by_sign(table: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    return {sign: plain for plain, (signs, _) in table.items() for sign in signs}


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "pieces": entry.pieces,
        "canonical": entry.canonical,
        "kind": entry.group.kind.value,
        "beforeNumber": entry.group.before_number,
    }


def _class_of(belongs: Callable[[str], bool]) -> str:
    """Return the signs that belong, as ranges within the brackets of a regular expression of JavaScript."""
    codes = [ord(sign) for sign in _SIGNS if belongs(sign)]
    starts = [code for place, code in enumerate(codes) if place == 0 or codes[place - 1] != code - 1]
    ends = [code for place, code in enumerate(codes) if place + 1 == len(codes) or codes[place + 1] != code + 1]
    return "".join(f"\\u{{{start:x}}}-\\u{{{end:x}}}" for start, end in zip(starts, ends, strict=True))
