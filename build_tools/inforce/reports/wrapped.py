"""Plain text in lines of readable width, for the terminal."""

from __future__ import annotations

import textwrap
from typing import Final

WIDTH: Final = 100


def wrapped(text: str, indent: str = "", width: int = WIDTH) -> str:
    """Return one paragraph in lines, each after *indent*; long words are not cut.

    An item of a list, which begins with a star, is indented behind it.
    """
    hanging = indent + ("  " if text.startswith("* ") else "")
    return textwrap.fill(
        text, width, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
