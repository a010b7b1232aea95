"""Sets printable copies in type: PDF/UA files, the same bytes for the same words, with the day they expire.

PDF has no field for that; PRISM, the standard of publishers for metadata, has one (``prism:expirationDate``). typst
writes no metadata but its own, so a newer state of that one object is appended to the file, as PDF provides for.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inforce.pdf.document import Manual, PdfCopy

if TYPE_CHECKING:
    import typst
from collections.abc import Iterator

from inforce.model.problem import Place, Problem, Severity

_METADATA: Final = re.compile(
    rb"(?P<number>\d+) 0 obj\n<</Length \d+/Type/Metadata/Subtype/XML>>\nstream\n(?P<xmp>.*?)\nendstream", re.DOTALL
)
_END: Final = re.compile(rb"trailer\n<<(?P<trailer>[^\n]*)>>\nstartxref\n(?P<xref>\d+)\n%%EOF\s*\Z")
_CLOSING: Final = b"</rdf:RDF>"


def with_expiry(content: bytes, until: date) -> bytes:
    """Return the PDF *content*, as typst writes it, with *until* as the last day on which it is valid."""
    metadata, end = _METADATA.search(content), _END.search(content)
    if metadata is None or end is None or _CLOSING not in metadata["xmp"]:
        raise ValueError("a PDF is not laid out as typst lays it out")
    said = (
        '<rdf:Description rdf:about="" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        f"<prism:expirationDate>{until.isoformat()}</prism:expirationDate></rdf:Description>"
    )
    xmp = metadata["xmp"].replace(_CLOSING, said.encode() + _CLOSING)
    body = content if content.endswith(b"\n") else content + b"\n"
    number, newer = int(metadata["number"]), len(body)
    body += b"%d 0 obj\n<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n%b\nendstream\nendobj\n" % (
        number,
        len(xmp),
        xmp,
    )
    table = b"xref\n0 1\n0000000000 65535 f\r\n%d 1\n%010d 00000 n\r\n" % (number, newer)
    trailer = b"trailer\n<<%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (end["trailer"], end["xref"], len(body))
    return body + table + trailer


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


_SHOWN: Final = 5
_REMEDY: Final = (
    "Say it in other letters; or publish without PDF files, so that readers print the pages, for which browsers have "
    'more fonts: write "pdf: none" and "manual: no" into content/site.yml.'
)


def missing_glyphs(file: str, where: str, lacking: str, text: str) -> tuple[tuple[Problem, ...], str]:
    """Warn of the letters that *where*, a PDF, is *lacking* and that stand in *file*, which says *text*.

    Return those letters too, in their order there.
    """
    own = "".join(dict.fromkeys(letter for letter in text if letter in lacking))
    if not own:
        return (), ""
    before = text[: text.find(own[0])].split("\n")
    return (_problem(Place(file, len(before), len(before[-1]) + 1), where, own),), own


def elsewhere(lacking: str) -> Iterator[Problem]:
    """Warn of letters that come from no document, such as those of the words of a language or a source."""
    if lacking:
        yield _problem(Place("content/site.yml"), "PDF files", lacking)


def _problem(place: Place, where: str, letters: str) -> Problem:
    shown = ", ".join(f"{letter} as [U+{ord(letter):04X}]" for letter in letters[:_SHOWN])
    others = f" and {len(letters) - _SHOWN} more" if len(letters) > _SHOWN else ""
    what = f"In {where}, letters without a font are written as their numbers: {shown}{others}."
    return Problem(place, "letters-without-font", what, _REMEDY, Severity.WARNING)
