"""The lines of a PDF as readers see them, read with PDFium: column by column, without what nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from inforce.model.originals import NotReadError, OriginalState, raised
from inforce.originals.page_layout import Column, LaidOutLine, LaidOutPage, Piece, columns
from inforce.originals.pdf_visibility import DIVIDED, Letter, letters, unseen_letters

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_LINE = 0.6  # of the size of the letters: what stands higher or lower by more is another line
_LIFT = 0.15  # of the size of the letters: less is a face with figures of its own heights
_GAP: Final = 1.2  # of the size of the letters: a wider one may part two columns
MOST_PAGES: Final = 5_000
"""How many pages of an original are read."""

Line = Sequence[Letter]


def program() -> str:
    """Return which program reads, and its version, without starting it."""
    return f"pypdfium2 {version('pypdfium2')}"


def pdf_pages(content: bytes, most_letters: int) -> tuple[LaidOutPage, ...]:
    """Return the pages of the PDF *content*; raise `NotReadError` where it cannot be read.

    A figure that is raised above its line is returned as a raised one: "10²" is not "102".
    """
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 -- only who reads an original pays

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        locked = error.err_code == _password_error()
        raise NotReadError(OriginalState.LOCKED if locked else OriginalState.BROKEN) from None
    try:
        if len(document) > MOST_PAGES:
            raise NotReadError(OriginalState.TOO_LARGE)
        return tuple(_pages(document, most_letters))
    except PdfiumError:
        raise NotReadError(OriginalState.BROKEN) from None
    finally:
        document.close()


def _password_error() -> int:
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    return int(raw.FPDF_ERR_PASSWORD)


def _pages(document: PdfDocument, left: int) -> Iterator[LaidOutPage]:
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        try:
            left -= text.count_chars()
            if left < 0:
                raise NotReadError(OriginalState.TOO_LARGE)
            every = list(letters(text))
            unseen = unseen_letters(page, text, every)
            seen = [letter for letter in every if letter.place not in unseen]
            yield LaidOutPage(
                *_in_columns(list(_lines(seen)), page.get_height()),
                label=document.get_page_label(number),
                unseen=tuple(_words(letter for letter in every if letter.place in unseen or not letter.has_ink)),
            )
        finally:
            text.close()
            page.close()


def _words(found: Iterable[Letter]) -> Iterator[str]:
    """Yield the lines that letters make, without those that have no word."""
    for line in _lines(found):
        text = "".join(letter.sign for letter in line).strip()
        if any(sign.isalnum() for sign in text):
            yield text


def _lines(found: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Yield the letters of each line; PDFium breaks lines round raised letters as well, and those go on."""
    line: list[Letter] = []
    broken = False
    for letter in found:
        if letter.sign in "\r\n":
            broken = True
            continue
        if broken and line and not _goes_on(letter, line[-1]):
            yield line
            line = []
        broken = letter.sign == DIVIDED
        line.append(letter._replace(sign="-") if broken else letter)
    yield line


def _goes_on(letter: Letter, before: Letter) -> bool:
    """Whether *letter* stands right behind *before*, raised or lowered by less than a line."""
    size = max(letter.size, before.size)
    beside = -0.2 < (letter.left - before.left) / size < 1.6 if size else False
    return beside and abs(letter.height - before.height) < _LINE * size


class _Part(NamedTuple):
    """A part of a line without a wide gap, and which line of the page that is."""

    line: int
    letters: Line


def _in_columns(lines: Sequence[Line], page_height: float) -> tuple[tuple[LaidOutLine, ...], tuple[LaidOutLine, ...]]:
    """Return the lines of a page in the order in which they are read.

    And, where that parts what stands in one line of the file, as the file has them.
    """
    parts = [_Part(number, part) for number, line in enumerate(lines) for part in _parts(line)]
    printed = [part for part in parts if any(letter.has_ink for letter in part.letters)]
    order = list(_reading_order(columns([_piece(part, page_height) for part in printed]), len(printed)))
    drawn = tuple(line for letters in lines if (line := _laid_out(letters, page_height)))
    read = tuple(
        line for group in _joined(order, printed) if (line := _laid_out(_all_letters(group, printed), page_height))
    )
    return read, () if [line.text for line in read] == [line.text for line in drawn] else drawn


def _parts(line: Line) -> Iterator[Line]:
    """Yield the parts of a line between wide gaps; a raised letter and what PDFium made up make none."""
    start, last = 0, -1
    for place, letter in enumerate(line):
        if not letter.has_ink:
            continue
        if last >= 0 and _is_gap(line[last], letter):
            yield line[start:place]
            start = place
        last = place
    yield line[start:]


def _is_gap(before: Letter, letter: Letter) -> bool:
    size = max(before.size, letter.size)
    gap = letter.ink[0] - before.ink[2]
    back = before.ink[0] - letter.ink[2]
    return gap > _GAP * size or back > _GAP * size


def _piece(part: _Part, page_height: float) -> Piece:
    inked = [letter for letter in part.letters if letter.has_ink]
    largest = max(inked, key=lambda letter: letter.size)
    return Piece(
        min(letter.ink[0] for letter in inked),
        max(letter.ink[2] for letter in inked),
        page_height - largest.height,
        largest.size,
        "".join(letter.sign for letter in part.letters).strip(),
    )


def _reading_order(groups: Sequence[Sequence[Column]], count: int) -> Iterator[int | None]:
    """Yield the parts in the order in which they are read; None stands between two columns."""
    group_of = {place: group for group in groups for column in group for place in column}
    done: set[int] = set()
    for place in range(count):
        if place in done:
            continue
        if place not in group_of:
            yield place
            continue
        for column in group_of[place]:
            yield None
            yield from column
            done.update(column)
        yield None


def _joined(order: Sequence[int | None], parts: Sequence[_Part]) -> Iterator[list[int]]:
    """Yield the parts of each line: those of one line of the file that are read one after the other."""
    line: list[int] = []
    for before, place in pairwise([None, *order, None]):
        goes_on = before is not None and place is not None and parts[before].line == parts[place].line
        if line and not goes_on:
            yield line
            line = []
        if place is not None:
            line.append(place)


def _all_letters(places: Sequence[int], parts: Sequence[_Part]) -> Line:
    return [letter for place in places for letter in parts[place].letters]


def _laid_out(line: Line, page_height: float) -> LaidOutLine | None:
    text = "".join(_with_raised_figures(line)).strip()
    if not text:
        return None
    printed = [letter for letter in line if not letter.sign.isspace()]
    largest = max(printed, key=lambda letter: letter.size)
    return LaidOutLine(text, page_height - largest.height, largest.size)


def _with_raised_figures(line: Line) -> Iterator[str]:
    """Yield the letters; a figure that stands above the letter before it, or behind one that does, is raised."""
    base: Letter | None = None
    for letter in line:
        if not letter.sign.isdigit() or base is None:
            yield letter.sign
            base = letter if not letter.sign.isspace() else base
        elif letter.foot - base.height > _LIFT * base.size:
            yield raised(letter.sign)
        else:
            yield letter.sign
            base = letter
