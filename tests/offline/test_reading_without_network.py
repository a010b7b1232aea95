"""What a reader has opened stays readable without network, and says when it was fetched, never that it is current."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from offline.conftest import Site
from open_pages import printed, wait_for_check, wait_until

DOCUMENT = "guidance/seven-golden-rules/"
CODE = "1DYA-C5TS"
TAKES_LONG = pytest.mark.skipif(not os.environ.get("INFORCE_BROWSERS"), reason="part of make browsers")


AS_IF_FETCHED = """async (moment) => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const copy = await cache.match(request);
            const headers = new Headers(copy.headers);
            headers.set("Inforce-Fetched", moment);
            const note = await copy.blob();
            if (!request.url.endsWith(".json")) await cache.put(request, new Response(note, { headers }));
        }
    }
}"""
NOTHING_IS_LEFT = """async () => {
    const workers = await navigator.serviceWorker.getRegistrations();
    return workers.length === 0 && (await caches.keys()).length === 0;
}"""


def visit(page: Page, site: Site, path: str) -> None:
    """Open *path* with a network, and wait until it is kept."""
    page.goto(site.address + path)
    expect_kept(page, path)


def kept(page: Page) -> list[str]:
    """Return the paths of all copies of pages in the browser."""
    paths: list[str] = page.evaluate("savedCopies(inforce.ROOT.href).keptPaths()")
    return sorted(path for path in paths if path.endswith("/") or not path)


def expect_kept(page: Page, path: str) -> None:
    """Wait until a copy of *path* is in the browser, and the worker at work."""
    wait_until(
        page,
        """async (path) => {
            const registration = await navigator.serviceWorker.ready;
            const kept = await savedCopies(inforce.ROOT.href).keptPaths();
            return registration.active.state === "activated" && kept.includes(path);
        }""",
        path,
    )


def as_if_fetched(page: Page, moment: str) -> None:
    """Have all copies in the browser say that they were fetched at *moment*: no test sets the worker's clock."""
    page.evaluate(AS_IF_FETCHED, moment)


def test_a_page_that_was_visited_is_read_without_network_and_says_when_it_was_fetched(page: Page, site: Site) -> None:
    """On the screen nothing says that it is in force now; its print counts from the day on which it was fetched."""
    visit(page, site, DOCUMENT)
    as_if_fetched(page, "2026-11-22T12:03:00.000Z")
    site.ill = "gone"
    page.clock.set_fixed_time(datetime.fromisoformat("2026-11-25T09:00:00+00:00"))
    page.goto(site.address + DOCUMENT)
    expect(page.locator(".notice--copy")).to_have_text(
        "This is a copy saved on this device"
        "Fetched on 22 November 2026 at 12:03; it may be out of date. Do not use after 29 November 2026."
    )
    assert page.locator(".status-box__status").inner_text() == "In force on 22 November 2026"
    assert page.locator(".status-box--in-force").count() == 0
    wait_for_check(page)
    assert page.locator(".status-box__checked").inner_text() == (
        "We could not check on 25 November 2026 at 09:00 whether this page is up to date."
    )
    assert printed(page) == (
        "Printed on 25 November 2026 at 09:00, not checked since 22 November 2026. Do not use after 29 November 2026."
    )
    assert page.locator(".rule").count() == 7
    assert Axe().run(page).violations_count == 0


def test_a_copy_that_was_kept_for_longer_than_a_print_counts_is_not_to_be_relied_on(page: Page, site: Site) -> None:
    """Neither on the screen nor printed."""
    visit(page, site, DOCUMENT)
    as_if_fetched(page, "2026-11-22T12:03:00.000Z")
    site.ill = "gone"
    page.clock.set_fixed_time(datetime.fromisoformat("2026-11-30T09:00:00+00:00"))
    page.goto(site.address + DOCUMENT)
    expect(page.locator(".notice--copy")).to_contain_text("That is too long ago: do not rely on this copy.")


def test_a_copy_from_a_site_that_was_not_kept_up_to_date_counts_from_the_day_of_the_site(
    page: Page, site: Site
) -> None:
    """A page that was a week old when it was fetched says nothing of the day on which it was."""
    visit(page, site, DOCUMENT)
    as_if_fetched(page, "2026-11-29T12:03:00.000Z")
    site.ill = "gone"
    page.clock.set_fixed_time(datetime.fromisoformat("2026-11-30T09:00:00+00:00"))
    page.goto(site.address + DOCUMENT)
    expect(page.locator(".notice--copy")).to_have_text(
        "This is a copy saved on this device"
        "Fetched on 29 November 2026 at 12:03; it may be out of date. "
        "That is too long ago: do not rely on this copy."
    )
    assert page.locator(".status-box__status").inner_text() == "In force on 22 November 2026"


