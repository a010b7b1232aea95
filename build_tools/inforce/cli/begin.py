"""The commands that begin something: a repository, a document, the next version of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from inforce.checks.check import call_off_in_words
from inforce.checks.one_version_a_day import one_version_a_day
from inforce.checks.placeholders_filled import placeholders_filled
from inforce.checks.taken_back import taken_back
from inforce.cli import PROBLEMS
from inforce.cli.document import content_of, document_named, stop_where_wrong, version_numbered
from inforce.cli.options import (
    config_file,
    nothing_written,
    on_day,
    plain_words,
    project_of,
    stop,
    written_as,
)
from inforce.clock import clock_on
from inforce.editing.content_files import (
    Beginning,
    NewVersion,
    Revision,
    new_document,
    revised_version,
)
from inforce.editing.new_project import Organisation, new_project
from inforce.model.dates import DAY, DAY_OR_UNKNOWN, in_words
from inforce.model.guidance import ChangeKind, Document, Version
from inforce.model.names import ID, VERSION, VersionNumber
from inforce.model.problem import ProblemError, listed
from inforce.model.status import Neighbours, in_force, neighbours, next_number
from inforce.parsing.suggestions import suggested_correction
from inforce.reports.begun import Begun, begun_document, begun_version
from inforce.store.atomic import fill_folder, write_new, write_new_folder

_ZONE = "Europe/London"


def _address(_context: click.Context, _option: click.Parameter, text: str) -> str:
    parts = urlsplit(text.strip())
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise click.BadParameter(
            f'"{text}" is not the address of a site. Write, for example, https://guidance.example.net/'
        )
    return text.strip().rstrip("/") + "/"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", prompt="The name of the site, as readers see it", help="The name of the site.")
@click.option(
    "--address", prompt="The address of the site, beginning with https://", callback=_address,
    help="Where readers will find it, such as https://guidance.example.net/. It is printed on every copy.",
)  # fmt: skip
@click.option(
    "--forge", type=click.Choice(["github", "gitlab", "forgejo"]), default="github", show_default=True,
    help="Where the repository will be, for its workflows.",
)  # fmt: skip
@click.option("--example/--no-example", default=True, show_default=True, help="Whether to begin with a small document.")
def init(folder: Path, name: str, address: str, forge: str, example: bool) -> None:  # noqa: FBT001 - a flag of the command
    """Make FOLDER, the repository of your organisation: content, settings and workflows, and no code.

    inforce itself is installed from its requirements.txt. What to do next stands in its README.md.
    """
    organisation = Organisation(plain_words("--name", name, "Example Trust"), address, forge, _ZONE, example)
    there = {one.name for one in folder.iterdir()} if folder.is_dir() else {folder.name} if folder.exists() else set()
    if there - {".git"}:
        stop(
            f"Nothing was written: {folder} has something in it. Name a folder that is empty or not there yet, or an "
            "empty clone of your repository.",
            PROBLEMS,
        )
    files = new_project(organisation, clock_on(None)(_ZONE))
    with nothing_written(str(folder)):
        (fill_folder if folder.is_dir() else write_new_folder)(folder, files)
    click.echo(f"Made {len(files)} files in {folder.resolve().name}. Next:")
    first = ([] if folder.resolve() == Path.cwd() else [f"cd {folder}"]) + ([] if there else ["git init -b main"])
    click.echo(f"  {' && '.join([*first, 'git add -A', 'git commit -m Begin'])}")
    if not example:
        click.echo("  inforce new DOCUMENT    # your first document, such as lone-working")
    click.echo("  inforce check     # what is wrong, and how to put it right")
    click.echo("  inforce serve     # a live preview")
    click.echo("README.md there says how to change a rule, and what to set up once.")


def as_id(_context: click.Context, _argument: click.Parameter, text: str | None) -> str | None:
    """Return *text* as an id; None where it is not given."""
    if text is None:
        return None
    try:
        return str(ID.read(text))
    except ProblemError as problem:
        meant = suggested_correction(text, ID)
        hint = f"{problem.remedy}. Did you mean {meant}?" if meant else problem.remedy
        raise click.BadParameter(f"{problem.message} {hint}") from None


def with_details(command: Callable[..., None]) -> Callable[..., None]:
    """Give *command* the options of what is known of a document that begins."""
    begins = click.option(
        "--in-force-from", "begins", callback=written_as(DAY_OR_UNKNOWN), metavar="DAY",
        help="The date from which it applies, such as 2026-12-01, or unknown.",
    )  # fmt: skip
    topics = click.option(
        "--topic", "topics", multiple=True, metavar="TEXT", help="A topic to list it under; may be given again."
    )
    audience = click.option("--audience", metavar="TEXT", help="Who has to follow it.")
    owner = click.option(
        "--owner", metavar="ROLE", help="The role or team that is responsible for the document, not a person's name."
    )
    return owner(audience(topics(begins(command))))


@click.command()
@config_file
@click.argument("document", callback=as_id)
@click.option("--title", metavar="TEXT", help="The title, as readers see it.")
@with_details
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
    files = new_document(beginning_of(title, owner, audience, topics, begins), document)
    with nothing_written(folder):
        write_new_folder(project / folder, files)
    click.echo(begun_document(folder, files))


def beginning_of(
    title: str | None, owner: str | None, audience: str | None, topics: Sequence[str], begins: str | None
) -> Beginning:
    """Return what the options say of a document that begins."""
    return Beginning(
        title=said("--title", title, "Lone working"),
        owner=said("--owner", owner, "Practice team"),
        audience=said("--audience", audience, "Everyone who visits families"),
        topics=[plain_words("--topic", topic, "Safeguarding") for topic in topics],
        begins=begins,
    )


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


_KINDS = [ChangeKind.MAJOR.value, ChangeKind.MINOR.value, ChangeKind.PATCH.value]


@click.command()
@config_file
@click.argument("document")
@click.option(
    "--kind", type=click.Choice(_KINDS), default=ChangeKind.MINOR.value, show_default=True,
    help="What you expect to change: major (what people must do), minor (wording or additions) or patch (typing). "
    "The check compares it with what did change, and names the right one.",
)  # fmt: skip
@click.option(
    "--in-force-from", "first_day", callback=written_as(DAY), metavar="DAY",
    help="The date from which the new version applies, such as 2026-12-01; you can fill it in later.",
)  # fmt: skip
@click.option(
    "--from", "base", callback=written_as(VERSION), metavar="NUMBER",
    help="The version to copy; if not given, the one that the new version takes over from.",
)  # fmt: skip
@click.option("--note", metavar="TEXT", help="What changes and why, for readers; you can fill it in later.")
@on_day
def revise(
    config: Path,
    document: str,
    kind: str,
    first_day: str | None,
    base: str | None,
    note: str | None,
    day: str | None,
) -> None:
    """Begin the next version of DOCUMENT: copy the file of a version to the next number.

    Every byte is copied but the number, the day, the kind and note of the change and the approval. What is not given
    here is to be filled in, and the check refuses the file until it is.
    """
    project = project_of(config)
    plain = plain_words("--note", note, "Rule 4 names the new form.") if note is not None else None
    begins = DAY.read(first_day) if first_day else None
    found, today = _document(project, document, day)
    copied = _base(found, VERSION.read(base) if base else None, begins, today)
    beside = _beside(found, copied, begins, today)
    number = _next_number(found, copied, ChangeKind(kind), beside)
    file, new = _write(project, copied, Revision(number, ChangeKind(kind), begins, plain))
    click.echo(begun_version(Begun(file, begins, copied, beside, new.to_fill, kind), today))


def _document(project: Path, name: str, day: str | None) -> tuple[Document, date]:
    """Return the document of that *name* and the day it is; say what stands in the way and stop where something does.

    What the words of its versions have against them stands in no way: a new version may be what puts that right.
    """
    library, problems = content_of(project)
    today = clock_on(day)(library.settings.time_zone)
    every = [*problems]
    for check in (one_version_a_day, taken_back, placeholders_filled):
        every += check(library, today)
    undone = f"Nothing was written: put that right first, then revise {name}."
    stop_where_wrong(project, every, undone, about=("content/site.yml", f"content/guidance/{name}/"))
    return document_named(name, library.documents), today


def _base(document: Document, number: VersionNumber | None, begins: date | None, today: date) -> Version:
    """Return the version to copy: the one of that *number*, or the one that would be in force on the day."""
    withdrawn = document.details.withdrawn
    if withdrawn and withdrawn.on <= max(today, begins or today):
        begin_another = "begin a document of its own:  inforce new NAME"  # days that have passed are settled
        delete = f"delete withdrawn: from {document.origin.file} first."
        raise click.UsageError(
            f"{document.id} is withdrawn from {in_words(withdrawn.on)} on, so no version of it applies then. "
            f"If it is to be followed again, {begin_another if withdrawn.on < today else delete}"
        )
    if number is None:
        found = in_force(document, begins or today)
        if found is None:
            raise click.UsageError(
                f"No version of {document.id} is in force on {in_words(begins or today)}. "
                f"Say which one to copy:  --from {document.versions[-1].number}"
            )
        return found
    return version_numbered(number, document)


def _beside(document: Document, base: Version, begins: date | None, today: date) -> Neighbours:
    """Return the versions before and after the new one; refuse a day on which it cannot begin."""
    beside = neighbours(document, begins)
    if begins is None:
        upcoming = [one for one in document.applying if _begins(one) > today]
        if upcoming and upcoming[-1].number > base.number:
            raise click.UsageError(
                f"{_upcoming(upcoming)}. Say from which date the new version applies. Its number and its words "
                "depend on that:  --in-force-from DAY"
            )
        return beside
    if same := beside.same_day:
        off = f", or call version {same.number} off in {document.origin.file} first:\n\n"
        way = f"{off}{call_off_in_words(same.number, today)}" if begins >= today else "."
        raise click.UsageError(
            f"Version {same.number} begins on {in_words(begins)} too, and only one version can apply on a day. "
            f"Choose another day{way}"
        )
    if beside.after and (beside.before is None or _begins(beside.after) <= today):
        raise click.UsageError(
            f"{in_words(begins)} lies before {in_words(_begins(beside.after))}, from which day version "
            f"{beside.after.number} applies. A new version must begin after the first one, and after those that have "
            "begun. Choose a later day."
        )
    return beside


def _begins(version: Version) -> date:
    return version.in_force_from or date.min


def _next_number(document: Document, base: Version, kind: ChangeKind, beside: Neighbours) -> VersionNumber:
    number = next_number(document, base, kind, beside)
    if number is None:
        around = [str(one.number) for one in (beside.before, beside.after) if one]
        raise click.UsageError(
            f"There is no number between {' and '.join(around)}. Choose a later day, or call version {around[-1]} off "
            f"in {document.origin.file}, and begin another in its place."
        )
    try:
        VERSION.read(str(number))
    except ProblemError as problem:
        raise click.UsageError(f"The next number would be {number}. {problem.remedy}") from None
    return number


def _write(project: Path, base: Version, revision: Revision) -> tuple[str, NewVersion]:
    """Write the new file whole or not at all, never over another; return its name and what it says."""
    old = project / base.origin.file
    file = f"{base.origin.file.rpartition('/')[0]}/{revision.number}.yml"
    with nothing_written(file):
        written = revised_version(old.read_bytes(), revision)
        write_new(project / file, written.content, old.stat().st_mode & 0o777 | 0o200)
    return file, written


def _upcoming(versions: Sequence[Version]) -> str:
    """Say which versions are upcoming, and from when."""
    named = listed(f"{one.number} from {in_words(_begins(one))}" for one in versions)
    return f"Version{'s' if len(versions) > 1 else ''} {named} {'are' if len(versions) > 1 else 'is'} upcoming"
