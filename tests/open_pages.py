"""Pages as readers have them open in a browser: checked, come back to, and printed."""

from __future__ import annotations

import time
from datetime import datetime

from playwright.sync_api import Page


def wait_for_check(page: Page) -> None:
    """Wait until *page* has asked the site whether it is still current; without script it never does."""
    checks = "document.documentElement.dataset.version && typeof inforce === 'object'"
    if page.evaluate(checks):
        page.locator(".status-box__checked").wait_for(state="attached")


def wait_until(page: Page, promise: str, arg: object = None, *, seconds: float = 15) -> None:
    """Wait until the function *promise* promises true; Playwright's own wait takes the promise itself for true."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(promise, arg):
        assert time.monotonic() < deadline, promise
        page.wait_for_timeout(50)


def come_back(page: Page, moment: str) -> None:
    """Have the reader come back to the tab at *moment*."""
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def printed(page: Page) -> str:
    """Return what every sheet says when the page is printed now."""
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return page.locator(".running-head [data-fill=print-state]").text_content() or ""
