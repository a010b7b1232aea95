"""The same promises in Firefox: what was opened or saved is read without the site, as a copy, and can be taken away.

One Firefox serves the whole run: each test leaves nothing in it, and has a site of its own on a port of its own.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from firefox import Firefox
from offline.conftest import Site
from offline.test_reading_without_network import AS_IF_FETCHED, DOCUMENT, NOTHING_IS_LEFT, TAKES_LONG
from offline.test_saving_a_manual import AS_IF_LONG_AGO, listed
from prints.sheets import letters, read_sheets

A4 = {"paperWidth": 210, "paperHeight": 297, "orientation": 0}
KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname.slice(1));
    }
    return found;
}"""
READY = "navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"


@pytest.fixture
def reader(firefox: Firefox) -> Iterator[Firefox]:
    """A reader's Firefox, with nothing kept yet."""
    yield firefox
    firefox.forget_everything()


def expect_kept(reader: Firefox, path: str) -> None:
    """Wait until a copy of *path* is in the browser, and the worker at work."""
    reader.wait_until(f"{READY}.then({KEPT}).then((all) => all.includes('{path}'))")


def visit(reader: Firefox, site: Site, path: str) -> None:
    """Open *path* while the site answers, and wait until it is kept."""
    reader.open(site.address + path)
    expect_kept(reader, path)


def read_at(reader: Firefox, moment: str) -> None:
    """Read the open copy at *moment*, when the site has been asked whether it is still current."""
    at = datetime.fromisoformat(moment)
    reader.set_clock(round(at.timestamp() * 1000))
    words = f"could not be checked on {at.day} November {at.year}"
    reader.wait_until(f"document.querySelector('.plate__checked')?.textContent.includes('{words}')")


def pages_kept(reader: Firefox) -> list[str]:
    """Return the paths of all copies of pages in the browser."""
    return sorted(path for path in reader.run(KEPT) if path.endswith("/") or not path)


def press(reader: Firefox, button: str) -> None:
    """Press the button of the open page that its script knows by that name."""
    reader.run("(name) => document.querySelector(`[data-offline=${name}]`).click()", button)


def wait_for_status(reader: Firefox, words: str) -> str:
    """Wait until the page says what came of it, beginning with *words*, and return that."""
    reader.wait_until(f"document.querySelector('[data-offline=status]').textContent.startsWith('{words}')")
    return reader.text("[data-offline=status]")


def begin_to_save(reader: Firefox, site: Site) -> None:
    """Save all guidance, and stay in the middle of that: one page does not come."""
    visit(reader, site, "offline/")
    site.held = DOCUMENT
    press(reader, "save")
    reader.wait_until("document.querySelector('[data-offline=progress-words]').textContent.startsWith('35 of 36')")


def taken_out_of_use(site: Site, into: Path) -> None:
    """Put the file that ends the worker in the place of the worker, as in an emergency."""
    site.folder = shutil.copytree(site.folder, into)
    shutil.copy(into / "service-worker-retired.js", into / "service-worker.js")


def test_a_page_that_was_visited_is_read_without_the_site_and_printed_as_a_copy(reader: Firefox, site: Site) -> None:
    """Screen and sheets say when it was fetched and until when it counts, and nowhere that it is in force now."""
    visit(reader, site, DOCUMENT)
    reader.run(AS_IF_FETCHED, "2026-11-22T12:03:00.000Z")
    site.ill = "gone"
    reader.open(site.address + DOCUMENT)
    read_at(reader, "2026-11-25T09:00:00+00:00")
    assert reader.text(".notice--copy").split("\n\n") == [
        "This is a copy kept on this device",
        "Fetched on 22 November 2026 at 12:03; it may be out of date. Rely on until 29 November 2026.",
    ]
    assert reader.text(".plate__standing") == "In force on 22 November 2026"
    assert "is in force" not in reader.text()
    assert reader.run("() => document.querySelectorAll('.plate--in-force').length") == 0
    assert reader.run("() => document.querySelectorAll('.rule').length") == 7
    sheets = read_sheets(reader.print_page(**A4))
    state = "Printed on 25 November 2026 at 09:00, not checked since 22 November 2026. Rely on until 29 November 2026."
    assert len(sheets) > 1
    assert all(letters(state) in letters(sheet.words) for sheet in sheets)
    assert letters("Fetched on 22 November 2026 at 12:03; it may be out of date.") in letters(sheets[0].words)


