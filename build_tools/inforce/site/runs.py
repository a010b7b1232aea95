"""Prose and simple Markdown as runs of words in blocks, for copies that are not HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markdown_it.token import Token

from inforce.site.markdown import tokens_of
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
class Block:
    """A paragraph of runs; or a list: its items, and the number of the first (None where they are not numbered)."""

    runs: Runs = ()
    items: tuple[tuple[Block, ...], ...] = ()
    first: int | None = None


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


def markdown_blocks(text: str, site: SiteFacts) -> tuple[Block, ...]:
    """Return simple Markdown as blocks."""
    return tuple(_blocks(iter(tokens_of(text)), "", site)) if text else ()


def _blocks(tokens: Iterator[Token], end: str, site: SiteFacts) -> Iterator[Block]:
    """Yield the blocks up to the token *end*."""
    for token in tokens:
        if token.type == end:
            return
        if token.type == "inline":
            yield Block(runs=tuple(_runs(token.children or (), site)))
        elif token.type == "bullet_list_open":
            yield Block(items=tuple(_items(tokens, "bullet_list_close", site)))
        elif token.type == "ordered_list_open":
            start = token.attrGet("start")
            first = 1 if start is None else int(start)
            yield Block(items=tuple(_items(tokens, "ordered_list_close", site)), first=first)
        elif token.content:  # nothing else passes the checks; whatever it is, its words are kept
            yield Block(runs=(Run(token.content),))


def _items(tokens: Iterator[Token], end: str, site: SiteFacts) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.type == end:
            return
        if token.type == "list_item_open":
            yield tuple(_blocks(tokens, "list_item_close", site))


def _runs(tokens: Iterable[Token], site: SiteFacts) -> Iterator[Run]:
    look = Run("")
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                look = replace(look, strong=token.nesting > 0)
            case "em_open" | "em_close":
                look = replace(look, emphasis=token.nesting > 0)
            case "link_open":
                look = replace(look, href=whole_address(str(token.attrGet("href") or ""), site))
            case "link_close":
                look = replace(look, href="")
            case "softbreak" | "hardbreak":
                yield replace(look, text=" ")
            case _:
                if token.content:
                    yield replace(look, text=token.content)
