"""The pytest door: ``pytest content/`` shows an item for each rule and each citation, and what is wrong with it.

Any repository that has inforce installed gets it through the entry point ``pytest11``. pytest loads this module for
every run, guidance or not, so it imports nothing else until there is content to check.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from inforce.build.pipeline import Checked
    from inforce.model.guidance import Version
    from inforce.model.rules import Citation
from inforce.model.numbering import numbered_rules
from inforce.model.problem import FieldPath, Problem

_CONTENT_FILES = {".yml", ".yaml", ".md"}
_RULE, _CITATION = 4, 6
"""How long the way to a rule, and to a citation, is in the file of a version: sections 0 rules 1 citations 2."""


class ContentWarning(UserWarning):
    """Something that does not stop publication, and is shown to readers and owners."""


class ContentError(Exception):
    """What stops publication, as the report tells it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the day be named for which guidance is checked."""
    group = parser.getgroup("inforce")
    group.addoption(
        "--inforce-on", metavar="DAY", help="Check guidance for this day, as 2026-12-01; today if not given."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a day that is none before anything is collected."""
    if day := config.getoption("--inforce-on"):
        from inforce.clock import clock_on
        from inforce.model.problem import ProblemError

        try:
            clock_on(day)
        except ProblemError as problem:
            raise pytest.UsageError(f"--inforce-on: {problem.message} {problem.remedy}") from None


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take the content of a site for what it is."""
    if path.name == "content" and (path.parent / "mkdocs.yml").is_file() and (path / "guidance").is_dir():
        return ContentFolder.from_parent(parent, path=path)
    return None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect every file of content."""
    content = parent.getparent(ContentFolder)
    if content is not None and file_path.suffix in _CONTENT_FILES:
        return ContentFile.from_parent(parent, path=file_path)
    return None


class ContentFolder(pytest.Directory):
    """The folder ``content/``; it is checked once for all that is collected of it."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield what concerns no single file, and then all files."""
        yield ContentItem.from_parent(self, name="files and folders", problems=self.problems(None))
        for path in sorted(self.path.iterdir()):
            if path.is_dir():
                folder = self.ihook.pytest_collect_directory(path=path, parent=self)
                yield from [folder] if folder else []
            else:
                yield from self.ihook.pytest_collect_file(file_path=path, parent=self)

    @cached_property
    def checked(self) -> Checked:
        """The library, and everything found wrong with it."""
        from inforce.build import pipeline
        from inforce.clock import clock_on
        from inforce.store.atomic import cache_folder

        clock = clock_on(self.config.getoption("--inforce-on"))
        return pipeline.check(self.path, clock, cache_folder(self.path.parent))

    @cached_property
    def versions(self) -> Mapping[str, Version]:
        """Every version that could be read, by the name of its file."""
        documents = self.checked.library.documents
        return {version.origin.file: version for document in documents for version in document.versions}

    def problems(self, file: str | None) -> tuple[Problem, ...]:
        """Return the problems of a file, or those that stand in none."""
        return tuple(
            problem
            for problem in self.checked.problems
            if (problem.place.file if self._is_collected(problem.place.file) else None) == file
        )

    def _is_collected(self, file: str) -> bool:
        path = self.path.parent / file
        return path.suffix in _CONTENT_FILES and path.is_file()


class ContentFile(pytest.File):
    """A file of content; that of a version has its rules below it."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the file as a whole, and each rule and citation in it."""
        folder = self.getparent(ContentFolder)
        if folder is None:
            raise RuntimeError("a file of content is collected below its folder alone")
        file = self.path.relative_to(folder.path.parent).as_posix()
        version = folder.versions.get(file)
        parts = dict(_parts(version)) if version else {}
        found: dict[FieldPath, list[Problem]] = {path: [] for path in ((), *parts)}
        for problem in folder.problems(file):
            found[_part_of(problem, version, parts)].append(problem)
        yield ContentItem.from_parent(self, name="the file", problems=found[()])
        for path, name in parts.items():
            line = version.origin.place(*path).line if version else 0
            yield ContentItem.from_parent(self, name=name, problems=found[path], line=line)


def _parts(version: Version) -> Iterator[tuple[FieldPath, str]]:
    """The rules and citations of a version, by the way to each, with what a person would call it."""
    for placed in numbered_rules(version):
        path, rule = placed.path, placed.rule
        name = f"rule {placed.cited}, {rule.id}"
        yield path, name
        for place, citation in enumerate(rule.citations):
            yield (*path, "citations", place), f"{name}, {_cited(citation)}"


def _cited(citation: Citation) -> str:
    return f"{'quotes' if citation.quotes else 'draws on'} {citation.passage}"


def _part_of(problem: Problem, version: Version | None, parts: Mapping[FieldPath, str]) -> FieldPath:
    """Return the way to the rule or citation that a problem stands in; the empty way where it stands in none."""
    if version is None or not problem.place.line:
        return ()
    here = (problem.place.line, problem.place.column)
    before = [(place, path) for path, place in version.origin.positions.items() if place <= here]
    nearest = max(before, key=lambda one: (one[0], len(one[1])), default=((0, 0), ()))[1]
    return next((nearest[:length] for length in (_CITATION, _RULE) if nearest[:length] in parts), ())


class ContentItem(pytest.Item):
    """A file, a rule or a citation, and what is wrong with it."""

    def __init__(self, *, problems: Iterable[Problem], line: int = 0, **given: Any) -> None:
        super().__init__(**given)
        self.problems = tuple(problems)
        self.line = line

    def runtest(self) -> None:
        """Fail where anything stops publication, and warn of the rest."""
        told = [problem for problem in self.problems if not problem.is_error]
        if told:
            warnings.warn(ContentWarning("\n" + self._report(told)), stacklevel=1)
        if stops := [problem for problem in self.problems if problem.is_error]:
            raise ContentError(self._report(stops))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> Any:
        """Show the report alone: an editor has no use for a traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, ContentError) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Say where it stands."""
        return self.path, max(self.line - 1, 0), self.name

    def _report(self, problems: Iterable[Problem]) -> str:
        from inforce.reports.formats import report_from

        folder = self.getparent(ContentFolder)
        return report_from(folder.path.parent, problems) if folder else ""
