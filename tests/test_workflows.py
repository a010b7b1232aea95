"""The workflows for GitHub: nothing can be slipped in, and nothing may do more than it must."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))


def test_zizmor_finds_nothing() -> None:
    """No workflow has a weakness that zizmor knows."""
    zizmor: list[str | Path] = [
        Path(sys.executable).with_name("zizmor"),
        "--offline",
        "--no-progress",
        "--quiet",
        "--color=never",
        "--pedantic",
    ]
    done = subprocess.run([*zizmor, PROJECT / ".github"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "No findings to report. Good job!\n")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_and_says_which_version_that_is(workflow: Path) -> None:
    """A tag can be moved to other code, a commit cannot; the version is for the people who read it."""
    used = re.findall(r"uses: (.+)", workflow.read_text(encoding="utf-8"))
    pinned = re.compile(r"[a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert used
    assert [each for each in used if not pinned.fullmatch(each)] == []


def test_one_action_is_pinned_at_one_commit() -> None:
    """No workflow lags behind another."""
    used = {each for path in WORKFLOWS for each in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))}
    assert len(used) == len({each.partition("@")[0] for each in used})


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_nothing_but_what_a_job_asks_for(workflow: Path) -> None:
    """Permissions are given job by job, and none is given to write the repository."""
    text = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert text["permissions"] == {}
    assert {job["permissions"].get("contents", "none") for job in text["jobs"].values()} <= {"read", "none"}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_checkout_has_the_full_history_and_leaves_no_token_behind(workflow: Path) -> None:
    """Published versions are held against the history, and a build step has no use for the token."""
    text = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    steps = [step for job in text["jobs"].values() for step in job["steps"]]
    checkouts = [step["with"] for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    for settings in checkouts:
        assert (settings["fetch-depth"], settings["persist-credentials"]) == (0, False)
