"""The whole folder: all that can be read is read, in order, and problems lead to its files."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem
from inforce.reading.content_folder import read_content
from inforce.reading.guidance_files import ReadVersion, read_version
from inforce.reports.formats import lines_below

BASE = Path(__file__).parents[1] / "cases/reading/base/content"
VERSION = (BASE / "guidance/housing/versions/1.0.0.yml").read_bytes()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a folder of sound content."""
    return shutil.copytree(BASE, tmp_path / "content")


def read(content: Path) -> tuple[Library, tuple[Problem, ...]]:
    """Read the folder."""
    return read_content(content)


def write_version(content: Path, number: str) -> None:
    """Add a version of that number."""
    text = VERSION.replace(b"version: 1.0.0", f"version: {number}".encode())
    (content / f"guidance/housing/versions/{number}.yml").write_bytes(text)


def test_versions_are_in_the_order_of_their_numbers(content: Path) -> None:
    """1.10.0 comes after 1.9.0, though not as text."""
    for number in ("1.10.0", "1.9.0", "10.0.0", "3.0.0"):
        write_version(content, number)
    library, problems = read(content)
    assert problems == ()
    numbers = [str(version.number) for version in library.documents[0].versions]
    assert numbers == ["1.0.0", "1.9.0", "1.10.0", "2.0.0", "3.0.0", "10.0.0"]


def test_editions_are_in_the_order_in_which_they_were_published(content: Path) -> None:
    """The oldest comes first, whatever its name."""
    folder = content / "sources/national-advice"
    text = (folder / "2018.yml").read_text(encoding="utf-8")
    (folder / "amended.yml").write_text(text.replace("2018-07-04", "2016"), encoding="utf-8")
    library, problems = read(content)
    assert problems == ()
    assert [edition.id for edition in library.sources[0].editions] == ["2015", "amended", "2018"]


def test_a_fingerprint_is_that_of_the_bytes_on_disk(content: Path) -> None:
    """Anyone can check it with sha256sum, Windows lines and all."""
    path = content / "guidance/housing/versions/1.0.0.yml"
    path.write_bytes(VERSION.replace(b"\n", b"\r\n"))
    library, problems = read(content)
    assert problems == ()
    assert library.documents[0].versions[0].fingerprint == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_with_an_error_leaves_all_others_readable(content: Path) -> None:
    """One broken version is told, and the document keeps its other versions."""
    write_version(content, "3.0.0")
    (content / "guidance/housing/versions/2.0.0.yml").write_text("format: 1\ntitle: [", encoding="utf-8")
    library, problems = read(content)
    assert [problem.code for problem in problems] == ["unclosed-bracket"]
    assert [str(version.number) for version in library.documents[0].versions] == ["1.0.0", "3.0.0"]
    assert [source.id for source in library.sources] == ["national-advice"]


def test_a_document_with_no_readable_details_is_left_out_and_its_versions_are_read_for_problems(content: Path) -> None:
    """Problems of all files come in one run."""
    (content / "guidance/housing/document.yml").write_text("format: 1\n", encoding="utf-8")
    (content / "guidance/housing/versions/2.0.0.yml").write_text("format: 1\ntitle: [", encoding="utf-8")
    library, problems = read(content)
    assert library.documents == ()
    assert [problem.code for problem in problems] == ["missing-field", "unclosed-bracket"]


def test_places_name_files_from_the_content_folder_on_wherever_the_run_begins(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same problems are told from inside the folder, from beside it and by its full path."""
    (content / "site.yml").write_text("format: 2\n", encoding="utf-8")
    _, expected = read(content)
    assert [problem.place.file for problem in expected] == ["content/site.yml"]
    for here, name in ((content, "."), (content.parent, "content"), (content / "guidance", "..")):
        monkeypatch.chdir(here)
        assert read(Path(name))[1] == expected


def test_what_a_value_stands_on_is_found_again(content: Path) -> None:
    """Checks that run later can name the line of each rule."""
    library, _ = read(content)
    version = library.documents[0].versions[0]
    lines = lines_below(content.parent, version.origin.file)
    for path, rule in version.located_rules():
        place = version.origin.place(*path, "text")
        assert lines[place.line - 1][place.column - 1 :] == rule.text


def test_problems_come_in_the_order_of_their_places(content: Path) -> None:
    """File by file, and down each file."""
    for path in content.rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"format: 1", b"formta: 1").replace(b"kind:", b"knid:"))
    _, problems = read(content)
    assert [problem.place for problem in problems] == sorted(problem.place for problem in problems)
    assert {problem.code for problem in problems} == {"unknown-field"}


def test_a_name_that_is_no_text_is_told(content: Path) -> None:
    """A file system may hold names that no encoding explains."""
    with os.scandir(content):
        Path(os.fsdecode(os.fsencode(content / "guidance") + b"/caf\xe9")).mkdir()
    _, problems = read(content)
    assert [problem.place.file for problem in problems] == ["content/guidance/caf\\xe9"]


def test_what_editors_and_systems_leave_behind_is_passed_over(content: Path) -> None:
    """Hidden files and backups are neither read nor told."""
    for name in (".DS_Store", "guidance/.keep", "guidance/housing/versions/.1.0.0.yml.swp", "site.yml~", "Thumbs.db"):
        (content / name).write_bytes(b"\xff\xfe")
    assert read(content)[1] == ()


def test_a_loop_of_links_ends(content: Path) -> None:
    """A symbolic link to a folder above is told and not followed."""
    (content / "pages/again").symlink_to(content)
    _, problems = read(content)
    assert [(problem.place.file, problem.code) for problem in problems] == [("content/pages/again", "symbolic-link")]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_version_that_lost_or_gained_a_piece_is_read_or_explained(data: st.DataObject) -> None:
    """Whatever an edit does to a version, the answer is a version or problems."""
    start = data.draw(st.integers(0, len(VERSION)))
    end = data.draw(st.integers(start, min(len(VERSION), start + 60)))
    put_in = data.draw(st.sampled_from([b"", b"\n", b" ", b"  ", b": ", b"#", b'"', b"- ", b"<b>", b"\xe9", b"id: x"]))
    number = VersionNumber(1, 0, 0)
    read_back = read_version(VERSION[:start] + put_in + VERSION[end:], "a.yml", "housing", number)
    assert (read_back.version is None) == any(problem.is_error for problem in read_back.problems)


def test_a_caller_may_remember_what_version_files_say(content: Path) -> None:
    """Past versions never change: where their bytes are known, they need not be read again."""
    remembered: dict[tuple[bytes, str, str, VersionNumber], ReadVersion] = {}

    def remember(content: bytes, file: str, document: str, number: VersionNumber) -> ReadVersion:
        key = (content, file, document, number)
        if key not in remembered:
            remembered[key] = read_version(*key)
        return remembered[key]

    first = read_content(content, remember)
    known = dict(remembered)
    assert len(known) == 2
    assert read_content(content, remember) == first == read_content(content)
    assert remembered == known
    assert pickle.loads(pickle.dumps(known)) == known  # noqa: S301  # made here, two words ago
