"""What inforce costs beside plain MkDocs with Material and beside Hugo on the same text: CPU of whole processes.

    .venv/bin/python build_tools/bench/builds.py --documents 100 200 --versions 10

Each run is a process of its own, start-up included; CPU is user and system time of the process and its children. The
programs take turns, and each figure is the median of the rounds. Plain MkDocs and Hugo make one page a version, Hugo
with a bare template. ``--keep`` writes ``figures.json`` beside this file and the picture of the README from it. Where
there is a browser, it also says what a first visit to a page of guidance takes, and the page after it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from drawn_figures import drawn
from made_library import Size, write_content, write_edition, write_markdown, write_version
from playwright.sync_api import Error, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests"))
from browser_fixtures import QUIET, chromium
from publishing.object_servers import BUCKET, served
from weight import Reader, visits

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
PROGRAMS = Path(sys.executable).parent
HUGO = PROJECT / ".cache" / "bench"
FIRST_DAY = date(2026, 11, 1)
WHOLE = "whole site from nothing"
OTHERS = {"mkdocs": "MkDocs with Material, whole site", "hugo": "Hugo, whole site"}
_MKDOCS = """\
site_name: Guidance
site_url: https://guidance.made-up.test/
theme:
  name: material
  font: false
nav:
  - index.md
"""
_HUGO = 'baseURL = "https://guidance.made-up.test/"\ntitle = "Guidance"\ndisableKinds = ["taxonomy", "term", "rss"]\n'
_BARE = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}"


@dataclass(frozen=True)
class Run:
    """What one run took: CPU in seconds, the most bytes of memory at once, and how many HTML pages there are after."""

    cpu: float
    memory: int
    pages: int


def git(folder: Path, *command: str) -> None:
    """Run a git command as an editor of no name."""
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@made-up.test")
    subprocess.run(["git", *who, *command], cwd=folder, check=True)  # noqa: S603, S607 -- as everybody's git


def timed(folder: Path, *command: str, output: str = "site", more: Mapping[str, str] | None = None) -> Run:
    """Run *command* in *folder*; stop with what it printed where it fails."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | dict(more or {})
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 -- our own programs
            command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        memory = 0
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            memory = max(memory, _memory(process.pid))
            time.sleep(0.01)
        _pid, status, used = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read().decode()[-4000:]}")
    return Run(used.ru_utime + used.ru_stime, memory, sum(1 for _ in (folder / output).rglob("*.html")))


def _memory(process: int) -> int:
    """The most bytes that *process* had so far, as Linux tells; `os.wait4` counts those of its parent too."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) * 1024 if found else 0


class Library:
    """A made project of inforce, what editors do to it, and the days that pass."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.folder, self.size, self.edits = folder, size, 0
        self.day = FIRST_DAY
        write_content(folder / "content", size)
        shutil.copytree(PROJECT / "content" / "pages", folder / "content" / "pages")
        configuration = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
        configuration = configuration.replace("guidance.example.org", "guidance.made-up.test")
        (folder / "mkdocs.yml").write_text(configuration.replace("Guidance library", "Made up"), encoding="utf-8")
        # pages are compared with pages; bench/pdf.py measures PDFs
        (folder / "content" / "site.yml").write_text("format: 1\npdf: none\n", encoding="utf-8")
        for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "Begin")):
            git(folder, *command)

    def run(self, command: str, *given: str) -> Run:
        """Run a command of inforce on the day that it is."""
        return timed(self.folder, str(PROGRAMS / "inforce"), command, *given, "--on", self.day.isoformat())

    def edit(self, path: str, old: str) -> None:
        """Write *old* otherwise in a content file."""
        self.edits += 1
        file = self.folder / "content" / path
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(old, f"{old} {self.edits}"), encoding="utf-8")


def of_inforce(library: Library, elsewhere: Path) -> Iterator[tuple[str, Run]]:
    """Yield what each work costs, one after the other, on a *library* that was not built before."""
    last = f"guidance/document-0/versions/{library.size.versions}.0.0.yml"
    yield WHOLE, library.run("build")
    yield "nothing changed", library.run("build")
    library.edit(last, "in case 0")
    yield "one version edited", library.run("build")
    library.edit("guidance/document-0/document.yml", "Everyone")
    yield "one document.yml edited", library.run("build")
    library.edit("pages/about.md", "# About")
    yield "one ordinary page edited", library.run("build")
    library.day += timedelta(days=1)
    yield "next day, nothing happened", library.run("build")
    library.edit(last, "in case 0")
    yield "check after one version was edited", library.run("check")
    for name, destination in _destinations(elsewhere):
        write_version(library.folder / "content", library.size, 0, library.size.versions - 1)
        for _ in range(2):  # after the first, every history page learns when it was published, which happens once
            library.run("publish", destination)
            library.edit("guidance/document-0/document.yml", "Everyone")
        yield f"published to a {name}, one document.yml edited", library.run("publish", destination)


def _destinations(elsewhere: Path) -> Iterator[tuple[str, str]]:
    yield "folder", str(elsewhere / "folder")
    server = elsewhere / "server.git"
    if not server.exists():
        git(elsewhere, "init", "--quiet", "--bare", str(server))
    yield "branch", f"branch:pages@{server}"
    yield "bucket", f"s3://{BUCKET}/{elsewhere.name}"


