"""`inforce evidence`: one file for an auditor, who checks it with what every machine has and nothing of ours."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inforce.cli.main import cli
from inforce.model.originals import fingerprint
from inforce.publish.register import Published, Register
from inforce.reading.content_folder import read_content
from page_reading import having, parsed, words
from reading.changes import apply
from real_project import EXAMPLE, PROJECT, copied, edit

NAME = "seven-golden-rules"
COMMAND = re.compile(r"^    (\S.*)$", re.MULTILINE)
ABOUT_THE_RECORD = """\
The record of version 2.0.0 is the one that was published. This prints the SHA-256 that the site shows
for it, {fingerprint}; the check code 1DYA-C5TS on
every copy is its short form:

    sha256sum records/2.0.0.yml

"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a user has it, not to be changed."""
    return copied(tmp_path_factory.mktemp("evidence") / "project")


def run(project: Path, *given: str) -> Result:
    return CliRunner().invoke(cli, ["evidence", "-f", str(project / "mkdocs.yml"), *given], catch_exceptions=False)


def made(project: Path, target: Path, *given: str, day: str = "2026-11-22") -> bytes:
    done = run(project, NAME, "--on", day, "--output", str(target), *given)
    assert done.exit_code == 0, done.output
    return target.read_bytes()


def unpacked(content: bytes, folder: Path) -> Path:
    """Unpack and return the one folder that is in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(folder)
    (only,) = folder.iterdir()
    return only


def said_by(command: str, folder: Path) -> str:
    return subprocess.run(
        ["/bin/bash", "-c", command], cwd=folder, capture_output=True, text=True, check=True, timeout=20
    ).stdout


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register as a site has it that published another document before this one."""
    document = read_content(EXAMPLE / "content")[0].document(NAME)
    assert document
    other = Register().extended([(Published("other", "1.0.0", "0" * 64), "unknown")], "2026-01-01T09:00:00Z", "")
    days = [one.in_force_from.isoformat() if one.in_force_from else "unknown" for one in document.versions]
    published = [Published(NAME, str(one.number), one.fingerprint) for one in document.versions]
    versions = list(zip(published, days, strict=True))
    file = tmp_path_factory.mktemp("register") / "register.jsonl"
    file.write_bytes(other.extended(versions, "2026-11-20T09:00:00Z", "").content)
    return file


def test_every_command_in_the_readme_says_what_the_readme_says(project, register, tmp_path):
    """Run as they stand, in the folder that was unpacked: sums, record, lines of the register and their chain."""
    folder = unpacked(made(project, tmp_path / "e.zip", "--register", str(register)), tmp_path / "unpacked")
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    check, record, *lines, before, last = COMMAND.findall(readme)
    assert set(said_by(check, folder).splitlines()) == {
        f"{file.relative_to(folder).as_posix()}: OK"
        for file in folder.rglob("*")
        if file.is_file() and file.name != "SHA256SUMS"
    }
    shown = said_by(record, folder).split()[0]
    assert "\n\n" + ABOUT_THE_RECORD.format(fingerprint=shown) in readme
    entries = [json.loads(said_by(line, folder)) for line in lines]
    assert [(entry["document"], entry["version"]) for entry in entries] == [(NAME, "1.0.0"), (NAME, "2.0.0")]
    assert entries[-1]["fingerprint"] == shown
    assert said_by(before, folder).split()[0] == json.loads(said_by(last, folder))["before"]


def test_what_was_changed_afterwards_is_found(project, tmp_path):
    """A letter of the text, and the sums no longer hold."""
    folder = unpacked(made(project, tmp_path / "e.zip"), tmp_path / "unpacked")
    edit(folder / "text.md", "# 7 golden", "# 8 golden")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        said_by("sha256sum --check SHA256SUMS", folder)
    assert "text.md: FAILED" in failed.value.stdout


def test_records_are_byte_for_byte_and_the_text_is_the_rules_own(project, tmp_path):
    """The files of the versions and of the editions that they cite; the page to read stands alone."""
    folder = unpacked(made(project, tmp_path / "e.zip"), tmp_path / "unpacked")
    guidance = project / "content/guidance" / NAME
    for number in ("1.0.0", "2.0.0"):
        assert (folder / f"records/{number}.yml").read_bytes() == (guidance / f"versions/{number}.yml").read_bytes()
    assert (folder / "document.yml").read_bytes() == (guidance / "document.yml").read_bytes()
    cited = "sources/information-sharing-advice/2018.yml"
    assert (folder / cited).read_bytes() == (project / "content" / cited).read_bytes()
    assert not (folder / "sources/information-sharing-advice/2015.yml").exists()
    document = read_content(project / "content")[0].document(NAME)
    html = (folder / "text.html").read_text(encoding="utf-8")
    shown = having(parsed(html.partition("<body>")[2].partition("</body>")[0]), "data-rule-words")
    assert {name: words(found) for name, found in shown.items()} == {
        rule.id: " ".join(rule.text.split()) for rule in document.versions[1].rules
    }
    assert not re.search(r'(href|src)="(?!https:)', html)
    assert "<script" not in html
    assert html.count("Matches its source word for word.") == 7
    assert "Approved by: not named yet" in (folder / "versions.txt").read_text(encoding="utf-8")


