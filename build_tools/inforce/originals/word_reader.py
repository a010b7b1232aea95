"""Reads a Word file from its first paragraph to its last, as Word shows it: see `WordText` for what comes of it.

What was changed with tracking is read as if it was accepted, and what was deleted so is listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Final
from xml.etree.ElementTree import Element

from inforce.model.blocks import BREAK, Inline, Piece, words
from inforce.originals.word_file import Numbers, Package, child, not_read, switched_on, value, whole
from inforce.originals.word_text import (
    LeftOut,
    WordCell,
    WordParagraph,
    WordTable,
    WordText,
    alternatives,
    cleaned,
    every_paragraph,
    said_by,
    tokens,
)

_GROUPED: Final = 4
"""From so many boxes on, a group of shapes is a drawing, such as a flow chart."""
_SMALL_PICTURE: Final = 300_000  # a third of an inch: the mark of an item
_DEEPER: Final = re.compile(r"list (?:bullet|number) ([2-5])")
"""Styles that Word has for the points of points, each with a list of its own."""
_CONTAINERS: Final = frozenset({"w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:dir", "w:bdo"})
_DELETED: Final = frozenset({"w:del", "w:moveFrom"})
_BESIDE: Final = re.compile(
    r"^(?!word/)|/(theme|glossary|_rels)/|/(diagrams|charts)/(drawing|layout|quickStyle|style|colors)"
)
"""Parts that say how things look, what could be put in, and what the parts that are read say once more."""

_UNREAD: Final = {"w:altChunk": "Another file", "w:subDoc": "Another document"}


@dataclass
class _Field:
    """A field that is being read: its instruction, and whether its result has begun."""

    instruction: str = ""
    result: bool = False

    @property
    def href(self) -> str:
        """Where it leads, if it is a link."""
        found = re.match(r'\s*HYPERLINK\s+(\\l\s+)?"([^"]*)"', self.instruction)
        return f"{'#' if found[1] else ''}{found[2]}" if found else ""

    @property
    def is_contents(self) -> bool:
        return bool(re.match(r"\s*TO[CA]\b", self.instruction))


@dataclass
class _Look:
    """What holds for the words that are being read."""

    href: str = ""
    strong: bool = False
    emphasis: bool = False
    hidden: bool = False


@dataclass
class _Open:
    """A paragraph that is being read."""

    place: int
    style: str
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Inline] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    all_bold: bool = True
    picture_first: bool = False


def read_word(content: bytes) -> WordText:
    """Return what the Word file with the bytes *content* says; raise `ProblemError` for one that is not read."""
    package = Package(content)
    root = package.tree(package.main)
    body = child(root, "w:body")
    if body is None:
        raise not_read("This Word document has no text in it.", "Look whether it is the right file.")
    reader = _Reader(package)
    blocks = tuple(reader.blocks(body))
    reader.rest()
    title = child(package.tree("docProps/core.xml"), "dc:title")
    counted: Counter[str] = Counter()
    for tree in [body, *reader.trees]:
        for said in every_paragraph(tree):
            counted += tokens(said)
    named = cleaned(title.text or "").strip() if title is not None else ""
    return WordText(blocks, tuple(reader.left_out), _changes([body, *reader.trees]), named, counted)


def _changes(trees: Sequence[Element]) -> int:
    tags = Counter(one.tag for tree in trees for one in tree.iter())
    return sum(tags[one] for one in ("w:ins", "w:del", "w:cellIns", "w:cellDel", "w:cellMerge")) + max(
        tags["w:moveFrom"], tags["w:moveTo"]
    )


class _Reader:
    """One reading of a file; what is left out gathers as it goes, and so do the parts that have words."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.left_out: list[LeftOut] = []
        self.trees: list[Element] = []
        self.styles = package.styles
        self.numbers = Numbers(package.first("numbering"), self.styles)
        self.places = count(1)
        self.place = 0
        self.fields: list[_Field] = []
        self.anchors: list[str] = []
        self.carried: _Open | None = None
        self.notes = {kind: self._notes(f"{kind}s", f"w:{kind}") for kind in ("footnote", "endnote")}
        self.comments = self._notes("comments", "w:comment")

    def _notes(self, kind: str, tag: str) -> dict[str, Element]:
        root = self.package.first(kind)
        if root is None:
            return {}
        self.trees.append(root)
        return {one.get("w:id", ""): one for one in root if one.tag == tag}

    def rest(self) -> None:
        """List what no paragraph leads to: heads and feet of pages, and notes and comments that are left."""
        for kind, name in (("header", "the head of pages"), ("footer", "the foot of pages")):
            for part in self.package.parts(kind):
                if (root := self.package.tree(part)) is not None:
                    self.trees.append(root)
                    self._leave(name, *every_paragraph(root), place=0)
        for kind, notes in [*self.notes.items(), ("comment", self.comments)]:
            for note in notes.values():
                self._leave(f"a {kind} to which no place leads", *every_paragraph(note), place=0)

        for part in sorted(name for name in self.package.unread if name.endswith(".xml") and not _BESIDE.search(name)):
            if (root := self.package.tree(part)) is not None:
                self.trees.append(root)
                self._leave(f'another part of the file, "{part}"', *every_paragraph(root), place=0)

    def _leave(self, what: str, *said: str, place: int | None = None) -> None:
        if text := " ".join(cleaned(" ".join(said)).split()):
            self.left_out.append(LeftOut(what, self.place if place is None else place, text))

    # ---- Blocks

    def blocks(self, parent: Element) -> Iterator[WordParagraph | WordTable]:
        """Yield the paragraphs and tables in *parent*, in order."""
        for one in parent:
            yield from self._block(one)
        if self.carried and parent.tag in {"w:body", "w:tc", "w:txbxContent"}:
            carried, self.carried = self.carried, None
            if last := self._finished(carried, None):
                yield last

    def _block(self, element: Element) -> Iterator[WordParagraph | WordTable]:
        match element.tag:
            case "w:p":
                return self._paragraph(element)
            case "w:tbl":
                return iter([self._table(element)])
            case "w:sdt":
                return chain.from_iterable(map(self.blocks, self._of_control(element)))
            case "mc:AlternateContent":
                return chain.from_iterable(map(self.blocks, self._chosen(element)))
            case tag if tag in _CONTAINERS:
                return self.blocks(element)
        self._beside_blocks(element)
        return iter(())

    def _beside_blocks(self, element: Element) -> None:
        """See to what stands among blocks and is none."""
        match element.tag:
            case "w:bookmarkStart":
                self.anchors.append(element.get("w:name", ""))
            case "m:oMathPara" | "m:oMath":
                self._leave("an equation", *every_paragraph(element))
            case tag if tag in _DELETED:
                self._leave("deleted by a tracked change", *every_paragraph(element))
            case tag if tag in _UNREAD:
                raise not_read(
                    f"{_UNREAD[tag]} is put into this one by Word when it is opened.",
                    "Open it in Word and save it: then its words are in it.",
                )

    def _chosen(self, element: Element) -> Sequence[Element]:
        chosen, extra = alternatives(element)
        self._leave("an older form of what stands here", extra)
        return chosen

    def _of_control(self, element: Element) -> list[Element]:
        """Return the content of a control whose words are part of the text, in a list."""
        properties = child(element, "w:sdtPr")
        content = [one for one in element if one.tag == "w:sdtContent"]
        if "contents" in (value(properties, "w:docPartObj", "w:docPartGallery") or "").lower():
            self._leave("the table of contents", *every_paragraph(element))
            return []
        if switched_on(properties, "w:showingPlcHdr"):
            self._leave("the prompt of an empty field", *every_paragraph(element))
            return []
        return content

    def _table(self, element: Element) -> WordTable:
        place = self.place + 1
        rows = []
        for row in _within_containers(element, "w:tr"):
            if not self._was_deleted(row, "w:trPr", "w:del"):
                before = whole(value(row, "w:trPr", "w:gridBefore"), 0)
                every = _within_containers(row, "w:tc")
                cells = tuple(self._cell(one) for one in every if not self._was_deleted(one, "w:tcPr", "w:cellDel"))
                rows.append((WordCell((), before), *cells) if before > 0 else cells)
        return WordTable(tuple(rows), place)

    def _was_deleted(self, part_of_table: Element, *mark: str) -> bool:
        deleted = value(part_of_table, *mark) is not None
        if deleted:
            self._leave("deleted by a tracked change", *every_paragraph(part_of_table))
        return deleted

    def _cell(self, element: Element) -> WordCell:
        properties = child(element, "w:tcPr")
        merged = value(properties, "w:vMerge")
        paragraphs: list[WordParagraph] = []
        for block in self.blocks(element):
            paragraphs += _one_after_another(block)
        kept = tuple(one for one in paragraphs if one.pieces or one.label)
        if is_lower := merged in {"", "continue"}:
            under = (words(said) for one in kept for said in (one.pieces, *one.notes))
            self._leave("under the words of a merged cell, where Word shows none", *under)
            kept = ()
        return WordCell(kept, max(1, whole(value(properties, "w:gridSpan"), 1)), is_lower)

    # ---- Paragraphs

    def _paragraph(self, element: Element) -> Iterator[WordParagraph]:
        properties = child(element, "w:pPr")
        self.place = next(self.places)
        style = value(properties, "w:pStyle") or self.styles.default
        paragraph = _Open(self.place, style, anchors=self.anchors)
        self.anchors = []
        if self.carried:
            paragraph = replace(self.carried, style=style, anchors=[*self.carried.anchors, *paragraph.anchors])
            self.carried = None
        begins_in_contents = self._in_contents()
        self._inline(element, paragraph, _Look(hidden=self.styles.switched_on(style, "hidden")))
        mark = child(properties, "w:rPr")
        if value(mark, "w:del") is not None or value(mark, "w:moveFrom") is not None:
            self.carried = paragraph
            return
        is_contents = any(one.name.startswith(("toc ", "table of")) for _, one in self.styles.chain(style)[:1])
        if is_contents or begins_in_contents or self._in_contents():
            self._leave("the table of contents", words(tuple(paragraph.pieces)), *map(words, paragraph.notes))
        elif found := self._finished(paragraph, properties):
            yield found
        for box in paragraph.boxes:
            for block in self.blocks(box):
                yield from (replace(one, boxed=True, heading=0, title=False) for one in _one_after_another(block))

    def _finished(self, paragraph: _Open, properties: Element | None) -> WordParagraph | None:
        """Return the paragraph with what is shown before it; None where nothing is shown at all."""
        number, level = value(properties, "w:numPr", "w:numId"), value(properties, "w:numPr", "w:ilvl")
        chain = self.styles.chain(paragraph.style)
        if number is None:
            number = self.styles.inherited(paragraph.style, "number")
            if number is not None and level is None:
                of_style = self.numbers.level_of_style(number, [name for name, _ in chain])
                level = str(of_style) if of_style is not None else self.styles.inherited(paragraph.style, "level")
        place = whole(level, 0)
        shown = self.numbers.next(number, place) if number and number != "0" else None
        pieces = tidied(paragraph.pieces)
        while paragraph.notes and not pieces:  # a note to nothing is a paragraph of its own
            pieces = paragraph.notes.pop(0)
        if not pieces:
            if shown and shown.label:
                self.left_out.append(LeftOut(f"the number {shown.label} of an empty paragraph", paragraph.place))
            if paragraph.picture_first:
                self.left_out.append(LeftOut("a small picture", paragraph.place))
            self.anchors = paragraph.anchors + self.anchors
            return None
        if shown and not shown.known:
            self.left_out.append(LeftOut(f"a form of number that is not known: shown as {shown.label}", self.place))
        outline = value(properties, "w:outlineLvl")
        heading = self.styles.outline(paragraph.style) if outline is None else whole(outline, 9) + 1
        return WordParagraph(
            pieces,
            paragraph.place,
            shown.label if shown else "",
            bullet=bool(shown and shown.bullet) or (paragraph.picture_first and not (shown and shown.label)),
            level=max([place, *(int(one[1]) - 1 for _, style in chain if (one := _DEEPER.fullmatch(style.name)))]),
            heading=heading if heading < 10 else 0,
            title=bool(chain) and chain[0][1].name == "title",
            bold=paragraph.all_bold,
            notes=tuple(paragraph.notes),
            anchors=tuple(paragraph.anchors),
        )

    def _in_contents(self) -> bool:
        return any(one.is_contents for one in self.fields)

    def _inline(self, parent: Element, paragraph: _Open, look: _Look) -> None:
        for one in parent:
            match one.tag:
                case "w:r":
                    self._run(one, paragraph, look)
                case "w:hyperlink":
                    self._inline(one, paragraph, replace(look, href=self._address(one)))
                case "w:fldSimple":
                    shown = _Field(one.get("w:instr", ""))
                    self.fields.append(shown)
                    self._inline(one, paragraph, replace(look, href=shown.href or look.href))
                    self.fields.remove(shown)
                case "w:bookmarkStart":
                    paragraph.anchors.append(one.get("w:name", ""))
                case "m:oMath" | "m:oMathPara":
                    self._equation(one, paragraph, look)
                case tag if tag in _DELETED:
                    self._leave("deleted by a tracked change", *every_paragraph(one))
                case _:
                    for inner in self._containers(one):
                        self._inline(inner, paragraph, look)

    def _containers(self, element: Element) -> Sequence[Element]:
        """Return what is to be read in its place of an element that only holds others."""
        if element.tag == "w:sdt":
            return self._of_control(element)
        if element.tag == "mc:AlternateContent":
            return self._chosen(element)
        return [element] if element.tag in _CONTAINERS else []

    def _address(self, link: Element) -> str:
        relation = self.package.relations.get(link.get("r:id", ""))
        anchor = link.get("w:anchor", "")
        if relation is None:
            return f"#{anchor}" if anchor else ""
        return relation.target + (f"#{anchor}" if anchor and "#" not in relation.target else "")

    def _equation(self, element: Element, paragraph: _Open, look: _Look) -> None:
        """Take an equation that is written in one line; one with fractions and powers would say something else."""
        if {one.tag for one in element.iter()} <= {"m:oMath", "m:oMathPara", "m:r", "m:rPr", "m:t", "m:sty", "w:rPr"}:
            self._say("".join(one.text or "" for one in element.iter() if one.tag == "m:t"), paragraph, look)
        else:
            self._leave("an equation, without which its sentence is not whole", *every_paragraph(element))

    def _run(self, run: Element, paragraph: _Open, around: _Look) -> None:
        properties = child(run, "w:rPr")
        look, bold = self._look_of(properties, paragraph, around)
        for one in run:
            match one.tag:
                case "w:fldChar" | "w:instrText":
                    self._field(one)
                case "w:drawing" | "w:pict" | "w:object":
                    self._drawing(one, paragraph)
                case "mc:AlternateContent":
                    for chosen in self._chosen(one):
                        self._drawing(chosen, paragraph)
                case "w:delText":
                    self._leave("deleted by a tracked change", one.text or "")
                case tag if tag.endswith("Reference"):
                    self._reference(tag[2:-9], one.get("w:id", ""), paragraph)
                case _:
                    self._words(one, paragraph, look, bold=bold)

    def _words(self, element: Element, paragraph: _Open, look: _Look, *, bold: bool) -> None:
        if element.tag in {"w:br", "w:cr"}:
            paged = element.get("w:type") in {"page", "column"}
            self._say(" " if paged else BREAK, paragraph, look)
        elif element.tag == "w:tab":
            self._say("\t", paragraph, look)
        elif said := said_by(element):
            self._say(said, paragraph, look)
            paragraph.all_bold = paragraph.all_bold and (bold or not said.strip())
        elif element.tag == "w:sym":
            self.left_out.append(LeftOut(f"a sign of the font {element.get('w:font', '')}", self.place))

    def _say(self, text: str, paragraph: _Open, look: _Look) -> None:
        plain = cleaned(text)
        if look.hidden:
            self._leave("hidden or struck out", plain)
            return
        href = next((one.href for one in reversed(self.fields) if one.result and one.href), "") or look.href
        for part in re.split(f"({BREAK})", plain):
            if part:
                paragraph.pieces.append(Piece(part, href, look.strong, look.emphasis))

    def _look_of(self, properties: Element | None, paragraph: _Open, around: _Look) -> tuple[_Look, bool]:
        """Return what holds for a run, and whether it is bold; what its whole paragraph has is no emphasis."""
        style = value(properties, "w:rStyle") or ""

        def has(tag: str, name: str) -> bool | None:
            said = switched_on(properties, tag)
            if said is None and (inherited := self.styles.inherited(style, name)) is not None:
                return bool(inherited)
            return said

        own_bold, usual_bold = has("w:b", "bold"), self.styles.switched_on(paragraph.style, "bold")
        hidden = has("w:vanish", "hidden")
        struck = switched_on(properties, "w:strike") or switched_on(properties, "w:dstrike")
        look = replace(
            around,
            strong=bool(own_bold) and not usual_bold,
            emphasis=bool(has("w:i", "italic")) and not self.styles.switched_on(paragraph.style, "italic"),
            hidden=(around.hidden if hidden is None else hidden) or bool(struck),
        )
        return look, usual_bold if own_bold is None else own_bold

    def _field(self, element: Element) -> None:
        kind = element.get("w:fldCharType", "")
        if kind == "begin":
            self.fields.append(_Field())
            for one in element.iter():
                if one.tag in {"w:checkBox", "w:ddList"}:
                    said = " ".join(every_paragraph(one))
                    self.left_out.append(LeftOut("a box to tick or a choice of a form", self.place, said))
        elif not self.fields:
            return
        elif kind == "separate":
            self.fields[-1].result = True
        elif kind == "end":
            self.fields.pop()
        else:
            self.fields[-1].instruction += element.text or ""

    def _reference(self, kind: str, name: str, paragraph: _Open) -> None:
        """Take the note that a place leads to, and list the comment."""
        if kind == "comment" and (comment := self.comments.pop(name, None)) is not None:
            self._leave("a comment", *every_paragraph(comment))
        note = self.notes[kind].pop(name, None) if kind in self.notes else None
        if note is not None:
            inner = _Open(self.place, "")
            for place, one in enumerate(one for one in note.iter() if one.tag == "w:p"):
                if place:
                    inner.pieces.append(Piece(BREAK))
                self._inline(one, inner, _Look())
            if pieces := tidied(inner.pieces):
                paragraph.notes.append(pieces)
            for within in (*map(words, inner.notes), *(said for box in inner.boxes for said in every_paragraph(box))):
                self._leave("within a note", within)

    # ---- Drawings

    def _drawing(self, element: Element, paragraph: _Open) -> None:
        """Take the boxes of words of a drawing behind its paragraph; list pictures, and drawings that are charts."""
        boxes = list(_outermost(element, "w:txbxContent"))
        loose = [said for said in every_paragraph(element) if tokens(said)]
        if len(boxes) >= _GROUPED or any(one.tag == "dgm:relIds" for one in element.iter()):
            self._leave("a drawing, of which an editor writes the steps", *loose)
        else:
            paragraph.boxes += boxes
            in_boxes = [said for box in boxes for said in every_paragraph(box)]
            rest = tokens(" ".join(loose)) - tokens(" ".join(in_boxes))
            if rest:
                self._leave("words of a drawing", *(said for said in loose if said not in in_boxes))
        for one in element.iter():
            match one.tag:
                case "dgm:relIds":
                    self._other_part(one.get("r:dm", ""), "a drawing (SmartArt), of which an editor writes the steps")
                case "c:chart" | "cx:chart":
                    self._other_part(one.get("r:id", ""), "a chart, of which an editor writes what it shows")
                case "o:OLEObject":
                    self.left_out.append(LeftOut("an embedded file", self.place))
                case "pic:pic" | "v:imagedata":
                    self._picture(element, paragraph)

    def _picture(self, element: Element, paragraph: _Open) -> None:
        said = next((one.get("descr", "") for one in element.iter() if one.tag == "wp:docPr"), "")
        is_name = "\\" in said or "/" in said or re.search(r"\.\w{3,4}$", said)  # of a file, and perhaps of somebody
        named = f" (it is described as: {' '.join(cleaned(said).split())})" if said.strip() and not is_name else ""
        extent = next((one for one in element.iter() if one.tag == "wp:extent"), None)
        size = whole(extent.get("cx"), 0) if extent is not None else 0
        if 0 < size <= _SMALL_PICTURE and not any(piece.text.strip() for piece in paragraph.pieces):
            paragraph.picture_first = True
            if not named:
                return
        self.left_out.append(LeftOut(f"a picture{named}", self.place))

    def _other_part(self, named: str, what: str) -> None:
        """List the words of the part that a drawing shows."""
        relation = self.package.relations.get(named)
        root = self.package.tree(self.package.target(relation)) if relation else None
        if root is not None:
            self.trees.append(root)
            self._leave(what, *every_paragraph(root))


