"""From the bytes of a file to its text: UTF-8 and nothing else, so that every reader sees the same letters."""

from __future__ import annotations

import codecs

from inforce.model.bounds import CONTENT_FILE
from inforce.model.problem import Place, Problem

LARGEST = CONTENT_FILE.largest
_OTHER_ENCODINGS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of *content* without a byte order mark, or None and the problem that stands in the way."""
    if len(content) > LARGEST:
        return None, (too_large(len(content), file),)
    if content.startswith(_OTHER_ENCODINGS) or _has_wide_letters(content):
        return None, (_saved_as_utf_16(file),)
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return None, (_not_utf_8(content.removeprefix(codecs.BOM_UTF8), error.start, file),)


def _has_wide_letters(content: bytes) -> bool:
    """Whether every other byte at the start is zero, as in UTF-16 without a byte order mark."""
    start = content[:64]
    return len(start) >= 4 and (not any(start[::2]) or not any(start[1::2]))


def too_large(size: int, file: str, largest: int = LARGEST) -> Problem:
    """Refuse a file that has more bytes than are read."""
    return Problem(
        Place(file),
        "file-too-large",
        f"This file has {size // 1024} kB; a content file may have {largest // 1024} kB at most.",
        "Divide what it says between several files, or leave out what is not text.",
    )


def _saved_as_utf_16(file: str) -> Problem:
    return Problem(
        Place(file),
        "saved-as-utf-16",
        'This file was saved as UTF-16, which some programs call "Unicode". Content files are UTF-8.',
        'Save it again as UTF-8: in Notepad, choose "Save as" and set "Encoding" to "UTF-8".',
    )


def _not_utf_8(content: bytes, position: int, file: str) -> Problem:
    line_start = content.rfind(b"\n", 0, position) + 1
    line = content.count(b"\n", 0, position) + 1
    column = len(content[line_start:position].decode("utf-8")) + 1
    letter = content[position : position + 1].decode("windows-1252", "replace")
    meant = f', where it stands for "{letter}"' if letter.isprintable() and letter != "\ufffd" else ""
    return Problem(
        Place(file, line, column),
        "not-utf-8",
        f"The character here was saved in an old Windows encoding{meant}. "
        "Word and older editors do this; other computers would show another letter.",
        'Save the file again with the encoding "UTF-8", then look at this line: the letter may have to be typed again.',
    )
