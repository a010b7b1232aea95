"""Saving that is stopped or fails half-way: what stays, what is said, and who goes on.

The decisions that a reader can rely on: a save that was stopped or failed half-way chooses nothing. What it brought
stays, the page says that it is unfinished and offers to go on, and no later visit goes on by itself. What was chosen
before stays chosen and is kept up to date.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from offline.conftest import Site, all_but_one
from offline.test_reading_without_network import DOCUMENT, visit
from offline.test_saving_a_manual import REFRESH, SAVE, day_of_the_sites, listed, pages_asked

__all__ = ["day_of_the_sites"]

OTHER_PAGE = "sources/"
UNFINISHED = "Saving did not finish: some of what you chose is not saved. Save again to continue."


def status(page: Page) -> Locator:
    """Where the page says what came of it."""
    return page.locator("[data-offline=status]")


def begin_to_save(page: Page, site: Site) -> None:
    """Have *page* save all guidance, and leave it in the middle of that: one page does not come."""
    site.held = DOCUMENT
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("[data-offline=progress-words]")).to_have_text(all_but_one(site))


def pages_fetched(site: Site) -> list[str]:
    """Return the pages that were asked for since it was last looked, but for the one that is open: it was visited."""
    return [path for path in pages_asked(site) if path != "offline/"]


def tabs(reader: BrowserContext, site: Site, count: int) -> list[Page]:
    """Open the page on reading without network so many times."""
    opened = [reader.new_page() for _ in range(count)]
    for tab in opened:
        visit(tab, site, "offline/")
    return opened


def all_kept(page: Page) -> list[str]:
    """Return the paths of everything that is kept."""
    paths: list[str] = page.evaluate("savedCopies(inforce.ROOT.href).keptPaths()")
    return sorted(paths)


def chosen(page: Page) -> list[str]:
    """Return the topics that are kept up to date."""
    topics: list[str] = page.evaluate("savedCopies(inforce.ROOT.href).readNote().then((note) => note.chosen)")
    return sorted(topics)


@pytest.fixture
def two_topics(site: Site, tmp_path: Path) -> Site:
    """The site, with a page for each topic that belongs to no other."""
    site.folder = shutil.copytree(site.folder, tmp_path / "two-topics")
    pages = {"Safeguarding": DOCUMENT, "Information sharing": OTHER_PAGE}
    topics = [{"name": name, "pages": [page]} for name, page in pages.items()]
    listed(site.folder, topics=topics, always=[])
    return site


def changed(site: Site, *paths: str) -> None:
    """Have the list of *site* say that the pages at *paths* changed."""
    files = json.loads((site.folder / "offline.json").read_text(encoding="utf-8"))["files"]
    listed(site.folder, files=files | {path: ["another digest", files[path][1]] for path in paths})


def test_a_save_that_was_stopped_chooses_nothing(page: Page, site: Site, a_day_later: Path) -> None:
    """What it brought stays; no later visit fetches the rest, and the page offers to go on."""
    visit(page, site, "offline/")
    begin_to_save(page, site)
    page.get_by_role("button", name="Stop").click()
    expect(status(page)).to_have_text(f"Stopped: {all_but_one(site)} Save again to continue.")
    site.held = ""
    assert chosen(page) == []
    before = all_kept(page)
    pages_asked(site)
    site.folder = a_day_later
    page.evaluate(REFRESH)
    assert pages_fetched(site) == []
    assert all_kept(page) == before
    page.reload()
    expect(status(page)).to_have_text(UNFINISHED)


def test_a_save_that_was_stopped_leaves_what_was_chosen_before(page: Page, two_topics: Site) -> None:
    """That is still kept up to date, and nothing else is."""
    visit(page, two_topics, "offline/")
    page.get_by_label("Information sharing").uncheck()
    page.get_by_role("button", name=SAVE).click()
    expect(status(page)).to_have_text(re.compile("^Saved on"))
    two_topics.held = OTHER_PAGE
    page.get_by_label("Information sharing").check()
    page.get_by_role("button", name=SAVE).click()
    page.get_by_role("button", name="Stop").click()
    expect(status(page)).to_have_text(re.compile("^Stopped"))
    two_topics.held = ""
    assert chosen(page) == ["Safeguarding"]
    changed(two_topics, DOCUMENT, OTHER_PAGE)
    pages_asked(two_topics)
    page.evaluate(REFRESH)
    assert pages_fetched(two_topics) == [DOCUMENT]


def test_a_save_whose_network_ended_is_gone_on_with_when_the_reader_says_so(page: Page, site: Site) -> None:
    """Not before; what is here by then is not fetched again."""
    visit(page, site, "offline/")
    begin_to_save(page, site)
    site.ill = "gone"
    expect(status(page)).to_have_text(f"We could not reach the site: {all_but_one(site)} Save again to continue.")
    site.ill = site.held = ""
    pages_asked(site)
    page.evaluate(REFRESH)
    assert (chosen(page), pages_fetched(site)) == ([], [])
    page.reload()
    expect(status(page)).to_have_text(UNFINISHED)
    pages_asked(site)
    page.get_by_role("button", name=SAVE).click()
    expect(status(page)).to_have_text(re.compile("^Saved on"))
    assert pages_fetched(site) == [DOCUMENT]


def test_without_the_list_nothing_is_said_of_files(page: Page, site: Site) -> None:
    """How many there would be is not known."""
    visit(page, site, "offline/")
    site.ill = "gone"
    page.get_by_role("button", name=SAVE).click()
    expect(status(page)).to_have_text("We could not reach the site. Copies saved earlier are still here.")


def test_a_save_that_ended_with_its_tab_is_unfinished(reader: BrowserContext, site: Site) -> None:
    """While it runs, another tab does not call it so."""
    saving, other = tabs(reader, site, 2)
    begin_to_save(saving, site)
    other.reload()
    expect(other.locator("[data-offline=size]")).not_to_be_empty()
    expect(status(other)).to_be_empty()
    saving.close()
    site.held = ""
    other.reload()
    expect(status(other)).to_have_text(UNFINISHED)
