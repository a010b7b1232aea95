"""The door for programs says what a change of words does, and rests each reason on words of the two texts."""

from __future__ import annotations

import pytest

from inforce.api import Reason, compare


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("Lock it.", "Lock  it.", "same"),
        ("Give 5 mg.", "Give 5mg.", "otherwise"),
        ("Help the child.", "Assist the child.", "other_words"),
        ("Give 5 mg.", "Give 5 g.", "meaning"),
    ],
)
def test_there_are_three_states_and_the_same(old: str, new: str, verdict: str) -> None:
    """Nothing at all, written otherwise, other words, and the meaning."""
    assert compare(old, new).verdict == verdict


def test_each_reason_stands_where_it_says() -> None:
    """In characters of each text; None where the other side has something more."""
    old, new = "You must not wait. Ring the bell.", "You must wait. Ring the bell twice."
    found = compare(old, new)
    assert found.says_the_opposite
    assert found.reasons[0] == Reason("negation", "meaning", "not", (9, 12), None)
    (_, _, twice) = found.reasons
    assert (twice.what, twice.words) == ("how often", "twice")
    assert twice.new is not None
    assert new[slice(*twice.new)] == "twice"


def test_of_a_language_without_data_a_person_decides() -> None:
    """Whatever the words are."""
    assert compare("Warten Sie.", "Gehen Sie.", "de").verdict == "other_words"
