"""A site folder, brought up to date in place: what differs is made beside it, decided on, and then moved in.

The decision is one transaction. A run that is killed before it has changed nothing; what one killed after it had still
to move, the next one moves first. The folder is known again by its device, its inode and its time, which changes with
each decision, so that neither another folder nor an older store is taken for what belongs together.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Final

STAGING: Final = ".inforce-new"
"""What is made and not moved in yet stands here, in the folder of the site."""

NOBODY: Final = -1
"""The target of files of which it is not known any more who made them."""

SHARES: Final = 16
"""One of so many shares of the files is looked at by each run."""

_SETTLED: Final = 600_000_000_000
"""What was written so long before the last file was has reached the disk, whatever cut the power."""

_BOOT: Final = "/proc/sys/kernel/random/boot_id"


class Care(Enum):
    """How closely the files of a site are looked at."""

    SHARE = auto()
    """A share of them, by size, time and inode; all of them where the folder is not known again."""

    BYTES = auto()
    """Every byte of every file, and that there are no others."""


@dataclass(frozen=True)
class Output:
    """A file of the site: its path, its SHA-256 and its size."""

    path: str
    digest: bytes
    size: int


class SiteFolder:
    """The files of one site, and what stands of them in its folder."""

    def __init__(self, database: sqlite3.Connection, folder: Path) -> None:
        self._database = database
        self.path = folder
        self._folder = os.fspath(folder)
        self._staging = f"{self._folder}/{STAGING}"
        self._made: set[str] = set()
        self._staged = 0
        self._is_fresh = False
        self._displaced: dict[str, int] = {}
        self._claims: dict[str, int] = {}
        self._claimed_twice: dict[str, tuple[int, int]] = {}
        self._staged_targets: set[int] = set()
        self._strangers: list[str] = []
        self._looked = False
        self.id = self._row()
        self._finish_interrupted()
        identity = self._identity()
        self.is_known = identity is not None and identity == self._kept("identity")

    def look(self, care: Care, turn: int) -> set[int]:
        """Look at what stands in the folder; return the targets of which a file is not as it was made.

        Where *care* or the folder ask for all, files that are none of the site go with the next decision.
        """
        if self._looked:
            return set()
        self._looked = True
        if not os.path.lexists(self._folder):
            damaged = {target for _path, target, *_ in self._rows()}
            self._database.execute("delete from output where site = ?", (self.id,))
        elif care is Care.SHARE and self.is_known:
            rows = self._rows("and target in (select id from target where site = ?1 and id % ?2 = ?3)", SHARES, turn)
            damaged = self._damaged(rows, care) | self._damaged(self._unsettled(), Care.BYTES)
        else:
            damaged = self._damaged(self._rows(), care) | self._damaged(self._unsettled(), Care.BYTES)
            self._strangers = list(self._found_strangers())
        self._note_boot()
        return damaged

    @property
    def has_strangers(self) -> bool:
        """Whether something was found that is no file of the site."""
        return bool(self._strangers)

    def stage(self, target: int, files: Iterable[tuple[str, bytes]]) -> tuple[set[str], set[str]]:
        """Make *files*, by path and content, ready to be all that *target* has in the site.

        Return the paths of those that differ from what stands there, and those that go.
        """
        had = {path: digest for path, _target, digest, *_stat in self._rows("and target = ?2", target)}
        differ = set()
        self._staged_targets.add(target)
        for path, content in files:
            first = self._claims.setdefault(path, target)
            if first != target:
                self._claimed_twice.setdefault(path, (min(first, target), max(first, target)))
            digest = hashlib.sha256(content).digest()
            if had.pop(path, None) != digest:
                self._stage(target, path, content, digest)
                differ.add(path)
        self._drop(had)
        return differ, set(had)

    def drop(self, target: int) -> set[str]:
        """Have all files of *target* go; return their paths."""
        self._staged_targets.add(target)
        paths = {path for path, *_ in self._rows("and target = ?2", target)}
        self._drop(paths)
        return paths

    def taken(self) -> list[tuple[str, int, int]]:
        """Return the files that two targets make, with both."""
        displaced = {
            path: (owner, self._claims[path])
            for path, owner in self._displaced.items()
            if owner not in self._staged_targets
        }
        return [(path, one, other) for path, (one, other) in sorted((displaced | self._claimed_twice).items())]

    def output(self, path: str) -> Output | None:
        """Return the file at *path* as it will be."""
        row = self._database.execute(
            "select path, digest, size from output where site = ? and path = ?", (self.id, path)
        ).fetchone()
        return Output(*row) if row else None

    def owner(self, path: str) -> int | None:
        """Return the target that makes the file at *path*."""
        row = self._database.execute(
            "select target from output where site = ? and path = ?", (self.id, path)
        ).fetchone()
        return int(row[0]) if row else None

    def read(self, path: str) -> bytes:
        """Return the content of the file at *path* as it will be."""
        row = self._database.execute(
            "select staged from journal where site = ? and path = ?", (self.id, path)
        ).fetchone()
        if self._is_fresh:
            return Path(f"{self._new_folder}/{path}").read_bytes()
        return Path(row[0] if row and row[0] else f"{self._folder}/{path}").read_bytes()

    def decide(self) -> None:
        """Commit, and bring the folder up to date; called within a transaction."""
        if self._is_fresh:
            self._database.execute("insert into journal values(?, '', ?)", (self.id, self._new_folder))
        self._database.executemany(
            "insert or ignore into journal values(?, ?, null)",
            [(self.id, path) for path in self._strangers if self.output(path) is None],
        )
        self._database.execute("commit")
        self._database.execute("begin immediate")
        self._carry_out()
        self._database.execute("update site set identity = ? where id = ?", (self._identity(), self.id))
        self._database.execute("commit")
        self.is_known = True

    def abandon(self) -> None:
        """Remove what was staged; the transaction is rolled back by whoever began it."""
        for folder in (self._staging, self._new_folder):
            if os.path.lexists(folder):
                shutil.rmtree(folder, ignore_errors=True)

    # ---- what stands there

    def _row(self) -> int:
        found = self._database.execute("select id from site where folder = ?", (self._folder,)).fetchone()
        if found:
            return int(found[0])
        return int(self._database.execute("insert into site(folder) values(?)", (self._folder,)).lastrowid or 0)

    def _kept(self, column: str) -> str | None:
        row = self._database.execute(f"select {column} from site where id = ?", (self.id,)).fetchone()  # noqa: S608 -- ours
        return row[0] if row else None

    def _identity(self) -> str | None:
        try:
            stat = os.lstat(self._folder)
        except OSError:
            return None
        return f"{stat.st_dev} {stat.st_ino} {stat.st_mtime_ns}"

    def _note_boot(self) -> None:
        if self._kept("boot") != (boot := _boot()):
            self._database.execute("update site set boot = ? where id = ?", (boot, self.id))

    def _rows(self, which: str = "", *values: object) -> list[tuple[str, int, bytes, int, int, int]]:
        return self._database.execute(
            f"select path, target, digest, size, mtime, inode from output where site = ?1 {which}",  # noqa: S608 -- ours
            (self.id, *values),
        ).fetchall()

    def _unsettled(self) -> list[tuple[str, int, bytes, int, int, int]]:
        """What may not have reached the disk: after the machine was started anew, what was written last."""
        boot = self._kept("boot")
        if boot is None or boot == _boot():
            return []
        newest = self._database.execute("select max(mtime) from output where site = ?", (self.id,)).fetchone()[0] or 0
        return self._rows("and mtime > ?2", newest - _SETTLED)

    def _damaged(self, rows: Iterable[tuple[str, int, bytes, int, int, int]], care: Care) -> set[int]:
        """Return the targets of those *rows* that are not as they were made, and forget what was known of them."""
        damaged = set()
        for path, target, digest, *had in rows:
            stat = _stat(f"{self._folder}/{path}")
            if stat == tuple(had) and (care is Care.SHARE or _has(f"{self._folder}/{path}", digest)):
                continue
            if stat and _has(f"{self._folder}/{path}", digest):  # it was touched, or copied with the whole folder
                self._note(path, target, digest, stat)
                continue
            self._database.execute("update output set digest = x'' where site = ? and path = ?", (self.id, path))
            damaged.add(target)
        return damaged

    def _found_strangers(self) -> Iterator[str]:
        """Yield what is no file of the site; folders without any file, after what is in them, end in "/"."""
        own = {path for (path,) in self._database.execute("select path from output where site = ?", (self.id,))}
        cut = len(self._folder) + 1
        for folder, folders, names in os.walk(self._folder, topdown=False):
            below = folder[cut:].replace(os.sep, "/")
            links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            for name in (*names, *links):
                path = f"{below}/{name}" if below else name
                if path not in own:
                    yield path
            if not names and not folders and below:
                yield f"{below}/"

    # ---- what will stand there

    @property
    def _new_folder(self) -> str:
        """Where a site is made that has no folder yet."""
        head, tail = os.path.split(self._folder)
        return f"{head}/.{tail}.new"

    def _stage(self, target: int, path: str, content: bytes, digest: bytes) -> None:
        if not self._is_fresh and self._stands(target, path, content, digest):
            return
        if not self._staged:
            self._begin_staging()
        self._staged += 1
        staged = f"{self._new_folder}/{path}" if self._is_fresh else f"{self._staging}/{self._staged}"
        if self._is_fresh:
            _make_folder(os.path.dirname(staged), self._made)
        _write(staged, content)
        self._note(path, target, digest, _stat(staged) or (0, 0, 0))
        if not self._is_fresh:
            self._database.execute("replace into journal values(?, ?, ?)", (self.id, path, staged))

    def _stands(self, target: int, path: str, content: bytes, digest: bytes) -> bool:
        """Whether the file stands there as it is to be; it is that of *target* then."""
        owner = self._database.execute(
            "select target, digest from output where site = ? and path = ?", (self.id, path)
        ).fetchone()
        if owner and owner[0] == NOBODY and owner[1] == digest:
            self._database.execute("update output set target = ? where site = ? and path = ?", (target, self.id, path))
            return True
        if owner and owner[0] not in {target, NOBODY}:
            self._displaced.setdefault(path, owner[0])
        standing = f"{self._folder}/{path}"
        if not owner and self._adopts(standing, content):
            self._note(path, target, digest, _stat(standing) or (0, 0, 0))
            return True
        return False

    def _adopts(self, standing: str, content: bytes) -> bool:
        """Whether a file that nothing is known of has just this content; so it keeps its time."""
        return not self.is_known and _stat(standing) is not None and _read(standing) == content

    def _begin_staging(self) -> None:
        self._is_fresh = not os.path.lexists(self._folder) and not self._outputs_noted()
        os.makedirs(self._new_folder if self._is_fresh else self._staging)

    def _outputs_noted(self) -> bool:
        return self._database.execute("select 1 from output where site = ? limit 1", (self.id,)).fetchone() is not None

    def _drop(self, paths: Iterable[str]) -> None:
        rows = [(self.id, path) for path in paths]
        self._database.executemany("delete from output where site = ? and path = ?", rows)
        self._database.executemany("insert or ignore into journal values(?, ?, null)", rows)
        for _site, path in rows if self._is_fresh else ():
            os.unlink(f"{self._new_folder}/{path}")

    def _note(self, path: str, target: int, digest: bytes, stat: tuple[int, int, int]) -> None:
        self._database.execute(
            "replace into output values(?, ?, ?, ?, ?, ?, ?)", (self.id, path, target, digest, *stat)
        )

    def _finish_interrupted(self) -> None:
        """Carry out what a killed run decided, and trust nothing then; remove what it only made."""
        if self._database.execute("select 1 from journal where site = ? limit 1", (self.id,)).fetchone():
            self._carry_out()
            self._database.execute("update site set identity = null where id = ?", (self.id,))
        self.abandon()

    def _carry_out(self) -> None:
        """Move in what was staged, remove what goes; doing it again does no harm."""
        rows = self._database.execute("select path, staged from journal where site = ?", (self.id,)).fetchall()
        if rows:
            self._remove(path for path, staged in rows if staged is None)
            self._move_in((path, staged) for path, staged in rows if staged is not None)
            shutil.rmtree(self._staging, ignore_errors=True)
            self._database.execute("delete from journal where site = ?", (self.id,))
        self._staged, self._is_fresh, self._strangers = 0, False, []
        self._claims, self._claimed_twice, self._displaced, self._staged_targets = {}, {}, {}, set()

    def _move_in(self, files: Iterable[tuple[str, str]]) -> None:
        made: set[str] = set()
        for path, staged in files:
            if not path:
                _move_folder(staged, self._folder)
                continue
            target = f"{self._folder}/{path}"
            _make_folder(os.path.dirname(target), made)
            try:
                _move(staged, target)
            except FileNotFoundError:
                if not os.path.lexists(target):
                    raise

    def _remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            target = f"{self._folder}/{path}".rstrip("/")
            with suppress(FileNotFoundError, NotADirectoryError):
                _patiently(os.rmdir if path.endswith("/") else os.unlink, target)
            folder = os.path.dirname(target)
            with suppress(OSError):
                while len(folder) > len(self._folder):
                    os.rmdir(folder)
                    folder = os.path.dirname(folder)


def _boot() -> str:
    """Return what tells one start of the machine from another; "" where the system does not say."""
    try:
        return Path(_BOOT).read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _stat(path: str) -> tuple[int, int, int] | None:
    try:
        stat = os.lstat(path)
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return None


def _has(path: str, digest: bytes) -> bool:
    content = None if os.path.islink(path) else _read(path)
    return content is not None and hashlib.sha256(content).digest() == digest


def _write(path: str, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)


def _make_folder(folder: str, made: set[str]) -> None:
    """Make *folder*, in place of a file where one stands in its way; *made* are those that are known to be there."""
    if folder in made:
        return
    try:
        os.mkdir(folder)
    except FileExistsError:
        if not os.path.isdir(folder) or os.path.islink(folder):
            os.unlink(folder)
            os.mkdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        _make_folder(os.path.dirname(folder), made)
        os.mkdir(folder)
    made.add(folder)


def _move(staged: str, target: str) -> None:
    try:
        _patiently(os.replace, staged, target)
    except OSError as error:
        if not os.path.isdir(target) or error.errno == errno.ENOENT:
            raise
        shutil.rmtree(target)  # a folder that is none of the site stands where the file belongs
        _patiently(os.replace, staged, target)


def _move_folder(staged: str, folder: str) -> None:
    if not os.path.lexists(staged):
        return  # it was moved before the kill
    with suppress(OSError):
        os.rmdir(folder)
    _patiently(os.rename, staged, folder)


def _patiently(act: Callable[..., None], *paths: str) -> None:
    """Try again for a second where Windows refuses because somebody is just reading the file."""
    for wait in (0.05, 0.1, 0.2, 0.3, 0.4):
        try:
            act(*paths)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(wait)
        else:
            return
    act(*paths)