def _one_after_another(block: WordParagraph | WordTable) -> list[WordParagraph]:
    """Return the paragraphs of what stands where no table can: within a cell, or within a box."""
    if isinstance(block, WordParagraph):
        return [block]
    return [replace(one, begins_table=not place) for place, one in enumerate(block.paragraphs())]


def _within_containers(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the children of *parent* with that *tag*, also those that stand in controls and tracked changes."""
    for one in parent:
        if one.tag == tag:
            yield one
        elif one.tag in _CONTAINERS or one.tag in {"w:sdt", "w:sdtContent"}:
            yield from _within_containers(one, tag)


def _outermost(parent: Element, tag: str) -> Iterator[Element]:
    for one in parent:
        if one.tag == tag:
            yield one
        elif one.tag == "mc:AlternateContent":
            for chosen in alternatives(one)[0]:
                yield from _outermost(chosen, tag)
        else:
            yield from _outermost(one, tag)


def tidied(pieces: Sequence[Piece]) -> Inline:
    """Return *pieces* with single spaces, none at the ends, and none at the edge of words that are stressed."""
    found: list[Piece] = []
    space = False
    for piece in pieces:
        if piece.text == BREAK:
            if found and found[-1].text != BREAK:
                found.append(Piece(BREAK))
            space = False
            continue
        text = " ".join(piece.text.split())
        space = space or piece.text[:1].isspace()
        if not text:
            continue
        if space and found and found[-1].text != BREAK:
            _append(found, Piece(" "))
        _append(found, replace(piece, text=text))
        space = piece.text[-1:].isspace()
    while found and not found[-1].text.strip():
        found.pop()
    return tuple(found)


def _append(found: list[Piece], piece: Piece) -> None:
    """Append *piece*; a space takes the look of what it follows only where the same look goes on."""
    if not found or found[-1].text == BREAK:
        found.append(piece)
        return
    last = found[-1]
    between = found[-2] if len(found) > 1 and last.text == " " else None
    if replace(last, text="") == replace(piece, text=""):
        found[-1] = replace(last, text=last.text + piece.text)
    elif between and replace(between, text="") == replace(piece, text=""):
        found[-2:] = [replace(piece, text=f"{between.text} {piece.text}")]
    else:
        found.append(piece)
