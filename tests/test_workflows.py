"""The workflows for GitHub: nothing can be slipped in, and nothing may do more than it must."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from inforce.audit.site import verify_site
from inforce.audit.site_copy import FolderCopy
from publishing.git_servers import ENVIRONMENT, bare_repository, commit_files, new_repository, served_over_http
from publishing.made_sites import no_progress, record, site_of

INFORCE = Path(sys.executable).with_name("inforce")
PROJECT = Path(__file__).resolve().parents[1]
TOKEN = "of-this-run"  # noqa: S105 -- of a server that lives as long as the test
OURS = PROJECT / ".github"
OF_ORGANISATIONS = PROJECT / "build_tools" / "inforce" / "editing" / "project" / ".github"
WORKFLOWS = sorted((OURS / "workflows").glob("*.yml"))


@pytest.mark.parametrize("folder", [OURS, OF_ORGANISATIONS], ids=["ours", "of organisations"])
def test_zizmor_finds_nothing(folder: Path) -> None:
    """No workflow has a weakness that zizmor knows."""
    zizmor: list[str | Path] = [
        Path(sys.executable).with_name("zizmor"),
        "--offline",
        "--no-progress",
        "--quiet",
        "--color=never",
        "--pedantic",
    ]
    done = subprocess.run([*zizmor, folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert re.fullmatch(r"No findings to report\. Good job!( \(1 ignored\))?\n", done.stdout)


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
    """Permissions are given job by job; only the one that publishes may write, and it runs no tests."""
    text = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert text["permissions"] == {}
    given = {name: job["permissions"].get("contents", "none") for name, job in text["jobs"].items()}
    writing = [name for name, contents in given.items() if contents not in {"read", "none"}]
    assert writing == {"publish.yml": ["publish"], "release.yml": ["attest"]}.get(workflow.name, [])
    assert [
        step for name in writing for step in text["jobs"][name]["steps"] if "make test" in step.get("run", "")
    ] == []


@dataclass(frozen=True)
class Runner:
    """Runs the lines of the publishing workflow in *project*, whose forge is at *address*."""

    project: Path
    address: str

    def run(self, job: str, site: Path) -> subprocess.CompletedProcess[str]:
        """Run those of the steps of *job* that have the token; *site* is what was handed over to it."""
        text = yaml.safe_load((OURS / "workflows" / "publish.yml").read_text(encoding="utf-8"))
        lines = "".join(step["run"] for step in text["jobs"][job]["steps"] if "TOKEN" in step.get("env", {}))
        lines = lines.replace("https://", "http://")
        lines = lines.replace(".venv/bin/inforce publish --site site", f"{INFORCE} publish --site {site}")
        given = {"TOKEN": TOKEN, "REPOSITORY": f"{self.address.removeprefix('http://')}/guidance.git"}
        done = subprocess.run(
            ["bash", "-e", "-c", lines], cwd=self.project, env=ENVIRONMENT | given, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert TOKEN not in done.stdout + done.stderr
        return done

    def shown(self) -> Path:
        """Take what stands on the branch, as the job that shows it does, whatever came of the others."""
        shutil.rmtree(self.project / "published", ignore_errors=True)
        assert self.run("show", Path()).returncode == 0
        return self.project / "published"


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    """A project with a hook, and an empty repository on a forge."""
    project = new_repository(tmp_path / "project")
    commit_files(project, {
        "mkdocs.yml": b"site_name: Guidance\nhooks: [hook.py]\n", "hook.py": b"open('ran', 'w')\n", **_version("1.0.0"),
    })  # fmt: skip
    bare_repository(tmp_path / "guidance.git")
    with served_over_http(tmp_path, TOKEN) as address:
        yield Runner(project, address)


def _version(number: str) -> dict[str, bytes]:
    return {f"content/guidance/golden-rules/versions/{number}.yml": record("golden-rules", number)}


def test_the_workflow_publishes_and_takes_what_was_published_to_show_it(runner: Runner, tmp_path: Path) -> None:
    """Its own lines are run, on a real server: the branch keeps the register, and what Pages is given is the branch."""
    site = site_of(tmp_path / "site", "1.0.0")
    done = runner.run("publish", site)
    assert done.returncode == 0, done.stderr
    published = runner.shown()
    assert (published / "index.html").read_bytes() == (site / "index.html").read_bytes()
    assert verify_site(FolderCopy(published), no_progress).findings == ()
    assert not (runner.project / "ran").exists()  # nothing of the project runs where the token is


def test_what_was_merged_meanwhile_is_not_published(runner: Runner, tmp_path: Path) -> None:
    """The job has the commit that was tested; a site with more in it than that commit is refused."""
    done = runner.run("publish", site_of(tmp_path / "later", "1.0.0", "1.1.0"))
    assert (done.returncode, "does not have content/guidance/golden-rules/versions/1.1.0.yml" in done.stderr) == (
        4,
        True,
    )


def test_what_was_rolled_back_is_shown_though_nothing_is_published(runner: Runner, tmp_path: Path) -> None:
    """Publishing the same commit again is refused, and so may tests be that fail: the branch is shown all the same."""
    first = site_of(tmp_path / "first", "1.0.0")
    assert runner.run("publish", first).returncode == 0
    second = site_of(tmp_path / "second", "1.0.0")
    (second / "index.html").write_bytes((second / "index.html").read_bytes() + b"<!-- worse -->")
    commit_files(runner.project, {"content/pages/index.md": b"# Worse"})
    assert runner.run("publish", second).returncode == 0
    assert b"worse" in (runner.shown() / "index.html").read_bytes()
    destination = f"branch:gh-pages@http://x-access-token:{TOKEN}@{runner.address.removeprefix('http://')}/guidance.git"
    subprocess.run([INFORCE, "rollback", destination], cwd=runner.project, env=ENVIRONMENT, check=True)
    assert runner.run("publish", second).returncode == 4
    assert (runner.shown() / "index.html").read_bytes() == (first / "index.html").read_bytes()


@pytest.mark.parametrize("folder", [OURS, OF_ORGANISATIONS], ids=["ours", "of organisations"])
def test_what_builds_has_no_secret_and_what_has_one_builds_nothing(folder: Path) -> None:
    """The job that builds may write nothing; the one that publishes takes the site of the commit that was tested."""
    jobs = yaml.safe_load((folder / "workflows" / "publish.yml").read_text(encoding="utf-8"))["jobs"]
    assert set(jobs["build"]["permissions"].values()) == {"read"}
    assert "secrets." not in str(jobs["build"])
    assert "github.token" not in str(jobs["build"])
    published = [step["run"] for step in jobs["publish"]["steps"] if "TOKEN" in step.get("env", {})]
    assert [("publish --site site " in run, "build" in run) for run in published] == [(True, False)]
    commits = {step["with"].get("ref") for step in jobs["publish"]["steps"] if "checkout" in step.get("uses", "")}
    assert commits == ({"${{ needs.test.outputs.commit }}"} if folder == OURS else {"${{ github.sha }}"})
    assert (jobs["show"]["needs"], "!cancelled()" in jobs["show"]["if"]) == ("publish", True)


def test_the_build_has_no_secret_on_other_forges_either() -> None:
    """On GitLab the token is one of the environment that publishes; on Forgejo one step has it."""
    project = OF_ORGANISATIONS.parent
    gitlab = yaml.safe_load((project / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    having = [name for name, job in gitlab.items() if isinstance(job, dict) and "PUBLISH_TOKEN" in str(job)]
    assert having == ["publish"]
    assert gitlab["publish"]["environment"] == {"name": "publish"}
    environments = {name: job["environment"]["name"] for name, job in gitlab.items() if "environment" in job}
    assert environments == {"publish": "publish", "comment": "review"}
    assert "inforce build" not in str(gitlab["comment"])
    assert "inforce publish --site site " in gitlab["publish"]["script"][0]
    assert gitlab["stages"].index(gitlab["pages"]["stage"]) > gitlab["stages"].index(gitlab["publish"]["stage"])
    assert ("needs" in gitlab["pages"], gitlab["pages"]["rules"][0]["when"]) == (False, "always")
    jobs = yaml.safe_load((project / ".forgejo/workflows/publish.yml").read_text(encoding="utf-8"))["jobs"]
    assert "secrets." not in str(jobs["build"])
    steps = [step for step in jobs["publish"]["steps"] if "secrets." in str(step)]
    assert [step["run"].startswith("inforce publish --site site ") for step in steps] == [True]


@pytest.mark.parametrize(
    "owners", [OURS / "CODEOWNERS", OF_ORGANISATIONS.parent / "CODEOWNERS"], ids=["ours", "theirs"]
)
def test_what_runs_with_a_build_needs_somebody_who_programs(owners: Path) -> None:
    """Whatever is not named belongs to programmers, and of the content the catalogues do."""
    lines = [line.split() for line in owners.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    def approves(path: str) -> str:
        """Return who the last line is that fits, as GitHub and GitLab read them: a folder by its name, or all."""
        return next(who for what, who in reversed(lines) if what == "*" or f"/{path}".startswith(what))

    of_programmers = (
        "mkdocs.yml", "overrides/main.html", "overrides/content/x.html", "hook.py", ".github/workflows/publish.yml",
        ".github/CODEOWNERS", "CODEOWNERS", ".gitlab-ci.yml", "requirements.txt", "requirements-inforce.txt",
        "content/words/de.po", "content.md", ".gitattributes",
    )  # fmt: skip
    assert {path for path in of_programmers if "programmers" not in approves(path)} == set()
    for path in ("content/site.yml", "content/pages/about.md", "content/guidance/rules/versions/1.0.0.yml"):
        assert "programmers" not in approves(path)


GH = """#!/usr/bin/env bash
echo "$@" >> "$SAID"
while [ $# -gt 0 ]; do if [ "$1" = --body-file ]; then cat "$2" >> "$SAID"; fi; shift; done
"""
PIP_AUDIT = """#!/usr/bin/env bash
[ -n "$WEAK" ] || exit 0
case "$*" in *site.txt*) echo "| jinja2 | 3.0.0 | MADE-UP-1 |"; exit 1;; esac
"""


@pytest.mark.parametrize("weak", ["", "yes"], ids=["nothing known", "a weakness known"])
def test_a_known_weakness_is_an_issue_and_nothing_else_is(weak: str, tmp_path: Path) -> None:
    """The lines of the workflow are run, with stand-ins for what asks the network; the issue says what was found."""
    text = yaml.safe_load((OURS / "workflows" / "weekly.yml").read_text(encoding="utf-8"))
    hold, say = text["jobs"]["audit"]["steps"][-2:]
    for name, program in ((".venv/bin/pip-audit", PIP_AUDIT), ("bin/gh", GH)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(program)
        (tmp_path / name).chmod(0o755)
    given = ENVIRONMENT | {
        "GITHUB_ENV": str(tmp_path / "env"), "SAID": str(tmp_path / "said"), "WEAK": weak,
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
    }  # fmt: skip
    (tmp_path / "env").touch()
    subprocess.run(["bash", "-e", "-c", hold["run"]], cwd=tmp_path, env=given, check=True)
    assert say["if"] == "env.found == 'yes'"
    assert (tmp_path / "env").read_text() == ("found=yes\n" if weak else "")
    if weak:
        subprocess.run(["bash", "-e", "-c", say["run"]], cwd=tmp_path, env=given, check=True)
        said = (tmp_path / "said").read_text()
        assert "issue create" in said
        assert "MADE-UP-1" in said


def test_a_wheel_is_the_same_bytes_wherever_it_is_built(tmp_path: Path) -> None:
    """As the release workflow compares two of them: from two checkouts at other places."""
    made = []
    for name in ("first", "second place"):
        there = tmp_path / name
        subprocess.run(["git", "clone", "--quiet", PROJECT, there], check=True)
        time = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=there, check=True, capture_output=True, text=True
        ).stdout.strip()
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"],
            cwd=there, check=True, capture_output=True, env=dict(os.environ) | {"SOURCE_DATE_EPOCH": time},
        )  # fmt: skip
        (wheel,) = (there / "dist").glob("*.whl")
        made.append((wheel.name, wheel.read_bytes()))
    assert made[0] == made[1]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_checkout_has_the_full_history_and_leaves_no_token_behind(workflow: Path) -> None:
    """Published versions are held against the history, and a build step has no use for the token."""
    text = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    steps = [step for job in text["jobs"].values() for step in job["steps"]]
    checkouts = [step["with"] for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    for settings in checkouts:
        assert (settings["fetch-depth"], settings["persist-credentials"]) == (0, False)


def _weekly_look(file: Path) -> str:
    """Return the lines that look whether the page of a source moved, of whichever forge *file* is."""
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    lines = (
        said["weekly"]["script"] if "weekly" in said else [one.get("run", "") for one in said["jobs"]["look"]["steps"]]
    )
    (found,) = [line for line in lines if "url_effective" in line]
    return str(found)


@pytest.mark.parametrize("file", [".github/workflows/weekly.yml", ".gitlab-ci.yml", ".forgejo/workflows/weekly.yml"])
def test_an_organisation_learns_each_week_that_the_page_of_a_source_moved(tmp_path: Path, file: str) -> None:
    """A page that leads elsewhere or is gone is named, one that is there or does not answer today is not."""
    (tmp_path / "due.md").write_text("Nothing is wrong.\n", encoding="utf-8")
    look = ["bash", "-eo", "pipefail", "-c", _weekly_look(OF_ORGANISATIONS.parent / file)]
    subprocess.run(look, cwd=tmp_path, check=True)  # an organisation that has no sources yet
    answers = {"there": "200 {}/", "gone": "404 {}", "elsewhere": "200 https://other.example.org/", "slow": "000 {}"}
    curl = tmp_path / "curl"
    curl.write_text(
        "#!/bin/bash\ncase ${@: -1} in\n"
        + "".join(f"*{page}) echo {said.format('${@: -1}')};;\n" for page, said in answers.items())
        + "esac\n",
        encoding="utf-8",
    )
    curl.chmod(0o755)
    for page in answers:
        edition = tmp_path / f"content/sources/{page}/2018.yml"
        edition.parent.mkdir(parents=True)
        edition.write_text(f'title: A\naddress: "https://one.example.org/{page}"\n', encoding="utf-8")
    subprocess.run(look, cwd=tmp_path, check=True, env={"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    named = re.findall(r"^- .*one\.example\.org/(\w+) answers", (tmp_path / "due.md").read_text("utf-8"), re.MULTILINE)
    assert named == ["elsewhere", "gone"]
