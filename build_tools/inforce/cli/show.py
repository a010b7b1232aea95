"""The command that prints what a document said on a day, and what its site showed then."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from inforce.audit.register_at import register_at
from inforce.audit.shown_on_a_day import shown_on
from inforce.cli.document import document_on_day, for_readers_of
from inforce.cli.exit_codes import PROBLEMS
from inforce.cli.options import config_file, on_day
from inforce.cli.outcome import said_plainly
from inforce.formats.records.answers import answer_record
from inforce.formats.version_markdown import version_markdown
from inforce.reports.text_shown import text_shown, text_shown_by_site
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.json_text import encoded
from inforce.site.phrases.text_on_day import text_on_day
from inforce.site.site_facts import SiteFacts

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
    by_site = None if shown is None else [{"since": f"{since:%Y-%m-%dT%H:%M:%S}Z", "version": version}
                                          for since, version in shown]  # fmt: skip
    return encoded({**answer_record(document, text_on_day(document)), "shown": by_site}).decode()


def _text(document: DocumentOnDay, shown: _Shown | None, form: str) -> str:
    """Return the same for people, as text or, where it is certain which version applied, as Markdown."""
    answer = text_on_day(document)
    if form == "markdown" and answer.version and answer.certain:
        said = version_markdown(document, answer.version, SiteFacts(""))
    else:
        said = text_shown(document, answer)
    return said if shown is None else said + text_shown_by_site(document, shown)


def _shown_by_site(document: DocumentOnDay, place: str) -> _Shown:
    """Return what the register at *place* says that readers were shown on the day: from when on, which version."""
    with said_plainly():
        _, register = register_at(place)
    zone = ZoneInfo(document.library.settings.time_zone)
    called_off = {str(one.version) for one in document.document.details.called_off}
    return [
        (shown.since, shown.entry.version if shown.entry else None)
        for shown in shown_on(register.entries, document.id, document.day, zone, called_off)
    ]


def _print(text: str) -> None:
    click.echo(text, nl=False)
