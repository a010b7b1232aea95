"""No pull request cancels a version that has come into force where it is published, whatever day it writes down."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.cli.main import cli
from plain_time import DAYS, Calendar
from publishing.git_servers import commit_files, git, new_repository
from written_content import write

BEGINS = DAYS[40]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """On main, version 2.0.0 waits for its day; on the branch, it was cancelled the day before that."""
    project = new_repository(tmp_path / "project")
    (project / "content").mkdir()
    calendar = Calendar()
    calendar.add((1, 0, 0), DAYS[1])
    calendar.add((2, 0, 0), BEGINS)
    write(calendar, project)
    commit_files(project, {})
    git(project, "checkout", "--quiet", "-b", "change")
    calendar.call_off((2, 0, 0), BEGINS - timedelta(days=1))
    write(calendar, project)
    commit_files(project, {})
    return project


def check(project: Path, day: date, base: str = "main") -> tuple[int, str]:
    given = ["check", "-f", str(project / "mkdocs.yml"), "--on", day.isoformat(), "--base", base]
    done = CliRunner().invoke(cli, given, catch_exceptions=False)
    return done.exit_code, done.stderr


def test_a_version_is_called_off_up_to_the_day_on_which_it_begins(project: Path) -> None:
    """That day included, for another may take its place then."""
    assert check(project, BEGINS) == (0, "")


def test_a_version_that_applied_is_not_called_off_with_a_day_written_back(project: Path) -> None:
    """Where the pull request waited too long, readers had the version."""
    assert check(project, BEGINS + timedelta(days=1)) == (
        1,
        "content/guidance/sharing/document.yml, line 5, column 5 · called-off-too-late\n"
        "  5 |   - version: 2.0.0\n"
        "    |     ^\n"
        "  Version 2.0.0 is published and has been in force since 10 February 2027; it is cancelled only now.\n"
        "  You cannot cancel a version that has applied. Publish a new version, or withdraw the document.\n\n"
        "1 problem in 1 file stops publication.\n\n",
    )


def test_what_was_called_off_in_time_stays_called_off(project: Path) -> None:
    """Once it is on main, nobody is asked again."""
    git(project, "checkout", "--quiet", "main")
    git(project, "merge", "--quiet", "change")
    assert check(project, BEGINS + timedelta(days=300)) == (0, "")
