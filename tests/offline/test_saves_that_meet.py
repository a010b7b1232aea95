"""Saving that meets another save, a removal, a visit or a new worker: nothing comes back, and nothing is lost."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from offline.conftest import Site, all_but_one
from offline.test_reading_without_network import DOCUMENT, nothing_is_left, visit
from offline.test_saves_that_end_early import all_kept, begin_to_save, changed, status, tabs
from offline.test_saving_a_manual import REFRESH, SAVE, day_of_the_sites, listed, save
from open_pages import wait_until

__all__ = ["day_of_the_sites"]

REMOVED = "All copies were removed from this device."


A_PAGE = '<html><title>A page</title><script src="/assets/javascripts/site.js"></script></html>'


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
        """async ([visited, html]) => {
            const copies = savedCopies(inforce.ROOT.href);
            let rest;
            const words = new ReadableStream({ start: (controller) => { rest = controller; } });
            const answer = new Response(words, { headers: { "Content-Type": "text/html" } });
            const keeping = copies.keepVisited(visited, answer);
            await new Promise((next) => setTimeout(next, 100));
            await copies.removeAll();
            rest.enqueue(new TextEncoder().encode(html));
            rest.close();
            await keeping;
        }""",
        [DOCUMENT, A_PAGE],
    )
    assert all_kept(page) == []


def test_a_save_that_waits_for_another_can_be_stopped(reader: BrowserContext, site: Site) -> None:
    """At once, while the other goes on to its end."""
    saving, waiting = tabs(reader, site, 2)
    begin_to_save(saving, site)
    waiting.get_by_role("button", name=SAVE).click()
    waiting.get_by_role("button", name="Stop").click()
    expect(status(waiting)).to_have_text("Stopped before it began. Copies saved earlier are still here.")
    expect(saving.get_by_role("button", name="Stop")).to_be_visible()
    site.held = ""
    count = len(json.loads((site.folder / "offline.json").read_text(encoding="utf-8"))["files"])
    expect(status(saving)).to_have_text(re.compile(f"^Saved on .*: {count} files"))


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
        (site.folder / path / "index.html").write_text(A_PAGE, encoding="utf-8")
    files = json.loads((site.folder / "offline.json").read_text(encoding="utf-8"))["files"]
    topics = [{"name": "Safeguarding", "pages": [*paths, DOCUMENT]}]
    listed(site.folder, topics=topics, files=files | {path: [path, 32] for path in paths})
    changed(site, DOCUMENT)
    return {*paths}


VISIT = f"""savedCopies(inforce.ROOT.href).keepVisited(
    "about/", new Response(`{A_PAGE}`, {{ headers: {{ "Content-Type": "text/html" }} }})
)"""


def test_a_visit_while_very_much_is_saved_drops_nothing_of_it(page: Page, site: Site, tmp_path: Path) -> None:
    """Of visited pages the latest 200 stay; what is being saved is none of them."""
    many = with_many_pages(site, tmp_path / "large")
    count = len(json.loads((site.folder / "offline.json").read_text(encoding="utf-8"))["files"])
    assert count > 200
    visit(page, site, "offline/")
    site.held = DOCUMENT
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("[data-offline=progress-words]")).to_have_text(all_but_one(site), timeout=60_000)
    page.evaluate(VISIT)
    site.held = ""
    expect(status(page)).to_have_text(re.compile(f"^Saved on .*: {count} files"))
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
    expect(saving.locator("[data-offline=wanted]")).to_contain_text("This site does not save pages")
    expect(saving.get_by_role("button", name=SAVE)).to_be_hidden()
    nothing_is_left(other)
