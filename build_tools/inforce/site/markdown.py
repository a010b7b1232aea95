"""The simple Markdown of introductions and local practice, as HTML and as plain text for the search."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from inforce.site import addresses
from inforce.site.page import ROOT

_GUIDANCE = re.compile(r"guidance:([a-z0-9-]+)(#[a-z0-9-]+)?")
_SOURCE = re.compile(r"source:([a-z0-9-]+)/([a-z0-9-]+)")


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


@lru_cache(maxsize=512)
def as_html(text: str) -> Markup:
    """Return *text* as HTML, with links to guidance and sources leading to their pages."""
    reader = _reader()
    return Markup(reader.renderer.render(tokens_of(text), reader.options, {}))  # noqa: S704 - HTML in the text is off


def tokens_of(text: str) -> list[Token]:
    """Return *text* as the tokens of markdown-it, with links to guidance and sources leading to their pages."""
    tokens = _reader().parse(text)
    for token in _all(tokens):
        if token.type == "link_open":
            token.attrSet("href", _href(str(token.attrGet("href") or "")))
    return tokens


@lru_cache(maxsize=512)
def as_plain_text(text: str) -> str:
    """Return the words of *text* without their markup."""
    words = (
        " " if token.type in ("softbreak", "hardbreak", "paragraph_close", "list_item_close") else token.content
        for token in _all(_reader().parse(text))
        if token.type != "inline"
    )
    return " ".join("".join(words).split())


def _all(tokens: list[Token]) -> list[Token]:
    found = []
    for token in tokens:
        found += [token, *(token.children or ())] if token.type != "inline" else [*(token.children or ())]
    return found


def _href(target: str) -> str:
    if match := _GUIDANCE.fullmatch(target):
        return f"{ROOT}{addresses.document(match[1])}{match[2] or ''}"
    if match := _SOURCE.fullmatch(target):
        return f"{ROOT}{addresses.edition(match[1], match[2])}"
    return target
