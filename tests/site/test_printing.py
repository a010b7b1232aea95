"""Printing the real pages: every sheet says which version it is, when it was printed, and until when it counts."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument

from open_pages import wait_for_check
from site_server import serving

HOME = "guidance/seven-golden-rules/"
NOTICE = (
    "If printed, this document is for immediate reference only. Do not file it, as it will go out-of-date over time "
    "and be replaced by newer versions on-line. Always refer to the latest CMS version."
)
CHECK = "Check: guidance.example.org/check/"
NEW = "7 golden rules to information sharing, version 2.0.0 (in force). Check code 1DYA-C5TS."
OLD = "7 Golden Rules to Information Sharing, version 1.0.0 (superseded). Check code 0WH6-TWJB."


def sheets(browser: Browser, url: str, moment: str, *, script: bool = True) -> list[str]:
    """Print the page at *url* at *moment* and return the words of each sheet, in one line."""
    context = browser.new_context(java_script_enabled=script)
    context.set_default_timeout(20_000)  # a sheet that is put together wrongly can hang the browser
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    page.goto(url)
    wait_for_check(page)
    pdf = PdfDocument(page.pdf(format="A4"))
    context.close()
    # a line that ends in a hyphen leaves a sign of its own; a check code must have none
    return [re.sub(r"\s+", " ", sheet.get_textpage().get_text_bounded().replace("\ufffe", "")) for sheet in pdf]


@pytest.mark.parametrize(
    ("path", "version", "state"),
    [
        (HOME, NEW, "Do not use after 1 December 2026."),
        (f"{HOME}history/", NEW, "Do not use after 1 December 2026."),
        (f"{HOME}sources/", NEW, "Do not use after 1 December 2026."),
        (f"{HOME}2.0.0/changes/", NEW, "Do not use after 1 December 2026."),
        (f"{HOME}1.0.0/", OLD, "This version is superseded: do not rely on this copy."),
    ],
    ids=["the document", "its history", "its sources", "a comparison", "a past version"],
)
def test_every_sheet_says_what_it_is_until_when_it_counts_and_where_to_check(
    browser: Browser, address: str, path: str, version: str, state: str
) -> None:
    """In the head and in the foot of each; the notice stands in full on the first."""
    printed = sheets(browser, address + path, "2026-11-24T12:07:00+00:00")
    for number, words in enumerate(printed, start=1):
        assert version in words
        assert words.count(f"Printed on 24 November 2026 at 12:07. {state}") >= 2
        assert words.count(CHECK + version[-10:-1] + "/") >= 2
        assert f"Page {number} of {len(printed)}" in words
    assert NOTICE in printed[0]
    assert "Is this copy still current?" in printed[-1]


def test_the_copy_says_that_it_counts_as_expired_where_script_is_off(browser: Browser, address: str) -> None:
    """No date is made up."""
    for words in sheets(browser, address + HOME, "2026-11-24T12:07:00+00:00", script=False):
        assert "Printed on ________. Printed without JavaScript: treat this copy as out of date." in words
        assert "Printed without JavaScript: treat this copy as out of date." in words
        assert "Do not use after" not in words


def test_a_page_whose_review_is_overdue_prints_that_it_is_not_to_be_relied_on(browser: Browser, address: str) -> None:
    """Though it was built long before, when it was in order."""
    for words in sheets(browser, address + HOME, "2027-11-23T09:00:00+00:00"):
        assert "not checked since 22 November 2026. The review of this version was due by 22 November 2027" in words
        assert "Do not use after" not in words


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (
            "2026-11-26T09:00:00+00:00",
            "Printed on 26 November 2026 at 09:00, not checked since 22 November 2026. Do not use after 29 "
            "November 2026.",
        ),
        (
            "2026-11-30T09:00:00+00:00",
            "Printed on 30 November 2026 at 09:00, not checked since 22 November 2026. "
            "That is too long ago: do not rely on this copy.",
        ),
    ],
)
def test_a_copy_that_nothing_confirms_counts_from_the_day_on_which_its_page_was_made(
    browser: Browser, address: str, moment: str, state: str
) -> None:
    """The site was not brought up to date for more than three days, so its record does not hold any more."""
    for words in sheets(browser, address + HOME, moment):
        # the number of the sheet stands beside a foot of two lines, in the middle of its words
        assert re.sub(r"Page \d of \d ", "", words).count(state) == 2 + ("Is this copy" in words)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-11-21T12:00:00+00:00", "Printed on 21 November 2026 at 12:00. Do not use after 21 November 2026."),
        (
            "2026-11-22T00:30:00+00:00",
            "Printed on 22 November 2026 at 00:30, not checked since 21 November 2026. "
            "This version applied until 21 November 2026: do not rely on this copy.",
        ),
    ],
    ids=["on the last day", "half an hour later, from a page that was built before"],
)
def test_no_copy_counts_beyond_the_last_day_of_its_version(
    browser: Browser, the_day_before: Path, moment: str, state: str
) -> None:
    """A version that is to come ends it, even on a page that nobody built again since."""
    with serving(the_day_before) as address:
        for words in sheets(browser, address + HOME, moment):
            # the number of the sheet stands beside a foot of two lines, in the middle of its words
            assert re.sub(r"Page \d of \d ", "", words).count(state) == 2 + ("Is this copy" in words)


def test_a_page_that_stayed_open_past_midnight_says_in_its_status_box_too_that_it_no_longer_applies(
    browser: Browser, the_day_before: Path
) -> None:
    """The head of the sheet and the status box below it agree, though nothing asked the site since."""
    with serving(the_day_before) as address:
        page = browser.new_page()
        page.clock.set_fixed_time(datetime.fromisoformat("2026-11-21T23:59:00+00:00"))
        page.goto(address + HOME)
        wait_for_check(page)
        page.clock.set_fixed_time(datetime.fromisoformat("2026-11-22T00:01:00+00:00"))
        first, *_ = PdfDocument(page.pdf(format="A4"))
        page.close()
    words = re.sub(r"\s+", " ", first.get_textpage().get_text_bounded())
    assert "7 Golden Rules to Information Sharing, version 1.0.0 (no longer in force)" in words
    assert "This page is out of date This version applied until 21 November 2026." in words
    assert "No longer in force Version 1.0.0" in words
