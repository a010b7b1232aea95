"""Where things stand in a bucket, and what has to be uploaded in which order. Pure.

Pages stand at their addresses. Below ``.inforce/`` stand the pointer to the state that is published, the last
states, the lease, and what earlier pages said, by its SHA-256, so that a rollback can show it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from inforce.model.dataclass import dataclass
from inforce.model.fingerprint import fingerprint as sha256
from inforce.publish.checkpoint import NAME, REGISTER
from inforce.publish.destinations.destination import Release
from inforce.publish.published_site import KEPT_BY_PUBLISHING, is_hashed_asset, record_at

OWN = ".inforce/"
POINTER = f"{OWN}live"
PROBE = f"{OWN}probe"
OBJECTS = f"{OWN}objects/"
STATES = f"{OWN}releases/"

_STATE = re.compile(rf"{re.escape(STATES)}(\d{{6,}})-[0-9a-f]{{16}}/", re.ASCII)


def state_folder(release: Release) -> str:
    """Return where the state of *release* is kept; two releases of one number do not share it."""
    return f"{STATES}{release.number:06}-{sha256(release.last[NAME])[:16]}/"


def states(paths: Iterable[str]) -> dict[str, int]:
    """Return the folders of all states that are kept, each with the number of its release."""
    found = (_STATE.match(path) for path in paths)
    return {match[0]: int(match[1]) for match in found if match}


@dataclass(frozen=True)
class Write:
    """An object to be put: created where *etag* is None, or changed from the one with that ETag."""

    path: str
    etag: str | None


@dataclass(frozen=True)
class Plan:
    """What to do to turn the objects that are there into a release.

    *stages* are written one after the other, *earlier* are copied aside before, *removed* are deleted at the very end.
    """

    stages: tuple[tuple[Write, ...], ...]
    earlier: Mapping[str, str]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]

    @property
    def writes(self) -> int:
        """How many objects are put."""
        return sum(len(stage) for stage in self.stages)


def plan(release: Release, there: Mapping[str, str], published: Mapping[str, str], same: Callable[[str], bool]) -> Plan:
    """Return what to do; *there* are the ETags of all objects, *published* the SHA-256 of the files that stand there.

    *same* tells whether the object at a path has the bytes that *release* has for it.
    """
    wanted = [path for path in release.files if path != REGISTER]
    unchanged = tuple(path for path in wanted if path in there and same(path))
    stages: list[list[Write]] = [[] for _ in range(_STAGES)]
    for path in sorted(set(wanted) - set(unchanged)):
        stages[_stage(path, is_new=path not in there)].append(Write(path, there.get(path)))
    removed = [
        path
        for path in there
        if not path.startswith(OWN)
        and path not in release.files
        and path not in KEPT_BY_PUBLISHING
        and record_at(path, "") is None
    ]
    leaving = [*removed, *(write.path for stage in stages for write in stage if write.etag)]
    earlier = {
        path: f"{OBJECTS}{published[path]}"
        for path in leaving
        if path in published and f"{OBJECTS}{published[path]}" not in there
    }
    return Plan(tuple(map(tuple, stages)), earlier, tuple(sorted(removed)), unchanged)


_STAGES = 6


def _stage(path: str, *, is_new: bool) -> int:
    """Return when a file is written: what others need before what needs it, and the home page last of all."""
    if is_hashed_asset(path):
        return 0
    if record_at(path, ""):
        return 1
    if path.startswith("assets/"):
        return 2
    if path == "index.html":
        return 5
    return 3 if is_new else 4
