"""In another language no page, print, PDF, feed or script has a word of ours that its catalogue did not give it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import html5lib
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page

from built_pages import of_class, parsed, tag
from inforce.cli import cli
from made_up_language import LANGUAGE, WEIGHTY, cyrillic, write_project
from pdf.pdf_reading import letters, page_texts
from real_project import DAY, built, digests, run
from site_server import serving

IDS = frozenset({
    "sharing", "travel", "keys", "coming", "advice", "letter", "ask-first", "keep-record", "old-custom", "tell-family",
    "read-letter", "note-it", "go", "lock", "wait", "rules",
})  # fmt: skip
NO_WORDS = re.compile(
    r"https?://\S+|source:\S+|urn:\S+|\S*(?:example\.org|127\.0\.0\.1|\.yml|\.json|\.xml|\.md|\.pdf|\.html|\.jsonld)\S*"
    r"|\b[0-9A-HJKMNP-TV-Z]{4}\W+[0-9A-HJKMNP-TV-Z]{4}\b|\b[0-9a-f]{32,}\b|\bSHA-256\b|\bsha256sum\b|\bPDF\b|\bkB\b"
    r"|standing, as\\_at.*valid\\_until"
    r"|\binforce\b"
)
"""Addresses, codes, and names of files, fields and units, which are the same in every language."""

TYPED = re.compile(r"(?m)^    (sed|sha256sum) .*$|\b(answer|text|versions)\.\w+|\b(records|sources)/")
"""What stands in the files of evidence to be typed: commands, and names of files."""

SAID_BY_ATTRIBUTES = (
    "title", "alt", "aria-label", "aria-description", "placeholder", "label", "summary", "data-print-line",
    "data-copy-label", "data-copied", "data-title",
)  # fmt: skip
FOR_PROGRAMS = frozenset({
    "$schema", "id", "standing", "kind", "strength", "old_strength", "new_strength", "change", "passage", "verdict",
    "class", "old_section", "new_section", "section", "source", "edition", "document", "language", "evidence",
    "version", "event", "what", "type", "rel",
})  # fmt: skip
"""What records say in words for programs, which no language changes."""


def foreign(text: str) -> list[str]:
    """Return the words in *text* that neither the content nor the catalogue can have put there."""
    words = re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", NO_WORDS.sub(" ", text))
    return [word for word in words if word not in IDS and word not in WEIGHTY]


def texts(element: Element) -> Iterator[str]:
    """Yield all that an element of a page says, to eyes and to ears, a text each; what is to be typed is no word."""
    name = tag(element)
    if name in ("script", "style", "code"):
        return
    yield from (element.attrib[one] for one in SAID_BY_ATTRIBUTES if one in element.attrib)
    if name == "meta" and element.get("name") == "description":
        yield element.attrib["content"]
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from texts(child)
        yield child.tail or ""


def told(found: Iterable[tuple[object, str]]) -> dict[str, str]:
    """Return the texts with words of ours left in them, each with where it stands first."""
    left: dict[str, str] = {}
    for where, text in found:
        if foreign(text):
            left.setdefault(" ".join(text.split()), str(where))
    return left


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in the made-up language, built; not to be changed."""
    made = write_project(tmp_path_factory.mktemp("made-up"))
    built(made)
    return made


@pytest.fixture(scope="session")
def translated(project: Path) -> Path:
    """The folder of its site."""
    return project / "site"


@pytest.fixture(scope="session")
def where(translated: Path) -> Iterator[str]:
    """The address of its site."""
    with serving(translated) as address:
        yield address


def test_no_page_has_a_word_outside_the_catalogue(translated: Path) -> None:
    """Words, names of pictures and buttons, and what a sheet of it says when printed without script."""
    pages = sorted(translated.rglob("*.html"))
    assert len(pages) > 40
    found = ((page.relative_to(translated), text) for page in pages for text in texts(parsed(page)))
    assert told(found) == {}


def test_every_page_and_feed_says_which_language_it_is_in(translated: Path) -> None:
    """For voices that read out, and for browsers that break lines."""
    assert {parsed(page).attrib["lang"] for page in translated.rglob("*.html")} == {LANGUAGE}
    assert {json.loads(feed.read_bytes())["language"] for feed in translated.rglob("feed.json")} == {LANGUAGE}


def test_no_feed_has_a_word_outside_the_catalogue(translated: Path) -> None:
    """Its own words, and those of its entries."""
    found = []
    for feed in sorted(translated.rglob("feed.xml")):
        for element in fromstring(feed.read_bytes()).iter():  # noqa: S314 - written by the build
            if tag(element) in ("title", "subtitle", "name"):
                found.append((feed.name, element.text or ""))
            elif tag(element) == "content":
                found += [(feed.name, text) for text in texts(html5lib.parseFragment(unescape(element.text or "")))]
    assert found
    assert told(found) == {}


