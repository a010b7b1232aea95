"""The script that compares any two versions arranges what the build has made: it shows what a built page shows."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

import inforce.theme
from inforce.compare import changes
from inforce.compare.changes import compare
from inforce.formats.records.comparisons import ComparisonData
from inforce.model.guidance import Version
from inforce.model.numbering import lines_of
from inforce.site.document.redline_rows import redline_rows
from inforce.site.page import ROOT
from inforce.site.phrases.scripts import sentences_of
from inforce.site.templates import render
from library_factory import a_library, a_rule, a_version, an_edition
from site_server import serving
from version_pairs import versions

SCRIPTS = Path(inforce.theme.__path__[0], "assets/javascripts")
LIBRARY = a_library(editions=[an_edition("2015", ["One.", "Two."]), an_edition("2018", ["One.", "Two."])])
NUMBERS = ("1.0.0", "1.1.0", "1.2.0", "2.0.0")

Shown = Callable[[list[Version]], list[tuple[str, str]]]
"""For each two of some versions, what the script shows, and what a built page shows, both as the browser has them."""


@pytest.fixture(scope="session")
def shown(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Runs the script in a real browser, on the data that the build makes of some versions."""
    folder = tmp_path_factory.mktemp("compare")
    for name in ("inforce.js", "compare.js"):
        (folder / "assets/javascripts").mkdir(parents=True, exist_ok=True)
        shutil.copy(SCRIPTS / name, folder / "assets/javascripts" / name)
    words = json.dumps(sentences_of(("inforce", "compare")))
    (folder / "assets/javascripts/words.js").write_text(f"inforceWords = {words}", encoding="utf-8")
    script = "".join(f'<script src="assets/javascripts/{name}.js"></script>' for name in ("words", "inforce"))
    (folder / "index.html").write_text(f"<!doctype html><title>Comparing</title>{script}", encoding="utf-8")
    with serving(folder) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(address)

        def ask(some: list[Version]) -> list[tuple[str, str]]:
            pairs = [(a, b) for b in range(len(some)) for a in range(b)]
            found = page.evaluate(
                """async ([index, records, pairs]) => {
                  const { changes } = await import("/assets/javascripts/compare.js");
                  const asRead = (html) => Object.assign(document.createElement("div"), { innerHTML: html }).innerHTML;
                  const shown = [];
                  for (const [a, b, built] of pairs) {
                    shown.push([asRead(await changes(index, a, b, (name) => records[name])), asRead(built)]);
                  }
                  return shown;
                }""",
                [*data(some), [(a, b, built(some, a, b)) for a, b in pairs]],
            )
            return [(one, other) for one, other in found]

        yield ask


def data(some: list[Version]) -> tuple[Any, Any]:
    """Return the index and the records of the rules, as a browser reads them."""
    made = ComparisonData("sharing", some, lines_of(some), LIBRARY)
    index, records = json.loads(json.dumps([made.index(), dict(made.of_rules())]))
    return index, records


def built(some: list[Version], a: int, b: int) -> str:
    """Return what the page of changes says, its links as they are on the page where versions are compared."""
    rows = redline_rows(compare(some[a], some[b], lines_of(some)), LIBRARY, linked=True)
    return str(render("redline_changes.html", rows)).replace(f"{ROOT}guidance/sharing/", "../")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.tuples(*map(versions, NUMBERS)))
def test_the_script_shows_what_a_built_page_shows(shown: Shown, some: tuple[Version, ...]) -> None:
    """For each two of four versions, letter for letter."""
    for script, page in shown(list(some)):
        assert script == page


def test_texts_are_cut_by_characters_and_not_by_halves_of_them(shown: Shown) -> None:
    """What stands beyond the first plane of Unicode is two units of text to JavaScript."""
    some = [a_version("1.0.0", [a_rule("🙂 Ask 🙃 us 🙈.")]), a_version("2.0.0", [a_rule("🙂🙂 Ask 🙃 them 🙈.")])]
    ((script, page),) = shown(some)
    assert script == page
    assert "🙃" in script


def test_a_rule_that_was_renamed_twice_is_one_rule(shown: Shown) -> None:
    """Also for the first version and the last, of which neither names the id between."""
    some = [
        a_version("1.0.0", [a_rule("Ask us.", "one")]),
        a_version("1.1.0", [replace(a_rule("Ask us first.", "two"), formerly=("one",))]),
        a_version("1.2.0", [replace(a_rule("Ask us at once.", "three"), formerly=("two",))]),
    ]
    for script, page in shown(some):
        assert script == page
        assert "Former rule" not in script


