"""Nobody has to guess which document is meant: a check code stands for one version, and a title for one document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.checks.check import finds
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.problem import Problem, Severity


@finds("check-code-taken", "Two versions have the same check code, so a printed copy could be of either.")
@finds("title-taken", "Two documents have the same title, so readers see no difference between them in lists.")
def documents_told_apart(library: Library, day: date) -> Iterator[Problem]:
    """No two versions have the same check code, and no two documents that are followed, or will be, the same title."""
    yield from _check_codes(library)
    yield from _titles(library, day)


def _check_codes(library: Library) -> Iterator[Problem]:
    seen: dict[str, Version] = {}
    for document in library.documents:
        for version in document.versions:
            other = seen.setdefault(version.check_code, version)
            if other is not version:
                yield Problem(
                    version.origin.place(),
                    "check-code-taken",
                    f"This file has the check code {version.check_code}, which {other.origin.file} has already; "
                    "a printed copy could not tell which of the two it is.",
                    "If one is a copy of the other, change or remove it. "
                    "Otherwise change any word of the newer one, such as its note.",
                )


def title_as_listed(version: Version) -> str:
    """Return the title as far as readers of a list see a difference."""
    return " ".join(version.text.title.casefold().split())


def _titles(library: Library, day: date) -> Iterator[Problem]:
    seen: dict[str, Version] = {}
    for document in library.documents:
        withdrawn = document.details.withdrawn
        if not document.applying or (withdrawn and withdrawn.on <= day):
            continue
        newest = document.applying[-1]
        other = seen.setdefault(title_as_listed(newest), newest)
        if other is not newest:
            yield Problem(
                newest.origin.place("title"),
                "title-taken",
                f"The title of this document is that of {other.origin.file} too; readers who search or look through a "
                "list see no difference between them.",
                "If one is a copy of the other, remove it. Otherwise say in one of the titles whom or what it is for.",
                Severity.WARNING,
            )
