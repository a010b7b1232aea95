"""One content file from its bytes to its value, and what stands in a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from inforce.model.problem import Origin, Place, Problem
from inforce.parsing.fields import Parsed, parse_fields
from inforce.parsing.located_yaml import Located, load

T = TypeVar("T")


def read_file(content: bytes, file: str, kind: type[T]) -> tuple[Parsed[T], Located | None]:
    """Read *content*, the bytes of *file*, as a *kind*; no value is made of a file with an error in it."""
    located, problems = load(content, file)
    if located is None:
        return Parsed(None, problems), None
    filled = parse_fields(kind, located)
    every = (*problems, *_without_echoes(filled.problems, problems))
    sound = not any(problem.is_error for problem in every)
    return Parsed(filled.value if sound else None, every, filled.links, filled.format, filled.pictures), located


def origin(located: Located) -> Origin:
    """Return where each value of a file stands, for problems that are found later."""
    return Origin(located.file, located.values)


def _without_echoes(problems: tuple[Problem, ...], earlier: tuple[Problem, ...]) -> Iterator[Problem]:
    """Leave out what follows from a line that YAML reads otherwise than its editor."""
    wrong = {problem.place.line for problem in earlier if problem.is_error}
    return (problem for problem in problems if problem.place.line not in wrong)


_LEFT_BEHIND = re.compile(r"\..*|.*~|Thumbs\.db|desktop\.ini", re.IGNORECASE)
"""What systems and editors leave behind; it is neither read nor published."""


_FOR_GIT = re.compile(r"\.git(attributes|modules)?", re.IGNORECASE)
"""What tells git to change files when they are taken out, to hide changes, or to take another repository in."""


@dataclass(frozen=True)
class Found:
    """A file or folder: where it is, and its name in problems."""

    path: Path
    file: str


@dataclass(frozen=True)
class Entry:
    """One entry of a folder; *refused* where it was told as a problem already and cannot be read."""

    name: str
    found: Found
    folder: bool
    refused: bool = False


def entries(folder: Found) -> tuple[list[Entry], list[Problem]]:
    """Return what stands in *folder*, by name, and the problems of what is neither a file nor a folder."""
    try:
        with os.scandir(folder.path) as scanned:
            names = sorted(scanned, key=lambda one: one.name)
            return _sorted_out(names, folder)
    except OSError as error:
        return [], [unreadable(folder, error)]


def _sorted_out(names: list[os.DirEntry[str]], folder: Found) -> tuple[list[Entry], list[Problem]]:
    found: list[Entry] = []
    problems: list[Problem] = []
    for one in names:
        place = Found(Path(one.path), f"{folder.file}/{shown(one.name)}")
        if one.is_symlink():
            problems.append(symbolic_link(place))
            found.append(Entry(one.name, place, folder=False, refused=True))
        elif _LEFT_BEHIND.fullmatch(one.name):
            if _FOR_GIT.fullmatch(one.name):
                problems.append(_for_git(place, one.name))
            elif one.is_dir():
                problems += map(symbolic_link, _links_within(place))
        elif one.is_dir() or one.is_file():
            found.append(Entry(one.name, place, folder=one.is_dir()))
        else:
            problems.append(_neither(place))
    return found, problems


def _links_within(folder: Found) -> Iterator[Found]:
    """Yield the links in a folder that is not read: whatever else goes through it would follow them."""
    for parent, folders, names in os.walk(folder.path):
        for name in sorted((*folders, *names)):
            if (path := Path(parent, name)).is_symlink():
                below = "/".join(map(shown, path.relative_to(folder.path).parts))
                yield Found(path, f"{folder.file}/{below}")


def shown(name: str) -> str:
    """Return the name of a file so that it can be printed, whatever its bytes."""
    plain = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in plain)


def unreadable(found: Found, error: OSError) -> Problem:
    """Say that the system would not give out a file or folder."""
    return Problem(
        Place(found.file),
        "cannot-be-read",
        f"The system does not let inforce read this: {error.strerror or error}.",
        "Check who is allowed to read it.",
    )


def symbolic_link(found: Found) -> Problem:
    """Refuse a link, wherever it leads."""
    return Problem(
        Place(found.file),
        "symbolic-link",
        "This is a symbolic link. It could lead out of the project, to something that nobody meant to publish.",
        "Replace the link with the file or folder itself.",
    )


def _neither(found: Found) -> Problem:
    return Problem(Place(found.file), "stray-file", "This is neither a file nor a folder.", "Delete it.")


def _for_git(found: Found, name: str) -> Problem:
    what = f'Git follows what "{name}" says: it could change files when you check them out, or hide changes.'
    remedy = "Delete it. Settings for git belong at the top of the project, where a programmer sees them."
    return Problem(Place(found.file), "stray-file", what, remedy)