def test_rules_that_were_merged_split_and_moved_are_told_alike(shown: Shown) -> None:
    """What became of each is said by the rule that came and by the rules that went."""
    rules = [
        a_rule("Ask us first of all.", "ask"),
        a_rule("Tell us soon after.", "tell"),
        a_rule("Go, then stop.", "go"),
    ]
    both = replace(a_rule("Ask us first of all. Tell us soon after.", "both"), merged_from=("ask", "tell"))
    parts = [replace(a_rule(text, name), split_from="go") for text, name in (("Go.", "set-off"), ("Stop.", "stop"))]
    here = replace(a_rule("Wear a badge.", "badge"), formerly=("security#badges",))
    some = [a_version("1.0.0", rules), a_version("2.0.0", [both, *parts, here])]
    ((script, page),) = shown(some)
    assert script == page
    kept = replace(both, id="ask")
    ((also, built_page),) = shown([a_version("1.0.0", rules[:2]), a_version("2.0.0", [kept])])
    assert also == built_page
    assert "<ins" not in also
    for said in (
        'It was put together from the rules that links call "ask" and "tell"; those links lead here.',
        'It was split from the rule that links call "go".',
        'It was moved here from "security", where links call it "badges".',
        'It is now part of the rule that links call "both".',
        'It is now part of the rules that links call "set-off" and "stop".',
    ):
        assert said.replace('"', "&quot;") in script or said in script or said.replace('"', "&#34;") in script, said


def test_a_rule_that_was_split_off_or_went_into_another_says_so(shown: Shown) -> None:
    """In either version, and named as the newer one has it."""
    first, second = "Knock before you go in.", "Ring the duty desk where nobody answers."
    some = [
        a_version("1.0.0", [a_rule(f"{first} {second}", "knock")]),
        a_version("1.1.0", [a_rule("Sign the book.", "sign"), a_rule(first, "knock"), a_rule(second, "ring")]),
        a_version("1.2.0", [a_rule("Sign the book.", "sign"), a_rule(f"{first} {second}", "knock")]),
    ]
    (script, page), (same, also), (last, built_page) = shown(some)
    assert (script, same, last) == (page, also, built_page)
    assert "Its words were part of rule 2." in script
    assert "Its words are now part of rule 2." in last
    for shown_rows in (script, last):
        (row,) = re.findall(r'<li class="change [^>]*id="ring".*?</li>', shown_rows, re.DOTALL)
        assert second in row
        assert "<ins" not in row
        assert "<del" not in row


def test_of_wordings_that_were_not_compared_both_are_shown(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the page says so: of very many wordings, not every two are compared."""
    monkeypatch.setattr(changes, "EVERY_PAIR_UP_TO", 2)
    some = [a_version(f"1.{place}.0", [a_rule(f"Ask {place} times.")]) for place in range(4)]
    found = dict(zip(["0 1", "0 2", "1 2", "0 3", "1 3", "2 3"], shown(some), strict=True))
    for pair, (script, page) in found.items():
        if pair == "0 2":
            assert "These two wordings have not been compared word by word." in script
            assert "Ask 0 times.</del>" in script
            assert "Ask 2 times.</ins>" in script
        else:
            assert script == page


LISTS = (
    "Before you share:\n\n- ask them\n- tell your manager\n  - by phone\n  - in writing\n\nThen share.",
    "Before you share:\n\n- tell your manager\n  - in writing\n- ask them first\n- keep a record\n\nThen share it.",
    "Ask:\n\n| Who | When |\n| --- | --- |\n| The manager | In 2 days |\n| The board | In 7 days |\n\nThen share.",
    "Ask:\n\n| Who | When |\n| --- | --- |\n| The board | In 7 days |\n| The manager | In 3 days |\n| We | Never |",
    "Ask them, and share.\n\n![Whom to ask](sharing/ask.svg)\n    Ask the manager.",
)
"""Block text of a rule: items, items of items, a table and a picture, that come, go and move."""


def test_lists_and_tables_keep_their_shape(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each as what it is, marked within; also where both texts are shown whole."""
    some = [a_version(f"1.{place}.0", [a_rule(text)]) for place, text in enumerate(LISTS)]
    seen = ""
    for script, page in shown(some):
        assert script == page
        seen += script
    assert "<table" in seen
    assert '<img src="../pictures/ask.svg" alt="">' in seen
    assert 'class="depth-2"' in seen
    monkeypatch.setattr(changes, "EVERY_PAIR_UP_TO", 2)
    alone = [script for script, page in shown(some) if script != page]
    assert len(alone) == 3
    assert sum("<table" in one for one in alone) == 3
