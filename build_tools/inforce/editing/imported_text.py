"""Sections, rules and texts that are put together from a file of another program, and how they are written.

Everything that the file does not say is left to be filled in, with words that the check refuses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from inforce.editing.content_files import FIRST, MODELINES
from inforce.editing.word_paragraphs import ITEM_LABEL, Labelled, binds, plain_label
from inforce.editing.yaml_editor import scalar
from inforce.model.block_parser import DEEPEST, begins_structure, parsed
from inforce.model.block_text import words_of
from inforce.model.blocks import (
    BREAK,
    Block,
    Blocks,
    Inline,
    Item,
    ListOfItems,
    Paragraph,
    Piece,
    as_source,
    in_every_piece,
)
from inforce.model.names import LONGEST_ID, RESERVED
from inforce.model.placeholders import APPROVER, FIRST_DAY, FIRST_NOTE, NOT_YET_READ, SUMMARY, TITLE
from inforce.originals.word_text import cleaned

_OF_ID: Final = 6
"""So many words an id has that is made of words."""
_WIDTH: Final = 100
_NOT_FIRST: Final = "#>=~|+`"
"""No line is broken before a word that begins with one of these."""


@dataclass
class _Entry:
    """An item of a list that is being put together."""

    label: str
    blocks: list[Block | _Entries]


@dataclass
class _Entries:
    """A list that is being put together: of which level of Word's, and whether its items have labels."""

    level: int
    labelled: bool
    items: list[_Entry] = field(default_factory=list)

    def done(self) -> ListOfItems:
        return ListOfItems(
            tuple(
                Item(one.label, tuple(block.done() if isinstance(block, _Entries) else block for block in one.blocks))
                for one in self.items
            )
        )


@dataclass
class Part:
    """What becomes a rule, or text between rules: its own label, and its words."""

    place: int
    label: str = ""
    typed: bool = False
    level: int = -1
    content: list[Block | _Entries] = field(default_factory=list)
    announces: bool = False
    lists: list[_Entries] = field(default_factory=list)
    notes: list[Inline] = field(default_factory=list)
    boxed: bool = False
    id: str = ""

    def blocks(self) -> Blocks:
        return tuple(block.done() if isinstance(block, _Entries) else block for block in self.content)

    @property
    def words(self) -> str:
        return words_of(as_source(self.blocks()))

    @property
    def binds(self) -> bool:
        return binds(self.words)

    def add(self, entry: Labelled) -> None:
        """Put one more item into the list that is open, into a new one, or under the item before it."""
        level, labelled = entry.paragraph.level, not entry.bullet
        item = _Entry(entry.label if labelled else "", [Paragraph(entry.pieces)])
        while self.lists and self.lists[-1].level > level:
            self.lists.pop()
        same = [place for place, one in enumerate(self.lists) if (one.level, one.labelled) == (level, labelled)]
        if same:
            del self.lists[same[-1] + 1 :]
            self.lists[-1].items.append(item)
            return
        over = self.lists[-1] if self.lists else None
        if over and (over.level < level or self.announces) and len(self.lists) < DEEPEST:
            into: list[Block | _Entries] = over.items[-1].blocks
        else:
            self.lists.clear()
            into = self.content
            last = into[-1] if into else None
            if isinstance(last, _Entries) and last.labelled == labelled:
                last.items.append(item)
                self.lists.append(last)
                return
        self.lists.append(_Entries(level, labelled, [item]))
        into.append(self.lists[-1])


@dataclass
class Section:
    """A section that is being put together; *level* is that of its heading in Word."""

    heading: str
    level: int
    label: str = ""
    id: str = ""
    parts: list[Part] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def every_section(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from every_section(section.sections)


def id_of(said: str) -> str:
    """Return an id made of the first words of *said*."""
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))[:_OF_ID]
    name = "-".join(words)[: LONGEST_ID - 5].strip("-") or "part"
    return f"{name}-part" if name in RESERVED else name


@dataclass(frozen=True)
class PutTogether:
    """A text that was put together: its title, what stands before the first section, and its sections.

    *by_anchor* has the id of what each name within the original leads to.
    """

    title: str | None
    before: Sequence[Part]
    sections: Sequence[Section]
    by_anchor: Mapping[str, str]


def version_file(text: PutTogether, name: str, document: str, begins: str | None) -> str:
    """Return the file of the first version of a *document*, the text of which came out of the file called *name*."""
    shown = " ".join(cleaned(name).split())
    lines = [
        MODELINES["version"],
        f"# Imported from {shown}. Read each section against it, and say so in the place of the words under imported.",
        "# Once a version is published its file is never edited. A change is a new version:",
        f"#   inforce revise {document}",
        "format: 2",
        f"version: {FIRST}",
        f"title: {scalar(text.title or TITLE)}",
        f"in_force_from: {begins or FIRST_DAY}",
        "approved:",
        f"  by: {scalar(APPROVER)}",
        "change:",
        "  kind: first",
        "  note: |",
        f"    {FIRST_NOTE}",
        "summary: |",
        f"  {SUMMARY}",
        "# Rules have the numbers that the original shows, and no others.",
        "numbering: none",
    ]
    writer = Writer(text.by_anchor)
    lines.append(f"imported: {NOT_YET_READ}")
    if text.before:
        words = "\n\n".join(writer.source(part, with_label=True) for part in text.before)
        lines += ["introduction: |", *moved_in(words, 2)]
    lines.append("sections:")
    for section in text.sections:
        lines += writer.section(section, 2)
    return "\n".join(lines) + "\n"


