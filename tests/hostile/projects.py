"""The corpus of hostile projects: what each changes in the content of this project, and what comes of it.

``change.txt`` is as in ``reading/changes.py``. ``outcome.txt`` says "refused when checked" or "refused when built",
with the file and the code of each problem, or "harmless": the site is built, and nothing of theirs runs or leaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from inforce.model.problem import Problem
from reading.changes import apply
from real_project import copied

CASES = Path(__file__).parents[1] / "cases" / "hostile"


@dataclass(frozen=True)
class Hostile:
    """One case of the corpus."""

    name: str

    @cached_property
    def change(self) -> str:
        return (CASES / self.name / "change.txt").read_text(encoding="utf-8")

    @cached_property
    def outcome(self) -> tuple[str, tuple[str, ...]]:
        """What comes of it, and each problem as its file and its code."""
        said, *problems = (CASES / self.name / "outcome.txt").read_text(encoding="utf-8").splitlines()
        return said, tuple(problems)

    @property
    def adds_one_page(self) -> bool:
        """Whether all that it does is to add a page of its own name, so that it can share a project with others."""
        return re.findall("(?m)^[A-Z].*", self.change) == [f"New content/pages/{self.name}.md"]

    def apply(self, project: Path) -> None:
        apply(self.change, project)


CORPUS = tuple(Hostile(folder.name) for folder in sorted(CASES.iterdir()))


def with_outcome(said: str) -> list[Hostile]:
    """Return the cases of that outcome."""
    return [case for case in CORPUS if case.outcome[0] == said]


def plain_project(folder: Path) -> Path:
    """Return a copy of this project that builds fast: without PDF files, whose tests are others."""
    project = copied(folder)
    with (project / "content/site.yml").open("a") as settings:
        settings.write("pdf: none\nmanual: no\n")
    return project


def named(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """Return the errors among *problems* as outcomes name them."""
    return tuple(sorted({f"{one.place.file} {one.code}" for one in problems if one.is_error}))
