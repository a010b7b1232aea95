"""What the editing page takes, in Chromium and Firefox: its first answer, its bytes, and the answer to a letter typed.

    .venv/bin/python build_tools/bench/editing.py

The site is built with ``editor: yes`` and served from this machine, so that what counts is the browser's work. A first
visit has an empty profile; bytes are those of what was asked for, compressed as hosts do. An answer to a letter is
counted from the letter to the check that is shown, the wait for the next letter (0.15 seconds) included.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import sys
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Playwright, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests"))
from browser_fixtures import QUIET, chromium
from firefox import Firefox
from inforce.build.editor_files import fetched
from inforce.engine.views import policy
from real_project import PROJECT, built, copied, named
from site_server import serving

LETTERS = 10

_READY = """async () => {
  while (document.documentElement.dataset.ready !== "yes") await new Promise((done) => setTimeout(done, 10));
  return performance.now();
}"""
_LETTERS = """async () => {
  const wait = () => new Promise((done) => setTimeout(done, 5));
  const root = document.documentElement;
  const said = (one) => one.textContent.replace(/\\s+/g, " ").trim();
  const shown = (selector, text) => [...document.querySelectorAll(selector)].find((one) => said(one).startsWith(text));
  const until = async (what) => { while (!what()) await wait(); return what(); };
  const field = (label) => document.getElementById(shown("label", label)?.htmlFor);
  shown("summary", "Begin the next version").click();
  (await until(() => field("From which"))).value = "2027-12-10";
  field("From which").dispatchEvent(new Event("input"));
  shown("form button", "Begin").click();
  await until(() => root.dataset.checked);
  (await until(() => shown("nav button", "3 Seek"))).click();
  const words = await until(() => field("Words of the rule"));
  const took = [];
  for (let letter = 0; letter < LETTERS; letter += 1) {
    const before = root.dataset.checked;
    const since = performance.now();
    words.value += "x";
    words.dispatchEvent(new Event("input"));
    await until(() => root.dataset.checked !== before);
    took.push(performance.now() - since);
  }
  return took;
}""".replace("LETTERS", str(LETTERS))


class Chromium:
    """A Chromium with a profile of its own in *profile*, driven as `Firefox` is."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self._context = playwright.chromium.launch_persistent_context(profile, executable_path=chromium(), args=QUIET)
        self._page = self._context.new_page()
        self._page.set_default_timeout(120_000)

    def open(self, url: str) -> None:
        """Go to *url*."""
        self._page.goto(url)

    def run(self, function: str) -> Any:
        """Return what *function* of JavaScript promises in the open page."""
        return self._page.evaluate(function)

    def close(self) -> None:
        """End the browser."""
        self._context.close()


def measured(browser: Chromium | Firefox, site: Path) -> str:
    """Open the editing page of *site* twice and type in it; return what that took, as a sentence."""
    sent: list[tuple[str, int]] = []
    with serving(site, policy(), sent=sent) as address:
        browser.open(f"{address}edit/")
        first = browser.run(_READY)
        files = [site / path.lstrip("/") for path, status in sent if status == HTTPStatus.OK]
        sent.clear()
        browser.open("about:blank")
        browser.open(f"{address}edit/")
        again = browser.run(_READY)
        anew = sum(status == HTTPStatus.OK for _, status in sent)
        letters = browser.run(_LETTERS)
        browser.close()
    named_files = [file / "index.html" if file.is_dir() else file for file in files]
    size = sum(len(gzip.compress(file.read_bytes(), 6)) for file in named_files)
    return (
        f"first answer {first / 1000:.1f} s, {size / 1e6:.1f} MB; second visit {again / 1000:.1f} s, {anew} files; "
        f"a letter {statistics.median(letters):.0f} ms, at most {max(letters):.0f} ms"
    )


def main() -> None:
    """Build a site, open its page in each browser twice, and say what that took."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "project"
        project.mkdir()
        copied(project)
        named(project)
        with (project / "content/site.yml").open("a", encoding="utf-8") as settings:
            settings.write("editor: yes\n")
        cache = PROJECT / ".cache/inforce"
        fetched(cache)
        shutil.copytree(cache / "editor", project / ".cache/inforce/editor")
        site = built(project)
        with sync_playwright() as playwright:
            click.echo(f"Chromium: {measured(Chromium(playwright, Path(scratch) / 'chromium'), site)}")
        program = os.environ.get("INFORCE_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
        if program:
            (profile := Path(scratch) / "firefox").mkdir()
            click.echo(f"Firefox: {measured(Firefox(program, profile), site)}")


if __name__ == "__main__":
    main()
