"""The witness that the README shows: its own lines are run, and whoever rewrites history is found by them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from publishing.git_servers import ENVIRONMENT, bare_repository, commit_files, git, new_repository

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
(SET_UP,) = re.findall(r"```sh\n(git init --quiet --bare witness\.git\n.*?)```", README, re.DOTALL)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Make a repository on a server, a working copy of it, and the witness."""
    server = bare_repository(tmp_path / "server.git")
    folder = new_repository(tmp_path / "work")
    git(folder, "remote", "add", "origin", str(server))
    commit_files(folder, {"content/pages/index.md": b"One"})
    git(folder, "tag", "golden-rules/1.0.0", "--message", "Published")
    git(folder, "push", "--quiet", "origin", "main", "golden-rules/1.0.0")
    shell(tmp_path, SET_UP, REPOSITORY=str(server))
    assert witness(tmp_path) == (0, "")
    return folder


def shell(folder: Path, lines: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run lines of the README in a shell."""
    return subprocess.run(
        ["sh", "-euc", lines],
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def witness(folder: Path) -> tuple[int, str]:
    """Run what cron runs, and return how it ended and what it printed."""
    (line,) = re.findall(
        r"^17 \* \* \* \* (.*?) && inforce verify --site \S+ --remember kept\.json$", README, re.MULTILINE
    )
    done = shell(folder, line)
    return done.returncode, done.stdout


def test_an_honest_repository_goes_on_without_alarm(work: Path) -> None:
    """New commits, new tags and other branches, rebased or removed, are nobody's business."""
    commit_files(work, {"content/pages/index.md": b"Two"})
    git(work, "tag", "golden-rules/2.0.0", "--message", "Published")
    git(work, "push", "--quiet", "origin", "main", "golden-rules/2.0.0", "main:refs/heads/draft")
    assert witness(work.parent) == (0, "")
    git(work, "push", "--quiet", "--force", "origin", "main~:refs/heads/draft")
    git(work, "push", "--quiet", "origin", ":refs/heads/draft")
    assert witness(work.parent) == (0, "")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("commit", "--quiet", "--amend", "--message", "As if nothing was"), "was rewritten"),
        (("tag", "--force", "golden-rules/1.0.0", "--message", "Another"), "was rewritten"),
        (("tag", "--delete", "golden-rules/1.0.0"), "A tag was removed."),
    ],
    ids=["history rewritten", "tag moved", "tag removed"],
)
def test_whoever_rewrites_is_found(work: Path, wrong: tuple[str, ...], said: str) -> None:
    """The run of cron fails, and says what happened; the witness keeps what was there before."""
    before = git(work.parent / "witness.git", "for-each-ref")
    git(work, *wrong)
    git(work, "push", "--quiet", "--force", "--mirror", "origin")
    code, printed = witness(work.parent)
    assert code == 1
    assert said in printed
    assert git(work.parent / "witness.git", "for-each-ref") == before
