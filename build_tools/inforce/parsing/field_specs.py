"""What each field of the model's classes takes, read once from their annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from inforce.model.dataclass import dataclass
from inforce.model.either import Either
from inforce.model.grammar import Grammar
from inforce.model.texts import TextKind


@dataclass(frozen=True)
class Slot:
    """What a field takes: text of a kind, a short text of a grammar, a choice or a group; or a list of these."""

    required: bool
    many: bool = False
    text: TextKind | None = None
    grammar: Grammar | None = None
    choices: type[StrEnum] | None = None
    group: type | None = None
    either: Either | None = None
    since: int = 1

    def group_of(self, value: object) -> type | None:
        """Return the group of fields that *value* is to be read as, where the field takes one."""
        return self.either.group_of(value) if self.either else self.group


@cache
def slots(group: type) -> Mapping[str, Slot]:
    """Return what each field of the dataclass *group* takes."""
    hints = get_type_hints(group, include_extras=True)
    return {
        field.name: replace(
            _slot(hints[field.name], required=field.default is MISSING and field.default_factory is MISSING),
            since=field.metadata.get("since", 1),
        )
        for field in fields(group)
    }


def groups(group: type) -> Iterator[type]:
    """Return *group* and all dataclasses that stand in its fields, each once."""
    seen: dict[type, None] = {}
    waiting = [group]
    while waiting:
        one = waiting.pop(0)
        if one not in seen:
            seen[one] = None
            waiting += [slot.group for slot in slots(one).values() if slot.group]
            waiting += [slot.either.less for slot in slots(one).values() if slot.either]
    return iter(seen)


def _slot(annotation: Any, *, required: bool, many: bool = False) -> Slot:
    origin = get_origin(annotation)
    if origin is Annotated:
        marks = annotation.__metadata__
        text = next((mark for mark in marks if isinstance(mark, TextKind)), None)
        grammar = next((mark for mark in marks if isinstance(mark, Grammar)), None)
        if either := next((mark for mark in marks if isinstance(mark, Either)), None):
            return Slot(required, many, group=either.more, either=either)
        return Slot(required, many, text=text, grammar=grammar)
    if origin in (Union, UnionType):
        (kept,) = [option for option in get_args(annotation) if option is not NoneType]
        return _slot(kept, required=required, many=many)
    if origin is tuple:
        return _slot(get_args(annotation)[0], required=required, many=True)
    if is_dataclass(annotation) and isinstance(annotation, type):
        return Slot(required, many, group=annotation)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Slot(required, many, choices=annotation)
    raise ValueError(f"no way to read a field of type {annotation}")
