"""Ordinary Markdown pages, and the menu of the site.

What counts is what MkDocs makes of them, which ``build/html_policy.py`` holds; this spares the editor a build. Links
from page to page are held here too, for here the line is known in which one stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from itertools import chain
from posixpath import dirname, join, normpath
from typing import Any, Final
from urllib.parse import unquote

from inforce.model.problem import Place, Problem, at_most
from inforce.model.reserved import PAGE_PLACES
from inforce.parsing import characters
from inforce.parsing.characters import decode
from inforce.parsing.suggestions import all_there_are, did_you_mean

_MOST: Final = 100
"""So many problems of a page are told: to say which page a link meant takes a look at the names of all."""

_REPORTED = frozenset({"conflict-marker", "bidi-control", "control-character"})
_HTML = re.compile(r"<(?!(?:https?|mailto):)[A-Za-z/!?][^>\n]{0,60}>?")
_ATTRIBUTE = re.compile(r"\{:?[^{}\n]*\b(on[a-z]+|style)\s*=", re.IGNORECASE)
_RUNS = re.compile(r"(?:java|vb)script\s*:|data\s*:\s*text/html", re.IGNORECASE)
_TARGET = r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)"
_HOST = re.compile(rf"{_TARGET}(//[^\s)>]*)", re.MULTILINE)
_PAGE = re.compile(rf"{_TARGET}([^\s)>#:/][^\s)>#:]{{0,300}}?\.md)(?=[\s)>#])", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_BACKTICKS = re.compile("`+|\n")
_PAGE_PLACE = re.compile(r"<!--\s*inforce:(.*)-->", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\(\s*<?(https?://[^\s)>]*)", re.IGNORECASE)
_PICTURE_BY_LABEL = re.compile(r"!\[([^\[\]\n]*)\](?:\[([^\[\]\n]*)\])?(?!\()")
_LABEL = re.compile(r"^ {0,3}\[([^\]\n]+)\]:\s*<?(https?://[^\s>]*)", re.IGNORECASE | re.MULTILINE)
_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n.*?\n(?:-{3}|\.{3})[ \t]*\n|(?: {0,3}[\w-]+:.*\n| {4}.*\n)+", re.DOTALL)
_TEMPLATE = re.compile(r"^[ {,]*[\"']?(template|inforce_layout)[\"']?[ \t]*:[ \t]*([^\n]*)", re.MULTILINE)
_SINGLE = re.compile(
    r"^(?:(hide)[ \t]*:[ \t]+(?=[-+]?[.\d]|true\b|yes\b|on\b)|(search)[ \t]*:[ \t]+(?=[^\s{#&!]))([^\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
"""One value where the theme wants several: it takes a number for a list, and fails at that."""


def page_problems(content: bytes, file: str, pages: Set[str]) -> tuple[Problem, ...]:
    """Find what an ordinary page may not hold, and links to none of *pages*, the files of all ordinary pages."""
    text, undecodable = decode(content, file)
    if text is None:
        return undecodable
    lines = characters.split_lines(text)
    odd = [one for one in characters.problems_in_source(text, lines, file) if one.code in _REPORTED]
    written = _without_code(text)
    shown = _blanked(written, _comments(written))
    found = chain(
        _templates(text, file),
        _single_values(text, file),
        _markup(shown, file),
        _pictures(shown, file),
        _lost_links(shown, file, pages),
        _unknown_places(written, file),
    )
    return tuple(at_most(_MOST, chain(odd, _one_a_line(found)), file))


def _without_code(text: str) -> str:
    """Return *text* with spaces where it shows code."""
    text = _blanked(text, (found.span() for found in _FENCE.finditer(text)))
    return _blanked(text, _code_in_lines(text))


def _code_in_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where code stands within a line: from some backticks to the next that are as many."""
    runs = [found.span() for found in _BACKTICKS.finditer(text)]
    closes: dict[int, int] = {}
    seen: dict[int, int] = {}
    for number, (start, end) in reversed([*enumerate(runs)]):
        if text[start] == "\n":
            seen.clear()
            continue
        if (other := seen.get(end - start)) is not None:
            closes[number] = other
        seen[end - start] = number
    number = 0
    while number < len(runs):
        if (other := closes.get(number)) is not None:
            yield runs[number][0], runs[other][1]
            number = other
        number += 1


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where a comment stands, as browsers read them."""
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        at = start + 4
        if text.startswith((">", "->"), at):
            continue
        end = text.find("-->", at)
        if end < 0:
            return
        at = end + 3
        yield start, at


def _blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Return *text* with as many spaces in these *places*, so that everything stays where it is."""
    parts: list[str] = []
    at = 0
    for start, end in places:
        parts += (text[at:start], re.sub(r"[^\n]", " ", text[start:end]))
        at = end
    return "".join((*parts, text[at:]))


_REFUSED: Final = (
    (
        _HTML, 0, "page-html",
        '"{found}" is HTML, which pages here cannot have.',
        "Use Markdown instead. If you mean the sign itself, write &lt;",
    ),
    (
        _ATTRIBUTE, 1, "page-html",
        'The attribute "{found}" would change how one part of the page looks or behaves.',
        "Delete the curly brackets and what is in them.",
    ),
    (
        _RUNS, 0, "link-address",
        'This link would run a program instead of opening a page: "{found}".',
        "Link to a page, or delete the link.",
    ),
    (
        _HOST, 1, "link-address",
        'The address "{found}" does not begin with https:.',
        "Write it with https: in front:  https:{found}",
    ),
)  # fmt: skip
"""What an ordinary page may not hold: how it is found, which group of that is shown, and what is said of it."""


