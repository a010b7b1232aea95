"""The finished site is read back and held against the library before it goes anywhere.

Every page that should be there is there, says word for word what the model says, carries its
check code, and every link leads somewhere; nothing else is published.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Set
from datetime import date
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import Final, NamedTuple
from urllib.parse import unquote

from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.problem import Place, Problem
from inforce.model.standing import in_force
from inforce.site import addresses

_RULE: Final = re.compile(r'<div class="rule__text" data-rule-text="([a-z0-9-]+)">(.*?)</div>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_LINKS: Final = (' href="', ' src="', ' action="')
_IDS: Final = (' id="', ' name="')
_UNQUOTED: Final = re.compile(r'<a\b[^>]*\shref=(?!")')
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

_OURS = (
    "This is a fault in the theme or in inforce, not in the content. Undo the last change of the theme, or report it."
)
_LINK_WRITTEN = (
    "Correct the link where it is written: in content/pages, under nav in mkdocs.yml or in the theme. "
    "If it is in none of them, it is a fault in inforce: report it."
)


def prove(site: Path, expected: Set[str], library: Library, day: date) -> Iterator[Problem]:
    """Return everything that is wrong with the finished *site*; *expected* are all files that it should have."""
    found = set(_files(site))
    for path in sorted(expected - found):
        yield Problem(Place(path), "page-missing", "This page was made but is not in the finished site.", _OURS)
    for path in sorted(found - expected):
        what = "This file is in the finished site but nothing asked for it."
        yield Problem(Place(path), "file-unexpected", what, _OURS)
    showing = dict(_pages_of_versions(library, day))
    links = _Links(found)
    for path in sorted(path for path in found if path.endswith(".html")):
        html = (site / path).read_text(encoding="utf-8")
        if version := showing.get(path):
            yield from _prove_version(path, html, version)
        if html.count("href=") != html.count(_LINKS[0]) and _UNQUOTED.search(html):
            what = "A link on the page has no quotation marks round its address, so no browser can follow it."
            yield Problem(Place(path), "link-leads-nowhere", what, _OURS)
        links.follow(path, html)
    yield from links.broken()


def _files(folder: str | Path, below: str = "") -> Iterator[str]:
    """Every file in *folder*, by its path from there; for a whole site, pathlib would take three times as long."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path, f"{below}{entry.name}/")
            elif entry.is_file():
                yield f"{below}{entry.name}"


def _pages_of_versions(library: Library, day: date) -> Iterator[tuple[str, Version]]:
    """Every page that shows a version whole, and the version that it shows."""
    for document in library.documents:
        if current := in_force(document, day):
            yield f"{addresses.document(document.id)}index.html", current
        for version in document.versions:
            yield f"{addresses.version(version)}index.html", version


def _prove_version(path: str, html: str, version: Version) -> Iterator[Problem]:
    shown = [(name, visible_words(text)) for name, text in _RULE.findall(html)]
    meant = [(rule.id, " ".join(rule.text.split())) for rule in version.rules]
    if shown != meant:
        yield Problem(Place(path), "page-words-differ", _what_differs(meant, shown), _OURS)
    marks = {"version": f'data-version="{version.number}"', "check code": f'data-code="{version.check_code}"'}
    for what, text in marks.items():
        if text not in html:
            yield Problem(Place(path), "page-without-mark", f"The page does not carry its {what}.", _OURS)


def _what_differs(meant: list[tuple[str, str]], shown: list[tuple[str, str]]) -> str:
    for (name, words), (_, seen) in zip(meant, shown, strict=False):
        if words != seen:
            return f'Rule "{name}" should say "{words}"; the page says "{seen}".'
    return f"The page shows {len(shown)} rules; the version has {len(meant)}."


def visible_words(html: str) -> str:
    """Return the text of *html* as a reader sees it, with single spaces."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _values(html: str, attributes: Iterable[str]) -> Iterator[str]:
    """Every value that follows one of *attributes* up to its closing quotation mark.

    Splitting takes a third of the time of a regular expression, on what every page of a site goes through.
    """
    for attribute in attributes:
        for rest in html.split(attribute)[1:]:
            value, closing, _ = rest.partition('"')
            if closing:
                yield value


class _Target(NamedTuple):
    path: str
    anchor: str


class _Links:
    """Every link of every page, to be followed to a file, and to the id in it where the link names one."""

    def __init__(self, files: Set[str]) -> None:
        self._files = files
        self._ids: dict[str, frozenset[str]] = {}
        self._wanted: dict[_Target, str] = {}
        self._seen_at_depth: dict[int, set[str]] = {}

    def follow(self, page: str, html: str) -> None:
        """Take note of the links of *page*, and of the ids that others may lead to."""
        tags = html.replace("\n", " ").replace("\t", " ")
        self._ids[page] = frozenset(unescape(name) for name in _values(tags, _IDS))
        if page == "404.html":
            return  # its links begin at the root of the server, for it is shown at any address
        seen = self._seen_at_depth.setdefault(page.count("/"), set())
        up = "../" * page.count("/")
        for link in set(_values(tags, _LINKS)) - seen:
            if link.startswith(up) and up:
                seen.add(link)  # it leads to the same place from every page of this depth: the menu, style sheets
            if link and not _ELSEWHERE.match(link):
                self._wanted.setdefault(_target(page, unescape(link)), page)

    def broken(self) -> Iterator[Problem]:
        """Return the links that lead nowhere, by page."""
        lead_nowhere = [(page, target) for target, page in self._wanted.items() if not self._is_there(target)]
        for page, target in sorted(lead_nowhere):
            if target.path in self._files:
                what = f'A link leads to "{target.path}#{target.anchor}", but that page has no such place.'
            else:
                what = f'A link leads to "{target.path}", which is not there.'
            yield Problem(Place(page), "link-leads-nowhere", what, _LINK_WRITTEN)

    def _is_there(self, target: _Target) -> bool:
        if target.path not in self._files:
            return False
        return not target.anchor or target.path not in self._ids or target.anchor in self._ids[target.path]


def _target(page: str, link: str) -> _Target:
    address, _, anchor = link.partition("#")
    address = unquote(address.partition("?")[0])
    if not address:
        return _Target(page, unquote(anchor))
    path = normpath(f"{page.rpartition('/')[0] or '.'}/{address}")
    if path == ".":
        return _Target("index.html", unquote(anchor))
    is_folder = address.endswith(("/", "/..", "/.")) or address in {".", ".."}
    return _Target(f"{path}/index.html" if is_folder else path, unquote(anchor))
