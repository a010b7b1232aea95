"""What editors are told of the fields is what the program reads."""

from __future__ import annotations

import json
from pathlib import Path

from inforce.editing.content_files import MODELINES
from inforce.reading.field_reference import KINDS, field_reference, reference_as_markdown, schemas

PROJECT = Path(__file__).parents[2]


def test_the_readme_of_the_content_is_the_reference_of_today():
    """``inforce fields content/README.md`` makes it anew."""
    assert (PROJECT / "content" / "README.md").read_text(encoding="utf-8") == reference_as_markdown()


def test_the_schemas_that_are_shipped_are_those_of_today():
    """``inforce schema .vscode/schemas`` makes them anew, and the settings of VS Code name each."""
    folder = PROJECT / ".vscode" / "schemas"
    shipped = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.iterdir()}
    assert shipped == schemas()
    settings = json.loads((PROJECT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {f".vscode/schemas/{name}": files for name, (_, _, files) in KINDS.items()}


def test_modelines_lead_to_schemas_that_are_there():
    """From where a file is written, the way leads to a schema of the repository."""
    for kind, where in (("document", "content/guidance/a"), ("version", "content/guidance/a/versions")):
        way = MODELINES[kind].partition("$schema=")[2]
        assert (PROJECT / where / way).resolve() == PROJECT / ".vscode" / "schemas" / f"{kind}.schema.json"


def test_every_field_has_words_and_an_example():
    """Nothing in the reference is left for people to guess."""
    for file in field_reference():
        for group in file.groups:
            assert group.says
            for field in group.fields:
                assert field.says.endswith((".", ")"))
                assert field.example