def test_a_copy_that_came_out_of_a_cache_counts_from_the_day_on_which_the_site_gave_it(
    page: Page, site: Site, two_days_later: Path
) -> None:
    """Whatever the site says of its day by then."""
    site.folder = two_days_later
    site.given = "Mon, 23 Nov 2026 09:00:00 GMT"
    visit(page, site, DOCUMENT)
    as_if_fetched(page, "2026-11-29T12:03:00.000Z")
    site.ill = "gone"
    page.clock.set_fixed_time(datetime.fromisoformat("2026-11-29T13:00:00+00:00"))
    page.goto(site.address + DOCUMENT)
    expect(page.locator(".status-box__status")).to_have_text("In force on 23 November 2026")


def test_a_page_is_fetched_from_the_site_as_long_as_that_answers(page: Page, site: Site, a_day_later: Path) -> None:
    """The copy is never shown first, and is replaced by what came."""
    visit(page, site, DOCUMENT)
    site.folder = a_day_later
    page.reload()
    assert page.locator(".notice--copy").count() == 0
    wait_for_check(page)
    assert page.evaluate("document.documentElement.dataset.siteDay") == "2026-11-23"
    wait_until(
        page,
        """async () => {
            const copy = await savedCopies(inforce.ROOT.href).copyOf(location.href);
            return (await copy.text()).includes('data-stood="2026-11-23"');
        }""",
    )


@pytest.mark.parametrize("ill", ["failing", pytest.param("hanging", marks=TAKES_LONG)])
def test_a_site_that_fails_or_does_not_answer_is_one_without_network(page: Page, site: Site, ill: str) -> None:
    """After six seconds nobody waits any more."""
    visit(page, site, DOCUMENT)
    site.ill = ill
    page.goto(site.address + DOCUMENT, timeout=30_000)
    site.ill = "gone"
    expect(page.locator(".notice--copy")).to_be_visible()


def test_a_page_to_log_in_takes_no_copy_away(page: Page, site: Site, tmp_path: Path) -> None:
    """Something that stands before the site may show one at any address, and call it well done."""
    site.folder = shutil.copytree(site.folder, tmp_path / "guarded")
    visit(page, site, DOCUMENT)
    log_in = "<!doctype html><html><title>Log in</title><h1>Log in</h1></html>"
    (site.folder / DOCUMENT / "index.html").write_text(log_in, encoding="utf-8")
    page.goto(site.address + DOCUMENT)
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.wait_for_timeout(500)
    site.ill = "gone"
    page.goto(site.address + DOCUMENT)
    expect(page.locator(".notice--copy")).to_be_visible()
    assert page.locator(".rule").count() == 7


@TAKES_LONG
def test_a_site_that_does_not_answer_is_not_waited_for_twice(page: Page, site: Site) -> None:
    """What belongs to the page comes at once, once the page itself was waited for."""
    visit(page, site, DOCUMENT)
    site.ill = "hanging"
    site.asked.clear()
    page.goto(site.address + DOCUMENT, timeout=60_000)
    site.ill = "gone"
    assert DOCUMENT in site.asked
    assert not [path for path in site.asked if path.endswith(".css")]


@TAKES_LONG
def test_a_page_that_comes_too_late_to_be_shown_is_kept(page: Page, site: Site, a_day_later: Path) -> None:
    """So that whoever has a slow network does not read the same copy for ever."""
    visit(page, site, DOCUMENT)
    site.folder = a_day_later
    site.seconds_each = 8
    page.goto(site.address + DOCUMENT, timeout=60_000)
    expect(page.locator(".notice--copy")).to_be_visible()
    wait_until(
        page,
        """async () => {
            const copy = await savedCopies(inforce.ROOT.href).copyOf(location.href);
            return (await copy.text()).includes('data-stood="2026-11-23"');
        }""",
        seconds=30,
    )


@TAKES_LONG
def test_a_page_that_is_not_kept_is_waited_for_on_a_slow_network(page: Page, site: Site) -> None:
    """There is nothing else to show, and the page of a check code is never kept."""
    visit(page, site, DOCUMENT)
    site.seconds_each = 8
    page.goto(f"{site.address}check/{CODE}/", timeout=60_000)
    site.seconds_each = 0
    assert page.url == f"{site.address}check/{CODE}/"
    expect(page.get_by_role("heading", level=1)).to_have_text("In force since 22 November 2026")


@TAKES_LONG
def test_a_site_that_is_there_again_is_asked_again(page: Page, site: Site) -> None:
    """What it will never answer has ended by then: browsers have six connections to a site and no more."""
    visit(page, site, DOCUMENT)
    site.ill = "stuck"
    page.goto(site.address + DOCUMENT, timeout=60_000)
    expect(page.locator(".notice--copy")).to_be_visible()
    site.ill = ""
    page.goto(site.address + DOCUMENT, timeout=60_000)
    expect(page.locator(".notice--copy")).to_have_count(0)


def test_a_page_that_was_not_kept_is_named(page: Page, site: Site) -> None:
    """With what is kept instead."""
    visit(page, site, DOCUMENT)
    site.ill = "gone"
    page.goto(f"{site.address}{DOCUMENT}history/")
    expect(page.locator("[data-offline=wanted]")).to_have_text(
        f"The page /{DOCUMENT}history/ is not saved on this device. You can read it when you are online."
    )
    link = page.locator("[data-offline=kept] a")
    expect(link).to_have_text("7 golden rules to information sharing - Guidance library")
    link.click()
    expect(page).to_have_url(site.address + DOCUMENT)


