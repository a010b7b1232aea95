"""The command that shows a live preview."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.cli.options import config_file, project_of
from inforce.plugins import mkdocs as mkdocs_plugin


@click.command()
@config_file
@click.option("-a", "--dev-addr", "address", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 if not given.")
def serve(config: Path, address: str | None) -> None:
    """Show a live preview that is built again whenever a file under content/ is saved."""
    project_of(config)
    mkdocs_plugin.serve(config, address)
