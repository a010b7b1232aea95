"""A disk that is full, or that may not be written: a plain message, nothing half-new, and the next run goes through."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inforce.audit.site import verify_site
from inforce.audit.site_copy import FolderCopy
from inforce.publish.destinations.branch import Branch
from inforce.publish.destinations.destination import Destination, DestinationFailed
from inforce.publish.destinations.folder import Folder
from inforce.publish.git import make_bare_repository
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.site_snapshot import built_before
from publishing.git_servers import bare_repository, git
from publishing.made_sites import no_progress, now, site_of

KILOBYTES = 256


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """Make a first site."""
    return site_of(tmp_path / "one", "1.0.0")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Make a site that has a version more and looks different."""
    return site_of(tmp_path / "two", "1.0.0", "2.0.0", look="new")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if not _mount("-t", "tmpfs", "-o", f"size={KILOBYTES}k", "tmpfs", str(place)):
        pytest.skip("this account may not mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def _mount(*arguments: str) -> bool:
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def fill(disk: Path) -> Path:
    """Write a file until nothing more goes onto the disk, and return it."""
    file = disk / "everything else"
    with file.open("wb", buffering=0) as content:
        try:
            while content.write(b"x" * 512):
                pass
        except OSError:
            return file
    raise AssertionError("the disk took more than it can hold")


def published(site: Path, destination: Destination) -> None:
    """Publish a site as the command does."""
    publish(built_before(site), destination, PublishOptions(now(), WithoutGit()), no_progress)


def shows(folder: Path, look: str) -> bool:
    """Whether readers of a published folder see a site that holds, in that look."""
    current = (folder / "current").resolve()
    assert verify_site(FolderCopy(current), no_progress).findings == ()
    return (current / "index.html").read_text(encoding="utf-8") == f"<html><body>{look}</body></html>"


@contextmanager
def a_disk_that_takes_no_file_larger_than(size: int) -> Iterator[None]:
    """Let the system refuse to write more, as a full disk does; this takes no rights."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_folder_that_the_system_stops_writing_stays_as_it_was(one: Path, two: Path, tmp_path: Path) -> None:
    """Nothing half-new shows, nothing is left lying about, and the next publication goes through."""
    folder = Folder(tmp_path / "to")
    published(one, folder)
    with (
        a_disk_that_takes_no_file_larger_than(150),
        pytest.raises(DestinationFailed, match=r"could not be written: File too large\. Nothing was published\."),
    ):
        published(two, folder)
    assert shows(tmp_path / "to", "plain")
    assert sorted(path.name for path in (tmp_path / "to" / "releases").iterdir()) == ["000001"]
    published(two, folder)
    assert shows(tmp_path / "to", "new")


def test_a_full_disk_leaves_a_folder_as_it_was(one: Path, two: Path, disk: Path) -> None:
    """The message says what to do; once there is room, the same run goes through."""
    folder = Folder(disk / "to")
    published(one, folder)
    filled = fill(disk)
    with pytest.raises(DestinationFailed) as failed:
        published(two, folder)
    assert str(failed.value) == (
        f"{disk}/to could not be written: No space left on device. Nothing was published.\n"
        "  Make room there, and publish again."
    )
    assert shows(disk / "to", "plain")
    filled.unlink()
    published(two, folder)
    assert shows(disk / "to", "new")


@pytest.mark.parametrize("full", ["server", "cache"])
def test_a_full_disk_leaves_a_branch_as_it_was(full: str, one: Path, two: Path, disk: Path, tmp_path: Path) -> None:
    """Whether it is that of the server or of the machine that publishes."""
    where = {name: (disk if name == full else tmp_path) / f"{name}.git" for name in ("server", "cache")}
    server = bare_repository(where["server"])
    git(server, "config", "core.compression", "0")
    branch = Branch(make_bare_repository(where["cache"]), str(server), "pages")
    published(one, branch)
    before = git(server, "rev-parse", "pages")
    filled = fill(disk)
    with pytest.raises(DestinationFailed, match=r"(.|\n)*  Check that there is room"):
        published(two, branch)
    assert git(server, "rev-parse", "pages") == before
    filled.unlink()
    published(two, branch)
    git(tmp_path, "clone", "--quiet", "--branch", "pages", str(server), "copy")
    assert verify_site(FolderCopy(tmp_path / "copy"), no_progress).findings == ()


def test_a_read_only_disk_is_told(one: Path, two: Path, disk: Path) -> None:
    """Readers go on reading; once it can be written, the same run goes through."""
    folder = Folder(disk / "to")
    published(one, folder)
    assert _mount("-o", "remount,ro", str(disk))
    with pytest.raises(DestinationFailed) as failed:
        published(two, folder)
    assert str(failed.value) == (
        f"{disk}/to could not be written: Read-only file system. Nothing was published.\n"
        "  It is on a disk that is read-only: make that writable, or publish to another folder."
    )
    assert shows(disk / "to", "plain")
    assert _mount("-o", "remount,rw", str(disk))
    published(two, folder)
    assert shows(disk / "to", "new")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_this_account_may_not_write_is_told(one: Path, tmp_path: Path) -> None:
    """The message says which right is missing."""
    (tmp_path / "to").mkdir(mode=0o555)
    with pytest.raises(DestinationFailed, match=r"Permission denied\. Nothing was published\.\n  Give the account"):
        published(one, Folder(tmp_path / "to"))
