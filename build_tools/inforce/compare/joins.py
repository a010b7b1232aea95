"""What may have been merged or split between two editions: questions for an editor, never facts.

A passage without a partner, most of whose words stand in one passage of the other edition, may have gone into it or
come out of it. Whether it did, only someone who reads both can say: in `formerly` or `replaced_by` of the passage.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from inforce.compare.partners import Bag, Positions, Weighed, candidates, index
from inforce.model.dataclass import dataclass

_MOST: Final = 0.5  # of the weight of its words
_MARGIN: Final = 0.1


@dataclass(frozen=True)
class Joins:
    """By position: *merged* from old ones to the new one that may have taken them in, *split* from new ones to old."""

    merged: Positions
    split: Positions


def joins(weighed: Weighed, olds: Collection[int], news: Collection[int]) -> Joins:
    """Return what the passages without a partner may have become, or come from; *olds* and *news* have one."""
    return Joins(
        _largest_parts(weighed.old, weighed.new, weighed.weight, leaving=olds),
        _largest_parts(weighed.new, weighed.old, weighed.weight, leaving=news),
    )


def _largest_parts(
    bags: Sequence[Bag], others: Sequence[Bag], weight: Mapping[str, float], leaving: Collection[int]
) -> dict[int, int]:
    """Return for each of *bags* the one of *others* that has most of its words, if one stands out."""
    holding = index(others)
    found: dict[int, int] = {}
    for position, bag in enumerate(bags):
        if position not in leaving and bag:
            whole = math.fsum(weight[term] for term in bag)
            shares = sorted(
                (-math.fsum(weight[term] for term in bag.keys() & others[other].keys()) / whole, other)
                for other in candidates(bag, holding, weight)
            )
            first, second = [*shares, (0.0, -1), (0.0, -1)][:2]
            if -first[0] >= _MOST and second[0] - first[0] >= _MARGIN:
                found[position] = first[1]
    return found
