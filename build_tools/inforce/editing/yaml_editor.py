"""The one editor of content files: puts values into a file and leaves every other byte of it as it is.

Comments, order, quotes and line ends stay. What was written is read again before it is returned; where the file would
say anything else than before and the new values, nothing is returned and the caller is told.
"""

from __future__ import annotations

import codecs
import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from inforce.model.problem import FieldPath, Problem, ProblemError, refusal
from inforce.parsing.located_yaml import Located, Value, load

_WORDS = re.compile(r"[A-Za-z]+([- ][A-Za-z]+)*")
_NUMBER_OR_DAY = re.compile(r"\d+\.\d+\.\d+|\d{4}-\d{2}-\d{2}")
_CONTENT = re.compile(r"^[ ]*[^\s#]", re.MULTILINE)
_STEP = "  "
_WIDTH = 100
"""How many columns the lines of a block of text take."""
_NARROWEST = 40


def not_edited(*problems: Problem) -> ProblemError:
    """Return what to raise where values cannot be put in, for *problems* or for how a file is written."""
    return ProblemError(*problems) if problems else refusal("file-not-edited", _NOT_SO, _SO)


_NOT_SO: Final = "This file is written in a way in which nothing can be changed without touching the rest of it."
_SO: Final = "Change it in a text editor: each field on a line of its own, lists with a dash before each item."


@dataclass(frozen=True)
class Field:
    """A value to be written: a text at *path*, or a group of texts.

    A field that is not there yet is put behind the first of *behind* (its neighbours) that is there.
    """

    path: FieldPath
    value: str | Mapping[str, str]
    behind: Sequence[str]


@dataclass(frozen=True)
class Item:
    """A group of texts to be added as the last item of the list at *path*, which is begun where there is none."""

    path: FieldPath
    fields: Mapping[str, str]


def edited(content: bytes, edits: Sequence[Field | Item]) -> bytes:
    """Return *content*, the bytes of a sound file, with *edits* in it; raise `ProblemError` where that cannot be done.

    Writing what stands there already changes nothing.
    """
    for edit in edits:
        content = _edited(content, edit)
    return content


def _edited(content: bytes, edit: Field | Item) -> bytes:
    before = loaded(content)
    wanted = _put(before.value, edit)
    if wanted == before.value:
        return content
    text = before.source
    start, end, piece = _piece(before, edit)
    if "\r\n" in text:
        piece = piece.replace("\n", "\r\n")
    changed = (text[:start] + piece + text[end:]).encode("utf-8")
    if content.startswith(codecs.BOM_UTF8):
        changed = codecs.BOM_UTF8 + changed
    after, problems = load(changed, before.file)
    if errors := [problem for problem in problems if problem.is_error]:
        raise not_edited(*errors)
    if after is None or after.value != wanted:
        raise not_edited()
    return changed


def loaded(content: bytes) -> Located:
    """Return what *content*, the bytes of a sound file, says; raise `ProblemError` for one that is none."""
    located, problems = load(content, "")
    errors = [problem for problem in problems if problem.is_error]
    if located is None or errors:
        raise not_edited(*errors)
    return located


def _put(value: Value, edit: Field | Item) -> Value:
    """Return *value*, what a file says, with the edit in it."""
    whole = deepcopy(value)
    group: Any = whole
    try:
        for step in edit.path[:-1]:
            group = group[step]
    except (LookupError, TypeError):
        raise not_edited() from None
    if not isinstance(group, dict):
        raise not_edited()
    name = str(edit.path[-1])
    if isinstance(edit, Item):
        group[name] = [*group.get(name, ()), dict(edit.fields)]
    else:
        group[name] = edit.value if isinstance(edit.value, str) else dict(edit.value)
    return whole


def _piece(located: Located, edit: Field | Item) -> tuple[int, int, str]:
    """Return from where to where the file is replaced, and by what."""
    stands = edit.path in located.keys
    if isinstance(edit, Item):
        return _item(located, edit) if stands else _list(located, edit)
    return _replaced(located, edit) if stands else _added(located, edit)


def _item(located: Located, item: Item) -> tuple[int, int, str]:
    """Return where an item is added to the list that stands there."""
    if item.path not in located.extents:
        _line, column = located.values[item.path]
        return _below(located, _end_of_lines(located, item.path), _lines(item.fields, " " * (column - 1)))
    count = sum(path[:-1] == item.path for path in located.values)
    if not count:
        at = located.extents[item.path][0] + 1
        return at, at, _in_one_line(item.fields)
    _start, at = located.extents[*item.path, count - 1]
    return at, at, f", {_in_one_line(item.fields)}"


def _list(located: Located, item: Item) -> tuple[int, int, str]:
    """Return where a list is begun at the end of a group: below all comments, but within the brackets of a group."""
    group, name = item.path[:-1], str(item.path[-1])
    if _in_brackets(located, group):
        at = max(end for path, (_, end) in located.extents.items() if path and path[:-1] == group)
        neighbour = next(path for path in located.keys if path[:-1] == group)
        return at, at, f", {_name(located, neighbour, name)}: [{_in_one_line(item.fields)}]"
    _line, column = located.values[group]
    margin = " " * (column - 1)
    at = _end_of_lines(located, group)
    if not group and not _CONTENT.search(located.source, at):
        at = len(located.source)
    return _below(located, at, [f"{margin}{name}:", *_lines(item.fields, margin + _STEP)])


