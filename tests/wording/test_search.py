"""A quotation is found to the letter or not at all; a near match only explains."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.wording.origin import LongSource
from inforce.wording.words import norms, words
from wording.golden_rules import JULY_2018

law = settings(max_examples=100, deadline=None)

_DRAW = random.Random(7)  # noqa: S311 -- the same filler every time, and no secret
_WORDS = sorted({word for rule in JULY_2018 for word in rule.split()})
FILLER = " ".join(_DRAW.choice(_WORDS) for _ in range(3000))
SOURCE = LongSource("\n".join([FILLER[:9000], *JULY_2018, FILLER[9000:]]))
SOURCE_WORDS = words(SOURCE.text)


@law
@given(st.integers(0, len(SOURCE_WORDS) - 61), st.integers(1, 60))
def test_any_run_of_the_words_of_a_source_is_found_in_it(first: int, length: int) -> None:
    """However the lines of the quotation are broken."""
    run = SOURCE_WORDS[first : first + length]
    quotation = SOURCE.text[run[0].start : run[-1].end]
    for typeset in (quotation, quotation.replace(" ", "\n  ")):
        found = SOURCE.find(typeset)
        assert found
        assert norms(SOURCE.text[found.start : found.end]) == norms(quotation)


@law
@given(st.sampled_from(JULY_2018), st.data())
def test_no_run_with_a_word_changed_is_found_and_the_change_is_named(passage: str, data: st.DataObject) -> None:
    """The near match is the right place, and says what differs there and nothing else."""
    spelt = words(passage)
    at = data.draw(st.integers(4, len(spelt) - 5).filter(lambda place: not spelt[place].mark))
    quotation = passage[: spelt[at].start] + "heron" + passage[spelt[at].end :]
    assert SOURCE.find(quotation) is None
    near = SOURCE.nearest(quotation)
    assert near
    assert SOURCE.text[near.start : near.end] == passage
    assert [(found.theirs, found.ours) for found in near.differences] == [(spelt[at].text, "heron")]


def test_whole_words_are_found_and_parts_of_words_are_not() -> None:
    """The text "not share" does not stand in "cannot shared"."""
    source = LongSource("You cannot shared it. They may share it.")
    assert source.find("not share") is None
    assert source.find("may share") is not None
    assert source.find("May share") is None
    assert source.find("share it") == source.find("share\u00a0it")


@pytest.mark.parametrize("quotation", ["", "  ", "\u00ad"])
def test_nothing_is_not_found_anywhere(quotation: str) -> None:
    """An empty quotation proves nothing."""
    assert SOURCE.find(quotation) is None
    assert SOURCE.nearest(quotation) is None


def test_a_dropped_not_is_explained_as_a_reversal() -> None:
    """The quotation is refused, and the reason can be told."""
    near = SOURCE.nearest(JULY_2018[3].replace("do not have consent", "have consent"))
    assert near
    assert [(found.theirs, found.reverses) for found in near.differences] == [("do not", True)]


def test_words_that_are_nowhere_near_have_no_near_match() -> None:
    """Rather none than a random one."""
    assert SOURCE.nearest("herons eat small silver fishes at dawn") is None
    assert LongSource("").nearest("herons eat") is None
    assert LongSource("").find("herons eat") is None


def test_the_place_that_has_most_in_common_is_the_nearest_and_of_two_the_first() -> None:
    """A few words in a row elsewhere do not outweigh a whole sentence."""
    wide = "The heron eats small silver fishes at dawn and sleeps upon one leg all through the long day. " * 3
    sentence = "You must ask them before you share the record of a child with other staff."
    source = LongSource(f"Please ask them before you share toys. {wide}{sentence} {wide}{sentence}")
    near = source.nearest(sentence.replace("child", "pupil"))
    assert near is not None
    assert source.text[near.start : near.end] == sentence
    assert near.start == source.text.index(sentence)
    assert [(found.theirs, found.ours) for found in near.differences] == [("child", "pupil")]


def test_a_source_that_is_the_quotation_has_no_difference_from_it() -> None:
    """Nothing is cut off where nothing is left over."""
    near = LongSource("Ask them before you share.").nearest("Ask them before you share.")
    assert near is not None
    assert (near.start, near.end, near.differences) == (0, 26, ())


def test_a_quotation_that_stands_twice_is_found_where_it_stands_first() -> None:
    """One place is enough, and it is the same on every run."""
    found = LongSource("Ask first. Ask them before you share. Ask them before you share.").find("Ask them before")
    assert found is not None
    assert found.start == 11
