"""The words that carry meaning: found in a text, and known for the same however they are written."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.wording.lexicon import reversed_by, significant, strengths
from inforce.wording.numbers import quantities
from inforce.wording.spelling import key
from inforce.wording.vocabulary import GROUPS, OPPOSITES, SPELLINGS
from inforce.wording.words import norms, words

law = settings(max_examples=100, deadline=None)


def found_in(text: str) -> list[tuple[str, str]]:
    spelt = norms(text)
    return [(str(place.kind), " ".join(spelt[place.start : place.end])) for place in significant(words(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You cannot share it.", [("strength", "cannot"), ("negation", "cannot")]),
        ("You shouldn't wait.", [("strength", "shouldn't"), ("negation", "shouldn't")]),
        ("Under the Data Protection Act 2018 you", [("legal citation", "Data Protection Act 2018")]),
        (
            "the GDPR and Data Protection Act 2018",
            [("legal citation", w) for w in ("GDPR", "Data Protection Act 2018")],
        ),
        ("the NHS Act 2006", [("legal citation", "NHS Act 2006")]),
        ("the EU and Care Act 2014", [("legal citation", "Care Act 2014")]),
        ("Care Act 2014 binds Ann", [("legal citation", "Care Act 2014")]),
        ("the Act says", []),
        ("the Care Act 2014 and section 3A", [("legal citation", w) for w in ("Care Act 2014", "section 3A")]),
        ("2015 was", [("date", "2015")]),
        ("within 2015", [("amount", "within"), ("date", "2015")]),
        ("within Care Act 2014", [("legal citation", "Care Act 2014")]),
        ("You dont share it.", [("negation", "dont")]),
        ("keep this one", [("number", "one")]),
        ("share it within", []),
        ("within £5", [("amount", "within"), ("amount", "£"), ("number", "5")]),
        ("within €5", [("amount", "within"), ("amount", "€"), ("number", "5")]),
        ("within $5", [("amount", "within"), ("amount", "$"), ("number", "5")]),
        ("Children (Leaving Care) Act 2000", [("legal citation", "Children ( Leaving Care ) Act 2000")]),
        ("section 115 of it", [("legal citation", "section 115")]),
        ("on 26 March 2015.", [("date", "26 March 2015")]),
        ("on March 26, 2015, we", [("date", "March 26 , 2015")]),
        ("the 4th of July", [("date", "4th of July")]),
        ("You may go on 5 May.", [("strength", "may"), ("date", "5 May")]),
        ("in 2015", [("date", "2015")]),
        ("on March 26 2015 we", [("date", "March 26 2015")]),
        ("5 May and 6 June", [("date", "5 May"), ("date", "6 June")]),
        ("on 5 May or 2018", [("date", "5 May"), ("date", "2018")]),
        ("in March and in May 2018", [("date", "March"), ("date", "May 2018")]),
        ("May they go?", [("strength", "May")]),
        ("where possible, go", [("condition", "where possible")]),
        ("up to date and up to 5", [("amount", "up to"), ("number", "5")]),
        ("within the team within 7 days", [("amount", "within"), ("number", "7"), ("amount", "days")]),
        ("under section 3 and under 3", [("legal citation", "section 3"), ("amount", "under"), ("number", "3")]),
        ("no one but one another", [("negation", "no one")]),
        ("notable, knot, mustard, Ifor, the General Data Protection Regulation", []),
    ],
)
def test_the_words_that_carry_meaning_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Whole words and phrases, the longest at each place, and no others."""
    assert found_in(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("on 26 March 2015", "on March 26, 2015"),
        ("on 26 March 2015", "on the 26th of March 2015"),
        ("no one came", "nobody came"),
        ("you can't", "you cannot"),
        ("it needs to go", "they need to go"),
        ("one hundred and five", "105"),
    ],
)
def test_the_same_said_in_another_way_is_the_same(one: str, other: str) -> None:
    """By kind and by the form that stands for all."""

    def said(text: str) -> set[tuple[str, str]]:
        return {(place.kind, place.canonical) for place in significant(words(text))}

    assert said(one) == said(other) != set()


FORMS = [form for group in GROUPS for entry in group.entries for form in entry.split("|")]
RUN = st.tuples(st.sampled_from([*FORMS, "5", "June 2018", "Care Act 2014"]), st.sampled_from(["-", " "]))


@law
@given(st.lists(RUN, min_size=2, max_size=8).map(lambda runs: "".join(part for run in runs for part in run)))
def test_places_begin_and_end_in_the_order_in_which_they_stand(text: str) -> None:
    """Also where two share a word that is made of several: those who look for a place part the list in the middle."""
    found = significant(words(text))
    assert [place.start for place in found] == sorted(place.start for place in found)
    assert [place.end for place in found] == sorted(place.end for place in found)


