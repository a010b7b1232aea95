"""Lays two texts side by side as a reader's eye would: what stands in both, what was put for what, what was moved.

Words are paired by what is the same for all ways of writing them (`ComparedText.keys`), so that "base" and "Base"
stand side by side, and the difference between them can still be seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from rapidfuzz.distance import Indel

from inforce.wording.compared_text import SENTENCE, ComparedText, word_count
from inforce.wording.vocabulary import COMMON_WORDS

_SHORTEST_SENTENCE = 3  # words; shorter ones ("See below.") recur without having been moved
_LARGEST_TABLE = 200_000_000  # pairs of words; the exact alignment keeps one bit for each: 25 MB
_DEEPEST = 8
_WIDEST_GAP = 2  # words


@dataclass(frozen=True)
class Hunk:
    """Words of theirs, for which ours has other words; the words of a sentence that was *moved* stand elsewhere."""

    theirs: range
    ours: range
    moved: bool = False


Pair = tuple[int, int]
Moved = Mapping[int, int]
"""The words that were moved, each with the first word of its sentence."""


def align(theirs: ComparedText, ours: ComparedText) -> tuple[Hunk, ...]:
    """Return where *ours* has other words than *theirs*, in order; outside them word pairs with word."""
    anchors, moves = _whole_sentences(theirs, ours)
    out_theirs = {place: move.start for move, _ in moves for place in move}
    out_ours = {place: move.start for _, move in moves for place in move}
    pairs: list[Pair] = []
    last: Pair = (0, 0)
    end = range(len(theirs.keys), len(theirs.keys)), range(len(ours.keys), len(ours.keys))
    for one, other in [*anchors, end]:
        pairs += _paired(
            [place for place in range(last[0], one.start) if place not in out_theirs],
            [place for place in range(last[1], other.start) if place not in out_ours],
            theirs.keys,
            ours.keys,
        )
        pairs += zip(one, other, strict=True)
        last = one.stop, other.stop
    hunks = _between_pairs(pairs, len(theirs.keys), len(ours.keys), out_theirs, out_ours)
    return tuple(_slid(hunks, theirs, ours))


def _whole_sentences(theirs: ComparedText, ours: ComparedText) -> tuple[list[tuple[range, range]], ...]:
    """Pair sentences that stand once in each text; return those in the same order, and those that were moved."""
    if len(theirs.sentences) == 1 or len(ours.sentences) == 1:
        return [], []
    once_theirs, once_ours = _once(theirs), _once(ours)
    common = [(sentence, once_ours[said]) for said, sentence in once_theirs.items() if said in once_ours]
    kept = set(_longest_rising([other.start for _, other in common], [len(one) for one, _ in common]))
    return (
        [pair for place, pair in enumerate(common) if place in kept],
        [pair for place, pair in enumerate(common) if place not in kept],
    )


def _once(text: ComparedText) -> dict[tuple[str, ...], range]:
    """Return the sentences of some length that the text has once, by their words."""
    said = [(text.keys[sentence.start : sentence.stop], sentence) for sentence in text.sentences]
    times = Counter(keys for keys, _ in said)
    return {
        keys: sentence
        for keys, sentence in said
        if times[keys] == 1 and word_count(text.words[sentence.start : sentence.stop]) >= _SHORTEST_SENTENCE
    }


def _longest_rising(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Return the places of the rising run of *values* that weighs most; *values* are all different."""
    if all(one < other for one, other in pairwise(values)):
        return list(range(len(values)))
    ranks = {value: rank for rank, value in enumerate(sorted(values), start=1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(values) + 1)  # a binary indexed tree over the ranks: weight, place
    before: list[int] = []
    for place, value in enumerate(values):
        rank, heaviest = ranks[value], (0, -1)
        at = rank - 1
        while at:
            heaviest, at = max(heaviest, best[at]), at & (at - 1)
        before.append(heaviest[1])
        at = rank
        while at < len(best):
            best[at] = max(best[at], (heaviest[0] + weights[place], place))
            at += at & -at
    run: list[int] = []
    at, place = len(values), -1
    heaviest = (0, -1)
    while at:
        heaviest, at = max(heaviest, best[at]), at & (at - 1)
    place = heaviest[1]
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def _paired(
    theirs: Sequence[int], ours: Sequence[int], their_keys: Sequence[str], our_keys: Sequence[str], depth: int = 0
) -> list[Pair]:
    """Pair equal words at the places given, in order, as many as can be.

    Texts too long for that are first freed of what they begin and end with alike and parted at words that each has
    once; where there is none, nothing is paired.
    """
    if not theirs or not ours:
        return []
    if len(theirs) * len(ours) <= _LARGEST_TABLE:
        numbers: dict[str, int] = {}
        one = [numbers.setdefault(their_keys[place], len(numbers)) for place in theirs]
        other = [numbers.setdefault(our_keys[place], len(numbers)) for place in ours]
        return [
            (theirs[block.a + step], ours[block.b + step])
            for block in Indel.opcodes(one, other).as_matching_blocks()
            for step in range(block.size)
        ]
    if depth == _DEEPEST:
        return []
    if lead := _alike(zip(theirs, ours, strict=False), their_keys, our_keys):
        rest = _paired(theirs[len(lead) :], ours[len(lead) :], their_keys, our_keys, depth)
        return lead + rest
    if trail := _alike(zip(reversed(theirs), reversed(ours), strict=False), their_keys, our_keys)[::-1]:
        rest = _paired(theirs[: -len(trail)], ours[: -len(trail)], their_keys, our_keys, depth)
        return rest + trail
    anchors = _single_words(theirs, ours, their_keys, our_keys)
    pairs: list[Pair] = []
    last = (0, 0)
    for one_at, other_at in [*anchors, (len(theirs), len(ours))] if anchors else []:
        pairs += _paired(theirs[last[0] : one_at], ours[last[1] : other_at], their_keys, our_keys, depth + 1)
        if one_at < len(theirs):
            pairs.append((theirs[one_at], ours[other_at]))
        last = one_at + 1, other_at + 1
    return pairs


def _alike(pairs: Iterable[Pair], their_keys: Sequence[str], our_keys: Sequence[str]) -> list[Pair]:
    """Return the pairs up to the first that differs."""
    return list(takewhile(lambda pair: their_keys[pair[0]] == our_keys[pair[1]], pairs))


def _single_words(
    theirs: Sequence[int], ours: Sequence[int], their_keys: Sequence[str], our_keys: Sequence[str]
) -> list[Pair]:
    times_theirs = Counter(their_keys[place] for place in theirs)
    times_ours = Counter(our_keys[place] for place in ours)
    where = {our_keys[place]: at for at, place in enumerate(ours) if times_ours[our_keys[place]] == 1}
    common = [
        (at, where[their_keys[place]])
        for at, place in enumerate(theirs)
        if times_theirs[their_keys[place]] == 1 and their_keys[place] in where
    ]
    return [common[place] for place in _longest_rising([other for _, other in common], [1] * len(common))]


def _between_pairs(
    pairs: Sequence[Pair], their_count: int, our_count: int, out_theirs: Moved, out_ours: Moved
) -> list[Hunk]:
    """Return what lies between the pairs; moved sentences each by themselves, put first where they adjoin others."""
    hunks: list[Hunk] = []
    last = (0, 0)
    for one, other in [*pairs, (their_count, our_count)]:
        if last != (one, other):
            theirs, ours = range(last[0], one), range(last[1], other)
            hunks += _parted(_runs(theirs, out_theirs), _runs(ours, out_ours), theirs.start, ours.start)
        last = one + 1, other + 1
    return hunks


def _runs(places: range, out: Moved) -> list[tuple[range, bool]]:
    """Part *places* where moved sentences begin or end."""
    cuts = [at for at in places if at == places.start or out.get(at) != out.get(at - 1)]
    return [(range(start, end), start in out) for start, end in pairwise([*cuts, places.stop])]


def _parted(theirs: list[tuple[range, bool]], ours: list[tuple[range, bool]], their_at: int, our_at: int) -> list[Hunk]:
    """Pair runs that were not moved, one after the other; moved ones have nothing beside them."""
    hunks: list[Hunk] = []
    while theirs or ours:
        if theirs and theirs[0][1]:
            run = theirs.pop(0)[0]
            hunks.append(Hunk(run, range(our_at, our_at), moved=True))
            their_at = run.stop
        elif ours and ours[0][1]:
            run = ours.pop(0)[0]
            hunks.append(Hunk(range(their_at, their_at), run, moved=True))
            our_at = run.stop
        else:
            one = theirs.pop(0)[0] if theirs else range(their_at, their_at)
            other = ours.pop(0)[0] if ours else range(our_at, our_at)
            hunks.append(Hunk(one, other))
            their_at, our_at = one.stop, other.stop
    return hunks


def _slid(hunks: Sequence[Hunk], theirs: ComparedText, ours: ComparedText) -> list[Hunk]:
    """Put words that were only added or only left out where a phrase begins or ends, if they can be slid there.

    "A [and B] and C" and "A and [B and] C" say the same; so "… shared. [See the note.] Ask …" is found rather than
    "… shared[. See the note]. Ask …".
    """
    found: list[Hunk] = []
    for place, hunk in enumerate(hunks):
        before = found[-1] if found else Hunk(range(0), range(0))
        after = hunks[place + 1] if place + 1 < len(hunks) else None
        room = (
            min(hunk.theirs.start - before.theirs.stop, hunk.ours.start - before.ours.stop),
            (after.theirs.start if after else len(theirs.keys)) - hunk.theirs.stop,
        )
        if hunk.moved or bool(hunk.theirs) == bool(hunk.ours):
            found.append(hunk)
        elif hunk.theirs:
            step = _best_step(hunk.theirs, hunk.ours.start, theirs, ours, room)
            found.append(_shifted(hunk, step))
        else:
            step = _best_step(hunk.ours, hunk.theirs.start, ours, theirs, room)
            found.append(_shifted(hunk, step))
    return found


def _shifted(hunk: Hunk, step: int) -> Hunk:
    return Hunk(
        range(hunk.theirs.start + step, hunk.theirs.stop + step), range(hunk.ours.start + step, hunk.ours.stop + step)
    )


def _best_step(run: range, beside: int, text: ComparedText, other: ComparedText, room: tuple[int, int]) -> int:
    """Return by how many words *run* of *text*, which *other* has not got at *beside*, is best slid."""

    def differs(place: int, there: int) -> int:
        return text.norms[place] != other.norms[there]

    def score(step: int, unequal: int) -> tuple[int, int, int]:
        begins, ends = text.breaks[run.start + step], text.breaks[run.stop + step]
        return -unequal, begins + ends, -abs(step)

    best, chosen = score(0, 0), 0
    for direction, most in ((-1, room[0]), (1, room[1])):
        unequal = 0
        for taken in range(most):
            # the word that leaves the run at one end and the word that enters it at the other
            first = run.start - 1 - taken if direction < 0 else run.start + taken
            last = run.stop - 1 - taken if direction < 0 else run.stop + taken
            if text.keys[first] != text.keys[last]:
                break
            there = beside - 1 - taken if direction < 0 else beside + taken
            left, entered = (last, first) if direction < 0 else (first, last)
            unequal += differs(left, there) - differs(entered, there)
            if (found := score(direction * (taken + 1), unequal)) > best:
                best, chosen = found, direction * (taken + 1)
    return chosen


def phrases(hunks: Sequence[Hunk], theirs: ComparedText) -> tuple[tuple[Hunk, ...], ...]:
    """Group what reads as one change: a replaced phrase is one, though a "with" in the middle stayed."""
    groups: list[list[Hunk]] = []
    for hunk in hunks:
        groups.append([hunk])
        while len(groups) > 1 and _reads_as_one(groups[-2], groups[-1], theirs):
            last = groups.pop()
            groups[-1] += last
    return tuple(tuple(group) for group in groups)


def _reads_as_one(one: Sequence[Hunk], other: Sequence[Hunk], theirs: ComparedText) -> bool:
    """Whether the words between two changes are too few and too slight to keep them apart."""
    if one[-1].moved or other[0].moved:
        return False
    gap = range(one[-1].theirs.stop, other[0].theirs.start)
    between = theirs.words[gap.start : gap.stop]
    if any(theirs.breaks[place] == SENTENCE for place in range(gap.start, gap.stop + 1)):
        return False
    count = word_count(between)
    sizes = _size(one), _size(other)
    if count > _WIDEST_GAP:
        return False
    if all(word.mark or word.norm.lower() in COMMON_WORDS for word in between):
        return count <= min(sizes)
    return 2 * count < sum(sizes)


def _size(group: Sequence[Hunk]) -> int:
    return max(
        group[-1].theirs.stop - group[0].theirs.start,
        group[-1].ours.stop - group[0].ours.start,
    )
