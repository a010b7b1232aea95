"""Writing a catalogue to be filled in, as an organisation does."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.cli.main import cli
from inforce.reading.content_folder import read_content
from inforce.translations.po_file import sentences
from real_project import copied, edit


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copied(tmp_path / "project")


def words(project: Path, language: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["words", language, "-f", str(project / "mkdocs.yml")])
    return done.exit_code, done.stdout, done.stderr


def test_every_sentence_is_there_to_be_filled_in(project: Path) -> None:
    """The file is sound as it was written, and changes nothing."""
    total = len(sentences())
    assert words(project, "en-GB") == (
        0,
        f"Wrote content/words/en-GB.po: {total:,} sentences without words of your own.\n",
        "",
    )
    library, problems = read_content(project / "content")
    assert problems == ()
    assert library.catalogue.translations.gettext("Owner") == "Owner"


def test_words_that_are_there_already_stay(project: Path) -> None:
    """With the remarks beside them; written again, the file is the same."""
    words(project, "cy")
    file = project / "content" / "words" / "cy.po"
    edit(file, 'msgid "Owner"\nmsgstr ""', '# As the board has it.\nmsgid "Owner"\nmsgstr "Perchennog"')
    code, said, _ = words(project, "cy")
    assert (code, said) == (
        0,
        f"Wrote content/words/cy.po: {len(sentences()) - 1:,} sentences without words of your own.\n",
    )
    once = file.read_text(encoding="utf-8")
    assert "# As the board has it.\n" in once
    assert 'msgid "Owner"\nmsgstr "Perchennog"\n' in once
    words(project, "cy")
    assert file.read_text(encoding="utf-8") == once


def test_a_file_that_cannot_be_read_is_left_as_it_is(project: Path) -> None:
    """It is said where, and nothing in it is lost."""
    file = project / "content" / "words" / "cy.po"
    file.parent.mkdir()
    file.write_text('msgid "Owner"\nmsgstr Perchennog\n', encoding="utf-8")
    code, said, wrong = words(project, "cy")
    assert (code, said) == (1, "")
    assert wrong.startswith("content/words/cy.po, line 2, column 1 · words-not-read\n")
    assert wrong.endswith("Nothing was written: what the file has already would be lost.\n")
    assert file.read_text(encoding="utf-8") == 'msgid "Owner"\nmsgstr Perchennog\n'


def test_a_language_is_named_by_its_tag(project: Path) -> None:
    """A name of it is no tag."""
    code, _, wrong = words(project, "Welsh")
    assert code == 2
    assert '"Welsh" is not the tag of a language. Write it as BCP 47 has it, for example en-GB, cy or pt-BR' in wrong
