"""Kinds of longer text, and how a field is described to the people who fill it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Final


@dataclass(frozen=True)
class TextKind:
    """What a longer text may hold; reading holds each text against its kind."""

    name: str
    lines: bool
    markdown: bool
    blocks: bool = False


Line = TextKind("one line of text", lines=False, markdown=False)
Text = TextKind("text", lines=True, markdown=False)
Blocks = TextKind("text", lines=True, markdown=False, blocks=True)
"""Block text; in files of format 1 it was paragraphs alone, in which no sign means anything."""
Markdown = TextKind("simple Markdown", lines=True, markdown=True, blocks=True)
"""Block text; in files of format 1 it was simple Markdown."""


def described(description: str, *, default: Any = MISSING, since: int = 1, example: str = "") -> Any:
    """Return a dataclass field whose *description* is what an editor's tooltip and the JSON Schema say.

    *since* is the first format of its file that has the field.
    """
    return field(default=default, metadata={"description": description, "since": since, "example": example})


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of *text* as readers see them: parted by blank lines, each on one line."""
    if "\n" not in text:
        return (text.strip(" \t"),) if text.strip(" \t") else ()
    parts = re.split(r"\n(?:[ \t]*\n)+", text)
    joined = (re.sub(r"[ \t]*\n[ \t]*", " ", part).strip(" \t\n") for part in parts)
    return tuple(part for part in joined if part)


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