def test_guidance_is_saved_with_progress_and_read_where_it_was_never_opened(reader: Firefox, site: Site) -> None:
    """With its search."""
    begin_to_save(reader, site)
    assert reader.run("() => document.querySelector('progress').value / document.querySelector('progress').max") < 1
    site.held = ""
    assert re.fullmatch(
        r"Saved on \d+ \w+ \d{4} at \d\d:\d\d: 36 files\. They are kept up to date whenever you visit this site\.",
        wait_for_status(reader, "Saved on"),
    )
    site.ill = "gone"
    reader.open(site.address + DOCUMENT)
    assert "This is a copy kept on this device" in reader.text(".notice--copy")
    assert reader.run("() => document.querySelectorAll('.rule').length") == 7
    reader.open(f"{site.address}?q=lawful+basis")
    reader.wait_until("document.querySelector('.md-search-result__link')")


def test_one_file_takes_the_worker_and_all_copies_away(reader: Firefox, site: Site, tmp_path: Path) -> None:
    """With the next visit; then no page is shown without the site."""
    visit(reader, site, DOCUMENT)
    taken_out_of_use(site, tmp_path / "mended")
    reader.open(site.address)
    reader.wait_until(f"({NOTHING_IS_LEFT})()")


@TAKES_LONG
def test_a_worker_that_is_taken_out_of_use_stops_what_is_being_saved(
    reader: Firefox, site: Site, tmp_path: Path
) -> None:
    """The open page says that the site keeps nothing any more."""
    begin_to_save(reader, site)
    taken_out_of_use(site, tmp_path / "mended")
    reader.run("() => navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => 0)")
    reader.wait_until("!document.querySelector('[data-offline=wanted]').hidden")
    site.held = ""
    assert reader.text("[data-offline=wanted]").startswith("This site does not keep pages on your device.")
    reader.wait_until("document.querySelector('[data-offline=cancel]').hidden")
    reader.wait_until(f"({NOTHING_IS_LEFT})()")


@TAKES_LONG
def test_nothing_comes_back_after_all_copies_were_removed(reader: Firefox, site: Site) -> None:
    """Though they are being saved at that moment."""
    begin_to_save(reader, site)
    press(reader, "remove")
    wait_for_status(reader, "All copies were removed from this device.")
    reader.wait_until("document.querySelector('[data-offline=cancel]').hidden")
    site.held = ""
    assert reader.run(KEPT) == []


@TAKES_LONG
def test_a_save_that_was_stopped_is_told_of_and_not_gone_on_with(reader: Firefox, site: Site) -> None:
    """Until the reader says so."""
    begin_to_save(reader, site)
    press(reader, "cancel")
    assert wait_for_status(reader, "Stopped") == "Stopped: 35 of 36 files are here. Save again to go on."
    site.held = ""
    reader.open(f"{site.address}offline/")
    wait_for_status(reader, "Saving was not finished")
    assert DOCUMENT not in pages_kept(reader)
    press(reader, "save")
    wait_for_status(reader, "Saved on")
    assert DOCUMENT in pages_kept(reader)


@TAKES_LONG
def test_a_page_that_was_not_kept_is_named(reader: Firefox, site: Site) -> None:
    """With what is kept instead."""
    visit(reader, site, DOCUMENT)
    site.ill = "gone"
    reader.open(f"{site.address}{DOCUMENT}history/")
    reader.wait_until("document.querySelector('[data-offline=kept] a')")
    assert reader.text("[data-offline=wanted]") == (
        f"The page /{DOCUMENT}history/ is not kept on this device. It can be read when there is a network again."
    )
    assert reader.text("[data-offline=kept]") == "7 golden rules to information sharing - Guidance library"
    reader.open(reader.run("() => document.querySelector('[data-offline=kept] a').href"))
    assert "This is a copy kept on this device" in reader.text(".notice--copy")


@TAKES_LONG
@pytest.mark.parametrize("ill", ["failing", "hanging"])
def test_a_site_that_fails_or_does_not_answer_is_one_without_network(reader: Firefox, site: Site, ill: str) -> None:
    """After six seconds nobody waits any more, nor does the browser for what is not kept."""
    visit(reader, site, DOCUMENT)
    site.ill = ill
    reader.open(site.address + DOCUMENT)
    site.ill = "gone"
    assert "This is a copy kept on this device" in reader.text(".notice--copy")
    assert reader.text("[data-offline-link]") == "Read without network"


@TAKES_LONG
def test_a_site_that_does_not_answer_is_not_waited_for_twice(reader: Firefox, site: Site) -> None:
    """What belongs to the page comes at once, once the page itself was waited for."""
    visit(reader, site, DOCUMENT)
    site.ill = "hanging"
    site.asked.clear()
    reader.open(site.address + DOCUMENT)
    site.ill = "gone"
    assert DOCUMENT in site.asked
    assert not [path for path in site.asked if path.endswith(".css")]