def test_every_group_gives_its_reason_and_no_form_has_two() -> None:
    """The vocabulary can be read, and no word is put in two places by mistake."""
    forms = [form for group in GROUPS for entry in group.entries for form in entry.split("|")]
    assert all(group.reason.endswith((".", "information.")) for group in GROUPS)
    assert len(forms) == len(set(forms))
    assert all(norms(form) == form.split() for form in forms)
    assert all(group.level in {"", "must", "should", "may"} for group in GROUPS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You must keep it and should sign it.", {"must", "should"}),
        ("You may keep it in May 2018.", {"may"}),
        ("It was signed in May 2018.", set()),
        ("You shall keep it.", {"must"}),
        ("You need to keep it.", {"must"}),
        ("You ought to keep it.", {"should"}),
        ("You cannot keep it.", {"may"}),
        ("You'll keep it.", set()),
        ("The mustard may-be.", {"may"}),
        ("", set()),
    ],
)
def test_the_strengths_of_a_text_are_those_of_its_words(text: str, expected: set[str]) -> None:
    """However they are said."""
    assert strengths(text) == expected


@law
@given(st.integers(0, 999_999_999))
def test_a_number_is_the_same_in_figures_and_in_words(number: int) -> None:
    """With or without commas, spelt out as British guidance spells it."""
    spelt = in_words(number)
    assert quantities(spelt.split()) == quantities([str(number)]) == quantities([f"{number:,}"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two million files", "#2000000 files"),
        ("2 million files", "#2000000 files"),
        ("1.5 thousand", "#1500"),
        ("3 hundred", "#300"),
        ("a hundred of them", "a #100 of them"),
        ("five six", "#5 #6"),
        ("zero five", "#0 #5"),
        ("twenty ten", "#20 #10"),
        ("one hundred and files", "#100 and files"),
        ("one hundred and", "#100 and"),
        ("one and two", "#1 and #2"),
        ("ten twenty", "#10 #20"),
        ("twenty first day", "#21th day"),
        ("the tenth and 10th", "the #10th and #10th"),
        ("hundred hundred", "#100 #100"),
        ("thousand files", "#1000 files"),
        ("twenty tenth", "#20 #10th"),
        ("twenty zero", "#20 #0"),
        ("16la or 1,50", "#16la or #1,50"),
    ],
)
def test_numbers_end_where_a_reader_ends_them(text: str, expected: str) -> None:
    """What follows a number is read by itself."""
    assert " ".join(quantities(text.split())) == expected


@law
@given(st.integers(0, 99), st.integers(0, 99))
def test_two_numbers_have_one_key_only_if_they_are_equal(one: int, other: int) -> None:
    """The figure and the word stand side by side; different figures never do."""
    keys = {key(str(one)), key(in_words(one).replace(" ", "-"))}
    assert len(keys) == 1
    assert (key(str(other)) in keys) == (one == other)


UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_words(number: int) -> str:
    if number < 20:
        return UNITS.split()[number]
    if number < 100:
        return TENS.split()[number // 10 - 2] + (f" {UNITS.split()[number % 10]}" if number % 10 else "")
    size, name = next(
        (size, name) for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")) if number >= size
    )
    rest = number % size
    joined = " and " if rest < 100 else " "
    return f"{in_words(number // size)} {name}" + (joined + in_words(rest) if rest else "")


def test_every_spelling_of_a_word_has_one_key() -> None:
    """British variants, capitals, hyphens and missing apostrophes."""
    same = [
        *(entry.split("|") for entry in SPELLINGS),
        ["organise", "organize", "Organise"],
        ["organisations", "organizations"],
        ["behavioural", "behavioral"],
        ["counselling", "counseling"],
        ["analysed", "analyzed"],
        ["well-being", "wellbeing", "Well-Being"],
        ["don't", "dont"],
        ["child's", "childs"],
        ["seven", "7"],
        ["twenty-one", "21"],
        ["1,500", "1500"],
        ["first", "1st"],
    ]
    assert [forms for forms in same if len({key(form) for form in forms}) != 1] == []


def test_words_that_are_not_one_word_have_keys_of_their_own() -> None:
    """Sense before likeness."""
    apart = [
        "not-able", "notable", "re-sign", "resign", "we're", "were", "1.5", "1,5", "15", "5-10", "510", "-5", "5",
        "prize", "prise", "advice", "advise", "may-be", "maybe", "1.50", "10²", "102", "cannot", "can",
    ]  # fmt: skip
    assert [(one, other) for one, other in combinations(apart, 2) if key(one) == key(other)] == []


@pytest.mark.parametrize("pair", OPPOSITES)
def test_opposites_are_opposites_in_both_directions(pair: str) -> None:
    """As listed."""
    one, other = pair.split("|")
    assert reversed_by(one, other)
    assert reversed_by(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("close", "disclose"),
        ("form", "inform"),
        ("ion", "union"),
        ("side", "inside"),
        ("it", "unit"),
        ("carefree", "careful"),
    ],
)
def test_words_that_only_look_like_opposites_are_none(one: str, other: str) -> None:
    """A prefix negates some words and not others."""
    assert not reversed_by(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("thoughtful", "thoughtless"), ("harmless", "harmful"), ("work", "non-work")]
)
def test_a_prefix_or_an_ending_that_negates_makes_an_opposite(one: str, other: str) -> None:
    """In both directions, with a hyphen or without."""
    assert reversed_by(one, other)
    assert reversed_by(other, one)
