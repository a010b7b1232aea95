"""What an editor most likely meant where a file does not parse.

Written on what stands in the lines, not on the words of the parser: those differ between libyaml and PyYAML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from inforce.model.problem import Fault
from inforce.parsing.characters import name_of
from inforce.parsing.suggestions import put_quotes, shortened

Point = tuple[int, int]

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ ]*(?![-+0-9 #])\S")
_NO_SPACE = re.compile(r"^ *(?:- +)*[\w-]+:[^\s/]")
_FIELD = re.compile(r"^ *(?:- +)*[\w-]+: +(?=\S)")


_BARE_NAME = re.compile(r"( *(?:- +)*[\w-]+)( +[|>][-+0-9]*)? *")
"""The name of a field and no more, so that what stands below it is its own."""
_BLOCK_NAME = re.compile(r" *(?:- +)*[\w-]+ +[|>][-+0-9]* *\Z")
_OF_A_TEXT = frozenset({
    "colon-in-text", "first-character", "text-after-quote", "unknown-escape", "yaml-alias", "yaml-anchor", "yaml-tag",
})  # fmt: skip
"""The faults that lie within the text of a field on its own line."""


def mend(code: str, line: str) -> str | None:
    """Return what may stand in place of a *line* with the fault of that *code*, so that parsing goes on; None for none.

    A field keeps its name, so that the lines around it keep their places.
    """
    field = _FIELD.match(line)
    if code in _OF_A_TEXT and field:
        return f"{field.group()}mended"
    if code == "no-colon":
        if bare := _BARE_NAME.fullmatch(line):
            return f"{bare[1]}:{bare[2] or ''}"
        if _NO_SPACE.match(line):
            return re.sub(r":(?=[^\s/])", ": ", line, count=1)
        return f"{item.group()}mended: mended" if (item := re.match(r" *- +", line)) else ""
    return None


@dataclass(frozen=True)
class ParseState:
    """What was read before parsing stopped: the last text, and the last bracket that is still open."""

    lines: Sequence[str]
    start: Point | None = None
    end: Point | None = None
    quote: str = ""
    open_bracket: Point | None = None


def explain(error: yaml.MarkedYAMLError, so_far: ParseState) -> Fault:
    """Say in the editor's words why parsing stopped."""
    lines = so_far.lines
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    line = min(line, len(lines) - 1)
    context, problem, opened = error.context or "", error.problem or "", error.context_mark
    if opened and "quoted scalar" in context:
        if "end of stream" in problem or "document" in problem:
            return _unclosed_quote(opened.line, opened.column, lines)
        return _unknown_escape(line, column, lines)
    if so_far.start and so_far.end and so_far.quote in ("'", '"') and so_far.end[0] == line:
        if so_far.start[0] < line:
            return _unclosed_quote(*so_far.start, lines)
        return _text_after_quote(so_far.start, so_far.end, lines)
    if so_far.open_bracket and "flow" in context:
        return _unclosed_bracket(*so_far.open_bracket, lines)
    return _by_what_stands_there(line, column, problem, lines)


def _by_what_stands_there(line: int, column: int, problem: str, lines: Sequence[str]) -> Fault:
    here = _line(lines, line)
    character = here[column : column + 1]
    before = here[:column]
    value = _FIELD.match(here)
    start = value.end() if value else len(here) - len(here.lstrip(" "))
    if here[start : start + 1] in ("|", ">") and _BLOCK_HEADER.match(here[start:]):
        return _text_after_block_sign(line, start, here)
    if character == ":" and "mapping values" in problem:
        return _colon(line, column, lines)
    if value and start <= column and here[start] in "*&@`%![]{}?,|>":
        return _first_character(line, start, here)
    if character == "-" and before.rstrip().endswith(":"):
        return _list_in_line(line, column)
    if "could not find expected ':'" in problem or "expected ':'" in problem:
        return _no_colon(line, lines)
    return _indentation(line, column, lines)


def _line(lines: Sequence[str], line: int) -> str:
    return lines[line] if line < len(lines) else ""


def _at(line: int, column: int, code: str, what: str, remedy: str) -> Fault:
    return Fault(code, what, remedy, line=line, column=column)


