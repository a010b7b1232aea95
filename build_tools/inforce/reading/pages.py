"""Ordinary Markdown pages: MkDocs renders them; here they are only kept from carrying programs or foreign markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inforce.model.problem import Place, Problem
from inforce.reading import characters
from inforce.reading.encoding import decode

_REPORTED = frozenset({"conflict-marker", "bidi-control", "control-character"})
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HTML = re.compile(r"<(?!(?:https?|mailto):)[A-Za-z/!?][^>\n]{0,60}>?")
_ATTRIBUTE = re.compile(r"\{:?[^}\n]*\b(on[a-z]+|style)\s*=", re.IGNORECASE)
_RUNS = re.compile(r"(?:java|vb)script\s*:|data\s*:\s*text/html", re.IGNORECASE)
_HOST = re.compile(r"""(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(//[^\s)>]*)""", re.MULTILINE)


def page_problems(content: bytes, file: str) -> tuple[Problem, ...]:
    """Find what an ordinary page may not hold."""
    text, undecodable = decode(content, file)
    if text is None:
        return undecodable
    lines = characters.split_lines(text)
    odd = [one for one in characters.problems_in_source(text, lines, file) if one.code in _REPORTED]
    shown = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), text)
    return (*odd, *_one_a_line(_markup(shown, file)))


def _markup(text: str, file: str) -> Iterator[Problem]:
    for found in _HTML.finditer(text):
        yield Problem(
            _place(text, found.start(), file),
            "page-html",
            f'"{found.group()}" is HTML, which pages here do not have.',
            "Say it in Markdown. If the sign itself is meant, write &lt; in its place.",
        )
    for found in _ATTRIBUTE.finditer(text):
        yield Problem(
            _place(text, found.start(1), file),
            "page-html",
            f'The attribute "{found.group(1)}" would change how the page behaves or looks in one place only.',
            "Delete the curly brackets and what is in them.",
        )
    for found in _RUNS.finditer(text):
        yield Problem(
            _place(text, found.start(), file),
            "link-address",
            f'This link would run a program instead of leading to a page: "{found.group()}".',
            "Link to a page, or delete the link.",
        )
    for found in _HOST.finditer(text):
        yield Problem(
            _place(text, found.start(1), file),
            "link-address",
            f'The address "{found.group(1)}" does not say how to get there.',
            f"Write it with https: in front:  https:{found.group(1)}",
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
    line_start = text.rfind("\n", 0, position) + 1
    return Place(file, text.count("\n", 0, position) + 1, position - line_start + 1)
