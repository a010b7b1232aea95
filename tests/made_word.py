"""Word files made from plain descriptions, so that tests hold none that nobody can read.

A description has a line for each paragraph: what it is, a colon and its words.

    title: Lone working
    list 1: %1. decimal; (%2) lowerLetter
    h1: Purpose
    p: You {bold:must} call in.{note:By telephone.}
    1: the first item of list 1
    1.2: an item of its second level
    table:
      Role | Duty
      Manager | Call in

Marks in curly brackets stand for what Word keeps within a paragraph; `_MARKS` has each.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_OFFICE = "http://schemas.openxmlformats.org/"
_NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": f"{_OFFICE}wordprocessingml/2006/main",
        "r": f"{_OFFICE}officeDocument/2006/relationships",
        "m": f"{_OFFICE}officeDocument/2006/math",
        "mc": f"{_OFFICE}markup-compatibility/2006",
        "a": f"{_OFFICE}drawingml/2006/main",
        "pic": f"{_OFFICE}drawingml/2006/picture",
        "wp": f"{_OFFICE}drawingml/2006/wordprocessingDrawing",
        "dgm": f"{_OFFICE}drawingml/2006/diagram",
        "c": f"{_OFFICE}drawingml/2006/chart",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_WHO = 'w:author="A. Person" w:date="2026-01-02T03:04:05Z"'
_REL = f"{_OFFICE}officeDocument/2006/relationships/"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MARK = re.compile(
    r"\{(?P<name>[a-z]+)(?: (?P<with>(?:https?|file|mailto):[^{}]+?|[^:{}]*))?(?::(?P<words>[^{}/][^{}]*)?)?\}"
)


def run(words: str, properties: str = "", tag: str = "t") -> str:
    """Return a run of *words*."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>'


