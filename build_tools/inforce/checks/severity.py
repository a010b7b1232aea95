"""What is found in the text of a version: an error while it can be put right, a warning once nobody may change it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from inforce.model.codes import CHECKS
from inforce.model.guidance import Document, Version
from inforce.model.names import VersionNumber
from inforce.model.problem import FieldPath, Problem, Severity
from inforce.model.standing import Standing, standing

_PAST: Final = "Leave the version as it is: it no longer applies, and a published version is never edited."
_PUBLISHED: Final = "Leave the version as it is: a published version is never edited. Put it right in the next one."


@dataclass(frozen=True)
class Found:
    """Something wrong in the text of a version, and how to put it right while that is possible."""

    path: FieldPath
    code: str
    what: str
    remedy: str
    severity: Severity = Severity.ERROR


def applies(document: Document, version: Version, day: date) -> bool:
    """Whether *version* is in force on *day* or upcoming, so that what is wrong with it still has to be put right."""
    return standing(document, version, day) in {Standing.IN_FORCE, Standing.UPCOMING}


def problem(found: Found, document: Document, version: Version, day: date) -> Problem:
    """Return what was *found* in *version* as a problem: a warning where nobody may put it right any more."""
    place = version.origin.place(*found.path)
    if not applies(document, version, day):
        return Problem(place, found.code, found.what, _PAST, Severity.WARNING)
    return Problem(place, found.code, found.what, found.remedy, found.severity)


def lenient(problems: Iterable[Problem], published: Collection[tuple[str, VersionNumber]]) -> tuple[Problem, ...]:
    """Return *problems*; what a check refuses in a version that is *published* already is a warning.

    Nobody may edit such a version, so a newer inforce, which asks for more, must not stop its publication.
    """
    files = {f"content/guidance/{document}/versions/{number}.yml" for document, number in published}
    return tuple(
        replace(one, remedy=_PUBLISHED, severity=Severity.WARNING)
        if one.stops and one.place.file in files and one.code in CHECKS
        else one
        for one in problems
    )
