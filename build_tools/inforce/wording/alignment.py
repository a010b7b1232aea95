"""Lays two texts side by side as a reader's eye would: what stands in both, what was put for what, what was moved.

Sentences are paired first, and then what they say within each pair; the words come last, so that "base" and "Base", or
"5mg" and "5 mg", stand beside each other, and the difference between them can still be seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

from inforce.wording.atoms import Atom
from inforce.wording.compared_text import SENTENCE, ComparedText, word_count
from inforce.wording.pairing import Bead, longest_rising, pair

_WIDEST_GAP: Final = 2  # words
_DEEPEST: Final = 8
_LARGEST_TABLE: Final = 200_000_000  # pairs; the exact alignment keeps one bit for each: 25 MB

Run = tuple[range, range]
"""Places in theirs, for which ours has other places."""


Places = tuple[int, int]
"""A place in theirs and one in ours."""


class Edit(NamedTuple):
    """Words of theirs, for which ours has other words; the words of a sentence that was *moved* stand elsewhere.

    *alike* is whether they say the same, and are only written in another way.
    """

    theirs: range
    ours: range
    moved: bool = False
    alike: bool = False


class Passage(NamedTuple):
    """Sentences of both texts that are each other, and where they say something else, in places of their atoms.

    A named tuple, for most of a text stays as it was.
    """

    bead: Bead
    theirs: tuple[Atom, ...]
    ours: tuple[Atom, ...]
    hunks: tuple[Run, ...]

    @property
    def is_kept(self) -> bool:
        """Whether one sentence stands in both texts, in its place and under its label."""
        theirs, ours, moved = self.bead
        alone = not moved and not self.hunks and len(theirs) == len(ours) == 1
        return alone and theirs[0].label == ours[0].label


@dataclass(frozen=True)
class Alignment:
    """Two texts side by side."""

    theirs: ComparedText
    ours: ComparedText
    passages: tuple[Passage, ...]

    @cached_property
    def hunks(self) -> tuple[Edit, ...]:
        """Where *ours* has other words than *theirs*, in order; outside them word pairs with an equal word."""
        out_theirs: dict[int, int] = {}
        out_ours: dict[int, int] = {}
        pairs: list[tuple[int, int]] = []
        for passage in self.passages:
            if passage.bead.moved:
                _note(passage.bead, out_theirs, out_ours)
            else:
                pairs += _paired_words(passage, self.theirs, self.ours)
        theirs, ours = self._changed_words()
        return tuple(
            hunk._replace(alike=theirs.isdisjoint(hunk.theirs) and ours.isdisjoint(hunk.ours))
            for hunk in _between(pairs, self.theirs, self.ours, out_theirs, out_ours)
        )

    def _changed_words(self) -> tuple[frozenset[int], frozenset[int]]:
        """Return the words of each text that say something that the other does not say in their place."""
        theirs: set[int] = set()
        ours: set[int] = set()
        for passage in self.passages:
            sides = (theirs, passage.bead.theirs, passage.theirs, 0), (ours, passage.bead.ours, passage.ours, 1)
            for found, sentences, atoms, side in sides:
                if passage.bead.moved or not (passage.bead.theirs and passage.bead.ours):
                    found.update(place for sentence in sentences for place in sentence.words)
                for run in passage.hunks:
                    found.update(place for at in run[side] for place in range(atoms[at].start, atoms[at].end))
        return frozenset(theirs), frozenset(ours)


def align(theirs: ComparedText, ours: ComparedText) -> Alignment:
    """Lay *ours* beside *theirs*."""
    return Alignment(
        theirs, ours, tuple(_passage(bead, theirs, ours) for bead in pair(theirs.sentences, ours.sentences))
    )


def _passage(bead: Bead, theirs: ComparedText, ours: ComparedText) -> Passage:
    if len(bead.theirs) == len(bead.ours) == 1 and bead.theirs[0].keys == bead.ours[0].keys:
        return Passage(bead, bead.theirs[0].atoms, bead.ours[0].atoms, ())
    one = tuple(atom for sentence in bead.theirs for atom in sentence.atoms)
    other = tuple(atom for sentence in bead.ours for atom in sentence.atoms)
    if not one or not other:
        return Passage(bead, one, other, ())
    return Passage(bead, one, other, _Sides(one, other, theirs, ours).hunks())


class _Sides:
    """What two passages say, laid side by side."""

    def __init__(self, one: Sequence[Atom], other: Sequence[Atom], theirs: ComparedText, ours: ComparedText) -> None:
        self.one, self.other, self.theirs, self.ours = one, other, theirs, ours

    def hunks(self) -> tuple[Run, ...]:
        return tuple(self._slid(self._joined(_runs(*self._keys()))))

    def _keys(self) -> tuple[list[str], list[str]]:
        return [atom.key for atom in self.one], [atom.key for atom in self.other]

    def _joined(self, runs: Sequence[Run]) -> list[Run]:
        """Take for one change what only a small word parts, where words are replaced on either side of it."""
        found: list[Run] = []
        for a, b in runs:
            if found:
                last_a, last_b = found[-1]
                between = self.one[last_a.stop : a.start]
                small = len(between) <= 1 and all(not x.says and x.kind in ("word", "person") for x in between)
                if small and (last_a or a) and (last_b or b):
                    found[-1] = range(last_a.start, a.stop), range(last_b.start, b.stop)
                    continue
            found.append((a, b))
        return found

    def _slid(self, runs: list[Run]) -> list[Run]:
        for at, (a, b) in enumerate(runs):
            if bool(a) == bool(b):
                continue
            before = runs[at - 1] if at else (range(0), range(0))
            after = runs[at + 1] if at + 1 < len(runs) else (range(len(self.one), 0), range(len(self.other), 0))
            room = (
                min(a.start - before[0].stop, b.start - before[1].stop),
                min(after[0].start - a.stop, after[1].start - b.stop),
            )
            step = self._step(a, self.one, self.theirs, room) if a else self._step(b, self.other, self.ours, room)
            runs[at] = shifted(a, step), shifted(b, step)
        return runs

    @staticmethod
    def _step(run: range, whole: Sequence[Atom], text: ComparedText, room: tuple[int, int]) -> int:
        """Return by how much words that were only added or dropped are best slid, to where a phrase begins or ends.

        "A [and B] and C" and "A and [B and] C" say the same; so "... shared. [See the note.] Ask ..." is found rather
        than "... shared[. See the note]. Ask ...".
        """

        def score(step: int) -> tuple[int, int, int]:
            first, last = whole[run.start + step], whole[run.stop - 1 + step]
            opens = 2 * (first.kind in ("join", "condition") or first.value in ",(;") + (last.kind == "join")
            breaks = text.break_before(first.start) + text.break_before(last.end)
            return max(opens, breaks), opens + breaks, -abs(step)

        best, chosen = score(0), 0
        for direction, most in ((-1, room[0]), (1, room[1])):
            for taken in range(most):
                enters = run.start - 1 - taken if direction < 0 else run.stop + taken
                leaves = run.stop - 1 - taken if direction < 0 else run.start + taken
                if whole[enters].key != whole[leaves].key:
                    break
                step = direction * (taken + 1)
                if (found := score(step)) > best:
                    best, chosen = found, step
        return chosen


def shifted(places: range, step: int) -> range:
    """Return *places*, *step* further on."""
    return range(places.start + step, places.stop + step)


def _runs(one: Sequence[str], other: Sequence[str], depth: int = 0) -> list[Run]:
    """Return where two sequences differ, with as many as can be paired of what is equal in both.

    Sequences too long for that are first freed of what they begin and end with alike, and parted at what each has
    once; where there is nothing, nothing is paired.
    """
    if len(one) * len(other) > _LARGEST_TABLE:
        return _large_runs(one, other, depth)
    numbers: dict[str, int] = {}
    first = [numbers.setdefault(key, len(numbers)) for key in one]
    second = [numbers.setdefault(key, len(numbers)) for key in other]
    runs: list[Run] = []
    i = j = 0
    for block in Indel.opcodes(first, second).as_matching_blocks():  # the last one is empty, where both end
        if (i, j) != (block.a, block.b):
            runs.append((range(i, block.a), range(j, block.b)))
        i, j = block.a + block.size, block.b + block.size
    return runs


def _large_runs(one: Sequence[str], other: Sequence[str], depth: int) -> list[Run]:
    lead = _alike(one, other)
    trail = _alike(one[lead:][::-1], other[lead:][::-1])
    ends = len(one) - trail, len(other) - trail
    if lead or trail:
        inner = _runs(one[lead : ends[0]], other[lead : ends[1]], depth)
        return [(shifted(a, lead), shifted(b, lead)) for a, b in inner]
    anchors = _single(one, other) if depth < _DEEPEST else []
    if not anchors:
        return [(range(len(one)), range(len(other)))]
    runs: list[Run] = []
    i = j = 0
    for a, b in [*anchors, (len(one), len(other))]:
        runs += [(shifted(x, i), shifted(y, j)) for x, y in _runs(one[i:a], other[j:b], depth + 1)]
        i, j = a + 1, b + 1
    return runs


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words both begin with alike."""
    return next((at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))


