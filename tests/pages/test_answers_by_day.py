"""What is answered for a day that somebody asks about: the stretches of days, and the words for each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from inforce.model.dates import in_words
from inforce.model.guidance import Document, Withdrawal
from inforce.model.status import in_force
from inforce.site.document_on_day import DocumentOnDay, stretches
from inforce.site.phrases.answers_by_day import answers, text_on_day
from library_factory import a_document, a_library, a_version
from library_strategies import DAYS, documents

KNOWN = date(2026, 11, 22)
EVERY_DAY = [date(2025, 12, 1) + timedelta(days=count) for count in range(800)]

some = settings(max_examples=40, deadline=None)


def on(document: Document, day: date) -> DocumentOnDay:
    return DocumentOnDay(document, day, a_library(document))


def answer(document: Document, day: date, known: date = KNOWN) -> str:
    (found,) = [one for one in answers(on(document, known)) if one.holds(day)]
    return found.on(day, known)


@some
@given(documents(), DAYS)
def test_each_day_lies_in_one_stretch_with_the_version_of_the_model(document, known):
    """From the first day of the calendar to the last, whatever days were written."""
    parts = stretches(on(document, known))
    assert (parts[0].first, parts[-1].last) == (None, None)
    for day in (date.min, *EVERY_DAY, date.max):
        (part,) = [one for one in parts if one.holds(day)]
        assert part.version is in_force(document, day)


@some
@given(documents(), DAYS)
def test_each_day_has_one_answer_that_names_the_version_of_the_model(document, known):
    """And the sentences that stand for a stretch are those of each day in it."""
    found = answers(on(document, known))
    for day in EVERY_DAY:
        (one,) = [one for one in found if one.holds(day)]
        applied = text_on_day(on(document, day)).version
        said = one.on(day, known)
        assert one.version == (str(applied.number) if applied else "")
        if applied:
            assert f"ersion {applied.number} " in said
        assert ("As planned" in said) == (day > known)


@some
@given(documents(), DAYS, DAYS)
def test_every_answer_names_its_day_or_holds_without_it(document, known, day):
    """What stands in for the day is never seen."""
    (one,) = [one for one in answers(on(document, known)) if one.holds(day)]
    for pieces, when in ((one.pieces, date.max), (one.planned or one.pieces, date.min)):
        said = one.on(day, when)
        assert "\0" not in said
        assert said.count(in_words(day)) >= len(pieces) - 1


FIRST = a_version(begins=date(2026, 3, 1))
SECOND = a_version("2.0.0", begins=date(2026, 6, 1))
NEXT = a_version("3.0.0", begins=date(2027, 4, 1))
UNKNOWN = a_version(begins=None)


@pytest.mark.parametrize(
    ("document", "day", "said"),
    [
        (a_document(FIRST), date(2026, 2, 28), 'There is no record of "Sharing information" before 1 March 2026.'),
        (
            a_document(FIRST, SECOND),
            date(2026, 5, 31),
            "On 31 May 2026, version 1.0.0 applied. It was in force from 1 March 2026 to 31 May 2026.",
        ),
        (
            a_document(a_version(begins=date(2026, 5, 31)), SECOND),
            date(2026, 5, 31),
            "On 31 May 2026, version 1.0.0 applied. It was in force on that day alone.",
        ),
        (
            a_document(FIRST, SECOND, NEXT),
            KNOWN,
            "On 22 November 2026, version 2.0.0 applied. It has been in force since 1 June 2026.",
        ),
        (
            a_document(FIRST, SECOND, NEXT),
            date(2027, 3, 31),
            "As planned when this page was made, version 2.0.0 is in force on 31 March 2027. "
            "Version 3.0.0 replaces it on 1 April 2027.",
        ),
        (
            a_document(FIRST, SECOND, NEXT),
            date(2027, 4, 1),
            "As planned when this page was made, version 3.0.0 is in force on 1 April 2027.",
        ),
        (
            a_document(UNKNOWN, SECOND),
            date(2020, 1, 1),
            "Version 1.0.0 applied until 31 May 2026. Its start date is not known: there is "
            "no record of whether it applied on 1 January 2020.",
        ),
        (
            a_document(UNKNOWN, SECOND),
            date(2026, 5, 31),
            "On 31 May 2026, version 1.0.0 applied. It was in force until 31 May 2026. The start date is not known.",
        ),
        (
            a_document(UNKNOWN),
            date(2026, 11, 21),
            "Version 1.0.0 was in force when this page was made. Its start date is not known: there is no "
            "record of whether it applied on 21 November 2026.",
        ),
        (
            a_document(UNKNOWN),
            KNOWN,
            "Version 1.0.0 was in force when this page was made. Its start date is not known: there is no "
            "record of whether it applied on 22 November 2026.",
        ),
        (
            a_document(NEXT),
            date(2026, 1, 1),
            'There is no record of "Sharing information" being in force on 1 January 2026. '
            "It is to come into force for the first time on 1 April 2027.",
        ),
        (
            a_document(NEXT),
            date(2027, 1, 1),
            'As planned when this page was made, no version of "Sharing information" is in force on 1 January 2027. '
            "It is to come into force for the first time on 1 April 2027.",
        ),
        (
            a_document(FIRST, withdrawn=Withdrawal(date(2026, 8, 1), "The law changed.")),
            date(2026, 8, 1),
            'On 1 August 2026, no version of "Sharing information" applied. '
            "It was withdrawn on 1 August 2026: The law changed.",
        ),
        (
            a_document(FIRST, withdrawn=Withdrawal(date(2027, 8, 1), "The law changes.")),
            date(2027, 8, 2),
            'As planned when this page was made, no version of "Sharing information" is in force on 2 August 2027. '
            "It is to be withdrawn on 1 August 2027: The law changes.",
        ),
        (
            a_document(NEXT, withdrawn=Withdrawal(date(2026, 8, 1), "The law changed.")),
            date(2026, 9, 1),
            'There is no record of "Sharing information" ever being in force.',
        ),
    ],
)  # fmt: skip
def test_the_answer_says_what_is_known_and_no_more(document, day, said):
    """As known on 22 November 2026: what was is told apart from what is planned, and nothing is guessed."""
    assert answer(document, day) == said
