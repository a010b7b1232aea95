"""The commands that change files that are there: add a review, take words out, put all of them in one form."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from inforce.audit.working_tree import published_at
from inforce.build import pipeline
from inforce.cli import PROBLEMS
from inforce.cli.check import main_of_origin
from inforce.cli.document import document_named, read_library, version_numbered
from inforce.cli.options import (
    config_file,
    exit_on_failure,
    given,
    nothing_written,
    on_day,
    plain_words,
    project_of,
    say,
)
from inforce.clock import clock_on
from inforce.editing.content_files import (
    with_review,
    with_withheld,
    without_words,
)
from inforce.editing.formatted import formatted
from inforce.model.dates import in_words
from inforce.model.guidance import WITHHELD, Document, Review, Version, Withheld, WithheldPart
from inforce.model.library import Library
from inforce.model.names import VERSION, VersionNumber
from inforce.model.problem import ProblemError, counted, listed
from inforce.model.status import a_review, in_force, review_due, reviews
from inforce.parsing.located_yaml import load
from inforce.parsing.suggestions import did_you_mean
from inforce.publish.git import find_repository
from inforce.reading.field_reference import KINDS
from inforce.store.atomic import write_whole


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


def _numbers(_context: click.Context, _option: click.Parameter, texts: Sequence[str]) -> tuple[VersionNumber, ...]:
    return tuple(given(VERSION, text) for text in texts)


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
    library = read_library(project, "Nothing was withheld: first put right the content that cannot be read.")
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
