"""A Word file (.docx) taken apart within bounds: its parts as trees of XML, its styles, and the numbers its lists show.

Nothing that the file names outside itself is ever opened, and XML that defines entities is refused, so that a file
from anybody can be read. Elements are called as people who know the format call them: ``w:p``, ``w:tbl``.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from inforce.model.bounds import WORD
from inforce.model.originals import raised
from inforce.model.problem import ProblemError, refusal

_MOST_OF_A_PART: Final = 64 * 1024**2
_MOST_OF_ALL: Final = 128 * 1024**2
_MOST_PARTS: Final = 5_000
_MOST_ELEMENTS: Final = 3_000_000
_RAISED: Final = 4
"""Words that stand so many half points above the line are raised, as a power is."""

_OFFICE: Final = "http://schemas.openxmlformats.org/"
_PREFIXES: Final = {
    f"{_OFFICE}wordprocessingml/2006/main": "w",
    f"{_OFFICE}officeDocument/2006/relationships": "r",
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_OFFICE}drawingml/2006/picture": "pic",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_OFFICE}drawingml/2006/diagram": "dgm",
    f"{_OFFICE}drawingml/2006/chart": "c",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx",
    f"{_OFFICE}package/2006/relationships": "rel",
    f"{_OFFICE}package/2006/content-types": "ct",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
}
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
_SAVE_AS: Final = 'Open it in Word and save it as "Word Document (*.docx)".'
_TOO_LARGE: Final = "Take out pictures and attachments that are no part of the text, and save it again."


def not_read(what: str, remedy: str) -> ProblemError:
    """Return what to raise where a file is not read as a Word document."""
    return refusal("word-file-not-read", what, remedy)


class Relation(NamedTuple):
    """What a part of the file names by an id: of which kind, where it is, and whether that is outside the file."""

    kind: str
    target: str
    outside: bool


class Package:
    """The parts of a Word file, each unpacked within bounds when it is asked for."""

    def __init__(self, content: bytes) -> None:
        """Open *content*; raise `ProblemError` where it is no Word file, or not one that can be read."""
        if content.startswith(_OLD_OR_LOCKED):
            raise not_read("This file opens with a password only, or is of the older kind .doc.", _SAVE_AS)
        if len(content) > WORD.largest:
            raise not_read("This file is larger than 100 MB.", _TOO_LARGE)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise not_read("This is no Word document, or only a part of one.", _SAVE_AS) from None
        self.names = frozenset(self._zip.namelist())
        if len(self._zip.infolist()) > _MOST_PARTS:
            raise not_read(f"This file has more than {_MOST_PARTS:,} files in it.", _TOO_LARGE)
        self.unread = self.names
        self._unpacked = 0
        self._elements = 0
        self.main = self._main()
        self.relations = self._relations(self.main)
        self.styles = Styles(None)  # which say of the words of every other part which of them are raised
        self.styles = Styles(self.first("styles"))

    def tree(self, name: str) -> Element | None:
        """Return the root of a part; None where the file has none of that name."""
        self.unread -= {name}
        return self._parsed(name, self._bytes(name)) if name in self.names else None

    def target(self, relation: Relation) -> str:
        """Return the name of the part that *relation* of the main part leads to; refuse one that leads out."""
        return _within(relation, self.main)

    def parts(self, kind: str) -> list[str]:
        """Return the names of the parts of a *kind*, such as "header", that the main part names, each once."""
        return sorted({self.target(one) for one in self.relations.values() if one.kind == kind})

    def first(self, kind: str) -> Element | None:
        """Return the root of the first part of a *kind*; None where the file has none."""
        found = self.parts(kind)
        return self.tree(found[0]) if found else None

    def _main(self) -> str:
        if "[Content_Types].xml" not in self.names:
            raise not_read("This is no Word document, or only a part of one.", _SAVE_AS)
        types = self._parsed("[Content_Types].xml", self._bytes("[Content_Types].xml"))
        if any("macroEnabled" in one.get("ContentType", "") for one in types) or any(
            name.endswith("vbaProject.bin") for name in self.names
        ):
            raise not_read("This file has programs (macros) in it, which are not read.", _SAVE_AS)
        roots = self._relations("")
        if any(one.kind.startswith(_STRICT) for one in roots.values()):
            raise not_read("This file was saved as a Strict Open XML Document.", _SAVE_AS)
        found = next((one for one in roots.values() if one.kind == "officeDocument"), None)
        name = _within(found, "") if found else "word/document.xml"
        if name not in self.names or not name.endswith(".xml") or "xl/" in name or "ppt/" in name:
            raise not_read("This is no Word document: it has no text of one in it.", _SAVE_AS)
        return name

    def _relations(self, part: str) -> Mapping[str, Relation]:
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root if root is not None else ():
            kind = one.get("Type", "")
            short = kind if kind.startswith(_STRICT) else kind.rpartition("/")[2]
            found[one.get("Id", "")] = Relation(short, one.get("Target", ""), one.get("TargetMode") == "External")
        return found

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                data = part.read(_MOST_OF_A_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise not_read(f'The part "{name}" of this file cannot be unpacked.', _SAVE_AS) from None
        self._unpacked += len(data)
        if len(data) > _MOST_OF_A_PART or self._unpacked > _MOST_OF_ALL:
            raise not_read("The text of this file is larger than any text, once it is unpacked.", _TOO_LARGE)
        return data

    def _parsed(self, name: str, data: bytes) -> Element:
        builder = TreeBuilder()
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self._elements += 1
            if depth > WORD.deepest or self._elements > _MOST_ELEMENTS:
                raise not_read("This file has more in it, or in more layers, than any text has.", _TOO_LARGE)
            builder.start(_short(tag), {_short(key): value for key, value in attributes.items()})

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            done = builder.end(_short(tag))
            if done.tag == "w:r" and self._are_raised(child(done, "w:rPr")):
                for one in done:
                    one.text = raised(one.text or "") if one.tag in {"w:t", "w:delText"} else one.text

        def doctype(*_given: object) -> None:
            raise not_read(f'The part "{name}" of this file defines words of its own (a DTD).', _SAVE_AS)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = builder.data
        parser.StartDoctypeDeclHandler = doctype
        try:
            parser.Parse(data, True)  # noqa: FBT003 -- the last piece, as expat has it
        except ProblemError:
            raise
        except (expat.ExpatError, ValueError, LookupError):
            raise not_read(f'The part "{name}" of this file is damaged.', _SAVE_AS) from None
        return builder.close()

    def _are_raised(self, look: Element | None) -> bool:
        """Whether words of this *look* stand above the line, by themselves or by a style of letters."""
        own = raised_by(look)
        return self.styles.switched_on(value(look, "w:rStyle") or "", "raised") if own is None else own


def _short(name: str) -> str:
    uri, bar, local = name.rpartition("}")
    if not bar:
        return local
    if uri.startswith(_STRICT):
        raise not_read("This file was saved as a Strict Open XML Document.", _SAVE_AS)
    return f"{_PREFIXES.get(uri, '?')}:{local}"


def _within(relation: Relation, part: str) -> str:
    """Return the name of the part that a *relation* of *part* leads to; refuse one that is not in the file."""
    base = "" if relation.target.startswith("/") else posixpath.dirname(part)
    path = posixpath.normpath(posixpath.join(base, relation.target.lstrip("/")))
    if relation.outside or path.startswith("..") or ":" in path or "\\" in path:
        raise not_read(
            f'A part of this file ({relation.kind}) lies outside it, at "{relation.target}".',
            f"Nothing outside a file is opened. {_SAVE_AS}",
        )
    return path


# ---- Values


def child(parent: Element | None, tag: str) -> Element | None:
    """Return the first element with that *tag* of those that stand in *parent* itself."""
    return next((one for one in parent if one.tag == tag), None) if parent is not None else None


def value(parent: Element | None, *path: str) -> str | None:
    """Return the ``w:val`` of the element that *path* leads to; "" where it has none, None where it is not there."""
    for tag in path:
        parent = child(parent, tag)
    return parent.get("w:val", "") if parent is not None else None


def switched_on(parent: Element | None, tag: str) -> bool | None:
    """Return whether a property such as ``w:b`` is on; None where nothing is said of it."""
    said = value(parent, tag)
    return None if said is None else said not in {"0", "false", "off", "none"}


def raised_by(look: Element | None) -> bool | None:
    """Return whether a look puts words above the line; None where it does not say."""
    alignment, height = value(look, "w:vertAlign"), value(look, "w:position")
    if alignment is None and height is None:
        return None
    return alignment == "superscript" or whole(height, 0) >= _RAISED


def whole(text: str | None, otherwise: int) -> int:
    """Return *text* as a number."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else otherwise


