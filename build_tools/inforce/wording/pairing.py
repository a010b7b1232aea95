"""Which sentence of one text is which of another: the same, changed, added, dropped, moved, split or merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import Final, NamedTuple

from inforce.wording.compared_text import Sentence, compared

_FLOOR: Final = 0.34  # share of their words that two sentences have in common; below it they are not each other
_MOVED: Final = 0.75
_JOINED: Final = 0.6  # the same, of one sentence and two others
_LEAST_OF_EACH: Final = 0.2
_LARGEST_GAP: Final = 10_000  # pairs of sentences that are all looked at
_SHORTEST_MOVED: Final = 3  # words; shorter ones ("See below.") recur without having been moved
_RARE: Final = 8  # sentences; a word that stands in more says little
_LOOSE: Final = frozenset({".", ";", ",", "and", "or", ":"})  # what items may end with, however they are the same

Sentences = Sequence[Sentence]
Weights = Mapping[str, float]


class Bead(NamedTuple):
    """Sentences of theirs and of ours that are each other; one side is empty where they were added or dropped."""

    theirs: tuple[Sentence, ...]
    ours: tuple[Sentence, ...]
    moved: bool = False


def pair(theirs: Sentences, ours: Sentences) -> list[Bead]:
    """Pair sentences in order by what they have in common, and then those that only moved.

    The beads stand in the order of both texts, but for moved ones, which stand where ours has them.
    """
    return _freed_of_ends(theirs, ours, lambda *inner: _with_moved(_paired(*inner)))


def _freed_of_ends(
    theirs: Sentences, ours: Sentences, pair_inner: Callable[[Sentences, Sentences], list[Bead]]
) -> list[Bead]:
    """Pair one for one what both begin and end with alike, and what is left between by *pair_inner*."""
    lead = _alike(theirs, ours)
    trail = _alike(theirs[lead:][::-1], ours[lead:][::-1])
    ends = len(theirs) - trail, len(ours) - trail
    return [
        *_one_for_one(theirs[:lead], ours[:lead]),
        *pair_inner(theirs[lead : ends[0]], ours[lead : ends[1]]),
        *_one_for_one(theirs[ends[0] :], ours[ends[1] :]),
    ]


def _one_for_one(theirs: Sentences, ours: Sentences) -> list[Bead]:
    return [Bead((one,), (other,)) for one, other in zip(theirs, ours, strict=True)]


def _none(theirs: Sentences, ours: Sentences) -> list[Bead]:
    return [Bead((one,), ()) for one in theirs] + [Bead((), (one,)) for one in ours]


def _paired(theirs: Sentences, ours: Sentences) -> list[Bead]:
    """Pair sentences that each text has once, then what lies between them; those in another order have moved."""
    if len(theirs) == len(ours) == 1:
        return [Bead(tuple(theirs), tuple(ours))]
    once_theirs, once_ours = _once(theirs), _once(ours)
    common = [(at, once_ours[keys]) for keys, at in once_theirs.items() if keys in once_ours]
    run = set(longest_rising([place for _, place in common], [len(theirs[at].keys) for at, _ in common]))
    anchors = [both for at, both in enumerate(common) if at in run]
    moved = [both for at, both in enumerate(common) if at not in run and _is_long(theirs[both[0]])]
    gone, came = {at for at, _ in moved}, {place for _, place in moved}
    beads = [Bead((theirs[at],), (ours[place],), moved=True) for at, place in moved]
    i = j = 0
    for at, place in [*anchors, (len(theirs), len(ours))]:
        beads += _gap(
            [theirs[one] for one in range(i, at) if one not in gone],
            [ours[one] for one in range(j, place) if one not in came],
        )
        if at < len(theirs):
            beads.append(Bead((theirs[at],), (ours[place],)))
        i, j = at + 1, place + 1
    return beads


def _once(sentences: Sentences) -> dict[tuple[str, ...], int]:
    """Return the sentences that stand once, by what they say, and where."""
    said = [_without_end(sentence.keys) for sentence in sentences]
    times = Counter(said)
    return {keys: at for at, keys in enumerate(said) if times[keys] == 1}


def _is_long(sentence: Sentence) -> bool:
    return len(sentence.bag) >= _SHORTEST_MOVED


def _without_end(keys: tuple[str, ...]) -> tuple[str, ...]:
    end = len(keys)
    while end > 1 and keys[end - 1] in _LOOSE:
        end -= 1
    return keys[:end]


def likeness(one: frozenset[str], other: frozenset[str], weight: Weights) -> float:
    """Return the share of their words that two sentences have in common, from 0 to 1."""
    if not weight:
        return 2 * len(one & other) / (len(one) + len(other) or 1)
    return 2 * _weight(one & other, weight) / (_weight(one, weight) + _weight(other, weight) or 1)


def _weight(bag: frozenset[str], weight: Weights) -> float:
    return fsum(map(weight.__getitem__, bag))  # exact, so that the order of a set is nothing to it


def _gap(theirs: Sentences, ours: Sentences) -> list[Bead]:
    """Pair what lies between sentences that are the same."""
    return _freed_of_ends(theirs, ours, _unlike)


def _unlike(theirs: Sentences, ours: Sentences) -> list[Bead]:
    if not theirs or not ours:
        return _none(theirs, ours)
    return _large_gap(theirs, ours) if len(theirs) * len(ours) > _LARGEST_GAP else _Table(theirs, ours).beads()


def _alike(theirs: Sentences, ours: Sentences) -> int:
    """Return how many sentences both begin with that say the same."""
    count = 0
    for one, other in zip(theirs, ours, strict=False):
        if one.keys != other.keys:
            break
        count += 1
    return count


class _Table:
    """The best pairing of two runs of sentences, by dynamic programming over one and two of each."""

    def __init__(self, theirs: Sentences, ours: Sentences) -> None:
        self.theirs, self.ours = theirs, ours
        times = Counter(key for one in (*theirs, *ours) for key in one.bag)
        self.weight = {
            key: (0.25 if len(key) < 4 else 1.0) / (1 + 0.3 * max(0, count - 2)) for key, count in times.items()
        }
        self.known: dict[tuple[int, int, int, int], float] = {}

    def like(self, i: int, n: int, j: int, m: int) -> float:
        """Return how alike *n* sentences of theirs from *i* are to *m* of ours from *j*."""
        known = self.known.get((i, n, j, m))
        if known is None:
            one = self.theirs[i].bag if n == 1 else self.theirs[i].bag | self.theirs[i + 1].bag
            other = self.ours[j].bag if m == 1 else self.ours[j].bag | self.ours[j + 1].bag
            known = self.known[i, n, j, m] = likeness(one, other, self.weight)
        return known

    def beads(self) -> list[Bead]:
        rows, columns = len(self.theirs), len(self.ours)
        best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
        move = [[(1, 0)] * (columns + 1) for _ in range(rows)] + [[(0, 1)] * (columns + 1)]
        for i in range(rows - 1, -1, -1):
            for j in range(columns - 1, -1, -1):
                best[i][j], move[i][j] = max(self._options(i, j, best))
        beads: list[Bead] = []
        i = j = 0
        while i < rows or j < columns:
            n, m = move[i][j]
            beads.append(Bead(tuple(self.theirs[i : i + n]), tuple(self.ours[j : j + m])))
            i, j = i + n, j + m
        return beads

    def _options(self, i: int, j: int, best: Sequence[Sequence[float]]) -> list[tuple[float, tuple[int, int]]]:
        options = [(best[i + 1][j], (1, 0)), (best[i][j + 1], (0, 1))]
        alike = self.like(i, 1, j, 1)
        if alike >= _FLOOR:
            gain = (alike - 0.2) * (len(self.theirs[i].bag) + len(self.ours[j].bag))
            options.append((best[i + 1][j + 1] + gain, (1, 1)))
        for n, m in ((1, 2), (2, 1)):
            if i + n > len(self.theirs) or j + m > len(self.ours):
                continue
            alone = alike, self.like(i, 1, j + 1, 1) if m > 1 else self.like(i + 1, 1, j, 1)
            within = _stands_within(self.theirs[i : i + n], self.ours[j : j + m])
            if min(alone) < _LEAST_OF_EACH and not within:
                continue
            both = self.like(i, n, j, m)
            if both >= _JOINED and (within or both > max(alone) + 0.1):
                total = sum(len(one.bag) for one in (*self.theirs[i : i + n], *self.ours[j : j + m]))
                options.append((best[i + n][j + m] + (both - 0.2) * total * 0.98, (n, m)))
        return options


def _stands_within(theirs: Sentences, ours: Sentences) -> bool:
    """Whether the shorter of two sentences, such as a heading, stands in one of the other text, beside the longer."""
    (whole,), parts = sorted((theirs, ours), key=len)
    shorter, longer = sorted((part.bag for part in parts), key=len)
    return len(shorter) > 1 and shorter <= whole.bag and not shorter <= longer


def _large_gap(theirs: Sentences, ours: Sentences) -> list[Bead]:
    """Part a gap that is too large for a table at sentences that are surely each other, by their rare words."""
    where: dict[str, list[int]] = {}
    for at, sentence in enumerate(ours):
        for key in sentence.bag:
            where.setdefault(key, []).append(at)
    common: list[tuple[int, int]] = []
    for at, sentence in enumerate(theirs):
        votes = Counter(place for key in sentence.bag for place in where.get(key, ()) if len(where[key]) <= _RARE)
        best = min(votes, key=lambda place: (-votes[place], place), default=None)
        if best is not None and likeness(sentence.bag, ours[best].bag, {}) >= _JOINED:
            common.append((at, best))
    once = Counter(place for _, place in common)
    common = [both for both in common if once[both[1]] == 1]
    run = longest_rising([place for _, place in common], [1] * len(common))
    if not run:
        return _none(theirs, ours)
    beads: list[Bead] = []
    i = j = 0
    for at, place in [common[one] for one in run]:
        beads += [*_gap(theirs[i:at], ours[j:place]), Bead((theirs[at],), (ours[place],))]
        i, j = at + 1, place + 1
    return beads + _gap(theirs[i:], ours[j:])


def _with_moved(beads: list[Bead]) -> list[Bead]:
    """Join what was dropped in one place and added in another, where it is much the same."""
    gone = [at for at, bead in enumerate(beads) if not bead.ours and len(bead.theirs) == 1]
    came = [at for at, bead in enumerate(beads) if not bead.theirs and len(bead.ours) == 1]
    if not gone or not came or len(gone) * len(came) > _LARGEST_GAP:
        return beads
    found = sorted(
        (-likeness(beads[one].theirs[0].bag, beads[other].ours[0].bag, {}), one, other)
        for one in gone
        for other in came
        if min(len(beads[one].theirs[0].bag), len(beads[other].ours[0].bag)) >= _SHORTEST_MOVED
    )
    taken: set[int] = set()
    for alike, one, other in found:
        if -alike >= _MOVED and one not in taken and other not in taken:
            beads[other] = Bead(beads[one].theirs, beads[other].ours, moved=True)
            taken |= {one, other}
    return [bead for at, bead in enumerate(beads) if not (at in taken and not bead.ours)]


def standing_in(own: str, whole: str, rest: str, language: str) -> tuple[str, ...]:
    """Return the words of *whole*, gone from *rest*, of which *own* consists, sentence for sentence, in their order.

    Each stretch is by itself; () is that there are none. They need not be the same words, but as like as those of a
    sentence that moved.
    """
    text, kept = compared(whole, language), {sentence.keys for sentence in compared(rest, language).sentences}
    gone = [sentence for sentence in text.sentences if sentence.keys not in kept]
    places: list[range] = []
    for sentence in compared(own, language).sentences if gone else ():
        alike, at = max((likeness(sentence.bag, one.bag, {}), -at) for at, one in enumerate(gone))
        if alike < _MOVED or not _is_long(sentence):
            return ()
        places.append(gone[-at].words)
    stretches: list[range] = []
    for place in sorted(places, key=lambda words: words.start):
        if stretches and place.start <= stretches[-1].stop:
            place = range(stretches.pop().start, place.stop)  # noqa: PLW2901 - both as one
        stretches.append(place)
    return tuple(text.between(one.start, one.stop) for one in stretches)


def longest_rising(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Return the places of the longest rising run of *values*, each as long as its weight; *values* all differ."""
    if all(one < other for one, other in pairwise(values)):
        return list(range(len(values)))
    ranks = {value: rank for rank, value in enumerate(sorted(values), start=1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(values) + 1)  # a binary indexed tree over the ranks: weight, place
    before: list[int] = []
    for place, value in enumerate(values):
        heaviest, at = (0, -1), ranks[value] - 1
        while at:
            heaviest, at = max(heaviest, best[at]), at & (at - 1)
        before.append(heaviest[1])
        at = ranks[value]
        while at < len(best):
            best[at] = max(best[at], (heaviest[0] + weights[place], place))
            at += at & -at
    heaviest, at = (0, -1), len(values)
    while at:
        heaviest, at = max(heaviest, best[at]), at & (at - 1)
    run, place = [], heaviest[1]
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]
