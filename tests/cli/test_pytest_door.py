"""``pytest content/`` shows guidance as items that a person can read, in any project that has inforce installed."""

from __future__ import annotations

import re
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from inforce.reading.content_folder import read_content
from real_project import DAY, EXAMPLE, copied, edit, run

FOLDER = "content/guidance/seven-golden-rules"
VERSION = f"{FOLDER}/versions/2.0.0.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copied(tmp_path / "project")


def collected(project: Path, *given: str, day: str = DAY) -> CompletedProcess[str]:
    """Run pytest on *given* in *project*, as somebody does who has inforce installed and no tests of ours."""
    options = ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:hypothesispytest", "--tb=short", "-rA"]
    return run(project, "python", "-m", "pytest", *options, "--inforce-on", day, *given)


def outcomes(done: CompletedProcess[str]) -> dict[str, str]:
    """Return what came of each item, by its name."""
    return {name: outcome for outcome, name in re.findall(r"^(PASSED|FAILED) (.+?)(?: - .*)?$", done.stdout, re.M)}


def test_every_rule_and_citation_of_every_version_is_an_item(project: Path) -> None:
    """Named by what a person would call it, beside an item for each file."""
    library, _ = read_content(EXAMPLE / "content")
    expected = {"content::files and folders"}
    files = [file for file in (EXAMPLE / "content").rglob("*") if file.suffix in {".yml", ".md"}]
    expected |= {f"{file.relative_to(EXAMPLE).as_posix()}::the file" for file in files}
    for version in library.documents[0].versions:
        for number, rule in enumerate(version.rules, start=1):
            name = f"{version.origin.file}::rule {number}, {rule.id}"
            expected |= {name, *(f"{name}, quotes {citation.quotes}" for citation in rule.citations)}
    done = collected(project, "content/")
    assert done.returncode == 0, done.stdout
    assert outcomes(done) == dict.fromkeys(expected, "PASSED")
    assert "edition-replaced" in done.stdout, "a warning is shown"


def test_a_citation_that_differs_fails_with_the_report_and_no_traceback(project: Path) -> None:
    """It alone; everything else passes."""
    edit(project / VERSION, "Where you do not have consent", "Where you have consent")
    done = collected(project, FOLDER)
    failed = {name for name, outcome in outcomes(done).items() if outcome == "FAILED"}
    rule = "rule 4, share-with-consent, quotes information-sharing-advice/2018#golden-rule-4"
    assert failed == {f"{VERSION}::{rule}"}
    assert "The difference reverses the meaning." in " ".join(done.stdout.split())
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "item", "code"),
    [
        pytest.param("kind: major", "kind: huge", "the file", "not-a-choice", id="a file that cannot be read"),
        pytest.param(
            "      - id: be-open-and-honest\n",
            "      - id: be-open-and-honest\n        strength_decision: {reason: None., approved_by: Board}\n",
            "rule 2, be-open-and-honest",
            "strength-decision-not-there",
            id="a rule",
        ),
    ],
)
def test_a_problem_fails_the_item_that_it_stands_in(project: Path, old: str, new: str, item: str, code: str) -> None:
    """The rule where it is one of a rule, else the file."""
    edit(project / VERSION, old, new)
    done = collected(project, "content")
    failed = [name for name, outcome in outcomes(done).items() if outcome == "FAILED" and name.startswith(VERSION)]
    assert failed == [f"{VERSION}::{item}"]
    assert f"· {code}" in done.stdout


def test_what_concerns_no_file_fails_the_folder(project: Path) -> None:
    """So that nothing wrong is left out because there is no file to show it at."""
    (project / FOLDER / "document.yml").unlink()
    done = collected(project, "content")
    assert outcomes(done)["content::files and folders"] == "FAILED"
    assert "· no-document-file" in done.stdout


def test_one_version_can_be_asked_for(project: Path) -> None:
    """By the path of its file, as everywhere in pytest."""
    done = collected(project, VERSION)
    assert {name.split("::")[0] for name in outcomes(done)} == {VERSION}


def test_a_day_that_is_none_is_said_in_a_sentence(project: Path) -> None:
    """Not as a traceback."""
    done = collected(project, "content", day="2026-02-29")
    assert done.returncode == 4
    assert "--inforce-on: " in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout


def test_tests_of_a_project_without_guidance_are_left_alone(tmp_path: Path) -> None:
    """A folder of that name is content only beside mkdocs.yml and with guidance in it."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.yml").write_text("not: guidance\n")
    (tmp_path / "test_one.py").write_text("def test_one():\n    assert True\n")
    done = collected(tmp_path, ".")
    assert outcomes(done) == {"test_one.py::test_one": "PASSED"}
