"""One content file from its bytes to its value: the letters, the YAML and the fields, in this order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from inforce.model.problem import Origin, Problem
from inforce.parsing.fields import Filled, fill
from inforce.parsing.located import Located
from inforce.parsing.located_yaml import load

T = TypeVar("T")


def read_file(content: bytes, file: str, kind: type[T]) -> tuple[Filled[T], Located | None]:
    """Read *content*, the bytes of *file*, as a *kind*; no value is made of a file with an error in it."""
    located, problems = load(content, file)
    if located is None:
        return Filled(None, problems), None
    filled = fill(kind, located)
    every = (*problems, *_without_echoes(filled.problems, problems))
    sound = not any(problem.is_error for problem in every)
    return Filled(filled.value if sound else None, every, filled.links, filled.format), located


def origin(located: Located) -> Origin:
    """Return where each value of a file stands, for problems that are found later."""
    return Origin(located.file, located.values)


def _without_echoes(problems: tuple[Problem, ...], earlier: tuple[Problem, ...]) -> Iterator[Problem]:
    """Leave out what follows from a line that YAML reads otherwise than its editor."""
    wrong = {problem.place.line for problem in earlier if problem.is_error}
    return (problem for problem in problems if problem.place.line not in wrong)
