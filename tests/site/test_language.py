"""In another language no page, PDF, feed or record has a word of ours that its catalogue did not give it.

What scripts say is held in `test_language_of_scripts.py`, what commands print in `tests/cli/test_language.py`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import html5lib
import pikepdf

from built_pages import found_by_search, of_class, parsed, tag
from foreign_words import MARKED, blocks, glued, sentences, texts, texts_of_markdown, told
from inforce.model.dates import MONTHS
from made_up_language import LANGUAGE, cyrillic, write_project
from pdf.pdf_reading import page_texts
from real_project import DAY, built, digests, run


def test_no_page_has_a_word_outside_the_catalogue(translated: Path) -> None:
    """Words, names of pictures and buttons, and what a sheet of it says when printed without script."""
    pages = sorted(translated.rglob("*.html"))
    assert len(pages) > 40
    found = ((page.relative_to(translated), text) for page in pages for text in texts(parsed(page)))
    fields = parsed(translated / "fields" / "index.html")
    english = {" ".join(text.split()) for one in fields.iter() if one.get("lang") == "en" for text in texts(one)}
    assert len(english) > 100
    # the reference of fields is in English, as the names of the fields are, and says so of its parts
    assert {one for one in told(found).items() if one not in {(text, "fields/index.html") for text in english}} == set()


def test_what_publishing_writes_into_pages_is_in_the_catalogue(made_up: Path, tmp_path: Path) -> None:
    """The moments from which readers were shown each of five versions, and that one of them was cancelled."""
    project = shutil.copytree(made_up, tmp_path / "project")
    settings = project / "mkdocs.yml"  # its address is nobody's
    settings.write_text(settings.read_text(encoding="utf-8").replace("guidance.example.org", "guidance.made-up.test"))
    done = run(project, "inforce", "publish", str(tmp_path / "at"), "--on", DAY)
    assert done.returncode == 0, done.stderr
    published = tmp_path / "at" / "current"
    history = "guidance/sharing/history/index.html"
    after = moments_on(published / history)
    assert (moments_on(made_up / "site" / history), len(after)) == ([], 6)
    assert all(any(cyrillic(month) in said for month in MONTHS) for said in after)
    pages = sorted(one for one in published.rglob("*.html") if one.parent.name != "fields")  # held above
    assert told((one.relative_to(published), text) for one in pages for text in texts(parsed(one))) == {}


def moments_on(history: Path) -> list[str]:
    """Return from when on readers were shown each version, as the page says it."""
    return ["".join(one.itertext()) for one in parsed(history).iter() if tag(one) == "time"]


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


def test_no_copy_as_text_has_a_word_outside_the_catalogue(translated: Path) -> None:
    """Markdown, and the list for language models; facts at the head of a copy are those of records."""
    found: list[tuple[object, str]] = [("llms.txt", (translated / "llms.txt").read_text(encoding="utf-8"))]
    for copy in sorted(translated.rglob("index.md")):
        found += [(copy.relative_to(translated), text) for text in texts_of_markdown(copy.read_text(encoding="utf-8"))]
    assert len(found) > 100
    assert told(found) == {}


RECORDS_FOR_PROGRAMS = frozenset({"search", "hosting"})
"""What scripts and hosts go by. What the search says is read below."""


def test_the_search_has_no_word_outside_the_catalogue(translated: Path) -> None:
    """What it finds, and what it calls kinds and statuses."""
    labels = json.loads((translated / "search" / "index.json").read_bytes())["labels"]
    assert len(labels) > 5
    found: list[tuple[object, str]] = [("labels", label) for label in labels.values()]
    found += found_by_search(translated)
    assert len(found) > 30
    assert told((place, text) for place, text in found if place != "fields/") == {}


def test_no_record_has_a_word_outside_the_catalogue(translated: Path) -> None:
    """What records and feeds say in sentences; the names and values that programs go by stay."""
    found: list[tuple[object, str]] = []
    for record in sorted(translated.rglob("*.json")):
        place = record.relative_to(translated)
        if "schemas" not in place.parts and place.parts[0] not in RECORDS_FOR_PROGRAMS:
            for text in sentences(json.loads(record.read_bytes())):
                found += [(place, said) for said in texts(html5lib.parseFragment(text))]
    assert len({place for place, _ in found}) > 40
    assert told(found) == {}


def test_no_page_tells_search_engines_a_word_outside_the_catalogue(translated: Path) -> None:
    """In the block of data in its head; the names of types and formats are those of every language."""
    found: list[tuple[object, str]] = []
    for page in sorted(translated.rglob("*.html")):
        for script in parsed(page).iter("{http://www.w3.org/1999/xhtml}script"):
            if script.get("type") == "application/ld+json":
                found += [(page.relative_to(translated), text) for text in sentences(json.loads(script.text or ""))]
    assert len({place for place, _ in found}) > 30
    assert told(found) == {}


def test_no_printable_copy_has_a_word_outside_the_catalogue(translated: Path) -> None:
    """In a PDF on each page, in its title and bookmarks, and in the place of a picture; and fonts have every letter."""
    copies = sorted(translated.rglob("*.pdf"))
    assert "manual.pdf" in {copy.name for copy in copies}
    assert len(copies) >= 9
    found = [(copy.relative_to(translated), text) for copy in copies for text in page_texts(copy.read_bytes())]
    assert told(found) == {}
    assert not any("[U+" in text for _, text in found)
    besides = [(copy.relative_to(translated), text) for copy in copies for text in said_besides(copy.read_bytes())]
    assert len(besides) > len(copies) * 3
    assert told(besides) == {}


def said_besides(content: bytes) -> Iterator[str]:
    """Yield what a PDF says beside what is on its pages: its title, its bookmarks, and what stands for a picture."""
    with pikepdf.open(BytesIO(content)) as pdf:
        yield from (str(value) for name, value in pdf.docinfo.items() if name not in FOR_PROGRAMS_IN_PDF)
        with pdf.open_outline() as outline:
            yield from titles(outline.root)
        for held in pdf.objects:
            if isinstance(held, pikepdf.Dictionary) and "/Alt" in held:
                yield str(held.Alt)


FOR_PROGRAMS_IN_PDF = frozenset({"/Creator", "/Producer", "/CreationDate", "/ModDate"})


def titles(bookmarks: list[pikepdf.OutlineItem]) -> Iterator[str]:
    """Yield the words of *bookmarks* and of those below them."""
    for bookmark in bookmarks:
        yield bookmark.title
        yield from titles(bookmark.children)


READ_ABOVE = frozenset({".csv", ".html", ".json", ".md", ".pdf", ".txt", ".xml"})
WITHOUT_WORDS = frozenset({"", ".conf", ".css", ".js", ".link", ".map", ".svg", ".woff2", ".yml"})
"""Styles and scripts, which are held where they are shown; addresses; the content's own files; fonts and pictures."""


