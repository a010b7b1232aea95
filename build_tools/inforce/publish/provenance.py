"""Where a site comes from: the commit of its content, and how that commit stands to the one published last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from inforce.model.dataclass import dataclass
from inforce.publish.git import Repository, blob_name
from inforce.publish.guard import Descent, Refusal
from inforce.publish.published_site import record_path
from inforce.publish.site_snapshot import Offer


class Provenance(Protocol):
    """What is known of where a site comes from."""

    @property
    def commit(self) -> str:
        """The full hash of the commit; empty where there is no git."""

    def descent(self, live: str) -> Descent:
        """How the commit stands to the commit *live*."""

    def faults(self, offer: Offer) -> Iterator[Refusal]:
        """What in *offer* does not come from the commit."""


@dataclass(frozen=True)
class WithoutGit:
    """A site of which no commit is known; *content* is the folder that it was made from, where that is at hand."""

    commit: str = ""
    content: Path | None = None

    def descent(self, live: str) -> Descent:  # noqa: ARG002 -- without git nothing can be told
        """Return that nothing can be told."""
        return Descent.NO_GIT

    def faults(self, offer: Offer) -> Iterator[Refusal]:
        """Yield every record that is not the file of a version in the content; none where that is not at hand."""
        if self.content is None or not (self.content / "guidance").is_dir():
            return
        for version in offer.versions:
            file = self.content / "guidance" / version.document / "versions" / f"{version.version}.yml"
            if not file.is_file() or file.read_bytes() != offer.read(record_path(version.document, version.version)):
                yield Refusal(
                    f"The site has a record of {version}, which is not what {file} says.",
                    "Build the site again from the content, and publish it then.",
                    version,
                )


@dataclass(frozen=True)
class FromCommit:
    """A site made of the content that a commit holds."""

    repository: Repository
    commit: str

    def descent(self, live: str) -> Descent:
        """Return how the commit stands to the commit *live*."""
        return self.repository.descent(live, self.commit)

    def faults(self, offer: Offer) -> Iterator[Refusal]:
        """Yield every record that says something else than the file that was committed."""
        content = f"{self.repository.prefix}content/guidance/"
        committed = {path: file.blob for path, file in self.repository.files(self.commit, content).items()}
        algorithm = "sha256" if len(self.commit) == 64 else "sha1"
        for version in offer.versions:
            path = f"{content}{version.document}/versions/{version.version}.yml"
            record = offer.read(record_path(version.document, version.version))
            if committed.get(path) == blob_name(record, algorithm):
                continue
            bare = record.replace(b"\r\n", b"\n")
            if committed.get(path) == blob_name(bare, algorithm):
                yield Refusal(
                    f"The line ends of {path} are not those that were committed: this checkout changed them.",
                    "Write into .gitattributes: content/guidance/*/versions/* -text\n"
                    "  Then remove the file, check it out again, and build the site again.",
                    version,
                )
            else:
                yield Refusal(
                    f"Commit {self.commit[:12]} does not hold {path} as the site shows it.",
                    "Commit the content that is to be published, build the site again, and publish it.",
                    version,
                )
