"""Names on pages and addresses of the site that inforce and the theme fill themselves."""

from __future__ import annotations

from typing import Final

FOLDERS: Final = frozenset({
    "api", "assets", "changes", "check", "edit", "guidance", "hosting", "inforce-layouts", "offline", "search", "shown",
    "sources", "status",
})  # fmt: skip
"""Folders at the top of the site with nothing of an editor's below them; the page of a folder itself may be theirs."""

FILES: Final = frozenset({"manual.pdf"})


def is_reserved(path: str) -> bool:
    """Whether *path*, of a file below the root of the site, is kept for inforce and the theme."""
    top, _, below = path.partition("/")
    return path in FILES or (top in FOLDERS and below != "index.html")


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
