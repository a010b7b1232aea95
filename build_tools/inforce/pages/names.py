"""How pages name a version apart from its own page."""

from __future__ import annotations

from inforce.model.catalogue import _
from inforce.model.guidance import Version


def version_name(version: Version) -> str:
    """Return "Sharing information, version 1.1.0"."""
    return _("{title}, version {version}", title=version.text.title, version=version.number)
