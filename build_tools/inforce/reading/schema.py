"""The JSON Schema of each kind of content file, for the tooltips, completion and first checks of editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inforce.model.grammar import Grammar
from inforce.model.guidance import DocumentDetails, VersionText
from inforce.model.settings import Settings
from inforce.model.sources import EditionDetails
from inforce.parsing.field_specs import Slot, groups, slots
from inforce.parsing.fields import adapter
from inforce.parsing.texts import MAY_BE_EMPTY

KINDS: Mapping[str, tuple[type, str, str]] = {
    "document.schema.json": (DocumentDetails, "document.yml", "content/guidance/*/document.yml"),
    "version.schema.json": (VersionText, "A version of a document", "content/guidance/*/versions/*.yml"),
    "edition.schema.json": (EditionDetails, "An edition of a source", "content/sources/*/*.yml"),
    "site.schema.json": (Settings, "The settings of the site", "content/site.yml"),
}
"""Each schema: the class that it describes, its title, and the files that it is for."""

_DIALECT = "http://json-schema.org/draft-07/schema#"
_SCALAR = ["string", "number", "boolean"]
"""Other programs read `2018` as a number and `NO` as a truth value; for us all of it is text."""


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of content file, by the name of the schema's file."""
    return {name: _schema(kind, title) for name, (kind, title, _) in KINDS.items()}


def editor_settings(folder: str) -> dict[str, str]:
    """Return which files each schema in *folder* is for, as the YAML extensions of editors want it."""
    return {f"{folder}/{name}": files for name, (_, _, files) in KINDS.items()}


def _schema(kind: type, title: str) -> dict[str, Any]:
    made = adapter(kind).json_schema()
    definitions: dict[str, Any] = made.pop("$defs")
    described = {group.__name__: _group(group, definitions[group.__name__]) for group in groups(kind)}
    top = described.pop(kind.__name__)
    return {"$schema": _DIALECT, **top, "title": title, "definitions": described}


def _group(group: type, made: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of one group of fields, with pydantic's descriptions and our words for what goes wrong."""
    known = slots(group)
    fields = {
        name: {
            "description": made["properties"][name]["description"],
            **_field(slot, may_be_empty=(group, name) in MAY_BE_EMPTY),
        }
        for name, slot in known.items()
    }
    required = [name for name, slot in known.items() if slot.required]
    return {
        "type": "object",
        "description": made["description"],
        "properties": fields,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _field(slot: Slot, *, may_be_empty: bool) -> dict[str, Any]:
    if may_be_empty:
        return {"type": [*_SCALAR, "null"]}
    if slot.many:
        return {"type": "array", "items": _one(slot), **({"minItems": 1} if slot.required else {})}
    return _one(slot)


def _one(slot: Slot) -> dict[str, Any]:
    if slot.either:
        return {
            "anyOf": [{"$ref": f"#/definitions/{group.__name__}"} for group in (slot.group, slot.either.less) if group]
        }
    if slot.group:
        # Not a bare $ref: in this dialect it would hide the description beside it.
        return {"allOf": [{"$ref": f"#/definitions/{slot.group.__name__}"}]}
    if slot.choices:
        return {"enum": [choice.value for choice in slot.choices]}
    if slot.grammar:
        return dict(_short_text(slot.grammar))
    return {"type": _SCALAR}


def _short_text(grammar: Grammar) -> Iterator[tuple[str, Any]]:
    yield "type", _SCALAR
    yield "pattern", f"^(?:{grammar.pattern})$"
    yield "patternErrorMessage", grammar.hint or f"Write it like this: {grammar.example}"
    yield "examples", [grammar.example]
