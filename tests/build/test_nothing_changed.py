"""Where nothing changed, the store alone says so and nothing is loaded; after an edit, only what that needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inforce.build import inputs, pipeline
from inforce.clock import clock_on
from made_project import Project

_BUILD = """
import os, sys
from inforce.cli.main import cli
started = set()
os.register_at_fork(before=lambda: started.add("another process"))
cli(["build", "--on", "2026-06-01"], standalone_mode=False)
heavy = ("jinja2", "mkdocs", "pydantic", "yaml", "inforce.reading", "inforce.checks", "inforce.site", "inforce.formats")
print(*sorted({name for name in sys.modules if name in heavy}))
"""


def test_a_build_in_which_nothing_changed_loads_nothing_that_reads_or_makes(tmp_path: Path) -> None:
    """Not even where it is asked for by name, as people ask for it."""
    project = Project(tmp_path / "project")
    (project.folder / "hook.py").unlink()  # a warning is put into words by what reads the file
    text = (project.folder / "mkdocs.yml").read_text(encoding="utf-8")
    project.write("mkdocs.yml", text.replace("hooks: [hook.py]\n", ""))
    said = [
        subprocess.run([sys.executable, "-c", _BUILD], cwd=project.folder, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert "jinja2" in said[0].stdout.splitlines()[-1]
    assert said[1].stdout.splitlines()[-1] == "", said[1].stdout


def test_a_program_that_was_brought_up_to_date_checks_everything_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier one had checked holds no longer, and that nothing is stale does not mean that all was checked."""
    project = Project(tmp_path / "project")
    content, cache = project.folder / "content", tmp_path / "cache"
    before = pipeline.check(content, clock_on("2026-06-01"), cache)
    monkeypatch.setattr(inputs, "programs", lambda: "another version")
    after = pipeline.check(content, clock_on("2026-06-01"), cache)
    assert before.documents > 0
    assert (after.documents, after.versions, after.problems) == (before.documents, before.versions, before.problems)


_DEAR = """
import os, sys
from inforce.cli.main import cli
started = set()
os.register_at_fork(before=lambda: started.add("another process"))
cli(["build", "--on", "2026-06-01"], standalone_mode=False)
dear = ("git", "importlib.metadata", "mkdocs", "pydantic", "pypdfium2", "selectolax", "subprocess", "typst")
print(*sorted(started.union(name for name in sys.modules if name in dear)))
"""


def test_a_build_after_an_edit_starts_nothing_that_the_edit_does_not_need(tmp_path: Path) -> None:
    """No theme is rendered, no file is explained, no original is read and nothing is set in type."""
    project = Project(tmp_path / "project")
    project.write("content/site.yml", "format: 1\npdf: none\n")
    said = []
    for summary in ("What to do.", "What there is to do."):
        for version in sorted((project.folder / "content" / "guidance").glob("*/versions/*.yml"))[-1:]:
            text = version.read_text(encoding="utf-8")
            version.write_text(text.replace("What to do.", summary), encoding="utf-8")
        command = [sys.executable, "-c", _DEAR]
        said.append(subprocess.run(command, cwd=project.folder, capture_output=True, text=True, check=True))
    assert "another process" in said[0].stdout.splitlines()[-1]
    assert said[1].stdout.splitlines()[-1] == "", said[1].stdout
