"""What was made is read back and held against the library before anything of it counts.

Every page says word for word what the model says and carries its check code, and every link leads somewhere: also those
of pages that stayed as they were, into what is gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import lru_cache, partial
from html import unescape
from itertools import groupby
from operator import attrgetter
from posixpath import normpath
from typing import Final, NamedTuple
from urllib.parse import unquote

from inforce.model.block_text import in_one_line
from inforce.model.guidance import Version
from inforce.model.problem import Place, Problem, ProblemError
from inforce.store.site_folder import SiteFolder
from inforce.store.targets import Link, Targets

_RULE: Final = re.compile(r'<div data-rule-text="([a-z0-9-]+)">(.*?)</div>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_WITHIN: Final = re.compile(r"</?(?:a|em|strong)\b[^>]*>")
"""Tags within a word or beside a mark, where no space is."""
_NOT_SAID: Final = re.compile(r"<summary>.*?</summary>", re.DOTALL)
"""What opens the words of a picture is no part of them."""
_LINKS: Final = (' href="', ' src="', ' action="')
_IDS: Final = (' id="', ' name="')
_UNQUOTED: Final = re.compile(r'<a\b[^>]*\shref=(?!")')
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_NOT_FOUND: Final = "404.html"

_OURS = (
    "This is a fault in the theme or in inforce, not in the content. Undo the last change of the theme, or report it."
)
_LINK_WRITTEN = (
    "Correct the link where it is written: in content/pages, under nav in mkdocs.yml or in the theme. "
    "If it is in none of them, it is a fault in inforce: report it."
)

_PAGES_OF_LISTS: Final = {
    "index.html": ("index.md", "in-force"), "sources/index.html": ("sources.md", "sources"),
    "changes/index.html": ("changes.md", "changes"), "check/index.html": ("check.md", "check-form"),
}  # fmt: skip
"""The ordinary pages that pages of guidance lead to, and the place on each that the build fills."""


class Linked(NamedTuple):
    """The links that lead from pages to files of others, and the ids that others may lead to, by page."""

    links: tuple[Link, ...]
    anchors: Mapping[str, frozenset[str]]


def prove_version(path: str, html: str, version: Version) -> Iterator[Problem]:
    """Return what is wrong with the page at *path*, which shows *version* whole."""
    shown = [(name, visible_words(text)) for name, text in _RULE.findall(_NOT_SAID.sub("", html))]
    meant = [(rule.id, in_one_line(rule.text)) for rule in version.rules]
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
    return " ".join(unescape(_TAG.sub(" ", _WITHIN.sub("", html))).split())


def linked(
    pages: Mapping[str, str], beside: Set[str] = frozenset(), shells: Mapping[str, tuple[str, ...]] | None = None
) -> Linked:
    """Return what *pages*, by path, lead to and can be led to; raise `ProblemError` for a link no browser follows.

    Left out are links to one another and to the files *beside* them, where they lead somewhere. *shells* are, by path,
    parts of pages that others have too, which are gone through once.
    """
    unquoted = [
        path for path, html in pages.items() if html.count("href=") != html.count(_LINKS[0]) and _UNQUOTED.search(html)
    ]
    if unquoted:
        what = "A link on the page has no quotation marks round its address, so no browser can follow it."
        raise ProblemError(*(Problem(Place(path), "link-leads-nowhere", what, _OURS) for path in unquoted))
    found = _Links()
    for path, html in sorted(pages.items()):
        found.follow(path, html, shells.get(path, ()) if shells else ())
    return Linked(tuple(link for link in found.links.values() if not _is_among(link, found.ids, beside)), found.ids)


def _is_among(link: Link, ids: Mapping[str, Set[str]], beside: Set[str]) -> bool:
    if link.path in ids:
        return not link.anchor or link.anchor in ids[link.path]
    return link.path in beside


class _Links:
    """Every link of some pages, each once, with the page that has it first."""

    def __init__(self) -> None:
        self.ids: dict[str, frozenset[str]] = {}
        self.links: dict[tuple[str, str], Link] = {}
        self._seen_at_depth: dict[int, set[str]] = {}
        self._shells: dict[str, _Shell] = {}

    def follow(self, page: str, html: str, shells: tuple[str, ...]) -> None:
        """Take note of the links of *page*, which has those *shells*, and of the ids that others may lead to."""
        names, links = set[str](), set[str]()
        for part in shells:
            shell = self._shells.get(part)
            if shell is None:
                shell = self._shells[part] = _Shell(part)
            before, found, behind = html.partition(part)
            if found and shell.is_whole:
                html = f"{before}\0{behind}"
                names |= shell.ids
                links |= shell.links
        tags = _in_one_line(html)
        self.ids[page] = frozenset(names.union(map(unescape, _values(tags, _IDS))))
        if page == _NOT_FOUND:
            return  # its links begin at the root of the server, for it is shown at any address
        seen = self._seen_at_depth.setdefault(page.count("/"), set())
        up = "../" * page.count("/")
        links.update(_values(tags, _LINKS))
        for link in links - seen:
            if link.startswith(up) and up:
                seen.add(link)  # it leads to the same place from every page of this depth: the menu, style sheets
            if link and not _ELSEWHERE.match(link):
                path, anchor = _target(page, unescape(link))
                self.links.setdefault((path, anchor), Link(page, path, anchor))


class _Shell:
    """The ids and links of a part of pages; it is whole where it can be told apart from what is around it."""

    def __init__(self, part: str) -> None:
        tags = _in_one_line(part)
        self.is_whole = all('"' in tags.rpartition(attribute)[2] for attribute in (*_IDS, *_LINKS) if attribute in tags)
        self.ids = frozenset(map(unescape, _values(tags, _IDS)))
        self.links = frozenset(_values(tags, _LINKS))


def _in_one_line(html: str) -> str:
    return html.replace("\n", " ").replace("\t", " ")


def _values(html: str, attributes: Iterable[str]) -> Iterator[str]:
    """Every value that follows one of *attributes* up to its closing quotation mark.

    Splitting takes a third of the time of a regular expression, on what every page of a site goes through.
    """
    for attribute in attributes:
        for rest in html.split(attribute)[1:]:
            value, closing, _ = rest.partition('"')
            if closing:
                yield value


def _target(page: str, link: str) -> tuple[str, str]:
    address, _, anchor = link.partition("#")
    address = address.partition("?")[0]
    if "%" in link:
        address, anchor = unquote(address), unquote(anchor)
    if not address:
        return page, anchor
    path = normpath(f"{page.rpartition('/')[0] or '.'}/{address}")
    if path == ".":
        return "index.html", anchor
    is_folder = address.endswith(("/", "/..", "/.")) or address in {".", ".."}
    return f"{path}/index.html" if is_folder else path, anchor


def broken_links(
    site: SiteFolder, targets: Targets, changed: Iterable[str], others: Iterable[str]
) -> Iterator[Problem]:
    """Return the links that lead nowhere: of the targets *changed*, and of any to the files *others*.

    *others* are files that were made otherwise or are gone.
    """
    wrong: dict[tuple[str, str], Problem] = {}
    found = targets.links({targets.id(name) for name in changed}, set(others))
    ids_of_target = lru_cache(maxsize=4)(targets.anchors)  # links come by where they lead: few targets at a time
    for path, links in groupby(found, attrgetter("path")):
        owner = site.owner(path)
        for link in links:
            if what := _what_is_wrong(link, None if owner is None else partial(ids_of_target, owner)):
                problem = _broken(link, what)
                key = (path, "" if problem.code == "page-missing" else link.anchor)
                wrong[key] = min(problem, wrong.get(key, problem))
    yield from sorted(wrong.values())


def _what_is_wrong(link: Link, ids: Callable[[], Mapping[str, Set[str]]] | None) -> str:
    """Return why *link* leads nowhere, "" where it leads somewhere.

    *ids* gives those of each page of the target that it leads to; None where there is no such target.
    """
    if ids is None:
        return f'A link leads to "{link.path}", which is not there.'
    if not link.anchor or link.anchor in ids().get(link.path, {link.anchor}):
        return ""
    return f'A link leads to "{link.path}#{link.anchor}", but that page has no such place.'


def _broken(link: Link, what: str) -> Problem:
    if link.path not in _PAGES_OF_LISTS or not link.page.startswith(("guidance/", "sources/")):
        return Problem(Place(link.page), "link-leads-nowhere", what, _LINK_WRITTEN)
    page, place = _PAGES_OF_LISTS[link.path]
    return Problem(
        Place(f"content/pages/{page}"),
        "page-missing",
        f'"{link.page}" and others lead to the list that this page has a place for, and it is not there.',
        f"Put content/pages/{page} back, with this in a line of its own:  <!-- inforce:{place} -->",
    )
