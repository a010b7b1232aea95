"""The turn to publish to a bucket is held by one at a time, and lost by whoever stalls."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from inforce.publish.destinations.destination import ConcurrentPublish, DestinationFailed
from inforce.publish.destinations.lease import Lease, LeaseRecord, read_lease
from inforce.publish.destinations.object_store import ObjectStore
from inforce.publish.register import Published
from publishing.publishers import BUCKET

VERSION = Published("golden-rules", "1.0.0", "0" * 64)


@pytest.fixture
def store(bucket_address: str, tmp_path: Path) -> ObjectStore:
    """Give an empty part of a bucket."""
    assert bucket_address
    return ObjectStore(BUCKET, tmp_path.name)


def test_a_lease_that_is_held_is_waited_for(store: ObjectStore) -> None:
    """Whoever comes second is told after a while; once it was given back, the next takes it at once."""
    running = r"Another publication to .* has been running"
    with Lease(store).held(), pytest.raises(DestinationFailed, match=running), Lease(store, patience=0.3).held():
        raise AssertionError("two held the lease")
    with Lease(store, patience=0.3).held():
        pass


def test_whoever_stalls_loses_the_lease_and_notices(store: ObjectStore) -> None:
    """It is taken over when it has run out, with what was announced; the first one stops before it writes more."""
    first, second = Lease(store, seconds=0.2), Lease(store, seconds=0.2)
    with first.held():
        first.announce((VERSION,))
        with second.held():
            assert second.announced == (VERSION,)
        with pytest.raises(ConcurrentPublish):
            first.keep()
    assert Lease(store).said() == LeaseRecord()


def test_a_lease_that_is_renewed_in_time_is_kept(store: ObjectStore) -> None:
    """A long publication goes on for longer than one lease lasts."""
    lease = Lease(store, seconds=1.5)
    with lease.held():
        for _ in range(5):
            time.sleep(0.6)
            lease.keep()
        with pytest.raises(DestinationFailed), Lease(store, seconds=1.5, patience=0.3).held():
            raise AssertionError("two held the lease")


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"holder": 1, "announced": [{}]}', b"[" * 100_000])
def test_a_lease_that_cannot_be_read_is_held_by_someone(content: bytes) -> None:
    """What nobody understands is not taken for nothing."""
    assert read_lease(content).unfinished


def test_a_lease_is_read_as_it_was_written() -> None:
    """Whatever it says, the nonce aside."""
    said = LeaseRecord("someone", (VERSION,), interrupted=True)
    assert read_lease(said.content("1")) == said
    assert said.content("1") != said.content("2")
    assert read_lease(None) == LeaseRecord()
