"""Of a thousand documents of ten versions each, what records say of a day is what a plain calendar says.

``make soak`` sets INFORCE_SOAK and asks for every day on which anything happens to any document.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta

from inforce.formats.records.documents import currency_record
from inforce.model.guidance import Document, Withdrawal
from inforce.model.library import Library
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.events import EventKind, events
from library_factory import a_call_off, a_document, a_library, a_version
from plain_time import DAYS, Calendar, written

DOCUMENTS = 1000
VERSIONS = 10
SAMPLE = len(DAYS) if os.environ.get("INFORCE_SOAK") else 2


def a_story(chance: random.Random) -> Calendar:
    """A document of ten versions: some were cancelled, and it may be withdrawn."""
    calendar = Calendar()
    day = DAYS[1]
    for place in range(VERSIONS):
        day += timedelta(days=chance.randint(1, 9))
        number = (1, place, 0)
        calendar.add(number, None if place == 0 and chance.random() < 0.1 else day)
        if place and chance.random() < 0.15:
            calendar.call_off(number, day - timedelta(days=1))
            day -= timedelta(days=1)
    if chance.random() < 0.1:
        calendar.withdraw(DAYS[chance.randint(20, 110)])
    return calendar


def as_document(calendar: Calendar, name: str) -> Document:
    """The same as inforce reads it."""
    versions = (
        a_version(written(number), document=name, begins=begins, title=name)
        for number, begins in calendar.begins.items()
    )
    off = [a_call_off(written(number), on) for number, on in calendar.called_off.items()]
    withdrawn = Withdrawal(calendar.withdrawn, "The law changed.") if calendar.withdrawn else None
    return a_document(*versions, name=name, called_off=off, withdrawn=withdrawn)


def test_the_records_of_a_thousand_documents_say_what_calendars_say() -> None:
    """Which version is in force and how each one stands; and every list of changes has all that has come."""
    chance = random.Random(20261122)  # noqa: S311 -- the same library on every run
    calendars = {f"guidance-{place:04}": a_story(chance) for place in range(DOCUMENTS)}
    library = a_library(*(as_document(calendar, name) for name, calendar in calendars.items()))
    for day in chance.sample(DAYS, SAMPLE):
        wrong = [name for name, calendar in calendars.items() if list(differing(library, name, calendar, day))]
        assert wrong == [], day


def differing(library: Library, name: str, calendar: Calendar, day: date) -> Iterator[str]:
    """Yield what the record and the events of a document say otherwise than its calendar."""
    document = library.document(name)
    assert document
    on_day = DocumentOnDay(document, day, library)
    record = currency_record(on_day)
    statuses = {number: one["status"] for number, one in record["versions"].items()}
    if statuses != {written(number): calendar.status(number, day) for number in calendar.begins}:
        yield "status"
    current = calendar.in_force[day]
    if (record["version"] if record["status"] == "in force" else None) != (written(current) if current else None):
        yield "in force"
    begun = {str(event.version.number) for event in events(on_day) if event.kind is EventKind.BEGINS and event.has_come}
    known = {number: begins for number, begins in calendar.begins.items() if begins and begins <= day}
    if begun != {written(number) for number in known if number in calendar.in_force.values()}:
        yield "events"
    if {event.kind for event in events(on_day) if event.kind is EventKind.WITHDRAWN and event.has_come} != (
        {EventKind.WITHDRAWN} if calendar.is_withdrawn(day) else set()
    ):
        yield "withdrawal"
