"""The command that puts together, for an auditor, all that there is to show of a document on a day."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from inforce.audit.register_at import register_at
from inforce.checks.passages_stand_in_originals import original_problems
from inforce.cli.document import document_on_day, for_readers_of
from inforce.cli.exit_codes import PROBLEMS
from inforce.cli.options import config_file, on_day, project_of
from inforce.cli.outcome import said_plainly, say
from inforce.formats.evidence import RegisterLine, record_name
from inforce.formats.evidence import evidence as evidence_files
from inforce.model.english import counted
from inforce.model.guidance import Document
from inforce.model.sources import Edition
from inforce.reports.text_shown import text_shown
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.text_on_day import text_on_day
from inforce.store.atomic import write_whole

_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip file can hold, for every file in it: when it was made is no part of what it proves."""


@click.command()
@click.argument("document")
@config_file
@on_day
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; beside you, named "
              "after the document and the day, if not given.")  # fmt: skip
@click.option("--register", "register", metavar="FILE-or-URL",
              help="The register of the published site, to take into the evidence.")  # fmt: skip
def evidence(document: str, config: Path, day: str | None, output: Path | None, register: str | None) -> None:
    """Write a zip file that shows what DOCUMENT said on a day, and how to check that with sha256sum alone.

    In it are the text with its standing, sources and approvals, the files of all versions and of the editions that
    they cite, byte for byte, and the register where it is given. Equal content gives an equal file.
    """
    found, project = document_on_day(config, document, day), project_of(config)
    editions = tuple(_cited_editions(found))
    if stopping := [problem for one in editions for problem in original_problems(one) if problem.is_error]:
        say(project, stopping)
        sys.exit(PROBLEMS)
    records, published = dict(_records(found, editions, project)), _register(found.id, register)
    with for_readers_of(found):
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
    for edition in editions:
        for file in (edition.origin.file, *([edition.original.file] if edition.original else ())):
            yield file.removeprefix("content/"), (project / file).read_bytes()


def _cited_editions(document: DocumentOnDay) -> Iterator[Edition]:
    for source, edition in sorted(_cited(document.document)):
        held = document.library.source(source)
        found = held.edition(edition) if held else None
        if found:
            yield found


def _cited(document: Document) -> set[tuple[str, str]]:
    rules = (rule for version in document.versions for rule in version.rules)
    return {(cited.passage.source, cited.passage.edition) for rule in rules for cited in rule.citations}


def _register(document: str, place: str | None) -> tuple[bytes, Sequence[RegisterLine]] | None:
    if place is None:
        return None
    with said_plainly():
        content, register = register_at(place)
    lines = [
        RegisterLine(entry.sequence, entry.version, entry.fingerprint, entry.published_at)
        for entry in register.entries
        if entry.document == document
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
