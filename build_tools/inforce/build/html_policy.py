"""The HTML that was made, held to allow-lists after a parser has read it as browsers do.

What matters is what a reader's browser makes of a page, not how it was written: code that looks like a comment, a
comment that ends early and an entity in an address are each read here as the browser will read them. Three rules hold:

- No page runs a program, shows another page within itself, or fetches anything from elsewhere (`_of_any_page`).
- Between the frame of the theme, an ordinary page has only what Markdown makes (`_of_content`).
- Outside that, it has no more things to fill in or to press than the theme itself puts there (`_Frame`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inforce.build.components import CONTENT_POLICY
from inforce.model.bounds import PAGE
from inforce.model.problem import Fault, Place, Problem
from inforce.parsing.characters import BIDI, name_of
from inforce.parsing.markdown import deceptive_host, misleading_words
from inforce.reading.inventory import ordinary_files
from inforce.site.page import BODY

MARK: Final = "@@inforce:"
"""With what the places of a layout begin; on any other page it would have guidance printed there."""

LARGEST_PAGE: Final = 5_000_000
"""No page that people read has more letters."""

DEEPEST_PAGE: Final = PAGE.deepest
"""Nor more elements within each other: a parser asks each of them about the next one."""

_TAG: Final = re.compile(
    r"""
    <!--(?:-?>|.*?(?:--!?>|\Z))                  # a comment
    |<(?:[!?]|/[^a-z])[^>]*                      # what browsers take for one
    |<(?P<end>/?)(?P<name>[a-z][^\s/>]*)
     (?:\s+|/(?!>)
       |[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\s>"'][^\s>]*|(?=>)))?
     )*+(?P<slash>/?)(?:>|\Z)
    """,
    re.IGNORECASE | re.ASCII | re.DOTALL | re.VERBOSE,
)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GLOBAL: Final = _names("id class title lang dir translate role tabindex hidden")
_CELL: Final = _names("align style colspan rowspan scope")
_CONTENT: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        _names(
            "p h1 h2 h3 h4 h5 h6 ul blockquote pre code em strong b i u s del ins mark sub sup small kbd samp var abbr "
            "cite q dfn br hr wbr dl dt dd div span section aside nav figure figcaption summary table caption thead "
            "tbody tfoot tr"
        ),
        frozenset[str](),
    ),
    "a": frozenset({"href", "rel", "target", "download", "hreflang"}),
    "img": frozenset({"src", "alt", "width", "height", "loading", "align"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "li": frozenset({"value"}),
    "td": _CELL,
    "th": _CELL,
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "details": frozenset({"open", "name"}),
    "time": frozenset({"datetime"}),
    # lists of tasks and tabs, as Material has them
    "input": frozenset({"type", "checked", "disabled", "name"}),
    "label": frozenset({"for"}),
    # icons, drawn where they stand
    "svg": frozenset({"viewBox", "xmlns", "width", "height", "fill"}),
    "path": frozenset({"d", "fill"}),
}
"""What Markdown and its usual extensions make: elements with the attributes that each may have besides the global."""

_FRAMES: Final = _names(
    "iframe frame frameset object embed applet portal fencedframe base style template noscript math foreignObject "
    "foreignobject animate set use audio video source track picture param marquee plaintext xmp noembed noframes"
)
"""What runs something, shows something else within the page, or is read differently with and without scripts."""

_TO_FILL_IN: Final = _names("form input button select textarea dialog label option output")
_DATA: Final = frozenset({"application/json", "application/ld+json"})
_FETCHED: Final[Mapping[str, tuple[str, ...]]] = {
    "script": ("src",), "img": ("src",), "image": ("href", "xlink:href"), "input": ("src",), "body": ("background",),
    "table": ("background",), "td": ("background",), "th": ("background",),
}  # fmt: skip
_FETCHING: Final = _names(
    "stylesheet icon preload prefetch modulepreload prerender preconnect dns-prefetch manifest apple-touch-icon "
    "mask-icon import expect compression-dictionary"
)
"""What a link of the head may stand for that the browser goes and fetches."""

_WITHOUT_END: Final = _names(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option"
)
"""Elements that have no end, or whose end may be left out."""

_OF_DRAWINGS: Final = _names("svg g defs symbol path rect circle ellipse line polyline polygon use stop")
"""Elements of which one that closes itself is closed, within a drawing; elsewhere browsers do not care."""

_LINKED: Final = ("href", "xlink:href", "action", "cite", "data", "poster", "longdesc")
_NEVER: Final = _names("srcdoc srcset imagesrcset ping formaction style is nonce attributionsrc")
_SCHEMES: Final = frozenset({"https", "http", "mailto", "tel"})
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_NAMES_A_PERSON: Final = re.compile(r"https?:/*[^/?#]*@", re.IGNORECASE)
"""What stands before the @ of an address is taken for the host by whoever reads it."""
_LEFT_OUT: Final = re.compile(r"[\t\n\r]")
_AT_THE_ENDS: Final = "".join(map(chr, range(33)))
_ALIGNED: Final = re.compile(r"\s*text-align:\s*(left|right|center|justify)\s*;?\s*", re.ASCII)
_LOADS_A_PROGRAM: Final = frozenset({"mermaid"})
"""Classes for which the theme has the browser fetch a program from another site."""

_ONCE: Final = re.compile("@@inforce:(?:body|head|contents|description)@@")
"""The marks of a layout that stand in it once; another would come from the configuration."""

_PLACE: Final = re.compile(r"<!--\s*inforce:[a-z-]+\s*-->")
_IN_MARKDOWN: Final = "Use Markdown instead. If you mean the sign itself, write &lt;"
_LONGEST: Final = 60


class _Frame(NamedTuple):
    """What the theme itself puts on a page: where the words of a page stand, and how much there is to fill in."""

    cell: tuple[str, str]
    fields: Mapping[str, int]

    def content(self, page: LexborHTMLParser) -> list[LexborNode]:
        """Return the elements of *page* that stand where its words belong."""
        tag, classes = self.cell
        return [node for node in page.css(tag) if node.attributes.get("class") == classes]


class HtmlPolicy:
    """Holds pages against the layouts of the theme that made them.

    *layouts* are its pages without words of anybody's, and *place* the mark at which words go into one.
    """

    def __init__(self, layouts: Iterable[str], place: str) -> None:
        self._layouts = tuple(layouts)
        parsed = [LexborHTMLParser(layout) for layout in self._layouts]
        cells = [cell for layout in parsed if (cell := _cell_with(layout, place))]
        fields = [Counter(node.tag for node in _elements(layout) if node.tag in _TO_FILL_IN) for layout in parsed]
        most = {tag: max(count[tag] for count in fields) for tag in _TO_FILL_IN}
        self._frame = _Frame(cells[-1] if cells else ("main", ""), most)

    def of_theme(self) -> list[Fault]:
        """Return what the layouts have that no page may have: it comes from the configuration, or from the theme."""
        faults = (_of_any_page(node) for layout in self._layouts for node in _elements(LexborHTMLParser(layout)))
        found = {fault for every in faults for fault in every}
        found |= {fault for layout in self._layouts for fault in _letters_turned_round(layout)}
        marks = (Counter(_ONCE.findall(layout)) for layout in self._layouts)
        if any(count > 1 for every in marks for count in every.values()):
            what = f'"{MARK}" marks where guidance is printed into a page.'
            found.add(Fault("page-html", what, "Leave it out, or write it another way."))
        return sorted(found)

    def of_page(self, html: str, *, ordinary: bool) -> list[Fault]:
        """Return what a page has that it may not have; one that is not *ordinary* has its words from the theme."""
        if len(html) > LARGEST_PAGE:
            return [
                Fault("file-too-large", f"This page has {len(html):,} letters.", "Divide it between several pages.")
            ]
        if _depth(html) > DEEPEST_PAGE:
            what = "More stands within each other on this page than any page needs."
            return [Fault("page-not-made", what, "Look for lists, quotations and brackets without an end.")]
        page = LexborHTMLParser(html)
        every = [*_elements(page)]
        found = {fault for node in every for fault in _of_any_page(node)}
        if ordinary:
            found |= {*self._of_ordinary(page, every), *_letters_turned_round(html)}
        if MARK in html:
            what = f'"{MARK}" marks where guidance is printed into a page.'
            found.add(Fault("page-html", what, "Leave it out, or write it another way.", MARK))
        if len(_PLACE.findall(html)) != sum(bool(_PLACE.fullmatch(node.html or "")) for node in _comments(page)):
            what = "A place that inforce fills stands within something else."
            found.add(Fault("page-html", what, "Put it on a line of its own.", "inforce:"))
        return sorted(found)

    @staticmethod
    def of_words(html: str) -> list[Fault]:
        """Return what words that are shown on some page may not have: those in a list of what was found."""
        if "<" not in html:
            return []
        body = LexborHTMLParser(f"<!DOCTYPE html><html><head></head><body>{html}").body
        inner = [node for node in body.traverse(include_text=False) if node.mem_id != body.mem_id] if body else []
        elements = [node for node in inner if not node.is_comment_node]
        return sorted({fault for node in elements for fault in (*_of_any_page(node), *_of_content(node, set()))})

    def _of_ordinary(self, page: LexborHTMLParser, every: list[LexborNode]) -> Iterator[Fault]:
        cells = self._frame.content(page)
        if len(cells) != 1:
            yield Fault("page-html", "The words of this page do not stand where they belong.", _IN_MARKDOWN)
            return
        inner = [node for node in cells[0].traverse(include_text=False) if node.mem_id != cells[0].mem_id]
        within = {node.mem_id for node in inner}
        outside = [node for node in every if node.mem_id not in within]
        ids = {node.id for node in outside if node.id}
        for node in inner:
            if not node.is_comment_node:
                yield from _of_content(node, ids)
        for tag, count in Counter(node.tag for node in outside if node.tag in _TO_FILL_IN).items():
            if count > self._frame.fields[tag]:
                yield _element_refused(str(tag))


def _letters_turned_round(html: str) -> Iterator[Fault]:
    if turned := BIDI.search(unescape(html)):
        what = f"This page has {name_of(turned[0])}, which makes readers see letters in another order."
        yield Fault("bidi-control", what, "Take it out; as an entity it has the same effect.", turned[0])


def _depth(html: str) -> int:
    """Return how many elements stand within each other at most, or more, before anything is parsed.

    An end counts where it ends what began last. Browsers pass over many of the others, so that one who counted them
    would take a page for flat on which nothing ever ends.
    """
    begun: list[str] = []
    deepest = 0
    for found in _TAG.finditer(html):
        name = (found["name"] or "").lower()
        if not name or name in _WITHOUT_END:
            continue
        if found["end"]:
            if begun and begun[-1] == name:
                begun.pop()
        elif name not in _OF_DRAWINGS or not (begun and begun[-1] in _OF_DRAWINGS):
            if begun and begun[-1] in _OF_DRAWINGS:
                begun[-1] = ""  # a browser leaves the drawing here
            begun.append(name)
        elif not found["slash"]:
            begun.append(name)
        deepest = max(deepest, len(begun))
    return deepest


def _cell_with(layout: LexborHTMLParser, place: str) -> tuple[str, str] | None:
    """Return tag and class of the innermost element that holds *place* as text."""
    found: tuple[str, str] | None = None
    for node in _elements(layout):
        if node.tag not in {"title", "meta", "script"} and place in node.text(deep=False):
            found = str(node.tag), node.attributes.get("class") or ""
    return found


def _elements(page: LexborHTMLParser) -> Iterator[LexborNode]:
    root = page.root
    if root is not None:
        yield from (node for node in root.traverse(include_text=False) if not node.is_comment_node)


def _comments(page: LexborHTMLParser) -> Iterator[LexborNode]:
    root = page.root
    if root is not None:
        yield from (node for node in root.traverse(include_text=False) if node.is_comment_node)


def _of_any_page(node: LexborNode) -> Iterator[Fault]:
    """Yield what no page may have, whoever wrote it."""
    tag, attributes = str(node.tag), node.attributes
    if tag in _FRAMES:
        yield _element_refused(tag)
    if tag == "script" and not _is_ours(node):
        yield Fault("page-html", "This would run a program of its own.", _IN_MARKDOWN, "<script")
    if tag == "meta" and "http-equiv" in attributes and attributes.get("content") != CONTENT_POLICY:
        yield _element_refused("meta http-equiv")
    for name, value in attributes.items():
        if name.startswith("on") or (name in _NEVER and not _is_alignment(tag, name, value or "")):
            yield _attribute_refused(name)
        elif name in _LINKED and (fault := _address_fault(name, value or "")):
            yield fault
    relations = set((attributes.get("rel") or "").lower().split()) if tag == "link" else set[str]()
    fetched = ("href",) if relations & _FETCHING else _FETCHED.get(tag, ())
    for name in fetched:
        if (value := attributes.get(name)) is not None and not is_within_site(value):
            yield Fault(
                "link-address",
                f'"{_short(value)}" would be fetched from another site, which would learn who reads this page.',
                "Put the file beside the page, and write its name here.",
                value,
            )
    if _LOADS_A_PROGRAM.intersection((attributes.get("class") or "").split()):
        what = "A drawing of this kind would have the reader's browser fetch a program from another site."
        yield Fault("page-html", what, "Put a picture of it beside the page, and show that.", "mermaid")


def _of_content(node: LexborNode, ids_of_frame: set[str]) -> Iterator[Fault]:
    """Yield what the words of an ordinary page may not have besides."""
    tag, attributes = str(node.tag), node.attributes
    allowed = _CONTENT.get(tag)
    if allowed is None:
        yield _element_refused(tag)
        return
    if tag == "input" and attributes.get("type") not in {"checkbox", "radio"}:
        yield _element_refused("input")
    if tag == "a" and (fault := misleading_words(node.text(), _plain(attributes.get("href") or ""))):
        yield replace(fault, words=attributes.get("href") or "")
    for name, value in attributes.items():
        if name not in allowed and name not in _GLOBAL and not name.startswith("aria-") and name != "style":
            yield _attribute_refused(name)
        elif name == "target" and value != "_blank":
            yield _attribute_refused("target")
        elif name == "id" and tag != "input" and value and (value.startswith("__") or value in ids_of_frame):
            what = f'"{_short(value)}" is the name of a part of the page that the theme needs for itself.'
            yield Fault("page-html", what, "Choose another name, or other words for the heading.", value)


def _is_alignment(tag: str, name: str, value: str) -> bool:
    """Whether an attribute is the one style that Markdown writes: how a column of a table is aligned."""
    return name == "style" and tag in {"td", "th"} and bool(_ALIGNED.fullmatch(value))


def _is_ours(script: LexborNode) -> bool:
    """Whether a script is data, which no browser runs, or one of the files of the theme."""
    kind, source = script.attributes.get("type"), script.attributes.get("src")
    if source is None:
        return kind in _DATA
    return is_within_site(source) and not script.text().strip()


def is_within_site(address: str) -> bool:
    """Whether a browser takes *address* for one on the same site, whatever page it stands on."""
    plain = _plain(address)
    return not _SCHEME.match(plain) and not plain.startswith("//") and "\\" not in plain


def _address_fault(attribute: str, address: str) -> Fault | None:
    if not (is_within_site if attribute == "action" else _may_be_linked)(address):
        return _address_refused(address)
    deceptive = deceptive_host(_plain(address))
    return replace(deceptive, words=address) if deceptive else None


def _may_be_linked(address: str) -> bool:
    """Whether a link may lead there; the address is looked at as a browser does."""
    plain = _plain(address)
    if scheme := _SCHEME.match(plain):
        return scheme[1].lower() in _SCHEMES and "\\" not in plain and not _NAMES_A_PERSON.match(plain)
    return not plain.startswith("//") and "\\" not in plain


def _plain(address: str) -> str:
    return _LEFT_OUT.sub("", address.strip(_AT_THE_ENDS))


def _element_refused(tag: str) -> Fault:
    return Fault(
        "page-html", f'"<{tag}>" would stand on the page, which pages here cannot have.', _IN_MARKDOWN, f"<{tag}"
    )


def _attribute_refused(name: str) -> Fault:
    what = f'The attribute "{_short(name)}" would change how the page behaves or looks in one place only.'
    return Fault("page-html", what, "Delete it where it is written.", name)


def _address_refused(address: str) -> Fault:
    what = f'"{_short(address)}" is no address that a page may lead to.'
    return Fault("link-address", what, "Link to a page, to https:, mailto: or tel:, or delete the link.", address)


def _short(words: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in words)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


_CONFIGURATION = "mkdocs.yml"
_INDEX = "search/search_index.json"


def held_pages(site: Path, pages: Iterable[str], layouts: Iterable[str], content: Path) -> Iterator[Problem]:
    """Return what the *pages* that the theme made below *site* have that none may have.

    *layouts* are its pages without anybody's words; what those have comes from the configuration or the theme.
    """
    policy = HtmlPolicy(layouts, BODY)
    sources = ordinary_files(content / "pages")
    if everywhere := policy.of_theme():  # told once: every page has it
        yield from (_problem(fault, _place(fault, content.with_name(_CONFIGURATION), content)) for fault in everywhere)
        return
    for path in pages:
        source = sources.get(path)
        faults = policy.of_page((site / path).read_text(encoding="utf-8"), ordinary=source is not None)
        yield from (_problem(fault, _place(fault, source, content)) for fault in faults)
    yield from _held_index(site / _INDEX, sources, content)


def _held_index(index: Path, sources: Mapping[str, Path], content: Path) -> Iterator[Problem]:
    """Hold what the search shows of pages: it is put into the list of results as HTML."""
    if not index.is_file():
        return
    for entry in json.loads(index.read_text(encoding="utf-8"))["docs"]:
        address = str(entry["location"]).partition("#")[0]
        source = sources.get(f"{address}index.html")
        for fault in HtmlPolicy.of_words(f"{entry['title']}\n{entry['text']}"):
            yield _problem(fault, _place(fault, source, content))


def _place(fault: Fault, source: Path | None, content: Path) -> Place:
    """Return where in its source a fault is written, as far as that can be told."""
    if source is None:
        return Place(_CONFIGURATION)
    name = source.relative_to(content.parent).as_posix()
    text = source.read_text(encoding="utf-8-sig", errors="replace")
    is_known = fault.words and (name != _CONFIGURATION or text.count(fault.words) == 1)
    position = text.find(fault.words) if is_known else -1
    if position < 0:
        return Place(name)
    line_start = text.rfind("\n", 0, position) + 1
    return Place(name, text.count("\n", 0, position) + 1, position - line_start + 1)


def _problem(fault: Fault, place: Place) -> Problem:
    return Problem(place, fault.code, fault.what, fault.remedy)
