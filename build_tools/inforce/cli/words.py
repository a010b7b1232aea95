"""The command that writes a catalogue to be filled in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from inforce.cli.exit_codes import PROBLEMS
from inforce.cli.options import config_file, project_of
from inforce.cli.outcome import say
from inforce.model.english import counted
from inforce.model.grammar import NotWritten
from inforce.model.names import LANGUAGE
from inforce.translations.locale_data import locale_of
from inforce.translations.po_file import read_words
from inforce.translations.po_template import words_to_fill


def _language(_context: click.Context, _option: click.Parameter, text: str) -> str:
    try:
        return str(LANGUAGE.read(text))
    except NotWritten as problem:
        raise click.BadParameter(f"{problem.what} {problem.remedy}") from None


@click.command()
@config_file
@click.argument("language", callback=_language)
def words(config: Path, language: str) -> None:
    """Write every sentence that readers see into content/words/LANGUAGE.po, for your own words or a translation.

    LANGUAGE is a tag such as en-GB, cy or pt-BR. Words that the file has already stay; a sentence that is left
    without words is said in English.
    """
    project = project_of(config)
    name = f"content/words/{language}.po"
    file = project / name
    existing = file.read_bytes() if file.exists() else b""
    if problems := read_words(existing, name, locale_of(language))[1]:
        say(project, problems)
        click.echo("Nothing was written: what the file has already would be lost.", err=True)
        sys.exit(PROBLEMS)
    text, empty = words_to_fill(language, existing.decode("utf-8-sig"))
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    click.echo(f"Wrote {name}: {counted(empty, 'sentence')} without words of your own.")
