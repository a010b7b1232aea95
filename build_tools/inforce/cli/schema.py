"""The command that writes the JSON Schemas of content files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from inforce.reading.schema import schemas


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def schema(folder: Path) -> None:
    """Write the JSON Schema of each kind of content file into FOLDER, for editors that show help as you type."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, described in schemas().items():
        (folder / name).write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        click.echo(f"Wrote {folder / name}")
