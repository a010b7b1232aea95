"""Problems for the person at the terminal and at the live preview, and the page of each code."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from inforce.model.problem import Place, Problem, counted

WIDTH = 100
"""How many columns of a line are shown; longer lines are cut to a window round the place."""

_BOLD, _ERROR, _WARNING = "1", "1;31", "33"
_TAB = "→"


@dataclass(frozen=True)
class Look:
    """How a report looks: how many columns its sentences take at most, and whether it has colours."""

    width: int = 110
    colour: bool = False

    def in_colour(self, text: str, colour: str) -> str:
        """Return *text* in a colour of the terminal, by its number in ECMA-48 (SGR)."""
        return f"\x1b[{colour}m{text}\x1b[0m" if self.colour else text


PLAIN = Look()


def report(problems: Iterable[Problem], lines_of: Callable[[str], Sequence[str]], look: Look = PLAIN) -> str:
    """Return all *problems* as text, errors last, nearest to where the next command is typed, and a count at the end.

    It is empty where there is none. A warning that stands in many places is told once, with the first of them, and so
    is an error with the same words, with all of them.

    *lines_of* gives the lines of a file that a problem names; none where the file has no lines to show.
    """
    every = sorted(problems, key=lambda one: (one.is_error, one.code != _WHY_OTHERS, one.place))
    if not every:
        return ""
    told = [
        "\n".join([_told(first, lines_of, look), *(_elsewhere([first, *others], look) if others else ())])
        for first, *others in told_once(every)
    ]
    return "\n\n".join([*told, summary(every)]) + "\n"


def summary(problems: Sequence[Problem]) -> str:
    """Return the line that counts: "3 problems in 2 files stop publication; 1 warning."."""
    errors = [problem for problem in problems if problem.is_error]
    warnings = counted(len(problems) - len(errors), "warning")
    if not errors:
        return f"Nothing stops publication; {warnings}."
    files = counted(len({problem.place.file for problem in errors}), "file")
    verb = "stops" if len(errors) == 1 else "stop"
    rest = f"; {warnings}" if len(errors) < len(problems) else ""
    return f"{counted(len(errors), 'problem')} in {files} {verb} publication{rest}."


_WHY_OTHERS: Final = "published-version-changed"
"""What is told before other errors: they often follow from it, and their remedies would lead astray."""
MANY: Final = 4
"""In so many places the same is told in full; where there are more, the first is."""


def told_once(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Put problems together of which the first is told, and of the others where they are; each of the rest is alone.

    Those are more than a few errors with the same words, and warnings of which there are more than a few of one code:
    all of one cause, which is their words, or the code itself where nearly each has words of its own.
    """
    count = Counter(_code_or_words(one) for one in problems)
    words: dict[str, set[str]] = {}
    for one in problems:
        words.setdefault(one.code, set()).add(str(one.message))
    groups: dict[object, list[Problem]] = {}
    for one in problems:
        cause: object = one
        if count[_code_or_words(one)] > MANY:
            by_code = not one.is_error and len(words[one.code]) > MANY
            cause = one.code if by_code else (_code_or_words(one), str(one.message))
        groups.setdefault(cause, []).append(one)
    return list(groups.values())


def _code_or_words(problem: Problem) -> tuple[str, ...]:
    return (problem.code, str(problem.message), str(problem.remedy)) if problem.is_error else (problem.code,)


def elsewhere(others: Sequence[Problem]) -> str:
    """Say where else a problem stands that is told once: a warning in the first of the *others*, an error in all."""
    what, most = ("problems", len(others)) if others[0].is_error else ("warnings", MANY)
    named = [str(one.place) for one in others[:most]]
    rest = f" and {len(others) - most:,} more" if len(others) > most else ""
    return f"There are {len(others):,} more of these {what}: {'; '.join(named)}{rest}."


def _elsewhere(found: Sequence[Problem], look: Look) -> list[str]:
    """Say where else a problem stands, and where to read what it means."""
    return [*_wrapped(elsewhere(found[1:]), look.width), f"    inforce explain {found[0].code}"]


