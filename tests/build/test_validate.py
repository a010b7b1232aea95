"""What was made is read back: whatever is wrong with it is found before anyone sees it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inforce.build.validate import broken_links, linked, prove_version, visible_words
from inforce.model.guidance import Change, ChangeKind, Version, VersionText
from inforce.model.names import VersionNumber
from inforce.model.problem import Origin, Problem, ProblemError
from inforce.model.rules import Rule, Section
from inforce.store.store import opened
from inforce.store.targets import Days, Result

DAY = date(2026, 11, 22)
RULES = (Rule("first", "You must not <share>.\n\nAsk & write."), Rule("second", "Keep a record."))
TEXT = VersionText(
    1, VersionNumber(1, 0, 0), "Title", DAY, Change(ChangeKind.FIRST, "Note."), "Summary.", (Section("s", "S", RULES),)
)  # fmt: skip
VERSION = Version("guide", TEXT, "0" * 64, Origin("f"))
PAGE = """<!doctype html><html data-version="1.0.0" data-code="0000-0000"><body>
<a href="{home}">Home</a> <a href="#second">Second</a> <a href="https://elsewhere.example/">Elsewhere</a>
<div data-rule-text="first"><p>You must not &lt;share&gt;.</p><p>Ask &amp; write.</p></div>
<div id="second"><div data-rule-text="second"><p>Keep a record.</p></div></div></body></html>"""


VERSION_PAGE = "guidance/guide/1.0.0/index.html"
SITE = {
    "home": {"index.html": '<a href="guidance/guide/1.0.0/#second">Second</a><a href=".">Here</a>'},
    "guide": {
        "guidance/guide/index.html": PAGE.format(home="../.."),
        VERSION_PAGE: PAGE.format(home="../../../"),
    },
}
"""Two targets with their pages."""


def said(problems: object) -> list[str]:
    assert isinstance(problems, list | tuple)
    return [f"{problem.place.file}: {problem.message}" for problem in problems]


def broken(folder: Path, site: dict[str, dict[str, str]], changed: tuple[str, ...] = ()) -> list[Problem]:
    """Make *site*, of which the targets *changed* are the new ones, or all."""
    with opened(folder / "cache", lambda: None) as store:
        store.begin()
        made = store.site(folder / "site")
        targets = store.targets(made.id)
        differ = set[str]()
        for name, pages in site.items():
            links = linked(pages, pages.keys())
            other, gone = made.stage(targets.id(name), [(path, html.encode()) for path, html in pages.items()])
            differ |= other | gone
            targets.put(name, {}, Days(), Result(links=links.links, anchors=links.anchors))
        found = list(broken_links(made, targets, changed or site, differ))
        made.decide()
        return found


def with_home(old: str, new: str) -> dict[str, dict[str, str]]:
    text = SITE["home"]["index.html"]
    assert old in text
    return {**SITE, "home": {"index.html": text.replace(old, new)}}


def test_a_sound_site_has_nothing_against_it(tmp_path: Path) -> None:
    """Words, marks and links are as they should be."""
    assert broken(tmp_path, SITE) == []
    assert [*prove_version(VERSION_PAGE, SITE["guide"][VERSION_PAGE], VERSION)] == []


def test_a_word_that_differs_is_found() -> None:
    """A "not" that got lost between the library and the page stops publication."""
    wrong = [*prove_version("page", PAGE.replace("must not", "must"), VERSION)]
    assert said(wrong) == [
        'page: Rule "first" should say "You must not <share>. Ask & write."; '
        'the page says "You must <share>. Ask & write.".'
    ]


def test_a_rule_that_is_left_out_is_found() -> None:
    """A page that shows the first rule only is not the version."""
    lacks = PAGE.replace('<div data-rule-text="second"><p>Keep a record.</p></div>', "")
    assert said([*prove_version("page", lacks, VERSION)]) == ["page: The page shows 1 rules; the version has 2."]


def test_a_page_without_its_check_code_is_found() -> None:
    """A copy that nobody can check is not published."""
    lacks = PAGE.replace(' data-code="0000-0000"', "")
    assert said([*prove_version("page", lacks, VERSION)]) == ["page: The page does not carry its check code."]


@pytest.mark.parametrize(
    ("link", "lacks"),
    [
        ("guidance/", '"guidance/index.html", which is not there.'),
        ("guidance/guide/#third", '"guidance/guide/index.html#third", but that page has no such place.'),
        ("guidance/guide/../other/?a=b#c", '"guidance/other/index.html", which is not there.'),
        ("../outside.html", '"../outside.html", which is not there.'),
        ("%67one.html", '"gone.html", which is not there.'),
        ("#here", '"index.html#here", but that page has no such place.'),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link: str, lacks: str, tmp_path: Path) -> None:
    """Whether the file is missing or the place in it."""
    assert said(broken(tmp_path, with_home('href="."', f'href="{link}"'))) == [f"index.html: A link leads to {lacks}"]


@pytest.mark.parametrize(("old", "new"), [('id="second"', 'id="other"'), ("Elsewhere", "Else")])
def test_a_page_that_stayed_is_held_too_where_what_it_leads_to_changed(old: str, new: str, tmp_path: Path) -> None:
    """The page that others lead to loses the place that they lead to; or it loses nothing that matters."""
    assert broken(tmp_path, SITE) == []
    guide = {path: html.replace(old, new).replace('href="#second"', 'href="."') for path, html in SITE["guide"].items()}
    lost = 'index.html: A link leads to "guidance/guide/1.0.0/index.html#second", but that page has no such place.'
    assert said(broken(tmp_path, {"home": SITE["home"], "guide": guide}, ("guide",))) == [lost] * (old[:2] == "id")


def test_who_wrote_a_lost_link_is_told_where_to_look(tmp_path: Path) -> None:
    """Most lost links stand on ordinary pages or in the menu: nobody is told that the theme is at fault."""
    (problem,) = broken(tmp_path, with_home('href="."', 'href="nosuch.md"'))
    assert problem.remedy == (
        "Correct the link where it is written: in content/pages, under nav in mkdocs.yml or in the theme. "
        "If it is in none of them, it is a fault in inforce: report it."
    )


@pytest.mark.parametrize(
    ("address", "page", "place"),
    [
        ("../../../#topic_visits", "index.md", "in-force"),
        ("../../../sources/", "sources.md", "sources"),
        ("../../../check/", "check.md", "check-form"),
    ],
)
def test_a_list_that_stands_on_no_page_is_named_with_the_page_to_put_back(
    address: str, page: str, place: str, tmp_path: Path
) -> None:
    """Guidance leads to pages that editors write; one that was deleted is no fault of the program."""
    lacks = {VERSION_PAGE: SITE["guide"][VERSION_PAGE].replace("#second", address)}
    (problem,) = broken(tmp_path, {"guide": lacks, "home": {"index.html": ""}})
    assert (problem.code, problem.place.file) == ("page-missing", f"content/pages/{page}")
    assert problem.remedy == (
        f"Put content/pages/{page} back, with this in a line of its own:  <!-- inforce:{place} -->"
    )


def test_a_link_that_lost_its_quotation_marks_is_found() -> None:
    """What was escaped once too often is text for a proof, but a broken link for a reader."""
    with pytest.raises(ProblemError) as caught:
        linked({"index.html": "<a href=&#34;.&#34;>Here</a>"})
    assert said(caught.value.problems) == [
        "index.html: A link on the page has no quotation marks round its address, so no browser can follow it."
    ]


def test_visible_words_are_what_a_reader_sees() -> None:
    """Tags are no words, entities are signs, and white space is one space."""
    assert visible_words("<p>a&nbsp;&lt;b&gt;</p>\n<p class='x'>c</p>") == "a <b> c"
