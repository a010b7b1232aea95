"""Every check there is, in one list: adding one is a module and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from inforce.checks.changes_are_kept import changes_are_kept
from inforce.checks.check import Check
from inforce.checks.documents_told_apart import documents_told_apart
from inforce.checks.emphasis_is_the_sources import emphasis_is_the_sources
from inforce.checks.former_ids import former_ids
from inforce.checks.kinds_of_change import kinds_of_change
from inforce.checks.languages_known import languages_known
from inforce.checks.one_version_a_day import one_version_a_day
from inforce.checks.own_words_rest_on_source import own_words_rest_on_source
from inforce.checks.passages_stand_in_originals import passages_stand_in_originals
from inforce.checks.placeholders_filled import notes_filled, placeholders_filled
from inforce.checks.reviews import reviews_hold
from inforce.checks.sources_are_current import sources_are_current
from inforce.checks.strengths_agree import strengths_agree
from inforce.checks.taken_back import taken_back
from inforce.checks.what_is_used_is_declared import what_is_used_is_declared
from inforce.checks.words_answer_to_source import words_answer_to_source
from inforce.model.library import Library
from inforce.model.problem import WITHOUT_CHECKS, Problem

CHECKS_OF_SOURCES: Final[tuple[Check, ...]] = (passages_stand_in_originals, notes_filled)
"""What is checked of one source by itself."""

CHECKS_OF_DOCUMENTS: Final[tuple[Check, ...]] = (
    languages_known,
    words_answer_to_source,
    strengths_agree,
    own_words_rest_on_source,
    placeholders_filled,
    what_is_used_is_declared,
    emphasis_is_the_sources,
    one_version_a_day,
    kinds_of_change,
    taken_back,
    changes_are_kept,
    former_ids,
    sources_are_current,
    reviews_hold,
)
"""What is checked of one document by itself; of the library it may ask for anything by name."""

CHECKS_OF_ALL: Final[tuple[Check, ...]] = (documents_told_apart,)
"""What is checked of documents that share a check code or a title."""

CHECKS: Final = (*CHECKS_OF_SOURCES, *CHECKS_OF_DOCUMENTS, *CHECKS_OF_ALL)

CODES: Final[Mapping[str, str]] = {code: meaning for one in CHECKS for code, meaning in one.codes.items()}
"""Every code of what checks find, with what it means."""

MEANINGS: Final[Mapping[str, str]] = {**WITHOUT_CHECKS, **CODES}
"""Every code of a problem, with what it means."""


def run_checks(library: Library, day: date) -> list[Problem]:
    """Return everything that *library* has against it on *day*."""
    return [problem for check in CHECKS for problem in check(library, day)]
