"""From what a file says to a value of the model; what does not fit becomes problems in the editor's words.

pydantic holds the file against the model's annotations and collects what does not fit.
The longer texts are held against their kinds here, which pydantic knows nothing of.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from inforce.model.grammar import Grammar, NotWritten
from inforce.model.guidance import Citation, Departure
from inforce.model.problem import FieldPath, Place, Problem
from inforce.model.texts import TextKind
from inforce.reading.characters import lookalikes, name_of
from inforce.reading.located_yaml import Located, Value
from inforce.reading.markdown import read_markdown
from inforce.reading.slots import Slot, slots
from inforce.reading.suggestions import did_you_mean, listed

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

_MAY_BE_EMPTY = {(Departure, "ours"), (Departure, "theirs")}


@dataclass(frozen=True)
class PlacedLink:
    """A link in one of the texts of a file, and where."""

    address: str
    place: Place


@dataclass(frozen=True)
class Filled(Generic[T]):
    """What came of one file: its value, unless a problem stands in the way; every problem; every link."""

    value: T | None
    problems: tuple[Problem, ...]
    links: tuple[PlacedLink, ...] = ()


def fill(kind: type[T], located: Located) -> Filled[T]:
    """Read *located* as a *kind*, one of the model's dataclasses."""
    if not isinstance(located.value, dict):
        return Filled(None, (_not_fields(located),))
    texts = _Texts(located)
    texts.group(located.value, kind, ())
    value, errors = _validate(kind, located)
    told = {problem.place for problem in texts.problems}
    problems = [*texts.problems]
    for error in errors:
        if error["loc"][1:] not in texts.empty:
            problem = _problem(error, kind, located)
            if problem.code != "missing-field" or problem.place not in told:
                problems.append(problem)
    return Filled(None if problems else value, tuple(problems), tuple(texts.links))


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    """Return what reads a list of *kind*: a configuration can be given to a list, not to a plain dataclass."""
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415  # a build that reads no file does not pay for it

    return TypeAdapter(list[kind], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]


def _validate(kind: type[T], located: Located) -> tuple[T | None, list[Any]]:
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        return _adapter(cast("Hashable", kind)).validate_python([located.value])[0], []
    except ValidationError as error:
        return None, error.errors(include_url=False)


class _Texts:
    """A walk through what a file says, holding its texts against their kinds."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.problems: list[Problem] = []
        self.links: list[PlacedLink] = []
        self.empty: set[FieldPath] = set()

    def group(self, fields: Mapping[str, Value], kind: type, path: FieldPath) -> None:
        """Look at the texts of one group of fields."""
        known = slots(kind)
        for name, value in fields.items():
            if slot := known.get(name):
                self._field(value, slot, (*path, name), may_be_empty=(kind, name) in _MAY_BE_EMPTY)
        if kind is Departure:
            self._departure(fields, path)
        elif kind is Citation:
            self._citation(fields, path)

    def _field(self, value: Value, slot: Slot, path: FieldPath, *, may_be_empty: bool) -> None:
        if value == "" or (value == [] and slot.many and slot.required):
            if not may_be_empty:
                self._empty(path, slot)
        elif slot.many and isinstance(value, list):
            for position, item in enumerate(value):
                if item == "":
                    self._empty((*path, position), slot)
                else:
                    self._one(item, slot, (*path, position))
        elif not slot.many:
            self._one(value, slot, path)

    def _one(self, value: Value, slot: Slot, path: FieldPath) -> None:
        if slot.group and isinstance(value, dict):
            self.group(value, slot.group, path)
        elif slot.text and isinstance(value, str):
            self._text(value, slot.text, path)

    def _text(self, value: str, kind: TextKind, path: FieldPath) -> None:
        if not kind.lines and "\n" in value:
            self._tell(self.located.at(path), "line-break-in-line",
                       f'"{_name(path)}" takes one line, and here it has {value.count(chr(10)) + 1}.',
                       "Write it on one line, or leave out the | in front of it.")  # fmt: skip
        if kind.markdown:
            links, faults = read_markdown(value)
            seen: dict[str, int] = {}
            for fault in faults:
                place = self.located.at_words(path, fault.words, seen.get(fault.words, 0))
                seen[fault.words] = seen.get(fault.words, 0) + 1
                self._tell(place, fault.code, fault.what, fault.remedy)
            self.links += [PlacedLink(link.address, self.located.at_words(path, link.address)) for link in links]

    def _empty(self, path: FieldPath, slot: Slot) -> None:
        self.empty.add(path)
        if isinstance(path[-1], int):
            what, remedy = "Nothing stands after this hyphen.", "Write what belongs here, or delete the hyphen."
        elif slot.required:
            what, remedy = f'"{path[-1]}" is empty.', f"Write {_wanted(slot)} after the colon."
            if slot.many:
                remedy = "Write at least one below it, beginning with a hyphen."
        else:
            what, remedy = f'"{path[-1]}" is empty.', f"Write {_wanted(slot)} after the colon, or delete the line."
        self._tell(self.located.at_key(path), "empty-field", what, remedy)

    def _departure(self, fields: Mapping[str, Value], path: FieldPath) -> None:
        if fields.get("ours") == "" and fields.get("theirs") == "":
            self._tell(self.located.at(path), "departure-says-nothing",
                       'Both "ours" and "theirs" are empty, so this departure names no place.',
                       'Write our words after "ours" and the words of the source after "theirs"; '
                       "one of them stays empty where words were added or left out.")  # fmt: skip

    def _citation(self, fields: Mapping[str, Value], path: FieldPath) -> None:
        remedy = (
            'Write "quotes" where the rule has the words of the passage, "draws_on" where it says the same in our own.'
        )
        if "quotes" in fields and "draws_on" in fields:
            self._tell(self.located.at_key((*path, "draws_on")), "citation-both-ways",
                       'One citation both quotes and draws on a passage: "quotes" and "draws_on" stand side by side.',
                       f"{remedy} Two passages are two citations, each with a hyphen.")  # fmt: skip
        elif "quotes" not in fields and "draws_on" not in fields:
            self._tell(self.located.at(path), "citation-names-nothing", "This citation names no passage.", remedy)
        elif "departures" in fields and "quotes" not in fields:
            self._tell(self.located.at_key((*path, "departures")), "departure-without-quotation",
                       "Departures are declared for a passage that the rule does not quote: it draws on it.",
                       'Delete "departures", or write "quotes" in place of "draws_on".')  # fmt: skip

    def _tell(self, place: Place, code: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(place, code, what, remedy))


def _not_fields(located: Located) -> Problem:
    return Problem(
        located.at(()),
        "not-fields",
        "This file does not consist of fields: a name, a colon, a space and the text.",
        "Begin with the line:  format: 1",
    )


def _problem(error: Any, kind: type, located: Located) -> Problem:
    """Say in the editor's words what pydantic found."""
    path: FieldPath = tuple(error["loc"][1:])
    match error["type"]:
        case "missing":
            return _missing(path, _group_at(kind, path[:-1]), located)
        case "unexpected_keyword_argument":
            return _unknown(path, _group_at(kind, path[:-1]), located)
        case "enum":
            return _not_a_choice(error["input"], path, _slot_at(kind, path), located)
        case "value_error" if isinstance(reason := error["ctx"]["error"], NotWritten):
            return _not_written(error["input"], reason, path, _slot_at(kind, path), located)
        case _:
            return _wrong_kind(error["input"], path, _slot_at(kind, path), located)


