"""Block text: paragraphs, lists with the labels they are written with, and simple tables, as every text of guidance is.

A text stands in the model as it is written. `blocks_of` parses it; `lines_of` lays it out as lines of words, each with
what it is (a paragraph, an item, a cell), which is what texts are compared by. What is the same to readers gives the
same lines. `as_source` writes blocks so that parsing them gives them back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

BREAK: Final = "\n"
"""The text of a piece that is a line break."""

NUMBERED: Final = "number"
"""The title of a link whose words are the number of what it leads to: they are written by the build, not by people."""


@dataclass(frozen=True)
class Piece:
    """Words of one look; *href* is where they lead as it is written, "" for nowhere.

    *numbered* are words that only name the rule or section that they lead to by its number of the day.
    """

    text: str
    href: str = ""
    strong: bool = False
    emphasis: bool = False
    numbered: bool = False


Inline = tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    """Words in one run."""

    pieces: Inline


@dataclass(frozen=True)
class Item:
    """An item of a list, with the label that it is written with ("" for a bullet) and its id where it has one."""

    label: str
    blocks: tuple[Block, ...]
    id: str = ""


@dataclass(frozen=True)
class ListOfItems:
    """Items, in order; either all of them have labels or none has."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Table:
    """Rows below a row of headings, each with as many cells."""

    heading: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]


Block = Paragraph | ListOfItems | Table
Blocks = tuple[Block, ...]


class LineKind(StrEnum):
    """What a line of a text is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    CELL = "cell"


@dataclass(frozen=True)
class Line:
    """Words that stand together: a paragraph, the first of an item, or a cell.

    *depth* is how many lists it stands in; *label* that of its item, where it begins one. Of a cell, *column* counts
    from 0 and *row* from 0 with the headings, and *table* is the place of its table among those of the text.
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

    @property
    def written(self) -> str:
        """The words with the label before them."""
        return f"{self.label} {self.words}".strip()


def blocks_of(text: str) -> Blocks:
    """Return the blocks of *text*; whatever is not allowed in it stands as words."""
    from inforce.model.block_parser import parsed  # noqa: PLC0415  # the parser imports the classes of this module

    return parsed(text).blocks


@lru_cache(maxsize=2048)
def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of *text* in the order in which they are read."""
    return tuple(_Lines().of(blocks_of(text)))


def words_of(text: str) -> str:
    """Return the words of *text* without the labels of its items, a blank line between lines: what is compared."""
    return "\n\n".join(line.words for line in lines_of(text) if line.words)


def as_written(text: str) -> str:
    """Return the words of *text* with the labels of its items, a blank line between lines."""
    return "\n\n".join(line.written for line in lines_of(text) if line.written)


def in_one_line(text: str) -> str:
    """Return *text* as one line of words, labels and all."""
    return " ".join(as_written(text).split())


def words(pieces: Inline) -> str:
    """Return the words of *pieces*."""
    return "".join(piece.text for piece in pieces)


def pieces_in(blocks: Blocks) -> Iterator[Piece]:
    """Yield every piece of *blocks* in the order in which they are read."""
    for block in blocks:
        match block:
            case Paragraph(pieces):
                yield from pieces
            case ListOfItems(items):
                for item in items:
                    yield from pieces_in(item.blocks)
            case Table(heading, rows):
                for row in (heading, *rows):
                    for cell in row:
                        yield from cell


def in_every_piece(blocks: Blocks, change: Callable[[Piece], Piece]) -> Blocks:
    """Return *blocks* with every piece as *change* returns it."""
    return tuple(_changed(block, change) for block in blocks)


def _changed(block: Block, change: Callable[[Piece], Piece]) -> Block:
    match block:
        case Paragraph(pieces):
            return Paragraph(tuple(map(change, pieces)))
        case ListOfItems(items):
            return ListOfItems(tuple(replace(item, blocks=in_every_piece(item.blocks, change)) for item in items))
        case Table(heading, rows):
            found = [tuple(tuple(map(change, cell)) for cell in row) for row in (heading, *rows)]
            return Table(found[0], tuple(found[1:]))


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


# ---- Writing

_SIGNS: Final = re.compile(r"([\\*\[\]`|]|<(?=[A-Za-z/!])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|~~)")
_BEGINS_WITH_SIGN: Final = re.compile(
    r"(?=[-+#>=~\u2022\u00b7\u25aa\u25cf\u25cb\u25e6\u2023\u2043\u2013\u2014\uf0b7\u00a7(])"
)
_BEGINS_WITH_LABEL: Final = re.compile(r"^([0-9.]+|[A-Za-z]{1,7})(?=[.)]\s)")


def escaped(text: str, *, begins: bool = False) -> str:
    """Return plain *text* so that parsing gives it back; *begins* where it is the first of a line."""
    found = _SIGNS.sub(r"\\\1", text)
    if begins:
        found = _BEGINS_WITH_LABEL.sub(r"\1\\", found) if _BEGINS_WITH_LABEL.match(found) else found
        found = f"\\{found}" if _BEGINS_WITH_SIGN.match(found) else found
        found = re.sub(r"^o(?= )", r"\\o", found)
    return found


def as_source(blocks: Blocks) -> str:
    """Return *blocks* as they are written in a file."""
    return "\n\n".join(_source(block) for block in blocks)


def _source(block: Block) -> str:
    match block:
        case Paragraph(pieces):
            return _inline(pieces, begins=True)
        case ListOfItems(items):
            return "\n".join(_item_source(item) for item in items)
        case Table(heading, rows):
            lines = [heading, *rows]
            written = [f"| {' | '.join(_inline(cell) for cell in row)} |" for row in lines]
            return "\n".join([written[0], f"|{' --- |' * len(heading)}", *written[1:]])


def _item_source(item: Item) -> str:
    mark = f"{item.label or '-'} "
    named = f"{{#{item.id}}} " if item.id else ""
    body = as_source(item.blocks).replace("\n", "\n" + " " * len(mark))
    return "\n".join(line.rstrip() for line in f"{mark}{named}{body}".split("\n"))


def _inline(pieces: Inline, *, begins: bool = False) -> str:
    return "".join(_piece_source(piece, begins=begins and not place) for place, piece in enumerate(pieces))


def _piece_source(piece: Piece, *, begins: bool) -> str:
    if piece.text == BREAK:
        return "\\\n"
    found = escaped(piece.text, begins=begins and not (piece.href or piece.strong or piece.emphasis))
    stars = "*" * (2 * piece.strong + piece.emphasis)
    found = f"{stars}{found}{stars}"
    if not piece.href:
        return found
    return f'[{found}]({piece.href} "{NUMBERED}")' if piece.numbered else f"[{found}]({piece.href})"
