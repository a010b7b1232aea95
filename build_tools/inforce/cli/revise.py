"""The command that begins the next version of a document: a copy of one there is, with what has to be said anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from inforce.checks.call_offs_hold import call_offs_hold
from inforce.checks.one_version_a_day import one_version_a_day
from inforce.checks.placeholders_filled import placeholders_filled
from inforce.checks.suggested import call_off_in_words
from inforce.cli.document import no_such_document
from inforce.cli.exit_codes import PROBLEMS
from inforce.cli.options import config_file, on_day, plain_words, project_of, written_as
from inforce.cli.outcome import nothing_written, say, stop
from inforce.clock import clock_on
from inforce.editing.revised_version import NewVersion, Revision, revised_version
from inforce.editing.yaml_editor import NotEdited
from inforce.model.dates import DAY, in_words
from inforce.model.english import listed
from inforce.model.grammar import NotWritten
from inforce.model.guidance import ChangeKind, Document, Version
from inforce.model.names import VERSION, VersionNumber
from inforce.model.next_version import Neighbours, neighbours, next_number
from inforce.model.standing import in_force
from inforce.parsing.suggestions import all_there_are
from inforce.reading.content_folder import read_content
from inforce.reading.originals import remembering
from inforce.reports.begun_version import Begun, begun_version
from inforce.store.atomic import write_new
from inforce.store.cache_folder import cache_folder

_KINDS = [ChangeKind.MAJOR.value, ChangeKind.MINOR.value, ChangeKind.PATCH.value]


@click.command()
@config_file
@click.argument("document")
@click.option(
    "--kind", type=click.Choice(_KINDS),
    help="What changes: major (what people must do), minor (wording or additions) or patch (typing).",
)  # fmt: skip
@click.option(
    "--in-force-from", "first_day", callback=written_as(DAY), metavar="DAY",
    help="The day from which the new version applies, as 2026-12-01; to be filled in if not given.",
)  # fmt: skip
@click.option(
    "--from", "base", callback=written_as(VERSION), metavar="NUMBER",
    help="The version to copy; if not given, the one that the new version takes over from.",
)  # fmt: skip
@click.option("--note", metavar="TEXT", help="What changes and why, for readers; to be filled in if not given.")
@on_day
def revise(
    config: Path,
    document: str,
    kind: str | None,
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
    if kind is None:
        raise click.UsageError(
            "Say what kind of change it is:  --kind major  if people must do something else,  --kind minor  for "
            "wording or additions, or  --kind patch  for typing."
        )
    plain = plain_words("--note", note, "Rule 4 names the new form.") if note is not None else None
    begins = DAY.read(first_day) if first_day else None
    found, today = _document(project, document, day)
    copied = _base(found, VERSION.read(base) if base else None, begins, today)
    beside = _beside(found, copied, begins, today)
    number = _next_number(found, copied, ChangeKind(kind), beside)
    file, new = _write(project, copied, Revision(number, ChangeKind(kind), begins, plain))
    click.echo(begun_version(Begun(file, begins, copied, beside, new.to_fill), today))


def _document(project: Path, name: str, day: str | None) -> tuple[Document, date]:
    """Return the document of that *name* and the day it is; say what stands in the way and stop where something does.

    What the words of its versions have against them stands in no way: a new version may be what puts that right.
    """
    library, problems = read_content(project / "content", read_text=remembering(cache_folder(project)))
    today = clock_on(day)(library.settings.time_zone)
    every = [*problems]
    for check in (one_version_a_day, call_offs_hold, placeholders_filled):
        every += check(library, today)
    about = ("content/site.yml", f"content/guidance/{name}/")
    if stopping := [one for one in every if one.is_error and one.place.file.startswith(about)]:
        say(project, sorted(stopping))
        stop(f"Nothing was written: put that right first, then revise {name}.", PROBLEMS)
    found = library.document(name)
    if found is None:
        raise no_such_document(name, [document.id for document in library.documents])
    return found, today


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
    if named := document.version(number):
        return named
    there = all_there_are("version", (str(version.number) for version in document.versions))
    raise click.UsageError(f"{document.id} has no version {number}. {there}")


def _beside(document: Document, base: Version, begins: date | None, today: date) -> Neighbours:
    """Return the versions before and after the new one; refuse a day on which it cannot begin."""
    beside = neighbours(document, begins)
    if begins is None:
        upcoming = [one for one in document.applying if _begins(one) > today]
        if upcoming and upcoming[-1].number > base.number:
            raise click.UsageError(
                f"{_upcoming(upcoming)}. Say from which day the new version applies, for its number and its words go "
                "by that:  --in-force-from DAY"
            )
        return beside
    if same := beside.same_day:
        off = f", or call version {same.number} off in {document.origin.file} first:\n\n"
        way = f"{off}{call_off_in_words(same.number, today)}" if begins >= today else "."
        raise click.UsageError(
            f"Version {same.number} begins on {in_words(begins)} too, and on any day one version applies. "
            f"Choose another day{way}"
        )
    if beside.after and (beside.before is None or _begins(beside.after) <= today):
        raise click.UsageError(
            f"{in_words(begins)} lies before {in_words(_begins(beside.after))}, from which day version "
            f"{beside.after.number} applies. A new version begins after those that have begun, and after the first. "
            "Choose a later day."
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
    except NotWritten as problem:
        raise click.UsageError(f"The next number would be {number}. {problem.remedy}") from None
    return number


def _write(project: Path, base: Version, revision: Revision) -> tuple[str, NewVersion]:
    """Write the new file whole or not at all, never over another; return its name and what it says."""
    old = project / base.origin.file
    file = f"{base.origin.file.rpartition('/')[0]}/{revision.number}.yml"
    try:
        with nothing_written(file):
            written = revised_version(old.read_bytes(), revision)
            write_new(project / file, written.content, old.stat().st_mode & 0o777 | 0o200)
    except NotEdited:
        stop(
            f"Nothing was written: {base.origin.file} is written in a way in which no single field can be changed "
            f"without touching the rest.\nCopy it to {file} by hand, and write there:  version: {revision.number}",
            PROBLEMS,
        )
    return file, written


def _upcoming(versions: Sequence[Version]) -> str:
    """Say which versions are upcoming, and from when."""
    named = listed(f"{one.number} from {in_words(_begins(one))}" for one in versions)
    return f"Version{'s' if len(versions) > 1 else ''} {named} {'are' if len(versions) > 1 else 'is'} upcoming"
