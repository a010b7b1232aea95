"""What a check is, and what checks share: how grave what they find is, and declarations that they suggest.

See `inforce.model.placeholders`: a suggestion that was copied and left as it is says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from inforce.model.guidance import Document, Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.placeholders import CALLED_OFF, UNDONE
from inforce.model.problem import WITHOUT_CHECKS, Problem, Severity
from inforce.model.status import Status, status

_PAST: Final = "Leave the version as it is: it no longer applies, and a published version is never edited."
_PUBLISHED: Final = "Leave the version as it is: a published version is never edited. Put it right in the next one."

_STAY: Final = frozenset({*WITHOUT_CHECKS, "attribute-not-declared"})
"""Codes of errors that no version is excused: what no check finds, and what content/site.yml is to declare."""

Find = Callable[[Library, date], Iterator[Problem]]


@dataclass(frozen=True)
class Check:
    """What must hold of a library on a day: each code of what breaks it, with its meaning, and what finds that."""

    codes: Mapping[str, str]
    find: Find

    def __call__(self, library: Library, day: date) -> Iterator[Problem]:
        """Yield everything that *library* has against it on *day*."""
        return self.find(library, day)


def finds(code: str, meaning: str) -> Callable[[Find | Check], Check]:
    """Return what makes a check of a function that finds problems with this *code*, among others that it may have."""

    def made(check: Find | Check) -> Check:
        others = check if isinstance(check, Check) else Check({}, check)
        return Check({code: meaning, **others.codes}, others.find)

    return made


def applies(document: Document, version: Version, day: date) -> bool:
    """Whether *version* is in force on *day* or upcoming, so that what is wrong with it still has to be put right."""
    return status(document, version, day) in {Status.IN_FORCE, Status.UPCOMING}


def where_open_to_change(
    problems: Iterable[Problem], document: Document, version: Version, day: date
) -> Iterator[Problem]:
    """Yield *problems* in the text of *version* as they are while it applies, and after that as warnings."""
    for problem in problems:
        yield problem if applies(document, version, day) else replace(problem, remedy=_PAST, severity=Severity.WARNING)


def lenient(problems: Iterable[Problem], published: Collection[tuple[str, VersionNumber]]) -> tuple[Problem, ...]:
    """Return *problems*; what a check refuses in a version that is *published* already is a warning.

    Nobody may edit such a version, so a newer inforce, which asks for more, must not stop its publication. What is put
    right in another file stays as it is.
    """
    files = {f"content/guidance/{document}/versions/{number}.yml" for document, number in published}
    return tuple(
        replace(one, remedy=_PUBLISHED, severity=Severity.WARNING)
        if one.is_error and one.place.file in files and one.code not in _STAY
        else one
        for one in problems
    )


def in_quotes(words: str) -> str:
    """Return *words* as YAML in double quotes, to be copied."""
    escaped = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def call_off_in_words(number: VersionNumber, day: date) -> str:
    """Return the declaration that cancels a version on *day*, to be copied."""
    return f"called_off:\n  - version: {number}\n    on: {day.isoformat()}\n    reason: {CALLED_OFF}"


def undone_in_words(number: VersionNumber, change_of: VersionNumber) -> str:
    """Return the declaration that a version undoes a change, to be copied."""
    return f"undoes:\n  - version: {number}\n    change_of: {change_of}\n    reason: {UNDONE}"
