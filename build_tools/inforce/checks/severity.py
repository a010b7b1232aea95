"""What is found in the text of a version: an error while it can be put right, a warning once nobody may change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from inforce.model.guidance import Document, Version
from inforce.model.problem import Problem, Severity
from inforce.model.standing import Standing, standing

_PAST: Final = "Leave the version as it is: it no longer applies, and a published version is never edited."


def applies(document: Document, version: Version, day: date) -> bool:
    """Whether *version* is in force on *day* or upcoming, so that what is wrong with it still has to be put right."""
    return standing(document, version, day) in {Standing.IN_FORCE, Standing.UPCOMING}


def where_open_to_change(
    problems: Iterable[Problem], document: Document, version: Version, day: date
) -> Iterator[Problem]:
    """Yield *problems* in the text of *version* as they are while it applies, and after that as warnings."""
    for problem in problems:
        yield problem if applies(document, version, day) else replace(problem, remedy=_PAST, severity=Severity.WARNING)
