"""The menu is held against the pages that there are, and what is wrong is told at its line."""

from __future__ import annotations

import pytest

from inforce.model.problem import Place
from inforce.reading.pages import menu_problems

PAGES = frozenset({"index.md", "about.md", "team/people.md"})


def test_pages_that_are_there_and_addresses_elsewhere_are_left_alone() -> None:
    """However deep they stand in the menu."""
    menu = ["index.md", {"About": [{"Us": "about.md"}, "team/people.md"]}, {"Elsewhere": "https://example.org/a.md"}]
    assert list(menu_problems(menu[:2], PAGES, {"mkdocs.yml": ""})) == []
    assert list(menu_problems([{"Guidance": "guidance/sharing/"}], PAGES, {"mkdocs.yml": ""})) == []


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("  - About: abuot.md", 12),
        ("  - abuot.md  # us", 5),
        ("  - 'About us': 'abuot.md'", 18),
        ("  [abuot.md]", 4),
        ("  - {About: abuot.md}", 13),
    ],
)
def test_a_page_that_is_not_there_is_told_at_its_line(line: str, column: int) -> None:
    """Also where its name stands elsewhere in the file, within another name or before the menu."""
    text = f"extra: abuot.md\nnav:\n  - Index: index.md\n  - More: my-abuot.md\n{line}\n"
    menu = [{"Index": "index.md"}, {"About": "abuot.md"}]
    (problem,) = menu_problems(menu, PAGES, {"mkdocs.yml": text})
    assert problem.place == Place("mkdocs.yml", 5, column)
    assert problem.message == 'The menu names the page "abuot.md", which does not exist.'
    assert problem.remedy == 'Did you mean "about.md"?'


def test_a_menu_that_another_configuration_has_is_told_there() -> None:
    """The configuration may build on another file."""
    configurations = {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "nav:\n  - weather.md\n"}
    (problem,) = menu_problems(["weather.md"], PAGES, configurations)
    assert problem.place == Place("base.yml", 2, 5)
    assert problem.remedy == "Correct the line under nav, or delete it."
