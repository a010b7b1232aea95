"""What lists all pages for programs: the theme's index of the search with our entries in it, and the sitemap."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence

from inforce.site.page import Page


def search_entries(page: Page) -> Iterable[str]:
    """Yield what the search finds on *page*, as JSON; the format is that of mkdocs-material 9."""
    for entry in page.search:
        location = page.address + (f"#{entry.anchor}" if entry.anchor else "")
        yield _said({"location": location, "title": html.escape(entry.title), "text": html.escape(entry.text)})


def search_index(index: str, entries: Sequence[str]) -> bytes:
    """Return the theme's search index with *entries*, as `search_entries` writes them, added at its end.

    The format is that of mkdocs-material 9: ``docs`` is a list of location, title and text, as HTML.
    """
    content = json.loads(index)
    docs = ",".join((*map(_said, content["docs"]), *entries))
    head = "".join(f'"{name}":{_said(value)},' for name, value in content.items() if name != "docs")
    return f'{{{head}"docs":[{docs}]}}'.encode()


def sitemap(address: str, entries: Iterable[tuple[str, str]]) -> bytes:
    """Return the sitemap of the site at *address*: each page with the day on which it changed, "" where none is known.

    The format is that of sitemaps.org, version 0.9.
    """
    rows = [
        f"<url><loc>{html.escape(address + place)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + "</url>"
        for place, day in sorted(entries)
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(rows) + "\n</urlset>\n").encode()


def _said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
