"""The JSON Schema that editors see: every field described, and nothing that reading would not take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from inforce.parsing.field_specs import groups, specs_of
from inforce.reading.field_reference import KINDS, field_reference, schemas
from real_project import EXAMPLE, PROJECT

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


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2 as the language server of editors reads it: a day and "yes" are text, figures are numbers."""


AsEditorsRead.yaml_implicit_resolvers = {}
_PLAIN = {"bool": "true|false", "int": "[-+]?[0-9]+", "float": r"[-+]?[0-9]+\.[0-9]+", "null": "null|~"}
for _tag, _pattern in _PLAIN.items():
    AsEditorsRead.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), None)


def as_editors_read(file: Path) -> Any:
    return yaml.load(file.read_bytes(), AsEditorsRead)  # noqa: S506 -- a safe loader with fewer tags


FOLDERS = [PROJECT / "content", PROJECT / "tests/structures/content", PROJECT / "tests/cases/checks/base/content"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_sound_file_has_nothing_underlined(name: str) -> None:
    """Every file of its kind that this project has fits the schema, read as editors read it."""
    files = [file for folder in FOLDERS for file in folder.parent.glob(KINDS[name][2])]
    assert files
    validator = Draft7Validator(SCHEMAS[name])
    for file in files:
        assert [error.message for error in validator.iter_errors(as_editors_read(file))] == [], file


def put(*path: str | int, value: Any) -> Callable[[Any], None]:
    def change(file: Any) -> None:
        for step in path[:-1]:
            file = file[step]
        file[path[-1]] = value

    return change


RULE = ("sections", 0, "rules", 2)
UNDERLINED: dict[str, tuple[Callable[[Any], None], tuple[str | int, ...], str]] = {
    "a day as people write it": (put("in_force_from", value="1 December 2026"), ("in_force_from",), "year-month-day"),
    "a number of two parts": (put("version", value=2.1), ("version",), "three numbers with full stops"),
    "an id with a space": (put(*RULE, "id", value="Seek advice"), (*RULE, "id"), "lower-case letters a to z"),
    "a citation without a passage": (
        put(*RULE, "citations", 0, "quotes", value="golden-rule-3"), (*RULE, "citations", 0, "quotes"), "the passage",
    ),
    "a kind that is none": (put("change", "kind", value="tiny"), ("change", "kind"), "patch"),
    "a field that is none": (put("in_force_form", value="2026-12-01"), (), "in_force_form"),
    "a field of a rule that is none": (put(*RULE, "strenght", value="must"), RULE, "strenght"),
    "a field that is missing": (lambda file: file.pop("title"), (), "title"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", UNDERLINED)
def test_a_mistake_is_underlined_where_it_stands_in_our_words(mistake: str) -> None:
    """As the language server does it: it shows ``errorMessage`` and its like, the choices, or the name of the field."""
    change, path, words = UNDERLINED[mistake]
    file = as_editors_read(EXAMPLE / "content/guidance/seven-golden-rules/versions/2.0.0.yml")
    change(file)
    found = [innermost(error) for error in Draft7Validator(SCHEMAS["version.schema.json"]).iter_errors(file)]
    assert [tuple(error.absolute_path) for error in found] == [path]
    ours = {"pattern": "patternErrorMessage", "type": "errorMessage"}.get(str(found[0].validator))
    assert words in str(dict(found[0].schema)[ours] if ours else found[0].message)


def innermost(error: ValidationError) -> ValidationError:
    """Return what is wrong within a choice of groups: in the one that the item fits so far that it goes deepest."""
    return innermost(max(error.context, key=lambda one: len(one.absolute_path))) if error.context else error


def test_every_field_has_an_example_that_its_schema_takes() -> None:
    """Whoever copies one has a field that is read; that of a group of fields is their names alone."""
    for name, file in zip(KINDS, field_reference(), strict=True):
        known = {group.__name__: schema for group, schema in _schemas_of_groups(name)}
        assert len(known) == len(file.groups)
        for group, schema in zip(file.groups, known.values(), strict=True):
            for field in group.fields:
                ((written, value),) = yaml.load(field.example, AsEditorsRead).items()  # noqa: S506 - a safe loader
                described = schema["properties"][field.name]
                assert written == field.name
                if not value:
                    assert "allOf" in described or "$ref" in str(described.get("items", described.get("anyOf", "")))
                else:
                    whole = {**described, "definitions": SCHEMAS[name].get("definitions", {})}
                    assert list(Draft7Validator(whole).iter_errors(value)) == [], field


def _schemas_of_groups(name: str) -> Iterator[tuple[type, dict[str, Any]]]:
    top = KINDS[name][0]
    for group in groups(top):
        yield group, SCHEMAS[name] if group is top else SCHEMAS[name]["definitions"][group.__name__]