def test_no_copy_for_programs_has_a_word_outside_the_catalogue(translated: Path) -> None:
    """What records and Markdown say in sentences; the names and values that programs go by stay."""
    found: list[tuple[object, str]] = [
        (copy.relative_to(translated), copy.read_text(encoding="utf-8").split("---\n", 2)[2])
        for copy in sorted(translated.rglob("index.md"))
    ]
    found.append(("llms.txt", (translated / "llms.txt").read_text(encoding="utf-8")))
    for record in sorted((translated / "api").rglob("*.json")):
        if "schemas" not in record.parts:
            place = record.relative_to(translated)
            found += [(place, text) for text in sentences(json.loads(record.read_bytes()))]
    assert len(found) > 100
    assert told(found) == {}


def printed(project: Path, *given: str) -> str:
    """Return what a command prints of the project; text that did not apply on a day is told with exit code 1."""
    done = CliRunner().invoke(cli, [given[0], "-f", str(project / "mkdocs.yml"), *given[1:]], catch_exceptions=False)
    assert done.exit_code in (0, 1), done.output
    return done.stdout


@pytest.mark.parametrize("day", [DAY, "1999-12-31", "2031-01-01"])
def test_what_commands_print_for_readers_has_no_word_outside_the_catalogue(project: Path, day: str) -> None:
    """The text of a day, and what changed, in every form for people."""
    documents = sorted(folder.name for folder in (project / "content/guidance").iterdir())
    found: list[tuple[object, str]] = []
    for name in documents:
        found.append((f"show {name}", printed(project, "show", name, "--on", day)))
        versions = sorted(file.stem for file in (project / "content/guidance" / name / "versions").iterdir())
        for older, newer in pairwise(versions):
            for form in ("terminal", "markdown"):
                said = printed(project, "redline", name, older, newer, "--on", day, "--format", form)
                found.append((f"redline {name} {form}", re.sub(r"</?(ins|del)>", "", said)))
            page = html5lib.parse(printed(project, "redline", name, older, newer, "--on", day, "--format", "html"))
            found += [(f"redline {name} html", text) for text in texts(page)]
    assert len(found) > 20
    assert told(found) == {}


def test_no_evidence_has_a_word_outside_the_catalogue(project: Path, tmp_path: Path) -> None:
    """What is there to read; records and what a shell is to run stay as they are."""
    register = tmp_path / "register.jsonl"
    register.write_bytes(b"")
    file = tmp_path / "evidence.zip"
    printed(project, "evidence", "sharing", "--on", DAY, "--output", str(file), "--register", str(register))
    found: list[tuple[object, str]] = []
    with zipfile.ZipFile(file) as packed:
        for path in packed.namelist():
            name = path.rpartition("/")[2]
            if name.endswith(".txt"):
                found.append((name, TYPED.sub("", packed.read(path).decode())))
            elif name == "text.html":
                found += [(name, text) for text in texts(html5lib.parse(packed.read(path).decode()))]
    assert len(found) > 3
    assert told(found) == {}


def sentences(value: Any, name: str = "") -> Iterator[str]:
    """Yield every text in a record that is for people."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield from sentences(held, key)
    elif isinstance(value, list):
        for held in value:
            yield from sentences(held, name)
    elif isinstance(value, str) and name not in FOR_PROGRAMS:
        yield value


def test_no_printable_copy_has_a_word_outside_the_catalogue(translated: Path) -> None:
    """In a PDF on each page; and every letter of either alphabet is in a font."""
    copies = sorted(translated.rglob("*.pdf"))
    assert len(copies) >= 8
    found = [(copy.relative_to(translated), text) for copy in copies for text in page_texts(copy.read_bytes())]
    assert told(found) == {}
    assert not any("[U+" in text for _, text in found)


# ---- What scripts say

SHOWN = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const marks = [...document.querySelectorAll("*")].flatMap((one) =>
    ["::before", "::after"].map((mark) => getComputedStyle(one, mark).content)).filter((text) => text.startsWith('"'));
  const names = [...document.querySelectorAll("*")].flatMap((one) =>
    ["title", "alt", "aria-label", "placeholder"].map((name) => one.getAttribute(name)).filter(Boolean));
  return [document.title, document.body.innerText, document.documentElement.dataset.printLine ?? "",
    ...marks, ...names];
}"""


