"""A PDF says all that its version says, and on every page until when it may be relied on and where to check."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.catalogue import Catalogue, use_catalogue
from inforce.model.guidance import Document, Withdrawal
from inforce.model.library import Library, PdfScope, Settings
from inforce.model.names import PassageRef
from inforce.model.rules import Citation, Rule, Section
from inforce.pdf.document import PdfCopy, pdf_copies
from inforce.pdf.typesetting import Typeset, typeset
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.currency import rely_until
from inforce.site.publication import Publication, SiteFacts
from library_factory import a_call_off, a_document, a_document_of_versions, a_library, a_rule, a_version, an_edition
from library_strategies import DAYS, documents, texts
from pdf.pdf_reading import codes, expires, faults, letters, page_texts

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
DAY = date(2026, 3, 20)
MARKUP = (
    "#panic()", "*stress*", "_stress_", "$x$", "`code`", "= Heading", "- item", "+ item", "/ term: words", "<label>",
    "@reference", "https://elsewhere.example.org", "\\", "\\u{41}", "// remark", "/* remark */", "#[", "]", "#import",
    "{", "}", "--", "---", "...", "~", "'", '"', "1. one", "#let copy = 1", "\\n", "${x}", "%s", "[U+0041]",
)  # fmt: skip
"""What typst takes for more than words."""

LANGUAGES = (
    "Gofynnwch: ŵ ŷ â ê î ô û", "Zapytaj, zanim udostępnisz: ąćęłńóśźż", "Întrebați: ș ț ă", "Paylaşmadan: ğ İ ş",
    "Hỏi trước khi chia sẻ: ằ ẵ ặ ử", "Ρωτήστε πριν μοιραστείτε", "Спросите, прежде чем делиться: їєґі",
    "שאל לפני שתשתף מידע", "اسأل قبل أن تشارك المعلومات", "½ ≤ ≥ ≠ ÷ ° € £ ² ₂ µ № → ✓ ✗ ☐ ☑ ⚠",
)  # fmt: skip

EVERY_FEW = settings(max_examples=12, deadline=None)


def copies_of(*documents: Document, day: date = DAY, scope: PdfScope = PdfScope.ALL, **facts: object) -> list[PdfCopy]:
    library = Library(documents, settings=Settings(pdf=scope))
    return list(pdf_copies(Publication(replace(library, **facts), SITE, day)))  # type: ignore[arg-type]


def set_in_type(*rules: Rule) -> Typeset:
    return typeset(copies_of(a_document(a_version(rules=rules)))[0])


@EVERY_FEW
@given(st.lists(st.sampled_from(MARKUP) | st.text("abc #*_$`=<>@[](){}\\/-~'\"", max_size=8), min_size=1, max_size=12))
def test_nothing_in_the_content_is_taken_for_markup(pieces: list[str]) -> None:
    """Whatever stands in a title, a heading or a reason is in the file letter by letter; so is what a rule says.

    The words of a rule are Markdown: each sign of it stands for itself where a backslash stands before it.
    """
    said = "Begin " + " ".join(pieces) + " end"
    rule = a_rule("R" + re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", said))
    version = a_version(title=f"T{said}", note=f"N{said}", sections=[Section("the-rules", f"H{said}", (rule,))])
    found = letters("".join(page_texts(typeset(copies_of(a_document(version))[0]).content)))
    for words in (f"T{said}", f"N{said}", f"H{said}", f"R{said}"):
        assert letters(words) in found


@EVERY_FEW
@given(documents(), texts, DAYS)
def test_any_version_in_any_letters_has_a_file(document: Document, title: str, day: date) -> None:
    """Letters of any script, also those that no font has, and any order of days: a sound file comes of it."""
    first, *others = document.versions
    titled = replace(first, text=replace(first.text, title=title))
    sources = a_library(editions=[an_edition("2018", ["Ask.", "Tell."])]).sources
    for copy in copies_of(replace(document, versions=(titled, *others)), day=day, sources=sources):
        assert faults(typeset(copy).content) == []


def test_a_letter_that_no_font_has_is_written_as_its_number() -> None:
    """Nothing is left out in silence, and whoever has it made is told."""
    made = set_in_type(a_rule('Say 漢 "and" 🙂 aloud, \u0e31 too.'))
    (page,) = page_texts(made.content)
    assert set(made.lacking) == {"漢", "🙂", "\u0e31"}
    assert 'Say [U+6F22] "and" [U+1F642] aloud, [U+0E31] too.' in page


def test_the_letters_of_the_languages_around_us_are_all_there() -> None:
    """And the signs that guidance has."""
    assert set_in_type(*(a_rule(words, f"r-{number}") for number, words in enumerate(LANGUAGES))).lacking == ""


@EVERY_FEW
@given(st.integers(0, 9), st.integers(0, 400), st.lists(st.integers(1, 60), min_size=1, max_size=3))
def test_a_copy_is_relied_on_no_longer_than_anything_allows(number: int, later: int, lengths: list[int]) -> None:
    """Not after its time, not after the version's last day, not after its review; and not at all otherwise."""
    document = a_document_of_versions(len(lengths), every=timedelta(days=lengths[0]))
    version = document.versions[number % len(lengths)]
    day = date(2026, 3, 1) + timedelta(days=later)
    on_day = DocumentOnDay(document, day, a_library(document))
    span = Settings().print_valid_for
    bounds = [span.after(day), on_day.last_day(version), on_day.review_due(version)]
    known = [bound for bound in bounds if bound]
    until = rely_until(on_day, version)
    if on_day.status(version).value == "in force" and not on_day.review_overdue(version):
        assert until == min(known)
    else:
        assert until is None


