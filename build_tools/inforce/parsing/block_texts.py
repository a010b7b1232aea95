"""Every block text of a value of the model, to be changed wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import cache
from operator import is_
from typing import Any, TypeVar, cast

from inforce.model.texts import TextKind
from inforce.parsing.field_specs import slots

T = TypeVar("T")
Change = Callable[[str, TextKind], str]
"""What a block text of a kind becomes."""


def in_block_texts(value: T, change: Change) -> T:
    """Return *value*, a dataclass of the model, with every block text in it as *change* returns it."""
    changed = {}
    for name, kind in _holding_blocks(cast("Hashable", type(value))):
        before = getattr(value, name)
        after = _in_field(before, kind, change)
        if after is not before:
            changed[name] = after
    return replace(value, **changed) if changed else value  # type: ignore[type-var]  # as above


@cache
def _holding_blocks(group: type) -> tuple[tuple[str, TextKind | None], ...]:
    """Return the fields of *group* in which a block text may stand, with the kind of those that are texts."""
    return tuple(
        (name, slot.text) for name, slot in slots(group).items() if slot.group or (slot.text and slot.text.blocks)
    )


def _in_field(value: Any, kind: TextKind | None, change: Change) -> Any:
    if value is None:
        return None
    if isinstance(value, tuple):
        found = [_in_field(one, kind, change) for one in value]
        return value if all(map(is_, found, value)) else tuple(found)
    if kind:
        after = change(value, kind)
        return value if after == value else after
    return in_block_texts(value, change)
