"""From what a form holds to the bytes of a content file: only what says something else is written anew.

A file is taken apart where its fields and items begin. A part that says the same keeps its bytes, with the remarks
above it, also where items of a list change places; of a text that says something else, lines that stay are kept.
What was written is read again before it is returned.
"""

from __future__ import annotations

import codecs
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inforce.editing.yaml_editor import loaded, not_edited, scalar
from inforce.model.block_parser import begins_structure, parsed
from inforce.model.names import TextKind
from inforce.model.placeholders import PLACEHOLDERS, normalised
from inforce.model.problem import FieldPath
from inforce.parsing.field_specs import FieldSpec, specs_of
from inforce.parsing.located_yaml import Located, Value, load
from inforce.parsing.texts import MAY_BE_EMPTY

_WIDTH: Final = 88
_NARROWEST: Final = 30
_STEP: Final = "  "
_SIMPLE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9./#-]*")
_NOT_TEXT: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_BLOCK: Final = re.compile(r"([|>])[+-]?[ \t]*(?:#[^\n]*)?\r?\n")
_MARK: Final = re.compile(r"\s*(?:-|\S{1,9}[.)])\s+")
"""With what an item of a list begins."""
_KEPT: Final = "\\"
"""At the end of a line it keeps the break behind it."""


def shown_values(content: bytes, kind: type) -> Value:
    """Return what the file *content* says as a form shows it: texts without the breaks of their lines.

    Words that wait to be replaced are left out. Raises `ProblemError` where the file cannot be read.
    """
    return _shown(loaded(content).value, FieldSpec(required=True, group=kind))


def rewritten(content: bytes, kind: type, values: Mapping[str, Value]) -> bytes:
    """Return *content* saying what a form holds, as `shown_values` gave it and a person changed it.

    What the words have against them is the check's to say. Raises `ProblemError` where the file is written in a way
    that leaves no room for them.
    """
    before = loaded(content)
    top = FieldSpec(required=True, group=kind)
    wanted = _wanted(before.value, dict(values), top)
    if wanted == before.value:
        return content
    if not isinstance(wanted, dict) or not isinstance(before.value, dict):
        raise not_edited()
    text = _Parts(before).whole(before.value, wanted, kind)
    if "\r\n" in before.source:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    changed = (codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b"") + text.encode(errors="replace")
    after, problems = load(changed, before.file)
    if after is None or _shown(after.value, top) != _shown(wanted, top):
        raise not_edited(*(problem for problem in problems if problem.is_error))
    return changed


def _group_of(slot: FieldSpec, value: Value) -> type | None:
    """Return the group of fields that *value* is to be written as; None where it is none."""
    return slot.group_of(value) or (slot.grammar.group if slot.grammar and isinstance(value, dict) else None)


def _shown(value: Value, slot: FieldSpec) -> Value:
    """Return *value* without what means nothing: where the lines of its texts are broken, and words to be replaced."""
    if isinstance(value, list):
        return [_shown(item, slot) for item in value]
    if isinstance(value, dict):
        known = specs_of(group) if (group := _group_of(slot, value)) else {}
        return {name: _shown(one, known.get(name, slot)) for name, one in value.items()}
    if normalised(value) in PLACEHOLDERS:
        return ""
    return "\n".join(joined for joined, _lines in _logical_lines(value)) if slot.text else value


def _wanted(before: Value | None, new: Value, slot: FieldSpec) -> Value:
    """Return what the file is to say: *new* without what was left empty, and as it stands where it says the same."""
    if isinstance(new, list):
        kept = [item for item in new if not isinstance(item, str) or item.strip()]
        old = before if isinstance(before, list) else [before] if before and not slot.many else []
        found = (
            _wanted(old[place] if place is not None else None, item, slot)
            for item, place in zip(kept, _origins(old, kept, slot), strict=True)
        )
        wanted = [one for one in found if one]
        return wanted[0] if len(wanted) == 1 and not slot.many and not isinstance(before, list) else wanted
    if isinstance(new, dict):
        return dict(_fields(before if isinstance(before, dict) else {}, new, _group_of(slot, new)))
    if isinstance(before, str) and (_shown(before, slot) == new or before == new):
        return before
    return new.replace("\r\n", "\n").strip()


