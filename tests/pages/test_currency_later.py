"""The sentence of currency on days after the page was made: true, and never surer than it can be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from inforce.model.guidance import Withdrawal
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.currency import later, sentences
from library_factory import a_document, a_library, a_version
from library_strategies import DAYS, documents

KNOWN = date(2026, 11, 22)
CURRENT = a_version(begins=date(2026, 6, 1))
NEXT = a_version("2.0.0", begins=date(2027, 4, 1))
LEAVING = Withdrawal(date(2027, 2, 1), "The law changes.")


@pytest.mark.parametrize(
    ("document", "version", "said"),
    [
        (
            a_document(CURRENT),
            CURRENT,
            [
                (
                    date(2027, 6, 2),
                    "In force since 1 June 2026. Its review was due on 1 June 2027. This copy cannot tell whether it "
                    "took place.",
                )
            ],
        ),
        (
            a_document(CURRENT, NEXT),
            CURRENT,
            [
                (
                    date(2027, 4, 1),
                    "It was due to be in force from 1 June 2026 to 31 March 2027. "
                    "Version 2.0.0 was due to replace it on 1 April 2027.",
                )
            ],
        ),
        (
            a_document(CURRENT, NEXT),
            NEXT,
            [
                (
                    date(2027, 4, 1),
                    "It was due to come into force on 1 April 2027. Next review due 1 April 2028.",
                ),
                (
                    date(2028, 4, 2),
                    "It was due to come into force on 1 April 2027. Its review was due on 1 April 2028. "
                    "This copy cannot tell whether it took place.",
                ),
            ],
        ),
        (
            a_document(CURRENT, withdrawn=LEAVING),
            CURRENT,
            [
                (
                    date(2027, 2, 1),
                    "It was due to be in force from 1 June 2026 to 31 January 2027. "
                    "It was due to be withdrawn on 1 February 2027.",
                )
            ],
        ),
        (a_document(a_version(begins=None)), a_version(begins=None), []),
        (
            a_document(a_version(begins=None), NEXT),
            a_version(begins=None),
            [
                (
                    date(2027, 4, 1),
                    "It was due to be in force until 31 March 2027. The start date is not known. "
                    "Version 2.0.0 was due to replace it on 1 April 2027.",
                )
            ],
        ),
        (a_document(a_version(begins=date(2025, 6, 1))), a_version(begins=date(2025, 6, 1)), []),
    ],
    ids=["review", "superseded", "begun", "withdrawn", "nothing known", "unknown start", "overdue already"],
)
def test_each_day_that_changes_what_is_to_be_said_has_its_sentences(document, version, said):
    """What was planned is said to have been planned, and not that it took place."""
    found = later(DocumentOnDay(document, KNOWN, a_library(document)), version)
    assert [(one.day, one.said) for one in found] == said


@settings(max_examples=60, deadline=None)
@given(documents(), DAYS)
def test_sentences_for_later_days_come_in_order_and_none_for_what_is_past(document, known):
    """A version that no longer applies changes no more; the others change on days that are still to come."""
    on_day = DocumentOnDay(document, known, a_library(document))
    for version in document.versions:
        days = [one.day for one in later(on_day, version)]
        assert days == sorted(set(days))
        assert all(day > known for day in days)
        assert not days or on_day.applies(version)


@settings(max_examples=60, deadline=None)
@given(documents(), DAYS)
def test_a_version_is_never_said_to_apply_on_a_day_on_which_it_was_not_planned_to(document, known):
    """From the end of its time on, the sentences of the page made then and those of this one agree on that."""
    on_day = DocumentOnDay(document, known, a_library(document))
    for version in document.versions:
        for one in later(on_day, version):
            then = " ".join(sentences(DocumentOnDay(document, one.day, a_library(document)), version))
            assert any(words in one.said for words in ("In force since", "In force;", "come into force")) == (
                "In force since" in then or "In force;" in then
            )
