"""What an editor most likely meant by a short text that is not written as it has to be."""

from __future__ import annotations

import re
import unicodedata

from inforce.model.dates import DAY, DAY_OR_UNKNOWN, MONTHS
from inforce.model.grammar import Grammar, NotWritten
from inforce.model.names import ID, VERSION

_NUMERIC_DAY = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_LONG_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})")
_PLAIN_DAY = re.compile(r"(\d{4})[./ ]?(\d{1,2})[./ ]?(\d{1,2})")


def rewritten(text: str, grammar: Grammar) -> str | None:
    """Return *text* as *grammar* would have it, or None where that would be a guess."""
    if grammar is ID:
        guess = _as_id(text)
    elif grammar is VERSION:
        guess = _as_version(text)
    elif grammar in (DAY, DAY_OR_UNKNOWN):
        guess = _as_day(text)
    else:
        return None
    return guess if guess and guess != text and _is_written(guess, grammar) else None


def _is_written(text: str, grammar: Grammar) -> bool:
    try:
        grammar.read(text)
    except NotWritten:
        return False
    return True


def _as_id(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    if not bare.isascii():
        return ""
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")


def _as_version(text: str) -> str:
    found = re.fullmatch(r"[vV]?\.?(\d+)(?:\.(\d+))?(?:\.(\d+))?", text, re.ASCII)
    return ".".join(str(int(part or 0)) for part in found.groups()) if found else ""


def _as_day(text: str) -> str:
    """Read the usual British ways to write a day; 01/06/2026 is the first of June."""
    if found := _NUMERIC_DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _LONG_DAY.fullmatch(text):
        months = [number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(found.group(2).lower())]
        day, month, year = int(found.group(1)), months[0] if months else 0, int(found.group(3))
    elif found := _PLAIN_DAY.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return ""
    return f"{year:04}-{month:02}-{day:02}"
