"""The command that prints what changed from one version to another, word by word."""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import partial
from pathlib import Path

import click

from inforce.cli.document import document_on_day, for_readers_of
from inforce.cli.options import config_file, on_day
from inforce.formats.records.redlines import redline_record
from inforce.formats.redline_text import as_html, as_markdown, as_text, redline_document
from inforce.model.grammar import NotWritten
from inforce.model.guidance import Version
from inforce.model.names import VERSION
from inforce.parsing.suggestions import all_there_are
from inforce.reports.wrapped import WIDTH, wrapped
from inforce.site.document.comparisons import Comparisons
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.json_text import encoded
from inforce.site.site_facts import SiteFacts

_SIGNED = re.compile(r"\[-.*?-\]|\{\+.*?\+\}", re.DOTALL)


@click.command()
@click.argument("document")
@click.argument("old")
@click.argument("new")
@config_file
@on_day
@click.option("--format", "form", type=click.Choice(["terminal", "html", "markdown", "json"]), default="terminal",
              show_default=True, help="How to print it.")  # fmt: skip
def redline(document: str, old: str, new: str, config: Path, day: str | None, form: str) -> None:
    """Print what changed in DOCUMENT from version OLD to version NEW, word by word, rule by rule.

    At a terminal, [-words-] were taken out and {+words+} came in; the lines are as long as it is wide. In a file or
    a pipe, and where NO_COLOR is set, there are no colours.
    """
    found = document_on_day(config, document, day)
    ends = sorted((_version(found, old), _version(found, new)), key=lambda version: version.number)
    if ends[0] is ends[1] or str(ends[0].number) != old:
        raise click.UsageError(f"Name the older version first, then the newer one, such as {_example(found)}.")
    with for_readers_of(found):
        changes = Comparisons(found).changes(*ends)
        if form == "json":
            _print(encoded(redline_record(found, changes, SiteFacts(""))).decode())
            return
        said = redline_document(found, changes)
        if form == "terminal":
            _print(_coloured(as_text(said, partial(wrapped, width=_width()))))
        else:
            _print(as_html(said) if form == "html" else as_markdown(said))


def _version(document: DocumentOnDay, text: str) -> Version:
    try:
        found = document.document.version(VERSION.read(text))
    except NotWritten:
        found = None
    if found is None:
        every = all_there_are("version", [str(version.number) for version in document.document.versions])
        raise click.UsageError(f'"{document.id}" has no version "{text}". {every}')
    return found


def _example(document: DocumentOnDay) -> str:
    versions = document.document.versions
    if len(versions) < 2:
        return f"1.0.0 and 2.0.0; {document.id} has one version so far"
    return f"{versions[-2].number} {versions[-1].number}"


def _width() -> int:
    """Return how long a line may be: at a terminal no longer than that is wide."""
    return min(WIDTH, max(20, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else WIDTH


def _coloured(text: str) -> str:
    """Return *text* with what stands between signs in colour; click takes the colours out where there are none."""
    if os.environ.get("NO_COLOR"):
        return text
    return _SIGNED.sub(lambda found: click.style(found[0], fg="red" if found[0][0] == "[" else "green"), text)


def _print(text: str) -> None:
    click.echo(text, nl=False)
