"""The sentence of currency in a real browser, read on other days than the one on which the page was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_server import serving

HOME = "guidance/seven-golden-rules/"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page far from the time zone of the site."""
    context = browser.new_context(timezone_id="Pacific/Auckland")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def yesterdays(the_day_before: Path) -> Iterator[str]:
    """The address of the site as it was made on 21 November 2026."""
    with serving(the_day_before) as where:
        yield where


def said(page: Page, address: str, moment: str) -> str:
    """Return the sentence to whoever opens the page at *moment*."""
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    page.goto(address)
    return page.locator("[data-later]").text_content() or ""


IN_FORCE = "In force since 22 November 2026."
OVERDUE = "Its review was due on 22 November 2027. This copy cannot tell whether it took place."


@pytest.mark.parametrize("path", [HOME, f"{HOME}2.0.0/"])
@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-11-22T12:00:00+00:00", f"{IN_FORCE} Next review due 22 November 2027."),
        ("2026-12-03T12:00:00+00:00", f"{IN_FORCE} Next review due 22 November 2027."),
        ("2027-11-22T23:59:00+00:00", f"{IN_FORCE} Next review due 22 November 2027."),
        ("2027-11-23T00:00:00+00:00", f"{IN_FORCE} {OVERDUE}"),
    ],
)
def test_a_version_in_force_says_since_when_until_when_known_and_whether_its_review_is_due(
    page: Page, address: str, path: str, moment: str, sentence: str
) -> None:
    """Whoever reads it later learns that the day of the review has passed, from the first minute after it."""
    assert said(page, address + path, moment) == sentence


def test_a_check_says_what_its_dates_mean_from_the_day_on_that_they_mean_something_else(
    page: Page, address: str
) -> None:
    """Until then they stand there once."""
    check = f"{address}check/1DYA-C5TS/"
    assert said(page, check, "2027-11-22T23:59:00+00:00") == ""
    assert said(page, check, "2027-11-23T00:00:00+00:00") == f"{IN_FORCE} {OVERDUE}"


def test_a_version_that_another_was_to_supersede_says_so_from_that_day_on(page: Page, yesterdays: str) -> None:
    """Not a minute before the day begins where the site is."""
    before = (
        "In force. The start date is not known. Version 2.0.0 replaces it on 22 November 2026. "
        "When its next review is due is not known."
    )
    after = (
        "It was due to be in force until 21 November 2026. The start date is not known. "
        "Version 2.0.0 was due to replace it on 22 November 2026."
    )
    assert said(page, f"{yesterdays}{HOME}1.0.0/", "2026-11-21T23:59:00+00:00").startswith(before)
    assert said(page, f"{yesterdays}{HOME}1.0.0/", "2026-11-22T00:00:00+00:00").startswith(after)


def test_a_version_that_was_to_come_into_force_says_when(page: Page, yesterdays: str) -> None:
    """As planned when the page was made."""
    after = "It was due to come into force on 22 November 2026. Next review due 22 November 2027."
    assert said(page, f"{yesterdays}{HOME}2.0.0/", "2026-11-21T23:59:00+00:00").startswith("Comes into force on")
    assert said(page, f"{yesterdays}{HOME}2.0.0/", "2026-11-22T00:00:00+00:00").startswith(after)


def test_a_page_that_stays_open_changes_its_sentence_when_the_day_comes(page: Page, yesterdays: str) -> None:
    """When the reader comes back to it."""
    assert said(page, f"{yesterdays}{HOME}2.0.0/", "2026-11-21T23:59:00+00:00").startswith("Comes into force on")
    page.clock.set_fixed_time(datetime.fromisoformat("2026-11-22T08:00:00+00:00"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-later]")).to_contain_text("It was due to come into force on")


def test_a_version_that_is_past_says_the_same_for_ever(page: Page, address: str) -> None:
    """Its days do not change any more."""
    past = "In force until 21 November 2026, start date not known. Version 2.0.0 replaced it on 22 November 2026."
    page.clock.set_fixed_time(datetime.fromisoformat("2031-01-01T12:00:00+00:00"))
    page.goto(f"{address}{HOME}1.0.0/")
    assert past in (page.get_by_role("main").text_content() or "")
    assert page.locator("[data-later]").count() == 0
