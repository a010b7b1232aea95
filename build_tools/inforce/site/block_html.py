"""Block text as HTML, and as plain words for the search.

Labels of items stand in the text, so that they are read, copied and found whatever shows the page. Tables name the role
of each part, for style sheets set them as cards where there is no room, and what is set so is no table to some readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

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
    words,
)
from inforce.model.catalogue import _
from inforce.site import addresses
from inforce.site.page import ROOT

_SAID: Final = "@@said-by-the-picture@@"

_GUIDANCE: Final = re.compile(r"guidance:([a-z0-9-]+)(#[a-z0-9-]+)?")
_SOURCE: Final = re.compile(r"source:([a-z0-9-]+)/([a-z0-9-]+)")


def as_html(text: str, page: str = "") -> Markup:
    """Return *text* as HTML, with links to guidance and sources leading to their pages.

    Where it stands on another page than its version, *page* is the address of that, to which links to its rules lead.
    """
    made = _made(text, page)
    if _SAID in made:
        said = _("What this picture says")
        made = Markup(made.replace(_SAID, escape(said)))  # noqa: S704 - HTML of ours
    return made


@lru_cache(maxsize=1024)
def _made(text: str, page: str) -> Markup:
    """Return the HTML, in which no word is ours: those of the site come in for each of its languages."""
    blocks = blocks_of(text)
    return Markup("").join(_blocks(in_every_piece(blocks, lambda piece: placed(piece, page)) if page else blocks))


def placed(piece: Piece, page: str) -> Piece:
    """Return *piece* as it stands on any page: a link to a rule of its own version leads to that *page*."""
    return replace(piece, href=f"{ROOT}{page}{piece.href}") if piece.href.startswith("#") else piece


def href_of(target: str) -> str:
    """Return where a link leads that is written as *target*."""
    if match := _GUIDANCE.fullmatch(target):
        return f"{ROOT}{addresses.document(match[1])}{match[2] or ''}"
    if match := _SOURCE.fullmatch(target):
        return f"{ROOT}{addresses.edition(match[1], match[2])}"
    return target


def _blocks(blocks: Blocks) -> Iterator[Markup]:
    for block in blocks:
        yield _block(block)


def _block(block: Block) -> Markup:
    match block:
        case Paragraph(pieces):
            return Markup("<p>{}</p>\n").format(_inline(pieces))
        case ListOfItems(items):
            if items and items[0].label:
                return Markup('<ul class="labelled" role="list">{}</ul>\n').format(_items(items))
            return Markup("<ul>{}</ul>\n").format(_items(items))
        case Table():
            return _table(block)
        case Picture(file, caption, within):
            return Markup(
                '<figure class="picture"><img src="{}" alt="{}"><figcaption>{}</figcaption>\n'
                '<details class="fold"><summary>{}</summary>{}</details></figure>\n'
            ).format(picture_source(file), words(caption), _inline(caption), _SAID, Markup("").join(_blocks(within)))


def picture_source(file: str) -> str:
    """Return from where a page shows the picture of that name."""
    return f"{ROOT}{addresses.picture(file)}"


def _items(items: tuple[Item, ...]) -> Markup:
    return Markup("").join(map(_item, items))


def _item(item: Item) -> Markup:
    label = Markup('<span class="label">{}</span> ').format(item.label) if item.label else ""
    named = Markup(' id="{}"').format(item.id) if item.id else ""
    first, rest = "", item.blocks
    if rest and isinstance(rest[0], Paragraph):
        first, rest = _inline(rest[0].pieces), rest[1:]
    within = Markup("").join(_blocks(rest))
    return Markup("<li{}>{}{}{}</li>\n").format(named, label, first, within)


def _table(table: Table) -> Markup:
    heads = [words(cell) for cell in table.heading]
    top = Markup("").join(Markup('<th scope="col">{}</th>').format(_inline(c)) for c in table.heading)
    rows = Markup("").join(_row(row, heads) for row in table.rows)
    return Markup('<table class="cells"><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>\n').format(top, rows)


def _row(row: tuple[Inline, ...], heads: list[str]) -> Markup:
    cells = (
        Markup('<td data-heading="{}">{}</td>').format(head, _inline(cell))
        for cell, head in zip(row, heads, strict=True)
    )
    return Markup("<tr>{}</tr>\n").format(Markup("").join(cells))


def _inline(pieces: Inline) -> Markup:
    return Markup("").join(map(_piece, pieces))


def _piece(piece: Piece) -> Markup:
    if piece.text == BREAK:
        return Markup("<br>\n")
    found = escape(piece.text)
    if piece.emphasis:
        found = Markup("<em>{}</em>").format(found)
    if piece.strong:
        found = Markup("<strong>{}</strong>").format(found)
    return Markup('<a href="{}">{}</a>').format(href_of(piece.href), found) if piece.href else found
