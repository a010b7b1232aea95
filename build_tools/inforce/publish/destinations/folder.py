"""A folder on a web server: a folder for each release, and a symbolic link to the one that is shown.

The web server shows ``current``. A release is made beside the others and shown only when it is whole,
so a reader finds the old site or the new one and never a mixture; whoever is killed leaves nothing that shows.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from inforce.publish.checkpoint import CHECKPOINT
from inforce.publish.destinations.destination import (
    ConcurrentPublish,
    DestinationFailed,
    Live,
    Moved,
    Progress,
    Read,
    Release,
    run_concurrently,
)
from inforce.publish.published_state import KEPT_BY_PUBLISHING

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
        others = [path for path, sha256 in sorted(release.files.items()) if not self._shared(path, sha256)]
        kept = len(release.files) - len(others)
        progress(kept, len(release.files))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            written = run_concurrently(pool, lambda path: self._write(path, release.read(path)), others)
            for done, _ in enumerate(written, start=kept + 1):
                progress(done, len(release.files))
        for path, content in release.last.items():
            self._write(path, content)
        for folder in (self._folder.parent, *map(Path, _folders(self._folder))):
            keep_names(folder)
        before = _count_files(self._previous) if self._previous else 0
        new = len(others) + len(release.last)
        return Moved(written=new, removed=max(before - kept - new, 0), kept=kept)

    def _shared(self, path: str, sha256: str) -> bool:
        """Share a file with the release before, where that has it and there are hard links; return whether it is."""
        if not self._previous or not _has(self._previous / path, sha256):
            return False
        try:
            (self._folder / path).hardlink_to(self._previous / path)
        except OSError:
            return False
        return True

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


CURRENT = "current"
RELEASES = "releases"
KEEP = 5
PATIENCE = 120.0
"""For how many seconds to wait while another publication holds the folder."""

LINGER = 600.0
"""For how many seconds a release stays after another took its place, whatever the number that is kept.

