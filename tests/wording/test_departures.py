"""Every difference is found, and none is made up."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inforce.wording.departures import DepartureClass, apply, differences
from inforce.wording.reasons import Significance
from inforce.wording.words import norms, words
from wording.texts import passages, prose, texts

law = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NEUTRAL = "heron"
ORDER = list(DepartureClass)


@law
@given(texts)
def test_a_text_has_no_difference_from_itself(text: str) -> None:
    """However it is typeset."""
    assert differences(text, text) == ()
    assert differences(text, text.replace(" ", "\n")) == ()
    assert differences(text, text.replace("'", "\u2019").replace(" ", "\u00a0")) == ()


@law
@given(texts, texts)
def test_texts_with_other_words_are_never_the_same(passage: str, rule: str) -> None:
    """There is a difference exactly where the words and marks are not the same ones."""
    assert (differences(passage, rule) == ()) == (norms(passage) == norms(rule))


@law
@given(texts, texts)
@example("-", "''£'£b--a")  # "b-" and the "a" behind it would grow together
def test_the_differences_put_into_the_passage_give_the_rule(passage: str, rule: str) -> None:
    """Word for word and mark for mark, up to typesetting."""
    assert norms(apply(passage, differences(passage, rule))) == norms(rule)


@law
@given(prose, prose)
def test_where_texts_are_typeset_alike_the_rule_comes_back_to_the_letter(passage: str, rule: str) -> None:
    """White space included."""
    assert apply(passage, differences(passage, rule)) == rule


@law
@given(texts, texts)
def test_a_difference_holds_the_words_as_they_stand(passage: str, rule: str) -> None:
    """The spans cut the same words out of the two texts, in order."""
    found = differences(passage, rule)
    for difference in found:
        assert passage[slice(*difference.theirs_span)] == difference.theirs
        assert rule[slice(*difference.ours_span)] == difference.ours
        assert difference.theirs or difference.ours
    assert [difference.ours_span for difference in found] == sorted(difference.ours_span for difference in found)
    assert [difference.theirs_span for difference in found] == sorted(difference.theirs_span for difference in found)


@law
@given(passages, st.data())
def test_one_word_left_out_is_caught(passage: str, data: st.DataObject) -> None:
    """A word is never proven to say nothing: what was left out is a person's matter at least."""
    cut = data.draw(st.sampled_from([word for word in words(passage) if not word.mark]))
    rule = passage[: cut.start] + passage[cut.end :]
    assert max(ORDER.index(difference.kind) for difference in differences(passage, rule)) > 0


@law
@given(passages, st.sampled_from(["not", "never", "no"]), st.data())
def test_a_negation_put_in_is_a_change_of_meaning(passage: str, put: str, data: st.DataObject) -> None:
    """At any place of any passage; the word is named, unless it parts the name of a law or a date."""
    before = data.draw(st.sampled_from([word for word in words(passage) if not word.mark]))
    rule = f"{passage[: before.start]}{put} {passage[before.start :]}"
    found = differences(passage, rule)
    touches = [touch for difference in found for touch in difference.touches]
    parted = {Significance.CITATION, Significance.DATE}
    assert any(put in touch.words or touch.kind in parted for touch in touches)
    assert any(difference.kind is DepartureClass.MEANING for difference in found)


@law
@given(passages, st.data())
def test_one_word_put_for_another_is_one_place(passage: str, data: st.DataObject) -> None:
    """What was put in its place is a person's matter at least."""
    cut = data.draw(st.sampled_from([word for word in words(passage) if not word.mark]))
    (found,) = differences(passage, passage[: cut.start] + NEUTRAL + passage[cut.end :])
    assert (found.theirs, found.ours) == (cut.text, NEUTRAL)
    assert found.kind is not DepartureClass.TYPOGRAPHY


def test_the_words_quoted_in_a_message_stay_in_their_sentence() -> None:
    """Two words on either side at most, in one line; where a whole sentence is gone, its successor is shown."""
    (changed,) = differences("Ask first. Share it\nopenly. Then wait.", "Ask first. Share it\nclosely. Then wait.")
    assert changed.theirs_in_context == "Share it openly"
    assert changed.ours_in_context == "Share it closely"
    (gone,) = differences("Ask first. Share it openly. Then wait here.", "Ask first. Then wait here.")
    assert (gone.theirs, gone.theirs_in_context) == ("Share it openly.", "Share it openly.")
    assert gone.ours_in_context == "Then wait"
    (last,) = differences("Ask them first. Then wait here.", "Ask them first.")
    assert last.ours_in_context == "them first."


def test_what_a_law_is_called_is_quoted_whole() -> None:
    """The words on either side do not end within the name of a law, a date or a number."""
    (changed,) = differences(
        "Share it under the Data Protection Act 2018 today.", "Share it under a Data Protection Act 2018 today."
    )
    assert changed.theirs_in_context == "it under the Data Protection Act 2018"
    (changed,) = differences("By 1 May 2018 ask them.", "By 1 May 2018 tell them.")
    assert changed.ours_in_context == "1 May 2018 tell them"


def test_what_stands_right_before_the_words_quoted_is_not_quoted_with_them() -> None:
    """Two words are two words, though a law is named before them; and the first words of a text are quoted too."""
    (changed,) = differences(
        "Under the Data Protection Act 2018 people share it.", "Under the Data Protection Act 2018 people share them."
    )
    assert changed.ours_in_context == "people share them"
    (third,) = differences("People there share it.", "People there keep it.")
    assert third.ours_in_context == "People there keep it"


@law
@given(st.permutations(["Ask them first.", "Then share it with the family.", "Keep a record, too.", "Go home."]))
def test_sentences_that_were_moved_come_back_to_the_letter(order: list[str]) -> None:
    """With the spaces between them."""
    passage, rule = " ".join(sorted(order)), " ".join(order)
    assert apply(passage, differences(passage, rule)) == rule
