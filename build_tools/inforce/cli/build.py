"""The commands that check all content and build the site, once or whenever a file is saved."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from inforce.build import pipeline
from inforce.cli import PROBLEMS
from inforce.cli.options import config_file, on_day, progress_shown, project_of, say, say_waiting
from inforce.clock import clock_on
from inforce.model.problem import counted
from inforce.plugins.theme import render_with
from inforce.publish.guard import unnamed
from inforce.store.atomic import cache_folder


@click.command()
@config_file
@on_day
@click.option("--site-dir", "site", type=click.Path(path_type=Path), help="Where to build; site/ if not given.")
@click.option("--full", is_flag=True, help="Read every file of the site that stands there, and mend what was damaged.")
def build(config: Path, day: str | None, site: Path | None, *, full: bool) -> None:
    """Check all content and build the site. Nothing is written where a problem stops it."""
    project = project_of(config)
    target = site or project / "site"
    with progress_shown() as progress:
        built = pipeline.build(
            project / "content", target.absolute(), cache_folder(project), clock_on(day), render_with(config),
            pipeline.Care.BYTES if full else pipeline.Care.SHARE, say_waiting, progress=progress,
        )  # fmt: skip
    say(project, built.problems)
    if built.stopped:
        sys.exit(PROBLEMS)
    for what, remedy in unnamed((target / "index.html").read_bytes()):
        click.echo(f"This cannot be published yet. {what} {remedy}", err=True)
    click.echo(
        f"Built {counted(built.printed, 'page')} of guidance. Open {(target / 'index.html').absolute().as_uri()}"
    )


@click.command()
@config_file
@click.option("-a", "--dev-addr", "address", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 if not given.")
def serve(config: Path, address: str | None) -> None:
    """Show a live preview that is built again whenever a file under content/ is saved."""
    project_of(config)
    from inforce.plugins.mkdocs import serve as serve_by_mkdocs  # noqa: PLC0415 -- a build does without

    serve_by_mkdocs(config, address)
