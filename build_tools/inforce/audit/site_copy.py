"""A published site as a verifier meets it: at an address, or as a copy in a folder such as a USB stick."""

from __future__ import annotations

import io
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from inforce.model.bounds import ANSWER
from inforce.model.originals import fingerprint as sha256
from inforce.model.problem import NOWHERE, Problem
from inforce.publish import checkpoint
from inforce.publish.checkpoint import (
    CHECKPOINT,
    CHECKSUMS,
    REGISTER,
    SIGNATURE,
    Checkpoint,
    read_checkpoint,
    read_checksums,
)
from inforce.publish.destinations.branch import Branch
from inforce.publish.destinations.folder import CURRENT, RELEASES
from inforce.publish.git import Repository
from inforce.publish.register import ReadRegister, Register, read_register
from inforce.store.atomic import Failure

AT_ONCE = 8
"""How many files are fetched at the same time."""

TIMEOUT = 30
_LONGEST = ANSWER.seconds
"""For how many seconds one file is waited for, as slowly as it may come."""

_PART = 1 << 20
_LARGEST = ANSWER.largest
"""No file of a site is larger; a server that sends without end is not listened to."""

_LATER = "Check the network and the address, and verify again."


class CannotBeFetched(Failure):
    """The server did not answer, or answered with something other than a file."""


class SiteCopy(Protocol):
    """A published site that can be read."""

    @property
    def release(self) -> int:
        """The number of the release by the name of its folder; 0 where nothing of that kind is known."""

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

    @property
    def release(self) -> int:
        """The number of the release, where this is one of a folder that was published to."""
        name = self.folder.name
        return int(name) if self.folder.parent.name == RELEASES and name.isascii() and name.isdecimal() else 0

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; what leads out of the folder is not there."""
        file = self.folder / path
        steps = [self.folder.joinpath(*Path(path).parts[: count + 1]) for count in range(len(Path(path).parts))]
        if any(step.is_symlink() for step in steps) or not file.is_file():
            raise FileNotFoundError(path)
        if file.stat().st_size > _LARGEST:
            raise CannotBeFetched(f"{path} is larger than any file of a site.", "Look at what is there.")
        return file.read_bytes()

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield each path with its bytes, or None where it is not there."""
        for path in paths:
            try:
                yield path, self.read(path)
            except FileNotFoundError:
                yield path, None

    def paths(self) -> frozenset[str]:
        """Return every file and every link in the folder, but what git itself keeps at the top of a checkout."""
        found = set()
        for parent, folders, names in os.walk(self.folder):
            below = Path(parent).relative_to(self.folder)
            linked = [name for name in folders if (Path(parent) / name).is_symlink()]
            if not below.parts:
                folders[:] = [name for name in folders if name != ".git"]
                names = [name for name in names if name not in {".git", ".nojekyll"}]  # noqa: PLW2901 -- all but those
            found |= {(below / name).as_posix() for name in (*names, *linked)}
        return frozenset(found)


@dataclass(frozen=True)
class FetchedSite:
    """A site at an address."""

    address: str

    @property
    def release(self) -> int:
        """Return 0: nothing is known but what the site says."""
        return 0

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
            with _opener().open(request, timeout=TIMEOUT) as answer:
                content = b"".join(_parts(answer.read))
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


@dataclass(frozen=True)
class BranchCopy:
    """A site as it stands on a git branch, at the commit *tip*."""

    repository: Repository
    tip: str

    @property
    def release(self) -> int:
        """Return 0: nothing is known but what the site says."""
        return 0

    @cached_property
    def _files(self) -> dict[str, str]:
        found = self.repository.files(self.tip)
        return {path: file.blob for path, file in found.items() if file.mode == "100644"}

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise `FileNotFoundError` where it is not there."""
        return self.repository.content(self.tip, path)

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield each path with its bytes, or None where it is not there."""
        asked = list(paths)
        there = [path for path in asked if path in self._files]
        yield from zip(there, self.repository.contents([self._files[path] for path in there]), strict=True)
        yield from ((path, None) for path in asked if path not in self._files)

    def paths(self) -> frozenset[str]:
        """Return everything on the branch, links among it."""
        return frozenset(self.repository.files(self.tip)) - {".nojekyll"}


def _parts(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Yield an answer in parts, as long as it is no larger than any file of a site."""
    size = 0
    while size <= _LARGEST and (part := read(_PART)):
        size += len(part)
        yield part


class _InTime(io.RawIOBase):
    """What a server sends, be it heads without end or a letter a minute, for as long as one file is waited for."""

    def __init__(self, sent: io.RawIOBase) -> None:
        self._sent, self._end = sent, time.monotonic() + _LONGEST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if time.monotonic() > self._end:
            raise TimeoutError(f"it takes longer than {_LONGEST} seconds")
        return self._sent.readinto(buffer)

    def close(self) -> None:
        self._sent.close()
        super().close()


class _Answer(HTTPResponse):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fp = io.BufferedReader(_InTime(self.fp.detach()))


class _Connection(HTTPConnection):
    response_class = _Answer


class _SecureConnection(HTTPSConnection):
    response_class = _Answer


class _Asking(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Asks one server, and no other that it names: that may be one which only this machine can reach."""

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_Connection, req)

    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_SecureConnection, req)


class _Leading(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req: urllib.request.Request, *given: Any) -> urllib.request.Request | None:
        asked, led = urlsplit(req.full_url), urlsplit(given[-1])
        if asked.netloc.lower() != led.netloc.lower() or led.scheme not in {asked.scheme, "https"}:
            what = f"{req.full_url} leads to {given[-1]}, which is another site."
            raise CannotBeFetched(what, "Give the address at which the site itself stands.")
        return super().redirect_request(req, *given)


