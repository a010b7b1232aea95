"""What problems suggest to declare, ready to copy, and the words in it that only the editor can put in place.

A suggestion that was copied and left as it is says nothing: its words are refused by `placeholders_filled`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from inforce.model.names import VersionNumber

APPROVER: Final = "the role or board that approved it"
WORDS_DIFFER: Final = "why the words differ, for readers"
OUR_WORDS: Final = "why we say so, for readers"
BINDS_OTHERWISE: Final = "why it binds otherwise here, for readers"
CALLED_OFF: Final = "why it was called off, for readers"
UNDONE: Final = "why the change is undone, for readers"

REASONS: Final = frozenset({WORDS_DIFFER, OUR_WORDS, BINDS_OTHERWISE, CALLED_OFF, UNDONE})
"""Everything that stands in a suggestion in place of a reason."""


def call_off_in_words(number: VersionNumber, day: date) -> str:
    """Return the declaration that calls a version off on *day*, to be copied."""
    return f"called_off:\n  - version: {number}\n    on: {day.isoformat()}\n    reason: {CALLED_OFF}"


def undone_in_words(number: VersionNumber, change_of: VersionNumber) -> str:
    """Return the declaration that a version undoes a change, to be copied."""
    return f"undoes:\n  - version: {number}\n    change_of: {change_of}\n    reason: {UNDONE}"
