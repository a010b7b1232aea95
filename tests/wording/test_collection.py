"""Words that the cited source does not have are found in whatever other text has them, to the word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.wording.origin import Collection, differing_words
from inforce.wording.words import norms
from wording.golden_rules import JULY_2018, MARCH_2015
from wording.texts import texts

RULES = Collection((*JULY_2018, *MARCH_2015))


@given(st.lists(texts, max_size=6), st.data())
@settings(max_examples=80, deadline=None)
def test_every_run_of_words_is_found_in_the_text_that_it_was_taken_from(held, data):
    """And in no text that does not have it."""
    collection = Collection(tuple(held))
    for at, text in enumerate(held):
        said = norms(text)
        if not said:
            continue
        start = data.draw(st.integers(0, len(said) - 1))
        run = said[start : data.draw(st.integers(start + 1, len(said)))]
        found = collection.holding(" ".join(run))
        if norms(" ".join(run)) == run:
            assert at in found
    for other in collection.holding("share information"):
        assert "share information" in " ".join(norms(held[other]))


def test_nothing_is_found_across_texts_nor_within_words():
    """Two texts beside each other have no words in common run."""
    collection = Collection(("Ask before you share.", "You may be asked."))
    assert collection.holding("share. You may") == ()
    assert collection.holding("be ask") == ()
    assert collection.holding("") == ()
    assert collection.holding("you share") == (0,)
    assert Collection(()).holding("you share") == ()


def test_words_that_stand_in_every_text_are_not_looked_for_without_end():
    """So many places say nothing of where words come from."""
    assert Collection(("Ask first.",) * 1000).holding("Ask first.") == tuple(range(20))


def test_a_rule_is_nearest_to_the_rule_that_it_was_made_from():
    """Each rule of the guidance with a few words changed is told from all the others, with the count of words."""
    for at, rule in enumerate(JULY_2018):
        assert RULES.nearest(rule) is not None
        found, place = RULES.nearest(rule) or (None, None)
        assert found
        assert (found.words, RULES.texts[place or 0]) == (0, rule)
        changed = rule.replace("information", "data", 1)
        near, place = RULES.nearest(changed) or (None, None)
        assert near
        assert place is not None
        assert (near.words, place % len(JULY_2018)) == (int(changed != rule), at)


def test_nothing_is_near_to_what_has_little_in_common():
    """A guess that is wrong for every second word is none."""
    assert RULES.nearest("Bring a coat.") is None
    assert RULES.nearest("") is None
    assert Collection(()).nearest("Ask before you share.") is None
    half = "Seek advice from other practitioners about the bus that goes to town and when it does and who pays for it."
    assert RULES.nearest(half) is None


def test_a_text_is_near_while_fewer_than_half_of_its_words_differ():
    """Six of fifteen is near, seven of fourteen is not."""
    passage = "Seek advice from other practitioners if you are in any doubt about sharing the information"
    changed = "Seek advice from other practitioners if you are in rain or snow at night now"
    near = Collection(("Bring a coat.", passage)).nearest(changed)
    assert near is not None
    assert (near[0].words, near[0].text, near[1]) == (6, passage, 1)
    half = "Seek advice from other practitioners if you are in any doubt about sharing it"
    changed = "Seek advice from other practitioners if you go by bus or train or car"
    assert differing_words(half, changed) == 7
    assert Collection((half,)).nearest(changed) is None


def test_of_texts_that_are_equally_near_the_first_is_named():
    """In the order in which they are held, whatever their words."""
    zebra = "Zebra keepers ask the family before they share what they know."
    ask = zebra.replace("Zebra", "Animal")
    near = Collection((zebra, ask)).nearest(zebra.replace("Zebra", "Heron"))
    assert near is not None
    assert near[1] == 0
