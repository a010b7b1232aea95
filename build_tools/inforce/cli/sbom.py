"""The command that lists what is installed, for those who keep watch over what programs are made of."""

from __future__ import annotations

import click

from inforce.build.components import cyclonedx


@click.command()
def sbom() -> None:
    """List inforce and all that it rests on, with versions, licences and digests, as CycloneDX JSON."""
    click.echo(cyclonedx().decode(), nl=False)
