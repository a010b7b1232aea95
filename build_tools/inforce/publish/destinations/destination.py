"""Where a site is published to: the one interface of a folder, a git branch and a bucket.

A destination changes as a whole: `replace` puts a release in the place of what `live` had read, or raises
`ConcurrentPublish` and changes nothing that readers see, because someone else has published in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from inforce.publish.checkpoint import CHECKPOINT, CHECKSUMS, REGISTER, SIGNATURE
from inforce.publish.register import Published
from inforce.store.atomic import Failure

Read = Callable[[str], bytes]
"""Gives the bytes of the file at a path below the root of the site."""

Progress = Callable[[int, int], None]
"""Is told how many files of how many have been moved."""


class ConcurrentPublish(Exception):
    """Someone else has published at the destination since it was looked at."""


class DestinationFailed(Failure):
    """The destination could not be read or written."""


@dataclass(frozen=True)
class Live:
    """What stands at a destination now.

    *token* is the destination's own name for this state. *announced* are versions that a publication had begun
    to show to readers when it was interrupted.
    """

    register: bytes | None
    checkpoint: bytes | None
    signature: bytes | None
    checksums: bytes | None
    token: str = field(repr=False)
    read: Read = field(repr=False, compare=False)
    announced: tuple[Published, ...] = ()
    unfinished: bool = False
    """Whether a publication is running there, or was interrupted and has to be gone through with."""

    @classmethod
    def read_by(cls, read: Read, token: str, *, unfinished: bool = False) -> Live:
        """Return what *read* finds, which raises FileNotFoundError where there is no such file."""

        def content(path: str) -> bytes | None:
            try:
                return read(path)
            except FileNotFoundError:
                return None

        register, checkpoint, signature, checksums = map(content, (REGISTER, CHECKPOINT, SIGNATURE, CHECKSUMS))
        return cls(register, checkpoint, signature, checksums, token, read, unfinished=unfinished)


@dataclass(frozen=True)
class Release:
    """A whole site as it is to stand at a destination.

    *files* are all its files by SHA-256, the register among them; the list of them, the checkpoint and its
    signature stand beside it in *last*, in the order in which they are to be written.
    """

    number: int
    files: Mapping[str, str]
    last: Mapping[str, bytes]
    read: Read = field(repr=False, compare=False)
    new: tuple[Published, ...] = ()
    published_at: str = ""
    summary: str = ""

    @property
    def seconds(self) -> int:
        """The moment of publication as seconds since 1970."""
        return int(datetime.fromisoformat(self.published_at).timestamp())


@dataclass(frozen=True)
class Moved:
    """How many files a publication wrote and took away, and how many stayed as they were."""

    written: int
    removed: int
    kept: int


class Destination(Protocol):
    """A place that holds one published site and some of its earlier releases."""

    @property
    def name(self) -> str:
        """How people call the place."""

    def live(self) -> Live | None:
        """Return what stands there; None where nothing was ever published."""

    def holds(self, live: Live, files: Mapping[str, str], read: Read) -> bool:
        """Return whether *files*, by SHA-256, all stand there as they are to be, and nothing besides.

        *read* gives what each is to say, for places that know files by another digest.
        """

    def replace(self, live: Live | None, release: Release, progress: Progress) -> Moved:
        """Put *release* in the place of *live*; raise `ConcurrentPublish` where that is no longer what stands there."""

    def earlier(self) -> tuple[int, ...]:
        """Return the numbers of the earlier releases that can be gone back to, ascending."""

    def release(self, number: int) -> Live:
        """Return an earlier release."""


_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


def run_concurrently(
    pool: ThreadPoolExecutor, do: Callable[[_Asked], _Answer], items: Iterable[_Asked]
) -> Iterator[_Answer]:
    """Yield what came of each item; where one fails, those that have not begun are not begun."""
    futures = [pool.submit(do, item) for item in items]
    try:
        for future in as_completed(futures):
            yield future.result()
    except BaseException:
        for future in futures:
            future.cancel()
        raise