def test_equal_content_gives_an_equal_file(project, register, tmp_path):
    """Whatever the file is called and whenever it is made; another day gives another."""
    first = made(project, tmp_path / "first.zip", "--register", str(register))
    assert made(project, tmp_path / "second.zip", "--register", str(register.parent)) == first
    assert made(project, tmp_path / "third.zip", day="2026-11-23") != first


def test_without_an_output_the_file_is_named_after_document_and_day(project, tmp_path, monkeypatch):
    """It stands where the command was run, and nothing else does."""
    monkeypatch.chdir(tmp_path)
    done = run(project, NAME, "--on", "2026-11-22")
    assert [file.name for file in tmp_path.iterdir()] == [f"evidence-{NAME}-2026-11-22.zip"]
    assert done.output.startswith(f"Wrote evidence-{NAME}-2026-11-22.zip with 11 files. In force since")


def test_of_a_day_of_which_too_little_is_known_nothing_is_claimed(project, tmp_path):
    """The text of the first version is there, under the sentence that says so, and no copy that claims a status."""
    folder = unpacked(made(project, tmp_path / "e.zip", day="2020-01-01"), tmp_path / "unpacked")
    said = "there is no record of whether it applied on 1 January 2020."
    for name in ("README.txt", "text.html", "text.txt"):
        assert said in " ".join((folder / name).read_text(encoding="utf-8").split())
    assert not (folder / "text.md").exists()


def test_of_a_day_before_the_first_record_there_is_evidence_too(tmp_path):
    """That there is no record, and every version that there is."""
    project = copied(tmp_path / "project")
    (project / "content/guidance" / NAME / "versions/1.0.0.yml").unlink()
    folder = unpacked(made(project, tmp_path / "e.zip", day="2026-11-21"), tmp_path / "unpacked")
    assert "There is no record of" in (folder / "README.txt").read_text(encoding="utf-8")
    assert not (folder / "text.html").exists()
    assert (folder / "records/2.0.0.yml").exists()


def test_a_source_that_cannot_be_read_stops_the_evidence(tmp_path):
    """Without its words, nobody could see what a rule rests on."""
    project = copied(tmp_path / "project")
    edit(project / "content/sources/information-sharing-advice/2018.yml", "publisher:", "publishers:")
    done = run(project, NAME, "--on", "2026-11-22", "--output", str(tmp_path / "e.zip"))
    assert done.exit_code == 1
    assert "content/sources/information-sharing-advice/2018.yml" in done.output
    assert not (tmp_path / "e.zip").exists()


def test_an_original_that_is_not_the_one_that_was_recorded_stops_the_evidence(tmp_path):
    """It would be handed over as what the words were checked against."""
    project = copied(tmp_path / "project")
    source = project / "content/sources/information-sharing-advice"
    edit(source / "2018.yml", "passages:", f"original:\n  sha256: {'0' * 64}\npassages:")
    (source / "2018.txt").write_text("Other words.", encoding="utf-8")
    done = run(project, NAME, "--on", "2026-11-22", "--output", str(tmp_path / "e.zip"))
    assert done.exit_code == 1
    assert "original-altered" in done.output
    assert not (tmp_path / "e.zip").exists()


def test_a_register_that_does_not_hold_or_is_not_there_is_refused(project, register, tmp_path):
    """Nothing is written then."""
    altered = tmp_path / "register.jsonl"
    altered.write_bytes(register.read_bytes().replace(b"2026-11-20", b"2026-11-19"))
    for place, said in ((altered, "does not hold"), (tmp_path / "nowhere", "There is no register.jsonl at")):
        target = tmp_path / "e.zip"
        done = CliRunner().invoke(
            cli,
            ["evidence", "-f", str(project / "mkdocs.yml"), NAME, "--output", str(target), "--register", str(place)],
        )
        assert done.exit_code != 0
        assert said in f"{done.output}{done.exception}"
        assert not target.exists()


def test_the_sums_are_those_of_the_files(project, tmp_path):
    """As `sha256sum` writes them, by name."""
    folder = unpacked(made(project, tmp_path / "e.zip"), tmp_path / "unpacked")
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines == [
        f"{fingerprint((folder / name).read_bytes())}  {name}" for name in sorted(line[66:] for line in lines)
    ]


def test_the_original_of_a_source_is_there_where_it_is_held(tmp_path):
    """Byte for byte beside the edition that was checked against it, so that the auditor can compare the passages."""
    cases = PROJECT / "tests/cases/checks"
    project = tmp_path / "project"
    shutil.copytree(cases / "base/content", project / "content")
    shutil.copy(EXAMPLE / "mkdocs.yml", project)
    change = (cases / "an-original-that-has-every-passage/change.txt").read_text(encoding="utf-8")
    apply(change.partition("\n")[2], project)
    done = run(project, "sharing", "--on", "2026-04-01", "--output", str(tmp_path / "e.zip"))
    assert done.exit_code == 0, done.output
    folder = unpacked((tmp_path / "e.zip").read_bytes(), tmp_path / "unpacked")
    held = "sources/advice/2018.txt"
    assert (folder / held).read_bytes() == (project / "content" / held).read_bytes()
    assert held in (folder / "SHA256SUMS").read_text(encoding="utf-8")