class Writer:
    """Writes sections as YAML, with links within the text that lead by *by_anchor* to ids."""

    def __init__(self, by_anchor: Mapping[str, str]) -> None:
        self.by_anchor = by_anchor

    def section(self, section: Section, margin: int) -> Iterator[str]:
        space = " " * margin
        yield f"{space}- id: {section.id}"
        yield f"{space}  heading: {scalar(section.heading)}"
        if section.label:
            yield f"{space}  label: {scalar(section.label)}"
        yield f"{space}  imported: {NOT_YET_READ}"
        if section.parts:
            yield f"{space}  rules:"
        for part in section.parts:
            yield from self._part(part, margin + 4)
        if section.sections:
            yield f"{space}  sections:"
        for inner in section.sections:
            yield from self.section(inner, margin + 4)

    def _part(self, part: Part, margin: int) -> Iterator[str]:
        space = " " * margin
        if not part.id:
            yield f"{space}- text: |"
            yield from moved_in(self.source(part, with_label=True), margin + 4)
            return
        yield f"{space}- id: {part.id}"
        if part.label:
            yield f"{space}  label: {scalar(plain_label(part.label))}"
        yield f"{space}  text: |"
        yield from moved_in(self.source(part, with_label=False), margin + 4)
        if part.notes:
            yield f"{space}  notes:"
        for note in part.notes:
            yield f"{space}    - kind: note"
            yield f"{space}      text: |"
            yield from moved_in(self.words((Paragraph(note),)), margin + 8)

    def source(self, part: Part, *, with_label: bool) -> str:
        """Return the words of *part* as they are written; its label and its notes stand among them where asked for."""
        blocks = part.blocks()
        if with_label:
            blocks = (*blocks, *(Paragraph(note) for note in part.notes))
            first = blocks[0]
            if part.label and ITEM_LABEL.fullmatch(part.label):
                blocks = (ListOfItems((Item(part.label, blocks),)),)
            elif part.label and isinstance(first, Paragraph):
                blocks = (Paragraph((Piece(f"{part.label} "), *first.pieces)), *blocks[1:])
        return self.words(blocks)

    def words(self, blocks: Blocks) -> str:
        """Return *blocks* as they are written, in short lines; as plain words where signs would not come back."""
        linked = in_every_piece(blocks, self._link)
        if (written := written_text(linked)) is not None:
            return written
        plain = in_every_piece(linked, lambda piece: Piece(" " if piece.text == BREAK else piece.text))
        return as_source(plain)

    def _link(self, piece: Piece) -> Piece:
        if piece.href.startswith("#"):
            name = self.by_anchor.get(piece.href[1:])
            return replace(piece, href=f"#{name}" if name else "")
        return piece


# ---- Block text as it is written: in short lines, with no sign that is not needed


def written_text(blocks: Blocks) -> str | None:
    """Return *blocks* as they are written, in short lines; None where parsing would not give them back."""
    source = as_source(blocks)
    return in_lines(_without_needless_signs(source)) if reads_back(source, blocks) else None


def _without_needless_signs(source: str) -> str:
    """Return *source* without the backslash before the stop that ends a word, where that says the same."""
    plain = re.sub(r"(?<![\\\w])(\w{1,7})\\([.)])", r"\1\2", source)
    return plain if _same(plain, source) else source


def _same(text: str, other: str) -> bool:
    found = parsed(text)
    return found.blocks == parsed(other).blocks and not found.faults


def reads_back(source: str, blocks: Blocks) -> bool:
    """Whether parsing *source* gives *blocks* and nothing to complain of."""
    found = parsed(source)
    return not found.faults and as_source(found.blocks) == as_source(blocks)


def in_lines(source: str) -> str:
    """Return *source* in lines that are easily compared, where that says the same."""
    lines = []
    for line in source.split("\n"):
        if line.startswith("|") or len(line) <= _WIDTH:
            lines.append(line)
            continue
        margin = re.match(r"\s*(?:(?:-|\S{1,9}[.)])\s+)?", line)
        lines += _wrapped(line, len(margin[0]) if margin and _is_item(line) else len(line) - len(line.lstrip()))
    found = "\n".join(lines)
    return found if _same(found, source) else source


def _is_item(line: str) -> bool:
    return begins_structure(line) and not line.lstrip().startswith("|")


def _wrapped(line: str, margin: int) -> list[str]:
    lines, current = [], line[: len(line) - len(line.lstrip())]
    empty = True
    for word in line.split():
        too_long = len(current) + len(word) + 1 > _WIDTH
        if not empty and too_long and not begins_structure(f"{word} x") and word[0] not in _NOT_FIRST:
            lines.append(current)
            current, empty = " " * margin, True
        current += word if empty else f" {word}"
        empty = False
    return [*lines, current]


def moved_in(text: str, margin: int) -> list[str]:
    """Return the lines of *text*, each moved in by *margin* spaces, as they stand below a field."""
    return [f"{' ' * margin}{line}" if line else "" for line in text.split("\n")]
