"""Wherever a new version is put, the versions of its document stay in the order of their numbers and of their days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inforce.checks.one_version_a_day import one_version_a_day
from inforce.model.guidance import ChangeKind, Document
from inforce.model.names import VersionNumber
from inforce.model.status import in_force, neighbours, next_number
from library_factory import a_call_off, a_document, a_library, a_version
from library_strategies import DAYS

KINDS = (ChangeKind.MAJOR, ChangeKind.MINOR, ChangeKind.PATCH)
LAST = date(2028, 1, 1)
"""After every day that is drawn."""


def ordered(document: Document) -> bool:
    """Whether the check of the order has nothing against *document*."""
    return not list(one_version_a_day(a_library(document), LAST))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return a document of sound order, of which any version may have been cancelled."""
    parts = st.integers(0, 2)
    numbers = sorted(
        draw(st.lists(st.builds(VersionNumber, st.integers(1, 3), parts, parts), min_size=1, max_size=5, unique=True))
    )
    off = [a_call_off(str(number), LAST) for number in numbers if draw(st.integers(0, 2)) == 2]
    days = iter(sorted(draw(st.lists(DAYS, min_size=5, max_size=5, unique=True))))
    gone = {one.version for one in off}
    versions = []
    for place, number in enumerate(numbers):
        begins = draw(DAYS) if number in gone else next(days)
        kind = ChangeKind.FIRST if place == 0 else ChangeKind.MINOR
        versions.append(a_version(str(number), begins=None if draw(st.booleans()) and not place else begins, kind=kind))
    return a_document(*versions, called_off=off)


def room_between(document: Document, before: VersionNumber, after: VersionNumber) -> bool:
    """Whether a number lies between *before* and *after* that no version of *document* ever had."""
    if (before.major, before.minor) != (after.major, after.minor):
        return True  # a patch of *before* always does
    return any(document.version(replace(before, patch=patch)) is None for patch in range(before.patch + 1, after.patch))


@given(document=documents(), begins=st.none() | DAYS, kind=st.sampled_from(KINDS), data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_new_version_lies_where_its_day_lies(
    document: Document, begins: date | None, kind: ChangeKind, data: st.DataObject
) -> None:
    """Its number was never used, the order stays sound, and it is in force from its day on."""
    assume(ordered(document))
    beside = neighbours(document, begins)
    assume(beside.same_day is None)
    assume(beside.before is not None or beside.after is None)
    base = data.draw(st.sampled_from(document.versions))
    number = next_number(document, base, kind, beside)
    if number is None:
        assert beside.before
        assert beside.after
        assert not room_between(document, beside.before.number, beside.after.number)
        return
    assert document.version(number) is None
    first_day = begins or LAST
    new = a_version(str(number), begins=first_day, kind=kind)
    after = a_document(
        *sorted([*document.versions, new], key=lambda one: one.number), called_off=document.details.called_off
    )
    assert ordered(after)
    assert in_force(after, first_day) == new
    assert in_force(after, first_day - timedelta(days=1)) == in_force(document, first_day - timedelta(days=1))


@pytest.mark.parametrize(
    ("there", "off", "base", "begins", "kind", "expected"),
    [
        (["1.0.0", "2.0.0"], [], "2.0.0", None, "major", "3.0.0"),
        (["1.0.0", "2.0.0"], [], "2.0.0", None, "minor", "2.1.0"),
        (["1.0.0", "2.0.0"], [], "2.0.0", None, "patch", "2.0.1"),
        # words of an earlier version again
        (["1.0.0", "2.4.1"], [], "1.0.0", None, "minor", "2.5.0"),
        # before an upcoming one: of the kind where that fits, else of a smaller one, else none
        (["1.0.0", "2.0.0"], [], "1.0.0", date(2026, 1, 15), "minor", "1.1.0"),
        (["1.0.0", "2.0.0"], [], "1.0.0", date(2026, 1, 15), "major", "1.1.0"),
        (["1.0.0", "1.1.0"], [], "1.0.0", date(2026, 1, 15), "major", "1.0.1"),
        (["1.0.0", "1.0.1"], [], "1.0.0", date(2026, 1, 15), "patch", None),
        # a number that was cancelled stays that of the version that was
        (["1.0.0", "2.0.0"], ["2.0.0"], "1.0.0", None, "major", "3.0.0"),
        (["1.0.0", "2.0.0"], ["2.0.0"], "1.0.0", None, "minor", "1.1.0"),
        (["1.0.0", "2.0.0"], ["2.0.0"], "2.0.0", None, "patch", "2.0.1"),
        (["1.0.0"], ["1.0.0"], "1.0.0", None, "patch", "1.0.1"),
        # above the one that was cancelled no number is left, but below it one is
        (["1.0.0", "1.1.0", "1.1.1"], ["1.1.0"], "1.1.0", date(2026, 1, 15), "patch", "1.0.1"),
        # one that was cancelled and comes after all that is new is not in the way
        (["1.0.0", "1.1.0", "2.0.0"], ["2.0.0"], "2.0.0", date(2026, 1, 15), "minor", "1.0.1"),
    ],
)
def test_the_number_is_the_next_of_its_kind_that_is_free(  # noqa: PLR0913, PLR0917 - a row of the table
    there: list[str], off: list[str], base: str, begins: date | None, kind: str, expected: str | None
) -> None:
    """Versions begin a month apart from the first of January 2026."""
    versions = [a_version(number, begins=date(2026, month, 1)) for month, number in enumerate(there, start=1)]
    document = a_document(*versions, called_off=[a_call_off(number) for number in off])
    copied = document.version(VersionNumber.parse(base))
    assert copied
    number = next_number(document, copied, ChangeKind(kind), neighbours(document, begins))
    assert (str(number) if number else None) == expected