LONG = [
    a_rule(f"Rule {number}: " + "ask before you share anything at all. " * 20, f"r-{number}") for number in range(14)
]


@pytest.mark.parametrize(
    ("day", "number", "state", "across"),
    [
        pytest.param(
            date(2026, 3, 20), "1.0.0", "Copy of 19 March 2026. Do not use after 26 March 2026.", "", id="in force"
        ),
        pytest.param(
            date(2026, 3, 28), "1.0.0", "Copy of 28 March 2026. Do not use after 31 March 2026.", "", id="ends soon"
        ),
        pytest.param(
            date(2026, 3, 20), "2.0.0",
            "Copy of 19 March 2026. This version applies from 1 April 2026: do not follow it before.",
            "NOT IN FORCE YET", id="upcoming",
        ),
        pytest.param(
            date(2026, 4, 1), "1.0.0",
            "This version is superseded since 1 April 2026: do not rely on this copy.",
            "SUPERSEDED", id="superseded",
        ),
        pytest.param(
            date(2027, 5, 1), "2.0.0",
            "Copy of 1 May 2027. The review of this version was due by 1 April 2027: do not rely on this copy.",
            "", id="review overdue",
        ),
        pytest.param(
            date(2028, 1, 1), "2.0.0",
            "This version is withdrawn since 1 January 2028: do not rely on this copy.",
            "WITHDRAWN", id="withdrawn",
        ),
    ],
)  # fmt: skip
def test_every_page_says_what_the_copy_is(day: date, number: str, state: str, across: str) -> None:
    """Version, check code, of which day it is, until when it is relied on, where to check: also to a camera."""
    versions = (a_version("1.0.0", LONG), a_version("2.0.0", LONG, begins=date(2026, 4, 1)))
    document = a_document(*versions, withdrawn=Withdrawal(date(2028, 1, 1), "It was merged."))
    copy = next(one for one in copies_of(document, day=day) if one.version == number)
    made = typeset(copy)
    pages = page_texts(made.content)
    assert len(pages) > 2
    address = f"guidance.example.org/check/{copy.check_code}/"
    for text in pages:
        for words in (f"version {number}", f"check code {copy.check_code}", state, f"Check: {address}", across):
            assert letters(words) in letters(text)
    assert codes(made.content) == [{f"https://{address}"}] * len(pages)
    assert any("SUPERSEDED" in text for text in pages) == (across == "SUPERSEDED")
    until = copy.valid_until
    assert (f"Do not use after {until.day} {until:%B} {until.year}." if until else "") in state
    assert expires(made.content) == (until.isoformat() if until else None)
    assert until or "Do not use after" not in state


