"""The finished site is read back: whatever is wrong with it is found before anyone sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inforce.build.validate import prove, visible_words
from inforce.model.guidance import Change, ChangeKind, Document, DocumentDetails, Rule, Section, Version, VersionText
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Origin

DAY = date(2026, 11, 22)
RULES = (Rule("first", "You must not <share>.\n\nAsk & write."), Rule("second", "Keep a record."))
TEXT = VersionText(
    1, VersionNumber(1, 0, 0), "Title", DAY, Change(ChangeKind.FIRST, "Note."), "Summary.", (Section("s", "S", RULES),)
)  # fmt: skip
VERSION = Version("guide", TEXT, "0" * 64, Origin("f"))
LIBRARY = Library((Document("guide", DocumentDetails(1, "Owner", "All"), (VERSION,), Origin("d")),))
PAGE = """<!doctype html><html data-version="1.0.0" data-code="0000-0000"><body>
<a href="{home}">Home</a> <a href="#second">Second</a> <a href="https://elsewhere.example/">Elsewhere</a>
<div class="rule__text" data-rule-text="first"><p>You must not &lt;share&gt;.</p><p>Ask &amp; write.</p></div>
<div id="second"><div class="rule__text" data-rule-text="second"><p>Keep a record.</p></div></div></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, home in {"guidance/guide/index.html": "../..", "guidance/guide/1.0.0/index.html": "../../../"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(PAGE.format(home=home))
    (tmp_path / "index.html").write_text('<a href="guidance/guide/1.0.0/#second">Second</a><a href=".">Here</a>')
    return tmp_path


@pytest.fixture
def wrong(site: Path) -> Callable[[], list[str]]:
    expected = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return lambda: [f"{problem.place.file}: {problem.message}" for problem in prove(site, expected, LIBRARY, DAY)]


def change(page: Path, old: str, new: str) -> None:
    text = page.read_text()
    assert old in text
    page.write_text(text.replace(old, new))


def test_a_sound_site_has_nothing_against_it(wrong: Callable[[], list[str]]) -> None:
    """Words, marks, files and links are as they should be."""
    assert wrong() == []


@pytest.mark.parametrize("page", ["guidance/guide/index.html", "guidance/guide/1.0.0/index.html"])
def test_a_word_that_differs_is_found(page: str, site: Path, wrong: Callable[[], list[str]]) -> None:
    """A "not" that got lost between the library and the page stops publication."""
    change(site / page, "must not", "must")
    assert wrong() == [
        f'{page}: Rule "first" should say "You must not <share>. Ask & write."; '
        'the page says "You must <share>. Ask & write.".'
    ]


def test_a_rule_that_is_left_out_is_found(site: Path, wrong: Callable[[], list[str]]) -> None:
    """A page that shows the first rule only is not the version."""
    page = "guidance/guide/1.0.0/index.html"
    change(site / page, '<div class="rule__text" data-rule-text="second"><p>Keep a record.</p></div>', "")
    assert wrong() == [f"{page}: The page shows 1 rules; the version has 2."]


def test_a_page_without_its_check_code_is_found(site: Path, wrong: Callable[[], list[str]]) -> None:
    """A copy that nobody can check is not published."""
    change(site / "guidance/guide/index.html", ' data-code="0000-0000"', "")
    assert wrong() == ["guidance/guide/index.html: The page does not carry its check code."]


def test_a_missing_and_a_stray_file_are_found(site: Path, wrong: Callable[[], list[str]]) -> None:
    """All that was made is there, and nothing else is."""
    (site / "guidance/guide/1.0.0/index.html").rename(site / "notes.txt")
    assert wrong() == [
        "guidance/guide/1.0.0/index.html: This page was made but is not in the finished site.",
        "notes.txt: This file is in the finished site but nothing asked for it.",
        'index.html: A link leads to "guidance/guide/1.0.0/index.html", which is not there.',
    ]


@pytest.mark.parametrize(
    ("link", "lacks"),
    [
        ("guidance/", '"guidance/index.html", which is not there.'),
        ("guidance/guide/#third", '"guidance/guide/index.html#third", but that page has no such place.'),
        ("guidance/guide/../other/?a=b#c", '"guidance/other/index.html", which is not there.'),
        ("../outside.html", '"../outside.html", which is not there.'),
        ("%67one.html", '"gone.html", which is not there.'),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link: str, lacks: str, site: Path, wrong: Callable[[], list[str]]) -> None:
    """Whether the file is missing or the place in it."""
    change(site / "index.html", 'href="."', f'href="{link}"')
    assert wrong() == [f"index.html: A link leads to {lacks}"]


def test_who_wrote_a_lost_link_is_told_where_to_look(site: Path) -> None:
    """Most lost links stand on ordinary pages or in the menu: nobody is told that the theme is at fault."""
    change(site / "index.html", 'href="."', 'href="nosuch.md"')
    (problem,) = prove(site, {path.relative_to(site).as_posix() for path in site.rglob("*.html")}, LIBRARY, DAY)
    assert problem.remedy == (
        "Correct the link where it is written: in content/pages, under nav in mkdocs.yml or in the theme. "
        "If it is in none of them, it is a fault in inforce: report it."
    )


def test_a_link_that_lost_its_quotation_marks_is_found(site: Path, wrong: Callable[[], list[str]]) -> None:
    """What was escaped once too often is text for a proof, but a broken link for a reader."""
    change(site / "index.html", '<a href=".">', "<a href=&#34;.&#34;>")
    assert wrong() == [
        "index.html: A link on the page has no quotation marks round its address, so no browser can follow it."
    ]


def test_visible_words_are_what_a_reader_sees() -> None:
    """Tags are no words, entities are signs, and white space is one space."""
    assert visible_words("<p>a&nbsp;&lt;b&gt;</p>\n<p class='x'>c</p>") == "a <b> c"
