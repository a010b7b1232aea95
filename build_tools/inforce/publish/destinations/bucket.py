"""A bucket of an S3-compatible store, behind any CDN: what changed is uploaded in an order in which nothing breaks.

Assets come first, then records, then new pages, then changed ones; then the pointer is swapped under a
condition. What is no longer wanted goes last, and records never.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import urlsplit

from inforce.model.dataclass import dataclass
from inforce.publish.checkpoint import NAME, REGISTER, SIGNATURE
from inforce.publish.checksums import NAME as CHECKSUMS
from inforce.publish.destinations.bucket_layout import (
    OBJECTS,
    OWN,
    POINTER,
    PROBE,
    Plan,
    Write,
    plan,
    state_folder,
    states,
)
from inforce.publish.destinations.bucket_state import ETAGS, Comparison, State
from inforce.publish.destinations.concurrency import each
from inforce.publish.destinations.content_types import served_as
from inforce.publish.destinations.destination import DestinationFailed, Live, Moved, Overtaken, Progress, Read, Release
from inforce.publish.destinations.folder import KEEP
from inforce.publish.destinations.lease import SECONDS, Lease
from inforce.publish.destinations.lease_object import KEY as LEASE
from inforce.publish.destinations.object_store import NOT_CACHED, ObjectStore, Stored
from inforce.publish.published_site import KEPT_BY_PUBLISHING, record_at
from inforce.publish.register import read_register

AT_ONCE = 8
"""How many objects are uploaded at the same time."""


@dataclass(frozen=True)
class Bucket:
    """A bucket, or the part of one below a prefix; all of it belongs to the site."""

    store: ObjectStore
    keep: int = KEEP
    lease_seconds: float = SECONDS

    @property
    def name(self) -> str:
        """How people call the place."""
        return self.store.name

    def live(self) -> Live | None:
        """Return what the pointer leads to; None where nothing was ever published."""
        while True:
            pointer = self.store.get(POINTER)
            found = self._live_at(pointer) if pointer else self._live_without_pointer()
            now = self.store.get(POINTER)
            if (now and now.etag) == (pointer and pointer.etag):  # not swapped while it was read
                return found

    def _live_at(self, pointer: Stored) -> Live:
        lease = self._lease().said()
        state = State(self.store, json.loads(pointer.content)["state"])
        return state.live(pointer.etag, lease.announced, unfinished=lease.unfinished)

    def _live_without_pointer(self) -> Live | None:
        # a publication that was killed while it probed the server has left nothing but that
        there = {path for path in self.store.etags() if path != LEASE and not path.startswith(PROBE)}
        # asked after the listing: whoever put there what was listed holds the lease still, or had it taken away
        lease = self._lease().said()
        # the very first publication was interrupted before the pointer was there: its state may be there already
        if lease.unfinished and REGISTER not in there and set(states(there).values()) <= {1}:
            return Live(None, None, None, None, "", self.store.read, lease.announced, unfinished=True)
        return Live(None, None, None, None, "", self.store.read) if there else None

    def _lease(self) -> Lease:
        return Lease(self.store, self.lease_seconds)

    def earlier(self) -> tuple[int, ...]:
        """Return the numbers of the earlier releases that are kept."""
        pointer = self.store.get(POINTER)
        shown = int(json.loads(pointer.content)["release"]) if pointer else 0
        return tuple(sorted(number for number in states(self.store.etags()).values() if number < shown))

    def release(self, number: int) -> Live:
        """Return an earlier release."""
        folder = next(folder for folder, release in states(self.store.etags()).items() if release == number)
        return State(self.store, folder).live(str(number), (), unfinished=False)

    def holds(self, live: Live, files: Mapping[str, str], read: Read) -> bool:  # noqa: ARG002 -- the ETags tell
        """Return whether the server has each of *files* under the ETag under which it took it, and nothing besides."""
        pointer = self.store.get(POINTER)
        if pointer is None or pointer.etag != live.token:
            return False
        there = self.store.etags()
        known = State(self.store, json.loads(pointer.content)["state"]).etags
        strangers = {path for path in there if not path.startswith(OWN)} - set(files) - KEPT_BY_PUBLISHING
        return not strangers and all(there.get(path) == known.get(path) for path in files if path != REGISTER)

    def replace(self, live: Live | None, release: Release, progress: Progress) -> Moved:
        """Put *release* in the place of *live*."""
        self.store.probe(PROBE, datetime.fromisoformat(release.published_at))
        lease = self._lease()
        with lease.held():
            pointer = self.store.get(POINTER)
            if (pointer.etag if pointer else "") != (live.token if live else ""):
                raise Overtaken
            if set(lease.announced) - set(live.announced if live else ()):
                raise Overtaken  # someone has begun to show versions since, and was interrupted
            known = State(self.store, json.loads(pointer.content)["state"]) if pointer else None
            there = self.store.etags()
            same = Comparison(self.store, release, there, known)
            todo = plan(release, there, known.files if known else {}, same)
            _refuse_altered_records(todo, live, self.name)
            lease.announce(release.new)
            etags = _Upload(self.store, lease, release, progress).run(todo, there)
            self._swap(lease, release, there, etags, pointer.etag if pointer else None)
            self._tidy(lease, todo)
        return Moved(written=todo.writes, removed=len(todo.removed), kept=len(todo.unchanged))

    def _swap(
        self, lease: Lease, release: Release, there: Mapping[str, str], etags: Mapping[str, str], pointer: str | None
    ) -> None:
        """Make *release* the one that stands here, and then show its register and checkpoint to readers."""
        folder = state_folder(release)
        state = {**release.last, REGISTER: release.read(REGISTER)}
        for name, content in {**state, ETAGS: json.dumps(etags).encode()}.items():
            lease.keep()
            self.store.put(folder + name, content, NOT_CACHED, there.get(folder + name))
        lease.keep()
        said = json.dumps({"release": release.number, "state": folder}).encode()
        self.store.put(POINTER, said, NOT_CACHED, pointer)
        for name in (REGISTER, CHECKSUMS, SIGNATURE, NAME):
            lease.keep()
            if name in state:
                self.store.put(name, state[name], served_as(name), there.get(name))
            elif name in there:
                self.store.delete(name)

    def _tidy(self, lease: Lease, todo: Plan) -> None:
        """Delete what is no longer wanted: pages that are gone, and what only releases no longer kept would need."""
        there = self.store.etags()
        kept = dict(sorted(states(there).items(), key=lambda item: item[1])[-self.keep :])
        needed = {f"{OBJECTS}{value}" for folder in kept for value in State(self.store, folder).files.values()}
        old = [path for path in there if path.startswith(OBJECTS) and path not in needed]
        old += [path for path in there for folder in states([path]) if folder not in kept]
        for path in (*todo.removed, *old):
            lease.keep()
            self.store.delete(path)


class _Upload:
    """Puts the objects of a plan, stage after stage, several at once within a stage."""

    def __init__(self, store: ObjectStore, lease: Lease, release: Release, progress: Progress) -> None:
        self._store = store
        self._lease = lease
        self._release = release
        self._progress = progress

    def run(self, todo: Plan, there: Mapping[str, str]) -> dict[str, str]:
        """Put everything and return the ETag of every file of the release."""
        etags = {path: there[path] for path in todo.unchanged}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in each(pool, self._copy, todo.earlier.items()):
                pass
            for stage in todo.stages:
                for path, etag in each(pool, self._put, stage):
                    etags[path] = etag
                    self._progress(len(etags) - len(todo.unchanged), todo.writes)
        return etags

    def _copy(self, move: tuple[str, str]) -> None:
        self._lease.keep()
        self._store.copy(*move)

    def _put(self, write: Write) -> tuple[str, str]:
        content = self._release.read(write.path)
        self._lease.keep()
        return write.path, self._store.put(write.path, content, served_as(write.path), write.etag)


def _refuse_altered_records(todo: Plan, live: Live | None, name: str) -> None:
    """Raise where a record that was published does not have its bytes any more: records are never overwritten."""
    published = read_register(live.register).entries if live and live.register else ()
    kept = {entry.published.key: entry.published for entry in published}
    kept |= {version.key: version for version in (live.announced if live else ())}
    for write in (write for stage in todo.stages for write in stage if write.etag):
        record = record_at(write.path, "")
        if record and record.key in kept:
            raise DestinationFailed(
                f"The record of {record} at {name} is not what was published: someone changed it there.",
                f"Find out who did. Then delete the object {write.path}, and publish again.",
            )


def bucket_named(text: str, keep: int) -> Bucket:
    """Return the bucket that ``s3://bucket/prefix`` names."""
    parts = urlsplit(text)
    return Bucket(ObjectStore(parts.netloc, parts.path), keep)
