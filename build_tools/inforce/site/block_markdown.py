"""Words as Markdown: plain text that Markdown leaves alone, and block text with its links spelled out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from inforce.model.block_text import blocks_of
from inforce.model.blocks import (
    BREAK,
    Block,
    Blocks,
    Inline,
    Item,
    ListOfItems,
    Paragraph,
    Picture,
    Piece,
    Table,
    in_every_piece,
)
from inforce.model.names import paragraphs
from inforce.site import addresses
from inforce.site.block_html import href_of, placed
from inforce.site.page import ROOT, whole_address
from inforce.site.publication import SiteFacts

_ANYWHERE: Final = re.compile(r"([\\`*_\[\]<>&~|])")
_AT_START: Final = re.compile(r"^(\s*)(?:([#+=-])|(\d{1,9})([.)]))")
_NATIVE: Final = re.compile(r"\d{1,9}[.)]")

Whole = Callable[[str], str]
"""What gives the whole address of a place on the site."""


def escaped(line: str) -> str:
    """Return one line of plain text so that Markdown shows it letter for letter."""
    return _AT_START.sub(_escape_start, _ANYWHERE.sub(r"\\\1", line))


def escaped_paragraphs(text: str) -> str:
    """Return *text*, plain, as Markdown paragraphs."""
    return "\n\n".join(escaped(paragraph) for paragraph in paragraphs(text))


def as_markdown(text: str, page: str, site: SiteFacts) -> str:
    """Return block text as Markdown whose links have whole addresses, those to its own rules that of their *page*.

    Markdown has no anchors that every program follows.
    """
    blocks = in_every_piece(blocks_of(text), lambda piece: placed(piece, page))
    return _blocks(blocks, partial(whole_address, site))


def _blocks(blocks: Blocks, whole: Whole) -> str:
    return "\n\n".join(_block(block, whole) for block in blocks)


def _block(block: Block, whole: Whole) -> str:
    match block:
        case Paragraph(pieces):
            return _AT_START.sub(_escape_start, _inline(pieces, whole))
        case ListOfItems(items):
            return "\n".join(_item(item, whole) for item in items)
        case Table(heading, rows):
            lines = [f"| {' | '.join(_inline(cell, whole) for cell in row)} |" for row in (heading, *rows)]
            return "\n".join([lines[0], f"|{' --- |' * len(heading)}", *lines[1:]])
        case Picture(file, caption, within):
            shown = f"![{_inline(caption, whole)}]({whole(addresses.picture(file))})"
            return f"{shown}\n\n{_blocks(within, whole)}"


def _item(item: Item, whole: Whole) -> str:
    """Return an item; a label that Markdown has no list for stands in it as words."""
    mark = item.label if _NATIVE.fullmatch(item.label) else "-"
    body = _blocks(item.blocks, whole)
    if item.label and mark == "-":
        body = f"{escaped(item.label)} {body}"
    moved = body.replace("\n", "\n" + " " * (len(mark) + 1))
    return "\n".join(line.rstrip() for line in f"{mark} {moved}".split("\n"))


def _inline(pieces: Inline, whole: Whole) -> str:
    return "".join(_piece(piece, whole) for piece in pieces)


def _piece(piece: Piece, whole: Whole) -> str:
    if piece.text == BREAK:
        return "\\\n"
    stars = "*" * (2 * piece.strong + piece.emphasis)
    found = f"{stars}{_ANYWHERE.sub(_BACKSLASH, piece.text)}{stars}"
    if not piece.href:
        return found
    href = href_of(piece.href)
    if href.startswith(ROOT):
        place, _, anchor = href.removeprefix(ROOT).partition("#")
        href = f"{whole(place)}#{anchor}" if anchor else whole(place)
    return f"[{found}]({href})"


_BACKSLASH: Final = r"\\\1"


def _escape_start(match: re.Match[str]) -> str:
    space, sign, digits, stop = match.groups()
    return f"{space}\\{sign}" if sign else f"{space}{digits}\\{stop}"
