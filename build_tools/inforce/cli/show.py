"""The commands that answer: what a document said on a day, what changed, what a change does, and what proves it."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import click

from inforce.audit.site_copy import register_at
from inforce.audit.working_tree import details_before, published_at
from inforce.build import pipeline
from inforce.build.pipeline import Published
from inforce.checks.passages_stand_in_originals import original_problems
from inforce.cli import PROBLEMS
from inforce.cli.document import document_on_day, read_library, site_language, version_numbered
from inforce.cli.options import config_file, exit_on_failure, on_day, project_of, say
from inforce.clock import clock_on
from inforce.formats.evidence import RegisterLine, record_name
from inforce.formats.evidence import evidence as evidence_files
from inforce.formats.markdown import version_markdown
from inforce.formats.records.comparisons import redline_record
from inforce.formats.records.documents import figures_files
from inforce.formats.records.versions import answer_record
from inforce.formats.redline_text import as_html, as_markdown, as_text, redline_document
from inforce.model.catalogue import use_catalogue
from inforce.model.library import Library
from inforce.model.problem import counted
from inforce.model.sources import Edition
from inforce.publish.git import repository_at
from inforce.publish.register import shown_on
from inforce.reports.changes import REVIEW_MARK, ChangedFacts, NewVersion
from inforce.reports.changes import review as review_text
from inforce.reports.formats import CheckReport
from inforce.reports.text_shown import WIDTH, text_shown, text_shown_by_site, wrapped
from inforce.site.document.comparisons import Comparisons
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.status import figures, tasks
from inforce.site.page import encoded
from inforce.site.phrases.answers_by_day import text_on_day
from inforce.site.publication import Publication, SiteFacts
from inforce.store.atomic import Failure, cache_folder, write_whole

_Shown = list[tuple[datetime, str | None]]
"""From which moment on the site showed which version; None for none."""


@click.command()
@click.argument("document", required=False)
@config_file
@on_day
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
              help="How to print it.")  # fmt: skip
@click.option("--register", "register", metavar="FILE-or-URL",
              help="The register of the published site, to say also what readers were shown on that day.")  # fmt: skip
def show(document: str | None, config: Path, day: str | None, form: str, register: str | None) -> None:
    """Print the text of DOCUMENT that was in force on a day, with its status and sources.

    Without DOCUMENT: the figures of the page /status/ as they were on that day, as a table for spreadsheets or as
    JSON: how much guidance was in force, in date, overdue for review, or used a source that had been replaced.

    With --register, also what the site showed on that day: a version that was published late was in force before
    any reader was shown it. Exit code 1: no text was in force on that day, or there is no record of one.
    """
    if document is None:
        library = read_library(project_of(config))
        with use_catalogue(library.catalogue):
            _print(_figures(library, clock_on(day)(library.settings.time_zone), form))
        return
    found = document_on_day(config, document, day)
    shown = _shown_by_site(found, register) if register else None
    with site_language(found):
        _print(_record(found, shown) if form == "json" else _text(found, shown, form))
    if found.current is None:
        sys.exit(PROBLEMS)


def _figures(library: Library, day: date, form: str) -> str:
    """Return the figures of all guidance on *day*, as the site of that day has them."""
    publication = Publication(library, SiteFacts(""), day)
    as_json, as_table = figures_files(figures([tasks(publication, one) for one in publication.documents]))
    return (as_json if form == "json" else as_table).content.decode("utf-8-sig")


def _record(document: DocumentOnDay, shown: _Shown | None) -> str:
    """Return for programs what applied on the day, and what the site showed where that is known."""
    by_site = None if shown is None else [{"since": f"{since:%Y-%m-%dT%H:%M:%S}Z", "version": version}
                                          for since, version in shown]  # fmt: skip
    return encoded({**answer_record(document, text_on_day(document)), "shown": by_site}).decode()


def _text(document: DocumentOnDay, shown: _Shown | None, form: str) -> str:
    """Return the same for people, as text or, where it is certain which version applied, as Markdown."""
    answer = text_on_day(document)
    if form == "markdown" and answer.version and answer.certain:
        said = version_markdown(document, answer.version, SiteFacts(""))
    else:
        said = text_shown(document, answer)
    return said if shown is None else said + text_shown_by_site(document, shown)


def _ids(document: DocumentOnDay) -> frozenset[str]:
    """Return the ids under which a register has *document*: its own, and those that it had before."""
    return frozenset(document.document.ids)


def _shown_by_site(document: DocumentOnDay, place: str) -> _Shown:
    """Return what the register at *place* says that readers were shown on the day: from when on, which version."""
    with exit_on_failure():
        _, register = register_at(place)
    zone = ZoneInfo(document.library.settings.time_zone)
    called_off = {str(one.version) for one in document.document.details.called_off}
    return [
        (shown.since, shown.entry.version if shown.entry else None)
        for shown in shown_on(register.versions, _ids(document), document.day, zone, called_off)
    ]


def _print(text: str) -> None:
    click.echo(text, nl=False)


_SIGNED = re.compile(r"\[-.*?-\]|\{\+.*?\+\}", re.DOTALL)


@click.command()
@click.argument("document")
@click.argument("old")
@click.argument("new")
@config_file
@on_day
@click.option("--format", "form", type=click.Choice(["terminal", "html", "markdown", "json"]), default="terminal",
              show_default=True, help="How to print it.")  # fmt: skip
def redline(document: str, old: str, new: str, config: Path, day: str | None, form: str) -> None:
    """Print what changed in DOCUMENT from version OLD to version NEW, word by word, rule by rule.

    At a terminal, [-words-] were taken out and {+words+} came in; the lines are as long as it is wide. In a file or
    a pipe, and where NO_COLOR is set, there are no colours.
    """
    found = document_on_day(config, document, day)
    ends = sorted((version_numbered(one, found.document) for one in (old, new)), key=lambda version: version.number)
    if ends[0] is ends[1] or str(ends[0].number) != old:
        raise click.UsageError(f"Name the older version first, then the newer one, such as {_example(found)}.")
    with site_language(found):
        changes = Comparisons(found).changes(*ends)
        if form == "json":
            _print_redline(encoded(redline_record(found, changes, SiteFacts(""))).decode())
            return
        said = redline_document(found, changes)
        if form == "terminal":
            _print_redline(_coloured(as_text(said, partial(wrapped, width=_width()))))
        else:
            _print_redline(as_html(said) if form == "html" else as_markdown(said))


def _example(document: DocumentOnDay) -> str:
    versions = document.document.versions
    if len(versions) < 2:
        return f"1.0.0 and 2.0.0; {document.id} has one version so far"
    return f"{versions[-2].number} {versions[-1].number}"


def _width() -> int:
    """Return how long a line may be: at a terminal no longer than that is wide."""
    return min(WIDTH, max(20, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else WIDTH


def _coloured(text: str) -> str:
    """Return *text* with what stands between signs in colour; click takes the colours out where there are none."""
    if os.environ.get("NO_COLOR"):
        return text
    return _SIGNED.sub(lambda found: click.style(found[0], fg="red" if found[0][0] == "[" else "green"), text)


def _print_redline(text: str) -> None:
    click.echo(text, nl=False)


_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip file can hold, for every file in it: when it was made is no part of what it proves."""


