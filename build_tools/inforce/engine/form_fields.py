"""The fields that a form shows, drawn from the classes of the model: a new field of the model needs nothing here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from inforce.model.dates import DAY, DAY_OR_UNKNOWN
from inforce.model.guidance import DocumentDetails, VersionText
from inforce.model.names import ID, PASSAGE
from inforce.model.sources import EditionDetails
from inforce.model.texts import Line
from inforce.parsing.field_specs import FieldSpec, groups, specs_of

KINDS: Final[Mapping[str, type]] = {"version": VersionText, "document": DocumentDetails, "edition": EditionDetails}
"""The kinds of content files that a form is for, each with the class that it is read into."""

_LABELS: Final = {
    ("Change", "decided"): "Decided changes",
    ("Citation", "ours"): "Own statements",
    ("Departure", "ours"): "Your words",
    ("Departure", "theirs"): "The source\u2019s words",
    ("DocumentDetails", "called_off"): "Cancelled versions",
    ("DocumentDetails", "undoes"): "Undone changes",
    ("Rule", "formerly"): "Earlier ids",
}
"""What a field is called where its name, which never changes, does not say it to an editor."""

_FOLDED: Final = frozenset({"format", "version", "id", "formerly"})
"""Fields that are the program's business before they are the editor's: a form shows them last, and folded."""


def form_fields() -> dict[str, Any]:
    """Return the fields of every group that a form may show, by the name of its class, and the top of each kind."""
    every = {group.__name__: list(_fields(group)) for kind in KINDS.values() for group in groups(kind)}
    return {"tops": {name: kind.__name__ for name, kind in KINDS.items()}, "groups": every}


def _fields(group: type) -> Iterator[dict[str, Any]]:
    known = specs_of(group)
    for one in fields(group):
        if one.name in known and "description" in one.metadata:
            label = _LABELS.get((group.__name__, one.name), one.name[0].upper() + one.name[1:].replace("_", " "))
            yield {"label": label, **_field(one.name, known[one.name], one.metadata["description"])}


def _field(name: str, slot: FieldSpec, description: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": name,
        "hint": description,
        "kind": _kind(slot),
        "many": slot.many,
        "required": slot.required,
        "folded": name in _FOLDED,
    }
    if slot.group:
        field["group"] = slot.group.__name__
    if slot.either:
        field["less"] = slot.either.less.__name__
    if slot.choices:
        field["choices"] = [choice.value for choice in slot.choices]
    return field


def _kind(slot: FieldSpec) -> str:
    if slot.group:
        return "group"
    if slot.choices:
        return "choice"
    if slot.grammar is DAY or slot.grammar is DAY_OR_UNKNOWN:
        return "day"
    if slot.grammar is PASSAGE:
        return "passage"
    if slot.grammar is ID:
        return "id"
    return "line" if slot.grammar or slot.text is Line or slot.text is None else "text"
