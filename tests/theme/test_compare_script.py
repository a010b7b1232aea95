"""The script that compares two versions says what the program says: the same algorithm, in another language."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

import inforce.theme
from inforce.compare.changes import compare
from inforce.formats.compare_tables import compare_tables
from inforce.formats.records.versions import version_record
from inforce.model.guidance import Version
from inforce.reading.content_folder import read_content
from inforce.site.document.redline_rows import redline_rows
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.site_facts import SiteFacts
from inforce.site.templates import render
from inforce.wording.compared_text import compared
from inforce.wording.departures import differences
from inforce.wording.redline import redline
from inforce.wording.shortened import shortened
from library_factory import BEGINNING, a_document, a_library, an_edition
from real_project import PROJECT
from site_server import serving
from version_pairs import said, version_pairs
from wording.test_classes import PAIRS
from wording.texts import texts

SCRIPTS = Path(inforce.theme.__path__[0], "assets/javascripts/compare")
LIBRARY = a_library(editions=[an_edition("2015", ["One.", "Two."]), an_edition("2018", ["One.", "Two."])])
MANY = 40


def known(text: str) -> bool:
    """Whether Unicode, in the version that this Python has, knows every sign: a newer browser knows more of them."""
    return all(unicodedata.category(sign) != "Cn" for sign in text)


anything = texts.filter(known) | said

Evaluate = Callable[[str, Any], Any]


@pytest.fixture(scope="session")
def evaluate(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evaluate]:
    """Runs a function on an argument in a real browser, with the script's modules and tables at hand."""
    folder = tmp_path_factory.mktemp("compare")
    shutil.copytree(SCRIPTS, folder, dirs_exist_ok=True)
    (folder / "tables.json").write_bytes(compare_tables().content)
    (folder / "index.html").write_text("<!doctype html><title>Comparing</title>", encoding="utf-8")
    with serving(folder) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.evaluate(
            """async () => {
              const modules = ["tables", "compared_text", "redline", "changes", "rows"];
              window.compare = {};
              for (const name of modules) Object.assign(window.compare, await import(`/${name}.js`));
              window.compare.load(await (await fetch("tables.json")).json());
            }"""
        )
        yield page.evaluate


several = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


@several
@given(st.lists(anything, min_size=1, max_size=MANY))
def test_the_script_reads_texts_as_the_program_does(evaluate: Evaluate, some: list[str]) -> None:
    """The same words, what they are compared by, where texts pause, and what carries meaning."""
    found = evaluate(
        """(some) => some.map((text) => {
          const { words, norms, keys, breaks, significant } = window.compare.comparedText(text);
          return [words.map((word) => word.text), norms, keys, breaks,
            significant.map(({ kind, canonical, start, end }) => [kind, canonical, start, end])];
        })""",
        some,
    )
    for text, (words, norms, keys, breaks, significant) in zip(some, found, strict=True):
        one = compared(text)
        assert words == [word.text for word in one.words]
        assert norms == list(one.norms)
        assert keys == list(one.keys)
        assert breaks == list(one.breaks)
        assert significant == [[place.kind.value, place.canonical, place.start, place.end] for place in one.significant]


def held_to_the_program(evaluate: Evaluate, pairs: list[tuple[str, str]]) -> None:
    """See that the script marks the same spans, and tells the same differences in the same words."""
    found = evaluate(
        """(pairs) => pairs.map(([old, renewed]) => {
          const { spans, differences } = window.compare.redline(old, renewed);
          return [spans, differences.map((one) => [one.kind, one.reverses, one.before, one.after])];
        })""",
        pairs,
    )
    for (old, new), (spans, told) in zip(pairs, found, strict=True):
        assert spans == [{"kind": span.kind.value, "text": span.text} for span in redline(old, new)]
        assert told == [
            [one.kind.value, one.reverses, one.theirs_in_short, one.ours_in_short] for one in differences(old, new)
        ]


@several
@given(st.lists(st.tuples(anything, anything), min_size=1, max_size=MANY))
def test_the_script_marks_what_the_program_marks(evaluate: Evaluate, pairs: list[tuple[str, str]]) -> None:
    """Span by span, to the letter, and with the same weight."""
    held_to_the_program(evaluate, pairs)


def test_the_script_weighs_sentences_as_the_program_does(evaluate: Evaluate) -> None:
    """Every pair that the wording of the program is tried on, and each sentence beside the one of the next pair."""
    alone = [(pair.theirs, pair.ours) for pair in PAIRS]
    crossed = [(one.theirs, other.ours) for one, other in pairwise(PAIRS)]
    joined = [(f"{one.theirs} {other.theirs}", f"{other.ours} {one.ours}") for one, other in pairwise(PAIRS)]
    held_to_the_program(evaluate, [*alone, *crossed, *joined])


def test_the_script_shortens_long_changes_as_the_program_does(evaluate: Evaluate) -> None:
    """What a headline quotes of a run of words too long for it, whether little of it carries meaning or much."""
    much = " ".join(pair.ours.rstrip(".") for pair in PAIRS)
    little = "heron sleeps by the water " * 60
    long = [*much.split(". "), much, little, f"{little}and you must go {little}", f"not {much} heron {little}never"]
    held_to_the_program(evaluate, [(f"Ask them before {one} you go.", "Ask them before you go.") for one in long])
    held_to_the_program(evaluate, [("Keep a record.", one) for one in long])
    found = evaluate(
        """async (some) => { const { shortened } = await import("/shortened.js"); return some.map(shortened); }""", long
    )
    assert found == [shortened(one) for one in long]
    assert found != long


def test_the_script_reads_this_library_as_the_program_does(evaluate: Evaluate) -> None:
    """Each passage and rule of the project's own content, beside every other."""
    library = read_content(PROJECT / "content")[0]
    written = [rule.text for document in library.documents for version in document.versions for rule in version.rules]
    written += [
        passage.text
        for source in library.sources
        for edition in source.editions
        for passage in edition.details.passages
    ]
    held_to_the_program(evaluate, [(old, new) for old in written for new in written])


@several
@given(st.lists(version_pairs(), min_size=1, max_size=MANY // 2))
def test_the_script_makes_the_page_that_is_built(evaluate: Evaluate, pairs: list[tuple[Version, Version]]) -> None:
    """From the records of two versions, everything that the built page says changed, letter for letter."""
    records = [[record(version) for version in pair] for pair in pairs]
    found = evaluate(
        "(pairs) => pairs.map(([old, renewed]) => window.compare.changesAsHtml(window.compare.compare(old, renewed)))",
        records,
    )
    for (old, new), html in zip(pairs, found, strict=True):
        assert html == str(render("redline_changes.html", redline_rows(compare(old, new), LIBRARY)))


def record(version: Version) -> Any:
    """Return the record of *version* as a program reads it."""
    document = DocumentOnDay(a_document(version), BEGINNING, LIBRARY)
    return json.loads(json.dumps(version_record(document, version, SiteFacts("Guidance"))))
