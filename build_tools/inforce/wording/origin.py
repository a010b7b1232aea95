"""Where words come from: which text has them, to the letter or nearest to it.

Nothing is worked out before it is asked for, and then once: searching is only paid for by what does not hold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from inforce.wording.alignment import align
from inforce.wording.compared_text import ComparedText, compared, word_count
from inforce.wording.departures import Difference, differences
from inforce.wording.language import ENGLISH
from inforce.wording.words import Word, in_one_line, norms, words

_WORDS_OF_CONTEXT = 2
_LONGEST_PART = 60  # words looked for at once; longer parts are put together from these
MOST_PARTED = 500
"""How many words and marks in a row are parted where no text has them all."""

_EDGE = "\n"  # stands where a passage begins and ends; no text has it as a word


class Part(NamedTuple):
    """Words of a difference, and the texts in which they stand in the same surroundings.

    *words* are as the rule has them; where the rule leaves words out, they are empty, and *texts* are those that
    leave them out at the same place.
    """

    words: str
    texts: tuple[str, ...]


def origins(difference: Difference, texts: Mapping[str, Sequence[str]]) -> tuple[Part, ...]:
    """Return where the words of ours at *difference* come from, part by part, in order.

    *texts* are the passages of each text that may be the origin. Words stand in a text when they stand in one of its
    passages whole, capitals included, with at least two words before or behind them as in the rule. Where no text
    has them all, they are parted: "1998," may have its year from one text and its comma from none. Hundreds of words
    that no text has are not: nobody would read where each of them comes from.
    """
    rule = difference.rule
    lines = {name: _passages_in_lines(tuple(passages)) for name, passages in texts.items()}
    whole = _standing(rule, difference.ours_words, lines)
    if whole or not difference.ours or len(difference.ours_words) > MOST_PARTED:
        return (Part(difference.ours, whole),)
    return tuple(_parts(rule, difference.ours_words, lines))


@lru_cache(maxsize=16)  # asked for once for each difference from the same texts
def _passages_in_lines(passages: tuple[str, ...]) -> str:
    return "".join(f" {_EDGE}{in_one_line(passage)}{_EDGE} " for passage in passages)


def _parts(rule: ComparedText, places: range, lines: Mapping[str, str]) -> Iterator[Part]:
    """Part *places* into the longest runs that some text has, and what lies between them."""
    none_from = places.start
    for run, found in _runs(rule, places, lines):
        if none_from < run.start:
            yield Part(rule.between(none_from, run.start), ())
        yield Part(rule.between(run.start, run.stop), found)
        none_from = run.stop
    if none_from < places.stop:
        yield Part(rule.between(none_from, places.stop), ())


def _runs(rule: ComparedText, places: range, lines: Mapping[str, str]) -> list[tuple[range, tuple[str, ...]]]:
    """Find the longest runs of words that some text has; two that stand there side by side are one."""
    runs: list[tuple[range, tuple[str, ...]]] = []
    start = places.start
    while start < places.stop:
        end, found = _longest(rule, start, places.stop, lines)
        if found and runs and runs[-1][0].stop == start:
            joined = range(runs[-1][0].start, end)
            said = f" {' '.join(rule.norms[joined.start : joined.stop])} "
            if both := tuple(name for name in found if name in runs[-1][1] and said in lines[name]):
                runs[-1] = joined, both
            else:
                runs.append((range(start, end), found))
        elif found:
            runs.append((range(start, end), found))
        start = max(end, start + 1)
    return runs


def _longest(rule: ComparedText, start: int, stop: int, lines: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """Return where the longest run from *start* ends that stands in some text as it does in the rule, and in which."""
    furthest = start
    while furthest < min(stop, start + _LONGEST_PART):
        said = f" {' '.join(rule.norms[start : furthest + 1])} "
        if not any(said in line for line in lines.values()):
            break
        furthest += 1
    for end in range(furthest, start, -1):
        if word_count(rule.words[start:end]) and (found := _standing(rule, range(start, end), lines)):
            return end, found
    return start, ()


def _standing(rule: ComparedText, places: range, lines: Mapping[str, str]) -> tuple[str, ...]:
    """Return the texts in which the words at *places* stand as they do in the rule."""
    before, after = _context(rule, places.start, -1), _context(rule, places.stop, 1)
    said = rule.norms[places.start : places.stop]
    if said:
        full = [(*before.words, *said)] * before.full + [(*said, *after.words)] * after.full
        wanted = full or [(*before.words, *said, *after.words)]
    else:
        wanted = [(*before.words, *[_EDGE] * before.edge, *[_EDGE] * after.edge, *after.words)]
    return tuple(name for name, line in lines.items() if any(f" {' '.join(run)} " in line for run in wanted))


class _Context(NamedTuple):
    """Words on one side of a place; whether they are as many as are asked for; whether the text ends right here."""

    words: tuple[str, ...]
    full: bool
    edge: bool


def _context(rule: ComparedText, place: int, step: int) -> _Context:
    """Take words from *place* on, and the marks between, until there are enough of them or the text ends."""
    at, taken, last = place, 0, 0 if step < 0 else len(rule.words)
    while at != last and taken < _WORDS_OF_CONTEXT:
        taken += not rule.words[at + min(step, 0)].mark
        at += step
    start, end = sorted((place, at))
    return _Context(rule.norms[start:end], taken == _WORDS_OF_CONTEXT, place == last)


@dataclass(frozen=True, order=True)
class Nearness:
    """How many words of a rule differ from a text."""

    words: int
    text: str


def nearest(rule: str, candidates: Mapping[str, str]) -> tuple[Nearness, ...]:
    """Return how near *rule* is to each candidate, the nearest first; equals in the order given."""
    found = [Nearness(differing_words(passage, rule), name) for name, passage in candidates.items()]
    return tuple(sorted(found, key=lambda nearness: nearness.words))


def differing_words(passage: str, rule: str) -> int:
    """Return how many words would have to be written anew, added or struck out; marks do not count."""
    theirs, ours = compared(passage), compared(rule)
    if theirs.norms == ours.norms:
        return 0
    return sum(
        max(
            word_count(theirs.words[hunk.theirs.start : hunk.theirs.stop]),
            word_count(ours.words[hunk.ours.start : hunk.ours.stop]),
        )
        for hunk in align(theirs, ours).hunks
    )


def mixture(rule: str, candidates: Mapping[str, str]) -> tuple[str, ...]:
    """Return the candidates of whose words *rule* is a mixture that none of them has; empty where it is none.

    A candidate is part of the mixture when it has three words in a row of the rule that no other candidate has.
    """
    if any(not differences(passage, rule) for passage in candidates.values()):
        return ()
    held = {name: _runs_of_three(passage) for name, passage in candidates.items()}
    having = [[name for name, runs in held.items() if run in runs] for run in _runs_of_three(rule)]
    own = {names[0] for names in having if len(names) == 1}
    return tuple(name for name in candidates if name in own) if len(own) > 1 else ()


def _runs_of_three(text: str) -> frozenset[tuple[str, ...]]:
    """Return every three words and marks of *text* that stand in a row."""
    said = compared(text).norms
    return frozenset(zip(said, said[1:], said[2:], strict=False))


_SEED = 4  # words that have to stand together to be looked for
_SEEDS = 16  # of one text; they are spread over it
_LEAST_VOTES = 2
_CANDIDATES = 5
_MOST_PLACES = 20  # words that stand in more texts than that say nothing of where they come from


@dataclass(frozen=True)
class Collection:
    """Texts that are searched together; each is known by its position."""

    texts: tuple[str, ...]

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(f"{in_one_line(text)}\n" for text in self.texts)

    @cached_property
    def _all(self) -> str:
        return "".join(self._lines)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) for line in self._lines)][:-1]

    def holding(self, words: str) -> tuple[int, ...]:
        """Return the texts in which *words* stand whole, in order and with none between."""
        return self._holding(norms(words))

    def _holding(self, said: list[str]) -> tuple[int, ...]:
        run = f" {' '.join(said)} "
        found: list[int] = []
        at = self._all.find(run)
        while at >= 0 and len(found) < _MOST_PLACES:
            found.append(bisect_right(self._starts, at) - 1)
            at = self._all.find(run, self._starts[found[-1]] + len(self._lines[found[-1]]))
        return tuple(found)

    def nearest(self, text: str) -> tuple[Nearness, int] | None:
        """Return the text that has most in common with *text* and its position; None where nothing speaks for any."""
        said = list(compared(text).norms)
        last = max(0, len(said) - _SEED)
        votes: Counter[int] = Counter()
        for start in sorted({last * step // (_SEEDS - 1) for step in range(_SEEDS)}):
            votes.update(self._holding(said[start : start + _SEED]))
        likely = [at for at, count in votes.most_common(_CANDIDATES) if count >= _LEAST_VOTES]
        found = [(Nearness(differing_words(self.texts[at], text), self.texts[at]), at) for at in likely]
        best = min(found, key=lambda one: (one[0].words, one[1]), default=None)
        return best if best and 2 * best[0].words < word_count(compared(text).words) else None


_QUOTATION_SEEDS = (4, 2)  # words that have to stand together to be looked for: few first, fewer where none is found
_MOST_QUOTATION_PLACES = 50  # of one seed; one that stands in more says nothing
_MARGIN = 8


class Found(NamedTuple):
    """Where in the source the words stand: its text from *start* to *end*."""

    start: int
    end: int


class NearMatch(NamedTuple):
    """The place that a quotation most likely means, and how it differs from that. It explains; it proves nothing."""

    start: int
    end: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class LongSource:
    """A source without located passages, made ready to be searched many times."""

    text: str
    language: str = ENGLISH

    @cached_property
    def _line(self) -> str:
        return in_one_line(self.text)

    @cached_property
    def _words(self) -> tuple[Word, ...]:
        return words(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the line each word begins."""
        starts, at = [], 1
        for word in self._words:
            starts.append(at)
            at += len(word.norm) + 1
        return starts

    def find(self, quotation: str) -> Found | None:
        """Return the first place where all words of *quotation* stand, in order and with none between."""
        wanted = in_one_line(quotation)
        at = self._line.find(wanted) if wanted.strip() else -1
        if at < 0:
            return None
        first = bisect_right(self._starts, at + 1) - 1
        return self._span(first, first + len(norms(quotation)))

    def nearest(self, quotation: str) -> NearMatch | None:
        """Return the place that has most in common with *quotation*; None where nothing speaks for any."""
        said = compared(quotation).norms
        for seed in _QUOTATION_SEEDS:
            if votes := self._votes(said, seed):
                return self._compare(quotation, len(said), max(votes, key=lambda at: (votes[at], -at)))
        return None

    def _votes(self, said: tuple[str, ...], seed: int) -> Counter[int]:
        """Count for each place, in steps of a margin, the seeds that say that the quotation begins near it."""
        votes: Counter[int] = Counter()
        for offset in range(len(said) - seed + 1):
            run = f" {' '.join(said[offset : offset + seed])} "
            at = self._line.find(run)
            for _ in range(_MOST_QUOTATION_PLACES):
                if at < 0:
                    break
                begins = bisect_right(self._starts, at + 1) - 1 - offset
                votes[begins // _MARGIN] += 1
                votes[begins // _MARGIN + 1] += 1
                at = self._line.find(run, at + 1)
        return votes

    def _compare(self, quotation: str, length: int, vote: int) -> NearMatch:
        """Compare with the window around the place, then cut off what only the window has at either end."""
        first = max(0, (vote - 1) * _MARGIN)
        last = min(len(self._words), (vote + 1) * _MARGIN + length + _MARGIN)
        window = self._span(first, last)
        found = differences(self.text[window.start : window.end], quotation, self.language)
        lead = len(found[0].theirs_words) if found and not found[0].ours and not found[0].theirs_words.start else 0
        trail = found[-1] if found else None
        tail = len(trail.theirs_words) if trail and not trail.ours and trail.theirs_words.stop == last - first else 0
        if first + lead < last - tail:
            window = self._span(first + lead, last - tail)
        return NearMatch(
            window.start, window.end, differences(self.text[window.start : window.end], quotation, self.language)
        )  # fmt: skip

    def _span(self, first: int, last: int) -> Found:
        return Found(self._words[first].start, self._words[last - 1].end)
