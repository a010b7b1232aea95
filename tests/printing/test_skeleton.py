"""What the theme made is used again only while everything that it was made from is the same, and only unaltered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inforce.build.theme_shell import SkeletonFacts, skeleton


class Theme:
    """Stands where the theme would: renders one page from one file, and counts."""

    def __init__(self, source: Path) -> None:
        self.configuration = "mkdocs.yml"
        self.source = source
        self.runs = 0

    def __call__(self, into: Path) -> SkeletonFacts:
        self.runs += 1
        (into / "index.html").write_text(self.source.read_text())
        return SkeletonFacts("Name", "https://x.example/", (str(self.source),), ("SITE_NAME",))


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    source = tmp_path / "page.md"
    source.write_text("first")
    return Theme(source)


@pytest.fixture
def make(tmp_path: Path, theme: Theme) -> Callable[..., str]:
    runs = iter(range(100))

    def make(environment: str = "3.11") -> str:
        into = tmp_path / f"site-{next(runs)}"
        into.mkdir()
        facts = skeleton(tmp_path / "cache", environment, theme, into)
        assert facts.site_name == "Name"
        return (into / "index.html").read_text()

    return make


def test_the_theme_is_not_asked_twice(theme: Theme, make: Callable[..., str]) -> None:
    """While nothing changed, the second run has the same skeleton without the theme."""
    assert (make(), make(), theme.runs) == ("first", "first", 1)


def test_a_changed_file_has_the_theme_asked_again(theme: Theme, make: Callable[..., str]) -> None:
    """The page that was edited is the page that is shown."""
    make()
    theme.source.write_text("second")
    assert (make(), theme.runs) == ("second", 2)


def test_another_program_version_has_the_theme_asked_again(theme: Theme, make: Callable[..., str]) -> None:
    """An update of the theme changes pages though no file of the project changed."""
    make("3.11")
    make("3.12")
    assert theme.runs == 2


def test_another_configuration_has_the_theme_asked_again(theme: Theme, make: Callable[..., str]) -> None:
    """One folder may hold the configurations of two sites, and a copied folder brings its cache along."""
    make()
    theme.configuration = "other.yml"
    make()
    assert theme.runs == 2


def test_another_value_of_a_variable_has_the_theme_asked_again(
    theme: Theme, make: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A configuration may take the address of the site from the environment."""
    runs = []
    for value in ("one", "one", "two", ""):
        monkeypatch.setenv("SITE_NAME", value)
        make()
        runs.append(theme.runs)
    monkeypatch.delenv("SITE_NAME")
    make()
    assert [*runs, theme.runs] == [1, 1, 2, 3, 4]


@pytest.mark.parametrize("damage", ["altered", "cut off", "page gone", "note gone", "note no JSON"])
def test_a_damaged_cache_is_never_trusted(damage: str, tmp_path: Path, theme: Theme, make: Callable[..., str]) -> None:
    """Whatever happened to the kept copy, the page is what the theme makes."""
    make()
    page, note = tmp_path / "cache/skeleton/site/index.html", tmp_path / "cache/skeleton/skeleton.json"
    match damage:
        case "altered":
            page.write_text("wrong")
        case "cut off":
            page.write_text("fir")
        case "page gone":
            page.unlink()
        case "note gone":
            note.unlink()
        case _:
            note.write_text("{")
    assert (make(), theme.runs) == ("first", 2)
    assert (make(), theme.runs) == ("first", 2)
