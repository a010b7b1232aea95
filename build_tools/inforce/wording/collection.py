"""Finds words in many texts at once: where a quotation may come from, if not from where it says.

Nothing is worked out before it is asked for, and then once: searching is only paid for by what does not hold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from inforce.wording.compared_text import compared, word_count
from inforce.wording.origin import Nearness, differing_words
from inforce.wording.words import in_one_line, norms

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
