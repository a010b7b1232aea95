"""Has MkDocs render the theme, and starts it only when there is something to render."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inforce.build.theme_shell import Render, Rendered


@dataclass(frozen=True)
class _Render:
    """Makes the ordinary pages and layouts; MkDocs is started only when it is called."""

    configuration: str

    def __call__(self, into: Path) -> Rendered:
        from inforce.plugins.mkdocs import render_theme  # noqa: PLC0415 -- most builds do without, and start sooner

        return render_theme(Path(self.configuration), into)


def render_with(config: Path) -> Render:
    """Return what makes the ordinary pages and layouts by the configuration *config*."""
    return _Render(str(config.absolute()))
