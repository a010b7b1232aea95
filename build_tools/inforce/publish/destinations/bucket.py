"""A bucket of an S3-compatible store, behind any CDN: what stands where, and what is uploaded in which order.

Pages stand at their addresses. Below ``.inforce/`` stand the pointer to the state that is published, the last
states, the lease, and what earlier pages said, by its SHA-256, so that a rollback can show it again.

Assets come first, then records, then new pages, then changed ones; then the pointer is swapped under a
condition. What is no longer wanted goes last, and records never.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from inforce.model.originals import fingerprint as sha256
from inforce.publish.checkpoint import CHECKPOINT, CHECKSUMS, REGISTER, SIGNATURE, read_checksums
from inforce.publish.destinations.destination import (
    ConcurrentPublish,
    DestinationFailed,
    Live,
    Moved,
    Progress,
    Read,
    Release,
    run_concurrently,
)
from inforce.publish.destinations.folder import KEEP
from inforce.publish.destinations.lease import KEY as LEASE
from inforce.publish.destinations.lease import SECONDS, Lease
from inforce.publish.destinations.object_store import NOT_CACHED, ObjectStore, Stored, served_as
from inforce.publish.published_state import KEPT_BY_PUBLISHING, is_hashed_asset, record_at
from inforce.publish.register import Published, read_register

OWN = ".inforce/"
POINTER = f"{OWN}live"
PROBE = f"{OWN}probe"
OBJECTS = f"{OWN}objects/"
STATES = f"{OWN}releases/"

_STATE = re.compile(rf"{re.escape(STATES)}(\d{{6,}})-[0-9a-f]{{16}}/", re.ASCII)


def state_folder(release: Release) -> str:
    """Return where the state of *release* is kept; two releases of one number do not share it."""
    return f"{STATES}{release.number:06}-{sha256(release.last[CHECKPOINT])[:16]}/"


def states(paths: Iterable[str]) -> dict[str, int]:
    """Return the folders of all states that are kept, each with the number of its release."""
    found = (_STATE.match(path) for path in paths)
    return {match[0]: int(match[1]) for match in found if match}


@dataclass(frozen=True)
class Write:
    """An object to be put: created where *etag* is None, or changed from the one with that ETag."""

    path: str
    etag: str | None


@dataclass(frozen=True)
class Plan:
    """What to do to turn the objects that are there into a release.

    *stages* are written one after the other, *earlier* are copied aside before, *removed* are deleted at the very end.
    """

    stages: tuple[tuple[Write, ...], ...]
    earlier: Mapping[str, str]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]

    @property
    def writes(self) -> int:
        """How many objects are put."""
        return sum(len(stage) for stage in self.stages)


def plan(release: Release, there: Mapping[str, str], published: Mapping[str, str], same: Callable[[str], bool]) -> Plan:
    """Return what to do; *there* are the ETags of all objects, *published* the SHA-256 of the files that stand there.

    *same* tells whether the object at a path has the bytes that *release* has for it.
    """
    wanted = [path for path in release.files if path != REGISTER]
    unchanged = tuple(path for path in wanted if path in there and same(path))
    stages: list[list[Write]] = [[] for _ in range(_STAGES)]
    for path in sorted(set(wanted) - set(unchanged)):
        stages[_stage(path, is_new=path not in there)].append(Write(path, there.get(path)))
    removed = [
        path
        for path in there
        if not path.startswith(OWN)
        and path not in release.files
        and path not in KEPT_BY_PUBLISHING
        and record_at(path, "") is None
    ]
    leaving = [*removed, *(write.path for stage in stages for write in stage if write.etag)]
    earlier = {
        path: f"{OBJECTS}{published[path]}"
        for path in leaving
        if path in published and f"{OBJECTS}{published[path]}" not in there
    }
    return Plan(tuple(map(tuple, stages)), earlier, tuple(sorted(removed)), unchanged)


_STAGES = 6


def _stage(path: str, *, is_new: bool) -> int:
    """Return when a file is written: what others need before what needs it, and the home page last of all."""
    if is_hashed_asset(path):
        return 0
    if record_at(path, ""):
        return 1
    if path.startswith("assets/"):
        return 2
    if path == "index.html":
        return 5
    return 3 if is_new else 4


ETAGS = "etags.json"


@dataclass(frozen=True)
class State:
    """What is kept of one release below ``.inforce/``."""

    store: ObjectStore
    folder: str

    @cached_property
    def files(self) -> dict[str, str]:
        """The SHA-256 of each of its files."""
        stored = self.store.get(self.folder + CHECKSUMS)
        return read_checksums(stored.content) if stored else {}

    @cached_property
    def etags(self) -> dict[str, str]:
        """The ETag under which the server took each of its files."""
        stored = self.store.get(self.folder + ETAGS)
        return dict(json.loads(stored.content)) if stored else {}

    def live(self, token: str, announced: tuple[Published, ...], *, unfinished: bool) -> Live:
        """Return the release."""
        return Live(
            register=self._content(REGISTER),
            checkpoint=self._content(CHECKPOINT),
            signature=self._content(SIGNATURE),
            checksums=self._content(CHECKSUMS),
            token=token,
            read=self.read,
            announced=announced,
            unfinished=unfinished,
        )

    def read(self, path: str) -> bytes:
        """Return the bytes of one of its files, from where it was kept aside if it was."""
        aside = self.store.get(f"{OBJECTS}{self.files[path]}") if path in self.files else None
        return aside.content if aside else self.store.read(path)

    def _content(self, name: str) -> bytes | None:
        stored = self.store.get(self.folder + name)
        return stored.content if stored else None


@dataclass(frozen=True)
class Comparison:
    """Tells whether an object has the bytes that a release has, without fetching it where that can be told."""

    store: ObjectStore
    release: Release
    there: Mapping[str, str]
    known: State | None

    def __call__(self, path: str) -> bool:
        etag = self.there[path]
        if self.known and self.known.etags.get(path) == etag:
            return self.known.files.get(path) == self.release.files[path]
        content = self.release.read(path)
        if hashlib.md5(content, usedforsecurity=False).hexdigest() == etag:
            return True
        # some servers give ETags that are no MD5; a record is never uploaded again without looking
        return record_at(path, "") is not None and self.store.read(path) == content


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
                raise ConcurrentPublish
            if set(lease.announced) - set(live.announced if live else ()):
                raise ConcurrentPublish  # someone has begun to show versions since, and was interrupted
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
        for name in (REGISTER, CHECKSUMS, SIGNATURE, CHECKPOINT):
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
            for _ in run_concurrently(pool, self._copy, todo.earlier.items()):
                pass
            for stage in todo.stages:
                for path, etag in run_concurrently(pool, self._put, stage):
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
