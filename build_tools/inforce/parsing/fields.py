"""From what a file says to a value of the model; what does not fit becomes problems in the editor's words.

pydantic holds the file against the model's annotations and collects what does not fit.
The longer texts are held against their kinds by a walk of our own, as pydantic knows nothing of those.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from inforce.model.problem import Place, Problem
from inforce.parsing.located import Located
from inforce.parsing.texts import PlacedLink, Texts
from inforce.parsing.validation_messages import misfits

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

_MOST_MISFITS = 1000
"""So many misfits of one file are told; a file with more of them is another kind of file."""


@dataclass(frozen=True)
class Filled(Generic[T]):
    """What came of one file: its value, unless a problem stands in the way; every problem; every link."""

    value: T | None
    problems: tuple[Problem, ...]
    links: tuple[PlacedLink, ...] = ()


def fill(kind: type[T], located: Located) -> Filled[T]:
    """Read *located* as a *kind*, one of the model's dataclasses."""
    if not isinstance(located.value, dict):
        return Filled(None, (_not_fields(located),))
    texts = Texts(located)
    texts.group(located.value, kind, ())
    value, errors = _validate(kind, located)
    unexplained = [error for error in errors if error["loc"] not in texts.empty]
    told, rest = unexplained[:_MOST_MISFITS], unexplained[_MOST_MISFITS:]
    problems = (*texts.problems, *misfits(told, kind, located), *([_more(len(rest), located)] if rest else []))
    return Filled(None if problems else value, problems, tuple(texts.links))


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    """Return what reads a list of *kind*: pydantic takes a configuration for a list, not for a plain dataclass."""
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415  # a build that reads no file does not pay for it

    return TypeAdapter(list[kind], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]  # a class given by value


def _validate(kind: type[T], located: Located) -> tuple[T | None, list[Any]]:
    from pydantic import ValidationError  # noqa: PLC0415 -- as above

    try:
        return adapter(cast("Hashable", kind)).validate_python([located.value])[0], []
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [{**one, "loc": one["loc"][1:]} for one in found]


def _more(count: int, located: Located) -> Problem:
    return Problem(
        Place(located.file),
        "more-problems",
        f"This file has {count:,} more places that do not fit.",
        "Put right what is told, or begin the file anew from one that is sound; then check again.",
    )


def _not_fields(located: Located) -> Problem:
    return Problem(
        located.at(()),
        "not-fields",
        "This file does not consist of fields: a name, a colon, a space and the text.",
        "Begin with the line:  format: 1",
    )
