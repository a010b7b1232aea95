"""Which files of a git tree are versions of guidance."""

from __future__ import annotations

import re

from inforce.model.dataclass import dataclass
from inforce.model.names import ID, VERSION

_BELOW_GUIDANCE = re.compile(rf"(?P<document>{ID.pattern})/versions/(?P<version>{VERSION.pattern})\.yml", re.ASCII)


@dataclass(frozen=True)
class VersionFiles:
    """The files of versions in a repository in which the project stands at *prefix* ("" for the top)."""

    prefix: str

    @property
    def folder(self) -> str:
        """The folder that all of them are below, with a slash at the end."""
        return f"{self.prefix}content/guidance/"

    def version_at(self, path: str) -> tuple[str, str] | None:
        """Return the document and the number of the version whose file *path* is; None where it is none."""
        found = _BELOW_GUIDANCE.fullmatch(path.removeprefix(self.folder)) if path.startswith(self.folder) else None
        return (found["document"], found["version"]) if found else None

    def path(self, document: str, version: str) -> str:
        """Return the path of the file of that version."""
        return f"{self.folder}{document}/versions/{version}.yml"
