"""What an editor most likely meant by a day, a number or an id that is not written as it has to be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.dates import DAY, MONTHS
from inforce.model.names import ID, PASSAGE, VERSION, Grammar
from inforce.model.problem import ProblemError, listed
from inforce.parsing.suggestions import did_you_mean, suggested_correction


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_in_any_usual_british_order_is_understood(day: date) -> None:
    """01/06/2026, 1.6.2026, 1 June 2026, 1st Jun 2026 and 20260601 are the first of June."""
    month = MONTHS[day.month - 1]
    for text in (
        f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", f"{day.day} {month} {day.year}",
        f"{day.day}th {month[:3]} {day.year}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}",
    ):  # fmt: skip
        assert suggested_correction(text, DAY) == day.isoformat()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.sampled_from([DAY, ID, VERSION, PASSAGE]))
def test_what_is_offered_is_always_written_as_it_has_to_be(text: str, grammar: Grammar) -> None:
    """No offer is itself a mistake, and nothing that was right is rewritten."""
    offer = suggested_correction(text, grammar)
    if offer is not None:
        grammar.read(offer)
        with pytest.raises(ProblemError):
            grammar.read(text)


@pytest.mark.parametrize(
    ("text", "grammar", "meant"),
    [
        ("v1.2.0", VERSION, "1.2.0"), ("1.2", VERSION, "1.2.0"), ("01.2.0", VERSION, "1.2.0"), ("1", VERSION, "1.0.0"),
        ("1.2.0-beta", VERSION, None), ("Share With Consent", ID, "share-with-consent"), ("café", ID, "cafe"),
        ("share_with", ID, "share-with"), ("ша", ID, None), ("con", ID, None), ("31/02/2026", DAY, None),
        ("soon", DAY, None), ("13 Smarch 2026", DAY, None),
    ],
)  # fmt: skip
def test_a_guess_is_made_only_where_there_is_one(text: str, grammar: Grammar, meant: str | None) -> None:
    """What cannot be told is not guessed."""
    assert suggested_correction(text, grammar) == meant


def test_a_name_with_other_digits_is_no_misspelling() -> None:
    """Whoever writes 2019 does not mean 2018, and whoever writes rule-3 does not mean rule-1."""
    assert did_you_mean("2019", ["2018", "2015"]) == ""
    assert did_you_mean("rule-3", ["rule-1", "rule-2"]) == ""
    assert did_you_mean("rul-1", ["rule-1", "rule-2"]) == 'Did you mean "rule-1"?'


def test_long_lists_are_cut_and_counted() -> None:
    """A sentence names a dozen names at most."""
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(str(number) for number in range(100)) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 89 more"
