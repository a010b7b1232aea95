"""The door to the store: opened for one run, locked against others, begun anew where it is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from inforce.store import database as databases
from inforce.store.failure import Failure
from inforce.store.file_index import FileIndex
from inforce.store.lock import Waiting, locked
from inforce.store.site_folder import NOBODY, SHARES, SiteFolder
from inforce.store.targets import WITH_PROGRAM, Inputs, Targets

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
        """Forget every target, and whatever was kept for good; of files it stays known that they are there."""
        self._database.execute("update output set target = ?", (NOBODY,))
        for table in ("target", "need", "input", "fragment", "link", "anchors", "constant"):
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
            yield Store(stack.enter_context(closing(databases.in_memory())), 0, 0)
        else:
            yield Store(stack.enter_context(databases.opened(folder)), now, turn)


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