@TAKES_LONG
def test_a_site_that_is_there_again_is_asked_again(reader: Firefox, site: Site) -> None:
    """What it will never answer has ended by then: browsers have six connections to a site and no more."""
    visit(reader, site, DOCUMENT)
    site.ill = "stuck"
    reader.open(site.address + DOCUMENT)
    assert "This is a copy kept on this device" in reader.text(".notice--copy")
    site.ill = ""
    reader.open(site.address + DOCUMENT)
    assert reader.run("() => document.querySelectorAll('.notice--copy').length") == 0


@TAKES_LONG
def test_a_copy_that_was_kept_for_longer_than_a_print_counts_is_not_to_be_relied_on(
    reader: Firefox, site: Site
) -> None:
    """Neither on the screen nor on any sheet."""
    visit(reader, site, DOCUMENT)
    reader.run(AS_IF_FETCHED, "2026-11-22T12:03:00.000Z")
    site.ill = "gone"
    reader.open(site.address + DOCUMENT)
    read_at(reader, "2026-11-30T09:00:00+00:00")
    against = "That is too long ago: do not rely on this copy."
    assert against in reader.text(".notice--copy")
    assert all(letters(against) in letters(sheet.words) for sheet in read_sheets(reader.print_page(**A4)))


@TAKES_LONG
def test_a_page_is_fetched_from_the_site_as_long_as_that_answers(
    reader: Firefox, site: Site, a_day_later: Path
) -> None:
    """Neither the copy nor what the browser kept by itself is shown before."""
    visit(reader, site, DOCUMENT)
    site.folder = a_day_later
    reader.open(site.address + DOCUMENT)
    assert reader.run("() => document.documentElement.dataset.known") == "2026-11-23"
    assert reader.run("() => document.querySelectorAll('.notice--copy').length") == 0


@TAKES_LONG
def test_no_answer_on_whether_a_copy_is_current_is_kept(reader: Firefox, site: Site) -> None:
    """Read later, it would be taken for new."""
    visit(reader, site, DOCUMENT)
    reader.open(f"{site.address}check/1DYA-C5TS/")
    visit(reader, site, "about/")
    assert not [path for path in reader.run(KEPT) if path.startswith(("check/", "api/"))]
    site.ill = "gone"
    reader.open(f"{site.address}check/1DYA-C5TS/")
    assert "The page /check/1DYA-C5TS/ is not kept on this device" in reader.text("[data-offline=wanted]")


@TAKES_LONG
def test_a_page_that_is_gone_from_the_site_is_gone_from_the_device(reader: Firefox, site: Site, tmp_path: Path) -> None:
    """At the latest when it is visited again."""
    visit(reader, site, DOCUMENT)
    visit(reader, site, f"{DOCUMENT}history/")
    site.folder = shutil.copytree(site.folder, tmp_path / "without")
    shutil.rmtree(site.folder / DOCUMENT / "history")
    reader.open(f"{site.address}{DOCUMENT}history/")
    reader.wait_until(f"({KEPT})().then((all) => !all.includes('{DOCUMENT}history/'))")
    assert DOCUMENT in pages_kept(reader)


@TAKES_LONG
def test_guidance_that_was_withdrawn_is_taken_from_the_device_at_the_next_visit(
    reader: Firefox, site: Site, withdrawn: Path, tmp_path: Path
) -> None:
    """Whichever page is visited. In place of its words stands that it was withdrawn."""
    visit(reader, site, f"{DOCUMENT}1.0.0/")
    visit(reader, site, DOCUMENT)
    reader.run(AS_IF_LONG_AGO)
    site.folder = shutil.copytree(withdrawn, tmp_path / "withdrawn")
    listed(site.folder, as_at=date.today().isoformat())  # noqa: DTZ011 -- no test sets the worker's clock
    reader.open(f"{site.address}about/")
    reader.wait_until(f"({KEPT})().then((all) => !all.includes('{DOCUMENT}1.0.0/'))")
    reader.wait_until(
        f"caches.match('/{DOCUMENT}').then((copy) => copy?.text())"
        ".then((words) => words?.includes('This guidance was withdrawn'))"
    )
    site.ill = "gone"
    reader.open(site.address + DOCUMENT)
    assert "This guidance was withdrawn on 23 November 2026" in reader.text()
    assert reader.run("() => document.querySelectorAll('.rule').length") == 0


@TAKES_LONG
def test_where_the_settings_say_no_the_next_visit_takes_everything_away(
    reader: Firefox, site: Site, switched_off: Path
) -> None:
    """The worker and all copies; the page on reading without network says so."""
    visit(reader, site, DOCUMENT)
    site.folder = switched_off
    reader.open(site.address)
    reader.wait_until(f"({NOTHING_IS_LEFT})()")
    reader.open(f"{site.address}offline/")
    reader.wait_until(f"({NOTHING_IS_LEFT})()")
    assert "This site does not keep pages on your device." in reader.text()
