"""Which number a new version gets: above those that apply before it, below those that come after it, and free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from inforce.model.dataclass import dataclass
from inforce.model.guidance import ChangeKind, Document, Version
from inforce.model.names import VersionNumber

_DOWN: Final = (ChangeKind.MAJOR, ChangeKind.MINOR, ChangeKind.PATCH)


@dataclass(frozen=True)
class Neighbours:
    """The versions that apply before and after one that begins on a day, and the one that begins on that very day."""

    before: Version | None
    same_day: Version | None
    after: Version | None


def neighbours(document: Document, begins: date | None) -> Neighbours:
    """Return between which versions of *document* one that begins on the day *begins* lies; None is after all others.

    The versions of *document* begin in the order of their numbers; those that were called off have no place in it.
    """
    days = [(version.in_force_from or date.min, version) for version in document.applying]
    wanted = begins or date.max
    before = [version for day, version in days if day < wanted]
    after = [version for day, version in days if day > wanted]
    same = [version for day, version in days if day == wanted]
    return Neighbours(before[-1] if before else None, same[0] if same else None, after[0] if after else None)


def next_number(document: Document, base: Version, kind: ChangeKind, beside: Neighbours) -> VersionNumber | None:
    """Return the number of a version that is copied from *base* and lies between its neighbours *beside*.

    It is the next one for a change of that *kind* or, where that would not lie below the version after, for a smaller
    kind; None where no number is left between. A number that was called off is not used again.
    """
    numbers = {version.number for version in document.versions}
    start = beside.before.number if beside.before else max(numbers)
    # what takes the place of a version that was called off stands above it, where there is room
    starts = [base.number, start] if document.call_off(base) and base.number > start else [start]
    for above in starts:
        for step in _DOWN[_DOWN.index(kind) :]:
            number = next(one for one in _above(above, step) if one not in numbers)
            if beside.after is None or number < beside.after.number:
                return number
    return None


def _above(number: VersionNumber, step: ChangeKind) -> Iterator[VersionNumber]:
    """Yield the numbers above *number* that a change of the kind *step* leads to, one after another."""
    while True:
        match step:
            case ChangeKind.MAJOR:
                number = VersionNumber(number.major + 1, 0, 0)
            case ChangeKind.MINOR:
                number = VersionNumber(number.major, number.minor + 1, 0)
            case _:
                number = VersionNumber(number.major, number.minor, number.patch + 1)
        yield number
