"""CPU a page and peak memory, side by side: inforce and plain MkDocs with Material on the same text.

    .venv/bin/python build_tools/bench/pages.py --documents 1000 --versions 5

Each run is a process of its own, start-up included; CPU is user and system time of the process and its children,
memory the most that the process had at once. Where there is a browser, it also says what a first visit to a page of
guidance takes, and the page after it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from made_library import Size, write_content, write_markdown
from playwright.sync_api import Error, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests"))
from browser_fixtures import QUIET, chromium
from weight import visits

PROGRAMS = Path(sys.executable).parent
PROJECT = Path(__file__).resolve().parents[2]
PLAIN = """\
site_name: Guidance
site_url: https://guidance.example.org/
theme:
  name: material
  font: false
nav:
  - index.md
"""


@dataclass(frozen=True)
class Run:
    """What one run took: CPU seconds, how many pages there are afterwards, and the most bytes of memory at once."""

    cpu: float
    pages: int
    memory: int

    @property
    def each(self) -> float:
        """Milliseconds of CPU a page."""
        return 1000 * self.cpu / max(1, self.pages)


def timed(command: list[str], folder: Path) -> Run:
    """Run *command* in *folder*; stop with what it printed where it fails."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 -- our own programs
            command, cwd=folder, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, stdout=said, stderr=subprocess.STDOUT
        )
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read().decode()[-4000:]}")
    memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(used.ru_utime + used.ru_stime, sum(1 for _ in (folder / "site").rglob("*.html")), memory)


def main() -> None:
    """Make both libraries, run both programs in turn, and print what each page cost."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--versions", type=int, default=5)
    given = options.parse_args()
    size = Size(given.documents, given.versions)
    with tempfile.TemporaryDirectory() as scratch:
        ours, plain = Path(scratch, "inforce"), Path(scratch, "mkdocs")
        write_content(ours / "content", size)
        shutil.copytree(PROJECT / "content" / "pages", ours / "content" / "pages")
        shutil.copy(PROJECT / "mkdocs.yml", ours)
        # pages are compared with pages; bench/pdf.py measures PDFs
        (ours / "content" / "site.yml").write_text("format: 1\npdf: none\n", encoding="utf-8")
        write_markdown(plain / "docs", size)
        (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
        build = [str(PROGRAMS / "inforce"), "build"]
        rows = [
            ("inforce, first build", timed(build, ours)),
            ("inforce, nothing changed", timed(build, ours)),
            ("inforce, one document changed", _after_one_edit(build, ours, size)),
            ("MkDocs with Material, same text", timed([str(PROGRAMS / "mkdocs"), "build", "-q"], plain)),
        ]
        weights = [
            ("inforce", _visits(ours, ["guidance/document-0/", "guidance/document-1/"])),
            ("MkDocs with Material, no fonts", _visits(plain, ["document-0/1.0.0/", "document-1/1.0.0/"])),
        ]
    print(f"{size.documents:,} documents of {size.versions} versions")  # noqa: T201 -- this is its output
    for name, run in rows:
        used = f"{run.cpu:8.2f} s of CPU {run.memory / 1e6:6.0f} MB"
        print(f"{name:34} {used} {run.pages:8,} pages {run.each:7.2f} ms a page")  # noqa: T201 -- as above
    for name, (first, after) in weights:
        print(f"{name:34} first visit {first}\n{'':34} next page   {after}")  # noqa: T201 -- as above


def _visits(folder: Path, paths: list[str]) -> tuple[str, str]:
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            first, after = visits(browser, folder / "site", paths)
            browser.close()
    except Error as error:
        return str(error), ""
    return str(first), str(after)


def _after_one_edit(build: list[str], folder: Path, size: Size) -> Run:
    last = folder / f"content/guidance/document-0/versions/{size.versions}.0.0.yml"
    last.write_text(last.read_text(encoding="utf-8").replace("in case 0", "in case 0, now"), encoding="utf-8")
    return timed(build, folder)


if __name__ == "__main__":
    main()
