"""The list of all files of a published site with their SHA-256, in the form that ``sha256sum --check`` reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inforce.model.bounds import CHECKSUMS

NAME = "SHA256SUMS"

_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\\]+)", re.ASCII)
_LEADS_OUT = re.compile(r"(^|/)\.{0,2}(/|$)")

Checksums = Mapping[str, str]
"""The SHA-256 of each file by its path below the root of the site."""


def may_be_listed(path: str) -> bool:
    """Whether *path* is a plain path below the root that one line of the list can hold."""
    return bool(_LINE.fullmatch(f"{'0' * 64}  {path}")) and not _LEADS_OUT.search(path)


def write_checksums(checksums: Checksums) -> bytes:
    """Return the bytes of the list, sorted by path."""
    if odd := [path for path in checksums if not may_be_listed(path)]:
        raise ValueError(f"{odd[0]!r} cannot stand in a list of files")
    return "".join(f"{checksums[path]}  {path}\n" for path in sorted(checksums)).encode()


def read_checksums(content: bytes) -> dict[str, str]:
    """Read the bytes of a list; raise `ValueError` where they are not one that `write_checksums` makes."""
    if len(content) > CHECKSUMS.largest:
        raise ValueError("the list of files is larger than any")
    found: dict[str, str] = {}
    for line in content.decode("utf-8").splitlines():
        matched = _LINE.fullmatch(line)
        if not matched:
            raise ValueError(f"{line!r} is no line of a list of files")
        found[matched[2]] = matched[1]
    if write_checksums(found) != content:
        raise ValueError("the list of files is not in order")
    return found
