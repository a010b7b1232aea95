"""What persons decided on words that no program can judge, and where else each decision holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache

from inforce.model.dataclass import dataclass
from inforce.model.guidance import Document
from inforce.model.settings import Settings
from inforce.wording.compared_text import ComparedText, compared
from inforce.wording.departures import Difference

Key = tuple[tuple[str, ...], tuple[str, ...]]
"""What changed into what, however it is written, with nothing around it that stayed."""


@dataclass(frozen=True)
class Decisions:
    """The decisions that hold in a document: that what changed so means the same."""

    same: frozenset[Key] = field(default=frozenset())

    def mean_the_same(self, difference: Difference) -> bool:
        """Whether a person decided, here or elsewhere, that these words mean the same."""
        return not self.same.isdisjoint(keys_of(difference))


def decisions(document: Document, settings: Settings) -> Decisions:
    """Return what holds in *document*: its own decisions, and those of the settings, which hold in every document."""
    code = document.versions[0].language
    everywhere = (change_of(one.before, one.after, code) for one in settings.decided)
    return Decisions(frozenset((*_keys(document), *everywhere)))


def keys_of(difference: Difference) -> frozenset[Key]:
    """Return what changed into what at a difference, as its words say it, and as the whole of what they belong to.

    Of "5 pm" that became "6 pm" the words that differ are "5" and "6"; an editor may write either.
    """
    theirs = _whole(difference.passage, difference.theirs_words)
    ours = _whole(difference.rule, difference.ours_words)
    written = change_of(difference.theirs, difference.ours, difference.rule.code)
    return frozenset({written, _without_what_stayed(theirs, ours)} - {((), ())})


def _whole(text: ComparedText, words: range) -> list[str]:
    """Return what every atom says that has one of *words*."""
    return [atom.key for atom in text.atoms if words and atom.start < words.stop and words.start < atom.end]


@lru_cache(maxsize=4096)
def change_of(before: str, after: str, language: str) -> Key:
    """Return what *before* says that became what *after* says, without what both begin and end with."""
    return _without_what_stayed(*([atom.key for atom in compared(text, language).atoms] for text in (before, after)))


def _without_what_stayed(one: list[str], other: list[str]) -> Key:
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return tuple(one), tuple(other)


def _keys(document: Document) -> Iterator[Key]:
    for version in document.versions:
        for decided in version.text.change.decided:
            if decided.meaning and decided.decided_by:
                yield change_of(decided.before, decided.after, version.language)
        for departure in (one for rule in version.rules for cited in rule.citations for one in cited.departures):
            if departure.meaning and departure.decided_by:
                yield change_of(departure.theirs, departure.ours, version.language)
