"""Parts that would be printed as they were are taken over; whatever is altered or missing is printed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.build.kept_parts import print_parts
from inforce.build.layouts import Layout
from inforce.build.render import search_index, sitemap
from inforce.build.site_folder import SiteWriter
from inforce.site.page import BODY, CONTENTS, DESCRIPTION, HEAD, TITLE, Download, Page, Part, SearchEntry

LAYOUT = Layout(f"<html lang='en'><title>{TITLE}</title>{DESCRIPTION}{HEAD}{CONTENTS}<main>{BODY}</main></html>")


@dataclass
class Builds:
    """Builds of one site, each beside the one before."""

    folder: Path
    made: int = 0
    layout: Layout = LAYOUT

    def build(self, words: dict[str, str]) -> tuple[dict[str, bytes], bytes, bytes]:
        """Build a part for each entry of *words*; return the files and both lists of pages."""
        staging, site = self.folder / "new", self.folder / "site"
        staging.mkdir(parents=True)
        write = SiteWriter(staging, site)
        parts = [Part(name, self._making(name, text), text) for name, text in words.items()]
        left = list(print_parts(parts, {"plain": self.layout}, write, write.take, self.folder / "cache"))
        if site.exists():
            site.rename(self.folder / f"old {len(list(self.folder.iterdir()))}")
        staging.rename(site)
        files = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
        return files, search_index('{"docs": []}', left), sitemap("https://a.example/", [], left)

    def _making(self, name: str, text: str) -> Callable[[], Iterator[Page]]:
        def make() -> Iterator[Page]:
            self.made += 1
            for place in range(2):
                yield Page(
                    f"{name}/{place}/", f"{name} <{place}>", text, f"<p>{text}</p>",
                    search=(SearchEntry("rule", name, text),), indexed=not place, changed=date(2026, 1, 1 + place),
                    copies=(Download(f"{name}/{place}.json", text.encode()),),
                )  # fmt: skip

        return make


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["one", "two"])), max_size=6))
def test_a_build_after_others_is_the_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, states: Sequence[dict[str, str]]
) -> None:
    """Whatever was built before: the same files, search index and sitemap."""
    builds = Builds(tmp_path_factory.mktemp("builds"))
    for state in states:
        assert builds.build(state) == Builds(tmp_path_factory.mktemp("fresh")).build(state)


def test_only_a_part_that_changed_is_made_again(builds: Builds) -> None:
    """The others are not even asked for their pages."""
    builds.build({"a": "one", "b": "one", "c": "one"})
    builds.made = 0
    builds.build({"a": "one", "b": "two", "c": "one"})
    assert builds.made == 1


def test_a_part_that_does_not_say_what_it_is_made_from_is_always_made(builds: Builds) -> None:
    """Nothing could tell that it is the same."""
    builds.build({"a": ""})
    builds.build({"a": ""})
    assert builds.made == 2


def test_another_layout_has_every_page_printed_into_it(builds: Builds) -> None:
    """No page keeps the look of before."""
    builds.build({"a": "one"})
    builds.layout = Layout(LAYOUT.html.replace("<main>", "<main class='wide'>"))
    files, _, _ = builds.build({"a": "one"})
    assert b"<main class='wide'>" in files["a/0/index.html"]


def altered(file: Path) -> None:
    content = file.read_bytes()
    file.unlink()  # it may share its bytes with a copy
    file.write_bytes(content.replace(b"one", b"won"))


def shortened(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def removed(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("damage", [altered, shortened, removed])
@pytest.mark.parametrize("where", ["site/a/0/index.html", "site/a/1.json", "cache"])
def test_what_is_damaged_is_made_anew(builds: Builds, where: str, damage: Callable[[Path], None]) -> None:
    """A page of the previous site, a copy or what is kept: none of it is trusted."""
    first = builds.build({"a": "one", "b": "one"})
    builds.made = 0
    files = (builds.folder / "cache" / "parts").iterdir() if where == "cache" else [builds.folder / where]
    for file in list(files):
        damage(file)
    assert builds.build({"a": "one", "b": "one"}) == first
    assert builds.made == (2 if where == "cache" else 1)


def test_what_is_kept_of_parts_that_are_gone_is_let_go(builds: Builds) -> None:
    """The cache does not grow for ever."""
    builds.build({"a": "one", "b": "one"})
    builds.build({"a": "one"})
    assert len(list((builds.folder / "cache" / "parts").iterdir())) == 1


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(builds: Builds) -> None:
    """The site is built all the same."""
    (builds.folder / "cache").write_text("a file where the folder should be")
    files, _, _ = builds.build({"a": "one"})
    assert set(files) == {"a/0/index.html", "a/0.json", "a/1/index.html", "a/1.json"}
