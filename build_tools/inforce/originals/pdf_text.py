"""The lines of a PDF as they are printed, read with PDFium."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from inforce.originals.page_layout import LaidOutLine, LaidOutPage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_DIVIDED = "\x02"  # what PDFium puts for a hyphen at the end of a line, in place of it and of the line break
_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_LINE = 0.6  # of the size of the letters: what stands higher or lower by more is another line
_LIFT = 0.15  # of the size of the letters: less is a face with figures of its own heights


class Locked(Exception):
    """The PDF opens with a password only."""


class Broken(Exception):
    """The file is no PDF that can be read."""


def program() -> str:
    """Return which program reads, and its version, without starting it."""
    return f"pypdfium2 {version('pypdfium2')}"


def pdf_pages(content: bytes) -> tuple[LaidOutPage, ...]:
    """Return the pages of the PDF *content*; raise `Locked` or `Broken` where it cannot be read.

    A figure that is raised above its line is returned as a raised one: "10²" is not "102".
    """
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 -- only who reads an original pays

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        raise (Locked if error.err_code == _password_error() else Broken) from None
    try:
        return tuple(_page(document, number) for number in range(len(document)))
    except PdfiumError:
        raise Broken from None
    finally:
        document.close()


def _password_error() -> int:
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    return int(raw.FPDF_ERR_PASSWORD)


@dataclass(frozen=True)
class _Letter:
    """A letter, how far from the left and how high above the foot of the sheet it stands, and its size.

    *foot* is where its ink begins: a font may have raised figures of its own, which stand on the line like others.
    """

    letter: str
    left: float
    height: float
    size: float
    foot: float

    def goes_on(self, before: _Letter) -> bool:
        """Whether this stands right behind *before*, raised or lowered by less than a line."""
        size = max(self.size, before.size)
        beside = -0.2 < (self.left - before.left) / size < 1.6 if size else False
        return beside and abs(self.height - before.height) < _LINE * size


def _page(document: PdfDocument, number: int) -> LaidOutPage:
    page = document[number]
    height = page.get_height()
    text = page.get_textpage()
    try:
        lines = [line for letters in _lines(text) if (line := _line(letters, height))]
        return LaidOutPage(tuple(lines), document.get_page_label(number))
    finally:
        text.close()
        page.close()


def _lines(text: Any) -> Iterator[list[_Letter]]:
    """Yield the letters of each line; PDFium breaks lines round raised letters as well, and those go on."""
    line: list[_Letter] = []
    broken = False
    for letter in _letters(text):
        if letter.letter in "\r\n":
            broken = True
            continue
        if broken and line and not letter.goes_on(line[-1]):
            yield line
            line = []
        broken = letter.letter == _DIVIDED
        line.append(replace(letter, letter="-") if broken else letter)
    yield line


def _letters(text: Any) -> Iterator[_Letter]:
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    edges = [ctypes.c_double() for _ in range(4)]
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
        sign, foot = _sign(code), y.value
        if sign.isdigit() and raw.FPDFText_GetCharBox(text, place, *edges):
            foot = edges[2].value
        yield _Letter(sign, x.value, y.value, raw.FPDFText_GetFontSize(text, place) * scale, foot)


def _sign(code: int) -> str:
    """Return the sign with the number *code*; a glyph that stands for no sign is shown as lost, and equals none."""
    return "\ufffd" if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 else chr(code)


def _line(letters: list[_Letter], page_height: float) -> LaidOutLine | None:
    text = "".join(_with_raised_figures(letters)).strip()
    if not text:
        return None
    printed = [letter for letter in letters if not letter.letter.isspace()]
    largest = max(printed, key=lambda letter: letter.size)
    return LaidOutLine(text, page_height - largest.height, largest.size)


def _with_raised_figures(letters: list[_Letter]) -> Iterator[str]:
    """Yield the letters; a figure that stands above the letter before it, or behind one that does, is raised."""
    base: _Letter | None = None
    for letter in letters:
        if not letter.letter.isdigit() or base is None:
            yield letter.letter
            base = letter if not letter.letter.isspace() else base
        elif letter.foot - base.height > _LIFT * base.size:
            yield letter.letter.translate(_RAISED)
        else:
            yield letter.letter
            base = letter
