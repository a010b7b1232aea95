"""The command that writes the reference of fields."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.reading.field_reference import reference_as_markdown


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def fields(file: Path) -> None:
    """Write what may stand in each content file into FILE, as Markdown."""
    file.write_text(reference_as_markdown(), encoding="utf-8")
    click.echo(f"Wrote {file}")
