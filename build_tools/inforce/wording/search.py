"""Finds a quotation in a long source to the letter; and where it is not there, the place that it most likely means."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from inforce.wording.compared_text import compared
from inforce.wording.departures import Difference, differences
from inforce.wording.language import ENGLISH
from inforce.wording.words import Word, in_one_line, norms, words

_SEEDS = (4, 2)  # words that have to stand together to be looked for: few first, fewer where none is found
_MOST_PLACES = 50  # of one seed; one that stands in more says nothing
_MARGIN = 8


@dataclass(frozen=True)
class Found:
    """Where in the source the words stand: its text from *start* to *end*."""

    start: int
    end: int


@dataclass(frozen=True)
class NearMatch:
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
        for seed in _SEEDS:
            if votes := self._votes(said, seed):
                return self._compare(quotation, len(said), max(votes, key=lambda at: (votes[at], -at)))
        return None

    def _votes(self, said: tuple[str, ...], seed: int) -> Counter[int]:
        """Count for each place, in steps of a margin, the seeds that say that the quotation begins near it."""
        votes: Counter[int] = Counter()
        for offset in range(len(said) - seed + 1):
            run = f" {' '.join(said[offset : offset + seed])} "
            at = self._line.find(run)
            for _ in range(_MOST_PLACES):
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
