"""The commands about sources: capturing an original, comparing editions."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from inforce.cli import FAILED, PROBLEMS
from inforce.cli.options import config_file, on_day, project_of, say
from inforce.clock import clock_on
from inforce.compare.passage_changes import EditionChanges
from inforce.editing.capture import Captured, NotCaptured
from inforce.editing.capture import capture as take
from inforce.model.library import Library
from inforce.model.names import ID, InvalidValue
from inforce.model.problem import Problem, counted
from inforce.model.sources import Edition
from inforce.parsing.suggestions import all_there_are, did_you_mean
from inforce.reading.content_folder import read_content
from inforce.reading.source_files import cached_reader
from inforce.reports.changes import edition_changes
from inforce.site.publication import Publication, SiteFacts
from inforce.store.atomic import cache_folder


def _edition(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, str]:
    """Return the source and the edition that *value* names, as SOURCE/EDITION."""
    source_id, slash, edition_id = value.partition("/")
    try:
        return ID.read(source_id), ID.read(edition_id)
    except InvalidValue as problem:
        what = problem.what if slash else f'"{value}" does not name a source and an edition of it.'
        raise click.BadParameter(f"{what} Write both: information-sharing-advice/2018") from None


@click.group()
def source() -> None:
    """Work with the sources that guidance rests on."""


@source.command()
@config_file
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--as", "edition", callback=_edition, metavar="SOURCE/EDITION", required=True,
    help="Which edition FILE is the original of.",
)  # fmt: skip
def capture(config: Path, file: Path, edition: tuple[str, str]) -> None:
    """Take FILE, a PDF, HTML page or text, as the original of an edition.

    It is stored beside the file of the edition, and every passage is looked for in it, word by word. What is found is
    recorded in the file of the edition: the SHA-256 of the original, the page of each passage, and the evidence.
    Exit code 1: a passage is not in it.
    """
    project = project_of(config)
    try:
        done = take(project / "content", file, *edition, cached_reader(cache_folder(project)))
    except NotCaptured as problem:
        click.echo(f"Nothing was captured. {problem}", err=True)
        sys.exit(FAILED)
    say(project, done.problems)
    click.echo(_in_words(done))
    if any(problem.code == "passage-not-in-original" for problem in done.problems):
        sys.exit(PROBLEMS)


def _in_words(done: Captured) -> str:
    edition, passages = done.edition, len(done.edition.details.passages)
    held = edition.original.file if edition.original else ""
    said = [f"{held} is the original of {edition.source}/{edition.id}."]
    said.append(
        f"Of {counted(passages, 'passage')}, {done.proven} stand{'s' if done.proven == 1 else ''} in it word for word."
    )
    if not done.changed:
        said.append("All of that was recorded already; nothing changed.")
    if done.became_original and (edition.details.evidence_note or edition.details.not_verified):
        said.append("Its evidence is now the original: read again what evidence_note and not_verified say.")
    return "\n".join(said)


@source.command()
@config_file
@on_day
@click.argument("old", callback=_edition, metavar="SOURCE/OLD")
@click.argument("new", callback=_edition, metavar="SOURCE/NEW")
def compare(config: Path, day: str | None, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Show what the edition NEW says in place of OLD, passage by passage, and which rules rest on what changed.

    Words that were taken out stand in [-…-], words that came in in {+…+}. Exit code 1: the words of an edition are
    not held, so there is nothing to compare.
    """
    project = project_of(config)
    library, problems = read_content(project / "content", read_text=cached_reader(cache_folder(project)))
    older, newer = (_held(project, library, problems, *named) for named in (old, new))
    publication = Publication(library, SiteFacts(""), clock_on(day)(library.settings.time_zone))
    live = [one for one in publication.reliances(older) if one.document.applies(one.version)]
    held = library.source(older.source) if older.source == newer.source else None
    changes = EditionChanges.of(held, older, newer) if held else EditionChanges(older, newer)
    click.echo(edition_changes(changes, live), nl=False)


def _held(project: Path, library: Library, problems: Iterable[Problem], source_id: str, edition_id: str) -> Edition:
    """Return an edition whose words are held; say so and stop where there is none of that name."""
    found = library.source(source_id)
    edition = found.edition(edition_id) if found else None
    if edition is None:
        say(project, [problem for problem in problems if problem.is_error])
        every = [f"{one.id}/{each.id}" for one in library.sources for each in one.editions]
        wanted = f"{source_id}/{edition_id}"
        hint = did_you_mean(wanted, every) or all_there_are("edition", every)
        raise click.UsageError(f'There is no edition "{wanted}" that could be read. {hint}')
    if not edition.details.passages:
        click.echo(
            f"The words of {source_id}/{edition_id} are not held here, so there is nothing to compare. "
            f"Add its passages to {edition.origin.file}.",
            err=True,
        )
        sys.exit(PROBLEMS)
    return edition
