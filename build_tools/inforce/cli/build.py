"""The commands that check all content and build the site, once or whenever a file is saved."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from inforce.build import pipeline
from inforce.build.pipeline import UNREGISTERED, Built, Checked, Registered
from inforce.cli import PROBLEMS
from inforce.cli.options import (
    config_file,
    exit_on_failure,
    on_day,
    progress_shown,
    project_of,
    say,
    say_waiting,
)
from inforce.clock import clock_on, moment
from inforce.model.problem import Place, Problem, counted
from inforce.plugins import render_with
from inforce.publish.guard import unnamed
from inforce.store.atomic import cache_folder


@click.command()
@config_file
@on_day
@click.option("--site-dir", "site", type=click.Path(path_type=Path), help="Where to build; site/ if not given.")
@click.option("--full", is_flag=True, help="Read every file of the site, and mend what was damaged.")
@click.option("--register", "place", metavar="ADDRESS",
              help='Build what inforce publish --site publishes next: pages say when each version was published. Name '
              'the published site or its register; "origin" is the branch for pages there, as this clone knows it.',
              )  # fmt: skip
def build(config: Path, day: str | None, site: Path | None, place: str | None, *, full: bool) -> None:
    """Check all content and build the site. Nothing is written where a problem stops it."""
    project = project_of(config)
    target = site or project / "site"
    for_it = _for_register_at(project, day, place) if place else (UNREGISTERED, ())
    built = build_site(config, target, day, pipeline.Care.BYTES if full else pipeline.Care.SHARE, *for_it)
    click.echo(
        f"Built {counted(built.printed, 'page')} of guidance. Open {(target / 'index.html').absolute().as_uri()}"
    )


def build_site(
    config: Path,
    site: Path,
    day: str | None,
    care: pipeline.Care,
    registered: Registered,
    claims: tuple[Problem, ...],
    *,
    to_publish: bool = False,
) -> Built:
    """Build *site*, and say what is wrong with the content and with what new versions *claim*; end where that stops.

    That a site still has the name or the address of an example stops only one that is built *to_publish* it.
    """
    project = project_of(config)
    content, cache, clock = project / "content", cache_folder(project), clock_on(day)
    made: Built | Checked
    with progress_shown() as progress:
        if any(problem.is_error for problem in claims):
            made = pipeline.check(content, clock, cache, registered.published, progress)
        else:
            render = render_with(config)
            made = pipeline.build(
                content, site.absolute(), cache, clock, render, care, say_waiting, registered, progress
            )
    stopped = isinstance(made, Checked) or made.stopped
    home = () if stopped else unnamed((site / "index.html").read_bytes())
    unready = [replace(one, place=Place(config.name)) for one in home]
    say(project, (*made.problems, *claims, *unready))
    if isinstance(made, Checked) or stopped or (to_publish and unready):
        sys.exit(PROBLEMS)
    return made


def _for_register_at(project: Path, day: str | None, place: str) -> tuple[Registered, tuple[Problem, ...]]:
    """Return what the register at *place* says to a build that is published now, and what is claimed wrongly."""
    from inforce.audit.history import published_file, published_register  # noqa: PLC0415 -- most are for no register
    from inforce.audit.site_copy import file_beside, register_at  # noqa: PLC0415 -- as above
    from inforce.cli.check import for_register  # noqa: PLC0415 -- as above
    from inforce.publish.git import repository_at  # noqa: PLC0415 -- as above
    from inforce.publish.register import Register  # noqa: PLC0415 -- as above

    with exit_on_failure():
        if place == "origin":
            repository = repository_at(project)
            register = published_register(repository) or Register()
            return for_register(project, day, register, moment(), partial(published_file, repository))
        return for_register(project, day, register_at(place)[1], moment(), partial(file_beside, place))


@click.command()
@config_file
@click.option("-a", "--dev-addr", "address", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 if not given.")
def serve(config: Path, address: str | None) -> None:
    """Show a live preview that is built again whenever a file under content/ is saved."""
    project_of(config)
    from inforce.plugins.mkdocs import serve as serve_by_mkdocs  # noqa: PLC0415 -- a build does without

    serve_by_mkdocs(config, address)
