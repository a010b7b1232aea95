"""A long run of words in the length that a headline has room for; what carries meaning is left out last."""

from __future__ import annotations

from itertools import pairwise

from inforce.wording.compared_text import ComparedText, compared

_MOST = 150  # words and marks that are quoted whole: more than nearly every rule has
_FIRST, _LAST = 60, 20
_LEFT_OUT = " \u2026 "
_ORDINARY = frozenset({"word", "mark", "join", "direction", "person"})


def shortened(text: str) -> str:
    """Return *text*; of a very long one, in one line, its first and last words and what carries meaning between."""
    one = compared(text)
    return shortened_run(one, range(len(one.words))) if len(one.words) > _MOST else text


def shortened_run(text: ComparedText, places: range) -> str:
    """Return the words of *text* at *places* in one line, shortened where they are very many.

    "\u2026" stands for words that were left out. Of those between the first and the last, the places that carry
    meaning are kept, each with a word on either side, as many as there is room for.
    """
    kept = set(places)
    if len(places) > _MOST:
        kept = {*places[:_FIRST], *places[-_LAST:]}
        for found in (atom for atom in text.atoms if atom.kind not in _ORDINARY):
            beside = range(max(found.start - 1, places.start), min(found.end + 1, places.stop))
            if len(kept.union(beside)) > _MOST:
                break
            kept.update(beside)
    ordered = sorted(kept)
    cuts = [0, *(at for at, (one, other) in enumerate(pairwise(ordered), start=1) if other > one + 1), len(ordered)]
    runs = [text.between(ordered[start], ordered[end - 1] + 1) for start, end in pairwise(cuts) if start < end]
    return _LEFT_OUT.join(" ".join(run.split()) for run in runs)
