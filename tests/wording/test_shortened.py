"""Headlines of very long changes can be read, and keep what carries meaning before anything else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.wording.compared_text import compared, shortened
from inforce.wording.departures import differences
from inforce.wording.words import norms
from wording.texts import prose, texts

law = settings(max_examples=60, deadline=None)


@law
@given(texts)
def test_a_text_of_ordinary_length_is_quoted_whole(text: str) -> None:
    """To the letter."""
    assert len(norms(text)) > 150 or shortened(text) == text


@law
@given(st.lists(prose, min_size=12, max_size=30).map(". ".join))
def test_a_very_long_text_is_quoted_in_pieces_of_its_own_in_order(text: str) -> None:
    """What is quoted stands there, within a bounded number of words, with a sign for what was left out."""
    found = shortened(text)
    if len(norms(text)) <= 150:
        return
    line, place = " ".join(text.split()), 0
    for piece in found.split(" \u2026 "):
        place = line.index(piece, place) + len(piece)
    assert line.startswith(found.split(" \u2026 ", 1)[0])
    assert line.endswith(found.rsplit(" \u2026 ", 1)[-1])
    assert len(norms(found.replace(" \u2026 ", " "))) <= 150


def test_the_one_word_that_carries_meaning_is_quoted_however_far_in_it_stands() -> None:
    """With a word on either side; the rest of a long text is left out."""
    plain = "heron sleeps by the water " * 40
    found = shortened(f"{plain}and you must go {plain}")
    assert " \u2026 you must go \u2026 " in found
    assert found.count("\u2026") == 2
    assert found.startswith("heron sleeps by the water ")
    assert found.endswith("by the water")


def test_what_was_put_for_very_many_words_is_shortened_and_what_was_put_for_few_is_not() -> None:
    """Each side by itself, with the words on either side."""
    many = "heron sleeps by the water " * 400
    (found,) = differences("Ask them before you go.", f"Ask them {many}unless before you go.")
    theirs, ours = found.in_short
    assert theirs == found.theirs_in_context
    assert len(ours) < 1000 < len(found.ours_in_context)
    assert ours.startswith("Ask them heron sleeps")
    assert ours.endswith("unless before you")


def test_a_short_sentence_is_quoted_whole_in_short() -> None:
    """Both sentences, without their full stops; where one of them is long, the words beside the difference."""
    long = "as soon as the manager of the ward has read the plan and has told the whole of the family about it"
    (found,) = differences("Ask now. Keep their plan.", "Ask now. Keep your plan.")
    assert found.in_short == ("Keep their plan", "Keep your plan")
    (found,) = differences(f"Keep their plan {long}.", f"Keep your plan {long}.")
    assert found.in_short == ("Keep their plan as", "Keep your plan as")


def test_a_text_of_a_hundred_thousand_signs_has_a_headline_of_a_few_lines() -> None:
    """However much of it carries meaning."""
    found = shortened("You must not share it unless 7 days have passed. " * 2_000)
    assert len(compared(found).words) < 200
