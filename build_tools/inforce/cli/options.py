"""What commands share: their options, how they say what came of them, and how they end.

What only some of them need is loaded when they need it: where nothing changed, a build loads nothing.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, NoReturn, TextIO

import click

from inforce.build.outcome import CHECKING, LISTING, PRINTING, Progress, untold
from inforce.cli import FAILED, PROBLEMS, REFUSED
from inforce.model.dates import DAY
from inforce.model.names import Grammar
from inforce.model.problem import Problem, ProblemError, counted
from inforce.store.atomic import Failure

if TYPE_CHECKING:
    from inforce.reports.terminal import Look


def given(grammar: Grammar, text: str) -> Any:
    """Return what *text*, an option or argument, stands for; refuse one that is not written as *grammar* has it."""
    try:
        return grammar.read(text)
    except ProblemError as error:
        raise click.BadParameter(f"{error.message} {error.remedy}") from None


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    if text is not None:
        given(DAY, text)
    return text


on_day = click.option(
    "--on", "day", callback=_day, metavar="DAY", help="The date to use, such as 2026-12-01; today if not given."
)
config_file = click.option(
    "-f", "--config-file", "config", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True,
    help="The configuration of the site; content/ is read from beside it.",
)  # fmt: skip


def written_as(grammar: Grammar) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return what takes an option as *grammar* has it, also where it is written in another of the usual ways."""

    def taken(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
        if text is None:
            return None
        plain = " ".join(text.split())
        from inforce.parsing.suggestions import suggested_correction  # noqa: PLC0415 -- as says the head of this module

        meant = suggested_correction(plain, grammar) or plain
        given(grammar, meant)
        return meant

    return taken


def plain_words(option: str, text: str, example: str) -> str:
    """Return *text*, given with *option*, as a content file has it: composed letters, single spaces."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if not plain:
        raise click.UsageError(f'{option} is empty. Write, for example:  {option} "{example}"')
    if not plain.isprintable():
        raise click.UsageError(f"{option} has a character that nobody sees. Type it again, or leave it out.")
    from inforce.editing.yaml_editor import scalar  # noqa: PLC0415 -- as above
    from inforce.model.placeholders import is_filler  # noqa: PLC0415 -- as above
    from inforce.parsing.located_yaml import load  # noqa: PLC0415 -- as above

    if option in {"--by", "--reason", "--note"} and is_filler(plain, is_answer=True):
        raise click.UsageError(
            f'{option} says "{plain}", which tells readers nothing. Write, for example:  {option} "{example}"'
        )
    _, problems = load(f"said: {scalar(plain)}\n".encode(), option)
    if wrong := next((one for one in problems if one.is_error), None):
        raise click.UsageError(
            f"What {option} says cannot be written into a content file. {wrong.message} {wrong.remedy}"
        )
    return plain


def project_of(config: Path) -> Path:
    """Return the folder of the project; content/ is in it."""
    if not config.is_file():
        raise click.UsageError(
            f"There is no {config}. Run inforce in the folder that has mkdocs.yml, or name the file with -f."
        )
    return config.absolute().parent


_NARROWEST = 40
"""How many columns a report takes at least; on less, words are better broken by the terminal."""

_LONGEST_SUMMARY = 1024 * 1024
"""How many bytes of summary GitHub takes of a step."""

_SECONDS_UNTOLD: Final = 2
_SECONDS_BETWEEN: Final = 0.2

LONG_RUN = 500
"""From how many files on it is told how far a run has come."""


def stop(said: str, code: int) -> NoReturn:
    """Say why nothing was done, if that is not said yet, and end with the exit code for it."""
    if said:
        click.echo(said, err=True)
    sys.exit(code)


def say_waiting() -> None:
    """Tell the person at the terminal why nothing happens yet."""
    click.echo("Another build is running. This one begins when that has ended.", err=True)


def say(project: Path, problems: Iterable[Problem]) -> None:
    """Print *problems* for the person at the terminal."""
    if problems := tuple(problems):
        from inforce.reports.formats import report_from  # noqa: PLC0415 -- as says the head of this module

        click.echo(report_from(project, problems, _look_of(sys.stderr)), err=True)
        if sys.stderr.isatty():
            click.echo(f"inforce explain {problems[0].code} says more, with a wrong and a right example.", err=True)


def tell_programs(form: str, problems: Iterable[Problem], day: date) -> None:
    """Print *problems* in a format for programs; on GitHub, the summary of the run has all of them too."""
    from importlib.metadata import version  # noqa: PLC0415 -- as says the head of this module

    from inforce.reports.formats import (  # noqa: PLC0415 -- as above
        FORMATS,
        CheckReport,
        as_markdown,
    )

    told = CheckReport(tuple(problems), day, version("inforce"))
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
    from inforce.reports.terminal import PLAIN, Look  # noqa: PLC0415 -- as above

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
    LISTING: "Made the lists for",
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


_FAILURES: Final = frozenset({"original-not-taken", "words-not-accounted"})


@contextmanager
def nothing_written(name: str) -> Iterator[None]:
    """Say why nothing was written: *name* cannot be as asked, is there already, or the system would not write."""
    try:
        yield
    except ProblemError as error:
        code = FAILED if error.problems[0].code in _FAILURES else PROBLEMS
        stop(f"Nothing was written. {name}: {error.message}\n  {error.remedy}", code)
    except FileExistsError:
        stop(f"Nothing was written: {name} is there already.", PROBLEMS)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        stop(f"Nothing was written: {error.strerror or error}{where}.", FAILED)


@contextmanager
def exit_on_failure() -> Iterator[None]:
    """Say why something was refused or failed in plain words, and end with the exit code for it."""
    try:
        yield
    except ProblemError as refused:
        click.echo(f"Nothing was published, for {counted(len(refused.problems), 'reason')}:", err=True)
        for problem in refused.problems:
            click.echo(f"\n{problem.message}\n  {problem.remedy}", err=True)
        sys.exit(REFUSED)
    except Failure as failure:
        click.echo(str(failure), err=True)
        sys.exit(FAILED)
