"""Content files in one form: the same indentation, the same order of fields, and not one word or remark more or less.

What was written is read again before it is returned: where the file would say anything else, or a remark would be lost,
nothing is returned and the caller is told.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import chain
from typing import Final

from inforce.editing.yaml_editor import loaded, not_edited
from inforce.model.guidance import DocumentDetails, VersionText
from inforce.model.problem import FieldPath
from inforce.model.rules import Rule, Section
from inforce.parsing.field_specs import FieldSpec, specs_of
from inforce.parsing.located_yaml import Located, Value

_STEP: Final = 2
_NAME: Final = re.compile(r"\w+")
_REMARK: Final = re.compile(r"[ \t]+(#.*)")

_FIRST: Final[Mapping[type, Sequence[str]]] = {
    DocumentDetails: ("format", "owner", "contact", "audience"),
    VersionText: (
        "format", "version", "title", "in_force_from", "approved", "change", "summary", "numbering", "key_points",
        "imported", "introduction",
    ),
    Section: ("id", "heading", "label", "imported", "introduction"),
    Rule: ("id", "formerly", "merged_from", "split_from", "label", "strength"),
}  # fmt: skip
"""With which fields a group begins, in this order; the others follow in that of the model, long lists last."""

_LAST: Final = frozenset({"sections", "rules", "passages", "citations"})


def formatted(content: bytes, kind: type) -> bytes:
    """Return *content*, the bytes of a sound file whose fields are those of *kind*, in the one form.

    Raises `ProblemError` where that cannot be done: for these problems with the file, or for the way it is written.
    """
    before = loaded(content)
    written = ("\n".join(_Writer(before).file(kind)) + "\n").encode()
    after = loaded(written)
    if after.value != before.value or _remarks(after) != _remarks(before):
        raise not_edited()
    return written


class _Writer:
    """Writes a file line by line; *last* is the last line of it, from 1, that was written already."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.lines = [line.removesuffix("\r") for line in located.source.split("\n")]
        self.starts = [0]
        for line in located.source.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.last = 0
        self.margins: dict[int, int] = {}
        """Where a group that began in a column of the file begins now."""

    def file(self, kind: type) -> list[str]:
        lines = self._group((), self.located.value, kind, 0)
        rest = self._gap(len(self.lines) + 1, 0)
        while rest and not rest[-1]:
            rest.pop()
        return lines + rest

    def _gap(self, line: int, margin: int) -> list[str]:
        """Return the remarks before that *line*, and an empty line where there were some, moved in as what follows."""
        found: list[str] = []
        for number in range(self.last + 1, line):
            text = self.lines[number - 1].strip()
            if text and not text.startswith("#"):
                raise not_edited()
            if text:
                column = len(self.lines[number - 1]) - len(self.lines[number - 1].lstrip())
                found.append(" " * self.margins.get(column, margin) + text)
            elif self.last and (not found or found[-1]):
                found.append("")
        self.last = max(self.last, line - 1)
        return found

    def _group(self, path: FieldPath, value: Value, kind: type | None, margin: int) -> list[str]:
        """Return the lines of a group of fields, each moved in by *margin*."""
        if not isinstance(value, dict):
            raise not_edited()
        parts: dict[str, list[str]] = {}
        remarked = False
        known = specs_of(kind) if kind else {}
        for place, (name, inner) in enumerate(value.items()):
            line, column = self.located.keys[*path, name]
            self.margins = {at: to for at, to in self.margins.items() if at < column} | {column - 1: margin}
            before = self._gap(line, margin)
            remarked = remarked or (place > 0 and any(one.strip() for one in before))
            slot = known.get(name)
            shown = name if _NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)
            self.last = line
            parts[name] = [*before, *self._value((*path, name), inner, slot, margin, f"{' ' * margin}{shown}:")]
        order = list(value) if remarked else _in_order(value, kind)
        if margin and order != list(value):  # an empty line before a field is none before another one
            parts = {name: lines[1:] if lines[0] == "" else lines for name, lines in parts.items()}
        return list(chain.from_iterable(parts[name] for name in order))

    def _value(self, path: FieldPath, value: Value, slot: FieldSpec | None, margin: int, head: str) -> list[str]:
        """Return the lines of a value behind *head*, the name of its field or the sign of an item."""
        if path in self.located.extents:
            return self._text(path, margin, head)
        opening = self._remark_behind(self.located.keys.get(path, (self.last, 1)))
        if isinstance(value, list):
            return [head + opening, *self._items(path, value, slot, margin + _STEP)]
        return [head + opening, *self._group(path, value, slot.group_of(value) if slot else None, margin + _STEP)]

    def _items(self, path: FieldPath, items: Sequence[Value], slot: FieldSpec | None, margin: int) -> list[str]:
        lines: list[str] = []
        for place, item in enumerate(items):
            inner: FieldPath = (*path, place)
            line, column = self.located.values[inner]
            dash = self._dash(line, column)
            self.margins = {at: to for at, to in self.margins.items() if at < dash} | {dash: margin}
            lines += self._gap(line, margin)
            head = f"{' ' * margin}-"
            if inner in self.located.extents:
                self.last = line
                lines += self._text(inner, margin, head)
            elif isinstance(item, dict):
                self.last = line - 1
                first, *rest = self._group(inner, item, slot.group_of(item) if slot else None, margin + _STEP)
                lines += [f"{head} {first.lstrip()}", *rest]
            else:
                raise not_edited()
        return lines

    def _dash(self, line: int, column: int) -> int:
        """Return the column, from 0, of the sign before the item that begins there."""
        text = self.lines[line - 1]
        found = text.rfind("-", 0, column - 1)
        if found < 0 or text[:found].strip():
            raise not_edited()
        return found

    def _remark_behind(self, key: tuple[int, int]) -> str:
        """Return the remark behind the name of a field whose value begins in another line."""
        line, column = key
        _name, _colon, rest = self.lines[line - 1][column - 1 :].partition(":")
        if not rest.strip():
            return ""
        found = _REMARK.fullmatch(rest.rstrip())
        if found is None:
            raise not_edited()
        return f"  {found[1]}"

    def _text(self, path: FieldPath, margin: int, head: str) -> list[str]:
        """Return a text, or what stands in brackets, as it is written, moved in anew."""
        start, end = self.located.extents[path]
        written = self.located.source[start:end].replace("\r\n", "\n")
        first, *rest = written.rstrip("\n ").split("\n") if written.startswith(("|", ">")) else written.split("\n")
        begins = self.located.source.count("\n", 0, start) + 1
        if begins > self.last:
            self._nothing_between(begins)
        self.last = begins + len(rest)
        if written.startswith(("|", ">")):
            return [f"{head} {first.rstrip()}", *_block(first, rest, margin)]
        behind = self.lines[self.last - 1][end - self.starts[self.last - 1] :]
        remark = _REMARK.fullmatch(behind.rstrip()) if behind.strip() else None
        if behind.strip() and remark is None:
            raise not_edited()
        inner = [" " * (margin + _STEP) + line.strip() if line.strip() else "" for line in rest]
        lines = [f"{head} {first.rstrip() if rest else first}".rstrip(), *inner]
        if remark:
            lines[-1] += f"  {remark[1]}"
        return lines

    def _nothing_between(self, line: int) -> None:
        """Refuse remarks between the name of a field and its text, which would have no place."""
        if any(self.lines[number - 1].strip() for number in range(self.last + 1, line)):
            raise not_edited()


