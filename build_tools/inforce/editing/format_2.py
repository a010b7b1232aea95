"""The file of a version of format 1 in format 2, where its texts say the same in both: not one word changes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping

from inforce.editing.modelines import MODELINES, has_modeline
from inforce.model.block_parser import parsed
from inforce.model.guidance import VersionText
from inforce.model.problem import FieldPath
from inforce.model.texts import TextKind
from inforce.parsing.field_specs import Slot, slots
from inforce.parsing.format_1 import translated
from inforce.parsing.located import Located, Value
from inforce.parsing.located_yaml import load

_FOLDED = (">-", ">")


def in_format_2(content: bytes) -> bytes:
    """Return *content*, the bytes of a sound version, in format 2, with the modeline of editors.

    Where a sign in a text would get a meaning that it has not got in format 1, or be refused, the file stays as it is.
    """
    located, _problems = load(content, "")
    if located is None or not isinstance(located.value, dict):
        return content
    text = located.source
    if located.value.get("format") == "1":
        texts = list(_texts(located.value, VersionText, ()))
        if any(translated(value, kind) != value or parsed(value).faults for _path, value, kind in texts):
            return content
        edits = [*_signs(located, texts), (*located.extents[("format",)], "2")]
        for start, end, piece in sorted(edits, reverse=True):
            text = text[:start] + piece + text[end:]
    if not has_modeline(text):
        text = f"{MODELINES['version']}{_line_end(text)}{text}"
    return (codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b"") + text.encode()


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _signs(located: Located, texts: list[tuple[FieldPath, str, TextKind]]) -> Iterator[tuple[int, int, str]]:
    """Yield where the sign > of a text of one paragraph stands, for which | says the same and keeps lines apart."""
    for path, value, _kind in texts:
        start = located.extents[path][0]
        sign = located.source[start:].split("\n", 1)[0].strip()
        if sign in _FOLDED and "\n" not in value.strip("\n"):
            yield start, start + len(sign), "|"


def _texts(fields: Mapping[str, Value], kind: type, path: FieldPath) -> Iterator[tuple[FieldPath, str, TextKind]]:
    """Yield every text of a file that is block text in format 2, with its path and its kind."""
    known = slots(kind)
    for name, value in fields.items():
        if slot := known.get(name):
            yield from _of_field(value, slot, (*path, name))


def _of_field(value: Value, slot: Slot, path: FieldPath) -> Iterator[tuple[FieldPath, str, TextKind]]:
    for place, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
        where = path if place is None else (*path, place)
        group = slot.group_of(item)
        if group and isinstance(item, dict):
            yield from _texts(item, group, where)
        elif isinstance(item, str) and slot.text and slot.text.blocks:
            yield where, item, slot.text
