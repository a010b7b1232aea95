"""The command that begins a document: its folder, with the files of it and of its first version to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from inforce.cli.exit_codes import PROBLEMS
from inforce.cli.options import config_file, plain_words, project_of, written_as
from inforce.cli.outcome import nothing_written, stop
from inforce.editing.new_document import Beginning, new_document
from inforce.model.dates import DAY_OR_UNKNOWN
from inforce.model.grammar import NotWritten
from inforce.model.names import ID
from inforce.parsing.corrections import rewritten
from inforce.reports.begun_document import begun_document
from inforce.store.atomic import write_new_folder


def as_id(_context: click.Context, _argument: click.Parameter, text: str | None) -> str | None:
    """Return *text* as an id; None where it is not given."""
    if text is None:
        return None
    try:
        return str(ID.read(text))
    except NotWritten as problem:
        meant = rewritten(text, ID)
        hint = f"{problem.remedy}. Did you mean {meant}?" if meant else problem.remedy
        raise click.BadParameter(f"{problem.what} {hint}") from None


@click.command()
@config_file
@click.argument("document", callback=as_id)
@click.option("--title", metavar="TEXT", help="The title, as readers see it.")
@click.option("--owner", metavar="ROLE", help="The role or team that answers for the document; not a person's name.")
@click.option("--audience", metavar="TEXT", help="Who has to follow it.")
@click.option("--topic", "topics", multiple=True, metavar="TEXT", help="A topic to list it under; may be given again.")
@click.option(
    "--in-force-from", "begins", callback=written_as(DAY_OR_UNKNOWN), metavar="DAY",
    help="The day from which it applies, as 2026-12-01, or unknown where nobody knows.",
)  # fmt: skip
def new(
    config: Path,
    document: str,
    title: str | None,
    owner: str | None,
    audience: str | None,
    topics: Sequence[str],
    begins: str | None,
) -> None:
    """Begin DOCUMENT: make its folder with document.yml and the first version, to be filled in.

    DOCUMENT is its id, such as lone-working, which never changes: it stands in every address of the document. What is
    not given here is to be filled in, and the check refuses the files until it is.
    """
    project = project_of(config)
    folder = folder_for(project, document)
    beginning = Beginning(
        title=said("--title", title, "Lone working"),
        owner=said("--owner", owner, "Practice team"),
        audience=said("--audience", audience, "Everyone who visits families"),
        topics=[plain_words("--topic", topic, "Safeguarding") for topic in topics],
        begins=begins,
    )
    files = new_document(beginning, document)
    with nothing_written(folder):
        write_new_folder(project / folder, files)
    click.echo(begun_document(folder, files))


def folder_for(project: Path, document: str) -> str:
    """Return the folder of a new *document* in *project*; say so and stop where it is there already."""
    folder = f"content/guidance/{document}"
    if (project / folder).exists() or (project / folder).is_symlink():
        stop(
            f"Nothing was written: {folder} is there already. To begin a new version:  inforce revise {document}",
            PROBLEMS,
        )
    return folder


def said(option: str, text: str | None, example: str) -> str | None:
    """Return what was given with *option* as a content file has it; None where nothing was."""
    return plain_words(option, text, example) if text is not None else None
