"""Capturing an original stores it, records what it proves, and leaves everything else in the edition's file alone."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inforce.build import pipeline
from inforce.cli.main import cli
from inforce.clock import clock_on
from originals.conftest import typst_pdf

BASE = Path(__file__).parents[1] / "cases" / "checks" / "base"
TEXT = [
    "You must not share personal information unless the person agrees. Your supervisor can advise you.",
    "Keep a record of your decision within seven days.",
]
EDITION = "content/sources/advice/2018.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "project")
    (tmp_path / "project" / "mkdocs.yml").write_text(
        "site_name: Guidance\ndocs_dir: content/pages\ntheme:\n  name: material\n"
    )
    return tmp_path / "project"


def capture(project: Path, name: str, content: bytes, edition: str = "advice/2018") -> Result:
    """Run the command on a file of this name and content."""
    (project.parent / name).write_bytes(content)
    options = ["source", "capture", str(project.parent / name), "--as", edition, "-f", str(project / "mkdocs.yml")]
    return CliRunner().invoke(cli, options, catch_exceptions=False)


def said(project: Path) -> list[str]:
    """Return the codes of all problems of the project."""
    return [problem.code for problem in pipeline.check(project / "content", clock_on("2026-04-01")).problems]


def snapshot(project: Path) -> dict[str, bytes]:
    files = (path for path in project.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def test_an_original_is_stored_and_what_it_proves_is_recorded(project: Path) -> None:
    """The file beside the edition, its SHA-256, the pages, the evidence; and nothing else is another."""
    before, pdf = snapshot(project), typst_pdf(TEXT, 1)
    result = capture(project, "Advice (final).PDF", pdf)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "content/sources/advice/2018.pdf is the original of advice/2018.\nOf 2 passages, 2 stand in it word for word.\n"
    )
    after = snapshot(project)
    assert after.pop("content/sources/advice/2018.pdf") == pdf
    assert after.pop(EDITION).decode() == before.pop(EDITION).decode().replace(
        "evidence: secondary\n",
        f'evidence: original\noriginal:\n  sha256: "{hashlib.sha256(pdf).hexdigest()}"\n',
    ).replace("advise you.\n", 'advise you.\n    page: "1"\n    page_certainty: seen\n').replace(
        "seven days.\n", 'seven days.\n    page: "1"\n    page_certainty: seen\n'
    )
    assert after == before
    assert said(project) == []


def test_capturing_again_changes_nothing(project: Path) -> None:
    """Neither of the files is written a second time, and the command says so."""
    pdf = typst_pdf(TEXT, 1)
    capture(project, "advice.pdf", pdf)
    before = snapshot(project)
    result = capture(project, "advice.pdf", pdf)
    assert result.exit_code == 0
    assert result.stdout.endswith("All of that was recorded already; nothing changed.\n")
    assert snapshot(project) == before


def test_a_file_that_stands_in_its_place_already_can_be_captured(project: Path) -> None:
    """What `check` calls not recorded is recorded by the command that it names."""
    own = project / "content/sources/advice/2018.txt"
    own.write_text("\n".join(TEXT))
    assert said(project) == ["original-not-recorded"]
    options = ["source", "capture", str(own), "--as", "advice/2018", "-f", str(project / "mkdocs.yml")]
    assert CliRunner().invoke(cli, options, catch_exceptions=False).exit_code == 0
    assert said(project) == []


def test_what_was_known_better_is_kept_and_what_was_recalled_becomes_seen(project: Path) -> None:
    """A page that agrees stays as it is written; one that does not is corrected."""
    path = project / EDITION
    text = path.read_text()
    text = text.replace("    text: You", '    page: "1"\n    page_certainty: recalled\n    text: You')
    text = text.replace("    text: Keep", "    page: '9'   # so they say\n    text: Keep")
    path.write_text(text)
    capture(project, "advice.pdf", typst_pdf(TEXT, 1))
    passages = path.read_text().partition("passages:")[2]
    assert '    page: "1"\n    page_certainty: seen\n    text: You' in passages
    assert "    page: '1'   # so they say\n    text: Keep" in passages
    assert said(project) == []


def test_a_passage_that_is_not_in_it_is_told_and_claims_nothing(project: Path) -> None:
    """The original is kept, for it is the original; the evidence stays what it was."""
    result = capture(project, "advice.txt", TEXT[0].replace("not ", "").encode() + b"\n" + TEXT[1].encode())
    assert result.exit_code == 1
    assert "Of 2 passages, 1 stands in it word for word." in result.stdout
    assert 'Passage: "You must not share personal"; original: "You must share personal".' in " ".join(
        result.stderr.split()
    )
    assert "evidence: secondary\n" in (project / EDITION).read_text()
    assert said(project) == ["passage-not-in-original"]


def test_a_scan_is_kept_and_nothing_is_said_to_be_checked(project: Path) -> None:
    """A picture proves nothing to a program."""
    result = capture(project, "advice.html", b"<img src=scan.png>")
    assert result.exit_code == 0
    assert "Of 2 passages, 0 stand in it word for word." in result.stdout
    assert "evidence: secondary\n" in (project / EDITION).read_text()
    assert said(project) == ["original-without-text"]


def test_notes_that_may_no_longer_hold_are_pointed_out(project: Path) -> None:
    """Once the evidence is the original, a note that it was not at hand is wrong."""
    path = project / EDITION
    path.write_text(path.read_text() + "evidence_note: The original was not at hand.\n")
    result = capture(project, "advice.txt", "\n".join(TEXT).encode())
    assert result.stdout.endswith(
        "Its evidence is now the original. Check that what evidence_note and not_verified say is still true.\n"
    )


def changed(project: Path) -> None:
    capture(project, "advice.txt", "\n".join(TEXT).encode())


def recorded_only(project: Path) -> None:
    changed(project)
    (project / "content/sources/advice/2018.txt").unlink()


def unreadable(project: Path) -> None:
    (project / EDITION).write_text("format: 1\n")


def as_it_was(_project: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "name", "content", "edition", "refusal"),
    [
        (as_it_was, "a.docx", b"PK", "advice/2018", "a.docx is not a kind of file that can be an original here."),
        (as_it_was, "a.txt", b"Text", "advice/2019", "There is no edition advice/2019: there is no file"),
        (
            as_it_was,
            "a.pdf",
            b"%PDF-1.4",
            "advice/2018",
            "This file cannot be read as PDF: it is cut off, or of another",
        ),
        (unreadable, "a.txt", b"Text", "advice/2018", f"{EDITION} cannot be read as it is"),
        (changed, "a.txt", b"Other", "advice/2018", "2018.txt is there already as the original of this edition, and"),
        (changed, "a.html", b"Other", "advice/2018", "2018.txt is there already as the original of this edition, and"),
        (recorded_only, "a.txt", b"Other", "advice/2018", "Another file is recorded as the original of this edition"),
    ],
)
def test_what_cannot_be_captured_is_refused_and_nothing_is_written(  # noqa: PLR0913, PLR0917 - a row of a table
    project: Path, before: object, name: str, content: bytes, edition: str, refusal: str
) -> None:
    """An edition that is not there, a file that is no original, another original: nothing changes."""
    assert callable(before)
    before(project)
    files = snapshot(project)
    result = capture(project, name, content, edition)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"Nothing was written. {name}: {refusal}")
    assert snapshot(project) == files


@pytest.mark.parametrize("edition", ["advice", "advice/", "../advice/2018", "Advice/2018", "advice/2018/1", "a/../b"])
def test_only_the_name_of_an_edition_is_taken_for_one(project: Path, edition: str) -> None:
    """Nothing is written anywhere but among the sources."""
    files = snapshot(project)
    result = capture(project, "a.txt", b"Text", edition)
    assert result.exit_code == 2
    assert "Write both: information-sharing-advice/2018" in result.stderr
    assert snapshot(project) == files


def test_checking_writes_nothing_but_what_it_remembers(project: Path) -> None:
    """The text of an original is remembered under .cache, and the site of a memory that was altered is the same."""
    changed(project)
    shutil.rmtree(project / ".cache")
    files = snapshot(project)
    for _ in range(2):
        result = CliRunner().invoke(cli, ["check", "-f", str(project / "mkdocs.yml"), "--on", "2026-04-01"])
        assert (result.exit_code, result.stderr) == (0, "")
        assert snapshot(project) == files
        for kept in filter(Path.is_file, (project / ".cache" / "inforce").iterdir()):
            kept.write_bytes(kept.read_bytes().replace(b"must not", b"must xyz"))
