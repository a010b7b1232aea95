"""Sets printable copies in type: PDF files by the standard PDF/UA-1, the same bytes for the same copy."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inforce.model.dataclass import dataclass
from inforce.pdf.document import PdfCopy
from inforce.pdf.expiry import with_expiry
from inforce.pdf.manual import Manual

if TYPE_CHECKING:
    import typst

Printable = PdfCopy | Manual
"""What is set in type as one file."""

TEMPLATE: Final = Path(__file__).parent / "version.typ"
FONTS: Final = Path(__file__).parent / "fonts"

_NOT_IN_ANY_FONT: Final = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


@dataclass(frozen=True)
class Typeset:
    """A finished PDF, and the letters in whose place it has their numbers."""

    content: bytes
    lacking: str = ""


class NotSetError(Exception):
    """A copy could not be set in type; the message is what typst says."""


def written_out(copy: Printable) -> str:
    """Return all that *copy* says as JSON, the form in which it is set in type."""
    return json.dumps(asdict(copy), ensure_ascii=False, sort_keys=True, default=date.isoformat)


def typeset(copy: Printable) -> Typeset:
    """Return the PDF of *copy*.

    A character that none of the fonts has is written as its number in brackets: nothing is left out in silence.
    Raises `NotSetError` where it cannot be made.
    """
    moment = datetime.combine(copy.dated, time(), UTC).timestamp() if copy.dated else 0
    content, lacking = _compiled(written_out(copy), int(moment))
    if copy.valid_until:
        content = with_expiry(content, copy.valid_until)
    return Typeset(content, lacking)


def _compiled(said: str, moment: int) -> tuple[bytes, str]:
    """Return the PDF, and the letters that no font has."""
    import typst  # noqa: PLC0415  # a build that needs no PDF does not load it

    numbered: set[str] = set()
    while True:
        try:
            template, inputs = TEMPLATE.read_bytes(), {"copy": said}
            made = _compiler().compile(template, sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=moment)
        except typst.TypstError as error:
            # A sign that goes on top of the letter before it is reported with that letter, or with a space.
            texts = "".join(_unescaped(found) for found in _NOT_IN_ANY_FONT.findall(error.diagnostic))
            lacking = {letter for letter in texts if not letter.isascii()}
            replaced = said.translate({ord(letter): f"[U+{ord(letter):04X}]" for letter in lacking})
            if replaced == said:
                raise NotSetError(error.message) from None
            numbered |= lacking.intersection(said)
            said = replaced
        else:
            if not isinstance(made, bytes):
                raise TypeError("a PDF is one file")
            return made, "".join(sorted(numbered))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)


@cache
def _compiler() -> typst.Compiler:
    import typst  # noqa: PLC0415  # as above

    # Fonts of the machine would make other bytes on another machine.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
    return typst.Compiler(font_paths=fonts)
