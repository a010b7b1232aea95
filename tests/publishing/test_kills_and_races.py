"""Publishers that are killed or race each other: nothing is lost or altered, no older site goes over a newer one.

``make test`` runs a few of each; ``make soak`` sets INFORCE_SOAK and runs 500 kills and 200 races.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

import pytest

from inforce.audit.site import verify_site
from inforce.audit.site_copy import FetchedSite, FolderCopy, SiteCopy
from inforce.publish.checkpoint import read_checkpoint
from inforce.publish.register import Register, read_register
from publishing.git_servers import bare_repository, commit_files, git, new_repository
from publishing.made_sites import MadeSite, no_progress, now, record
from publishing.object_servers import BUCKET
from publishing.publishers import Kind, Publishers, publishers

SOAK = bool(os.environ.get("INFORCE_SOAK"))
KILLS = {"folder": 220, "branch": 180, "bucket": 100} if SOAK else {"folder": 8, "branch": 3, "bucket": 2}
RACES = {"folder": 80, "branch": 80, "bucket": 40} if SOAK else {"folder": 3, "branch": 2, "bucket": 1}
SEED = int(os.environ.get("INFORCE_SEED", "20261122"))

STATES = 4
"""How many states the content goes through; each has a commit, a version more and a look of its own."""


@dataclass
class Scene:
    """A content with its commits, the site of each, one destination, and who publishes to it."""

    kind: Kind
    root: Path
    start_publisher: Publishers
    repository: Path
    commits: list[str]
    address: str
    where: str = ""
    seen: Register = field(default_factory=Register)

    def begin(self) -> None:
        """Take a new, empty destination."""
        name = uuid4().hex
        self.seen = Register()
        match self.kind:
            case "folder":
                self.where = str(self.root / name)
            case "branch":
                self.where = f"{self.root / name}.cache {bare_repository(self.root / f'{name}.git')}"
            case "bucket":
                self.where = name

    def start(self, state: int, die_at: int = 0) -> Any:
        """Start a publisher of one state of the content."""
        return self.start_publisher.start(
            kind=self.kind, where=self.where, site=str(self.root / f"site-{state}"), repository=str(self.repository),
            commit=self.commits[state], at=now(), die_at=die_at,
        )  # fmt: skip

    def site(self) -> SiteCopy | None:
        """Return the site as readers see it; None where there is none yet."""
        if self.kind == "bucket":
            return FetchedSite(f"{self.address}/{BUCKET}/{self.where}")
        if self.kind == "folder":
            current = Path(self.where) / "current"
            return FolderCopy(current.resolve()) if current.exists() else None
        server = self.where.split(" ")[1]
        if not git(Path(server), "for-each-ref", "refs/heads/pages"):
            return None
        copy = self.root / f"copy-{uuid4().hex}"
        git(self.root, "clone", "--quiet", "--branch", "pages", server, str(copy))
        return FolderCopy(copy)

    def look(self, *, whole: bool) -> int:
        """Hold what readers see against all that was ever seen; return which state of the content it is, or -1.

        Unless it has to be *whole*, a bucket may say that a publication was interrupted; its records still hold.
        """
        site = self.site()
        register = dict(site.read_all(["register.jsonl"]))["register.jsonl"] if site else None
        if site is None or register is None:
            assert self.seen == Register(), "the register is gone"
            return -1
        read = read_register(register)
        assert read.faults == ()
        assert read.register.entries[: len(self.seen.entries)] == self.seen.entries, "an entry was lost or altered"
        self.seen = read.register
        findings = verify_site(site, no_progress, records_only=not whole).findings
        assert not any(finding.code == "record-altered" for finding in findings)
        if not whole and any(finding.code == "proof-impossible" for finding in findings):
            return -1
        assert [str(finding) for finding in findings] == []
        return self.commits.index(read_checkpoint(site.read("checkpoint.json")).commit)


@pytest.fixture(scope="module")
def start_publisher(tmp_path_factory: pytest.TempPathFactory, bucket_address: str) -> Iterator[Publishers]:
    """Give what starts publishers, which find the bucket's address in their environment."""
    assert bucket_address
    with publishers(tmp_path_factory.mktemp("results")) as started:
        yield started