def shown(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what a page shows once its scripts have run."""
    for text in page.evaluate(SHOWN):
        yield from ((page.url, line) for line in text.splitlines())


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser."""
    made = browser.new_context()
    yield made
    made.close()


STATES = {
    "guidance/sharing/": ("2026-11-22", "2027-01-10", "2027-06-01"),
    "guidance/sharing/1.0.0/": ("2026-11-22",),
    "guidance/sharing/3.0.0/": ("2027-02-01",),
    "guidance/keys/": ("2026-11-22", "2027-01-10"),
    "guidance/travel/": ("2026-11-22",),
    "guidance/coming/": ("2026-11-22",),
    "guidance/sharing/history/": ("2026-11-22",),
    "guidance/sharing/rules/ask-first/": ("2026-11-22",),
    "guidance/sharing/compare/?old=1.0.0&new=2.0.0": ("2026-11-22",),
    "": ("2026-11-22",),
    "404.html": ("2026-11-22",),
}


@pytest.mark.parametrize("path", STATES)
def test_no_script_says_a_word_outside_the_catalogue(context: BrowserContext, where: str, path: str) -> None:
    """Whatever day it is for the reader, on the screen and on paper, whether or not the site answers what holds now."""
    page = context.new_page()
    for day in STATES[path]:
        page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00+00:00"))
        for answers in (True, False):
            if not answers:
                page.route("**/currency.json*", lambda route: route.abort())
            page.goto(where + path)
            if page.locator("html[data-version]").count():
                page.locator(".plate__checked").wait_for()
            assert told(shown(page)) == {}
            page.emulate_media(media="print")
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            assert told(shown(page)) == {}
            page.emulate_media(media="screen")
            page.unroute("**/currency.json*")


def test_what_the_check_form_answers_is_in_the_catalogue(context: BrowserContext, where: str) -> None:
    """Whatever is wrong with what was typed."""
    page = context.new_page()
    said = set()
    for typed in ("", "7K3", "7K3Q-9XMU", "7K3Q-9XMA"):
        page.goto(f"{where}check/")
        page.fill("[name=code]", typed)
        page.click(".check-form button")
        message = page.locator(".check-form__message")
        message.filter(has_text=re.compile(r"\S")).wait_for()
        said.add(message.inner_text())
        assert told(shown(page)) == {}
    assert len(said) == 4


def test_what_the_search_says_is_in_the_catalogue(context: BrowserContext, where: str) -> None:
    """How much it found, and that it found nothing."""
    page = context.new_page()
    page.goto(where)
    status = page.locator(".md-search-result__meta")
    for typed, said in (("unless", "1 page found"), ("zzzz", "Nothing found")):
        page.click(".md-search__input")
        page.fill(".md-search__input", "")
        page.keyboard.type(typed)
        status.filter(has_text=cyrillic(said)).wait_for()
        assert told(shown(page)) == {}


def test_the_search_takes_words_apart_as_the_theme_is_told_to(translated: Path) -> None:
    """By the language that the theme has in mkdocs.yml, for not every language has a catalogue or is known to it."""
    index = json.loads((translated / "search" / "search_index.json").read_bytes())
    assert index["config"]["lang"] == ["de"]


def test_a_sheet_printed_by_a_browser_has_no_word_outside_the_catalogue(context: BrowserContext, where: str) -> None:
    """The lines in its margins, with the number of the sheet, among them."""
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(f"{DAY}T12:00:00+00:00"))
    page.goto(f"{where}guidance/sharing/")
    page.wait_for_load_state("networkidle")
    sheets = page_texts(page.pdf(format="A4"))
    assert told(("sheet", sheet) for sheet in sheets) == {}
    number = cyrillic("Page {page} of {pages}").format(page=1, pages=len(sheets))
    assert letters(number) in letters(sheets[0])


# ---- Both doors, and the words of one organisation


def test_mkdocs_builds_the_same_site_in_that_language(project: Path, translated: Path) -> None:
    """Both doors give the same bytes, whatever the language."""
    done = run(project, "mkdocs", "build", "--site-dir", str(project / "other"), SOURCE_DATE_EPOCH="1795348800")
    assert done.returncode == 0, done.stderr
    assert digests(project / "other") == digests(translated)


def test_a_sentence_that_an_organisation_words_in_its_own_way_is_said_so_everywhere(tmp_path: Path) -> None:
    """On pages, in prints and PDFs; and no other sentence changes."""
    project = write_project(tmp_path)
    (project / "content" / "words" / f"{LANGUAGE}.po").unlink()
    settings = project / "content" / "site.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(f"language: {LANGUAGE}\n", ""), encoding="utf-8")
    old, new = "Printed copy: for immediate reference only. Do not file.", "Paper copy: throw it away within a week."
    words = f'msgid "{old}"\nmsgstr "{new}"\n'
    (project / "content" / "words" / "en-GB.po").write_text(words, encoding="utf-8")
    site = built(project)
    heads = [
        " ".join(" ".join(texts(head)).split())
        for page in site.rglob("*.html")
        if not of_class(parsed(page), "sheet--plain")  # pages that show no version have another
        for head in of_class(parsed(page), "running-head")
    ]
    sheets = [sheet for copy in site.rglob("*.pdf") for sheet in page_texts(copy.read_bytes())]
    assert len(heads) > 25
    assert len(sheets) >= 8
    assert [one for one in heads + sheets if new not in one] == []
    assert not any(old in page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
