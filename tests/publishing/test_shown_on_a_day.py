"""What the site showed on a day is told from the register, apart from what was in force on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.publish.register import Published, Register, shown_on

LONDON = ZoneInfo("Europe/London")
DAY = date(2026, 6, 15)


def register(*published: tuple[str, str, str]) -> Register:
    """Return a register of one document: versions, each with its day and the moment at which it was published."""
    made = Register()
    for version, day, moment in published:
        made = made.extended([(Published("golden-rules", version, "0" * 64), day)], moment, "")
    return made


def told(made: Register, document: str = "golden-rules", called_off: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return what was shown on the day: since when, in the time of London, and the version."""
    return [
        (f"{shown.since.astimezone(LONDON):%d %H:%M}", shown.entry.version if shown.entry else "nothing")
        for shown in shown_on(made.entries, {document}, DAY, LONDON, called_off)
    ]


def test_a_version_is_shown_from_its_publication_on_though_it_was_in_force_before() -> None:
    """The two clocks are told apart: in force since January, published on the day at noon."""
    made = register(
        ("1.0.0", "unknown", "2025-03-01T09:00:00Z"), ("2.0.0", "2026-01-01", "2026-06-15T11:00:00Z"),
    )  # fmt: skip
    assert told(made) == [("15 00:00", "1.0.0"), ("15 12:00", "2.0.0")]


def test_a_version_that_waits_is_shown_from_its_day_on() -> None:
    """What was published ahead changes the page at midnight where the site is, not at midnight elsewhere."""
    made = register(("1.0.0", "2026-01-01", "2026-01-01T09:00:00Z"), ("2.0.0", "2026-06-15", "2026-05-01T09:00:00Z"))
    assert told(made) == [("15 00:00", "2.0.0")]
    late_in_the_evening = register(("1.0.0", "2026-01-01", "2026-06-15T23:30:00Z"))
    assert told(late_in_the_evening) == [("15 00:00", "nothing")], "it is the 16th in London by then"


def test_of_what_was_never_published_nothing_was_shown() -> None:
    """Neither another document nor a version whose day is ahead is taken for the answer."""
    made = register(("1.0.0", "2026-06-16", "2026-06-15T09:00:00Z"))
    assert told(made) == [("15 00:00", "nothing")]
    assert told(made, "lone-working") == [("15 00:00", "nothing")]


def test_a_version_that_was_called_off_was_never_shown_as_in_force() -> None:
    """The register has it with its day all the same: it was published while that was ahead."""
    made = register(("1.0.0", "2026-01-01", "2026-01-01T09:00:00Z"), ("2.0.0", "2026-06-10", "2026-05-01T09:00:00Z"))
    assert told(made) == [("15 00:00", "2.0.0")]
    assert told(made, called_off=("2.0.0",)) == [("15 00:00", "1.0.0")]


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 72)), max_size=5))
@settings(deadline=None, max_examples=60)
def test_every_moment_of_the_day_has_the_answer_that_a_reader_then_would_have_given(
    versions: list[tuple[int, int]],
) -> None:
    """Asked hour by hour, what is shown is the highest version published by then whose day has come."""
    start = datetime(2026, 6, 14, tzinfo=UTC)
    published = sorted(
        (start + timedelta(hours=hours), f"{number}.0.0", (DAY + timedelta(days=days)).isoformat())
        for number, (days, hours) in enumerate(versions, start=1)
    )
    made = register(*((version, day, f"{moment:%Y-%m-%dT%H:%M:%SZ}") for moment, version, day in published))
    shown = shown_on(made.entries, {"golden-rules"}, DAY, UTC)
    for hour in range(24):
        moment = datetime(2026, 6, 15, hour, tzinfo=UTC)
        seen = [version for at, version, day in published if at <= moment and day <= DAY.isoformat()]
        answer = [one.entry.version if one.entry else None for one in shown if one.since <= moment][-1]
        assert answer == max(seen, default=None)
