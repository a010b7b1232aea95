"""The one editor of content files: puts values into a file and leaves every other byte of it as it is.

Comments, order, quotes and line ends stay. What was written is read again before it is returned; where the file would
say anything else than before and the new values, nothing is returned and the caller is told.
"""

from __future__ import annotations

import codecs
import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from inforce.model.block_parser import begins_structure, parsed
from inforce.model.names import TextKind
from inforce.model.problem import FieldPath, Problem, ProblemError, refusal
from inforce.parsing.located_yaml import Located, Value, load

_PLAIN: Final = re.compile(r"[A-Za-z]+([- ][A-Za-z]+)*|[A-Za-z][A-Za-z0-9./#-]{,60}|\d+\.\d+\.\d+|\d{4}-\d{2}(-\d{2})?")
_NOT_TEXT: Final = re.compile(r"yes|no|on|off|true|false|null|y|n", re.IGNORECASE)
_BLOCK: Final = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*(?:#[^\n]*)?\r?\n")
_MARK: Final = re.compile(r"\s*(?:-|\S{1,9}[.)])\s+")
"""With what an item of a list begins."""
_KEPT: Final = "\\"
"""At the end of a line it keeps the break behind it."""
_CONTENT: Final = re.compile(r"^[ ]*[^\s#]", re.MULTILINE)
STEP: Final = "  "
WIDTH: Final = 88
"""How many columns the lines of a block of text take."""
_NARROWEST: Final = 30


def not_edited(*problems: Problem) -> ProblemError:
    """Return what to raise where values cannot be put in, for *problems* or for how a file is written."""
    return ProblemError(*problems) if problems else refusal("file-not-edited", _NOT_SO, _SO)


_NOT_SO: Final = "A program cannot change this file without changing other lines of it."
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
    changed = encoded(text[:start] + piece + text[end:], content)
    after, problems = load(changed, before.file)
    if errors := [problem for problem in problems if problem.is_error]:
        raise not_edited(*errors)
    if after is None or after.value != wanted:
        raise not_edited()
    return changed


def encoded(text: str, before: bytes) -> bytes:
    """Return *text* as the bytes of a file, with the mark of the encoding at its start where *before* has it."""
    return (codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b"") + text.encode(errors="replace")


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
        return _below(located, located.end_of_lines(item.path), _lines(item.fields, " " * (column - 1)))
    count = sum(path[:-1] == item.path for path in located.values)
    if not count:
        at = located.extents[item.path][0] + 1
        return at, at, _in_one_line(item.fields)
    _start, at = located.extents[*item.path, count - 1]
    return at, at, f", {_in_one_line(item.fields)}"


def _list(located: Located, item: Item) -> tuple[int, int, str]:
    """Return where a list is begun at the end of a group: below all comments, but within the brackets of a group."""
    group, name = item.path[:-1], str(item.path[-1])
    if located.is_in_brackets(group):
        at = max(end for path, (_, end) in located.extents.items() if path and path[:-1] == group)
        neighbour = next(path for path in located.keys if path[:-1] == group)
        return at, at, f", {_name(located, neighbour, name)}: [{_in_one_line(item.fields)}]"
    _line, column = located.values[group]
    margin = " " * (column - 1)
    at = located.end_of_lines(group)
    if not group and not _CONTENT.search(located.source, at):
        at = len(located.source)
    return _below(located, at, [f"{margin}{name}:", *_lines(item.fields, margin + STEP)])


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
    path, new = field.path, field.value
    if not isinstance(new, str):
        changed = [name for name, text in new.items() if _value_at(located, (*path, name)) != text]
        if len(changed) != 1:
            raise not_edited()
        path, new = (*path, changed[0]), new[changed[0]]
    if not isinstance(_value_at(located, path), str):
        raise not_edited()
    start, end = _extent(located, path)
    margin = " " * (located.keys[path][1] - 1) + STEP
    return start, end, in_place_of(located.source[start:end], new, None, margin)


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
    if located.is_in_brackets(parent):
        return end, end, f", {_name(located, (*parent, neighbour), name)}: {_in_one_line(field.value)}"
    newline = located.source.find("\n", end)
    at = newline if newline >= 0 else len(located.source)
    at -= located.source[:at].endswith("\r")
    return at, at, "\n" + _in_lines(name, field.value, " " * (column - 1))


def _in_one_line(value: str | Mapping[str, str]) -> str:
    """Return *value* as JSON, which YAML has within brackets too."""
    return json.dumps(value if isinstance(value, str) else dict(value), ensure_ascii=False)


def _name(located: Located, neighbour: FieldPath, name: str) -> str:
    """Return the *name* of a field as that of its *neighbour* in brackets is written: in quotes in a file of JSON."""
    return json.dumps(name) if located.character_at(located.at_key(neighbour)) == '"' else name


def _in_lines(name: str, value: str | Mapping[str, str], indent: str) -> str:
    if isinstance(value, str):
        return f"{indent}{name}: {scalar(value)}"
    return "\n".join([f"{indent}{name}:", *(f"{indent}{STEP}{one}: {scalar(text)}" for one, text in value.items())])


def in_place_of(stands: str, new: str, kind: TextKind | None, margin: str) -> str:
    """Return *new* as YAML in place of what *stands* there, in the way in which that is written.

    Of a text whose *kind* is known, the breaks of lines mean nothing and may be set.
    """
    if _BLOCK.match(stands):
        return _block_in_place(stands, new, kind, margin)
    if "\n" in new and kind:
        return text_block(new, kind, margin)
    if stands.startswith("'") and "\n" not in new:
        return "'" + new.replace("'", "''") + "'"
    return _quoted(new) if stands.startswith('"') else scalar(new)


def scalar(text: str) -> str:
    """Return *text* as YAML: as it is where every program takes that for text, else in double quotes."""
    return text if _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def logical_lines(text: str) -> list[tuple[str, list[str]]]:
    """Part *text* into lines whose breaks mean something, each with the lines that it is written in."""
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if found and _goes_on(found[-1][1][-1], line):
            joined, lines = found[-1]
            found[-1] = (f"{joined.rstrip()} {line.strip()}", [*lines, line])
        else:
            found.append((line, [line]))
    whole = "\n".join(joined for joined, _lines in found)
    if parsed(whole).blocks == parsed(text).blocks:
        return found
    return [(line, [line]) for line in text.split("\n")]


def _joined(text: str) -> list[str]:
    return [joined for joined, _lines in logical_lines(text)]


def _goes_on(before: str, line: str) -> bool:
    """Whether *line* goes on with the paragraph or item of the line *before* it."""
    if not before.strip() or not line.strip() or before.endswith(_KEPT):
        return False
    return not (begins_structure(line) or line.lstrip().startswith(("|", "#", ">")) or before.lstrip().startswith("|"))


def text_block(text: str, kind: TextKind | None, margin: str) -> str:
    """Return *text* as a block of lines: one whose breaks mean something, where it has any."""
    folds = "\n" not in text and not (kind and kind.blocks)
    wrapped = in_lines(text, max(WIDTH - len(margin), _NARROWEST))
    lines = [f"{margin}{line}" if line else "" for line in wrapped]
    return "\n".join([">-" if folds else "|", *lines])


def in_lines(text: str, width: int) -> list[str]:
    """Return block text as lines of at most *width* letters, as far as breaks mean nothing there."""
    return [line for one in text.split("\n") for line in _wrapped(one, width)]


def _wrapped(line: str, width: int) -> list[str]:
    """Return one line of a text as lines of at most *width* letters, where breaks mean nothing there."""
    if len(line) <= width or line.lstrip().startswith("|"):
        return [line.rstrip()]
    inset = " " * (len(line) - len(line.lstrip()))
    mark = _MARK.match(line) if begins_structure(line) else None
    hanging = " " * len(mark[0]) if mark else inset
    lines = textwrap.wrap(
        line.strip(), width, initial_indent=inset, subsequent_indent=hanging, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    broken = parsed("\n".join(lines))
    return lines if broken.blocks == parsed(line).blocks and not broken.faults else [line.rstrip()]


def _block_in_place(stands: str, new: str, kind: TextKind | None, margin: str) -> str:
    """Return *new* in place of the block *stands*; lines that say the same stay as they are."""
    sign, _, body = stands.partition("\n")
    lines = body.replace("\r", "").split("\n")
    inset = re.match(r" *", next((line for line in lines if line.strip()), margin))
    margin = inset.group() if inset else margin
    if re.match(r"[|>][+-]?\d", sign) or not new or new[0] in " \t":
        return _quoted(new) if "\n" not in new else text_block(new, None, margin)
    written = [line[len(margin) :] for line in lines]
    width = max(WIDTH - len(margin), _NARROWEST, *map(len, written))
    if sign.startswith(">") and "\n" not in new:
        kept = _rewrapped(written, new, width)
    else:
        sign = sign.replace(">", "|", 1)
        kept = list(_lines_of(written, new, width)) if kind else []
        if _joined("\n".join(kept)) != _joined(new):
            kept = new.split("\n")
    return "\n".join([sign.rstrip("\r"), *(f"{margin}{line}" if line else "" for line in kept)])


def _lines_of(written: Sequence[str], new: str, width: int) -> Iterator[str]:
    """Yield the lines of *new*: as they are written where they say the same, and of others what can be kept."""
    logical = logical_lines("\n".join(written))
    same = dict(logical)
    wanted = new.split("\n")
    gone = [lines for joined, lines in logical if joined not in set(wanted) and joined.strip()]
    for line in wanted:
        if line in same:
            yield from same[line]
        elif gone and len(line) > width and not begins_structure(line):
            candidate = _rewrapped(gone.pop(0), line, width)
            yield from candidate if parsed("\n".join(candidate)).blocks == parsed(line).blocks else [line]
        else:
            yield from _wrapped(line, width)


def _rewrapped(lines: Sequence[str], text: str, width: int) -> list[str]:
    """Return *text* in lines, of which those at its start and its end that are among *lines* stay as they are."""
    words, first, last = text.split(), 0, 0
    starts: list[str] = []
    while first < len(lines) and (own := lines[first].split()) and words[: len(own)] == own and len(words) > len(own):
        starts.append(lines[first])
        words, first = words[len(own) :], first + 1
    ends: list[str] = []
    while len(lines) - last > first and (own := lines[-1 - last].split()) and words[-len(own) :] == own:
        if len(words) <= len(own) or len(lines) - last - 1 <= first:
            break
        ends.insert(0, lines[-1 - last])
        words, last = words[: -len(own)], last + 1
    between = textwrap.wrap(" ".join(words), width, break_long_words=False, break_on_hyphens=False)
    return [*starts, *between, *ends]