@dataclass
class _Made:
    """What gathers besides the text while a description is read."""

    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    lists: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    edges: list[tuple[str, str]] = field(default_factory=list)
    drawn: list[tuple[str, str]] = field(default_factory=list)
    names: int = 0
    title: str = ""

    def note(self, _given: str, words: str) -> str:
        self.notes.append(paragraph(run(words)))
        return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def comment(self, _given: str, words: str) -> str:
        self.comments.append(paragraph(run(words)))
        return f'<w:r><w:commentReference w:id="{len(self.comments)}"/></w:r>'

    def link(self, given: str, words: str) -> str:
        self.links.append(given)
        return f'<w:hyperlink r:id="link{len(self.links)}">{run(words)}</w:hyperlink>'

    def name(self, given: str, _words: str) -> str:
        self.names += 1
        return f'<w:bookmarkStart w:id="{self.names}" w:name={quoteattr(given)}/><w:bookmarkEnd w:id="{self.names}"/>'

    def boxes(self, given: str, words: str) -> str:
        """Return boxes of words, which Word keeps twice: for itself, and for older programs."""
        inner = [f"<w:txbxContent>{paragraph(run(one))}</w:txbxContent>" for one in words.split(";")]
        new = "".join(f"<wps:wsp><wps:txbx>{one}</wps:txbx></wps:wsp>" for one in inner)
        old = "".join(f"<v:shape><v:textbox>{one}</v:textbox></v:shape>" for one in inner)
        fallback = f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback>" if given != "new" else ""
        drawing = (
            f"<w:drawing><wp:inline><a:graphic><a:graphicData>{new}</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        both = f'<mc:Choice Requires="wps">{drawing}</mc:Choice>{fallback}'
        return f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"

    def chart(self, _given: str, words: str) -> str:
        """Return a chart: its title, and what stands at its parts."""
        title, *points = words.split(";")
        said = "".join(f'<c:pt idx="{at}"><c:v>{escape(one)}</c:v></c:pt>' for at, one in enumerate(points))
        self.drawn.append(
            ("chart", f"<c:chart {_NAMES}><a:p><a:r><a:t>{escape(title)}</a:t></a:r></a:p>{said}</c:chart>")
        )
        return self._drawing(f'<c:chart r:id="drawn{len(self.drawn)}"/>')

    def steps(self, _given: str, words: str) -> str:
        """Return steps as SmartArt has them, each in a shape."""
        said = "".join(f"<dgm:t><a:p><a:r><a:t>{escape(one)}</a:t></a:r></a:p></dgm:t>" for one in words.split(";"))
        self.drawn.append(("diagramData", f"<dgm:dataModel {_NAMES}>{said}</dgm:dataModel>"))
        return self._drawing(f'<dgm:relIds r:dm="drawn{len(self.drawn)}"/>')

    @staticmethod
    def _drawing(inner: str) -> str:
        graphic = f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
        return f"<w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r>"

    def picture(self, given: str, words: str) -> str:
        width = 100_000 if given == "small" else 3_000_000
        inner = f'<wp:extent cx="{width}" cy="{width}"/><wp:docPr id="1" name="p" descr={quoteattr(words)}/><pic:pic/>'
        return f"<w:r><w:drawing><wp:inline>{inner}</wp:inline></w:drawing></w:r>"


def _looks(properties: str) -> Callable[[_Made, str, str], str]:
    return lambda _made, _given, words: run(words, properties)


def _raw(text: str) -> Callable[[_Made, str, str], str]:
    return lambda _made, given, words: text.format(given=given, words=escape(words), run=run(words))


def _field(instruction: str) -> Callable[[_Made, str, str], str]:
    def made(_made: _Made, given: str, words: str) -> str:
        said = escape(instruction.format(given=given))
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{said}</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    return made


_MARKS: Mapping[str, Callable[[_Made, str, str], str]] = {
    "bold": _looks("<w:b/>"),
    "italic": _looks("<w:i/>"),
    "hidden": _looks("<w:vanish/>"),
    "struck": _looks("<w:strike/>"),
    "raised": _looks('<w:vertAlign w:val="superscript"/>'),
    "power": _looks('<w:rStyle w:val="Power"/>'),
    "lifted": _looks('<w:position w:val="10"/>'),
    "ins": _raw(f'<w:ins w:id="1" {_WHO}>{{run}}</w:ins>'),
    "del": lambda _made, _given, words: f'<w:del w:id="1" {_WHO}>{run(words, tag="delText")}</w:del>',
    "from": _raw(f'<w:moveFrom w:id="1" {_WHO}>{{run}}</w:moveFrom>'),
    "to": _raw(f'<w:moveTo w:id="1" {_WHO}>{{run}}</w:moveTo>'),
    "tab": _raw("<w:r><w:tab/></w:r>"),
    "break": _raw("<w:r><w:br/></w:r>"),
    "page": _raw('<w:r><w:br w:type="page"/></w:r>'),
    "hyphen": _raw("<w:r><w:noBreakHyphen/></w:r>"),
    "sign": _raw('<w:r><w:sym w:font="Wingdings" w:char="{given}"/></w:r>'),
    "equation": _raw("<m:oMath><m:r><m:t>{words}</m:t></m:r></m:oMath>"),
    "fraction": _raw(
        "<m:oMath><m:f><m:num><m:r><m:t>{given}</m:t></m:r></m:num><m:den><m:r><m:t>{words}</m:t></m:r></m:den></m:f></m:oMath>"
    ),
    "choice": _raw(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="{given}"/><w:listEntry '
        'w:val="{words}"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "control": _raw("<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
    "prompt": _raw("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
    "tagged": _raw('<w:smartTag w:element="x">{run}</w:smartTag>'),
    "field": _field(' HYPERLINK "{given}" '),
    "goto": _raw('<w:hyperlink w:anchor="{given}">{run}</w:hyperlink>'),
    "unknown": _raw("<w:somethingNew>{run}</w:somethingNew>"),
    "note": _Made.note,
    "comment": _Made.comment,
    "link": _Made.link,
    "name": _Made.name,
    "box": _Made.boxes,
    "picture": _Made.picture,
    "chart": _Made.chart,
    "steps": _Made.steps,
    "watermark": _raw('<w:r><w:pict><v:shape><v:textpath string="{words}"/></v:shape></w:pict></w:r>'),
}


def paragraph(inner: str, style: str = "", number: tuple[str, int] | None = None, mark: str = "") -> str:
    """Return a paragraph."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}{mark}</w:pPr>{inner}</w:p>"


def word(description: str, **parts: str) -> bytes:
    """Return the Word file of a *description*; *parts* are put in place of those it would have, by their names."""
    made = _Made()
    lines = [line for line in description.split("\n") if line.strip() and not line.startswith("#")]
    at = 0
    while at < len(lines):
        if lines[at].startswith("table:"):
            end = at + 1
            while end < len(lines) and lines[end].startswith("  "):
                end += 1
            made.body.append(_table(made, lines[at + 1 : end]))
            at = end
        else:
            _line(made, lines[at])
            at += 1
    return package({**_parts(made), **parts})


def _line(made: _Made, line: str) -> None:
    kind, _, words = line.partition(":")
    words = words.removeprefix(" ")
    if kind.startswith("list "):
        levels = [one.strip().rpartition(" ") for one in words.split(";")]
        made.lists[kind.removeprefix("list ")] = [(text, form) for text, _, form in levels]
    elif kind in {"header", "footer"}:
        made.edges.append((kind, paragraph(run(words))))
    elif kind == "named":
        made.title = words
    elif kind == "raw":
        made.body.append(words)
    elif re.fullmatch(r"\d+(\.\d+)?", kind):
        number, _, level = kind.partition(".")
        made.body.append(paragraph(_inline(made, words), number=(number, int(level or 1) - 1)))
    elif found := re.fullmatch(r"deeper (\d+)", kind):
        made.body.append(paragraph(_inline(made, words), "Deeper", (found[1], 0)))
    elif kind == "joined":
        deleted = f'<w:rPr><w:del w:id="1" {_WHO}/></w:rPr>'
        made.body.append(paragraph(_inline(made, words), mark=deleted))
    else:
        style = {"p": "", "title": "Title", "toc": "TOC1", "bold": ""}.get(kind, kind.capitalize())
        inner = run(words, "<w:b/>") if kind == "bold" else _inline(made, words)
        made.body.append(paragraph(inner, style))


def _inline(made: _Made, words: str) -> str:
    found, at = [], 0
    for mark in _MARK.finditer(words):
        if mark.start() > at:
            found.append(run(words[at : mark.start()]))
        found.append(_MARKS[mark["name"]](made, mark["with"] or "", mark["words"] or ""))
        at = mark.end()
    return "".join([*found, run(words[at:])] if at < len(words) else found)


def _table(made: _Made, rows: Sequence[str]) -> str:
    """Return a table.

    A cell "^" goes on with the one above it, with words that Word keeps and does not show; one with "2> " before it is
    two columns wide, one with "x " was deleted by a tracked change; a row that begins with ">" leaves its first column
    out. What stands in square brackets at the end of a cell is a table within it: "[a;b/c;d]" has two rows.
    """

    def cell(text: str) -> str:
        properties = '<w:vMerge w:val="continue"/>' if text.startswith("^") else ""
        if wide := re.match(r"(\d)> ", text):
            properties, text = f'<w:gridSpan w:val="{wide[1]}"/>', text[wide.end() :]
        if text.startswith("x "):
            properties, text = f'<w:cellDel w:id="1" {_WHO}/>', text.removeprefix("x ")
        text, _, within = text.removesuffix("]").partition(" [")
        inner = "".join(paragraph(_inline(made, one)) for one in text.removeprefix("^").split(" // "))
        inner += _table(made, [one.replace(";", "|") for one in within.split("/")]) if within else ""
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"

    def row(text: str) -> str:
        before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' if text.strip().startswith("> ") else ""
        cells = text.strip().removeprefix("> ").split("|")
        return f"<w:tr>{before}{''.join(cell(one.strip()) for one in cells)}</w:tr>"

    return f"<w:tbl><w:tblPr/>{''.join(map(row, rows))}</w:tbl>"


def _styles() -> Iterator[str]:
    yield _style("Normal", "Normal", 'w:default="1"')
    yield _style("Title", "Title")
    yield _style("TOC1", "toc 1")
    yield '<w:style w:type="character" w:styleId="Raised"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    yield '<w:style w:type="character" w:styleId="Power"><w:basedOn w:val="Raised"/></w:style>'
    yield _style("Deeper", "List Bullet 2")
    for level in range(1, 6):
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        yield _style(f"H{level}", f"heading {level}", inner=outline)
        numbered = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="99"/></w:numPr>'
        yield _style(f"N{level}", f"numbered {level}", inner=numbered, based_on=f"H{level}")


def _style(name: str, shown: str, attributes: str = "", *, inner: str = "", based_on: str = "") -> str:
    below = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" {attributes} w:styleId="{name}"><w:name w:val="{shown}"/>{below}'
        f"<w:pPr>{inner}</w:pPr></w:style>"
    )


def _numbering(lists: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    headings = [(".".join(f"%{one}" for one in range(1, level + 1)), "decimal") for level in range(1, 6)]
    every = {**lists, "99": headings}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{name}">'
        + "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/>{_form(form)}<w:lvlText w:val="{escape(text)}"/></w:lvl>'
            for place, (text, form) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for name, levels in every.items()
    )
    numbers = "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/></w:num>' for one in every)
    return abstract + numbers


def _form(form: str) -> str:
    """Return the form of a number; one that is a pattern, such as 001, as newer Words write it."""
    older = f'<w:numFmt w:val="{form}"/>'
    if not form.startswith("0"):
        return older
    newer = f'<w:numFmt w:val="custom" w:format="{form}, ..."/>'
    return (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{newer}</mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )


def _parts(made: _Made) -> dict[str, str]:
    notes = "".join(f'<w:footnote w:id="{at}">{one}</w:footnote>' for at, one in enumerate(made.notes, start=1))
    comments = "".join(
        f'<w:comment w:id="{at}" {_WHO}>{one}</w:comment>' for at, one in enumerate(made.comments, start=1)
    )
    relations = [("styles", "styles.xml"), ("numbering", "numbering.xml")]
    parts = {
        "word/document.xml": f"<w:document {_NAMES}><w:body>{''.join(made.body)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NAMES}>{''.join(_styles())}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{_numbering(made.lists)}</w:numbering>",
    }
    if notes:
        parts["word/footnotes.xml"] = f"<w:footnotes {_NAMES}>{notes}</w:footnotes>"
        relations.append(("footnotes", "footnotes.xml"))
    if comments:
        parts["word/comments.xml"] = f"<w:comments {_NAMES}>{comments}</w:comments>"
        relations.append(("comments", "comments.xml"))
    for place, (kind, inner) in enumerate(made.edges):
        tag = "hdr" if kind == "header" else "ftr"
        parts[f"word/{kind}{place}.xml"] = f"<w:{tag} {_NAMES}>{inner}</w:{tag}>"
        relations.append((kind, f"{kind}{place}.xml"))
    named = [f'<Relationship Id="r{at}" Type="{_REL}{kind}" Target="{to}"/>' for at, (kind, to) in enumerate(relations)]
    named += [
        f'<Relationship Id="link{at}" Type="{_REL}hyperlink" Target={quoteattr(to)} TargetMode="External"/>'
        for at, to in enumerate(made.links, start=1)
    ]
    for at, (kind, inner) in enumerate(made.drawn, start=1):
        parts[f"word/drawn/{kind}{at}.xml"] = inner
        named.append(f'<Relationship Id="drawn{at}" Type="{_REL}{kind}" Target="drawn/{kind}{at}.xml"/>')
    parts["word/_rels/document.xml.rels"] = relationships(*named)
    if made.title:
        core = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        parts["docProps/core.xml"] = (
            f"<coreProperties {core}><dc:title>{escape(made.title)}</dc:title></coreProperties>"
        )
    return parts


def relationships(*inner: str) -> str:
    """Return a part that names others."""
    return f'<Relationships xmlns="{_OFFICE}package/2006/relationships">{"".join(inner)}</Relationships>'


def package(parts: Mapping[str, str | bytes], main: str = _MAIN) -> bytes:
    """Return the file of these parts, the same bytes each time."""
    types = f"{_OFFICE}package/2006/content-types"
    every = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Override PartName="/word/document.xml" ContentType="{main}"/>'
        "</Types>",
        "_rels/.rels": relationships(f'<Relationship Id="r" Type="{_REL}officeDocument" Target="word/document.xml"/>'),
        **parts,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in every.items():
            content = text if isinstance(text, bytes) else f"{_HEAD}{text}".encode()
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
