"""Every input has a bound, and a message of its own where it is passed; none ends in a fault of the program."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hostile.projects import plain_project
from inforce.publish.register import read_register
from inforce.reading import pages
from inforce.reading.content_folder import read_content
from real_project import DAY, run

WITHOUT_END = {
    "lists within lists": "\n".join(f"{'    ' * depth}- a" for depth in range(300)),
    "brackets without an end": "[" * 20_000,
    "line breaks without an end": "a  \n" * 50_000,
}
"""Pages on which a reader of Markdown ends for want of memory, or is busy for hours."""


@pytest.mark.parametrize("name", WITHOUT_END if os.environ.get("INFORCE_SOAK") else ["lists within lists"])
def test_a_page_of_which_nothing_can_be_made_is_named(name: str, tmp_path: Path) -> None:
    """By its file, after some seconds at most; all of them in `make soak`."""
    project = plain_project(tmp_path / "project")
    (project / "content/pages/endless.md").write_text(f"# X\n\n{WITHOUT_END[name]}\n")
    done = run(project, "inforce", "build", "--on", DAY)
    assert (done.returncode, "content/pages/endless.md · page-not-made" in done.stderr) == (1, True), done.stderr
    assert not (project / "site").exists()


def test_a_file_beside_pages_that_is_too_large_is_told_and_not_read(tmp_path: Path) -> None:
    """A file of any size costs no more than its name."""
    project = plain_project(tmp_path / "project")
    file = project / "content/pages/film.png"
    file.touch()
    os.truncate(file, pages.LARGEST * 1000)
    _, problems = read_content(project / "content")
    told = [(problem.place.file, problem.code) for problem in problems if problem.is_error]
    assert told == [("content/pages/film.png", "file-too-large")]


def test_a_register_is_read_as_far_as_any_register_goes() -> None:
    """One of millions of lines that are none is told once for each of the first, and one line without end as well."""
    assert len(read_register(b"{}\n" * 100_000).faults) == 100
    assert [fault.what for fault in read_register(b"x" * 1_000_000).faults] == ["cannot be read as an entry"]