def _fields(before: Mapping[str, Value], new: Mapping[str, Value], group: type | None) -> Iterator[tuple[str, Value]]:
    known = specs_of(group) if group else {}
    for name, value in new.items():
        slot = known.get(name)
        if slot is None:
            yield name, value
            continue
        wanted = _wanted(before.get(name), value, slot)
        if wanted or (wanted == "" and (group, name) in MAY_BE_EMPTY):
            yield name, wanted


def _origins(old: Sequence[Value], new: Sequence[Value], slot: FieldSpec) -> list[int | None]:
    """Return where each item stood: the one that says the same, else the one of its id, else the one in its place."""
    before = [_shown(item, slot) for item in old]
    found: list[int | None] = [None] * len(new)
    free = set(range(len(old)))

    def take(place: int, candidates: Iterator[int]) -> None:
        if found[place] is None and (came := next(candidates, None)) is not None:
            found[place] = came
            free.discard(came)

    for place, item in enumerate(new):
        take(place, (one for one in sorted(free, key=lambda one: abs(one - place)) if before[one] == item))
    for place, item in enumerate(new):
        take(place, (one for one in sorted(free) if _id(item) and _id(before[one]) == _id(item)))
    for place, item in enumerate(new):
        take(place, (one for one in sorted(free) if one == place and not (_id(item) and _id(before[one]))))
    return found


def _id(item: Value) -> str:
    found = item.get("id", "") if isinstance(item, dict) else ""
    return found if isinstance(found, str) else ""


def _logical_lines(text: str) -> list[tuple[str, list[str]]]:
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


def _goes_on(before: str, line: str) -> bool:
    """Whether *line* goes on with the paragraph or item of the line *before* it."""
    if not before.strip() or not line.strip() or before.endswith(_KEPT):
        return False
    return not (begins_structure(line) or line.lstrip().startswith(("|", "#", ">")) or before.lstrip().startswith("|"))


