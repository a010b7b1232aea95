"""Layouts: pages of the theme, rendered once with marks in them, into which any number of pages is printed.

The theme renders a layout far down in a made-up folder, so that each of its links begins with more
``../`` than any real link has; that prefix is then exchanged for the one of the page's own depth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final

from inforce.build.assets import with_digests
from inforce.site.page import ADDRESS, BODY, CONTENTS, DESCRIPTION, HEAD, TITLE, Heading, Page

NAMES: Final = ("guidance", "plain")
FOLDER: Final = "inforce-layouts"
DEPTH: Final = 12
"""How many folders down a layout is rendered; deeper than any address of the site."""

_ATTRIBUTES: Final = "@@inforce:attributes@@"
_MARK: Final = re.compile("@@inforce:[a-z]+@@")
UP: Final = "../" * DEPTH
"""With what each link into the site begins in a layout."""


class LayoutBrokenError(Exception):
    """The theme rendered a layout that no page can be printed into; the message says which place it lacks."""


def source_path(name: str) -> str:
    """Return where, below the folder of ordinary pages, the theme is to find the layout *name*."""
    return f"{FOLDER}/{'x/' * (DEPTH - 2)}{name}.md"


def rendered_path(name: str) -> str:
    """Return where, below the site, the theme leaves the rendered layout *name*."""
    return f"{FOLDER}/{'x/' * (DEPTH - 2)}{name}/index.html"


@dataclass(frozen=True)
class Layout:
    """A rendered page of the theme, with places; *assets* are the addresses of what the heads of pages name."""

    html: str
    assets: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mark in (TITLE, DESCRIPTION, BODY, CONTENTS, HEAD):
            if mark not in self.html:
                place = mark.strip("@").removeprefix("inforce:")
                raise LayoutBrokenError(f'The theme has no place for the "{place}" of a page.')
        if self.html.count("<html ") != 1:
            raise LayoutBrokenError("The theme does not begin a page with one <html> element that has a language.")

    def print(self, page: Page) -> bytes:
        """Return the finished file of *page*."""
        depth = page.address.count("/")
        filled = {
            TITLE: escape(page.title),
            ADDRESS: escape(page.address),
            DESCRIPTION: escape(page.description),
            BODY: relative_links(page.body, depth),
            CONTENTS: _contents(page.contents),
            HEAD: relative_links(with_digests(page.head, self.assets), depth)
            + ("" if page.indexed else '<meta name="robots" content="noindex">'),
            _ATTRIBUTES: _attributes(page.attributes),
        }
        literals, marks = _pieces(self.html, depth)
        parts = [literals[0]]
        for mark, literal in zip(marks, literals[1:], strict=True):
            parts += (filled[mark], literal)
        return "".join(parts).encode()


@lru_cache(maxsize=DEPTH * len(NAMES))
def _pieces(html: str, depth: int) -> tuple[list[str], list[str]]:
    """Return what stands between the marks of a layout for pages at *depth*, and the marks."""
    html = html.replace(UP, "../" * depth).replace(UP[:-1], ("../" * depth)[:-1] or ".")
    html = html.replace("<html ", f"<html{_ATTRIBUTES} ", 1)
    return _MARK.split(html), _MARK.findall(html)


def relative_links(html: str, depth: int) -> str:
    """Return *html* with links into the site made relative to a page *depth* folders below its root.

    Only attribute values are touched: in text, a quotation mark is always written as an entity.
    """
    return links_from(html, "../" * depth or "./")


def links_from(html: str, root: str) -> str:
    """Return *html* with links into the site that begin with *root*, the way to the root of the site."""
    # str.replace by name: the pages hand over Markup, whose own method would escape the quotation mark put in
    return str.replace(html, '="@@root@@/', f'="{root}')


def _contents(headings: tuple[Heading, ...]) -> str:
    return "".join(
        f'<li class="md-nav__item"><a href="#{escape(heading.id)}" class="md-nav__link">'
        f'<span class="md-ellipsis">{escape(heading.text)}</span></a></li>'
        for heading in headings
    )


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def read_layouts(site: Path) -> dict[str, Layout]:
    """Return the layouts that the theme left below *site*; raise `LayoutBrokenError` where one cannot be used."""
    texts = {name: (site / rendered_path(name)).read_text(encoding="utf-8") for name in NAMES}
    return {name: Layout(re.sub(r"\n\s+", "\n", text).strip()) for name, text in texts.items()}
