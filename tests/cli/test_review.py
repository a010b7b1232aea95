"""A change is told in one comment for whoever approves guidance: what it does first, problems last, nothing raw."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from real_project import copied, environment, run

DAY = "2026-11-29"
AS_EDITOR = {
    f"GIT_{role}_{what}": said
    for role in ("AUTHOR", "COMMITTER")
    for what, said in (("NAME", "Editor"), ("EMAIL", "editor@example.org"))
}
DOCUMENT = "content/guidance/seven-golden-rules"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose main branch has the content of this project."""
    folder = copied(tmp_path_factory.mktemp("review") / "project")
    for command in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "Begin"]):
        subprocess.run(["git", *command], cwd=folder, env=environment(**AS_EDITOR), check=True)
    return folder


def said(project: Path, text: str) -> str:
    """Return the review of a version 2.1.0 in which *text* took the place of words of rule 7."""
    file = project / DOCUMENT / "versions/2.1.0.yml"
    file.unlink(missing_ok=True)
    options = ["--kind", "minor", "--in-force-from", "2026-12-20", "--on", DAY]
    assert run(project, "inforce", "revise", "seven-golden-rules", *options).returncode == 0
    written = file.read_text(encoding="utf-8")
    for old, new in (
        ("what changed and why, in a sentence or two for readers", "A [note](https://evil.test) <b>of</b> it."),
        ("the role or board that approved it", "Board"),
        ("the day on which it was approved", DAY),
        ("Keep a record of your decision", text),
    ):
        written = written.replace(old, new)
    file.write_text(written, encoding="utf-8")
    done = run(project, "inforce", "review", "--base", "main", "--on", DAY)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_reversal_comes_first_with_its_redline_and_is_held_against_the_kind(project: Path) -> None:
    """Whoever approves sees that the meaning changes although the change calls itself minor."""
    review = said(project, "Never keep a record of your decision")
    assert review.index("### Changes the meaning") < review.index("## What the check says")
    assert "<del>Keep</del><ins>Never keep</ins> a record" in review
    assert "Declared as minor" in review
    assert "Found: it changes the meaning." in review
    assert "This cannot be published yet." in review


def test_what_a_file_says_cannot_break_out_of_the_comment(project: Path) -> None:
    """No link and no tag of theirs is one."""
    review = said(project, "Keep a <script>alert(1)</script> record of your decision")
    assert "<script>" not in review
    assert "<b>" not in review
    assert "[note](" not in review


def test_the_same_change_is_told_in_the_same_words_and_fits_into_a_comment(project: Path) -> None:
    """So that the comment is brought up to date in its place, and no forge refuses it."""
    one, other = (said(project, "Keep a note of your decision") for _ in range(2))
    assert one == other
    assert len(one) < 65_536
