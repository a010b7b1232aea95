"""The door for programs: what a change of words does, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inforce.wording.compared_text import compared
from inforce.wording.language import ENGLISH
from inforce.wording.reasons import State
from inforce.wording.verdict import judge

_NAMES: Final = {
    None: "same",
    State.OTHERWISE: "otherwise",
    State.OTHER_WORDS: "other_words",
    State.MEANING: "meaning",
}


@dataclass(frozen=True)
class Reason:
    """Why a place is what it is said to be: *what* it touches, in which words, and where in both texts that stands.

    *old* and *new* are where it begins and ends in each text, in characters; None on the side that has nothing.
    """

    what: str
    verdict: str
    words: str
    old: tuple[int, int] | None
    new: tuple[int, int] | None


@dataclass(frozen=True)
class Comparison:
    """What came of comparing two texts.

    *verdict* is same (not a letter or a mark differs but for typesetting), otherwise (proven the same, written in
    another way), meaning (proven to touch the meaning) or other_words (a person has to decide).
    """

    verdict: str
    says_the_opposite: bool
    reasons: Sequence[Reason]


def compare(old: str, new: str, language: str = ENGLISH) -> Comparison:
    """Return what *new* changes of *old*, two texts in a *language*; without data for it, a person decides on words."""
    before, after = compared(old, language), compared(new, language)
    verdict = judge(before, after)
    reasons = tuple(
        Reason(
            one.what.value,
            _NAMES[one.state],
            one.words,
            before.offsets(one.theirs.start, one.theirs.stop) if one.theirs else None,
            after.offsets(one.ours.start, one.ours.stop) if one.ours else None,
        )
        for one in verdict.reasons
    )
    return Comparison(_NAMES[verdict.state], verdict.says_the_opposite, reasons)
