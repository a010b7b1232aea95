"""Words with marks or links in them, line by line, and as runs of words in blocks for copies that are not HTML.

A line knows what it is (a paragraph, an item with its label, a cell of a table), so that marked words keep the
structure of the text that they are from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from string import Formatter
from typing import Final

from inforce.model.block_text import Line, LineKind, as_written, blocks_of, lines_of
from inforce.model.blocks import Block as TextBlock
from inforce.model.blocks import Blocks, Inline, ListOfItems, Paragraph, Picture, Table
from inforce.site import addresses
from inforce.site.block_html import href_of, picture_source
from inforce.site.page import ROOT
from inforce.site.publication import SiteFacts
from inforce.wording.departures import Difference
from inforce.wording.redline import Span, SpanKind

_BREAK: Final = "\n\n"
_PARAGRAPH: Final = Line("")


@dataclass(frozen=True)
class Piece:
    """A run of words; *kind* is same, added, removed or differs."""

    text: str
    kind: str = "same"


@dataclass(frozen=True)
class MarkedLine:
    """The pieces of one line, and what it is."""

    pieces: tuple[Piece, ...]
    line: Line = _PARAGRAPH

    def __iter__(self) -> Iterator[Piece]:
        return iter(self.pieces)

    @property
    def picture(self) -> str:
        """From where a page shows the picture that these words are the name of; "" where they are that of none."""
        return picture_source(self.line.file) if self.line.file else ""


Paragraphs = tuple[MarkedLine, ...]


@dataclass(frozen=True)
class Group:
    """Lines that are shown together: one paragraph, items of a list, or rows of cells."""

    kind: str
    rows: tuple[Paragraphs, ...]


def grouped(lines: Iterable[MarkedLine]) -> tuple[Group, ...]:
    """Return *lines* as the paragraphs, lists and tables that they are of."""
    return tuple(_group(kind, list(found)) for kind, found in groupby(_with_group(lines), key=lambda one: one[0]))


def _with_group(lines: Iterable[MarkedLine]) -> Iterator[tuple[tuple[str, int], MarkedLine]]:
    for place, one in enumerate(lines):
        if one.line.kind in (LineKind.CELL, LineKind.HEADING):
            yield ("table", one.line.table), one
        elif one.line.kind is LineKind.PICTURE:
            yield ("picture", place), one
        elif one.line.depth:
            yield ("list", 0), one
        else:
            yield ("p", place), one


def _group(kind: tuple[str, int], found: Sequence[tuple[tuple[str, int], MarkedLine]]) -> Group:
    lines = [line for _, line in found]
    if kind[0] != "table":
        return Group(kind[0], tuple((line,) for line in lines))
    rows: list[list[MarkedLine]] = []
    for line in lines:
        if not rows or line.line.column <= rows[-1][-1].line.column or line.line.row != rows[-1][-1].line.row:
            rows.append([])
        rows[-1].append(line)
    return Group("table", tuple(map(tuple, rows)))


def redlined(spans: Iterable[Span], old: str = "", new: str = "") -> Paragraphs:
    """Return the words of a redline line by line, each as what it is in block text *new*, or in *old* if it is gone."""
    return _lines((Piece(span.text, str(span.kind)) for span in spans), _shapes(old), _shapes(new))


@dataclass(frozen=True)
class SideBySide:
    """Some lines of the old text and those of the new that stand beside them; one of the two may be empty."""

    old: Paragraphs
    new: Paragraphs


def side_by_side(spans: Iterable[Span], old: str = "", new: str = "") -> tuple[SideBySide, ...]:
    """Return both texts of a redline, parted where a line ends in both: what stayed stands beside itself."""
    before, after = list(_shapes(old)), list(_shapes(new))
    found = []
    for block in _blocks(spans, before, after):
        sides = (_side(block, "added", before), _side(block, "removed", after))
        found += [SideBySide(*sides)] if any(sides) else []
    return tuple(found)


def _blocks(spans: Iterable[Span], old: Sequence[Line], new: Sequence[Line]) -> list[list[Piece]]:
    """Part *spans* where a line ends in both texts, but for lines of one table, which stay together."""
    blocks: list[list[Piece]] = [[]]
    was = now = 0
    for span in spans:
        first, *rest = span.text.split(_BREAK)
        blocks[-1].append(Piece(first, str(span.kind)))
        for part in rest:
            was, now = was + (span.kind is not SpanKind.ADDED), now + (span.kind is not SpanKind.REMOVED)
            if span.kind is not SpanKind.SAME or (_in_table(old, was) and _in_table(new, now)):
                blocks[-1].append(Piece(f"{_BREAK}{part}", str(span.kind)))
            else:
                blocks.append([Piece(part, str(span.kind))])
    return blocks


def _in_table(lines: Sequence[Line], place: int) -> bool:
    """Whether the line at *place* is of the same table as the one before it."""
    return 0 < place < len(lines) and lines[place].table >= 0 and lines[place].table == lines[place - 1].table


def _side(block: Iterable[Piece], other: str, shapes: list[Line]) -> Paragraphs:
    """Return the lines of one side, which uses up the first of *shapes*."""
    pieces = [piece for piece in block if piece.kind != other]
    lines = _lines((Piece(piece.text) for piece in pieces), (), shapes)
    del shapes[: len(lines)]
    kinds = iter(piece.kind for piece in pieces for part in piece.text.split(_BREAK) if part)
    return tuple(MarkedLine(tuple(Piece(one.text, next(kinds)) for one in line), line.line) for line in lines)


def plain(text: str) -> Paragraphs:
    """Return block text without marks."""
    return tuple(MarkedLine((Piece(line.words),), line) for line in lines_of(text) if line.written)


def ours_marked(text: str, differences: Iterable[Difference]) -> Paragraphs:
    """Return block text of a rule, with the places marked where it departs from its source."""
    return _marked(text, [difference.ours_span for difference in differences])


def theirs_marked(text: str, differences: Iterable[Difference]) -> Paragraphs:
    """Return block text of a passage, with the places marked from which a rule departs."""
    return _marked(text, [difference.theirs_span for difference in differences])


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> Paragraphs:
    """Return *text* with *spans* of its words marked; labels stand in the words, where they are compared."""
    shapes = [replace(line, kind=LineKind.PARAGRAPH) if line.label else line for line in lines_of(text) if line.written]
    return _lines(_pieces(as_written(text), spans), shapes, shapes)


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    place = 0
    for start, end in sorted(spans):
        if start < place or start == end:
            continue
        yield Piece(text[place:start])
        yield Piece(text[start:end], "differs")
        place = end
    yield Piece(text[place:])


def _shapes(text: str) -> tuple[Line, ...]:
    return tuple(line for line in lines_of(text) if line.words)


def _lines(pieces: Iterable[Piece], old: Sequence[Line], new: Sequence[Line]) -> Paragraphs:
    """Part *pieces* into lines; each is shaped as the line of the new text that it is of, or else of the old."""
    found: list[tuple[list[Piece], int, int]] = [([], 0, 0)]
    for piece in pieces:
        first, *rest = piece.text.split(_BREAK)
        found[-1][0].extend([Piece(first, piece.kind)] if first else [])
        for part in rest:
            _, was, now = found[-1]
            place = (was + (piece.kind != "added"), now + (piece.kind != "removed"))
            found.append(([Piece(part, piece.kind)] if part else [], *place))
    return tuple(one for line, was, now in found if line for one in _apart(line, was, now, old, new))


def _apart(line: list[Piece], was: int, now: int, old: Sequence[Line], new: Sequence[Line]) -> Iterator[MarkedLine]:
    """Yield a line; or two, where it has one that went and one that came which are not of one kind or level."""
    gone = [piece for piece in line if piece.kind == "removed"]
    came = [piece for piece in line if piece.kind == "added"]
    both = bool(gone and came) and len(gone) + len(came) == len(line)
    shapes = [_shape(pieces, was, now, old, new) for pieces in (gone, came)]
    if both and (shapes[0].kind, shapes[0].depth) != (shapes[1].kind, shapes[1].depth):
        yield from (MarkedLine(tuple(pieces), shape) for pieces, shape in zip((gone, came), shapes, strict=True))
    else:
        yield MarkedLine(tuple(line), _shape(line, was, now, old, new))


def _shape(line: list[Piece], was: int, now: int, old: Sequence[Line], new: Sequence[Line]) -> Line:
    gone = all(piece.kind == "removed" for piece in line)
    shapes, place = (old, was) if gone else (new, now)
    return shapes[place] if place < len(shapes) else _PARAGRAPH


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str


Prose = tuple[str | Link, ...]
"""A paragraph: plain text and links, in order."""


@dataclass(frozen=True)
class Notice:
    """A heading and what follows; *kind* is part of a class name: warning, upcoming, superseded or withdrawn."""

    kind: str
    heading: str
    paragraphs: tuple[Prose, ...]


def link(text: str, address: str, anchor: str = "") -> Link:
    """Return a link to a page of the site, whose *address* is relative to its root."""
    return Link(text, f"{ROOT}{address}#{anchor}" if anchor else f"{ROOT}{address}")


def prose(message: str, /, **values: str | Link) -> Prose:
    """Return *message*, a sentence of the catalogue, with *values* in its places, links among them."""
    return tuple(_prose_pieces(message, values))


def _prose_pieces(message: str, values: dict[str, str | Link]) -> Iterator[str | Link]:
    text = ""
    for literal, name, _spec, _conversion in Formatter().parse(message):
        text += literal
        value = values[name] if name else ""
        if isinstance(value, Link):
            yield from (text, value) if text else (value,)
            text = ""
        else:
            text += value
    if text:
        yield text


@dataclass(frozen=True)
class Run:
    """Words of one look; *href* is a whole address, or "" where they lead nowhere."""

    text: str
    href: str = ""
    strong: bool = False
    emphasis: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class LabelledItem:
    """The blocks of an item, with the label that it is written with ("" for a bullet)."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph of runs; or a list; or a table, whose first row has the headings; or a picture.

    *picture* is the address of that, *runs* are then what it is called and *within* the words that say what it shows.
    """

    runs: Runs = ()
    items: tuple[LabelledItem, ...] = ()
    rows: tuple[tuple[Runs, ...], ...] = ()
    picture: str = ""
    within: tuple[Block, ...] = ()


def prose_runs(prose: Prose, site: SiteFacts) -> Runs:
    """Return *prose* with links that work away from the site."""
    return tuple(
        Run(piece.text, whole_address(piece.href, site)) if isinstance(piece, Link) else Run(piece) for piece in prose
    )


def whole_address(href: str, site: SiteFacts) -> str:
    """Return where *href* leads from away from the site; "" where nobody knows the address of the site."""
    if href.startswith(ROOT):
        return site.absolute(href.removeprefix(ROOT))
    return "" if href.startswith("#") else href


def blocks_as_runs(text: str, site: SiteFacts) -> tuple[Block, ...]:
    """Return block text as blocks of runs."""
    return _run_blocks(blocks_of(text), site)


def _run_blocks(blocks: Blocks, site: SiteFacts) -> tuple[Block, ...]:
    return tuple(_block(block, site) for block in blocks)


def _block(block: TextBlock, site: SiteFacts) -> Block:
    match block:
        case Paragraph(pieces):
            return Block(runs=_runs(pieces, site))
        case ListOfItems(items):
            return Block(items=tuple(LabelledItem(item.label, _run_blocks(item.blocks, site)) for item in items))
        case Table(heading, rows):
            return Block(rows=tuple(tuple(_runs(cell, site) for cell in row) for row in (heading, *rows)))
        case Picture(file, caption, within):
            return Block(
                runs=_runs(caption, site), picture=addresses.picture(file), within=_run_blocks(within, site)
            )  # fmt: skip


def _runs(pieces: Inline, site: SiteFacts) -> Runs:
    return tuple(
        Run(
            piece.text,
            whole_address(href_of(piece.href), site) if piece.href else "",
            strong=piece.strong,
            emphasis=piece.emphasis,
        )
        for piece in pieces
    )
