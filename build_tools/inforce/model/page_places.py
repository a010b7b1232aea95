"""The names of the places on ordinary pages that inforce fills: ``<!-- inforce:NAME -->``."""

from __future__ import annotations

from typing import Final

PAGE_PLACES: Final = (
    "in-force",
    "recently-changed",
    "coming-into-force",
    "sources",
    "check-form",
    "changes",
    "manual",
    "manual-in-foot",
)

DATED_PLACES: Final = frozenset(PAGE_PLACES) - {"sources", "check-form", "manual", "manual-in-foot"}
"""Those whose lists change when a version comes into force or guidance is withdrawn."""
