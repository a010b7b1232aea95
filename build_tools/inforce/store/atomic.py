"""Files are written whole or not at all, and what is said where the disk, the network or git fails."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write *content* to *path* in one step, with the permissions of what stands there, or else those of a new file.

    May raise `OSError`; whatever stops this, what stood there is as it was, and nothing is left behind.
    """
    with _beside(path, content) as beside:
        if path.exists():
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        beside.replace(path)


def write_new(path: Path, content: bytes, mode: int) -> None:
    """Write *content* to *path*, where nothing stands yet, in one step, with the permissions *mode*.

    Raises `FileExistsError` where something stands there, and may raise any other `OSError`; what stood there is never
    touched, and whatever stops this, nothing is left behind.
    """
    with _beside(path, content) as beside:
        beside.chmod(mode)
        _put(beside, path)


@contextmanager
def _beside(path: Path, content: bytes) -> Iterator[Path]:
    """Write *content* beside *path*, under a name of its own; it is gone at the end, unless it was renamed."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def write_new_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder *path*, where nothing stands yet, with *files* by their names in it, in one step.

    Raises as `write_new` does, and like it leaves nothing behind and never touches what stands there.
    """
    if path.exists() or path.is_symlink():
        raise FileExistsError(path)
    from tempfile import TemporaryDirectory  # noqa: PLC0415 -- a build makes no folder so

    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as beside:
        made = Path(beside) / path.name
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        try:
            made.rename(path)  # a folder never takes the place of one with something in it
        except OSError as error:
            if path.exists():
                raise FileExistsError(path) from error
            raise


def fill_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Put *files* into the folder *path*, where none of them stands yet, once all of them are written within it."""
    beside = path / f".{os.urandom(4).hex()}"
    write_new_folder(beside, files)
    for one in beside.iterdir():
        one.rename(path / one.name)
    beside.rmdir()


def _put(beside: Path, path: Path) -> None:
    """Give the file *beside* the name *path* as well; unlike a move, that never takes the place of another file."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # this file system knows one name a file
        if path.exists():
            raise FileExistsError(path) from None
        beside.replace(path)


class Failure(Exception):
    """What happened, in words for the person at the terminal, and what to do. Nothing half-new is shown."""

    def __init__(self, what: str, remedy: str = "", words: str = "") -> None:
        """Say *what* happened and the *remedy*; *words* are those of the program that was asked."""
        quoted = f"\n  It says: {words.strip()}" if words.strip() else ""
        super().__init__(f"{what}{quoted}\n  {remedy}" if remedy else f"{what}{quoted}")


def cache_folder(project: Path) -> Path:
    """Return the folder for it below *project*; deleting it costs time and nothing else."""
    return project / ".cache" / "inforce"
