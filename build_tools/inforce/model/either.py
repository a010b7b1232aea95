"""An item of a list that is one of two groups of fields, told apart by the fields that it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Final

from inforce.model.dataclass import dataclass

TAG: Final = "\0"
"""What a tag in the path of an error begins with, so that it can be told from the names of fields."""


@dataclass(frozen=True)
class Either:
    """An item is the *less* where it has no field that the less has not; else it is meant as the *more*.

    The fields of the less are all fields of the more.
    """

    more: type
    less: type

    def group_of(self, value: object) -> type:
        """Return which of the groups *value* is to be read as."""
        known = {field.name for field in fields(self.less)}
        return self.less if isinstance(value, Mapping) and set(value) <= known else self.more

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[Any], Any]) -> dict[str, Any]:
        """Answer pydantic: the group is chosen by the fields that are there."""
        groups = (self.more, self.less)
        return {
            "type": "tagged-union",
            "choices": {f"{TAG}{group.__name__}": handler(group) for group in groups},
            "discriminator": lambda value: f"{TAG}{self.group_of(value).__name__}",
        }
