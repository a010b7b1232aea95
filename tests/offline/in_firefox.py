"""What readers do in Firefox: visit pages of a site, read their copies, save guidance."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from firefox import Firefox
from offline.conftest import Site, all_but_one
from offline.test_reading_without_network import DOCUMENT

KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname.slice(1));
    }
    return found;
}"""
READY = "navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"


def expect_kept(fox: Firefox, path: str) -> None:
    """Wait until a copy of *path* is in the browser, and the worker at work."""
    fox.wait_until(f"{READY}.then({KEPT}).then((all) => all.includes('{path}'))")


def visit(fox: Firefox, site: Site, path: str) -> None:
    """Open *path* while the site answers, and wait until it is kept."""
    fox.open(site.address + path)
    expect_kept(fox, path)


def read_at(fox: Firefox, moment: str) -> None:
    """Read the open copy at *moment*, when the site has been asked whether it is still current."""
    at = datetime.fromisoformat(moment)
    fox.set_clock(round(at.timestamp() * 1000))
    words = f"could not check on {at.day} November {at.year}"
    fox.wait_until(f"document.querySelector('.status-box__checked')?.textContent.includes('{words}')")


def pages_kept(fox: Firefox) -> list[str]:
    """Return the paths of all copies of pages in the browser."""
    return sorted(path for path in fox.run(KEPT) if path.endswith("/") or not path)


def press(fox: Firefox, button: str) -> None:
    """Press the button of the open page that its script knows by that name."""
    fox.run("(name) => document.querySelector(`[data-offline=${name}]`).click()", button)


def wait_for_status(fox: Firefox, words: str) -> str:
    """Wait until the page says what came of it, beginning with *words*, and return that."""
    fox.wait_until(f"document.querySelector('[data-offline=status]').textContent.startsWith('{words}')")
    return fox.text("[data-offline=status]")


def begin_to_save(fox: Firefox, site: Site) -> None:
    """Save all guidance, and stay in the middle of that: one page does not come."""
    visit(fox, site, "offline/")
    site.held = DOCUMENT
    press(fox, "save")
    fox.wait_until(f"document.querySelector('[data-offline=progress-words]').textContent === '{all_but_one(site)}'")


def taken_out_of_use(site: Site, into: Path) -> None:
    """Put the file that ends the worker in the place of the worker, as in an emergency."""
    site.folder = shutil.copytree(site.folder, into)
    shutil.copy(into / "service-worker-retired.js", into / "service-worker.js")
