"""Places on ordinary pages are filled, and what lists all pages lists the printed ones too."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from inforce.build.render import UnknownPlaceError, fill_places, search_index, sitemap
from inforce.site.page import Page, SearchEntry


def test_places_of_ordinary_pages_are_filled(tmp_path: Path) -> None:
    """Each named place gets what was made for it, with links from where the page stands; other pages stay."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/index.html").write_text("<p>Here:</p> <!-- inforce:sources --> <!-- a comment -->")
    (tmp_path / "about.html").write_text("<p>About</p>")
    written: dict[str, bytes] = {}
    made = {"sources": '<a href="@@root@@/sources/a/1/">A</a>'}
    fill_places(tmp_path, ["about.html", "sources/index.html"], made, written.__setitem__)
    assert written == {"sources/index.html": b'<p>Here:</p> <a href="../sources/a/1/">A</a> <!-- a comment -->'}


def test_the_page_for_what_was_not_found_leads_from_the_root_of_the_server(tmp_path: Path) -> None:
    """It is shown at any address, so no relative link of it would lead anywhere."""
    (tmp_path / "404.html").write_text("<!-- inforce:sources -->")
    written: dict[str, bytes] = {}
    made = {"sources": '<a href="@@root@@/sources/">A</a>'}
    fill_places(tmp_path, ["404.html"], made, written.__setitem__, "/guidance/")
    assert written == {"404.html": b'<a href="/guidance/sources/">A</a>'}


def test_a_place_that_nothing_is_made_for_is_named(tmp_path: Path) -> None:
    """A misspelt place is said, with the names there are; it does not become a gap on the page."""
    (tmp_path / "index.html").write_text("<!-- inforce:soruces -->")
    with pytest.raises(UnknownPlaceError) as caught:
        fill_places(tmp_path, ["index.html"], {"sources": "", "changes": ""}, lambda _path, _content: None)
    assert str(caught.value) == ('index.html has the place "inforce:soruces"; there are only these: changes, sources.')


def test_the_search_finds_printed_pages() -> None:
    """Entries are added behind those of ordinary pages, as text that the theme will not take for HTML."""
    ours = (SearchEntry("", "A <b> title", "Words & words"), SearchEntry("rule", "Rule", "Text"))
    index = search_index(
        '{"config":{"lang":["en"]},"docs":[{"location":"about/"}]}', [Page("g/", "T", "D", "", search=ours)]
    )
    assert json.loads(index) == {
        "config": {"lang": ["en"]},
        "docs": [
            {"location": "about/"},
            {"location": "g/", "title": "A &lt;b&gt; title", "text": "Words &amp; words"},
            {"location": "g/#rule", "title": "Rule", "text": "Text"},
        ],
    }


def test_the_sitemap_lists_what_search_engines_may_show() -> None:
    """With the day of their last change where it is known; pages with lists are as new as the newest."""
    pages = [Page("g/", "T", "D", "", changed=date(2026, 11, 22)), Page("g/1.0.0/", "T", "D", "", indexed=False)]
    tree = ElementTree.fromstring(sitemap("https://x.example/?a&b/", ["", "about/"], pages, {""}))  # noqa: S314 -- ours
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [(url.findtext("s:loc", None, names), url.findtext("s:lastmod", None, names)) for url in tree]
    assert found == [
        ("https://x.example/?a&b/", "2026-11-22"),
        ("https://x.example/?a&b/about/", None),
        ("https://x.example/?a&b/g/", "2026-11-22"),
    ]
