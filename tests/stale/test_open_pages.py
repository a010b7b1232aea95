"""A page that stays open, or that something kept, asks the site whether it is still current and says what came of it.

Each statement has its own date. Nothing says that a version is in force where that was not checked or is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from open_pages import come_back, printed
from real_project import edit
from site_server import serving
from stale.conftest import AS_AT, CURRENCY, Record, build_on, hand_out, record_of

DOCUMENT = "guidance/seven-golden-rules/"
OLD = f"{DOCUMENT}1.0.0/"
NEW = f"{DOCUMENT}2.0.0/"
COULD_NOT = "We could not check"
WHETHER = "whether this page is up to date"
NOT_CHECKED = "not checked. Whether this version is still in force was not checked: do not rely on this copy."


def open_at(page: Page, address: str, moment: str) -> None:
    """Open *address* at *moment*."""
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    page.goto(address)


def checked(page: Page) -> str:
    """Return what the page says of its last check, once it has been made."""
    place = page.locator(".status-box__checked")
    place.wait_for()
    return place.inner_text()


def warning(page: Page) -> str:
    """Return what the page warns of, in one line, or ""."""
    found = page.locator(".notice--overtaken")
    return " ".join(found.inner_text().split()) if found.count() else ""


def status_box(page: Page) -> str:
    """Return the status that the status box shows."""
    return page.locator(".status-box__status").inner_text()


def test_an_open_page_learns_that_its_version_was_superseded(yesterday: Path, today: Path, page: Page) -> None:
    """Banner, status box and every printed sheet say it, and the next version is named."""
    with serving(yesterday) as address:
        open_at(page, address + OLD, "2026-11-21T12:03:00+00:00")
        assert checked(page) == ("Checked on 21 November 2026 at 12:03: in force.")
        assert warning(page) == ""
        assert status_box(page) == "In force"
        hand_out(yesterday, record_of(today), as_at="2026-11-22")
        come_back(page, "2026-11-22T09:30:00+00:00")
        expect(page.locator(".status-box__checked")).to_have_text("Checked on 22 November 2026 at 09:30: superseded.")
        assert warning(page) == (
            "This page is out of date This version was superseded by version 2.0.0 (site of 22 November 2026). "
            "Reload the page to see what applies."
        )
        assert status_box(page) == "Superseded"
        assert printed(page) == (
            "Printed on 22 November 2026 at 09:30. This version is superseded: do not rely on this copy."
        )
        assert "(superseded)" in (page.locator(".running-head").text_content() or "")


def test_an_open_page_learns_that_a_later_version_was_announced(project: Path, page: Page) -> None:
    """What is printed from it is relied on no longer than the version applies."""
    version = project / "content/guidance/seven-golden-rules/versions/2.0.0.yml"
    edit(version, "in_force_from: 2026-11-22", "in_force_from: 2027-11-22")
    site = build_on(project, "2026-11-20")
    with serving(site) as address:
        open_at(page, address + OLD, "2026-11-20T12:00:00+00:00")
        assert checked(page).endswith(": in force.")
        assert printed(page).endswith("Do not use after 27 November 2026.")
        edit(version, "in_force_from: 2027-11-22", "in_force_from: 2026-11-22")
        build_on(project, "2026-11-20")
        come_back(page, "2026-11-20T12:10:00+00:00")
        expect(page.locator(".status-box__checked")).to_contain_text("at 12:10")
        assert printed(page).endswith("Do not use after 21 November 2026.")


def test_a_last_day_that_is_learned_after_it_passed_is_told_at_once(yesterday: Path, page: Page) -> None:
    """It was announced, and the site was not brought up to date since: its record still has the version in force."""
    html = yesterday / OLD / "index.html"
    html.write_text(html.read_text(encoding="utf-8").replace('data-until="2026-11-21"', ""), encoding="utf-8")
    with serving(yesterday) as address:
        open_at(page, address + OLD, "2026-11-23T09:00:00+00:00")
        assert checked(page).startswith(COULD_NOT)
        assert warning(page).startswith("This page is out of date This version applied until 21 November 2026.")
        assert status_box(page) == "No longer in force"


def test_a_check_that_fails_takes_back_what_the_one_before_said(yesterday: Path, page: Page) -> None:
    """Without the site, nothing says that the page is current."""
    with serving(yesterday) as address:
        open_at(page, address + OLD, "2026-11-21T12:03:00+00:00")
        assert checked(page).startswith("Checked on 21 November 2026 at 12:03")
    come_back(page, "2026-11-21T12:08:00+00:00")
    expect(page.locator(".status-box__checked")).to_have_text(f"{COULD_NOT} on 21 November 2026 at 12:08 {WHETHER}.")
    assert printed(page) == (
        "Printed on 21 November 2026 at 12:08, not checked since 21 November 2026. Do not use after 21 November 2026."
    )


def test_what_nobody_confirms_was_in_force_when_that_was_known_or_when_the_page_was_made(
    today: Path, page: Page
) -> None:
    """An old page out of the cache of a proxy, beside a record that cannot be had; and confirmed, it is in force."""
    record = record_of(today)
    with serving(today) as address:
        (today / CURRENCY).unlink()
        open_at(page, address + DOCUMENT, "2026-11-22T12:00:00+00:00")
        assert COULD_NOT in checked(page)
        assert status_box(page) == "In force when this page was made"
        expect(page.locator(".status-box__icon")).to_be_hidden()
        hand_out(today, record, as_at="2027-02-27")
        come_back(page, "2027-02-28T12:10:00+00:00")
        expect(page.locator(".status-box__status")).to_have_text("In force since 22 November 2026")
        expect(page.locator(".status-box__icon")).to_be_visible()
        (today / CURRENCY).unlink()
        come_back(page, "2027-03-01T12:00:00+00:00")
        expect(page.locator(".status-box__status")).to_have_text("In force on 28 February 2027")


def test_a_page_out_of_the_cache_of_a_proxy_is_found_out_at_once(yesterday: Path, today: Path, page: Page) -> None:
    """The page is of yesterday, the record of today."""
    hand_out(yesterday, record_of(today), as_at="2026-11-22")
    with serving(yesterday) as address:
        open_at(page, address + DOCUMENT, "2026-11-22T08:00:00+00:00")
        assert "superseded" in checked(page)
        assert "superseded by version 2.0.0" in warning(page)
        assert status_box(page) == "Superseded"


def test_a_page_that_was_gone_back_to_is_checked_again(yesterday: Path, today: Path, page: Page) -> None:
    """Browsers keep a page whole, its earlier statements included, and show it without asking anyone."""
    with serving(yesterday) as address:
        open_at(page, address + OLD, "2026-11-21T12:03:00+00:00")
        assert checked(page).endswith(": in force.")
        page.goto(f"{address}about/")
        hand_out(yesterday, record_of(today), as_at="2026-11-22")
        page.clock.set_fixed_time(datetime.fromisoformat("2026-11-22T09:30:00+00:00"))
        page.go_back()
        expect(page.locator(".status-box__checked")).to_contain_text("22 November 2026 at 09:30: superseded")
        assert status_box(page) == "Superseded"


def test_a_page_that_was_kept_whole_is_checked_again_when_it_is_shown(yesterday: Path, today: Path, page: Page) -> None:
    """The event by which browsers say so."""
    with serving(yesterday) as address:
        open_at(page, address + OLD, "2026-11-21T12:03:00+00:00")
        assert checked(page).endswith(": in force.")
        hand_out(yesterday, record_of(today), as_at="2026-11-22")
        page.clock.set_fixed_time(datetime.fromisoformat("2026-11-22T09:30:00+00:00"))
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        expect(page.locator(".status-box__checked")).to_contain_text("22 November 2026 at 09:30: superseded")


def test_midnight_passes_over_an_open_page(yesterday: Path, page: Page) -> None:
    """Though the site was not built since, the page knew on which day its version would end."""
    with serving(yesterday) as address:
        open_at(page, address + DOCUMENT, "2026-11-21T23:59:00+00:00")
        assert checked(page).endswith(": in force.")
        come_back(page, "2026-11-22T00:00:00+00:00")
        expect(page.locator(".status-box__checked")).to_have_text(
            f"{COULD_NOT} on 22 November 2026 at 00:00 {WHETHER}: the site was last updated on 21 November 2026."
        )
        assert warning(page) == (
            "This page is out of date This version applied until 21 November 2026. The page was made before then. "
            "Reload it to see what applies now."
        )
        assert status_box(page) == "No longer in force"
        assert "(no longer in force)" in (page.locator(".running-head").text_content() or "")


def test_an_upcoming_version_whose_day_has_come_is_not_called_upcoming(yesterday: Path, page: Page) -> None:
    """Nor in force: only the site can say that."""
    with serving(yesterday) as address:
        open_at(page, address + NEW, "2026-11-22T00:00:00+00:00")
        assert COULD_NOT in checked(page)
        assert status_box(page) == "Was due to come into force"
        assert page.get_by_text("This version is not in force yet").count() == 0
        assert "This version was due to come into force on 22 November 2026." in warning(page)


def test_an_upcoming_version_that_came_into_force_is_to_be_loaded_anew(
    yesterday: Path, today: Path, page: Page
) -> None:
    """A page that says how to prepare is not followed; its print keeps to that."""
    hand_out(yesterday, record_of(today), as_at="2026-11-22")
    with serving(yesterday) as address:
        open_at(page, address + NEW, "2026-11-22T09:00:00+00:00")
        assert checked(page).endswith(": in force.")
        assert warning(page).endswith("this version is in force. Reload the page to see what applies.")
        assert printed(page).endswith("This version applies from 22 November 2026: do not follow it before.")


def without_versions(record: Record) -> object:
    """Return a record that says nothing of any version."""
    return record | {"versions": {}}


def of_another_document(record: Record) -> object:
    """Return the record of another document."""
    return record | {"document": "something-else"}


def of_other_words(record: Record) -> object:
    """Return a record in which the version has another check code: other words under the same number."""
    entry = record["versions"]["2.0.0"] | {"check_code": "0000-0000"}
    return record | {"versions": record["versions"] | {"2.0.0": entry}}


def without_a_day(record: Record) -> object:
    """Return a record that does not say since when what it says has been so."""
    return record | {"since": "today"}


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda _: "<!doctype html><title>Log in</title>",
        lambda _: "",
        lambda _: "null",
        lambda _: '["in force"]',
        lambda _: '{"versions": 7, "document": "seven-golden-rules"}',
        without_versions,
        of_another_document,
        of_other_words,
        without_a_day,
    ],
)
def test_an_answer_that_makes_no_sense_confirms_nothing(
    today: Path, page: Page, nonsense: Callable[[Record], object]
) -> None:
    """Something else than the site may answer in its place."""
    hand_out(today, nonsense(record_of(today)))
    with serving(today) as address:
        open_at(page, address + DOCUMENT, "2026-11-22T12:00:00+00:00")
        assert checked(page) == (
            f"{COULD_NOT} on 22 November 2026 at 12:00 {WHETHER}: "
            "the answer from the site does not mention this version."
        )
        assert warning(page) == ""
        assert printed(page) == f"Printed on 22 November 2026 at 12:00, {NOT_CHECKED}"


def test_a_site_without_the_record_confirms_nothing(today: Path, page: Page) -> None:
    """An answer that says so is no answer."""
    (today / CURRENCY).unlink()
    with serving(today) as address:
        open_at(page, address + DOCUMENT, "2026-11-22T12:00:00+00:00")
        assert checked(page) == f"{COULD_NOT} on 22 November 2026 at 12:00 {WHETHER}."


def test_a_record_that_is_older_than_the_page_confirms_nothing(yesterday: Path, today: Path, page: Page) -> None:
    """It does not know of a change that the page knows of: what is merely different is no news."""
    hand_out(today, record_of(yesterday))
    with serving(today) as address:
        open_at(page, address + DOCUMENT, "2026-11-22T12:03:00+00:00")
        assert checked(page) == (
            f"{COULD_NOT} on 22 November 2026 at 12:03 {WHETHER}: the answer from the site is older than this page."
        )
        assert warning(page) == ""
        assert status_box(page) == "In force when this page was made"


def test_a_record_of_the_same_day_that_has_a_superseded_version_in_force_is_the_older(
    yesterday: Path, today: Path, page: Page
) -> None:
    """It was superseded that day, and something hands out what was true in the morning."""
    hand_out(today, record_of(yesterday) | {"since": "2026-11-22"})
    with serving(today) as address:
        open_at(page, address + OLD, "2026-11-22T12:03:00+00:00")
        assert checked(page).endswith("the answer from the site is older than this page.")
        assert warning(page) == ""
        assert status_box(page) == "Superseded on 22 November 2026"


def test_a_record_that_is_older_than_the_one_before_takes_nothing_back(
    yesterday: Path, today: Path, page: Page
) -> None:
    """Of two caches, one knows more."""
    with serving(yesterday) as address:
        hand_out(yesterday, record_of(today), as_at="2026-11-23")
        open_at(page, address + OLD, "2026-11-23T09:30:00+00:00")
        assert "superseded" in checked(page)
        hand_out(yesterday, record_of(yesterday), as_at="2026-11-22")
        come_back(page, "2026-11-23T09:40:00+00:00")
        expect(page.locator(".status-box__checked")).to_have_text(
            f"{COULD_NOT} on 23 November 2026 at 09:40 {WHETHER}: the answer from the site is older than this page."
        )
        assert "superseded by version 2.0.0" in warning(page)
        assert status_box(page) == "Superseded"


@pytest.mark.parametrize(("day", "holds"), [("25", True), ("26", False)])
def test_a_record_confirms_for_three_days(today: Path, page: Page, day: str, *, holds: bool) -> None:
    """A site that nobody brings up to date any more knows nothing of now."""
    with serving(today) as address:
        open_at(page, address + DOCUMENT, f"2026-11-{day}T12:00:00+00:00")
        assert checked(page).startswith("Checked on 25 November 2026") == holds
        assert checked(page).endswith("the site was last updated on 22 November 2026.") == (not holds)


def test_a_clock_that_is_behind_the_page_dates_nothing(today: Path, page: Page) -> None:
    """Neither the check nor a copy is dated by it."""
    with serving(today) as address:
        open_at(page, address + DOCUMENT, "2026-11-20T12:00:00+00:00")
        assert checked(page) == (
            "We could not check whether this page is up to date: the clock of this device says 20 November "
            "2026, but the site is already at 22 November 2026."
        )
        assert printed(page) == (
            "Printed on ________. The clock of this device says 20 November 2026, but the site is already at "
            "22 November 2026: treat this copy as out of date."
        )


def test_a_clock_that_is_behind_the_page_hides_no_news_in_print(yesterday: Path, today: Path, page: Page) -> None:
    """What the site says of the version stands on a copy that cannot be dated."""
    hand_out(yesterday, record_of(today), as_at="2026-11-22")
    with serving(yesterday) as address:
        open_at(page, address + OLD, "2026-11-20T12:00:00+00:00")
        assert checked(page)
        assert status_box(page) == "Superseded"
        assert printed(page) == "Printed on ________. This version is superseded: do not rely on this copy."


def test_a_clock_that_is_behind_the_site_hides_no_news(yesterday: Path, today: Path, page: Page) -> None:
    """The page is of yesterday and so is the clock, but the site says that the version is superseded."""
    hand_out(yesterday, record_of(today), as_at="2026-11-22")
    with serving(yesterday) as address:
        open_at(page, address + OLD, "2026-11-21T12:00:00+00:00")
        assert checked(page).endswith("but the site is already at 22 November 2026.")
        assert status_box(page) == "Superseded"
        assert printed(page).endswith("This version is superseded: do not rely on this copy.")


def test_a_page_without_a_status_box_is_checked_too(yesterday: Path, today: Path, page: Page) -> None:
    """The history of a document says what was in force when it was made."""
    hand_out(yesterday, record_of(today), as_at="2026-11-22")
    with serving(yesterday) as address:
        open_at(page, f"{address}{DOCUMENT}history/", "2026-11-22T12:00:00+00:00")
        assert "Checked on 22 November 2026 at 12:00" in checked(page)
        assert "superseded by version 2.0.0" in warning(page)


def test_the_answer_to_a_check_code_is_taken_back_too(yesterday: Path, today: Path, page: Page) -> None:
    """It is the heading of its page, and the largest words on it."""
    code = record_of(yesterday)["versions"]["1.0.0"]["check_code"]
    with serving(yesterday) as address:
        open_at(page, f"{address}check/{code}/", "2026-11-21T12:00:00+00:00")
        assert checked(page).endswith(": in force.")
        expect(page.get_by_role("heading", level=1)).to_have_text("Current on 21 November 2026")
        expect(page.get_by_text("You can rely on a printed copy for")).to_be_visible()
        hand_out(yesterday, record_of(today), as_at="2026-11-22")
        come_back(page, "2026-11-22T12:10:00+00:00")
        expect(page.get_by_role("heading", level=1)).to_have_text("Superseded")
        assert page.get_by_text("You can rely on a printed copy for").count() == 0


def test_a_page_opened_from_a_folder_says_that_it_cannot_be_checked(today: Path, page: Page) -> None:
    """It cannot know of any day that it was current, and a print of it counts as expired."""
    open_at(page, (today / DOCUMENT / "index.html").as_uri(), "2026-11-24T12:00:00+00:00")
    assert checked(page).startswith(
        "We cannot check from a file whether this page is up to date. Check at guidance.example.org/check/"
    )
    assert status_box(page) == "In force when this page was made"
    assert printed(page) == f"Printed on 24 November 2026 at 12:00, {NOT_CHECKED}"


def test_a_page_that_was_saved_as_a_file_keeps_what_came_of_its_last_check(today: Path, page: Page) -> None:
    """And counts from the day of that check, whenever it is opened again."""
    with serving(today) as address:
        open_at(page, address + DOCUMENT, "2026-11-23T12:03:00+00:00")
        assert checked(page).startswith("Checked on 23 November 2026 at 12:03")
        saved = today / DOCUMENT / "saved.html"
        saved.write_text(page.content(), encoding="utf-8")
    open_at(page, saved.as_uri(), "2026-11-26T09:00:00+00:00")
    expect(page.locator(".status-box__checked")).to_have_text(
        re.compile(
            r"Checked on 23 November 2026 at 12:03: in force\. "
            r"We cannot check from a file whether this page is up to date\. Check at \S+"
        )
    )
    assert status_box(page) == "In force on 23 November 2026"
    assert printed(page) == (
        "Printed on 26 November 2026 at 09:00, not checked since 23 November 2026. Do not use after 30 November 2026."
    )


def test_a_site_that_does_not_say_of_which_day_it_is_confirms_nothing_and_hides_no_news(
    yesterday: Path, today: Path, page: Page
) -> None:
    """A record may be of any day then; that a version is superseded holds from its day on."""
    with serving(yesterday) as address:
        (yesterday / AS_AT).write_text("<!doctype html><title>Log in</title>", encoding="utf-8")
        open_at(page, address + OLD, "2026-11-21T12:00:00+00:00")
        assert checked(page) == (
            f"{COULD_NOT} on 21 November 2026 at 12:00 {WHETHER}: the answer from the site has no date."
        )
        assert status_box(page) == "In force when this page was made"
        hand_out(yesterday, record_of(today))
        come_back(page, "2026-11-22T12:00:00+00:00")
        expect(page.locator(".status-box__status")).to_have_text("Superseded")


def test_a_record_that_a_cache_handed_out_is_no_newer_than_when_the_site_gave_it(today: Path, page: Page) -> None:
    """Whatever the site says today of its day: servers write into each answer when they gave it."""
    hand_out(today, record_of(today), as_at="2026-12-20")

    def as_given_before(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"Date": "Tue, 24 Nov 2026 09:00:00 GMT"})

    page.route("**/currency.json?*", as_given_before)
    with serving(today) as address:
        open_at(page, address + DOCUMENT, "2026-12-20T12:00:00+00:00")
        assert checked(page) == (
            f"{COULD_NOT} on 20 December 2026 at 12:00 {WHETHER}: the site was last updated on 24 November 2026."
        )
        assert status_box(page) == "In force on 24 November 2026"


def test_without_script_a_page_says_that_it_cannot_tell_and_where_to_check(browser: Browser, today: Path) -> None:
    """It says since when its version is in force, and nothing of now."""
    context = browser.new_context(java_script_enabled=False)
    with serving(today) as address:
        opened = context.new_page()
        opened.goto(address + DOCUMENT)
        box = opened.locator(".status-box").inner_text()
    context.close()
    assert "In force since 22 November 2026" in box
    assert "This copy cannot tell whether it was replaced. Check at guidance.example.org/check/" in box
