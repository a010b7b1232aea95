"""Every copy knows whether it is current: each form that a copy can take, in each state, as the design's table has it.

`make test` tries each form and each state; `make browsers` (INFORCE_BROWSERS=1) every form in every state.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from copies.conftest import Reader
from copies.library import STATES, TODAY, TOMORROW, YESTERDAY, State
from offline.conftest import Site
from offline.test_reading_without_network import as_if_fetched, visit
from open_pages import come_back, wait_for_check

Test = Callable[..., None]


def in_states(one: int) -> Callable[[Test], Test]:
    """Try every state, or in the short run the one of that number."""
    whole = os.environ.get("INFORCE_BROWSERS")
    return pytest.mark.parametrize("state", STATES if whole else [STATES[one % len(STATES)]], ids=str)


def at(page: Page, moment: str) -> None:
    """Set the reader's clock to *moment*, which is in London."""
    page.clock.set_fixed_time(datetime.fromisoformat(f"{moment}+00:00"))


def open_on(page: Page, site: Site, path: str, moment: str) -> None:
    """Open *path* with script at *moment*, and wait until the page has asked whether it is current."""
    at(page, moment)
    page.goto(site.address + path)
    wait_for_check(page)


def status_box(page: Page) -> str:
    """Return the status that the page shows."""
    return page.locator(".status-box__status").inner_text()


def sheets(page: Page) -> list[str]:
    """Print the page and return the words of each sheet, in one line."""
    pdf = PdfDocument(page.pdf(format="A4"))
    words = [sheet.get_textpage().get_text_bounded().replace("\ufffe", "") for sheet in pdf]
    return [re.sub(r"Page \d+ of \d+ ", "", re.sub(r"\s+", " ", text)) for text in words]


@in_states(2)
def test_a_page_online(reader: Reader, site: Site, by_day: Mapping[str, Path], state: State) -> None:
    """Status, version and every warning are there, and the day on which that was known."""
    site.folder = by_day[TODAY]
    tab, script = reader.tab, reader.script
    open_on(tab, site, state.page, f"{TODAY}T12:00:00")
    assert status_box(tab) == state.status_box
    assert state.notice in tab.get_by_role("main").inner_text()
    assert f"Version {state.version}" in tab.locator(".status-box").inner_text()
    checked = tab.locator(".status-box__checked")
    if script:
        expect(checked).to_have_text(state.checked("12:00"))
    else:
        assert checked.count() == 0


@in_states(1)
def test_a_page_of_yesterday_read_today(reader: Reader, site: Site, by_day: Mapping[str, Path], state: State) -> None:
    """Script knows which days have come; without it, the page gives the days themselves."""
    site.folder = by_day[TODAY]
    tab, script = reader.tab, reader.script
    open_on(tab, site, state.page, f"{TOMORROW}T00:30:00")
    assert status_box(tab) == (state.next_day if script else state.status_box)
    strip = tab.locator(".status-box").inner_text()
    if state.program in {"in force", "upcoming"} and not script:
        assert "This copy cannot tell whether it was replaced. Check at guidance.example.org/check/" in strip
    if state.next_day != state.status_box and script:
        assert tab.locator(".notice--overtaken").is_visible()
        assert "could not check on 23 November 2026 at 00:30" in strip


@in_states(3)
def test_a_tab_left_open(page: Page, site: Site, by_day: Mapping[str, Path], state: State) -> None:
    """What happened since it was opened is on it when the reader comes back."""
    site.folder = by_day[YESTERDAY]
    open_on(page, site, state.page, f"{YESTERDAY}T12:00:00")
    site.folder = by_day[TODAY]
    come_back(page, f"{TODAY}T09:30:00+00:00")
    expect(page.locator(".status-box__checked")).to_have_text(state.checked("09:30"))
    if state.program in {"superseded", "withdrawn"}:
        assert status_box(page) == state.program.capitalize()
        assert page.locator(".notice--overtaken").is_visible()
        assert all(state.printed in words for words in sheets(page))


@in_states(4)
def test_a_copy_out_of_the_cache_of_a_proxy(page: Page, site: Site, by_day: Mapping[str, Path], state: State) -> None:
    """An old page beside a new record, from the first moment."""
    old = (by_day[YESTERDAY] / state.page / "index.html").read_bytes()
    site.folder = by_day[TODAY]
    page.route(f"**/{state.page}", lambda route: route.fulfill(body=old, content_type="text/html; charset=utf-8"))
    open_on(page, site, state.page, f"{TODAY}T12:00:00")
    if state.program in {"superseded", "withdrawn"}:
        assert status_box(page) == state.program.capitalize()
    else:
        assert page.locator(".status-box__checked").inner_text() == state.checked("12:00")


@in_states(0)
def test_a_copy_kept_on_the_device(page: Page, site: Site, by_day: Mapping[str, Path], state: State) -> None:
    """It says when it was fetched, and never that it is in force now."""
    site.folder = by_day[TODAY]
    visit(page, site, state.page)
    as_if_fetched(page, f"{TODAY}T12:00:00.000Z")
    site.ill = "gone"
    open_on(page, site, state.page, f"{TODAY}T18:00:00")
    expect(page.locator(".notice--copy")).to_contain_text(
        f"Fetched on 22 November 2026 at 12:00; it may be out of date. {state.printed}"
    )
    assert status_box(page) == ("In force on 22 November 2026" if state.program == "in force" else state.status_box)
    assert "could not check on 22 November 2026 at 18:00" in page.locator(".status-box__checked").inner_text()
    for words in sheets(page):
        assert f"not checked since 22 November 2026. {state.printed}" in words


@in_states(5)
def test_a_print_from_the_browser(reader: Reader, site: Site, by_day: Mapping[str, Path], state: State) -> None:
    """On every sheet, twice."""
    site.folder = by_day[TODAY]
    tab, script = reader.tab, reader.script
    open_on(tab, site, state.page, f"{TODAY}T12:07:00")
    said = f"Printed on 22 November 2026 at 12:07. {state.printed}" if script else state.unscripted
    for words in sheets(tab):
        assert said in words
        assert "Check: guidance.example.org/check/" in words
        assert ("Do not use after" in words) == (script and state.printed.startswith("Do not use"))


@in_states(6)
def test_a_pdf(by_day: Mapping[str, Path], state: State) -> None:
    """Its making day stands for the day of printing."""
    file = by_day[TODAY] / state.page.rstrip("/")
    pdf = PdfDocument(file.with_name(f"{file.name}.pdf"))
    for sheet in pdf:
        words = re.sub(r"\s+", " ", sheet.get_textpage().get_text_bounded())
        assert "guidance.example.org/check/" in words.replace(" ", "")
        assert ("Do not use after" in words) == state.printed.startswith("Do not use")
        if not state.printed.startswith("Do not use"):
            assert "do not" in words


@in_states(7)
def test_a_copy_for_programs(by_day: Mapping[str, Path], state: State) -> None:
    """Every record says how its version stands, on which day, and until when that is known."""
    record = json.loads((by_day[TODAY] / "api" / f"{state.page.rstrip('/')}.json").read_text(encoding="utf-8"))
    assert record["status"] == state.program
    assert json.loads((by_day[TODAY] / record["links"]["as_at"].rpartition("/")[2]).read_bytes())["as_at"] == TODAY
    assert record["valid_until"] == (TODAY if "tomorrow" in state.name else None)
    markdown = (by_day[TODAY] / state.page / "index.md").read_text(encoding="utf-8")
    assert state.program in markdown
    assert f"api/{state.page.rpartition('/')[0].rpartition('/')[0]}/currency.json" in markdown
