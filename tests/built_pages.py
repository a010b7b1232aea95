"""Reads the finished files of a site as a browser does, by nothing that wrote them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
LINKING = ("href", "src", "action", "poster", "srcset", "data")


def parsed(file: Path) -> Element:
    """Return the elements of a finished page; raise an error where it is not well written HTML."""
    root: Element = html5lib.HTMLParser(strict=True).parse(file.read_text(encoding="utf-8"))
    return root


def found_by_search(site: Path) -> list[tuple[str, str]]:
    """Return each place that the search knows, with what it says there, out of all pieces of its index."""
    folder = site / "search"
    rows = json.loads((folder / "index.json").read_text(encoding="utf-8"))["documents"]
    pieces = [(row["address"], json.loads((folder / f"{row['texts']}.json").read_text("utf-8"))) for row in rows]
    return [
        (f"{address}#{entry['anchor']}" if entry["anchor"] else address, entry["text"])
        for address, piece in pieces
        for entry in piece["entries"]
    ]


def tag(element: Element) -> str:
    """Return the name of *element* without its namespace."""
    return str(element.tag).rpartition("}")[2]


def having(element: Element, attribute: str) -> Iterator[tuple[str, Element]]:
    """Yield each element that has *attribute*, after its value."""
    return ((found.attrib[attribute], found) for found in element.iter() if attribute in found.attrib)


def of_class(element: Element, name: str) -> list[Element]:
    """Return the elements of a class, in order."""
    return [found for found in element.iter() if name in found.get("class", "").split()]


def words(element: Element, *, without: tuple[str, ...] = ()) -> str:
    """Return the text of *element* in one line, without that of elements *without*, by name or class."""
    return " ".join("".join(_texts(element, without)).split())


def _texts(element: Element, without: tuple[str, ...]) -> Iterator[str]:
    if tag(element) in without or set(without).intersection(element.get("class", "").split()):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child, without)
        if tag(child) in ("p", "li", "h1", "h2", "h3", "dt", "dd", "div"):
            yield " "
        yield child.tail or ""


class Target(NamedTuple):
    """Where a link leads: a file of the site, and an id in it ("" for its top)."""

    path: str
    anchor: str


def inside(link: str, page: str) -> Target | None:
    """Return where *link* on *page* leads within the site, or None where it leaves it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    way = unquote(parts.path)
    path = normpath(join("/", page.rpartition("/")[0], way)).lstrip("/") if way else page
    if not path:
        path = "index.html"
    elif way.endswith(("/", "..", ".")):
        path = f"{path}/index.html"
    return Target(path, unquote(parts.fragment))
