"""What the program says to readers is said by the catalogue that speaks."""

from __future__ import annotations

from gettext import NullTranslations

from hypothesis import given
from hypothesis import strategies as st

from inforce.model.catalogue import (
    N_,
    Catalogue,
    _,
    current_catalogue,
    listed,
    ngettext,
    pgettext,
    use_catalogue,
    with_commas,
    with_semicolons,
)


class Loud(NullTranslations):
    """Says everything in capitals, but leaves the names of places alone."""

    def gettext(self, message: str) -> str:
        return message.upper().replace("{DAY}", "{day}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper().replace("{COUNT}", "{count}")

    def pgettext(self, context: str, message: str) -> str:
        return f"{context.upper()} {message}"


LOUD = Catalogue("en-x-loud", translations=Loud(), digest="loud")


@given(st.text())
def test_english_is_what_stands_in_the_program(message: str) -> None:
    """Without a catalogue each sentence says itself, whatever signs are in it."""
    assert _(message) == pgettext("context", message) == N_(message) == message


@given(st.text())
def test_what_fills_a_place_is_never_read_as_a_sentence(day: str) -> None:
    """Braces in a value stay what they are."""
    assert _("Withdrawn on {day}.", day=day) == f"Withdrawn on {day}."


def test_a_catalogue_speaks_where_it_was_told_to_and_nowhere_else() -> None:
    """What is built for one organisation does not change what is said to the next."""
    with use_catalogue(LOUD):
        assert current_catalogue() is LOUD
        assert _("Withdrawn on {day}.", day="1 May") == "WITHDRAWN ON 1 May."
        assert ngettext("{count} rule", "{count} rules", 1) == "1 RULE"
        assert ngettext("{count} rule", "{count} rules", 2) == "2 RULES"
        assert pgettext("month", "May") == "MONTH May"
    assert _("Withdrawn on {day}.", day="1 May") == "Withdrawn on 1 May."
    assert [ngettext("{count} rule", "{count} rules", count) for count in (0, 1)] == ["0 rules", "1 rule"]


def test_names_are_listed_as_english_lists_them() -> None:
    """None, one, two and more."""
    assert [listed(["a", "b", "c", "d"][:count]) for count in range(5)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
        "a, b, c and d",
    ]


def test_what_parts_the_items_of_a_list_is_in_the_catalogue() -> None:
    """Nothing, one and more, in English and where a language has other marks for it."""
    assert [with_commas(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a, b", "a, b, c"]
    assert [with_semicolons(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a; b", "a; b; c"]
    with use_catalogue(LOUD):
        assert with_commas(["a", "b"]) == "LIST a, b"
        assert with_semicolons(["a", "b"]) == "LIST OF PHRASES a; b"
