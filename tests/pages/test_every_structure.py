"""A made-up library uses every structure that guidance can have, and every view shows it with nothing raw.

`tests/structures` has it as files; the views are made as a build makes them, without MkDocs.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from markdown_it import MarkdownIt

from inforce.build.theme_shell import Layout
from inforce.compare.changes import compare
from inforce.formats.evidence import evidence
from inforce.formats.markdown import version_markdown
from inforce.formats.records.versions import version_record
from inforce.formats.redline_text import as_text, lasting_document
from inforce.model.block_text import as_written, in_one_line, lines_of
from inforce.model.blocks import as_source
from inforce.model.guidance import Version
from inforce.model.library import Library, PdfScope
from inforce.model.names import TextKind, VersionNumber
from inforce.model.numbering import numbered_rules, numbered_sections
from inforce.model.rules import RunningText, Term
from inforce.model.sources import Passage
from inforce.parsing.resolved_texts import in_block_texts
from inforce.pdf.document import pdf_copies
from inforce.pdf.typesetting import typeset
from inforce.reading.content_folder import read_content
from inforce.reading.guidance_files import read_version
from inforce.reports.text_shown import laid_out, text_shown
from inforce.site import addresses
from inforce.site.block_html import as_html
from inforce.site.block_markdown import as_markdown
from inforce.site.document.redline_rows import redline_rows
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import blocks_as_runs
from inforce.site.phrases.answers_by_day import text_on_day
from inforce.site.publication import Publication, SiteFacts
from made_pages import make_pages
from model.test_block_text import some_blocks
from pdf.pdf_reading import faults, page_texts
from real_project import EXAMPLE, run
from site_server import serving

CONTENT = Path(__file__).parents[1] / "structures" / "content"
DAY = date(2026, 11, 29)
SITE = SiteFacts("Guidance", "https://guidance.example.org/")
MARKDOWN = MarkdownIt("commonmark").enable("table")
RAW = re.compile(r"\*\*|\]\(|\| ?--- ?\||(?<![\w&])_[^\W_]|@@inforce|\\\n|\{#")
"""Signs of block text that no reader may see."""


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the library, which is sound."""
    found, problems = read_content(CONTENT)
    assert [problem for problem in problems if problem.is_error] == []
    return found


@pytest.fixture(scope="module")
def version(library: Library) -> Version:
    (document,) = library.documents
    return document.versions[-1]


@pytest.fixture(scope="module")
def bodies(library: Library) -> dict[str, str]:
    """Return the HTML of every page, by its address."""
    return {page.address: page.body for page in make_pages(library, SITE, DAY, ()).printed}


@pytest.fixture(scope="module")
def pages(bodies: dict[str, str]) -> dict[str, str]:
    """Return the words of every page as a reader sees them, by its address."""
    return {address: shown(body) for address, body in bodies.items()}


def shown(html: str) -> str:
    html = re.sub(r"<(script|style|svg)\b.*?</\1>|<summary>.*?</summary>|<!--.*?-->", " ", html, flags=re.DOTALL)
    html = re.sub(r"</?(?:a|em|strong|ins|del|mark|code)\b[^>]*>", "", html)
    text = re.sub(r"<[^>]*>", " ", html)
    for sign, meant in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(sign, meant)
    return " ".join(text.split())


def texts_of(version: Version) -> list[str]:
    """Return every block text of *version* that stands among its rules, in the order in which it is read."""
    found = []
    for section in version.sections:
        found.append(section.introduction)
        for part in section.rules:
            found.append(part.text)
            if not isinstance(part, RunningText):
                found += [*(note.text for note in part.notes), part.local_practice]
    return [text for text in found if text]


def stand_in_order(texts: list[str], view: str) -> None:
    at = 0
    flat = " ".join(view.split())
    for text in texts:
        words = " ".join(text.split())
        found = flat.find(words, at)
        assert found >= 0, words
        at = found + len(words)


def test_every_page_shows_words_and_no_signs(pages):
    """Neither the pages of the document nor those of its rules, sources and changes show how texts are written."""
    assert len(pages) > 10
    for address, words in pages.items():
        if address != addresses.fields():  # which tells how texts are written
            assert not RAW.search(words), (address, RAW.search(words))


def test_who_has_no_style_sheet_reads_the_page_before_what_is_printed_on_every_sheet(bodies):
    """A text browser would tell its readers first that they hold a printed copy."""
    heads = [body for body in bodies.values() if "running-head" in body]
    assert len(heads) > 3
    for body in heads:
        assert body.index("<h1") < body.index("still-current") < body.index("running-head") < body.index("other-sheets")


