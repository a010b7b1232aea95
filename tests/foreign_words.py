"""What words are left in a text of the made-up language: neither its content nor its catalogue can have said them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from built_pages import tag
from inforce.translations.po_file import sentences as sentences_of_ours
from made_up_language import WEIGHTY, catalogue, cyrillic, greek

IDS = frozenset({
    "sharing", "travel", "keys", "coming", "advice", "letter", "ask-first", "keep-record", "old-custom", "tell-family",
    "read-letter", "note-it", "go-by-train", "lock-doors", "wait-for-it", "all-rules",
})  # fmt: skip
NO_WORDS = re.compile(
    r"https?://\S+|(?<!\w)/(?:api|check|guidance|sources)/\S*|source:\S+|urn:\S+"
    r"|\S*(?:example\.org|made-up\.test|127\.0\.0\.1|\.yml|\.json|\.xml|\.md|\.pdf|\.html|\.jsonld|\.txt)\S*"
    r"|\b[0-9A-HJKMNP-TV-Z]{4}\W+[0-9A-HJKMNP-TV-Z]{4}\b|\b[0-9a-f]{16,}\b|\bSHA-256\b|\bsha256sum\b|\bPDF\b|\bkB\b"
    r"|status \S+ valid\\_until"
    r"|</?(?:del|ins)>|\binforce\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)"
)
"""Addresses, codes, moments, and names of files, fields and units, which are the same in every language."""

SAID_BY_ATTRIBUTES = (
    "title", "alt", "aria-label", "aria-description", "placeholder", "label", "summary", "data-print-line",
    "data-copy-label", "data-copied", "data-title",
)  # fmt: skip
FOR_PROGRAMS = frozenset({
    "$schema", "id", "status", "kind", "strength", "old_strength", "new_strength", "change", "passage", "verdict",
    "class", "old_section", "new_section", "section", "source", "edition", "document", "language", "evidence",
    "version", "event", "what", "type", "rel", "@type", "encodingFormat", "inLanguage",
    "shared", "always", "pages", "page", "copy_valid_for", "time_zone",
})  # fmt: skip
"""What records say in words for programs, which no language changes."""


def foreign(text: str) -> list[str]:
    """Return the words in *text* that neither the content nor the catalogue can have put there."""
    words = re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", NO_WORDS.sub(" ", text))
    return [word for word in words if word not in IDS and word not in WEIGHTY]


def texts(element: Element) -> Iterator[str]:
    """Yield all that an element of a page says, to eyes and to ears, a text each; what is to be typed is no word."""
    name = tag(element)
    if name in ("script", "style", "code"):
        return
    yield from (element.attrib[one] for one in SAID_BY_ATTRIBUTES if one in element.attrib)
    if name == "meta" and element.get("name") == "description":
        yield element.attrib["content"]
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from texts(child)
        yield child.tail or ""


def told(found: Iterable[tuple[object, str]]) -> dict[str, str]:
    """Return the texts with words of ours left in them, each with where it stands first."""
    left: dict[str, str] = {}
    for where, text in found:
        if foreign(text):
            left.setdefault(" ".join(text.split()), str(where))
    return left


def sentences(value: Any, name: str = "") -> Iterator[str]:
    """Yield every text in a record that is for people."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield from sentences(held, key)
    elif isinstance(value, list):
        for held in value:
            yield from sentences(held, name)
    elif isinstance(value, str) and name not in FOR_PROGRAMS:
        yield value


def texts_of_markdown(copy: str) -> Iterator[str]:
    """Yield what a copy as Markdown says: the facts at its head that are for people, and its paragraphs."""
    head, body = re.fullmatch(r"(?:---\n(.*?)\n---\n)?(.*)", copy, re.DOTALL).groups(default="")
    for fact in head.splitlines():
        name, _, value = fact.partition(": ")
        yield from sentences(json.loads(value), name)
    yield from body.split("\n\n")


# ---- Sentences that are put together from parts, which no translator can put into another order

MARKED = catalogue("⟦", "⟧")
"""A catalogue whose sentences stand between two signs each."""

_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_BESIDE = re.compile(r"◆\s*[^\s◆\w]|[^\s◆\w.?!]\s*◆")
_AT_PLACES = re.compile(r"\{\w+\}")
_WITH_MARKS = [one for _, one in sentences_of_ours() if re.search(r"\}[;,] \{", one) and re.search(r"\b[a-z]+ ", one)]
"""The sentences with words that have such a mark between two places themselves."""

_LISTED = re.compile(r"◆[;,] ◆")
_LAID_OUT = re.compile(
    r"^\s*(?:[-*] (?:\*\*)?|#+ |\*\*)|\*\*$| · | - {name}$".format(name=greek("Library of guidance")), re.M
)
"""What lays out lists, headings and rows of facts, and parts the title of a page from the name of the site."""


def _lists(said: str) -> bool:
    """Whether it is one of those sentences that have such marks themselves, or nothing but them."""
    own = (max(_AT_PLACES.split(one), key=len) for one in _WITH_MARKS)
    return not re.search(r"[\u0400-\u04ff]", said) or any(cyrillic(part) in said for part in own)


def glued(text: str) -> str:
    """Return *text*, said by that catalogue, where a mark stands beside a sentence and in none; otherwise "".

    A full stop before a sentence is the end of one of the content's own; a list within a sentence is one of its own.
    """
    text = _LAID_OUT.sub("\n", text)
    listed = False
    while found := _INNERMOST.findall(text):
        listed = listed or any(_LISTED.search(one) and not _lists(one) for one in found)
        text = _INNERMOST.sub("◆", text)
    return " ".join(text.split()) if listed or _BESIDE.search(text) else ""


_WITHIN = frozenset({"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "small", "span", "strong", "time"})
"""What stands within a sentence."""


def blocks(element: Element) -> Iterator[str]:
    """Yield the words of each paragraph, heading and item of a page, and what it says to ears."""
    yield from (element.attrib[one] for one in SAID_BY_ATTRIBUTES if one in element.attrib)
    if tag(element) == "script" and element.get("type") == "text/html":  # what needs script, and comes by it
        yield from blocks(html5lib.parseFragment(element.text or ""))
    if tag(element) in ("script", "style", "svg"):
        return
    inner = [child for child in element if isinstance(child.tag, str)]
    if all(tag(child) in _WITHIN for child in element.iter() if child is not element and isinstance(child.tag, str)):
        yield "".join(_words(element))
        return
    for child in inner:
        yield from blocks(child)


def _words(element: Element) -> Iterator[str]:
    """Yield what an element says to eyes; what only voices say of a mark stands within the words of the content."""
    if element.get("class") != "visually-hidden":
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""
