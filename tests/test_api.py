"""The public entry point: programs read, check, build and compare as the commands do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inforce import api
from inforce.api import Reason, compare
from real_project import DAY, copied

ON = date.fromisoformat(DAY)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("project"))


def test_content_is_read_and_checked(project: Path) -> None:
    """What is read is what is checked, and nothing in this project stops publication."""
    content = api.read(project)
    report = api.check(project, ON)
    assert [document.id for document in content.library.documents] == [
        document.id for document in report.library.documents
    ]
    assert set(content.problems) <= set(report.problems)
    assert not report.stops


def test_a_problem_is_told_and_stops_a_build(tmp_path: Path) -> None:
    """The site is left as it was: there is none."""
    project = copied(tmp_path)
    (project / "content" / "guidance" / "stray").mkdir()
    (project / "content" / "guidance" / "stray" / "document.yml").write_text("format: 1\n", encoding="utf-8")
    report = api.check(project, ON)
    assert report.stops
    built = api.build(project, project / "site", ON)
    assert built.stopped
    assert set(built.problems) >= {problem for problem in report.problems if problem.is_error}
    assert not (project / "site").exists()


def test_a_site_is_built(project: Path) -> None:
    """Into the folder that is named."""
    built = api.build(project, project / "shown", ON)
    assert not built.stopped
    assert (project / "shown" / "index.html").is_file()
    assert built.printed > 0


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("Lock it.", "Lock  it.", "same"),
        ("Give 5 mg.", "Give 5mg.", "otherwise"),
        ("Help the child.", "Assist the child.", "other_words"),
        ("Give 5 mg.", "Give 5 g.", "meaning"),
    ],
)
def test_there_are_three_states_and_the_same(old: str, new: str, verdict: str) -> None:
    """Nothing at all, written otherwise, other words, and the meaning."""
    assert compare(old, new).verdict == verdict


def test_each_reason_stands_where_it_says() -> None:
    """In characters of each text; None where the other side has something more."""
    old, new = "You must not wait. Ring the bell.", "You must wait. Ring the bell twice."
    found = compare(old, new)
    assert found.says_the_opposite
    assert found.reasons[0] == Reason("negation", "meaning", "not", (9, 12), None)
    (_, _, twice) = found.reasons
    assert (twice.what, twice.words) == ("how often", "twice")
    assert twice.new is not None
    assert new[slice(*twice.new)] == "twice"


def test_of_a_language_without_data_a_person_decides() -> None:
    """Whatever the words are."""
    assert compare("Warten Sie.", "Gehen Sie.", "de").verdict == "other_words"