@dataclass(frozen=True)
class _Parts:
    """The parts of a file, put together anew."""

    located: Located

    def whole(self, before: Mapping[str, Value], wanted: Mapping[str, Value], kind: type) -> str:
        if self._is_in_brackets(()):
            raise not_edited()
        names = list(before)
        head = self._at_key((names[0],))
        tail = self._end(())
        source = self.located.source
        return source[:head] + self._group((), before, wanted, kind) + source[tail:]

    def _group(self, path: FieldPath, before: Mapping[str, Value], wanted: Mapping[str, Value], kind: type) -> str:
        """Return the fields of a group, from the name of its first field on; each is a part, with remarks above it."""
        known = specs_of(kind)
        margin = " " * (self.located.keys[*path, next(iter(before))][1] - 1)
        parts: dict[str, str] = {}
        start = self._at_key((*path, next(iter(before))))
        for name, old in before.items():
            at, end = self._at_key((*path, name)), self._end((*path, name))
            if name in wanted:
                lead = self.located.source[start:at]
                parts[name] = lead + self._field((*path, name), known.get(name), old, wanted[name], (at, end))
            start = end
        text = ""
        for name in _in_order(list(parts), [name for name in wanted if name not in parts], list(known)):
            if name in parts:
                part = parts[name]
                piece = part if text else part[len(part) - len(part.lstrip()) :]
            else:
                piece = ("" if not text else margin) + _new_field(name, wanted[name], known[name], margin)
            text += _ended(piece)
        return text

    def _field(self, path: FieldPath, slot: FieldSpec | None, old: Value, new: Value, extent: tuple[int, int]) -> str:
        start, end = extent
        source = self.located.source
        if old == new or slot is None:
            return source[start:end]
        name, column = str(path[-1]), self.located.keys[path][1] - 1
        margin = " " * column
        if isinstance(old, str) and isinstance(new, str) and path in self.located.extents:
            return self._text(path, slot, old, new, extent)
        if old and new and not self._is_in_brackets(path):
            if isinstance(old, dict) and isinstance(new, dict) and (group := _group_of(slot, new)):
                at = self._at_key((*path, next(iter(old))))
                return source[start:at] + self._group(path, old, new, group)
            if isinstance(old, list) and isinstance(new, list):
                return source[start : self._at_dash((*path, 0))] + self._items(path, slot, old, new)
        return _new_field(name, new, slot, margin)

    def _items(self, path: FieldPath, slot: FieldSpec, old: Sequence[Value], new: Sequence[Value]) -> str:
        """Return the items of a list from the first dash on; each is a part, with the remarks above it."""
        source = self.located.source
        dash = self._at_dash((*path, 0))
        margin = " " * (dash - source.rfind("\n", 0, dash) - 1)
        leads, start = [""], self._end((*path, 0))
        for at in range(1, len(old)):
            leads.append(source[start : self._at_dash((*path, at))])
            start = self._end((*path, at))
        text = ""
        for item, place in zip(
            new, _origins([_shown(one, slot) for one in old], [_shown(one, slot) for one in new], slot), strict=True
        ):
            lead = leads[place] or margin if place is not None else margin
            if not text:
                lead = lead.lstrip(" \r\n").removesuffix(margin) + margin if lead.strip() else ""
            body = (
                self._item((*path, place), slot, old[place], item)
                if place is not None
                else f"- {_new_item(item, slot, margin + _STEP)}"
            )
            text += lead + _ended(body)
        return text

    def _item(self, path: FieldPath, slot: FieldSpec, old: Value, new: Value) -> str:
        source = self.located.source
        start, end = self._at_dash(path), self._end(path)
        if old == new:
            return source[start:end]
        if isinstance(old, dict) and isinstance(new, dict) and not self._is_in_brackets(path):
            group = _group_of(slot, new)
            if group and old:
                at = self._at_key((*path, next(iter(old))))
                return source[start:at] + self._group(path, old, new, group)
        if isinstance(old, str) and isinstance(new, str) and path in self.located.extents:
            return self._text(path, slot, old, new, (start, end))
        margin = " " * (start - source.rfind("\n", 0, start) - 1)
        return f"- {_new_item(new, slot, margin + _STEP)}"

    def _text(self, path: FieldPath, slot: FieldSpec, old: str, new: str, extent: tuple[int, int]) -> str:
        """Return the part with the text at *path* replaced, in the way in which it is written."""
        source = self.located.source
        at, until = self.located.extents[path]
        stands = source[at:until]
        kept = stands.rstrip()
        column = len(source[source.rfind("\n", 0, extent[0]) + 1 : extent[0]])
        margin = " " * column + _STEP
        if at == until:  # nothing stood there
            piece = f" {_one_line(new)}" if "\n" not in new else f" {_text_block(new, slot.text, margin)}"
        elif _BLOCK.match(stands):
            piece = _block_in_place(kept, old, new, margin)
        elif "\n" in new:
            piece = _text_block(new, slot.text, margin)
        elif stands.startswith("'"):
            piece = "'" + new.replace("'", "''") + "'"
        else:
            piece = _one_line(new) if not stands.startswith('"') else _quoted(new)
        return source[extent[0] : at] + piece + source[at + len(kept) : extent[1]]

    def _at_key(self, path: FieldPath) -> int:
        return self._offset(*self.located.keys[path])

    def _at_dash(self, path: FieldPath) -> int:
        """Return where the dash before the item at *path* stands."""
        source = self.located.source
        place = self._offset(*self.located.values[path])
        before = source[:place].rstrip()
        if not before.endswith("-"):
            raise not_edited()
        return len(before) - 1

    def _end(self, path: FieldPath) -> int:
        """Return where the line after the last line of the value at *path* begins, or the end of the file."""
        source = self.located.source
        ends = [end for inner, (_, end) in self.located.extents.items() if inner[: len(path)] == path]
        if not ends:
            raise not_edited()
        end = max(ends)
        if end and source[end - 1] == "\n":
            return end
        line_end = source.find("\n", end)
        return line_end + 1 if line_end >= 0 else len(source)

    def _offset(self, line: int, column: int) -> int:
        at = 0
        for _ in range(line - 1):
            at = self.located.source.index("\n", at) + 1
        return at + column - 1

    def _is_in_brackets(self, path: FieldPath) -> bool:
        return self.located.first_character(path) in ("{", "[") and path in self.located.extents