@click.command()
@click.argument("document")
@config_file
@on_day
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False),
              help="The file to write; if not given, one here, named after the document and the day.")  # fmt: skip
@click.option("--register", "register", metavar="FILE-or-URL",
              help="The register of the published site, to take into the evidence.")  # fmt: skip
def evidence(document: str, config: Path, day: str | None, output: Path | None, register: str | None) -> None:
    """Write a zip file that shows what DOCUMENT said on a day, and how to check that with sha256sum alone.

    In it are the text with its status, sources and approvals, the files of all versions and of the editions that
    they cite, byte for byte, and the register where it is given. Equal content gives an equal file.
    """
    found, project = document_on_day(config, document, day), project_of(config)
    editions = tuple(_cited_editions(found))
    if stopping := [problem for one in editions for problem in original_problems(one) if problem.is_error]:
        say(project, stopping)
        sys.exit(PROBLEMS)
    records, published = dict(_records(found, editions, project)), _register(_ids(found), register)
    with site_language(found):
        answer = text_on_day(found)
        files = evidence_files(found, answer, text_shown(found, answer), records, published)
    name = f"evidence-{found.id}-{found.day.isoformat()}"
    target = output or Path(f"{name}.zip")
    write_whole(target, _packed(name, files))
    click.echo(f"Wrote {target} with {counted(len(files), 'file')}. {text_on_day(found).said[0]}")


