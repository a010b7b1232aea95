"""What is left to fill in in a file, wherever it stands, for files that are just begun and cannot be checked yet."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.model.dataclass import dataclass
from inforce.model.placeholders import PLACEHOLDERS, bare, left_standing
from inforce.model.problem import FieldPath, Problem
from inforce.parsing.located import Located, Value


@dataclass(frozen=True)
class ToFill:
    """A place that the editor has to fill in: its line, and the words that stand there."""

    line: int
    words: str


def left_to_fill(located: Located) -> tuple[ToFill, ...]:
    """Return every place of a file where words stand to be replaced, from the top."""
    found = (
        ToFill(located.at(path).line, bare(text))
        for path, text in _texts(located.value, ())
        if bare(text) in PLACEHOLDERS
    )
    return tuple(sorted(found, key=lambda one: one.line))


def placeholder_problems(located: Located) -> Iterator[Problem]:
    """Find what is to be filled in, where the checks cannot, so that an editor is told all at once.

    The checks see what could be read: not a version as long as its day is missing, and no document without a version.
    """
    for path, text in _texts(located.value, ()):
        if left := left_standing(text):
            yield Problem(located.at(path), "placeholder-left", *left)


def _texts(value: Value, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield path, value
        return
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _texts(inner, (*path, name))
