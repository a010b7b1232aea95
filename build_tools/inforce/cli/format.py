"""The command that writes content files in one form, without a word more or less."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from inforce.audit.against_base import published_at
from inforce.cli import PROBLEMS
from inforce.cli.check import main_of_origin
from inforce.cli.options import config_file, exit_on_failure, project_of, say
from inforce.editing.formatted import formatted
from inforce.editing.yaml_editor import NotEdited
from inforce.model.problem import counted
from inforce.parsing.located_yaml import load
from inforce.publish.git import find_repository
from inforce.reading.field_reference import KINDS
from inforce.store.atomic import write_whole


@click.command("format")
@config_file
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--check", is_flag=True, help="Change nothing; name the files that are in another form.")
def format_(config: Path, files: Sequence[Path], *, check: bool) -> None:
    """Write content files in one form: the same indentation, and fields in the same order.

    Words, remarks and how texts are quoted stay; a file of which that cannot be proven stays as it is, and so does
    every version that is published. FILES are all content files unless some are named. Exit code 1: a file could not
    be written so, or with --check, is in another form.
    """
    project = project_of(config)
    wanted = {file.absolute() for file in files}
    every = dict(_content_files(project))
    for file in sorted(wanted - every.keys()):
        raise click.UsageError(f"{file} is no content file. Name files of guidance or sources below content/.")
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
        except NotEdited:
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
        click.echo(f"{name} stays as it is: it is written in a way that cannot be changed without a risk.", err=True)


def _conclude(changed: Sequence[str], kept: int, *, failed: bool, check: bool) -> None:
    for name in changed:
        click.echo(f"{name} is in another form." if check else f"Wrote {name}.")
    if not changed and not failed:
        click.echo("Every file is in the one form already.")
    if kept:
        verb = "was left as it is" if kept == 1 else "were left as they are"
        click.echo(f"{counted(kept, 'published version')} {verb}: a published version is never edited.")
    if failed or (check and changed):
        sys.exit(PROBLEMS)