def test_who_has_no_style_sheet_is_told_what_was_removed_and_added_and_how_deep_items_stand(bodies):
    """A text browser shows both forms of a comparison, one after the other, and no item further in than another."""
    body = bodies["guidance/lone-visits/2.0.0/changes/"]
    assert body.count('change__sides"><p class="visually-hidden">Side by side:') == body.count("change__sides") > 3
    words = shown(body)
    assert "• Removed: the full address ◦ Removed: with the postcode" in words
    assert "◦ Added: with the floor" in words


def test_the_page_of_a_version_has_every_word_in_order(version, pages):
    """Lists with their labels, tables cell by cell, and what stands beside and between rules."""
    texts = [rule for rule in map(in_one_line, texts_of(version)) if rule]
    stand_in_order(sorted(texts, key=pages[addresses.version(version)].find), pages[addresses.version(version)])


def test_every_rule_has_a_page_with_its_words(version, pages):
    """The page of a rule shows its lists and tables too."""
    for rule in version.rules:
        page = pages[addresses.rule(version.document, rule.id)]
        bulleted = re.sub("[•◦▪] ", "", page)
        assert in_one_line(rule.text) in bulleted


def test_numbers_are_those_of_the_version(version):
    """A rule has its own label, or is counted in its section; a section within another goes on after its rules."""
    assert [section.number for section in numbered_sections(version)] == ["1", "2", "2.2", "2.2.3", "Appendix A"]
    assert [rule.number for rule in numbered_rules(version)] == ["1.1", "1.2", "2.A", "2.2.1", "2.2.2", "2.2.3.1"]


def test_references_have_the_number_of_the_day(version, pages):
    """A reference by id is shown as a number, and leads to the rule."""
    assert "as rule 2.2.2 says" in pages[addresses.version(version)]


def test_other_views_have_every_word(library, version):
    """The copy in Markdown, the text of the terminal, the evidence and the record say all that the page says."""
    (document,) = library.documents
    on_day = DocumentOnDay(document, DAY, library)
    answer = text_on_day(on_day)
    text = text_shown(on_day, answer)
    markdown = version_markdown(on_day, version, SITE)
    files = evidence(on_day, answer, text, {})
    assert not RAW.search(text)
    for one in texts_of(version):
        words = re.sub(r"[^\w]+", " ", as_written(one)).split()
        for view in (text, markdown, shown(files["text.html"].decode())):
            seen = re.sub(r"[^\w]+", " ", re.sub(r"\]\([^)]*\)", "]", view))
            assert " ".join(words) in " ".join(seen.split()), one
    record = json.loads(json.dumps({"rules": [as_written(rule.text) for rule in version.rules]}))
    assert record["rules"]


def test_the_pdf_has_every_word_in_lists_and_tables(library, version):
    """What is set in type are the same blocks."""
    publication = Publication(library, SITE, DAY, ())
    assert library.settings.pdf is PdfScope.IN_FORCE
    (copy,) = pdf_copies(publication)
    rules = [part.rule for section in copy.sections for part in section.parts if part.rule]
    assert [rule.number for rule in rules] == [placed.number for placed in numbered_rules(version)]
    for rule, meant in zip(rules, version.rules, strict=True):
        assert "".join(_run_words(rule.words).split()) == "".join(as_written(meant.text).split())
    assert any(block.rows for rule in rules for block in rule.words)
    assert any(item.label == "a)" for rule in rules for block in rule.words for item in block.items)


def _run_words(blocks) -> str:
    found = []
    for block in blocks:
        found += [run.text for run in block.runs]
        found.append(_run_words(block.within))
        for item in block.items:
            found += [item.label, _run_words(item.blocks)]
        found += [run.text for row in block.rows for cell in row for run in cell]
    return " ".join(found)


PICTURE = "guidance/lone-visits/pictures/late-home.svg"


def test_a_picture_stands_in_every_view_with_the_words_that_say_what_it_shows(library, version, bodies):
    """On the pages of the version and of its rule, in Markdown, in the record and in the evidence, which has it."""
    (document,) = library.documents
    on_day = DocumentOnDay(document, DAY, library)
    for address in (addresses.document(document.id), addresses.version(version), addresses.rule(document.id, "late")):
        assert f'src="@@root@@/{PICTURE}"' in bodies[address]
        assert "What to do when someone is late" in bodies[address]
    assert 'alt="What to do when someone is late"' in bodies[addresses.version(version)]
    assert f"![What to do when someone is late](https://guidance.example.org/{PICTURE})" in version_markdown(
        on_day, version, SITE
    )
    (recorded,) = version_record(on_day, version, SITE)["pictures"]
    assert recorded == {"file": f"https://guidance.example.org/{PICTURE}", "sha256": version.text.pictures[0].sha256}
    alone = evidence(on_day, text_on_day(on_day), "", {})["text.html"].decode()
    assert 'src="pictures/late-home.svg"' in alone


