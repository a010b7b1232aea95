"""How far each kind of input is read: what goes beyond is refused by a message of its own, and never read to its end.

Nothing here trusts an input to be sensible. Most kinds are bounded by their bytes and their depth alone, for they are
read in time and memory that grow with their bytes and no faster; ``make fuzz`` and ``tests/hostile`` hold that. Where a
library of others may do more with few bytes, the clock of the processor and the memory are bounded by the system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_KB: Final = 1024
_MB: Final = 1024**2


@dataclass(frozen=True)
class Bound:
    """How far inputs of one kind are read.

    *deepest* is how many levels stand within each other at most, 0 where none can. *seconds* are those of the
    processor, and *memory* is in bytes; *held_by* says what sees to the two.
    """

    inputs: str
    largest: int
    deepest: int
    seconds: int
    memory: int
    held_by: str = "bytes and depth"


CONTENT_FILE: Final = Bound("Content files and settings (YAML)", 512 * _KB, 12, 1, 300 * _MB)
CATALOGUE: Final = Bound("Catalogues of words", 512 * _KB, 0, 1, 300 * _MB)
CONFIGURATION: Final = Bound("`mkdocs.yml` and what it builds on", 256 * _KB, 50, 2, 300 * _MB)
PAGE: Final = Bound(
    "Ordinary pages (Markdown), and their templates",
    512 * _KB,
    500,
    10,
    2048 * _MB,
    "the system, for each page, in a process of its own",
)
DRAWING: Final = Bound("Drawings beside pages (SVG)", 2 * _MB, 100, 5, 300 * _MB)
PAGE_FILE: Final = Bound("Pictures and PDF files beside pages", 20 * _MB, 0, 1, 300 * _MB)
ORIGINAL: Final = Bound("Originals of editions", 100 * _MB, 12, 60, 2048 * _MB, "the system, in a process of its own")
WORD: Final = Bound("Word files", 100 * _MB, 150, 60, 2048 * _MB, "the system, in a process of its own")
REGISTER: Final = Bound("The register at a destination", 50 * _MB, 1, 30, 2048 * _MB)
CHECKPOINT: Final = Bound("The checkpoint and the lease at a destination", 2 * _MB, 2, 1, 300 * _MB)
CHECKSUM_LIST: Final = Bound("The list of files at a destination", 50 * _MB, 0, 10, 1024 * _MB)
ANSWER: Final = Bound("Each answer over HTTP, and each file of a copy", 100 * _MB, 0, 300, 300 * _MB, "the wall clock")

MOST_PIXELS: Final = 100_000_000
"""A picture says how large it is when it is unpacked; one of more dots would fill the memory of a reader's device."""
