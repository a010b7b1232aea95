"""The network is lost in the middle, wherever that is: a plain message, nothing half-published, no false alarm."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from inforce.audit.site import verify_site
from inforce.audit.site_copy import CannotBeFetched, FetchedSite, FolderCopy
from inforce.publish.destinations.branch import Branch
from inforce.publish.destinations.bucket import Bucket
from inforce.publish.destinations.destination import Destination, DestinationFailed
from inforce.publish.destinations.folder import Folder
from inforce.publish.destinations.object_store import ObjectStore
from inforce.publish.git import make_bare_repository
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.site_snapshot import built_before
from publishing.git_servers import bare_repository, git, served_over_http
from publishing.lossy_network import How, LossyNetwork, lossy_network
from publishing.made_sites import no_progress, now, site_of
from publishing.object_servers import BUCKET

CUTS = 24 if os.environ.get("INFORCE_SOAK") else 3
PARTS = [(number + 0.5) / CUTS for number in range(CUTS)]
"""How much of a publication has gone through when the network is lost."""

ALMOST_ALL = 0.85
"""No two publications are of quite one size: one that is cut off so late may have ended before."""

HOW: tuple[How, ...] = ("ends", "resets")


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """Make a first site."""
    return site_of(tmp_path / "one", "1.0.0")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Make a site that has a version more and looks different."""
    return site_of(tmp_path / "two", "1.0.0", "2.0.0", look="new")


def published(site: Path, destination: Destination) -> None:
    """Publish a site as the command does."""
    publish(built_before(site), destination, PublishOptions(now(), WithoutGit()), no_progress)


def told(site: Path, destination: Destination) -> str:
    """Publish a site and return how the failure was told; nothing where it went through."""
    try:
        published(site, destination)
    except DestinationFailed as failed:
        return str(failed)
    return ""


def test_a_bucket_out_of_reach_in_the_middle_is_healed_by_the_next_run(
    one: Path, two: Path, bucket_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was published before still holds; what to do is said."""
    with lossy_network(bucket_address) as network:

        def bucket(name: str, address: str) -> Bucket:
            monkeypatch.setenv("AWS_ENDPOINT_URL", address)
            return Bucket(ObjectStore(BUCKET, f"{tmp_path.name}-{name}"), lease_seconds=0.5)

        def published_first(name: str) -> None:
            published(one, bucket(name, bucket_address))

        published_first("whole")
        network.lose_after(None)
        published(two, bucket("whole", network.address))
        whole = network.carried
        for number, part in enumerate(PARTS):
            published_first(str(number))
            network.lose_after(int(whole * part), HOW[number % 2])
            said = told(two, bucket(str(number), network.address))
            assert "could not be reached.\n" in said or part > ALMOST_ALL
            assert "heck the network" in said or part > ALMOST_ALL
            site = FetchedSite(f"{bucket_address}/{BUCKET}/{tmp_path.name}-{number}")
            found = {finding.code for finding in verify_site(site, no_progress).findings}
            assert "record-altered" not in found
            assert not found or "proof-impossible" in found, "that a publication was interrupted is said"
            published(two, bucket(str(number), bucket_address))
            assert verify_site(site, no_progress).findings == ()


def test_a_git_server_out_of_reach_in_the_middle_leaves_the_branch_as_it_was(
    one: Path, two: Path, tmp_path: Path
) -> None:
    """Unless the push went through and only its answer was lost; the next run goes through either way."""
    with served_over_http(tmp_path) as address, lossy_network(address) as network:

        def branch(name: str, address: str) -> Branch:
            return Branch(make_bare_repository(tmp_path / f"{name}-cache.git"), f"{address}/{name}.git", "pages")

        def published_first(name: str) -> Path:
            server = bare_repository(tmp_path / f"{name}.git")
            published(one, branch(name, address))
            return server

        published_first("whole")
        network.lose_after(None)
        published(two, branch("whole", network.address))
        whole = network.carried
        for number, part in enumerate(PARTS):
            server = published_first(str(number))
            before = git(server, "rev-parse", "pages")
            network.lose_after(int(whole * part), HOW[number % 2])
            said = told(two, branch(str(number), network.address))
            assert "could not be reached or written.\n" in said or part > ALMOST_ALL
            assert "heck the network" in said or part > ALMOST_ALL
            assert git(server, "rev-parse", "pages") == before or "release 2" in git(server, "log", "-1", "pages")
            published(two, branch(str(number), address))
            git(tmp_path, "clone", "--quiet", "--branch", "pages", str(server), str(number))
            assert verify_site(FolderCopy(tmp_path / str(number)), no_progress).findings == ()


def test_a_git_server_that_falls_silent_is_not_waited_for_for_ever(
    one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run in CI ends, and says why; how long is waited is shortened here through git's own environment."""
    monkeypatch.setenv("GIT_HTTP_LOW_SPEED_TIME", "1")
    bare_repository(tmp_path / "server.git")
    with served_over_http(tmp_path) as address, lossy_network(address) as network:
        network.lose_after(0, "falls silent")
        branch = Branch(make_bare_repository(tmp_path / "cache.git"), f"{network.address}/server.git", "pages")
        with pytest.raises(DestinationFailed, match=r"too slow(.|\n)*  Check the network"):
            published(one, branch)


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 -- the name that it overrides
        """Say nothing."""


@pytest.fixture
def web(one: Path, tmp_path: Path) -> Iterator[LossyNetwork]:
    """Publish a site, serve it, and give the way to it."""
    published(one, Folder(tmp_path / "to"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(tmp_path / "to" / "current")))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    with lossy_network(f"http://127.0.0.1:{server.server_address[1]}") as network:
        yield network
    server.shutdown()
    server.server_close()


def test_a_verifier_who_loses_the_network_blames_nobody(web: LossyNetwork) -> None:
    """Cut off in the middle of a status line, of a head or of a file, no site is said to be altered."""
    assert verify_site(FetchedSite(web.address), no_progress).findings == ()
    web.lose_after(None)
    verify_site(FetchedSite(web.address), no_progress)
    for number, size in enumerate(range(0, web.carried - 400, 97)):
        web.lose_after(size, HOW[number % 2])
        with pytest.raises(CannotBeFetched, match=r"cannot be reached|cannot be told whether all of it came"):
            verify_site(FetchedSite(web.address), no_progress)
