"""Saving that is stopped, fails, or meets another save, a removal or a new worker: nothing comes back, nothing is lost.

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

from offline.conftest import Site
from offline.test_reading_without_network import DOCUMENT, nothing_is_left, visit
from offline.test_saving_a_manual import REFRESH, SAVE, day_of_the_sites, listed, pages_asked, save
from open_pages import wait_until

__all__ = ["day_of_the_sites"]

OTHER_PAGE = "sources/"
REMOVED = "All copies were removed from this device."
UNFINISHED = "Saving was not finished: not all of what you chose is here. Save again to go on."


def status(page: Page) -> Locator:
    """Where the page says what came of it."""
    return page.locator("[data-offline=status]")


def begin_to_save(page: Page, site: Site) -> None:
    """Have *page* save all guidance, and leave it in the middle of that: one page does not come."""
    site.held = DOCUMENT
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("[data-offline=progress-words]")).to_have_text("35 of 36 files are here.")


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


def test_nothing_comes_back_after_all_copies_were_removed(reader: BrowserContext, site: Site) -> None:
    """Neither from a tab that is saving nor from one that waits for it; both say what happened."""
    saving, waiting, removing = tabs(reader, site, 3)
    begin_to_save(saving, site)
    waiting.get_by_role("button", name=SAVE).click()
    expect(waiting.locator("[data-offline=progress-words]")).to_have_text(re.compile("^Waiting"))
    removing.get_by_role("button", name="Remove all copies from this device").click()
    expect(status(removing)).to_have_text(REMOVED)
    site.held = ""
    for tab in (saving, waiting):
        expect(tab.get_by_role("button", name="Stop")).to_be_hidden()
        expect(status(tab)).to_have_text(REMOVED)
    assert all_kept(removing) == []


def test_a_tab_that_is_asleep_does_not_keep_the_reader_from_removing(reader: BrowserContext, site: Site) -> None:
    """What it writes when it wakes is gone with the rest."""
    asleep, removing = tabs(reader, site, 2)
    asleep.evaluate(
        """() => {
            window.writing = new Promise((wake) => {
                navigator.locks.request(`inforce ${inforce.ROOT}`, async () => {
                    const cache = await caches.open(`inforce ${inforce.ROOT} copies 1`);
                    await new Promise((done) => { window.wakeUp = done; });
                    await cache.put(new URL("about/", inforce.ROOT), new Response("late"));
                }).catch(wake);
            });
        }"""
    )
    removing.get_by_role("button", name="Remove all copies from this device").click()
    expect(status(removing)).to_have_text(REMOVED)
    asleep.evaluate("window.wakeUp()")
    asleep.wait_for_timeout(200)
    assert all_kept(removing) == []


def test_a_page_that_comes_in_while_all_is_removed_does_not_bring_it_back(page: Page, site: Site) -> None:
    """It was asked for before."""
    visit(page, site, DOCUMENT)
    page.evaluate(
        """async (visited) => {
            const copies = savedCopies(inforce.ROOT.href);
            let rest;
            const words = new ReadableStream({ start: (controller) => { rest = controller; } });
            const answer = new Response(words, { headers: { "Content-Type": "text/html" } });
            const keeping = copies.keepVisited(visited, answer);
            await new Promise((next) => setTimeout(next, 100));
            await copies.removeAll();
            rest.enqueue(new TextEncoder().encode("<html><title>Late</title>"));
            rest.close();
            await keeping;
        }""",
        DOCUMENT,
    )
    assert all_kept(page) == []


def test_a_save_that_waits_for_another_can_be_stopped(reader: BrowserContext, site: Site) -> None:
    """At once, while the other goes on to its end."""
    saving, waiting = tabs(reader, site, 2)
    begin_to_save(saving, site)
    waiting.get_by_role("button", name=SAVE).click()
    waiting.get_by_role("button", name="Stop").click()
    expect(status(waiting)).to_have_text("Stopped before it began. What was kept before is still here.")
    expect(saving.get_by_role("button", name="Stop")).to_be_visible()
    site.held = ""
    expect(status(saving)).to_have_text(re.compile(r"^Saved on .*: 36 files"))


def test_a_save_that_was_stopped_chooses_nothing(page: Page, site: Site, a_day_later: Path) -> None:
    """What it brought stays; no later visit fetches the rest, and the page offers to go on."""
    visit(page, site, "offline/")
    begin_to_save(page, site)
    page.get_by_role("button", name="Stop").click()
    expect(status(page)).to_have_text("Stopped: 35 of 36 files are here. Save again to go on.")
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
    expect(status(page)).to_have_text("The site could not be reached: 35 of 36 files are here. Save again to go on.")
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
    expect(status(page)).to_have_text("The site could not be reached. What was kept before is still here.")


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


def test_a_new_worker_removes_nothing_of_what_is_saved_while_it_waits(
    reader: BrowserContext, site: Site, tmp_path: Path
) -> None:
    """What is chosen is asked when its turn has come, not before."""
    site.folder = shutil.copytree(site.folder, tmp_path / "newer")
    saving, other = tabs(reader, site, 2)
    begin_to_save(saving, site)
    worker = site.folder / "service-worker.js"
    worker.write_text(f"{worker.read_text(encoding='utf-8')}// newer\n", encoding="utf-8")
    other.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update();
            window.installed = new Promise((done) => {
                const { installing } = registration;
                installing.addEventListener("statechange", () => installing.state === "activated" && done());
            });
        }"""
    )
    other.wait_for_timeout(500)  # so that it waits
    site.held = ""
    expect(status(saving)).to_have_text(re.compile("^Saved on"))
    other.evaluate("window.installed")
    assert DOCUMENT in all_kept(other)


