"""Beginning a document with a Word file: what is written, where each word went, and what is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.build import pipeline
from inforce.cli.main import cli
from inforce.clock import clock_on
from inforce.originals import reading_process
from made_word import package, relationships, word
from publishing.git_servers import commit_files, new_repository
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


SMALL = "title: Lone working\nh1: Before a visit\np: You must call in.\n"


def test_what_was_imported_is_not_published_until_somebody_says_that_it_was_read(project: Path) -> None:
    """The check names each section that nobody has read against its original; what else is to be filled in as well."""
    given = ("--owner", "Practice team", "--audience", "Everyone", "--topic", "Safety", "--in-force-from", "unknown")
    code, said = imported(project, word(SMALL), *given)
    assert code == 0
    assert "content/guidance/lone-working/versions/1.0.0.yml" in said
    details = project / "content/guidance/lone-working/document.yml"
    details.write_text(details.read_text(encoding="utf-8").replace("contact:", "# contact:"), encoding="utf-8")
    version = project / VERSION.format("lone-working")
    text = version.read_text(encoding="utf-8")
    for words, meant in (
        ("the role or board that approved it", "Practice board"),
        ("where this guidance comes from, in a sentence or two for readers", "It is our policy of 2020."),
        ("what the document is for, in one or two sentences", "For whoever works alone."),
    ):
        text = text.replace(words, meant)
    version.write_text(text, encoding="utf-8")
    assert codes(project) == ["imported-not-read", "imported-not-read"]
    version.write_text(text.replace("    imported: not yet read against the original\n", ""), encoding="utf-8")
    assert codes(project) == ["imported-not-read", "imported-not-read"]
    read = text.replace("not yet read against the original", "Practice team, 1 December 2026")
    version.write_text(read, encoding="utf-8")
    assert codes(project) == []


def test_what_says_that_a_version_was_imported_is_not_taken_out(project: Path) -> None:
    """The check against a base finds it in the history of the work, also where every such line is gone."""
    new_repository(project)
    base = commit_files(project, {"content/site.yml": b"format: 1\n"})
    assert imported(project, word(SMALL), "--in-force-from", "unknown")[0] == 0
    version = project / VERSION.format("lone-working")
    assert not says_it_was_imported(project, base)
    commit_files(project, {})
    text = version.read_text(encoding="utf-8")
    version.write_text(re.sub(r"(?m)^ *imported: .*\n", "", text), encoding="utf-8")
    assert says_it_was_imported(project, base)
    commit_files(project, {})
    assert says_it_was_imported(project, base)
    read = text.replace("not yet read against the original", "Practice team, 1 December 2026")
    version.write_text(read, encoding="utf-8")
    assert not says_it_was_imported(project, base)


def says_it_was_imported(project: Path, base: str) -> bool:
    """Whether the check names the trace of an import in the history since *base*."""
    done = CliRunner().invoke(cli, ["check", "--base", base, "-f", str(project / "mkdocs.yml")])
    return "This version was imported, and nothing says any more who has read it." in " ".join(done.output.split())


def codes(project: Path) -> list[str]:
    """Return the codes of what stops publication."""
    return [one.code for one in pipeline.check(project / "content", clock_on("2026-11-29")).problems if one.is_error]


def test_nothing_is_written_over_a_document_that_is_there(project: Path) -> None:
    """Nor is anything, where the file says no title and no name is given."""
    assert imported(project, word(SMALL))[0] == 0
    code, said = imported(project, word(SMALL))
    assert code == 1
    assert "content/guidance/lone-working is there already" in said
    code, said = imported(project, word("p: You must call in."))
    assert code == 2
    assert "--as lone-working" in said


def test_the_name_of_a_file_puts_nothing_into_the_version(project: Path) -> None:
    """It stands in a remark, on one line, whatever it is."""
    file = project / "a\nwithdrawn: yes\n.docx"
    file.write_bytes(word(SMALL))
    done = CliRunner().invoke(cli, ["import", str(file), "-f", str(project / "mkdocs.yml")])
    assert done.exit_code == 0
    text = (project / VERSION.format("lone-working")).read_text(encoding="utf-8")
    assert "# Imported from a withdrawn: yes .docx. Read each section" in text


def test_the_account_is_written_into_a_file_where_that_is_asked_for(project: Path) -> None:
    """As it is shown, and beside the content."""
    code, said = imported(project, word(SMALL), "--report", str(project / "report.txt"))
    assert code == 0
    assert said.startswith((project / "report.txt").read_text(encoding="utf-8"))


BOMB = package({"word/document.xml": b"<w>" + b" " * 70_000_000 + b"</w>"})
DTD = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
OUTSIDE = relationships(
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"{}/>'
)
NAMED = "word/_rels/document.xml.rels"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
HOSTILE = {
    "nothing at all": (b"", "no Word document"),
    "a picture": (b"\x89PNG\r\n", "no Word document"),
    "half a file": (word(SMALL)[:400], "no Word document"),
    "a file with a password": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
    "another zip file": (package({"xl/workbook.xml": "<w/>"}), "no Word document"),
    "a bomb of spaces": (BOMB, "larger than any text"),
    "too many parts": (package({f"word/{n}.xml": "" for n in range(5_001)}), "more than 5,000 files"),
    "words defined in the file": (word(SMALL, **{"word/document.xml": DTD}), "a DTD"),
    "a definition in its styles": (word(SMALL, **{"word/styles.xml": DTD}), "a DTD"),
    "broken XML": (word(SMALL, **{"word/document.xml": "<w:document><w:body>"}), "damaged"),
    "elements within elements": (word(SMALL, **{"word/document.xml": "<w>" * 500 + "</w>" * 500}), "in more layers"),
    "no text": (word(SMALL, **{"word/document.xml": "<w/>"}), "no text in it"),
    "macros": (package({"word/document.xml": "<w/>", "word/vbaProject.bin": b"x"}), "programs (macros)"),
    "the strict form": (word(SMALL, **{"word/document.xml": f'<d xmlns="{STRICT}"/>'}), "Strict Open XML"),
    "styles on a server": (
        word(SMALL, **{NAMED: OUTSIDE.format("styles", "https://x.test/s", ' TargetMode="External"')}),
        "lies outside it",
    ),
    "notes in another folder of the disk": (
        word(SMALL, **{NAMED: OUTSIDE.format("footnotes", "../../../etc/passwd", "")}),
        "lies outside it",
    ),
    "another file within": (word(f"{SMALL}raw: <w:altChunk/>"), "Another file"),
    "no words": (word("p: "), "no words in it"),
    "more words than a document": (word("p: You must not enter this house alone.\n" * 9_000), "more words"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_not_read_is_refused_in_words(name: str, project: Path) -> None:
    """With what is wrong and what to do; nothing is written."""
    content, why = HOSTILE[name]
    code, said = imported(project, content, "--as", "policy")
    assert code == 1
    assert said.startswith("Nothing was written. policy.docx: ")
    assert why in said
    assert len(said.splitlines()) == 2
    assert not (project / "content" / "guidance").exists()
