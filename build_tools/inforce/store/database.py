"""The file of the store: one SQLite database that is used as it was left, or not at all.

What is written goes beside the database (its write-ahead log, in which SQLite proves each page) and into it only when
a run ends. So the database itself is as its seal says, whenever a run is killed; anything else is damage.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

NAME: Final = "store.sqlite"
_SEAL: Final = "store.seal"
_CHUNK: Final = 1 << 20

_SCHEMA: Final = """
create table meta(name text primary key, value) without rowid;
create table file(path text primary key, size int, mtime int, ctime int, inode int, digest blob) without rowid;
create table input(name text primary key, digest blob) without rowid;
create table site(id integer primary key, folder text unique, identity text, boot text);
create table target(id integer primary key, site int, name text, value text, problems text,
    holds_from text, holds_until text, stale int, unique(site, name));
create table need(target int, name text, digest blob, primary key(target, name)) without rowid;
create index needed on need(name);
create table output(site int, path text, target int, digest blob, size int, mtime int, inode int,
    primary key(site, path)) without rowid;
create index output_of on output(target);
create table fragment(site int, list text, key text, target int, body text,
    primary key(site, list, key, target)) without rowid;
create index fragment_of on fragment(target);
create table link(target int, page text, path text, anchor text, primary key(target, path, anchor)) without rowid;
create index linked on link(path);
create table anchors(target int primary key, body blob);
create table constant(name text primary key, body blob);
create table journal(site int, path text, staged text, primary key(site, path)) without rowid;
"""


class DamagedError(Exception):
    """The store cannot be read or written; it is deleted, and whoever used it begins again."""


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Yield the database in *folder*, empty where there is none that is whole; seal it when all went well.

    Whatever SQLite complains of in between deletes the database and raises `DamagedError`.
    """
    try:
        with closing(_connected(folder)) as database:
            before = database.total_changes
            yield database
            if database.total_changes != before:
                _seal(database, folder)
    except sqlite3.Error as error:
        discard(folder)
        raise DamagedError(str(error)) from error


def in_memory() -> sqlite3.Connection:
    """Return a database that nothing is kept of, for where nothing can be written."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(_SCHEMA)
    return database


def discard(folder: Path) -> None:
    """Delete the database in *folder*."""
    for name in (_SEAL, NAME, f"{NAME}-wal", f"{NAME}-shm", f"{NAME}-journal"):
        with suppress(FileNotFoundError):
            (folder / name).unlink()


def _connected(folder: Path) -> sqlite3.Connection:
    path = folder / NAME
    is_new = not _is_sealed(folder)
    if is_new:
        discard(folder)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("pragma journal_mode=wal")  # where that cannot be had, SQLite goes on with its own journal
        database.execute("pragma synchronous=off")  # what a power cut takes, the seal finds
        database.execute("pragma wal_autocheckpoint=0")
        if is_new:
            database.executescript(f"begin; {_SCHEMA} commit;")
            _seal(database, folder)
    except BaseException:
        database.close()
        raise
    return database


def _seal(database: sqlite3.Connection, folder: Path) -> None:
    """Bring everything into the database, and note what it is then."""
    database.execute("pragma wal_checkpoint(truncate)").fetchall()
    (folder / _SEAL).write_text(_checksum(folder / NAME), encoding="ascii")


def _is_sealed(folder: Path) -> bool:
    try:
        return (folder / _SEAL).read_text(encoding="ascii") == _checksum(folder / NAME)
    except (OSError, ValueError):
        return False


def _checksum(path: Path) -> str:
    """Return size and CRC-32, which find damage in a third of the time of a digest, and which file on this disk it is.

    A store that came with the project, out of git or an archive, is another file than the one that was sealed: nobody
    can know beforehand at which nanosecond it is taken out.
    """
    size = total = 0
    with path.open("rb") as file:
        stat = os.fstat(file.fileno())
        while chunk := file.read(_CHUNK):
            total = zlib.crc32(chunk, total)
            size += len(chunk)
    return f"{size} {total:08x} {stat.st_dev} {stat.st_ino} {stat.st_ctime_ns}"
