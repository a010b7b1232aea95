"""Which versions of a document are compared on pages, and what changed between them, worked out once each."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise

from inforce.compare.changes import VersionChanges, compare
from inforce.model.guidance import Version
from inforce.model.names import VersionNumber
from inforce.model.standing import Standing
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.prose import Link, link


@dataclass(frozen=True)
class Comparisons:
    """The comparisons of one document: each version with the next, and each older one with the one in force.

    The one in force is compared with the one that takes its place too. The next of a version is also the next that
    was not called off: that is the one which readers will follow.
    """

    document: DocumentOnDay
    _made: dict[tuple[VersionNumber, VersionNumber], VersionChanges] = field(default_factory=dict, compare=False)

    @cached_property
    def pairs(self) -> tuple[tuple[Version, Version], ...]:
        """Every pair that has a page, the older version first."""
        versions, current = self.document.document.versions, self.document.current
        found = {(old.number, new.number): (old, new) for old, new in pairwise(versions)}
        for new in versions:
            if old := self.document.previous(new):
                found[old.number, new.number] = (old, new)
        for old in versions:
            if current and old.number < current.number:
                found[old.number, current.number] = (old, current)
        if current and (following := self.document.successor(current)):
            found[current.number, following.number] = (current, following)
        return tuple(found.values())

    @cached_property
    def former_pairs(self) -> tuple[tuple[Version, Version], ...]:
        """Every pair that has no page now but may have had one, while the newer of the two was in force."""
        return tuple(
            (old, new)
            for old, new in combinations(self.document.document.versions, 2)
            if (old.number, new.number) not in self._paired and self.document.standing(new) is not Standing.UPCOMING
        )

    @cached_property
    def _paired(self) -> frozenset[tuple[VersionNumber, VersionNumber]]:
        return frozenset((old.number, new.number) for old, new in self.pairs)

    def changes(self, old: Version, new: Version) -> VersionChanges:
        """Return what changed from *old* to *new*."""
        key = (old.number, new.number)
        if key not in self._made:
            self._made[key] = compare(old, new)
        return self._made[key]

    def link(self, text: str, old: Version, new: Version) -> Link | None:
        """Return a link to the page that compares the two, if there is one."""
        if (old.number, new.number) not in self._paired:
            return None
        return link(text, addresses.compare(self.document.id, old.number, new.number))
