"""A site that is really built says of each day what the calendar says, and its day begins at midnight where it is."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.cli.main import cli
from plain_time import DAYS, Calendar, written
from real_project import copied, run
from written_content import write

FIRST, CORRECTED, REPLACED, NEVER, GONE = (DAYS[place] for place in (10, 20, 40, 60, 90))


def a_story() -> Calendar:
    """A version, an urgent correction, an overtaken version, one that was cancelled, and the withdrawal."""
    calendar = Calendar()
    calendar.add((1, 0, 0), FIRST)
    calendar.add((2, 0, 0), REPLACED)
    calendar.add((1, 0, 1), CORRECTED)
    calendar.call_off((2, 0, 0), CORRECTED + timedelta(days=1))
    calendar.add((3, 0, 0), REPLACED)
    calendar.add((4, 0, 0), NEVER)
    calendar.call_off((4, 0, 0), NEVER - timedelta(days=1))
    calendar.withdraw(GONE)
    return calendar


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of this repository, with the document of the story beside the first one."""
    project = copied(tmp_path_factory.mktemp("story") / "project")
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    write(a_story(), project)
    (project / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    (project / "content" / "site.yml").write_text("format: 1\npdf: none\n")  # they say nothing more, and take time
    return project


def attribute(page: Path, name: str) -> str:
    found = re.search(rf'<html\b[^>]*\s{name}="([^"]*)"', page.read_text(encoding="utf-8"))
    assert found, page
    return found[1]


@pytest.mark.parametrize("day", [CORRECTED, REPLACED, GONE])
def test_the_built_site_says_what_the_calendar_says(day: date, project: Path, tmp_path: Path) -> None:
    """The pages of versions, the page of the document, the record of its currency and the feed."""
    calendar, site = a_story(), tmp_path / "site"
    done = run(project, "inforce", "build", "--on", day.isoformat(), "--site-dir", str(site))
    assert done.returncode == 0, done.stderr
    guidance = site / "guidance" / "sharing"
    currency = json.loads((site / "api/guidance/sharing/currency.json").read_bytes())
    for number in calendar.begins:
        status = attribute(guidance / written(number) / "index.html", "data-status")
        assert status == currency["versions"][written(number)]["status"] == calendar.status(number, day)
    current = calendar.in_force[day]
    shown = attribute(guidance / "index.html", "data-version")
    assert attribute(guidance / "index.html", "data-status") == ("in force" if current else "withdrawn")
    assert shown == written(current) if current else shown == "3.0.0"
    titles = [item["title"] for item in json.loads((guidance / "feed.json").read_bytes())["items"]]
    come = {
        "Sharing information: withdrawn": GONE,
        "Sharing information, version 4.0.0: cancelled": NEVER - timedelta(days=1),
        "Sharing information, version 3.0.0": REPLACED,
        "Sharing information, version 2.0.0: cancelled": CORRECTED + timedelta(days=1),
        "Sharing information, version 1.0.1": CORRECTED,
        "Sharing information, version 1.0.0": FIRST,
    }
    assert titles == [title for title, on in come.items() if on <= day]


MIDNIGHTS = [
    ("Europe/London", "2027-03-28T00:00:00", date(2027, 3, 28)),  # the clocks go forward an hour later
    ("Europe/London", "2027-03-28T23:00:00", date(2027, 3, 29)),
    ("Europe/London", "2027-10-30T23:00:00", date(2027, 10, 31)),  # the clocks go back two hours later
    ("Europe/London", "2027-11-01T00:00:00", date(2027, 11, 1)),
    ("America/New_York", "2027-11-07T04:00:00", date(2027, 11, 7)),
    ("Pacific/Auckland", "2027-04-03T11:00:00", date(2027, 4, 4)),
    ("Africa/Cairo", "2027-04-29T22:00:00", date(2027, 4, 30)),  # this day has no midnight: it begins at one o'clock
]


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(("zone", "midnight", "day"), MIDNIGHTS)
def test_a_version_comes_into_force_at_midnight_where_the_site_is(
    zone: str, midnight: str, day: date, tmp_path: Path
) -> None:
    """A second before, it is not in force yet, whatever the clocks do that night."""
    calendar = Calendar(in_force={}, begins={(1, 0, 0): None, (2, 0, 0): day})
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text(f"format: 1\ntime_zone: {zone}\n")
    write(calendar, tmp_path)
    said = {}
    for before in (1, 0):
        given = ["show", "-f", str(tmp_path / "mkdocs.yml"), "sharing", "--format", "json"]
        clock = {"SOURCE_DATE_EPOCH": str(moment(midnight) - before)}
        answer = json.loads(CliRunner().invoke(cli, given, env=clock, catch_exceptions=False).output)
        said[answer["on"]] = answer["version"]["version"]
    assert said == {(day - timedelta(days=1)).isoformat(): "1.0.0", day.isoformat(): "2.0.0"}


@pytest.mark.parametrize("door", [["inforce", "build"], ["mkdocs", "build", "-q"]], ids=" ".join)
def test_both_doors_build_the_site_of_the_day_that_has_begun(door: list[str], project: Path, tmp_path: Path) -> None:
    """In summer, midnight in London is at eleven in the evening by the clock of the world."""
    for seconds, day in ((-1, "2027-03-28"), (0, "2027-03-29")):
        site = tmp_path / day
        clock = str(moment("2027-03-28T23:00:00") + seconds)
        done = run(project, *door, "--site-dir", str(site), SOURCE_DATE_EPOCH=clock)
        assert done.returncode == 0, done.stderr
        assert json.loads((site / "as-at.json").read_bytes())["as_at"] == day
