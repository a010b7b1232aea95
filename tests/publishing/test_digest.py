"""What happened to guidance since a checkpoint, in a real repository: everything once, and nothing twice."""

from __future__ import annotations

import email
import shutil
import subprocess
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.cli.main import cli
from inforce.publish.checkpoint import Checkpoint
from real_project import EXAMPLE, PROJECT

DETAILS = "content/guidance/sharing/document.yml"


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody."""
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *somebody, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in a repository of one commit, with the small library of the checks."""
    folder = tmp_path_factory.mktemp("digest")
    shutil.copytree(PROJECT / "tests" / "cases" / "checks" / "base" / "content", folder / "content")
    shutil.copy(EXAMPLE / "mkdocs.yml", folder)
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[0]
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Begin")
    return folder


@pytest.fixture
def changed(project: Path, tmp_path: Path) -> Path:
    """A clone of it, in which a test may change what it wants."""
    git(tmp_path, "clone", "-q", str(project), "clone")
    return tmp_path / "clone"


def kept(project: Path, moment: str, commit: str | None = None) -> Path:
    """Keep a checkpoint that was made at that *moment*, of the commit of now if none is given."""
    made = Checkpoint(1, moment, 0, "0" * 64, "0" * 64, git(project, "rev-parse", "HEAD") if commit is None else commit)
    file = project / "kept.json"
    file.write_bytes(made.content)
    return file


def digest(project: Path, since: Path, *given: str) -> tuple[int, str, str]:
    """Run the command in this process."""
    done = CliRunner().invoke(cli, ["digest", "--since", str(since), "-f", str(project / "mkdocs.yml"), *given])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_a_version_is_told_once_its_day_has_come(changed: Path) -> None:
    """Not before, and not again after a checkpoint that was made on that day."""
    before = kept(changed, "2026-02-20T10:00:00Z")
    assert digest(changed, before, "--on", "2026-02-28")[0] == 1
    code, said, errors = digest(changed, before, "--on", "2026-03-01")
    assert (code, errors) == (0, "")
    assert said.startswith("Changes to guidance since 20 February 2026\n\n")
    assert "Sharing information" in said
    assert "The first rule came in." in said
    assert "https://guidance.example.org/guidance/sharing/2.0.0/" in said
    code, said, errors = digest(changed, kept(changed, "2026-03-01T10:00:00Z"), "--on", "2026-04-01")
    assert (code, said, errors) == (1, "", "Nothing happened since 1 March 2026.\n")


def test_what_was_written_later_for_an_earlier_day_is_told_by_the_history(changed: Path) -> None:
    """And where the history is not here, the editor is told that it could not be."""
    since = kept(changed, "2026-04-01T10:00:00Z")
    details = changed / DETAILS
    withdrawn = 'withdrawn:\n  on: 2026-04-01\n  reason: "The <law> changed."\n'
    details.write_text(details.read_text(encoding="utf-8") + withdrawn, encoding="utf-8")
    code, said, errors = digest(changed, since, "--on", "2026-04-02", "--format", "html")
    assert (code, errors) == (0, "")
    assert "Sharing information: withdrawn" in said
    assert "The &lt;law&gt; changed." in said
    code, said, errors = digest(changed, kept(changed, "2026-04-01T10:00:00Z", "f" * 40), "--on", "2026-04-02")
    assert (code, said) == (1, "")
    assert errors.startswith("The commit of the checkpoint is not here")


def test_a_message_has_both_forms_and_is_the_same_each_time(changed: Path) -> None:
    """For one audience, to those who are named; without a sender it opens as a draft."""
    since = kept(changed, "2026-02-20T10:00:00Z")
    audience = next(
        line.partition(": ")[2].strip('"') for line in (changed / DETAILS).read_text(encoding="utf-8").splitlines()
        if line.startswith("audience: ")
    )  # fmt: skip
    given = (
        "--on",
        "2026-03-01",
        "--format",
        "eml",
        "--audience",
        audience,
        "--by",
        "audience",
        "--to",
        "a@example.org",
    )
    file = changed / "digest.eml"
    assert digest(changed, since, *given, "-o", str(file)) == (0, "", "")
    first = file.read_bytes()
    assert digest(changed, since, *given, "-o", str(file))[0] == 0
    assert file.read_bytes() == first
    message = email.message_from_bytes(first, policy=default)
    assert isinstance(message, EmailMessage)
    assert (message["Subject"], message["To"], message["X-Unsent"]) == (
        "Changes to guidance since 20 February 2026", "a@example.org", "1",
    )  # fmt: skip
    text, page = message.get_body(["plain"]), message.get_body(["html"])
    assert text
    assert page
    assert audience.upper() in text.get_content()
    assert f"<h2>{audience}</h2>" in page.get_content()


def test_what_cannot_be_meant_is_refused_in_words(changed: Path) -> None:
    """A file that is no checkpoint, an audience that nobody is, addresses for a form that has none."""
    since = kept(changed, "2026-02-20T10:00:00Z")
    assert "is not a checkpoint" in digest(changed, changed / "mkdocs.yml")[2]
    assert 'There is no topic "Sharin".' in digest(changed, since, "--topic", "Sharin")[2]
    assert "go with --format eml" in digest(changed, since, "--to", "a@example.org")[2]
