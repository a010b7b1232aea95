"""A day that is watched says on which days whatever was worked out with it is the same."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inforce.build.graph import Watch, WatchedDay
from inforce.model.dates import in_words

DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))
QUESTIONS = st.lists(st.tuples(st.sampled_from(["<", "<=", "==", "max", "min", "later"]), DAYS, st.integers(-40, 40)))


def answers(day: date, questions: list[tuple[str, date, int]]) -> list[object]:
    """What comes of some questions about a day; a later one may depend on what an earlier one said."""
    found: list[object] = []
    for kind, other, later in questions:
        shifted = day + timedelta(days=later)
        match kind:
            case "<":
                found.append(shifted < other)
            case "<=":
                found.append(other <= shifted)
            case "==":
                found.append(other == shifted)
            case "max":
                found.append(max(other, shifted) is other)
            case "min":
                found.append(sorted([shifted, other])[0] is other)
            case _ if found and found[-1]:
                found.append(shifted - timedelta(days=later) > other)
    return found


@given(DAYS, QUESTIONS, DAYS)
def test_on_every_day_that_is_named_the_answers_are_the_same(
    day: date, questions: list[tuple[str, date, int]], other: date
) -> None:
    """And the answers are those of a plain date."""
    watch = Watch(day)
    said = answers(WatchedDay(watch), questions)
    assert said == answers(day, questions)
    assert watch.first <= day <= watch.last
    if watch.first <= other <= watch.last:
        assert answers(other, questions) == said


def test_whoever_says_the_day_has_that_day_alone() -> None:
    """However it is said: in words, as text, as a key, or as a number of days from another."""
    day = date(2026, 2, 3)
    for say in (str, repr, in_words, hash, lambda one: day - one, lambda one: one - day, lambda one: one.year,
                lambda one: f"{one}", lambda one: one.isoformat()):  # fmt: skip
        watch = Watch(day)
        say(WatchedDay(watch))
        assert watch.first == watch.last == day
