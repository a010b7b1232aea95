"""The command that writes what happened to guidance since a checkpoint, for whatever sends mail."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import click

from inforce.cli import PROBLEMS
from inforce.cli.document import read_library
from inforce.cli.options import config_file, exit_on_failure, on_day, plain_words, project_of
from inforce.clock import clock_on
from inforce.formats.digest import Choice, as_html, as_message, as_text, come
from inforce.formats.digest import digest as digest_of
from inforce.model.catalogue import use_catalogue
from inforce.model.dates import in_words
from inforce.model.library import Library
from inforce.parsing.suggestions import all_there_are, did_you_mean
from inforce.plugins.mkdocs import site_facts
from inforce.publish.checkpoint import Checkpoint, read_checkpoint
from inforce.publish.git import Repository, find_repository
from inforce.reading.content_folder import read_content
from inforce.site.publication import Publication
from inforce.store.atomic import write_whole


@click.command()
@config_file
@click.option(
    "--since", "kept", required=True, metavar="CHECKPOINT",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The checkpoint.json of the site that you kept last time.",
)  # fmt: skip
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only this document; may be given again.")
@click.option("--topic", "topics", multiple=True, metavar="TEXT", help="Only this topic; may be given again.")
@click.option("--audience", "audiences", multiple=True, metavar="TEXT", help="Only this audience; may be given again.")
@click.option("--by", type=click.Choice(["document", "topic", "audience"]), default="document", show_default=True,
              help="What to group it by.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "html", "eml"]), default="text", show_default=True,
              help="How to write it; eml is a message with text and HTML.")  # fmt: skip
@click.option("--from", "sender", default="", metavar="ADDRESS", help="Who sends the message; without it, a draft.")
@click.option("--to", multiple=True, metavar="ADDRESS", help="Whom to send the message to; may be given again.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="The file to write; printed if not given.")  # fmt: skip
@on_day
def digest(
    config: Path,
    kept: Path,
    documents: Sequence[str],
    topics: Sequence[str],
    audiences: Sequence[str],
    by: str,
    form: str,
    sender: str,
    to: Sequence[str],
    output: Path | None,
    day: str | None,
) -> None:
    """Write what came into force, was cancelled or was withdrawn since a checkpoint.

    Afterwards keep the checkpoint of now:  inforce verify --site ADDRESS --remember CHECKPOINT. What was known then is
    read from the git history; without it, what was written later for an earlier day is left out, and you are told.
    Exit code 1: nothing happened, and nothing was written.
    """
    project = project_of(config)
    if form != "eml" and (sender or to):
        raise click.UsageError("--from and --to go with --format eml.")
    addresses = [plain_words("--to", one, "team@example.org") for one in to]
    checkpoint = _checkpoint(kept)
    library = read_library(project, "Nothing was written: put that right first.")
    choice = _choice(library, documents, topics, audiences)
    zone = ZoneInfo(library.settings.time_zone)
    since = datetime.fromisoformat(checkpoint.published_at).astimezone(zone).date()
    publication = Publication(library, site_facts(config), clock_on(day)(library.settings.time_zone))
    known = _known(project, checkpoint, publication, since)
    with use_catalogue(library.catalogue):
        found = digest_of(publication, since, known, choice, by)
        if not found.groups:
            click.echo(f"Nothing happened since {in_words(since)}.", err=True)
            sys.exit(PROBLEMS)
        if form == "eml":
            content = as_message(found, plain_words("--from", sender, "team@example.org") if sender else "", addresses)
        else:
            content = (as_html(found) if form == "html" else as_text(found)).encode()
    if output:
        write_whole(output, content)
    else:
        click.echo(content, nl=False)


def _checkpoint(kept: Path) -> Checkpoint:
    try:
        return read_checkpoint(kept.read_bytes())
    except ValueError:
        raise click.UsageError(
            f"{kept} is not a checkpoint that inforce made. Name a checkpoint.json of the published site, or the "
            "file that  inforce verify --remember  keeps."
        ) from None


def _choice(library: Library, documents: Sequence[str], topics: Sequence[str], audiences: Sequence[str]) -> Choice:
    """Return what was chosen; say so and stop where the library has none of that name."""
    details = [one.details for one in library.documents]
    for option, given, there in (
        ("document", documents, [one.id for one in library.documents]),
        ("topic", topics, sorted({topic for one in details for topic in one.topics})),
        ("audience", audiences, sorted({one.audience for one in details})),
    ):
        if wrong := [name for name in given if name not in there]:
            hint = did_you_mean(wrong[0], there) or all_there_are(option, there)
            raise click.UsageError(f'There is no {option} "{wrong[0]}". {hint}')
    return Choice(documents, topics, audiences)


def _known(project: Path, checkpoint: Checkpoint, now: Publication, since: date) -> Collection[str]:
    """Return the events that had come when the checkpoint was made, as far as can be told."""
    with exit_on_failure():
        repository = find_repository(project)
        if repository and checkpoint.commit and repository.has_commit(checkpoint.commit):
            return come(Publication(_library_at(repository, checkpoint.commit), now.site, since)).keys()
    click.echo(
        "The commit of the checkpoint is not here, so versions added since then with an earlier date are left out. "
        "In a workflow, set fetch-depth: 0.",
        err=True,
    )
    return {name for name, event in come(now).items() if event.day and event.day <= since}


def _library_at(repository: Repository, commit: str) -> Library:
    """Return the library as it was in a commit."""
    folder = f"{repository.prefix}content/"
    files = {
        path.removeprefix(repository.prefix): file.blob
        for path, file in repository.files(commit, folder).items()
        if file.mode == "100644" and path.endswith(".yml")
    }
    with TemporaryDirectory() as made:
        for path, content in zip(files, repository.contents(list(files.values())), strict=True):
            (Path(made) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(made) / path).write_bytes(content)
        return read_content(Path(made) / "content")[0]
