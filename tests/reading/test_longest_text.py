"""What nobody could read is refused, so that reading and comparing never take longer than somebody waits."""

from __future__ import annotations

import pytest

from inforce.model.problem import Place, Problem
from inforce.reading.guidance_files import read_details

LONGEST = 100_000
FILE = "format: 1\nowner: The team\naudience: Everyone\nwithdrawn:\n  on: 2026-11-22\n  reason: {}\n"


def problems_with(text: str) -> tuple[Problem, ...]:
    """Return the problems of a file with *text* in it."""
    return read_details(FILE.format(text).encode(), "document.yml").problems


def test_the_longest_text_is_read() -> None:
    """With nothing to say of it."""
    assert problems_with("a" * LONGEST) == ()


@pytest.mark.parametrize("more", [1, 250_000])
def test_a_longer_text_is_refused_with_its_length(more: int) -> None:
    """At its place, and with what to do about it."""
    assert problems_with("a" * (LONGEST + more)) == (
        Problem(
            Place("document.yml", 6, 11),
            "text-too-long",
            f'"reason" has {LONGEST + more:,} characters. It can have up to 100,000.',
            "Split it into several rules, sections or passages that people can read and cite.",
        ),
    )


def test_a_file_with_thousands_of_misfits_has_a_thousand_told_and_the_rest_counted() -> None:
    """Nobody reads on after that, and nothing is hidden."""
    fields = "".join(f"field-{number}: a\n" for number in range(1234))
    problems = read_details(f"format: 1\nowner: A\naudience: B\n{fields}".encode(), "document.yml").problems
    assert [problem.code for problem in problems] == ["unknown-field"] * 1000 + ["more-problems"]
    assert problems[-1].message == "This file has 234 more problems."
