"""Which of the departures that an editor declared accounts for which difference: each for one place and no other."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence

from inforce.wording.alignment import shifted
from inforce.wording.departures import Difference
from inforce.wording.words import norms

Pair = tuple[str, str]
"""What was declared: the words of ours and the words of theirs, as an editor writes them."""
Norms = Sequence[str]


def match_declarations(differences: Sequence[Difference], declared: Sequence[Pair]) -> tuple[int | None, ...]:
    """Return for each difference the position of the declared pair that accounts for it, or None.

    A pair is (ours, theirs) as an editor writes it: the words that differ, with or without words on either side
    that both texts share and that stand there. Words are held equal as in comparing, capitals included. One pair
    accounts for one place; pairs are dealt out so that as many places as possible are accounted for.
    """
    positions: dict[Pair, deque[int]] = {}
    for at, pair in enumerate(declared):
        positions.setdefault(pair, deque()).append(at)
    choices = _choices(differences, list(positions))
    dealt = _bipartite_matching(choices, {pair: len(places) for pair, places in positions.items()})
    return tuple(None if pair is None else positions[pair].popleft() for pair in dealt)


def _choices(differences: Sequence[Difference], pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Return for each difference the pairs that could account for it."""
    alike: dict[_Balance, list[tuple[Pair, Norms, Norms]]] = {}
    for pair in pairs:
        ours, theirs = (tuple(norms(words)) for words in pair)
        alike.setdefault(_balance(ours, theirs), []).append((pair, ours, theirs))
    choices: list[list[Pair]] = []
    for difference in differences:
        to_the_letter = (difference.ours, difference.theirs)
        found = [
            pair
            for pair, ours, theirs in alike.get(_balance(*_norms_of(difference)), ())
            if _fits(difference, ours, theirs)
        ]
        choices.append(sorted(found, key=lambda pair: pair != to_the_letter))  # that one first
    return choices


_Balance = frozenset[tuple[str, int]]


def _balance(ours: Norms, theirs: Norms) -> _Balance:
    """Return which words one side has more often: the same for all ways of declaring one difference.

    Only pairs of equal balance are held against a difference word by word, so that a thousand declared departures
    do not take a million comparisons.
    """
    times = Counter(ours)
    times.subtract(theirs)
    return frozenset((word, count) for word, count in times.items() if count)


def _norms_of(difference: Difference) -> tuple[Norms, Norms]:
    ours, theirs = difference.ours_words, difference.theirs_words
    return difference.rule.norms[ours.start : ours.stop], difference.passage.norms[theirs.start : theirs.stop]


def _bipartite_matching(choices: Sequence[Sequence[Pair]], times: Mapping[Pair, int]) -> list[Pair | None]:
    """Give as many differences as can be one of their *choices* each, no pair to more of them than *times* says.

    A difference for which no pair is left has another give up its own, where that one finds a further choice.
    """
    given: list[Pair | None] = [None] * len(choices)
    holders: dict[Pair, set[int]] = {pair: set() for pair in times}
    exhausted: set[Pair] = set()  # nobody who holds these finds another, now or later
    for difference in range(len(choices)):
        asked_by: dict[Pair, int] = {}
        waiting = deque([difference])
        free: Pair | None = None
        while waiting and free is None:
            asking = waiting.popleft()
            for pair in choices[asking]:
                if pair in asked_by or pair in exhausted:
                    continue
                asked_by[pair] = asking
                if len(holders[pair]) < times[pair]:
                    free = pair
                    break
                waiting += holders[pair]
        if free is None:
            exhausted.update(asked_by)
        while free is not None:
            taker = asked_by[free]
            holders[free].add(taker)
            given[taker], free = free, given[taker]
            if free is not None:
                holders[free].discard(taker)
    return given


def _fits(difference: Difference, ours: Norms, theirs: Norms) -> bool:
    """Whether a declared pair says this difference and nothing else, its shared words standing on either side."""
    rule, passage = difference.rule.norms, difference.passage.norms
    for their_words, our_words in _settings(difference, passage, rule):
        spare = len(ours) - len(our_words)
        for lead in range(min(spare, our_words.start, their_words.start) + 1):
            our_start, their_start = our_words.start - lead, their_words.start - lead
            if (
                ours[:lead] == theirs[:lead]
                and ours[lead + len(our_words) :] == theirs[lead + len(their_words) :]
                and rule[our_start : our_start + len(ours)] == ours
                and passage[their_start : their_start + len(theirs)] == theirs
            ):
                return True
    return False


def _settings(difference: Difference, passage: Norms, rule: Norms) -> Iterator[tuple[range, range]]:
    """Yield the places at which the difference can be said to stand: "A [and B] and C" is "A and [B and] C"."""
    theirs, ours = difference.theirs_words, difference.ours_words
    yield theirs, ours
    if bool(theirs) == bool(ours):
        return
    text, run = (passage, theirs) if theirs else (rule, ours)
    for step in (-1, 1):
        moved = 0
        while True:
            start, stop = run.start + moved, run.stop + moved
            leaving, entering = (stop - 1, start - 1) if step < 0 else (start, stop)
            if not 0 <= entering < len(text) or text[leaving] != text[entering]:
                break
            moved += step
            yield shifted(theirs, moved), shifted(ours, moved)
