"""What a paraphrase may not add: numbers, dates, laws and strength are found where the source does not say them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.wording.own_words import declared_in, unsupported
from inforce.wording.reasons import Significance
from wording.test_verdict import SEEN, UNSEEN
from wording.texts import passages, texts


def said(text: str, *sources: str) -> list[str]:
    return [f"{statement.kind.value}: {statement.words}" for statement in unsupported(text, sources)]


SUPPORTED = [
    ("Keep it for seven days.", "It is kept 7 days."),
    ("Reply in 1,500 words.", "The reply has 1500 words."),
    ("Keep it for 2,000 days.", "Keep it for 2000 days."),
    ("Reply within 7 working days.", "A reply is due within seven working days."),
    ("Give the figure of 7.", "It takes seven days."),
    ("As said in July 2018.", "It was said on 4 July 2018."),
    ("As said in 2018.", "It was said in July 2018."),
    ("Reply by 4 July.", "Reply by 4 July 2018."),
    ("Since 4 July 2018 weeks went by.", "It was said on 4 July 2018."),
    ("As said on 4th July 2018.", "It was said on July 4, 2018."),
    ("Follow the Data Protection Act.", "The Data Protection Act 2018 applies."),
    ("See section 11 of it.", "Under section 11 of the Children Act 2004 they cooperate."),
    ("See section 2.", "Sections 1 and 2 apply."),
    ("Ring weekly.", "Ring the family weekly."),
    ("Ring weekly.", "Ring the family."),
    ("Ring the family before you go.", "Before you go, the family is rung."),
    ("Give at most 5 mg.", "No more than 5 mg is given."),
    ("Give 2 of it.", "Give two of it."),
    ("Tell both.", "Tell them."),
    ("Staff have to ask.", "Staff must ask."),
    ("Only nurses may give it.", "It must not be given by anyone who is not a nurse."),
    ("Councils must ask.", "The Act puts a duty on councils to ask."),
    ("Log it within an hour.", "It is logged within one hour."),
    ("Staff ought to ask.", "Staff should ask."),
    ("Ask one of them first.", "Ask them."),
    ("Ask one another.", "Ask them."),
    ("Write it down.", "A record is kept."),
    ("Lock it.", "Only lock it at noon."),
    ("Keep it.", "Avoid keeping it."),
    ("Give it.", "Do not give more than 5 mg of it."),
    ("The form must be signed by staff.", "Staff must sign the form."),
    ("Visitors may only leave at noon.", "Visitors must leave at noon."),
    ("Visitors may not leave.", "Visitors must not leave."),
    ("Pay 12 months of it.", "Pay one year of it."),
    ("Follow section 3.", "Follow section 3(2)."),
    ("", "Staff must ask within 7 days."),
]

UNSUPPORTED = [
    ("Keep it for 8 days.", "Keep it for 7 days.", ["number: 8 days"]),
    ("Keep it for 7 weeks.", "Keep it for 7 days.", ["number: 7 weeks"]),
    ("Log it within a day.", "It is logged within an hour.", ["number: a day"]),
    ("Nurses may give it.", "Only nurses may give it.", ["strength: may"]),
    ("Keep it for 7 working days.", "Keep it for 7 days.", ["number: 7 working days"]),
    ("Keep it for 7 days.", "See rule 7.", ["number: 7 days"]),
    ("Keep one week of it.", "Keep it.", ["number: one week"]),
    ("Give 1,5 of it.", "Give 1.5 of it.", ["number: 1,5"]),
    ("As said on 4 July 2018.", "It was said in July 2018.", ["date: 4 July 2018"]),
    ("As said in July 2018.", "It was said in June 2018.", ["date: July 2018"]),
    ("As said in 2015.", "It was said in 2018.", ["date: 2015"]),
    ("Give 2,000 of it.", "It was said in 2018.", ["number: 2,000"]),
    ("Read the Care Act 1998.", "The Care Act 2018 applies.", ["legal citation: Care Act 1998"]),
    ("Read the Care Act 2018.", "The Care Act applies.", ["legal citation: Care Act 2018"]),
    ("Read the Care Act.", "The Day Care Act 2018 applies.", ["legal citation: Care Act"]),
    ("Keep it for 2,000 weeks.", "Keep it for 2000 days.", ["number: 2,000 weeks"]),
    ("Ring the family weekly.", "Ring the family daily.", ["how often: weekly"]),
    ("See section 12.", "See section 11.", ["legal citation: section 12"]),
    ("See section 1.", "See section 11.", ["legal citation: section 1"]),
    ("Give the figure of 1.", "It takes 10 days.", ["number: 1"]),
    ("As said in July 2018.", "It was said in 2018.", ["date: July 2018"]),
    ("They leave the site.", "No visitor may leave the site.", ["negation: leave"]),
    ("See section 3.", "Sections 1 and 2 apply.", ["legal citation: section 3"]),
    ("See section 2.", "The Care Act 2 applies.", ["legal citation: section 2"]),
    ("Give at most 5 mg.", "At least 5 mg is given.", ["limit: at most 5 mg"]),
    ("Ring the family after you go.", "Ring the family before you go.", ["condition: after"]),
    ("Pay in 5 days and reply in 7 days.", "Pay in 7 days and reply in 5.", ["number: 5 days", "exchanged: 7 days"]),
    ("Staff must ask.", "Staff should ask.", ["strength: must"]),
    ("Staff may ask.", "Staff ask.", ["strength: may"]),
    ("Staff must ask.", "Staff do not have to ask.", ["strength: must", "negation: ask"]),
    ("Staff should ask and must write.", "Staff must ask.", ["strength: should"]),
    ("Parents must sign the form.", "Staff must sign the form.", ["who: must"]),
    ("Smoking is forbidden here.", "Smoking is allowed here.", ["strength: forbidden"]),
    ("You need not sign it.", "You must sign it.", ["negation: sign"]),
    ("Nobody may ask the family.", "Staff may ask the family.", ["strength: may", "negation: ask"]),
    ("Reply within 5 days.", "Reply after 5 days.", ["limit: within 5 days"]),
    ("Reply before 5 May.", "Reply after 5 May.", ["condition: before"]),
    ("Keep a maximum of keys.", "Keep a minimum of keys.", ["limit: a maximum of"]),
    ("Follow section 3(2).", "Follow section 3.", ["legal citation: section 3(2)"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source"), SUPPORTED)
def test_what_the_source_says_in_other_words_is_not_reported(text, source):
    """A paraphrase is free in everything but what it states."""
    assert said(text, source) == []


@pytest.mark.parametrize(("text", "source", "expected"), UNSUPPORTED)
def test_what_the_source_does_not_say_is_found(text, source, expected):
    """Each statement with its words."""
    assert said(text, source) == expected


def test_a_statement_may_stand_in_any_of_the_sources():
    """A rule may draw on several passages."""
    assert said("Staff must reply within 7 days.", "Staff must reply.", "A reply takes seven days.") == []
    assert said("Staff must reply within 7 days.") == ["strength: must", "number: 7 days"]


@pytest.mark.parametrize(
    ("text", "source", "there"),
    [
        ("Ring the family weekly.", "Ring the family daily.", "daily"),
        ("Give at most 5 mg.", "At least 5 mg is given.", ">="),
        ("Reply in 7 days.", "Pay in 7 days and reply in 5.", "5"),
        ("Staff must ask.", "Staff should ask. Staff may go.", "may, should"),
        ("Parents must sign the form.", "Staff and owners must sign the form.", "owner, staff"),
        ("Keep it for 8 days.", "Keep it for 7 days.", ""),
    ],
)
def test_what_the_source_says_in_its_place_is_told(text: str, source: str, there: str) -> None:
    """Where it says something there."""
    assert [one.there for one in unsupported(text, [source])] == [there]


def test_what_is_proven_the_same_is_drawn_on() -> None:
    """Of every labelled pair that is written in another way alone, each text draws on the other."""
    for pair in (pair for pair in [*SEEN, *UNSEEN] if pair.said == "same"):
        assert (said(pair.after, pair.before), said(pair.before, pair.after)) == ([], []), pair


@given(texts | passages)
@settings(max_examples=150, deadline=None)
def test_a_text_states_nothing_beyond_itself(text):
    """Whatever a text states is supported by that text, and all of it is unsupported without any."""
    assert unsupported(text, [text]) == ()
    for statement in unsupported(text, []):
        assert statement.words in text
        assert statement.kind in {
            Significance.NUMBER, Significance.DATE, Significance.CITATION, Significance.STRENGTH
        }  # fmt: skip


@given(passages, st.integers(2, 500), st.sampled_from(["days", "weeks", "working days", "months"]))
@settings(max_examples=60, deadline=None)
def test_a_number_that_is_put_in_is_always_found(passage, number, unit):
    """Wherever in the source the words around it stand."""
    put_in = f"{number} {unit}"
    assert put_in in [one.words for one in unsupported(f"{passage} This takes {put_in}.", [passage])]


def declared(text: str, *words: str) -> tuple[frozenset[int], ...]:
    return declared_in(text, unsupported(text, []), words)


def test_declared_words_account_for_what_lies_within_them():
    """Whole words, capitals included, wherever they stand; words beside a statement account for nothing."""
    text = "You must reply within 7 days. Staff must reply."
    assert [one.words for one in unsupported(text, [])] == ["must", "7 days", "must"]
    assert declared(text, "must") == ({0}, set(), {0})
    assert declared(text, "You must reply within 7 days") == ({0}, {0}, set())
    assert declared(text, "within 7", "days", "reply", "ust", "you must", "") == (set(), set(), set())
    assert declared(text, "7 days", "within 7 days") == (set(), {0, 1}, set())


def test_a_bare_number_and_a_date_are_declared_by_words_that_hold_them_whole() -> None:
    """Also at the end of the text; part of a date is not the date."""
    text = "Give 9 of them from 4 July 2018"
    stated = unsupported(text, [])
    assert [one.words for one in stated] == ["9", "4 July 2018"]
    assert declared_in(text, stated, ["9 of them"]) == ({0}, frozenset())
    assert declared_in(text, stated, ["from 4 July 2018", "July 2018"]) == (frozenset(), {0})
