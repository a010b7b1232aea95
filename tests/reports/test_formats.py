"""What programs are told of a check: everything, in forms that they read, whatever the words of the content are."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema.validators import Draft4Validator
from markdown_it import MarkdownIt

from inforce.checks.registry import MEANINGS
from inforce.cli.check import check
from inforce.model.problem import Place, Problem, Severity
from inforce.reports.formats import FORMATS, LIMIT, CheckReport, as_github, as_json, as_markdown, as_sarif

DAY = date(2026, 11, 22)
SARIF = json.loads(Path(__file__).with_name("sarif-2.1.0.json").read_text(encoding="utf-8"))
"""The schema of SARIF 2.1.0 as OASIS published it (rtm.5)."""

CODES = sorted(MEANINGS)
_words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
_files = st.sampled_from(
    ["content/guidance/a/document.yml", "content/sources/b/1.yml", "content/guidance/ä b, c:d%.yml"]
)
problems = st.lists(
    st.builds(
        Problem,
        st.one_of(
            st.builds(Place, _files), st.builds(Place, _files, st.integers(1, 999), st.integers(1, 200))
        ),
        st.sampled_from(CODES),
        _words,
        _words,
        st.sampled_from(Severity),
    ),
    max_size=40,
)  # fmt: skip
a_check = st.builds(CheckReport, problems, st.just(DAY), st.just("1.2.3"))
some = settings(max_examples=60, deadline=None)


def problem(line: int = 1, *, code: str = "tab", file: str = "content/a.yml", warning: bool = False) -> Problem:
    severity = Severity.WARNING if warning else Severity.ERROR
    return Problem(Place(file, line, 3), code, f"What is wrong on line {line}.", "How to put it right.", severity)


def told(*found: Problem) -> CheckReport:
    return CheckReport(found, DAY, "1.2.3")


def test_the_command_has_every_format() -> None:
    """And text, for people."""
    option = next(option for option in check.params if option.name == "form")
    assert {*option.type.choices} == {"text", *FORMATS}  # type: ignore[attr-defined]


@some
@given(a_check)
def test_json_says_all_there_is(given_check: CheckReport) -> None:
    """Every problem with all of its words, and whether publication stops."""
    said = json.loads(as_json(given_check))
    shown = Counter(
        (one["file"], one["line"] or 0, one["column"] or 0, one["code"], one["what"], one["remedy"], one["severity"])
        for one in said["problems"]
    )
    assert shown == Counter(
        (one.place.file, one.place.line, one.place.column, one.code, one.message, one.remedy, one.severity.value)
        for one in given_check.problems
    )
    assert said["stops_publication"] == any(one.is_error for one in given_check.problems)
    assert (said["errors"] + said["warnings"], said["on"]) == (len(given_check.problems), "2026-11-22")


@some
@given(a_check)
def test_sarif_keeps_to_its_schema_and_names_every_problem(given_check: CheckReport) -> None:
    """Valid against the published schema, each result with its rule."""
    log = json.loads(as_sarif(given_check))
    assert [error.message for error in Draft4Validator(SARIF).iter_errors(log)] == []
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == len(given_check.problems)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_every_rule_of_sarif_says_what_it_means() -> None:
    """By the sentence of the code."""
    log = json.loads(as_sarif(told(*(problem(code=code) for code in CODES))))
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["shortDescription"]["text"] for rule in rules} & set(CODES) == set()


@some
@given(a_check)
def test_github_is_shown_no_more_than_it_shows_and_told_of_every_problem(given_check: CheckReport) -> None:
    """At most ten annotations of a kind, each on one line; the rest is counted in the last."""
    lines = as_github(given_check).split("\n") if given_check.problems else []
    for severity in Severity:
        found = [one for one in given_check.problems if one.severity is severity]
        commands = [line for line in lines if line.startswith(f"::{severity.value} ")]
        assert len(commands) <= LIMIT
        assert bool(commands) == bool(found)
    command = re.compile(r"::(error|warning) file=[^,:]+(,(line|col|title)=[^,:]+)*::[^\r\n]+")
    assert [line for line in lines if not command.fullmatch(line)] == []


def test_an_annotation_says_where_what_and_how_to_put_it_right() -> None:
    """As a workflow command, with what has a meaning in one written by its number."""
    found = Problem(Place("content/a,b:c.yml", 4, 2), "tab", "100 % wrong:\nreally.", "Put it right, now.")
    assert as_github(told(found)) == (
        "::error file=content/a%2Cb%3Ac.yml,line=4,col=2,title=tab::100 %25 wrong:%0Areally.%0APut it right, now."
    )


def test_what_is_alike_in_a_file_is_told_once_with_all_its_lines() -> None:
    """So that twenty tabs do not hide a lost "not"."""
    said = as_github(told(*(problem(line) for line in (7, 3, 12)), problem(2, code="departure-undeclared")))
    assert said.split("\n") == [
        "::error file=content/a.yml,line=2,col=3,title=departure-undeclared::"
        "What is wrong on line 2.%0AHow to put it right.",
        "::error file=content/a.yml,line=3,col=3,title=tab::"
        "What is wrong on line 3.%0AHow to put it right.%0A%0AThe same on lines 7, 12.",
    ]


def test_what_there_is_no_room_for_is_counted_by_file() -> None:
    """In the tenth annotation, which says where to find it."""
    found = [problem(file=f"content/{place:02}.yml") for place in range(12)]
    commands = as_github(told(*found)).split("\n")
    assert len(commands) == LIMIT
    assert commands[-1] == (
        "::error file=content/09.yml,line=1,col=3,title=3 more::GitHub has no room for 3 more. They are all in the "
        "summary of this run.%0Acontent/09.yml: 1%0Acontent/10.yml: 1%0Acontent/11.yml: 1"
    )


def test_markdown_puts_the_worst_file_first_and_what_is_to_be_typed_in_a_block() -> None:
    """Whole, as it stands in the summary of a run."""
    remedy = "Declare it:  \n  - ours: a\n    theirs: b"
    found = (
        problem(3),
        problem(1, warning=True),
        Problem(Place("content/b.yml", 9, 1), "departure-undeclared", "It says *not*.", remedy),
        Problem(Place("content/b.yml"), "no-versions", "There is none.", "Add one."),
    )
    assert as_markdown(told(*found)) == (
        "## inforce\n\n"
        "3 problems in 2 files stop publication; 1 warning.\n\n"
        "### content/b.yml\n\n"
        "- **Line 9** (departure-undeclared): It says \\*not\\*.\n"
        "  Declare it:\n\n"
        "  ```yaml\n"
        "    - ours: a\n"
        "      theirs: b\n"
        "  ```\n"
        "- **The file** (no-versions): There is none.\n"
        "  Add one.\n\n"
        "### content/a.yml\n\n"
        "- **Line 3** (tab): What is wrong on line 3.\n"
        "  How to put it right.\n"
        "- **Line 1**, warning (tab): What is wrong on line 1.\n"
        "  How to put it right.\n"
    )


def test_markdown_tells_a_warning_of_many_places_once() -> None:
    """As the terminal does: a library with overdue reviews has one line of them, and the error beside it stays."""
    many = [problem(1, file=f"content/{name}.yml", code="review-overdue", warning=True) for name in "abcdefgh"]
    assert as_markdown(told(*many, problem(2, file="content/h.yml"))) == (
        "## inforce\n\n"
        "1 problem in 1 file stops publication; 8 warnings.\n\n"
        "### content/h.yml\n\n"
        "- **Line 2** (tab): What is wrong on line 2.\n"
        "  How to put it right.\n\n"
        "### content/a.yml\n\n"
        "- **Line 1**, warning (review-overdue): What is wrong on line 1.\n"
        "  How to put it right.\n"
        "  There are 7 more of these warnings: content/b.yml, line 1, column 3; content/c.yml, line 1, column 3; "
        "content/d.yml, line 1, column 3; content/e.yml, line 1, column 3 and 3 more.\n"
    )


@some
@given(_words)
def test_markdown_shows_words_of_content_as_they_are(words: str) -> None:
    """No word makes a link, a heading, emphasis or HTML."""
    found = Problem(Place("content/a.yml", 1, 1), "tab", f"It says {words} there.", "Put it right.")
    html = MarkdownIt("gfm-like", {"linkify": False}).render(as_markdown(told(found)))
    inside = re.findall(r"<(?!/?(?:h2|h3|p|ul|li|strong)>)[^>]*>", html)
    assert inside == []


def test_sound_content_is_told_in_every_format() -> None:
    """As nothing at all on GitHub, where silence is good news."""
    assert as_github(told()) == ""
    assert as_markdown(told()) == "## inforce\n\nNothing is wrong.\n"
    assert json.loads(as_json(told()))["problems"] == []
    assert json.loads(as_sarif(told()))["runs"][0]["results"] == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_says_the_same_check_in_two_ways(form: str) -> None:
    """Whatever the order in which problems were found."""
    found = [problem(line, code=code, warning=line % 2 == 0) for line in range(1, 5) for code in CODES[:3]]
    assert FORMATS[form](told(*found)) == FORMATS[form](told(*reversed(found)))


def test_what_is_to_be_pasted_keeps_its_lines_and_columns_on_github() -> None:
    """So that the lines of a declaration stand below each other as they have to in the file."""
    remedy = 'Declare it:  - ours: "Keep record of"\n  theirs: "Keep a record of"'
    found = Problem(Place("a.yml", 4, 2), "departure-undeclared", "It differs.", remedy)
    said = 'It differs.%0ADeclare it:%0A- ours: "Keep record of"%0A  theirs: "Keep a record of"'
    assert as_github(told(found)).endswith(f"::{said}")


def test_one_warning_in_many_files_is_one_annotation_and_hides_no_other() -> None:
    """It says where else it stands; an error in many files stays at each."""
    many = [problem(file=f"content/{at:02}.yml", warning=True) for at in range(40)]
    said = as_github(told(*many, problem(code="review-overdue", file="content/z.yml", warning=True))).split("\n")
    assert [line.partition("::What")[0].rpartition("title=")[2] for line in said] == ["tab", "review-overdue"]
    assert "There are 39 more of these warnings: content/01.yml, line 1, column 3; content/02.yml" in said[0]
    errors = [replace(one, severity=Severity.ERROR) for one in many[:LIMIT]]
    assert len(as_github(told(*errors)).split("\n")) == LIMIT
