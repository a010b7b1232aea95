"""The words of a paragraph, an item or a cell: emphasis, links and line breaks, and what is not allowed among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from inforce.model.blocks import BREAK, NUMBERED, Inline, Piece
from inforce.model.dataclass import dataclass

_SIGN: Final = re.compile(
    r"""
    \\(?P<escaped>[^\w\s]|_|o(?=\s|$))
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
class InlineFault:
    """Something that is not allowed, at which character of the words, and how the words are written instead."""

    at: int
    code: str
    what: str
    remedy: str


@dataclass(frozen=True)
class InlineLink:
    """A link and where its address begins."""

    at: int
    address: str


@dataclass(frozen=True)
class ParsedInline:
    """Words with their look, and what was found in them."""

    pieces: Inline
    faults: tuple[InlineFault, ...] = ()
    links: tuple[InlineLink, ...] = ()


def parsed_inline(text: str) -> ParsedInline:
    """Parse *text*, one line of words or several."""
    if not _SIGN.search(text):
        return ParsedInline(tuple(_unbroken(text)) if text else ())
    scan = _Scan(text)
    scan.run()
    return ParsedInline(
        tuple(merged(scan.pieces)), tuple(sorted(scan.faults, key=lambda one: one.at)), tuple(scan.links)
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
        self.faults: list[InlineFault] = []
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
            InlineFault(
                self.offset + at,
                "mark-without-partner",
                f'"{sign}" stands here alone: readers would see the sign.',
                f"Write it before and after the words that it stresses, delete it, or write {shown} to show the sign.",
            )
        )

    def _refuse(self, found: re.Match[str]) -> None:
        shown = found[0] if len(found[0]) <= _MOST_SHOWN else f"{found[0][:_MOST_SHOWN]}…"
        match found.lastgroup:
            case "image":
                self._fault(found, "markdown-not-allowed", "An image stands in the text.", "",
                            "Say in words what it shows: words can be searched, compared, read aloud.")  # fmt: skip
            case "address":
                self._fault(found, "markdown-not-allowed", "An address stands in angle brackets.",
                            f"[words]({found[0][1:-1]})")  # fmt: skip
            case "html":
                self._fault(found, "markdown-html", f'"{shown}" is HTML, which guidance does not have.', "",
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
        self.faults.append(InlineFault(self.offset + found.start(), code, what, said))


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
