"""The live preview, as a real process: it follows every file that is saved, and survives every mistake."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from real_project import NOON, PROGRAMS, edit, environment

HOME = "guidance/seven-golden-rules/"
VERSION = "content/guidance/seven-golden-rules/versions/2.0.0.yml"
PATIENCE = 60
"""Seconds until a test gives up; a preview takes about one."""


class Preview:
    """A preview that runs: what its pages say, and what it printed."""

    def __init__(self, address: str, process: subprocess.Popen[str], printed: Path) -> None:
        self.address = address
        self.process = process
        self.printed = printed

    def page(self, path: str) -> str:
        """Return the page at *path*, whatever its status."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310 -- our own
                return unescape(answer.read().decode())
        except urllib.error.HTTPError as answer:
            return unescape(answer.read().decode())

    def shows(self, words: str, path: str) -> bool:
        """Wait until the page at *path* has *words*."""
        return self._waits(lambda: words in self._page_if_any(path))

    def says(self, words: str) -> bool:
        """Wait until the process printed *words*."""
        return self._waits(lambda: words in self.printed.read_text(encoding="utf-8"))

    def _page_if_any(self, path: str) -> str:
        try:
            return self.page(path)
        except OSError:
            return ""

    def _waits(self, come: Callable[[], bool]) -> bool:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if come():
                return True
            time.sleep(0.1)
        return False


@contextmanager
def preview(project: Path, *command: str) -> Iterator[Preview]:
    """Run a preview of *project* by *command* on a port of its own until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}"
    printed = project.parent / "printed.txt"
    with printed.open("w") as log:
        process = subprocess.Popen(
            [str(PROGRAMS / command[0]), *command[1:], "--dev-addr", where],
            cwd=project, env=environment(SOURCE_DATE_EPOCH=NOON, TMPDIR=str(project.parent)),
            stdout=log, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        try:
            yield Preview(f"http://{where}/", process, printed)
        finally:
            process.send_signal(signal.SIGINT)  # as by Ctrl+C
            process.wait(PATIENCE)


@pytest.mark.parametrize("command", [["inforce", "serve"], ["mkdocs", "serve"]], ids=" ".join)
def test_the_preview_follows_what_is_saved_and_survives_a_mistake(command: list[str], project: Path) -> None:
    """A change shows; a mistake is printed and shown on every page; the next good save heals it."""
    with preview(project, *command) as running:
        assert running.says(f"Serving on {running.address}")
        assert running.shows("<h1>7 golden rules to information sharing</h1>", HOME)

        edit(project / VERSION, "\ntitle: 7 golden rules", "\ntitle: Seven golden rules")
        assert running.shows("<h1>Seven golden rules to information sharing</h1>", HOME)

        edit(project / VERSION, "\ntitle: Seven", "\ntitel: Seven")
        problem = 'There is no field "titel" here.'
        for path in ("", HOME, "about/", "no/such/page/"):
            assert running.shows(problem, path)
        assert running.says(problem)

        edit(project / VERSION, "\ntitel: Seven", "\ntitle: Seven")
        assert running.shows("<h1>Seven golden rules to information sharing</h1>", HOME)
        edit(project / "content/pages/about.md", "three promises", "3 promises")
        assert running.shows("It keeps 3 promises", "about/")
        assert "Traceback" not in running.printed.read_text(encoding="utf-8")


def test_the_preview_begins_with_content_that_has_a_mistake(project: Path) -> None:
    """Whoever begins to write sees what is missing, and then the page."""
    edit(project / "content/pages/sources.md", "inforce:sources", "inforce:soruces")
    with preview(project, "inforce", "serve") as running:
        assert running.shows('There is nothing to put in the place "inforce:soruces"', "sources/")
        assert '<meta http-equiv="refresh"' in running.page("")
        edit(project / "content/pages/sources.md", "inforce:soruces", "inforce:sources")
        assert running.shows("<h1>7 golden rules to information sharing</h1>", HOME)


SAVES: Final = """
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-200)  # when all others are done
def {event}(*_, config, **__):
    path = Path(config.config_file_path).parent / "{version}"
    text = path.read_text(encoding="utf-8")
    if "title: 7 golden" in text:
        path.write_text(text.replace("title: 7 golden", "title: Seven golden"), encoding="utf-8")
"""


@pytest.mark.parametrize("event", ["on_post_build", "on_serve"])
def test_what_is_saved_before_anything_watches_is_shown(event: str, project: Path) -> None:
    """As the first build ends, and after it before the first look: whoever saves then would wait for the next time."""
    (project / "saves.py").write_text(SAVES.format(version=VERSION, event=event), encoding="utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [saves.py]\n")
    with preview(project, "inforce", "serve") as running:
        assert running.shows("<h1>Seven golden rules to information sharing</h1>", HOME)


def test_no_browser_keeps_pages_of_a_preview(project: Path, browser: Browser) -> None:
    """What was not published is not read when the preview is over."""
    with preview(project, "inforce", "serve") as running:
        assert running.shows("<h1>7 golden rules to information sharing</h1>", HOME)
        context = browser.new_context()
        page = context.new_page()
        page.goto(running.address + HOME, wait_until="load")
        page.wait_for_timeout(500)
        registrations = page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
        context.close()
    assert registrations == 0


def test_a_preview_leaves_nothing_behind(project: Path) -> None:
    """It builds elsewhere, so that what was published from here stays; and it tidies up when it is stopped."""
    with preview(project, "inforce", "serve") as running:
        assert running.shows("<h1>7 golden rules to information sharing</h1>", HOME)
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(PATIENCE) == 0
    assert {entry.name for entry in project.iterdir()} - {".cache"} == {"content", "mkdocs.yml"}
    assert {entry.name for entry in project.parent.iterdir()} == {"printed.txt", "project"}


def test_a_preview_answers_nobody_who_asks_for_another_host(project: Path) -> None:
    """A page elsewhere can have a browser ask for drafts under a name of its own that leads to this machine."""
    with preview(project, "inforce", "serve") as shown:
        assert shown.shows("7 golden rules", HOME)
        for host in ("evil.example", "evil.example:8000", ""):
            request = urllib.request.Request(shown.address + HOME, headers={"Host": host})  # noqa: S310 -- our own
            with pytest.raises(urllib.error.HTTPError, match="421"):
                urllib.request.urlopen(request, timeout=10)  # noqa: S310 -- our own
