"""The skeleton of a site: what the theme makes of the ordinary pages, with the layouts, kept between runs.

It is kept under a digest of everything that it was made from, so that a run in which none of that changed
need not start the theme at all. What is missing, cut off or altered is made anew, never trusted.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Protocol

_NOTE: Final = "skeleton.json"


@dataclass(frozen=True)
class SkeletonFacts:
    """What a skeleton knows: the name and address of the site, and what it was made from.

    *made_from* are files and folders, *variables* the environment variables that the configuration reads. Where others
    read files that nobody names, *made_from_known* is false, and the skeleton is made anew each time.
    """

    site_name: str
    site_address: str
    made_from: tuple[str, ...]
    variables: tuple[str, ...] = ()
    made_from_known: bool = True


class Render(Protocol):
    """Has the theme render the skeleton into an empty folder."""

    @property
    def configuration(self) -> str:
        """What it goes by; a skeleton that was made by another configuration is not used for this one."""

    def __call__(self, into: Path) -> SkeletonFacts:
        """Render into the empty folder *into*."""


def skeleton(cache: Path, environment: str, render: Render, into: Path) -> SkeletonFacts:
    """Put the skeleton into the empty folder *into*, from *cache* where it still holds, else by *render*.

    *environment* says which programs, of which versions, it depends on besides its configuration.
    """
    kept = cache / "skeleton"
    environment = f"{environment}\n{render.configuration}"
    facts = _recall(kept, environment)
    if facts is None:
        facts = render(into)
        if facts.made_from_known:
            _keep(kept, into, facts, environment)
        else:
            shutil.rmtree(kept, ignore_errors=True)
    else:
        shutil.copytree(kept / "site", into, dirs_exist_ok=True)
    return facts


def _recall(kept: Path, environment: str) -> SkeletonFacts | None:
    try:
        note = json.loads((kept / _NOTE).read_text(encoding="utf-8"))
        facts = SkeletonFacts(
            note["site_name"], note["site_address"], tuple(note["made_from"]), tuple(note["variables"])
        )
        inputs, output = _digest_of_inputs(facts, environment), digest([str(kept / "site")])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return facts if (note.get("inputs"), note.get("output")) == (inputs, output) else None


def _keep(kept: Path, site: Path, facts: SkeletonFacts, environment: str) -> None:
    """Keep a copy for the next run; a cache that cannot be written costs time, nothing else."""
    try:
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(site, kept / "site")
        note = asdict(facts) | {
            "inputs": _digest_of_inputs(facts, environment),
            "output": digest([str(kept / "site")]),
        }
        (kept / _NOTE).write_text(json.dumps(note, indent=1), encoding="utf-8")
    except OSError:
        shutil.rmtree(kept, ignore_errors=True)


def _digest_of_inputs(facts: SkeletonFacts, environment: str) -> str:
    values = (f"{name}={os.environ.get(name)!r}" for name in facts.variables)
    return digest(facts.made_from, environment, *values)


def digest(paths: Iterable[str], *facts: str) -> str:
    """Return the SHA-256 over the files at and below *paths*, their names below them, and *facts*."""
    total = hashlib.sha256()
    for fact in facts:
        total.update(fact.encode() + b"\0")
    for path in map(Path, sorted(paths)):
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" in file.parts:
                continue
            name = file.relative_to(path).as_posix()
            total.update(f"{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def programs() -> str:
    """Return what is installed beside this program: every distribution with its version, and Python's."""
    places = {Path(entry) for entry in sys.path if entry.endswith("site-packages")}
    installed = sorted(entry.name for place in places if place.is_dir() for entry in place.glob("*.dist-info"))
    return "\n".join([sys.version, *installed])
