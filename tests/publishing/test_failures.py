"""When the world fails in the middle, a plain message says so, and readers see what they saw before."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from inforce.audit.site import verify_site
from inforce.audit.site_copy import CannotBeFetched, FetchedSite
from inforce.model.problem import ProblemError
from inforce.publish.destinations.branch import Branch
from inforce.publish.destinations.bucket import Bucket
from inforce.publish.destinations.destination import ConcurrentPublish, Destination, DestinationFailed, Progress
from inforce.publish.destinations.folder import Folder
from inforce.publish.destinations.named_destination import NoSuchDestination, destination_named
from inforce.publish.destinations.object_store import ObjectStore
from inforce.publish.git import make_bare_repository
from inforce.publish.new_release import Pages, WithoutGit, put_together
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.published_state import read_published
from inforce.publish.site_snapshot import SiteChangedError, built_before, scan_site
from publishing.git_servers import bare_repository, git, served_over_http
from publishing.made_sites import no_progress, now, record, site_of
from publishing.object_servers import BUCKET, served, served_by_s3rver


def published(site: Path, destination: Destination, progress: Progress = no_progress, at: str = "") -> None:
    """Publish a site as the command does."""
    publish(built_before(site), destination, PublishOptions(at or now(), WithoutGit()), progress)


def test_a_publication_that_is_running_is_waited_for_and_then_told(tmp_path: Path) -> None:
    """Nobody makes a release in a folder while another holds it."""
    folder = Folder(tmp_path / "to", patience=0.1)
    published(site_of(tmp_path / "one", "1.0.0"), folder)
    with (tmp_path / "to" / ".inforce-lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(DestinationFailed, match=r"Another publication to .* has been running"):
            published(site_of(tmp_path / "two", "1.0.0", look="new"), folder)
    published(tmp_path / "two", folder)


def test_a_version_that_was_begun_to_be_shown_counts_as_published(tmp_path: Path) -> None:
    """Cut off between its pages and the register, a version cannot be changed behind readers' backs."""
    with served():
        bucket = Bucket(ObjectStore(BUCKET, tmp_path.name), lease_seconds=1)
        published(site_of(tmp_path / "one", "1.0.0"), bucket)

        def die(done: int, total: int) -> None:
            if done == total:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            published(site_of(tmp_path / "two", "1.0.0", "2.0.0"), bucket, die)
        other = site_of(tmp_path / "three", "1.0.0", "2.0.0")
        (other / "guidance/golden-rules/2.0.0.yml").write_bytes(record("golden-rules", "2.0.0", "Something else."))
        code = site_of(tmp_path / "four", "2.0.0", text="Something else.") / "guidance/golden-rules/2.0.0/index.html"
        (other / "guidance/golden-rules/2.0.0/index.html").write_bytes(code.read_bytes())
        with pytest.raises(ProblemError, match="was shown to readers by a publication that was interrupted"):
            published(other, bucket)
        published(tmp_path / "two", bucket)
        live = bucket.live()
        assert live is not None
        assert (live.announced, live.unfinished) == ((), False)


def test_what_another_began_to_show_meanwhile_is_not_passed_over(tmp_path: Path) -> None:
    """A publisher that had looked before another was cut off has to look again."""
    with served():
        bucket = Bucket(ObjectStore(BUCKET, tmp_path.name), lease_seconds=1)
        published(site_of(tmp_path / "one", "1.0.0"), bucket)
        status = read_published(bucket)

        def die(done: int, total: int) -> None:
            if done == total:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            published(site_of(tmp_path / "two", "1.0.0", "2.0.0"), bucket, die)
        offer = scan_site(site_of(tmp_path / "three", "1.0.0", look="new"))
        release = put_together(status, Pages(offer.files, offer.read, 2, ""), status.register, now(), None)
        with pytest.raises(ConcurrentPublish):
            bucket.replace(status.live, release, no_progress)


def test_a_git_server_that_is_lost_or_refuses_is_told_plainly(tmp_path: Path) -> None:
    """Lost before the push, and a server that takes no pushes from this account; the branch stays as it was."""
    server = bare_repository(tmp_path / "server.git")
    one, two = site_of(tmp_path / "one", "1.0.0"), site_of(tmp_path / "two", "1.0.0", look="new")
    with served_over_http(tmp_path) as address:
        branch = Branch(make_bare_repository(tmp_path / "cache.git"), f"{address}/server.git", "pages")
        published(one, branch)
        before = git(server, "rev-parse", "pages")
        git(server, "config", "http.receivepack", "false")
        with pytest.raises(DestinationFailed, match=r"error: 403\n  Check the credentials"):
            published(two, branch)
        git(server, "config", "http.receivepack", "true")
    with pytest.raises(DestinationFailed, match=r"could not be reached or written\.\n.*\n  Check the network"):
        published(two, branch)
    assert git(server, "rev-parse", "pages") == before


