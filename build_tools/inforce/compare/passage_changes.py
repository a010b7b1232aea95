"""What one edition of a source says in place of another, passage by passage: the same words, other words, or nothing.

A passage is the same where its words stand, under whatever name; else it is the one of the same id; else it is gone,
and the nearest passage is named for what it is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from inforce.model.sources import Edition, Passage, Source
from inforce.wording.compared_text import compared, word_count
from inforce.wording.departures import DepartureClass, Difference, differences
from inforce.wording.origin import differing_words, nearest


class Fate(StrEnum):
    """What became of a passage."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Move:
    """What became of a passage: *new* has its words, or stands in its place, or is the nearest where it is gone."""

    old: Passage
    fate: Fate
    new: Passage | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def renamed(self) -> bool:
        """Whether its words stand under another id."""
        return self.fate is Fate.SAME and self.new is not None and self.new.id != self.old.id

    @property
    def rewritten(self) -> bool:
        """Whether so few words stayed that it says nothing to compare them one by one."""
        return self.fate is Fate.CHANGED and self.new is not None and not _near(self.old, self.new)

    @property
    def changes_meaning(self) -> bool:
        """Whether other words change what the passage means."""
        return any(difference.kind is DepartureClass.MEANING for difference in self.differences)


@dataclass(frozen=True)
class EditionChanges:
    """Everything that *new* says in place of *old*."""

    old: Edition
    new: Edition

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """What became of each passage of the older edition, in its order."""
        return tuple(moved(passage, self.new) for passage in self.old.details.passages)

    @cached_property
    def added(self) -> tuple[Passage, ...]:
        """The passages of the newer edition that take the place of none."""
        known = {move.new.id for move in self.moves if move.new and move.fate is not Fate.GONE}
        return tuple(passage for passage in self.new.details.passages if passage.id not in known)


def newest_words(source: Source, edition: Edition) -> Edition | None:
    """Return the newest edition that came after *edition*, if any did and its words are held."""
    newer = source.newer(edition)
    return newer[-1] if newer and newer[-1].details.passages else None


def moved(passage: Passage, edition: Edition) -> Move:
    """Return what became of *passage* in the newer *edition*."""
    namesake = edition.passage(passage.id)
    candidates = [namesake] if namesake else []
    candidates += [other for other in edition.details.passages if other is not namesake]
    said = compared(passage.text).norms
    if same := next((other for other in candidates if compared(other.text).norms == said), None):
        return Move(passage, Fate.SAME, same)
    if namesake:
        return Move(passage, Fate.CHANGED, namesake, differences(passage.text, namesake.text))
    near = _nearest(passage, edition)
    return Move(passage, Fate.GONE, near, differences(passage.text, near.text) if near else ())


def _nearest(passage: Passage, edition: Edition) -> Passage | None:
    """Return the passage that has more than half of its words in common with *passage*, and most of all."""
    found = nearest(passage.text, {other.id: other.text for other in edition.details.passages})
    near = edition.passage(found[0].text) if found else None
    return near if near and _near(passage, near) else None


def _near(old: Passage, new: Passage) -> bool:
    """Whether more than half of the words of *old* stand in *new*, in order."""
    return 2 * differing_words(old.text, new.text) < word_count(compared(old.text).words)
