"""Where inforce and the theme put pages and files of their own, so that nothing of an editor's may stand there."""

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
