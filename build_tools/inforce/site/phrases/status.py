"""What a version is on a day, in a word or two as they stand within a sentence."""

from __future__ import annotations

from inforce.model.catalogue import pgettext
from inforce.model.standing import Standing


def standing_in_words(standing: Standing) -> str:
    """Return *standing* for readers; programs read its value."""
    match standing:
        case Standing.UPCOMING:
            return pgettext("standing", "upcoming")
        case Standing.IN_FORCE:
            return pgettext("standing", "in force")
        case Standing.SUPERSEDED:
            return pgettext("standing", "superseded")
        case Standing.WITHDRAWN:
            return pgettext("standing", "withdrawn")
