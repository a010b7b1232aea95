"""Which text of a document applied on a day, and what is not known of that; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inforce.model.catalogue import _
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.currency import sentences


@dataclass(frozen=True)
class TextOnDay:
    """The version that applied, if one did; whether that is certain; and what is to be said of it, in sentences."""

    version: Version | None
    certain: bool
    said: tuple[str, ...]


def text_on_day(document: DocumentOnDay) -> TextOnDay:
    """Return which text of *document* applied on its day."""
    version = document.current
    if version is None:
        return TextOnDay(None, certain=True, said=tuple(_nothing(document)))
    if version.in_force_from is None:
        return TextOnDay(version, certain=False, said=tuple(_uncertain(document, version)))
    return TextOnDay(version, certain=True, said=sentences(document, version))


def _nothing(document: DocumentOnDay) -> Iterator[str]:
    withdrawn = document.document.details.withdrawn
    if withdrawn and document.is_withdrawn:
        yield _(
            '"{title}" was withdrawn on {day}: {reason}',
            title=document.title,
            day=in_words(withdrawn.on),
            reason=withdrawn.reason,
        )
        if withdrawn.instead:
            yield _("Use {document} instead.", document=withdrawn.instead)
        return
    begins = [version for version in document.document.versions if document.period(version).lasts]
    first = min((version.in_force_from for version in begins if version.in_force_from), default=None)
    if first is None:
        yield _('There is no record of "{title}" ever being in force.', title=document.title)
        return
    yield _('There is no record of "{title}" before {day}.', title=document.title, day=in_words(first))


def _uncertain(document: DocumentOnDay, version: Version) -> Iterator[str]:
    last = document.last_day(version)
    if last:
        yield _("Version {version} applied until {day}.", version=version.number, day=in_words(last))
    yield _(
        "From which day it applied is not known: there is no record of whether it already did on {day}.",
        day=in_words(document.day),
    )
