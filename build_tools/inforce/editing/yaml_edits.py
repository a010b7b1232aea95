"""Writes single values into a content file and leaves every other byte as it is: comments, order, quotes, line ends.

What was written is read again before it is returned; where the file would say anything else than before and the new
values, nothing is written and the caller is told.
"""

from __future__ import annotations

import codecs
import re
import textwrap
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import cast

from inforce.model.problem import FieldPath
from inforce.parsing.located import Located, Value
from inforce.parsing.located_yaml import load

_WORDS = re.compile(r"[A-Za-z]+([- ][A-Za-z]+)*")
_NUMBER_OR_DAY = re.compile(r"\d+\.\d+\.\d+|\d{4}-\d{2}-\d{2}")
_STEP = "  "
_WIDTH = 100
"""How many columns the lines of a block of text take."""
_NARROWEST = 40


class NotEdited(Exception):
    """The file is written in a way in which the values cannot be put into it."""


@dataclass(frozen=True)
class Field:
    """A value to be written: a text at *path*, or a group of texts.

    A field that is not there yet is put behind the first of *behind* (its neighbours) that is there.
    """

    path: FieldPath
    value: str | Mapping[str, str]
    behind: Sequence[str]


def with_fields(content: bytes, fields: Sequence[Field]) -> bytes:
    """Return *content*, the bytes of a sound file, with *fields* in it; raise `NotEdited` where that cannot be done.

    Writing what stands there already changes nothing.
    """
    for field in fields:
        content = _with_field(content, field)
    return content


def _with_field(content: bytes, field: Field) -> bytes:
    before = _loaded(content)
    wanted = _put(before.value, field)
    if wanted == before.value:
        return content
    text = before.source
    start, end, piece = _replaced(before, field) if _stands(before, field.path) else _added(before, field)
    if "\r\n" in text:
        piece = piece.replace("\n", "\r\n")
    changed = (text[:start] + piece + text[end:]).encode("utf-8")
    if content.startswith(codecs.BOM_UTF8):
        changed = codecs.BOM_UTF8 + changed
    after, problems = load(changed, before.file)
    if after is None or any(problem.is_error for problem in problems) or after.value != wanted:
        raise NotEdited
    return changed


def _loaded(content: bytes) -> Located:
    located, problems = load(content, "")
    if located is None or any(problem.is_error for problem in problems):
        raise NotEdited
    return located


def _stands(located: Located, path: FieldPath) -> bool:
    return path in located.keys


def _put(value: Value, field: Field) -> Value:
    """Return *value*, what a file says, with the field in it."""
    whole = deepcopy(value)
    group = whole
    try:
        for step in field.path[:-1]:
            group = cast("dict[str | int, Value]", group)[step]
    except (LookupError, TypeError):
        raise NotEdited from None
    if not isinstance(group, dict):
        raise NotEdited
    group[str(field.path[-1])] = field.value if isinstance(field.value, str) else dict(field.value)
    return whole


def _replaced(located: Located, field: Field) -> tuple[int, int, str]:
    """Return from where to where what stands there is replaced, and by what."""
    if isinstance(field.value, str):
        start, end = _extent(located, field.path)
        return start, end, _in_place_of(located.source[start:end], field.value)
    changed = [name for name, text in field.value.items() if _said(located, (*field.path, name)) != text]
    if len(changed) != 1 or (*field.path, changed[0]) not in located.extents:
        raise NotEdited
    start, end = _extent(located, (*field.path, changed[0]))
    return start, end, _in_place_of(located.source[start:end], field.value[changed[0]])


def _said(located: Located, path: FieldPath) -> Value | None:
    value: Value | None = located.value
    for step in path:
        value = value.get(str(step)) if isinstance(value, dict) else None
    return value


def _extent(located: Located, path: FieldPath) -> tuple[int, int]:
    """Return where the text at *path* stands; a block of lines keeps the line break that it ends with."""
    if path not in located.extents:
        raise NotEdited
    start, end = located.extents[path]
    return start, start + len(located.source[start:end].rstrip())


def _added(located: Located, field: Field) -> tuple[int, int, str]:
    """Return where a field is added, twice, and what is written there."""
    parent = field.path[:-1]
    neighbour = next((name for name in field.behind if (*parent, name) in located.extents), None)
    if neighbour is None:
        raise NotEdited
    name = str(field.path[-1])
    _, end = _extent(located, (*parent, neighbour))
    _line, column = located.keys[*parent, neighbour]
    if _in_brackets(located, parent):
        return end, end, f", {name}: {_in_one_line(field.value)}"
    newline = located.source.find("\n", end)
    at = newline if newline >= 0 else len(located.source)
    at -= located.source[:at].endswith("\r")
    return at, at, "\n" + _in_lines(name, field.value, " " * (column - 1))


def _in_brackets(located: Located, parent: FieldPath) -> bool:
    """Whether the group at *parent*, or one around it, is written in curly brackets."""
    return any(located.first_character(parent[:length]) in ("{", "[") for length in range(len(parent) + 1))


def _in_one_line(value: str | Mapping[str, str]) -> str:
    if isinstance(value, str):
        return scalar(value)
    return "{" + ", ".join(f"{name}: {scalar(text)}" for name, text in value.items()) + "}"


def _in_lines(name: str, value: str | Mapping[str, str], indent: str) -> str:
    if isinstance(value, str):
        return f"{indent}{name}: {scalar(value)}"
    return "\n".join([f"{indent}{name}:", *(f"{indent}{_STEP}{one}: {scalar(text)}" for one, text in value.items())])


def _in_place_of(stands: str, text: str) -> str:
    """Return *text* as YAML, written in the way in which *stands* is."""
    if not text.isprintable():
        raise NotEdited
    if stands.startswith("'"):
        return "'" + text.replace("'", "''") + "'"
    if stands.startswith('"'):
        return _quoted(text)
    if stands.startswith(("|", ">")):
        return _block(stands, text)
    # Every other value of a content file is text without quotes, a number or day among them; so this one is.
    return text if _NUMBER_OR_DAY.fullmatch(text) else scalar(text)


def _block(stands: str, text: str) -> str:
    """Return *text* below the first line of the block *stands*, with its sign and what remark stands behind it."""
    first, _, body = stands.partition("\n")
    margin = body[: len(body) - len(body.lstrip(" \r\n"))].rpartition("\n")[2]
    if not text or not margin or re.match(r"[|>][+-]?\d", first):
        return _quoted(text)  # without lines of its own, or in lines whose indentation its sign counts
    width = max(_WIDTH - len(margin), _NARROWEST)
    wrapped = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    lines = wrapped if first.startswith(">") else [text]
    return "\n".join([first.rstrip("\r"), *(margin + line for line in lines)])


def scalar(text: str) -> str:
    """Return *text* as YAML: as it is where every program takes that for text, else in double quotes."""
    if _WORDS.fullmatch(text) and text.lower() not in {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}:
        return text
    if not text.isprintable():
        raise NotEdited
    return _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
