"""What each version of a document changed, worked out once, and where pages show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from inforce.compare.changes import VersionChanges, compare
from inforce.compare.text_comparison import Compared, compare_texts
from inforce.model.guidance import Version
from inforce.model.names import VersionNumber
from inforce.model.numbering import RuleLines, rule_lines
from inforce.site import addresses
from inforce.site.document.redline_rows import RedlineRows, redline_rows
from inforce.site.document_on_day import DocumentOnDay

# Ids of our own hold an underscore, which no id of a section or rule can.
WHAT_CHANGED: Final = "what_changed"
"""Where the page of a check code says what changed since that version."""


@dataclass(frozen=True)
class Comparisons:
    """The comparisons of the versions of one document; what two texts say otherwise is asked of *compared*."""

    document: DocumentOnDay
    compared: Compared = compare_texts
    _made: dict[tuple[VersionNumber, VersionNumber], VersionChanges] = field(default_factory=dict, compare=False)

    @cached_property
    def lines(self) -> RuleLines:
        """Every rule that the document ever had."""
        return rule_lines(self.document.document)

    @cached_property
    def pairs(self) -> tuple[tuple[Version, Version], ...]:
        """Each version that changed another, behind the one that it changed, the oldest first."""
        found = ((before(self.document, version), version) for version in self.document.document.versions)
        return tuple((old, new) for old, new in found if old)

    def changes(self, old: Version, new: Version) -> VersionChanges:
        """Return what changed from *old* to *new*."""
        key = (old.number, new.number)
        if key not in self._made:
            self._made[key] = compare(old, new, self.lines, self.compared)
        return self._made[key]

    def rows(self, old: Version, new: Version) -> RedlineRows:
        """Return what changed from *old* to *new* in words, each rule with where it stands."""
        return self.document.once(
            ("rows", old.number, new.number),
            lambda: redline_rows(self.changes(old, new), self.document.library, linked=True),
        )


def before(document: DocumentOnDay, version: Version) -> Version | None:
    """Return the version that *version* changed: the one before it that was not cancelled, or else the one before."""
    earlier = (one for one in reversed(document.document.versions) if one.number < version.number)
    return document.previous(version) or next(earlier, None)


def where_compared(document: DocumentOnDay, old: Version, new: Version) -> str:
    """Return the address at which readers see what changed from *old* to *new*."""
    if before(document, new) is old:
        return addresses.changes_of_version(new)
    return f"{addresses.comparing(document.id)}?old={old.number}&new={new.number}"


def since_copy(document: DocumentOnDay, version: Version, current: Version) -> str:
    """Return the address at which whoever holds a copy of *version* reads, without script, what changed since."""
    if before(document, current) is version:
        return addresses.changes_of_version(current)
    return f"{addresses.check(version.check_code)}#{WHAT_CHANGED}"
