"""What a bucket keeps of each release below ``.inforce/``, and whether what stands there is what a release has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property

from inforce.model.dataclass import dataclass
from inforce.publish.checkpoint import NAME, REGISTER, SIGNATURE
from inforce.publish.checksums import NAME as CHECKSUMS
from inforce.publish.checksums import read_checksums
from inforce.publish.destinations.bucket_layout import OBJECTS
from inforce.publish.destinations.destination import Live, Release
from inforce.publish.destinations.object_store import ObjectStore
from inforce.publish.published_site import record_at
from inforce.publish.register import Published

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
            checkpoint=self._content(NAME),
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
