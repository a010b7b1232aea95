"""The command that goes back to the pages of an earlier release."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.cli.options import config_file, project_of
from inforce.cli.outcome import progress_of, said_plainly
from inforce.cli.publish import clock_option, destination_at, keep_option, sign_option, signer, time_zone
from inforce.clock import clock_on, moment
from inforce.publish.provenance import WithoutGit
from inforce.publish.publish import Circumstances
from inforce.publish.rollback import roll_back
from inforce.publish.summary import summary


@click.command()
@click.argument("destination")
@config_file
@click.option("--to", "number", type=click.IntRange(min=1), metavar="RELEASE",
              help="The release to go back to; the one before if not given.")  # fmt: skip
@click.option("--hide-versions", is_flag=True,
              help="Go back even where the earlier pages do not know of a version published since.")  # fmt: skip
@keep_option
@sign_option
@clock_option
def rollback(
    destination: str, config: Path, number: int | None, keep: int, key: Path | None, *,
    hide_versions: bool, clock_is_right: bool,
) -> None:  # fmt: skip
    """Show the pages of an earlier release again at DESTINATION, which is named as for publish.

    Records and the register stay: what was published was published. The commit that was gone back behind
    can then not be published again; a newer one can. Exit codes: as for publish.
    """
    project = project_of(config)
    with said_plainly():
        where = destination_at(destination, project, keep)
        given = Circumstances(moment(), WithoutGit(), signer(key), clock_is_right=clock_is_right)
        outcome = roll_back(where, number, given, progress_of("Moved"), hide_versions=hide_versions)
        click.echo(summary(outcome, where.name, clock_on()(time_zone(project))))
