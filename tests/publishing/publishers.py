"""Publishers as processes of their own, which can race each other and be killed at any moment or at a given step.

Run as a script, this is the process that they are forked from: one that has imported everything already.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import git  # noqa: F401 -- imported once, before any publisher is forked

from inforce.model.names import VersionNumber
from inforce.model.problem import ProblemError
from inforce.publish.destinations.branch import Branch
from inforce.publish.destinations.bucket import Bucket
from inforce.publish.destinations.destination import Destination
from inforce.publish.destinations.folder import Folder
from inforce.publish.destinations.object_store import ObjectStore
from inforce.publish.git import make_bare_repository, repository_at
from inforce.publish.new_release import FromCommit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.site_snapshot import built_before
from inforce.reading.guidance_files import read_version
from publishing.made_sites import no_progress, record

Kind = Literal["folder", "branch", "bucket"]

STEPS = {
    "os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.truncate",
    "subprocess.Popen", "http.client.send",
}  # fmt: skip
"""What changes the world outside the process; opening a file to write it counts too."""

LEASE_SECONDS = 1.0
BUCKET = "guidance"


@dataclass(frozen=True)
class Order:
    """What one publisher is to do; with *die_at*, it is killed at that step."""

    kind: Kind
    where: str
    site: str
    repository: str
    commit: str
    at: str
    result: str
    die_at: int = 0


class Publishers:
    """Starts publishers, ends them, and says what came of them."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._folder = folder
        self._count = 0

    def start(self, **order: Any) -> Publisher:
        """Start a publisher and return it while it runs."""
        self._count += 1
        result = self._folder / f"result-{self._count}.json"
        pid = self._ask({"start": {**order, "result": str(result)}})
        return Publisher(pid, result, self)

    def _ask(self, question: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def wait(self, pid: int) -> int:
        """Wait until a publisher has ended and return how."""
        return self._ask({"wait": pid})


@dataclass(frozen=True)
class Publisher:
    """A publisher that was started."""

    pid: int
    result: Path
    publishers: Publishers

    def kill(self) -> None:
        """End it and all that it started, as a machine that loses power does."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def outcome(self) -> dict[str, Any]:
        """Wait until it has ended and return what it reported; {"killed": True} where it was killed."""
        self.publishers.wait(self.pid)
        if not self.result.exists():
            return {"killed": True}
        found: dict[str, Any] = json.loads(self.result.read_text(encoding="utf-8"))
        return found


@contextmanager
def publishers(folder: Path) -> Iterator[Publishers]:
    """Give what starts publishers; their results go into *folder*."""
    process = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    try:
        yield Publishers(process, folder)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=60)


def _main() -> None:
    # what takes time the first time is done once, before any publisher is forked
    read_version(record("golden-rules", "1.0.0"), "1.0.0.yml", "golden-rules", VersionNumber(1, 0, 0))
    for line in sys.stdin:
        question = json.loads(line)
        if "wait" in question:
            _, status = os.waitpid(question["wait"], 0)
            answer = status
        else:
            answer = os.fork()
            if answer == 0:
                _publish(Order(**question["start"]))
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _publish(order: Order) -> None:
    """Publish as the command does, write what came of it, and end the process."""
    os.setsid()
    os.close(0)
    os.open(os.devnull, os.O_RDONLY)
    steps = _count_steps(order.die_at)
    try:
        said = _outcome(order)
    except BaseException as error:  # noqa: BLE001 -- whatever it is, the test wants to know
        said = {"failed": f"{type(error).__name__}: {error}"}
    said["steps"] = len(steps)
    steps.clear()
    beside = Path(f"{order.result}.new")
    beside.write_text(json.dumps(said), encoding="utf-8")
    beside.rename(order.result)
    os._exit(0)


def _outcome(order: Order) -> dict[str, Any]:
    given = PublishOptions(order.at, FromCommit(repository_at(Path(order.repository)), order.commit))
    destination = destination_at(order.kind, order.where)
    try:
        outcome = publish(built_before(Path(order.site)), destination, given, no_progress)
    except ProblemError as refused:
        return {"refused": [str(one.message) for one in refused.problems]}
    return {"release": outcome.release, "written": outcome.moved is not None}


def destination_at(kind: Kind, where: str) -> Destination:
    """Return the destination; *where* is a folder, a repository and a remote, or a prefix."""
    match kind:
        case "folder":
            return Folder(Path(where))
        case "branch":
            cache, remote = where.split(" ")
            return Branch(make_bare_repository(Path(cache)), remote, "pages")
        case "bucket":
            return Bucket(ObjectStore(BUCKET, where), lease_seconds=LEASE_SECONDS)


def _count_steps(die_at: int) -> list[str]:
    steps: list[str] = []

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in STEPS or writes:
            steps.append(event)
            if len(steps) == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)
    return steps


if __name__ == "__main__":
    _main()
