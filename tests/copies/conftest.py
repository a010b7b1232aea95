"""The sites of three days, and readers with script and without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from copies.library import sites
from offline.conftest import Site


@pytest.fixture(scope="session")
def by_day(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The sites by the day for which they were built."""
    return sites(tmp_path_factory.mktemp("copies"))


@pytest.fixture
def site(by_day: Mapping[str, Path]) -> Iterator[Site]:
    """A served site; the test says of which day."""
    served = Site(next(iter(by_day.values())))
    yield served
    served.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab with script, in the time zone of the site."""
    context = browser.new_context(timezone_id="Europe/London")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@dataclass(frozen=True)
class Reader:
    """A reader with a tab, and whether script runs in it."""

    tab: Page
    script: bool


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Reader]:
    """A reader with script, and one without."""
    context = browser.new_context(timezone_id="Europe/London", java_script_enabled=request.param)
    context.set_default_timeout(20_000)
    yield Reader(context.new_page(), request.param)
    context.close()