def _end_of_lines(located: Located, path: FieldPath) -> int:
    """Return where the line after the last line of the value at *path* begins, or the end of the file."""
    text = located.source
    end = max(end for inner, (_, end) in located.extents.items() if inner[: len(path)] == path)
    if end and text[end - 1] == "\n":  # a block of text ends where the next line begins
        return end
    line_end = text.find("\n", end)
    return line_end + 1 if line_end >= 0 else len(text)


def _below(located: Located, at: int, lines: Sequence[str]) -> tuple[int, int, str]:
    """Return that *lines* are put in at the start of a line."""
    missing = "\n" if at and located.source[at - 1] != "\n" else ""
    return at, at, missing + "".join(f"{line}\n" for line in lines)


def _lines(fields: Mapping[str, str], margin: str) -> list[str]:
    """Return *fields* as an item of a list, a field on each line."""
    marks = ["- ", *["  "] * (len(fields) - 1)]
    return [f"{margin}{mark}{name}: {scalar(text)}" for mark, (name, text) in zip(marks, fields.items(), strict=True)]


def _replaced(located: Located, field: Field) -> tuple[int, int, str]:
    """Return from where to where what stands there is replaced, and by what."""
    if isinstance(field.value, str):
        if not isinstance(_value_at(located, field.path), str):
            raise not_edited()
        start, end = _extent(located, field.path)
        return start, end, _in_place_of(located.source[start:end], field.value)
    changed = [name for name, text in field.value.items() if _value_at(located, (*field.path, name)) != text]
    if len(changed) != 1 or (*field.path, changed[0]) not in located.extents:
        raise not_edited()
    start, end = _extent(located, (*field.path, changed[0]))
    return start, end, _in_place_of(located.source[start:end], field.value[changed[0]])


def _value_at(located: Located, path: FieldPath) -> Value | None:
    value: Any = located.value
    try:
        for step in path:
            value = value[step]
    except (LookupError, TypeError):
        return None
    found: Value = value
    return found


def _extent(located: Located, path: FieldPath) -> tuple[int, int]:
    """Return where the text at *path* stands; a block of lines keeps the line break that it ends with."""
    if path not in located.extents:
        raise not_edited()
    start, end = located.extents[path]
    return start, start + len(located.source[start:end].rstrip())


def _added(located: Located, field: Field) -> tuple[int, int, str]:
    """Return where a field is added, twice, and what is written there."""
    parent = field.path[:-1]
    neighbour = next((name for name in field.behind if (*parent, name) in located.extents), None)
    if neighbour is None:
        raise not_edited()
    name = str(field.path[-1])
    _, end = _extent(located, (*parent, neighbour))
    _line, column = located.keys[*parent, neighbour]
    if _in_brackets(located, parent):
        return end, end, f", {_name(located, (*parent, neighbour), name)}: {_in_one_line(field.value)}"
    newline = located.source.find("\n", end)
    at = newline if newline >= 0 else len(located.source)
    at -= located.source[:at].endswith("\r")
    return at, at, "\n" + _in_lines(name, field.value, " " * (column - 1))


def _in_brackets(located: Located, parent: FieldPath) -> bool:
    """Whether the group at *parent*, or one around it, is written in curly brackets."""
    return any(located.first_character(parent[:length]) in ("{", "[") for length in range(len(parent) + 1))


def _in_one_line(value: str | Mapping[str, str]) -> str:
    """Return *value* as JSON, which YAML has within brackets too."""
    return json.dumps(value if isinstance(value, str) else dict(value), ensure_ascii=False)


def _name(located: Located, neighbour: FieldPath, name: str) -> str:
    """Return the *name* of a field as that of its *neighbour* in brackets is written: in quotes in a file of JSON."""
    return json.dumps(name) if located.character_at(located.at_key(neighbour)) == '"' else name


def _in_lines(name: str, value: str | Mapping[str, str], indent: str) -> str:
    if isinstance(value, str):
        return f"{indent}{name}: {scalar(value)}"
    return "\n".join([f"{indent}{name}:", *(f"{indent}{_STEP}{one}: {scalar(text)}" for one, text in value.items())])


def _in_place_of(stands: str, text: str) -> str:
    """Return *text* as YAML, written in the way in which *stands* is."""
    if stands.startswith("'"):
        return "'" + text.replace("'", "''") + "'"
    if stands.startswith('"'):
        return _quoted(text)
    if stands.startswith(("|", ">")):
        return _block(stands, text)
    return scalar(text)


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
    if _NUMBER_OR_DAY.fullmatch(text):
        return text
    if _WORDS.fullmatch(text) and text.lower() not in {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}:
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
