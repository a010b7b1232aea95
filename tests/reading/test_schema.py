"""The JSON Schema that editors see: every field described, and nothing that reading would not take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from inforce.parsing.field_specs import groups, specs_of
from inforce.reading.field_reference import KINDS, editor_settings, schemas

SCHEMAS = schemas()


def parts(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every part of a schema that is itself a schema of fields."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield path, schema
        for name, inner in schema.items():
            yield from parts(inner, f"{path}/{name}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_has_a_description(name: str) -> None:
    """An editor's tooltip always has a sentence to show, for each field and each group."""
    groups_seen = dict(parts(SCHEMAS[name]))
    assert groups_seen
    for schema in groups_seen.values():
        assert schema["description"]
        for described in schema["properties"].values():
            assert described["description"].endswith((".", "address.", ")."))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_fields_of_the_schema_are_the_fields_that_are_read(name: str) -> None:
    """No field is missing, none is made up, and the needed ones are the needed ones."""
    schema = SCHEMAS[name]
    top = KINDS[name][0]
    for group in groups(top):
        made = schema if group is top else schema["definitions"][group.__name__]
        known = specs_of(group)
        assert list(made["properties"]) == list(known)
        assert made.get("required", []) == [field for field, slot in known.items() if slot.required]
        assert made["additionalProperties"] is False
        for field, slot in known.items():
            assert ("items" in made["properties"][field]) == slot.many


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_pattern_takes_its_own_example_and_every_reference_leads_somewhere(name: str) -> None:
    """What a tooltip offers as an example is written as it has to be."""
    text = str(SCHEMAS[name])
    for reference in re.findall(r"'#/definitions/(\w+)'", text):
        assert reference in SCHEMAS[name]["definitions"]
    for _, schema in parts(SCHEMAS[name]):
        for described in schema["properties"].values():
            if "pattern" in described:
                assert re.search(described["pattern"], described["examples"][0])
                assert described["patternErrorMessage"]


def test_each_schema_is_for_the_files_of_its_kind() -> None:
    """Editors learn which schema belongs to which files."""
    assert editor_settings("schemas") == {
        "schemas/document.schema.json": "content/guidance/*/document.yml",
        "schemas/version.schema.json": "content/guidance/*/versions/*.yml",
        "schemas/edition.schema.json": "content/sources/*/*.yml",
        "schemas/site.schema.json": "content/site.yml",
    }
