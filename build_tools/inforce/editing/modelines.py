"""The first line of a content file, by which editors know its fields and show help as people type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_SIGN: Final = "# yaml-language-server: $schema="

MODELINES: Final[Mapping[str, str]] = {
    "document": f"{_SIGN}../../../.vscode/schemas/document.schema.json",
    "edition": f"{_SIGN}../../../.vscode/schemas/edition.schema.json",
    "version": f"{_SIGN}../../../../.vscode/schemas/version.schema.json",
}
"""The line of each kind of file that a command writes."""


def has_modeline(text: str) -> bool:
    """Whether the file with this *text* has such a line."""
    return _SIGN in text