def test_every_file_of_the_site_is_read_here_or_holds_no_sentence(translated: Path) -> None:
    """A new kind of file has to be put on one side or the other."""
    kinds = {file.suffix for file in translated.rglob("*") if file.is_file()}
    assert kinds <= READ_ABOVE | WITHOUT_WORDS
    said = {file.name for file in translated.rglob("*") if file.suffix in (".txt", ".xml")}
    assert said == {"llms.txt", "OFL.txt", "feed.xml", "sitemap.xml"}  # the licence of the fonts, and addresses alone


def test_no_sentence_is_put_together_from_parts(tmp_path: Path) -> None:
    """No mark on a page, in a feed or in a copy stands between two sentences of ours, where no catalogue has it."""
    project = write_project(tmp_path, words=MARKED)
    settings = project / "content" / "site.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("pdf: all\nmanual: yes\n", ""), encoding="utf-8")
    site = built(project)
    found: dict[str, str] = {}
    for file in site.rglob("*"):
        if file.suffix in SAID_BY:
            said = SAID_BY[file.suffix](file)
            found |= {wrong: file.relative_to(site).as_posix() for text in said if (wrong := glued(text))}
    assert found == {}


SAID_BY: Mapping[str, Callable[[Path], Iterator[str]]] = {
    ".html": lambda page: blocks(parsed(page)),
    ".json": lambda record: (
        said for text in sentences(json.loads(record.read_bytes())) for said in blocks(html5lib.parseFragment(text))
    ),
    ".md": lambda copy: texts_of_markdown(copy.read_text(encoding="utf-8")),
}


# ---- Both doors, and the words of one organisation


def test_mkdocs_builds_the_same_site_in_that_language(made_up: Path, translated: Path) -> None:
    """Both doors give the same bytes, whatever the language."""
    done = run(made_up, "mkdocs", "build", "--site-dir", str(made_up / "other"), SOURCE_DATE_EPOCH="1795348800")
    assert done.returncode == 0, done.stderr
    assert digests(made_up / "other") == digests(translated)


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
