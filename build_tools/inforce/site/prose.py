"""Sentences with links in them, and notices made of them, ready for a template."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from inforce.model.dataclass import dataclass
from inforce.site.page import ROOT


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
    return tuple(_pieces(message, values))


def _pieces(message: str, values: dict[str, str | Link]) -> Iterator[str | Link]:
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
