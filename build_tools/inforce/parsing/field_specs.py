"""What each field of the model's classes takes; what does not fit is told in the editor's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from inforce.model.names import Either, Grammar, TextKind
from inforce.model.problem import FieldPath, Problem, ProblemError, listed
from inforce.parsing.characters import lookalikes, name_of
from inforce.parsing.located_yaml import Located, Value
from inforce.parsing.suggestions import LONGEST_QUOTATION, did_you_mean, meant_by, nearest, shortened


@dataclass(frozen=True)
class FieldSpec:
    """What a field takes: text of a kind, a short text of a grammar, a choice or a group; or a list of these."""

    required: bool
    many: bool = False
    text: TextKind | None = None
    grammar: Grammar | None = None
    choices: type[StrEnum] | None = None
    group: type | None = None
    either: Either | None = None
    since: int = 1

    def group_of(self, value: object) -> type | None:
        """Return the group of fields that *value* is to be read as, where the field takes one."""
        return self.either.group_of(value) if self.either else self.group


@cache
def specs_of(group: type) -> Mapping[str, FieldSpec]:
    """Return what each field of the dataclass *group* takes."""
    hints = get_type_hints(group, include_extras=True)
    return {
        field.name: replace(
            _slot(hints[field.name], required=field.default is MISSING and field.default_factory is MISSING),
            since=field.metadata.get("since", 1),
        )
        for field in fields(group)
    }


def groups(group: type) -> Iterator[type]:
    """Return *group* and all dataclasses that stand in its fields, each once."""
    seen: dict[type, None] = {}
    waiting = [group]
    while waiting:
        one = waiting.pop(0)
        if one not in seen:
            seen[one] = None
            waiting += [slot.group for slot in specs_of(one).values() if slot.group]
            waiting += [slot.either.less for slot in specs_of(one).values() if slot.either]
    return iter(seen)


def every_field(
    values: Mapping[str, Value], kind: type, path: FieldPath = ()
) -> Iterator[tuple[FieldPath, Value, FieldSpec]]:
    """Yield each field of a *kind* that *values* have, and each item of a list, with its path and what it takes."""
    known = specs_of(kind)
    for name, value in values.items():
        if slot := known.get(name):
            here = (*path, name)
            yield here, value, slot
            items = [((*here, place), item) for place, item in enumerate(value)] if isinstance(value, list) else []
            yield from ((place, item, slot) for place, item in items)
            for place, item in items or [(here, value)]:
                if (group := slot.group_of(item)) and isinstance(item, dict):
                    yield from every_field(item, group, place)


def _slot(annotation: Any, *, required: bool, many: bool = False) -> FieldSpec:
    origin = get_origin(annotation)
    if origin is Annotated:
        marks = annotation.__metadata__
        text = next((mark for mark in marks if isinstance(mark, TextKind)), None)
        grammar = next((mark for mark in marks if isinstance(mark, Grammar)), None)
        if either := next((mark for mark in marks if isinstance(mark, Either)), None):
            return FieldSpec(required, many, group=either.more, either=either)
        return FieldSpec(required, many, text=text, grammar=grammar)
    if origin in (Union, UnionType):
        (kept,) = [option for option in get_args(annotation) if option is not NoneType]
        return _slot(kept, required=required, many=many)
    if origin is tuple:
        return _slot(get_args(annotation)[0], required=required, many=True)
    if is_dataclass(annotation) and isinstance(annotation, type):
        return FieldSpec(required, many, group=annotation)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return FieldSpec(required, many, choices=annotation)
    raise ValueError(f"no way to read a field of type {annotation}")


def validation_messages(errors: Iterable[Any], kind: type, located: Located) -> Iterator[Problem]:
    """Explain the *errors* that pydantic found where it made a *kind* of what stands in a file."""
    missing: dict[FieldPath, list[str]] = {}
    unknown: dict[FieldPath, list[str]] = {}
    for error in errors:
        path: FieldPath = tuple(error["loc"])
        match error["type"]:
            case "missing":
                missing.setdefault(path[:-1], []).append(str(path[-1]))
            case "unexpected_keyword_argument":
                unknown.setdefault(path[:-1], []).append(str(path[-1]))
            case "enum" if isinstance(error["input"], str):
                yield _not_a_choice(error["input"], path, _slot_at(kind, path), located)
            case "value_error" if (reason := error["ctx"]["error"]).problems[0].code == "not-written-so":
                yield _not_written(error["input"], reason, path, _slot_at(kind, path), located)
            case _:
                yield _wrong_kind(error["input"], path, _slot_at(kind, path), located)
    for path in {**missing, **unknown}:
        yield from _names(path, missing.get(path, []), unknown.get(path, []), _slot_at(kind, path), located)


def wanted(slot: FieldSpec) -> str:
    """Return what a field takes, as a sentence names it."""
    if slot.many:
        return "a list"
    if slot.group:
        return "a group of fields"
    if slot.choices:
        return f"one of {listed((choice.value for choice in slot.choices), 'or')}"
    if slot.grammar:
        return f"{slot.grammar.name}, such as {slot.grammar.example}"
    return slot.text.name if slot.text else "text"


def name_of_field(path: FieldPath) -> str:
    """Return the name of the field at *path*, or of the list that the item at *path* stands in."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _slot_at(kind: type, path: FieldPath) -> FieldSpec:
    """Return what the field at *path* takes; of an item of a list, what the list takes."""
    slot = FieldSpec(required=True, group=kind)
    for step in path:
        if isinstance(step, int):
            slot = replace(slot, many=False)
        elif slot.group:
            slot = specs_of(slot.group)[step]
    return slot


