"""What a Word file says, as its readers see it: paragraphs with the numbers that are shown before them, and tables.

Nothing goes unseen. What is no part of the text (contents, heads and feet, comments, pictures, what was deleted or
hidden) is listed with its place and its words, and all words of the file are counted by a second way through it, which
knows nothing of the first: so whoever takes the text can prove that each word went somewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from inforce.model.blocks import BREAK, Inline, Piece, words

_SIGNS: Final = {
    "f0fe": "\u2611", "f0fd": "\u2612", "f0a8": "\u2610", "f06f": "\u2610", "f0fc": "\u2713", "f0fb": "\u2717",
    "f0e0": "\u2192", "f0b7": "\u2022", "f0a7": "\u25aa", "f028": "\u260e", "f02a": "\u2709",
    "f0b3": "\u2265", "f0a3": "\u2264", "f0b1": "\u00b1", "f0b0": "\u00b0", "f06d": "\u03bc",
}  # fmt: skip
"""What letters of the fonts Symbol and Wingdings show."""
_APART: Final = frozenset({"w:p", "a:p", "c:pt", "c:v", "cx:pt", "cx:v"})
"""What begins words of their own: paragraphs, and what a chart says at one place."""

_SPACES: Final = frozenset({"w:tab", "w:br", "w:cr", "w:ptab"})


def cleaned(text: str) -> str:
    """Return *text* without letters that nobody sees, and with accents composed: what typesetting alone needs."""
    plain = unicodedata.normalize("NFC", text)
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(_letter(one) for one in plain)


def _letter(one: str) -> str:
    if one in {BREAK, "\t", "\u2028", "\u2029", "\x0b"}:
        return one if one in {BREAK, "\t"} else " "
    kind = unicodedata.category(one)
    if kind == "Co":
        return _SIGNS.get(f"{ord(one):04x}", "")
    return " " if kind == "Zs" else "" if kind in {"Cc", "Cf", "Cn", "Cs"} or one == "\ufffd" else one


def tokens(text: str) -> Counter[str]:
    """Return the words of *text*, and its other signs one by one, each with how often it stands there."""
    return Counter(re.findall(r"\w+|[^\w\s]", cleaned(text)))


# ---- What is handed over


@dataclass(frozen=True)
class WordParagraph:
    """A paragraph: its words, and what Word shows before them.

    *place* counts the paragraphs of the file from 1. *level* is how deep it stands in its list; *heading* the level of
    heading that its style stands for, 0 for none. A link within the file has an *href* of "#" and a name in *anchors*
    of the paragraph that it leads to. One that *begins_table* is the first of a table within a cell or a box, whose
    cells are read one after another.
    """

    pieces: Inline
    place: int = 0
    label: str = ""
    bullet: bool = False
    level: int = 0
    heading: int = 0
    title: bool = False
    bold: bool = False
    boxed: bool = False
    begins_table: bool = False
    notes: tuple[Inline, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(words(self.pieces).split())


@dataclass(frozen=True)
class WordCell:
    """A cell of a table; one that *continues* is the lower part of the cell above it."""

    paragraphs: tuple[WordParagraph, ...]
    columns: int = 1
    continues: bool = False

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(filter(None, (f"{one.label} {one.text}".strip() for one in self.paragraphs)))


@dataclass(frozen=True)
class WordTable:
    """A table, row by row."""

    rows: tuple[tuple[WordCell, ...], ...]
    place: int = 0

    def paragraphs(self) -> Iterator[WordParagraph]:
        """Yield the paragraphs of its cells, one after another."""
        return (one for row in self.rows for cell in row for one in cell.paragraphs)


@dataclass(frozen=True)
class LeftOut:
    """Something of the file that is no part of its text: what it is, behind which paragraph, and its words."""

    what: str
    place: int
    words: str = ""


@dataclass(frozen=True)
class WordText:
    """All that a Word file says; *changes* counts the tracked changes, which are read as if they were accepted."""

    blocks: tuple[WordParagraph | WordTable, ...]
    left_out: tuple[LeftOut, ...] = ()
    changes: int = 0
    title: str = ""
    words: Counter[str] = field(default_factory=Counter)


def as_lists(text: WordText) -> dict[str, Any]:
    """Return *text* as plain values, as it is handed from process to process."""
    return {
        "blocks": [[isinstance(one, WordTable), asdict(one)] for one in text.blocks],
        "left_out": [asdict(one) for one in text.left_out],
        "changes": text.changes,
        "title": text.title,
        "words": dict(text.words),
    }


def from_lists(said: dict[str, Any]) -> WordText:
    """Return the text that *said* was made of."""
    return WordText(
        tuple(_table(one) if is_table else _paragraph(one) for is_table, one in said["blocks"]),
        tuple(LeftOut(**one) for one in said["left_out"]),
        said["changes"],
        said["title"],
        Counter(said["words"]),
    )


def _table(said: dict[str, Any]) -> WordTable:
    def cell(one: dict[str, Any]) -> WordCell:
        return WordCell(tuple(map(_paragraph, one["paragraphs"])), one["columns"], one["continues"])

    return WordTable(tuple(tuple(map(cell, row)) for row in said["rows"]), said["place"])


def _paragraph(said: dict[str, Any]) -> WordParagraph:
    def inline(pieces: list[dict[str, Any]]) -> Inline:
        return tuple(Piece(**one) for one in pieces)

    given = {**said, "pieces": inline(said["pieces"]), "notes": tuple(map(inline, said["notes"]))}
    return WordParagraph(**{**given, "anchors": tuple(said["anchors"])})


# ---- Every word, by a way of its own


def every_paragraph(root: Element) -> Iterator[str]:
    """Yield the words of each paragraph below *root*, whatever it stands in, and each apart from those within it.

    Of a thing that is there twice, for newer and older programs, the first is read, and of the others what differs.
    """
    waiting: list[list[str]] = []

    def visit(element: Element, own: list[str]) -> None:
        if element.tag in _APART:
            own = []
            waiting.append(own)
        elif element.tag == "mc:AlternateContent":
            chosen, extra = alternatives(element)
            if extra:
                waiting.append([extra])
            for one in chosen:
                visit(one, own)
            return
        own.append(said_by(element))
        for one in element:
            visit(one, own)

    loose: list[str] = []
    waiting.append(loose)
    visit(root, loose)
    for said in waiting:
        if text := "".join(said).strip():
            yield text


def said_by(element: Element) -> str:
    """Return what an element says by itself."""
    match element.tag:
        case "w:t" | "w:delText" | "m:t" | "a:t" | "c:v" | "cx:v" | "cx:pt":
            return element.text or ""
        case "v:textpath":  # a watermark
            return element.get("string", "")
        case "w:listEntry":  # a choice of a form, of which Word shows one
            return f"{element.get('w:val', '')} "
        case "w:noBreakHyphen":
            return "-"
        case "w:sym":
            return _SIGNS.get(element.get("w:char", "").lower(), "")
        case tag:
            return " " if tag in _SPACES else ""


def alternatives(element: Element) -> tuple[Sequence[Element], str]:
    """Return what is read of an ``mc:AlternateContent``, and the words that only the others have."""
    chosen = next((one for one in element if one.tag == "mc:Choice"), None)
    others = [one for one in element if one is not chosen]
    if chosen is None:
        return others[:1], ""
    has = tokens(" ".join(every_paragraph(chosen)))
    extra = [said for one in others for said in every_paragraph(one) if tokens(said) - has]
    return [chosen], " ".join(extra)
