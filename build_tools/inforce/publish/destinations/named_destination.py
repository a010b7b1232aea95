"""The name of a destination as people write it: a folder, ``branch:gh-pages@origin`` or ``s3://bucket/prefix``."""

from __future__ import annotations

import os
import re
from pathlib import Path

from inforce.publish.destinations.branch import Branch
from inforce.publish.destinations.destination import Destination
from inforce.publish.destinations.folder import KEEP, Folder
from inforce.publish.git import find_repository, make_bare_repository
from inforce.store.atomic import Failure


class NoSuchDestination(ValueError):
    """A name that is written like no destination: what is wrong, and how to write it."""


def destination_named(text: str, project: Path, cache: Path, keep: int = KEEP) -> Destination:
    """Return the destination that *text* names.

    A branch is reached from the repository of *project*; where that is in none, from one kept in *cache*.
    """
    if text.startswith("s3://"):
        try:
            from inforce.publish.destinations.bucket import bucket_named  # noqa: PLC0415 -- needs the extra inforce[s3]
        except ModuleNotFoundError as missing:
            raise Failure(
                f"Publishing to a bucket needs {missing.name}, which is not installed.",
                "Install inforce with it: pip install 'inforce[s3]'",
            ) from None
        return bucket_named(text, keep)
    if text.startswith("branch:"):
        return branch_named(text.removeprefix("branch:"), project, cache)
    if re.match(r"[a-z][a-z0-9+.-]+://", text, re.ASCII):
        raise NoSuchDestination(
            f'inforce cannot publish to "{text}". '
            "Name a folder, a git branch (branch:gh-pages@origin) or a bucket (s3://bucket/prefix)."
        )
    folder = Path(text)
    if source := _source_at(Path(os.path.realpath(folder)), project):
        raise NoSuchDestination(
            f'"{text}" {source}, and the next build or commit would take it for part of that. Name a folder outside it.'
        )
    return Folder(folder, keep)


def _source_at(folder: Path, project: Path) -> str:
    """Return of what *folder* is a part that a site is made from, or that a program keeps there; "" for nothing."""
    home = Path(os.path.realpath(project))
    if folder == home:
        return "is the folder of the project"
    for source in ("content", "site", "build_tools"):
        if folder.is_relative_to(os.path.realpath(home / source)):
            return f"lies in {source}/ of the project"
    first = folder.relative_to(home).parts[0] if folder.is_relative_to(home) else ""
    return f"lies in {first}/ of the project" if first.startswith(".") else ""


def branch_named(text: str, project: Path, cache: Path) -> Branch:
    """Return the branch that *text* names: ``gh-pages@origin``, or ``gh-pages`` for one of the repository alone."""
    branch, _, remote = text.partition("@")
    if not branch or re.search(r"[\s~^:?*\[\\]|\.\.|^-|/$|^/|\.lock$|@\{", branch):
        raise NoSuchDestination(f'"{branch}" is not the name of a branch. Write it like this: branch:gh-pages@origin')
    repository = find_repository(project) or make_bare_repository(cache / "branches.git")
    return Branch(repository, remote or ".", branch)
