"""The manual: all documents in force in one file, every page of which says what it is as a copy of its own does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.dates import Span
from inforce.model.guidance import Document, Withdrawal
from inforce.model.library import Library, Settings, YesNo
from inforce.pdf.document import Manual, manuals
from inforce.pdf.typesetting import typeset, written_out
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.currency import rely_until
from inforce.site.publication import Publication, SiteFacts
from library_factory import a_document, a_document_of_versions, a_rule, a_version
from pdf.pdf_reading import codes, expires, faults, letters, page_texts
from real_project import built, edit

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
DAY = date(2026, 3, 20)
LONG = [a_rule(f"Rule {number}: " + "ask before you share. " * 60, f"r-{number}") for number in range(8)]


def named(name: str, title: str, **facts: object) -> Document:
    return a_document(a_version(document=name, title=title, rules=LONG), name=name, **facts)  # type: ignore[arg-type]


DOCUMENTS = (
    named("writing", "Writing things down"),
    named("asking", "Asking first"),
    named("gone", "What was withdrawn", withdrawn=Withdrawal(date(2026, 3, 10), "It was merged.")),
    a_document(a_version(document="coming", title="What is to come", begins=date(2026, 5, 1)), name="coming"),
)


def manual_of(*documents: Document, day: date = DAY) -> Manual:
    library = Library(documents, settings=Settings(manual=YesNo.YES))
    (found,) = manuals(Publication(library, SITE, day))
    return found


@pytest.fixture(scope="module")
def manual() -> Manual:
    return manual_of(*DOCUMENTS)


@pytest.fixture(scope="module")
def content(manual: Manual) -> bytes:
    return typeset(manual).content


def test_it_has_every_document_in_force_and_no_other(manual: Manual) -> None:
    """By title."""
    assert [copy.title for copy in manual.copies] == ["Asking first", "Writing things down"]


def test_its_structure_is_sound_and_its_bookmarks_lead_to_documents_and_their_sections(content: bytes) -> None:
    """As those of a single copy."""
    assert faults(content) == []
    assert expires(content) == "2026-03-27"
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        found = {mark.title: [under.title for under in mark.children] for mark in outline.root}
    assert list(found) == ["All guidance in force", "Asking first", "Writing things down"]
    assert found["Asking first"] == ["The rules", "What changed in 1.0.0", "About this guidance"]


def test_its_contents_name_the_page_on_which_each_document_begins(manual: Manual, content: bytes) -> None:
    """Each begins on a page of its own."""
    first, *pages = page_texts(content)
    for copy in manual.copies:
        said = re.search(rf"{copy.title} [. ]+(\d+)", first)
        assert said
        assert f"Safeguarding {copy.title} In force" in pages[int(said[1]) - 2]


def test_every_page_carries_the_line_of_its_document_and_where_to_check_it(manual: Manual, content: bytes) -> None:
    """Version, check code, rely on until, address in words, QR code, page of how many."""
    texts, seen = page_texts(content), codes(content)
    begins = [number for number, text in enumerate(texts) if "Safeguarding" in text]
    assert len(texts) > 2 * len(manual.copies) + 1
    for number, text in enumerate(texts):
        assert f"Page {number + 1} of {len(texts)}" in text
        if number < begins[0]:
            assert seen[number] == {"https://guidance.example.org/"}
            continue
        copy = manual.copies[sum(number >= begin for begin in begins) - 1]
        for words in (f"{copy.title}, version 1.0.0 (in force)", copy.check_code, copy.state, copy.check_address):
            assert letters(words) in letters(text)
        assert seen[number] == {f"https://{copy.check_address}"}


def test_all_words_of_every_document_are_in_it(content: bytes) -> None:
    """From the first rule to the last."""
    text = letters(" ".join(page_texts(content)))
    for rule in LONG:
        body = letters(rule.text)
        assert text.count(body[:40]) == 2


SPANS = st.sampled_from([Span(days=1), Span(days=3), Span(days=7), Span(months=1)])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SPANS, st.integers(1, 40)), min_size=1, max_size=4), st.integers(0, 90))
def test_nothing_in_it_lets_itself_be_relied_on_longer_than_a_copy_of_the_day(
    made: list[tuple[Span, int]], later: int
) -> None:
    """Nor has it expired on the day; and it says of itself the date of its newest copy, or of the day."""
    day, documents = date(2026, 3, 1) + timedelta(days=later), []
    for number, (span, every) in enumerate(made):
        document = a_document_of_versions(3, name=f"document-{number}", every=timedelta(days=every))
        documents.append(replace(document, details=replace(document.details, print_valid_for=span)))
    manual = manual_of(*documents, day=day)
    library = Library(tuple(documents))
    assert len(manual.copies) == len(documents)
    for copy, document in zip(manual.copies, documents, strict=True):
        assert copy.dated
        assert copy.dated <= manual.dated <= day
        on_day, dated = DocumentOnDay(document, day, library), DocumentOnDay(document, copy.dated, library)
        assert on_day.current is not None
        assert dated.current == on_day.current
        until, said = rely_until(on_day, on_day.current), rely_until(dated, on_day.current)
        assert (until is None) == (said is None)
        assert until is None or (said is not None and day <= said <= until)


def test_it_is_made_anew_only_when_something_in_it_changed() -> None:
    """What waits to come into force changes nothing; what comes into force does."""
    said = [
        written_out(manual_of(*documents, day=day))
        for documents, day in ((DOCUMENTS, DAY), (DOCUMENTS[:3], DAY), (DOCUMENTS, date(2026, 5, 1)))
    ]
    assert said[0] == said[1] != said[2]


def test_a_site_has_it_where_the_settings_ask_for_it_and_leads_there_from_home_and_every_foot(project: Path) -> None:
    """And nowhere else does it leave a trace."""
    site = built(project)
    home, guidance = site / "index.html", site / "guidance" / "seven-golden-rules" / "index.html"
    assert not (site / "manual.pdf").exists()
    assert "manual" not in home.read_text(encoding="utf-8") + guidance.read_text(encoding="utf-8")
    edit(project / "content" / "site.yml", "print_valid_for: 7 days\n", "print_valid_for: 7 days\nmanual: yes\n")
    built(project)
    assert page_texts((site / "manual.pdf").read_bytes())
    assert '<a href="./manual.pdf">All of it as one PDF</a>' in home.read_text(encoding="utf-8")
    foot = '<a href="../../manual.pdf">All guidance in force as one PDF</a>'
    assert foot in guidance.read_text(encoding="utf-8")


def leads_to(content: bytes) -> list[list[str | int]]:
    """Return where the links of each page lead: to an address, or to a page of the file by its number."""
    with pikepdf.open(BytesIO(content)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests) if "/Names" in pdf.Root else {}
        return [
            [numbers[names[str(link.Dest)][0].objgen] if "/Dest" in link else str(link.A.URI) for link in links]
            for links in (page.get("/Annots", []) for page in pdf.pages)
        ]


def test_a_link_to_a_document_that_stands_in_it_leads_there_and_needs_no_network() -> None:
    """Any other link leads to the site, as in a copy of its own."""
    words = "See [asking](guidance:asking), [its rule](guidance:asking#r-1) and [what is to come](guidance:coming)."
    writing = a_document(a_version(document="writing", title="Writing", introduction=words), name="writing")
    manual = manual_of(writing, *DOCUMENTS[1:])
    content = typeset(manual).content
    front, *others = leads_to(content)
    writes = next(number for number, text in enumerate(page_texts(content), start=1) if "Safeguarding Writing" in text)
    assert front == [2, writes]
    assert [link for page in others for link in page] == [2, 2, f"{SITE.address}guidance/coming/"]
    assert faults(content) == []
    alone = typeset(next(copy for copy in manual.copies if copy.title == "Writing")).content
    assert leads_to(alone)[0][0] == f"{SITE.address}guidance/asking/"
