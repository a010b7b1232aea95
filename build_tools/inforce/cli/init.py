"""The command that makes an organisation's own repository."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from inforce.cli.exit_codes import PROBLEMS
from inforce.cli.options import plain_words
from inforce.cli.outcome import nothing_written, stop
from inforce.clock import clock_on
from inforce.editing.new_project import Organisation, new_project
from inforce.store.atomic import write_new_folder

_ZONE = "Europe/London"


def _address(_context: click.Context, _option: click.Parameter, text: str) -> str:
    parts = urlsplit(text.strip())
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise click.BadParameter(
            f'"{text}" is not the address of a site. Write, for example, https://guidance.example.net/'
        )
    return text.strip().rstrip("/") + "/"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", prompt="The name of the site, as readers see it", help="The name of the site.")
@click.option(
    "--address", prompt="The address of the site, beginning with https://", callback=_address,
    help="Where readers will find it, such as https://guidance.example.net/. It is printed on every copy.",
)  # fmt: skip
@click.option(
    "--forge", type=click.Choice(["github", "gitlab", "forgejo"]), default="github", show_default=True,
    help="Where the repository will be, for its workflows.",
)  # fmt: skip
@click.option("--example/--no-example", default=True, show_default=True, help="Whether to begin with a small document.")
def init(folder: Path, name: str, address: str, forge: str, example: bool) -> None:  # noqa: FBT001 - a flag of the command
    """Make FOLDER, the repository of your organisation: content, settings and workflows, and no code.

    inforce itself is installed from its requirements.txt. What to do next stands in its README.md.
    """
    organisation = Organisation(plain_words("--name", name, "Example Trust"), address, forge, _ZONE, example)
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        stop(f"Nothing was written: {folder} is there already. Name a folder that does not exist yet.", PROBLEMS)
    files = new_project(organisation, clock_on(None)(_ZONE))
    with nothing_written(str(folder)):
        if folder.is_dir():
            folder.rmdir()
        write_new_folder(folder, files)
    click.echo(f"Made {folder} with {len(files)} files. Next:")
    click.echo(f"  cd {folder} && git init -b main && git add -A && git commit -m 'Begin'")
    click.echo("  inforce check     # what is wrong, and how to put it right")
    click.echo("  inforce serve     # a live preview")
    click.echo("README.md there says how to change a rule, and what to set up once.")
