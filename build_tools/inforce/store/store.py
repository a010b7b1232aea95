"""The door to the store: one SQLite database, opened for one run, locked against others, begun anew where damaged.

What is written goes beside the database (its write-ahead log, in which SQLite proves each page) and into it only when
a run ends. So the database itself is as its seal says, whenever a run is killed; anything else is damage.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from inforce.store.atomic import Failure
from inforce.store.file_index import FileIndex
from inforce.store.site_folder import NOBODY, SHARES, SiteFolder
from inforce.store.targets import WITH_PROGRAM, Inputs, Targets

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
    primary key(site, list, key, target));
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
def opened_database(folder: Path) -> Iterator[sqlite3.Connection]:
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


_LOCK: Final = "store.lock"
_TURN: Final = "store.turn"


class Store:
    """Everything that is kept between runs, as one of them sees it."""

    def __init__(self, database: sqlite3.Connection, now: int, turn: int) -> None:
        self._database = database
        self.turn = turn
        self.files = FileIndex(database, now)
        self.inputs = Inputs(database)

    def begin(self) -> None:
        """Begin a transaction."""
        self._database.execute("begin immediate")

    def commit(self) -> None:
        """Keep what was noted since."""
        self._database.execute("commit")

    def roll_back(self) -> None:
        """Forget what was noted since."""
        if self._database.in_transaction:
            self._database.execute("rollback")

    def site(self, folder: Path) -> SiteFolder:
        """Return the site in *folder*; called within a transaction."""
        return SiteFolder(self._database, folder)

    def targets(self, site: int = 0) -> Targets:
        """Return the targets of the site of that number; 0 has those that belong to none."""
        return Targets(self._database, site)

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return what *make*, a pure function of what *name* stands for, gives; it is called once for a name."""
        row = self._database.execute("select body from constant where name = ?", (name,)).fetchone()
        if row:
            return bytes(row[0])
        body = make()
        self._database.execute("replace into constant values(?, ?)", (name, body))
        return body

    def keep_with_program(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return what *make* gives, which is called once for a name as long as the program is the same."""
        return self.get_or_make(f"{WITH_PROGRAM}{name}", make)

    def replace_with_program(self, name: str, body: bytes) -> None:
        """Keep *body* under a name for as long as the program is the same."""
        self._database.execute("replace into constant values(?, ?)", (f"{WITH_PROGRAM}{name}", body))

    def forget_targets(self) -> None:
        """Forget every target, what was noted of them and whatever was kept for good; files stay known.

        Where no target is there at all nothing is stale, so that what says that all were made has to go with them.
        """
        self._database.execute("update output set target = ?", (NOBODY,))
        for table in ("target", "need", "input", "fragment", "link", "anchors", "constant", "meta"):
            self._database.execute(f"delete from {table}")  # noqa: S608 -- the names are these

    def meta(self, name: str) -> str | None:
        """Return what was noted under *name*."""
        row = self._database.execute("select value from meta where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Note something under *name*."""
        if self.meta(name) != value:
            self._database.execute("replace into meta values(?, ?)", (name, value))


@contextmanager
def opened(folder: Path, waiting: Waiting) -> Iterator[Store]:
    """Yield the store in *folder*, for this run alone; *waiting* is called where another run has it.

    Raises `DamagedError` where it turns out to be damaged while it is used: it is gone then, and who used it begins
    again. Where nothing can be written, everything is made and nothing is kept.
    """
    _refuse_links(folder)
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            now = stack.enter_context(locked(folder / _LOCK, waiting))
            turn = _turn(folder)
        except OSError:
            yield Store(stack.enter_context(closing(in_memory())), 0, 0)
        else:
            yield Store(stack.enter_context(opened_database(folder)), now, turn)


def _refuse_links(folder: Path) -> None:
    """Raise `Failure` where the store would be written through a link, which may have come with the project."""
    with suppress(OSError):
        for path in (folder.parent, folder, *(folder.iterdir() if folder.is_dir() else ())):
            if path.is_symlink():
                raise Failure(
                    f"{path} is a symbolic link, and the cache would be written elsewhere.", "Delete the link."
                )


def _turn(folder: Path) -> int:
    """Return which share of the files of a site it is the turn of; the next run has the next one."""
    path = folder / _TURN
    try:
        turn = int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        turn = 0
    path.write_text(str((turn + 1) % SHARES), encoding="ascii")
    return turn % SHARES