def _unclosed_quote(line: int, column: int, lines: Sequence[str]) -> Fault:
    quote = _line(lines, line)[column : column + 1]
    return _at(
        line + 1, column + 1, "unclosed-quote",
        f"The text has an opening quote {quote} here, but no closing one.",
        f"Put {quote} at the end of the text.",
    )  # fmt: skip


def _text_after_quote(start: Point, end: Point, lines: Sequence[str]) -> Fault:
    here = _line(lines, end[0])
    quote = here[end[1] - 1]
    text = here[start[1] :].rstrip()
    inner = text[1:-1] if text.endswith(quote) else text
    remedy = put_quotes(here[: start[1]], inner)
    return _at(
        end[0] + 1, end[1], "text-after-quote", f"YAML ends the text at this {quote}, but more text follows it.", remedy
    )  # fmt: skip


def _unknown_escape(line: int, column: int, lines: Sequence[str]) -> Fault:
    here = _line(lines, line)
    backslash = here.rfind("\\", 0, column + 1)
    return _at(
        line + 1, (backslash if backslash >= 0 else column) + 1, "unknown-escape",
        "In double quotes a backslash begins an escape, and there is no escape like this one.",
        "Put single quotes round the text instead, or write the backslash twice.",
    )  # fmt: skip


def _unclosed_bracket(line: int, column: int, lines: Sequence[str]) -> Fault:
    bracket = _line(lines, line)[column : column + 1]
    closing = {"[": "]", "{": "}"}.get(bracket, "bracket")
    return _at(
        line + 1, column + 1, "unclosed-bracket",
        f'YAML reads this "{bracket}" as the start of a list or group, and no "{closing}" ends it.',
        f'If it is text, put quotes round the whole text. If it is a list, end it with "{closing}".',
    )  # fmt: skip


def _text_after_block_sign(line: int, column: int, here: str) -> Fault:
    sign = here[column]
    return _at(
        line + 1, column + 1, "text-after-block-sign",
        f'After "{sign}" the text has to begin on the next line. Here it begins on the same line.',
        f'Move the text to the next line, indented by two more spaces, or delete the "{sign}".',
    )  # fmt: skip


def _colon(line: int, column: int, lines: Sequence[str]) -> Fault:
    here = _line(lines, line)
    value = _FIELD.match(here)
    if value and value.end() <= column:
        text = here[value.end() :].rstrip()
        if text.startswith(("'", '"')):
            remedy = "Put quotes round the whole text, from its first word to its last."
        else:
            remedy = put_quotes(value.group(), text)
        return _at(
            line + 1, column + 1, "colon-in-text",
            "A colon with a space after it ends the name of a field, so YAML cannot tell what is text here.",
            remedy,
        )  # fmt: skip
    if line and _NO_SPACE.match(_line(lines, line - 1)):
        return _no_space(line - 1, lines)
    return _indentation(line, len(here) - len(here.lstrip(" ")), lines)


def _no_space(line: int, lines: Sequence[str]) -> Fault:
    here = _line(lines, line)
    colon = here.index(":")
    return _at(
        line + 1, colon + 1, "no-colon",
        "There is no space after the colon, so YAML does not read this line as a field.",
        f"Put a space after the colon:  {here[: colon + 1].strip()} {shortened(here[colon + 1 :].rstrip())}",
    )  # fmt: skip


def _first_character(line: int, column: int, here: str) -> Fault:
    character = here[column]
    if character in "[{":
        what = f'YAML reads "{character}" at the start as a list or group, but text follows it.'
    else:
        what = f'Text cannot begin with "{character}", which has a special meaning in YAML.'
    return _at(
        line + 1, column + 1, "first-character", what,
        put_quotes(here[:column], here[column:].rstrip()),
    )  # fmt: skip


def _list_in_line(line: int, column: int) -> Fault:
    return _at(
        line + 1, column + 1, "list-in-line",
        "A list has to begin on the line below the name of its field.",
        "Move the hyphen and what follows it to the next line, two spaces further to the right than the name; "
        "if the hyphen is part of a text, put quotes round the text.",
    )  # fmt: skip


_FURTHEST = 1000
"""So many lines above a fault at most its cause is looked for; no text has more."""