def _ended(piece: str) -> str:
    return piece if piece.endswith("\n") else f"{piece}\n"


def _in_order(there: list[str], added: list[str], known: list[str]) -> list[str]:
    """Put the names *added* among those that are *there*, each behind the one that the model has before it."""
    order = list(there)
    for name in sorted(added, key=known.index):
        ahead = [one for one in known[: known.index(name)] if one in order]
        order.insert(order.index(ahead[-1]) + 1 if ahead else min(len(order), 1), name)
    return order


def _new_field(name: str, value: Value, slot: FieldSpec, margin: str) -> str:
    """Return a field as a person would write it, without the margin of its first line."""
    if isinstance(value, list):
        lines = "".join(f"{margin}{_STEP}- {_new_item(item, slot, margin + _STEP * 2)}" for item in value)
        return f"{name}:\n{lines}" if value else f"{name}: []\n"
    if isinstance(value, dict):
        inner = margin + _STEP
        return f"{name}:\n{inner}{_new_group(value, _group_of(slot, value), inner)}"
    if slot.text and (slot.text.lines and (len(value) > _WIDTH - len(margin) - len(name) or "\n" in value)):
        return f"{name}: {_text_block(value, slot.text, margin + _STEP)}\n"
    return f"{name}: {_one_line(value)}\n"


def _new_item(value: Value, slot: FieldSpec, margin: str) -> str:
    if isinstance(value, dict):
        return _new_group(value, _group_of(slot, value), margin)
    if isinstance(value, list):
        raise not_edited()
    return f"{_one_line(value)}\n"


def _new_group(value: Mapping[str, Value], group: type | None, margin: str) -> str:
    if group is None or not value:
        raise not_edited()
    known = specs_of(group)
    names = [name for name in known if name in value]
    if len(names) != len(value):
        raise not_edited()
    return margin.join(_new_field(name, value[name], known[name], margin) for name in names)


def in_yaml(values: Mapping[str, Value], kind: type) -> str:
    """Return *values*, the fields of a *kind*, as a person would write them."""
    return _new_group(values, kind, "")


def _one_line(text: str) -> str:
    simple = _SIMPLE.fullmatch(text) and text.lower() not in _NOT_TEXT and not re.fullmatch(r"[\d.]+", text)
    return text if simple or (re.fullmatch(r"\d+", text) and len(text) == 1) else scalar(text)


def _quoted(text: str) -> str:
    quoted = scalar(f"{text}:")  # a colon is what puts every text into quotes
    return f'{quoted[:-2]}"'


def _text_block(text: str, kind: TextKind | None, margin: str) -> str:
    """Return *text* as a block of lines: one whose breaks mean something, where it has any."""
    folds = "\n" not in text and not (kind and kind.blocks)
    wrapped = in_lines(text, max(_WIDTH - len(margin), _NARROWEST))
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
    whole = "\n".join(lines)
    return lines if parsed(whole).blocks == parsed(line).blocks else [line.rstrip()]


def _block_in_place(stands: str, old: str, new: str, margin: str) -> str:
    """Return *new* in place of the block *stands*, which says *old*; lines that say the same stay as they are."""
    sign, _, body = stands.partition("\n")
    lines = body.replace("\r", "").split("\n")
    inset = re.match(r" *", next((line for line in lines if line.strip()), margin))
    margin = inset.group() if inset else margin
    if re.match(r"[|>][+-]?\d", sign) or not new or new[0] in " \t":
        return _quoted(new) if "\n" not in new else _text_block(new, None, margin)
    written = [line[len(margin) :] for line in lines]
    width = max([len(line) for line in written] + [_NARROWEST])
    if sign.startswith(">"):
        if "\n" in new or "\n" in old:
            sign = sign.replace(">", "|", 1)
            kept = in_lines(new, width)
        else:
            kept = _rewrapped(written, new, width)
    else:
        kept = list(_lines_of(written, new, width))
    return "\n".join([sign.rstrip("\r"), *(f"{margin}{line}" if line else "" for line in kept)])


def _lines_of(written: Sequence[str], new: str, width: int) -> Iterator[str]:
    """Yield the lines of *new*: as they are written where they say the same, and of others what can be kept."""
    logical = _logical_lines("\n".join(written))
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
