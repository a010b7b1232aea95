"""Which files there are, and what is in them: files that did not change are not read again.

A file is known by its size, its times and its inode, as in git. One that may have changed within the tick of the clock
in which it was last looked at is read again, whatever its times say.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import Final, NamedTuple

LARGEST: Final = 200 * 1024**2
"""No file that anything is made from has more bytes; one that has is known by its size and its time alone."""

_TICK: Final = 2_000_000_000
"""The coarsest clock of a file system that is met with has two seconds."""


_ALONE: Final = "="
"""With what the names of files begin that are looked at by themselves, so that none is taken for one in a folder."""

_BYTECODE: Final = "__pycache__"

_OPENED: Final = sum(
    getattr(os, name, 0) for name in ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT")
)
"""How files are opened: no link is followed, and nobody waits for what a pipe may say."""

_EXCHANGES: Final = 10
"""How often a file may be saved anew while it is opened."""


class Row(NamedTuple):
    """A file, a folder (its name ends in "/") or a symbolic link, by its name and what the system says of it."""

    path: str
    size: int
    mtime: int
    ctime: int
    inode: int


def scan(root: str, name: str) -> Iterator[Row]:
    """Yield everything in the folder *root*, under names that begin with *name*; no symbolic link is followed.

    What cannot be looked into is left out, and whoever reads it says so; bytecode too, which stands for its source. A
    name that is no text is written as one.
    """
    waiting = [root]
    cut = len(root)
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    path = f"{name}{entry.path[cut:]}"
                    path = path.replace(os.sep, "/").encode(errors="surrogateescape").decode(errors="backslashreplace")
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name == _BYTECODE:
                            continue
                        waiting.append(entry.path)
                        yield Row(f"{path}/", 0, 0, 0, 0)
                    else:
                        stat = entry.stat(follow_symlinks=False)
                        yield Row(path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        except OSError:
            continue


def digest_of(path: str) -> bytes:
    """Return the SHA-256 of the file at *path*; of a symbolic link, of where it leads; empty where it is not given out.

    A folder has the digest of the names in it.
    """
    try:
        stat = os.lstat(path)
        mode = stat.st_mode
        if S_ISLNK(mode):
            return hashlib.sha256(b"link " + os.fsencode(os.readlink(path))).digest()
        if S_ISDIR(mode):
            return hashlib.sha256("\0".join(sorted(os.listdir(path))).encode(errors="surrogateescape")).digest()
        if not S_ISREG(mode):
            return b"special"
        if stat.st_size > LARGEST:
            return hashlib.sha256(f"large {stat.st_size} {stat.st_mtime_ns}".encode()).digest()
        with open(os.open(path, _OPENED), "rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


class TooLargeError(Exception):
    """A file has more bytes than are read of one of its kind."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes")
        self.size = size


def read_below(folder: Path, path: Path, largest: int) -> bytes:
    """Return the bytes of the file at *path*, to which no symbolic link leads from *folder* on.

    Raise `OSError` where one does, or where it is no file, and `TooLargeError` where it has more than *largest* bytes.
    The file is opened once: whatever is put into its place, or into that of a folder above it, is never read.
    """
    for _ in range(_EXCHANGES):
        with open(os.open(path, _OPENED), "rb") as file:
            stat = os.fstat(file.fileno())
            stands_there = _lstat_by_no_link(folder, path.relative_to(folder).parts)
            if not S_ISREG(stands_there.st_mode):
                break
            if os.path.samestat(stat, stands_there):
                content = file.read(largest + 1) if stat.st_size <= largest else b""
                if (size := max(stat.st_size, len(content))) > largest:
                    raise TooLargeError(size)
                return content
    raise OSError(errno.ELOOP, "It is no file, or a symbolic link leads to it", os.fspath(path))


def _lstat_by_no_link(folder: Path, parts: tuple[str, ...]) -> os.stat_result:
    """Return what the system says of what *parts* lead to from *folder*; raise `OSError` where one of them is a link.

    Each folder is held open until what is in it was looked at, so that none can be exchanged meanwhile. Windows, where
    making a link takes an administrator, has no way to do that.
    """
    if os.open not in os.supports_dir_fd:
        steps = [folder.joinpath(*parts[:count]) for count in range(1, len(parts))]
        if any(step.is_symlink() for step in steps):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        return folder.joinpath(*parts).lstat()
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            above, here = here, os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
            os.close(above)
        return os.stat(parts[-1], dir_fd=here, follow_symlinks=False)
    finally:
        os.close(here)