@cache
def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_Asking, _Leading)


def site_on(branch: Branch) -> SiteCopy:
    """Return the site that stands on a branch."""
    live = branch.live()
    if live is None:
        raise CannotBeFetched(
            f"There is no {branch.name}.", "Check its name, and whether anything was published there."
        )
    return BranchCopy(branch.repository, live.token)


def site_at(place: str) -> SiteCopy:
    """Return the site at an http address or in a folder; a folder that was published to shows its ``current``.

    Raises `FileNotFoundError` where there is no such folder.
    """
    if place.startswith(("http://", "https://")):
        return FetchedSite(place)
    folder = Path(place.removeprefix("file://"))
    if not folder.is_dir():
        raise FileNotFoundError(2, "There is no such folder", str(folder))
    current = folder / CURRENT
    if not current.is_symlink():
        return FolderCopy(folder)
    try:
        return FolderCopy(current.resolve())
    except RuntimeError:  # it leads to itself, so nothing is there
        return FolderCopy(current)


def register_at(place: str) -> tuple[bytes, Register]:
    """Return the bytes of the register at *place*, and what they say; raise `Failure` where they do not hold."""
    content = _content(place)
    read = read_register(content)
    if read.faults:
        raise Failure(
            f"The register at {place} is not sound. {read.faults[0]}",
            "Take another copy of it, and find out with inforce verify --site what was altered.",
        )
    return content, read.register


def file_beside(place: str, path: str) -> bytes | None:
    """Return the file at *path* of the site whose register is at *place*; None where there is none."""
    try:
        return site_at(place.removesuffix(checkpoint.REGISTER) or ".").read(path)
    except FileNotFoundError:
        return None


def _content(place: str) -> bytes:
    file = Path(place.removeprefix("file://"))
    if file.is_file():
        return file.read_bytes()
    try:
        return site_at(place.removesuffix(checkpoint.REGISTER)).read(checkpoint.REGISTER)
    except FileNotFoundError:
        remedy = "Name the address or the folder of a site that was published with inforce publish, or its register."
        raise Failure(f"There is no {checkpoint.REGISTER} at {place}.", remedy) from None


RESTORE = "Put it back from an earlier release, a mirror or a backup, and find out who changed it."
REPUBLISH = "Publish the site again, and find out who changed it."


@dataclass(frozen=True)
class SiteHead:
    """The four files that publishing adds to a site."""

    register: ReadRegister | None
    checkpoint: Checkpoint | None
    checkpoint_content: bytes | None
    signature: bytes | None
    checksums: Mapping[str, str]
    checksums_hold: bool
    absent: tuple[str, ...]

    @classmethod
    def of(cls, site: SiteCopy) -> SiteHead:
        """Read them from *site*, the checkpoint first: see `verify_site`."""
        content = {**dict(site.read_all([CHECKPOINT])), **dict(site.read_all((REGISTER, SIGNATURE, CHECKSUMS)))}
        register, checkpoint, checksums = content[REGISTER], content[CHECKPOINT], content[CHECKSUMS]
        found: dict[str, str] | None = None
        made: Checkpoint | None = None
        try:
            made = read_checkpoint(checkpoint) if checkpoint is not None else None
            found = read_checksums(checksums) if checksums is not None else None
        except ValueError:
            pass
        hold = made is not None and checksums is not None and sha256(checksums) == made.files
        return cls(
            register=read_register(register) if register is not None else None,
            checkpoint=made,
            checkpoint_content=checkpoint,
            signature=content[SIGNATURE],
            checksums=found or {},
            checksums_hold=hold and found is not None,
            absent=tuple(name for name in (REGISTER, CHECKPOINT) if content[name] is None),
        )

    def missing(self) -> Iterator[Problem]:
        """Why there is nothing to hold the site against."""
        for name in self.absent:
            yield Problem(NOWHERE, "register-altered", f"The site has no {name}.", "Check the address. " + RESTORE)
        if CHECKPOINT not in self.absent and self.checkpoint is None:
            yield Problem(NOWHERE, "register-altered", f"The {CHECKPOINT} of the site cannot be read.", RESTORE)

    def findings(self) -> Iterator[Problem]:
        """What does not hold among the register, the checkpoint and the list of files."""
        register, checkpoint = self.register, self.checkpoint
        if register is None or checkpoint is None:
            return
        for fault in register.faults:
            yield Problem(NOWHERE, "register-altered", str(fault), RESTORE)
        if not register.faults and not checkpoint.stands_for(register.register):
            yield _not_of_checkpoint(register.register, checkpoint)
        if not self.checksums_hold:
            yield Problem(
                NOWHERE, "page-altered", f"The list of files, {CHECKSUMS}, does not match the checkpoint.", REPUBLISH
            )


def _not_of_checkpoint(register: Register, checkpoint: Checkpoint) -> Problem:
    last = register.entries[-1].published if register.entries else None
    if checkpoint.stands_for(Register(register.entries[: checkpoint.entries])):
        return Problem(
            NOWHERE,
            "register-altered",
            f"The register is ahead of its checkpoint, which covers {checkpoint.entries} of its "
            f"{len(register.entries)} entries; the last is {last}.",
            "If the site was being published just now, verify again. Otherwise find out who added to the register.",
        )
    return Problem(
        NOWHERE,
        "register-altered",
        f"The register has {len(register.entries)} entries and {f'ends with {last}' if last else 'is empty'}; "
        f"that is not what its checkpoint of {checkpoint.entries} entries stands for.",
        RESTORE,
    )
