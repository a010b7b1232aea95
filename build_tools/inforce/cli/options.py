"""What the commands share: options, exit codes, the document that one names, how problems and failures are said."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from inforce.clock import clock_on
from inforce.model.english import counted
from inforce.model.grammar import Grammar, NotWritten
from inforce.model.problem import Problem
from inforce.store.cache_folder import cache_folder

if TYPE_CHECKING:
    from typing import TextIO

    from inforce.build.theme_shell import Render, SkeletonFacts
    from inforce.model.guidance import Document
    from inforce.reports.terminal import Look
    from inforce.site.document_on_day import DocumentOnDay

PROBLEMS, FAILED, REFUSED = 1, 3, 4
"""Exit codes: problems stop publication; the world failed (disk, network, program); nothing was published, because
it would have lost or altered something, or put older over newer. Click's own 2 is a wrong option.
"""

_NARROWEST = 40
"""How many columns a report takes at least; on less, words are better broken by the terminal."""

_LONGEST_SUMMARY = 1024 * 1024
"""How many bytes of summary GitHub takes of a step."""

LONG_RUN = 500
"""From how many files on it is told how far a run has come."""


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    try:
        clock_on(text)
    except NotWritten as problem:
        raise click.BadParameter(f"{problem.what} {problem.remedy}") from None
    return text


on_day = click.option(
    "--on", "day", callback=_day, metavar="DAY", help="The day to go by, as 2026-12-01; today if not given."
)
config_file = click.option(
    "-f", "--config-file", "config", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True,
    help="The configuration of the site; content/ is read from beside it.",
)  # fmt: skip


def written_as(grammar: Grammar) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return what takes an option as *grammar* has it, also where it is written in another of the usual ways."""

    def taken(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
        from inforce.parsing.corrections import rewritten

        if text is None:
            return None
        plain = " ".join(text.split())
        meant = rewritten(plain, grammar) or plain
        try:
            grammar.read(meant)
        except NotWritten as problem:
            raise click.BadParameter(f"{problem.what} {problem.remedy}") from None
        return meant

    return taken


def plain_words(option: str, text: str, example: str) -> str:
    """Return *text*, given with *option*, as a content file has it: composed letters, single spaces."""
    import unicodedata

    from inforce.editing.yaml_editor import scalar
    from inforce.parsing.located_yaml import load

    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if not plain:
        raise click.UsageError(f'{option} is empty. Write, for example:  {option} "{example}"')
    if not plain.isprintable():
        raise click.UsageError(f"{option} has a character that nobody sees. Type it again, or leave it out.")
    _, problems = load(f"said: {scalar(plain)}\n".encode(), option)
    if wrong := next((one for one in problems if one.is_error), None):
        raise click.UsageError(f"What {option} says cannot stand in a content file. {wrong.message} {wrong.remedy}")
    return plain


def stop(said: str, code: int) -> NoReturn:
    """Say why nothing was done, and end with the exit code for it."""
    click.echo(said, err=True)
    sys.exit(code)


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


def project_of(config: Path) -> Path:
    """Return the folder of the project; content/ is in it."""
    if not config.is_file():
        raise click.UsageError(
            f"There is no {config}. Run inforce in the folder that has mkdocs.yml, or name the file with -f."
        )
    return config.absolute().parent


@dataclass(frozen=True)
class _Render:
    """Makes the ordinary pages and layouts; MkDocs is started only when it is called."""

    configuration: str

    def __call__(self, into: Path) -> SkeletonFacts:
        from inforce.plugins import mkdocs as mkdocs_plugin

        return mkdocs_plugin.render_skeleton(Path(self.configuration), into)


def render_with(config: Path) -> Render:
    """Return what makes the ordinary pages and layouts by the configuration *config*."""
    return _Render(str(config.absolute()))


def say(project: Path, problems: Iterable[Problem]) -> None:
    """Print *problems* for the person at the terminal."""
    if problems := tuple(problems):
        from inforce.reports.from_files import report_from

        click.echo(report_from(project, problems, _look_of(sys.stderr)), err=True)
        if sys.stderr.isatty():
            click.echo(f"inforce explain {problems[0].code} says more, with a wrong and a right example.", err=True)


def tell_programs(form: str, problems: Iterable[Problem], day: date) -> None:
    """Print *problems* in a format for programs; on GitHub, the summary of the run has all of them too."""
    from importlib.metadata import version

    from inforce.reports.check_report import Told
    from inforce.reports.formats import FORMATS
    from inforce.reports.markdown import as_markdown

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
    from inforce.reports.terminal import PLAIN, Look

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


@contextmanager
def said_plainly() -> Iterator[None]:
    """Say why something was refused or failed in plain words, and end with the exit code for it."""
    from inforce.publish.destinations.named_destination import NoSuchDestination
    from inforce.publish.guard import Refused
    from inforce.store.failure import Failure

    try:
        yield
    except Refused as refused:
        click.echo(f"Nothing was published, for {counted(len(refused.refusals), 'reason')}:", err=True)
        for refusal in refused.refusals:
            click.echo(f"\n{refusal.reason}\n  {refusal.remedy}", err=True)
        sys.exit(REFUSED)
    except NoSuchDestination as problem:
        raise click.UsageError(str(problem)) from None
    except Failure as failure:
        click.echo(str(failure), err=True)
        sys.exit(FAILED)


def document_on_day(config: Path, name: str, day: str | None) -> DocumentOnDay:
    """Return the document of that name on the day; where its files or its sources have problems, say them and stop."""
    from inforce.reading.content_folder import read_content
    from inforce.reading.originals import remembering
    from inforce.site.document_on_day import DocumentOnDay

    project = project_of(config)
    library, problems = read_content(project / "content", read_text=remembering(cache_folder(project) / "originals"))
    found = library.document(name)
    about = ("content/site.yml", f"content/guidance/{name}/", *(f"content/sources/{one}/" for one in _cited_by(found)))
    stopping = [problem for problem in problems if problem.is_error and problem.place.file.startswith(about)]
    if stopping:
        say(project, stopping)
        sys.exit(PROBLEMS)
    if found is None or not found.versions:
        raise no_such_document(name, [document.id for document in library.documents if document.versions])
    return DocumentOnDay(found, clock_on(day)(library.settings.time_zone), library)


def no_such_document(name: str, names: Sequence[str]) -> click.UsageError:
    """Return that there is no document of that *name*, and which of *names* was meant, or else all there are."""
    from inforce.parsing.suggestions import all_there_are, did_you_mean

    hint = did_you_mean(name, names) or all_there_are("document", names)
    return click.UsageError(f'There is no document "{name}". {hint}')


def for_readers_of(document: DocumentOnDay) -> AbstractContextManager[None]:
    """Have everything within say its words as the site does; what the terminal tells an editor is English."""
    from inforce.model.catalogue import speaking

    return speaking(document.library.catalogue)


def _cited_by(document: Document | None) -> set[str]:
    """Return the ids of the sources that rules of *document* cite: what it says rests on them."""
    rules = (rule for version in document.versions for rule in version.rules) if document else ()
    return {citation.passage.source for rule in rules for citation in rule.citations}
