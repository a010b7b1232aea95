"""Beginning a document with a Word file: what is written, where each word went, and what is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.cli.main import cli
from inforce.originals import reading_process
from made_word import word
from real_project import PROJECT

CASES = PROJECT / "tests" / "cases" / "word"
DESCRIPTIONS = sorted(file for file in CASES.glob("*.txt") if not file.name.endswith(".expected.txt"))
VERSION = "content/guidance/{}/versions/1.0.0.yml"


WORD = reading_process.ReadingProcess.word
READER = reading_process.ReadingProcess()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without a document, whose Word files are read by one process for all tests."""
    monkeypatch.setattr(reading_process.ReadingProcess, "word", lambda _self, content: WORD(READER, content))
    (tmp_path / "content").mkdir()
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    return tmp_path


def imported(project: Path, content: bytes, *given: str) -> tuple[int, str]:
    """Run the command on a file; return its exit code and all that it says."""
    (project / "policy.docx").write_bytes(content)
    command = ["import", str(project / "policy.docx"), "-f", str(project / "mkdocs.yml"), *given]
    done = CliRunner().invoke(cli, command)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


@pytest.mark.parametrize("file", DESCRIPTIONS, ids=lambda file: file.stem)
def test_each_kind_of_file_has_its_outcome(file: Path, project: Path, *, accept: bool) -> None:
    """The whole account and the whole version are what the case expects."""
    description = file.read_text(encoding="utf-8")
    options, _, rest = description.partition("\n")
    given = options.removeprefix("options:").split() if options.startswith("options:") else []
    code, said = imported(project, word(rest if given else description), "--as", "policy", *given)
    version = project / VERSION.format("policy")
    written = version.read_text(encoding="utf-8").partition("numbering: none\n")[2] if version.exists() else ""
    title = re.search(r"^title: .*$", version.read_text(encoding="utf-8"), re.MULTILINE) if version.exists() else None
    outcome = re.sub("[0-9a-f]{64}", "…", said.partition("Fill in, in document.yml")[0])
    outcome = f"Exit code {code}\n{outcome}\n{title[0] if title else ''}\n{written}"
    expected = file.with_suffix(".expected.txt")
    if accept:
        expected.write_text(outcome, encoding="utf-8")
    assert outcome == expected.read_text(encoding="utf-8")
