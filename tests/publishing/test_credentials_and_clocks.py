"""Credentials that are missing or wrong, and a clock that is wrong by a day: told plainly, nothing half-published."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from moto.core.authorization import enable_iam_authentication

from inforce.audit.site import verify_site
from inforce.model.problem import ProblemError
from inforce.publish.destinations.branch import Branch
from inforce.publish.destinations.bucket import Bucket
from inforce.publish.destinations.destination import Destination, DestinationFailed
from inforce.publish.destinations.object_store import ObjectStore
from inforce.publish.git import make_bare_repository
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.site_snapshot import built_before
from publishing.conftest import Place
from publishing.git_servers import bare_repository, git, served_over_http
from publishing.made_sites import no_progress, now, site_of
from publishing.object_servers import BUCKET, served

SECRET = "the-right-one"  # noqa: S105 -- of a server that lives as long as the test


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a site."""
    return site_of(tmp_path / "one", "1.0.0")


def published(site: Path, destination: Destination) -> None:
    """Publish a site as the command does."""
    publish(built_before(site), destination, PublishOptions(now(), WithoutGit()), no_progress)


def a_day_off(days: int) -> str:
    """Return the moment now as a clock has it that is wrong by so many days."""
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_key_that_a_store_does_not_know_is_told_plainly(site: Path, tmp_path: Path) -> None:
    """What the server says stands in the message, and what to check; nothing was published."""
    with served():
        store = ObjectStore(BUCKET, tmp_path.name)
        with (
            enable_iam_authentication(),
            pytest.raises(DestinationFailed, match=r"InvalidAccessKeyId.*\n  Check the credentials"),
        ):
            published(site, Bucket(store))
        assert store.etags() == {}


def test_credentials_that_are_missing_are_told_plainly(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where to set them stands in the message."""
    with served():
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name)
        monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        with pytest.raises(DestinationFailed, match="There are no credentials for s3://guidance/"):
            published(site, Bucket(ObjectStore(BUCKET, tmp_path.name)))


@pytest.mark.parametrize("password", ["", "a-wrong-one"], ids=["none", "wrong"])
def test_a_password_that_a_git_server_does_not_take_is_told_and_not_printed(
    password: str, site: Path, tmp_path: Path
) -> None:
    """Nobody is asked for one at a terminal that is not there, and no log of CI shows it."""
    server = bare_repository(tmp_path / "server.git")
    cache = make_bare_repository(tmp_path / "cache.git")
    with served_over_http(tmp_path, password=SECRET) as address:
        _, _, host = address.partition("//")
        wrong = Branch(cache, f"http://editor:{password}@{host}/server.git" if password else f"http://{host}/server.git",
                       "pages")  # fmt: skip
        with pytest.raises(
            DestinationFailed, match=r"could not be reached or written\.\n.*\n  Check the cred"
        ) as failed:
            published(site, wrong)
        assert not password or password not in str(failed.value)
        assert git(server, "for-each-ref") == ""
        published(site, Branch(cache, f"http://editor:{SECRET}@{host}/server.git", "pages"))
        assert git(server, "for-each-ref") != ""


@pytest.mark.parametrize("days", [-1, 1], ids=["behind", "ahead"])
def test_a_clock_that_is_wrong_by_a_day_does_not_publish_to_a_bucket(
    days: int, site: Path, tmp_path: Path, bucket_address: str
) -> None:
    """The server knows better, even at the first publication, and both times are told."""
    assert bucket_address
    store = ObjectStore(BUCKET, tmp_path.name)
    given = PublishOptions(a_day_off(days), WithoutGit())
    with pytest.raises(DestinationFailed, match=r"The clock of this machine says .*, and that of the server .*\n  Set"):
        publish(built_before(site), Bucket(store), given, no_progress)
    assert [path for path in store.etags() if not path.startswith(".inforce/")] == []


@pytest.mark.parametrize("place", ["folder", "branch over file"], indirect=True)
def test_a_publication_that_was_dated_a_day_ahead_is_gone_on_from(place: Place, site: Path, tmp_path: Path) -> None:
    """Nobody there could know; the next one is told, and one option goes on in order."""
    place.publish(site, at=a_day_off(1))
    two = site_of(tmp_path / "two", "1.0.0", "2.0.0", look="new")
    with pytest.raises(ProblemError, match=r"(.|\n)*publish with --clock-is-right"):
        place.publish(two)
    publish(built_before(two), place.destination, PublishOptions(now(), WithoutGit(), clock_is_right=True), no_progress)
    assert verify_site(place.site(), no_progress).findings == ()
    assert place.destination.earlier() == (1,)