class FileIndex:
    """The files that were looked at, in the database of the store; *now* is the time of the file system."""

    def __init__(self, database: sqlite3.Connection, now: int) -> None:
        self._database = database
        self._now = now

    def update(self, root: str, name: str) -> frozenset[str]:
        """Look at everything in the folder *root*, which is called *name*; return the names in it that changed.

        What says something else than the last time, and what is new or gone.
        """
        rows = sorted(scan(root, name))
        stamp = hashlib.sha256(repr(rows).encode(errors="surrogateescape")).hexdigest()
        if self._recall(f"stamp {name}") == stamp:
            return frozenset()
        found = self._database.execute("select * from file where path > ? and path < ?", (f"{name}/", f"{name}0"))
        known = {row[0]: (Row(*row[:5]), row[5]) for row in found}
        cut = len(name)
        changes = self._bring_up_to_date(name, rows, known, lambda path: root + path[cut:])
        self._keep(f"stamp {name}", None if any(map(self._may_still_change, rows)) else stamp)
        return changes

    def update_each(self, paths: Iterable[str]) -> None:
        """Look at the files and folders at *paths*, which are known by those; what is not there has no digest."""
        rows = [_alone(look(path)) for path in paths]
        known = {}
        for row in rows:
            found = self._database.execute("select * from file where path = ?", (row.path,)).fetchone()
            if found:
                known[row.path] = (Row(*found[:5]), found[5])
        self._bring_up_to_date("", rows, known, lambda name: name.removeprefix(_ALONE))

    def note(self, row: Row, digest: bytes) -> None:
        """Note a file as it was when somebody looked at it in this run."""
        self._database.execute("replace into file values(?, ?, ?, ?, ?, ?)", (*_alone(row), digest))

    def digest_of_one(self, path: str) -> bytes:
        """Return the digest of a file or folder at *path* that was looked at by itself."""
        return self.digest(f"{_ALONE}{path}")

    def digest(self, path: str) -> bytes:
        """Return the digest of what is called *path*; of a folder (its name ends in "/"), of all that is in it.

        Empty where there is none.
        """
        if not path.endswith("/"):
            row = self._database.execute("select digest from file where path = ?", (path,)).fetchone()
            return bytes(row[0]) if row and row[0] else b""
        rows = self._database.execute(
            "select path, digest from file where path >= ? and path < ?", (path, f"{path[:-1]}0")
        ).fetchall()
        total = hashlib.sha256()
        for name, digest in rows:
            total.update(name.encode() + b"\0" + digest)
        return total.digest() if rows else b""

    def digest_of_names(self, folder: str) -> bytes:
        """Return the digest of what stands directly in *folder*, without what is in the folders there."""
        total = hashlib.sha256()
        for name in self.names(folder):
            total.update(f"{name}\0".encode() + self.digest("" if name.endswith("/") else folder + name) + b"\0")
        return total.digest()

    def names(self, folder: str) -> tuple[str, ...]:
        """Return what stands directly in *folder* (its name ends in "/"); names of folders end in "/"."""
        rows = self._database.execute(
            "select substr(path, ?3) from file where path > ?1 and path < ?2 "
            "and instr(rtrim(substr(path, ?3), '/'), '/') = 0",
            (folder, f"{folder[:-1]}0", len(folder) + 1),
        )
        return tuple(name for (name,) in rows)

    def _bring_up_to_date(
        self, index: str, rows: Iterable[Row], known: Mapping[str, tuple[Row, bytes]], where: Callable[[str], str]
    ) -> frozenset[str]:
        looked_at = int(self._recall(f"looked at {index}") or 0)
        gone, other, found = set(known), set(), []
        for row in rows:
            gone.discard(row.path)
            before = known.get(row.path)
            if before and before[0] == row and before[1] and max(row.mtime, row.ctime) <= looked_at - _TICK:
                continue
            digest = b"folder" if row.path.endswith("/") else digest_of(where(row.path))
            if before is None or before[1] != digest:
                other.add(row.path)
            if before != (row, digest):
                found.append((*row, digest))
        self._database.executemany("replace into file values(?, ?, ?, ?, ?, ?)", found)
        self._database.executemany("delete from file where path = ?", [(path,) for path in gone])
        self._keep(f"looked at {index}", str(self._now))
        return frozenset(other | gone)

    def _may_still_change(self, row: Row) -> bool:
        """Whether a change within the tick of the clock would leave *row* as it is."""
        return max(row.mtime, row.ctime) > self._now - _TICK

    def _recall(self, name: str) -> str | None:
        row = self._database.execute("select value from meta where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _keep(self, name: str, value: str | None) -> None:
        self._database.execute("replace into meta values(?, ?)", (name, value))


def _alone(row: Row) -> Row:
    return row._replace(path=f"{_ALONE}{row.path}")


def look(path: str) -> Row:
    """Return what the system says of the file, folder or link at *path*, be it that there is none."""
    try:
        stat = os.lstat(path)
    except OSError:
        return Row(path, -1, 0, 0, 0)
    return Row(path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