# ---- Styles


@dataclass(frozen=True)
class Style:
    """What a style says of itself; None where it says nothing."""

    name: str = ""
    based_on: str | None = None
    number: str | None = None
    level: str | None = None
    outline: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None


class Styles:
    """The styles of a file, each with what it takes over from those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        for one in root if root is not None else ():
            if one.tag != "w:style":
                continue
            name = one.get("w:styleId", "")
            paragraph = child(one, "w:pPr")
            run = child(one, "w:rPr")
            self._styles[name] = Style(
                (value(one, "w:name") or "").lower(),
                value(one, "w:basedOn"),
                value(paragraph, "w:numPr", "w:numId"),
                value(paragraph, "w:numPr", "w:ilvl"),
                value(paragraph, "w:outlineLvl"),
                switched_on(run, "w:b"),
                switched_on(run, "w:i"),
                switched_on(run, "w:vanish"),
                raised_by(run),
            )
            if one.get("w:type") == "paragraph" and one.get("w:default") in {"1", "true"}:
                self.default = name

    def chain(self, name: str) -> list[tuple[str, Style]]:
        """Return the style of that *name* and those below it, the nearest first."""
        found: list[tuple[str, Style]] = []
        while name in self._styles and name not in {seen for seen, _ in found}:
            found.append((name, self._styles[name]))
            name = self._styles[name].based_on or ""
        return found

    def inherited(self, name: str, field: str) -> str | None:
        """Return what the style of that *name*, or the nearest below it, says in a *field* of `Style`."""
        said = (getattr(style, field) for _, style in self.chain(name))
        return next((one for one in said if one is not None), None)

    def switched_on(self, name: str, field: str) -> bool:
        """Return whether the style of that *name* has a *field* of `Style` on."""
        return bool(self.inherited(name, field))

    def outline(self, name: str) -> int:
        """Return the level of heading that a style stands for, from 1; 0 for none."""
        for _, style in self.chain(name):
            if heading := re.fullmatch(r"heading (\d)", style.name):
                return int(heading[1])
            if style.outline is not None:
                level = whole(style.outline, 9)
                return level + 1 if level < 9 else 0
        return 0


# ---- Numbers


@dataclass(frozen=True)
class Level:
    """How a level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None
    legal: bool = False
    restart: int | None = None

    @classmethod
    def of(cls, element: Element) -> Level:
        """Read ``w:lvl``."""
        restart = value(element, "w:lvlRestart")
        return cls(
            whole(value(element, "w:start"), 1),
            _form(element),
            value(element, "w:lvlText") or "",
            value(element, "w:pStyle"),
            bool(switched_on(element, "w:isLgl")),
            None if restart is None else whole(restart, 0),
        )


