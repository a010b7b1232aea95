"""How pages name a version, a comparison, and a document that was withdrawn."""

from __future__ import annotations

from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.status import status_in_words


def version_name(version: Version) -> str:
    """Return "Sharing information, version 1.1.0"."""
    return _("{title}, version {version}", title=version.text.title, version=version.number)


def withdrawn_title(title: str) -> str:
    """Return the *title* of a document that no longer applies, and that it does not."""
    return _("{title} (withdrawn)", title=title)


def changes_name(older: Version, newer: Version) -> str:
    """Return what a comparison of two versions is called wherever it stands."""
    return _(
        "{title}: changes from version {older} to {newer}",
        title=newer.text.title,
        older=older.number,
        newer=newer.number,
    )


def number_and_standing(document: DocumentOnDay, version: Version) -> str:
    """Return "1.1.0 (superseded)"."""
    standing = status_in_words(document, version)
    return _("{version} ({standing})", version=version.number, standing=standing)
