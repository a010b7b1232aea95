"""Counts and lists in the English sentences that editors are told; readers' are put together by the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_NAMES = 12


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Return a number of things in words: "1 file", "1,000 files"."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def listed(names: Iterable[str], joiner: str = "and") -> str:
    """Return *names* as a sentence lists them: a, b and c; a long list is cut, and what is left out is counted."""
    every = list(names)
    if len(every) > _MOST_NAMES:
        every = [*every[: _MOST_NAMES - 1], f"{len(every) - _MOST_NAMES + 1} more"]
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {joiner} {every[-1]}"