def _slot_at(kind: type, path: FieldPath) -> Slot:
    """Return what the field at *path* takes; of an item of a list, what the list takes."""
    slot = Slot(required=True, group=kind)
    for step in path:
        if isinstance(step, str) and slot.group:
            slot = slots(slot.group)[step]
        elif isinstance(step, int):
            slot = replace(slot, many=False)
    return slot


def _group_at(kind: type, path: FieldPath) -> type:
    return _slot_at(kind, path).group or kind


def _missing(path: FieldPath, group: type, located: Located) -> Problem:
    name = str(path[-1])
    slot = slots(group)[name]
    around = _name(path[:-1])
    where = f'in "{around}"' if around else "in this file"
    example = slot.grammar.example if slot.grammar else "…"
    if slot.choices:
        example = next(iter(slot.choices)).value
    line = f"{name}:" if slot.many or slot.group else f"{name}: {example}"
    return Problem(located.at(path[:-1]), "missing-field", f'"{name}" is missing {where}.', f"Add a line:  {line}")


def _unknown(path: FieldPath, group: type, located: Located) -> Problem:
    name = str(path[-1])
    known = list(slots(group))
    what = f'There is no field "{name}" here.'
    if odd := lookalikes(name):
        what += f' Its "{odd[0]}" is {name_of(odd[0])}.'
    question = did_you_mean(name, known)
    return Problem(
        located.at_key(path), "unknown-field", what, question or f"The fields that may stand here: {listed(known)}."
    )


def _not_a_choice(value: object, path: FieldPath, slot: Slot, located: Located) -> Problem:
    if not isinstance(value, str):
        return _wrong_kind(value, path, slot, located)
    choices = [choice.value for choice in slot.choices or ()]
    question = did_you_mean(value, choices)
    return Problem(
        located.at(path),
        "not-a-choice",
        f'"{_name(path)}" cannot be "{value}".',
        f"{question} It is one of {listed(choices, 'or')}.".strip(),
    )


def _not_written(value: object, reason: NotWritten, path: FieldPath, slot: Slot, located: Located) -> Problem:
    if not isinstance(value, str):
        return _wrong_kind(value, path, slot, located)
    what = reason.what
    if odd := lookalikes(value):
        what += f' Its "{odd[0]}" is {name_of(odd[0])}, which only looks right.'
    return Problem(located.at(path), "not-written-so", what, reason.remedy)


def _wrong_kind(value: object, path: FieldPath, slot: Slot, located: Located) -> Problem:
    found = "a list" if isinstance(value, list) else "a group of fields" if isinstance(value, dict) else "text"
    name = _name(path)
    if slot.many:
        remedy = f'Write each one on a line of its own below "{name}", beginning with a hyphen and a space.'
    elif slot.group:
        remedy = f"Write its fields below it, each on a line of its own: {listed(slots(slot.group))}."
    elif found == "a list":
        remedy = "Delete the hyphens; if the text begins with a square bracket, put quotes round it."
    else:
        remedy = (
            "Write it in one piece; if a colon with a space after it is part of the text, put quotes round the text."
        )
    return Problem(located.at(path), "wrong-kind", f'"{name}" takes {_wanted(slot)}; here stands {found}.', remedy)


def _wanted(slot: Slot) -> str:
    if slot.many:
        return "a list"
    if slot.group:
        return "a group of fields"
    if slot.choices:
        return f"one of {listed((choice.value for choice in slot.choices), 'or')}"
    if slot.grammar:
        return _grammar_name(slot.grammar)
    return slot.text.name if slot.text else "text"


def _grammar_name(grammar: Grammar) -> str:
    return f"{grammar.name}, such as {grammar.example}"


def _name(path: FieldPath) -> str:
    """Return the name of the field at *path*, or of the list that the item stands in."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")
