"""What stands where on a published site: which files are records, which are assets, and which are kept by publishing.

Pure: paths and texts, whether they come from a folder, a branch, a bucket or a web server.
"""

from __future__ import annotations

import re

from inforce.model.fingerprint import check_code
from inforce.model.names import ID, VERSION
from inforce.publish import checkpoint, checksums
from inforce.publish.register import Published

KEPT_BY_PUBLISHING = frozenset({checkpoint.REGISTER, checkpoint.NAME, checkpoint.SIGNATURE, checksums.NAME})
"""Files that publishing adds to a built site."""

_RECORD = re.compile(rf"guidance/(?P<document>{ID.pattern})/(?P<version>{VERSION.pattern})\.yml", re.ASCII)
_HASHED_ASSET = re.compile(
    r"assets/(.*/)?[^/]+\.[0-9a-f]{8,64}\.[^/]+|edit/(engine|content)-[0-9a-f]{16}\.zip|edit/pyodide-[0-9.]+/[^/]+",
    re.ASCII,
)


def record_at(path: str, fingerprint: str) -> Published | None:
    """Return the version whose record stands at *path* with that *fingerprint*; None where no record stands there."""
    found = _RECORD.fullmatch(path)
    return Published(found["document"], found["version"], fingerprint) if found else None


def record_path(document: str, version: str) -> str:
    """Return where the record of that version stands."""
    return f"guidance/{document}/{version}.yml"


def page_path(document: str, version: str) -> str:
    """Return where the page of that version stands."""
    return f"guidance/{document}/{version}/index.html"


def is_hashed_asset(path: str) -> bool:
    """Whether the name of that file holds a hash of what is in it, so that it never changes."""
    return bool(_HASHED_ASSET.fullmatch(path))


def carries_code(page: bytes, version: Published) -> bool:
    """Whether the page of *version* carries its number and the check code of its record."""
    start = page[: page.find(b"<body")]
    marks = (f'data-version="{version.version}"', f'data-code="{check_code(version.fingerprint)}"')
    return all(mark.encode() in start for mark in marks)
