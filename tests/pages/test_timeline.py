"""The timeline: every day at its place, and no label without room."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from inforce.model.guidance import Approval, Document, Withdrawal
from inforce.site.document.timeline import WIDTHS, Timeline, scale_of, ticks, timeline
from inforce.site.document_on_day import DocumentOnDay
from library_factory import a_document, a_document_of_versions, a_library, a_version
from library_strategies import DAYS, documents

KNOWN = date(2026, 11, 22)

some = settings(max_examples=60, deadline=None)


def drawn(document: Document, known: date = KNOWN) -> Timeline:
    return timeline(DocumentOnDay(document, known, a_library(document)))


@some
@given(documents(), DAYS)
def test_bars_follow_one_another_and_never_overlap(document, known):
    """At most one version applies on a day, and so it is drawn."""
    made = drawn(document, known)
    ends = 0.0
    for bar in made.bars:
        assert bar.left >= ends - 1e-9
        assert bar.width > 0
        ends = bar.left + bar.width
    assert ends <= 1 + 1e-9
    today = (known.toordinal() - made.first) / (made.last - made.first)
    assert all(bar.planned == (bar.left > max(today, 0.0)) for bar in made.bars)


@some
@given(documents(), DAYS)
def test_no_two_labels_meet_at_the_narrowest_width_or_any_wider(document, known):
    """And none is cut off at the edge."""
    for labels in drawn(document, known).labels:
        narrowest = WIDTHS[labels.width]
        for row in (labels.versions, labels.ticks):
            for width in (narrowest, narrowest * 1.3, narrowest * 3):
                assert all(label.fits(width) for label in row)
                places = [label.ends(width) for label in row]
                assert all(one[1] < two[0] for one, two in pairwise(places))


@pytest.mark.parametrize("days", [1, 3, 20, 90, 400, 2000, 11000, 300000])
def test_any_span_has_days_to_read_it_by(days):
    """From three days to centuries, two days or more are marked on a wide drawing, and one on a narrow one."""
    scale = scale_of([date(1026, 11, 22), date(1026, 11, 22) + timedelta(days=days)], open_start=False)
    assert len(ticks(scale, WIDTHS["wide"])) >= 2
    assert len(ticks(scale, WIDTHS["narrow"])) >= 1


def test_the_first_and_the_last_day_of_the_calendar_can_be_drawn():
    """Nobody means them, and nobody is shown a fault of the program for them."""
    made = drawn(a_document(a_version(begins=date.min), a_version("2.0.0", begins=date.max)))
    assert [bar.kind for bar in made.bars] == ["in-force", "upcoming"]


def test_a_day_stands_where_its_share_of_the_time_is():
    """Halfway between two days lies in the middle between their places."""
    scale = scale_of([date(2026, 1, 1), date(2026, 1, 11)], open_start=False)
    first, middle, last = (scale.place(date(2026, 1, day)) for day in (1, 6, 11))
    assert middle - first == pytest.approx(last - middle)


def test_the_version_in_force_and_the_next_keep_their_labels_among_sixty():
    """Where there is no room for all, the versions that matter now are named first."""
    made = drawn(a_document_of_versions(60, every=timedelta(days=10)))
    current, following = "1.26.0", "1.27.0"
    for labels in made.labels:
        assert current in [label.text for label in labels.versions]
    assert following not in [label.text for label in made.labels[0].versions]
    assert len(made.labels[1].versions) > len(made.labels[0].versions) > 1


def test_an_unknown_start_is_drawn_as_unknown_and_said():
    """Its bar begins where the drawing does, and is told apart."""
    made = drawn(a_document(a_version(begins=None), a_version("2.0.0", begins=date(2026, 6, 1))))
    assert [(bar.start_known, bar.left == 0) for bar in made.bars] == [(False, True), (True, False)]
    assert made.labels[1].versions[0].text == "1.0.0, start not known"
    assert ("bar--start-unknown", "The start date is not known") in made.key


def test_what_is_planned_is_told_from_what_was():
    """The version in force is drawn to its last day; what comes is upcoming."""
    made = drawn(a_document(a_version(), a_version("2.0.0", begins=date(2027, 4, 1))))
    assert [(bar.kind, bar.planned) for bar in made.bars] == [
        ("in-force", False),
        ("upcoming", True),
    ]
    assert made.bars[0].link.text == "Version 1.0.0: 1 March 2026 to 31 March 2027"


def test_after_a_withdrawal_nothing_is_drawn_but_said():
    """The last bar ends with the day before, and the gap has its words."""
    made = drawn(a_document(a_version(), withdrawn=Withdrawal(date(2026, 8, 1), "The law changed.")))
    (bar,) = made.bars
    assert bar.kind == "withdrawn"
    assert bar.left + bar.width < 1
    assert "No version" in [label.text for label in made.labels[1].versions]


def test_approvals_and_versions_that_never_began_have_their_marks():
    """Each says what it is to whoever points at it."""
    made = drawn(
        a_document(
            a_version(approved=Approval("The board", date(2026, 2, 20))),
            a_version("2.0.0", begins=date(2026, 7, 1)),
            a_version("3.0.0", begins=date(2026, 6, 1)),
        )
    )
    assert [(mark.kind, mark.text) for mark in made.marks] == [
        ("approved", "Version 1.0.0 was approved on 20 February 2026"),
        ("never", "Version 2.0.0 was due to start on 1 July 2026 but never did"),
    ]
    assert [words for _, words in made.key] == ["In force", "Superseded", "Approved", "Never in force"]


def test_the_next_review_lies_on_the_drawing():
    """So that the day on which it is read lies on it too, where nothing happened for long."""
    made = drawn(a_document(a_version(begins=date(2020, 3, 1))), date(2020, 4, 1))
    assert made.last > date(2021, 3, 1).toordinal()


def test_where_no_day_is_known_none_is_marked():
    """The bar of a version of unknown start fills the drawing."""
    made = drawn(a_document(a_version(begins=None)))
    assert [(bar.left, bar.width) for bar in made.bars] == [(0, 1)]
    assert all(labels.ticks == () for labels in made.labels)
