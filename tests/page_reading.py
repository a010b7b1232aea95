"""Reads pages as a browser does, for tests: strictly, and with the words that a reader sees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

from inforce.site.page import ROOT, Page

_HTML = "{http://www.w3.org/1999/xhtml}"


@lru_cache(maxsize=200)
def parsed(html: str) -> Element:
    """Return the elements of a page body, not to be changed; raise an error where it is not well written HTML."""
    document = f"<!doctype html><html lang=en-GB><title></title><body>{html}</body></html>"
    return html5lib.HTMLParser(strict=True).parse(document)


def words(element: Element) -> str:
    """Return the text of *element*, single-spaced, without what is said to screen readers alone."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.get("class") == "visually-hidden" or element.tag == f"{_HTML}script":
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        if child.tag in (f"{_HTML}p", f"{_HTML}li", f"{_HTML}h1", f"{_HTML}h2", f"{_HTML}h3"):
            yield " "
        yield child.tail or ""


def paragraphs_of(element: Element) -> tuple[str, ...]:
    """Return the paragraphs of *element*, letter for letter."""
    return tuple("".join(paragraph.itertext()) for paragraph in element.iter(f"{_HTML}p"))


def having(element: Element, attribute: str) -> dict[str, Element]:
    """Return the elements that have *attribute*, by its value."""
    return {found.get(attribute, ""): found for found in element.iter() if attribute in found.attrib}


def of_class(element: Element, name: str) -> list[Element]:
    """Return the elements of a class, in order."""
    return [found for found in element.iter() if name in (found.get("class") or "").split()]


def ids(element: Element) -> list[str]:
    """Return every id, in order."""
    return [found.attrib["id"] for found in element.iter() if "id" in found.attrib]


def links(element: Element) -> Iterator[str]:
    """Yield where each link and form leads."""
    for found in element.iter():
        for attribute in ("href", "action", "src"):
            if attribute in found.attrib:
                yield found.attrib[attribute]


def inside(link: str, page: Page) -> tuple[str, str] | None:
    """Return the address (no question) and the anchor that *link* leads to, or None where it leaves the site."""
    if link.startswith("#"):
        return page.address, link[1:]
    if not link.startswith(ROOT):
        return None
    address, _, anchor = link.removeprefix(ROOT).partition("#")
    return address.partition("?")[0], anchor
