"""A comparison is data: from it both texts, and what a redline marks, come back to the letter."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.compare.changes import EVERY_PAIR_UP_TO, compare, needed_pairs
from inforce.compare.text_comparison import (
    Effect,
    TextComparison,
    TextOf,
    TextPair,
    compare_reordered,
    compare_texts,
    declared,
    kept_comparisons,
    texts_of_version,
)
from inforce.model.blocks import NUMBERED
from inforce.model.rules import Departure, Deprecation, Section
from inforce.wording.departures import DepartureClass, differences
from inforce.wording.redline import SpanKind, redline
from library_factory import a_rule, a_version
from library_strategies import long_texts
from version_pairs import said

texts = said | long_texts
law = settings(max_examples=60, deadline=None)


@law
@given(texts, texts)
def test_the_data_gives_both_texts_back(old, new):
    """What stays and goes is the old text, what stays and comes the new one; written down and read again, too."""
    comparison = compare_texts(old, new)
    again = TextComparison.from_data(json.loads(json.dumps(comparison.as_data())))
    assert again == comparison
    spans = again.spans(old, new)
    assert "".join(span.text for span in spans if span.kind is not SpanKind.ADDED) == old
    assert "".join(span.text for span in spans if span.kind is not SpanKind.REMOVED) == new


@law
@given(texts, texts)
def test_the_data_marks_what_a_redline_marks(old, new):
    """Span by span, and weighs what its weightiest difference weighs."""
    comparison, found = compare_texts(old, new), differences(old, new)
    assert comparison.spans(old, new) == redline(old, new)
    assert comparison.reverses == any(one.reverses for one in found)
    assert (comparison.weight is DepartureClass.MEANING) == any(one.kind is DepartureClass.MEANING for one in found)
    told = [(place.before, place.after) for place in comparison.places]
    assert len(set(told)) == len(told) <= sum(one.kind is DepartureClass.MEANING for one in found)
    assert bool(told) == (comparison.weight is DepartureClass.MEANING)


@law
@given(st.lists(texts, min_size=2, max_size=3))
def test_a_comparison_that_was_kept_is_the_one_that_was_made(some):
    """Each two texts, in each direction, are compared once; what is kept of others is never taken for them."""
    kept: dict[str, bytes] = {}
    pairs = [(old, new) for old in some for new in some]
    for asked in (1, 2):
        compared = kept_comparisons(lambda name, make: kept.setdefault(name, kept[name] if name in kept else make()))
        assert [compared(*pair, "en") for pair in pairs] == [compare_texts(*pair) for pair in pairs], asked
    assert len(kept) == len(set(pairs))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (
            "Share the file with staff.",
            "Do not share the file with staff.",
            (Effect.REVERSED, False, "Share the file with staff", "Do not share the file with staff"),
        ),
        (
            "Staff must ask the clerk.",
            "Staff may ask the clerk.",
            (Effect.BINDING, True, "Staff must ask the clerk", "Staff may ask the clerk"),
        ),
        ("Tell all staff.", "Tell most staff.", (Effect.MEANING, False, "Tell all staff", "Tell most staff")),
        ("Lock it.", "Lock it and tell the clerk.", (Effect.ADDED, False, "", "and tell the clerk")),
        ("Lock it and tell the clerk.", "Lock it.", (Effect.DROPPED, False, "and tell the clerk", "")),
        (
            "Share it with staff.",
            "Share it with staff unless they left.",
            (Effect.BINDING, False, "Share it with staff", "Share it with staff unless they left"),
        ),
        (
            "Staff must tell all parents.",
            "Staff may tell some parents.",
            (Effect.BINDING, True, "Staff must tell all parents", "Staff may tell some parents"),
        ),
    ],
)
def test_a_place_says_what_changed_there_and_whether_words_of_strength_did(old, new, place):
    """In the words round it; of what was added or dropped, in those alone."""
    assert compare_texts(old, new).places == (place,)


@law
@given(
    st.lists(st.sampled_from("abcde"), max_size=6).flatmap(lambda old: st.tuples(st.just(old), st.permutations(old)))
)
def test_lines_in_another_order_give_both_orders_back(orders):
    """Nothing of them weighs."""
    old, new = ("\n\n".join(lines) for lines in orders)
    comparison = compare_reordered(*orders)
    spans = comparison.spans(old, new)
    assert "".join(span.text for span in spans if span.kind is not SpanKind.ADDED) == old
    assert "".join(span.text for span in spans if span.kind is not SpanKind.REMOVED) == new
    assert (comparison.weight, comparison.places) == (None, ())
    assert old != new or all(span.kind is SpanKind.SAME for span in spans)


def test_what_is_declared_about_a_rule_is_told_with_who_answers_for_it():
    """Each departure with its reason, and whoever approved it in brackets, or nobody yet."""
    for who, told in (("The board", " (The board)"), ("Owner to be named", " (not named yet)"), (None, "")):
        departure = Departure("Ask", "Do ask", "It was an error.", who)
        quoted = a_rule("Ask.", quotes="advice/2018#part-1")
        rule = replace(quoted, citations=(replace(quoted.citations[0], departures=(departure,)),))
        assert declared(rule) == f'"Do ask" → "Ask": It was an error.{told}'


def test_a_number_that_only_moved_along_is_no_other_word():
    """Where a rule is referred to by the number that it has that day; a number that was typed is a word."""
    said = f'As [{{}}](#ring "{NUMBERED}") says, ask.'
    was, now = TextPair(TextOf.RULE, said.format(2), said.format(3)).as_read
    assert was == now == "As 3 says, ask."
    typed = "As [{}](#ring) says, ask."
    was, now = TextPair(TextOf.RULE, typed.format("rule 2"), typed.format("rule 3")).as_read
    assert (was, now) == ("As rule 2 says, ask.", "As rule 3 says, ask.")


def test_a_link_that_leads_elsewhere_is_told_with_where_it_leads():
    """Behind its words, which are the same; links that stay are not."""
    said = "Ask [the desk](https://{}.example.org/) or [them](https://c.example.org/)."
    was, now = TextPair(TextOf.RULE, said.format("a"), said.format("b")).as_read
    assert was == "Ask the desk (https://a.example.org/) or them."
    assert now == "Ask the desk (https://b.example.org/) or them."


def test_a_number_to_call_and_an_address_to_write_to_are_told_once():
    """The words of such a link say where it leads, unless the same words lead elsewhere in the other version."""
    said = "Ring [01632 960 150](tel:{}), write to [a@example.org](mailto:a@example.org)."
    was, now = TextPair(TextOf.RULE, "Ask.", said.format("+441632960150")).as_read
    assert (was, now) == ("Ask.", "Ring 01632 960 150, write to a@example.org.")
    _, now = TextPair(TextOf.RULE, said.format("+431632960150"), said.format("+441632960150")).as_read
    assert now == "Ring 01632 960 150 (tel:+441632960150), write to a@example.org."


def test_what_to_follow_instead_is_told_by_its_number_and_may_move_along():
    """Readers know no ids; that the rule to follow moved on with others is no other word."""
    ring = a_rule("Ring.", "ring")
    gone = replace(a_rule("Go.", "go"), deprecated=Deprecation("It closed.", ("ring",)))
    old, new = a_version("1.0.0", [ring, a_rule("Go.", "go")]), a_version("2.0.0", [a_rule("Ask.", "ask"), ring, gone])
    (changed,) = [one for one in compare(old, new).rules if one.placed.rule.id == "go"]
    assert changed.declared.pair.now.endswith("It closed. Follow rule 2 instead.")
    old = a_version("1.0.0", [ring, gone])
    assert {one.kind for one in compare(old, new).rules if one.placed.rule.id == "go"} <= {"same", "renumbered"}


wordings = st.lists(st.none() | st.integers(0, 6), min_size=1, max_size=12)


@law
@given(wordings)
def test_whatever_two_versions_a_reader_asks_for_their_wordings_are_compared(asked):
    """In the direction in which they are asked for, so that a wording that came back is compared both ways."""
    pairs = {
        (old, new) for place, old in enumerate(asked) for new in asked[place + 1 :] if old != new
    }  # what a reader can ask for
    found = needed_pairs(asked)
    assert set(found) == pairs
    assert len(found) == len(pairs)


def test_of_very_many_wordings_neighbours_are_compared_and_each_with_the_newest():
    """And all that came or went, for which nothing has to be compared."""
    many = [*range(EVERY_PAIR_UP_TO + 10)]
    found = needed_pairs([None, *many])
    last = many[-1]
    neighbours = {(one, one + 1) for one in many[:-1]}
    assert set(found) == {*((None, one) for one in many), *neighbours, *((one, last) for one in many[:-1])}


def test_a_section_is_compared_with_its_label_before_its_heading():
    """'6 Before the visit', and the heading alone where it has no label."""
    sections = [Section("visit", "Before the visit", label="6"), Section("after", "After it")]
    found = texts_of_version(a_version(sections=sections))
    assert [found[TextOf.HEADING, name] for name in ("visit", "after")] == ["6 Before the visit", "After it"]
