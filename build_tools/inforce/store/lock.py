"""One build at a time: a lock of the operating system, which a kill frees."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait_for_lock(file: IO[bytes]) -> None:
        while True:  # msvcrt waits ten seconds at most
            try:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            except OSError:
                continue
            return

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _wait_for_lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


Waiting = Callable[[], None]
"""Says that another build has to end first."""


@contextmanager
def locked(path: Path, waiting: Waiting) -> Iterator[int]:
    """Hold the lock at *path*; yield the time of the file system in nanoseconds at which it was got.

    *waiting* is called where somebody else holds it. The lock ends with the process, however that ends. May raise
    `OSError` where the file cannot be written.
    """
    with path.open("ab") as file:
        if not _try_lock(file):
            waiting()
            _wait_for_lock(file)
        os.utime(path)  # by the clock that files are stamped with, be it of another machine
        yield path.stat().st_mtime_ns
