"""A site on this machine that can be cut off, hang, fail or be published anew while readers have it open."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from firefox import Firefox
from real_project import copied, edit, run
from site_server import POLICY


class Site:
    """A served site. *below* is the path on its server; *ill* is "" or what is wrong, *held* a path that waits.

    *given* is when answers say that they were given; "" for not at all.
    """

    def __init__(self, folder: Path, below: str = "/") -> None:
        self.folder = folder
        self.below = below
        self.ill = ""
        self.held = ""
        self.given = ""
        self.seconds_each = 0.0
        self.asked: list[str] = []
        self.stopped = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where the site begins."""
        return f"http://127.0.0.1:{self._server.server_port}{self.below}"

    def stop(self) -> None:
        """Go for good."""
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()


def all_but_one(site: Site) -> str:
    """Return how the progress of saving all of *site* is told when one file is still lacking."""
    count = len(json.loads((site.folder / "offline.json").read_text(encoding="utf-8"))["files"])
    return f"{count - 1} of {count} files are saved."


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, site: Site, *given: Any, **named: Any) -> None:
        self.site = site
        super().__init__(*given, **named)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        asked = path.removeprefix(self.site.below)
        self.site.asked.append(asked)
        while self.site.ill == "hanging" or (asked and asked == self.site.held and not self.site.ill):
            time.sleep(0.1)
        if self.site.ill == "stuck":  # what comes now is not answered when the site is well again either
            self.site.stopped.wait()
        if self.site.ill == "gone" or self.site.stopped.is_set():
            self.close_connection = True
            return
        time.sleep(self.site.seconds_each)
        if self.site.ill == "failing":
            self.send_error(503)
        elif not path.startswith(self.site.below):
            self.send_error(404)
        else:
            self.path = f"/{path.removeprefix(self.site.below)}"
            self.directory = str(self.site.folder)  # browsers open connections before they have anything to ask
            super().do_GET()

    def send_header(self, keyword: str, value: str) -> None:
        """Leave out when the answer was given, unless a test says when: a cache on the way may have kept it."""
        if keyword != "Date":
            super().send_header(keyword, value)
        elif self.site.given:
            super().send_header(keyword, self.site.given)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests say what matters."""


def build(project: Path, day: str, name: str) -> Path:
    """Build the site of *project* for *day* into the folder *name* beside it, and return that."""
    done = run(project, "inforce", "build", "--on", day, "--site-dir", name)
    assert done.returncode == 0, done.stderr
    return project / name


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project from which all sites of these tests are built; put back as it was after each change."""
    return copied(tmp_path_factory.mktemp("offline") / "project")


@pytest.fixture(scope="session")
def built(project: Path) -> Path:
    """The site of 22 November 2026."""
    return build(project, "2026-11-22", "site")


@pytest.fixture(scope="session")
def a_day_later(project: Path, built: Path) -> Path:
    """The same site, built a day later."""
    assert built.exists()
    return build(project, "2026-11-23", "later")


@pytest.fixture(scope="session")
def two_days_later(project: Path, built: Path) -> Path:
    """The same site, built two days later."""
    assert built.exists()
    return build(project, "2026-11-24", "two-days-later")


@pytest.fixture(scope="session")
def withdrawn(project: Path, built: Path) -> Path:
    """The site of a day later, when the document was withdrawn."""
    assert built.exists()
    details = project / "content/guidance/seven-golden-rules/document.yml"
    before = details.read_text(encoding="utf-8")
    details.write_text(f"{before}withdrawn:\n  on: 2026-11-23\n  reason: The law changed.\n", encoding="utf-8")
    made = build(project, "2026-11-23", "withdrawn")
    details.write_text(before, encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def switched_off(project: Path, built: Path) -> Path:
    """The site with "offline: no" in its settings."""
    assert built.exists()
    settings = project / "content/site.yml"
    edit(settings, "format: 1\n", "format: 1\noffline: no\n")
    made = build(project, "2026-11-22", "off")
    edit(settings, "offline: no\n", "")
    return made


@pytest.fixture
def site(built: Path) -> Iterator[Site]:
    """The site, served."""
    served = Site(built)
    yield served
    served.stop()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser, with nothing kept yet."""
    context = browser.new_context(timezone_id="Europe/London", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(reader: BrowserContext) -> Page:
    """A tab of that browser."""
    return reader.new_page()


@pytest.fixture
def fox(firefox: Firefox, site: Site) -> Iterator[Firefox]:
    """The Firefox of the run, as a reader's with nothing kept of *site* yet; nothing of it is left after a test."""
    yield firefox
    firefox.forget(site.address)