def _names(
    path: FieldPath, missing: Sequence[str], unknown: Sequence[str], slot: FieldSpec, located: Located
) -> Iterator[Problem]:
    """Tell the fields of one group that are not there, and those that should not be: one may be the other."""
    known = list(specs_of(slot.group)) if slot.group else []
    meant = {name: nearest(name, missing) or nearest(name, known) for name in unknown}
    for name in unknown:
        yield _unknown(path, name, meant[name], known, located)
    if absent := [name for name in missing if name not in meant.values()]:
        yield _missing(path, absent, slot, located)


def _unknown(path: FieldPath, name: str, meant: str | None, known: Sequence[str], located: Located) -> Problem:
    what = f'There is no field "{shortened(name)}" here.'
    if odd := lookalikes(name):
        what += f' Its "{odd[0]}" is {name_of(odd[0])}.'
    remedy = f'Did you mean "{meant}"?' if meant else f"You can use these fields: {listed(known)}."
    return Problem(located.at_key((*path, name)), "unknown-field", what, remedy)


def _missing(path: FieldPath, names: Sequence[str], slot: FieldSpec, located: Located) -> Problem:
    around = name_of_field(path)
    item = "this item of " if path and isinstance(path[-1], int) else ""
    where = f'{item}"{around}"' if around else "this file"
    quoted = listed(f'"{name}"' for name in names)
    lines = "\n".join(_line(name, specs_of(slot.group)[name]) for name in names) if slot.group else ""
    one = len(names) == 1
    what = f"{quoted} {'is' if one else 'are'} missing in {where}."
    if around in _WRITTEN_BY and path:
        remedy = f"Nobody can type what is missing. Delete this, and have it written:  {_WRITTEN_BY[around]}"
    else:
        remedy = f"Add {'a line' if one else 'the lines'}:  {lines}"
    return Problem(located.at(path), "missing-field", what, remedy)


_WRITTEN_BY = {
    "reviews": 'inforce reviewed DOCUMENT --by "Practice lead"',
    "original": "inforce source capture SOURCE/EDITION FILE",
}
"""The commands that write what has fingerprints in it."""


def _line(name: str, slot: FieldSpec) -> str:
    """Return the line that an editor would add for a field; which word is true, only they know."""
    if slot.many or slot.group:
        return f"{name}:"
    if slot.choices:
        return f"{name}: …  # {listed((choice.value for choice in slot.choices), 'or')}"
    return f"{name}: {slot.grammar.example if slot.grammar else '…'}"


def _not_a_choice(value: str, path: FieldPath, slot: FieldSpec, located: Located) -> Problem:
    choices = [choice.value for choice in slot.choices or ()]
    remedy = f"{did_you_mean(value, choices)} Use {listed(choices, 'or')}."
    return Problem(
        located.at(path), "not-a-choice", f'"{name_of_field(path)}" cannot be "{shortened(value)}".', remedy.strip()
    )


def _not_written(value: object, reason: ProblemError, path: FieldPath, slot: FieldSpec, located: Located) -> Problem:
    if not isinstance(value, str):
        return replace(reason.problems[0], place=located.at(path))
    what = reason.message if len(value) <= LONGEST_QUOTATION else reason.message.replace(value, shortened(value))
    if odd := lookalikes(value):
        what += f' Its "{odd[0]}" is {name_of(odd[0])}, which only looks right.'
    remedy = (meant_by(value, slot.grammar) if slot.grammar else "") or reason.remedy
    return Problem(located.at(path), "not-written-so", what, remedy)


def _wrong_kind(value: object, path: FieldPath, slot: FieldSpec, located: Located) -> Problem:
    found = "a list" if isinstance(value, list) else "a group of fields" if isinstance(value, dict) else "text"
    name = name_of_field(path)
    bracket = located.first_character(path)
    if slot.many:
        remedy = f'Write each item on a line of its own below "{name}", beginning with a hyphen and a space.'
    elif slot.group:
        among_items = found == "text" and path and isinstance(path[-1], int)
        other = "If it belongs to the text above, indent it as far as that text. If not, write"
        write = other if among_items else "Write"
        remedy = f"{write} its fields below it, each on a line of its own: {listed(specs_of(slot.group))}."
    elif bracket in ("[", "{"):
        remedy = f'YAML reads "{bracket}" as the start of {found}. Put quotes round the text, or delete the brackets.'
    elif slot.text and slot.text.blocks:
        remedy = f"Put | after the name, so that everything below it is text:  {name}: |"
    elif found == "a list":
        remedy = "Delete the hyphens; if a hyphen begins the text, put quotes round the text."
    else:
        remedy = "If a colon with a space after it is part of the text, put quotes round the text."
    return Problem(located.at(path), "wrong-kind", f'"{name}" takes {wanted(slot)}; here it has {found}.', remedy)
