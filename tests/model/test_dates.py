"""Days, dates of which only a part is known, and spans of time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.model.dates import DAY, DAY_OR_UNKNOWN, PARTIAL_DATE, SPAN, PartialDate, Span
from inforce.model.problem import ProblemError


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    """What is written as year-month-day is that day and no other."""
    assert DAY.read(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01",
        "0999-12-31",
        "2026-02-29",
        "2026-13-01",
        "20260229",
        "2026-W05-1",
        "1.12.2026",
        "2026-12-1",
        " 2026-12-01",
        "2026-12-01\n",
        "\u0662\u0660\u0662\u0666-\u0661\u0662-\u0660\u0661",
        "",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    """A day that is not in the calendar, or not written as year-month-day, is never guessed at."""
    with pytest.raises(ProblemError):
        DAY.read(text)


def test_the_message_names_the_day_and_how_to_write_one() -> None:
    """An editor who writes a day that does not exist is told which, and how a day is written."""
    with pytest.raises(ProblemError) as caught:
        DAY.read("2026-02-29")
    assert caught.value.message == 'There is no day "2026-02-29" in the calendar.'
    assert caught.value.remedy == "Write a day that exists, as year-month-day: 2026-12-01"


def test_unknown_stands_for_a_day_that_nobody_knows() -> None:
    """The word, and only the word, stands for no day."""
    assert DAY_OR_UNKNOWN.read("unknown") is None
    with pytest.raises(ProblemError):
        DAY_OR_UNKNOWN.read("Unknown")


@pytest.mark.parametrize(
    ("text", "words"),
    [("2018", "2018"), ("2018-07", "July 2018"), ("2018-07-04", "4 July 2018"), ("2024-02-29", "29 February 2024")],
)
def test_a_date_says_as_much_as_is_known(text: str, words: str) -> None:
    """A month or a day that is not known is not shown, and nothing is made up in its place."""
    partial = PARTIAL_DATE.read(text)
    assert (partial.in_words, str(partial)) == (words, text)


@pytest.mark.parametrize("text", ["2018-00", "2018-13", "2018-7", "2023-02-29", "18", "July 2018"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    """Neither a month 13 nor a 29 February of an ordinary year is a date."""
    with pytest.raises(ProblemError):
        PARTIAL_DATE.read(text)


def test_a_month_stands_before_its_days() -> None:
    """Of two dates in one month, the one that names no day comes first."""
    assert PartialDate(2018, 7) < PartialDate(2018, 7, 4) < PartialDate(2018, 8)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("7 days", date(2026, 11, 22), date(2026, 11, 29)),
        ("2 weeks", date(2026, 12, 25), date(2027, 1, 8)),
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("12 months", date(2024, 2, 29), date(2025, 2, 28)),
        ("1 year", date(2026, 11, 22), date(2027, 11, 22)),
    ],
)
def test_a_span_is_counted_on_the_calendar(text: str, start: date, end: date) -> None:
    """Where a month is too short, the span ends on its last day."""
    assert SPAN.read(text).after(start) == end


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(0, 600), st.integers(0, 4000))
def test_a_longer_span_never_ends_earlier(day: date, months: int, days: int) -> None:
    """One day or one month more never brings the end forward."""
    end = Span(months, days).after(day)
    assert Span(months, days + 1).after(day) > end
    assert Span(months + 1, days).after(day) >= end


@pytest.mark.parametrize("span", [Span(months=12), Span(days=1), Span(1, 40)])
def test_a_span_ends_at_the_last_day_that_there_is(span: Span) -> None:
    """Whoever writes 9999-12-31 for a day that never comes is told nothing of a fault in the program."""
    assert span.after(date.max) == date.max
