"""Printing a page of guidance from a real browser: every sheet says what it is and until when it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import pytest
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument, PdfPage

from open_pages import wait_for_check
from theme.sample import CHECK, NOTICE, RULES

ON = datetime.fromisoformat("2026-11-24T12:07:00+00:00")
PAGE = "guidance/keeping-records/"


MILLIMETRE = 72 / 25.4
HEAD = 36 * MILLIMETRE
"""The margin at the top and the running head."""
FOOT = 19 * MILLIMETRE
"""The margin at the bottom, where the foot stands."""


@dataclass(frozen=True)
class Printout:
    """What comes out of the printer: the words of each sheet, of its head and of its foot, each in one line."""

    sheets: tuple[str, ...]
    heads: tuple[str, ...]
    feet: tuple[str, ...]
    script: bool


def print_out(browser: Browser, url: str, paper: str, *, script: bool) -> Printout:
    """Print the page at *url* as a reader does at a known moment."""
    context = browser.new_context(java_script_enabled=script)
    context.set_default_timeout(20_000)  # A sheet that is put together wrongly can hang the browser.
    page = context.new_page()
    page.clock.set_fixed_time(ON)
    page.goto(url)
    wait_for_check(page)
    pdf = PdfDocument(page.pdf(format=paper))
    context.close()
    return Printout(
        sheets=tuple(words_of(sheet) for sheet in pdf),
        heads=tuple(words_of(sheet, bottom=sheet.get_height() - HEAD) for sheet in pdf),
        feet=tuple(words_of(sheet, top=FOOT) for sheet in pdf),
        script=script,
    )


def words_of(sheet: PdfPage, bottom: float | None = None, top: float | None = None) -> str:
    """Return the words on *sheet*, or on the part of it between *bottom* and *top*, in points from its lower edge."""
    return in_one_line(sheet.get_textpage().get_text_bounded(bottom=bottom, top=top))


def in_one_line(words: str) -> str:
    """Return *words* without their line breaks. One after a hyphen leaves a space: a check code must have none."""
    return re.sub(r"\s+", " ", f"{words} ")


@pytest.fixture(scope="module", params=["A4 with script", "Letter with script", "A4 without", "Letter without"])
def printout(request: pytest.FixtureRequest, browser: Browser, address: str) -> Printout:
    """The long page of guidance on the paper that readers have, with script and without."""
    paper, _, script = request.param.partition(" ")
    return print_out(browser, address + PAGE, paper, script=script == "with script")


def test_every_sheet_says_what_it_is_until_when_it_counts_and_where_to_check(printout: Printout) -> None:
    """In the running head and in the foot, so that a browser that drops one still prints the other."""
    state = (
        "Printed on 24 November 2026 at 12:07. Do not use after 1 December 2026."
        if printout.script
        else "treat this copy as out of date."
    )
    assert len(printout.sheets) >= 6
    for number, words in enumerate(printout.sheets, start=1):
        assert "Printed copy: for immediate reference only. Do not file." in words
        assert "Keeping records, version 2.0.0 (in force). Check code 7K3Q-9XMA." in words
        assert "Version 2.0.0, check code 7K3Q-9XMA." in words
        assert words.count(state) >= 2
        assert words.count(CHECK) >= 2
        assert f"Page {number} of {len(printout.sheets)}" in words


def test_head_and_foot_lie_over_nothing(printout: Printout) -> None:
    """Each has its part of the sheet for itself."""
    state = (
        "Printed on 24 November 2026 at 12:07. Do not use after 1 December 2026."
        if printout.script
        else "Printed on ________. Printed without JavaScript: treat this copy as out of date."
    )
    head = (
        "Printed copy: for immediate reference only. Do not file. Keeping records, version 2.0.0 (in force). "
        f"Check code 7K3Q-9XMA. {state} Check: {CHECK}"
    )
    assert {words.strip() for words in printout.heads} == {head}
    foot = state if printout.script else "Printed without JavaScript: treat this copy as out of date."
    for number, words in enumerate(printout.feet, start=1):
        page_number = f"Page {number} of {len(printout.feet)}"
        assert words.count(page_number) == 1
        rest = in_one_line(words.replace(page_number, " ")).strip()
        assert rest == f"Version 2.0.0, check code 7K3Q-9XMA. {foot} Check: {CHECK}"


def test_without_script_no_sheet_names_a_date_that_nobody_knows(printout: Printout) -> None:
    """The day of printing is a blank to be filled in, on every sheet."""
    assert {"Printed on ________." in words for words in printout.sheets} == {not printout.script}


def test_the_notice_stands_in_full_on_the_first_sheet_and_the_panel_on_the_last(printout: Printout) -> None:
    """Whoever holds the first sheet reads the notice; whoever reads to the end learns where to check."""
    assert NOTICE in printout.sheets[0].replace("- ", "-")
    assert "Is this copy still current?" in printout.sheets[-1]


def test_every_rule_is_printed_once_with_its_source_and_nothing_folded_is_lost(printout: Printout) -> None:
    """What the screen folds away is open on paper."""
    words = " ".join(printout.sheets)
    for number in range(1, RULES + 1):
        assert words.count(f"A Ministry, July 2018, rule {number} ") == 1
    assert "The spelling of courts." in words
    assert "What changed in 2.0.0" in words


def test_a_short_rule_stands_on_one_sheet_and_no_source_is_parted_from_the_last_words_of_its_rule(
    printout: Printout,
) -> None:
    """A rule of a few lines is never torn; a longer one may run on to the next sheet, and its source with it."""
    for number in range(1, RULES + 1):
        end = f"leave no gap. Source: Keeping records well, A Ministry, July 2018, rule {number} "
        begins = [place for place, words in enumerate(printout.sheets) if f"decision of case {number} " in words]
        ends = [place for place, words in enumerate(printout.sheets) if end in words]
        assert len(ends) == 1
        assert begins == ends if is_short(number) else begins[-1] <= ends[0]


def is_short(number: int) -> bool:
    """Whether the rule has but one paragraph of a few lines."""
    return number % 3 == 0 and number % 5 > 0


@pytest.mark.parametrize("script", [True, False])
def test_an_ordinary_page_says_on_paper_when_and_from_where_it_was_printed(
    browser: Browser, address: str, *, script: bool
) -> None:
    """Lists of guidance go out of date too; without script there is room for the day, and the foot is bare."""
    (words,) = print_out(browser, address, "A4", script=script).sheets
    assert "Guidance in force" in words
    assert "Page 1 of 1" in words
    assert words.count("Check there for what applies now.") == (2 if script else 1)
    assert ("Printed on ________ from" in words) == (not script)


def test_a_dark_screen_prints_black_on_white(browser: Browser, address: str) -> None:
    """Paper has no dark scheme."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address + PAGE)
    page.emulate_media(media="print")
    grounds = page.evaluate(
        "['html', 'body', '.md-main', '.status-box', '.notice', '.print-notice'].map("
        "(name) => getComputedStyle(document.querySelector(name)).backgroundColor)"
    )
    inks = page.evaluate(
        "['h1', '[data-rule-text]', '.status-box__bar', '.print-notice'].map("
        "(name) => getComputedStyle(document.querySelector(name)).color)"
    )
    context.close()
    assert set(grounds) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert set(inks) == {"rgb(0, 0, 0)"}


def test_on_paper_no_heading_is_larger_than_the_one_above_it(browser: Browser, address: str) -> None:
    """The size of a heading says how far down it stands."""
    page = browser.new_page()
    page.goto(address + PAGE)
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """['h1', 'h2', 'h3', 'h4'].map((name) => {
          const heading = document.querySelector(".md-content__inner").appendChild(document.createElement(name));
          return parseFloat(getComputedStyle(heading).fontSize);
        })"""
    )
    page.close()
    assert sizes == sorted(set(sizes), reverse=True)
