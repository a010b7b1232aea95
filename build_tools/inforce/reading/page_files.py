"""The files beside ordinary pages: pictures, drawings and PDF files that only show something, and nothing else.

Whatever else could be opened at an address of the site, a page of another program or a script, is refused.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final
from xml.parsers import expat

from inforce.model.bounds import DRAWING, MOST_PIXELS, PAGE_FILE
from inforce.model.problem import Place, Problem, ProblemError
from inforce.model.reserved import is_reserved

LARGEST: Final = PAGE_FILE.largest
"""No picture or PDF file that readers are to fetch with a page has more bytes."""

LARGEST_PICTURE: Final = 2 * 1024 * 1024
"""No picture in guidance has more bytes: staff read it on phones, and every copy of the document carries it."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DEEPEST: Final = DRAWING.deepest
_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_OF_SVG: Final = "-//W3C//DTD SVG "
_ENCODINGS: Final = frozenset({"utf-8", "us-ascii", "iso-8859-1", "utf-16"})
_DRAWS: Final = _names(
    "svg g defs symbol use switch path rect circle ellipse line polyline polygon image text tspan textPath title desc "
    "metadata style linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix "
    "feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow "
    "feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight "
    "feSpecularLighting feSpotLight feTile feTurbulence"
)
"""The elements of SVG that draw, and nothing that runs, moves, links or shows another page."""

_REMARKS: Final = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/", "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/", "http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch/", "http://www.serif.com/", "http://www.w3.org/XML/1998/namespace",
)  # fmt: skip
"""Vocabularies of drawing programs, which browsers pass over."""

_PICTURE_WITHIN: Final = re.compile(r"data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/=\s]*", re.ASCII)
_ADDRESS: Final = re.compile(r"url\((?!\s*+[\"']?\s*+#)", re.IGNORECASE)
_FETCHES: Final = re.compile(r"@import|@namespace|image\(|image-set\(|src\(|\\|expression|-moz-binding", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"(?:^\s*|url\(\s*[\"']?\s*)#([^\s\"')]+)")
_MOST_DRAWN: Final = 100_000
"""So many times parts of a drawing are drawn for others at most: parts within parts would double without end."""

_NAMES: Final = frozenset({"id", "class", "font-family"})
"""Attributes whose words are no style, whatever they look like."""


def _pdf_names(names: str) -> re.Pattern[bytes]:
    """Return what finds *names* in a PDF, where each letter may be written by its number."""
    every = "|".join("".join(f"(?:{letter}|#{ord(letter):02x})" for letter in name) for name in names.split())
    return re.compile(rf"/({every})(?![\w#])".encode(), re.IGNORECASE)


_PDF_RUNS: Final = _pdf_names("JavaScript Launch EmbeddedFile RichMedia SubmitForm ImportData XFA Encrypt GoToR GoToE")
_PDF_OPENS: Final = re.compile(rb"/OpenAction\s*(?:<<|(\d{1,9})\s+(\d{1,5})\s+R)")
"""What is done when it is opened: to show a place in it, or something else."""
_PDF_SHOWS: Final = re.compile(rb"[^>]{,1000}/GoTo(?!\w)")
_MOST_OPENED: Final = 20  # a PDF says it once, and once more each time that it was changed
_PDF_OBJECTS: Final = _pdf_names("ObjStm First")
_PDF_STREAM: Final = re.compile(rb"stream\r?\n")
_MOST_UNPACKED: Final = 50 * 1024 * 1024
"""So many bytes of the objects of a PDF are unpacked; no document that is made for readers has more."""

_ENDINGS: Final = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".pdf")
_OF_THEMES: Final = (".css", ".js", ".woff", ".woff2")
_REMEDY: Final = f"Files beside pages have to end in {', '.join(_ENDINGS[:-1])} or {_ENDINGS[-1]}."


def may_stand_beside_pages(name: str) -> bool:
    """Whether a file of that name may be published with pages at all."""
    return PurePosixPath(name).suffix.lower() in _ENDINGS


