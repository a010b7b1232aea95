"""What is installed is listed: for those who watch over it, and on the site for those who ask what made it."""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution, version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from inforce.build import components as listing
from inforce.build.components import CONTENT_POLICY, HEADERS, components, cyclonedx, hosting_files
from inforce.cli.main import cli
from real_project import PROJECT


def test_the_list_names_all_that_the_lock_names_with_licence_and_digest() -> None:
    """In the form of CycloneDX, and the same bytes each time."""
    said = CliRunner().invoke(cli, ["sbom"])
    assert said.exit_code == 0
    assert CliRunner().invoke(cli, ["sbom"]).output == said.output
    listed = json.loads(said.output)
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    assert listed["metadata"]["component"]["name"] == "inforce"
    found = {one["purl"].partition("@")[0].removeprefix("pkg:pypi/"): one for one in listed["components"]}
    lock = (PROJECT / "build_tools/locks/site.txt").read_text(encoding="utf-8")
    installers = {
        "editables",
        "hatchling",
        "packaging",
        "pathspec",
        "pluggy",
        "tomlkit",
        "trove-classifiers",
        "setuptools",
    }
    names = {name.lower().replace("_", "-") for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", lock)} - installers
    assert names - set(found) <= {"colorama", "tzdata", "pywin32"}  # of other systems
    for one in found.values():
        assert re.fullmatch("[0-9a-f]{64}", one["hashes"][0]["content"])
        assert one["licenses"], one["name"]
    refs = {one["bom-ref"] for one in listed["components"]} | {listed["metadata"]["component"]["bom-ref"]}
    assert {ref for row in listed["dependencies"] for ref in (row["ref"], *row["dependsOn"])} == refs


def test_the_list_is_what_the_schema_of_cyclonedx_asks_for() -> None:
    """By the schema as its makers publish it, which a library of the tests carries."""
    folder = files("cyclonedx.schema") / "_res"
    schemas = [
        json.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir() if file.name.endswith(".schema.json")
    ]
    registry: Registry[Any] = Registry().with_resources(
        (one["$id"], Resource.from_contents(one, DRAFT7)) for one in schemas if "$id" in one
    )
    (schema,) = (one for one in schemas if one.get("$id") == "http://cyclonedx.org/schema/bom-1.6.schema.json")
    validator = Draft7Validator(schema, registry=registry)
    said = json.loads(cyclonedx())
    assert [error.message for error in validator.iter_errors(said)] == []
    said["components"][0]["hashes"][0]["content"] = "none"
    assert [*validator.iter_errors(said)]


def test_the_site_says_which_program_and_versions_made_it() -> None:
    """As a file beside what hosts read."""
    said = json.loads(dict(hosting_files())["hosting/made-with.json"])
    assert said["made_with"] == {one.name: one.version for one in components()}
    assert said["made_with"]["inforce"] == version("inforce")


_EDITOR = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"


def _quoted(text: str, verb: str) -> dict[str, str]:
    return dict(re.findall(rf'(?m)^{verb} ([\w-]+) "([^"]*)"', text))


@pytest.mark.parametrize("root", ["/", "/ward-guidance/"])
@pytest.mark.parametrize("editor", ["", _EDITOR])
def test_every_host_is_told_the_same(editor: str, root: str) -> None:
    """Nginx and Apache, whose files were tried with these servers, send what `_headers` says, on every page alike."""
    files = {name: content.decode() for name, content in hosting_files(editor, root)}
    every, _, of_editor = files["_headers"].partition(f"\n{root}edit/*\n")
    wanted = dict(re.findall(r"(?m)^  ([\w-]+): (.*)$", every))
    own = dict(re.findall(r"(?m)^  ([\w-]+): (.*)$", of_editor))
    assert wanted == HEADERS
    assert bool(own) == bool(editor)
    assert set(re.findall(r"(?m)^  ! ([\w-]+)$", of_editor)) == set(own)
    assert (editor in own.get("Content-Security-Policy", editor), CONTENT_POLICY in every) == (True, True)

    apache, _, within = files["hosting/apache.conf"].partition("<If ")
    assert _quoted(apache, "Header always set") == wanted
    assert _quoted(within, "Header always set") == own
    nginx = files["hosting/nginx.conf"]
    usual = dict(re.findall(r'(?m)^set (\$\w+) "([^"]*)";', nginx))
    there = dict(re.findall(r'\{ set (\$\w+) "([^"]*)"; \}', nginx))
    sent = _quoted(nginx, "add_header")
    assert {name: usual.get(value, value) for name, value in sent.items()} == wanted
    assert {name: there[value] for name, value in sent.items() if value in there} == own
    paths = [*re.findall(r'\$uri ~ "(.*?)"', nginx), *re.findall("=~ m#(.*?)#", within)]
    shown = [(bool(re.match(one, f"{root}edit/")), bool(re.match(one, f"{root}guidance/edit/"))) for one in paths]
    assert shown == [(True, False)] * (3 if editor else 0)


def test_the_digest_of_a_package_is_the_same_wherever_it_is_installed(tmp_path: Path) -> None:
    """Its scripts name the folder of their Python; two machines that build a release compare the lists."""
    digests = []
    for folder, of_module in (("first", "a"), ("second", "a"), ("altered", "b")):
        about = tmp_path / folder / "made_up-1.dist-info"
        about.mkdir(parents=True)
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: made-up\nVersion: 1\n")
        named = ("../../../bin/made-up", "_editable_impl_made_up.pth", "made_up-1.dist-info/direct_url.json")
        record = [f"{name},sha256={folder},9" for name in named] + [f"made_up.py,sha256={of_module},9"]
        (about / "RECORD").write_text("\n".join(record))
        digests.append(listing._component(Distribution.at(about)).digest)  # noqa: SLF001
    assert digests[0] == digests[1] != digests[2]
