"""The project that is hard to print, built once, and the browsers that print it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from firefox import Firefox
from inforce.model.library import Library
from inforce.reading.content_folder import read_content
from prints.printers import ChromiumPrinter, FirefoxPrinter, WebKitPrinter
from prints.project import write_project
from real_project import built
from site_server import serving
from webkit import WebKit


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the project, not to be changed."""
    return write_project(tmp_path_factory.mktemp("hard") / "project")


@pytest.fixture(scope="session")
def library(project: Path) -> Library:
    """What its pages have to say."""
    return read_content(project / "content")[0]


@pytest.fixture(scope="session")
def address(project: Path) -> Iterator[str]:
    """The address of its site on this machine."""
    with serving(built(project)) as where:
        yield where


@pytest.fixture(scope="session")
def chromium_printer(browser: Browser) -> ChromiumPrinter:
    """Prints with Chromium."""
    return ChromiumPrinter(browser)


@pytest.fixture(scope="session")
def firefox_printer(firefox: Firefox) -> FirefoxPrinter:
    """Prints with Firefox."""
    return FirefoxPrinter(firefox)


@pytest.fixture(scope="session")
def webkit_printer(webkit: WebKit) -> WebKitPrinter:
    """Prints with WebKit."""
    return WebKitPrinter(webkit)
