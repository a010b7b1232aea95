"""The commands that write content: a repository, a document, the next version, a review, and one form for all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from inforce.audit.working_tree import published_at
from inforce.build import pipeline
from inforce.checks.check import call_off_in_words
from inforce.checks.placeholders_filled import placeholders_filled
from inforce.checks.taken_back import call_offs_hold
from inforce.checks.versions_told_apart import one_version_a_day
from inforce.cli import PROBLEMS
from inforce.cli.check import main_of_origin
from inforce.cli.document import document_named, version_numbered
from inforce.cli.options import (
    config_file,
    exit_on_failure,
    given,
    nothing_written,
    on_day,
    plain_words,
    project_of,
    say,
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
    with_review,
    with_withheld,
    without_words,
)
from inforce.editing.formatted import formatted
from inforce.editing.new_project import Organisation, new_project
from inforce.model.dates import DAY, DAY_OR_UNKNOWN, in_words
from inforce.model.guidance import WITHHELD, ChangeKind, Document, Review, Version, Withheld, WithheldPart
from inforce.model.library import Library
from inforce.model.names import ID, VERSION, VersionNumber
from inforce.model.problem import ProblemError, counted, listed
from inforce.model.status import Neighbours, a_review, in_force, neighbours, next_number, review_due, reviews
from inforce.parsing.located_yaml import load
from inforce.parsing.suggestions import did_you_mean, suggested_correction
from inforce.publish.git import find_repository
from inforce.reading.content_folder import read_content
from inforce.reading.field_reference import KINDS
from inforce.reading.source_files import cached_reader
from inforce.reports.begun import Begun, begun_document, begun_version
from inforce.store.atomic import cache_folder, write_new, write_new_folder, write_whole

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
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        stop(f"Nothing was written: {folder} is there already. Name a folder that does not exist yet.", PROBLEMS)
    files = new_project(organisation, clock_on(None)(_ZONE))
    with nothing_written(str(folder)):
        if folder.is_dir():
            folder.rmdir()
        write_new_folder(folder, files)
    click.echo(f"Made {folder} with {len(files)} files. Next:")
    click.echo(f"  cd {folder} && git init -b main && git add -A && git commit -m 'Begin'")
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


def _numbers(_context: click.Context, _option: click.Parameter, texts: Sequence[str]) -> tuple[VersionNumber, ...]:
    return tuple(given(VERSION, text) for text in texts)


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
    library, problems = read_content(project / "content", read_text=cached_reader(cache_folder(project)))
    today = clock_on(day)(library.settings.time_zone)
    every = [*problems]
    for check in (one_version_a_day, call_offs_hold, placeholders_filled):
        every += check(library, today)
    about = ("content/site.yml", f"content/guidance/{name}/")
    if stopping := [one for one in every if one.is_error and one.place.file.startswith(about)]:
        say(project, sorted(stopping))
        stop(f"Nothing was written: put that right first, then revise {name}.", PROBLEMS)
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


@click.command()
@config_file
@click.argument("document")
@click.option("--by", required=True, metavar="ROLE", help="The role or board that reviewed it; not a person's name.")
@on_day
@click.option("--note", metavar="TEXT", help="What came of the review, for readers.")
def reviewed(config: Path, document: str, by: str, day: str | None, note: str | None) -> None:
    """Record in its document.yml that DOCUMENT was reviewed, with the fingerprints of what was reviewed.

    What is recorded is the version in force on that day and the passages that it cites, as they are now. When either
    changes, the review no longer holds.
    """
    project = project_of(config)
    checked = pipeline.check(project / "content", clock_on(day))
    if checked.stops:
        say(project, checked.problems)
        click.echo("Nothing was recorded: first put right what stops publication.", err=True)
        sys.exit(PROBLEMS)
    library = checked.library
    if checked.day > (today := clock_on()(library.settings.time_zone)):
        raise click.UsageError(
            f"{in_words(checked.day)} lies ahead; today is {in_words(today)}. Record a review after it has taken place."
        )
    found = document_named(document, library.documents)
    version = in_force(found, checked.day)
    if version is None:
        raise click.UsageError(
            f"No version of {document} is in force on {in_words(checked.day)}, so there is nothing to review."
        )
    review = a_review(
        library,
        version,
        checked.day,
        plain_words("--by", by, "Practice lead"),
        plain_words("--note", note, "Nothing to change.") if note else None,
    )
    file = found.origin.file
    if _is_recorded(library, found, review):
        click.echo(f"This review is recorded already in {file}. Nothing was changed.")
        return
    with nothing_written(file):
        write_whole(project / file, with_review((project / file).read_bytes(), file, review))
    click.echo(f"Recorded in {file}: {review.by} reviewed version {version.number} on {in_words(review.on)}.")
    click.echo(_next(library, found, version, review))


def _is_recorded(library: Library, document: Document, review: Review) -> bool:
    """Whether the same was recorded already and holds; a review without a note says no more than one with it."""
    return any(
        one.holds
        and (one.review.on, one.review.by, one.review.version) == (review.on, review.by, review.version)
        and review.note in (None, one.review.note)
        for one in reviews(library, document)
    )


def _next(library: Library, document: Document, version: Version, review: Review) -> str:
    recorded = replace(document.details, reviews=(*document.details.reviews, review))
    due = review_due(library, replace(document, details=recorded), version, review.on)
    return f"The next review is due by {in_words(due)}, unless a new version needs one sooner." if due else ""


@click.command()
@config_file
@click.argument("document")
@click.option("--version", "numbers", multiple=True, required=True, callback=_numbers, metavar="NUMBER",
              help="The version to take the words out of; may be given again.")  # fmt: skip
@click.option("--rule", metavar="ID", help="The rule to take out; if not given, all words of the version.")
@click.option("--title", is_flag=True, help="Take out the title, which stays otherwise, and nothing else.")
@click.option("--by", required=True, metavar="ROLE", help="Who decided it: a role, a board or a court.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for readers, without the words themselves.")
@on_day
def withhold(
    config: Path,
    document: str,
    numbers: Sequence[VersionNumber],
    rule: str | None,
    by: str,
    reason: str,
    day: str | None,
    *,
    title: bool,
) -> None:
    """Take words out of published versions of DOCUMENT where the law requires it.

    It is for a name that slipped in, an order of a court, or a copyright. Number, dates, approval, fingerprint and
    check code stay, and readers are told who decided it and why. The next publication takes the words out of pages,
    records, PDF files, search, feeds and saved copies. What git keeps, and what to do there, stands in the README.
    """
    if title and rule:
        raise click.UsageError("Take out a rule or the title, one after the other.")
    part = WithheldPart.TITLE if title else None
    project = project_of(config)
    library, problems = read_content(project / "content")
    wrong = [problem for problem in problems if problem.is_error]
    if wrong:
        say(project, wrong)
        stop("Nothing was withheld: first put right the content that cannot be read.", PROBLEMS)
    found = document_named(document, library.documents)
    on = clock_on(day)(library.settings.time_zone)
    who, why = plain_words("--by", by, "Practice lead"), plain_words("--reason", reason, "A name had slipped in.")
    details = (project / found.origin.file).read_bytes()
    files: dict[str, bytes] = {}
    for number in numbers:
        entry = Withheld(number, on, who, why, "", rule, part)
        version = _version_that_has(found, number, entry)
        file = version.origin.file
        entry = replace(entry, fingerprint=version.published_fingerprint)
        with nothing_written(file):
            files[file] = without_words((project / file).read_bytes(), file, entry.taken)
            details = with_withheld(details, found.origin.file, entry)
    for file, content in {**files, found.origin.file: details}.items():
        with nothing_written(file):
            write_whole(project / file, content)
    named = listed(str(number) for number in numbers)
    click.echo(
        f"Withheld from version{'s' if len(numbers) > 1 else ''} {named} of {document}: {part or rule or 'all words'}."
    )
    for other in _with_the_same_words(found, numbers, rule):
        click.echo(f"Version {other.number} has the same words in that rule and still shows them.")
    titles = {one.text.title for one in found.versions if one.number in numbers}
    for other in (one for one in found.versions if title and one.number not in numbers and one.text.title in titles):
        click.echo(f"Version {other.number} has the same title and still shows it.")
    click.echo("Check whether the words are anywhere else: in notes, summaries, other documents, ordinary pages.")
    click.echo("Then commit, publish, and delete .cache. Git and earlier releases keep the words: see the README.")


def _version_that_has(document: Document, number: VersionNumber, withheld: Withheld) -> Version:
    rule = withheld.rule
    version = version_numbered(number, document)
    rules = [one.id for one in version.rules]
    if rule is not None and rule not in rules:
        raise click.UsageError(f'Version {number} has no rule "{rule}". {did_you_mean(rule, rules) or ""}'.rstrip())
    words = [version.text.title] if withheld.part else [one.text for one in version.rules if rule in (None, one.id)]
    if all(one == WITHHELD for one in words):
        raise click.UsageError(f"Version {number} does not have these words any more.")
    return version


def _with_the_same_words(document: Document, numbers: Sequence[VersionNumber], rule: str | None) -> list[Version]:
    taken = {one.text for number in numbers if (version := document.version(number)) for one in version.rules
             if rule == one.id}  # fmt: skip
    return [
        one for one in document.versions if one.number not in numbers and taken & {other.text for other in one.rules}
    ]


@click.command("format")
@config_file
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--check", is_flag=True, help="Change nothing, and name the files that would change.")
def format_(config: Path, files: Sequence[Path], *, check: bool) -> None:
    """Write content files in one form: the same indentation, and fields in the same order.

    Words, notes and quotation marks round texts stay as they are. Files that cannot be changed safely, and published
    versions, are left alone. FILES are all content files if none are named. Exit code 1: a file could not be changed
    safely or, with --check, would change.
    """
    project = project_of(config)
    wanted = {file.absolute() for file in files}
    every = dict(_content_files(project))
    for file in sorted(wanted - every.keys()):
        raise click.UsageError(f"{file} is not a content file. Name files of guidance or sources in content/.")
    published = _published(project)
    changed, kept, failed = [], 0, False
    for path in sorted(wanted or every):
        name = path.relative_to(project).as_posix()
        if name in published:
            kept += 1
            continue
        content = path.read_bytes()
        try:
            written = formatted(content, every[path])
        except ProblemError:
            failed = True
            _say_why(project, content, name)
            continue
        if written != content:
            changed.append(name)
            if not check:
                write_whole(path, written)
    _conclude(changed, kept, failed=failed, check=check)


def _content_files(project: Path) -> Iterator[tuple[Path, type]]:
    """Yield every content file with the class of its fields."""
    for kind, _title, pattern in KINDS.values():
        yield from ((path, kind) for path in project.glob(pattern) if path.is_file() and not path.is_symlink())


def _published(project: Path) -> frozenset[str]:
    """Return the files of versions that nobody may change: those on the main branch, or else in the last commit."""
    with exit_on_failure():
        repository = find_repository(project)
        if repository is None or repository.is_empty:
            return frozenset()
        found = published_at(repository, main_of_origin(project) or "HEAD")
    return frozenset(f"content/guidance/{document}/versions/{number}.yml" for document, number in found)


def _say_why(project: Path, content: bytes, name: str) -> None:
    _located, problems = load(content, name)
    if errors := [problem for problem in problems if problem.is_error]:
        say(project, errors)
    else:
        click.echo(f"{name} was not changed: it is written in a way that a program cannot change safely.", err=True)


def _conclude(changed: Sequence[str], kept: int, *, failed: bool, check: bool) -> None:
    for name in changed:
        click.echo(f"{name} would change." if check else f"Wrote {name}.")
    if not changed and not failed:
        click.echo("No file needs a change.")
    if kept:
        verb = "was left as it is" if kept == 1 else "were left as they are"
        click.echo(f"{counted(kept, 'published version')} {verb}: a published version is never edited.")
    if failed or (check and changed):
        sys.exit(PROBLEMS)
