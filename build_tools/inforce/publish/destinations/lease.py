"""The turn to publish to a bucket: one object that is created, renewed and taken over only as it was seen.

Whoever holds it renews it between uploads; whoever stalls or is killed loses it after a while, by the
clock of the server. What a publication is about to show is written into it first, so that the next one
knows of it even where this one is killed.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta

from inforce.model.bounds import CHECKPOINT
from inforce.publish.destinations.destination import ConcurrentPublish, DestinationFailed
from inforce.publish.destinations.object_store import NOT_CACHED, ObjectStore
from inforce.publish.register import Published

KEY = ".inforce/lease"


@dataclass(frozen=True)
class LeaseRecord:
    """What the object says; nobody holds the lease where *holder* is empty."""

    holder: str = ""
    announced: tuple[Published, ...] = ()
    interrupted: bool = False
    """Whether uploads had begun and were not gone through with."""

    @property
    def unfinished(self) -> bool:
        """Whether a publication is running or was interrupted."""
        return bool(self.holder) or self.interrupted

    def content(self, nonce: str) -> bytes:
        """Return the bytes of the object; *nonce* tells two objects apart that say the same."""
        announced = [asdict(version) for version in self.announced]
        said = {"holder": self.holder, "announced": announced, "interrupted": self.interrupted, "nonce": nonce}
        return json.dumps(said).encode()


def read_lease(content: bytes | None) -> LeaseRecord:
    """Read the object; where there is none nobody holds it, and one that cannot be read is held by someone unknown."""
    if content is None:
        return LeaseRecord()
    try:
        if len(content) > CHECKPOINT.largest:
            raise ValueError  # noqa: TRY301 -- it is no lease
        said = json.loads(content)
        announced = tuple(Published(**version) for version in said["announced"])
        return LeaseRecord(str(said["holder"]), announced, bool(said["interrupted"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return LeaseRecord("unknown", (), interrupted=True)


SECONDS = 150.0
"""How long a lease lasts; more than the longest request after the last moment at which it is renewed."""

PATIENCE = 300.0
"""For how many seconds to wait while another publication holds the lease."""

_PAUSE = 0.2
_RESOLUTION = timedelta(seconds=1)
"""Servers say times in whole seconds."""


class Lease:
    """The turn to publish below one prefix of a store."""

    def __init__(self, store: ObjectStore, seconds: float = SECONDS, patience: float = PATIENCE) -> None:
        self._store = store
        self._seconds = seconds
        self._patience = patience
        self._holder = secrets.token_hex(8)
        self._lock = threading.Lock()
        self._etag = ""
        self._renewed = 0.0
        self._announced: tuple[Published, ...] = ()
        self._uploading = False

    def said(self) -> LeaseRecord:
        """Return what the lease says now."""
        stored = self._store.get(KEY)
        return read_lease(stored.content if stored else None)

    @property
    def announced(self) -> tuple[Published, ...]:
        """What is announced, by whoever held the lease before too; known while it is held."""
        return self._announced

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lease. Where the body fails, what was announced stays announced for the next publication."""
        self._take()
        try:
            yield
        except BaseException:
            self._give_back()
            raise
        self._announced, self._uploading = (), False
        self._give_back()

    def announce(self, versions: tuple[Published, ...]) -> None:
        """Write down what is about to be shown to readers, besides what an interrupted publication had announced."""
        with self._lock:
            self._announced = tuple(sorted({*self._announced, *versions}))
            self._uploading = True
            self._write(self._holder)

    def keep(self) -> None:
        """Renew the lease where it is time to; raise `ConcurrentPublish` where someone else has taken it."""
        with self._lock:
            if time.monotonic() - self._renewed > self._seconds / 4:
                self._write(self._holder)

    def _take(self) -> None:
        end = time.monotonic() + self._patience
        while not self._taken():
            if time.monotonic() > end:
                raise DestinationFailed(
                    f"Another publication to {self._store.name} has been running for {self._patience:.0f} seconds.",
                    "Wait until it has ended, and publish again.",
                )
            time.sleep(_PAUSE)

    def _taken(self) -> bool:
        stored = self._store.get(KEY)
        said = read_lease(stored.content if stored else None)
        if stored and said.holder and stored.age < timedelta(seconds=self._seconds) + _RESOLUTION:
            return False
        self._etag, self._announced, self._uploading = (stored.etag if stored else ""), said.announced, said.unfinished
        try:
            self._write(self._holder)
        except ConcurrentPublish:
            return False
        return True

    def _write(self, holder: str) -> None:
        # the nonce gives each writing an ETag of its own: without it, a renewed lease could be taken for the old one
        said = LeaseRecord(holder, self._announced, self._uploading).content(secrets.token_hex(8))
        asked = time.monotonic()
        self._etag = self._store.put(KEY, said, NOT_CACHED, self._etag or None)
        self._renewed = asked

    def _give_back(self) -> None:
        with self._lock:
            try:
                self._write("")
            except (ConcurrentPublish, DestinationFailed):
                return  # someone else holds it, or it ends by itself