def test_a_branch_that_is_checked_out_is_not_pulled_from_under_its_user(tmp_path: Path) -> None:
    """Git refuses the push, and the message says which branches can be named."""
    project = tmp_path / "project"
    project.mkdir()
    git(project, "init", "--quiet", "--initial-branch=pages")
    branch = Branch(make_bare_repository(tmp_path / "cache.git"), str(project), "pages")
    with pytest.raises(DestinationFailed, match="The branch is checked out in that repository"):
        published(site_of(tmp_path / "one", "1.0.0"), branch)


@pytest.fixture(params=["moto without conditions", "s3rver"])
def careless(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ObjectStore]:
    """Give a bucket of a server that ignores conditions in silence; s3rver where `make soak` could install it."""
    if request.param == "s3rver":
        program = os.environ.get("INFORCE_S3RVER") or pytest.skip("no s3rver: make soak installs it")
        serving: AbstractContextManager[object] = served_by_s3rver(program, tmp_path / "s3rver")
    else:
        serving = served(conditions=False)
    with serving:
        yield ObjectStore(BUCKET, tmp_path.name)


def test_a_server_that_ignores_conditions_is_refused_before_anything_is_published(
    careless: ObjectStore, tmp_path: Path
) -> None:
    """A store on which two publishers would overwrite each other in silence is found out by trying."""
    with pytest.raises(DestinationFailed, match="ignores conditions"):
        published(site_of(tmp_path / "one", "1.0.0"), Bucket(careless))
    assert careless.etags() == {}


def test_a_place_that_holds_something_else_is_left_alone(tmp_path: Path, bucket_address: str) -> None:
    """A folder, a branch or a bucket with other things in it is not taken for an empty one."""
    assert bucket_address
    site = site_of(tmp_path / "one", "1.0.0")
    (tmp_path / "to" / "current").mkdir(parents=True)
    server = bare_repository(tmp_path / "server.git")
    work = tmp_path / "work"
    git(tmp_path, "clone", "--quiet", str(server), str(work))
    (work / "main.py").write_text("print()", encoding="utf-8")
    git(work, "add", "main.py")
    git(work, "commit", "--quiet", "--message", "Our program")
    git(work, "push", "--quiet", "origin", "HEAD:main")
    store = ObjectStore(BUCKET, f"{tmp_path.name}-other")
    store._client.put_object(Bucket=BUCKET, Key=f"{tmp_path.name}-other/holiday.jpg", Body=b"x")  # noqa: SLF001 -- as others write there
    branch = Branch(make_bare_repository(tmp_path / "cache.git"), str(server), "main")
    for destination in (Folder(tmp_path / "to"), branch, Bucket(store)):
        with pytest.raises(ProblemError, match="is not empty, and has no register and checkpoint of inforce"):
            published(site, destination)


def test_a_site_that_changes_while_it_is_published_is_not_published(tmp_path: Path) -> None:
    """A build that runs at the same time cannot mix two sites."""
    site = site_of(tmp_path / "one", "1.0.0")
    offer = built_before(site)
    (site / "index.html").write_bytes(b"Something else")
    with pytest.raises(SiteChangedError, match=r"index\.html changed while the site was being published"):
        publish(offer, Folder(tmp_path / "to"), PublishOptions(now(), WithoutGit()), no_progress)
    assert not (tmp_path / "to" / "current").exists()


def test_what_is_no_site_of_inforce_is_not_published(tmp_path: Path) -> None:
    """An empty folder, a page without its code, and a link out of the site are refused."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(ProblemError, match="has no record of any version"):
        published(tmp_path / "empty", Folder(tmp_path / "to"))
    site = site_of(tmp_path / "one", "1.0.0")
    page = site / "guidance/golden-rules/1.0.0/index.html"
    page.write_bytes(page.read_bytes().replace(b"data-code", b"data-node"))
    with pytest.raises(ProblemError, match="does not carry the check code of its record"):
        published(site, Folder(tmp_path / "to"))
    (site / "secret").symlink_to("/etc/passwd")
    with pytest.raises(OSError, match="There is a symbolic link in the site"):
        published(site, Folder(tmp_path / "to"))


@pytest.mark.parametrize(
    ("text", "what"),
    [("https://example.org/site", "cannot publish to"), ("branch:", "is not the name of a branch"),
     ("branch:a..b", "is not the name of a branch"), ("branch:-f@origin", "is not the name of a branch")],
)  # fmt: skip
def test_a_destination_that_is_written_like_none_is_told_so(text: str, what: str, tmp_path: Path) -> None:
    """The message says how destinations are written."""
    with pytest.raises(NoSuchDestination, match=what):
        destination_named(text, tmp_path, tmp_path)


def test_an_address_that_does_not_answer_is_told_plainly() -> None:
    """A verifier is told that nothing could be said, not that something is wrong."""
    with pytest.raises(CannotBeFetched, match=r"cannot be reached: .*\n  Check the network"):
        verify_site(FetchedSite("http://127.0.0.1:9"), no_progress)
