"""The page of each problem code: what it means, with a wrong example and a right one; tests write and try them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PAGES: Final = Path(__file__).parents[1] / "problems"


def explained_codes() -> list[str]:
    """Return every code that has a page."""
    return sorted(page.stem for page in _PAGES.glob("*.md"))


def explanation(code: str) -> str:
    """Return the page of *code*, one of `explained_codes`, as Markdown."""
    return (_PAGES / f"{code}.md").read_text(encoding="utf-8")
