"""The order of rules in two versions: which had to move, and where one is shown that is no longer there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def moved_rules(numbers: Mapping[Name, int], order: Sequence[Name]) -> frozenset[Name]:
    """Return the rules that changed places: the fewest that have to move to make one order of the other.

    *numbers* says where each rule stood before, by its name; *order* has the names as they stand now.
    """
    common = [name for name in order if name in numbers]
    stay = _longest_rising([numbers[name] for name in common])
    return frozenset(name for name in common if numbers[name] not in stay)


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """Return the members of a longest rising run of *numbers*, all different, gaps allowed (patience sorting)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tails, number)
        before[number] = tails[pile - 1] if pile else None
        tails[pile : pile + 1] = [number]
    members: list[int] = []
    last = tails[-1] if tails else None
    while last is not None:
        members.append(last)
        last = before[last]
    return frozenset(members)


def place_of_removed(number: int, shown: Sequence[int | None]) -> int:
    """Return where a rule is shown that was removed: after the last rule that stood before it.

    *shown* are the former numbers of the rules that are shown already; None is one that is new.
    """
    earlier = (place for place, was in enumerate(shown, start=1) if was is not None and was < number)
    return max(earlier, default=0)
