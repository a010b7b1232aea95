"""A new release of a folder in the making; files that did not change are shared with the release before."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from inforce.publish.destinations.concurrency import each
from inforce.publish.destinations.destination import Moved, Progress, Release

AT_ONCE = 8
"""How many files are written at the same time: a disk makes several safe as fast as one."""


class StagedRelease:
    """A new release in the making; files that are the same in the release before are shared with it by hard links."""

    def __init__(self, folder: Path, previous: Path | None) -> None:
        self._folder = folder
        self._previous = previous

    def fill(self, release: Release, progress: Progress) -> Moved:
        """Write all files of *release*."""
        self._folder.mkdir()
        for parent in sorted({path.rpartition("/")[0] for path in release.files}):
            (self._folder / parent).mkdir(parents=True, exist_ok=True)
        kept = 0
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done, was_kept in enumerate(each(pool, partial(self._put, release), sorted(release.files)), start=1):
                kept += was_kept
                progress(done, len(release.files))
            for path, content in release.last.items():
                self._write(path, content)
            for _ in each(pool, keep_names, [self._folder.parent, *map(Path, _folders(self._folder))]):
                pass
        before = _count_files(self._previous) if self._previous else 0
        written = len(release.files) + len(release.last) - kept
        return Moved(written=written, removed=max(before - kept - written, 0), kept=kept)

    def _put(self, release: Release, path: str) -> bool:
        """Write one file, or share it with the release before; return whether it was shared."""
        content = release.read(path)
        if self._previous:
            with suppress(OSError):  # it is not there, or there are no hard links on this file system: it is written
                if (self._previous / path).read_bytes() == content:
                    (self._folder / path).hardlink_to(self._previous / path)
                    return True
        self._write(path, content)
        return False

    def _write(self, path: str, content: bytes) -> None:
        with (self._folder / path).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # what shows after a power cut is whole as well


def keep_names(folder: Path) -> None:
    """Have the system write down which files *folder* has, so that a power cut loses none."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _folders(folder: Path) -> list[str]:
    return [parent for parent, _, _ in os.walk(folder)]


def _count_files(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))
