"""The command that publishes a site, and what going back to an earlier one shares with it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from inforce.build import pipeline
from inforce.build.pipeline import Published
from inforce.cli.exit_codes import PROBLEMS
from inforce.cli.options import config_file, on_day, project_of
from inforce.cli.outcome import progress_of, progress_shown, said_plainly, say, say_waiting
from inforce.clock import clock_on, moment
from inforce.model.names import VersionNumber
from inforce.model.settings import Settings
from inforce.plugins.theme import render_with
from inforce.publish.destinations.destination import Destination
from inforce.publish.destinations.named_destination import NoSuchDestination, destination_named
from inforce.publish.git import find_repository
from inforce.publish.new_release import Sign
from inforce.publish.provenance import FromCommit, Provenance, WithoutGit
from inforce.publish.publish import Circumstances
from inforce.publish.publish import publish as publish_offer
from inforce.publish.published_state import read_standing
from inforce.publish.signature import Key
from inforce.publish.site_snapshot import look_through
from inforce.publish.summary import summary
from inforce.reading.settings_file import read_settings
from inforce.store.cache_folder import cache_folder

keep_option = click.option(
    "--keep", type=click.IntRange(min=2), default=5, show_default=True,
    help="How many releases a folder or bucket keeps to go back to; the newest is one of them.",
)  # fmt: skip
sign_option = click.option(
    "--sign", "key", type=click.Path(path_type=Path), metavar="KEY",
    help="Sign the checkpoint with this SSH key, or with the one in ssh-agent whose public half this is.",
)  # fmt: skip
clock_option = click.option(
    "--clock-is-right", is_flag=True, help="Publish although the last publication seems to lie in the future."
)


@click.command()
@click.argument("destination")
@config_file
@on_day
@click.option("--site", "built", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Publish this built site instead of building one.")  # fmt: skip
@keep_option
@sign_option
@clock_option
def publish(
    destination: str, config: Path, day: str | None, built: Path | None, keep: int, key: Path | None, *,
    clock_is_right: bool,
) -> None:  # fmt: skip
    """Build the site and publish it at DESTINATION.

    DESTINATION is a folder of a web server, which shows the folder "current" in it; a git branch
    (branch:gh-pages@origin, or branch:gh-pages for one of this repository alone); or a bucket
    (s3://bucket/prefix, with inforce[s3] installed; its server from AWS_ENDPOINT_URL).

    Nothing is published that would lose or alter a published version, or put an older site over a newer one.
    Exit codes: 0 published, or there already; 1 problems in the content; 3 disk, network or program failed;
    4 refused.
    """
    project = project_of(config)
    with said_plainly():
        now = moment()
        where = destination_at(destination, project, keep)
        if built and Path(destination).resolve().is_relative_to(built.resolve()):
            raise click.UsageError(f"{destination} lies in the site that is to be published. Name a folder outside it.")
        known = read_standing(where).register.fingerprints
        site = built or _build(config, project, day, frozenset((name, VersionNumber.parse(at)) for name, at in known))
        given = Circumstances(now, _provenance(project), signer(key), clock_is_right=clock_is_right)
        outcome = publish_offer(look_through(site.absolute()), where, given, progress_of("Published"))
        click.echo(summary(outcome, where.name, clock_on(day)(time_zone(project))))


def _build(config: Path, project: Path, day: str | None, published: Published) -> Path:
    site = project / "site"
    with progress_shown() as progress:
        built = pipeline.build(
            project / "content", site, cache_folder(project), clock_on(day), render_with(config),
            pipeline.Care.BYTES, say_waiting, published, progress,
        )  # fmt: skip
    say(project, built.problems)
    if built.stopped:
        sys.exit(PROBLEMS)
    return site


def _provenance(project: Path) -> Provenance:
    repository = find_repository(project)
    if repository is None or repository.is_empty:
        return WithoutGit(content=project / "content")
    return FromCommit(repository, repository.resolve("HEAD"))


def destination_at(name: str, project: Path, keep: int) -> Destination:
    """Return the destination of that *name*; a name of none is a wrong option."""
    try:
        return destination_named(name, project, cache_folder(project), keep)
    except NoSuchDestination as unknown:
        raise click.UsageError(str(unknown)) from None


def signer(key: Path | None) -> Sign | None:
    """Return what signs with *key*, where one is given."""
    if key is None:
        return None
    return Key(key).sign


def time_zone(project: Path) -> str:
    """Return the time zone of the site."""
    file = project / "content" / "site.yml"
    return (read_settings(file.read_bytes(), "content/site.yml")[0] if file.exists() else Settings()).time_zone
