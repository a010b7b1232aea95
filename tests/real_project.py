"""A project as its users have it: a frozen example of content, and the programs run as a user runs them.

One module alone, ``checks/test_golden_rules.py``, holds the content of this repository: it can change without any other
test.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
EXAMPLE = PROJECT / "tests" / "example"
"""What this repository published on 30 November 2026, as an example that does not change."""

PROGRAMS = Path(sys.executable).parent
DAY = "2026-11-22"
"""The day on which version 2.0.0 of the first document comes into force; tests build for it."""

NOON = "1795348800"
"""Noon of that day in London, as SOURCE_DATE_EPOCH says it, for programs that take no day."""

_OURS = ("INFORCE_", "MKDOCS", "SITE_", "SOURCE_DATE", "PYTHON", "TZ", "LC_", "LANG")


def copied(to: Path) -> Path:
    """Return *to* as a project of its own, with the content and the configuration of the example."""
    shutil.copytree(EXAMPLE / "content", to / "content")
    shutil.copy(EXAMPLE / "mkdocs.yml", to)
    return to


def environment(**settings: str) -> Mapping[str, str]:
    """Return the environment of a user who set nothing but *settings*."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return kept | {"NO_MKDOCS_2_WARNING": "1"} | settings


def run(project: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run *command*, one of the installed programs and what it is given, in *project*."""
    program, *given = command
    return subprocess.run(
        [str(PROGRAMS / program), *given], cwd=project, env=environment(**settings), capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip


def built(project: Path, *given: str, **settings: str) -> Path:
    """Build *project* for `DAY` and return the folder of its site; what went wrong is shown."""
    done = run(project, "inforce", "build", "--on", DAY, *given, **settings)
    assert done.returncode == 0, done.stderr
    return project / "site"


def named(project: Path) -> None:
    """Give *project* a name and an address of its own, without which nothing is published."""
    edit(project / "mkdocs.yml", "site_name: Guidance library\n", "site_name: Ours\n")
    edit(project / "mkdocs.yml", "https://guidance.example.org/", "https://guidance.made-up.test/")


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below *folder* by its path; hidden ones too, but for what a program keeps."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".cache" not in file.parts
    }


def edit(file: Path, old: str, new: str) -> None:
    """Put *new* in the place of *old*, which stands in *file* once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands in {file} {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")
