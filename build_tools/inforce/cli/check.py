"""The command that checks all content, and what a register says to a check and to a build for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click

from inforce.audit.against_base import (
    settings_changed,
    verify_attributes,
    verify_call_offs,
    verify_imports,
    verify_past_days,
)
from inforce.audit.history import published_register, renames_of
from inforce.audit.new_versions import verify_new_versions
from inforce.audit.working_tree import published_at, verify_working_tree
from inforce.build import pipeline
from inforce.build.pipeline import Checked, Published, Registered
from inforce.cli import PROBLEMS
from inforce.cli.options import config_file, exit_on_failure, on_day, progress_shown, project_of, say, tell_programs
from inforce.clock import clock_on
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem, counted
from inforce.publish.git import find_repository, repository_at
from inforce.publish.published_state import told_before
from inforce.publish.register import Entry, Register
from inforce.reading.guidance_files import read_details
from inforce.store.atomic import cache_folder


@click.command()
@config_file
@on_day
@click.option(
    "--base",
    metavar="REF",
    help="The commit or branch that the work goes into; the main branch of origin if not given. What is published "
    "there must be the same here, and new versions must change no more than they say.",
)
@click.option(
    "--register",
    "place",
    metavar="ADDRESS",
    help="The published site, or its register. What is not in it is not published yet, so you can still correct it. "
    "The branch for pages of origin if not given.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif", "markdown"]),
    default="text",
    show_default=True,
    help="How to print what was found: for a person, or for programs, which read standard output.",
)
def check(config: Path, day: str | None, base: str | None, place: str | None, form: str) -> None:
    """Check all content: form, sources, wording and dates. Changes nothing. Exit code 1: publication stops."""
    project = project_of(config)
    base = base or main_of_origin(project)
    if place and not base:
        raise click.UsageError(
            "--register says what of a base is published, and origin has no main branch here. Name one: --base main"
        )
    held = _held(project, base, place) if base else _Held()
    with progress_shown() as progress:
        checked = pipeline.check(project / "content", clock_on(day), cache_folder(project), held.published, progress)
    problems = (*held.changed, *checked.problems, *(_problems_against(project, base, checked, held) if base else ()))
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


@dataclass(frozen=True)
class _Held:
    """The versions that are published, what was changed of them, and the entries of the register."""

    published: Published = frozenset()
    changed: tuple[Problem, ...] = ()
    entries: tuple[Entry, ...] = ()


def _register_at(place: str) -> Register | None:
    from inforce.audit.site_copy import register_at  # noqa: PLC0415 -- what asks the network is loaded where it is asked

    return register_at(place)[1]


_UNREGISTERED: Final = (
    " (There is no register here of what readers were shown, so everything at {base} counts as published. If this "
    "was not published yet, name the published site: --register ADDRESS)"
)


def _held(project: Path, base: str, place: str | None) -> _Held:
    """Return what *base* has; what the register does not hold counts as published only as long as nobody changes it."""
    with exit_on_failure():
        repository = repository_at(project)
        register = _register_at(place) if place else published_register(repository)
        registered = register.fingerprints if register else None
        published, renames = set(published_at(repository, base)), renames_of(project / "content" / "guidance")
        changed = []
        for version, problem in verify_working_tree(repository, base):
            if registered is not None and version.key not in registered:
                published.discard((renames.now(*version.key), VersionNumber.parse(version.version)))
            else:
                message = str(problem.message) + ("" if register else _UNREGISTERED.format(base=base))
                changed.append(replace(problem, message=message))
        known = ((renames.now(*one), VersionNumber.parse(one[1])) for one in registered or ())
        return _Held(frozenset((*published, *known)), tuple(changed), register.entries if register else ())


def _problems_against(project: Path, base: str, checked: Checked, held: _Held) -> tuple[Problem, ...]:
    with exit_on_failure():
        repository = repository_at(project)
        return (
            *verify_call_offs(repository, base, checked.library, checked.day),
            *verify_past_days(repository, base, checked.library, checked.day, held.entries),
            *verify_attributes(repository, base, checked.library, held.published, held.entries),
            *verify_imports(repository, base, checked.library, held.published),
            *verify_new_versions(checked.library, held.published, checked.day),
        )


def for_register(
    project: Path, day: str | None, register: Register, now: str, read: Callable[[str], bytes | None]
) -> tuple[Registered, tuple[Problem, ...]]:
    """Return what *register* says to a build of what is published at the moment *now*, and what is claimed wrongly.

    *read* gives a file of the site that stands there, or None where it has none such.
    """
    guidance = project / "content" / "guidance"
    renames = renames_of(guidance)
    published = frozenset((renames.now(*one), VersionNumber.parse(one[1])) for one in register.fingerprints)
    moments = moments_told(guidance, register, read)
    return Registered(moments, now, published), _claims(project, day, published, register)


def moments_told(guidance: Path, register: Register, read: Callable[[str], bytes | None]) -> dict[str, dict[str, str]]:
    """Return when readers were told what *register* has, by document; "" where they were told before it had it."""
    moments: dict[str, dict[str, str]] = {}
    for (document, told), moment in register.moments.items():
        moments.setdefault(document, {})[told] = moment
    for ids, every in _taken_back(guidance):
        unknown = {one for one in every if not any(one in moments.get(then, ()) for then in ids)}
        for one in told_before(register, ids, read, unknown):
            moments.setdefault(ids[0], {})[one] = ""
    return moments


def _taken_back(guidance: Path) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Yield what was taken back of each document, if anything was, with all ids that the document has or had."""
    for path in sorted(guidance.glob("*/document.yml")):
        content = path.read_bytes()
        if any(word in content for word in (b"withdrawn", b"called_off", b"withheld")):
            details = read_details(content, "").details
            if details and details.taken_back:
                ids = (path.parent.name, *(one.id for one in details.formerly))
                yield ids, {str(one) for one in details.taken_back}


def _claims(project: Path, day: str | None, published: Published, register: Register) -> tuple[Problem, ...]:
    """Return what versions that the register does not hold claim and what is not so; the first time, all is new.

    Where the settings are others than at the last entry of it, no attribute in use may mean something else.
    """
    repository = find_repository(project)
    files = (project / "content" / "guidance").glob("*/versions/*.yml")
    here = {(file.parents[1].name, file.stem) for file in files}
    is_known = here <= {(document, str(number)) for document, number in published}
    held = repository if repository and settings_changed(repository, register.entries) else None
    if not published or (is_known and held is None):
        return ()
    checked = pipeline.check(project / "content", clock_on(day), cache_folder(project), published)
    redefined = verify_attributes(held, None, checked.library, published, register.entries) if held else ()
    return (*verify_new_versions(checked.library, published, checked.day, at_publication=True), *redefined)