def _records(document: DocumentOnDay, editions: Iterable[Edition], project: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files that the document was read from, and those of every edition that it cites."""
    yield "document.yml", (project / document.document.origin.file).read_bytes()
    for version in document.document.versions:
        yield record_name(version), (project / version.origin.file).read_bytes()
        yield from ((f"pictures/{one.file}", one.content) for one in version.pictures)
    for edition in editions:
        for file in (edition.origin.file, *([edition.original.file] if edition.original else ())):
            yield file.removeprefix("content/"), (project / file).read_bytes()


def _cited_editions(document: DocumentOnDay) -> Iterator[Edition]:
    for source, edition in sorted(document.document.cited_editions):
        held = document.library.source(source)
        found = held.edition(edition) if held else None
        if found:
            yield found


def _register(document: Collection[str], place: str | None) -> tuple[bytes, Sequence[RegisterLine]] | None:
    if place is None:
        return None
    with exit_on_failure():
        content, register = register_at(place)
    lines = [
        RegisterLine(entry.sequence, entry.version, entry.what, entry.published_at)
        for entry in register.entries
        if entry.document in document
    ]
    return content, lines


def _packed(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return *files* in a zip, all in one *folder*; stored as they are, so that equal files are an equal zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as made:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", _NO_MOMENT)
            entry.create_system = 3  # Unix, on every machine, for the mode that follows
            entry.external_attr = 0o100644 << 16
            made.writestr(entry, content)
    return packed.getvalue()


@click.command()
@config_file
@on_day
@click.option("--base", required=True, metavar="REF", help="The commit or branch that the change goes into.")
@click.option("--format", "form", type=click.Choice(["markdown"]), default="markdown", show_default=True,
              help="How to print it.")  # fmt: skip
@click.option("--preview", default="", metavar="ADDRESS", help="Where people can see the site as it will be.")
@click.option("--post", "comments", default="", metavar="ADDRESS",
              help="Also put it under the pull request whose comments the API of GitLab or Forgejo has at ADDRESS, and "
              "bring the one that stands there up to date. REVIEW_TOKEN is the token that may do so.")  # fmt: skip
def review(config: Path, day: str | None, base: str, form: str, preview: str, comments: str) -> None:  # noqa: ARG001 - one form so far, and a parameter an option
    """Print what a change means for readers, as a comment for people who approve guidance without git.

    Versions that are new against the base are compared with the one before: what is proven to change the meaning
    comes first, then what a person has to decide. What is withdrawn, cancelled or withheld is said too. Problems do
    not stop it, and are listed at the end.
    """
    project = project_of(config)
    with exit_on_failure():
        published = published_at(repository_at(project), base)
        before = details_before(repository_at(project), base)
    checked = pipeline.check(project / "content", clock_on(day), cache_folder(project), published)
    on_day = [DocumentOnDay(one, checked.day, checked.library) for one in checked.library.documents]
    facts = [ChangedFacts(one, before[one.document.id]) for one in on_day if one.document.id in before]
    told = CheckReport(checked.problems, checked.day, installed_version("inforce"))
    faulty = {one.place.file for one in checked.problems if one.is_error and "/versions/" in one.place.file}
    unread = faulty - {one.origin.file for document in checked.library.documents for one in document.versions}
    text = review_text(tuple(_new(on_day, published)), facts, told, preview, unread)
    click.echo(text, nl=False)
    if comments:
        from inforce.publish.review_comment import put_under  # noqa: PLC0415 -- only where it is asked for

        with exit_on_failure():
            put_under(comments, text, REVIEW_MARK, _review_token())


def _review_token() -> str:
    token = os.environ.get("REVIEW_TOKEN", "")
    if not token:
        remedy = "Give the job a token that may write comments, and nothing else, as REVIEW_TOKEN."
        raise Failure("There is no token to put the review under the pull request with.", remedy)
    return token


def _new(documents: Iterable[DocumentOnDay], published: Published) -> Iterator[NewVersion]:
    for document in documents:
        for one in document.document.versions:
            if (document.document.id, one.number) in published:
                continue
            previous = document.previous(one)
            changes = Comparisons(document).changes(previous, one) if previous else None
            yield NewVersion(document, one, changes)
