"""The command that records a review: what was reviewed is taken from the content as it is, never typed in."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import click

from inforce.build import pipeline
from inforce.cli.exit_codes import PROBLEMS
from inforce.cli.options import config_file, on_day, project_of
from inforce.cli.outcome import say
from inforce.clock import clock_on
from inforce.editing.added_review import with_review
from inforce.model.dates import in_words
from inforce.model.guidance import Document, Review, Version
from inforce.model.library import Library
from inforce.model.problem import ProblemError
from inforce.model.reviews import a_review, review_due, reviews
from inforce.model.standing import in_force
from inforce.parsing.suggestions import all_there_are, did_you_mean
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
        click.echo("Nothing was recorded: a review is recorded of content that can be published.", err=True)
        sys.exit(PROBLEMS)
    library = checked.library
    if checked.day > (today := clock_on()(library.settings.time_zone)):
        raise click.UsageError(
            f"{in_words(checked.day)} lies ahead; today is {in_words(today)}. Record a review once it has taken place."
        )
    found = _document(library, document)
    version = in_force(found, checked.day)
    if version is None:
        raise click.UsageError(f"No version of {document} is in force on {in_words(checked.day)}, so none is reviewed.")
    review = a_review(library, version, checked.day, _plain("--by", by), _plain("--note", note) if note else None)
    file = found.origin.file
    if _is_recorded(library, found, review):
        click.echo(f"This review is recorded already in {file}. Nothing was changed.")
        return
    _record(project / file, file, review)
    click.echo(f"Recorded in {file}: {review.by} reviewed version {version.number} on {in_words(review.on)}.")
    click.echo(_next(library, found, version, review))


def _document(library: Library, name: str) -> Document:
    found = library.document(name)
    if found is None:
        names = [document.id for document in library.documents]
        hint = did_you_mean(name, names) or all_there_are("document", names)
        raise click.UsageError(f'There is no document "{name}". {hint}')
    return found


def _plain(option: str, text: str) -> str:
    """Return *text* as a content file has it: composed letters, single spaces."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if not plain:
        raise click.UsageError(f'{option} is empty. Write, for example:  {option} "Practice lead"')
    return plain


def _is_recorded(library: Library, document: Document, review: Review) -> bool:
    """Whether the same was recorded already and holds; a review without a note says no more than one with it."""
    return any(
        one.holds
        and (one.review.on, one.review.by, one.review.version) == (review.on, review.by, review.version)
        and review.note in (None, one.review.note)
        for one in reviews(library, document)
    )


def _record(path: Path, file: str, review: Review) -> None:
    """Write the file anew beside itself and put it in its place, so that it is never seen half written."""
    try:
        written = with_review(path.read_bytes(), file, review)
    except ProblemError as refused:
        for problem in refused.problems:
            click.echo(f"{problem.message}\n{problem.remedy}\nNothing was recorded.", err=True)
        sys.exit(PROBLEMS)
    write_whole(path, written)


def _next(library: Library, document: Document, version: Version, review: Review) -> str:
    recorded = replace(document.details, reviews=(*document.details.reviews, review))
    due = review_due(library, replace(document, details=recorded), version, review.on)
    return f"The next review is due by {in_words(due)}, as long as this one holds." if due else ""