def of_one_edition(folder: Path) -> Run:
    """Return what it costs to have an edition of 1,000 passages replaced by another, which a document quotes."""
    library = Library(folder, Size(1, 1))
    write_edition(folder / "content", 0, "2023", passages=1000)
    library.run("build")
    write_edition(folder / "content", 0, "2023", passages=1000, replaced_by="2026")
    write_edition(folder / "content", 0, "2026", passages=1000)
    return library.run("build")


def of_this_repository(folder: Path) -> Iterator[tuple[str, Run]]:
    """Yield what the commands cost that everybody waits for, on the content of this repository."""
    shutil.copytree(PROJECT / "content", folder / "content")
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    program = str(PROGRAMS / "inforce")
    yield "inforce --help", timed(folder, program, "--help")
    yield "this repository: check, from nothing", timed(folder, program, "check")
    timed(folder, program, "build")
    yield "this repository: build, nothing changed", timed(folder, program, "build")


def of_others(scratch: Path) -> Iterator[tuple[str, Run]]:
    """Yield what the same text costs with the programs that others use."""
    yield OTHERS["mkdocs"], timed(scratch / "mkdocs", str(PROGRAMS / "mkdocs"), "build", "--quiet")
    if HUGO.exists():
        path = {"PYTHONPATH": str(HUGO)}
        yield OTHERS["hugo"], timed(scratch / "hugo", str(HUGO / "bin" / "hugo"), "--quiet", output="public", more=path)


def _write_others(scratch: Path, size: Size) -> None:
    write_markdown(scratch / "mkdocs" / "docs", size)
    (scratch / "mkdocs" / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    write_markdown(scratch / "hugo" / "content", size)
    (scratch / "hugo" / "content" / "index.md").rename(scratch / "hugo" / "content" / "_index.md")
    (scratch / "hugo" / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    for name in ("single.html", "list.html"):
        layout = scratch / "hugo" / "layouts" / "_default" / name
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(_BARE, encoding="utf-8")


def of_size(size: Size, rounds: int) -> dict[str, Any]:
    """Measure everything at *size*, the programs taking turns; return the medians by work."""
    found: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as folder, served():
        scratch = Path(folder)
        _write_others(scratch, size)
        for turn in range(rounds):
            library = Library(scratch / f"inforce-{turn}", size)
            elsewhere = scratch / f"elsewhere-{size.documents}-{turn}"  # the bucket is one for all sizes
            elsewhere.mkdir()
            works = [*of_inforce(library, elsewhere), *of_others(scratch)]
            works.append(("edition of 1,000 passages replaced", of_one_edition(scratch / f"edition-{turn}")))
            works += of_this_repository(_new_folder(scratch / f"repository-{turn}"))
            for name, run in works:
                found.setdefault(name, []).append(run)
        light = (
            _visits(library.folder, library.day),
            _visits(scratch / "mkdocs", library.day, "document-0/1.0.0/", "document-1/1.0.0/"),
        )
    return {
        "documents": size.documents,
        "versions": size.versions,
        "rounds": rounds,
        "work": {name: _median(runs) for name, runs in found.items()},
        "visits": dict(zip(("inforce", "MkDocs with Material, no fonts"), light, strict=True)),
    }


def _new_folder(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _median(runs: list[Run]) -> dict[str, float]:
    return {
        "cpu_seconds": round(statistics.median(run.cpu for run in runs), 3),
        "memory_mb": round(statistics.median(run.memory for run in runs) / 1e6),
        "pages": runs[-1].pages,
    }


def _visits(folder: Path, day: date, *paths: str) -> list[str]:
    reader = Reader(moment=f"{day}T12:00:00")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            asked = visits(
                browser, folder / "site", [*paths] or ["guidance/document-0/", "guidance/document-1/"], reader
            )
            browser.close()
    except Error as error:
        return [str(error)]
    return [str(one) for one in asked]


def _print(figures: Mapping[str, Any]) -> None:
    print(f"\n{figures['documents']:,} documents of {figures['versions']} versions, median of {figures['rounds']}")  # noqa: T201 -- this is its output
    for name, work in figures["work"].items():
        used = f"{work['cpu_seconds']:8.2f} s of CPU {work['memory_mb']:6,} MB"
        print(f"{name:52} {used} {work['pages']:8,} pages")  # noqa: T201 -- as above
    for name, (first, *after) in figures["visits"].items():
        print(f"{name:52} first visit {first}, next page {', '.join(after)}")  # noqa: T201 -- as above


def main() -> None:
    """Measure each size and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--documents", type=int, nargs="+", default=[100])
    options.add_argument("--versions", type=int, default=10)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--keep", action="store_true", help="write figures.json and the picture of the README")
    given = options.parse_args()
    every = []
    for documents in given.documents:
        every.append(of_size(Size(documents, given.versions), given.rounds))
        _print(every[-1])
    if given.keep:
        (HERE / "figures.json").write_text(json.dumps(every, indent=2) + "\n", encoding="utf-8")
        (HERE.parent / "pictures" / "figures.svg").write_text(drawn(every[-1]), encoding="utf-8")


if __name__ == "__main__":
    main()