def page_file_problems(content: bytes, file: str) -> Iterator[Problem]:
    """Find why the file beside pages that has the bytes *content* may not be published."""
    ending = PurePosixPath(file).suffix.lower()
    if not may_stand_beside_pages(file):
        yield stands_beside_no_page(file)
    elif len(content) > LARGEST:
        yield too_large(file, len(content))
    elif ending == ".svg" and len(content) > DRAWING.largest:
        yield too_large(file, len(content), DRAWING.largest)
    elif ending == ".svg":
        yield from _svg_problems(content, file)
    elif not _IS[ending](content):
        what = f'The name of this file ends in "{ending}", but it is something else.'
        yield Problem(Place(file), "page-file", what, "Save it again in that format, or change the ending of its name.")
    elif ending == ".pdf" and (found := _runs_within(content)):
        what = f"This PDF can run or open other things, or hides what is in it ({found})."
        yield Problem(Place(file), "page-file", what, 'Print it to a new PDF, for example with "Save as PDF".')
    elif (size := _SIZES.get(ending, _no_size)(content)) and size[0] * size[1] > MOST_PIXELS:
        what = f"This picture has {size[0]:,} by {size[1]:,} pixels, which would fill the memory of a reader's device."
        yield Problem(Place(file), "file-too-large", what, "Save a smaller copy. No page is wider than 2,000 pixels.")


def _runs_within(pdf: bytes) -> str:
    """Return what in a *pdf* is no page to read, also where objects are packed, or that these cannot be looked into."""
    if found := _runs(pdf):
        return found
    left, before = _MOST_UNPACKED, 0
    for stream in _PDF_STREAM.finditer(pdf):
        described, before = pdf[before : stream.start()].rpartition(b"endobj")[2], stream.end()
        if not _PDF_OBJECTS.search(described):
            continue
        try:
            objects = zlib.decompressobj().decompress(memoryview(pdf)[stream.end() :], left)
        except zlib.error:
            return "packed objects"
        left -= len(objects)
        if found := _runs(objects):
            return found
        if left <= 0 or b"/Predictor" in described:
            return "packed objects"
    return ""


def _runs(objects: bytes) -> str:
    """Return what in the *objects* of a PDF is no page to read: opening one may do no more than show a place in it."""
    if found := _PDF_RUNS.search(objects):
        return found[1].decode()
    for number, opens in enumerate(_PDF_OPENS.finditer(objects)):
        does = opens if opens[1] is None else re.search(rb"(?<!\d)%b\s+%b\s+obj\s*<<" % opens.groups(), objects)
        if number > _MOST_OPENED or (does and not _PDF_SHOWS.match(objects, does.end())):
            return "OpenAction"
    return ""


def theme_file_problems(file: Path, name: str, address: str, *, replaces: bool) -> Iterator[Problem]:
    """Find why a file of the organisation's own theme, called *name* in problems, may not be published at *address*.

    *replaces* says whether the program has a file of its own there.
    """
    ending = PurePosixPath(name).suffix.lower()
    top = address.partition("/")[0]
    if (is_reserved(address) and top != "assets") or (replaces and ending in _OF_THEMES):
        what = f"This would be at {address}, where inforce puts a file of its own."
        yield Problem(Place(name), "address-taken", what, "Give the file another name.")
    elif ending not in (*_OF_THEMES, *_ENDINGS):
        what = "Files of this kind cannot be published with a theme. They could be pages, or settings of a host."
        remedy = f"Files of a theme end in {', '.join((*_OF_THEMES, *_ENDINGS))}, and templates in .html"
        yield Problem(Place(name), "page-file", what, remedy)
    elif file.stat().st_size > LARGEST:
        yield too_large(name, file.stat().st_size)
    elif ending in _ENDINGS:
        yield from page_file_problems(file.read_bytes(), name)


def stands_beside_no_page(file: str) -> Problem:
    """Refuse a file of a kind that is not published with pages."""
    what = "Files of this kind cannot be published with pages. They could run a program in readers' browsers."
    return Problem(Place(file), "page-file", what, _REMEDY)


def too_large(file: str, size: int, largest: int = LARGEST) -> Problem:
    """Refuse a file that is too large to be published with pages."""
    what = f"This file has {size // 1024:,} kB. A file of this kind can have up to {largest // 1024:,} kB."
    return Problem(Place(file), "file-too-large", what, "Save a smaller copy, or link to where it is published.")


def _is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


_IS: Final[dict[str, Callable[[bytes], bool]]] = {
    ".png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    ".jpg": lambda content: content.startswith(b"\xff\xd8\xff"),
    ".jpeg": lambda content: content.startswith(b"\xff\xd8\xff"),
    ".webp": _is_webp,
    ".pdf": lambda content: content.startswith(b"%PDF-"),
}


def _no_size(_content: bytes) -> tuple[int, int] | None:
    return None


