"""The button that saves all guidance in force: its size beforehand, how far it came, and what happens when it fails."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from offline.conftest import Site, all_but_one
from offline.test_reading_without_network import DOCUMENT, expect_kept, kept, visit
from open_pages import wait_until

SAVE = "Save for offline use"
REFRESH = "savedCopies(inforce.ROOT.href).refresh()"
AS_IF_LONG_AGO = """async () => {
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    const note = await (await cache.match("/saved-copies.json")).json();
    note.readAt = "2026-01-01T00:00:00.000Z";
    await cache.put("/saved-copies.json", new Response(JSON.stringify(note)));
}"""


@pytest.fixture(autouse=True)
def day_of_the_sites(reader: BrowserContext) -> None:
    """Pages are read in the days of which the sites are: a list that is days old is not followed."""
    reader.clock.install(time=datetime(2026, 11, 24, 12, tzinfo=UTC))


def status(page: Page) -> str:
    """Return what the page says came of it."""
    place = page.locator("[data-offline=status]")
    expect(place).not_to_be_empty()
    return place.inner_text()


def save(page: Page, site: Site) -> None:
    """Save all guidance."""
    visit(page, site, "offline/")
    page.get_by_role("button", name=SAVE).click()
    assert re.fullmatch(
        r"Saved on \d+ \w+ \d{4} at \d\d:\d\d: \d+ files\. They are kept up to date whenever you visit this site\.",
        status(page),
    )


def pages_asked(site: Site) -> list[str]:
    """Return the pages and style sheets that the site was asked for since it was last looked, but for the list."""
    asked = [path for path in site.asked if path.endswith(("/", ".css", ".woff2"))]
    site.asked.clear()
    return asked


def test_guidance_that_was_never_opened_can_be_read_once_it_is_saved(page: Page, site: Site) -> None:
    """With the list of guidance and the search."""
    visit(page, site, "offline/")
    expect(page.locator("[data-offline=size]")).to_have_text(
        re.compile(r"About \d+(\.\d)? MB. Pages already on this device will not be downloaded again.")
    )
    save(page, site)
    site.ill = "gone"
    page.goto(site.address + DOCUMENT)
    expect(page.locator(".notice--copy")).to_be_visible()
    assert page.locator(".rule").count() == 7
    page.goto(site.address)
    expect(page.get_by_role("link", name="7 golden rules to information sharing").first).to_be_visible()
    page.get_by_role("searchbox", name="Search", exact=True).press_sequentially("lawful basis")
    expect(page.locator(".site-search__found a").first).to_be_visible()


def test_nothing_is_saved_without_a_topic(page: Page, site: Site) -> None:
    """The page says what is missing."""
    visit(page, site, "offline/")
    for topic in ("Safeguarding (1 document)", "Information sharing (1 document)"):
        page.get_by_label(topic).uncheck()
    expect(page.locator("[data-offline=size]")).to_have_text("Choose at least one topic.")
    expect(page.get_by_role("button", name=SAVE)).to_be_disabled()


def test_saving_can_be_stopped_and_gone_on_with(page: Page, site: Site) -> None:
    """What is here by then stays, and the page says how much it is."""
    visit(page, site, "offline/")
    site.seconds_each = 0.5
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("[data-offline=progress-words]")).to_have_text(re.compile(r"\d+ of \d+ files are saved\."))
    page.get_by_role("button", name="Stop").click()
    assert re.fullmatch(r"Stopped: \d+ of \d+ files are saved\. Save again to continue\.", status(page))
    site.seconds_each = 0
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("[data-offline=status]")).to_have_text(re.compile("^Saved on"))


def test_a_device_without_room_says_so(page: Page, site: Site, reader: BrowserContext) -> None:
    """And what to do about it."""
    visit(page, site, "offline/")
    limit = {"origin": site.address.rstrip("/"), "quotaSize": 1000}
    reader.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
    page.get_by_role("button", name=SAVE).click()
    assert re.fullmatch(
        r"There is not enough space on this device: \d+ of \d+ files are saved\. "
        r"Free up some space, or choose fewer topics\.",
        status(page),
    )


def test_a_browser_that_keeps_nothing_says_so(page: Page, site: Site) -> None:
    """In its settings the reader has refused that sites keep data; there is no button that would do nothing."""
    page.add_init_script(
        """Object.defineProperty(window, "caches", { value: {
            open: () => Promise.reject(new DOMException("refused", "SecurityError")),
        } });"""
    )
    page.goto(f"{site.address}offline/")
    expect(page.get_by_text("Your browser settings do not allow this site to save pages.")).to_be_visible()
    expect(page.get_by_role("button", name=SAVE)).to_be_hidden()


def test_a_network_that_ends_half_way_says_so(page: Page, site: Site) -> None:
    """What is here stays."""
    visit(page, site, "offline/")
    site.ill = "gone"
    page.get_by_role("button", name=SAVE).click()
    assert "We could not reach the site" in status(page)


LOG_IN = "<!doctype html><html><title>Log in</title><h1>Log in</h1></html>"


def half(page: str) -> str:
    """Return *page* as a connection leaves it that ended too early."""
    return page[: len(page) // 2]


@pytest.mark.parametrize("otherwise", [half, lambda _: LOG_IN], ids=["half a page", "log in"])
def test_what_answers_in_the_place_of_a_page_is_not_taken_for_it(
    page: Page, site: Site, tmp_path: Path, otherwise: Callable[[str], str]
) -> None:
    """It is not said to be saved, and the page is fetched as soon as it can be had."""
    site.folder = shutil.copytree(site.folder, tmp_path / "answering")
    file = site.folder / DOCUMENT / "index.html"
    guidance = file.read_text(encoding="utf-8")
    file.write_text(otherwise(guidance), encoding="utf-8")
    visit(page, site, "offline/")
    page.get_by_role("button", name=SAVE).click()
    assert status(page) == (
        f"Something other than this site answered, such as a login page: {all_but_one(site)} "
        "Open a page of this site, then save again to continue."
    )
    assert DOCUMENT not in kept(page)
    file.write_text(guidance, encoding="utf-8")
    later = file.stat().st_mtime + 2  # servers tell apart what changed by the second
    os.utime(file, (later, later))
    save(page, site)
    site.ill = "gone"
    page.goto(site.address + DOCUMENT)
    assert page.locator(".rule").count() == 7


def test_the_buttons_of_a_save_give_each_other_the_focus(page: Page, site: Site) -> None:
    """Whoever uses a keyboard can stop at once, and go on; the topics stay what they were meanwhile."""
    visit(page, site, "offline/")
    site.held = DOCUMENT
    page.get_by_role("button", name=SAVE).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    expect(page.get_by_label("Safeguarding (1 document)")).to_be_disabled()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=SAVE)).to_be_focused()
    expect(page.get_by_label("Safeguarding (1 document)")).to_be_enabled()
    site.held = ""


def test_only_what_changed_is_fetched_again(
    page: Page, site: Site, a_day_later: Path, two_days_later: Path, tmp_path: Path
) -> None:
    """That a night passed is no change."""
    site.folder = a_day_later
    save(page, site)
    pages_asked(site)
    site.folder = two_days_later
    page.evaluate(REFRESH)
    assert pages_asked(site) == []
    site.folder = shutil.copytree(two_days_later, tmp_path / "mended")
    files = json.loads((site.folder / "offline.json").read_text(encoding="utf-8"))["files"]
    files["about/"][0] = "another digest"
    listed(site.folder, files=files)
    page.evaluate(REFRESH)
    assert pages_asked(site) == ["about/"]


def test_a_copy_that_is_still_the_same_says_when_that_was_found(page: Page, site: Site, a_day_later: Path) -> None:
    """Not when its bytes were fetched."""
    save(page, site)
    fetched = "savedCopies(inforce.ROOT.href).copyOf('guidance/seven-golden-rules/').then((copy) => copy.text())"
    before = re.findall(r'data-fetched="([^"]*)" data-stood="2026-11-22"', page.evaluate(fetched))
    site.folder = a_day_later
    page.evaluate(REFRESH)
    after = re.findall(r'data-fetched="([^"]*)" data-stood="2026-11-23"', page.evaluate(fetched))
    assert len(before) == len(after) == 1
    assert before < after


def test_guidance_that_was_withdrawn_is_not_kept(page: Page, site: Site, withdrawn: Path) -> None:
    """In place of its words stands that it was withdrawn."""
    visit(page, site, f"{DOCUMENT}1.0.0/")
    visit(page, site, f"{DOCUMENT}history/")
    save(page, site)
    site.folder = withdrawn
    page.evaluate(REFRESH)
    assert [path for path in kept(page) if path.startswith("guidance/")] == [DOCUMENT]
    site.ill = "gone"
    page.goto(site.address + DOCUMENT)
    expect(page.get_by_role("heading", name="This guidance was withdrawn on 23 November 2026")).to_be_visible()
    assert page.locator(".rule").count() == 0


def listed(site: Path, **otherwise: object) -> None:
    """Have the list of *site* say something else."""
    file = site / "offline.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **otherwise}), encoding="utf-8")


def as_of_today(site: Path) -> None:
    """Have *site* say that it is of today: no test sets the worker's clock."""
    day = {"as_at": date.today().isoformat(), "time_zone": "Europe/London"}  # noqa: DTZ011 -- as above
    (site / "as-at.json").write_text(json.dumps(day), encoding="utf-8")


