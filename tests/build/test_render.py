"""What lists all pages for programs lists those of guidance beside the ordinary ones."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from inforce.build.render import search_entries, search_index, sitemap
from inforce.site.page import Page, SearchEntry


def test_the_search_finds_printed_pages() -> None:
    """Entries are added behind those of ordinary pages, as text that the theme will not take for HTML."""
    ours = (SearchEntry("", "A <b> title", "Words & words"), SearchEntry("rule", "Rule", "Text"))
    entries = [*search_entries(Page("g/", "T", "D", "", search=ours))]
    index = search_index('{"config":{"lang":["en"]},"docs":[{"location":"about/"}]}', entries)
    assert json.loads(index) == {
        "config": {"lang": ["en"]},
        "docs": [
            {"location": "about/"},
            {"location": "g/", "title": "A &lt;b&gt; title", "text": "Words &amp; words"},
            {"location": "g/#rule", "title": "Rule", "text": "Text"},
        ],
    }


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
