"""The commands that read guidance out: what it said on a day, and what changed from one version to another."""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inforce.cli.options import PROBLEMS, config_file, document_on_day, for_readers_of, on_day, said_plainly
from inforce.model.grammar import NotWritten

_SIGNED = re.compile(r"\[-.*?-\]|\{\+.*?\+\}", re.DOTALL)

if TYPE_CHECKING:
    from datetime import datetime

    from inforce.model.guidance import Version
    from inforce.site.document_on_day import DocumentOnDay

    _Shown = list[tuple[datetime, str | None]]
    """From which moment on the site showed which version; None for none."""


@click.command()
@click.argument("document")
@config_file
@on_day
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
              help="How to print it.")  # fmt: skip
@click.option("--register", "register", metavar="FILE-or-URL",
              help="The register of the published site: say too what readers were shown on that day.")  # fmt: skip
def show(document: str, config: Path, day: str | None, form: str, register: str | None) -> None:
    """Print the text of DOCUMENT that was in force on a day, with its standing and sources.

    With --register, also what the site showed on that day: a version that was published late was in force before
    any reader was shown it. Exit code 1: no text was in force on that day, or there is no record of one.
    """
    found = document_on_day(config, document, day)
    shown = _shown_by_site(found, register) if register else None
    with for_readers_of(found):
        _print(_record(found, shown) if form == "json" else _text(found, shown, form))
    if found.current is None:
        sys.exit(PROBLEMS)


def _record(document: DocumentOnDay, shown: _Shown | None) -> str:
    """Return for programs what applied on the day, and what the site showed where that is known."""
    from inforce.formats.records.answers import answer_record
    from inforce.site.json_text import encoded
    from inforce.site.phrases.text_on_day import text_on_day

    by_site = None if shown is None else [{"since": f"{since:%Y-%m-%dT%H:%M:%S}Z", "version": version}
                                          for since, version in shown]  # fmt: skip
    return encoded({**answer_record(document, text_on_day(document)), "shown": by_site}).decode()


def _text(document: DocumentOnDay, shown: _Shown | None, form: str) -> str:
    """Return the same for people, as text or, where it is certain which version applied, as Markdown."""
    from inforce.formats.version_markdown import version_markdown
    from inforce.reports.text_shown import text_shown, text_shown_by_site
    from inforce.site.phrases.text_on_day import text_on_day
    from inforce.site.site_facts import SiteFacts

    answer = text_on_day(document)
    if form == "markdown" and answer.version and answer.certain:
        said = version_markdown(document, answer.version, SiteFacts(""))
    else:
        said = text_shown(document, answer)
    return said if shown is None else said + text_shown_by_site(document, shown)


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
    from inforce.compare.changes import compare
    from inforce.formats.records.redlines import redline_record
    from inforce.formats.redline_text import as_html, as_markdown, as_text, redline_document
    from inforce.reports.wrapped import wrapped
    from inforce.site.json_text import encoded
    from inforce.site.site_facts import SiteFacts

    found = document_on_day(config, document, day)
    ends = sorted((_version(found, old), _version(found, new)), key=lambda version: version.number)
    if ends[0] is ends[1] or str(ends[0].number) != old:
        raise click.UsageError(f"Name the older version first, then the newer one, such as {_example(found)}.")
    with for_readers_of(found):
        changes = compare(*ends)
        if form == "json":
            _print(encoded(redline_record(found, changes, SiteFacts(""))).decode())
            return
        said = redline_document(found, changes)
        if form == "terminal":
            _print(_coloured(as_text(said, partial(wrapped, width=_width()))))
        else:
            _print(as_html(said) if form == "html" else as_markdown(said))


def _shown_by_site(document: DocumentOnDay, place: str) -> _Shown:
    """Return what the register at *place* says that readers were shown on the day: from when on, which version."""
    from zoneinfo import ZoneInfo

    from inforce.audit.register_at import register_at
    from inforce.audit.shown_on_a_day import shown_on

    with said_plainly():
        _, register = register_at(place)
    zone = ZoneInfo(document.library.settings.time_zone)
    called_off = {str(one.version) for one in document.document.details.called_off}
    return [
        (shown.since, shown.entry.version if shown.entry else None)
        for shown in shown_on(register.entries, document.id, document.day, zone, called_off)
    ]


def _version(document: DocumentOnDay, text: str) -> Version:
    from inforce.model.names import VERSION
    from inforce.parsing.suggestions import all_there_are

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
    from inforce.reports.wrapped import WIDTH

    return min(WIDTH, max(20, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else WIDTH


def _coloured(text: str) -> str:
    """Return *text* with what stands between signs in colour; click takes the colours out where there are none."""
    if os.environ.get("NO_COLOR"):
        return text
    return _SIGNED.sub(lambda found: click.style(found[0], fg="red" if found[0][0] == "[" else "green"), text)


def _print(text: str) -> None:
    click.echo(text, nl=False)
