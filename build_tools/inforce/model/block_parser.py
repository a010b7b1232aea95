"""Parses block text: lines into paragraphs, lists, tables and pictures, with what is not allowed at its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from inforce.model.blocks import (
    BULLETS,
    Block,
    Blocks,
    Inline,
    Item,
    ListOfItems,
    Paragraph,
    Picture,
    Table,
    parsed_inline,
)
from inforce.model.problem import Fault, counted

DEEPEST: Final = 6
"""So many lists may stand in each other."""

_PLAIN: Final = re.compile(r"[^\\*_`\[\]<&|~!#>+=\n][^\\*_`\[\]<&|~\n]*(?:\n[^\\*_`\[\]<&|~\n]*)*")
_LABEL: Final = (
    r"\([0-9]{1,3}(?:\.[0-9]{1,3})*\)|\([A-Za-z]{1,2}\)|\([ivxlc]{1,7}\)"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]|[a-z][.)]|[A-Z]\)|[ivxlc]{1,7}[.)]"
)
_MARK: Final = re.compile(rf"(?:(?P<bullet>[-*])|(?P<label>{_LABEL}))(?=\s+\S)")
_BARE: Final = re.compile(rf"[-*]|{_LABEL}")
_FIRST: Final = re.compile(r"\(?(?:1|a|A|i)[.)]$")
_PASTED: Final = re.compile(
    rf"(?:(?P<sign>[{BULLETS}])\s*|(?P<letter>[\u00b7\u00a7\u2192+\u2013\u2014]|o)\s+)(?P<rest>\S.*)"
)
_AMONG_WORDS: Final = re.compile(rf"(?<=\S)\s+(?P<sign>[{BULLETS}])\s*(?=\S)")
_UNPARTED: Final = re.compile(r"(?P<label>\(?[0-9]{1,3}[.)]|-)(?P<rest>[A-Za-z]{2}.*)")
_ODD: Final = re.compile(
    rf"^\s*(?:{_MARK.pattern}|[\u00b7\u00a7\u2192+\u2013\u2014o]\s|\(?[0-9]{{1,3}}[.)][A-Za-z])|[{BULLETS}]"
)
"""What a text of one line cannot have without being looked at."""
_DIVIDES: Final = re.compile(r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?")
_ID: Final = re.compile(r"\{#(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\}\s+")
_PICTURE: Final = re.compile(r"!\[(?P<caption>(?:[^\[\]\\]|\\.)*)\]\((?P<file>[^\s()]*)\)")
_REFUSED: Final = (
    (re.compile(r"#{1,6}(\s|$)"), "a heading", 'Use the field "heading" of a section instead.'),
    (re.compile(r"```|~~~"), "a block of code", "Delete the signs before and after it."),
    (
        re.compile(r">"),
        "a quotation",
        'Delete the ">". Put the words of a source in the text of a rule that cites it.',
    ),
    (
        re.compile(r"(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+)$"),
        "a line across the page",
        "Delete it. To begin a new part of the text, begin a new section.",
    ),
)


@dataclass(frozen=True)
class PlacedAddress:
    """Where a link leads, as it is written, and where that stands in the text."""

    line: int
    column: int
    address: str


@dataclass(frozen=True)
class ParsedText:
    """The blocks of a text, what is not allowed in it, its links, and the files of its pictures."""

    blocks: Blocks
    faults: tuple[Fault, ...] = ()
    links: tuple[PlacedAddress, ...] = ()
    pictures: tuple[PlacedAddress, ...] = ()


@lru_cache(maxsize=2048)
def parsed(text: str) -> ParsedText:
    """Parse *text*."""
    if "\n" not in text and _PLAIN.fullmatch(text) and not _ODD.search(text):
        stripped = text.strip()
        return ParsedText((Paragraph(parsed_inline(stripped).pieces),) if stripped else ())
    parser = _Parser()
    lines = [_Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    blocks = parser.blocks(lines, 0)
    faults = tuple(sorted(parser.faults, key=lambda one: (one.line, one.column)))
    return ParsedText(blocks, faults, tuple(parser.links), tuple(parser.pictures))


def begins_structure(line: str) -> bool:
    """Whether *line* begins like an item of a list or a row of a table, or is a picture."""
    said = line.strip()
    marked = _MARK.match(said) or _PASTED.match(said) or _PICTURE.fullmatch(said)
    return bool(marked or (said.startswith("|") and said.count("|") > 1))


@dataclass(frozen=True)
class _Line:
    """A line of the text, with how far it is moved in; *text* is the rest of it."""

    number: int
    raw: str
    moved: int = -1

    @property
    def text(self) -> str:
        return self.raw.strip()

    @property
    def indent(self) -> int:
        return self.moved if self.moved >= 0 else len(self.raw) - len(self.raw.lstrip())

    @property
    def column(self) -> int:
        return len(self.raw) - len(self.raw.lstrip()) + 1


class _Parser:
    """One reading of a text; faults and links gather as it goes."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.links: list[PlacedAddress] = []
        self.pictures: list[PlacedAddress] = []

    def blocks(self, lines: Sequence[_Line], depth: int) -> Blocks:
        found: list[Block] = []
        at = 0
        while at < len(lines):
            line = lines[at]
            if not line.text:
                at += 1
            elif line.text.startswith("|"):
                end = self._end(lines, at, lambda one: one.text.startswith("|"))
                found.append(self._table(lines[at:end]))
                at = end
            elif drawn := _PICTURE.fullmatch(line.text):
                end = self._end_of_picture(lines, at + 1, line.indent)
                found.append(self._picture(lines[at:end], drawn, depth))
                at = end
            elif self._refused(line):
                found.append(Paragraph(self._inline([line])))
                at += 1
            elif _MARK.match(line.text):
                block, at = self._list(lines, at, depth + 1)
                found.append(block)
            else:
                self._first_line(line, depth)
                end = self._end(lines, at + 1, self._goes_on)
                self._items_in_line(lines[at:end])
                found.append(Paragraph(self._inline(lines[at:end])))
                at = end
        return tuple(found)

    def _first_line(self, line: _Line, depth: int) -> None:
        """Find what is meant as an item, and is none, in the first line of a paragraph."""
        if pasted := _PASTED.fullmatch(line.text):
            self._pasted(line, pasted)
        elif loose := _UNPARTED.fullmatch(line.text):
            self._unparted(line, loose)
        elif _BARE.fullmatch(line.text):
            self._tell(line, 0, "list-mark", "There is nothing after the mark of this item.",
                       "Write the words of the item, or delete the line.")  # fmt: skip
        elif not depth and line.indent > 1:
            self._tell(line, 1, "line-under-item",
                       "This line is indented, but there is no list item above it.",
                       f"Delete the spaces in front of it:  {line.text}")  # fmt: skip

    def _unparted(self, line: _Line, loose: re.Match[str]) -> None:
        self._tell(line, 0, "list-mark", f'There is no space after "{loose["label"]}".',
                   f"If it is a list item, write it like this:  {loose['label']} {loose['rest']}")  # fmt: skip

    def _end(self, lines: Sequence[_Line], at: int, goes_on: Callable[[_Line], bool]) -> int:
        while at < len(lines) and lines[at].text and goes_on(lines[at]):
            at += 1
        return at

    def _goes_on(self, line: _Line) -> bool:
        """Whether *line* goes on with the paragraph above it."""
        mark = _MARK.match(line.text)
        if line.text.startswith("|") or _PICTURE.fullmatch(line.text):
            return False
        if mark and (mark["bullet"] or _FIRST.fullmatch(mark["label"])):
            return False
        if mark:
            label = mark["label"]
            self._tell(line, 0, "list-mark",
                       f'This line begins like a list item, with "{label}", but is in the middle of a paragraph.',
                       "If it is an item, leave a blank line before it. If not, join it to the one above.")  # fmt: skip
        elif _PASTED.fullmatch(line.text):
            return False
        elif line.text.startswith("-") and (loose := _UNPARTED.fullmatch(line.text)):
            self._unparted(line, loose)
        return not any(pattern.match(line.text) for pattern, _, _ in _REFUSED)

    def _refused(self, line: _Line) -> bool:
        for pattern, name, remedy in _REFUSED:
            if pattern.match(line.text):
                self._tell(line, 0, "markdown-not-allowed", f"This looks like {name}, which guidance cannot have.",
                           remedy)  # fmt: skip
                return True
        return False

    def _pasted(self, line: _Line, found: re.Match[str]) -> None:
        space, mark = " " * (line.column - 1), found["sign"] or found["letter"]
        self._tell(line, 0, "list-mark",
                   f'"{mark}" was pasted as a bullet, and would appear as part of the text.',
                   f"Write it like this:  {space}- {found['rest']}")  # fmt: skip

    def _items_in_line(self, lines: Sequence[_Line]) -> None:
        """Find items that were pasted behind each other."""
        for line in lines:
            if sign := _AMONG_WORDS.search(line.text):
                first, *items = (part.strip() for part in _AMONG_WORDS.split(line.text)[::2])
                mended = "\n".join([first, "", *(f"- {item}" for item in items)])
                self._tell(line, line.column + sign.start("sign"), "list-mark",
                           f'"{sign["sign"]}" is within a line, as if list items were pasted one after another.',
                           f"Write each on a line of its own:  {mended}")  # fmt: skip
                return

    # ---- Lists

    def _list(self, lines: Sequence[_Line], at: int, depth: int) -> tuple[ListOfItems, int]:
        first = lines[at]
        labelled = bool(_mark(first)["label"])
        if depth == DEEPEST + 1:
            self._tell(first, 0, "line-under-item", f"This list goes more than {DEEPEST} levels deep.",
                       "Split the text into several rules.")  # fmt: skip
        items = []
        while at < len(lines):
            line = lines[at]
            mark = _MARK.match(line.text) if line.text else None
            if line.text and (not mark or line.indent != first.indent or bool(mark["label"]) != labelled):
                break
            if mark is None:
                at += 1
                continue
            end = self._end_of_item(lines, at + 1, first.indent)
            items.append(self._item(lines[at:end], mark, depth))
            at = end
        return ListOfItems(tuple(items)), at

    def _end_of_item(self, lines: Sequence[_Line], at: int, indent: int) -> int:
        """Return where the item ends that began on the line before *at*: lines that are moved in belong to it."""
        end, blank = at, False
        while at < len(lines):
            line = lines[at]
            if not line.text:
                blank = True
            elif line.indent > indent:
                end = at + 1
                blank = False
            else:
                if not blank and not begins_structure(line.text):
                    self._not_moved_in(line, indent)
                break
            at += 1
        return end

    def _not_moved_in(self, line: _Line, indent: int) -> None:
        self._tell(line, 0, "line-under-item",
                   "This line is directly under a list item, but is not indented.",
                   "To begin a new paragraph, leave a blank line before it. "
                   f"To continue the item, indent it:  {' ' * (indent + 2)}{line.text}")  # fmt: skip

    def _item(self, lines: Sequence[_Line], mark: re.Match[str], depth: int) -> Item:
        first = lines[0]
        rest = first.text[mark.end() :].lstrip()
        named = _ID.match(rest)
        if named:
            rest = rest[named.end() :]
        inner = first.indent + len(first.text) - len(rest)
        padded = " " * (len(first.raw.rstrip()) - len(rest)) + rest
        moved = [one.indent for one in lines[1:] if one.text]
        margin = min(moved, default=0)
        shifted = [_Line(one.number, one.raw, inner + one.indent - margin if one.text else 0) for one in lines[1:]]
        body = [_Line(first.number, padded, inner), *shifted]
        return Item(mark["label"] or "", self.blocks(body, depth), named["id"] if named else "")

    # ---- Pictures

    @staticmethod
    def _end_of_picture(lines: Sequence[_Line], at: int, indent: int) -> int:
        """Return where the words of a picture end: lines that are moved in belong to it."""
        end = at
        while at < len(lines) and (not lines[at].text or lines[at].indent > indent):
            at += 1
            end = at if lines[at - 1].text else end
        return end

    def _picture(self, lines: Sequence[_Line], found: re.Match[str], depth: int) -> Picture:
        first, *rest = lines
        margin = min((line.indent for line in rest if line.text), default=0)
        within = [_Line(line.number, line.raw, line.indent - margin if line.text else 0) for line in rest]
        caption = self._parsed(found["caption"].strip(), [(0, first.number, first.column + found.start("caption"))])
        blocks = self.blocks(within, depth)
        self.pictures.append(PlacedAddress(first.number, first.column + found.start("file"), found["file"]))
        if not caption:
            self._tell(first, 0, "picture-without-words", "This picture has no name.",
                       f"Write what it is between the square brackets:  ![How we decide]({found['file']})")  # fmt: skip
        if not blocks:
            space = " " * (first.column - 1)
            self._tell(first, 0, "picture-without-words",
                       "Nothing here says in words what this picture shows. Not everyone can see it, and only words "
                       "can be searched, compared and read aloud.",
                       f"Say everything that it shows in words, indented under it:  {space}{first.text}\n"
                       f"{space}    1. Ask …\n{space}    2. If nobody answers, …")  # fmt: skip
        return Picture(found["file"], caption, blocks)

    # ---- Tables

    def _table(self, lines: Sequence[_Line]) -> Block:
        rows = [_cells(line) for line in lines]
        if len(lines) < 2 or not _DIVIDES.fullmatch(lines[1].text) or not rows[0]:
            width = max(1, len(rows[0]))
            self._tell(lines[0], 0, "table-rows",
                       "A table needs a row of headings and a line of hyphens under it.",
                       "If you do not mean a table, write \\| for each vertical line. "
                       f"If you do, write under the headings:  |{' --- |' * width}")  # fmt: skip
            return Paragraph(self._inline(lines))
        width = len(rows[0])
        for line, row in zip(lines[1:], rows[1:], strict=True):
            if len(row) != width:
                cells = counted(len(row), "cell")
                self._tell(line, 0, "table-rows", f"This row has {cells}, but there are {width} headings.",
                           f"Write {width} cells, each between vertical lines. A cell can be empty.")  # fmt: skip
        if len(lines) == 2:
            self._tell(lines[0], 0, "table-rows", "This table has headings but no rows.",
                       "Write a row under the line of hyphens, or delete the table.")  # fmt: skip
        parsed_rows = [
            tuple(self._cell(lines[place], start, cell) for start, cell in _filled(rows[place], width))
            for place in range(len(lines))
            if place != 1
        ]
        return Table(parsed_rows[0], tuple(parsed_rows[1:]))

    def _cell(self, line: _Line, start: int, cell: str) -> Inline:
        return self._parsed(cell, [(0, line.number, start)])

    # ---- Words

    def _inline(self, lines: Sequence[_Line]) -> Inline:
        joined, starts = "", []
        for line in lines:
            if joined:
                joined += "\n"
            starts.append((len(joined), line.number, line.column))
            joined += line.text
        return self._parsed(joined, starts)

    def _parsed(self, text: str, starts: list[tuple[int, int, int]]) -> Inline:
        found = parsed_inline(text)
        if found.faults or found.links:
            offsets = [start for start, _, _ in starts]

            def place(at: int) -> tuple[int, int]:
                start, line, column = starts[bisect_right(offsets, at) - 1]
                return line, column + at - start

            for one in found.faults:
                line, column = place(one.column - 1)
                self.faults.append(replace(one, line=line, column=column))
            self.links += [PlacedAddress(*place(one.at), one.address) for one in found.links]
        return found.pieces

    def _tell(self, line: _Line, column: int, code: str, what: str, remedy: str) -> None:
        self.faults.append(Fault(code, what, remedy, line=line.number, column=column or line.column))


def _mark(line: _Line) -> re.Match[str]:
    found = _MARK.match(line.text)
    if found is None:
        raise ValueError("a line that begins no item")
    return found


def _cells(line: _Line) -> list[tuple[int, str]]:
    """Return the cells of a row, each with the column of the line at which it begins."""
    found = []
    text, base = line.text, line.column
    at = 1
    bars = [one.start() for one in re.finditer(r"(?<!\\)\|", text)]
    for end in (*bars[1:], len(text)):
        cell = text[at:end]
        if end < len(text) or cell.strip():
            found.append((base + at + len(cell) - len(cell.lstrip()), cell.strip()))
        at = end + 1
    return found


def _filled(row: list[tuple[int, str]], width: int) -> list[tuple[int, str]]:
    """Return *row* with as many cells as the headings are; words beyond go into the last, so that none is lost."""
    kept = row[:width]
    if len(row) > width:
        kept[-1] = (kept[-1][0], " ".join(cell for _, cell in row[width - 1 :]))
    return [*kept, *[(1, "")] * (width - len(kept))]
