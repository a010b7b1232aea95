"""The destinations that the tests publish to: a folder, git branches over file and HTTP, and a bucket."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from inforce.audit.site_copy import FetchedSite, FolderCopy, SiteCopy
from inforce.publish.destinations.branch import Branch
from inforce.publish.destinations.bucket import Bucket
from inforce.publish.destinations.destination import Destination
from inforce.publish.destinations.folder import Folder
from inforce.publish.destinations.object_store import ObjectStore
from inforce.publish.git import make_bare_repository
from inforce.publish.new_release import Provenance, WithoutGit
from inforce.publish.outcome import Outcome
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.site_snapshot import built_before
from publishing.ceph_server import served_by_ceph
from publishing.git_servers import bare_repository, git, served_over_http
from publishing.made_sites import no_progress, now
from publishing.object_servers import BUCKET, served

LEASE_SECONDS = 3.0


@dataclass(frozen=True)
class Place:
    """A destination under test, how its readers see it, and how someone else writes into it behind our back."""

    destination: Destination
    site: Callable[[], SiteCopy]
    tamper: Callable[[str, bytes | None], None]

    def publish(self, site: Path, provenance: Provenance | None = None, *, at: str = "") -> Outcome:
        """Publish *site* as CI does."""
        given = PublishOptions(at or now(), provenance or WithoutGit())
        return publish(built_before(site), self.destination, given, no_progress)


@pytest.fixture(scope="session")
def bucket_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve one S3-compatible store for all tests of a run: moto, or Ceph where INFORCE_STORE says so."""
    ceph = os.environ.get("INFORCE_STORE") == "ceph"
    with served_by_ceph(tmp_path_factory.mktemp("ceph") / "it") if ceph else served() as address:
        yield address


@pytest.fixture(params=["folder", "branch over file", "branch over HTTP", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Every kind of destination, one after the other, each empty."""
    match request.param:
        case "folder":
            yield _folder(tmp_path / "destination")
        case "branch over file":
            yield _branch(tmp_path, str(bare_repository(tmp_path / "server.git")))
        case "branch over HTTP":
            bare_repository(tmp_path / "server.git")
            with served_over_http(tmp_path) as address:
                yield _branch(tmp_path, f"{address}/server.git")
        case _:
            yield _bucket(request.getfixturevalue("bucket_address"))


def _folder(folder: Path) -> Place:
    def tamper(path: str, content: bytes | None) -> None:
        _write(folder / "current" / path, content)

    return Place(Folder(folder), lambda: FolderCopy((folder / "current").resolve()), tamper)


def _branch(root: Path, remote: str) -> Place:
    server, clone = root / "server.git", root / "elsewhere"

    def clone_anew() -> Path:
        if not clone.exists():
            git(root, "clone", "--quiet", "--branch", "pages", str(server), str(clone))
        git(clone, "fetch", "--quiet", "origin")
        git(clone, "reset", "--quiet", "--hard", "origin/pages")
        return clone

    def tamper(path: str, content: bytes | None) -> None:
        _write(clone_anew() / path, content)
        git(clone, "add", "--all")
        git(clone, "commit", "--quiet", "--message", "Change the site by hand")
        git(clone, "push", "--quiet", "origin", "HEAD:pages")

    repository = make_bare_repository(root / "cache.git")
    return Place(Branch(repository, remote, "pages"), lambda: FolderCopy(clone_anew()), tamper)


def _bucket(address: str) -> Place:
    prefix = uuid4().hex
    store = ObjectStore(BUCKET, prefix)

    def tamper(path: str, content: bytes | None) -> None:
        key = f"{prefix}/{path}"
        client = store._client  # noqa: SLF001 -- whoever tampers asks no conditions
        if content is None:
            client.delete_object(Bucket=BUCKET, Key=key)
        else:
            client.put_object(Bucket=BUCKET, Key=key, Body=content)

    return Place(
        Bucket(store, lease_seconds=LEASE_SECONDS), lambda: FetchedSite(f"{address}/{BUCKET}/{prefix}"), tamper
    )


def _write(file: Path, content: bytes | None) -> None:
    file.unlink(missing_ok=True)
    if content is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
