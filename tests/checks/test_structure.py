"""Structure is compared: what moved is told as moved, and both texts come back with their structure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.checks.what_is_used_is_declared import what_is_used_is_declared
from inforce.compare.changes import compare
from inforce.compare.headlines import headlines
from inforce.compare.structure import StructureOf, structure_changes
from inforce.model.block_text import lines_of
from inforce.site.marked_words import redlined, side_by_side
from inforce.wording.redline import SpanKind
from library_factory import a_document, a_library, a_rule, a_version, an_edition

_ITEMS = ("ring the police", "write it down", "tell a manager", "stay with the child", "leave the building")
_items = st.lists(st.sampled_from(_ITEMS), min_size=2, max_size=5, unique=True)


def a_list(items: list[str], labels: str = "-") -> str:
    marks = {"-": "- ", "1": "{}. ", "a": "{})"}[labels]
    written = [marks.format(place if labels == "1" else "abcdefg"[place - 1]) for place in range(1, len(items) + 1)]
    return "Do this:\n\n" + "\n".join(f"{mark.strip()} {item}" for mark, item in zip(written, items, strict=True))


@given(_items.flatmap(lambda items: st.tuples(st.just(items), st.permutations(items))), st.sampled_from("-1a"))
@settings(max_examples=80, deadline=None)
def test_moving_items_is_never_told_as_other_words(orders, labels):
    """Whatever the order, no word is said to have changed, and something is said to have moved where it did."""
    old, new = (a_list(list(items), labels) for items in orders)
    changes = compare(a_version("1.0.0", [a_rule(old)]), a_version("2.0.0", [a_rule(new)]))
    (change,) = changes.rules
    if old == new:
        assert change.words is None
        return
    assert change.words
    assert change.words.comparison.places == ()
    assert change.words.comparison.weight is None
    assert {one.what for one in change.words.structure} == {StructureOf.ITEM_MOVED}


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("1. Ask\n2. Go", "a) Ask\nb) Go", "The items of a list were labelled like 1. and are now like a)."),
        ("1. Ask\n2. Go", "1) Ask\n2) Go", "The items of a list were labelled like 1. and are now like 1)."),
        ("1. Ask\n2. Go", "1. Ask\n3. Go", 'Item "Go" was 2. and is now 3..'),
    ],
)
def test_labels_of_another_kind_are_told_of_the_list_and_others_of_their_item(was, now, told):
    """Once."""
    assert [one.in_words for one in structure_changes(was, now)] == [told]


def test_an_item_that_moved_to_the_beginning_of_a_text_is_told():
    """Where the text begins with the list."""
    (moved,) = structure_changes(
        "- Ask first\n- Lock the gate\n- Ring the bell", "- Ring the bell\n- Ask first\n- Lock the gate"
    )
    assert (moved.what, moved.in_words) == (StructureOf.ITEM_MOVED, 'Item moved, with the same words: "Ring the bell"')


@given(_items, st.integers(0, 5), st.sampled_from("1a"))
@settings(max_examples=60, deadline=None)
def test_labels_that_move_along_are_told_of_no_item(items, place, labels):
    """An item that is put in is told; the labels behind it are not."""
    more = [*items[:place], "check the diary", *items[place:]]
    found = structure_changes(a_list(items, labels), a_list(more, labels))
    assert [one.what for one in found] == [StructureOf.ITEM_ADDED]
    back = structure_changes(a_list(more, labels), a_list(items, labels))
    assert [one.what for one in back] == [StructureOf.ITEM_REMOVED]


@given(_items, _items, st.sampled_from("-1a"), st.sampled_from("-1a"))
@settings(max_examples=80, deadline=None)
def test_a_redline_gives_both_texts_back_with_their_structure(old_items, new_items, before, after):
    """What is left without the words that came is the old text, line by line with its labels; and so the new."""
    old, new = a_list(old_items, before), a_list(new_items, after)
    changes = compare(a_version("1.0.0", [a_rule(old)]), a_version("2.0.0", [a_rule(new)]))
    words = changes.rules[0].words
    if words is None:
        assert lines_of(old) == lines_of(new)
        return
    sides = side_by_side(words.redline, old, new)
    for text, shown in ((old, [side.old for side in sides]), (new, [side.new for side in sides])):
        lines = [(line.line.label, "".join(piece.text for piece in line)) for side in shown for line in side]
        assert [(label, " ".join(said.split())) for label, said in lines] == [
            (line.label, line.words) for line in lines_of(text)
        ]
    inline = redlined(words.redline, old, new)
    kept = "".join(piece.text for line in inline for piece in line if piece.kind != SpanKind.ADDED)
    assert "".join(kept.split()) == "".join("".join(line.words for line in lines_of(old)).split())


def test_an_item_that_went_stands_on_its_own_level():
    """An item of another level that came in its place is a line of its own, and no other words of the same item."""
    old = "Look:\n\n- in the house\n  - the garden\n- nearby\n- at school"
    new = "Look:\n\n- nearby\n- in the house\n  - the shed\n- at school"
    words = compare(a_version("1.0.0", [a_rule(old)]), a_version("2.0.0", [a_rule(new)])).rules[0].words
    inline = redlined(words.redline, old, new)
    for text, other in ((old, SpanKind.ADDED), (new, SpanKind.REMOVED)):
        kept = [("".join(p.text for p in line if p.kind != other), line.line.depth) for line in inline]
        assert [one for one in kept if one[0]] == [(line.words, line.depth) for line in lines_of(text)]


def test_words_that_are_new_have_no_other_emphasis():
    """Emphasis is told of words that both texts have."""
    assert not [one for one in structure_changes("Ask.", "Ask **now**.") if one.what is StructureOf.STRESS]
    found = structure_changes("Ask now.", "Ask **now**.")
    assert [one.in_words for one in found] == ['Emphasis changed: "now"']


def test_a_headline_is_one_line_whatever_it_quotes():
    """A PDF would set each cell of a table, and each item, as a paragraph."""
    new = a_rule("Write down:\n\n- who rang\n- when", "write")
    (said,) = headlines(compare(a_version("1.0.0", [a_rule("Ask.")]), a_version("2.0.0", [a_rule("Ask."), new])))
    assert said == 'Rule 2. New: "Write down: who rang when"'


def test_cells_are_compared_one_by_one():
    """A row that came is added, and a cell that changed is named by its row and its heading."""
    head = "| Who | When |\n| --- | --- |\n"
    found = structure_changes(f"{head}| Police | at once |", f"{head}| Police | in an hour |\n| Doctor | later |")
    assert [one.in_words for one in found] == [
        'Row added to a table: "Doctor | later"',
        'In the table, "Police", "When": "at once" became "in an hour".',
    ]


def test_what_is_the_same_has_no_change():
    """A text that is broken elsewhere in its file is the same."""
    assert structure_changes("One\ntwo.", "One two.") == ()
    assert structure_changes("- a\n- b", "* a\n* b") == ()
    assert structure_changes("", "- a\n- b") == ()
    rows = "\n".join(["| Who | When |", "| --- | --- |", *["| Police | at once |"] * 250])
    assert structure_changes(rows, f"{rows}\n") == structure_changes(f"First.\n\n{rows}", f"At first.\n\n{rows}") == ()


def test_a_picture_that_is_another_one_is_told_and_its_words_are_compared():
    """No one can tell whether another drawing says the same, so that it is no other way of writing."""
    old = "![How we decide](x/one.svg)\n    - Ask.\n    - Decide."
    (found,) = structure_changes(old, old.replace("one.svg", "two.svg"))
    assert (found.what, found.words, found.touches_meaning) == (StructureOf.PICTURE, "How we decide", True)
    assert [one.what for one in structure_changes(old, old.replace("Decide", "Guess"))] == [
        StructureOf.ITEM_ADDED, StructureOf.ITEM_REMOVED,
    ]  # fmt: skip
    assert structure_changes(old, old) == ()


def terms_missing(*texts: str, **quoted: str) -> list[str]:
    """Return the terms that a version of these rules is said to leave undefined."""
    rules = [a_rule(text, f"rule-{place}", **quoted) for place, text in enumerate(texts)]
    version = a_version(rules=rules)
    version = replace(version, text=replace(version.text, format=2))
    library = a_library(a_document(version), editions=[an_edition(passages=texts)])
    return [problem.message.split('"')[1] for problem in what_is_used_is_declared(library, date(2026, 6, 1))]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Ask the Designated Lead before you share.", "Designated Lead"),
        ("Send it to your Caldicott Guardian.", "Caldicott Guardian"),
        ("The Head of Safety Team decides.", "Head of Safety Team"),
        ("Open a \u201cContact Record\u201d on the day.", "Contact Record"),
        ('A "Relevant Event" is told at once.', "Relevant Event"),
    ],
)
def test_words_written_as_a_term_have_to_be_defined(text, term):
    """Whether quotation marks and capitals or the name of a role make them one."""
    assert terms_missing(text) == [term]


@pytest.mark.parametrize(
    "text",
    [
        "Follow the Data Protection Act 2018 and the General Data Protection Regulation.",
        "Ring the Royal Exampleshire Hospital or the Police.",
        'Fill in the "Home Visit" form and press the "Send" button.',
        'Say "Thank you" and write "Not known" where you do not know.',
        'The "Visit Plan" means what you agreed with your manager.',
        "Ask the people who see hard cases (the \u201cPanel\u201d) on Monday.",
        "Tell the duty manager, the team leader and your Manager.",
        "On Monday the Council closes. The meeting of the board is public.",
    ],
)
def test_other_names_and_quotations_are_no_terms(text):
    """Laws, places, forms, what somebody says, and what says in the sentence what it means."""
    assert terms_missing(text) == []


def test_the_words_of_a_source_have_the_terms_of_the_source():
    """Nobody may define them otherwise here."""
    assert terms_missing("Ask the Designated Lead.", quotes="advice/2018#part-1") == []
