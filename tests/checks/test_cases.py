"""What the checks say of content that reads well and does not hold: each way has a folder with the whole message."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from inforce.build import pipeline
from inforce.checks.registry import CODES
from inforce.clock import clock_on
from inforce.engine.views import at_their_fields
from inforce.model.problem import Problem
from inforce.reports.formats import report_from
from reading.changes import apply
from real_project import EXAMPLE

PROJECT = Path(__file__).parents[2]
CASES = PROJECT / "tests" / "cases"
SMALL = CASES / "checks"
"""Cases on a small library made for them."""
REAL = CASES / "golden-rules"
"""Cases on the guidance that this project published first."""

FOLDERS = [
    pytest.param(folder, base, id=f"{folder.parent.name}: {folder.name}")
    for cases, base in ((SMALL, SMALL / "base"), (REAL, EXAMPLE))
    for folder in sorted(cases.iterdir())
    if folder != base
]


OF_FORMS = re.compile(r"content/(guidance/[^/]+/(document|versions/[^/]+)|sources/[^/]+/[^/]+)\.yml")
"""The files that the editing page has forms for."""
OF_FILES = re.compile(r"\binforce |\.yml\b|\blines?\b|\bhyphen\b|\b[a-z]+_[a-z_]+\b")
"""What nobody sees in a form: commands, files, lines and names of fields."""


def checked(project: Path, day: str) -> tuple[Problem, ...]:
    """Return what the check finds in the content of *project* on *day*."""
    return tuple(pipeline.check(project / "content", clock_on(day)).problems)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "project"


def test_the_small_library_is_sound(project: Path) -> None:
    """Without a change there is nothing to report."""
    shutil.copytree(SMALL / "base", project)
    assert checked(project, "2026-04-01") == ()


@pytest.mark.parametrize(("folder", "base"), FOLDERS)
def test_what_does_not_hold_is_reported_in_full(folder: Path, base: Path, project: Path, *, accept: bool) -> None:
    """On the day that the case names, the whole report is what it expects; a form says what to do in its own words."""
    shutil.copytree(base / "content", project / "content")
    first, _, change = (folder / "change.txt").read_text(encoding="utf-8").partition("\n")
    apply(change, project)
    problems = checked(project, first.removeprefix("On "))
    said = report_from(project, problems)
    if accept:
        (folder / "expected.txt").write_text(said, encoding="utf-8")
    assert said == (folder / "expected.txt").read_text(encoding="utf-8")
    assert "invalid" not in said.lower()
    shown = at_their_fields((one for one in problems if OF_FORMS.fullmatch(one.place.file)), None)
    remedies = [(one["remedy"], one["typed"].startswith("inforce ")) for one in shown]
    assert [remedy for remedy, is_command in remedies if is_command or OF_FILES.search(remedy)] == []


def test_every_code_of_the_checks_is_held_by_a_test() -> None:
    """Each stands in a whole message that a case expects, or in a test that asks for it."""
    tests = PROJECT / "tests"
    messages = "\n".join(file.read_text(encoding="utf-8") for file in (tests / "cases").rglob("expected*.txt"))
    asked = "\n".join(file.read_text(encoding="utf-8") for file in tests.rglob("test_*.py"))
    held = {code for code in CODES if f" · {code}\n" in messages or f'"{code}"' in asked}
    assert set(CODES) - held == set()
    shown = {
        line.rsplit(" · ", 1)[1]
        for cases in (SMALL, REAL)
        for file in cases.rglob("expected.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("content") and " · " in line
    }
    assert shown - set(CODES) == set()
