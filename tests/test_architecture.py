"""The architecture is a test: the program keeps its rules, and each rule is seen to fail.

A rule is run on the program, where it must have no complaint, and on small made-up programs
that break it, where it must say exactly what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from architecture import (
    RULES,
    RULES_OF_TESTS,
    Module,
    Modules,
    Rule,
    build_tools_is_a_folder_and_no_package,
    each_library_has_one_importer,
    every_part_has_a_row,
    imports_go_down,
    imports_make_no_circle,
    modules_under,
    names_say_what_they_hold,
    only_the_doors_ask_the_clock,
    strangers,
    the_core_does_no_input_or_output,
    the_lowest_rows_stand_alone,
)

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Breach:
    """A made-up program, module name to text, and what a rule must say of it."""

    rule: Rule
    program: dict[str, str]
    complaints: list[str]


BREACHES = (
    Breach(
        every_part_has_a_row, {"inforce.extras.more": ""}, ["inforce.extras.more stands in no row of the architecture"]
    ),
    Breach(
        imports_go_down,
        {"inforce.model.guidance": "def late():\n    from inforce.parsing import fields"},
        ["inforce.model.guidance imports inforce.parsing.fields from a row above its own"],
    ),
    Breach(
        imports_go_down,
        {
            "inforce.parsing.fields": "import inforce.originals.pdf_text",
            "inforce.reports.sarif": "from inforce import publish",
        },
        [
            "inforce.parsing.fields imports inforce.originals.pdf_text from beside it",
            "inforce.reports.sarif imports inforce.publish from beside it",
        ],
    ),
    Breach(
        imports_go_down,
        {"inforce.site.page": "from ..build import render", "inforce": "from inforce.model import dates"},
        [
            "inforce.site.page imports inforce.build.render from a row above its own",
            "inforce imports inforce.model.dates from a row above its own",
        ],
    ),
    Breach(
        imports_make_no_circle,
        {
            "inforce.model.a": "from inforce.model.b import B",
            "inforce.model.b": "from inforce.model import c",
            "inforce.model.c": "def late():\n    import inforce.model.a",
        },
        ["inforce.model.a imports inforce.model.b imports inforce.model.c imports inforce.model.a"],
    ),
    Breach(
        the_lowest_rows_stand_alone,
        {
            "inforce.model.names": "import re\nimport pydantic",
            "inforce.wording.words": "import rapidfuzz.distance\nfrom inforce.model.names import Id",
        },
        [
            "inforce.model.names imports pydantic, and model stands without it",
            "inforce.wording.words imports inforce.model.names.Id, and wording stands without it",
        ],
    ),
    Breach(
        each_library_has_one_importer,
        {
            "inforce.checks.status": "import yaml",
            "inforce.publish.git": "import git",
            "inforce.publish.register": "from git.repo import Repo",
            "inforce.build.pipeline": "def build():\n    from mkdocs.commands import build",
            "inforce.parsing.located_yaml": "import yaml",
        },
        [
            "inforce.checks.status imports yaml, which only inforce.parsing may",
            "inforce.publish.register imports git.repo.Repo, which only inforce.publish.git may",
            "inforce.build.pipeline imports mkdocs.commands.build, which only inforce.plugins.mkdocs may",
        ],
    ),
    Breach(
        only_the_doors_ask_the_clock,
        {
            "inforce.cli.main": "from datetime import date\nDAY = date.today()",
            "inforce.site.history": "import datetime as dt\nDAY = dt.datetime.now(dt.UTC)",
            "inforce.site.version": "from datetime import date as day\nDAY = day.today()",
            "inforce.build.render": 'import os\nNOW = os.environ.get("SOURCE_DATE_EPOCH")',
            "inforce.publish.register": "from time import time\nNOW = time()",
            "inforce.reading.content_folder": '"""Never reads SOURCE_DATE_EPOCH."""',
        },
        [
            "inforce.site.history asks the clock: datetime.datetime.now",
            "inforce.site.version asks the clock: datetime.date.today",
            "inforce.build.render asks the clock: SOURCE_DATE_EPOCH",
            "inforce.publish.register asks the clock: time.time",
        ],
    ),
    Breach(
        the_core_does_no_input_or_output,
        {
            "inforce.site.home": "from pathlib import Path, PurePosixPath\nimport os.path",
            "inforce.checks.wording": "def check():\n    return open('a')",
            "inforce.wording.words": "print('a')",
            "inforce.reading.content_folder": "from pathlib import Path",
        },
        [
            "inforce.site.home reaches for the world: os.path",
            "inforce.site.home reaches for the world: pathlib.Path",
            "inforce.checks.wording reaches for the world: open",
            "inforce.wording.words reaches for the world: print",
        ],
    ),
    Breach(
        build_tools_is_a_folder_and_no_package,
        {
            "inforce.cli.main": "from build_tools.inforce import pipeline",
            "inforce.build.pipeline": "import build_tools_of_others",
        },
        ["inforce.cli.main imports build_tools.inforce.pipeline: leave build_tools out"],
    ),
    Breach(
        names_say_what_they_hold,
        {"inforce.site.utils": "", "inforce.helpers.words": "", "inforce.site.utilities": ""},
        [
            "inforce.site.utils: utils says nothing of what it holds",
            "inforce.helpers.words: helpers says nothing of what it holds",
        ],
    ),
)


@pytest.fixture(scope="module")
def program() -> Modules:
    return tuple(modules_under(PROJECT / "build_tools" / "inforce", "inforce"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_program_keeps_the_rule(rule: Rule, program: Modules) -> None:
    """Every module of the program keeps every rule of the architecture."""
    assert program, "there is a program to hold against the rules"
    assert list(rule(program)) == []


@pytest.mark.parametrize("rule", RULES_OF_TESTS, ids=lambda rule: rule.__name__)
def test_tests_and_scripts_keep_the_rule(rule: Rule) -> None:
    """What is not the program keeps the rules that hold for any module."""
    folders = [PROJECT / "tests", PROJECT / "build_tools" / "setup", PROJECT / "build_tools" / "bench"]
    others = tuple(module for folder in folders for module in modules_under(folder, folder.name))
    assert list(rule(others)) == []


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.rule.__name__)
def test_a_breach_is_named(breach: Breach) -> None:
    """A rule says exactly what breaks it, and leaves alone what does not."""
    modules = tuple(Module(name, text, is_package=name == "inforce") for name, text in breach.program.items())
    assert list(breach.rule(modules)) == breach.complaints


def test_every_rule_is_seen_to_fail() -> None:
    """No rule is kept merely because it cannot be broken."""
    assert {breach.rule for breach in BREACHES} == set(RULES)


def test_the_top_level_is_fixed() -> None:
    """Nothing stands at the top level but what the design names."""
    assert strangers(path.name for path in PROJECT.iterdir()) == []
    assert strangers(["README.md", ".git", "bench", "site", "setup.py"]) == ["bench", "setup.py"]
