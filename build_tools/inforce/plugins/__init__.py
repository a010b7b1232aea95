"""The entry points of other programs, MkDocs and pytest; and MkDocs, started where there is something to render."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inforce.build.theme_shell import Render, Rendered


@dataclass(frozen=True)
class _Render:
    """Makes the ordinary pages and layouts; MkDocs is started only when it is called, in a process of its own."""

    configuration: str

    def __call__(self, into: Path) -> Rendered:
        # most builds render nothing anew, and start sooner; what both processes need is loaded once, before
        from inforce.build import html_policy, theme_shell  # noqa: F401, PLC0415
        from inforce.model.problem import ProblemError  # noqa: PLC0415
        from inforce.plugins.rendering_process import Ended, in_a_process  # noqa: PLC0415

        config_file = Path(self.configuration)

        def rendered() -> Rendered:
            from inforce.plugins.mkdocs import render_theme  # noqa: PLC0415

            with theme_shell.watched_reads(config_file.parent) as reads:
                return render_theme(config_file, into)._replace(reads=reads)

        made = in_a_process(rendered)
        if isinstance(made, Ended):
            from inforce.plugins.mkdocs import stopped_by  # noqa: PLC0415

            raise ProblemError(stopped_by(made, config_file))
        return made


def render_with(config: Path) -> Render:
    """Return what makes the ordinary pages and layouts by the configuration *config*."""
    return _Render(str(config.absolute()))
