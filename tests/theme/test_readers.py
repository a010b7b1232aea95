"""The frame in a real browser: for people who use a keyboard, a screen reader, a small screen or a dark one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from site_server import serving

PATHS = (
    "guidance/keeping-records/",
    "guidance/superseded/",
    "guidance/comparison/",
    "",
    "about/",
    "check/",
    "404.html",
)
LATE = "was preloaded using link preload but not used within a few seconds"
"""What Chromium says of any font on a machine that is too busy to draw the page by then."""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """The narrowest screen that pages must work on."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def hinders_nobody(page: Page, *rules: str) -> None:
    """Assert that axe finds nothing on *page* as it is now, by all its rules or by those named."""
    found = Axe().run(page, options={"runOnly": list(rules)} if rules else None)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


@pytest.mark.parametrize(("width", "paths"), [(1280, PATHS), (375, PATHS[:1]), (320, PATHS)])
def test_no_page_hinders_anyone_or_leaves_this_machine(
    browser: Browser, address: str, width: int, paths: tuple[str, ...]
) -> None:
    """In light and dark: no finding of axe, nothing too wide, no protest from the browser, no request elsewhere."""
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    protests: list[str] = []
    requested: set[str] = set()
    page.on("console", lambda message: LATE not in message.text and protests.append(message.text))
    page.on("pageerror", lambda error: protests.append(str(error)))
    page.on("request", lambda request: requested.add(request.url))
    for path in paths:
        page.goto(address + path)
        hinders_nobody(page)
        page.emulate_media(color_scheme="dark")
        hinders_nobody(page, "color-contrast")  # The scheme changes nothing else.
        page.emulate_media(color_scheme="light")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert protests == []
    assert [url for url in requested if not url.startswith(address)] == []


def test_the_first_tab_leads_past_the_frame(phone: Page, address: str) -> None:
    """Enter on the skip link and the next stop is in the content."""
    phone.goto(address + "guidance/keeping-records/")
    phone.keyboard.press("Tab")
    expect(phone.locator(".skip-link")).to_be_focused()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    expect(phone.locator(".page-links a").first).to_be_focused()


def test_the_menu_of_a_phone_opens_and_shuts_by_keyboard(phone: Page, address: str) -> None:
    """With its links out of reach while it is shut, and the focus back on its button after Escape."""
    phone.goto(address)
    button = phone.get_by_role("button", name="Menu")
    assert not is_expanded(phone)
    expect(phone.get_by_role("link", name="Check a copy", exact=True)).not_to_be_visible()
    button.focus()
    phone.keyboard.press("Enter")
    assert is_expanded(phone)
    expect(phone.get_by_role("link", name="Check a copy", exact=True)).to_be_visible()
    hinders_nobody(phone)
    phone.keyboard.press("Escape")
    assert not is_expanded(phone)
    expect(button).to_be_focused()
    phone.keyboard.press("Space")
    expect(phone.get_by_role("link", name="Check a copy", exact=True)).to_be_visible()


def is_expanded(page: Page) -> bool:
    """Whether a screen reader is told that the menu is open, as the browser has it."""
    tools = page.context.new_cdp_session(page)
    found = tools.send("Accessibility.getFullAXTree")["nodes"]
    (button,) = [
        one for one in found if one.get("role", {}).get("value") == "button" and one["name"]["value"] == "Menu"
    ]
    (told,) = [one["value"]["value"] for one in button["properties"] if one["name"] == "expanded"]
    return bool(told)


def test_a_desktop_shows_menu_and_search_without_buttons_for_them(browser: Browser, address: str) -> None:
    """There is room for both."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("link", name="Check a copy", exact=True)).to_be_visible()
    expect(page.get_by_role("searchbox", name="Search", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).not_to_be_visible()
    expect(page.locator(".site-search-link")).not_to_be_visible()
    context.close()


def test_the_menu_of_a_phone_opens_by_keyboard_without_script_too(browser: Browser, address: str) -> None:
    """The browser itself opens it."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("link", name="Check a copy", exact=True)).to_be_visible()
    context.close()


