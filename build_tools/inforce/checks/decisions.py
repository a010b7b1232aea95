"""What persons decided on words that no program can judge, and where else each decision holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from inforce.model.guidance import Document
from inforce.model.settings import Settings
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


def decisions(document: Document, settings: Settings) -> Decisions:
    """Return what holds in *document*: its own decisions, and those of the settings, which hold in every document."""
    code = document.versions[0].language
    everywhere = (change_of(one.before, one.after, code) for one in settings.decided)
    return Decisions(frozenset((*_keys(document), *everywhere)))


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


def _keys(document: Document) -> Iterator[Key]:
    for version in document.versions:
        for decided in version.text.change.decided:
            if decided.meaning and decided.decided_by:
                yield change_of(decided.before, decided.after, version.language)
        for departure in (one for rule in version.rules for cited in rule.citations for one in cited.departures):
            if departure.meaning and departure.decided_by:
                yield change_of(departure.theirs, departure.ours, version.language)
