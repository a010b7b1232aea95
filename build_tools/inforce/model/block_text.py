"""Block text: paragraphs, lists with the labels they are written with, and simple tables, as every text of guidance is.

A text stands in the model as it is written. `blocks_of` parses it; `lines_of` lays it out as lines of words, each with
what it is (a paragraph, an item, a cell), which is what texts are compared by. What is the same to readers gives the
same lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from inforce.model.block_parser import parsed
from inforce.model.blocks import Blocks, Item, ListOfItems, Paragraph, Picture, Table, words


class LineKind(StrEnum):
    """What a line of a text is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    CELL = "cell"
    PICTURE = "picture"


@dataclass(frozen=True)
class Line:
    """Words that stand together: a paragraph, the first of an item, or a cell.

    *depth* is how many lists it stands in; *label* that of its item, where it begins one. Of a cell, *column* counts
    from 0 and *row* from 0 with the headings, and *table* is the place of its table among those of the text. *file* is
    that of a picture, of which the words are what it is called; the lines that say what it shows follow, deeper.
    """

    words: str
    kind: LineKind = LineKind.PARAGRAPH
    depth: int = 0
    label: str = ""
    id: str = ""
    table: int = -1
    row: int = 0
    column: int = 0
    continues: bool = False
    file: str = ""

    @property
    def written(self) -> str:
        """The words with the label before them."""
        return f"{self.label} {self.words}".strip()

    @property
    def sign(self) -> str:
        """What stands before an item where nothing else tells its level: its label, or the bullet of that level."""
        return self.label or "\N{BULLET}\N{WHITE BULLET}\N{BLACK SMALL SQUARE}"[min(self.depth, 3) - 1]


def blocks_of(text: str) -> Blocks:
    """Return the blocks of *text*; whatever is not allowed in it stands as words."""
    return parsed(text).blocks


@lru_cache(maxsize=2048)
def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of *text* in the order in which they are read."""
    return tuple(_Lines().of(blocks_of(text)))


@lru_cache(maxsize=2048)
def words_of(text: str) -> str:
    """Return the words of *text* without the labels of its items, a blank line between lines: what is compared."""
    return words_in(blocks_of(text))


def words_in(blocks: Blocks) -> str:
    """Return the words of *blocks* as `words_of` returns those of a text."""
    return "\n\n".join(line.words for line in _Lines().of(blocks) if line.words)


def as_written(text: str) -> str:
    """Return the words of *text* with the labels of its items, a blank line between lines."""
    return "\n\n".join(line.written for line in lines_of(text) if line.written)


def in_one_line(text: str) -> str:
    """Return *text* as one line of words, labels and all."""
    return " ".join(as_written(text).split())


class _Lines:
    """Lays blocks out as lines, and counts tables."""

    def __init__(self) -> None:
        self.tables = 0

    def of(self, blocks: Blocks, depth: int = 0) -> Iterator[Line]:
        for block in blocks:
            match block:
                case Paragraph(pieces):
                    yield Line(words(pieces), depth=depth, continues=depth > 0)
                case ListOfItems(items):
                    for item in items:
                        yield from self._item(item, depth + 1)
                case Table():
                    yield from self._table(block, depth)
                case Picture(file, caption, within):
                    yield Line(words(caption), LineKind.PICTURE, depth, file=file)
                    yield from self.of(within, depth + 1)

    def _item(self, item: Item, depth: int) -> Iterator[Line]:
        first, rest = "", item.blocks
        if rest and isinstance(rest[0], Paragraph):
            first, rest = words(rest[0].pieces), rest[1:]
        yield Line(first, LineKind.ITEM, depth, item.label, item.id)
        yield from self.of(rest, depth)

    def _table(self, table: Table, depth: int) -> Iterator[Line]:
        place, self.tables = self.tables, self.tables + 1
        for row, cells in enumerate((table.heading, *table.rows)):
            kind = LineKind.CELL if row else LineKind.HEADING
            for column, cell in enumerate(cells):
                yield Line(words(cell), kind, depth, table=place, row=row, column=column)
