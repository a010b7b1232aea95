"""A check code stands for one version: two that share a code could not be told apart on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.problem import Problem


def check_codes_tell_apart(library: Library, _day: date) -> Iterator[Problem]:
    """No two versions have the same check code."""
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
