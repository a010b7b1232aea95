"""The commands about sources: capturing an original, comparing editions."""

from __future__ import annotations

import click


@click.group()
def source() -> None:
    """Work with the sources that guidance rests on."""
