"""The day that a PDF is dated with: the same for some days on end, so that not every file is made anew each night.

A copy is relied on for a time that counts from its date. An earlier date shortens that time and never lengthens it;
whoever fetches a file has at least half of it before him.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from zlib import crc32

from inforce.model.dates import Span
from inforce.site.document_on_day import DocumentOnDay

LONGEST: Final = 7
"""For so many days at most a date stays the same."""


def dating_day(document: DocumentOnDay) -> date:
    """Return the day that copies of *document* are dated with, if nothing that they say changed since."""
    return day_of_step(document.id, document.day, document.print_valid_for)


def day_of_step(name: str, day: date, valid_for: Span) -> date:
    """Return the first of the days around *day* on which copies have the same date.

    It falls on other days for other names, so that the same share of a library is made anew each night.
    """
    step = min(LONGEST, max(1, (28 * valid_for.months + valid_for.days) // 2))
    return day - timedelta(days=(day.toordinal() + crc32(name.encode())) % step)
