"""The finished site is read back and held against the library before it goes anywhere.

Every page that should be there is there, says word for word what the model says, carries its
check code, and every link leads somewhere; nothing else is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import Final
from urllib.parse import unquote

from inforce.model.guidance import Document, Version
from inforce.model.library import Library
from inforce.model.problem import Place, Problem
from inforce.model.standing import in_force
from inforce.pages import addresses

_RULE: Final = re.compile(r'<div class="rule__text" data-rule-text="([a-z0-9-]+)">(.*?)</div>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_LINK: Final = re.compile(r'<(?:a|link|script|img|form|source)\b[^>]*?\s(?:href|src|action)="([^"]*)"')
_ID: Final = re.compile(r'<[a-z][^>]*?\s(?:id|name)="([^"]+)"')
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

_OURS = (
    "This is a fault in the theme or in inforce, not in the content. Undo the last change of the theme, or report it."
)


def prove(site: Path, expected: Set[str], library: Library, day: date) -> Iterator[Problem]:
    """Return everything that is wrong with the finished *site*; *expected* are all files that it should have."""
    found = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    for path in sorted(expected - found):
        yield Problem(Place(path), "page-missing", "This page was made but is not in the finished site.", _OURS)
    for path in sorted(found - expected):
        yield Problem(
            Place(path), "file-unexpected", "This file is in the finished site but nothing asked for it.", _OURS
        )
    for document in library.documents:
        yield from _prove_document(site, document, day)
    yield from _prove_links(site, sorted(path for path in found if path.endswith(".html")), found)


def _prove_document(site: Path, document: Document, day: date) -> Iterator[Problem]:
    current = in_force(document, day)
    if current:
        yield from _prove_version(site, addresses.document(document.id), current)
    for version in document.versions:
        yield from _prove_version(site, addresses.version(version), version)


def _prove_version(site: Path, address: str, version: Version) -> Iterator[Problem]:
    path = f"{address}index.html"
    try:
        html = (site / path).read_text(encoding="utf-8")
    except OSError:
        return  # said already: the page is missing
    shown = [(name, visible_words(text)) for name, text in _RULE.findall(html)]
    meant = [(rule.id, " ".join(rule.text.split())) for rule in version.rules]
    if shown != meant:
        place = next((pair for pair in zip(meant, shown, strict=False) if pair[0] != pair[1]), None)
        what = (
            f'Rule "{place[0][0]}" should say "{place[0][1]}"; the page says "{place[1][1]}".'
            if place
            else f"The page shows {len(shown)} rules of {len(meant)}."
        )
        yield Problem(Place(path), "page-words-differ", what, _OURS)
    for what, text in (
        ("version", f'data-version="{version.number}"'),
        ("check code", f'data-code="{version.check_code}"'),
    ):
        if text not in html:
            yield Problem(Place(path), "page-without-mark", f"The page does not carry its {what}.", _OURS)


def visible_words(html: str) -> str:
    """Return the text of *html* as a reader sees it, with single spaces."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


@dataclass(frozen=True)
class _Target:
    path: str
    anchor: str


def _prove_links(site: Path, pages: Iterable[str], files: Set[str]) -> Iterator[Problem]:
    """Follow every link of every page to a file, and to the id in it where the link names one."""
    ids: dict[str, frozenset[str]] = {}
    wanted: dict[_Target, str] = {}
    for path in pages:
        html = (site / path).read_text(encoding="utf-8")
        ids[path] = frozenset(unescape(name) for name in _ID.findall(html))
        if path == "404.html":
            continue  # its links begin at the root of the server, for it is shown at any address
        for link in set(_LINK.findall(html)):
            if link and not _ELSEWHERE.match(link):
                wanted.setdefault(_target(path, unescape(link)), path)
    for target, page in sorted(wanted.items(), key=lambda item: (item[1], item[0].path, item[0].anchor)):
        if target.path not in files:
            yield Problem(
                Place(page), "link-leads-nowhere", f'A link leads to "{target.path}", which is not there.', _OURS
            )
        elif target.anchor and target.path in ids and target.anchor not in ids[target.path]:
            what = f'A link leads to "{target.path}#{target.anchor}", but that page has no such place.'
            yield Problem(Place(page), "link-leads-nowhere", what, _OURS)


def _target(page: str, link: str) -> _Target:
    address, _, anchor = link.partition("#")
    address = unquote(address.partition("?")[0])
    if not address:
        return _Target(page, unquote(anchor))
    folder = page.rpartition("/")[0]
    path = normpath(f"{folder}/{address}" if folder else address)
    whole = "index.html" if path == "." else path
    if address.endswith(("/", ".")) and path != ".":
        whole = f"{path}/index.html"
    return _Target(whole, unquote(anchor))
