"""Every way in which content goes wrong has a folder with the change that does it and the whole message."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inforce.model.problem import READING
from inforce.reading.content_folder import read_content
from inforce.reports.formats import report_from
from reading.changes import apply

CASES = Path(__file__).parents[1] / "cases" / "reading"
BASE = CASES / "base"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir() and folder != BASE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with sound content."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def _read(project: Path) -> str:
    _, problems = read_content(project / "content")
    return report_from(project, problems)


def test_the_content_that_all_cases_begin_with_is_sound(project: Path) -> None:
    """Without a change there is nothing to report."""
    assert _read(project) == ""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_content_that_goes_wrong_is_reported_in_full(folder: Path, project: Path, *, accept: bool) -> None:
    """The whole report is what the case expects."""
    apply((folder / "change.txt").read_text(encoding="utf-8"), project)
    said = _read(project)
    if accept:
        (folder / "expected.txt").write_text(said, encoding="utf-8")
    assert said == (folder / "expected.txt").read_text(encoding="utf-8")
    for problem in read_content(project / "content")[1]:  # where, what and what to do, in words that help
        assert problem.place.file
        assert problem.message
        assert problem.remedy
        assert "invalid" not in f"{problem.message} {problem.remedy}".lower()


def test_every_code_has_a_case() -> None:
    """Each code that reading can give stands in at least one expected message, and no case has a code of its own."""
    shown = {
        line.rsplit(" · ", 1)[1]
        for folder in FOLDERS
        for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
        if line.startswith(("content", "mkdocs.yml")) and " · " in line
    }
    # what lacks words counts every sentence that there is: test_catalogues.py
    cannot_be_made_here = {
        "file-too-large",
        "text-too-long",
        "more-problems",
        "cannot-be-read",
        "words-missing",
        "yaml-syntax",
    }
    assert shown == set(READING) - cannot_be_made_here
