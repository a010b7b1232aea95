"""A site opened from a folder on disk can be read like one on a server."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser


def test_links_lead_to_pages_though_no_server_finds_them(browser: Browser, site: Path) -> None:
    """Every link on the first page leads to a file, not to a list of the files in a folder."""
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    page.close()
    inside = [link.partition("#")[0] for link in links if link.startswith("file:")]
    assert len(inside) > 3
    assert [link for link in inside if not link.endswith(".html")] == []
