"""What comes of checking and of building."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from inforce.model.dataclass import dataclass
from inforce.model.problem import Problem

if TYPE_CHECKING:
    from inforce.model.library import Library
    from inforce.model.names import VersionNumber
    from inforce.store.site_folder import SiteFolder

Published = Collection[tuple[str, "VersionNumber"]]
"""Versions that are known to be published, each by its document and its number."""

Progress = Callable[[str, int, int], None]
"""Takes what is done document by document (one of the three below), of how many it is done, and how many there are."""

CHECKING: Final = "checking"
COMPARING: Final = "comparing"
PRINTING: Final = "printing"


def untold(_what: str, _done: int, _total: int) -> None:
    """Tell nobody how far it has come."""


Clock = Callable[[str], date]
"""Takes the name of a time zone and says which day it is there."""


@dataclass(frozen=True)
class Checked:
    """The day that the content was checked for, everything found wrong, and how much there is."""

    day: date
    problems: tuple[Problem, ...]
    documents: int
    versions: int
    read: Callable[[], Library] = field(repr=False, compare=False)

    @property
    def stops(self) -> bool:
        """Whether nothing may be published."""
        return any(problem.is_error for problem in self.problems)

    def lenient(self, published: Published) -> Checked:
        """Return the same, where what is wrong in one of the versions *published* stops nothing."""
        return replace(self, problems=_lenient(self.problems, published))

    @cached_property
    def library(self) -> Library:
        """Everything under ``content/``, read when it is asked for."""
        return self.read()


@dataclass(frozen=True)
class Built:
    """What came of a build: all problems, how many pages of guidance there are, and how many files were written.

    There are none where problems stopped it.
    """

    problems: tuple[Problem, ...]
    printed: int = 0
    written: int = 0

    @property
    def stopped(self) -> bool:
        """Whether the site was left as it was."""
        return any(problem.is_error for problem in self.problems)

    def lenient(self, published: Published) -> Built:
        """Return the same, where what is wrong in one of the versions *published* stops nothing."""
        return replace(self, problems=_lenient(self.problems, published))


def _lenient(problems: tuple[Problem, ...], published: Published) -> tuple[Problem, ...]:
    if not problems or not published:
        return problems
    from inforce.checks.severity import lenient  # noqa: PLC0415 -- where nothing is wrong, nothing is loaded

    return lenient(problems, published)


def names_made(folder: SiteFolder) -> str:
    """Return under which name the store notes for which documents and sources a site was made whole."""
    return f"made whole {folder.id}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.place))
