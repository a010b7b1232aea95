"""Texts of format 1 as block text: everything else knows one kind of text, and published versions read as before.

In format 1 no sign of a rule or a passage meant anything, and introductions and local practice were simple Markdown.
Most texts say the same in both and are kept letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from inforce.model.block_parser import begins_structure
from inforce.model.block_text import blocks_of
from inforce.model.blocks import BREAK, Block, Item, ListOfItems, Paragraph, Piece, as_source, merged
from inforce.model.texts import TextKind, paragraphs
from inforce.parsing.resolved_texts import in_block_texts

if TYPE_CHECKING:
    from markdown_it.token import Token

T = TypeVar("T")

_MAY_MATTER: Final = re.compile(r"[\\*_`\[\]<&~]|^\s*[|#>=+-]|  $|\t| {4}", re.MULTILINE)


def as_block_text(value: T, format_: int) -> T:
    """Return *value*, a dataclass of the model that a file of that format says, with its texts as block text."""
    return in_block_texts(value, translated if format_ == 1 else _without_last_break)


def _without_last_break(text: str, _kind: TextKind) -> str:
    return text.strip("\n")


def translated(text: str, kind: TextKind) -> str:
    """Return *text*, of format 1, as block text that says the same."""
    if not _MAY_MATTER.search(text) and not any(begins_structure(line) for line in text.split("\n")):
        return text
    meant = tuple(_markdown(text)) if kind.markdown else tuple(Paragraph((Piece(one),)) for one in paragraphs(text))
    return text if blocks_of(text) == meant else as_source(meant)


def _markdown(text: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt  # noqa: PLC0415  # only texts with signs in them pay for it

    return _blocks(iter(MarkdownIt("commonmark", {"html": False}).parse(text)), "")


def _blocks(tokens: Iterator[Token], end: str) -> Iterator[Block]:
    for token in tokens:
        if token.type == end:
            return
        if token.type == "inline":
            yield Paragraph(tuple(merged(_pieces(token.children or ()))))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            first = 1 if start is None else int(start)
            closes = token.type.replace("open", "close")
            items = list(_items(tokens, closes))
            ordered = token.type == "ordered_list_open"
            yield ListOfItems(
                tuple(
                    Item(f"{first + place}{token.markup}" if ordered else "", item) for place, item in enumerate(items)
                )
            )
        elif token.content:  # nothing else passes the checks; whatever it is, its words are kept
            yield Paragraph((Piece(" ".join(token.content.split())),))


def _items(tokens: Iterator[Token], end: str) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.type == end:
            return
        if token.type == "list_item_open":
            yield tuple(_blocks(tokens, "list_item_close"))


def _pieces(tokens: Iterable[Token]) -> Iterator[Piece]:
    look = Piece("")
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                look = replace(look, strong=token.nesting > 0)
            case "em_open" | "em_close":
                look = replace(look, emphasis=token.nesting > 0)
            case "link_open":
                look = replace(look, href=str(token.attrGet("href") or ""))
            case "link_close":
                look = replace(look, href="")
            case "softbreak":
                yield replace(look, text=" ")
            case "hardbreak":
                yield replace(look, text=BREAK)
            case _:
                if token.content:
                    yield replace(look, text=token.content)
