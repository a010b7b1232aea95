"""Takes the pictures of the README and the two guides anew, of pages as they are; look at each before it is kept."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests"))
from browser_fixtures import QUIET, chromium
from editor.conftest import edited
from editor.person import begun
from inforce.build.editor_files import fetched
from inforce.engine.views import policy
from real_project import PROJECT, copied, named, run
from site_server import serving

PICTURES: Final = Path(__file__).resolve().parents[1] / "pictures"


def opened(browser: Browser, address: str, width: int, height: int) -> Page:
    """Return a page of that size at *address*, as soon as it is ready."""
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def keep(picture: bytes, name: str) -> None:
    """Write a *picture* in so few colours that it takes a third of the bytes and looks the same."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    drawn.save(PICTURES / name, optimize=True)


def built(project: Path) -> Path:
    """Build *project* as of today and return its site."""
    done = run(project, "inforce", "build")
    if done.returncode:
        sys.exit(done.stderr)
    return project / "site"


def of_a_rule(browser: Browser, scratch: Path) -> None:
    """Take a rule that lost a word, with the form in which that is declared."""
    with edited(copied(scratch)) as address:
        page = opened(browser, address, 1200, 1000)
        person = begun(page, address)
        person.change("3 Seek advice", lambda text: text.replace("without disclosing", "disclosing"))
        page.get_by_text("The difference reverses the meaning.").first.wait_for()
        person.click("Declare this difference")
        page.get_by_label("Why do your words differ?").wait_for()
        page.evaluate("scrollTo(0, 0)")
        keep(page.screenshot(), "editing-page.png")


def of_a_site_that_is_edited(browser: Browser, scratch: Path) -> None:
    """Take the first view of the editing page of a site, and a page of guidance there."""
    project = copied(scratch)
    with serving(built(project)) as address:
        page = opened(browser, f"{address}guidance/seven-golden-rules/", 1280, 1080)
        keep(page.screenshot(), "version-page.png")
    named(project)
    with (project / "content/site.yml").open("a", encoding="utf-8") as settings:
        settings.write("editor: yes\n")
    cache = PROJECT / ".cache/inforce"
    fetched(cache)
    shutil.copytree(cache / "editor", project / ".cache/inforce/editor")
    with serving(built(project), policy()) as address:
        page = opened(browser, f"{address}edit/", 1200, 800)
        page.wait_for_selector("[data-ready]", timeout=120_000)
        keep(page.screenshot(full_page=True), "change-guidance.png")


def of_a_new_site(browser: Browser, scratch: Path) -> None:
    """Take the home page of a site as `inforce init` begins it."""
    asked = ["--name", "Made-up Trust", "--address", "https://guidance.made-up.test/"]
    run(scratch, "inforce", "init", "new", *asked)
    with serving(built(scratch / "new")) as address:
        keep(opened(browser, address, 1200, 640).screenshot(), "first-site.png")


def main() -> None:
    """Take all of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for take in (of_a_rule, of_a_site_that_is_edited, of_a_new_site):
            with tempfile.TemporaryDirectory() as scratch:
                take(browser, Path(scratch))
        browser.close()


if __name__ == "__main__":
    main()
