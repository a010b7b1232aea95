"""What comes of checking and of building."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from inforce.model.problem import Problem

if TYPE_CHECKING:
    from inforce.model.library import Library
    from inforce.store.site_folder import SiteFolder

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
        return any(problem.stops for problem in self.problems)

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
        return any(problem.stops for problem in self.problems)


def names_made(folder: SiteFolder) -> str:
    """Return under which name the store notes for which documents and sources a site was made whole."""
    return f"made whole {folder.id}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.place))
