"""The command that says what a change does, for whoever approves it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from inforce.audit.working_tree import published_at
from inforce.build import pipeline
from inforce.build.pipeline import Checked, Published
from inforce.cli.options import config_file, on_day, project_of
from inforce.cli.outcome import said_plainly
from inforce.clock import clock_on
from inforce.publish.git import repository_at
from inforce.reports.check_report import Told
from inforce.reports.review import NewVersion
from inforce.reports.review import review as review_text
from inforce.site.document.comparisons import Comparisons
from inforce.site.document_on_day import DocumentOnDay
from inforce.store.cache_folder import cache_folder


@click.command()
@config_file
@on_day
@click.option("--base", required=True, metavar="REF", help="The commit or branch that the change goes into.")
@click.option("--format", "form", type=click.Choice(["markdown"]), default="markdown", show_default=True,
              help="How to print it.")  # fmt: skip
@click.option("--preview", default="", metavar="ADDRESS", help="Where the site can be seen as it will be.")
def review(config: Path, day: str | None, base: str, form: str, preview: str) -> None:  # noqa: ARG001 - one form so far
    """Print what a change does for readers: one comment for whoever approves guidance and does not open git.

    Versions that are new against the base are compared with the one before: what is proven to change the meaning
    comes first, then what a person has to decide. Problems do not stop it, and are listed at the end.
    """
    project = project_of(config)
    with said_plainly():
        published = published_at(repository_at(project), base)
    checked = pipeline.check(project / "content", clock_on(day), cache_folder(project), published)
    told = Told(checked.problems, checked.day, version("inforce"))
    click.echo(review_text(tuple(_new(checked, published)), checked.problems, told, preview), nl=False)


def _new(checked: Checked, published: Published) -> Iterator[NewVersion]:
    for document in checked.library.documents:
        on_day_of_check = DocumentOnDay(document, checked.day, checked.library)
        for one in document.versions:
            if (document.id, one.number) in published:
                continue
            previous = on_day_of_check.previous(one)
            changes = Comparisons(on_day_of_check).changes(previous, one) if previous else None
            yield NewVersion(on_day_of_check, one, changes)
