"""In another language no script says a word of ours that its catalogue did not give it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from foreign_words import told
from inforce.publish.register import Published, Register
from made_up_language import cyrillic
from offline.conftest import Site
from offline.test_reading_without_network import expect_kept
from pdf.pdf_reading import letters, page_texts
from real_project import DAY

SHOWN = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const marks = [...document.querySelectorAll("*")].flatMap((one) =>
    ["::before", "::after"].map((mark) => getComputedStyle(one, mark).content)).filter((text) => text.startsWith('"'));
  const names = [...document.querySelectorAll("*")].flatMap((one) =>
    ["title", "alt", "aria-label", "placeholder"].map((name) => one.getAttribute(name)).filter(Boolean));
  return [document.title, document.body.innerText, document.documentElement.dataset.printLine ?? "",
    ...marks, ...names];
}"""


def shown(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what a page shows once its scripts have run."""
    for text in page.evaluate(SHOWN):
        yield from ((page.url, line) for line in text.splitlines())


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser."""
    made = browser.new_context()
    yield made
    made.close()


STATES = {
    "guidance/sharing/": ("2026-11-22", "2027-01-10", "2027-06-01"),
    "guidance/sharing/1.0.0/": ("2026-11-22",),
    "guidance/sharing/3.0.0/": ("2027-02-01",),
    "guidance/keys/": ("2026-11-22", "2027-01-10"),
    "guidance/travel/": ("2026-11-22",),
    "guidance/coming/": ("2026-11-22",),
    "guidance/sharing/history/": ("2026-11-22",),
    "guidance/sharing/rules/ask-first/": ("2026-11-22",),
    "guidance/sharing/compare/?old=1.0.0&new=2.0.0": ("2026-11-22",),
    "": ("2026-11-22",),
    "404.html": ("2026-11-22",),
    "check/{sharing 1.0.0}/": ("2026-11-22",),
    "check/{sharing 2.0.0}/": ("2026-11-22", "2027-01-10"),
    "check/{sharing 3.0.0}/": ("2026-11-22", "2027-01-10"),
    "check/{travel 1.0.0}/": ("2026-11-22",),
    "sources/advice/2015/": ("2026-11-22",),
    "status/": ("2026-11-22",),
}
"""Pages, those of checks by the version that they are of, and the days on which a reader has them open."""


@pytest.mark.parametrize("path", STATES)
def test_no_script_says_a_word_outside_the_catalogue(
    context: BrowserContext, translated: Path, where: str, path: str
) -> None:
    """Whatever day it is for the reader, on the screen and on paper, whether or not the site answers what holds now."""
    page = context.new_page()
    address = where + re.sub(r"\{(\S+) (\S+)\}", lambda version: code_of(translated, *version.groups()), path)
    for day in STATES[path]:
        page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00+00:00"))
        for answers in (True, False):
            if not answers:
                page.route("**/currency.json*", lambda route: route.abort())
            page.goto(address)
            if page.locator("html[data-version]").count():
                page.locator(".status-box__checked").wait_for()
            assert told(shown(page)) == {}
            page.emulate_media(media="print")
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            assert told(shown(page)) == {}
            page.emulate_media(media="screen")
            page.unroute("**/currency.json*")


def code_of(site: Path, document: str, version: str) -> str:
    """Return the check code of a version."""
    record = json.loads((site / "api" / "guidance" / document / f"{version}.json").read_bytes())
    return str(record["check_code"])


def test_what_the_check_form_answers_is_in_the_catalogue(context: BrowserContext, where: str) -> None:
    """Whatever is wrong with what was typed."""
    page = context.new_page()
    said = set()
    for typed in ("", "7K3", "7K3Q-9XMU", "7K3Q-9XMA"):
        page.goto(f"{where}check/")
        page.fill("[name=code]", typed)
        page.click(".check-form button")
        message = page.locator(".check-form__message")
        message.filter(has_text=re.compile(r"\S")).wait_for()
        said.add(message.inner_text())
        assert told(shown(page)) == {}
    assert len(said) == 4


def test_what_the_search_says_is_in_the_catalogue(context: BrowserContext, where: str) -> None:
    """How much it found, and that it found nothing."""
    page = context.new_page()
    page.goto(where)
    status = page.locator(".site-search__count")
    for typed, said in (("unless", "1 result for {query}"), ("яяяя", "No results for {query}")):
        page.fill(".site-search__field", "")
        page.locator(".site-search__field").press_sequentially(typed)
        status.filter(has_text=cyrillic(said).format(query=typed)).wait_for()
        assert told(shown(page)) == {}


def test_what_the_history_says_of_a_day_is_in_the_catalogue(context: BrowserContext, where: str) -> None:
    """Of days on which a version applied, of days before, and of days after a document was withdrawn."""
    page = context.new_page()
    said = set()
    for document, days in (("sharing", ("1999-12-31", "2026-03-02", "2027-01-20")), ("travel", ("2025-01-01", DAY))):
        page.goto(f"{where}guidance/{document}/history/")
        for day in days:
            page.fill(".as-it-stood input", day)
            expect(page.locator(".as-it-stood__answer")).not_to_be_empty()
            said.add(page.locator(".as-it-stood__answer").inner_text())
            assert told(shown(page)) == {}
    assert len(said) == 5


def test_what_is_said_of_what_the_site_showed_is_in_the_catalogue(context: BrowserContext, where: str) -> None:
    """Of every kind of day, and where there is no register."""
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(f"{DAY}T12:00:00+00:00"))
    answer = page.locator(".shown-form__answer")
    page.goto(f"{where}shown/?document=travel&on={DAY}")
    expect(answer.locator("p")).to_have_text(cyrillic(NO_REGISTER))
    held = Register().extended([(Published("travel", "1.0.0", "0" * 64), "unknown")], "2026-01-02T09:30:00Z", "")
    page.route("**/register.jsonl", lambda route: route.fulfill(body=held.content))
    page.goto(f"{where}shown/?document=travel")
    for day, paragraphs in (("2026-01-01", 1), ("2026-01-02", 2), ("2026-01-03", 1), (DAY, 3), ("2026-12-24", 1)):
        page.fill("#shown_day", day)
        expect(answer.locator("p")).to_have_count(paragraphs)
        assert told((day, text) for text in answer.all_inner_texts()) == {}


