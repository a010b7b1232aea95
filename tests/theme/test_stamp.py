"""What script works out on a page: until when a copy counts, and whether time has overtaken the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from playwright.sync_api import Browser, Page

from inforce.model.dates import Span, in_words
from open_pages import wait_for_check
from theme.sample import EXPIRED

FACTS = {
    "version": "2.0.0",
    "code": "7K3Q-9XMA",
    "status": "in force",
    "since": "2026-01-01",
    "validMonths": "0",
    "validDays": "7",
    "zone": "Europe/London",
    "check": "guidance.example.org/check/7K3Q-9XMA/",
}


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of guidance in a browser far from the site's time zone."""
    context = browser.new_context(timezone_id="Pacific/Auckland")
    opened = context.new_page()
    opened.goto(address + "guidance/keeping-records/")
    wait_for_check(opened)
    yield opened
    context.close()


def stamp(page: Page, moment: str, **facts: str) -> dict[str, str]:
    """Return what a copy of the version with these *facts* says when it is printed at *moment*, checked that day."""
    facts = {"checked": moment[:10]} | facts
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    words: dict[str, str] = page.evaluate(
        f"""() => {{
            const page = document.documentElement;
            for (const name of ["from", "until", "review", "unchecked", "siteDay"]) delete page.dataset[name];
            Object.assign(page.dataset, {json.dumps(FACTS | facts)}, {{ printLine: "as published" }});
            for (const place of document.querySelectorAll("[data-fill=print-state]")) {{
                place.textContent = {json.dumps(EXPIRED)};
            }}
            window.dispatchEvent(new Event("beforeprint"));
            const said = (name) => document.querySelector(`[data-fill=${{name}}]`).textContent;
            return {{ state: said("print-state"), line: page.dataset.printLine }};
        }}"""
    )
    return words


@pytest.mark.parametrize(
    ("printed", "facts", "expected"),
    [
        ("2026-11-24", {}, "1 December 2026"),
        ("2026-12-28", {}, "4 January 2027"),
        ("2028-02-25", {}, "3 March 2028"),
        ("2027-01-31", {"validMonths": "1", "validDays": "0"}, "28 February 2027"),
        ("2028-01-31", {"validMonths": "1", "validDays": "0"}, "29 February 2028"),
        ("2026-11-30", {"validMonths": "3", "validDays": "1"}, "1 March 2027"),
        ("2026-11-24", {"until": "2026-11-30"}, "30 November 2026"),
        ("2026-11-24", {"until": "2026-12-01"}, "1 December 2026"),
        ("2026-11-24", {"until": "2026-12-02"}, "1 December 2026"),
        ("2026-11-24", {"review": "2026-11-25"}, "25 November 2026"),
        ("2026-11-24", {"until": "2026-11-27", "review": "2026-11-26"}, "26 November 2026"),
        ("2026-11-24", {"until": "2026-11-24"}, "24 November 2026"),
        ("2026-11-24", {"review": "2026-11-24"}, "24 November 2026"),
    ],
)
def test_a_copy_counts_until_its_span_its_successor_or_its_review_whichever_is_first(
    page: Page, printed: str, facts: dict[str, str], expected: str
) -> None:
    """At the ends of months and years too."""
    words = stamp(page, f"{printed}T12:07:00+00:00", **facts)
    state = f"Printed on {in_words(date.fromisoformat(printed))} at 12:07. Do not use after {expected}."
    assert words["state"] == state
    assert words["line"] == (
        f"Version 2.0.0, check code 7K3Q-9XMA. {state}\nCheck: guidance.example.org/check/7K3Q-9XMA/"
    )


@pytest.mark.parametrize("printed", ["2026-01-30", "2026-08-31", "2026-12-31", "2028-02-29"])
@pytest.mark.parametrize("span", [Span(days=1), Span(days=31), Span(months=1), Span(months=12), Span(1, 1)])
def test_page_and_program_count_spans_alike(page: Page, printed: str, span: Span) -> None:
    """The script's calendar is that of the model."""
    words = stamp(page, f"{printed}T12:00:00+00:00", validMonths=str(span.months), validDays=str(span.days))
    assert words["state"].endswith(f" Do not use after {in_words(span.after(date.fromisoformat(printed)))}.")