def _told(problem: Problem, lines_of: Callable[[str], Sequence[str]], look: Look) -> str:
    kind = "" if problem.is_error else "warning · "
    colour = _ERROR if problem.is_error else _WARNING
    marked = _marked_line(problem.place, lines_of)
    return "\n".join(
        [
            f"{look.in_colour(_printable(str(problem.place)), _BOLD)} · {look.in_colour(kind + problem.code, colour)}",
            *marked[:1],
            *(look.in_colour(mark, colour) for mark in marked[1:]),
            *_wrapped(str(problem.message), look.width),
            *_wrapped(str(problem.remedy), look.width),
        ]
    )


def _wrapped(sentence: str, width: int) -> list[str]:
    """Return *sentence* in lines of readable width.

    What is to be typed follows a colon and two spaces; it stands on a line of its own, whole, so that it can be copied.
    """
    said, _, typed = sentence.partition(":  ")
    lines = textwrap.wrap(
        _printable(f"{said}:" if typed else said), width, initial_indent="  ", subsequent_indent="  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [*lines, *(f"    {_printable(line.rstrip())}" for line in typed.split("\n") if line)]


def _marked_line(place: Place, lines_of: Callable[[str], Sequence[str]]) -> list[str]:
    """Return the line that *place* names and a caret below its column."""
    lines = lines_of(place.file) if place.line else ()
    if not 0 < place.line <= len(lines):
        return []
    shown, caret = _window(lines[place.line - 1], max(place.column, 1) - 1)
    number = f"  {place.line} | "
    gap = " " * (len(number) - 2)
    return [f"{number}{shown}".rstrip(), f"{gap}| {' ' * caret}^"]


def _window(line: str, column: int) -> tuple[str, int]:
    """Return the part of *line* to show, and the display column of the character at *column* in it."""
    letters = [_shown(letter) for letter in line]
    widths = [_width(letters[position]) for position in range(len(letters))]
    start, end = 0, len(letters)
    if sum(widths) > WIDTH:
        start, end = _cut(widths, min(column, len(widths)))
    before = "…" if start else ""
    after = "…" if end < len(letters) else ""
    caret = len(before) + sum(widths[start:column])
    return f"{before}{''.join(letters[start:end])}{after}", caret + max(0, column - len(letters))


def _cut(widths: Sequence[int], column: int) -> tuple[int, int]:
    """Return the window round *column*: a third of it in front, the rest behind; all of it used near either end."""
    room = WIDTH - 2
    start = column
    while start > 0 and sum(widths[start - 1 : column]) <= room // 3:
        start -= 1
    end = start
    while end < len(widths) and sum(widths[start : end + 1]) <= room:
        end += 1
    while start > 0 and sum(widths[start - 1 : end]) <= room:
        start -= 1
    return start, end


def _printable(sentence: str) -> str:
    """Return *sentence* with nothing in it that could move a terminal's cursor or turn its text round."""
    return "".join(_shown(letter) for letter in sentence.replace("\n", " "))


def _shown(letter: str) -> str:
    """Return *letter* as one that a terminal shows: tabs as arrows, unseen characters as their numbers."""
    if letter == "\t":
        return _TAB
    if letter == "\u00a0":
        return "⍽"
    if letter.isprintable():
        return letter
    return f"<U+{ord(letter):04X}>"


def _width(shown: str) -> int:
    """Return how many columns *shown* takes on a terminal."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in shown
    )


SECONDS: Final = 2
"""After how long the page asks again, so that it gives way to the guidance by itself."""

_PAGE: Final = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="{seconds}">
<title>The preview waits</title>
</head>
<body>
<h1>The preview waits</h1>
<p>Something in the content stops publication. Put it right and save, and you will see the guidance here.</p>
<pre>{report}</pre>
</body>
</html>
"""


def problems_page(report: str) -> bytes:
    """Return a whole page that shows *report*, a text, line by line."""
    return _PAGE.format(seconds=SECONDS, report=escape(report)).encode()


_PAGES: Final = Path(__file__).parents[1] / "problems"


def explained_codes() -> list[str]:
    """Return every code that has a page."""
    return sorted(page.stem for page in _PAGES.glob("*.md"))


def explanation(code: str) -> str:
    """Return the page of *code*, one of `explained_codes`, as Markdown."""
    return (_PAGES / f"{code}.md").read_text(encoding="utf-8")
