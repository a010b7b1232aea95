"""The commands that take in what others wrote: sources with their editions, originals, Word files."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

import click

from inforce.cli import PROBLEMS
from inforce.cli.begin import as_id, beginning_of, folder_for, with_details
from inforce.cli.document import content_of
from inforce.cli.options import config_file, nothing_written, on_day, plain_words, project_of, say, stop, written_as
from inforce.clock import clock_on
from inforce.compare.passage_changes import EditionChanges
from inforce.editing.capture import Captured, EditionFacts, new_edition, pasted
from inforce.editing.capture import capture as take
from inforce.editing.content_files import DETAILS_FILE, VERSION_FILE, Beginning, new_document
from inforce.editing.imported_text import id_of
from inforce.editing.imported_version import Imported, imported_version
from inforce.model.bounds import WORD
from inforce.model.dates import PARTIAL_DATE
from inforce.model.library import Library
from inforce.model.names import ID
from inforce.model.problem import Problem, ProblemError, counted
from inforce.model.sources import Edition
from inforce.originals.reading_process import ReadingProcess
from inforce.originals.word_text import WordParagraph, WordText
from inforce.parsing.suggestions import all_there_are, did_you_mean
from inforce.reading.source_files import cached_reader
from inforce.reports.begun import begun_document, begun_edition, import_report
from inforce.reports.changes import edition_changes
from inforce.site.publication import Publication, SiteFacts
from inforce.store.atomic import cache_folder, write_new, write_new_folder, write_whole

MOST_PASTED = 10 * 1024**2
"""How many bytes of text are parted into passages."""


def as_edition(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, str]:
    """Return the source and the edition that *value* names, as SOURCE/EDITION."""
    source_id, slash, edition_id = value.partition("/")
    try:
        return ID.read(source_id), ID.read(edition_id)
    except ProblemError as problem:
        what = problem.message if slash else f'"{value}" does not name a source and an edition of it.'
        raise click.BadParameter(f"{what} Write both: information-sharing-advice/2018") from None


@click.group()
def source() -> None:
    """Work with the sources that guidance is based on."""


@source.command("new", short_help="Begin an edition, with its passages.")
@config_file
@click.argument("edition", callback=as_edition, metavar="SOURCE/EDITION")
@click.argument("file", required=False, type=click.File("rb"))
@click.option("--title", required=True, metavar="TEXT", help="The title as printed on the edition.")
@click.option("--publisher", required=True, metavar="NAME", help="Who published it.")
@click.option(
    "--published", required=True, callback=written_as(PARTIAL_DATE), metavar="WHEN",
    help="When it was published: 2018, 2018-07 or 2018-07-04.",
)  # fmt: skip
@click.option("--short-title", metavar="TEXT", help="A short title for the line under each rule.")
@click.option("--address", metavar="URL", help="Where the publisher offers it.")
@click.option("--licence", metavar="NAME", help="Under which terms its words may be published.")
def new(
    config: Path,
    edition: tuple[str, str],
    file: BinaryIO | None,
    title: str,
    publisher: str,
    published: str,
    short_title: str | None,
    address: str | None,
    licence: str | None,
) -> None:
    """Begin an edition of a source, with the passages of a text that you paste.

    The text is read from FILE, or from standard input where something is sent there; it is parted into passages by its
    paragraphs and numbers, and none of its words is lost. Without a text, the edition has no passages yet.
    """
    project = project_of(config)
    given = {"--short-title": short_title, "--address": address, "--licence": licence}
    words = {option: plain_words(option, text, "Safer visits") for option, text in given.items() if text is not None}
    facts = EditionFacts(
        plain_words("--title", title, "Safer visits: advice for practitioners"),
        plain_words("--publisher", publisher, "HM Government"),
        published,
        words.get("--short-title"),
        words.get("--address"),
        words.get("--licence"),
    )
    stream = file
    if stream is None and not sys.stdin.isatty():
        stream = sys.stdin.buffer
    pasted_text = _decoded(stream.read(MOST_PASTED + 1)) if stream else ""
    begin_edition(project, edition, pasted(pasted_text), facts)


def _decoded(content: bytes) -> str:
    if len(content) > MOST_PASTED:
        raise click.UsageError("This text is larger than 10 MB. Paste the part that you quote.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError('This text is not saved as UTF-8. Save it again with the encoding "UTF-8".') from None


def begin_edition(project: Path, named: tuple[str, str], text: WordText, facts: EditionFacts) -> None:
    """Write the file of an edition with the passages of *text*, and say what came of it; or say why not, and stop."""
    file = f"content/sources/{named[0]}/{named[1]}.yml"
    if (project / file).exists():
        stop(f"Nothing was written: {file} is there already. A changed text is another edition.", PROBLEMS)
    with nothing_written(file):
        made = new_edition(text, facts, named[0])
        (project / file).parent.mkdir(parents=True, exist_ok=True)
        write_new(project / file, made.content, 0o644)
    click.echo(begun_edition(file, made))


@source.command(short_help="Take a file as the original of an edition.")
@config_file
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--as", "edition", callback=as_edition, metavar="SOURCE/EDITION", required=True,
    help="Which edition FILE is the original of.",
)  # fmt: skip
def capture(config: Path, file: Path, edition: tuple[str, str]) -> None:
    """Take FILE, a PDF, HTML page or text, as the original of an edition.

    It is stored beside the file of the edition, and every passage is looked for in it, word by word. What is found is
    recorded in the file of the edition: the SHA-256 of the original, the page of each passage, and the evidence.
    Exit code 1: a passage is not in it.
    """
    take_original(project_of(config), file, edition)


def take_original(project: Path, file: Path, edition: tuple[str, str]) -> None:
    """Take *file* as the original of an edition, and say what came of it; stop where a passage is not in it."""
    with nothing_written(file.name):
        done = take(project / "content", file, *edition, cached_reader(cache_folder(project)))
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
        said.append(
            "Its evidence is now the original. Check that what evidence_note and not_verified say is still true."
        )
    return "\n".join(said)


@source.command(short_help="Show what an edition says in place of another.")
@config_file
@on_day
@click.argument("old", callback=as_edition, metavar="SOURCE/OLD")
@click.argument("new", callback=as_edition, metavar="SOURCE/NEW")
def compare(config: Path, day: str | None, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Show what the edition NEW says in place of OLD, passage by passage, and which rules rest on what changed.

    Words that were taken out stand in [-…-], words that came in in {+…+}. Exit code 1: the words of an edition are
    not held, so there is nothing to compare.
    """
    project = project_of(config)
    library, problems = content_of(project)
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
            f"The words of {source_id}/{edition_id} are not here, so there is nothing to compare. "
            f"Add its passages to {edition.origin.file}.",
            err=True,
        )
        sys.exit(PROBLEMS)
    return edition


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
@click.option("--title", metavar="TEXT", help="The title, if it is not the one in FILE.")
@with_details
@click.option(
    "--source", "edition", callback=as_named_edition, metavar="SOURCE/EDITION",
    help="Begin an edition of a source instead, with the passages of FILE; use it with --publisher and --published.",
)  # fmt: skip
@click.option("--publisher", metavar="NAME", help="Who published the edition.")
@click.option(
    "--published", callback=written_as(PARTIAL_DATE), metavar="WHEN", help="When: 2018, 2018-07 or 2018-07-04."
)
@click.option(
    "--pages", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="PDF",
    help="The edition as it was printed: each passage is compared with it word by word, and gets its page.",
)  # fmt: skip
@click.option(
    "--accept-changes", is_flag=True,
    help="Read tracked changes as if they were accepted in Word; without this, a file that has any is refused.",
)  # fmt: skip
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), metavar="PATH",
    help="Also write into this file where each word went.",
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
    beginning = beginning_of(title, owner, audience, topics, begins)
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
            "Say what you know about the edition:  "
            '--title "Safer visits" --publisher "HM Government" --published 2018-07'
        )
    facts = EditionFacts(title, plain_words("--publisher", publisher, "HM Government"), published)
    begin_edition(project, edition, text, facts)
    if pages:
        take_original(project, pages, edition)


def read_file(file: Path, *, accept_changes: bool) -> tuple[bytes, WordText]:
    """Return the bytes of a Word file and what it says; say why and stop where it is not read."""
    with file.open("rb") as opened:
        content = opened.read(WORD.largest + 1)
    with nothing_written(file.name):
        text = ReadingProcess().word(content)
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
    with nothing_written(name):
        imported = imported_version(text, name, document, beginning)
    found = document or (id_of(imported.title) if imported.title else None)
    if found is None:
        raise click.UsageError(f"{name} does not say what its title is. Name the document:  --as lone-working")
    return imported, found
