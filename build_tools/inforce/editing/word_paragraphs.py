"""What the paragraphs and tables of a Word file are, as far as their words and their looks give that away.

A label that was typed is told from words, a form and a table of document control from guidance, and a table of
contents that was typed from the text. What is not certain is taken as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from inforce.model.block_parser import begins_structure
from inforce.model.blocks import BREAK, Inline, Piece
from inforce.model.blocks import words as said_in
from inforce.originals.word_text import WordParagraph, WordTable
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
_ANNOUNCES: Final = (":", ":-", "\u2013", "\u2014", ";")
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
        return self.text.endswith(_ANNOUNCES)

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
        for row in block.rows:
            for cell in row:
                yield from cell.paragraphs
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
_MODAL: Final = re.compile(r"\b(?:must|shall|should|may|required|never)\b", re.IGNORECASE)


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
