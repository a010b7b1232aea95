"""Which passage of an older edition is which of a newer one, and which may have been merged or split.

Candidates come from an index of rare words, so that the time grows with the editions and not with their product.
They are scored by BM25 in both directions, each as a share of what a text scores with itself; a pair whose neighbours
are sure pairs of each other gains a little, and one of the same id a little less: ids are a tie-break, for standards
give old numbers to new requirements. Likely pairs are matched greedily; what is left is paired where each is the
other's best by a margin. The constants were chosen on a public standard with a published table of successors.

A passage without a partner, most of whose words stand in one passage of the other edition, may have gone into it or
come out of it. Whether it did, only someone who reads both can say: in `formerly` or `replaced_by` of the passage.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from inforce.wording.words import norms

_RAREST: Final = 32  # words of a text that are looked up
_COMMON: Final = 120  # a word that stands in more texts of the newer edition says nothing of where one went
_CANDIDATES: Final = 60
_SATURATION, _LENGTH = 1.2, 0.75  # k1 and b of BM25
_SMOOTHING: Final = 20  # texts without words are added, for in an edition of three passages no word is rare
_SURE, _LIKELY, _POSSIBLE, _MARGIN = 0.5, 0.4, 0.2, 0.06
_NEAR, _NEIGHBOUR, _MOST_NEIGHBOURS = 4, 0.03, 2
_STEPS: Final = [step for step in range(-_NEAR, _NEAR + 1) if step]
_SAME_ID: Final = 0.02
_NO_MATTER: Final = _POSSIBLE - _MARGIN - _MOST_NEIGHBOURS * _NEIGHBOUR - _SAME_ID  # decides nothing, whatever is added
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}")
"""Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""

Positions = Mapping[int, int]
"""From positions in the older edition to positions in the newer one."""


Bag = Counter[str]
"""Words, with how often each stands in a text."""


@dataclass(frozen=True)
class Text:
    """The words of a passage, and its id."""

    id: str
    words: str

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """What its words and marks are compared by."""
        return tuple(norms(self.words))

    @cached_property
    def terms(self) -> Bag:
        """The words by which it is found."""
        said = [norm.lower() for norm in self.norms if norm[-1].isalnum() or norm[0].isalnum()]
        return Counter(said) if self.words.isascii() else Counter(term for norm in said for term in _spaced(norm))


class Pair(NamedTuple):
    """How much a text of either edition has in common with one of the other, from 0 to 1 and a little above."""

    score: float
    old: int
    new: int


def partners(
    old: Sequence[Text], new: Sequence[Text], weighed: Weighed, declared: Collection[tuple[int, int]] = ()
) -> dict[int, int]:
    """Return which text of *new* each text of *old* became, by position; what has no partner is left out.

    *weighed* are the words of both. *declared* pairs are known, several for one text where it was merged or split;
    what stands in them is paired with nothing else, and is not in the result.
    """
    taken = Taken(dict(declared), {other for _, other in declared})
    taken.add(_identical(old, new, taken))
    scored = _same_ids_first(_scored(old, new, weighed, taken), old, new)
    sure = taken.pairs | _greedy(scored, _SURE)
    scored = _with_neighbours(scored, sure)
    taken.add(_greedy(_without_ties(scored, taken), _LIKELY))
    taken.add(_mutual(scored, taken))
    return {one: taken.pairs[one] for one in sorted(taken.pairs.keys() - {one for one, _ in declared})}


@dataclass
class Taken:
    """What was paired so far: positions in the older edition to those in the newer one, and all of the newer one."""

    pairs: dict[int, int]
    news: set[int]

    def add(self, found: Positions) -> None:
        """Take what was *found*."""
        self.pairs.update(found)
        self.news.update(found.values())


def _spaced(norm: str) -> list[str]:
    """Return the word itself, or every two letters in a row where its script does not tell one word from the next."""
    runs = _UNSPACED.findall(norm)
    return [one + other for run in runs for one, other in pairwise(run)] or [norm]


class Weighed(NamedTuple):
    """The words of two editions: those of each text, how much each weighs, and where in the newer edition it stands."""

    old: tuple[Bag, ...]
    new: tuple[Bag, ...]
    weight: Mapping[str, float]
    holding: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, old: Sequence[Text], new: Sequence[Text]) -> Weighed:
        """Return the words of two editions; a word weighs more the fewer texts it stands in."""
        older, newer = (tuple(text.terms for text in side) for side in (old, new))
        held = Counter(term for bag in (*older, *newer) for term in bag)
        every = len(old) + len(new) + _SMOOTHING
        weight = {term: math.log(1 + (every - count + 0.5) / (count + 0.5)) for term, count in held.items()}
        return cls(older, newer, weight, index(newer))


