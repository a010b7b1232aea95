"""Puts a release together: the files of a site, the assets that stay, the register, the checkpoint, its signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inforce.model.dataclass import dataclass
from inforce.model.fingerprint import fingerprint as sha256
from inforce.publish.checkpoint import NAME, REGISTER, SIGNATURE, Checkpoint
from inforce.publish.checksums import NAME as CHECKSUMS
from inforce.publish.checksums import write_checksums
from inforce.publish.destinations.destination import Read, Release
from inforce.publish.published_state import StandingSite
from inforce.publish.register import Register

Sign = Callable[[bytes], bytes]
"""Gives the signature of a text."""


@dataclass(frozen=True)
class Pages:
    """The files of a site, and whose they are: the release that first showed them, and the commit of that order."""

    files: Mapping[str, str]
    read: Read
    of_release: int
    commit: str
    taken_back: str = ""


def put_together(
    standing: StandingSite, pages: Pages, register: Register, published_at: str, sign: Sign | None
) -> Release:
    """Return the release that shows *pages* after *standing*, with *register*."""
    keep = standing.assets_to_keep(pages.files)
    kept = {path: standing.files[path] for path in keep}
    files = {**pages.files, **kept, REGISTER: sha256(register.content)}
    checksums = write_checksums(files)
    checkpoint = Checkpoint(
        release=standing.release + 1,
        published_at=published_at,
        entries=len(register.entries),
        head=register.head,
        files=sha256(checksums),
        commit=pages.commit,
        pages_of=pages.of_release,
        taken_back=pages.taken_back,
        kept_assets=keep,
    )
    signature = {SIGNATURE: sign(checkpoint.content)} if sign else {}
    new = register.entries[len(standing.register.entries) :]
    return Release(
        number=checkpoint.release,
        files=files,
        last={CHECKSUMS: checksums, **signature, NAME: checkpoint.content},
        read=_reader(standing, pages, register, kept),
        new=tuple(entry.published for entry in new),
        published_at=published_at,
        summary=_summary(checkpoint, [str(entry.published) for entry in new]),
    )


def _summary(checkpoint: Checkpoint, new: list[str]) -> str:
    lines = [f"Publish release {checkpoint.release}"]
    if checkpoint.pages_of != checkpoint.release:
        lines = [f"Go back to the pages of release {checkpoint.pages_of}, as release {checkpoint.release}"]
    lines += ["", *(f"New: {version}" for version in new)] if new else []
    lines += ["", f"Content of commit {checkpoint.commit}"] if checkpoint.commit else []
    return "\n".join(lines) + "\n"


def _reader(standing: StandingSite, pages: Pages, register: Register, kept: Mapping[str, str]) -> Read:
    def read(path: str) -> bytes:
        if path == REGISTER:
            return register.content
        if path in kept and standing.live:
            return standing.live.read(path)
        return pages.read(path)

    return read
