"""What block text is made of: paragraphs, lists, tables and pictures, of words with emphasis, links and breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from inforce.model.problem import Fault

BREAK: Final = "\n"
"""The text of a piece that is a line break."""

NUMBERED: Final = "number"
"""The title of a link whose words are the number of what it leads to: they are written by the build, not by people."""


@dataclass(frozen=True)
class Piece:
    """Words of one look; *href* is where they lead as it is written, "" for nowhere.

    *numbered* are words that only name the rule or section that they lead to by its number of the day.
    """

    text: str
    href: str = ""
    strong: bool = False
    emphasis: bool = False
    numbered: bool = False


Inline = tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    """Words in one run."""

    pieces: Inline


@dataclass(frozen=True)
class Item:
    """An item of a list, with the label that it is written with ("" for a bullet) and its id where it has one."""

    label: str
    blocks: tuple[Block, ...]
    id: str = ""


@dataclass(frozen=True)
class ListOfItems:
    """Items, in order; either all of them have labels or none has."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Table:
    """Rows below a row of headings, each with as many cells."""

    heading: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture: the name of its file, what it is called, and the words that say all that it shows."""

    file: str
    caption: Inline
    blocks: tuple[Block, ...]


Block = Paragraph | ListOfItems | Table | Picture
Blocks = tuple[Block, ...]


def words(pieces: Inline) -> str:
    """Return the words of *pieces*."""
    return "".join(piece.text for piece in pieces)


def pieces_in(blocks: Blocks) -> Iterator[Piece]:
    """Yield every piece of *blocks* in the order in which they are read."""
    for block in blocks:
        match block:
            case Paragraph(pieces):
                yield from pieces
            case ListOfItems(items):
                for item in items:
                    yield from pieces_in(item.blocks)
            case Table(heading, rows):
                for row in (heading, *rows):
                    for cell in row:
                        yield from cell
            case Picture(_, caption, within):
                yield from caption
                yield from pieces_in(within)


def in_every_piece(blocks: Blocks, change: Callable[[Piece], Piece]) -> Blocks:
    """Return *blocks* with every piece as *change* returns it."""
    return tuple(_changed(block, change) for block in blocks)


def _changed(block: Block, change: Callable[[Piece], Piece]) -> Block:
    match block:
        case Paragraph(pieces):
            return Paragraph(tuple(map(change, pieces)))
        case ListOfItems(items):
            return ListOfItems(tuple(replace(item, blocks=in_every_piece(item.blocks, change)) for item in items))
        case Table(heading, rows):
            found = [tuple(tuple(map(change, cell)) for cell in row) for row in (heading, *rows)]
            return Table(found[0], tuple(found[1:]))
        case Picture(file, caption, within):
            return Picture(file, tuple(map(change, caption)), in_every_piece(within, change))


# ---- Writing

BULLETS: Final = (
    "\u2022\u2023\u2043\u2219\u25a0\u25a1\u25aa\u25ab\u25b6\u25ba\u25c6\u25c7\u25cb\u25cf\u25e6\u2666\u2713\u2714\u2726"
    "\u2756\u27a2\u27a4\uf0a7\uf0b7\uf0d8\uf0fc"
)
"""What other programs set before items, and nobody means as a letter of a text."""

_SIGNS: Final = re.compile(rf"([\\*\[\]`|{BULLETS}]|<(?=[A-Za-z/!])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|~~)")
_BEGINS_WITH_SIGN: Final = re.compile(r"(?=[-+#>=~\u00b7\u2013\u2014\u2192\u00a7(])")
_BEGINS_WITH_NUMBER: Final = re.compile(r"^([0-9]{1,3})(?=[.)][A-Za-z]{2})")
_BEGINS_WITH_LABEL: Final = re.compile(r"^([0-9.]+|[A-Za-z]{1,7})(?=[.)](?:\s|$))")


def escaped(text: str, *, begins: bool = False) -> str:
    """Return plain *text* so that parsing gives it back; *begins* where it is the first of a line."""
    found = _SIGNS.sub(r"\\\1", text)
    if begins:
        found = _BEGINS_WITH_NUMBER.sub(r"\1\\", found)
        found = _BEGINS_WITH_LABEL.sub(r"\1\\", found) if _BEGINS_WITH_LABEL.match(found) else found
        found = f"\\{found}" if _BEGINS_WITH_SIGN.match(found) else found
        found = re.sub(r"^o(?= |$)", r"\\o", found)
    return found


def as_source(blocks: Blocks) -> str:
    """Return *blocks* as they are written in a file."""
    return "\n\n".join(_source(block) for block in blocks)


def _source(block: Block) -> str:
    match block:
        case Paragraph(pieces):
            return _inline(pieces, begins=True)
        case ListOfItems(items):
            return "\n".join(_item_source(item) for item in items)
        case Table(heading, rows):
            lines = [heading, *rows]
            written = [f"| {' | '.join(_inline(cell) for cell in row)} |" for row in lines]
            return "\n".join([written[0], f"|{' --- |' * len(heading)}", *written[1:]])
        case Picture(file, caption, within):
            said = (f"{_MOVED_IN}{line}".rstrip() for line in as_source(within).split("\n"))
            return "\n".join([f"![{_inline(caption)}]({file})", *said])


_MOVED_IN: Final = "    "


def _item_source(item: Item) -> str:
    mark = f"{item.label or '-'} "
    named = f"{{#{item.id}}} " if item.id else ""
    body = as_source(item.blocks).replace("\n", "\n" + " " * len(mark))
    return "\n".join(line.rstrip() for line in f"{mark}{named}{body}".split("\n"))


def _inline(pieces: Inline, *, begins: bool = False) -> str:
    return "".join(_piece_source(piece, begins=begins and not place) for place, piece in enumerate(pieces))


def _piece_source(piece: Piece, *, begins: bool) -> str:
    if piece.text == BREAK:
        return "\\\n"
    found = escaped(piece.text, begins=begins and not (piece.href or piece.strong or piece.emphasis))
    stars = "*" * (2 * piece.strong + piece.emphasis)
    found = f"{stars}{found}{stars}"
    if not piece.href:
        return found
    return f'[{found}]({piece.href} "{NUMBERED}")' if piece.numbered else f"[{found}]({piece.href})"


_SIGN: Final = re.compile(
    r"""
    \\(?P<escaped>[^\w\s]|_|o(?=\s|$|\\\n))
    | (?P<broken>\\\n)
    | (?P<image>!\[[^\]\n]*\]\([^)\n]*\))
    | (?P<link>\[(?P<words>(?:[^\[\]\\\n]|\\.)*)\]
      \((?P<href>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?P<title>[ ]"[^"\n]*")?\))
    | (?P<address><https?://[^\s<>]*>)
    | (?P<html></?[A-Za-z][^<>\n]*>|<!--.*?-->|&(?:\#\d+|\#x[0-9A-Fa-f]+|[A-Za-z]\w*);)
    | (?P<code>`+)
    | (?P<struck>~~)
    | (?P<stars>\*+)
    | (?P<unders>_+)
    """,
    re.VERBOSE,
)
_MOST_SHOWN: Final = 40


@dataclass(frozen=True)
class InlineLink:
    """A link and where its address begins."""

    at: int
    address: str


@dataclass(frozen=True)
class ParsedInline:
    """Words with their look, and what was found in them: faults by their column in the words."""

    pieces: Inline
    faults: tuple[Fault, ...] = ()
    links: tuple[InlineLink, ...] = ()


def parsed_inline(text: str) -> ParsedInline:
    """Parse *text*, one line of words or several."""
    if not _SIGN.search(text):
        return ParsedInline(tuple(_unbroken(text)) if text else ())
    scan = _Scan(text)
    scan.run()
    return ParsedInline(
        tuple(merged(scan.pieces)), tuple(sorted(scan.faults, key=lambda one: one.column)), tuple(scan.links)
    )


def _unbroken(text: str) -> Iterator[Piece]:
    yield Piece(text.replace("\n", " "))


class _Scan:
    """One pass over the words; a look is switched on and off by its sign."""

    def __init__(self, text: str, offset: int = 0, href: str = "") -> None:
        self.text = text
        self.offset = offset
        self.look = Piece("", href)
        self.pieces: list[Piece] = []
        self.faults: list[Fault] = []
        self.links: list[InlineLink] = []
        self.open: dict[str, tuple[int, int]] = {}

    def run(self) -> None:
        at = 0
        for found in _SIGN.finditer(self.text):
            self._add(self.text[at : found.start()])
            at = found.end()
            self._sign(found)
        self._add(self.text[at:])
        for sign, (where, place) in self.open.items():
            self._without_partner(sign, where, place)

    def _add(self, text: str) -> None:
        if text:
            self.pieces.append(replace(self.look, text=text.replace("\n", " ")))

    def _sign(self, found: re.Match[str]) -> None:
        match found.lastgroup:
            case "escaped":
                self._add(found["escaped"])
            case "broken":
                self.pieces.append(replace(self.look, text=BREAK))
            case "stars" | "unders":
                self._emphasis(found)
            case "html" if found[0].startswith("</"):
                self._add(found[0])
            case _ if found["link"] is not None:
                self._link(found)
            case _:
                self._add(found[0])
                self._refuse(found)

    def _link(self, found: re.Match[str]) -> None:
        if self.look.href:
            self._add(found[0])
            return
        href, title = found["href"], (found["title"] or "").strip(' "')
        inner = _Scan(found["words"], self.offset + found.start("words"), href)
        inner.look = replace(self.look, href=href, numbered=title == NUMBERED)
        inner.run()
        self.pieces += inner.pieces or [replace(inner.look, numbered=True)]
        self.faults += inner.faults
        self.links.append(InlineLink(self.offset + found.start("href"), href))
        if title and title != NUMBERED:
            mended = f"[{found['words']}]({href})"
            self._fault(found, "markdown-not-allowed", "A link has a title here, which readers would not see.", mended)

    def _emphasis(self, found: re.Match[str]) -> None:
        sign = found[0]
        before, after = self.text[: found.start()][-1:], self.text[found.end() :][:1]
        if sign[0] == "_" and before.isalnum() and after.isalnum():
            self._add(sign)
            return
        parts = {1: ("emphasis",), 2: ("strong",), 3: ("strong", "emphasis")}.get(len(sign), ())
        closes = parts and all(part in self.open for part in parts) and before.strip()
        opens = parts and not any(part in self.open for part in parts) and after.strip()
        if closes:
            for part in parts:
                del self.open[part]
            self.look = _switched(self.look, parts, on=False)
        elif opens:
            for part in parts:
                self.open[part] = (found.start(), len(self.pieces))
            self.look = _switched(self.look, parts, on=True)
        else:
            self._add(sign)
            if len(sign) > 1 or before.strip() or after.strip():
                self._lone(sign, found.start())

    def _without_partner(self, part: str, at: int, place: int) -> None:
        """Take back a look that was never switched off: its sign stands as it is written."""
        sign = self.text[at : at + (2 if part == "strong" else 1)]
        rest = [_switched(piece, (part,), on=False) for piece in self.pieces[place:]]
        self.pieces[place:] = [Piece(sign, self.look.href), *rest]
        self._lone(sign, at)

    def _lone(self, sign: str, at: int) -> None:
        shown = "".join(f"\\{one}" for one in sign)
        self.faults.append(
            Fault(
                "mark-without-partner",
                f'"{sign}" stands here alone: readers would see the sign.',
                f"Write it before and after the words that it stresses, delete it, or write {shown} to show the sign.",
                column=self.offset + at + 1,
            )
        )

    def _refuse(self, found: re.Match[str]) -> None:
        shown = found[0] if len(found[0]) <= _MOST_SHOWN else f"{found[0][:_MOST_SHOWN]}…"
        match found.lastgroup:
            case "image":
                remedy = "Write it on a line of its own, and move in under it the words that say what it shows."
                self._fault(found, "markdown-not-allowed", "A picture stands among other words.", "", remedy)
            case "address":
                self._fault(found, "markdown-not-allowed", "An address stands in angle brackets.",
                            f"[words]({found[0][1:-1]})")  # fmt: skip
            case "html":
                self._fault(found, "markdown-html", f'"{shown}" is HTML, which guidance cannot have.', "",
                            "Say it in words, or with *emphasis*, **strong emphasis**, [words](https://…), lists and "
                            "tables.")  # fmt: skip
            case "code":
                self._fault(found, "markdown-not-allowed", "A sign for program code stands in the text: `.", "",
                            "Delete it, or use quotation marks.")  # fmt: skip
            case _:
                self._fault(found, "markdown-not-allowed", "A sign that strikes words out stands in the text: ~~.", "",
                            "Delete it: words that do not apply are left out.")  # fmt: skip

    def _fault(self, found: re.Match[str], code: str, what: str, mended: str, remedy: str = "") -> None:
        said = remedy or f"Write it like this:  {mended}"
        self.faults.append(Fault(code, what, said, column=self.offset + found.start() + 1))


def _switched(look: Piece, parts: tuple[str, ...], *, on: bool) -> Piece:
    return replace(
        look,
        strong=on if "strong" in parts else look.strong,
        emphasis=on if "emphasis" in parts else look.emphasis,
    )


def merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield *pieces* with neighbours of one look put together."""
    last: Piece | None = None
    for piece in pieces:
        if last and BREAK not in (last.text, piece.text) and replace(last, text="") == replace(piece, text=""):
            last = replace(last, text=last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
