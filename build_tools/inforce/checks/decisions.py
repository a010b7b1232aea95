"""What persons decided on words that no program can judge, and where else each decision holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from inforce.model.guidance import DecidedChange, Departure, Document, Reach
from inforce.model.library import Library
from inforce.wording.compared_text import compared
from inforce.wording.departures import Difference

Key = tuple[tuple[str, ...], tuple[str, ...]]
"""What changed into what, however it is written, with nothing around it that stayed."""


@dataclass(frozen=True)
class Decisions:
    """The decisions that hold in a document: that what changed so means the same."""

    same: frozenset[Key] = field(default=frozenset())

    def mean_the_same(self, difference: Difference) -> bool:
        """Whether a person decided, here or elsewhere, that these words mean the same."""
        return key_of(difference) in self.same


def decisions(library: Library, document: Document) -> Decisions:
    """Return what holds in *document*: its own decisions, and those of the library that are to hold everywhere."""
    own = frozenset(_keys(document))
    everywhere = (
        key for other in library.documents if other is not document for key in _keys(other, for_the_library=True)
    )
    return Decisions(own.union(everywhere))


def key_of(difference: Difference) -> Key:
    """Return what changed into what at a difference."""
    return change_of(difference.theirs, difference.ours, difference.rule.code)


@lru_cache(maxsize=4096)
def change_of(before: str, after: str, language: str) -> Key:
    """Return what *before* says that became what *after* says, without what both begin and end with."""
    one, other = ([atom.key for atom in compared(text, language).atoms] for text in (before, after))
    while one and other and one[0] == other[0]:
        del one[0], other[0]
    while one and other and one[-1] == other[-1]:
        del one[-1], other[-1]
    return tuple(one), tuple(other)


def _keys(document: Document, *, for_the_library: bool = False) -> Iterator[Key]:
    for version in document.versions:
        for decided in version.text.change.decided:
            if _counts(decided, for_the_library=for_the_library):
                yield change_of(decided.before, decided.after, version.language)
        for rule in version.rules:
            for citation in rule.citations:
                for departure in citation.departures:
                    if _counts(departure, for_the_library=for_the_library):
                        yield change_of(departure.theirs, departure.ours, version.language)


def _counts(decided: DecidedChange | Departure, *, for_the_library: bool) -> bool:
    if not (decided.meaning and decided.decided_by):
        return False
    return decided.holds_for is Reach.LIBRARY or not for_the_library