Whoever is in the middle of it reads on: a web server that remembers which folder ``current`` led to, or a backup.
"""

_NUMBER = re.compile(r"\d{6,}", re.ASCII)
_LOCK = ".inforce-lock"
_STAGING = ".new"
_SWAP = ".current.new"


class Folder:
    """A folder to publish to, with its last *keep* releases, and those that were replaced a moment ago."""

    def __init__(self, path: Path, keep: int = KEEP, patience: float = PATIENCE) -> None:
        self._path = path
        self._keep = max(keep, 2)
        self._patience = patience

    @property
    def name(self) -> str:
        """How people call the place."""
        return str(self._path)

    def live(self) -> Live | None:
        """Return what ``current`` leads to; None where nothing was ever published."""
        while token := self._token():
            stored = _stored(self._path / token, token)
            if self._token() == token:  # not swapped, and perhaps removed, while it was read
                return stored
        if (self._path / CURRENT).exists():
            return Live(None, None, None, None, "", _nothing)
        if numbers := self._numbers():  # killed before the first swap, or the link was removed: nothing shows
            return _stored(self._release(numbers[-1]), "", unfinished=True)
        return None

    def earlier(self) -> tuple[int, ...]:
        """Return the numbers of the releases before the one that shows."""
        shown = _number(self._token())
        return tuple(number for number in self._numbers() if number < shown)

    def release(self, number: int) -> Live:
        """Return an earlier release."""
        return _stored(self._release(number), str(number))

    def holds(self, live: Live, files: Mapping[str, str], read: Read) -> bool:  # noqa: ARG002 -- what is there is read
        """Return whether the release that shows is the one of *files*, byte for byte, and leads nowhere else."""
        shown = self._path / live.token
        there = {
            path.relative_to(shown).as_posix() for path in shown.rglob("*") if path.is_symlink() or not path.is_dir()
        }
        if there - KEPT_BY_PUBLISHING != set(files) - KEPT_BY_PUBLISHING:
            return False
        return all(_has(shown / path, value) for path, value in files.items())

    def replace(self, live: Live | None, release: Release, progress: Progress) -> Moved:
        """Put *release* in the place of *live*."""
        with self._plain_words():
            self._path.mkdir(parents=True, exist_ok=True)
        with self._locked():
            if self._token() != (live.token if live else ""):
                raise ConcurrentPublish
            self._refuse_going_back(release.number)
            with self._plain_words():
                moved = self._make(release, self._path / live.token if live and live.token else None, progress)
                self._swap(release.number)
            keep_names(self._path)
            self._prune(release.number)
            return moved

    def _refuse_going_back(self, number: int) -> None:
        """Raise where the release that shows would have to be removed to make room for the new one."""
        shown = _number(self._token())
        if shown >= number:
            raise DestinationFailed(
                f"{self.name} shows release {shown}, and its checkpoint says that it is release {number - 1}: "
                "someone changed it.",
                f"Find out who did. Put {CHECKPOINT} in {RELEASES}/{shown:06} back from a copy, and publish again.",
            )

    def _make(self, release: Release, previous: Path | None, progress: Progress) -> Moved:
        """Make *release* beside the others; nothing of it is left where that fails."""
        self._clear_away(release.number)
        staging = self._path / RELEASES / _STAGING
        try:
            moved = StagedRelease(staging, previous).fill(release, progress)
            staging.rename(self._release(release.number))
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        return moved

    def _token(self) -> str:
        try:
            return os.readlink(self._path / CURRENT)  # noqa: PTH115 -- the text of the link, not a path made of it
        except FileNotFoundError:
            return ""
        except OSError as error:
            if error.errno == errno.EINVAL:  # something that is no link stands there: it is not ours
                return ""
            raise

    def _release(self, number: int) -> Path:
        return self._path / RELEASES / f"{number:06}"

    def _numbers(self) -> list[int]:
        try:
            names = os.listdir(self._path / RELEASES)  # noqa: PTH208 -- names, not paths
        except FileNotFoundError:
            return []
        return sorted(int(name) for name in names if _NUMBER.fullmatch(name))

    def _clear_away(self, release: int) -> None:
        """Remove what a killed publication left: a release of that number, and the folder it was made in."""
        (self._path / RELEASES).mkdir(exist_ok=True)
        shutil.rmtree(self._path / RELEASES / _STAGING, ignore_errors=True)
        (self._path / _SWAP).unlink(missing_ok=True)
        for number in self._numbers():
            if number >= release:
                shutil.rmtree(self._release(number))

    def _swap(self, number: int) -> None:
        os.utime(self._release(number))  # from when on it shows, by the clock of the file system; see `_prune`
        link = self._path / _SWAP
        link.symlink_to(f"{RELEASES}/{number:06}")
        link.replace(self._path / CURRENT)

    def _prune(self, shown: int) -> None:
        """Remove the releases that are no longer kept and that nobody can be in the middle of reading."""
        releases = [number for number in self._numbers() if number <= shown]
        now = self._shown_since(shown)
        for number, successor in pairwise(releases[: 1 - self._keep]):
            if now - self._shown_since(successor) > LINGER:
                shutil.rmtree(self._release(number), ignore_errors=True)

    def _shown_since(self, number: int) -> float:
        return self._release(number).stat().st_mtime

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder for one publication; a lock ends with the process that held it, however that ends."""
        with self._plain_words():
            handle = os.open(self._path / _LOCK, os.O_RDWR | os.O_CREAT, 0o664)
        try:
            self._wait_for(handle)
            yield
        finally:
            os.close(handle)

    def _wait_for(self, handle: int) -> None:
        end = time.monotonic() + self._patience
        while True:
            try:
                return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise DestinationFailed(
                        f"Another publication to {self.name} has been running for {self._patience:.0f} seconds.",
                        "Wait until it has ended, or end it, and publish again.",
                    ) from None
                time.sleep(0.05)
            except OSError as error:
                raise DestinationFailed(
                    f"The file system of {self.name} cannot keep two publications apart ({error.strerror}).",
                    "Publish to a folder on a file system with locks, such as a local disk or NFS 4.",
                ) from None

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        """Say what to do where the system does not let this folder be written."""
        try:
            yield
        except OSError as error:
            at = Path(error.filename) if isinstance(error.filename, str) else self._path
            if not at.is_relative_to(self._path):  # it is the site that cannot be read
                raise
            raise DestinationFailed(
                f"{self.name} could not be written: {error.strerror}. Nothing was published.",
                _REMEDIES.get(error.errno or 0, "Put right what the system says, and publish again."),
            ) from error


_NO_RIGHT = "Give the account that publishes the right to write there, and publish again."
_NO_ROOM = "Make room there, and publish again."
_REMEDIES = {
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: "It is on a disk that is read-only: make that writable, or publish to another folder.",
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
}


def _has(file: Path, sha256: str) -> bool:
    try:
        with file.open("rb") as content:
            return not file.is_symlink() and hashlib.file_digest(content, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _stored(folder: Path, token: str, *, unfinished: bool = False) -> Live:
    return Live.read_by(lambda path: (folder / path).read_bytes(), token, unfinished=unfinished)


def _nothing(path: str) -> bytes:
    raise FileNotFoundError(errno.ENOENT, "There is no such file", path)


def _number(token: str) -> int:
    name = token.rpartition("/")[2]
    return int(name) if _NUMBER.fullmatch(name) else 0