def _block(sign: str, body: Sequence[str], margin: int) -> list[str]:
    """Return the lines of a block of text, those that are moved in further still further."""
    if re.match(r"[|>](?:\+|-?\d)", sign):
        raise not_edited()
    indents = [len(line) - len(line.lstrip(" ")) for line in body if line.strip(" ")]
    base = min(indents, default=0)
    space = " " * (margin + _STEP)
    return [space + line[base:] if line.strip(" ") else "" for line in body]


def _in_order(names: Mapping[str, Value], kind: type | None) -> list[str]:
    """Return the names of fields in the order in which they are written; those that nobody knows come last."""
    if kind is None:
        return list(names)
    of_model = [field.name for field in fields(kind)]
    first = list(_FIRST.get(kind, ()))
    order = first + [one for one in of_model if one not in first and one not in _LAST]
    order += [one for one in of_model if one in _LAST]
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def _remarks(located: Located) -> Counter[str]:
    """Return every remark of a file; a line within a text that begins like one is none."""
    lines = located.source.split("\n")
    texts = set[int]()
    ends: dict[int, int] = {}
    for start, end in located.extents.values():
        first = located.source.count("\n", 0, start)
        last = located.source.count("\n", 0, max(start, end - 1))
        written = located.source[start:end]
        if written.startswith(("|", ">")):
            last = first + written.rstrip("\n ").count("\n")
        else:  # a block of text ends where the next line begins, with a remark or not
            ends[last] = max(ends.get(last, 0), end)
        texts.update(range(first + 1, last + 1))
    found: Counter[str] = Counter()
    position = 0
    for number, line in enumerate(lines):
        text = line.strip()
        if text.startswith("#") and number not in texts:
            found[text] += 1
        elif (number in ends and (behind := _REMARK.match(located.source, ends[number]))) or (
            number not in ends and number not in texts and (behind := re.search(r":[ \t]+(#.*)$", text))
        ):
            found[behind[1].strip()] += 1
        position += len(line) + 1
    return found
