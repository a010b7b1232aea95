"""From what a file says to a value of the model; what does not fit becomes problems in the editor's words.

A file in which everything fits is read by a short walk along the model's annotations. pydantic, which takes longer to
start than such a file to read, is asked where something does not fit: it collects everything that does not. The
longer texts are held against their kinds by a walk of our own, as pydantic knows nothing of those.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from inforce.model.names import TAG
from inforce.model.problem import FieldPath, Place, Problem, Severity
from inforce.parsing.field_specs import FieldSpec, every_field, specs_of, validation_messages
from inforce.parsing.located_yaml import Located, Value
from inforce.parsing.texts import PlacedLink, Texts

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

_MOST_MISFITS = 1000
"""So many misfits of one file are told; a file with more of them is another kind of file."""


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """What came of one file: its value, unless a problem stands in the way; every problem, link and picture."""

    value: T | None
    problems: tuple[Problem, ...]
    links: tuple[PlacedLink, ...] = ()
    format: int = 1
    pictures: tuple[PlacedLink, ...] = ()


def parse_fields(kind: type[T], located: Located) -> Parsed[T]:
    """Read *located* as a *kind*, one of the model's dataclasses."""
    if not isinstance(located.value, dict):
        return Parsed(None, (_not_fields(located),))
    format_, newer = _format(kind, located)
    texts = Texts(located, format_)
    texts.group(located.value, kind, ())
    value, errors = _validate(kind, located)
    unexplained = [error for error in errors if error["loc"] not in texts.empty]
    told, rest = unexplained[:_MOST_MISFITS], unexplained[_MOST_MISFITS:]
    problems = (
        *texts.problems,
        *validation_messages(told, kind, located),
        *([_more(len(rest), located)] if rest else []),
    )
    stopped = any(problem.is_error for problem in problems)
    return Parsed(None if stopped else value, (*problems, *newer), tuple(texts.links), format_, tuple(texts.pictures))


def _format(kind: type, located: Located) -> tuple[int, tuple[Problem, ...]]:
    """Return the format by which the texts of a file are read, and what is to be said on it.

    A file of format 1 cannot have a field that came with format 2, so one that has it is read as format 2:
    no version that was published before reads otherwise for that.
    """
    if not isinstance(located.value, dict) or "format" not in specs_of(kind):
        return 1, ()
    if located.value.get("format") == "2":
        return 2, ()
    path = next((path for path, _value, slot in every_field(located.value, kind) if slot.since > 1), None)
    if path is None:
        return 1, ()
    what = f'This file has "{path[-1]}", which needs format 2, but says format: 1. We read it as format 2.'
    said = Problem(located.at(("format",)), "format-too-low", what, "Write:  format: 2", Severity.WARNING)
    return 2, (said,)


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    """Return what reads a list of *kind*: pydantic takes a configuration for a list, not for a plain dataclass."""
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415  # a build that reads no file does not pay for it

    return TypeAdapter(list[kind], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]  # a class given by value


class _MisfitError(ValueError):
    """Something does not fit; what it is, and what else, pydantic says."""


def read_as(kind: type[T], value: Value) -> T | None:
    """Return *value* as a *kind*, as pydantic would; None where something in it does not fit."""
    try:
        made: T = _group(kind, value)
    except (ValueError, TypeError):  # those of choices and grammars too, and that of a required field that is missing
        return None
    return made


def _group(kind: type, value: Value) -> Any:
    if not isinstance(value, dict):
        raise _MisfitError
    known = specs_of(kind)
    return kind(**{name: _field(known.get(name), one) for name, one in value.items()})


def _field(slot: FieldSpec | None, value: Value) -> Any:
    if slot is None:
        raise _MisfitError
    if not slot.many:
        return _item(slot, value)
    if not isinstance(value, list):
        raise _MisfitError
    return tuple([_item(slot, one) for one in value])


def _item(slot: FieldSpec, value: Value) -> Any:
    if group := slot.group_of(value):
        return _group(group, value)
    if slot.grammar:
        return slot.grammar.read(value)
    if not isinstance(value, str):
        raise _MisfitError
    if slot.choices:
        return slot.choices(value)
    if not value.isascii():
        value.encode()  # half a letter is none
    return value


def _validate(kind: type[T], located: Located) -> tuple[T | None, list[Any]]:
    value = read_as(kind, located.value)
    if value is not None:
        return value, []
    from pydantic import ValidationError  # noqa: PLC0415 -- as above

    try:
        return adapter(cast("Hashable", kind)).validate_python([located.value])[0], []
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [{**one, "loc": _path(one["loc"][1:])} for one in found]


def _path(loc: tuple[str | int, ...]) -> FieldPath:
    """Return *loc* without the tags by which pydantic names the group that an item was read as."""
    return tuple(step for step in loc if not (isinstance(step, str) and step.startswith(TAG)))


def _more(count: int, located: Located) -> Problem:
    return Problem(
        Place(located.file),
        "more-problems",
        f"This file has {count:,} more problems.",
        "Put these problems right, or begin the file again from one that has none. Then check again.",
    )


def _not_fields(located: Located) -> Problem:
    return Problem(
        located.at(()),
        "not-fields",
        "This file is not made of fields: a name, a colon, a space and the text.",
        "Begin with the line:  format: 1",
    )
