"""What is a change of meaning, and what is none: real sentence pairs, half of them near misses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from inforce.wording.departures import DepartureClass, differences

ORDER = list(DepartureClass)


@dataclass(frozen=True)
class SentencePair:
    """What the source says, what the rule says, and the class of the change with what it touches."""

    theirs: str
    ours: str
    kind: DepartureClass
    touches: str
    reverses: bool


def sentence_pairs() -> list[SentencePair]:
    pairs: list[SentencePair] = []
    kind, touches, reverses = DepartureClass.WORDING, "", False
    for line in Path(__file__).with_name("sentence_pairs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name, _, rest = line.removeprefix("== ").partition(": ")
            kind, reverses = DepartureClass(name), rest.endswith(", reverses")
            touches = rest.removesuffix(", reverses")
        elif " => " in line and not line.startswith("#"):
            theirs, ours = line.split(" => ")
            pairs.append(SentencePair(theirs, ours, kind, touches, reverses))
    return pairs


PAIRS = sentence_pairs()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.theirs} => {pair.ours}")
def test_a_pair_of_sentences_is_classed_as_a_reader_would(pair: SentencePair) -> None:
    """The weightiest class among its differences, what that touches, and whether it turns the meaning round."""
    found = differences(pair.theirs, pair.ours)
    assert found
    assert max((difference.kind for difference in found), key=ORDER.index) is pair.kind
    touched = {str(touch.kind) for difference in found for touch in difference.touches}
    assert (pair.touches in touched) == bool(pair.touches)
    assert any(difference.reverses for difference in found) == pair.reverses


def test_at_least_half_of_the_pairs_are_near_misses() -> None:
    """A table of alarms alone would be met by calling everything a change of meaning."""
    near_misses = [pair for pair in PAIRS if pair.kind is not DepartureClass.MEANING]
    assert len(PAIRS) >= 150
    assert len(near_misses) * 2 >= len(PAIRS)
    assert len(set(PAIRS)) == len(PAIRS)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.theirs} => {pair.ours}")
def test_a_change_weighs_the_same_in_both_directions(pair: SentencePair) -> None:
    """Taking a word out matters as much as putting it in."""
    there, back = differences(pair.theirs, pair.ours), differences(pair.ours, pair.theirs)
    assert max(ORDER.index(found.kind) for found in there) == max(ORDER.index(found.kind) for found in back)
    assert any(found.reverses for found in there) == any(found.reverses for found in back)
