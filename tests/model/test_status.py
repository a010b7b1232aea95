"""Which version applies on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.model.guidance import (
    CallOff,
    Change,
    ChangeKind,
    Document,
    DocumentDetails,
    Version,
    VersionText,
    Withdrawal,
)
from inforce.model.names import VersionNumber
from inforce.model.problem import Origin
from inforce.model.rules import Rule, Section
from inforce.model.status import Status, in_force, periods, status, successor

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def document(*days: date | None, withdrawn: date | None = None, off: frozenset[int] = frozenset()) -> Document:
    """A document whose versions 1.0.0, 2.0.0 and so on come into force on *days*, but for those called *off*."""
    sections = (Section("s", "Section", (Rule("r", "Words."),)),)
    change = Change(ChangeKind.MAJOR, "Note.")
    texts = [
        VersionText(1, VersionNumber(number, 0, 0), "Title", day, change, "Summary.", sections)
        for number, day in enumerate(days, start=1)
    ]
    versions = tuple(Version("d", text, f"{text.version.major:064x}", Origin("f")) for text in texts)
    details = DocumentDetails(
        1,
        "Owner",
        "All",
        withdrawn=Withdrawal(withdrawn, "Reason.") if withdrawn else None,
        called_off=tuple(CallOff(VersionNumber(number, 0, 0), date(2020, 1, 1), "Reason.") for number in sorted(off)),
    )
    return Document("d", details, versions, Origin("d"))


def by_number(guidance: Document, day: date) -> list[str]:
    return [status(guidance, version, day).value for version in guidance.versions]


@given(st.lists(DAYS, max_size=5), DAYS, st.one_of(st.none(), DAYS))
def test_on_any_day_at_most_one_version_is_in_force(days: list[date], day: date, withdrawn: date | None) -> None:
    """Whatever days are written, in whatever order, nobody has two versions to follow."""
    guidance = document(*days, withdrawn=withdrawn)
    now = [version for version in guidance.versions if status(guidance, version, day) is Status.IN_FORCE]
    assert len(now) <= 1
    assert now == [found for found in [in_force(guidance, day)] if found]


@given(st.lists(DAYS, min_size=1, max_size=5), DAYS)
def test_once_a_version_came_into_force_there_is_always_one(days: list[date], day: date) -> None:
    """From the first day on, a document that is not withdrawn has no gap."""
    guidance = document(*days)
    assert (in_force(guidance, day) is not None) == (day >= min(days))


@given(st.lists(DAYS, min_size=2, max_size=5, unique=True).map(sorted))
def test_a_version_applies_until_the_day_before_the_next(days: list[date]) -> None:
    """The last day of a version and the first of its successor are neighbours."""
    guidance = document(*days)
    for version, following in zip(guidance.versions, guidance.versions[1:], strict=False):
        until = periods(guidance)[version.number].until
        assert until == following.in_force_from
        assert until is not None
        assert in_force(guidance, until - timedelta(days=1)) == version
        assert successor(guidance, version) == following


def test_a_first_version_of_unknown_day_applied_from_before_anyone_knows() -> None:
    """What is unknown is not invented: the first version applies on every day before the second."""
    guidance = document(None, date(2026, 11, 22))
    assert by_number(guidance, date(1990, 1, 1)) == ["in force", "upcoming"]
    assert by_number(guidance, date(2026, 11, 22)) == ["superseded", "in force"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), ["upcoming", "upcoming"]),
        (date(2026, 2, 1), ["in force", "upcoming"]),
        (date(2026, 3, 1), ["superseded", "in force"]),
        (date(2026, 4, 1), ["superseded", "withdrawn"]),
    ],
)
def test_status_follows_the_day(day: date, expected: list[str]) -> None:
    """Upcoming, in force, superseded, and withdrawn once the document is."""
    guidance = document(date(2026, 2, 1), date(2026, 3, 1), withdrawn=date(2026, 4, 1))
    assert by_number(guidance, day) == expected


def test_a_version_that_had_not_begun_is_withdrawn_with_its_document() -> None:
    """Nobody is left to wait for a version that will not come."""
    guidance = document(date(2026, 2, 1), date(2026, 6, 1), withdrawn=date(2026, 4, 1))
    assert by_number(guidance, date(2026, 3, 1)) == ["in force", "withdrawn"]
    assert by_number(guidance, date(2026, 4, 1)) == ["withdrawn", "withdrawn"]


def test_a_version_overtaken_before_it_began_is_superseded() -> None:
    """Where a later version takes its place on an earlier day, a version never applies."""
    guidance = document(date(2026, 1, 1), date(2026, 4, 1), date(2026, 3, 1))
    assert by_number(guidance, date(2026, 2, 1)) == ["in force", "superseded", "upcoming"]
    assert by_number(guidance, date(2026, 5, 1)) == ["superseded", "superseded", "in force"]


@given(st.lists(DAYS, min_size=1, max_size=5), DAYS, st.frozensets(st.integers(1, 5)))
def test_a_version_that_was_called_off_changes_nothing_for_the_others(
    days: list[date], day: date, off: frozenset[int]
) -> None:
    """On every day, the others stand as if it had never been; it is withdrawn itself, and applies on no day."""
    guidance = document(*days, off=off)
    kept = [begins for number, begins in enumerate(days, start=1) if number not in off]
    as_if = iter(by_number(document(*kept), day))
    assert by_number(guidance, day) == [
        "withdrawn" if number in off else next(as_if) for number in range(1, len(days) + 1)
    ]
    assert not any(
        periods(guidance)[version.number].lasts for version in guidance.versions if version.number.major in off
    )


def test_of_two_versions_on_one_day_the_one_that_was_not_called_off_applies() -> None:
    """A version that waits for its day is corrected by another for the same day, and cancelled itself."""
    guidance = document(date(2026, 1, 1), date(2026, 4, 1), date(2026, 4, 1), off=frozenset({2}))
    assert by_number(guidance, date(2026, 3, 31)) == ["in force", "withdrawn", "upcoming"]
    assert by_number(guidance, date(2026, 4, 1)) == ["superseded", "withdrawn", "in force"]
    assert successor(guidance, guidance.versions[0]) == guidance.versions[2]
