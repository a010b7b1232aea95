"""Beginning an edition of a source: a pasted text, or a Word file, becomes passages, and none of its words is lost."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from inforce.build import pipeline
from inforce.cli.main import cli
from inforce.clock import clock_on
from inforce.editing.capture import EditionFacts, new_edition, pasted
from inforce.editing.formatted import formatted
from inforce.model.sources import EditionDetails
from inforce.originals.word_text import tokens
from inforce.reading.source_files import read_edition
from made_pdfs import pdf, text
from made_word import word
from real_project import EXAMPLE

FILE = "content/sources/safer-visits/2025.yml"
KNOWN = ("--title", "Safer visits", "--publisher", "The council", "--published", "2025-03")
PASTED = """\
Safer visits guidance

1. Purpose
This guidance is for everybody who visits people at home and who wants to
come back. It replaces the guidance of 2019.

2. Before a visit
2.1 You must tell the office:
(a) where you go
(b) when you will be
back.
2.2 Take a well-
known way.

Annex
Staff should use the form.

Another paragraph that says nothing of note
but goes on over lines.
"""
PASSAGES = [
    (
        "1-paragraph-1", "1 Purpose, paragraph 1",
        "This guidance is for everybody who visits people at home and who wants to come back. It replaces the\\n"
        "guidance of 2019.".replace("\\n", "\n"),
    ),
    ("paragraph-2-1", "paragraph 2.1", "You must tell the office:\n\n(a) where you go\n(b) when you will be back."),
    ("paragraph-2-2", "paragraph 2.2", "Take a well-known way."),
    ("annex-paragraph-1", "Annex, paragraph 1", "Staff should use the form."),
    ("annex-paragraph-2", "Annex, paragraph 2", "Another paragraph that says nothing of note but goes on over lines."),
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that may be changed."""
    shutil.copytree(EXAMPLE / "content", tmp_path / "content")
    shutil.copy(EXAMPLE / "mkdocs.yml", tmp_path)
    return tmp_path


def run(project: Path, *command: str, sent: str | bytes = "") -> tuple[int, str, str]:
    """Run a command in this process."""
    done = CliRunner().invoke(cli, [*command, "-f", str(project / "mkdocs.yml")], input=sent)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def passages(project: Path) -> list[tuple[str, str, str]]:
    """Return what the file says."""
    read = read_edition((project / FILE).read_bytes(), FILE, "safer-visits", "2025")
    assert read.edition
    return [(one.id, one.label, one.text) for one in read.edition.details.passages]


def test_a_pasted_text_is_parted_by_its_numbers_and_its_paragraphs(project: Path) -> None:
    """From standard input or from a file; headings name what stands below them; the check has nothing against it."""
    code, said, errors = run(project, "source", "new", "safer-visits/2025", *KNOWN, sent=PASTED)
    assert (code, errors) == (0, "")
    assert said.startswith(f"Wrote {FILE} with 5 passages. No word of the text is missing.\n")
    assert "a heading, which is in no passage: Safer visits guidance" in said
    assert passages(project) == PASSAGES
    problems = pipeline.check(project / "content", clock_on("2026-11-29")).problems
    assert [one for one in problems if one.is_error] == []
    written = (project / FILE).read_bytes()
    assert formatted(written, EditionDetails) == written
    (project / FILE).unlink()
    (project / "text.txt").write_text(PASTED.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    assert run(project, "source", "new", "safer-visits/2025", str(project / "text.txt"), *KNOWN)[0] == 0
    assert (project / FILE).read_bytes() == written


def test_an_edition_is_begun_without_a_text_and_never_written_over(project: Path) -> None:
    """It has no passages then, and says that nothing of its wording is held."""
    more = ("--short-title", "Visits", "--address", "https://www.example.org/visits", "--licence", "Open licence")
    code, said, _ = run(project, "source", "new", "safer-visits/2025", *KNOWN, *more)
    assert code == 0
    assert "without passages" in said
    assert "evidence: bibliography" in (project / FILE).read_text(encoding="utf-8")
    assert [one for one in pipeline.check(project / "content", clock_on("2026-11-29")).problems if one.is_error] == []
    code, _, errors = run(project, "source", "new", "safer-visits/2025", *KNOWN)
    assert code == 1
    assert "is there already" in errors
    code, _, errors = run(project, "source", "new", "safer-visits/2026", *KNOWN, sent="caf\u00e9".encode("latin-1"))
    assert code == 2
    assert "not saved as UTF-8" in errors


def test_an_edition_comes_from_a_word_file_and_is_held_against_its_print(project: Path) -> None:
    """The words and labels from Word, the pages from the PDF; a word that differs between the two is told."""
    described = "title: Safer visits\nn1: Before\np: You must tell the office.\np: Never go alone.{note:At night.}"
    (project / "visits.docx").write_bytes(word(described))
    first, second = text(60, 700, "You must tell the office."), text(60, 700, "Never go alone.")
    (project / "visits.pdf").write_bytes(pdf(first, second + text(60, 600, "At night.")))
    given = ("import", str(project / "visits.docx"), "--source", "safer-visits/2025", "--publisher", "The council")
    code, said, errors = run(project, *given, "--published", "2025", "--pages", str(project / "visits.pdf"))
    assert (code, errors) == (0, "")
    assert "Of 3 passages, 3 stand in it word for word." in said
    written = (project / FILE).read_text(encoding="utf-8")
    assert "title: Safer visits\n" in written
    assert 'label: "1 Before, paragraph 1"\n    text: |\n      You must tell the office.\n    page: "1"' in written
    assert 'text: |\n      Never go alone.\n    page: "2"' in written
    (project / FILE).unlink()
    (project / FILE).with_suffix(".pdf").unlink()
    (project / "visits.docx").write_bytes(word(described.replace("Never", "Always")))
    code, _, errors = run(project, *given, "--published", "2025", "--pages", str(project / "visits.pdf"))
    assert code == 1
    assert "passage-not-in-original" in errors
    assert "Say what you know about the edition" in run(project, *given)[2]
    assert "go with --source" in run(project, *given[:2], "--publisher", "The council")[2]


LINE = st.lists(
    st.sampled_from(
        ["You", "must", "ring", "1.", "2.1", "(a)", "-", "#", "Purpose", "well-", "at", "9:00.", "|", "\u2022"]
    ),
    max_size=8,
).map(" ".join)


@given(st.lists(LINE, min_size=1, max_size=12).map("\n".join))
def test_no_word_of_a_pasted_text_is_lost(said: str) -> None:
    """Whatever its lines are: its words are those of the passages, their numbers, and what is listed."""
    text_of = pasted(said)
    words = +(tokens(said) - text_of.words)
    assert set(words) <= {"#"}  # the mark of a heading
    if not text_of.blocks:
        return
    made = new_edition(text_of, EditionFacts("Safer visits", "The council", "2025"), "safer-visits")
    read = read_edition(made.content, FILE, "safer-visits", "2025")
    assert [one for one in read.problems if one.is_error] == []
    assert Counter(one.id for one in read.edition.details.passages).total() == made.passages if read.edition else False