def test_what_was_called_off_is_marked_as_that_on_every_page() -> None:
    """It was never in force, so that it was not withdrawn either."""
    versions = (a_version("1.0.0", LONG), a_version("2.0.0", LONG, begins=date(2026, 4, 1)))
    document = a_document(*versions, called_off=[a_call_off("2.0.0", DAY)])
    copy = next(one for one in copies_of(document, day=DAY) if one.version == "2.0.0")
    pages = page_texts(typeset(copy).content)
    assert len(pages) > 2
    for text in pages:
        assert "CANCELLED" in text
        assert "WITHDRAWN" not in text


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes of words share more than the height by which the lines of one text may."""
    left, bottom, right, top = (
        max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    )  # fmt: skip
    return right - left > 1 and top - bottom > 3


def test_a_long_title_pushes_the_text_down_and_hides_none_of_it() -> None:
    """The head of a page takes as much room as its words need."""
    title = "A title that goes on and on " * 24
    copy = copies_of(a_document(a_version(title=title.strip(), rules=LONG)))[0]
    made = typeset(copy)
    for page in pypdfium2.PdfDocument(made.content):
        words = page.get_textpage()
        boxes = [words.get_rect(place) for place in range(words.count_rects())]
        assert max(top for _, _, _, top in boxes) < page.get_height()
        assert not [(one, other) for one, other in combinations(boxes, 2) if overlap(one, other)]


def test_all_that_a_reader_sees_on_the_page_is_in_the_file() -> None:
    """Rules with sources and departures, what is done here, the notice, and what changed."""
    rule = a_rule(
        "Ask before you tell.", quotes="advice/2018#part-1", local_practice="Ask *at the desk*.\n\n1. First\n2. Then"
    )
    version = a_version(rules=[rule], note="It was written anew.", introduction="See [the advice](source:advice/2018).")
    library = a_library(a_document(version), editions=[an_edition()])
    (copy,) = pdf_copies(Publication(library, SITE, DAY))
    text = letters(" ".join(page_texts(typeset(copy).content)))
    for words in (
        "Ask before you tell.", "Source: Advice, The Office, July 2018, part 1",
        'This rule says "tell". The source says "share".', "Found after publication; no reason is recorded.",
        "How we do this locally", "Ask at the desk.", "1.First", "2.Then", "See the advice.", "It was written anew.",
        "If you print this, use it straight away and do not file it: it goes out of date.",
        "The desk on the second floor",
        "Everyone who works with families", "In force from", "1 March 2026", "Is this copy still current?",
    ):  # fmt: skip
        assert letters(words) in text


@pytest.mark.parametrize(
    ("scope", "numbers"),
    [(PdfScope.IN_FORCE, ["1.1.0", "1.2.0"]), (PdfScope.ALL, ["1.0.0", "1.1.0", "1.2.0"]), (PdfScope.NONE, [])],
)
def test_the_setting_says_of_which_versions_there_is_a_file(scope: PdfScope, numbers: list[str]) -> None:
    """Those that readers follow or prepare for, unless the organisation wants all or none."""
    document = a_document_of_versions(3)
    assert [copy.version for copy in copies_of(document, day=date(2026, 4, 5), scope=scope)] == numbers


def test_what_is_strong_and_emphasised_is_strong() -> None:
    """No font of the program is both, and the one in italics alone would say less."""
    (copy,) = copies_of(a_document(a_version(introduction="Do ***never*** tell.")))
    with pikepdf.open(BytesIO(typeset(copy).content)) as pdf:
        fonts = [str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()]
    assert any("Bold" in font for font in fonts)
    assert not any(font.endswith("It") for font in fonts)


def test_nothing_of_what_is_long_falls_off_a_page() -> None:
    """A rule of many short paragraphs, one that cites many editions, and the status box that names them all."""
    editions = [an_edition(str(year), ["Ask."]) for year in range(1950, 2020)]
    citations = tuple(Citation(quotes=PassageRef.parse(f"advice/{edition.id}#part-1")) for edition in editions)
    listing = a_rule("\n\n".join(f"Name {number}" for number in range(70)), "listing")
    version = a_version(rules=[replace(a_rule("Ask.", "ask"), citations=citations), listing])
    (copy,) = pdf_copies(Publication(a_library(a_document(version), editions=editions), SITE, DAY))
    made = typeset(copy)
    for page in pypdfium2.PdfDocument(made.content):
        words = page.get_textpage()
        assert min(words.get_rect(place)[1] for place in range(words.count_rects())) > FOOT
    text = " ".join(page_texts(made.content))
    assert (text.count("Source:"), text.count("Name 6")) == (70, 11)
    assert faults(made.content) == []


def test_no_page_has_the_closing_panel_alone() -> None:
    """However much of a page the text before it takes, what the panel follows comes with it."""
    for lines in range(0, 48, 3):
        introduction = "\n\n".join(f"Line {number}." for number in range(lines))
        (copy,) = copies_of(a_document(a_version(introduction=introduction)))
        *_, last = page_texts(typeset(copy).content)
        assert "About this guidance" in last
        assert "Is this copy still current?" in last


FOOT = 20
HEAD = 100
"""The foot of a page ends above this, in points; the head is no higher than that."""


def test_in_a_language_written_to_the_left_an_address_still_ends_at_its_right() -> None:
    """Where words before and after it go the other way, its last stroke would stand before its first letter."""
    words = {"Check: {address}": "בדיקה: {address}"}
    with use_catalogue(Catalogue("he", direction="rtl", print_messages=words)):
        made = typeset(copies_of(a_document())[0])
    (page,) = pypdfium2.PdfDocument(made.content)
    text = page.get_textpage()
    signs = [(text.get_text_range(place, 1), text.get_charbox(place)) for place in range(text.count_chars())]
    strokes = [box for sign, box in signs if sign == "/" and box[1] > page.get_height() - HEAD]
    _, bottom, _, top = strokes[0]
    line = [left for sign, (left, low, _, high) in signs if sign.strip() and low < top and high > bottom]
    assert len(strokes) == 3
    assert min(left for left, *_ in strokes) > min(line) + 50
    assert faults(made.content) == []


def test_where_nobody_knows_the_address_of_the_site_the_words_stand_without_links_and_code() -> None:
    """A copy then leads to the check page in words."""
    (copy,) = pdf_copies(Publication(a_library(a_document()), SiteFacts("Guidance"), DAY))
    made = typeset(copy)
    assert "Check: the check page of this site" in page_texts(made.content)[0]
    assert (codes(made.content), faults(made.content)) == ([set()], [])


def lines(page: pypdfium2.PdfPage) -> list[str]:
    """Return the words of each line of a page."""
    return [line.replace("\ufffe", "") for line in page.get_textpage().get_text_range().split("\r\n")]


UNBROKEN = "X9F" * 60
"""As wide as two sheets, with no place at which a line may end."""


def test_a_word_that_no_line_has_room_for_goes_on_in_the_next() -> None:
    """Nothing of it runs off the sheet, wherever it stands, and it can be copied out of the file as it was written."""
    practice = f"1. Type {UNBROKEN}.\n   - Or [{UNBROKEN}](https://example.org/{UNBROKEN})."
    rule = a_rule(f"Type {UNBROKEN} and\n\n{'_' * 150} go on.", local_practice=practice)
    version = a_version(title=f"The {UNBROKEN}", note=UNBROKEN, sections=[Section("s", f"A {UNBROKEN}", (rule,))])
    made = typeset(copies_of(a_document(version))[0])
    for page in pypdfium2.PdfDocument(made.content):
        words = page.get_textpage()
        boxes = [words.get_rect(place) for place in range(words.count_rects())]
        assert max(right for _, _, right, _ in boxes) <= page.get_width() - 20 * 72 / 25.4 + 0.5
    pages = page_texts(made.content)
    text = "".join(pages).replace(" ", "")
    assert text.count(UNBROKEN) == 7 + len(pages)
    assert text.count("_" * 150) == 1
    assert faults(made.content) == []


def test_a_word_that_a_line_has_room_for_stays_whole() -> None:
    """A long name goes to the next line, as on the page."""
    name = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"
    for before in range(0, 20, 2):
        (page,) = pypdfium2.PdfDocument(set_in_type(a_rule(f"{'Ask' * before} before {name}.")).content)
        assert sum(name in line for line in lines(page)) == 1


def test_a_check_code_stands_in_one_line_wherever_it_stands() -> None:
    """Its hyphen belongs to it, and is never taken for one that parts a word."""
    for length in range(10, 60, 3):
        (copy,) = copies_of(a_document(a_version(title="M" * length)))
        (page,) = pypdfium2.PdfDocument(typeset(copy).content)
        code = copy.check_code
        assert sum(line.count(code) for line in lines(page)) == letters(" ".join(lines(page))).count(letters(code))
