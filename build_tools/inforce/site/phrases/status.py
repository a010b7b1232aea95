"""What a version is on a day, in a word or two as they stand within a sentence."""

from __future__ import annotations

from inforce.model.catalogue import pgettext
from inforce.model.guidance import Version
from inforce.model.standing import Standing
from inforce.site.document_on_day import DocumentOnDay


def status_in_words(document: DocumentOnDay, version: Version) -> str:
    """Return what *version* is on the day, for readers; one that was called off is cancelled."""
    if document.call_off(version):
        return pgettext("standing", "cancelled")
    return standing_in_words(document.standing(version))


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
