"""A new organisation begins: its repository is made, passes, is published, and goes on to a second version."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from real_project import run

ADDRESS = "https://guidance.made-up.test/"
DAY, NEXT = ((datetime.now(UTC).date() + timedelta(days=days)).isoformat() for days in (1, 2))
"""The example that a repository begins with is in force from the day on which it is made, and so on both of these."""


def begun(folder: Path, *options: str) -> Path:
    """Return the repository of an organisation, as the command makes it."""
    inforce = Path(sys.executable).with_name("inforce")
    named = ["--name", "Made-up Trust: guidance", "--address", ADDRESS]
    subprocess.run([inforce, "init", folder, *named, *options], check=True, capture_output=True)
    return folder


def test_a_new_organisation_publishes_its_first_version_and_its_second_without_any_code_of_ours(tmp_path: Path) -> None:
    """From nothing to a register of two versions, over a night on which the second comes into force."""
    project, server = begun(tmp_path / "trust"), tmp_path / "server"
    assert list(project.rglob("*.py")) == []
    checked = run(project, "inforce", "check", "--on", DAY)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert run(project, "inforce", "format", "--check").returncode == 0
    assert run(project, "inforce", "publish", str(server), "--on", DAY).returncode == 0
    options = ["--kind", "major", "--in-force-from", NEXT]
    assert run(project, "inforce", "revise", "using-this-library", *options, "--on", DAY).returncode == 0
    second = project / "content/guidance/using-this-library/versions/2.0.0.yml"
    text = second.read_text(encoding="utf-8")
    text = text.replace("what changed and why, in a sentence or two for readers", "Copies are checked each time.")
    text = text.replace("the role or board that approved it", "Guidance board")
    text = re.sub(r"on: the day on which it was approved", f"on: {DAY}", text)
    second.write_text(text.replace("before you rely on it.", "each time you rely on it."), encoding="utf-8")
    assert run(project, "inforce", "check", "--on", DAY).stderr == ""
    for day in (DAY, NEXT):
        assert run(project, "inforce", "publish", str(server), "--on", day).returncode == 0
    page = (server / "current/guidance/using-this-library/index.html").read_text(encoding="utf-8")
    assert "each time you rely on it." in page
    assert len((server / "current/register.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(("forge", "branch"), [("github", "gh-pages"), ("gitlab", "gl-pages"), ("forgejo", "pages")])
def test_a_repository_has_the_workflows_of_its_forge_and_no_mark_left_unfilled(
    tmp_path: Path, forge: str, branch: str
) -> None:
    """Every file that is YAML reads as such, and nothing of another forge is there."""
    project = begun(tmp_path / "trust", "--forge", forge, "--no-example")
    names = {file.relative_to(project).as_posix() for file in project.rglob("*") if file.is_file()}
    assert {name.partition("/")[0] for name in names if "workflows" in name or "gitlab" in name} == {
        {"github": ".github", "gitlab": ".gitlab-ci.yml", "forgejo": ".forgejo"}[forge]
    }
    assert not any(name.startswith("content/guidance") for name in names)
    for name in names:
        text = (project / name).read_text(encoding="utf-8")
        assert "@@" not in text, name
        if name.endswith(".yml"):
            assert yaml.safe_load(text)
    assert ADDRESS in (project / "mkdocs.yml").read_text(encoding="utf-8")
    steps = (project / "README.md").read_text(encoding="utf-8").rpartition("## Set up once")[2]
    assert f"Protect `{branch}`" in steps
    assert "using-this-library" not in steps


def test_what_files_refer_to_is_there(tmp_path: Path) -> None:
    """The schema that a file names for editors, and the list of fields that it sends people to."""
    project = begun(tmp_path / "trust")
    assert run(project, "inforce", "new", "lone-working").returncode == 0
    assert (project / "content/README.md").is_file()
    for file in project.glob("content/**/*.yml"):
        for schema in re.findall(r"\$schema=(\S+)", file.read_text(encoding="utf-8")):
            assert (file.parent / schema).is_file(), f"{file} names {schema}"
    for schema in json.loads((project / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]:
        assert (project / schema).is_file(), schema


def test_what_is_verified_counts_by_the_register_on_the_branch_of_its_forge(tmp_path: Path) -> None:
    """GitLab's is called gl-pages; nothing names the branch of another forge."""
    project = begun(tmp_path / "trust", "--forge", "gitlab")
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "server"], check=True)
    named = ["-c", "user.name=A", "-c", "user.email=a@made-up.test"]
    for command in (
        ["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "Begin"], ["remote", "add", "origin", "../server"],
    ):  # fmt: skip
        subprocess.run(["git", *named, *command], cwd=project, check=True)
    assert run(project, "inforce", "publish", "branch:gl-pages@origin").returncode == 0
    subprocess.run(["git", "fetch", "--quiet", "origin"], cwd=project, check=True)
    done = run(project, "inforce", "verify")
    assert (done.returncode, "by the register on the branch for pages of origin" in done.stderr) == (0, True)
    assert "gh-pages" not in done.stderr


def test_a_folder_with_nothing_in_it_is_filled(tmp_path: Path) -> None:
    """Also the one that the command runs in, and an empty clone; what is said next can be done there."""
    named = ["--name", "A", "--address", ADDRESS]
    (tmp_path / "empty").mkdir()
    said = run(tmp_path / "empty", "inforce", "init", ".", *named).stdout
    assert "\n  git init -b main && git add -A && git commit -m Begin\n" in said
    subprocess.run(["git", "init", "--quiet", "-b", "main", tmp_path / "clone"], check=True)
    said = run(tmp_path, "inforce", "init", "clone", *named).stdout
    assert "\n  cd clone && git add -A && git commit -m Begin\n" in said
    assert {file.name for file in (tmp_path / "clone").iterdir()} == {
        ".git", *(file.name for file in (tmp_path / "empty").iterdir())
    }  # fmt: skip
    assert run(tmp_path / "clone", "inforce", "check").returncode == 0


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder with something in it stays as it is, and an address that readers cannot open is refused."""
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust/ours.txt").write_text("ours", encoding="utf-8")
    inforce = Path(sys.executable).with_name("inforce")
    refused = subprocess.run(
        [inforce, "init", tmp_path / "trust", "--name", "A", "--address", ADDRESS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (refused.returncode, "has something in it" in refused.stderr) == (1, True)
    assert [file.name for file in (tmp_path / "trust").iterdir()] == ["ours.txt"]
    wrong = subprocess.run(
        [inforce, "init", tmp_path / "b", "--name", "A", "--address", "guidance"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (wrong.returncode, (tmp_path / "b").exists()) == (2, False)
