"""The letters of a PDF page as PDFium gives them, each with its place on the sheet."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

DIVIDED: Final = "\x02"
"""What PDFium puts for a hyphen at the end of a line, in place of it and of the line break."""


class Letter(NamedTuple):
    """A letter: where it begins, how high above the foot of the sheet its line runs, its size, and its ink.

    *place* is its position among the letters of the page. *ink* is left, bottom, right and top; of a space, and of
    what PDFium made up, it has no size.
    """

    place: int
    sign: str
    left: float
    height: float
    size: float
    ink: tuple[float, float, float, float]

    @property
    def foot(self) -> float:
        """Where its ink begins: a font may have raised figures of its own, which stand on the line like others."""
        return self.ink[1]

    @property
    def has_ink(self) -> bool:
        """Whether it is a letter that could be seen."""
        return not (self.sign.isspace() or self.sign == DIVIDED)


def letters(text: Any) -> Iterator[Letter]:
    """Yield the letters of the text page *text*, in the order in which PDFium has them."""
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    lead = 0
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        if 0xD800 <= code < 0xDC00:
            lead = code
            continue
        if 0xDC00 <= code < 0xE000 and lead:
            code = 0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00
        lead = 0
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(text, place, matrix) else 1.0
        ink = (x.value, y.value, x.value, y.value)
        if raw.FPDFText_GetCharBox(text, place, left, right, bottom, top):
            ink = (left.value, bottom.value, right.value, top.value)
        yield Letter(place, _sign(code), x.value, y.value, raw.FPDFText_GetFontSize(text, place) * scale, ink)


def _sign(code: int) -> str:
    """Return the sign with the number *code*; a glyph that stands for no sign is shown as lost, and equals none."""
    return "\ufffd" if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 else chr(code)
