"""CPU of proving what was published: a site, its records alone, and a git history with a commit for each version.

    .venv/bin/python build_tools/bench/verify.py --documents 400 --versions 5

Each run is a process of its own, start-up included; CPU is user and system time of the process and its children.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from made_library import Size, write_content

from inforce.model.originals import check_code, fingerprint
from inforce.publish.destinations.folder import Folder
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.published_state import page_path, record_path
from inforce.publish.site_snapshot import built_before
from pages import PROGRAMS, timed

_PAGE = '<!doctype html><html data-version="{version}" data-code="{code}"><body>{filler}</body></html>'
_FILLER = "Words of a page. " * 1200
_WHO = "Bench <bench@example.org>"
_GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def main() -> None:
    """Make a library, its history and its published site, and print what proving each took."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--documents", type=int, default=400)
    options.add_argument("--versions", type=int, default=5)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        project, site, published = (Path(scratch, name) for name in ("project", "site", "published"))
        write_content(project / "content", Size(given.documents, given.versions))
        files = sorted((project / "content" / "guidance").glob("*/versions/*.yml"), key=lambda file: file.stem)
        _commit_one_by_one(project, files)
        _write_site(site, files)
        publish(
            built_before(site),
            Folder(published),
            PublishOptions("2026-11-22T12:00:00Z", WithoutGit()),
            lambda _done, _total: None,
        )
        runs = {
            "the published site": ("--site", str(published)),
            "its records alone": ("--site", str(published), "--records-only"),
            "the git history": (),
            "the history against the register": ("--history", "--site", str(published), "--records-only"),
            "the working tree": ("--base", "HEAD"),
        }
        print(f"{len(files):,} versions, each of them a commit and two files of the site")  # noqa: T201 -- its output
        for name, arguments in runs.items():
            cpu = timed([str(PROGRAMS / "inforce"), "verify", *arguments], project).cpu
            print(f"{name:34} {cpu:6.2f} s of CPU")  # noqa: T201 -- as above


def _write_site(site: Path, files: list[Path]) -> None:
    for file in files:
        record, document, version = file.read_bytes(), file.parents[1].name, file.stem
        page = _PAGE.format(version=version, code=check_code(fingerprint(record)), filler=_FILLER)
        for path, content in (
            (record_path(document, version), record),
            (page_path(document, version), page.encode()),
        ):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(content)


def _commit_one_by_one(project: Path, files: list[Path]) -> None:
    (project / "mkdocs.yml").write_text("site_name: Guidance\n", encoding="utf-8")
    _git(project, "init", "--quiet", "--initial-branch=main")
    _git(project, "fast-import", "--quiet", content=b"".join(_stream(project, files)))
    _git(project, "reset", "--quiet", "--hard", "main")


def _git(folder: Path, *arguments: str, content: bytes = b"") -> None:
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | _GIT, input=content, check=True)  # noqa: S603, S607 -- git


def _stream(project: Path, files: list[Path]) -> Iterator[bytes]:
    for number, file in enumerate(files):
        path, content = file.relative_to(project).as_posix(), file.read_bytes()
        message = f"Add {path}\n".encode()
        yield f"commit refs/heads/main\ncommitter {_WHO} {1_600_000_000 + number} +0000\n".encode()
        yield b"data %d\n" % len(message) + message
        yield f"M 100644 inline {path}\n".encode() + b"data %d\n" % len(content) + content + b"\n"


if __name__ == "__main__":
    main()
