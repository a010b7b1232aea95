"""The command that begins a document with the text of a Word file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import click

from inforce.cli import FAILED, PROBLEMS
from inforce.cli.options import (
    config_file,
    nothing_written,
    plain_words,
    project_of,
    stop,
    written_as,
)
from inforce.cli.source import as_edition, begin_edition, take_original
from inforce.cli.write import as_id, folder_for, said
from inforce.editing.content_files import DETAILS_FILE, VERSION_FILE, Beginning, new_document
from inforce.editing.imported_text import id_of
from inforce.editing.imported_version import Imported, NotAccounted, imported_version
from inforce.editing.new_edition import EditionFacts
from inforce.model.dates import DAY_OR_UNKNOWN, PARTIAL_DATE
from inforce.model.problem import counted
from inforce.originals.reading_process import ReadingProcess
from inforce.originals.word_file import MOST_BYTES, WordRefused
from inforce.originals.word_text import WordParagraph, WordText
from inforce.reports.begun import begun_document, import_report
from inforce.store.atomic import write_new_folder, write_whole

_MOST_SHOWN = 20


def as_named_edition(context: click.Context, option: click.Parameter, value: str | None) -> tuple[str, str] | None:
    """Return the source and the edition that *value* names; None where it is not given."""
    return as_edition(context, option, value) if value is not None else None


@click.command("import")
@config_file
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--as", "document", callback=as_id, metavar="DOCUMENT",
    help="The id of the document, such as lone-working; made from its title if not given.",
)  # fmt: skip
@click.option("--title", metavar="TEXT", help="The title, where it is not the one of FILE.")
@click.option("--owner", metavar="ROLE", help="The role or team that answers for the document; not a person's name.")
@click.option("--audience", metavar="TEXT", help="Who has to follow it.")
@click.option("--topic", "topics", multiple=True, metavar="TEXT", help="A topic to list it under; may be given again.")
@click.option(
    "--in-force-from", "begins", callback=written_as(DAY_OR_UNKNOWN), metavar="DAY",
    help="The day from which it applies, as 2026-12-01, or unknown where nobody knows.",
)  # fmt: skip
@click.option(
    "--source", "edition", callback=as_named_edition, metavar="SOURCE/EDITION",
    help="Begin an edition of a source instead, with the passages of FILE; --publisher and --published go with it.",
)  # fmt: skip
@click.option("--publisher", metavar="NAME", help="Who published the edition.")
@click.option(
    "--published", callback=written_as(PARTIAL_DATE), metavar="WHEN", help="When: 2018, 2018-07 or 2018-07-04."
)
@click.option(
    "--pages", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="PDF",
    help="The edition as it was printed: every passage is held against it word by word, and gets its page.",
)  # fmt: skip
@click.option(
    "--accept-changes", is_flag=True,
    help="Read tracked changes as if they were accepted in Word; without this, a file that has any is refused.",
)  # fmt: skip
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), metavar="PATH",
    help="Write the account of every word into this file, too.",
)  # fmt: skip
def import_(
    config: Path,
    file: Path,
    document: str | None,
    title: str | None,
    owner: str | None,
    audience: str | None,
    topics: Sequence[str],
    begins: str | None,
    edition: tuple[str, str] | None,
    publisher: str | None,
    published: str | None,
    pages: Path | None,
    accept_changes: bool,  # noqa: FBT001 -- a flag of the command
    report: Path | None,
) -> None:
    """Begin a document with the text of FILE, a Word document (.docx), and say where each of its words went.

    Headings become sections, with the numbers that Word shows. A paragraph that says what somebody must, should or may
    do becomes a rule; any other becomes text between rules, for you to decide on. What is left out is listed with its
    place. Each section says that nobody has read it against FILE yet, and the check refuses it until somebody has.
    Exit code 1: FILE is not read, and nothing was written. 3: a word would have been lost, and nothing was written.
    """
    project = project_of(config)
    beginning = Beginning(
        title=said("--title", title, "Lone working"),
        owner=said("--owner", owner, "Practice team"),
        audience=said("--audience", audience, "Everyone who visits families"),
        topics=[plain_words("--topic", topic, "Safeguarding") for topic in topics],
        begins=begins,
    )
    if edition:
        if document or owner or audience or topics or begins or report:
            raise click.UsageError(
                "--source goes with --title, --publisher, --published, --pages and --accept-changes."
            )
        _, text = read_file(file, accept_changes=accept_changes)
        _begin_edition(project, edition, text, (beginning.title, publisher, published), pages)
        return
    if publisher or published or pages:
        raise click.UsageError("--publisher, --published and --pages go with --source.")
    content, text = read_file(file, accept_changes=accept_changes)
    imported, name = _imported(text, file.name, document, beginning)
    folder = folder_for(project, name)
    files = {DETAILS_FILE: new_document(beginning, name)[DETAILS_FILE], VERSION_FILE: imported.version}
    account = import_report(imported, file.name, hashlib.sha256(content).hexdigest(), text.changes)
    with nothing_written(folder):
        write_new_folder(project / folder, files)
    if report:
        write_whole(report, f"{account}\n".encode())
    click.echo(account)
    click.echo(begun_document(folder, files))


def _begin_edition(
    project: Path,
    edition: tuple[str, str],
    text: WordText,
    known: tuple[str | None, str | None, str | None],
    pages: Path | None,
) -> None:
    """Write an edition with the passages of a Word file, and hold it against its printed form where that is given."""
    titles = (one.text for one in text.blocks if isinstance(one, WordParagraph) and one.title)
    title = known[0] or next(titles, None) or text.title
    publisher, published = known[1], known[2]
    if not (title and publisher and published):
        raise click.UsageError(
            'Say what is known of the edition:  --title "Safer visits" --publisher "HM Government" --published 2018-07'
        )
    facts = EditionFacts(title, plain_words("--publisher", publisher, "HM Government"), published)
    begin_edition(project, edition, text, facts)
    if pages:
        take_original(project, pages, edition)


def read_file(file: Path, *, accept_changes: bool) -> tuple[bytes, WordText]:
    """Return the bytes of a Word file and what it says; say why and stop where it is not read."""
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    try:
        text = ReadingProcess().word(content)
    except WordRefused as refused:
        stop(f"Nothing was written. {file.name}: {refused.what}\n  {refused.remedy}", PROBLEMS)
    if text.changes and not accept_changes:
        stop(
            f"Nothing was written. {file.name} has {counted(text.changes, 'tracked change')}, so nobody can say which "
            "words were approved.\n  In Word, accept or reject them (Review) and save. Or add --accept-changes: the "
            "report lists each word that it takes away.",
            PROBLEMS,
        )
    return content, text


def _imported(text: WordText, name: str, document: str | None, beginning: Beginning) -> tuple[Imported, str]:
    """Return the version that is made of *text*, and the id of its document."""
    try:
        imported = imported_version(text, name, document, beginning)
    except WordRefused as refused:
        stop(f"Nothing was written. {name}: {refused.what}\n  {refused.remedy}", PROBLEMS)
    except NotAccounted as lost:
        stop(f"Nothing was written: inforce cannot account for every word of {name}.\n{_lost(lost)}", FAILED)
    found = document or (id_of(imported.title) if imported.title else None)
    if found is None:
        raise click.UsageError(f"{name} does not say what its title is. Name the document:  --as lone-working")
    return imported, found


def _lost(lost: NotAccounted) -> str:
    parts = [("It would lose", lost.missing), ("It would make up", lost.extra)]
    listed = [f"  {what}: {', '.join(words[:_MOST_SHOWN])}" for what, words in parts if words]
    return "\n".join([*listed, "  Save the file anew in Word and try again; else copy those paragraphs by hand."])
