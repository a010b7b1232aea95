"""A great many broken inputs: whatever a file or a text says, reading and comparing end, soon, and with an answer.

``make fuzz`` runs a million of each and holds the limits of time and memory; ``make test`` a sample of them. A fault
names the number of its input, from which the input is made again.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fuzz.mutants import LARGEST, Seeds
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem
from inforce.reading.guidance_files import read_details, read_version
from inforce.reading.settings_file import read_settings
from inforce.reading.source_files import read_edition
from inforce.wording.departures import apply, differences
from inforce.wording.words import norms
from real_project import PROJECT

WHOLE = int(os.environ.get("INFORCE_FUZZ", "0"))
COUNT = WHOLE or 1500
FIRST = int(os.environ.get("INFORCE_FUZZ_FIRST", "0"))
SECONDS, MEGABYTES = 1.0, 300
LONGEST_TEXT = 100_000
"""How long a single text of content may be: longer ones are refused when they are read."""

CONTENT = PROJECT / "content"
FILES = sorted(CONTENT.rglob("*.yml")) + sorted((PROJECT / "tests/cases/checks/base/content").rglob("*.yml"))
NUMBER = VersionNumber.parse("1.0.0")


def read(file: Path, content: bytes) -> tuple[Problem, ...]:
    """Read *content* as what *file* is, and return its problems."""
    if file.parent.name == "versions":
        return read_version(content, "a.yml", "a", NUMBER).problems
    if file.name == "document.yml":
        return read_details(content, "a.yml").problems
    if file.name == "site.yml":
        return read_settings(content, "a.yml")[-1]
    return read_edition(content, "a.yml", "a", "2018").problems


def texts() -> list[str]:
    """Return the rules and passages of all content."""
    files = (file for file in FILES if file.parent.name == "versions")
    found = [read_version(file.read_bytes(), "a.yml", "a", VersionNumber.parse(file.stem)).version for file in files]
    return [rule.text for version in found if version for rule in version.rules]


@contextmanager
def within_limits(number: int) -> Iterator[None]:
    """See that the input of that *number* takes no more than it may; held in the whole run, on a machine of its own."""
    began = time.process_time()
    yield
    took, most = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if WHOLE:
        assert took < SECONDS, f"input {number} took {took:.2f} s"
        assert most < MEGABYTES, f"after input {number}: {most:.0f} MB"


def run_all(one: Callable[[int], None]) -> None:
    """Run *one* for every number, and name the number with which it fails."""
    for number in range(FIRST, FIRST + COUNT):
        try:
            with within_limits(number):
                one(number)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            pytest.fail(f"input {number}: {type(error).__name__}: {error}")


def test_no_file_stops_the_reader() -> None:
    """Every file is read or has problems, each at a place in it and in whole sentences."""
    seeds = Seeds([file.read_text(encoding="utf-8") for file in FILES])

    def one(number: int) -> None:
        which, text = seeds.input(number)
        content = text.encode("utf-8", "surrogatepass")
        lines = len(text.splitlines()) + text.count("\n") + 1
        for problem in read(FILES[which], content):
            assert problem.message, problem
            assert problem.remedy, problem
            assert 0 <= problem.place.line <= lines, problem

    run_all(one)


def test_no_text_stops_a_comparison() -> None:
    """Every text can be compared with what it was made from, and its differences put in give it back."""
    given = texts()
    seeds = Seeds(given)

    def one(number: int) -> None:
        which, text = seeds.input(number)
        rule = text[:LONGEST_TEXT]
        found = differences(given[which], rule)
        assert norms(apply(given[which], found)) == norms(rule)
        assert all(given[which][slice(*place.theirs_span)] == place.theirs for place in found)

    run_all(one)


def test_inputs_are_as_wild_as_they_are_meant_to_be() -> None:
    """Some are as large as a file may be, hardly any two are the same, and a number always gives the same."""
    seeds = Seeds([file.read_text(encoding="utf-8") for file in FILES])
    inputs = [seeds.input(number)[1] for number in range(2000)]
    assert max(len(text.encode()) for text in inputs) > LARGEST - 1000
    assert len(set(inputs)) > 1800
    assert inputs == [seeds.input(number)[1] for number in range(2000)]
