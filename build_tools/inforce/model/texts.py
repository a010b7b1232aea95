"""Kinds of longer text, and how a field is described to the people who fill it in."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field
from typing import Any


@dataclass(frozen=True)
class TextKind:
    """What a longer text may hold; reading holds each text against its kind."""

    name: str
    lines: bool
    markdown: bool


Line = TextKind("one line of text", lines=False, markdown=False)
Text = TextKind("text", lines=True, markdown=False)
Markdown = TextKind("simple Markdown", lines=True, markdown=True)


def described(description: str, *, default: Any = MISSING) -> Any:
    """Return a dataclass field whose *description* is what an editor's tooltip and the JSON Schema say."""
    return field(default=default, metadata={"description": description})
