"""The text of a Word file becomes the first version of a document, of which each word of the file is accounted for.

Headings become sections. A paragraph with a word that binds becomes a rule; one without becomes text between rules, for
a person to decide on. Numbers stand as Word shows them. What is no guidance (contents, forms, what a document says of
its own approval) is left out and listed. Each section says that nobody has read it against the original yet, which
the check refuses; so is everything that the file does not say, or not for certain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from inforce.editing.content_files import Beginning
from inforce.editing.imported_text import (
    BARE_NUMBER,
    LETTERED,
    Labelled,
    Part,
    PutTogether,
    Section,
    binds,
    every_section,
    flattened,
    id_of,
    is_control,
    is_control_line,
    is_form,
    is_to_fill,
    labelled,
    parted,
    plain_label,
    typed_contents,
    version_file,
)
from inforce.model.block_text import as_written
from inforce.model.blocks import BREAK, Inline, Paragraph, Piece, Table
from inforce.model.blocks import words as said_in
from inforce.model.placeholders import EMPTY_SECTION, HEADING, PLACEHOLDERS, normalised
from inforce.model.problem import refusal
from inforce.originals.word_file import not_read
from inforce.originals.word_text import WordCell, WordParagraph, WordTable, WordText, tokens
from inforce.parsing.characters import LARGEST
from inforce.parsing.located_yaml import Value, load
from inforce.parsing.markdown import address_fault

MOST_LEVELS: Final = 3
_LONGEST_HEADING: Final = 20  # words; a longer one is a paragraph whose style is that of a heading
_LONGEST_BOLD: Final = 12
_MOST_SHOWN: Final = 20  # words that an account does not add up with


@dataclass(frozen=True)
class Omission:
    """Something that was left out: what, where it stands in the file, and its words."""

    what: str
    place: str
    words: str = ""


@dataclass(frozen=True)
class Imported:
    """The file of the version, and the account of it: what was taken, what was left out, what a person has to look at.

    *said_of_itself* is what the file says of its own version, approval and review; none of that is written anywhere.
    """

    version: bytes
    title: str | None
    words: int
    sections: int
    rules: int
    texts: int
    tables: int
    omitted: tuple[Omission, ...]
    said_of_itself: tuple[Omission, ...]
    remarks: tuple[Omission, ...]

    @property
    def words_omitted(self) -> int:
        """How many words of the file were left out."""
        return sum(_count(tokens(one.words)) for one in (*self.omitted, *self.said_of_itself))


def imported_version(text: WordText, name: str, document: str | None, beginning: Beginning) -> Imported:
    """Return the first version of a *document* as the Word file called *name* has it; None names it by its title.

    Raises `ProblemError` where a word would be lost or made up, and where there are no words.
    """
    not_too_large(sum(len(word) * often for word, often in text.words.items()))
    assembly = Assembly(text, beginning)
    assembly.run()
    text_of = PutTogether(assembly.title, assembly.before, assembly.top, assembly.by_anchor)
    written = version_file(text_of, name, document or id_of(assembly.title or "DOCUMENT"), beginning.begins)
    not_too_large(len(written.encode()))
    located, _problems = load(written.encode(), "")
    assembly.account(_texts(located.value if located else {}))
    parts = list(assembly.parts())
    return Imported(
        written.encode(),
        assembly.title,
        _count(text.words),
        sum(1 for _ in every_section(assembly.top)),
        sum(part.binds for part in parts),
        sum(not part.binds for part in parts),
        sum(isinstance(block, Table) for part in parts for block in part.blocks()),
        tuple(assembly.omitted),
        tuple(assembly.of_itself),
        tuple(assembly.remarks),
    )


def not_too_large(size: int) -> None:
    """Refuse text of which so many bytes would be written, where no content file may have so many."""
    if size > LARGEST:
        raise not_read(
            "This file has more words than one content file may have here.",
            "Split it into several documents, such as one for each chapter, and import one after the other.",
        )


def _count(said: Counter[str]) -> int:
    return sum(often for word, often in said.items() if word[0].isalnum())


class Assembly:
    """Puts the sections together, and keeps the account of what went where.

    Where *all_cited* is set, each part has an id, be it a rule or not: so it is with the passages of an edition.
    """

    def __init__(self, text: WordText, beginning: Beginning, *, all_cited: bool = False) -> None:
        self.text = text
        self.all_cited = all_cited
        self.title = beginning.title
        self.title_is_given = beginning.title is not None
        self._styled = self._numbered_bare = False
        self.before: list[Part] = []
        self.top: list[Section] = []
        self.omitted: list[Omission] = []
        self.of_itself: list[Omission] = []
        self.remarks: list[Omission] = []
        self.made_up = tokens(beginning.title or "")
        self.marks = Counter[str]()
        self.ids: set[str] = set()
        self.by_anchor: Mapping[str, str] = {}
        self.headings: list[tuple[int, str]] = []
        self._open: list[Section] = []
        self._part: Part | None = None
        self._anchors: list[tuple[str, Part | Section]] = []
        self._links_within: list[tuple[int, str, str]] = []

    def parts(self) -> Iterator[Part]:
        yield from self.before
        for section in every_section(self.top):
            yield from section.parts

    def where(self, place: int) -> str:
        """Say where the paragraph of that number stands."""
        if not place:
            return "all pages"
        under = next((heading for at, heading in reversed(self.headings) if at <= place), None)
        return f'paragraph {place}, under "{under}"' if under else f"paragraph {place}, before the first heading"

    def _omit(self, what: str, place: int, words: str) -> None:
        self.omitted.append(Omission(what, self.where(place), words))

    def _remark(self, what: str, place: int, words: str = "") -> None:
        self.remarks.append(Omission(what, self.where(place), words))

    # ---- The way through the file

    def run(self) -> None:
        """Go through the file once."""
        blocks = [one for block in self.text.blocks for one in flattened(block)]
        self._styled = any(isinstance(one, WordParagraph) and one.heading and not one.title for one in blocks)
        levels = [(one, self._level(one)) for one in blocks]
        self.headings = [(one.place, one.text) for one, level in levels if level and isinstance(one, WordParagraph)]
        bare_numbers = [said for _, said in self.headings if BARE_NUMBER.match(said)]
        self._numbered_bare = len(bare_numbers) > 1
        for one in self.text.left_out:
            self._omit(one.what, one.place, one.words)
        for block in blocks:
            for said in block.paragraphs() if isinstance(block, WordTable) else [block]:
                if said.begins_table:
                    within = "a table within a cell or a text box: its cells stand one after another"
                    self._remark(within, said.place, said.text)
        title = self._title_at(levels)
        contents = typed_contents(levels)
        for place, (block, level) in enumerate(levels):
            if isinstance(block, WordTable):
                self._table(block)
            elif place == title:
                self._take_title(block)
            elif place in contents:
                self._omit("the table of contents", block.place, block.text)
            elif level:
                self._heading(block, level)
            else:
                self._paragraph(block)
        self._fill_empty()
        self._name()

    def _level(self, block: WordParagraph | WordTable) -> int:
        """Return the level of heading that a block is; 0 for none."""
        if isinstance(block, WordTable) or block.title or block.bullet or not block.text:
            return 0
        count = len(block.text.split())
        if block.heading:
            is_clause = count > _LONGEST_HEADING or (block.text.endswith(".") and binds(block.text))
            return 0 if is_clause else block.heading
        ends = block.text.endswith((".", ":", ";", ",", "?", "!"))
        return int(not self._styled and block.bold and count <= _LONGEST_BOLD and not ends and not block.boxed)

    def _title_at(self, levels: Sequence[tuple[WordParagraph | WordTable, int]]) -> int:
        """Return which block is the title of the document; -1 where the file does not say."""
        first_heading = next((place for place, (_, level) in enumerate(levels) if level), len(levels))
        for place, (block, _) in enumerate(levels[:first_heading]):
            if isinstance(block, WordParagraph) and (block.title or (place == 0 and block.text == self.text.title)):
                return place
        tops = sum(level == 1 for _, level in levels)
        return 0 if first_heading == 0 and tops == 1 and len(self.headings) > 1 and self._styled else -1

    def _take_title(self, paragraph: WordParagraph) -> None:
        if self.title_is_given:
            self._omit("the title", paragraph.place, paragraph.text)
        else:
            self.title = paragraph.text
        for note in paragraph.notes:
            self._omit("a note to the title", paragraph.place, said_in(note))

    # ---- Headings

    def _heading(self, paragraph: WordParagraph, level: int) -> None:
        label, heading = paragraph.label, paragraph.text
        if label:
            label = plain_label(label)
            self.made_up += tokens(label)
        elif found := self._typed_number(heading):
            label, heading = found["label"], heading[found.end() :]
            self.marks += tokens(found[0]) - tokens(label)
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        if len(self._open) >= MOST_LEVELS:
            self._remark("a heading on a level below the third stands on the third", paragraph.place, heading)
            del self._open[MOST_LEVELS - 1 :]
        for piece in paragraph.pieces:
            if piece.href and not piece.href.startswith("#"):
                self._remark(f"a link of a heading was left out: it led to {piece.href}", paragraph.place, heading)
        if not paragraph.heading:
            self._remark("a line in bold was taken for a heading", paragraph.place, heading)
        section = Section(heading, level, label)
        (self._open[-1].sections if self._open else self.top).append(section)
        self._open.append(section)
        self._part = None
        self._anchors += [(one, section) for one in paragraph.anchors]
        for note in paragraph.notes:
            self._begin(Part(paragraph.place)).content.append(Paragraph(self._mended(note, paragraph.place)))
            self._part = None

    def _typed_number(self, heading: str) -> re.Match[str] | None:
        patterns = [re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3})*)[.)]\s+(?=\S)"), re.compile(
            r"(?P<label>\d{1,3}(?:\.\d{1,3})+)\s+(?=\S)"), LETTERED]  # fmt: skip
        if self._numbered_bare:
            patterns.append(BARE_NUMBER)
        return next(filter(None, (one.match(heading) for one in patterns)), None)

    # ---- Paragraphs

    def _paragraph(self, whole: WordParagraph) -> None:
        if self._is_left_out(whole):
            return
        for paragraph in parted(whole):
            entry = labelled(paragraph)
            entry = replace(entry, pieces=self._mended(entry.pieces, paragraph.place))
            if entry.typed and entry.bullet:
                self.marks += tokens(entry.typed)
            if paragraph.heading:
                self._remark("a paragraph with the style of a heading was taken as words", paragraph.place, entry.text)
            self._take(entry)

    def _is_left_out(self, paragraph: WordParagraph) -> bool:
        text = paragraph.text
        if paragraph.title and text == self.title and not self.title_is_given:
            self._omit("the title once more", paragraph.place, text)
        elif not paragraph.label and is_control_line(text):
            self.of_itself.append(Omission("a line", self.where(paragraph.place), text))
        elif is_to_fill(text):
            self._omit("a line to fill in", paragraph.place, text)
        else:
            return False
        for note in paragraph.notes:
            self._omit("a note to what was left out", paragraph.place, said_in(note))
        return True

    def _take(self, entry: Labelled) -> None:
        paragraph, part = entry.paragraph, self._part
        if part and entry.is_item and self._belongs(entry, part):
            self.made_up += tokens("" if entry.typed else entry.label)
            part.add(entry)
        elif entry.bullet:
            part = self._begin(Part(paragraph.place, level=paragraph.level, boxed=paragraph.boxed))
            part.add(entry)
        else:
            level = paragraph.level if paragraph.label else -1
            part = self._begin(Part(paragraph.place, entry.label, bool(entry.typed), level, boxed=paragraph.boxed))
            part.content.append(Paragraph(entry.pieces))
        part.announces = entry.announces
        part.notes += [self._mended(note, paragraph.place) for note in paragraph.notes]
        self._anchors += [(one, part) for one in paragraph.anchors]

    def _belongs(self, entry: Labelled, part: Part) -> bool:
        """Whether an item goes on with the part before it: announced by it, in its list, or deeper in the same one."""
        if entry.paragraph.boxed != part.boxed:
            return False
        if part.announces or (entry.bullet and part.lists):
            return True
        level = entry.paragraph.level
        if part.lists and any(one.labelled for one in part.lists):
            return part.level < 0 or level > part.level
        return part.level >= 0 and bool(entry.paragraph.label) and level > part.level

    def _begin(self, part: Part) -> Part:
        (self._open[-1].parts if self._open else self.before).append(part)
        if part.boxed and not (self._part and self._part.boxed):
            self._remark("a text box: its words stand where it is anchored", part.place)
        self._part = part
        return part

    # ---- Tables

    def _table(self, table: WordTable) -> None:
        said = [[cell.text for cell in row] for row in table.rows]
        filled = [text for row in said for text in row if text]
        notes = [note for one in table.paragraphs() for note in one.notes]
        if not filled:
            return
        whole = " ".join(one.text for one in table.paragraphs())
        if is_control(said, filled):
            for row in table.rows:
                words = [" ".join(one.text for one in cell.paragraphs) for cell in row]
                if any(words):
                    self.of_itself.append(Omission("a table", self.where(table.place), "\t".join(words)))
        elif is_form(table):
            self._omit("a form (a table that is mostly empty)", table.place, whole)
        else:
            self._take_table(table, notes)
            return
        for note in notes:
            self._omit("a note to what was left out", table.place, said_in(note))

    def _take_table(self, table: WordTable, notes: Sequence[Inline]) -> None:
        width = max(sum(cell.columns for cell in row) for row in table.rows)
        rows: list[tuple[Inline, ...]] = []
        above: list[WordCell] = []
        merged = False
        for row in table.rows:
            cells: list[Inline] = []
            now: list[WordCell] = []
            for cell in row:
                place = len(cells)
                lower = cell.continues and place < len(above)
                shown = above[place] if lower else cell
                if lower:
                    merged = True
                    self.made_up += tokens(said_in(_in_cell(shown, self._plain)))
                cells += [self._in_cell(shown, count=not lower), *[()] * (cell.columns - 1)]
                now += [shown] * cell.columns
                merged = merged or cell.columns > 1
            rows.append((*cells, *[()] * (width - len(cells))))
            above = now
        part = self._part
        if not (part and part.announces):
            part = self._begin(Part(table.place))
        part.content.append(Table(rows[0], tuple(rows[1:])))
        part.lists.clear()
        part.announces = False
        part.notes += [self._mended(note, table.place) for note in notes]
        self._part = None
        self._remark("the first row of a table was taken for its headings", table.place, said_in(rows[0][0])[:60])
        if merged:
            self._remark("a table has merged cells: their words stand in each row", table.place)

    def _in_cell(self, cell: WordCell, *, count: bool) -> Inline:
        if count:
            for one in cell.paragraphs:
                self.made_up += tokens(one.label)
        return _in_cell(cell, self._mended)

    @staticmethod
    def _plain(pieces: Inline, _place: int) -> Inline:
        return pieces

    # ---- Links

    def _mended(self, pieces: Inline, place: int) -> Inline:
        """Return *pieces* with every link that may stand in guidance; the others are remarked."""
        found = []
        for piece in pieces:
            href = piece.href.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
            if href.startswith("#"):
                self._links_within.append((place, href[1:], piece.text))
            elif href and (trouble := address_fault(href)):
                self._remark(f"a link was left out. {trouble.what}", place, piece.text)
                href = ""
            found.append(replace(piece, href=href))
        return tuple(found)

    # ---- Names, and what is not there

    def _fill_empty(self) -> None:
        """Put words to be replaced where a section would have a heading and nothing under it."""
        for section in every_section(self.top):
            if not (section.parts or section.sections or self.all_cited):
                part = Part(0)
                part.content.append(Paragraph((Piece(EMPTY_SECTION),)))
                section.parts.append(part)
        if any(part.binds or self.all_cited for part in self.before) or not self.top:
            section = Section(HEADING, 0, parts=self.before)
            self.before = []
            self.top.insert(0, section)
            if not section.parts:
                raise not_read("This file has no words in it that could be guidance.", "Is it the right file?")

    def _name(self) -> None:
        for section in every_section(self.top):
            section.id = self._id(section.heading if section.heading != HEADING else "before the first heading")
            for part in section.parts:
                if part.binds or self.all_cited:
                    part.id = self._id(part.words)
        for part in self.parts():
            shown = plain_label(part.label) if part.id else part.label
            if part.typed:
                self.marks += tokens(part.label) - tokens(shown)
            else:
                self.made_up += tokens(shown)
        self.by_anchor = {anchor: leads_to.id for anchor, leads_to in self._anchors if leads_to.id}
        for place, anchor, said in self._links_within:
            if anchor not in self.by_anchor:
                self._remark("a link within the file leads to what has no address here", place, said)

    def _id(self, said: str) -> str:
        name = id_of(said)
        found, again = name, 2
        while found in self.ids:
            found, again = f"{name}-{again}", again + 1
        self.ids.add(found)
        return found

    # ---- The account

    def account(self, written: Iterable[str]) -> None:
        """Raise `ProblemError` unless the words of the file are those that are *written* and those that are listed."""
        there = Counter[str]()
        for said in written:
            there += tokens(said)
        for one in (*self.omitted, *self.of_itself):
            there += tokens(one.words)
        there += self.marks
        expected = self.text.words + self.made_up
        missing, extra = list((expected - there).elements()), list((there - expected).elements())
        if Counter("".join(missing)) != Counter("".join(extra)):
            parts = [("It would lose", missing), ("It would make up", extra)]
            lost = [f"{what}: {', '.join(words[:_MOST_SHOWN])}" for what, words in parts if words]
            raise refusal(
                "words-not-accounted",
                "\n  ".join(["inforce cannot account for every word of it.", *lost]),
                "Save the file again in Word and try again, or copy those paragraphs by hand.",
            )


def _in_cell(cell: WordCell, mend: Callable[[Inline, int], Inline]) -> Inline:
    """Return the paragraphs of a cell as one line of words."""
    found: list[Piece] = []
    for one in cell.paragraphs:
        if found:
            found.append(Piece(" "))
        if one.label:
            found.append(Piece(f"{one.label} "))
        found += [replace(piece, text=" ") if piece.text == BREAK else piece for piece in mend(one.pieces, one.place)]
    return tuple(found)


def _texts(value: Value, name: str = "") -> Iterator[str]:
    """Yield the words of a written version that come from its file, as readers see them."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
    elif name in {"title", "heading", "label", "text", "introduction"} and normalised(value) not in PLACEHOLDERS:
        yield as_written(value) if name in {"text", "introduction"} else value
