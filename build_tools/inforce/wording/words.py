"""A text as words and marks, each with its place, and what typesetting changes and nothing else.

The same words printed twice may differ in these signs and still be the same words. Anything that
is not in this table (a capital, a comma, a hyphen more or less) is a difference and is reported.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Also forgiven, by the way a text is cut into words (`words`): runs of white space of every kind, line breaks
# and non-breaking spaces included; white space beside a punctuation mark.
SAME_SIGN: dict[str, tuple[str, str]] = {
    "'": ("\u2018\u2019\u201a\u201b\u02bc`\u00b4\u2039\u203a", "single quote marks and apostrophes, curly or straight"),
    '"': ("\u201c\u201d\u201e\u201f\u00ab\u00bb", "double quote marks, curly or straight"),
    "-": ("\u2010\u2011\u2012\u2013\u2212", "hyphens that may not break, figure dashes, en dashes and minus signs"),
    "\u2014": ("\u2015", "the bar that some fonts set for an em dash"),
}
SPELT_OUT: dict[str, tuple[str, str]] = {
    "ff": ("\ufb00", "a ligature"),
    "fi": ("\ufb01", "a ligature"),
    "fl": ("\ufb02", "a ligature"),
    "ffi": ("\ufb03", "a ligature"),
    "ffl": ("\ufb04", "a ligature"),
    "st": ("\ufb05\ufb06", "a ligature"),
    "": ("\u00ad\u200b\u2060\ufeff", "signs that nobody sees: where a line may or may not be broken"),
}
SAME_MARK: dict[str, tuple[str, str]] = {
    "-": ("—", "an em dash between words is the same mark as a spaced en dash or a typed hyphen"),
    "...": ("…", "three full stops and the one sign for them"),
}

_ONE_FOR_ONE = str.maketrans({sign: plain for plain, (signs, _) in SAME_SIGN.items() for sign in signs})
_SPELT_OUT = {sign: plain for plain, (signs, _) in SPELT_OUT.items() for sign in signs}
_LENGTH_CHANGES = re.compile(f"[{''.join(_SPELT_OUT)}]")
_ASCII_OR_NOT = re.compile(r"[\x00-\x7f]+(?![^\x00-\x7f])|[\x00-\x7f]?[^\x00-\x7f]+")
"""Signs of ASCII, which nothing behind them is composed with; or others, with the sign before them."""


class Typeset(NamedTuple):
    """A text in plain signs.

    *starts* and *ends* say where in the original the piece behind each sign begins and ends;
    None where the two texts run side by side, sign by sign.
    """

    plain: str
    starts: list[int] | None
    ends: list[int] | None


def typeset(text: str) -> Typeset:
    """Return *text* in plain signs, canonically composed (NFC, not NFKC: "10²" is not "102")."""
    if text.isascii():
        return Typeset(text.replace("`", "'"), None, None)  # the one sign of the table that is ASCII
    if unicodedata.is_normalized("NFC", text) and not _LENGTH_CHANGES.search(text):
        return Typeset(text.translate(_ONE_FOR_ONE), None, None)
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in _ASCII_OR_NOT.finditer(text):
        first, last = run.span()
        if text[last - 1].isascii():
            plain.append(run[0])
            starts += range(first, last)
            ends += range(first + 1, last + 1)
            continue
        for cluster, start, end in _clusters(run[0]):
            plain.append(cluster)
            starts += [first + start] * len(cluster)
            ends += [first + end] * len(cluster)
    return Typeset("".join(plain).translate(_ONE_FOR_ONE), starts, ends)


def _clusters(text: str) -> list[tuple[str, int, int]]:
    """Cut *text* into the shortest pieces that can be composed one by one, each with its place."""
    found: list[tuple[str, int, int]] = []
    for place, sign in enumerate(text):
        plain = unicodedata.normalize("NFC", _SPELT_OUT.get(sign, sign))
        if not plain:
            continue
        if found:
            before, start, _ = found[-1]
            together = unicodedata.normalize("NFC", before + plain)
            accents_a_letter = unicodedata.combining(plain[0]) and before[0].isalnum()
            if together != before + plain or accents_a_letter:
                found[-1] = (together, start, place + 1)
                continue
        found.append((plain, place, place + 1))
    return found


def looks_equal(one: str, other: str) -> bool:
    """Whether two texts are the same but for white space: the cheap first question."""
    return one == other or one.split() == other.split()


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
        (?:(?:(?!(?<=\d[ap]m)-\d|(?<=\ [ap]m)-\d)['\-](?=[^\s{_MARKS}])|(?<=\d)[.,:/](?=\d)){_LETTERS})*
        # don't, up-to-date, 1,500, 1.5, 10:30, 2016/679, but not "9am-5pm"
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
    add, new = found.append, tuple.__new__  # a named tuple made by its own name takes twice the time
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        if starts is not None and ends is not None:
            start, end = starts[start], ends[end - 1]
        norm = match.group()
        mark = match.lastgroup == "mark"
        add(new(Word, (text[start:end], start, end, plain_mark(norm) if mark else norm, mark)))
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
