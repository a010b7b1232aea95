"""The command line: options in, exit code out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inforce.cli.evidence import evidence
from inforce.cli.explain import explain
from inforce.cli.guidance import redline, show
from inforce.cli.init import init
from inforce.cli.new import new
from inforce.cli.options import (
    FAILED,
    PROBLEMS,
    config_file,
    counted,
    on_day,
    project_of,
    render_with,
    said_plainly,
    say,
    tell_programs,
)
from inforce.cli.publishing import publish, rollback
from inforce.cli.reviewed import reviewed
from inforce.cli.revise import revise
from inforce.cli.sbom import sbom
from inforce.cli.source import source
from inforce.cli.verify import verify
from inforce.cli.words import words
from inforce.clock import clock_on
from inforce.model.names import VersionNumber
from inforce.model.problem import Place, Problem
from inforce.store.failure import Failure

if TYPE_CHECKING:
    from inforce.build.pipeline import Checked


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inforce", message="inforce %(version)s")
def cli() -> None:
    """Publish guidance that people must follow, and prove every sentence and every copy of it."""


@cli.command()
@config_file
@on_day
@click.option("--base", metavar="REF", help="Check too that every version at this commit or branch is here unchanged.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif", "markdown"]),
    default="text",
    show_default=True,
    help="How to tell what was found: to a person, or to programs, which read it from standard output.",
)
def check(config: Path, day: str | None, base: str | None, form: str) -> None:
    """Check all content: form, sources, wording and dates. Changes nothing. Exit code 1: publication stops."""
    from inforce.build import pipeline

    project = project_of(config)
    published = _published_at(project, base) if base else frozenset[tuple[str, VersionNumber]]()
    checked = pipeline.check(project / "content", clock_on(day), project / ".cache" / "inforce", published)
    problems = (*checked.problems, *(_problems_against(project, base, checked) if base else ()))
    if form == "text":
        say(project, problems)
    else:
        tell_programs(form, problems, checked.day)
    if any(problem.stops for problem in problems):
        sys.exit(PROBLEMS)
    if form == "text":
        click.echo(f"Checked {counted(checked.documents, 'document')} in {counted(checked.versions, 'version')}.")


@cli.command()
@config_file
@on_day
@click.option("--site-dir", "site", type=click.Path(path_type=Path), help="Where to build; site/ if not given.")
def build(config: Path, day: str | None, site: Path | None) -> None:
    """Check all content and build the site. Nothing is written where a problem stops it."""
    from inforce.build import pipeline
    from inforce.publish.shipped_names import unnamed

    project = project_of(config)
    target = site or project / "site"
    built = pipeline.build(
        project / "content", target.absolute(), project / ".cache" / "inforce", clock_on(day), render_with(config)
    )
    say(project, built.problems)
    if built.stopped:
        sys.exit(PROBLEMS)
    for what, remedy in unnamed((target / "index.html").read_bytes()):
        click.echo(f"This cannot be published yet. {what} {remedy}", err=True)
    click.echo(
        f"Built {counted(built.printed, 'page')} of guidance. Open {(target / 'index.html').absolute().as_uri()}"
    )


@cli.command()
@config_file
@click.option("-a", "--dev-addr", "address", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 if not given.")
def serve(config: Path, address: str | None) -> None:
    """Show a live preview that is built again whenever a file under content/ is saved."""
    project_of(config)
    from inforce.plugins import mkdocs as mkdocs_plugin

    mkdocs_plugin.serve(config, address)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def schema(folder: Path) -> None:
    """Write the JSON Schema of each kind of content file into FOLDER, for editors that show help as you type."""
    import json

    from inforce.reading.schema import schemas

    folder.mkdir(parents=True, exist_ok=True)
    for name, described in schemas().items():
        (folder / name).write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        click.echo(f"Wrote {folder / name}")


def _published_at(project: Path, base: str) -> frozenset[tuple[str, VersionNumber]]:
    from inforce.audit.working_tree import published_at
    from inforce.publish.git import repository_at

    with said_plainly():
        return published_at(repository_at(project), base)


def _problems_against(project: Path, base: str, checked: Checked) -> tuple[Problem, ...]:
    from inforce.audit.call_offs import verify_call_offs
    from inforce.audit.past_days import verify_past_days
    from inforce.audit.working_tree import verify_working_tree
    from inforce.publish.git import repository_at

    with said_plainly():
        repository = repository_at(project)
        changed = (
            Problem(Place(one.path), "published-version-changed", one.finding.what, one.finding.remedy)
            for one in verify_working_tree(repository, base)
        )
        return (
            *changed,
            *verify_call_offs(repository, base, checked.library, checked.day),
            *verify_past_days(repository, base, checked.library, checked.day),
        )


for command in (
    evidence,
    explain,
    init,
    new,
    publish,
    redline,
    reviewed,
    revise,
    rollback,
    sbom,
    show,
    source,
    verify,
    words,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; a failure of the world or of the program is said in a sentence, never as a traceback."""
    try:
        cli()
    except Failure as failure:
        click.echo(str(failure), err=True)
        sys.exit(FAILED)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"Stopped: {error.strerror or error}{where}. Nothing was published.", err=True)
        sys.exit(FAILED)
    except Exception as error:
        if os.environ.get("INFORCE_DEBUG"):
            raise
        click.echo(
            f"Stopped by a fault in inforce: {type(error).__name__}: {error}. Nothing was published.\n"
            "Please report it, with what INFORCE_DEBUG=1 and the same command print.",
            err=True,
        )
        sys.exit(FAILED)
