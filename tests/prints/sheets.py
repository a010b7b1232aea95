"""Reads printed sheets as people and cameras do: words in their places, words that lie over others, QR codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import pypdfium2
import zxingcpp
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

MILLIMETRE = 72 / 25.4

_SHARED_WIDTH, _SHARED_HEIGHT = 1.0, 3.0
"""How much two boxes of words may share, in points: lines set close touch each other's boxes."""


@dataclass(frozen=True)
class Box:
    """Where words stand, in points from the lower left corner of the sheet, and the words."""

    left: float
    bottom: float
    right: float
    top: float
    words: str

    @property
    def middle(self) -> float:
        """How far the middle of the words is from the lower edge."""
        return (self.bottom + self.top) / 2

    def lies_over(self, other: Box) -> bool:
        """Whether the two share more than touching lines do."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return width > _SHARED_WIDTH and height > _SHARED_HEIGHT

    def goes_on_with(self, letter: Box) -> bool:
        """Whether *letter* is the next of these words: on their line, and no further off than a space."""
        height = self.top - self.bottom
        on_the_line = abs(letter.bottom - self.bottom) < 1 and abs(letter.top - self.top) < 1
        return on_the_line and -height < letter.left - self.right < 0.5 * height

    def with_next(self, letter: Box) -> Box:
        """Return these words and *letter*."""
        gap = " " if letter.left - self.right > 0.1 * (self.top - self.bottom) else ""
        return Box(self.left, self.bottom, letter.right, self.top, f"{self.words}{gap}{letter.words}")


@dataclass(frozen=True)
class Sheet:
    """One printed sheet: its lines as they are read, the boxes of words and pictures, its size, its QR codes."""

    lines: tuple[str, ...]
    boxes: tuple[Box, ...]
    pictures: tuple[Box, ...]
    width: float
    height: float
    codes: frozenset[str]

    @property
    def words(self) -> str:
        """All words, in one line."""
        return " ".join(self.lines)

    def overlaps(self) -> Iterator[tuple[str, str]]:
        """Yield the words that lie over other words."""
        for one, other in combinations(self.boxes, 2):
            if one.lies_over(other):
                yield one.words, other.words

    def outside(self) -> Iterator[Box]:
        """Yield the words that stand wholly or partly beside the sheet, where nobody can read them."""
        for box in self.boxes:
            if box.left < -1 or box.right > self.width + 1 or box.bottom < -1 or box.top > self.height + 1:
                yield box

    def between(self, foot: float) -> tuple[str, ...]:
        """Return the lines above a foot of that height."""
        return tuple(in_lines(box for box in self.boxes if box.middle > foot))


def read_sheets(content: bytes, dots_per_inch: int = 150) -> list[Sheet]:
    """Return every sheet of a print, its codes as a camera sees them at *dots_per_inch*."""
    return [_read(page, dots_per_inch) for page in pypdfium2.PdfDocument(content)]


def letters(text: str) -> str:
    """Return *text* without what setting it in lines changes: spaces, and hyphens, which a line may end in."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\ufeff\u0002-]", "", text)


def _read(page: pypdfium2.PdfPage, dots_per_inch: int) -> Sheet:
    boxes = tuple(_boxes(page.get_textpage()))
    width, height = page.get_size()
    pictures = tuple(Box(*one.get_bounds(), "") for one in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    return Sheet(tuple(in_lines(boxes)), boxes, pictures, width, height, frozenset(_codes(page, dots_per_inch)))


def in_lines(boxes: Iterable[Box]) -> Iterator[str]:
    """Yield the words line by line, from the top down and from left to right."""
    line: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box.middle):
        if line and line[0].middle - box.middle > _SHARED_HEIGHT:
            yield _in_order(line)
            line = []
        line.append(box)
    if line:
        yield _in_order(line)


def _in_order(line: Sequence[Box]) -> str:
    return " ".join(box.words for box in sorted(line, key=lambda box: box.left))


def _boxes(text: pypdfium2.PdfTextPage) -> Iterator[Box]:
    """Yield the words that stand beside one another as one box; some browsers write a letter at a time."""
    run: Box | None = None
    for box in _letters(text):
        if run and run.goes_on_with(box):
            run = run.with_next(box)
        else:
            if run:
                yield run
            run = box
    if run:
        yield run


def _letters(text: pypdfium2.PdfTextPage) -> Iterable[Box]:
    """Return each letter with its place; one that is drawn twice, first its rim and then itself, is one letter."""
    found: dict[tuple[str, int, int], Box] = {}
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if letter.strip():
            box = Box(*text.get_charbox(place, loose=True), letter)
            across, up = round(box.left + box.right), round(2 * box.middle)
            for beside, above in product(range(-2, 3), repeat=2):
                found.pop((letter, across + beside, up + above), None)
            found[letter, across, up] = box
    return found.values()


def _codes(page: pypdfium2.PdfPage, dots_per_inch: int) -> Iterator[str]:
    image = page.render(scale=dots_per_inch / 72, grayscale=True)
    buffer = bytes(image.buffer)
    rows = b"".join(buffer[row * image.stride : row * image.stride + image.width] for row in range(image.height))
    pixels = memoryview(rows).cast("B", shape=[image.height, image.width])
    for code in zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode):
        yield code.text