def test_the_pdf_has_the_picture_with_its_name_for_those_who_do_not_see_it(library):
    """It is drawn, not left out, and the file is as accessible as one without."""
    (copy,) = pdf_copies(Publication(library, SITE, DAY, ()))
    content = typeset(copy).content
    assert faults(content) == []
    assert len(content) > len(typeset(replace(copy, sections=())).content)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site as it is built, with the theme."""
    project = tmp_path_factory.mktemp("structures")
    shutil.copytree(CONTENT, project / "content")
    shutil.copytree(EXAMPLE / "content" / "pages", project / "content" / "pages")
    shutil.copy(EXAMPLE / "mkdocs.yml", project)
    done = run(project, "inforce", "build", "--on", DAY.isoformat())
    assert done.returncode == 0, done.stderr
    return project / "site"


def test_a_built_site_has_the_very_file_and_saves_it_with_its_page(site, version):
    """What is published is the file that the version names by its digest."""
    assert (site / PICTURE).read_bytes() == version.pictures[0].content
    offline = json.loads((site / "offline.json").read_text())
    assert any(PICTURE in topic["pages"] for topic in offline["topics"])
    assert PICTURE in offline["files"]


def test_a_drawing_is_the_same_however_it_was_checked_out(tmp_path, version):
    """Git on Windows gives it other line ends; readers get the one that was recorded, and any other change is told."""
    shutil.copytree(CONTENT, tmp_path / "content")
    file = tmp_path / "content" / "guidance" / "lone-visits" / "pictures" / "late-home.svg"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    found, problems = read_content(tmp_path / "content")
    assert [problem for problem in problems if problem.is_error] == []
    assert found.documents[0].versions[-1].pictures[0].content == version.pictures[0].content
    file.write_bytes(file.read_bytes().replace(b">yes<", b">no<"))
    _library, problems = read_content(tmp_path / "content")
    assert [problem.code for problem in problems if problem.is_error] == ["picture-not-held"] * 2


@pytest.mark.parametrize("scripts", [True, False])
def test_readers_choose_rules_by_their_attributes_and_print_all_of_them(site, browser, scripts):
    """No script is needed for it; a rule that a link leads to is shown whatever was chosen.

    A browser that hides no rule, for it has no style, does not say that it does.
    """
    assert "You see only some" not in shown((site / "guidance/lone-visits/index.html").read_text("utf-8"))
    with serving(site) as address:
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{address}guidance/lone-visits/")
        every = ["go-alone", "diary", "leave", "late", "buddy", "old-way"]
        rules = page.locator(".rule")
        assert [rules.nth(place).get_attribute("id") for place in range(rules.count())] == every

        def seen() -> list[str]:
            return [name for name in every if page.locator(f"#{name}").is_visible()]

        assert seen() == every
        page.get_by_label("Level").select_option("L2")
        assert seen() == ["late"]
        said = page.locator(".rule-filter").evaluate("filter => getComputedStyle(filter, '::after').content")
        assert "You see only some of the rules" in said
        assert not page.locator("#before-you-go").is_visible()
        page.emulate_media(media="print")
        assert seen() == every
        page.emulate_media(media="screen")
        page.goto(f"{address}guidance/lone-visits/#leave")
        page.get_by_label("Level").select_option("L2")
        assert seen() == ["leave", "late"]
        page.get_by_label("Level").select_option("All")
        assert seen() == every
        context.close()


@pytest.mark.parametrize("width", [1280, 375])
def test_a_page_with_every_structure_hinders_nobody(site, browser, width):
    """Axe finds nothing on the pages of a version, a rule and a change, and none is wider than the screen."""
    with serving(site) as address:
        context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        page = context.new_page()
        for path in ("", "rules/late/", "2.0.0/changes/", "sources/"):
            page.goto(f"{address}guidance/lone-visits/{path}")
            page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
                page.emulate_media(color_scheme=scheme)
                found = Axe().run(page, options={"resultTypes": ["violations"], **options})
                assert found.violations_count == 0, f"{path} in {scheme}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        context.close()


def test_a_term_is_explained_beside_each_rule_that_uses_it(library, version, bodies):
    """A reader opens it in place without script; a print and the PDF have it where it is used first."""
    words = "the colleague who knows where you are."
    page = bodies[addresses.version(version)]
    folds = re.findall(
        r'<details class="fold (rule__meaning[^"]*)"><summary>(.*?)</summary>(.*?)</details>', page, re.S
    )
    assert [(classes, said) for classes, said, _ in folds] == [
        ("rule__meaning", "Meaning of “buddy”"), ("rule__meaning rule__meaning--again", "Meaning of “buddy”"),
    ]  # fmt: skip
    assert all(words in within for _, _, within in folds)
    for rule in ("diary", "leave"):
        assert words in bodies[addresses.rule(version.document, rule)]
    assert words not in bodies[addresses.rule(version.document, "go-alone")]
    (copy,) = pdf_copies(Publication(library, SITE, DAY, ()))
    rules = [part.rule for section in copy.sections for part in section.parts if part.rule]
    assert [rule.number for rule in rules if any(one.kind == "meaning" for one in rule.annexes)] == ["1.2"]


def test_a_term_is_explained_below_text_that_is_no_rule(library, version):
    """On request there too; a print and the PDF have it there where no rule uses the term."""
    (document,) = library.documents
    part = next(part for part in version.text.sections[0].rules if isinstance(part, RunningText))
    for term, again in (("buddy-term", True), ("marker", False)):
        text = replace(part, text=f"Read about [it](#{term}).")
        terms = (*version.text.terms, Term("marker", "red marker", "a sign that somebody was hurt."))
        section = replace(
            version.text.sections[0], introduction=text.text, rules=(text, *version.text.sections[0].rules)
        )
        shown = replace(version, text=replace(version.text, terms=terms, introduction=text.text, sections=(section,)))
        changed = replace(library, documents=(replace(document, versions=(shown,)),))
        body = next(page.body for page in make_pages(changed, SITE, DAY, ()).printed if "/2.0.0" in page.address)
        before = body[: body.index('id="go-alone"')]
        named = "buddy" if again else "red marker"
        fold = f'<details class="fold rule__meaning{" rule__meaning--again" * again}"><summary>Meaning of “{named}”'
        assert before.count(fold) == 3
        (copy,) = pdf_copies(Publication(changed, SITE, DAY, ()))
        in_pdf = " ".join(_run_words(blocks) for blocks in (copy.introduction, copy.sections[0].parts[0].text))
        assert ("a sign that somebody was hurt" in in_pdf) is not again


def test_no_view_shows_a_rule_that_is_not_to_be_used_without_saying_so_first(library, version, pages):
    """Whoever reads the words knows before that they do not hold any more, and what to follow instead."""
    (document,) = library.documents
    on_day = DocumentOnDay(document, DAY, library)
    (copy,) = pdf_copies(Publication(library, SITE, DAY, ()))
    of_rule = re.compile(
        r"Do not use this rule any more.{0,80}?Ring the office\..{0,40}?The office has closed\..*?instead"
    )
    views = [
        pages[addresses.version(version)], pages[addresses.rule(document.id, "old-way")],
        version_markdown(on_day, version, SITE), text_shown(on_day, text_on_day(on_day)),
        shown(evidence(on_day, text_on_day(on_day), "", {})["text.html"].decode()),
        " ".join(page_texts(typeset(copy).content)),
    ]  # fmt: skip
    for view in views:
        assert re.search(of_rule, " ".join(view.split()))
    assert "Do not use this rule any more Ring the office." in pages[addresses.rules_and_sources(document.id)]
    found = next(page.search for page in make_pages(library, SITE, DAY, ()).printed if page.search)
    assert [entry.title for entry in found if entry.anchor == "old-way"] == [
        "Rule 2.2.3.1: Do not use this rule any more"
    ]


def test_a_change_of_an_attribute_is_told_as_that(library):
    """On pages and at the terminal, among the rules that changed; what is in a list or table keeps its labels there."""
    (document,) = library.documents
    changes = compare(*document.versions)
    redline = lasting_document(DocumentOnDay(document, DAY, library), changes, redline_rows(changes, library))
    row = next(row for row in redline.rows.changed if row.id == "go-alone")
    told = "Applies to: Staff, Managers before; Staff, Leaders now."
    assert row.kind == "wording"
    assert told in row.notes
    assert redline.rows.resourced == ()
    text = as_text(redline, str)
    assert told in text
    for line in (
        "a) the record has a red marker",
        "2. {+the time that you agreed+}",
        "[-30-]{+25+} | Call the control",
    ):
        assert line in text


def a_standard() -> bytes:
    """Return a version of 345 rules in 70 sections, of two levels, each with a label, attributes and a source."""
    lines = [
        "format: 2", "version: 1.0.0", "title: Secure services", "in_force_from: 2026-01-05", "change:",
        "  kind: first", "  note: First version.", "summary: What services have to hold.", "sections:",
    ]  # fmt: skip
    count = 0
    for chapter in range(1, 15):
        lines += [f"  - id: chapter-{chapter}", f"    label: V{chapter}", f"    heading: Chapter {chapter}"]
        lines += ["    introduction: What this chapter is about.", "    sections:"]
        for part in range(1, 5):
            lines += [f"      - id: part-{chapter}-{part}", f"        label: V{chapter}.{part}"]
            lines += [f"        heading: Part {part} of it", "        rules:"]
            for rule in range(1, 8 if 4 * chapter + part <= 13 else 7):
                count += 1
                words = " ".join(f"{'checks and records' if step % 2 else 'every request'}" for step in range(11))
                lines += [
                    f"          - id: r{chapter}-{part}-{rule}", f'            label: "{chapter}.{part}.{rule}"',
                    f"            text: Verify that the service {words} {count}.", "            citations:",
                    f"              - quotes: safer-visits/2025#r{chapter}-{part}-{rule}", "            attributes:",
                    "              - name: Level", f"                value: L{1 + count % 3}",
                    "              - name: Weakness", f"                value: W-{count}",
                ]  # fmt: skip
    return "\n".join([*lines, ""]).encode()


def test_a_standard_of_345_rules_in_70_sections_is_light_and_whole(library):
    """Its page, of which the theme adds 10 kB, stays below 300 kB; contents and PDF have all of it, with its labels."""
    (document,) = library.documents
    read = read_version(a_standard(), "1.0.0.yml", document.id, VersionNumber(1, 0, 0))
    assert read.version, read.problems
    ((edition,),) = (source.editions for source in library.sources)
    cited = tuple(Passage(rule.id, f"requirement {rule.label}", rule.text) for rule in read.version.rules)
    edition = replace(edition, details=replace(edition.details, passages=cited))
    whole = replace(
        library,
        documents=(replace(document, versions=(read.version,)),),
        sources=(replace(library.sources[0], editions=(edition,)),),
    )
    page = next(one for one in make_pages(whole, SITE, DAY, ()).printed if one.address == "guidance/lone-visits/")
    printed = Layout(
        "@@inforce:title@@@@inforce:description@@@@inforce:body@@@@inforce:contents@@@@inforce:head@@<html "
    )
    assert len(printed.print(page)) < 285_000
    assert len([one for one in page.contents if re.match(r"V\d", one.text)]) == 70
    assert [one.level for one in page.contents[:3]] == [1, 2, 2]
    assert len(set(re.findall(r'<h4><a href="#(r[^"]*)"><i>Rule </i>', page.body))) == 345
    (copy,) = pdf_copies(Publication(whole, SITE, DAY, ()))
    set_in_type = " ".join(page_texts(typeset(copy).content))
    for placed in numbered_rules(read.version):
        assert f"{placed.number} Verify" in set_in_type


@given(some_blocks())
@settings(max_examples=80, deadline=None)
def test_whatever_is_written_has_the_same_words_in_the_same_order_in_every_view(blocks):
    """On pages, in copies that are not HTML, on the terminal, and in Markdown as another program reads it."""
    source = as_source(blocks)
    meant = in_one_line(source)
    assert shown(as_html(source)) == meant
    assert "".join(_run_words(blocks_as_runs(source, SITE)).split()) == "".join(meant.split())
    assert named(" ".join(laid_out(source))) == named(meant)
    markdown = MARKDOWN.render(as_markdown(source, "", SITE))
    counted = re.compile(r"\d+[.)]")  # which Markdown has lists for: their numbers are no words there
    lines = (line.words if counted.fullmatch(line.label) else line.written for line in lines_of(source))
    assert named(shown(re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", markdown))) == named(" ".join(lines))


def named(view: str) -> list[str]:
    return re.sub(r"[\W_]+", " ", view).split()


EVERY = """

