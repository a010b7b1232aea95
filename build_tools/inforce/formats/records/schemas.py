"""The JSON Schema of every kind of record, draft 2020-12, made from the types of `kinds`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from inforce.site import addresses
from inforce.site.page import Download, encoded

Schema = dict[str, Any]

_PLAIN: Final[Mapping[type, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": 0},
    bool: {"type": "boolean"},
}


def schema_files() -> Iterator[Download]:
    """Yield the schema of each kind of record."""
    for name, schema in schemas().items():
        yield Download(addresses.api_schema(name), encoded(schema))


def schemas() -> Mapping[str, Schema]:
    """Return the schema of each kind of record by its name."""
    from inforce.formats.records.kinds import KINDS  # noqa: PLC0415 -- most builds make no schema

    return {name: _whole(title, kind) for name, (title, kind) in KINDS.items()}


def _whole(title: str, kind: type) -> Schema:
    first = {"$schema": {"type": "string", "description": "The address of this schema."}}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **_record(kind, first)}


def _record(kind: type, first: Schema) -> Schema:
    """Return the schema of a record, with the fields *first* before its own: all are there, and there are no others."""
    fields = first | {name: _schema(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}
    return {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _schema(hint: Any) -> Schema:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        schema = _schema(inner[0])
        described = schema["anyOf"][0] if "anyOf" in schema else schema
        described.update(("description", mark) if isinstance(mark, str) else mark for mark in hint.__metadata__)
        return schema
    if origin in (Union, UnionType):
        (kept,) = [one for one in inner if one is not NoneType]
        return {"anyOf": [_schema(kept), {"type": "null"}]}
    if origin is list:
        return {"type": "array", "items": _schema(inner[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(inner[1])}
    if origin is Literal or issubclass(hint, StrEnum):
        return {"enum": [str(one) for one in inner or hint]}
    return _record(hint, {}) if is_typeddict(hint) else dict(_PLAIN[hint])
