"""In another language commands tell readers no word of ours that its catalogue did not give, and editors English."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import html5lib
import pytest
from click.testing import CliRunner

from foreign_words import MARKED, blocks, glued, sentences, texts, texts_of_markdown, told
from inforce.cli.document import document_on_day, site_language
from inforce.cli.main import cli
from inforce.model.catalogue import ENGLISH, current_catalogue
from inforce.publish.register import Published, Register
from inforce.reading.content_folder import read_content
from made_up_language import LANGUAGE, catalogue, cyrillic, write_project
from real_project import DAY

DOCUMENTS = ("coming", "keys", "sharing", "travel")
DAYS = (DAY, "1999-12-31", "2031-01-01")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in the made-up language; not to be changed."""
    return write_project(tmp_path_factory.mktemp("made-up"))


@pytest.fixture(scope="module")
def register(project: Path) -> Path:
    """The register of its site, which published a version on the day itself."""
    document = read_content(project / "content")[0].document("sharing")
    assert document
    held = Register().extended([(Published("travel", "1.0.0", "0" * 64), "unknown")], "2026-01-01T09:00:00Z", "")
    for number, moment in (("1.0.0", "2026-01-02T09:00:00Z"), ("2.0.0", f"{DAY}T15:30:00Z")):
        version = next(one for one in document.versions if str(one.number) == number)
        held = held.extended([(Published("sharing", number, version.fingerprint), "unknown")], moment, "")
    file = project / "register.jsonl"
    file.write_bytes(held.content)
    return file


def printed(project: Path, *given: str) -> str:
    """Return what a command prints of the project; text that did not apply on a day is told with exit code 1."""
    done = CliRunner().invoke(cli, [given[0], "-f", str(project / "mkdocs.yml"), *given[1:]], catch_exceptions=False)
    assert done.exit_code in (0, 1), done.output
    assert not done.stderr
    return done.stdout


@pytest.mark.parametrize("day", DAYS)
def test_the_text_of_a_day_has_no_word_outside_the_catalogue(project: Path, register: Path, day: str) -> None:
    """In every form, and with what the site showed on the day."""
    found: list[tuple[object, str]] = []
    for name in DOCUMENTS:
        for known in ((), ("--register", str(register))):
            asked = ("show", name, "--on", day, *known)
            found.append((asked, printed(project, *asked)))
            found += [(asked, text) for text in texts_of_markdown(printed(project, *asked, "--format", "markdown"))]
            record = json.loads(printed(project, *asked, "--format", "json"))
            found += [(asked, text) for text in sentences(record)]
    assert len(found) > 50
    assert told(found) == {}


@pytest.mark.parametrize("day", DAYS)
def test_what_changed_has_no_word_outside_the_catalogue(project: Path, day: str) -> None:
    """From each version to the next, in every form."""
    found: list[tuple[object, str]] = []
    for name in DOCUMENTS:
        versions = sorted(file.stem for file in (project / "content/guidance" / name / "versions").iterdir())
        for older, newer in pairwise(versions):
            asked = ("redline", name, older, newer, "--on", day, "--format")
            plain = [printed(project, *asked, form) for form in ("terminal", "markdown")]
            found += [(asked, re.sub(r"</?(ins|del)>", "", said)) for said in plain]
            found += [(asked, text) for text in texts(html5lib.parse(printed(project, *asked, "html")))]
            found += [(asked, text) for text in sentences(json.loads(printed(project, *asked, "json")))]
    assert len(found) > 50
    assert told(found) == {}


TYPED = re.compile(r"(?m)^    (sed|sha256sum) [^#\n]*|\b(answer|text|versions|register)\.\w+|\b(records|sources)/")
"""What stands in the files of evidence to be typed: commands, and names of files."""


def said_in(name: str, content: str) -> Iterator[str]:
    """Yield what a file of evidence says in sentences; records are the content's own."""
    match Path(name).suffix:
        case ".txt":
            yield from TYPED.sub("", content).split("\n\n")
        case ".html":
            yield from texts(html5lib.parse(content))
        case ".md":
            yield from texts_of_markdown(content)
        case ".json":
            yield from sentences(json.loads(content))


@pytest.mark.parametrize("day", DAYS)
def test_no_evidence_has_a_word_outside_the_catalogue(project: Path, register: Path, day: str, tmp_path: Path) -> None:
    """What is there to read, in every form, of documents that the register knows and of others."""
    found: list[tuple[object, str]] = []
    read = set()
    for document in DOCUMENTS:
        file = tmp_path / f"{document}.zip"
        printed(project, "evidence", document, "--on", day, "--output", str(file), "--register", str(register))
        with zipfile.ZipFile(file) as packed:
            for path in packed.namelist():
                name = path.partition("/")[2]
                said = [(f"{document}: {name}", text) for text in said_in(name, packed.read(path).decode())]
                read |= {name} if said else set()
                found += said
    assert read >= {"README.txt", "text.txt", "answer.json", "versions.txt"}
    assert ({"text.html", "text.md"} <= read) == (day >= DAY)
    assert told(found) == {}


