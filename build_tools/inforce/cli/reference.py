"""The commands that write down what the program knows: codes, fields, schemas, sentences, what it rests on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from inforce.build.components import cyclonedx
from inforce.cli import PROBLEMS
from inforce.cli.options import config_file, given, project_of, say
from inforce.model.names import LANGUAGE
from inforce.model.problem import counted
from inforce.parsing.suggestions import did_you_mean
from inforce.reading.field_reference import reference_as_markdown, schemas_as_json
from inforce.reports.terminal import explained_codes, explanation
from inforce.translations.catalogues import locale_of, words_to_fill
from inforce.translations.po_file import read_words


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what the CODE of a problem means, with a wrong example and a right one."""
    codes = explained_codes()
    if code not in codes:
        hint = did_you_mean(code, codes) or "Every message has its code at the end of its first line."
        raise click.UsageError(f'There is no code "{code}". {hint}')
    click.echo(explanation(code), nl=False)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def fields(file: Path) -> None:
    """Write what each content file can contain into FILE, as Markdown."""
    file.write_text(reference_as_markdown(), encoding="utf-8")
    click.echo(f"Wrote {file}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def schema(folder: Path) -> None:
    """Write the JSON Schema of each kind of content file into FOLDER, for editors that show help as you type."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas_as_json().items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"Wrote {folder / name}")


def _language(_context: click.Context, _option: click.Parameter, text: str) -> str:
    return str(given(LANGUAGE, text))


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


@click.command()
def sbom() -> None:
    """List inforce and all that it uses, with versions, licences and digests, as CycloneDX JSON."""
    click.echo(cyclonedx().decode(), nl=False)
