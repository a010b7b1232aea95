"""Every difference is found, none is made up, and a declaration accounts for its own place alone."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from inforce.wording.departures import DepartureClass, accounted, apply, differences, unaccounted
from inforce.wording.lexicon import significant
from inforce.wording.vocabulary import GROUPS, Significance
from inforce.wording.words import norms, words
from wording.texts import passages, prose, texts

law = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SIGNIFICANT_WORDS = [
    (form, group.kind)
    for group in GROUPS
    if not group.before_number
    for entry in group.entries
    for form in entry.split("|")
    if " " not in form
]
NEUTRAL = "heron"


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
def test_one_word_left_out_is_caught_and_classed(passage: str, data: st.DataObject) -> None:
    """A word that carries meaning is a change of meaning wherever it was left out."""
    cut = data.draw(st.sampled_from([word for word in words(passage) if not word.mark]))
    rule = passage[: cut.start] + passage[cut.end :]
    found = differences(passage, rule)
    assert found
    if significant([cut]):
        assert any(difference.kind is DepartureClass.MEANING for difference in found)


@law
@given(passages, st.sampled_from(SIGNIFICANT_WORDS), st.data())
def test_a_significant_word_put_in_is_a_change_of_meaning(
    passage: str, put: tuple[str, Significance], data: st.DataObject
) -> None:
    """At any place of any passage, and the word is named."""
    before = data.draw(st.sampled_from([word for word in words(passage) if not word.mark]))
    rule = f"{passage[: before.start]}{put[0]} {passage[before.start :]}"
    found = differences(passage, rule)
    assert any(put[0] in touch.words for difference in found for touch in difference.touches)
    if put[1] is Significance.NEGATION:
        assert any(difference.reverses for difference in found)


@law
@given(passages, st.data())
def test_one_word_put_for_another_is_one_place(passage: str, data: st.DataObject) -> None:
    """A word that is in no list is a change of wording, unless what it replaced carried meaning."""
    cut = data.draw(st.sampled_from([word for word in words(passage) if not word.mark]))
    (found,) = differences(passage, passage[: cut.start] + NEUTRAL + passage[cut.end :])
    assert (found.theirs, found.ours) == (cut.text, NEUTRAL)
    if significant([cut]):
        assert found.kind is DepartureClass.MEANING
    else:
        assert found.kind is not DepartureClass.TYPOGRAPHY


@law
@given(texts, texts)
def test_what_is_declared_word_for_word_is_accounted_for(passage: str, rule: str) -> None:
    """Declaring every difference leaves none over, and no declaration either."""
    found = differences(passage, rule)
    declared = [(difference.ours, difference.theirs) for difference in found]
    assert unaccounted(found, declared) == ((), ())
    assert unaccounted(found, []) == (found, ())
    assert unaccounted(found, declared[1:])[1] == ()
    assert len(unaccounted(found, declared[1:])[0]) == min(1, len(found))


def test_a_declaration_may_have_words_that_both_texts_share_on_either_side() -> None:
    """As an editor would write it who copies a little more than what differs."""
    found = differences("Where you do not have consent, be mindful.", "Where you have consent, be mindful.")
    for declared in [
        ("", "do not"),
        ("you have", "you do not have"),
        ("Where you have consent", "Where you do not have consent"),
        ("have consent,", "do not have consent,"),
        ("Where  you\nhave", "Where you do not have"),
    ]:
        assert unaccounted(found, [declared]) == ((), ())


def test_a_declaration_with_words_that_do_not_stand_there_accounts_for_nothing() -> None:
    """Neither other neighbours nor other capitals nor another dropped word will do."""
    found = differences("Where you do not have consent, be mindful.", "Where you have consent, be mindful.")
    for declared in [
        ("When you have consent", "When you do not have consent"),
        ("where you have consent", "where you do not have consent"),
        ("", "do"),
        ("", "not"),
        ("do not", ""),
        ("Where you have", "Where you do not have consent"),
        ("", ""),
    ]:
        assert unaccounted(found, [declared]) == (found, (0,))


def test_one_declaration_accounts_for_one_place() -> None:
    """The same change made twice is declared twice; a third declaration is not there."""
    found = differences("a well-being b well-being c", "a wellbeing b wellbeing c")
    pair = ("wellbeing", "well-being")
    assert unaccounted(found, [pair]) == (found[1:], ())
    assert unaccounted(found, [pair, pair]) == ((), ())
    assert unaccounted(found, [pair, pair, pair]) == ((), (2,))


def test_a_declaration_with_neighbours_keeps_its_place_when_a_bare_one_fits_anywhere() -> None:
    """Declarations are dealt out so that as many places as possible are accounted for, whatever their order."""
    found = differences("a well-being b well-being c", "a wellbeing b wellbeing c")
    bare, first = ("wellbeing", "well-being"), ("a wellbeing", "a well-being")
    assert accounted(found, [bare, first]) == (1, 0)
    assert accounted(found, [first, bare]) == (0, 1)
    assert unaccounted(found, [first, first]) == (found[1:], (1,))


def test_a_declaration_may_begin_a_phrase_where_the_editor_sees_it_begin() -> None:
    """Of "A and C and B", either "and C" or "C and" was added to "A and B"."""
    found = differences("Ask Ann and Bob today.", "Ask Ann and Cid and Bob today.")
    assert unaccounted(found, [("and Cid", "")]) == ((), ())
    assert unaccounted(found, [("Cid and", "")]) == ((), ())
    found = differences("Ask Ann or else Bob today.", "Ask Ann or else Cid or else Bob today.")
    for added in ("or else Cid", "else Cid or", "Cid or else"):
        assert unaccounted(found, [(added, "")]) == ((), ())
    assert unaccounted(found, [("Ann or else", "")]) == (found, (0,))


def test_a_declaration_that_spans_two_places_accounts_for_neither() -> None:
    """Between the words of a declaration, all that is shared has to be the same."""
    found = differences("Tell the mother about the plan now.", "Tell the father about the visit now.")
    assert len(found) == 2
    assert unaccounted(found, [("father about the visit", "mother about the plan")]) == (found, (0,))


@law
@given(prose, st.integers(0, 30))
def test_a_negation_dropped_anywhere_in_prose_is_a_reversal(text: str, place: int) -> None:
    """However the words around it are repeated."""
    spelt = text.split()
    assume("not" not in spelt and "without" not in spelt and "don't" not in spelt)
    place = min(place, len(spelt))
    found = differences(" ".join([*spelt[:place], "never", *spelt[place:]]), text)
    assert any(difference.reverses for difference in found)


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