def test_nothing_printed_is_put_together_from_parts(tmp_path: Path) -> None:
    """No mark stands between two sentences of ours, where no catalogue has it."""
    project = write_project(tmp_path / "project", words=MARKED)
    said: list[str] = []
    for document in DOCUMENTS:
        said += printed(project, "show", document, "--on", DAY).split("\n\n")
        said += texts_of_markdown(printed(project, "show", document, "--on", DAY, "--format", "markdown"))
        file = tmp_path / "evidence.zip"
        printed(project, "evidence", document, "--on", DAY, "--output", str(file))
        with zipfile.ZipFile(file) as packed:
            for name in packed.namelist():
                content = packed.read(name).decode()
                said += blocks(html5lib.parse(content)) if name.endswith(".html") else said_in(name, content)
    for older, newer in pairwise(("1.0.0", "1.1.0", "2.0.0", "3.0.0")):
        for form in ("terminal", "markdown"):
            text = printed(project, "redline", "sharing", older, newer, "--on", DAY, "--format", form)
            said += re.sub(r"</?(ins|del)>|\[-|-\]|\{\+|\+\}", "", text).split("\n\n")
        said += blocks(html5lib.parse(printed(project, "redline", "sharing", older, newer, "--format", "html")))
    assert len(said) > 100
    assert [wrong for text in said if (wrong := glued(text))] == []


def test_lines_of_evidence_are_as_long_in_every_language(tmp_path: Path) -> None:
    """However long a sentence is there; a fingerprint or a command is never cut, and lists of files stay lists."""
    project = write_project(tmp_path / "project", words=catalogue(begins=cyrillic("long ") * 30))
    file = tmp_path / "evidence.zip"
    printed(project, "evidence", "sharing", "--on", DAY, "--output", str(file))
    with zipfile.ZipFile(file) as packed:
        readme = packed.read(f"evidence-sharing-{DAY}/README.txt").decode()
        (fingerprint,) = re.findall(r"\b[0-9a-f]{64}\b", readme)
        assert fingerprint in packed.read(f"evidence-sharing-{DAY}/SHA256SUMS").decode()
    paragraphs = [one for one in readme.split("\n\n") if "\n" in one and not one.startswith("  ")][1:]
    assert len(paragraphs) == 4
    assert {len(line) > 104 for one in paragraphs for line in one.splitlines()} == {False}


# ---- What the terminal tells an editor is English, whatever the language of the site

CYRILLIC = re.compile(r"[\u0400-\u04ff]+")


def told_to_editor(project: Path, *given: str) -> str:
    """Return all that a command tells in English, which is all that it tells; the words of the content are Greek."""
    done = CliRunner().invoke(cli, [*given, "-f", str(project / "mkdocs.yml")])
    said = f"{done.output}{done.exception or ''}"
    assert CYRILLIC.findall(said) == []
    return said


def test_what_became_of_the_evidence_is_told_in_english(project: Path, tmp_path: Path) -> None:
    """A sentence of the answer among it, which in the file speaks the language of the site."""
    target = tmp_path / "evidence.zip"
    for day, answer in (
        (DAY, "In force since 1 May 2026."),
        ("1999-12-31", "Version 1.0.0 applied until 28 February 2026."),
    ):
        told = told_to_editor(project, "evidence", "sharing", "--on", day, "--output", str(target))
        assert re.fullmatch(rf"Wrote {re.escape(str(target))} with \d+ files\. {re.escape(answer)}\n", told)


@pytest.mark.parametrize("command", ["show", "redline", "evidence"])
def test_what_is_wrong_with_what_was_asked_is_told_in_english(project: Path, command: str, tmp_path: Path) -> None:
    """Also where it comes out once the document was read, and the language of the site with it."""
    nowhere = ("--register", str(tmp_path / "nowhere"))
    for asked, said in {
        "show": [(("sharing", *nowhere), "There is no register.jsonl at"), (("sharin",), 'Did you mean "sharing"?')],
        "redline": [
            (("sharing", "2.0.0", "1.0.0"), "Name the older version first"),
            (("sharing", "1.0.0", "9.0.0"), "The versions are 1.0.0, 1.1.0, 2.0.0, 2.1.0 and 3.0.0."),
        ],
        "evidence": [(("sharing", *nowhere), "There is no register.jsonl at")],
    }[command]:
        assert said in told_to_editor(project, command, *asked)


def test_a_problem_that_stops_the_evidence_is_told_in_english(tmp_path: Path) -> None:
    """It is found once the document was read."""
    project = write_project(tmp_path / "project")
    edition = project / "content/sources/advice/2018.yml"
    words = edition.read_text(encoding="utf-8")
    edition.write_text(words.replace("passages:", f"original:\n  sha256: {'0' * 64}\npassages:"), encoding="utf-8")
    edition.with_suffix(".txt").write_text("Other words.", encoding="utf-8")
    told = told_to_editor(project, "evidence", "sharing", "--on", DAY, "--output", str(tmp_path / "evidence.zip"))
    assert "original-altered" in told
    assert not (tmp_path / "evidence.zip").exists()


def test_reading_a_document_sets_no_language(project: Path) -> None:
    """What a command says from then on is for its editor, but for what it says within `site_language`."""
    with click.Context(cli):
        document = document_on_day(project / "mkdocs.yml", "sharing", DAY)
        assert current_catalogue() is ENGLISH
        with site_language(document):
            assert current_catalogue().language == LANGUAGE
        assert current_catalogue() is ENGLISH
