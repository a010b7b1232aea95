"""The workflows of an organisation, run as a runner runs them: step for step, in clones of a repository on a server.

Only what asks the network is left to stand-ins: actions that others wrote, installing from an index, and the API.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from inforce.audit.site import verify_site
from inforce.audit.site_copy import FolderCopy
from publishing.git_servers import ENVIRONMENT, bare_repository, commit_files, git, served_over_http
from publishing.made_sites import no_progress

PROGRAMS = Path(sys.executable).parent
SECRET = "of-the-publisher"  # noqa: S105 -- of a server that lives as long as the test
REPOSITORY = "trust/guidance"
ENVIRONMENTS = {"github": ".github/workflows", "forgejo": ".forgejo/workflows", "gitlab": ""}
STAND_INS = """#!/bin/sh
case "$(basename "$0") $*" in
"gh issue list"*) ;;
"gh issue create"*) while [ $# -gt 0 ]; do [ "$1" = --body-file ] && cat "$2" >> "$SAID"; shift; done;;
"curl "*) echo "200 $(eval echo \\${$#})";;
esac
"""


@dataclass
class Runner:
    """Runs jobs on machines of their own: *forge* is at *address*, and *handed* is what jobs hand over."""

    forge: str
    folder: Path
    address: str
    handed: Path
    names_with_a_secret: set[str] = field(default_factory=set)

    def run(self, workflow: str, job: str, **context: str) -> Path:
        """Run *job*, and return its workspace; a step that fails ends it."""
        workspace = self.folder / f"{workflow}-{job}"
        shutil.rmtree(workspace, ignore_errors=True)
        workspace.mkdir()
        steps = self._of_gitlab(job) if self.forge == "gitlab" else self._steps(workflow, job)
        for step in steps:
            if "--post" in step.get("run", ""):
                continue  # what is posted is held where it is written
            if uses := step.get("uses", ""):
                self._action(uses, step.get("with", {}), workspace, context)
            else:
                self._line(f"{workflow} {job}", step, workspace, context)
        return workspace

    def shown(self, commit: str) -> Path:
        """Return what readers are shown after the last job; on Forgejo, any web server shows the branch itself."""
        if self.forge == "gitlab":
            return self.run("publish", "pages", commit=commit) / "public"
        if self.forge == "github":
            return self.run("publish", "show", commit=commit) / "published"
        branch = self.folder / "branch"
        git(self.folder, "clone", "--quiet", "--branch", "pages", str(self.folder / f"{REPOSITORY}.git"), str(branch))
        return branch

    def pushed(self, files: dict[str, bytes], branch: str = "change") -> str:
        """Commit *files* on a branch, and return the commit."""
        commit = commit_files(self.folder / "project", files)
        server = str(self.folder / f"{REPOSITORY}.git")
        git(self.folder / "project", "push", "--quiet", "--force", server, f"HEAD:refs/heads/{branch}")
        return commit

    def _steps(self, workflow: str, job: str) -> list[dict[str, Any]]:
        file = self.folder / "project" / ENVIRONMENTS[self.forge] / f"{workflow}.yml"
        return list(yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"][job]["steps"])

    def _of_gitlab(self, job: str) -> list[dict[str, Any]]:
        """Return the lines of a job of GitLab as steps: it has checked out, and takes what earlier stages kept."""
        text = yaml.safe_load((self.folder / "project/.gitlab-ci.yml").read_text(encoding="utf-8"))
        said, before = text[job], text[job].get("before_script", text["before_script"])
        secrets = {"PUBLISH_TOKEN": SECRET} if said.get("environment", {}).get("name") == "publish" else {}
        taken = [
            {"uses": "x/download-artifact", "with": {"name": name, "path": "site/"}} for name in said.get("needs", ())
        ]
        kept = [path for path in said.get("artifacts", {}).get("paths", ()) if path.endswith("/") or path == "public"]
        return [
            {"uses": "x/checkout"}, *taken, *({"run": line, "env": secrets} for line in (*before, *said["script"])),
            *({"uses": "x/upload-artifact", "with": {"name": job, "path": path}} for path in kept),
        ]  # fmt: skip

    def _action(self, uses: str, given: Mapping[str, Any], workspace: Path, context: Mapping[str, str]) -> None:
        name = re.split("[/@]", uses.removeprefix("https://"))[-2 if "@" in uses else -1]
        if name == "checkout":
            git(self.folder, "clone", "--quiet", str(self.folder / f"{REPOSITORY}.git"), str(workspace))
            git(workspace, "checkout", "--quiet", "--detach", context["commit"])
        elif name in {"upload-artifact", "upload-pages-artifact"}:
            shutil.copytree(workspace / given["path"], self.handed / given.get("name", "pages"), dirs_exist_ok=True)
        elif name == "download-artifact":
            shutil.copytree(self.handed / given["name"], workspace / given["path"])
        else:
            assert name in {"setup-python", "deploy-pages"}, name

    def _line(self, where: str, step: Mapping[str, Any], workspace: Path, context: Mapping[str, str]) -> None:
        line = re.sub(r"(?m)^(pip|apt-get) .*$", "true", step["run"])
        line = line.replace("https://", "http://")  # of a server on the loopback
        host = self.address.removeprefix("http://")
        values = {
            "github.repository": REPOSITORY, "github.server_url": self.address, "github.sha": context["commit"],
            "github.ref": context["commit"], "github.event.pull_request.base.sha": context.get("base", ""),
            "github.event.number": "7", "github.token": SECRET, "secrets.PUBLISH_TOKEN": SECRET,
        }  # fmt: skip
        env = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values[found[1]], value)
            for name, value in step.get("env", {}).items()
        }
        env = {name: value.replace("github.com/", f"{host}/") for name, value in env.items()}
        if SECRET in env.values():
            self.names_with_a_secret.add(where)
        machine = {name: value for name, value in ENVIRONMENT.items() if name in {"HOME", "PATH", "TMPDIR", "LANG"}}
        machine |= {name: value for name, value in ENVIRONMENT.items() if name.startswith("GIT_CONFIG")}
        machine |= {
            "CI": "true", "SAID": str(self.handed / "said"), "CI_SERVER_HOST": host, "CI_PROJECT_PATH": REPOSITORY,
            "PATH": f"{self.folder / 'bin'}:{PROGRAMS}:{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": context.get("base", ""),
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", line], cwd=workspace, env=machine | env, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{where}: {line}\n{done.stdout}{done.stderr}"
        assert SECRET not in done.stdout + done.stderr


@pytest.fixture(params=list(ENVIRONMENTS))
def runner(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Runner]:
    """The repository of an organisation, as ``inforce init`` makes it, on a server that asks for a password."""
    project = tmp_path / "project"
    named = ["--name", "Made-up Trust: guidance", "--address", "https://guidance.made-up.test/"]
    subprocess.run(
        [PROGRAMS / "inforce", "init", project, *named, "--forge", request.param], check=True, capture_output=True
    )
    with (project / "content/site.yml").open("a", encoding="utf-8") as settings:
        settings.write("pdf: none\n")
    # a hook sees all that a build sees
    (project / "hook.py").write_text(
        "import os\n\n\ndef on_config(config):\n    open('seen', 'w').write(repr(os.environ))\n"
    )
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("hooks: [hook.py]\n")
    if not (project / ".git").exists():
        git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Begin")
    bare_repository(tmp_path / f"{REPOSITORY}.git")
    git(project, "push", "--quiet", str(tmp_path / f"{REPOSITORY}.git"), "HEAD:main")
    (tmp_path / "bin").mkdir()
    for name in ("gh", "curl"):
        (tmp_path / "bin" / name).write_text(STAND_INS)
        (tmp_path / "bin" / name).chmod(0o755)
    (tmp_path / "handed").mkdir()
    with served_over_http(tmp_path, "" if request.param == "forgejo" else SECRET) as address:
        yield Runner(request.param, tmp_path, address, tmp_path / "handed")


def test_a_repository_is_checked_published_shown_and_looked_at_by_its_own_workflows(runner: Runner) -> None:
    """From the first commit to what readers get; the hook of the build sees no secret, and no step keeps one."""
    commit = git(runner.folder / "project", "rev-parse", "HEAD")
    built = runner.run("publish", "build", commit=commit)
    seen = (built / "seen").read_text(encoding="utf-8")
    assert "CI" in seen
    assert SECRET not in seen
    published = runner.run("publish", "publish", commit=commit)
    assert not (published / "seen").exists()  # nothing of the project runs where the token is
    for workspace in (built, published):
        assert SECRET not in (workspace / ".git/config").read_text(encoding="utf-8")
    assert "publish publish" in runner.names_with_a_secret
    assert "publish build" not in runner.names_with_a_secret
    assert verify_site(FolderCopy(runner.shown(commit)), no_progress).findings == ()
    settings = (runner.folder / "project/mkdocs.yml").read_bytes().replace(b"hooks: [hook.py]\n", b"")
    without_hook = runner.pushed({"mkdocs.yml": settings}, "main")  # of which owners would be reminded
    runner.run("weekly", "weekly" if runner.forge == "gitlab" else "look", commit=without_hook)
    assert not (runner.handed / "said").exists()


def test_a_pull_request_is_checked_against_what_it_goes_into(runner: Runner) -> None:
    """It is told what the change does, and sees no secret; one that alters a published version is refused."""
    project = runner.folder / "project"
    base = git(project, "rev-parse", "HEAD")
    page = {"content/pages/about.md": b"# About\n\n## Contact\n\nAsk the board.\n"}
    commit = runner.pushed(page)
    checked = runner.run("check", "check", commit=commit, base=base)
    assert (checked / "site/about/index.html").exists() == (runner.forge != "forgejo")
    assert runner.names_with_a_secret == set()
    file = "content/guidance/using-this-library/versions/1.0.0.yml"
    altered = (project / file).read_bytes().replace(b"before you rely on it", b"whenever you rely on it")
    with pytest.raises(AssertionError, match="published-version-changed"):
        runner.run("check", "check", commit=runner.pushed({file: altered}), base=base)