def test_a_search_by_keyboard_finds_tells_how_many_and_keeps_the_place(browser: Browser, address: str) -> None:
    """The count is announced; arrows lead through what was found, and Escape back to the words that were typed."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    field = page.get_by_role("searchbox", name="Search", exact=True)
    field.press_sequentially("words")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("3 results for words")
    hinders_nobody(page)
    found = page.locator(".site-search__found a")
    page.keyboard.press("ArrowDown")
    expect(found.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(found.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(found.first).not_to_be_visible()
    assert field.input_value() == "words"
    page.close()


def test_nothing_opens_by_focus_alone(phone: Page, address: str) -> None:
    """On a phone the search is a page of its own, which a link leads to; its field waits there for the words."""
    phone.goto(address)
    phone.get_by_role("link", name="Search").first.focus()
    for _ in range(4):
        phone.keyboard.press("Tab")
    assert phone.url == address
    assert phone.evaluate("document.elementFromPoint(160, 320).closest('main') !== null")


def test_a_single_letter_is_no_command(phone: Page, address: str) -> None:
    """People who dictate do not find themselves in the search."""
    phone.goto(address)
    phone.locator(".site-name").focus()
    for key in ("s", "f", "/", "n", "p"):
        phone.keyboard.press(key)
    expect(phone.locator(".site-name")).to_be_focused()
    assert phone.url == address


@pytest.mark.parametrize(
    "typed",
    [
        "7K3Q-9XMA",
        "7k3q9xma",
        " 7K3Q 9XMA ",
        "7k3q\u20139xma",
        "https://guidance.example.org/check/7K3Q-9XMA/",
        "guidance.example.org/check/7k3q9xma",
        "Check: guidance.example.org/check/7K3Q- 9XMA/",
        "https://example.org/our/check/check/7K3Q-9XMA/",
        "Version 1.0.0, check code 7K3Q-9XMA. Do not use after 5 December 2026.",
        "Prüfnummer: 7K3Q-9XMA",
        "\uff17\uff2b\uff13\uff31\uff0d\uff19\uff38\uff2d\uff21",
    ],
)
def test_a_check_code_is_understood_however_it_is_typed(phone: Page, address: str, typed: str) -> None:
    """Capitals, gaps, hyphens, whole addresses and whole lines of a copy make no difference."""
    phone.goto(address + "check/")
    phone.get_by_label("Check code").fill(typed)
    phone.keyboard.press("Enter")
    phone.wait_for_url(address + "check/7K3Q-9XMA/")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter the check code that is printed on the copy."),
        (
            "7K3Q-9XM",
            "Enter a code with 8 letters and digits, such as 7K3Q-9XMA. You entered 7.",
        ),
        ("7K3Q-9XMU", "No check code has the letter U. Look at the copy again: it may be a V."),
        (
            "oil0-OIL1",
            "We do not recognise 0110-0111. Check that you typed it correctly. If that is the code on your "
            "copy, do not use the copy.",
        ),
    ],
)
def test_a_check_code_that_leads_nowhere_gets_a_plain_answer(
    phone: Page, address: str, typed: str, message: str
) -> None:
    """On the page, with the focus in the field; letters that digits are taken for are read as those digits."""
    phone.goto(address + "check/")
    field = phone.get_by_label("Check code")
    field.fill(typed)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("alert")).to_have_text(message)
    expect(field).to_be_focused()


def test_the_page_for_a_missing_address_checks_codes_too(phone: Page, address: str) -> None:
    """Whoever typed a code wrong is one field away from typing it right."""
    phone.goto(address + "404.html")
    phone.get_by_label("Check code").fill("7K3Q 9XMA")
    phone.keyboard.press("Enter")
    phone.wait_for_url(address + "check/7K3Q-9XMA/")


def test_the_way_back_from_a_copy_leads_past_an_address_that_was_typed_otherwise(phone: Page, address: str) -> None:
    """Whoever goes back is not led forward again."""
    phone.goto(address + "about/")
    phone.goto(address + "check/?code=7k3q9xma")
    phone.wait_for_url(address + "check/7K3Q-9XMA/")
    phone.go_back()
    phone.wait_for_timeout(500)
    assert phone.url == address + "about/"


def test_a_site_below_a_folder_named_check_takes_no_address_of_its_own_for_a_code(
    phone: Page, site: Path, tmp_path: Path
) -> None:
    """Its check page is not about a copy."""
    shutil.copytree(site, tmp_path / "check")
    with serving(tmp_path) as address:
        phone.goto(address + "check/check/")
        expect(phone.get_by_label("Check code")).to_have_value("")
        assert phone.locator(".check-form__message").text_content() == ""
