"""Whatever editors do, and in whatever order: model, checks, pages, records and the command line say the same of a day.

They are held against a calendar (`plain_time`) on every day on which anything happens and on the day before it.
``make soak`` sets INFORCE_SOAK and goes through many more stories.
"""

from __future__ import annotations

import json
import os
import tempfile
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from inforce.checks.registry import run_checks
from inforce.cli.main import cli
from inforce.model.guidance import Document
from inforce.model.library import Library
from inforce.model.status import in_force, status
from inforce.reading.content_folder import read_content
from inforce.site.publication import SiteFacts
from made_pages import make_pages
from plain_time import DAYS, FIRST, Calendar, Number, written
from written_content import write

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
SOAK = bool(os.environ.get("INFORCE_SOAK"))
SOON = st.integers(1, 20).map(lambda days: timedelta(days=days))


class Editors(RuleBasedStateMachine):
    """Editors publish, schedule, correct, overtake, cancel and withdraw while days pass."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = Path(self.folder.name)
        self.calendar = Calendar()
        self.today = FIRST + timedelta(days=20)

    def teardown(self) -> None:
        """Hold pages, records and the command line against the calendar, on each day that matters."""
        try:
            if self.calendar.begins:
                library = self.library()
                for day in self.calendar.days_that_matter():
                    self.pages_agree(library, day)
                    self.command_line_agrees(day)
        finally:
            self.folder.cleanup()

    # ---- What editors do

    @initialize(day=st.none() | SOON)
    def publish_the_first(self, day: timedelta | None) -> None:
        """The first version may be in force since nobody knows when."""
        self.calendar.add((1, 0, 0), None if day is None else self.today + day)

    @rule(days=SOON)
    @precondition(lambda self: self.today < DAYS[70])
    def days_pass(self, days: timedelta) -> None:
        """Nothing is done for a while."""
        self.today += days

    @rule(later=SOON)
    def schedule(self, later: timedelta) -> None:
        """A new version is published; it comes into force after every other."""
        known = [day for number in self.calendar.applying if (day := self.calendar.begins[number])]
        day = max([self.today, *known]) + later
        if day < DAYS[-5]:
            self.calendar.add((max(self.calendar.begins)[0] + 1, 0, 0), day)

    @rule()
    @precondition(lambda self: self.calendar.in_force[self.today])
    def correct(self) -> None:
        """What is in force cannot wait: it is corrected from tomorrow on, below any version that waits for its day."""
        number, day = self.calendar.in_force[self.today], self.today + timedelta(days=1)
        if number and self.calendar.in_force[day] == number:
            last = max(one[2] for one in self.calendar.begins if one[:2] == number[:2])
            self.calendar.add((*number[:2], last + 1), day)

    @rule(waiting=st.integers(0, 5), on_the_same_day=st.booleans())
    @precondition(lambda self: self.waiting())
    def overtake(self, waiting: int, on_the_same_day: bool) -> None:  # noqa: FBT001 -- hypothesis draws it
        """The last version that waits is cancelled, and another comes on its day or before it."""
        number = self.waiting()[-1]
        start = self.calendar.begins[number] or FIRST
        self.calendar.call_off(number, self.today)
        earlier = [day for one in self.calendar.applying if (day := self.calendar.begins[one])]
        first = max([self.today, *earlier]) + timedelta(days=1)
        day = start if on_the_same_day else min(start, first + timedelta(days=waiting))
        self.calendar.add((max(self.calendar.begins)[0] + 1, 0, 0), max(day, first))

    @rule(place=st.integers(0, 5))
    @precondition(lambda self: self.waiting())
    def call_off(self, place: int) -> None:
        """A version that waits for its day is not to come at all."""
        waiting = self.waiting()
        self.calendar.call_off(waiting[place % len(waiting)], self.today)

    @rule(later=SOON, on_the_day_of_a_version=st.booleans())
    @precondition(lambda self: not self.calendar.withdrawn and self.calendar.applying)
    def withdraw(self, later: timedelta, on_the_day_of_a_version: bool) -> None:  # noqa: FBT001 -- as above
        """The document is not to be followed any more, perhaps from the very day on which a version was to come."""
        starts = [self.calendar.begins[number] or DAYS[0] for number in self.calendar.applying]
        first = max(self.today, starts[0])
        self.calendar.withdraw(starts[-1] if on_the_day_of_a_version and starts[-1] > first else first + later)

    def waiting(self) -> list[Number]:
        """Return the versions that may be cancelled; not the last that is left of a document to be withdrawn."""
        calendar = self.calendar
        waits = [one for one in calendar.applying if (day := calendar.begins[one]) and day >= self.today]
        return [one for one in waits if not calendar.withdrawn or one != calendar.applying[0]]

    # ---- What inforce says

    def library(self) -> Library:
        """Return what inforce reads, having found nothing wrong with it on any day."""
        write(self.calendar, self.project)
        library, problems = read_content(self.project / "content")
        assert problems == ()
        for day in (self.today, *self.calendar.days_that_matter()):
            assert [problem for problem in run_checks(library, day) if problem.is_error] == []
        return library

    @invariant()
    def the_model_agrees(self) -> None:
        """On every day of the calendar."""
        if not self.calendar.begins:
            return
        document = the_document(self.library())
        for day in DAYS:
            current, expected = in_force(document, day), self.calendar.in_force[day]
            assert (str(current.number) if current else None) == (written(expected) if expected else None)
            assert {str(one.number): status(document, one, day).value for one in document.versions} == {
                written(number): self.calendar.status(number, day) for number in self.calendar.begins
            }

    def pages_agree(self, library: Library, day: date) -> None:
        """The pages of versions, the page of the document and the records for programs."""
        calendar = self.calendar
        pages = {page.address: page for page in make_pages(library, SITE, day, ()).printed}
        copies = {copy.address: copy.content for page in pages.values() for copy in page.copies}
        currency = json.loads(copies["api/guidance/sharing/currency.json"])
        record = json.loads(copies["api/guidance/sharing.json"])
        for number in calendar.begins:
            name, expected = written(number), calendar.status(number, day)
            version = json.loads(copies[f"api/guidance/sharing/{name}.json"])
            listed = next(one for one in record["versions"] if one["version"] == name)
            assert pages[f"guidance/sharing/{name}/"].attributes["data-status"] == expected
            assert currency["versions"][name]["status"] == version["status"] == listed["status"] == expected
            until = last.isoformat() if (last := calendar.last_day(number)) else None
            assert version["in_force_until"] == currency["versions"][name]["in_force_until"] == until
            assert (version["called_off"] is not None) == (number in calendar.called_off)
        shown, current, coming = pages["guidance/sharing/"], calendar.in_force[day], calendar.coming(day)
        if current:
            assert shown.attributes["data-version"] == currency["version"] == written(current)
            assert shown.body == pages[f"guidance/sharing/{written(current)}/"].body
        else:
            assert shown.attributes["data-status"] == currency["status"] != "in force"
            assert shown.attributes["data-version"] == currency["version"]
            assert not coming or currency["version"] == written(coming[0][1])
        assert currency["next"] == (
            {"version": written(coming[0][1]), "in_force_from": coming[0][0].isoformat()} if coming else None
        )

    def command_line_agrees(self, day: date) -> None:
        """The text that was in force on the day, or that none was."""
        given = ["show", "-f", str(self.project / "mkdocs.yml"), "sharing", "--on", day.isoformat(), "--format", "json"]
        done = CliRunner().invoke(cli, given, catch_exceptions=False)
        answer, expected = json.loads(done.output), self.calendar.in_force[day]
        assert (answer["version"] or {}).get("version") == (written(expected) if expected else None)
        assert done.exit_code == (0 if expected else 1)


def the_document(library: Library) -> Document:
    found = library.document("sharing")
    assert found
    return found


Editors.TestCase.settings = settings(
    max_examples=300 if SOAK else 15,
    stateful_step_count=25 if SOAK else 10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestWhateverEditorsDo = Editors.TestCase
