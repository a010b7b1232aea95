"""From what a form holds to the bytes of a content file: only what says something else is written anew.

A file is taken apart where its fields and items begin. A part that says the same keeps its bytes, with the remarks
above it, also where items of a list change places; of a text that says something else, lines that stay are kept.
What was written is read again before it is returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inforce.editing.yaml_editor import (
    STEP,
    WIDTH,
    encoded,
    in_place_of,
    loaded,
    logical_lines,
    not_edited,
    scalar,
    text_block,
)
from inforce.model.placeholders import PLACEHOLDERS, normalised
from inforce.model.problem import FieldPath
from inforce.parsing.field_specs import FieldSpec, specs_of
from inforce.parsing.located_yaml import Located, Value, load
from inforce.parsing.texts import MAY_BE_EMPTY


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
    changed = encoded(text, content)
    after, problems = load(changed, before.file)
    if after is None or _single_spaced(_shown(after.value, top)) != _single_spaced(_shown(wanted, top)):
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
    return "\n".join(joined for joined, _lines in logical_lines(value)) if slot.text else value


def _single_spaced(value: Value) -> Value:
    """Return *value* with one space for several between words, and none at the ends of lines: nobody reads them."""
    if isinstance(value, str):
        return re.sub(r"(?<=\S) +(?=\S)", " ", re.sub(r"(?m) +$", "", value))
    if isinstance(value, list):
        return [_single_spaced(item) for item in value]
    return {name: _single_spaced(one) for name, one in value.items()}


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


@dataclass(frozen=True)
class _Parts:
    """The parts of a file, put together anew."""

    located: Located

    def whole(self, before: Mapping[str, Value], wanted: Mapping[str, Value], kind: type) -> str:
        if self.located.is_in_brackets(()):
            raise not_edited()
        names = list(before)
        head = self._at_key((names[0],))
        tail = self.located.end_of_lines(())
        source = self.located.source
        return source[:head] + self._group((), before, wanted, kind) + source[tail:]

    def _group(self, path: FieldPath, before: Mapping[str, Value], wanted: Mapping[str, Value], kind: type) -> str:
        """Return the fields of a group, from the name of its first field on; each is a part, with remarks above it."""
        known = specs_of(kind)
        margin = " " * (self.located.keys[*path, next(iter(before))][1] - 1)
        parts: dict[str, str] = {}
        start = self._at_key((*path, next(iter(before))))
        for name, old in before.items():
            at, end = self._at_key((*path, name)), self.located.end_of_lines((*path, name))
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
            return self._text(path, slot, new, extent)
        if old and new and not self.located.is_in_brackets(path):
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
        leads, start = [""], self.located.end_of_lines((*path, 0))
        for at in range(1, len(old)):
            leads.append(source[start : self._at_dash((*path, at))])
            start = self.located.end_of_lines((*path, at))
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
                else f"- {_new_item(item, slot, margin + STEP)}"
            )
            text += lead + _ended(body)
        return text

    def _item(self, path: FieldPath, slot: FieldSpec, old: Value, new: Value) -> str:
        source = self.located.source
        start, end = self._at_dash(path), self.located.end_of_lines(path)
        if old == new:
            return source[start:end]
        if isinstance(old, dict) and isinstance(new, dict) and not self.located.is_in_brackets(path):
            group = _group_of(slot, new)
            if group and old:
                at = self._at_key((*path, next(iter(old))))
                return source[start:at] + self._group(path, old, new, group)
        if isinstance(old, str) and isinstance(new, str) and path in self.located.extents:
            return self._text(path, slot, new, (start, end))
        margin = " " * (start - source.rfind("\n", 0, start) - 1)
        return f"- {_new_item(new, slot, margin + STEP)}"

    def _text(self, path: FieldPath, slot: FieldSpec, new: str, extent: tuple[int, int]) -> str:
        """Return the part with the text at *path* replaced, in the way in which it is written."""
        source = self.located.source
        at, until = self.located.extents[path]
        stands = source[at:until]
        kept = stands.rstrip()
        column = len(source[source.rfind("\n", 0, extent[0]) + 1 : extent[0]])
        margin = " " * column + STEP
        space = " " if at == until else ""  # nothing stood there
        piece = in_place_of(kept, new, slot.text, margin)
        return source[extent[0] : at] + space + piece + source[at + len(kept) : extent[1]]

    def _at_key(self, path: FieldPath) -> int:
        return self.located.offset(self.located.keys[path])

    def _at_dash(self, path: FieldPath) -> int:
        """Return where the dash before the item at *path* stands."""
        source = self.located.source
        place = self.located.offset(self.located.values[path])
        before = source[:place].rstrip()
        if not before.endswith("-"):
            raise not_edited()
        return len(before) - 1


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
        lines = "".join(f"{margin}{STEP}- {_new_item(item, slot, margin + STEP * 2)}" for item in value)
        return f"{name}:\n{lines}" if value else f"{name}: []\n"
    if isinstance(value, dict):
        inner = margin + STEP
        return f"{name}:\n{inner}{_new_group(value, _group_of(slot, value), inner)}"
    if slot.text and (slot.text.lines and (len(value) > WIDTH - len(margin) - len(name) or "\n" in value)):
        return f"{name}: {text_block(value, slot.text, margin + STEP)}\n"
    return f"{name}: {scalar(value)}\n"


def _new_item(value: Value, slot: FieldSpec, margin: str) -> str:
    if isinstance(value, dict):
        return _new_group(value, _group_of(slot, value), margin)
    if isinstance(value, list):
        raise not_edited()
    return f"{scalar(value)}\n"


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