def _single(one: Sequence[str], other: Sequence[str]) -> list[Places]:
    """Pair the words that both sides have once, as many as can be in order."""
    times, there = Counter(one), Counter(other)
    where = {key: at for at, key in enumerate(other) if there[key] == 1}
    common = [(at, where[key]) for at, key in enumerate(one) if times[key] == 1 and key in where]
    return [common[at] for at in longest_rising([place for _, place in common], [1] * len(common))]


def _note(bead: Bead, theirs: dict[int, int], ours: dict[int, int]) -> None:
    """Note the words of a moved sentence, each with the first word of it."""
    for words, noted in ((bead.theirs[0].words, theirs), (bead.ours[0].words, ours)):
        noted.update(dict.fromkeys(words, words.start))


def _paired_words(passage: Passage, theirs: ComparedText, ours: ComparedText) -> list[tuple[int, int]]:
    """Pair the equal words of atoms that are equal, in order, and equal words of what lies between these."""
    if not passage.bead.theirs or not passage.bead.ours:
        return []
    if passage.is_kept:
        return _equal_words(passage.bead.theirs[0].words, passage.bead.ours[0].words, theirs, ours)
    pairs: list[tuple[int, int]] = []
    i, j = passage.bead.theirs[0].words.start, passage.bead.ours[0].words.start
    for a, b in _single_words(passage):
        if a >= i and b >= j and theirs.norms[a] == ours.norms[b]:
            pairs += _equal_words(range(i, a), range(j, b), theirs, ours)
            pairs.append((a, b))
            i, j = a + 1, b + 1
    ends = passage.bead.theirs[-1].words.stop, passage.bead.ours[-1].words.stop
    return pairs + _equal_words(range(i, ends[0]), range(j, ends[1]), theirs, ours)


