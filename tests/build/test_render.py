"""What lists all pages for programs lists those of guidance beside the ordinary ones."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from inforce.build.pages import ordinary_documents, sitemap


def test_what_the_theme_found_on_ordinary_pages_is_plain_text_page_by_page() -> None:
    """As the search of the site has it."""
    index = json.dumps(
        {
            "config": {"lang": ["en"]},
            "docs": [
                {"location": "about/", "title": "About &amp; more", "text": "<p>What it <em>is</em></p>"},
                {"location": "about/#who", "title": "Who", "text": "We"},
            ],
        }
    )
    (page,) = ordinary_documents(index)
    assert (page.address, page.facts.title, page.facts.kind) == ("about/", "About & more", "page")
    assert [(one.anchor, one.title, one.text) for one in page.entries] == [
        ("", "About & more", "What it is"), ("who", "Who", "We"),
    ]  # fmt: skip


def test_the_sitemap_lists_pages_by_address_with_the_day_of_their_last_change_where_it_is_known() -> None:
    """Signs that XML has for itself are written as entities."""
    pages = [("g/", "2026-11-22"), ("", "2026-11-22"), ("about/", "")]
    tree = ElementTree.fromstring(sitemap("https://x.example/?a&b/", pages))  # noqa: S314 -- ours
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [(url.findtext("s:loc", None, names), url.findtext("s:lastmod", None, names)) for url in tree]
    assert found == [
        ("https://x.example/?a&b/", "2026-11-22"),
        ("https://x.example/?a&b/about/", None),
        ("https://x.example/?a&b/g/", "2026-11-22"),
    ]
