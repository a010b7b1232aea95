"""A problem is a value: where, what is wrong in the editor's words, and how to put it right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import Final

from inforce.model.dataclass import dataclass
from inforce.model.messages import Words

FieldPath = tuple[str | int, ...]
"""The way to a value in a file: field names and positions in lists, from the top."""


class Severity(StrEnum):
    """An error stops publication; a warning is shown to readers and owners."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file: its path below the project with forward slashes, line and column from 1.

    Line 0 means the file or folder as a whole. A column counts characters, not bytes.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}, line {self.line}, column {self.column}"


NOWHERE: Final = Place("")
"""The place of what is wrong with no file: with what was typed, with a destination, with the world."""


@dataclass(frozen=True)
class Problem:
    """Something wrong, at a place; its *message* and *remedy* are whole sentences without markup.

    It has no language: whoever shows it says it in one, by ``str`` (see `inforce.model.messages`).
    """

    place: Place
    code: str
    message: Words
    remedy: Words
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether nothing may be published while this stands."""
        return self.severity is Severity.ERROR

    def __lt__(self, other: Problem) -> bool:
        """Sort by place, and then by what is said, so that the order does not depend on who found what."""
        return self._in_order < other._in_order

    @property
    def _in_order(self) -> tuple[Place, str, str, str]:
        return self.place, self.code, str(self.message), str(self.remedy)


class ProblemError(Exception):
    """Something cannot be done, for these problems; nothing was done."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{problem.message}\n  {problem.remedy}" for problem in problems))


@dataclass(frozen=True)
class Origin:
    """The file that a value was read from, its way there (*base*), and where each field's value begins."""

    file: str
    positions: Mapping[FieldPath, tuple[int, int]] = field(default_factory=dict, repr=False)
    base: FieldPath = ()

    def within(self, *path: str | int) -> Origin:
        """Return the origin of the value at *path* within this one."""
        return replace(self, base=(*self.base, *path))

    def place(self, *below: str | int) -> Place:
        """Return the place of the value at the path *below* this one, or of the nearest value around it."""
        path = (*self.base, *below)
        for length in range(len(path), -1, -1):
            if found := self.positions.get(path[:length]):
                return Place(self.file, *found)
        return Place(self.file)
