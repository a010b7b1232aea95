"""The command line: options in, exit code out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from inforce.clock import clock_on
from inforce.model.grammar import NotWritten

PROBLEMS, FAILED = 1, 3
"""Exit codes: problems stop publication; the world failed (disk, network, program). Click's own 2 is a wrong option."""


class _Day(click.ParamType[str]):
    """A day on the command line."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            clock_on(value)
        except NotWritten as problem:
            self.fail(f"{problem.what} {problem.remedy}", param, ctx)
        return str(value)


_on = click.option(
    "--on", "day", type=_Day(), metavar="DAY", help="The day to go by, as 2026-12-01; today if not given."
)
_config = click.option(
    "-f", "--config-file", "config", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True,
    help="The configuration of the site; content/ is read from beside it.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inforce", message="inforce %(version)s")
def cli() -> None:
    """Publish guidance that people must follow, and prove every sentence and every copy of it."""


@cli.command()
@_config
@_on
def check(config: Path, day: str | None) -> None:
    """Check all content: form, sources, wording and dates. Writes nothing."""
    from inforce import pipeline

    project = _project(config)
    checked = pipeline.check(project / "content", clock_on(day))
    _say(project, checked.problems)
    if checked.stops:
        sys.exit(PROBLEMS)
    versions = sum(len(document.versions) for document in checked.library.documents)
    click.echo(f"Checked {_count(len(checked.library.documents), 'document')} in {_count(versions, 'version')}.")


@cli.command()
@_config
@_on
@click.option("--site-dir", "site", type=click.Path(path_type=Path), help="Where to build; site/ if not given.")
def build(config: Path, day: str | None, site: Path | None) -> None:
    """Check all content and build the site. Nothing is written where a problem stops it."""
    from inforce import pipeline

    project = _project(config)
    target = site or project / "site"
    built = pipeline.build(
        project / "content", target.absolute(), project / ".cache" / "inforce", clock_on(day), _render(config)
    )
    _say(project, built.problems)
    if built.stopped:
        sys.exit(PROBLEMS)
    click.echo(f"Built {_count(built.printed, 'page')} of guidance. Open {(target / 'index.html').absolute().as_uri()}")


@cli.command()
@_config
@click.option("-a", "--dev-addr", "address", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 if not given.")
def serve(config: Path, address: str | None) -> None:
    """Show a live preview that is built again whenever a file under content/ is saved."""
    _project(config)
    from inforce import mkdocs_plugin

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


def _project(config: Path) -> Path:
    if not config.is_file():
        raise click.UsageError(
            f"There is no {config}. Run inforce in the folder that has mkdocs.yml, or name the file with -f."
        )
    return config.absolute().parent


def _render(config: Path) -> Any:
    def render(into: Path) -> Any:
        from inforce import mkdocs_plugin

        return mkdocs_plugin.render_skeleton(config, into)

    return render


def _say(project: Path, problems: Any) -> None:
    if problems:
        from inforce.reports.from_files import report_from

        click.echo(report_from(project, problems), err=True)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def main() -> None:
    """Run the command line; a failure of the world or of the program is said in a sentence, never as a traceback."""
    try:
        cli()
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
