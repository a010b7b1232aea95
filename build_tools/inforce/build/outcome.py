"""What comes of checking and of building, and where a site may be built."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from inforce.model.problem import Problem

if TYPE_CHECKING:
    from inforce.model.library import Library
    from inforce.model.names import VersionNumber
    from inforce.store.site_folder import SiteFolder
import os
from pathlib import Path

from inforce.store.atomic import Failure
from inforce.store.site_folder import STAGING

Published = Collection[tuple[str, "VersionNumber"]]
"""Versions that are known to be published, each by its document and its number."""


@dataclass(frozen=True)
class Registered:
    """What the register of a destination says to a build that is to be published there; nothing to any other build.

    *moments* say when readers were told of each version, by the id that its document had then and by its number, and
    so of what was taken back; "" where they were and nobody knows when. *now* is when they are told of all else. What
    is wrong in one of *published* stops nothing.
    """

    moments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    now: str = ""
    published: Published = ()


UNREGISTERED: Final = Registered()

Progress = Callable[[str, int, int], None]
"""Takes what is done document by document (one of the three below), of how many it is done, and how many there are."""

CHECKING: Final = "checking"
LISTING: Final = "listing"
PRINTING: Final = "printing"


def untold(_what: str, _done: int, _total: int) -> None:
    """Tell nobody how far it has come."""


Clock = Callable[[str], date]
"""Takes the name of a time zone and says which day it is there."""


@dataclass(frozen=True)
class Checked:
    """The day that the content was checked for, everything found wrong, and how much there is."""

    day: date
    problems: tuple[Problem, ...]
    documents: int
    versions: int
    read: Callable[[], Library] = field(repr=False, compare=False)

    @property
    def stops(self) -> bool:
        """Whether nothing may be published."""
        return any(problem.is_error for problem in self.problems)

    def lenient(self, published: Published) -> Checked:
        """Return the same, where what is wrong in one of the versions *published* stops nothing."""
        return replace(self, problems=_lenient(self.problems, published))

    @cached_property
    def library(self) -> Library:
        """Everything under ``content/``, read when it is asked for."""
        return self.read()


class Built(NamedTuple):
    """What came of a build: all problems, how many pages of guidance there are, and how many files were written.

    There are none where problems stopped it.
    """

    problems: tuple[Problem, ...]
    printed: int = 0
    written: int = 0

    @property
    def stopped(self) -> bool:
        """Whether the site was left as it was."""
        return any(problem.is_error for problem in self.problems)

    def lenient(self, published: Published) -> Built:
        """Return the same, where what is wrong in one of the versions *published* stops nothing."""
        return self._replace(problems=_lenient(self.problems, published))


def _lenient(problems: tuple[Problem, ...], published: Published) -> tuple[Problem, ...]:
    if not problems or not published:
        return problems
    from inforce.checks.check import lenient  # noqa: PLC0415 -- where nothing is wrong, nothing is loaded

    return lenient(problems, published)


KINDS_OF_PAGES: Final = ("guidance", "history", "sources", "overview")
"""The kinds of targets whose values are how many pages they have."""


def names_made(folder: SiteFolder) -> str:
    """Return under which name the store notes for which documents and sources a site was made whole."""
    return f"made whole {folder.id}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.place))


_SITES_HAVE: Final = ("index.html", "404.html")
_NO_SITE_HAS: Final = ("mkdocs.yml", ".git", "content")
_REMEDY: Final = "Name a folder that is new, empty, or has a site in it that was built before."


def refuse_what_is_no_site(target: Path) -> None:
    """Raise `Failure` where *target* is a place for no site, or holds what is none: all of it would be lost."""
    _refuse_what_can_hold_no_site(target)
    _refuse_what_holds_no_site(target)


def _refuse_what_can_hold_no_site(target: Path) -> None:
    for link in (target, target / STAGING):
        if link.is_symlink():
            what = f"{link} is a symbolic link, and what is written there would stand elsewhere."
            raise Failure(what, "Delete the link, or name the folder itself.")
    if not target.name:
        raise Failure(f"{target} cannot be a site: it is the top of the disk.", _REMEDY)
    for folder in Path(os.path.abspath(target)).parents:  # noqa: PTH100 -- "content/../site" is not in content
        if folder.name == "content" and (folder.parent / "mkdocs.yml").exists():
            what = f"{target} lies in {folder}, and the next build would take the site for content."
            raise Failure(what, "Name a folder outside it.")


def _refuse_what_holds_no_site(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise Failure(f"{target} is a file, and the site is built into a folder.", _REMEDY)
    there = {entry.name for entry in target.iterdir()}
    if there and (there.isdisjoint(_SITES_HAVE) or not there.isdisjoint(_NO_SITE_HAS)):
        raise Failure(f"{target} has something other than a site in it, which building there would remove.", _REMEDY)