@pytest.fixture(params=get_args(Kind))
def scene(request: pytest.FixtureRequest, tmp_path: Path, start_publisher: Publishers, bucket_address: str) -> Scene:
    """Give a content of several states and a destination of each kind."""
    repository = new_repository(tmp_path / "project")
    commits, records = [], {}
    for state in range(STATES):
        content = record("golden-rules", f"{state + 1}.0.0")
        records["golden-rules", f"{state + 1}.0.0"] = content
        commits.append(
            commit_files(repository, {f"content/guidance/golden-rules/versions/{state + 1}.0.0.yml": content})
        )
        MadeSite(dict(records), look=f"look {state}", pages=4).write(tmp_path / f"site-{state}")
    return Scene(request.param, tmp_path, start_publisher, repository, commits, bucket_address)


def test_a_publisher_killed_anywhere_leaves_a_site_that_holds_and_the_next_heals(scene: Scene) -> None:
    """Killed at any step or moment: readers see the old site or the new one, and the next run goes on."""
    chance = random.Random(f"{SEED} {scene.kind}")  # noqa: S311 -- to be repeated, not to be secret
    scene.begin()
    assert scene.start(0).outcome()["release"] == 1
    began = time.monotonic()
    steps = scene.start(1).outcome()["steps"]
    takes = time.monotonic() - began
    killed = 0
    every_step = list(range(1, steps + 1)) if scene.kind == "folder" else []
    for number in range(len(every_step) + KILLS[scene.kind]):
        scene.begin()
        if chance.random() < 0.8:
            assert "release" in scene.start(0).outcome()
            scene.look(whole=True)
        at_a_step = chance.randint(1, steps)
        die_at = every_step[number] if number < len(every_step) else at_a_step if number % 2 else 0  # or at a moment
        publisher = scene.start(1, die_at)
        if not die_at:
            time.sleep(chance.uniform(0, takes))
            publisher.kill()
        killed += "killed" in publisher.outcome()
        # a folder and a branch change at one moment; the pages of a bucket change one by one
        assert scene.look(whole=scene.kind != "bucket") <= 1, f"after {die_at or 'a moment'}, kill {number}"
        healed = scene.start(2 if number % 3 else 1).outcome()
        assert "release" in healed, f"after {die_at or 'a moment'}, kill {number}: {healed}"
        assert scene.look(whole=True) == (2 if number % 3 else 1)
    assert killed > KILLS[scene.kind] // 3, "the kills came too late to show anything"


def test_publishers_that_race_leave_the_newest_site_whole(scene: Scene) -> None:
    """Two or three at once, older, same and newer: the newest wins, whoever comes first, and nothing is lost."""
    chance = random.Random(f"{SEED} race {scene.kind}")  # noqa: S311 -- as above
    for number in range(RACES[scene.kind]):
        scene.begin()
        if chance.random() < 0.5:
            assert "release" in scene.start(0).outcome()
            scene.look(whole=True)
        states = [chance.randrange(STATES) for _ in range(chance.choice((2, 3)))]
        racing = []
        for state in states:
            racing.append(scene.start(state))
            time.sleep(chance.choice((0, 0, 0.01, 0.05)))
        outcomes = [publisher.outcome() for publisher in racing]
        newest = max(states)
        for state, outcome in zip(states, outcomes, strict=True):
            told = f"race {number} of {states}: {outcomes}"
            assert "release" in outcome or (state < newest and "refused" in outcome) or state == 0, told
        assert scene.look(whole=True) == newest, f"race {number} of {states}: {outcomes}"
        again = scene.start(newest).outcome()
        assert again.get("written") is False, again
