"""The command that checks all content."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from inforce.audit.against_base import (
    published_at,
    verify_call_offs,
    verify_new_versions,
    verify_past_days,
    verify_working_tree,
)
from inforce.build import pipeline
from inforce.build.pipeline import Checked, Published
from inforce.cli.options import PROBLEMS, config_file, exit_on_failure, on_day, project_of, say, tell_programs
from inforce.clock import clock_on
from inforce.model.names import VersionNumber
from inforce.model.problem import Place, Problem, counted
from inforce.publish.git import find_repository, repository_at
from inforce.store.atomic import cache_folder


@click.command()
@config_file
@on_day
@click.option(
    "--base",
    metavar="REF",
    help="The commit or branch that the work goes into; unless given, the main branch of origin, if there is one. "
    "What is published there is held unchanged, and what is new is held to what it claims.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif", "markdown"]),
    default="text",
    show_default=True,
    help="How to tell what was found: to a person, or to programs, which read it from standard output.",
)
def check(config: Path, day: str | None, base: str | None, form: str) -> None:
    """Check all content: form, sources, wording and dates. Changes nothing. Exit code 1: publication stops."""
    project = project_of(config)
    base = base or main_of_origin(project)
    published = _published_at(project, base) if base else frozenset[tuple[str, VersionNumber]]()
    checked = pipeline.check(project / "content", clock_on(day), cache_folder(project), published)
    problems = (*checked.problems, *(_problems_against(project, base, checked, published) if base else ()))
    if form == "text":
        say(project, problems)
    else:
        tell_programs(form, problems, checked.day)
    if any(problem.is_error for problem in problems):
        sys.exit(PROBLEMS)
    if form == "text":
        click.echo(f"Checked {counted(checked.documents, 'document')} in {counted(checked.versions, 'version')}.")


def main_of_origin(project: Path) -> str | None:
    """Return the main branch of origin, if there is one and it can be told where the work went off from it."""
    repository = find_repository(project)
    if repository is None or repository.is_empty:
        return None
    names = ("origin/HEAD", "origin/main", "origin/master")
    return next((name for name in names if repository.ask("merge-base", name, "HEAD").code == 0), None)


def _published_at(project: Path, base: str) -> frozenset[tuple[str, VersionNumber]]:
    with exit_on_failure():
        return published_at(repository_at(project), base)


def _problems_against(project: Path, base: str, checked: Checked, published: Published) -> tuple[Problem, ...]:
    with exit_on_failure():
        repository = repository_at(project)
        changed = (
            Problem(Place(one.path), "published-version-changed", one.finding.what, one.finding.remedy)
            for one in verify_working_tree(repository, base)
        )
        return (
            *changed,
            *verify_call_offs(repository, base, checked.library, checked.day),
            *verify_past_days(repository, base, checked.library, checked.day),
            *verify_new_versions(checked.library, published, checked.day),
        )
