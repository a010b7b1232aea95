"""In Firefox guidance is saved, and what was kept is taken away: by the fox, by the site and in an emergency."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from firefox import Firefox
from offline.conftest import Site, all_but_one
from offline.in_firefox import KEPT, begin_to_save, pages_kept, press, taken_out_of_use, visit, wait_for_status
from offline.test_reading_without_network import DOCUMENT, NOTHING_IS_LEFT, TAKES_LONG
from offline.test_saving_a_manual import AS_IF_LONG_AGO, as_of_today


def test_guidance_is_saved_with_progress_and_read_where_it_was_never_opened(fox: Firefox, site: Site) -> None:
    """With its search."""
    begin_to_save(fox, site)
    count = len(json.loads((site.folder / "offline.json").read_text(encoding="utf-8"))["files"])
    assert fox.run("() => document.querySelector('progress').value / document.querySelector('progress').max") < 1
    site.held = ""
    assert re.fullmatch(
        rf"Saved on \d+ \w+ \d{{4}} at \d\d:\d\d: {count} files\. "
        r"They are kept up to date whenever you visit this site\.",
        wait_for_status(fox, "Saved on"),
    )
    site.ill = "gone"
    fox.open(site.address + DOCUMENT)
    assert "This is a copy saved on this device" in fox.text(".notice--copy")
    assert fox.run("() => document.querySelectorAll('.rule').length") == 7
    fox.open(f"{site.address}search/?q=lawful+basis")
    fox.wait_until("document.querySelector('.hit__title a')")


def test_one_file_takes_the_worker_and_all_copies_away(fox: Firefox, site: Site, tmp_path: Path) -> None:
    """With the next visit; then no page is shown without the site."""
    visit(fox, site, DOCUMENT)
    taken_out_of_use(site, tmp_path / "mended")
    fox.open(site.address)
    fox.wait_until(f"({NOTHING_IS_LEFT})()")


@TAKES_LONG
def test_a_worker_that_is_taken_out_of_use_stops_what_is_being_saved(fox: Firefox, site: Site, tmp_path: Path) -> None:
    """The open page says that the site keeps nothing any more."""
    begin_to_save(fox, site)
    taken_out_of_use(site, tmp_path / "mended")
    fox.run("() => navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => 0)")
    fox.wait_until("!document.querySelector('[data-offline=wanted]').hidden")
    site.held = ""
    assert fox.text("[data-offline=wanted]").startswith("This site does not save pages on your device.")
    fox.wait_until("document.querySelector('[data-offline=cancel]').hidden")
    fox.wait_until(f"({NOTHING_IS_LEFT})()")


@TAKES_LONG
def test_nothing_comes_back_after_all_copies_were_removed(fox: Firefox, site: Site) -> None:
    """Though they are being saved at that moment."""
    begin_to_save(fox, site)
    press(fox, "remove")
    wait_for_status(fox, "All copies were removed from this device.")
    fox.wait_until("document.querySelector('[data-offline=cancel]').hidden")
    fox.wait_until(f"({KEPT})().then((all) => all.length === 0)")
    site.held = ""
    fox.run("() => new Promise((done) => setTimeout(done, 500))")
    assert fox.run(KEPT) == []


@TAKES_LONG
def test_a_save_that_was_stopped_is_told_of_and_not_gone_on_with(fox: Firefox, site: Site) -> None:
    """Until the fox says so."""
    begin_to_save(fox, site)
    press(fox, "cancel")
    assert wait_for_status(fox, "Stopped") == f"Stopped: {all_but_one(site)} Save again to continue."
    site.held = ""
    fox.open(f"{site.address}offline/")
    wait_for_status(fox, "Saving was not finished")
    assert DOCUMENT not in pages_kept(fox)
    press(fox, "save")
    wait_for_status(fox, "Saved on")
    assert DOCUMENT in pages_kept(fox)


@TAKES_LONG
def test_a_page_that_is_gone_from_the_site_is_gone_from_the_device(fox: Firefox, site: Site, tmp_path: Path) -> None:
    """At the latest when it is visited again."""
    visit(fox, site, DOCUMENT)
    visit(fox, site, f"{DOCUMENT}history/")
    site.folder = shutil.copytree(site.folder, tmp_path / "without")
    shutil.rmtree(site.folder / DOCUMENT / "history")
    fox.open(f"{site.address}{DOCUMENT}history/")
    fox.wait_until(f"({KEPT})().then((all) => !all.includes('{DOCUMENT}history/'))")
    assert DOCUMENT in pages_kept(fox)


@TAKES_LONG
def test_guidance_that_was_withdrawn_is_taken_from_the_device_at_the_next_visit(
    fox: Firefox, site: Site, withdrawn: Path, tmp_path: Path
) -> None:
    """Whichever page is visited. In place of its words stands that it was withdrawn."""
    visit(fox, site, f"{DOCUMENT}1.0.0/")
    visit(fox, site, DOCUMENT)
    fox.run(AS_IF_LONG_AGO)
    site.folder = shutil.copytree(withdrawn, tmp_path / "withdrawn")
    as_of_today(site.folder)
    fox.open(f"{site.address}about/")
    fox.wait_until(f"({KEPT})().then((all) => !all.includes('{DOCUMENT}1.0.0/'))")
    fox.wait_until(
        f"caches.match('/{DOCUMENT}').then((copy) => copy?.text())"
        ".then((words) => words?.includes('This guidance was withdrawn'))"
    )
    site.ill = "gone"
    fox.open(site.address + DOCUMENT)
    assert "This guidance was withdrawn on 23 November 2026" in fox.text()
    assert fox.run("() => document.querySelectorAll('.rule').length") == 0


@TAKES_LONG
def test_where_the_settings_say_no_the_next_visit_takes_everything_away(
    fox: Firefox, site: Site, switched_off: Path
) -> None:
    """The worker and all copies; the page on reading without network says so."""
    visit(fox, site, DOCUMENT)
    site.folder = switched_off
    fox.open(site.address)
    fox.wait_until(f"({NOTHING_IS_LEFT})()")
    fox.open(f"{site.address}offline/")
    fox.wait_until(f"({NOTHING_IS_LEFT})()")
    assert "This site does not save pages on your device." in fox.text()
