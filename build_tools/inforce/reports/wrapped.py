"""Plain text in lines of readable width, for the terminal."""

from __future__ import annotations

import textwrap
from typing import Final

WIDTH: Final = 100


def wrapped(text: str, indent: str = "") -> str:
    """Return one paragraph in lines, each after *indent*; long words are not cut."""
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