Words with *stress*, **more stress**, a [link](#buddy), [a page](https://www.example.org/) and\\
a broken line.

- a bullet
  1. a number in it

     with a paragraph
- another

a) a letter
b) another

| Head | Other |
| --- | --- |
| cell | **bold** cell |

![A picture](lone-visits/late-home.svg)
    What it shows:

    - an item of it
"""


def test_every_text_may_have_every_structure_in_every_view(library, version):
    """Wherever a text may stand in a version, lists, tables, pictures and links are shown as that, and no sign is."""
    (document,) = library.documents
    fields = []

    def with_everything(text: str, _kind: TextKind) -> str:
        fields.append(text)
        return f"{text.rstrip()}{EVERY}" if text else text

    full = replace(version, text=in_block_texts(version.text, with_everything))
    count = sum(map(bool, fields)) - sum(len(rule.items) for rule in version.rules)  # which are in the words already
    assert count >= 15
    whole = replace(library, documents=(replace(document, versions=(document.versions[0], full)),))
    on_day = DocumentOnDay(whole.documents[0], DAY, whole)
    printed = {page.address: shown(page.body) for page in make_pages(whole, SITE, DAY, ()).printed}
    (copy,) = pdf_copies(Publication(whole, SITE, DAY, ()))
    records = {address: " ".join(words_in(record)) for address, record in json_records(whole).items()}
    assert len(records) > 10
    views = {
        **{address: words for address, words in printed.items() if address != addresses.fields()},
        **records,
        "text": text_shown(on_day, text_on_day(on_day)),
        "evidence": shown(evidence(on_day, text_on_day(on_day), "", {})["text.html"].decode()),
        "pdf": " ".join(page_texts(typeset(copy).content)),
    }
    for name, view in views.items():
        assert not RAW.search(view), (name, RAW.search(view))
    markdown = version_markdown(on_day, full, SITE)
    for name in (addresses.version(version), "text", "evidence", "pdf"):
        for words in ("more stress", "a number in it", "with a paragraph", "bold cell", "an item of it"):
            assert " ".join(views[name].split()).count(words) >= count, (name, words)
    assert markdown.count("![A picture](https://guidance.example.org/") >= count


def json_records(library) -> dict[str, object]:
    """Return every JSON record of a site with *library*, by its address, but for the schemas of them."""
    made = make_pages(library, SITE, DAY, ())
    files = [*made.downloads, *(copy for page in made.printed for copy in page.copies)]
    named = {one.address: one.content for one in files if one.address.endswith(".json")}
    return {address: json.loads(content) for address, content in named.items() if "schemas" not in address}


def words_in(record, name: str = "") -> Iterator[str]:
    """Yield every text of *record*; of `source`, which is Markdown, what a reader of Markdown shows."""
    if isinstance(record, dict):
        for key, value in record.items():
            yield from words_in(value, key)
    elif isinstance(record, list):
        for value in record:
            yield from words_in(value, name)
    elif isinstance(record, str):
        yield shown(MARKDOWN.render(record) if name == "source" else record)


def test_every_link_of_a_copy_for_programs_leads_to_something(library, version, bodies):
    """Whatever shows Markdown, a link to a rule leads to that rule on the page of its version."""
    (document,) = library.documents
    on_day = DocumentOnDay(document, DAY, library)
    texts = [version_markdown(on_day, version, SITE)]
    texts += [rule["source"] for rule in _rules_of(version_record(on_day, version, SITE))]
    hrefs = [href for text in texts for href in re.findall(r'<a href="([^"]*)"', MARKDOWN.render(text))]
    assert [href for href in hrefs if "#" in href]
    for href in hrefs:
        if href.startswith(("tel:", "mailto:")):
            continue
        page, _, anchor = href.removeprefix(SITE.address).partition("#")
        assert href.startswith("https://"), href
        assert not anchor or f'id="{anchor}"' in bodies[page], href


def _rules_of(record) -> list:
    return [rule for section in record["sections"] for rule in section["rules"]]


def test_items_and_cells_that_changed_are_told_as_that(library):
    """An item that came is added, one that moved is not told as other words, and a cell is told by its heading."""
    (document,) = library.documents
    rows = redline_rows(compare(*document.versions), library)
    notes = {row.id: row.notes for row in rows.rules}
    assert 'Item added: "2. the time that you agreed"' in notes["diary"]
    assert any(note.startswith("Item moved, with the same words:") for note in notes["diary"])
    assert 'In the table, "25", "Minutes late": "30" became "25".' in notes["late"]
    said = [sentence for row in rows.rules for sentence in row.said]
    assert not any("full address" in sentence for sentence in said)
