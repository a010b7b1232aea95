"""The text of a file from elsewhere as sections, rules and lists, in lines as editors write them.

A label that was typed is told from words, a form and a table of document control from guidance, and a table of
contents that was typed from the text. What is not certain is taken as words.

Everything that the file does not say is left to be filled in, with words that the check refuses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from inforce.editing.content_files import FIRST, MODELINES
from inforce.editing.yaml_editor import in_lines, scalar
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
from inforce.model.blocks import words as said_in
from inforce.model.names import LONGEST_ID, RESERVED
from inforce.model.placeholders import APPROVER, FIRST_DAY, FIRST_NOTE, NOT_YET_READ, SUMMARY, TITLE
from inforce.originals.word_text import WordParagraph, WordTable, cleaned
from inforce.wording.strength import strengths

_LONGEST_LINE: Final = 14  # words of a line such as "Review date: March 2026"
_LARGEST_CONTROL: Final = 200  # words of a table

_NUMBER: Final = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3})+\.?)\s+(?=[A-Z\"\u2018\u201c(])")
_MARK: Final = re.compile(r"(?P<label>\d{1,3}[.)]|\(\d{1,3}\)|[a-z][.)]|\([A-Za-z]\)|\(?[ivx]{1,5}[.)])\s+(?=\S)")
_BULLET: Final = re.compile(
    "(?P<mark>[\u2022\u00b7\u25aa\u25ab\u25cf\u25cb\u25e6\u2023\u2043\u2219\u27a2\u2713\u2714*\u2013\u2014-])\\s+(?=\\S)"
)
BARE_NUMBER: Final = re.compile(r"(?P<label>\d{1,2})\s+(?=[A-Z])")
LETTERED: Final = re.compile(r"(?P<label>[A-Z]|[IVX]{1,5})[.)]\s+(?=[A-Z])")
ITEM_LABEL: Final = re.compile(
    r"\(\d{1,3}(?:\.\d{1,3})*\)|\([A-Za-z]{1,2}\)|\([ivxlc]{1,7}\)|\d{1,3}(?:\.\d{1,3})*[.)]|[a-z][.)]|[A-Z]\)"
    r"|[ivxlc]{1,7}[.)]"
)
_ANNOUNCES: Final = (":", ":-", "\u2013", "\u2014")
_CONTROL_LINE: Final = (
    r"(?:document |policy )?(?:version|author|owner|lead|number|reference)(?: number| no\.?)?|approved(?: by| on)?"
    r"|approval date|date (?:approved|ratified|effective|created|issued|of issue|of approval|of (?:next |last )?review)"
    r"|ratified by|issue date|effective (?:from|date)|prepared by|created (?:by|on)|written by"
    r"|(?:next |last )?review date|(?:next|last) review(?:ed)?|review due"
)
_CONTROL_CELL: Final = re.compile(
    rf"(?:{_CONTROL_LINE}|date|status|title|name|role|position|job title|department|classification|distribution"
    r"|revision(?: history)?|(?:document|policy) (?:title|name|type|control)|target audience|changes?(?: made)?"
    r"|amendments?|description(?: of change)?|reason(?: for change)?|signed|signature|comments?|review)",
    re.IGNORECASE,
)
_CERTAIN: Final = re.compile(_CONTROL_LINE, re.IGNORECASE)
_LINE: Final = re.compile(rf"(?P<label>{_CONTROL_LINE})\s*[:\u2013-]\s*(?P<value>.*)", re.IGNORECASE)
_TO_FILL: Final = re.compile(r"_{4,}|\.{6,}|\u2026{3,}")


@dataclass(frozen=True)
class Labelled:
    """A paragraph and what is shown before it, whoever wrote that: a list, or the hand of the writer."""

    paragraph: WordParagraph
    label: str
    bullet: bool
    pieces: Inline
    typed: str = ""

    @property
    def text(self) -> str:
        return " ".join(said_in(self.pieces).split())

    @property
    def announces(self) -> bool:
        within_list = bool(self.label) or self.bullet  # where ";" ends an item
        return self.text.endswith(_ANNOUNCES if within_list else (*_ANNOUNCES, ";"))

    @property
    def is_item(self) -> bool:
        """Whether it can stand in a list, with a mark that lists have here."""
        several = re.fullmatch(r"\(?\d+\.\d+.*", self.label)
        return self.bullet or bool(ITEM_LABEL.fullmatch(self.label) and not several)


def labelled(paragraph: WordParagraph) -> Labelled:
    """Return *paragraph* with the label or the bullet that was typed before it taken out of its words."""
    if paragraph.label or paragraph.bullet or not paragraph.pieces:
        return Labelled(paragraph, paragraph.label, paragraph.bullet, paragraph.pieces)
    first = paragraph.pieces[0].text
    if bullet := _BULLET.match(first):
        pieces = _without(paragraph.pieces, bullet.end())
        return Labelled(paragraph, "", bullet=True, pieces=pieces, typed=bullet["mark"])
    patterns = (_NUMBER, _MARK)
    if label := next(filter(None, (one.match(first) for one in patterns)), None):
        pieces = _without(paragraph.pieces, label.end())
        return Labelled(paragraph, label["label"], bullet=False, pieces=pieces, typed=label["label"])
    return Labelled(paragraph, "", bullet=False, pieces=paragraph.pieces)


def _without(pieces: Inline, letters: int) -> Inline:
    return (replace(pieces[0], text=pieces[0].text[letters:]), *pieces[1:])


def binds(text: str) -> bool:
    """Whether *text* says that somebody must, should or may do something."""
    return bool(strengths(text))


def parted(paragraph: WordParagraph) -> Iterator[WordParagraph]:
    """Yield *paragraph*, in parts where items of a list were typed in it with line breaks between them."""
    lines: list[list[Piece]] = [[]]
    for piece in paragraph.pieces:
        if piece.text == BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    marked = [bool(line) and bool(begins_structure(line[0].text) or _BULLET.match(line[0].text)) for line in lines]
    if not any(marked[1:]):
        yield paragraph
        return
    yield replace(paragraph, pieces=tuple(lines[0]))
    for line in lines[1:]:
        if line:
            yield replace(paragraph, pieces=tuple(line), label="", bullet=False, notes=(), anchors=())


def flattened(block: WordParagraph | WordTable) -> Iterator[WordParagraph | WordTable]:
    """Yield *block*; of a table of one row or one column, which only sets words on the page, its paragraphs."""
    if isinstance(block, WordTable) and (len(block.rows) < 2 or all(len(row) < 2 for row in block.rows)):
        yield from block.paragraphs()
    else:
        yield block


def typed_contents(levels: Sequence[tuple[WordParagraph | WordTable, int]]) -> set[int]:
    """Return which blocks are a table of contents that was typed, or the heading of one that Word makes.

    Its lines stand again further down, and there each is a heading.
    """
    texts = [None if isinstance(block, WordTable) else _without_number(block.text) for block, _ in levels]
    last = {said: place for place, said in enumerate(texts)}
    last_heading = {texts[place]: place for place, (_, level) in enumerate(levels) if level}
    found: set[int] = set()
    for place, said in enumerate(texts):
        if said not in _CONTENTS or place in found:
            continue
        own, end = levels[place][1], place + 1
        while end < len(levels):
            line, level = texts[end], levels[end][1]
            stands_again = line is not None and last_heading.get(line, -1) > place and last[line] > end
            if not stands_again or 0 < level < own:
                break
            end += 1
        ends_section = end == len(levels) or levels[end][1] > 0
        if end - place > 2 or (ends_section and end - place == 1):
            found |= set(range(place, end))
    return found


def _without_number(text: str) -> str:
    """Return a heading without the number before it and the number of its page behind it."""
    words = re.sub(r"^[\d.()]+\s+", "", text.strip())
    return words.rstrip("0123456789").rstrip(" \t.\u2026").lower()


_CONTENTS: Final = frozenset({"contents", "table of contents", "content"})
_MODAL: Final = re.compile(r"\b(?:(?i:must|shall|should|required|never)|may|MAY)\b")  # May is a month


def is_control_line(text: str) -> bool:
    """Whether a line says of its document who wrote, approved or reviews it, or when."""
    short = len(text.split()) <= _LONGEST_LINE
    return short and bool(_LINE.fullmatch(text)) and not _MODAL.search(text)


def is_to_fill(text: str) -> bool:
    """Whether a line has places to write in, and says nothing that somebody has to do."""
    return bool(_TO_FILL.search(text)) and not _MODAL.search(text)


def is_control(said: Sequence[Sequence[str]], filled: Sequence[str]) -> bool:
    """Whether a table says of a document who wrote, approved and reviews it; one with rules in it is none."""
    if sum(len(text.split()) for text in filled) > _LARGEST_CONTROL or any(map(_MODAL.search, filled)):
        return False
    for line in (said[0], [row[0] for row in said if row]):
        names = [text.rstrip(": ") for text in line if text]
        known = [text for text in names if _CONTROL_CELL.fullmatch(text)]
        if len(known) >= 2 and 2 * len(known) >= len(names) and any(map(_CERTAIN.fullmatch, known)):
            return True
    return False


def is_form(table: WordTable) -> bool:
    """Whether a table is there to be filled in: half of its cells are empty."""
    cells = [cell for row in table.rows for cell in row if not cell.continues]
    empty = sum(not _TO_FILL.sub("", cell.text).strip() for cell in cells)
    return len(cells) >= 4 and empty >= 0.5 * len(cells) and not any(_MODAL.search(cell.text) for cell in cells)


def plain_label(label: str) -> str:
    """Return a *label* as it is cited: the full stop behind it is none of it."""
    return label[:-1] if label.endswith(".") and len(label) > 1 else label


_OF_ID: Final = 6
"""So many words an id has that is made of words."""
_WIDTH: Final = 100


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
    return "\n".join(in_lines(_without_needless_signs(source), _WIDTH)) if reads_back(source, blocks) else None


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


def moved_in(text: str, margin: int) -> list[str]:
    """Return the lines of *text*, each moved in by *margin* spaces, as they stand below a field."""
    return [f"{' ' * margin}{line}" if line else "" for line in text.split("\n")]
