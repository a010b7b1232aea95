"""The history in a real browser: its date box answers as the program does, and its drawing can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Page, expect

from inforce.model.guidance import Document
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.answers_by_day import answers
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_document_of_versions, a_library, a_version
from library_strategies import DAYS, documents
from made_pages import make_pages

HISTORY = "guidance/seven-golden-rules/history/"
BEGIN = date(2025, 12, 1)
SPAN = 800

# Asks the date box for every day as a reader does, and gives back all that it says; no address is kept for each.
ASK_EVERY_DAY = """async ({ body, script, begin, span, known }) => {
  delete document.documentElement.dataset.since;
  document.documentElement.dataset.confirmed = known;
  document.querySelector("article").innerHTML = body;
  for (const part of document.querySelectorAll("article script")) part.outerHTML = part.textContent;
  history.replaceState = () => {};
  await new Promise((done) => {
    const added = document.createElement("script");
    added.src = script;
    added.onload = done;
    document.head.append(added);
  });
  const panel = document.querySelector(".as-it-stood");
  const field = panel.querySelector("input");
  const said = [];
  for (let count = 0; count < span; count += 1) {
    const day = new Date(Date.parse(begin) + count * 86400000).toISOString().slice(0, 10);
    field.value = day;
    field.dispatchEvent(new Event("input"));
    said.push([
      panel.querySelector(".as-it-stood__answer").textContent,
      panel.querySelector(".as-it-stood__links a")?.textContent ?? "",
    ]);
  }
  return said;
}"""

DRAW = """async ({ body, script }) => {
  document.querySelector("article").innerHTML = body;
  for (const part of document.querySelectorAll("article script")) part.outerHTML = part.textContent;
  await new Promise((done) => {
    const added = document.createElement("script");
    added.src = script;
    added.onload = done;
    document.head.append(added);
  });
}"""

# The boxes of all words of the drawing that are shown, and that of the drawing.
MEASURE = """() => {
  const box = (element) => { const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left, right, top, bottom, text: element.textContent }; };
  return {
    drawing: box(document.querySelector(".timeline__drawing")),
    words: [...document.querySelectorAll(".timeline__drawing text")].map(box).filter(({ left, right }) => right > left),
  };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The history of the first document, whose content tests may replace."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(address + HISTORY)
    yield opened
    context.close()


@pytest.fixture(scope="module")
def script(page: Page) -> str:
    """The script of histories, as the page has it before its content is replaced."""
    return str(page.locator("script[src*='/history.']").get_attribute("src"))


def body_of(document: Document, known: date) -> str:
    pages = make_pages(a_library(document), SiteFacts("Guidance"), known, ()).printed
    return next(str(page.body) for page in pages if page.address.endswith("/history/"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents(), DAYS)
def test_the_date_box_answers_for_every_day_as_the_program_does(
    page: Page, script: str, document: Document, known: date
) -> None:
    """Word for word, over documents of any shape; the link that it gives leads to the version of that day."""
    given_ = {
        "body": body_of(document, known),
        "script": f"{script}?{known}",
        "begin": BEGIN.isoformat(),
        "span": SPAN,
        "known": known.isoformat(),
    }
    said = page.evaluate(ASK_EVERY_DAY, given_)
    expected = answers(DocumentOnDay(document, known, a_library(document)))
    for count, (words, link) in enumerate(said):
        day = BEGIN + timedelta(days=count)
        (one,) = [answer for answer in expected if answer.holds(day)]
        assert words == one.on(day, known)
        assert (f"Read version {one.version}" in link) == bool(one.version)


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.parametrize(
    "document",
    [
        a_document(a_version(begins=None), a_version("2.0.0", begins=date(2026, 11, 22))),
        a_document(a_version(begins=date(1996, 5, 1)), a_version("2.0.0", begins=date(2027, 1, 1))),
        a_document_of_versions(3, every=timedelta(days=1)),
        a_document_of_versions(60, every=timedelta(days=180)),
    ],
    ids=["start not known", "thirty years", "three days", "sixty versions"],
)
def test_no_words_of_the_drawing_meet_or_are_cut_off(page: Page, script: str, document: Document, width: int) -> None:
    """Measured as the browser lays them out, with the fonts of the site; some words there always are."""
    page.set_viewport_size({"width": width, "height": 900})
    page.clock.set_fixed_time(datetime.fromisoformat("2026-12-03T12:00:00+00:00"))
    page.evaluate(DRAW, {"body": body_of(document, date(2026, 12, 3)), "script": f"{script}?{width}"})
    measured: Any = page.evaluate(MEASURE)
    words, drawing = measured["words"], measured["drawing"]
    assert len(words) >= 3
    assert "Today, 3 December 2026" in [word["text"] for word in words]
    for place, one in enumerate(words):
        assert drawing["left"] - 0.5 <= one["left"]
        assert one["right"] <= drawing["right"] + 0.5
        for other in words[place + 1 :]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            above = one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1
            assert apart or above, json.dumps([one, other])
    # the theme's own script sets its sidebars anew a moment after the window changed
    page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width, timeout=5000)


def test_a_day_is_asked_for_by_keyboard_and_the_answer_has_an_address(browser: Browser, address: str) -> None:
    """The address that stands there then gives the same answer to whoever it is sent to.

    The twelfth of the twelfth is typed alike wherever the browser is from.
    """
    context = browser.new_context()
    asking = context.new_page()
    asking.goto(address + HISTORY)
    asking.get_by_label("Which day do you want to know about?").press_sequentially("12122026")
    said = "As planned when this page was made, version 2.0.0 is in force on 12 December 2026."
    expect(asking.locator(".as-it-stood").get_by_role("status")).to_have_text(said)
    assert asking.url == f"{address}{HISTORY}?on=2026-12-12"
    reading = context.new_page()
    reading.goto(asking.url)
    expect(reading.locator(".as-it-stood").get_by_role("status")).to_have_text(said)
    link = reading.locator(".as-it-stood__links").get_by_role("link", name="Read version 2.0.0, in force")
    link.click()
    expect(reading).to_have_url(f"{address}guidance/seven-golden-rules/2.0.0/")
    context.close()


@pytest.mark.parametrize("asked", ["yesterday", "2026-02-30", "<b>", ""])
def test_an_address_with_no_day_in_it_asks_for_none(browser: Browser, address: str, asked: str) -> None:
    """The box stays empty, and nothing is answered."""
    page = browser.new_page()
    page.goto(f"{address}{HISTORY}?on={asked}")
    expect(page.get_by_label("Which day do you want to know about?")).to_have_value("")
    expect(page.locator(".as-it-stood__answer")).to_be_empty()
    page.close()


def test_without_script_the_table_answers_and_no_form_leads_nowhere(browser: Browser, address: str) -> None:
    """The date box is not there; the days and their versions are."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + HISTORY)
    expect(page.get_by_label("Which day do you want to know about?")).to_be_hidden()
    table = page.get_by_role("table", name="What applied when")
    expect(table.get_by_role("row")).to_have_text(
        ["DaysWhat applied", "From 22 November 2026 onVersion 2.0.0: in force",
         "Up to and including 21 November 2026Version 1.0.0: superseded. The start date is not known"]
    )  # fmt: skip
    expect(table.get_by_role("rowheader", name="From 22 November 2026 on")).to_be_visible()
    context.close()
