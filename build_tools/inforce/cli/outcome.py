"""How commands say what came of them: problems, progress, refusals and failures.

What only some of it needs is loaded when it is needed.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Final, NoReturn, TextIO

import click

from inforce.build.outcome import CHECKING, COMPARING, PRINTING, Progress, untold
from inforce.cli.exit_codes import FAILED, PROBLEMS, REFUSED
from inforce.model.english import counted
from inforce.model.problem import Problem
from inforce.reports.from_files import report_from
from inforce.reports.terminal import PLAIN, Look
from inforce.store.failure import Failure

_NARROWEST = 40
"""How many columns a report takes at least; on less, words are better broken by the terminal."""

_LONGEST_SUMMARY = 1024 * 1024
"""How many bytes of summary GitHub takes of a step."""

_SECONDS_UNTOLD: Final = 2
_SECONDS_BETWEEN: Final = 0.2

LONG_RUN = 500
"""From how many files on it is told how far a run has come."""


def stop(said: str, code: int) -> NoReturn:
    """Say why nothing was done, and end with the exit code for it."""
    click.echo(said, err=True)
    sys.exit(code)


def say_waiting() -> None:
    """Tell the person at the terminal why nothing happens yet."""
    click.echo("Another build is running. This one begins when that has ended.", err=True)


def say(project: Path, problems: Iterable[Problem]) -> None:
    """Print *problems* for the person at the terminal."""
    if problems := tuple(problems):
        click.echo(report_from(project, problems, _look_of(sys.stderr)), err=True)
        if sys.stderr.isatty():
            click.echo(f"inforce explain {problems[0].code} says more, with a wrong and a right example.", err=True)


def tell_programs(form: str, problems: Iterable[Problem], day: date) -> None:
    """Print *problems* in a format for programs; on GitHub, the summary of the run has all of them too."""
    from importlib.metadata import version  # noqa: PLC0415 -- as says the head of this module

    from inforce.reports.check_report import Told  # noqa: PLC0415 -- as above
    from inforce.reports.formats import FORMATS  # noqa: PLC0415 -- as above
    from inforce.reports.markdown import as_markdown  # noqa: PLC0415 -- as above

    told = Told(tuple(problems), day, version("inforce"))
    if said := FORMATS[form](told):
        click.echo(said)
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(_cut(as_markdown(told)))


def _cut(summary: str) -> str:
    """Return *summary* as far as GitHub takes it; a longer one it would refuse as a whole."""
    if len(summary.encode()) <= _LONGEST_SUMMARY:
        return summary
    end = "\n\nThere is no room for the rest here: inforce check prints all of it.\n"
    kept = summary.encode()[: _LONGEST_SUMMARY - len(end)].decode(errors="ignore")
    return kept.rpartition("\n")[0] + end


def _look_of(stream: TextIO) -> Look:
    """Return colours and the width of the terminal where *stream* is one; NO_COLOR, where it is set, has none."""
    if not stream.isatty():
        return PLAIN
    columns = shutil.get_terminal_size().columns
    return Look(max(_NARROWEST, min(columns - 1, PLAIN.width)), colour=not os.environ.get("NO_COLOR"))


def progress_of(verb: str) -> Callable[[int, int], None]:
    """Return what tells how far a long run has come, at each tenth of it; nothing is said of a short one."""
    said = 0

    def progress(done: int, total: int) -> None:
        nonlocal said
        tenth = done * 10 // total if total >= LONG_RUN else 0
        if tenth > said:
            said = tenth
            click.echo(f"{verb} {done:,} of {total:,} files", err=True)

    return progress


_DOING: Final[Mapping[str, str]] = {
    CHECKING: "Checked",
    COMPARING: "Compared the versions of",
    PRINTING: "Made the pages of",
}


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Yield what shows at a terminal how far a build or a check has come, from the third second on; else nothing.

    It stands in one line, which is gone at the end.
    """
    if not sys.stderr.isatty():
        yield untold
        return
    began = told = monotonic()
    width = 0

    def progress(what: str, done: int, total: int) -> None:
        nonlocal told, width
        now = monotonic()
        if now - began > _SECONDS_UNTOLD and now - told > _SECONDS_BETWEEN:
            said = f"{_DOING[what]} {done:,} of {total:,} documents"
            click.echo(f"\r{said:<{width}}", nl=False, err=True)
            told, width = now, max(width, len(said))

    try:
        yield progress
    finally:
        if width:
            click.echo(f"\r{'':<{width}}\r", nl=False, err=True)


@contextmanager
def nothing_written(name: str) -> Iterator[None]:
    """Say in a sentence that nothing was written, where *name* is there already or the system would not write."""
    try:
        yield
    except FileExistsError:
        stop(f"Nothing was written: {name} is there already.", PROBLEMS)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        stop(f"Nothing was written: {error.strerror or error}{where}.", FAILED)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Say why something was refused or failed in plain words, and end with the exit code for it."""
    from inforce.publish.guard import Refused  # noqa: PLC0415 -- as above

    try:
        yield
    except Refused as refused:
        click.echo(f"Nothing was published, for {counted(len(refused.refusals), 'reason')}:", err=True)
        for refusal in refused.refusals:
            click.echo(f"\n{refusal.reason}\n  {refusal.remedy}", err=True)
        sys.exit(REFUSED)
    except Failure as failure:
        click.echo(str(failure), err=True)
        sys.exit(FAILED)
