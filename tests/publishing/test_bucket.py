"""A bucket as its readers and its server see it: headers, what is uploaded, and which releases stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from inforce.audit.site import verify_site
from inforce.audit.site_copy import FetchedSite
from inforce.model.problem import ProblemError
from inforce.publish.destinations.bucket import Bucket
from inforce.publish.destinations.object_store import ObjectStore, served_as
from inforce.publish.new_release import WithoutGit
from inforce.publish.outcome import Outcome
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.rollback import roll_back
from inforce.publish.site_snapshot import built_before, scan_site
from publishing.made_sites import no_progress, now, site_of
from publishing.object_servers import BUCKET


@pytest.fixture
def bucket(bucket_address: str, tmp_path: Path) -> Bucket:
    """Give an empty part of a bucket that keeps two releases."""
    assert bucket_address
    return Bucket(ObjectStore(BUCKET, tmp_path.name), keep=2)


@pytest.fixture
def writes(bucket: Bucket) -> Iterator[list[str]]:
    """Give the paths of all objects that the server is asked to write, in their order, while the test runs."""
    written: list[str] = []
    prefix = bucket.name.removeprefix(f"s3://{BUCKET}/")

    def hear(params: dict[str, Any], **_: object) -> None:
        written.append(params["Key"].removeprefix(prefix))

    events = bucket.store._client.meta.events  # noqa: SLF001 -- the requests themselves are what counts
    events.register("provide-client-params.s3.PutObject", hear)
    yield written
    events.unregister("provide-client-params.s3.PutObject", hear)


def published(bucket: Bucket, site: Path) -> Outcome:
    """Publish a site as the command does."""
    return publish(built_before(site), bucket, PublishOptions(now(), WithoutGit()), no_progress)


def test_every_object_is_served_as_what_it_is(bucket: Bucket, bucket_address: str, tmp_path: Path) -> None:
    """A browser is told the type of each file, and may keep without asking only what never changes."""
    site = site_of(tmp_path / "one", "1.0.0")
    published(bucket, site)
    prefix = bucket.name.removeprefix("s3://")
    added = ("register.jsonl", "SHA256SUMS", "checkpoint.json")
    for path in (*scan_site(site).files, *added):
        with urlopen(f"{bucket_address}/{prefix}{path}") as answer:  # noqa: S310 -- our own server
            served = answer.headers["Content-Type"], answer.headers["Cache-Control"]
        assert served == (served_as(path).content_type, served_as(path).cache_control), path


def test_only_what_changed_is_uploaded_and_in_the_order_in_which_nothing_breaks(
    bucket: Bucket, writes: list[str], tmp_path: Path
) -> None:
    """Of a site with one page changed and one version added, these alone are written, the home page last of them."""
    published(bucket, site_of(tmp_path / "one", "1.0.0"))
    writes.clear()
    two = site_of(tmp_path / "two", "1.0.0", "2.0.0")
    (two / "index.html").write_bytes(b"<html><body>Two versions</body></html>")
    published(bucket, two)
    assert [path for path in writes if not path.startswith(".inforce/")] == [
        "guidance/golden-rules/2.0.0.yml", "guidance/golden-rules/2.0.0/index.html", "index.html",
        "register.jsonl", "SHA256SUMS", "checkpoint.json",
    ]  # fmt: skip
    own = [path.rpartition("/")[0] for path in writes if path.startswith(".inforce/releases/")]
    assert writes.index(".inforce/live") > writes.index(f"{own[0]}/etags.json")
    assert writes.index(".inforce/live") < writes.index("register.jsonl")


def test_so_many_releases_are_kept_as_were_asked_for(bucket: Bucket, bucket_address: str, tmp_path: Path) -> None:
    """Of what is not kept nothing is left but records and the assets that open pages may still ask for."""
    for number in range(4):
        published(bucket, site_of(tmp_path / str(number), "1.0.0", look=f"look {number}"))
    assert bucket.earlier() == (3,)
    prefix = bucket.name.removeprefix("s3://")
    site = FetchedSite(f"{bucket_address}/{prefix}")
    for path in (tmp_path / "0" / "assets").glob("look.*"):
        assert site.read(f"assets/{path.name}") == b"look 0"
    kept = [bucket.store.read(path) for path in bucket.store.etags() if path.startswith(".inforce/objects/")]
    assert not [content for content in kept if b"look 0" in content or b"look 1" in content]
    given = PublishOptions(now(), WithoutGit())
    with pytest.raises(ProblemError, match=r"keeps no release 2 to go back to\.\n  Choose one of these: 3\."):
        roll_back(bucket, 2, given, no_progress)
    roll_back(bucket, None, given, no_progress)
    assert b"look 2" in site.read("index.html")
    assert verify_site(site, no_progress).findings == ()
