"""What lists all pages for programs: what the search finds on each, and the sitemap."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

from inforce.build.search.index import SearchDocument, document_terms
from inforce.site.page import Page, SearchEntry, SearchFacts


def search_document(page: Page) -> str:
    """Return what the search finds on *page* with its terms, as JSON; "" where nothing is to be found."""
    if page.found_as is None:
        return ""
    document = SearchDocument(page.address, page.found_as, page.search)
    return _said([document.as_data(), document_terms(document).as_data()])


def ordinary_documents(index: str) -> Iterator[SearchDocument]:
    """Yield what the theme's *index* has of ordinary pages, page by page.

    The format is that of mkdocs-material 9: ``docs`` is a list of location, title and text, as HTML.
    """
    pages: dict[str, list[SearchEntry]] = {}
    titles: dict[str, str] = {}
    for doc in json.loads(index)["docs"]:
        address, _hash, anchor = doc["location"].partition("#")
        title, text = _plain(doc["title"]), _plain(doc["text"])
        titles.setdefault(address, title)
        pages.setdefault(address, []).append(SearchEntry(anchor, title, text))
    for address, entries in pages.items():
        yield SearchDocument(address, SearchFacts("page", titles[address]), tuple(entries))


def _plain(words: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())


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
