"""Prose and block text as runs of words in blocks, for copies that are not HTML."""

from __future__ import annotations

from inforce.model.block_text import blocks_of
from inforce.model.blocks import Block as TextBlock
from inforce.model.blocks import Blocks, Inline, ListOfItems, Paragraph, Table
from inforce.model.dataclass import dataclass
from inforce.site.block_html import href_of
from inforce.site.page import ROOT
from inforce.site.prose import Link, Prose
from inforce.site.site_facts import SiteFacts


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
    """A paragraph of runs; or a list; or a table, whose first row has the headings."""

    runs: Runs = ()
    items: tuple[LabelledItem, ...] = ()
    rows: tuple[tuple[Runs, ...], ...] = ()


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
    return _blocks(blocks_of(text), site)


def _blocks(blocks: Blocks, site: SiteFacts) -> tuple[Block, ...]:
    return tuple(_block(block, site) for block in blocks)


def _block(block: TextBlock, site: SiteFacts) -> Block:
    match block:
        case Paragraph(pieces):
            return Block(runs=_runs(pieces, site))
        case ListOfItems(items):
            return Block(items=tuple(LabelledItem(item.label, _blocks(item.blocks, site)) for item in items))
        case Table(heading, rows):
            return Block(rows=tuple(tuple(_runs(cell, site) for cell in row) for row in (heading, *rows)))


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
