"""Kinds of longer text, and how a field is described to the people who fill it in."""

from __future__ import annotations

import re
from dataclasses import MISSING, field
from typing import Any

from inforce.model.dataclass import dataclass


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
