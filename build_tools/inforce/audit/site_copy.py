"""A published site as a verifier meets it: at an address, or as a copy in a folder such as a USB stick."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from inforce.publish.destinations.folder import CURRENT
from inforce.store.failure import Failure

AT_ONCE = 8
"""How many files are fetched at the same time."""

TIMEOUT = 30
_LARGEST = 100_000_000
"""No file of a site is larger; a server that sends without end is not listened to."""

_LATER = "Check the network and the address, and verify again."


class CannotBeFetched(Failure):
    """The server did not answer, or answered with something other than a file."""


class SiteCopy(Protocol):
    """A published site that can be read."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise `FileNotFoundError` where it is not there."""

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield each path with its bytes, or None where it is not there."""

    def paths(self) -> frozenset[str] | None:
        """Return every file that is there; None where that cannot be seen from outside."""


@dataclass(frozen=True)
class FolderCopy:
    """A copy of a site in a folder."""

    folder: Path

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; what leads out of the folder is not there."""
        file = self.folder / path
        if file.is_symlink() or not file.is_file():
            raise FileNotFoundError(path)
        return file.read_bytes()

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield each path with its bytes, or None where it is not there."""
        for path in paths:
            try:
                yield path, self.read(path)
            except FileNotFoundError:
                yield path, None

    def paths(self) -> frozenset[str]:
        """Return every file in the folder, but those that hosts and systems keep under names with a dot at the top."""
        found = set()
        for parent, folders, names in os.walk(self.folder):
            below = Path(parent).relative_to(self.folder)
            if not below.parts:
                folders[:] = [name for name in folders if not name.startswith(".")]
                names = [name for name in names if not name.startswith(".") and name != "CNAME"]  # noqa: PLW2901 -- all names but those
            found |= {(below / name).as_posix() for name in names}
        return frozenset(found)


@dataclass(frozen=True)
class FetchedSite:
    """A site at an address."""

    address: str

    def read(self, path: str) -> bytes:
        """Return what the server gives out for *path*, as a reader's browser would get it."""
        shown = path.removesuffix("index.html")
        try:
            return self._fetch(shown)
        except FileNotFoundError:
            if shown == path:
                raise
            return self._fetch(path)  # a plain file server shows no page for a folder

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield each path with its bytes, or None where it is not there; several are fetched at once."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                yield from pool.map(self._read_or_none, paths)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def paths(self) -> None:
        """Return None: a server does not say what it has."""
        return

    def _read_or_none(self, path: str) -> tuple[str, bytes | None]:
        try:
            return path, self.read(path)
        except FileNotFoundError:
            return path, None

    def _fetch(self, path: str) -> bytes:
        address = f"{self.address.rstrip('/')}/{quote(path)}"
        headers = {"Accept-Encoding": "identity", "Cache-Control": "no-cache", "User-Agent": "inforce-verify"}
        request = urllib.request.Request(address, headers=headers)  # noqa: S310 -- http and https only, see site_at
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 -- as above
                content: bytes = answer.read(_LARGEST + 1)
                is_chunked, size = answer.headers["Transfer-Encoding"], answer.headers["Content-Length"]
        except urllib.error.HTTPError as error:
            if error.code in (403, 404, 410):  # a bucket that does not list answers 403 for what is not there
                raise FileNotFoundError(path) from None
            raise CannotBeFetched(f"{address} answers with {error.code} {error.reason}.", _LATER) from None
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise CannotBeFetched(f"{address} cannot be reached: {reason}.", _LATER) from None
        if len(content) > _LARGEST:
            raise CannotBeFetched(f"{address} is larger than any file of a site.", "Check the address.")
        if not is_chunked and size != str(len(content)):  # a network that was lost must not look like an attacker
            raise CannotBeFetched(f"Of {address}, it cannot be told whether all of it came.", _LATER)
        return content


def site_at(place: str) -> SiteCopy:
    """Return the site at an http address or in a folder; a folder that was published to shows its ``current``."""
    if place.startswith(("http://", "https://")):
        return FetchedSite(place)
    folder = Path(place.removeprefix("file://"))
    if not folder.is_dir():
        raise FileNotFoundError(2, "There is no such folder", str(folder))
    current = folder / CURRENT
    return FolderCopy(current.resolve() if current.is_symlink() else folder)
