"""What a check tells, in whichever format: its problems, the worst first, the day that it is for, and the program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Final

from inforce.model.dataclass import dataclass
from inforce.model.problem import Problem

_WORST: Final = ("published-version-changed", "departure-undeclared", "departure-without-approver")
"""What readers would be misled by, the worst first; all other codes come after these."""


@dataclass(frozen=True)
class Told:
    """The *problems* that a check found for *day*; *version* is that of the program."""

    problems: Sequence[Problem]
    day: date
    version: str

    @cached_property
    def worst_first(self) -> tuple[Problem, ...]:
        """The problems, errors before warnings, and among them what readers would be misled by first."""
        return tuple(sorted(self.problems, key=lambda problem: (not problem.is_error, _rank(problem), problem)))

    @property
    def errors(self) -> int:
        """How many problems stop publication."""
        return sum(problem.is_error for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems do not."""
        return len(self.problems) - self.errors


def _rank(problem: Problem) -> int:
    return _WORST.index(problem.code) if problem.code in _WORST else len(_WORST)
