"""Editors are told which letters a PDF cannot show, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from real_project import copied, edit, run

FILE = "content/guidance/seven-golden-rules/versions/2.0.0.yml"
SUMMARY = "Seven rules for deciding whether, how and with whom"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project whose summary ends in letters that no font of a PDF has."""
    made = copied(tmp_path / "project")
    edit(made / FILE, SUMMARY, f"在分 享信息之 {SUMMARY}")
    return made


def test_the_build_warns_of_letters_that_a_pdf_cannot_show(project: Path) -> None:
    """Each time, also when the PDF is taken from the cache; the site is built all the same."""
    for _ in range(2):
        done = run(project, "inforce", "build", "--on", "2026-11-23")
        said = " ".join((done.stdout + done.stderr).split())
        assert done.returncode == 0
        assert f"{FILE}, line 18, column 3 · warning · letters-without-font" in said
        assert "In the PDF of version 2.0.0," in said
        assert "在 as [U+5728], 分 as [U+5206], 享 as [U+4EAB], 信 as [U+4FE1], 息 as [U+606F] and 1 more." in said


def test_without_pdf_files_there_is_nothing_to_warn_of(project: Path) -> None:
    """But of the manual, which is a PDF too."""
    edit(project / "content" / "site.yml", "print_valid_for: 7 days\n", "print_valid_for: 7 days\npdf: none\n")
    done = run(project, "inforce", "build", "--on", "2026-11-23")
    assert "letters-without-font" not in done.stdout + done.stderr
    edit(project / "content" / "site.yml", "pdf: none\n", "pdf: none\nmanual: yes\n")
    done = run(project, "inforce", "build", "--on", "2026-11-23")
    assert "content/site.yml · warning · letters-without-font" in done.stdout + done.stderr


def test_letters_of_the_words_that_all_pages_have_are_warned_of_once(project: Path) -> None:
    """Not for each version, of which a library has many."""
    edit(project / "content" / "site.yml", "print_valid_for: 7 days\n", "print_valid_for: 7 days\npdf: all\n")
    words = project / "content" / "words" / "en-GB.po"
    words.parent.mkdir()
    words.write_text('msgid "Owner"\nmsgstr "规"\n', encoding="utf-8")
    done = run(project, "inforce", "build", "--on", "2026-11-23")
    said = " ".join((done.stdout + done.stderr).split())
    assert said.count("letters-without-font") == 2
    assert "In PDF files, letters without a font are written as their numbers: 规 as [U+89C4]." in said
