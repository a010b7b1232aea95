"""Sentences with links in them, and notices made of them, ready for a template."""

from __future__ import annotations

from dataclasses import dataclass

from inforce.pages.page import ROOT


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
