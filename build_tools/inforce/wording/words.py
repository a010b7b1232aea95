"""A text as words and marks, each with its place: what every comparison of wording is made on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from inforce.wording.typesetting import SAME_MARK, typeset

# Marks stand for themselves. All else that is not white space makes words, so that a letter of any script, a
# combining accent or a raised figure stays with its word.
_MARKS = (
    r"!\"#$%&'()*+,\-./:;<=>?@\[\\\]\^`{|}~"
    r"\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\u3001-\u303f"
)
_LETTERS = rf"[^\s{_MARKS}]+"
_TOKEN = re.compile(
    rf"""
    (?P<word>
        (?:(?<![^\s£$€(])(?:-?\.|-)(?=\d))?                       # -5, .5
        {_LETTERS}
        (?:(?:['\-](?=[^\s{_MARKS}])|(?<=\d)[.,:/](?=\d)){_LETTERS})*  # don't, up-to-date, 1,500, 1.5, 10:30, 2016/679
    )
    | (?P<mark>\.{{3,}}|--+|[{_MARKS}])
    """,
    re.VERBOSE,
)
_SAME_MARK = {sign: plain for plain, (signs, _) in SAME_MARK.items() for sign in signs}

LONGEST_KEPT = 20_000
"""What is worked out from a text of more signs is not kept for the next time: memory before speed."""


class Word(NamedTuple):
    """A word or a punctuation mark of a text.

    *text* is what is written at *start* to *end* of the text; *norm* is what it is compared by: the same
    for all ways of typesetting it. A named tuple, for it is made by the ten thousand.
    """

    text: str
    start: int
    end: int
    norm: str
    mark: bool


def words(text: str) -> tuple[Word, ...]:
    """Return the words and marks of *text* in order."""
    plain, starts, ends = typeset(text)
    found: list[Word] = []
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        if starts is not None and ends is not None:
            start, end = starts[start], ends[end - 1]
        norm, mark = match[0], match.lastgroup == "mark"
        found.append(Word(text[start:end], start, end, plain_mark(norm) if mark else norm, mark))
    return tuple(found)


def plain_mark(mark: str) -> str:
    """Return the mark that stands for all ways of setting *mark*."""
    if len(mark) > 1:
        return "..." if mark[0] == "." else "-"
    return _SAME_MARK.get(mark, mark)


def norms(text: str) -> list[str]:
    """Return what the words and marks of *text* are compared by, without their places: a quicker `words`."""
    return [word if word else plain_mark(mark) for word, mark in _TOKEN.findall(typeset(text).plain)]


def in_one_line(text: str) -> str:
    """Return the normal forms of the words of *text* with one space before and after each.

    A run of whole words stands in a text if its line stands in the line of the text; nothing else does.
    """
    return _kept_line(text) if len(text) <= LONGEST_KEPT else _line(text)


@lru_cache(maxsize=512)
def _kept_line(text: str) -> str:
    return _line(text)


def _line(text: str) -> str:
    return " ".join(["", *norms(text), ""])
