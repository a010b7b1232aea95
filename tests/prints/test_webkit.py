"""WebKit, the engine of Safari, repeats no head: what its first sheet, its last one and those between say instead.

`make browsers` names a Python that reaches it (INFORCE_WEBKIT); without one, the whole module is passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from inforce.model.guidance import Version
from inforce.model.library import Library
from prints.copies import (
    CHECKS,
    IN_FORCE,
    OTHERS,
    UPCOMING,
    VERSIONS,
    Copy,
    check_address,
    head,
    plain_head,
    words_of,
)
from prints.printers import Setup, WebKitPrinter
from prints.project import NOTICE, TABLE, WORDS_OF_TABLE
from prints.sheets import MILLIMETRE, Sheet, letters, read_sheets
from real_project import built, copied
from site_server import serving

if not os.environ.get("INFORCE_WEBKIT"):
    pytest.skip("no WebKit: make browsers installs it", allow_module_level=True)

SETUPS = [
    Setup("A4"),
    Setup("Letter", landscape=True, script=False),
    Setup("Letter", margins="25 mm"),
    Setup("A4", landscape=True, margins="minimum"),
    Setup("A4", margins="25 mm", script=False),
]
PDF = {
    IN_FORCE: "guidance.example.org/guidance/long/2.0.0.pdf",
    UPCOMING: "guidance.example.org/guidance/long/3.0.0.pdf",
}
"""The pages of which there is a PDF with the same words."""


@dataclass(frozen=True)
class Print:
    """What came out of WebKit, of which page, and which version that shows."""

    copy: Copy
    setup: Setup
    version: Version
    sheets: tuple[Sheet, ...]

    @property
    def head(self) -> str:
        """What stands at the head of the first sheet."""
        return head(self.copy, self.version, script=self.setup.script)

    @property
    def line(self) -> str:
        """What stands at the end of each rule."""
        return letters(f"{self.copy.state} Check: {check_address(self.version)}")

    @property
    def body(self) -> str:
        """All that stands below the head of the first sheet, to the end of the last one."""
        return letters(" ".join(sheet.words for sheet in self.sheets)).removeprefix(self.head)


@pytest.fixture(
    scope="module",
    params=[(copy, setup) for copy in (*VERSIONS, *OTHERS, *CHECKS) for setup in SETUPS],
    ids=lambda parameters: ", ".join(str(parameter) for parameter in parameters),
)
def printed(request: pytest.FixtureRequest, webkit_printer: WebKitPrinter, address: str, library: Library) -> Print:
    """A print of a page of the project that is hard to print."""
    copy, setup = request.param
    version = copy.version(library)
    sheets = read_sheets(webkit_printer.print_out(address + copy.path.replace("CODE", version.check_code), setup))
    return Print(copy, setup, version, tuple(sheets))


def test_the_first_sheet_begins_with_what_it_is_until_when_it_counts_and_where_to_check(printed: Print) -> None:
    """Title, version, status, check code, when it was printed, rely on until, address in words: word for word."""
    assert letters(printed.sheets[0].words).startswith(printed.head)


def test_the_first_sheet_says_that_others_may_lack_its_head_and_where_the_pdf_is(printed: Print) -> None:
    """Where there is no PDF of what the page says, the sheets are to be kept together."""
    pdf = PDF.get(printed.copy)
    instead = f". The PDF has them on every page: {pdf}" if pdf else ". Keep all pages together."
    assert printed.body.startswith(letters(f"These details may be missing from other pages{instead}"))


def test_a_camera_reads_on_the_first_and_the_last_sheet_where_to_check(printed: Print) -> None:
    """At 150 dots per inch, as an ordinary printer and telephone see it."""
    expected = {f"https://{check_address(printed.version)}"}
    assert [printed.sheets[0].codes, printed.sheets[-1].codes] == [expected, expected]


def test_the_notice_stands_in_full_on_the_first_sheet_and_the_panel_on_the_last(printed: Print) -> None:
    """The panel says in words what the head says, so that the last sheet knows as much as the first."""
    assert letters(NOTICE) in letters(printed.sheets[0].words)
    state = printed.copy.state if printed.setup.script else printed.copy.unscripted
    end = letters(printed.sheets[-1].words)
    for words in ("Is this copy still current?", printed.version.text.title, state, check_address(printed.version)):
        assert letters(words) in end


def test_every_rule_ends_with_until_when_it_counts_and_where_to_check(printed: Print) -> None:
    """By script, which alone knows the day; on other pages what is listed ends so."""
    if not printed.setup.script:
        assert printed.line not in printed.body
    elif printed.copy in VERSIONS:
        ends = printed.body.split(printed.line)
        assert len(ends) == len(list(printed.version.rules)) + 1
        assert all(letters(f"case {number}, who took part") in ends[number - 1] for number in (1, 2, 3))
    elif printed.copy in OTHERS:
        assert printed.line in printed.body


def test_no_words_lie_over_others_or_stand_beside_the_sheet(printed: Print) -> None:
    """Neither in the text nor where the head ends."""
    assert [overlap for sheet in printed.sheets for overlap in sheet.overlaps()] == []
    assert [box.words for sheet in printed.sheets for box in sheet.outside()] == []


def test_the_paper_and_its_margins_are_the_readers(printed: Print) -> None:
    """Nothing stands in the margin, for WebKit knows no boxes there."""
    margin = (printed.setup.margin or 6) * MILLIMETRE
    for sheet in printed.sheets:
        assert (sheet.width, sheet.height) == pytest.approx([side * MILLIMETRE for side in printed.setup.size], abs=1)
        assert all(margin - 3 < box.middle < sheet.height - margin + 3 for box in sheet.boxes)


def test_all_words_of_the_version_are_printed_in_full(printed: Print) -> None:
    """Rules longer than a sheet, folded departures, lists in lists: each paragraph as the model has it, unbroken."""
    every = printed.copy in VERSIONS  # its history, its sources and comparisons show their own part of it
    for words in words_of(printed.version) if every else [printed.version.text.title]:
        assert letters(words) in printed.body


def test_no_heading_is_parted_from_what_it_heads(printed: Print) -> None:
    """A sheet never ends with one."""
    headings = {letters(section.heading) for section in printed.version.text.sections}
    headings |= {letters(f"What changed in {printed.version.number}"), "Aboutthisguidance", "Doingthishere"}
    headings |= {f"Rule{number}" for number in range(1, 20)}
    assert [sheet.lines[-1] for sheet in printed.sheets if letters(sheet.lines[-1]) in headings] == []


@pytest.mark.parametrize("setup", SETUPS, ids=str)
def test_ordinary_pages_print_tables_and_code_in_full(
    setup: Setup, address: str, webkit_printer: WebKitPrinter
) -> None:
    """In order, each once, over nothing and beside nothing; head and end say where the print comes from."""
    sheets = read_sheets(webkit_printer.print_out(address + TABLE, setup))
    body = letters(" ".join(sheet.words for sheet in sheets))
    assert body.startswith(plain_head(TABLE, address, script=setup.script))
    assert [overlap for sheet in sheets for overlap in sheet.overlaps()] == []
    assert [box.words for sheet in sheets for box in sheet.outside()] == []
    assert body.count("wide") == 80
    assert body.count("Wordsofthetallrow.") == 450
    at = 0
    for words in WORDS_OF_TABLE:
        at = body.index(letters(words), at)
    if setup.script:
        host = address.removeprefix("http://")
        said = f"Printed on 24 November 2026 at 12:07 from {host}{TABLE}. Check there for what applies now."
        assert body.endswith(letters(said))


@pytest.fixture(scope="module")
def real_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of this project, whose guidance is as long as most is."""
    with serving(built(copied(tmp_path_factory.mktemp("real") / "project"))) as where:
        yield where


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("path", ["", "1.0.0/", "history/", "sources/", "2.0.0/changes/"])
def test_of_ordinary_guidance_every_sheet_says_where_to_check(
    path: str, paper: str, real_address: str, webkit_printer: WebKitPrinter
) -> None:
    """At the head, at the end of a rule, or in the panel."""
    content = webkit_printer.print_out(f"{real_address}guidance/seven-golden-rules/{path}", Setup(paper))
    said = letters("guidance.example.org/check/")
    silent = [sheet.lines for sheet in read_sheets(content) if said not in letters(sheet.words)]
    assert silent == []
