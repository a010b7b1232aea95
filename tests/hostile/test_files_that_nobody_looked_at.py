"""Nothing is published that the survey of files did not see, and no link leads out of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from inforce.reading.content_folder import read_content
from real_project import DAY, copied, run

DOORS = pytest.mark.parametrize("door", [["inforce", "build", "--on", DAY], ["mkdocs", "build"]], ids=" ".join)
LEFT_BEHIND = ("a~", "Thumbs.db", "THUMBS.DB", "desktop.ini", ".hidden")


@DOORS
def test_what_no_check_has_seen_is_not_published(door: list[str], tmp_path: Path) -> None:
    """Folders and files that systems leave behind are passed over by the check, and so by MkDocs."""
    project = copied(tmp_path / "project")
    pages = project / "content/pages"
    for name in LEFT_BEHIND:
        (pages / name).mkdir()
        (pages / name / "words.txt").write_text("LEFT-4711")
        (pages / name / "page.md").write_text("# LEFT-4711\n\n<script>alert(1)</script>\n")
    (pages / "page.html~").write_text("LEFT-4711")
    done = run(project, *door)
    assert done.returncode == 0, done.stderr
    files = [file for file in (project / "site").rglob("*") if file.is_file()]
    assert [file for file in files if b"LEFT-4711" in file.read_bytes()] == []


@pytest.mark.parametrize("folder", ["", *(f"{name}/" for name in LEFT_BEHIND), "a~/deeper/"])
def test_no_link_is_followed_wherever_it_stands(folder: str, tmp_path: Path) -> None:
    """A link to a file or a folder is refused by name, in folders that are passed over as well."""
    project = copied(tmp_path / "project")
    place = project / "content/pages" / folder
    place.mkdir(parents=True, exist_ok=True)
    (place / "file").symlink_to("/etc/hostname")
    (place / "folder").symlink_to(tmp_path, target_is_directory=True)
    _, problems = read_content(project / "content")
    found = [(problem.place.file, problem.code) for problem in problems if problem.is_error]
    assert found == [(f"content/pages/{folder}{name}", "symbolic-link") for name in ("file", "folder")]
