"""Where words come from: told to the word, and never guessed."""

from __future__ import annotations

from inforce.wording.departures import Difference, differences
from inforce.wording.origin import Part, mixture, nearest, origins

OLD = "Share with care. The old Act of 1998 and its rules apply to all staff in schools."
NEW = "Share with care. The new Act of 2018 and its rules apply to all staff and volunteers in schools."


def difference(passage: str, rule: str) -> Difference:
    (found,) = differences(passage, rule)
    return found


def test_words_are_found_in_any_passage_of_a_text_that_has_them() -> None:
    """The rule may have drawn on another place than the one that it cites."""
    found = difference("Ask a colleague in doubt.", "Ask a manager in doubt.")
    texts = {"a": ["Nothing here.", "You may ask a manager in doubt."], "b": ["Tell a manager when unsure."], "c": []}
    assert origins(found, texts) == (Part("manager", ("a",)),)


def test_two_words_of_the_surroundings_have_to_stand_there_too() -> None:
    """The text "manager" by itself stands in many texts and comes from none of them."""
    found = difference("Ask a colleague in doubt.", "Ask a manager in doubt.")
    texts = {
        "before": ["First ask a manager."],
        "Before": ["Ask a manager."],
        "one": ["a manager"],
        "after": ["manager in doubt"],
    }
    assert origins(found, texts) == (Part("manager", ("Before", "after")),)


def test_whole_words_are_looked_for_and_capitals_count() -> None:
    """The text "Base" is not "base", and "ask a manager" is not in "task a managers"."""
    found = difference("Now base your decision.", "Now Base your decision.")
    assert origins(found, {"x": ["Then base your decision."], "y": ["Then Base your decision."]}) == (
        Part("Base", ("y",)),
    )
    found = difference("Ask a colleague.", "Ask a manager.")
    assert origins(found, {"x": ["Task a manager."], "y": ["Ask a managers' friend."]}) == (Part("manager", ()),)


def test_words_left_out_come_from_a_text_in_which_their_neighbours_meet() -> None:
    """At the ends of a passage, the other text has to end there too."""
    found = difference("Ask a friend, or a nurse, if in doubt.", "Ask a friend if in doubt.")
    texts = {"x": ["Do ask a friend if in doubt."], "y": ["Ask a friend, if in doubt."], "z": ["a friend. If in doubt"]}
    assert origins(found, texts) == (Part("", ("x",)),)
    found = difference("Ask a friend. Then wait.", "Ask a friend.")
    texts = {"ends": ["You ask a friend."], "goes on": ["You ask a friend. Later rest."]}
    assert origins(found, texts) == (Part("", ("ends",)),)


def test_a_part_of_a_difference_may_have_an_origin_that_the_rest_has_not() -> None:
    """The year from one text, the comma from none."""
    found = difference("Under the Act of 2018 you may.", "Under the Act of 1998, you may.")
    assert origins(found, {"old": [OLD]}) == (Part("1998", ("old",)), Part(",", ()))


def test_parts_may_come_from_two_texts() -> None:
    """A difference whose words stand side by side in no text is told part by part."""
    found = difference("It begins so.", "It begins red fox jumps blue whale sings so.")
    texts = {"a": ["He saw It begins red fox jumps."], "b": ["A blue whale sings so."]}
    assert origins(found, texts) == (Part("red fox jumps", ("a",)), Part("blue whale sings", ("b",)))


def test_parts_that_stand_side_by_side_in_one_text_are_told_as_one() -> None:
    """And those that the text has apart, or that two texts have, are not joined."""
    found = difference("It begins so.", "It begins red fox jumps high so.")
    assert origins(found, {"a": ["It begins red fox jumps high."]}) == (Part("red fox jumps high", ("a",)),)
    apart = {"a": ["It begins red fox."], "b": ["Red fox jumps high so."]}
    assert origins(found, apart) == (Part("red fox", ("a",)), Part("jumps high", ("b",)))


def test_a_rule_of_one_word_needs_no_surroundings() -> None:
    """Where there are none, none are asked for."""
    assert origins(difference("Wait", "Go"), {"x": ["Go"], "y": ["Stop"]}) == (Part("Go", ("x",)),)


def test_the_nearest_text_comes_first_and_words_are_counted() -> None:
    """A capital counts as a word, a mark does not; equals keep the order in which they were given."""
    rule = NEW.replace("new", "New").replace(".", "!")
    found = nearest(rule, {"old": OLD, "new": NEW, "again": NEW})
    assert [(one.text, one.words) for one in found] == [("new", 1), ("again", 1), ("old", 4)]
    assert nearest(rule, {}) == ()


def test_a_mixture_of_two_texts_that_none_has_is_told() -> None:
    """And what one of them has is no mixture, nor is what neither has."""
    both = OLD.replace("in schools", "and volunteers in schools")
    assert mixture(both, {"old": OLD, "new": NEW}) == ("old", "new")
    assert mixture(OLD, {"old": OLD, "new": NEW}) == ()
    assert mixture(NEW.replace("care", "heart"), {"old": OLD, "new": NEW}) == ()
    assert mixture("Something else altogether is said here.", {"old": OLD, "new": NEW}) == ()


def test_words_before_the_first_part_are_told_too() -> None:
    """No word of a difference goes unmentioned."""
    found = difference("It begins so.", "It begins zebra red fox jumps so.")
    assert origins(found, {"a": ["A red fox jumps so."]}) == (Part("zebra", ()), Part("red fox jumps", ("a",)))


def test_a_long_part_is_told_as_one_and_parts_that_stand_apart_are_not_joined() -> None:
    """However many words it has; and side by side in the rule is not side by side in the text."""
    many = " ".join(f"w{number}" for number in range(70))
    found = difference("It begins so.", f"It begins {many} zebra so.")
    assert origins(found, {"a": [f"It begins {many}."]}) == (Part(many, ("a",)), Part("zebra", ()))
    found = difference("It begins so they say.", "It begins red fox jumps high so they say.")
    apart = {"a": ["It begins red fox.", "Up jumps high so they say."]}
    assert origins(found, apart) == (Part("red fox", ("a",)), Part("jumps high", ("a",)))


def test_a_mixture_is_told_by_words_at_the_very_end_and_among_three_texts() -> None:
    """A text that adds nothing of its own is not named."""
    texts = {
        "old": "Ask the mother first and then go home by bus.",
        "new": "Ask the father first and then walk home by car.",
        "other": "Wait for a call.",
    }
    assert mixture("Ask the mother first and then walk home by car.", texts) == ("old", "new")
    ends = {"old": "Ask them and go by bus now.", "new": "Tell us or go by car later"}
    assert mixture("Ask them and go by car later", ends) == ("old", "new")


def test_a_difference_of_a_hundred_thousand_signs_is_told_whole() -> None:
    """Where a text has all of it, that is said; where none has, no word of it is looked for by itself."""
    many = " ".join(f"w{number} bird" for number in range(9_000))
    found = difference("It begins so.", f"It begins {many} so.")
    assert origins(found, {"a": ["It begins w1 bird."], "b": [f"It begins {many}."]}) == (Part(many, ("b",)),)
    assert origins(found, {"a": ["It begins w0 bird."]}) == (Part(many, ()),)
