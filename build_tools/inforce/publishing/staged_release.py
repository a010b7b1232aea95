"""A new release of a folder in the making; files that did not change are shared with the release before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from inforce.publishing.destination import Moved, Progress, Release


class StagedRelease:
    """A new release in the making; files that are the same in the release before are shared with it by hard links."""

    def __init__(self, folder: Path, previous: Path | None) -> None:
        self._folder = folder
        self._previous = previous
        self._parents: set[str] = set()

    def fill(self, release: Release, progress: Progress) -> Moved:
        """Write all files of *release*."""
        self._folder.mkdir()
        kept = 0
        for done, path in enumerate(sorted(release.files)):
            kept += self._put(path, release.read(path))
            progress(done + 1, len(release.files))
        for path, content in release.last.items():
            self._put(path, content)
        for parent in (*self._parents, ""):
            keep_names(self._folder / parent)
        keep_names(self._folder.parent)
        before = _count_files(self._previous) if self._previous else 0
        written = len(release.files) + len(release.last) - kept
        return Moved(written=written, removed=max(before - kept - written, 0), kept=kept)

    def _put(self, path: str, content: bytes) -> bool:
        """Write one file, or share it with the release before; return which of the two it was."""
        parent = path.rpartition("/")[0]
        if parent not in self._parents:
            (self._folder / parent).mkdir(parents=True, exist_ok=True)
            self._parents.add(parent)
        target = self._folder / path
        if self._previous:
            with suppress(OSError):  # it is not there, or there are no hard links on this file system: it is written
                if (self._previous / path).read_bytes() == content:
                    target.hardlink_to(self._previous / path)
                    return True
        with target.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # what shows after a power cut is whole as well
        return False


def keep_names(folder: Path) -> None:
    """Have the system write down which files *folder* has, so that a power cut loses none."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _count_files(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))
