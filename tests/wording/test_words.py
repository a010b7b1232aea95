"""Cutting a text into words and marks: nothing is lost, and only typesetting is forgiven."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings

from inforce.wording.language import language, stem
from inforce.wording.words import SAME_MARK, SAME_SIGN, SPELT_OUT, in_one_line, looks_equal, norms, words
from wording.texts import texts

law = settings(max_examples=150, deadline=None)


@law
@given(texts)
def test_each_word_says_where_it_stands(text: str) -> None:
    """The words cut the text at their places, in order, and leave nothing but what nobody reads."""
    place = 0
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert word.norm
        assert place <= word.start < word.end
        assert not norms(text[place : word.start])
        place = word.end
    assert not norms(text[place:])


@law
@given(texts)
def test_the_quick_cut_is_the_same_cut(text: str) -> None:
    """Normal forms without places are those with places."""
    assert norms(text) == [word.norm for word in words(text)]
    assert in_one_line(text).split(" ")[1:-1] == (norms(text) or [])


@law
@given(texts)
def test_the_composed_and_the_decomposed_form_are_the_same_words(text: str) -> None:
    """An accent is one sign or two; readers see the same."""
    assert norms(unicodedata.normalize("NFD", text)) == norms(unicodedata.normalize("NFC", text))


@law
@given(texts)
def test_looking_equal_is_being_equal(text: str) -> None:
    """The cheap first question never says yes to texts of other words."""
    for other in (text.replace("n", "m", 1), text.replace(" ", "", 1), text.replace("-", " ", 1), f" {text}\n"):
        if looks_equal(text, other):
            assert norms(text) == norms(other)


@pytest.mark.parametrize(
    "forms",
    [
        "carry carries carried carrying",
        "reply replies replied replying",
        "plan plans planned planning",
        "pass passes passed passing",
        "pay pays paid paying",
        "try tries tried trying",
        "child children",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    """By which sentences are paired; other words have another."""
    (one,) = {stem(form, language("en")) for form in forms.split()}
    others = ("car", "plant", "past", "rep", "chill", "see")
    assert one not in {stem(other, language("en")) for other in others}


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("up-to-date, don't", ["up-to-date", ",", "don't"]),
        ("and/or", ["and", "/", "or"]),
        ("1,500 and 1.5 at 10:30", ["1,500", "and", "1.5", "at", "10:30"]),
        ("In 2018. Then", ["In", "2018", ".", "Then"]),
        ("(GDPR)", ["(", "GDPR", ")"]),
        ("Regulation 2016/679", ["Regulation", "2016/679"]),
        ("5% of £1,500", ["5", "%", "of", "£", "1,500"]),
        ("was -5 or .5", ["was", "-5", "or", ".5"]),
        ("10² is not 102", ["10²", "is", "not", "102"]),
        ("it \u2013 whether", ["it", "-", "whether"]),
        ("it—whether", ["it", "-", "whether"]),
        ("it -- whether", ["it", "-", "whether"]),
        ("practitioners' views", ["practitioners", "'", "views"]),
        ("wait …", ["wait", "..."]),
        ("café cafe\u0301", ["café", "café"]),
        ("", []),
        (" \n\u00ad ", []),
    ],
)
def test_marks_stand_by_themselves_except_within_words_and_numbers(text: str, cut: list[str]) -> None:
    """What a reader would call a word is one."""
    assert norms(text) == cut


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[(f"a {sign} b", f"a {plain} b") for plain, (signs, _) in SAME_SIGN.items() for sign in signs],
        *[(f"a {sign} b", f"a {plain} b") for plain, (signs, _) in SAME_MARK.items() for sign in signs],
        *[(f"x{sign}y", f"x{plain}y") for plain, (signs, _) in SPELT_OUT.items() for sign in signs],
        ("a\u00a0b\u2009c\r\nd", "a b c d"),
        ("a , b", "a, b"),
    ],
)
def test_what_typesetting_changes_is_forgiven(one: str, other: str) -> None:
    """The table, sign by sign."""
    assert norms(one) == norms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("10²", "102"), ("Act", "act"), ("not able", "notable"), ("may be", "maybe"), ("a, b", "a b"), ("½", "1/2")],
)
def test_what_typesetting_does_not_change_is_not_forgiven(one: str, other: str) -> None:
    """Capitals, raised figures, marks and the space between words are there to be read."""
    assert norms(one) != norms(other)
