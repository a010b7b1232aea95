"""What is installed is listed: for those who watch over it, and on the site for those who ask what made it."""

from __future__ import annotations

import json
import re
from importlib.metadata import version

from click.testing import CliRunner

from inforce.build.components import components, hosting_files
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


def test_the_site_says_which_program_and_versions_made_it() -> None:
    """As a file beside what hosts read."""
    said = json.loads(dict(hosting_files())["hosting/made-with.json"])
    assert said["made_with"] == {one.name: one.version for one in components()}
    assert said["made_with"]["inforce"] == version("inforce")
