"""A site folder changes as a whole or not at all: the new one is made beside the old and then takes its place."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from inforce.store.failure import Failure

_SITES_HAVE: Final = ("index.html", "404.html")
_NO_SITE_HAS: Final = ("mkdocs.yml", ".git", "content")
_REMEDY: Final = "Name a folder that is new, empty, or has a site in it that was built before."


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

    Raises `Failure` where *target* holds what is no site, for all of it would be lost, or is a place for none.
    """
    _refuse_what_can_hold_no_site(target)
    staging, old = _beside(target)
    if old.exists() and not target.exists():
        old.rename(target)
    _refuse_what_is_no_site(target)
    for left in (staging, old):
        if left.exists():
            shutil.rmtree(left)
    staging.mkdir(parents=True)
    return staging


def _refuse_what_can_hold_no_site(target: Path) -> None:
    if not target.name:
        raise Failure(f"{target} cannot be a site: it is the top of the disk.", _REMEDY)
    for folder in Path(os.path.abspath(target)).parents:  # noqa: PTH100 -- "content/../site" is not in content
        if folder.name == "content" and (folder.parent / "mkdocs.yml").exists():
            what = f"{target} lies in {folder}, and the next build would take the site for content."
            raise Failure(what, "Name a folder outside it.")


def _refuse_what_is_no_site(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise Failure(f"{target} is a file, and the site is built into a folder.", _REMEDY)
    there = {entry.name for entry in target.iterdir()}
    if there and (there.isdisjoint(_SITES_HAVE) or not there.isdisjoint(_NO_SITE_HAS)):
        raise Failure(f"{target} has something other than a site in it, which building there would remove.", _REMEDY)


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

    A file that did not change keeps its time, so that servers and mirrors see that it did not. Ten thousand
    files are written in a build, so no call is made to the system that is not needed.
    """

    def __init__(self, staging: Path, previous: Path) -> None:
        self._staging = str(staging)
        self._previous = str(previous) if previous.is_dir() else None
        self._folders = {""}
        self.written: set[str] = set()
        self.kept = 0

    def __call__(self, path: str, content: bytes) -> None:
        """Put *content* at *path*, relative to the root of the site."""
        same = self._previous is not None and _same(f"{self._previous}/{path}", content)
        self._put(path, content, same_as_previous=same)

    def take(self, path: str, sha256: str) -> bool:
        """Take the file at *path* over from the previous site where it has that SHA-256; say whether it was done."""
        if self._previous is None:
            return False
        try:
            with open(f"{self._previous}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 -- as below
                content = file.read()
        except OSError:
            return False
        if hashlib.sha256(content).hexdigest() != sha256:
            return False
        self._put(path, content, same_as_previous=True)
        return True

    def _put(self, path: str, content: bytes, *, same_as_previous: bool) -> None:
        self._make_folder(path.rpartition("/")[0])
        self.written.add(path)
        target = f"{self._staging}/{path}"
        if same_as_previous and _link(f"{self._previous}/{path}", target):
            self.kept += 1
            return
        try:
            _write_new(target, content)
        except FileExistsError:  # its bytes may be shared with a copy elsewhere: it is replaced, not written into
            os.unlink(target)  # noqa: PTH108 -- target is no Path
            _write_new(target, content)

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            self._make_folder(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(f"{self._staging}/{folder}")  # noqa: PTH102 -- as above
            self._folders.add(folder)


def _write_new(target: str, content: bytes) -> None:
    with open(target, "xb") as file:  # noqa: PTH123 -- as above
        file.write(content)


def _same(path: str, content: bytes) -> bool:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- as above
            return file.read(len(content) + 1) == content
    except OSError:
        return False


def _link(path: str, target: str) -> bool:
    """Give the file at *path* the name *target* too; say whether this file system can."""
    try:
        try:
            os.link(path, target)
        except FileExistsError:
            os.unlink(target)  # noqa: PTH108 -- as above
            os.link(path, target)
    except OSError:
        return False
    return True
