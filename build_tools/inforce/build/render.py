"""The press prints pages into layouts and fills the named places on ordinary pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from typing import Final

from inforce.build.layouts import UP, Layout, links_from, relative_links
from inforce.model.page_places import DATED_PLACES
from inforce.site.page import Page

Write = Callable[[str, bytes], None]
"""Takes the path of a file below the root of the site, and its content."""

_PLACE: Final = re.compile(r"<!--\s*inforce:([a-z-]+)\s*-->")


class UnknownPlaceError(Exception):
    """An ordinary page asks for something that is not made."""


def print_pages(pages: Iterable[Page], layouts: Mapping[str, Layout], write: Write) -> Iterator[Page]:
    """Print each page into its layout and hand it to *write* with its copies; pass on what is left to say of it."""
    for page in pages:
        write(f"{page.address}index.html", layouts[page.layout].print(page))
        for copy in page.copies:
            write(copy.address, copy.content)
        yield replace(page, body="", head="", copies=())


def fill_places(
    site: Path, ordinary: Iterable[str], places: Mapping[str, str], write: Write, root: str = "/"
) -> Set[str]:
    """Fill the places ``<!-- inforce:NAME -->`` of the *ordinary* pages, files below *site* that the theme made.

    The page for what was not found is shown at any address; its links begin with *root*, the path of the site on
    its server.
    Returns the pages with lists that change when guidance does. Raises `UnknownPlaceError` with a whole sentence for
    a name that nothing is made for.
    """
    dated = set()
    for path in ordinary:
        html = (site / path).read_text(encoding="utf-8")
        filled = _filled(html, path, places)
        if filled != html:
            linked = links_from(filled, root) if path == "404.html" else relative_links(filled, path.count("/"))
            write(path, linked.encode())
        if DATED_PLACES.intersection(_PLACE.findall(html)):
            dated.add(path)
    return dated


def fill_layouts(layouts: Mapping[str, Layout], places: Mapping[str, str]) -> dict[str, Layout]:
    """Return *layouts* with the places in them filled as on ordinary pages: the foot of every page has one.

    Raises `UnknownPlaceError` with a whole sentence for a name that nothing is made for.
    """
    filled = {name: _filled(layout.html, "The theme", places) for name, layout in layouts.items()}
    return {name: Layout(links_from(html, UP)) for name, html in filled.items()}


def _filled(html: str, page: str, places: Mapping[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name not in places:
            known = ", ".join(sorted(places))
            raise UnknownPlaceError(f'{page} has the place "inforce:{name}"; there are only these: {known}.')
        return places[name]

    return _PLACE.sub(fill, html)


def search_index(index: str, pages: Iterable[Page]) -> bytes:
    """Return the theme's search index with the entries of the printed *pages* added at its end.

    The format is that of mkdocs-material 9: ``docs`` is a list of location, title and text, as HTML.
    """
    content = json.loads(index)
    for page in pages:
        for entry in page.search:
            location = page.address + (f"#{entry.anchor}" if entry.anchor else "")
            content["docs"].append({"location": location, "title": escape(entry.title), "text": escape(entry.text)})
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def sitemap(address: str, ordinary: Iterable[str], pages: Sequence[Page], dated: Set[str] = frozenset()) -> bytes:
    """Return the sitemap of the site at *address*: *ordinary* page addresses, and printed pages with their dates.

    Those of the *dated* ordinary pages are as new as the newest printed page. The format is that of sitemaps.org,
    version 0.9.
    """
    newest = max((page.changed for page in pages if page.changed and page.indexed), default=None)
    entries: list[tuple[str, date | None]] = [(place, newest if place in dated else None) for place in ordinary]
    entries += [(page.address, page.changed) for page in pages if page.indexed]
    rows = [
        f"<url><loc>{escape(address + place)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + "</url>"
        for place, day in sorted(entries, key=lambda entry: entry[0])
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(rows) + "\n</urlset>\n").encode()