def _templates(text: str, file: str) -> Iterator[Problem]:
    """Refuse a page that is to be made by another template: it would not stand in the frame that all pages have."""
    front_matter = _FRONT_MATTER.match(text)
    for found in _TEMPLATE.finditer(text, 0, front_matter.end()) if front_matter else ():
        yield Problem(
            _place(text, found.start(1), file),
            "page-html",
            f'This page asks for a template of its own, "{found[2][:60].strip()}", which pages here cannot have.',
            "Delete this line.",
        )


def _single_values(text: str, file: str) -> Iterator[Problem]:
    """Refuse one value of the front matter where the theme reads a list or several settings."""
    front_matter = _FRONT_MATTER.match(text)
    for found in _SINGLE.finditer(text, 0, front_matter.end()) if front_matter else ():
        name = (found[1] or found[2]).lower()
        remedy = "Write a list, such as  hide: [toc]" if name == "hide" else "Write  search: {exclude: true}"
        what = f'"{name}" at the top of this page cannot be "{found[3][:60].strip()}".'
        yield Problem(_place(text, found.start(), file), "page-html", what, f"{remedy}  or delete this line.")


def _markup(text: str, file: str) -> Iterator[Problem]:
    for pattern, group, code, what, remedy in _REFUSED:
        for found in pattern.finditer(text):
            said = found[group]
            place = _place(text, found.start(group), file)
            yield Problem(place, code, what.format(found=said), remedy.format(found=said))


def _pictures(text: str, file: str) -> Iterator[Problem]:
    """Refuse pictures that the reader's browser would fetch from elsewhere, named at once or by a label."""
    labels = {(found[2] or found[1]).casefold() for found in _PICTURE_BY_LABEL.finditer(text)}
    found_here = [(found[1], found.start(1)) for found in _PICTURE.finditer(text)]
    found_here += [(found[2], found.start(2)) for found in _LABEL.finditer(text) if found[1].casefold() in labels]
    for address, position in found_here:
        yield Problem(
            _place(text, position, file),
            "link-address",
            f'The picture "{address}" would come from another site, which would learn who reads this page.',
            "Put the picture file beside the page, and write its name here.",
        )


def _lost_links(text: str, file: str, pages: Set[str]) -> Iterator[Problem]:
    """Find links to pages that are not there."""
    for found in _PAGE.finditer(text):
        if normpath(join(dirname(file), unquote(found[1]))) not in pages:
            beside = [page.removeprefix(f"{dirname(file)}/") for page in sorted(pages)]
            yield Problem(
                _place(text, found.start(1), file),
                "link-address",
                f'This link leads to the page "{found[1]}", which does not exist.',
                did_you_mean(found[1], beside) or "Write the name of a page that exists, or delete the link.",
            )


def _unknown_places(text: str, file: str) -> Iterator[Problem]:
    """Find places that nothing is made for, in a text without what is shown as code."""
    for start, end in _comments(text):
        found = _PAGE_PLACE.fullmatch(text, start, end)
        if found and (name := found[1].rstrip()) not in PAGE_PLACES:
            yield Problem(
                _place(text, start, file),
                "unknown-place",
                f'There is nothing to put in the place "inforce:{name}".',
                did_you_mean(name, PAGE_PLACES) or all_there_are("place", PAGE_PLACES),
            )


def _one_a_line(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what is the second of its kind on a line, such as the end of an element."""
    seen: set[tuple[int, str]] = set()
    for problem in problems:
        key = (problem.place.line, problem.code)
        if key not in seen:
            seen.add(key)
            yield problem


def _place(text: str, position: int, file: str) -> Place:
    starts = _line_starts(text)
    line = bisect_right(starts, position)
    return Place(file, line, position - starts[line - 1] + 1)


@lru_cache(maxsize=2)  # a page, and the same page without what is code in it
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in re.finditer("\n", text)))


def menu_problems(menu: Any, pages: Set[str], configurations: Mapping[str, str]) -> Iterator[Problem]:
    """Find pages that *menu*, lists and fields within each other, names and that are not among *pages*.

    *configurations* are the texts of the files in which it may be written, by name, the nearest first.
    """
    for name in _named(menu):
        if name.endswith(".md") and name not in pages:
            yield Problem(
                _menu_place(name, configurations),
                "link-leads-nowhere",
                f'The menu names the page "{name}", which does not exist.',
                did_you_mean(name, sorted(pages)) or "Correct the line under nav, or delete it.",
            )


def _named(menu: Any) -> Iterator[str]:
    if isinstance(menu, str):
        yield menu
    elif isinstance(menu, list | dict):
        for item in menu.values() if isinstance(menu, dict) else menu:
            yield from _named(item)


def _menu_place(name: str, configurations: Mapping[str, str]) -> Place:
    """Return where *name* stands in the first of the files that has it."""
    whole = re.compile(rf"(?<![^\s\"':\[,]){re.escape(name)}(?=[\s\"',\]}}]|$)", re.MULTILINE)
    for file, text in configurations.items():
        start = re.search(r"^nav\s*:", text, re.MULTILINE)
        if start and (found := whole.search(text, start.end())):
            line_start = text.rfind("\n", 0, found.start()) + 1
            return Place(file, text.count("\n", 0, found.start()) + 1, found.start() - line_start + 1)
    return Place(next(iter(configurations)))
