"""A declaration accounts for its own place alone, and as many places as can be are accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inforce.wording.declared import Pair, match_declarations
from inforce.wording.departures import Difference, differences
from wording.texts import texts

law = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def unaccounted(
    differences: Sequence[Difference], declared: Sequence[Pair]
) -> tuple[tuple[Difference, ...], tuple[int, ...]]:
    """Return the differences that no declared pair accounts for, and the positions of pairs that are not there."""
    pairs = match_declarations(differences, declared)
    undeclared = tuple(one for one, at in zip(differences, pairs, strict=True) if at is None)
    return undeclared, tuple(sorted(set(range(len(declared))).difference(pairs)))


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
        ("have you", "you do not have"),
        ("you have", "you not do have"),
        ("", ""),
        ("Where", "Where"),
        ("Where you", "Where you"),
    ]:
        assert unaccounted(found, [declared]) == (found, (0,))


def test_the_declaration_that_has_just_what_differs_accounts_for_it() -> None:
    """Wherever it stands among others that would do; those are not there."""
    found = differences("Ask the clerk first.", "Ask the warden first.")
    exact, wide = ("warden", "clerk"), ("the warden first", "the clerk first")
    assert unaccounted(found, [wide, exact, wide]) == ((), (0, 2))


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
    assert match_declarations(found, [bare, first]) == (1, 0)
    assert match_declarations(found, [first, bare]) == (0, 1)
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
    found = differences("Ask Ann, Bob or Dan.", "Ask Ann, Cid, Bob or Dan.")
    for added in ("Cid,", ", Cid"):
        assert unaccounted(found, [(added, "")]) == ((), ())


def test_a_phrase_left_out_may_begin_where_the_editor_sees_it_begin() -> None:
    """As one that was added may."""
    found = differences("Ask Ann or else Cid or else Bob today.", "Ask Ann or else Bob today.")
    for gone in ("or else Cid", "else Cid or", "Cid or else"):
        assert unaccounted(found, [("", gone)]) == ((), ())
    found = differences("Cid and Bob, or Ann and Cid and Bob", "Cid and Bob, or Ann and Bob")
    for gone in ("and Cid", "Cid and"):
        assert unaccounted(found, [("", gone)]) == ((), ())


def test_the_same_words_elsewhere_in_the_rule_are_not_the_place_that_differs() -> None:
    """Of "Cid and Bob", where "Cid and" was added, "and Cid" is no part, though it stands in the next sentence."""
    found = differences("Ask Bob. Tell Ann and Cid now.", "Ask Cid and Bob. Tell Ann and Cid now.")
    assert unaccounted(found, [("Cid and", "")]) == ((), ())
    assert unaccounted(found, [("and Cid", "")]) == (found, (0,))
    found = differences("Ask Cid and Bob. Tell Ann and Cid now.", "Ask Bob. Tell Ann and Cid now.")
    assert unaccounted(found, [("", "and Cid")]) == (found, (0,))


def test_a_declaration_that_spans_two_places_accounts_for_neither() -> None:
    """Between the words of a declaration, all that is shared has to be the same."""
    found = differences("Tell the mother about the plan now.", "Tell the father about the visit now.")
    assert len(found) == 2
    assert unaccounted(found, [("father about the visit", "mother about the plan")]) == (found, (0,))


@law
@given(st.lists(st.sampled_from(["{}", "a {}", "{} b", "a {} b", "b {}", "{} a", "z {}"]), max_size=5))
def test_as_many_places_are_accounted_for_as_can_be(declared: list[str]) -> None:
    """No other way of dealing out the declarations accounts for more, and none is given to a place it does not fit."""
    found = differences("a well-being b well-being a well-being b", "a wellbeing b wellbeing a wellbeing b")
    pairs = [(one.format("wellbeing"), one.format("well-being")) for one in declared]
    fits = [[match_declarations([one], [pair]) == (0,) for pair in pairs] for one in found]
    dealt = match_declarations(found, pairs)
    given_out = [at for at in dealt if at is not None]
    assert len(given_out) == len(set(given_out))
    assert all(at is None or fits[place][at] for place, at in enumerate(dealt))
    none_left = [*range(len(pairs)), *[None] * len(found)]
    best = max(
        sum(at is not None and fits[place][at] for place, at in enumerate(order))
        for order in permutations(none_left, len(found))
    )
    assert len(given_out) == best


def test_the_same_declarations_are_dealt_out_in_the_order_of_the_places() -> None:
    """The first of two equal declarations, with its reason, belongs to the first of two equal places."""
    found = differences("a well-being b well-being c", "a wellbeing b wellbeing c")
    assert match_declarations(found, [("wellbeing", "well-being")] * 2) == (0, 1)


def test_a_thousand_declarations_of_one_change_are_dealt_out() -> None:
    """However often a word changes, and however many of the declarations are too few or too many."""
    found = differences("ask them, then tell; " * 2000, "ask them, then warn; " * 2000)
    assert len(found) == 2000
    assert match_declarations(found, [("warn", "tell")] * 2000) == tuple(range(2000))
    assert len(unaccounted(found, [("warn", "tell")] * 1500)[0]) == 500
    assert unaccounted(found, [("warn", "tell")] * 2100) == ((), tuple(range(2000, 2100)))
    around = [("then warn", "then tell"), ("warn", "tell"), ("warn;", "tell;")] * 700
    assert unaccounted(found, around)[0] == ()