NO_REGISTER = "We cannot read the register of this site. It is there once the site has been published."


def test_what_is_said_without_network_is_in_the_catalogue(context: BrowserContext, translated: Path) -> None:
    """On the page that saves guidance, on the copy of a page, and where a page was not kept."""
    site = Site(translated)
    page = context.new_page()

    def says(sentence: str) -> None:
        """Wait until the page says that of what it saves, in which numbers and days stand for themselves."""
        words = re.sub(r"\\\{\w+\\\}", ".*", re.escape(cyrillic(sentence)))
        expect(page.locator("[data-offline=form]")).to_contain_text(re.compile(words))
        assert told(shown(page)) == {}

    try:
        page.goto(f"{site.address}offline/?wanted=/guidance/coming/")
        says("About {number} MB. Pages already on this device will not be downloaded again.")
        for box in page.locator("[name=topic]").all():
            box.uncheck()
        says("Choose at least one topic.")
        page.locator("[name=topic]").first.check()
        page.click("[data-offline=save]")
        says("Saved on {day} at {time}: {all} files.")
        page.reload()
        says("Last updated on {day} at {time}.")
        page.goto(f"{site.address}guidance/sharing/")
        expect_kept(page, "guidance/sharing/")
        site.ill = "gone"
        page.goto(f"{site.address}guidance/sharing/")
        expect(page.locator(".notice--copy")).to_contain_text(cyrillic("This is a copy saved on this device"))
        assert told(shown(page)) == {}
        page.goto(f"{site.address}guidance/coming/")
        expect(page.locator("[data-offline=wanted]")).to_be_visible()
        says("You need to be online to see what can be saved.")
        site.ill = ""
        page.goto(f"{site.address}offline/")
        says("About {number} MB.")
        site.ill = "gone"
        page.click("[data-offline=save]")
        says("We could not reach the site. Copies saved earlier are still here.")
        page.click("[data-offline=remove]")
        says("All copies were removed from this device.")
    finally:
        site.stop()


def test_a_sheet_printed_by_a_browser_has_no_word_outside_the_catalogue(context: BrowserContext, where: str) -> None:
    """The lines in its margins, with the number of the sheet, among them."""
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(f"{DAY}T12:00:00+00:00"))
    page.goto(f"{where}guidance/sharing/")
    page.wait_for_load_state("networkidle")
    sheets = page_texts(page.pdf(format="A4"))
    assert told(("sheet", sheet) for sheet in sheets) == {}
    number = cyrillic("Page {page} of {pages}").format(page=1, pages=len(sheets))
    assert letters(number) in letters(sheets[0])
