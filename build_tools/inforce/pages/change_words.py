"""How pages say what kind of change a version is, and who approved it."""

from __future__ import annotations

from inforce.model.dates import in_words
from inforce.model.guidance import Approval, ChangeKind

KINDS = {
    ChangeKind.FIRST: "First version",
    ChangeKind.MAJOR: "What people must do changed",
    ChangeKind.MINOR: "Wording or additions",
    ChangeKind.PATCH: "Typing corrected",
}


def approval_in_words(approved: Approval | None) -> str:
    """Return who approved a version and when, as far as it is recorded."""
    if approved is None:
        return "not recorded"
    return f"{approved.by}, {in_words(approved.on)}" if approved.on else f"{approved.by}, on a day that is not recorded"
