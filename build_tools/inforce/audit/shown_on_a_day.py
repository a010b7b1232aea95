"""What readers were shown on a day, as the register tells it; apart from what was in force on that day. Pure.

A version that was published late, or brought in from paper, was in force before any reader was shown it.
What the register cannot tell: which versions were cancelled and what was withdrawn before it had lines of that, so both
have to be said; and pages that a rollback showed for a while.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from inforce.model.names import VersionNumber
from inforce.publish.register import Entry


@dataclass(frozen=True)
class Shown:
    """That a version was shown as in force from a moment of the day on; None where there was none to show."""

    since: datetime
    entry: Entry | None


def shown_on(
    entries: Iterable[Entry], document: Container[str], day: date, zone: tzinfo, called_off: Container[str] = ()
) -> tuple[Shown, ...]:
    """Return what the site showed on *day* in the time zone *zone*: as the day began, and each change.

    *document* has the id of the document, and those that it had before.
    *entries* are those of versions in a register. What is shown is the highest version published so far whose day has
    come, of those that were not *called_off* before it.
    """
    begins = datetime.combine(day, time(), zone).astimezone(UTC)
    ends = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    of_document = (one for one in entries if one.document in document and one.version not in called_off)
    due = [entry for entry in of_document if _has_come(entry, day)]
    published = {entry: datetime.fromisoformat(entry.published_at) for entry in due}
    moments = {begins, *(moment for moment in published.values() if begins < moment < ends)}
    shown: list[Shown] = []
    for moment in sorted(moments):
        entry = max((entry for entry in due if published[entry] <= moment), key=_number, default=None)
        if not shown or shown[-1].entry != entry:
            shown.append(Shown(moment, entry))
    return tuple(shown)


def _has_come(entry: Entry, day: date) -> bool:
    return entry.in_force_from == "unknown" or entry.in_force_from <= day.isoformat()


def _number(entry: Entry) -> VersionNumber:
    return VersionNumber.parse(entry.version)
