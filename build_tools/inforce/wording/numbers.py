"""Numbers as quantities: "seven" is 7, "1,500" is 1500, "two million" is 2,000,000; and "1,5" is not "1.5"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from inforce.wording.language import Language

_PLAIN = re.compile(r"-?\d*\.?\d+", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)", re.ASCII)
_FIGURE = re.compile(r"\d")
_HUNDRED = 100


def figure(word: str) -> str | None:
    """Return the quantity that a single lower-case *word* with figures stands for; None where it has no figure.

    What is no plain number ("16la", "10:30", "1,5") stands for nothing but itself.
    """
    if not _FIGURE.search(word):
        return None
    if _GROUPED.fullmatch(word):
        return word.replace(",", "")
    if ordinal := _ORDINAL.fullmatch(word):
        return f"{ordinal[1]}th"
    return word


def number_at(pieces: Sequence[str], start: int, language: Language) -> tuple[str, int] | None:
    """Return the quantity that begins at *start* of lower-case *pieces*, and where it ends."""
    piece = pieces[start]
    if (written := figure(piece)) is not None:
        return _scaled(written, pieces, start + 1, language) if _PLAIN.fullmatch(written) else (written, start + 1)
    if piece in language.ordinals:
        return f"{language.ordinals[piece]}th", start + 1
    if piece in language.small_numbers or piece in language.scales:
        return _spelt_out(pieces, start, language)
    return None


def _scaled(written: str, pieces: Sequence[str], after: int, language: Language) -> tuple[str, int]:
    """Read the rest of "2 million", "1.5 thousand"."""
    scale = language.scales.get(pieces[after]) if after < len(pieces) else None
    if scale:
        return f"{(Decimal(written) * scale).normalize():f}", after + 1
    return written, after


def _spelt_out(pieces: Sequence[str], start: int, language: Language) -> tuple[str, int]:
    small, scales, ordinals = language.small_numbers, language.scales, language.ordinals
    total, group, place = 0, 0, start
    while place < len(pieces):
        piece = pieces[place]
        scale = scales.get(piece, 0)
        if piece in small and _goes_on(group, small[piece], first=place == start or (total > 0 and group == 0)):
            group += small[piece]
        elif scale == _HUNDRED and 0 <= group < _HUNDRED and (group or place == start):
            group = _HUNDRED * (group or 1)
        elif scale > _HUNDRED and (group or place == start):
            total, group = total + (group or 1) * scale, 0
        elif _joins(pieces, place, language):
            pass
        elif piece in ordinals and group % 100 >= 20 and group % 10 == 0 and ordinals[piece] < 10:
            return f"{total + group + ordinals[piece]}th", place + 1
        else:
            break
        place += 1
    return str(total + group), place


def _goes_on(group: int, small: int, *, first: bool) -> bool:
    """Whether *small* goes on with the number so far: "hundred five", "twenty one", but not "five six"."""
    if first or group == 0:
        return first
    after_hundred = group % 100 == 0
    after_tens = group % 100 >= 20 and group % 10 == 0 and small < 10
    return small > 0 and (after_hundred or after_tens)


def _joins(pieces: Sequence[str], place: int, language: Language) -> bool:
    """Whether an "and" at *place* stands within a number: "one hundred and five"."""
    if pieces[place] not in language.words("within-numbers") or place + 1 == len(pieces):
        return False
    return pieces[place - 1] in language.scales and pieces[place + 1] in language.small_numbers


def plain(value: str) -> str:
    """Return a figure as it is written without commas and empty decimals: "1,500.50" is "1500.5"."""
    value = value.replace(",", "") if _GROUPED.fullmatch(value) else value
    if "." in value and _PLAIN.fullmatch(value):
        value = value.rstrip("0").rstrip(".")
        value = f"0{value}" if value.startswith(".") else value
    return value
