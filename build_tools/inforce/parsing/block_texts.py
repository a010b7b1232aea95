"""Every block text of a value of the model, to be changed wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from inforce.model.texts import TextKind
from inforce.parsing.field_specs import slots

T = TypeVar("T")
Change = Callable[[str, TextKind], str]
"""What a block text of a kind becomes."""


def in_block_texts(value: T, change: Change) -> T:
    """Return *value*, a dataclass of the model, with every block text in it as *change* returns it."""
    known = slots(cast("Hashable", type(value)))
    changed = {}
    for field in fields(value):  # type: ignore[arg-type]  # all groups of fields are dataclasses
        before = getattr(value, field.name)
        after = _in_field(before, known[field.name].text, change)
        if after is not before:
            changed[field.name] = after
    return replace(value, **changed) if changed else value  # type: ignore[type-var]  # as above


def _in_field(value: Any, kind: TextKind | None, change: Change) -> Any:
    if isinstance(value, tuple):
        found = tuple(_in_field(one, kind, change) for one in value)
        return found if any(one is not other for one, other in zip(found, value, strict=True)) else value
    if isinstance(value, str):
        if not kind or not kind.blocks:
            return value
        after = change(value, kind)
        return value if after == value else after
    return in_block_texts(value, change) if is_dataclass(value) and not hasattr(value, "parse") else value
