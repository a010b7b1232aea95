"""What may stand in each content file, from the model itself: as a page for people and as JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from inspect import cleandoc
from typing import Any

from inforce.model.guidance import INSTEAD, DocumentDetails, VersionText
from inforce.model.library import Settings
from inforce.model.names import ID, LINK, Grammar
from inforce.model.sources import EditionDetails
from inforce.parsing.field_specs import FieldSpec, groups, specs_of, wanted
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


def schemas_as_json() -> dict[str, str]:
    """Return the text of the file of each schema, by its name."""
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas().items()}


def _schema(kind: type, title: str) -> dict[str, Any]:
    described = {group.__name__: _group(group) for group in groups(kind)}
    top = described.pop(kind.__name__)
    return {"$schema": _DIALECT, **top, "title": title, "definitions": described}


def _group(group: type) -> dict[str, Any]:
    """Return the schema of one group of fields."""
    known = specs_of(group)
    described = {
        field.name: {
            "description": field.metadata["description"],
            **_field(known[field.name], may_be_empty=(group, field.name) in MAY_BE_EMPTY),
        }
        for field in fields(group)
    }
    required = [name for name, slot in known.items() if slot.required]
    return {
        "type": "object",
        "description": cleandoc(group.__doc__ or ""),
        "properties": described,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _field(slot: FieldSpec, *, may_be_empty: bool) -> dict[str, Any]:
    if may_be_empty:
        return {"type": [*_SCALAR, "null"]}
    if slot.many:
        return {"type": "array", "items": _one_schema(slot), **({"minItems": 1} if slot.required else {})}
    return _one_schema(slot)


def _one_schema(slot: FieldSpec) -> dict[str, Any]:
    if slot.either:
        return {
            "anyOf": [{"$ref": f"#/definitions/{group.__name__}"} for group in (slot.group, slot.either.less) if group]
        }
    if slot.group:
        # Not a bare $ref: in this dialect it would hide the description beside it.
        return {"allOf": [{"$ref": f"#/definitions/{slot.group.__name__}"}]}
    if slot.choices:
        return {"enum": [choice.value for choice in slot.choices]}
    if slot.grammar is INSTEAD:
        return _instead()
    if slot.grammar:
        return dict(_short_text(slot.grammar))
    return {"type": _SCALAR}


def _instead() -> dict[str, Any]:
    """Return what may stand in place of a withdrawn document: one of two things, or a list of them."""
    elsewhere = {
        "type": "object",
        "required": ["title", "link"],
        "additionalProperties": False,
        "properties": {"title": {"type": _SCALAR}, "link": dict(_short_text(LINK))},
    }
    one = [dict(_short_text(ID)), elsewhere]
    return {"anyOf": [*one, {"type": "array", "minItems": 1, "items": {"anyOf": one}}]}


def _short_text(grammar: Grammar) -> Iterator[tuple[str, Any]]:
    hint = grammar.hint or f"Write it like this: {grammar.example}"
    if any(re.fullmatch(grammar.pattern, number) for number in ("1", "7", "2018", "1.5")):
        yield "type", _SCALAR
    else:  # 2.1 is a number to other programs, to which no pattern applies
        yield "type", "string"
        yield "errorMessage", hint
    yield "pattern", f"^(?:{grammar.pattern})$"
    yield "patternErrorMessage", hint
    yield "examples", [grammar.example]


@dataclass(frozen=True)
class FieldFacts:
    """A field: its name, whether it has to be there or most often is, what it takes and says, and how it is written."""

    name: str
    needed: bool
    usual: bool
    takes: str
    says: str
    example: str


@dataclass(frozen=True)
class GroupFacts:
    """A group of fields: what it is called by the field that it stands in, what it is, and its fields."""

    name: str
    says: str
    fields: tuple[FieldFacts, ...]


@dataclass(frozen=True)
class FileFacts:
    """A kind of file: its title, where such files are, and its groups of fields, the file itself first."""

    title: str
    files: str
    groups: tuple[GroupFacts, ...]


def field_reference() -> tuple[FileFacts, ...]:
    """Return every field of every kind of content file."""
    return tuple(FileFacts(title, files, tuple(_groups(kind))) for kind, title, files in KINDS.values())


def reference_as_markdown() -> str:
    """Return the reference as a Markdown file."""
    parts = [
        "# What the files here can contain",
        "This page is made from the program: run `inforce fields content/README.md` to make it anew. In texts, leave a "
        "blank line between paragraphs; begin items of a list with `- `, `1. ` or `a) `; write a table with `|` "
        "between cells and a line of `---` under its headings; write a link as `[words](#rule)`, and "
        "a rule by its number as `[](#rule)`. A picture of the folder `pictures` of the document is written on a line "
        "of its own as `![What it is](how-we-decide.svg)`, with all that it says indented under it.",
    ]
    for file in field_reference():
        parts.append(f"## {file.title}\n\n`{file.files}`")
        for group in file.groups:
            parts += [f"### {group.name}", group.says, _table(group)]
    return "\n\n".join(parts) + "\n"


def _groups(kind: type) -> Iterator[GroupFacts]:
    names = {kind: "The file"}
    for group in groups(kind):
        for name, slot in specs_of(group).items():
            for inner in filter(None, (slot.group, slot.either.less if slot.either else None)):
                names.setdefault(inner, name if inner is slot.group else f"{name} (text that is no rule)")
    for group in groups(kind):
        said = " ".join((group.__doc__ or "").split("\n\n")[0].split())
        yield GroupFacts(names[group], said, tuple(_fields(group)))


def _fields(group: type) -> Iterator[FieldFacts]:
    known = specs_of(group)
    for field in fields(group):
        slot = known[field.name]
        yield FieldFacts(
            field.name,
            slot.required,
            field.metadata["usual"],
            _takes(slot),
            field.metadata["description"],
            f"{field.name}: {field.metadata['example'] or _example(slot)}".rstrip(),
        )


def _takes(slot: FieldSpec) -> str:
    return f"a list: {wanted(_one(slot))}" if slot.many else wanted(slot)


def _one(slot: FieldSpec) -> FieldSpec:
    return replace(slot, many=False)


def _example(slot: FieldSpec) -> str:
    """Return a value that the field may have; "" for a group of fields, which has examples of its own."""
    if slot.choices:
        return str(next(iter(slot.choices)).value)
    return slot.grammar.example if slot.grammar and not slot.many else ""


def _table(group: GroupFacts) -> str:
    rows = ["| field | takes | what it says | example |", "| --- | --- | --- | --- |"]
    for one in group.fields:
        needed = " (needed)" if one.needed else " (usual)" if one.usual else ""
        said = one.says.replace("|", "\\|")
        example = one.example.replace("|", "\\|")
        rows.append(f"| `{one.name}`{needed} | {one.takes} | {said} | `{example}` |")
    return "\n".join(rows)
