"""Kinds of longer text, and how a field is described to the people who fill it in."""

from __future__ import annotations

import re
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


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of *text* as readers see them: parted by blank lines, each on one line."""
    if "\n" not in text:
        return (text.strip(" \t"),) if text.strip(" \t") else ()
    parts = re.split(r"\n(?:[ \t]*\n)+", text)
    joined = (re.sub(r"[ \t]*\n[ \t]*", " ", part).strip(" \t\n") for part in parts)
    return tuple(part for part in joined if part)
