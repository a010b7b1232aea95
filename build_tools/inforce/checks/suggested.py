"""Declarations that problems suggest, ready to copy; the words in them that only the editor can replace are refused.

See `inforce.model.placeholders`: a suggestion that was copied and left as it is says nothing.
"""

from __future__ import annotations

from datetime import date

from inforce.model.names import VersionNumber
from inforce.model.placeholders import CALLED_OFF, UNDONE


def call_off_in_words(number: VersionNumber, day: date) -> str:
    """Return the declaration that calls a version off on *day*, to be copied."""
    return f"called_off:\n  - version: {number}\n    on: {day.isoformat()}\n    reason: {CALLED_OFF}"


def undone_in_words(number: VersionNumber, change_of: VersionNumber) -> str:
    """Return the declaration that a version undoes a change, to be copied."""
    return f"undoes:\n  - version: {number}\n    change_of: {change_of}\n    reason: {UNDONE}"