def index(bags: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Return in which of *bags* each word stands, by position."""
    found: dict[str, list[int]] = defaultdict(list)
    for position, bag in enumerate(bags):
        for term in bag:
            found[term].append(position)
    return dict(found)


def candidates(bag: Iterable[str], holding: Mapping[str, Sequence[int]], weight: Mapping[str, float]) -> list[int]:
    """Return the few texts that share most of the rarest words of *bag*, the likeliest first."""
    rare = sorted((term for term in bag if term in holding), key=lambda term: (len(holding[term]), term))[:_RAREST]
    votes: dict[int, float] = defaultdict(float)
    for term in rare:
        if len(holding[term]) <= _COMMON:
            for position in holding[term]:
                votes[position] += weight[term]
    return sorted(votes, key=lambda position: (-votes[position], position))[:_CANDIDATES]


def _identical(old: Sequence[Text], new: Sequence[Text], taken: Taken) -> dict[int, int]:
    """Pair the texts that say the same, word for word: those of one id first, then in their order."""
    free: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, text in enumerate(new):
        if position not in taken.news:
            free[text.norms].append(position)
    left = [(position, text.id, text.norms) for position, text in enumerate(old) if position not in taken.pairs]
    found: dict[int, int] = {}
    for position, name, said in left:
        namesake = next((other for other in free.get(said, ()) if new[other].id == name), None)
        if namesake is not None:
            free[said].remove(namesake)
            found[position] = namesake
    for position, _, said in left:
        if position not in found and free.get(said):
            found[position] = free[said].pop(0)
    return found


def _scored(old: Sequence[Text], new: Sequence[Text], weighed: Weighed, taken: Taken) -> list[Pair]:
    """Score each text of the older edition with its candidates; texts that have a partner are left out."""
    mean = sum(bag.total() for bag in (*weighed.old, *weighed.new)) / max(1, len(old) + len(new)) or 1.0
    sides = [[_bm25(bag, weighed.weight, mean) for bag in side] for side in (weighed.old, weighed.new)]
    namesakes = {text.id: position for position, text in enumerate(new)}
    found: list[Pair] = []
    for position, bag in enumerate(weighed.old):
        if position in taken.pairs:
            continue
        near = dict.fromkeys(candidates(bag, weighed.holding, weighed.weight))
        if old[position].id in namesakes:
            near[namesakes[old[position].id]] = None
        scores = (
            Pair(_in_common(sides[0][position], sides[1][other]), position, other)
            for other in near
            if other not in taken.news
        )
        found += [pair for pair in scores if pair.score >= _NO_MATTER]
    return found


def _bm25(bag: Bag, weight: Mapping[str, float], mean: float) -> tuple[dict[str, float], float]:
    """Return what each word of a text scores, and what all of them do."""
    floor = _SATURATION * (1 - _LENGTH + _LENGTH * bag.total() / mean)
    parts = {term: weight[term] * count / (count + floor) for term, count in bag.items()}
    return parts, math.fsum(parts.values()) or 1.0


def _in_common(one: tuple[dict[str, float], float], other: tuple[dict[str, float], float]) -> float:
    """Return what two texts score with each other, as a share of what each scores with itself: the mean of both."""
    (mine, own), (theirs, others) = one, other
    both = mine.keys() & theirs.keys()
    return (math.fsum([theirs[term] for term in both]) / own + math.fsum([mine[term] for term in both]) / others) / 2


def _same_ids_first(scored: Iterable[Pair], old: Sequence[Text], new: Sequence[Text]) -> list[Pair]:
    return [
        Pair(score + _SAME_ID, one, other) if old[one].id == new[other].id else Pair(score, one, other)
        for score, one, other in scored
    ]


def _with_neighbours(scored: Iterable[Pair], sure: Positions) -> list[Pair]:
    """Raise the pairs whose neighbours in either edition are *sure* pairs of each other."""
    return [Pair(pair.score + _NEIGHBOUR * _neighbours(pair, sure), pair.old, pair.new) for pair in scored]


def _neighbours(pair: Pair, sure: Positions) -> int:
    count = 0
    for step in _STEPS:
        other = sure.get(pair.old + step)
        if other is not None and abs(pair.new - other) <= _NEAR:
            count += 1
    return min(_MOST_NEIGHBOURS, count)


def _greedy(scored: Iterable[Pair], floor: float) -> dict[int, int]:
    """Pair one to one, the highest score first."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for pair in _ranked(pair for pair in scored if pair.score >= floor):
        if pair.old not in found and pair.new not in taken:
            found[pair.old] = pair.new
            taken.add(pair.new)
    return found


def _without_ties(scored: Sequence[Pair], taken: Taken) -> list[Pair]:
    """Leave out texts that two of the older edition are as near to, and neither surely: either may have become it."""
    left = _ranked(pair for pair in scored if pair.old not in taken.pairs and pair.new not in taken.news)
    best = _best_two(left, "new").items()
    tied = {
        new for new, two in best if two[0].score < _SURE and two[0].score - two[-1].score < _SAME_ID and len(two) > 1
    }
    return [pair for pair in left if pair.new not in tied]


def _ranked(scored: Iterable[Pair]) -> list[Pair]:
    return sorted(scored, key=lambda pair: (-pair.score, pair.old, pair.new))


def _mutual(scored: Sequence[Pair], taken: Taken) -> dict[int, int]:
    """Pair what is left where each is the other's best, by a margin over the second best of both.

    What is much nearer to one that has a partner already, as one of several that were merged is, has no other.
    """
    nearest = {one: best.score for one, (best, *_) in _best_two(_ranked(scored), "old").items()}
    left = _ranked(
        pair
        for pair in scored
        if pair.old not in taken.pairs and pair.new not in taken.news and nearest[pair.old] - pair.score < _MARGIN
    )
    of_old, of_new = _best_two(left, "old"), _best_two(left, "new")
    found: dict[int, int] = {}
    for first, *others in of_old.values():
        back, *others_back = of_new[first.new]
        second = max((pair.score for pair in (*others, *others_back)), default=0.0)
        if first.score >= _POSSIBLE and back == first and first.score - second >= _MARGIN:
            found[first.old] = first.new
    return found


def _best_two(ranked: Iterable[Pair], side: str) -> dict[int, list[Pair]]:
    """Return the two best pairs of each text of a *side*, the best first."""
    found: dict[int, list[Pair]] = defaultdict(list)
    for pair in ranked:
        if len(best := found[getattr(pair, side)]) < 2:
            best.append(pair)
    return dict(found)


_MOST: Final = 0.5  # of the weight of its words
_JOIN_MARGIN: Final = 0.1


class Joins(NamedTuple):
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
            if -first[0] >= _MOST and second[0] - first[0] >= _JOIN_MARGIN:
                found[position] = first[1]
    return found
