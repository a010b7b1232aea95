"""Passages of two editions are paired by their words, one to one, in a time that grows with the editions alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.compare.partners import Text, Weighed, joins, partners
from library_strategies import texts
from made_editions import MadeEditions, made_editions

_SAID = (
    "Ask before you share.", "Ask before you share!", "Do not share.", "Keep a record of what you decide and why.",
    "Keep a record of what you decide, when and why.", "Reserved.",
)  # fmt: skip
_editions = st.lists(
    st.builds(Text, st.sampled_from(list("abcdef")), st.sampled_from(_SAID) | texts),
    max_size=6,
    unique_by=lambda text: text.id,
)


def paired(old: list[Text], new: list[Text], declared: tuple[tuple[int, int], ...] = ()) -> dict[int, int]:
    return partners(old, new, Weighed.of(old, new), declared)


def by_id(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    olds, news = ([Text(*item) for item in side.items()] for side in (old, new))
    return {olds[one].id: news[other].id for one, other in paired(olds, news).items()}


@given(_editions, _editions)
@settings(deadline=None)
def test_partners_are_one_to_one(old, new):
    """No passage has two partners, and all of them are there."""
    found = paired(old, new)
    assert len(set(found.values())) == len(found)
    assert set(found) <= set(range(len(old)))
    assert set(found.values()) <= set(range(len(new)))


@given(_editions)
@settings(deadline=None)
def test_an_edition_is_paired_with_itself_passage_by_passage(edition):
    """Each with itself, twins too: where the words are the same the id decides."""
    assert paired(edition, edition[::-1]) == {at: len(edition) - 1 - at for at in range(len(edition))}


@given(_editions, _editions)
@settings(deadline=None)
def test_passages_are_found_whatever_they_are_called(old, new):
    """What stays word for word and has no twin, under a new id for every passage."""
    renamed = [replace(text, id=f"new-{text.id}") for text in new]
    said = [text.words for text in (*old, *new)]
    found = paired(old, renamed)
    for one, text in enumerate(old):
        if said.count(text.words) == 2 and text.words in [other.words for other in new]:
            assert renamed[found[one]].words == text.words


@given(_editions, _editions, st.data())
@settings(deadline=None)
def test_what_is_declared_is_paired_with_nothing_else(old, new, data):
    """Whatever the words say."""
    if not (old and new):
        return
    link = (data.draw(st.integers(0, len(old) - 1)), data.draw(st.integers(0, len(new) - 1)))
    found = paired(old, new, (link,))
    assert link[0] not in found
    assert link[1] not in found.values()


def test_a_namesake_with_other_words_is_no_partner():
    """Publishers give old numbers to new requirements."""
    old = {"1": "Lock the room and tell the manager.", "3": "Wash your hands before you eat."}
    new = {"1": "Wash your hands.", "3": "Lock the room and tell a manager."}
    assert by_id(old, new) == {"1": "3", "3": "1"}
    assert by_id({"1": "Lock the room."}, {"1": "Wash your hands before you eat."}) == {}


def test_between_twins_the_id_decides():
    """Two passages that say nearly the same, both changed in the same way."""
    old = {"1": "Check the seal of the red tank each week.", "2": "Check the seal of the blue tank each week."}
    new = {"2": "Check the seal of a tank each week or day.", "1": "Check the seal of a tank each week or month."}
    assert by_id(old, new) == {"1": "1", "2": "2"}


def test_of_two_that_are_as_near_to_one_neither_is_said_to_have_become_it():
    """Only a reader can tell which of them did; what is the same to the letter is sure."""
    near = {f"{name}": f"The {name} gate is locked at night by the guard on duty." for name in ("red", "blue")}
    new = {
        "gate": "At night a guard who walks round the house with a torch and a dog sees that the gate is locked.",
        "desk": "Ring the desk.",
    }
    assert by_id(near, new) == {}
    assert by_id({"red": near["red"]}, new) == {"red": "gate"}


def test_words_without_spaces_between_them_are_paired_too():
    """A script that does not part its words is read two letters at a time."""
    old = {"1": "共有する前に本人の同意を得てください。", "2": "決定とその理由を記録してください。"}
    new = {"1": "決定と理由と日付を記録してください。", "2": "情報を共有する前に本人の同意を得ること。"}
    assert by_id(old, new) == {"1": "2", "2": "1"}


def figures(made: MadeEditions) -> tuple[float, float]:
    """Return which share of the claims is right, and which share of the passages that live on was found."""
    found = paired(made.old, made.new)
    right = sum(made.right(one, other) for one, other in found.items())
    return right / len(found), sum(found.get(one) == other for one, other in made.moved.items()) / len(made.moved)


@pytest.mark.parametrize("seed", range(4))
def test_most_partners_are_right_and_most_are_found(seed):
    """On a renumbered standard of 300 passages: reworded, moved, merged, split, with twins beside them.

    Of the ids alone one in fifteen would be right.
    """
    right, found = figures(made_editions(300, seed))
    assert right >= 0.95
    assert found >= 0.97


def test_a_thousand_passages_are_paired_in_a_second():
    """With the figures of smaller editions; their product would take ten times as long."""
    made = made_editions(1000, 1)
    assert _seconds(made) < 4  # 0.4 s where nothing else runs
    right, found = figures(made)
    assert right >= 0.95
    assert found >= 0.97


def _seconds(made: MadeEditions) -> float:
    begun = time.process_time()
    paired(made.old, made.new)
    return time.process_time() - begun


def test_merges_and_splits_are_asked_about():
    """Of what is asked most is right; a question is no claim."""
    made = made_editions(600, 7)
    found = paired(made.old, made.new)
    asked = joins(Weighed.of(made.old, made.new), found, set(found.values()))
    merged = [made.merged.get(one) == other for one, other in asked.merged.items()]
    split = [other in made.split.get(one, ()) for other, one in asked.split.items()]
    assert sum(merged) >= 0.7 * len(merged) > 10
    assert sum(split) >= 0.7 * len(split) > 10
    assert not asked.merged.keys() & found.keys()
    assert not asked.split.keys() & set(found.values())


def test_the_seed_of_hashing_changes_nothing():
    """The same pairs in the same order under every PYTHONHASHSEED."""
    program = (
        "from made_editions import made_editions; from inforce.compare.partners import *; "
        "from inforce.compare.partners import joins; made = made_editions(120, 3); w = Weighed.of(made.old, made.new); "
        "found = partners(made.old, made.new, w); print(found, joins(w, found, set(found.values())))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }  # fmt: skip
    assert len(said) == 1