def _form(level: Element) -> str:
    """Return the form of the numbers of a *level*; of one made by its pattern, "001, 002, …", how that begins."""
    newer = child(child(level, "mc:AlternateContent"), "mc:Choice")
    found = child(level if newer is None else newer, "w:numFmt")
    pattern = found.get("w:format", "") if found is not None else ""
    return pattern.partition(",")[0] or value(level if newer is None else newer, "w:numFmt") or "decimal"


class Shown(NamedTuple):
    """What a list puts before a paragraph: a label, or a bullet; *known* is False where its form is not known here."""

    label: str = ""
    bullet: bool = False
    known: bool = True


_Levels = Mapping[int, Level]


class Numbers:
    """Counts the paragraphs of lists as Word does: by abstract list, level by level, in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._abstract: dict[str, _Levels] = {}
        self._lists: dict[str, tuple[str, dict[int, int], _Levels]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        links = {}
        for one in root if root is not None else ():
            if one.tag == "w:abstractNum":
                name = one.get("w:abstractNumId", "")
                self._abstract[name] = {whole(lvl.get("w:ilvl"), 0): Level.of(lvl) for lvl in one if lvl.tag == "w:lvl"}
                if style := value(one, "w:numStyleLink"):
                    links[name] = style
            elif one.tag == "w:num":
                self._lists[one.get("w:numId", "")] = _list_of(one)
        for name, style in links.items():
            leads_to = self._lists.get(styles.inherited(style, "number") or "")
            if leads_to and leads_to[0] in self._abstract:
                self._abstract[name] = self._abstract[leads_to[0]]

    def level_of_style(self, number: str, styles: list[str]) -> int | None:
        """Return the level of a list that belongs to one of *styles*, the nearest first."""
        abstract = self._abstract.get(self._lists.get(number, ("", {}, {}))[0], {})
        by_style = {level.style: place for place, level in abstract.items() if level.style}
        return next((by_style[one] for one in styles if one in by_style), None)

    def next(self, number: str, place: int) -> Shown:
        """Count one more paragraph on a level of a list, and return what stands before it."""
        if number not in self._lists:
            return Shown()
        name, starts, own = self._lists[number]
        levels = {**self._abstract.get(name, {}), **own}
        level = levels.get(place)
        if level is None:
            return Shown()
        if level.form == "bullet":
            return Shown(bullet=True)
        counts = self._counts[name]
        if place in starts and (number, place) not in self._begun:
            counts[place] = starts[place]
        else:
            counts[place] = counts[place] + 1 if place in counts else level.start
        self._begun.add((number, place))
        for deeper in [one for one in counts if one > place]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart > 0 and place < restart):
                del counts[deeper]
        return self._shown(level, place, levels, counts)

    def _shown(self, level: Level, place: int, levels: _Levels, counts: dict[int, int]) -> Shown:
        known = True

        def part(found: re.Match[str]) -> str:
            nonlocal known
            at = int(found[1]) - 1
            one = levels.get(at, Level())
            if at < place:
                counts.setdefault(at, one.start)
            form = "decimal" if level.legal and one.form != "none" else one.form
            said, sure = numeral(counts.get(at, one.start), form)
            known = known and sure
            return said

        return Shown(" ".join(re.sub(r"%([1-9])", part, level.text).split()), known=known)


def _list_of(element: Element) -> tuple[str, dict[int, int], _Levels]:
    starts: dict[int, int] = {}
    own: dict[int, Level] = {}
    for one in element:
        if one.tag == "w:lvlOverride":
            place = whole(one.get("w:ilvl"), 0)
            if (start := value(one, "w:startOverride")) is not None:
                starts[place] = whole(start, 1)
            level = child(one, "w:lvl")
            if level is not None:
                own[place] = Level.of(level)
    return value(element, "w:abstractNumId") or "", starts, own


_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)
_TEENS: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def numeral(number: int, form: str) -> tuple[str, bool]:
    """Return *number* as a list of that *form* shows it, and whether the form is known; else it is in figures."""
    said = _numeral(number, form)
    return (str(number), False) if said is None else (said, True)


def _numeral(number: int, form: str) -> str | None:
    found: str | None = None
    match form:
        case "none":
            found = ""
        case "decimal" | "decimalZero":
            found = f"{number:02d}" if form == "decimalZero" else str(number)
        case _ if re.fullmatch("0{1,9}1", form):
            found = f"{number:0{len(form)}d}"
        case "lowerLetter" | "upperLetter" if number > 0:
            found = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            found, rest = "", number
            for worth, sign in _ROMAN:
                times, rest = divmod(rest, worth)
                found += sign * times
        case "ordinal" if number > 0:
            ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
            found = f"{number}{ending}"
        case "cardinalText" if 0 <= number < 100:
            tens, ones = divmod(number, 10)
            words = _TEENS[number] if number < 20 else f"{_TENS[tens]}-{_TEENS[ones]}" if ones else _TENS[tens]
            found = words.capitalize()
    return found.upper() if found and form.startswith("upper") else found
