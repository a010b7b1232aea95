"""A small project that every kind of edit can be made to, and builds of it: warm, killed, and from nothing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from inforce.build.pipeline import UNREGISTERED, Built, Registered, build
from inforce.clock import clock_on
from inforce.plugins import render_with

CALLS = {"replace", "rename", "unlink", "rmdir", "mkdir", "write", "execute", "executemany", "open"}
"""The calls that a kill comes before."""

_MKDOCS = """site_name: Guidance
site_url: https://guidance.example.org/
docs_dir: content/pages
theme:
  name: material
  font: false
  custom_dir: overrides
hooks: [hook.py]
plugins: [search, inforce]
"""
_HOOK = """from pathlib import Path

def on_page_markdown(markdown, page, config, files):
    return markdown + Path(config.config_file_path).with_name("read-by-hook.txt").read_text()
"""
_DOCUMENT = """format: 1
owner: {owner}
contact: practice@example.org
audience: Everyone
topics: [{topic}]
review_every: 12 months
"""
_VERSION = """format: 1
version: {number}
title: Document {name}
in_force_from: {begins}
approved: {{by: Board, on: {begins}}}
change: {{kind: {kind}, note: Looked at again.}}
summary: What to do.
sections:
  - id: all
    heading: All rules
    rules:
      - id: first
        text: {first}
      - id: second
        text: {second}
        citations:
          - quotes: act/{edition}#one
"""
_EDITION = """format: 1
title: The act
short_title: Act
publisher: The publisher
published: {year}
evidence: secondary
passages:
  - id: one
    label: Section 1
    text: {text}
"""
QUOTED = "Staff must keep a record of each visit."
PAGES = {
    "index.md": "# Guidance\n\n<!-- inforce:in-force -->\n\n<!-- inforce:recently-changed -->\n",
    "changes.md": "# Changes\n\n<!-- inforce:changes -->\n",
    "sources.md": "# Sources\n\n<!-- inforce:sources -->\n",
    "check.md": "# Check\n\n<!-- inforce:check-form -->\n",
}


@dataclass(frozen=True)
class Outcome:
    """What came of a build: the problems, and the files of the site."""

    problems: tuple[str, ...]
    files: dict[str, bytes]


class Project:
    """A project in a folder, with what an editor does to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = "2026-06-01"
        self.registered = UNREGISTERED
        self.write("mkdocs.yml", _MKDOCS)
        self.write("hook.py", _HOOK)
        self.write("read-by-hook.txt", "\nRead by a hook.\n")
        self.write("overrides/partials/copyright.html", "<p>Ours</p>\n")
        self.write("content/site.yml", "format: 1\npdf: none\n")
        for name, text in PAGES.items():
            self.write(f"content/pages/{name}", text)
        self.edition("2018", QUOTED)
        for name in ("a", "b"):
            self.document(name)
            self.version(name, 1, "2026-01-01")

    def write(self, path: str, text: str) -> None:
        """Save a file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def document(self, name: str, owner: str = "Practice team", topic: str = "Visits", more: str = "") -> None:
        """Save what stays the same of a document."""
        self.write(f"content/guidance/{name}/document.yml", _DOCUMENT.format(owner=owner, topic=topic) + more)

    def version(self, name: str, number: int, begins: str, first: str = "Knock first.", edition: str = "2018") -> None:
        """Save a version of a document."""
        said = _VERSION.format(
            name=name.upper(), number=f"{number}.0.0", begins=begins, first=first, second=QUOTED, edition=edition,
            kind="first" if number == 1 else "major",
        )  # fmt: skip
        self.write(f"content/guidance/{name}/versions/{number}.0.0.yml", said)

    def publish(self, name: str, moments: dict[str, str], now: str) -> None:
        """Have the register know when versions of a document were published, and what is new be published *now*."""
        self.registered = Registered({**self.registered.moments, name: moments}, now)

    def edition(self, year: str, text: str, more: str = "") -> None:
        """Save an edition of the source."""
        self.write(f"content/sources/act/{year}.yml", _EDITION.format(year=year, text=text) + more)

    def build(self) -> Outcome:
        """Build with what is kept, and return what came of it."""
        return self._outcome(self.built())

    def built(self) -> Built:
        """Build with what is kept."""
        where = self.folder
        render = render_with(where / "mkdocs.yml")
        return build(
            where / "content", where / "site", where / "cache", clock_on(self.day), render, registered=self.registered
        )

    def from_nothing(self, other: Path) -> Outcome:
        """Build a copy of the project in *other*, of which nothing is kept."""
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(self.folder, other, ignore=shutil.ignore_patterns("site", "cache", ".site.new"))
        copy = object.__new__(Project)
        copy.folder, copy.day, copy.registered = other, self.day, self.registered
        return copy.build()

    def killed_before(self, call: int) -> bool:
        """Build in a process of its own that ends before its call number *call*; say whether it came that far."""
        child = os.fork()
        if not child:
            sys.setprofile(_counting_down(call))
            try:
                self.built()
            finally:
                sys.setprofile(None)
                os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

    def status(self) -> dict[str, bytes]:
        """Return what stands in the site."""
        site = self.folder / "site"
        return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}

    def _outcome(self, built: Built) -> Outcome:
        said = tuple(f"{problem.place}: {problem.code}: {problem.message}" for problem in built.problems)
        return Outcome(said, {} if built.stopped else self.status())


def _counting_down(calls: int) -> Callable[[FrameType, str, Any], None]:
    count = 0

    def watch(_frame: FrameType, event: str, called: Any) -> None:
        nonlocal count
        if event == "c_call" and getattr(called, "__name__", "") in CALLS:
            count += 1
            if count > calls:
                os._exit(9)

    return watch
