"""What words are left in a text of the made-up language: neither its content nor its catalogue can have said them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from built_pages import tag
from made_up_language import WEIGHTY

IDS = frozenset({
    "sharing", "travel", "keys", "coming", "advice", "letter", "ask-first", "keep-record", "old-custom", "tell-family",
    "read-letter", "note-it", "go-by-train", "lock-doors", "wait-for-it", "all-rules",
})  # fmt: skip
NO_WORDS = re.compile(
    r"https?://\S+|(?<!\w)/(?:api|check|guidance|sources)/\S*|source:\S+|urn:\S+"
    r"|\S*(?:example\.org|127\.0\.0\.1|\.yml|\.json|\.xml|\.md|\.pdf|\.html|\.jsonld)\S*"
    r"|\b[0-9A-HJKMNP-TV-Z]{4}\W+[0-9A-HJKMNP-TV-Z]{4}\b|\b[0-9a-f]{16,}\b|\bSHA-256\b|\bsha256sum\b|\bPDF\b|\bkB\b"
    r"|standing, as\\_at.*valid\\_until"
    r"|\binforce\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)"
)
"""Addresses, codes, moments, and names of files, fields and units, which are the same in every language."""

SAID_BY_ATTRIBUTES = (
    "title", "alt", "aria-label", "aria-description", "placeholder", "label", "summary", "data-print-line",
    "data-copy-label", "data-copied", "data-title",
)  # fmt: skip
FOR_PROGRAMS = frozenset({
    "$schema", "id", "standing", "kind", "strength", "old_strength", "new_strength", "change", "passage", "verdict",
    "class", "old_section", "new_section", "section", "source", "edition", "document", "language", "evidence",
    "version", "event", "what", "type", "rel", "@type", "encodingFormat", "inLanguage",
    "shared", "always", "pages",
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
