"""A redline apart from the site: as HTML, as Markdown, and as plain text with signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from markupsafe import Markup

from inforce.compare.changes import VersionChanges
from inforce.model.block_text import LineKind
from inforce.model.catalogue import _, pgettext
from inforce.model.dates import in_words
from inforce.model.names import paragraphs
from inforce.site.block_markdown import escaped
from inforce.site.document.redline_rows import RedlineRows, Row, redline_rows
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import MarkedLine, Paragraphs, Piece, grouped
from inforce.site.phrases.changes import changes_name
from inforce.site.phrases.currency import status_in_words
from inforce.site.templates import render

Mark = Callable[[Piece], str]
"""Says how a run of words is written: same, removed or added."""

REMOVED: Final = ("[-", "-]")
ADDED: Final = ("{+", "+}")
"""The signs of ``git diff --word-diff``."""

_PICTURE: Final = re.compile(r'<img src="[^"]*" alt="">')


class RedlineDocument(NamedTuple):
    """A redline with its title, how the two versions stand ("" where that is not said), and their notes of change."""

    title: str
    status: str
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    rows: RedlineRows

    @property
    def changes(self) -> Markup:
        """What changed, as the page of a comparison has it."""
        return render("redline_changes.html", self.rows)


def redline_document(document: DocumentOnDay, changes: VersionChanges) -> RedlineDocument:
    """Return *changes* ready to be written, and how both versions stand on the day of *document*."""
    old, new = changes.old, changes.new
    return lasting_document(document, changes, redline_rows(changes, document.library))._replace(
        status=_(
            "Version {older} is {was} and version {newer} is {now} on {day}.",
            older=old.number,
            was=status_in_words(document, old),
            newer=new.number,
            now=status_in_words(document, new),
            day=in_words(document.day),
        ),
    )


def lasting_document(document: DocumentOnDay, changes: VersionChanges, rows: RedlineRows) -> RedlineDocument:
    """Return *changes*, of which *rows* say what they are, ready to be written, as they are on any day."""
    old, new = changes.old, changes.new
    between = [version for version in document.document.versions if old.number < version.number <= new.number]
    return RedlineDocument(
        title=changes_name(old, new),
        status="",
        notes=tuple((str(version.number), paragraphs(version.text.change.note)) for version in between),
        rows=rows,
    )


def as_html(redline: RedlineDocument) -> str:
    """Return *redline* as a page of its own, which has no pictures beside it: what they are called and say, it has."""
    return _PICTURE.sub("", str(render("redline_document.html", redline)))


def as_markdown(redline: RedlineDocument) -> str:
    """Return *redline* as Markdown, with the tags of HTML for what was taken out and what came in."""
    parts = [f"# {escaped(redline.title)}", escaped(redline.status)]
    parts += [_note(f"**{escaped(_of(number))}**", escaped(" ".join(note))) for number, note in redline.notes]
    parts += [escaped(redline.rows.counts_in_words)]
    parts += [
        "\n".join(
            f"- **{escaped(line.words)}**" if line.grave else f"- {escaped(line.words)}"
            for line in redline.rows.headlines
        )
    ]
    for row in _rows(redline.rows):
        parts += [f"## {escaped(row.heading_in_words)}", *map(escaped, row.notes)]
        for part in row.parts:
            parts += [*([f"### {escaped(part.label)}"] if part.label else []), *_words(part.words, _markdown)]
    return "\n\n".join(part for part in [*parts, redline.rows.sources, redline.rows.same] if part) + "\n"


def marked(words: Paragraphs) -> Iterator[str]:
    """Yield each paragraph, item and row of marked *words* as Markdown, with ``<del>`` and ``<ins>``."""
    return _words(words, _markdown)


def as_text(redline: RedlineDocument, lay_out: Callable[[str], str]) -> str:
    """Return *redline* as plain text with signs; *lay_out* breaks a paragraph into lines."""
    parts = [lay_out(redline.title), lay_out(redline.status)]
    parts += [lay_out(_note(_of(number), " ".join(note))) for number, note in redline.notes]
    parts += [lay_out(redline.rows.counts_in_words)]
    parts += [lay_out(f"* {line.words}") for line in redline.rows.headlines]
    for row in _rows(redline.rows):
        parts += map(lay_out, [row.heading_in_words, *row.notes])
        for part in row.parts:
            parts += map(lay_out, [*([part.label] if part.label else []), *_words(part.words, _with_signs)])
    last = [lay_out(redline.rows.sources), lay_out(redline.rows.same)]
    return "\n\n".join(part for part in [*parts, *last] if part) + "\n"


def _of(number: str) -> str:
    return _("Version {version}:", version=number)


def _note(version: str, note: str) -> str:
    return pgettext("note of a version", "{version} {note}", version=version, note=note)


def _with_signs(piece: Piece) -> str:
    """Return a run of words between the signs for what happened to it."""
    return _between(piece, {"removed": REMOVED, "added": ADDED}, piece.text.strip())


def _rows(rows: RedlineRows) -> Iterator[Row]:
    yield from rows.changed
    yield from rows.texts


def _words(words: Paragraphs, mark: Mark) -> Iterator[str]:
    for group in grouped(words):
        yield from (" | ".join(_line(line, mark) for line in row) for row in group.rows)


def _line(found: MarkedLine, mark: Mark) -> str:
    """Return a paragraph, an item with the label that it is written with, or a cell."""
    words = "".join(map(mark, found))
    if found.line.kind is not LineKind.ITEM:
        return words
    return f"{found.line.sign} {words}"


def _markdown(piece: Piece) -> str:
    """Return a run of words with tags round it: signs of Markdown would not count beside a comma."""
    tags = {"removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}
    return _between(piece, tags, escaped(piece.text.strip()))


def _between(piece: Piece, signs: Mapping[str, tuple[str, str]], words: str) -> str:
    """Return *words*, those of *piece*, between the signs of its kind; the space round them stays outside."""
    if not words:
        return piece.text
    before, after = signs.get(piece.kind, ("", ""))
    lead, _, trail = piece.text.partition(piece.text.strip())
    return f"{lead}{before}{words}{after}{trail}"
