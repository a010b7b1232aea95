"""What block text is made of: paragraphs, lists of items with their labels, and tables, of pieces of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from inforce.model.dataclass import dataclass

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


# ---- Writing

_SIGNS: Final = re.compile(r"([\\*\[\]`|]|<(?=[A-Za-z/!])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|~~)")
_BEGINS_WITH_SIGN: Final = re.compile(
    r"(?=[-+#>=~\u2022\u00b7\u25aa\u25cf\u25cb\u25e6\u2023\u2043\u2013\u2014\uf0b7\u00a7(])"
)
_BEGINS_WITH_LABEL: Final = re.compile(r"^([0-9.]+|[A-Za-z]{1,7})(?=[.)](?:\s|$))")


def escaped(text: str, *, begins: bool = False) -> str:
    """Return plain *text* so that parsing gives it back; *begins* where it is the first of a line."""
    found = _SIGNS.sub(r"\\\1", text)
    if begins:
        found = _BEGINS_WITH_LABEL.sub(r"\1\\", found) if _BEGINS_WITH_LABEL.match(found) else found
        found = f"\\{found}" if _BEGINS_WITH_SIGN.match(found) else found
        found = re.sub(r"^o(?= |$)", r"\\o", found)
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
