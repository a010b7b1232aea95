"""Every finished page, ordinary ones too, says to programs what it is, in data that a strict policy allows."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Browser

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ROOT = "https://guidance.example.org/"


def test_every_page_says_what_it_is(site: Path) -> None:
    """With its own address; only the page for what was not found has none.

    A page that search engines are not to list, as that of an old version, says only what it is about.
    """
    for file in site.rglob("*.html"):
        where = file.relative_to(site).as_posix()
        found = DATA.findall(file.read_text(encoding="utf-8"))
        if where == "404.html" or 'http-equiv="refresh"' in file.read_text(encoding="utf-8"):
            assert found == []
            continue
        (data,) = found
        record = json.loads(data)
        assert record["@context"] == "https://schema.org"
        page, *_others = record.get("@graph", [record])
        assert page["url"] == ROOT + where.removesuffix("index.html")
        if page["@type"] != "WebPage":
            assert '<meta name="robots" content="noindex">' in file.read_text(encoding="utf-8")
            continue
        assert page["isPartOf"] == {"@type": "WebSite", "name": "Guidance library", "url": ROOT}


def test_a_browser_runs_nothing_of_it(browser: Browser, address: str) -> None:
    """Under the policy of the site the data stands in the page, and nobody protests."""
    context = browser.new_context()
    page = context.new_page()
    protests: list[str] = []
    page.on("console", lambda message: protests.append(message.text))
    page.goto(address + "guidance/seven-golden-rules/")
    said = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    context.close()
    assert said["@graph"][1]["version"] == "2.0.0"
    assert protests == []
