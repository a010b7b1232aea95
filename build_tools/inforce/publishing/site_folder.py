"""A site folder changes as a whole or not at all: the new one is made beside the old and then takes its place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from inforce.publishing.failure import Failure

_SITES_HAVE: Final = ("index.html", "404.html")
_NO_SITE_HAS: Final = ("mkdocs.yml", ".git", "content")


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give an empty folder beside *target* to build in; it takes the place of *target* when all went well.

    Whatever an interrupted run left is cleared away first. When the body raises, *target* is untouched.
    """
    staging = begin(target)
    try:
        yield staging
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    finish(staging, target)


def begin(target: Path) -> Path:
    """Return a new empty folder beside *target*, on the same file system; bring back what a kill took away.

    Raises `Failure` where *target* holds what is no site, for all of it would be lost.
    """
    staging, old = _beside(target)
    if old.exists() and not target.exists():
        old.rename(target)
    _refuse_what_is_no_site(target)
    for left in (staging, old):
        if left.exists():
            shutil.rmtree(left)
    staging.mkdir(parents=True)
    return staging


def _refuse_what_is_no_site(target: Path) -> None:
    remedy = "Name a folder that is new, empty, or has a site in it that was built before."
    if not target.exists():
        return
    if not target.is_dir():
        raise Failure(f"{target} is a file, and the site is built into a folder.", remedy)
    there = {entry.name for entry in target.iterdir()}
    if there and (there.isdisjoint(_SITES_HAVE) or not there.isdisjoint(_NO_SITE_HAS)):
        raise Failure(f"{target} has something other than a site in it, which building there would remove.", remedy)


def finish(staging: Path, target: Path) -> None:
    """Put *staging* in the place of *target*."""
    _, old = _beside(target)
    if target.exists():
        target.rename(old)
    staging.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _beside(target: Path) -> tuple[Path, Path]:
    return target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")


class SiteWriter:
    """Writes files below *staging*, taking a file over from *previous* where its bytes are the same.

    A file that did not change keeps its time, so that servers and mirrors see that it did not.
    """

    def __init__(self, staging: Path, previous: Path) -> None:
        self._staging = staging
        self._previous = previous
        self._folders: set[str] = set()
        self.written: set[str] = set()
        self.kept = 0

    def __call__(self, path: str, content: bytes) -> None:
        """Put *content* at *path*, relative to the root of the site."""
        folder, _, _ = path.rpartition("/")
        if folder not in self._folders:
            (self._staging / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        target = f"{self._staging}/{path}"
        self.written.add(path)
        if self._take_over(f"{self._previous}/{path}", target, content):
            self.kept += 1
            return
        # a file of the theme in this place may be shared with a cache by a link: it is replaced, not overwritten
        Path(target).unlink(missing_ok=True)
        with open(target, "wb") as file:  # noqa: PTH123 -- ten thousand times a build, half the cost of Path.write_bytes
            file.write(content)

    @staticmethod
    def _take_over(previous: str, target: str, content: bytes) -> bool:
        try:
            with open(previous, "rb") as file:  # noqa: PTH123 -- as above
                if file.read() != content:
                    return False
            Path(target).unlink(missing_ok=True)
            os.link(previous, target)
        except OSError:  # there is none, or this file system has no links: it is written
            return False
        return True
