"""Problems at the terminal: the caret stands under the character, and the count adds up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.problem import Place, Problem, Severity
from inforce.reports.terminal import WIDTH, Look, report

letters = st.sampled_from("abc é漢字\t\u00a0\u200b\u202e“”—")


def columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def shown_line(line: str, column: int) -> tuple[str, str]:
    """Return the line and the line below it that a report shows for a problem."""
    problem = Problem(Place("a.yml", 1, column), "tab", "What.", "Remedy.")
    said = report([problem], lambda _: [line]).split("\n")
    return said[1].split(" | ", 1)[1], said[2].split("| ", 1)[1]


@settings(max_examples=300, deadline=None)
@given(st.text(letters, max_size=250), st.text(letters, max_size=250))
def test_the_caret_stands_under_the_character_that_the_place_names(before: str, after: str) -> None:
    """Wide letters, tabs, unseen characters and a cut on either side do not move it off."""
    shown, caret = shown_line(f"{before}§{after} end", len(before) + 1)
    assert columns(shown[: shown.index("§")]) == caret.index("^")
    assert columns(shown) <= WIDTH


@settings(max_examples=100, deadline=None)
@given(st.text(letters, max_size=60))
def test_nothing_unseen_reaches_the_terminal(text: str) -> None:
    """Neither the line nor the sentences can move the cursor or turn text round."""
    problem = Problem(Place("a.yml", 1, 1), "tab", f"What {text}\x1b[31m.", f"Remedy {text}.")
    said = report([problem], lambda _: [f"{text}\x1b[2J"])
    assert all(letter.isprintable() for letter in said.replace("\n", ""))


def problem(line: int, *, file: str = "a.yml", severity: Severity = Severity.ERROR) -> Problem:
    """Return a problem at the start of a line."""
    return Problem(Place(file, line, 1), "tab", "A tab stands here.", "Use a space instead.", severity)


def no_lines(file: str) -> Sequence[str]:  # noqa: ARG001 -- as the report calls it
    """Return the lines of a file that has none to show."""
    return ()


def test_no_problems_are_no_report() -> None:
    """Silence is good news."""
    assert report([], no_lines) == ""


def test_errors_come_last_and_all_is_counted() -> None:
    """What stops publication stands nearest to where the next command is typed; the last line adds up."""
    problems = [problem(1, severity=Severity.WARNING), problem(9, file="b.yml"), problem(2), problem(3)]
    assert report(problems, no_lines) == (
        "a.yml, line 1, column 1 · warning · tab\n  A tab stands here.\n  Use a space instead.\n\n"
        "a.yml, line 2, column 1 · tab\n  A tab stands here.\n  Use a space instead.\n\n"
        "a.yml, line 3, column 1 · tab\n  A tab stands here.\n  Use a space instead.\n\n"
        "b.yml, line 9, column 1 · tab\n  A tab stands here.\n  Use a space instead.\n\n"
        "3 problems in 2 files stop publication; 1 warning.\n"
    )


def test_that_a_published_version_was_changed_is_told_before_other_errors() -> None:
    """They often follow from it, and what puts them right would be wrong."""
    changed = Problem(Place("b.yml"), "published-version-changed", "This changes it.", "Put it back.")
    told = report([problem(1), changed], no_lines)
    assert told.index("published-version-changed") < told.index("· tab")


@given(st.integers(5, 2000))
def test_one_warning_in_many_files_is_told_once(files: int) -> None:
    """With the first places, how many more there are, and where to read what it means; none is lost from the count."""
    warnings = [problem(1, file=f"{at:04}.yml", severity=Severity.WARNING) for at in range(files)]
    told = report(warnings, no_lines)
    assert told.count("A tab stands here.") == 1
    assert f"There are {files - 1:,} more of these warnings: 0001.yml, line 1, column 1; 0002.yml" in " ".join(
        told.split()
    )
    assert "\n    inforce explain tab\n" in told
    assert told.endswith(f"{files:,} warnings.\n")
    assert len(told.splitlines()) < 12


@given(st.integers(5, 300))
def test_the_same_error_in_many_files_is_told_once_with_every_place(files: int) -> None:
    """Each of them is to be put right; another error, or the same one with other words, is told beside it."""
    errors = [problem(1, file=f"{at:04}.yml") for at in range(files)]
    other = Problem(Place("0001.yml", 2, 1), "tab", "Another tab stands here.", "Put a space in its place.")
    told = report([*errors, other], no_lines)
    assert (told.count("A tab stands here."), told.count("Another tab stands here.")) == (1, 1)
    assert all(f"{at:04}.yml, line 1" in " ".join(told.split()) for at in range(files))
    assert f"{files + 1} problems in {files} files" in told
    assert told.count("\n") < 20 + files


def test_two_causes_of_one_code_are_told_each() -> None:
    """Two editions that were replaced, each cited in many documents, are no one warning."""
    causes = ["The edition of 2018 was replaced.", "The edition of 2019 was replaced."]
    warnings = [
        Problem(Place(f"{at:03}.yml", 1, 1), "edition-replaced", cause, "Compare the two.", Severity.WARNING)
        for at in range(90)
        for cause in causes
    ]
    told = report(warnings, no_lines)
    assert [told.count(cause) for cause in causes] == [1, 1]
    assert told.count("There are 89 more of these warnings") == 2
    each = [Problem(Place("a.yml", at), "tab", f"Tab {at} stands here.", "-", Severity.WARNING) for at in range(1, 9)]
    assert report(each, no_lines).count("stands here.") == 1


def test_one_is_not_many() -> None:
    """The closing line agrees with its numbers."""
    assert report([problem(1)], no_lines).endswith("\n1 problem in 1 file stops publication.\n")
    warnings = [problem(1, severity=Severity.WARNING), problem(2, severity=Severity.WARNING)]
    assert report(warnings, no_lines).endswith("\nNothing stops publication; 2 warnings.\n")


def test_what_is_to_be_typed_stands_on_a_line_of_its_own() -> None:
    """It can be copied, however long it is."""
    typed = "text: " + "word " * 40 + "end"
    told = Problem(Place("a.yml"), "tab", "What.", f"Put quotes round it:  {typed}")
    assert f"\n  Put quotes round it:\n    {typed}\n" in report([told], no_lines)


def test_a_narrow_terminal_gets_narrow_lines() -> None:
    """What is to be typed stays whole, so that it can be copied."""
    long = Problem(Place("a.yml", 1, 1), "tab", "many words " * 20, "Write:  " + "typed-as-one " * 8)
    said = report([long], no_lines, Look(width=40)).split("\n")
    assert all(len(line) <= 40 for line in said if "typed" not in line and "a.yml" not in line)
    assert f"    {('typed-as-one ' * 8).rstrip()}" in said


def test_colours_add_nothing_but_colour() -> None:
    """Without them the report is the same, so nothing is said by colour alone."""
    found = [problem(1), problem(2, severity=Severity.WARNING)]
    lines = ["one", "two"]
    coloured = report(found, lambda _: lines, Look(colour=True))
    assert "\x1b[1;31mtab\x1b[0m" in coloured
    assert "\x1b[33mwarning · tab\x1b[0m" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == report(found, lambda _: lines)
