"""From the code on a copy to the answer: however it is typed, and also where the site does not know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

CURRENT = "Current on 22 November 2026"
OLD = "Superseded since 22 November 2026"
NOT_KNOWN = "We do not recognise this check code"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab on the day of the site."""
    context = browser.new_context()
    opened = context.new_page()
    opened.clock.set_fixed_time(datetime.fromisoformat("2026-11-22T12:00:00+00:00"))
    yield opened
    context.close()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1DYA-C5TS", CURRENT),
        (" idya c5ts ", CURRENT),
        ("LDYAC5TS", CURRENT),
        ("1DYA\u2013C5TS", CURRENT),
        ("Check code: 1DYA-C5TS", CURRENT),
        ("https://guidance.example.org/check/1DYA-C5TS/", CURRENT),
        ("guidance.example.org/check/1dya-c5ts", CURRENT),
        ("guidance.example.org/check/?code=1DYA-C5TS", CURRENT),
        ("OWH6-TWJB", OLD),
        ("owh6twjb", OLD),
    ],
)
def test_a_code_leads_to_its_answer_however_it_is_typed(page: Page, address: str, typed: str, answer: str) -> None:
    """The letters O, I and L, spaces, capitals, the hyphen and a whole address are forgiven."""
    page.goto(f"{address}check/")
    page.get_by_label("Check code").fill(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(answer)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter the check code that is printed on the copy."),
        ("1DYA-C5T", "You entered 7."),
        ("1DYA-C5TU", "No check code has the letter U. Look at the copy again: it may be a V."),
        ("0000-0000", "We do not recognise 0000-0000."),
    ],
)
def test_a_code_that_leads_nowhere_is_explained_beside_it(page: Page, address: str, typed: str, said: str) -> None:
    """The reader stays, with the field at hand."""
    page.goto(f"{address}check/")
    page.get_by_label("Check code").fill(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(said)
    expect(page.get_by_label("Check code")).to_be_focused()
    expect(page).to_have_url(f"{address}check/")


@pytest.mark.parametrize("written", ["1dya-c5ts/", "1DYAC5TS/", "IDYA-C5TS", "1DYA%20C5TS/"])
def test_an_address_typed_another_way_leads_to_the_answer(page: Page, address: str, written: str) -> None:
    """The page for what is not there finds it."""
    page.goto(f"{address}check/{written}")
    expect(page.get_by_role("heading", level=1)).to_have_text(CURRENT)
    expect(page).to_have_url(f"{address}check/1DYA-C5TS/")


@pytest.mark.parametrize("written", ["0000-0000/", "nonsense/", "%ff/"])
def test_an_address_with_a_code_that_nobody_issued_says_so(page: Page, address: str, written: str) -> None:
    """With the form at hand, in which another can be typed."""
    page.goto(f"{address}check/{written}")
    expect(page.get_by_role("heading", level=1)).to_have_text(NOT_KNOWN)
    page.get_by_label("Check code").fill("1DYA-C5TS")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(CURRENT)


def test_without_script_an_unknown_code_is_explained_and_its_form_is_there(browser: Browser, address: str) -> None:
    """In words that fit any address."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}check/0000-0000/")
    how = "Type the code as printed: capitals, with the hyphen"
    expect(page.get_by_text(how)).to_be_visible()
    expect(page.get_by_text("we do not recognise the code")).to_be_visible()
    expect(page.get_by_label("Check code")).to_be_visible()
    page.goto(f"{address}check/1DYA-C5TS/")
    expect(page.get_by_role("heading", level=1)).to_have_text("In force since 22 November 2026")
    context.close()


def test_another_address_that_leads_nowhere_is_not_taken_for_a_check(page: Page, address: str) -> None:
    """It says that there is no page."""
    page.goto(f"{address}no/such/page/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")


def test_an_old_copy_is_told_what_changed_since_then_where_to_read_and_whom_to_ask(page: Page, address: str) -> None:
    """The notes first, then how many rules changed and each grave change; the others are one step away."""
    page.goto(f"{address}check/0WH6-TWJB/")
    main = page.get_by_role("main").inner_text()
    places = [
        main.index(words)
        for words in (
            "Read the version in force",
            "What changed since version 1.0.0",
            "Version 2.0.0:",
            "Changes the meaning",
            "It now says the opposite",
            "Show the other changes",
            "Who to ask",
        )
    ]
    assert places == sorted(places)
    expect(page.get_by_role("heading", name="Rule 5")).to_be_hidden()
    page.get_by_text("Show the other changes").click()
    expect(page.get_by_role("heading", name="Rule 5")).to_be_visible()