def test_no_answer_on_whether_a_copy_is_current_is_kept(page: Page, site: Site) -> None:
    """Neither the page of a code nor the record: read later, they would be taken for new."""
    visit(page, site, DOCUMENT)
    page.goto(f"{site.address}check/{CODE}/")
    page.goto(site.address + DOCUMENT)
    assert not [path for path in kept(page) if path.startswith(("check/", "api/"))]
    site.ill = "gone"
    page.goto(f"{site.address}check/{CODE}/")
    expect(page.locator("[data-offline=wanted]")).to_contain_text(
        f"The page /check/{CODE}/ is not saved on this device"
    )


def test_a_page_that_is_gone_from_the_site_is_gone_from_the_device(page: Page, site: Site, tmp_path: Path) -> None:
    """At the latest when it is visited again."""
    visit(page, site, f"{DOCUMENT}history/")
    site.folder = tmp_path
    (tmp_path / "404.html").write_text("gone", encoding="utf-8")
    tab = page.context.new_page()
    tab.goto(f"{site.address}{DOCUMENT}history/")
    wait_until(
        page,
        "(path) => savedCopies(inforce.ROOT.href).keptPaths().then((all) => !all.includes(path))",
        f"{DOCUMENT}history/",
    )


@pytest.fixture
def in_a_sub_path(built: Path) -> Iterator[Site]:
    """The site, not at the root of its server."""
    served = Site(built, "/handbook/")
    yield served
    served.stop()


def test_a_site_in_a_sub_path_keeps_to_it(page: Page, in_a_sub_path: Site) -> None:
    """Its worker has no say over the rest of the server."""
    visit(page, in_a_sub_path, DOCUMENT)
    scopes = page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => one.scope))")
    assert scopes == [in_a_sub_path.address]
    in_a_sub_path.ill = "gone"
    page.goto(in_a_sub_path.address + DOCUMENT)
    expect(page.locator(".notice--copy")).to_be_visible()


def nothing_is_left(page: Page) -> None:
    """Wait until there is neither a worker nor a copy in the browser."""
    wait_until(page, NOTHING_IS_LEFT)


def test_where_the_settings_say_no_the_next_visit_takes_everything_away(
    page: Page, site: Site, switched_off: Path
) -> None:
    """The worker, and all copies."""
    visit(page, site, DOCUMENT)
    site.folder = switched_off
    page.goto(site.address)
    nothing_is_left(page)
    page.goto(f"{site.address}offline/")
    nothing_is_left(page)
    expect(page.get_by_text("This site does not save pages on your device.")).to_be_visible()
    expect(page.locator("[data-offline-link]")).to_be_hidden()


def test_in_an_emergency_one_file_takes_the_worker_out_of_use(
    page: Page, site: Site, built: Path, tmp_path: Path
) -> None:
    """It lies ready on the site; nothing has to be built."""
    visit(page, site, DOCUMENT)
    mended = shutil.copytree(built, tmp_path / "mended")
    shutil.copy(mended / "service-worker-retired.js", mended / "service-worker.js")
    site.folder = mended
    page.goto(site.address)
    nothing_is_left(page)


def test_a_site_opened_from_a_folder_keeps_nothing(reader: BrowserContext, built: Path) -> None:
    """There is nothing to keep: it is on the device."""
    tab = reader.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto((built / "offline" / "index.html").as_uri())
    expect(tab.locator("[data-offline=form]")).to_be_hidden()
    expect(tab.locator("[data-offline-link]")).to_be_hidden()
    assert errors == []


KEEP_VISITED = """async ([folder, html]) => {
    const copies = savedCopies(inforce.ROOT.href);
    const page = new Response(html, { headers: { "Content-Type": "text/html" } });
    await copies.keepVisited(new URL(folder, inforce.ROOT), page, "");
    return copies.keptPaths();
}"""


def test_a_page_that_was_visited_keeps_its_pictures(page: Page, site: Site) -> None:
    """Those of the guidance itself, whether or not a worker saw them come; one that is not there keeps nothing away."""
    visit(page, site, DOCUMENT)
    picture = f"{DOCUMENT}pictures/late.svg"
    drawn = {"content_type": "image/svg+xml", "body": "<svg/>"}
    page.route("**/pictures/late.svg", lambda route: route.fulfill(**drawn))
    html = '<script src="/assets/javascripts/site.js"></script><img src="../pictures/{}" alt="Late"></html>'
    kept_now = page.evaluate(KEEP_VISITED, [f"{DOCUMENT}1.0.0/", html.format("late.svg")])
    assert picture in kept_now
    kept_now = page.evaluate(KEEP_VISITED, [f"{DOCUMENT}history/", html.format("none.svg")])
    assert f"{DOCUMENT}history/" in kept_now
    assert f"{DOCUMENT}pictures/none.svg" not in kept_now