def _single_words(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the words that equal atoms outside the hunks begin with."""
    i = j = 0
    for a, b in [*passage.hunks, (range(len(passage.theirs), 0), range(len(passage.ours), 0))]:
        for one, other in zip(passage.theirs[i : a.start], passage.ours[j : b.start], strict=True):
            yield one.start, other.start
        i, j = a.stop, b.stop


def _equal_words(places: range, besides: range, theirs: ComparedText, ours: ComparedText) -> list[tuple[int, int]]:
    if not places or not besides:
        return []
    one, other = theirs.norms[places.start : places.stop], ours.norms[besides.start : besides.stop]
    if one == other:
        return list(zip(places, besides, strict=True))
    pairs: list[tuple[int, int]] = []
    i = j = 0
    for a, b in [*_runs(one, other), (range(len(one), 0), range(len(other), 0))]:
        pairs += zip(
            range(places.start + i, places.start + a.start),
            range(besides.start + j, besides.start + b.start),
            strict=True,
        )
        i, j = a.stop, b.stop
    return pairs


def _between(
    pairs: Sequence[tuple[int, int]],
    theirs: ComparedText,
    ours: ComparedText,
    out_theirs: Mapping[int, int],
    out_ours: Mapping[int, int],
) -> Iterator[Edit]:
    """Yield what lies between the pairs; moved sentences each by themselves, put first where they adjoin others."""
    last = (0, 0)
    for one, other in [*pairs, (len(theirs.words), len(ours.words))]:
        if last != (one, other):
            places, besides = range(last[0], one), range(last[1], other)
            yield from _parted(
                _stretches(places, out_theirs), _stretches(besides, out_ours), places.start, besides.start
            )
        last = one + 1, other + 1


def _stretches(places: range, out: Mapping[int, int]) -> list[tuple[range, bool]]:
    """Part *places* where moved sentences begin or end."""
    cuts = [at for at in places if at == places.start or out.get(at) != out.get(at - 1)]
    return [(range(start, end), start in out) for start, end in pairwise([*cuts, places.stop])]


def _parted(
    theirs: list[tuple[range, bool]], ours: list[tuple[range, bool]], their_at: int, our_at: int
) -> Iterator[Edit]:
    """Pair stretches that were not moved, one after the other; moved ones have nothing beside them."""
    while theirs or ours:
        if theirs and theirs[0][1]:
            run = theirs.pop(0)[0]
            yield Edit(run, range(our_at, our_at), moved=True)
            their_at = run.stop
        elif ours and ours[0][1]:
            run = ours.pop(0)[0]
            yield Edit(range(their_at, their_at), run, moved=True)
            our_at = run.stop
        else:
            one = theirs.pop(0)[0] if theirs else range(their_at, their_at)
            other = ours.pop(0)[0] if ours else range(our_at, our_at)
            yield Edit(one, other)
            their_at, our_at = one.stop, other.stop


def phrases(hunks: Sequence[Edit], theirs: ComparedText) -> tuple[tuple[Edit, ...], ...]:
    """Group what reads as one change: a replaced phrase is one, though a "with" in the middle stayed."""
    groups: list[list[Edit]] = []
    for hunk in hunks:
        groups.append([hunk])
        while len(groups) > 1 and _reads_as_one(groups[-2], groups[-1], theirs):
            last = groups.pop()
            groups[-1] += last
    return tuple(tuple(group) for group in groups)


def _reads_as_one(one: Sequence[Edit], other: Sequence[Edit], theirs: ComparedText) -> bool:
    """Whether the words between two changes are too few and too slight to keep them apart."""
    if one[-1].moved or other[0].moved or one[-1].alike or other[0].alike:
        return False
    gap = range(one[-1].theirs.stop, other[0].theirs.start)
    if len(gap) > 3 * _WIDEST_GAP:
        return False
    between = theirs.words[gap.start : gap.stop]
    if any(theirs.break_before(place) == SENTENCE for place in range(gap.start, gap.stop + 1)):
        return False
    count = word_count(between)
    sizes = _size(one), _size(other)
    if count > _WIDEST_GAP:
        return False
    common = theirs.language.words("common")
    if all(word.mark or word.norm.lower() in common for word in between):
        return count <= min(sizes)
    return 2 * count < sum(sizes)


def _size(group: Sequence[Edit]) -> int:
    return max(
        group[-1].theirs.stop - group[0].theirs.start,
        group[-1].ours.stop - group[0].ours.start,
    )