def with_many_pages(site: Site, into: Path) -> set[str]:
    """Have *site* list 220 pages more, and one that changed; return the paths of the 220."""
    site.folder = shutil.copytree(site.folder, into)
    paths = [f"many/{number}/" for number in range(220)]
    for path in paths:
        (site.folder / path).mkdir(parents=True)
        (site.folder / path / "index.html").write_text("<html><title>One of many</title>", encoding="utf-8")
    files = json.loads((site.folder / "offline.json").read_text(encoding="utf-8"))["files"]
    topics = [{"name": "Safeguarding", "pages": [*paths, DOCUMENT]}]
    listed(site.folder, topics=topics, files=files | {path: [path, 32] for path in paths})
    changed(site, DOCUMENT)
    return {*paths}


VISIT = """savedCopies(inforce.ROOT.href).keepVisited(
    "about/", new Response("", { headers: { "Content-Type": "text/html" } })
)"""


def test_a_visit_while_very_much_is_saved_drops_nothing_of_it(page: Page, site: Site, tmp_path: Path) -> None:
    """Of visited pages the latest 200 stay; what is being saved is none of them."""
    many = with_many_pages(site, tmp_path / "large")
    visit(page, site, "offline/")
    site.held = DOCUMENT
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("[data-offline=progress-words]")).to_have_text("255 of 256 files are here.", timeout=60_000)
    page.evaluate(VISIT)
    site.held = ""
    expect(status(page)).to_have_text(re.compile(r"^Saved on .*: 256 files"))
    assert many <= {*all_kept(page)}


def test_a_visit_while_very_much_is_brought_up_to_date_drops_nothing_of_it(
    page: Page, site: Site, tmp_path: Path
) -> None:
    """Also where the browser ends the worker in the middle of that."""
    save(page, site)
    many = with_many_pages(site, tmp_path / "large")
    site.held = DOCUMENT
    page.evaluate(f"window.refreshing = {REFRESH}; 0")
    last = "(path) => savedCopies(inforce.ROOT.href).keptPaths().then((all) => all.includes(path))"
    wait_until(page, last, "many/219/", seconds=60)
    page.evaluate(VISIT)
    assert many <= {*all_kept(page)}
    site.held = ""
    page.evaluate("window.refreshing")
    assert many <= {*all_kept(page)}


def test_a_worker_that_is_taken_out_of_use_stops_what_is_being_saved(
    reader: BrowserContext, site: Site, tmp_path: Path
) -> None:
    """Nothing is left, and the open page says that the site keeps nothing any more."""
    saving, other = tabs(reader, site, 2)
    begin_to_save(saving, site)
    mended = shutil.copytree(site.folder, tmp_path / "mended")
    shutil.copy(mended / "service-worker-retired.js", mended / "service-worker.js")
    site.folder = mended
    other.goto(site.address)
    wait_until(other, "() => navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    site.held = ""
    expect(saving.get_by_role("button", name="Stop")).to_be_hidden()
    expect(saving.locator("[data-offline=wanted]")).to_contain_text("This site does not keep pages")
    expect(saving.get_by_role("button", name=SAVE)).to_be_hidden()
    nothing_is_left(other)
