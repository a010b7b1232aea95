"""Which wordings of a rule are compared: each with those of later versions, of very many the telling ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

EVERY_PAIR_UP_TO: Final = 50
"""Of more wordings than this, neighbours are compared, and each with the newest; of others both texts are shown."""

Wording = int | None
"""A wording by number, counted as they came; None where the rule is not there."""


def needed_pairs(wordings: Sequence[Wording]) -> tuple[tuple[Wording, Wording], ...]:
    """Return the older and the newer wording of every comparison that two versions can ask for.

    *wordings* are those of the versions, the oldest first. A wording that came back is compared both ways.
    """
    first = {wording: place for place, wording in reversed(list(enumerate(wordings)))}
    last = {wording: place for place, wording in enumerate(wordings)}
    found = ((old, new) for old in first for new in last if old != new and first[old] < last[new])
    if every_pair(wordings):
        return tuple(found)
    telling = {*pairwise(wordings), *((wording, wordings[-1]) for wording in first)}
    return tuple(pair for pair in found if pair in telling or None in pair)


def every_pair(wordings: Sequence[Wording]) -> bool:
    """Whether there are so few wordings that every two of them are compared."""
    return len(set(wordings)) <= EVERY_PAIR_UP_TO
