"""The locks hold names, versions and hashes only, and serve wherever inforce promises to run."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from architecture import modules_under

PROJECT = Path(__file__).resolve().parents[1]
LOCKS = PROJECT / "build_tools" / "locks"
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = re.compile(
    r"(?P<name>[a-z0-9]+([-_.][a-z0-9]+)*)==(?P<version>[0-9][0-9a-z.!+]*)( --hash=sha256:[0-9a-f]{64})+"
)


def locked(text: str) -> dict[str, str]:
    """Return the version of each package that the lock *text* names; fail on a line that says anything else."""
    lines = text.replace(" \\\n    ", " ").splitlines()
    matches = {line: LOCKED.fullmatch(line) for line in lines}
    assert [line for line, match in matches.items() if not match] == []
    return {match["name"]: match["version"] for match in matches.values() if match}


def locked_in(name: str) -> dict[str, str]:
    return locked((LOCKS / name).read_text(encoding="utf-8"))


def group(name: str) -> Iterator[str]:
    for entry in PYPROJECT["dependency-groups"][name]:
        if isinstance(entry, str):
            yield entry
        else:
            yield from group(entry["include-group"])


UNSEEN = {
    "mkdocs-material": "mkdocs.yml names the theme",
    "tzdata": "zoneinfo of the standard library reads it where the system has no time zones",
}
"""What no import names, and where it is used."""

BROUGHT_ALONG = {"botocore": "boto3", "urllib3": "boto3"}
"""What is imported beside what brought it along, for the exceptions that it raises through that."""

LOADED_BY = {"pytest"}
"""What loads a module of ours that imports it, and is there whenever that happens."""


def test_whatever_is_declared_is_used_and_whatever_is_used_is_declared() -> None:
    """By name: a dependency that nobody imports any more is noticed, and an import that works by chance."""
    project = PYPROJECT["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    declared = {canonicalize_name(Requirement(text).name) for text in asked}
    modules = modules_under(PROJECT / "build_tools" / "inforce", "inforce")
    imported = {name.partition(".")[0] for module in modules for name in module.imports}
    outside = imported - sys.stdlib_module_names - {"inforce"} - LOADED_BY
    named = packages_distributions()
    used = {canonicalize_name(BROUGHT_ALONG.get(name, name)) for module in outside for name in named[module]}
    assert used | set(UNSEEN) == declared


@pytest.mark.parametrize("name", ["site.txt", "test.txt"])
def test_a_lock_holds_names_versions_and_hashes_only(name: str) -> None:
    """No lock names the machine it was made on, or a host to fetch from."""
    assert locked_in(name)


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example.org/simple",
        "--find-links /wheels",
        "click==8.1.0",
        f"click @ file:///click.whl --hash=sha256:{'0' * 64}",
        f"click>=8 --hash=sha256:{'0' * 64}",
        "# by hand",
    ],
)
def test_anything_else_in_a_lock_is_seen(line: str) -> None:
    """The reading of locks above does not let anything through."""
    with pytest.raises(AssertionError):
        locked(f"{line}\n")


@pytest.mark.parametrize(("name", "groups"), [("site.txt", ["build"]), ("test.txt", ["build", "test"])])
def test_a_lock_meets_all_that_pyproject_asks_for(name: str, groups: list[str]) -> None:
    """A dependency that was added or raised without `make lock` is noticed."""
    versions = locked_in(name)
    asked = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["build-system"]["requires"]]
    asked += [requirement for each in groups for requirement in group(each)]
    requirements = [Requirement(text) for text in asked]
    unmet = [str(r) for r in requirements if not r.specifier.contains(versions.get(r.name.lower(), "0"))]
    assert unmet == []


def test_what_is_tested_is_what_runs() -> None:
    """The tests run with the very versions that the site is built with."""
    site, test = locked_in("site.txt"), locked_in("test.txt")
    assert {name: test.get(name) for name in site} == site


def test_every_locked_package_runs_on_the_oldest_python_that_is_promised() -> None:
    """Debian 12 has Python 3.11.2, and some packages want a later 3.11."""
    oldest = PYPROJECT["project"]["requires-python"].removeprefix(">=") + ".0"
    described = {name: distribution(name).metadata for name in locked_in("test.txt")}
    wants = {name: data["Requires-Python"] for name, data in described.items() if "Requires-Python" in data}
    assert {name: want for name, want in wants.items() if not SpecifierSet(want).contains(oldest)} == {}


@pytest.mark.parametrize("name", ["s3rver", "yaml-language-server"])
def test_the_lock_of_what_npm_installs_holds_names_versions_and_hashes_only(name: str) -> None:
    """Each package has its hash, and none says from where."""
    lock = json.loads((LOCKS / name / "package-lock.json").read_text(encoding="utf-8"))
    _, *packages = lock["packages"].values()
    fields = {"version", "integrity", "dependencies", "bin", "optional", "peerDependencies"}
    assert [package for package in packages if not set(package) <= fields] == []
    assert [package for package in packages if not package["integrity"].startswith("sha512-")] == []
    assert "://" not in json.dumps(lock)


def test_the_editing_page_gets_the_core_of_pydantic_that_is_locked() -> None:
    """The wheel for Pyodide is one of those that the lock names, of the very version that checks on this machine."""
    editor = json.loads((LOCKS / "editor.json").read_text(encoding="utf-8"))
    core = editor["pydantic-core"]
    assert core["version"] == locked_in("site.txt")["pydantic-core"]
    assert f"sha256:{core['sha256']}" in (LOCKS / "site.txt").read_text(encoding="utf-8")
    assert editor["pyodide"]["integrity"].startswith("sha512-")
    assert "://" not in json.dumps(editor)
