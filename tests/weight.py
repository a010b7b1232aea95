"""What a visit costs: requests and bytes of a first page and the next, lines that move, words before guidance begins.

    .venv/bin/python tests/weight.py SITE PATH NEXT

Counted is everything that the server is asked for until it is asked for nothing more, the service worker's own requests
and answers without a body too; in bytes of the body as a server with gzip sends it.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PACKED = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".map"})
QUIET = 1.5
"""A browser that asked for nothing for so many seconds has all that it wants."""

_SHIFT = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


_FIRST_WORDS = """
() => {
  const own = "[data-rule-text], .annex--key_points, .introduction, .running-text, .guidance-section > p";
  const first = [...document.querySelectorAll(own)].find((one) => one.getClientRects().length);
  const apart = "h1, .lead, .guidance-section > h2, .visually-hidden, script, style, svg, option";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let words = 0;
  for (let node = walker.nextNode(); node && first && !first.contains(node); node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, bottom } = range.getBoundingClientRect();
    const seen = width > 1 && bottom > 0 && node.parentElement.checkVisibility({ visibilityProperty: true });
    if (seen && !node.parentElement.closest(apart)) words += node.data.split(/\\s+/).filter(Boolean).length;
  }
  return first ? [Math.round(first.getBoundingClientRect().top), words] : null;
}
"""


def first_words(page: Page) -> tuple[int, int] | None:
    """Return how far down a page of guidance its own words begin, and how many of ours a reader passes before them.

    Its own are a rule, a key point or an introduction; title, summary and heading are not ours either. None elsewhere.
    """
    found = page.evaluate(_FIRST_WORDS)
    return (found[0], found[1]) if found else None


@dataclass(frozen=True)
class Asked:
    """One request: its path, without what stands behind a question mark, and the bytes of the answer."""

    path: str
    bytes: int


@dataclass(frozen=True)
class Visit:
    """What was asked for on the way to a page, how far what was on the screen moved, and where guidance begins."""

    asked: tuple[Asked, ...]
    shift: float
    first_words: tuple[int, int] | None = None

    @property
    def bytes(self) -> int:
        """The bytes of all answers."""
        return sum(one.bytes for one in self.asked)

    def __str__(self) -> str:
        """Say it in a line."""
        said = f"{self.bytes / 1000:6.1f} kB in {len(self.asked):2} requests, layout shift {self.shift:.3f}"
        if not self.first_words:
            return said
        down, words = self.first_words
        return f"{said}, guidance begins at {down} px after {words} words of ours"


@dataclass(frozen=True)
class Reader:
    """How wide the screen is, how many seconds late fonts come, and when this is, if not now."""

    width: int = 375
    slow_fonts: float = 0
    moment: str = ""


class _Server(ThreadingHTTPServer):
    def __init__(self, site: Path, slow: float) -> None:
        self.asked: list[Asked] = []
        self.last = time.monotonic()
        self.slow = slow
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(site)))


class _Handler(SimpleHTTPRequestHandler):
    """Sends what can be packed with gzip, and says nothing of how long it may be kept, as simple hosts do."""

    server: _Server

    def do_GET(self) -> None:
        """Answer, and note how many bytes that took."""
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() else file
        if file.suffix == ".woff2":
            time.sleep(self.server.slow)
        self.server.last = time.monotonic()
        if not file.is_file():
            self.send_error(404)
            self.server.asked.append(Asked(path, 0))
            return
        written = self.date_time_string(int(file.stat().st_mtime))
        if self.headers.get("If-Modified-Since") == written:
            self.server.asked.append(Asked(path, 0))
            self.send_response(304)
            self.end_headers()
            return
        body = file.read_bytes()
        packed = file.suffix in PACKED
        body = gzip.compress(body, 9) if packed else body
        self.server.asked.append(Asked(path, len(body)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", written)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def counting(site: Path, slow_fonts: float = 0) -> Iterator[tuple[str, _Server]]:
    """Serve the folder *site*, fonts so many seconds late; yield the address and what counts the requests."""
    server = _Server(site, slow_fonts)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", server
    finally:
        server.shutdown()
        server.server_close()


def visits(browser: Browser, site: Path, paths: list[str], reader: Reader | None = None) -> list[Visit]:
    """Return what a reader who was never here asks for who goes to each of *paths* in turn."""
    reader = reader or Reader()
    found = []
    with (
        counting(site, reader.slow_fonts) as (address, server),
        browser.new_context(viewport={"width": reader.width, "height": 800}) as context,
    ):
        page = context.new_page()
        page.add_init_script(_SHIFT)
        if reader.moment:
            page.clock.set_fixed_time(reader.moment)
        for path in paths:
            server.asked.clear()
            page.goto(address + path, wait_until="load")
            while time.monotonic() - server.last < QUIET:
                page.wait_for_timeout(100)
            found.append(Visit(tuple(server.asked), page.evaluate("window.shifted"), first_words(page)))
    return found


def main() -> None:
    """Print the visits to pages of a site."""
    site, *paths = sys.argv[1:]
    named = os.environ.get("INFORCE_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=named, args=["--no-sandbox"])
        for path, visit in zip(paths, visits(browser, Path(site), paths), strict=True):
            print(f"/{path}: {visit}")  # noqa: T201 -- this is its output
            for one in visit.asked:
                print(f"  {one.bytes:7,} {one.path}")  # noqa: T201 -- as above
        browser.close()


if __name__ == "__main__":
    main()
