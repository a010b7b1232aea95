"""Numbers as quantities: "seven" is 7, "1,500" is 1500, "two million" is 2,000,000; and "1,5" is not "1.5"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_UP_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_IN_ORDER = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
SMALL = {name: number for number, name in enumerate(_UP_TO_NINETEEN.split())} | {
    name: 10 * tens for tens, name in enumerate(_TENS.split(), start=2)
}
SCALES = {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
ORDINALS = {name: number for number, name in enumerate(_IN_ORDER.split(), start=1)}
_PLAIN = re.compile(r"-?\d*\.?\d+", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)", re.ASCII)
_FIGURE = re.compile(r"\d")


def figure(word: str) -> str | None:
    """Return the quantity that a single lower-case *word* with figures stands for; None where it has no figure.

    What is no plain number ("16la", "10:30", "1,5", "1.50") stands for nothing but itself.
    """
    if not _FIGURE.search(word):
        return None
    if _GROUPED.fullmatch(word):
        return word.replace(",", "")
    if ordinal := _ORDINAL.fullmatch(word):
        return f"{ordinal[1]}th"
    return word


def number_at(pieces: Sequence[str], start: int) -> tuple[str, int] | None:
    """Return the quantity that begins at *start* of lower-case *pieces*, and where it ends."""
    piece = pieces[start]
    if (written := figure(piece)) is not None:
        return _scaled(written, pieces, start + 1) if _PLAIN.fullmatch(written) else (written, start + 1)
    if piece in ORDINALS:
        return f"{ORDINALS[piece]}th", start + 1
    if piece in SMALL or piece == "hundred" or piece in SCALES:
        return _spelt_out(pieces, start)
    return None


def _scaled(written: str, pieces: Sequence[str], after: int) -> tuple[str, int]:
    """Read the rest of "2 million", "1.5 thousand"."""
    scale = pieces[after] if after < len(pieces) else ""
    if scale in SCALES or scale == "hundred":
        return f"{(Decimal(written) * SCALES.get(scale, 100)).normalize():f}", after + 1
    return written, after


def _spelt_out(pieces: Sequence[str], start: int) -> tuple[str, int]:
    total, group, place = 0, 0, start
    while place < len(pieces):
        piece = pieces[place]
        if piece in SMALL and _goes_on(group, SMALL[piece], first=place == start or (total > 0 and group == 0)):
            group += SMALL[piece]
        elif piece == "hundred" and 0 <= group < 100 and (group or place == start):
            group = 100 * (group or 1)
        elif piece in SCALES and (group or place == start):
            total, group = total + (group or 1) * SCALES[piece], 0
        elif piece == "and" and _joins(pieces, place):
            pass
        elif piece in ORDINALS and group % 100 >= 20 and group % 10 == 0 and ORDINALS[piece] < 10:
            return f"{total + group + ORDINALS[piece]}th", place + 1
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


def _joins(pieces: Sequence[str], place: int) -> bool:
    """Whether the "and" at *place* stands within a number: "one hundred and five"."""
    before, after = pieces[place - 1], pieces[place + 1] if place + 1 < len(pieces) else ""
    return (before == "hundred" or before in SCALES) and after in SMALL


def quantities(pieces: Sequence[str]) -> list[str]:
    """Return *pieces* with every number in them put as "#" and its quantity."""
    found: list[str] = []
    place = 0
    while place < len(pieces):
        if number := number_at(pieces, place):
            found.append(f"#{number[0]}")
            place = number[1]
        else:
            found.append(pieces[place])
            place += 1
    return found