def _no_colon(line: int, lines: Sequence[str]) -> Fault:
    furthest = max(0, line - _FURTHEST)
    while line > furthest and not _lacks_colon(_line(lines, line)):
        line -= 1
    above = next(
        (at for at in range(line, furthest - 1, -1) if not _lacks_colon(lines[at]) or _BLOCK_NAME.match(lines[at])),
        line,
    )
    line = above if _BLOCK_NAME.match(lines[above]) else line
    here = _line(lines, line)
    if _NO_SPACE.match(here):
        return _no_space(line, lines)
    return _at(
        line + 1, len(here) - len(here.lstrip(" ")) + 1, "no-colon",
        "This line is neither a field (a name, a colon, a space, the text) nor the continuation of one.",
        "If it belongs to the text above, indent it as far as that text. "
        "If it is a field, put a colon and a space after its name.",
    )  # fmt: skip


def _lacks_colon(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#") and not re.search(r":(\s|$)", line)


_NO_ITEM = re.compile(r" *(?:(?P<dash>[\u2010-\u2015\u2212])|-(?P<space>[^\S \t]|(?=[\w-]+:(?:\s|$))))\s*(?P<rest>.*)")
"""A line that is meant to begin an item of a list, and does not.

Word made a dash of its hyphen, or copied a space, or there is none before the name of its field.
"""


def _above(line: int, lines: Sequence[str]) -> int:
    """Return the last line before *line* that has anything on it; -1 where there is none."""
    return next((at for at in range(line - 1, -1, -1) if _line(lines, at).strip()), -1)


def _no_item(line: int, lines: Sequence[str]) -> Fault | None:
    for at in (line, _above(line, lines)):
        found = _NO_ITEM.match(_line(lines, at)) if at >= 0 else None
        if found and found["dash"]:
            return _at(
                at + 1, found.start("dash") + 1, "indentation",
                f"This list item begins with a dash ({found['dash']}), as Word writes it, and not with a hyphen.",
                f"Type a hyphen and a space:  - {shortened(found['rest'])}",
            )  # fmt: skip
        if found and not found["space"]:
            return _at(
                at + 1, found.start("space") + 1, "indentation",
                "There is no space after the hyphen, so this line does not begin an item of a list.",
                f"Put a space after the hyphen:  - {shortened(found['rest'])}",
            )  # fmt: skip
        if found:
            return _at(
                at + 1, found.start("space") + 1, "indent-space",
                f"The space after the hyphen is a special space: {name_of(found['space'])}. "
                "It often comes with text copied from a web page or Word.",
                f"Delete the space and type it again:  - {shortened(found['rest'])}",
            )  # fmt: skip
    return None


def _is_text_among_groups(line: int, lines: Sequence[str]) -> bool:
    """Whether a line is an item without a field, in a list whose item before it begins with one."""
    item = re.match(r" *- +", _line(lines, line)) if line >= 0 else None
    if not item or not _lacks_colon(lines[line]):
        return False
    before = next((one for one in reversed(lines[:line]) if one.startswith(item.group())), "")
    return not _lacks_colon(before) and bool(re.match(r"[\w-]+:", before[item.end() :]))


def _no_field_at_the_top(line: int, lines: Sequence[str]) -> Fault | None:
    first = next((at for at in range(line) if _line(lines, at).strip()), line)
    above = _line(lines, first)
    if first >= line or _above(line, lines) != first or not _lacks_colon(above) or above.startswith(("-", " ")):
        return None
    return _at(
        first + 1, 1, "no-colon",
        f'The file begins with "{shortened(above.strip())}", which is not a field.',
        "Delete it, or put # and a space in front of it if it is a note for editors.",
    )  # fmt: skip


def _indentation(line: int, column: int, lines: Sequence[str]) -> Fault:
    if found := _no_item(line, lines) or _no_field_at_the_top(line, lines):
        return found
    here = _line(lines, line)
    above = _above(line, lines)
    if _is_text_among_groups(above, lines):
        return _no_colon(above, lines)
    if not _lacks_colon(here):
        what = "This line has too many or too few spaces in front of it to belong to the lines around it."
        remedy = "Indent the fields of one group by the same number of spaces, and what belongs to a field by two more."
        return _at(line + 1, column + 1, "indentation", what, remedy)
    return _no_colon(line, lines)
