"""Block text as it is written in a file by a program: in short lines, with no sign that is not needed."""

from __future__ import annotations

import re
from typing import Final

from inforce.model.block_parser import begins_structure, parsed
from inforce.model.blocks import Blocks, as_source

_WIDTH: Final = 100
_NOT_FIRST: Final = "#>=~|+`"
"""No line is broken before a word that begins with one of these."""


def written_text(blocks: Blocks) -> str | None:
    """Return *blocks* as they are written, in short lines; None where parsing would not give them back."""
    source = as_source(blocks)
    return in_lines(_without_needless_signs(source)) if reads_back(source, blocks) else None


def _without_needless_signs(source: str) -> str:
    """Return *source* without the backslash before the stop that ends a word, where that says the same."""
    plain = re.sub(r"(?<![\\\w])(\w{1,7})\\([.)])", r"\1\2", source)
    return plain if _same(plain, source) else source


def _same(text: str, other: str) -> bool:
    found = parsed(text)
    return found.blocks == parsed(other).blocks and not found.faults


def reads_back(source: str, blocks: Blocks) -> bool:
    """Whether parsing *source* gives *blocks* and nothing to complain of."""
    found = parsed(source)
    return not found.faults and as_source(found.blocks) == as_source(blocks)


def in_lines(source: str) -> str:
    """Return *source* in lines that are easily compared, where that says the same."""
    lines = []
    for line in source.split("\n"):
        if line.startswith("|") or len(line) <= _WIDTH:
            lines.append(line)
            continue
        margin = re.match(r"\s*(?:(?:-|\S{1,9}[.)])\s+)?", line)
        lines += _wrapped(line, len(margin[0]) if margin and _is_item(line) else len(line) - len(line.lstrip()))
    found = "\n".join(lines)
    return found if _same(found, source) else source


def _is_item(line: str) -> bool:
    return begins_structure(line) and not line.lstrip().startswith("|")


def _wrapped(line: str, margin: int) -> list[str]:
    lines, current = [], line[: len(line) - len(line.lstrip())]
    empty = True
    for word in line.split():
        too_long = len(current) + len(word) + 1 > _WIDTH
        if not empty and too_long and not begins_structure(f"{word} x") and word[0] not in _NOT_FIRST:
            lines.append(current)
            current, empty = " " * margin, True
        current += word if empty else f" {word}"
        empty = False
    return [*lines, current]


def moved_in(text: str, margin: int) -> list[str]:
    """Return the lines of *text*, each moved in by *margin* spaces, as they stand below a field."""
    return [f"{' ' * margin}{line}" if line else "" for line in text.split("\n")]