def _png_size(content: bytes) -> tuple[int, int]:
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height as the first frame says them, which is behind any number of segments."""
    at = 2
    while at + 9 < len(content):
        kind, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if content[at] != 0xFF or (kind == 0xDA):
            return None
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 1 if kind == 0xFF else 2 + length
    return None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    kind, data = content[12:16], content[20:30]
    if kind == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if kind == b"VP8 ":
        return int.from_bytes(content[26:28], "little") & 0x3FFF, int.from_bytes(content[28:30], "little") & 0x3FFF
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


_SIZES: Final[dict[str, Callable[[bytes], tuple[int, int] | None]]] = {
    ".png": _png_size,
    ".jpg": _jpeg_size,
    ".jpeg": _jpeg_size,
    ".webp": _webp_size,
}
"""How wide and how high a picture says that it is."""


def _svg_problems(content: bytes, file: str) -> Iterator[Problem]:
    try:
        _Drawing(file).read(content)
    except ProblemError as refused:
        yield from refused.problems
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0)
        place = Place(file, line, getattr(error, "offset", 0) + 1) if line else Place(file)
        yield Problem(
            place, "page-file", "This cannot be read as an SVG drawing.", "Save the drawing again, or as PNG."
        )


class _Drawing:
    """Reads an SVG file, and raises `ProblemError` at the first thing in it that is not known to draw only."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._open: list[str] = []
        self._ids: list[str] = []
        self._drawn: dict[str, Counter[str]] = {"": Counter()}
        self._style: list[str] = []
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._entity

    def read(self, content: bytes) -> None:
        self._parser.Parse(content, True)  # noqa: FBT003 -- expat takes no names
        if self._draws_without_end():
            self._refuse("parts that repeat each other so often that no device could draw them")

    def _draws_without_end(self) -> bool:
        """Follow what the whole draws, and what that draws, as far as any drawing goes."""
        drawn, count = Counter({"": 1}), 0
        for _ in range(_DEEPEST):
            below = Counter[str]()
            for part, times in drawn.items():
                for other, once in self._drawn.get(part, {}).items():
                    below[other] += times * once
            drawn, count = below, count + below.total()
            if not drawn or count > _MOST_DRAWN:
                break
        return bool(drawn)

    def _refuse(self, what: str) -> None:
        place = Place(self._file, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        message, remedy = (
            f"This drawing has {what}, which cannot be published.",
            "Save the drawing again without it, or as PNG.",
        )
        raise ProblemError(Problem(place, "page-file", message, remedy))

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        if len(self._open) > _DEEPEST:
            self._refuse("more levels of elements than any drawing needs")
        if part := attributes.get("id", ""):
            self._drawn.setdefault(part, Counter())
        self._ids.append(part)
        for value in attributes.values():
            for other in _REFERENCE.findall(value):
                for around in {"", *self._ids}:
                    self._drawn[around][other] += 1
        namespace, _, local = name.rpartition(" ")
        if len(self._open) == 1 and name != f"{_SVG} svg":
            raise ValueError("no drawing")
        if namespace == _SVG and local in _DRAWS:
            for attribute, value in attributes.items():
                self._attribute(attribute, value)
        elif not namespace.startswith(_REMARKS):
            self._refuse(f'"<{local}>"')

    def _attribute(self, name: str, value: str) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace not in {"", _XLINK} and namespace.startswith(_REMARKS) and local != "base":
            return
        if local.lower().startswith("on") or local == "base" or namespace not in {"", _XLINK}:
            self._refuse(f'the attribute "{local}"')
        if local in {"href", "src"} and not (value.strip().startswith("#") or _PICTURE_WITHIN.fullmatch(value.strip())):
            self._refuse(f'a link to "{value[:60]}"')
        if _ADDRESS.search(value) or (local not in _NAMES and _FETCHES.search(value)):
            self._refuse(f'the attribute "{local}" with an address in it')

    def _end(self, name: str) -> None:
        self._open.pop()
        self._ids.pop()
        if name == f"{_SVG} style":
            style = "".join(self._style)
            if _ADDRESS.search(style) or _FETCHES.search(style):
                self._refuse("a style that fetches something")
            self._style = []

    def _words(self, words: str) -> None:
        if self._open and self._open[-1] == f"{_SVG} style":
            self._style.append(words)

    def _instruction(self, target: str, _data: str) -> None:
        self._refuse(f'"<?{target}>"')

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in _ENCODINGS:
            self._refuse(f'the encoding "{encoding}"')  # browsers might read other letters than this program

    def _doctype(self, _name: str, _system: str | None, public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset or not (public or _OF_SVG).startswith(_OF_SVG):
            self._refuse("declarations of its own")  # those of HTML, which browsers know, have names for brackets

    def _entity(self, name: str, *_rest: object) -> None:
        self._refuse(f'an entity "{name}"')