def test_a_page_visited_while_guidance_is_saved_is_not_taken_for_what_is_listed(page: Page, site: Site) -> None:
    """It may have come out of some cache; the next time, it is fetched as it is listed."""
    save(page, site)
    site.seconds_each = 0.05
    page.evaluate("caches.delete(`inforce ${inforce.ROOT} copies 1`)")
    page.evaluate(
        """async (visited) => {
            const copies = savedCopies(inforce.ROOT.href);
            const list = await copies.readList();
            const topics = list.topics.map(({ name }) => name);
            const saving = copies.save({ topics });
            while (!(await copies.keptPaths()).includes(visited)) await new Promise((next) => setTimeout(next, 5));
            await copies.keepVisited(visited, await fetch(new URL(visited, inforce.ROOT)));
            await saving;
        }""",
        DOCUMENT,
    )
    pages_asked(site)
    page.evaluate(REFRESH)
    assert pages_asked(site) == [DOCUMENT]


def test_two_tabs_that_save_at_once_lose_nothing(page: Page, site: Site, reader: BrowserContext) -> None:
    """The one waits for the other, and finds everything there."""
    visit(page, site, "offline/")
    pages_asked(site)
    save_all = """() => {
        const copies = savedCopies(inforce.ROOT.href);
        window.saving = copies.readList().then((list) => copies.save({ topics: list.topics.map(({ name }) => name) }));
    }"""
    other = reader.new_page()
    visit(other, site, "offline/")
    pages_asked(site)
    for tab in (page, other):
        tab.evaluate(save_all)
    for tab in (page, other):
        tab.evaluate("window.saving")
    asked = pages_asked(site)
    assert DOCUMENT in asked
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("path", ["", "about/"])
def test_a_visit_brings_saved_guidance_up_to_date(
    page: Page, site: Site, withdrawn: Path, path: str, tmp_path: Path
) -> None:
    """Whichever page is visited."""
    save(page, site)
    page.evaluate(AS_IF_LONG_AGO)
    site.folder = shutil.copytree(withdrawn, tmp_path / "withdrawn")
    as_of_today(site.folder)
    page.goto(site.address + path)
    wait_until(
        page,
        """async () => {
            const copy = await savedCopies(inforce.ROOT.href).copyOf("guidance/seven-golden-rules/");
            return copy && (await copy.text()).includes("This guidance was withdrawn");
        }""",
    )


def test_a_clock_that_was_ahead_does_not_keep_copies_from_being_brought_up_to_date(
    page: Page, site: Site, tmp_path: Path
) -> None:
    """It was put right since; the day that it told may be years from now."""
    save(page, site)
    page.evaluate(AS_IF_LONG_AGO.replace("2026-01-01", "2099-01-01"))
    site.folder = shutil.copytree(site.folder, tmp_path / "today")
    as_of_today(site.folder)
    page.goto(f"{site.address}about/")
    promise = "() => savedCopies(inforce.ROOT.href).readNote().then(({ readAt }) => readAt < '2099')"
    wait_until(page, promise)


def test_copies_can_be_removed(page: Page, site: Site) -> None:
    """All of them, and what is noted of what was read."""
    save(page, site)
    page.evaluate("() => localStorage.setItem(`inforce ${inforce.ROOT} read`, '{}')")
    page.get_by_role("button", name="Remove all copies from this device").click()
    expect(page.locator("[data-offline=status]")).to_have_text("All copies were removed from this device.")
    assert kept(page) == []
    assert page.evaluate("() => localStorage.length") == 0
    page.goto(f"{site.address}about/")
    expect_kept(page, "about/")
