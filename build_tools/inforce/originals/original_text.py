"""From the bytes of an original to its pages: PDF, HTML and plain text, each read in its own way.

What reads a kind is loaded when there is an original of that kind.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inforce.model.bounds import ORIGINAL
from inforce.model.originals import NotReadError, OriginalLine, OriginalPage, OriginalState, ReadText

if TYPE_CHECKING:
    from inforce.originals.html_text import HtmlLine
    from inforce.originals.page_layout import LaidOutPage

ENDINGS = (".pdf", ".html", ".txt")
"""The kinds of original there are."""

MOST_BYTES: Final = ORIGINAL.largest
"""How large an original may be."""

MOST_LETTERS: Final = 10_000_000
"""How many letters of an original are read."""

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_SIGNS = dict.fromkeys(range(0xFDD0, 0xFDF0), "\ufffd")


def reader_of(ending: str) -> str:
    """Return what the text of an original of this kind depends on besides its bytes: the programs that read it."""
    from inforce.originals.pdf_text import program  # noqa: PLC0415 -- as says the head of this module

    ours = sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in ours)).hexdigest()
    return f"{program() if ending == '.pdf' else ending} {digest}"


def read_original(content: bytes, ending: str) -> ReadText:
    """Return what came of reading *content*, and its pages where it has words."""
    try:
        pages = _pages(content, ending)
    except NotReadError as error:
        return error.state, ()
    except RecursionError:
        return OriginalState.BROKEN, ()
    has_words = any(letter.isalnum() for page in pages for line in page.lines for letter in line.text)
    return (OriginalState.READ, pages) if has_words else (OriginalState.WITHOUT_TEXT, ())


def _pages(content: bytes, ending: str) -> tuple[OriginalPage, ...]:
    if len(content) > MOST_BYTES:
        raise NotReadError(OriginalState.TOO_LARGE)
    from inforce.originals.page_layout import original_pages  # noqa: PLC0415 -- as above

    if ending == ".pdf":
        from inforce.originals.pdf_text import pdf_pages  # noqa: PLC0415 -- as above

        return original_pages(pdf_pages(content, MOST_LETTERS))
    if len(content) > 4 * MOST_LETTERS:
        raise NotReadError(OriginalState.TOO_LARGE)
    if ending == ".html":
        from inforce.originals.html_text import html_lines  # noqa: PLC0415 -- as above

        return (_html_page(html_lines(_decoded(content, _CHARSET.search(content[:2048])))),)
    parts = _decoded(content, None).split("\f")
    pages = [part.splitlines() for part in parts if part.strip()]
    return original_pages([_typed(lines) for lines in pages]) if len(pages) > 1 else tuple(map(_unnumbered, pages))


def _html_page(lines: Sequence[HtmlLine]) -> OriginalPage:
    seen = tuple(OriginalLine(line.text, label=line.label) for line in lines if not line.unseen)
    return OriginalPage("", seen, tuple(line.text for line in lines if line.unseen))


def _unnumbered(lines: list[str]) -> OriginalPage:
    return OriginalPage("", tuple(OriginalLine(line) for line in lines))


def _typed(lines: list[str]) -> LaidOutPage:
    """Return a page of plain text as a typewriter sets it."""
    from inforce.originals.page_layout import LaidOutLine, LaidOutPage  # noqa: PLC0415 -- as above

    return LaidOutPage(tuple(LaidOutLine(line, 12.0 * place) for place, line in enumerate(lines) if line.strip()))


def _decoded(content: bytes, declared: re.Match[bytes] | None) -> str:
    """Return the text: as its mark or its own declaration says, else as UTF-8, else as Windows wrote English."""
    names = [name for mark, name in _MARKS if content.startswith(mark)]
    names += [declared.group(1).decode("ascii")] if declared else []
    for name in (*names, "utf-8", "windows-1252"):
        try:
            return content.decode(name).translate(_NO_SIGNS)
        except (UnicodeError, LookupError):
            continue
    raise NotReadError(OriginalState.BROKEN)