@pytest.mark.parametrize(
    ("moment", "zone", "printed_on"),
    [
        ("2026-11-24T23:59:00+00:00", "Europe/London", "24 November 2026 at 23:59"),
        ("2026-11-25T00:00:00+00:00", "Europe/London", "25 November 2026 at 00:00"),
        ("2026-07-31T23:30:00+00:00", "Europe/London", "1 August 2026 at 00:30"),
        ("2026-11-24T23:30:00+00:00", "Pacific/Auckland", "25 November 2026 at 12:30"),
        ("2026-11-25T02:00:00+00:00", "America/New_York", "24 November 2026 at 21:00"),
    ],
)
def test_days_begin_and_end_in_the_time_zone_of_the_site(page: Page, moment: str, zone: str, printed_on: str) -> None:
    """Wherever the reader's machine thinks it is, and in summer too."""
    assert stamp(page, moment, zone=zone)["state"].startswith(f"Printed on {printed_on}")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"status": "superseded"}, "This version is superseded: do not rely on this copy."),
        ({"status": "withdrawn"}, "This version is withdrawn: do not rely on this copy."),
        (
            {"status": "upcoming", "from": "2026-12-01"},
            "This version applies from 1 December 2026: do not follow it before.",
        ),
        ({"status": "upcoming"}, "This version is not in force yet: do not follow it."),
        ({"until": "2026-11-23"}, "This version applied until 23 November 2026: do not rely on this copy."),
        (
            {"review": "2026-11-23"},
            "The review of this version was due by 23 November 2026: do not rely on this copy.",
        ),
    ],
)
def test_a_copy_of_a_version_that_does_not_apply_names_no_day_until_which_it_counts(
    page: Page, facts: dict[str, str], reason: str
) -> None:
    """It says why instead."""
    words = stamp(page, "2026-11-24T12:07:00+00:00", **facts)
    assert words["state"] == f"Printed on 24 November 2026 at 12:07. {reason}"


def test_a_copy_that_cannot_be_dated_keeps_the_words_of_one_that_counts_as_expired(page: Page) -> None:
    """In a time zone that the browser does not know."""
    words = stamp(page, "2026-11-24T12:07:00+00:00", zone="Europe/Atlantis")
    assert words["state"] == EXPIRED
    assert words["line"] == "as published"


def test_a_copy_by_a_clock_that_is_behind_its_page_says_why_it_counts_as_expired(page: Page) -> None:
    """It is not dated, for the day is not known."""
    words = stamp(page, "2026-11-24T12:07:00+00:00", since="2026-11-25")
    assert words["state"] == (
        "Printed on ________. The clock of this device says 24 November 2026, but the site is already at "
        "25 November 2026: treat this copy as out of date."
    )
    assert words["state"] in words["line"]


def shown(page: Page, moment: str, address: str) -> str:
    """Return the warning that a reader sees at *moment* on the page at *address*, or ""."""
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    page.goto(address)
    found = page.locator(".notice--overtaken")
    return found.inner_text().replace("\n", " ") if found.count() else ""


def test_a_page_made_before_its_version_came_into_force_says_that_the_day_has_come(page: Page, address: str) -> None:
    """From the first minute of that day, and not before."""
    upcoming = address + "guidance/upcoming/"
    assert shown(page, "2026-11-30T23:59:00+00:00", upcoming) == ""
    assert " ".join(shown(page, "2026-12-01T00:00:00+00:00", upcoming).split()) == (
        "This page is out of date This version was due to come into force on 1 December 2026. "
        "The page was made before then. Reload it to see what applies now."
    )


def test_a_page_whose_version_was_overtaken_since_says_so(page: Page, address: str) -> None:
    """From the day after the last on which it applied."""
    ending = address + "guidance/in-force/"
    assert shown(page, "2026-11-30T23:59:00+00:00", ending) == ""
    assert shown(page, "2026-12-01T00:00:00+00:00", ending).startswith("This page is out of date")
