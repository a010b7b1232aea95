"""An interval of days holds what its bounds say, and its parts hold the same days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inforce.model.dates import Interval

_DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 1))
_INTERVALS = st.builds(Interval, st.none() | _DAYS, st.none() | _DAYS)
_EVERY_DAY = [date(2025, 12, 31) + timedelta(days=days) for days in range(34)]


@given(_INTERVALS)
def test_an_interval_lasts_where_it_holds_a_day(interval):
    """And the last of its days is the one before it ends."""
    held = [day for day in _EVERY_DAY if interval.holds(day)]
    assert bool(held) is interval.lasts
    if held and interval.until:
        assert held[-1] == interval.last


@given(_INTERVALS.filter(lambda interval: interval.lasts), st.lists(_DAYS))
def test_each_day_of_an_interval_lies_in_one_of_its_parts(interval, days):
    """A part begins on each day that was named, and no part is without a day."""
    parts = list(interval.split_at(days))
    for day in _EVERY_DAY:
        assert sum(part.holds(day) for part in parts) == interval.holds(day)
    assert all(part.lasts for part in parts)
    assert {part.first for part in parts} == {interval.first, *(day for day in days if interval.holds(day))}
