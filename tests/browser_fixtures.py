"""The real browsers that tests share: found once, started once, never reaching beyond this machine.

The fixtures stand in the one ``conftest.py`` above all tests: two of them would start two browsers, and Playwright
runs only once in a process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from firefox import Firefox
from webkit import WebKit

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str | None:
    """Return the path of the Chromium to test with, or None for the one that Playwright brings."""
    named = os.environ.get("INFORCE_CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return named or next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for the whole run; give each test a context of its own: ``browser.new_context()``."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A Firefox for the whole run; INFORCE_FIREFOX names it, as ``make test`` does. In CI there has to be one."""
    named = os.environ.get("INFORCE_FIREFOX")
    program = named or next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), None)
    if program is None:
        tell = pytest.fail if os.environ.get("CI") else pytest.skip
        tell("There is no Firefox to print with: build_tools/setup/firefox.sh installs one where that can be done.")
    started = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def webkit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebKit]:
    """A WebKit for the whole run; INFORCE_WEBKIT names a Python that reaches it, as ``make browsers`` does."""
    started = WebKit(os.environ["INFORCE_WEBKIT"], tmp_path_factory.mktemp("webkit"))
    yield started
    started.close()
