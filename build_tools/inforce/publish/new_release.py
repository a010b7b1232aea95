"""Puts a release together: the files of a site, what stays of earlier ones, and the commit that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inforce.model.originals import fingerprint as sha256
from inforce.model.problem import NOWHERE, Problem
from inforce.publish.checkpoint import CHECKPOINT, CHECKSUMS, REGISTER, SIGNATURE, Checkpoint, write_checksums
from inforce.publish.destinations.destination import Read, Release
from inforce.publish.git import Repository, blob_name
from inforce.publish.guard import Ancestry
from inforce.publish.published_state import PublishedSite, record_path
from inforce.publish.register import Register
from inforce.publish.site_snapshot import SiteSnapshot

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
    state: PublishedSite, pages: Pages, register: Register, published_at: str, sign: Sign | None
) -> Release:
    """Return the release that shows *pages* after *state*, with *register*."""
    keep = state.assets_to_keep(pages.files)
    kept = {path: state.files[path] for path in keep}
    files = {**pages.files, **kept, REGISTER: sha256(register.content)}
    checksums = write_checksums(files)
    checkpoint = Checkpoint(
        release=state.release + 1,
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
    new = register.entries[len(state.register.entries) :]
    return Release(
        number=checkpoint.release,
        files=files,
        last={CHECKSUMS: checksums, **signature, CHECKPOINT: checkpoint.content},
        read=_reader(state, pages, register, kept),
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


def _reader(state: PublishedSite, pages: Pages, register: Register, kept: Mapping[str, str]) -> Read:
    def read(path: str) -> bytes:
        if path == REGISTER:
            return register.content
        if path in kept and state.live:
            return state.live.read(path)
        return pages.read(path)

    return read


class Provenance(Protocol):
    """What is known of where a site comes from."""

    @property
    def commit(self) -> str:
        """The full hash of the commit; empty where there is no git."""

    def descent(self, live: str) -> Ancestry:
        """How the commit stands to the commit *live*."""

    def faults(self, offer: SiteSnapshot) -> Iterator[Problem]:
        """What in *offer* does not come from the commit."""


@dataclass(frozen=True)
class WithoutGit:
    """A site of which no commit is known; *content* is the folder that it was made from, where that is at hand."""

    commit: str = ""
    content: Path | None = None

    def descent(self, live: str) -> Ancestry:  # noqa: ARG002 -- without git nothing can be told
        """Return that nothing can be told."""
        return Ancestry.NO_GIT

    def faults(self, offer: SiteSnapshot) -> Iterator[Problem]:
        """Yield every record that is not the file of a version in the content; none where that is not at hand."""
        if self.content is None or not (self.content / "guidance").is_dir():
            return
        for version in offer.versions:
            document = offer.current_ids.get(version.document, version.document)
            file = self.content / "guidance" / document / "versions" / f"{version.version}.yml"
            if not file.is_file() or file.read_bytes() != offer.read(record_path(version.document, version.version)):
                yield Problem(
                    NOWHERE,
                    "site-not-to-publish",
                    f"The site has a record of {version}, which is not what {file} says.",
                    "Build the site again from the content, and publish it then.",
                )


@dataclass(frozen=True)
class FromCommit:
    """A site made of the content that a commit holds."""

    repository: Repository
    commit: str

    def descent(self, live: str) -> Ancestry:
        """Return how the commit stands to the commit *live*."""
        return self.repository.descent(live, self.commit)

    def faults(self, offer: SiteSnapshot) -> Iterator[Problem]:
        """Yield every record that says something else than the file that was committed."""
        content = f"{self.repository.prefix}content/guidance/"
        committed = {path: file.blob for path, file in self.repository.files(self.commit, content).items()}
        algorithm = "sha256" if len(self.commit) == 64 else "sha1"
        for version in offer.versions:
            document = offer.current_ids.get(version.document, version.document)
            path = f"{content}{document}/versions/{version.version}.yml"
            record = offer.read(record_path(version.document, version.version))
            if committed.get(path) == blob_name(record, algorithm):
                continue
            bare = record.replace(b"\r\n", b"\n")
            if committed.get(path) == blob_name(bare, algorithm):
                yield Problem(
                    NOWHERE,
                    "site-not-to-publish",
                    f"The line ends of {path} are not those that were committed: this checkout changed them.",
                    "Write into .gitattributes: content/guidance/*/versions/* -text\n"
                    "  Then remove the file, check it out again, and build the site again.",
                )
            else:
                yield Problem(
                    NOWHERE,
                    "site-not-to-publish",
                    f"Commit {self.commit[:12]} does not have {path} as the site shows it.",
                    "Commit the content that you want to publish, build the site again, and publish it.",
                )
