"""What was opened in Firefox is read there without the site, as a copy that says so, on the screen and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from firefox import Firefox
from offline.conftest import Site
from offline.in_firefox import KEPT, read_at, visit
from offline.test_reading_without_network import AS_IF_FETCHED, DOCUMENT, TAKES_LONG
from prints.sheets import letters, read_sheets

A4 = {"paperWidth": 210, "paperHeight": 297, "orientation": 0}


def test_a_page_that_was_visited_is_read_without_the_site_and_printed_as_a_copy(fox: Firefox, site: Site) -> None:
    """Screen and sheets say when it was fetched and until when it counts, and nowhere that it is in force now."""
    visit(fox, site, DOCUMENT)
    fox.run(AS_IF_FETCHED, "2026-11-22T12:03:00.000Z")
    site.ill = "gone"
    fox.open(site.address + DOCUMENT)
    read_at(fox, "2026-11-25T09:00:00+00:00")
    assert fox.text(".notice--copy").split("\n\n") == [
        "This is a copy saved on this device",
        "Fetched on 22 November 2026 at 12:03; it may be out of date. Do not use after 29 November 2026.",
    ]
    assert fox.text(".status-box__status") == "In force on 22 November 2026"
    assert "is in force" not in fox.text()
    assert fox.run("() => document.querySelectorAll('.status-box--in-force').length") == 0
    assert fox.run("() => document.querySelectorAll('.rule').length") == 7
    sheets = read_sheets(fox.print_page(**A4))
    state = (
        "Printed on 25 November 2026 at 09:00, not checked since 22 November 2026. Do not use after 29 November 2026."
    )
    assert len(sheets) > 1
    assert all(letters(state) in letters(sheet.words) for sheet in sheets)
    assert letters("Fetched on 22 November 2026 at 12:03; it may be out of date.") in letters(sheets[0].words)


@TAKES_LONG
def test_a_page_that_was_not_kept_is_named(fox: Firefox, site: Site) -> None:
    """With what is kept instead."""
    visit(fox, site, DOCUMENT)
    site.ill = "gone"
    fox.open(f"{site.address}{DOCUMENT}history/")
    fox.wait_until("document.querySelector('[data-offline=kept] a')")
    assert fox.text("[data-offline=wanted]") == (
        f"The page /{DOCUMENT}history/ is not saved on this device. You can read it when you are online."
    )
    assert fox.text("[data-offline=kept]") == "7 golden rules to information sharing - Guidance library"
    fox.open(fox.run("() => document.querySelector('[data-offline=kept] a').href"))
    assert "This is a copy saved on this device" in fox.text(".notice--copy")


@TAKES_LONG
@pytest.mark.parametrize("ill", ["failing", "hanging"])
def test_a_site_that_fails_or_does_not_answer_is_one_without_network(fox: Firefox, site: Site, ill: str) -> None:
    """After six seconds nobody waits any more, nor does the browser for what is not kept."""
    visit(fox, site, DOCUMENT)
    site.ill = ill
    fox.open(site.address + DOCUMENT)
    site.ill = "gone"
    assert "This is a copy saved on this device" in fox.text(".notice--copy")
    assert fox.text("[data-offline-link]") == "Read offline"


@TAKES_LONG
def test_a_site_that_does_not_answer_is_not_waited_for_twice(fox: Firefox, site: Site) -> None:
    """What belongs to the page comes at once, once the page itself was waited for."""
    visit(fox, site, DOCUMENT)
    site.ill = "hanging"
    site.asked.clear()
    fox.open(site.address + DOCUMENT)
    site.ill = "gone"
    assert DOCUMENT in site.asked
    assert not [path for path in site.asked if path.endswith(".css")]


@TAKES_LONG
def test_a_site_that_is_there_again_is_asked_again(fox: Firefox, site: Site) -> None:
    """What it will never answer has ended by then: browsers have six connections to a site and no more."""
    visit(fox, site, DOCUMENT)
    site.ill = "stuck"
    fox.open(site.address + DOCUMENT)
    assert "This is a copy saved on this device" in fox.text(".notice--copy")
    site.ill = ""
    fox.open(site.address + DOCUMENT)
    assert fox.run("() => document.querySelectorAll('.notice--copy').length") == 0


@TAKES_LONG
def test_a_copy_that_was_kept_for_longer_than_a_print_counts_is_not_to_be_relied_on(fox: Firefox, site: Site) -> None:
    """Neither on the screen nor on any sheet."""
    visit(fox, site, DOCUMENT)
    fox.run(AS_IF_FETCHED, "2026-11-22T12:03:00.000Z")
    site.ill = "gone"
    fox.open(site.address + DOCUMENT)
    read_at(fox, "2026-11-30T09:00:00+00:00")
    against = "That is too long ago: do not rely on this copy."
    assert against in fox.text(".notice--copy")
    assert all(letters(against) in letters(sheet.words) for sheet in read_sheets(fox.print_page(**A4)))


@TAKES_LONG
def test_a_page_is_fetched_from_the_site_as_long_as_that_answers(fox: Firefox, site: Site, a_day_later: Path) -> None:
    """Neither the copy nor what the browser kept by itself is shown before."""
    visit(fox, site, DOCUMENT)
    site.folder = a_day_later
    fox.open(site.address + DOCUMENT)
    fox.wait_until("document.documentElement.dataset.siteDay === '2026-11-23'")
    assert fox.run("() => document.querySelectorAll('.notice--copy').length") == 0


@TAKES_LONG
def test_no_answer_on_whether_a_copy_is_current_is_kept(fox: Firefox, site: Site) -> None:
    """Read later, it would be taken for new."""
    visit(fox, site, DOCUMENT)
    fox.open(f"{site.address}check/1DYA-C5TS/")
    visit(fox, site, "about/")
    assert not [path for path in fox.run(KEPT) if path.startswith(("check/", "api/"))]
    site.ill = "gone"
    fox.open(f"{site.address}check/1DYA-C5TS/")
    assert "The page /check/1DYA-C5TS/ is not saved on this device" in fox.text("[data-offline=wanted]")
