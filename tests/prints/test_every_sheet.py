"""Every sheet of every print says what it is, until when it counts and where to check; nothing is hidden or lost.

`make test` prints in a few ways; `make browsers` (INFORCE_BROWSERS=1) in all: two browsers, two papers, upright and
across, four choices of margins, with script and without.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest

from inforce.model.guidance import Version
from inforce.model.library import Library
from prints.copies import (
    CHECKS,
    IN_FORCE,
    OTHERS,
    PLAIN,
    SUPERSEDED,
    UPCOMING,
    VERSIONS,
    WITHDRAWN,
    Copy,
    check_address,
    head,
    plain_head,
    words_of,
)
from prints.printers import ChromiumPrinter, FirefoxPrinter, Printer, Setup
from prints.project import BINDING, CELLS, NOTICE, TABLE, WIDE, WORDS_OF_TABLE
from prints.sheets import MILLIMETRE, Sheet, letters, read_sheets

WHOLE = bool(os.environ.get("INFORCE_BROWSERS"))

EVERY_SETUP = [
    Setup(paper, landscape, margins, script)
    for paper, landscape, margins, script in product(
        ("A4", "Letter"), (False, True), ("default", "none", "minimum", "25 mm"), (True, False)
    )
]
SOME_SETUPS = [
    Setup("A4"),
    Setup("Letter", landscape=True, script=False),
    Setup("Letter", margins="25 mm"),
    Setup("A4", landscape=True, margins="none"),
    Setup("A4", margins="minimum", script=False),
]

ALL_PRINTS = [
    *product(("chromium", "firefox"), (IN_FORCE,), EVERY_SETUP),
    *product(("chromium", "firefox"), (SUPERSEDED, UPCOMING, WITHDRAWN, *OTHERS, *CHECKS), SOME_SETUPS),
]
FEW_PRINTS = [
    ("chromium", IN_FORCE, Setup("A4", landscape=True, margins="none")),
    ("chromium", IN_FORCE, Setup("Letter", margins="minimum", script=False)),
    ("chromium", SUPERSEDED, Setup("A4", margins="25 mm")),
    ("chromium", UPCOMING, Setup("Letter", landscape=True, script=False)),
    ("chromium", WITHDRAWN, Setup("A4")),
    ("chromium", OTHERS[1], Setup("Letter", margins="25 mm")),
    ("chromium", OTHERS[2], Setup("A4", script=False)),
    ("chromium", CHECKS[0], Setup("A4", margins="25 mm")),
    ("firefox", IN_FORCE, Setup("A4")),
    ("firefox", SUPERSEDED, Setup("Letter", landscape=True, margins="none", script=False)),
    ("firefox", SUPERSEDED, Setup("Letter", margins="25 mm")),
    ("firefox", OTHERS[0], Setup("A4", margins="minimum", script=False)),
]


@dataclass(frozen=True)
class Print:
    """What came out of a printer, of which page, and which version that shows."""

    browser: str
    copy: Copy
    setup: Setup
    version: Version
    sheets: tuple[Sheet, ...]

    @property
    def head(self) -> str:
        """What stands at the head of every sheet."""
        return head(self.copy, self.version, script=self.setup.script)

    @property
    def check(self) -> str:
        """Where the copy is checked, as its sheets say it in words."""
        return check_address(self.version)

    @property
    def foot(self) -> float:
        """How high the margin at the bottom is, in points; only Chromium prints in it."""
        return (19.0 if self.setup.margin is None else self.setup.margin) * MILLIMETRE

    def lines(self) -> Iterator[list[str]]:
        """Yield the lines of each sheet between its head and its foot, without spaces and hyphens."""
        for sheet in self.sheets:
            inside = [letters(line) for line in sheet.between(self.foot)]
            taken = next(count for count in range(len(inside) + 1) if len("".join(inside[:count])) >= len(self.head))
            yield inside[taken:]

    def body(self) -> str:
        """Return all words between heads and feet, sheet after sheet."""
        return "".join("".join(lines) for lines in self.lines())


@pytest.fixture(
    scope="module",
    params=ALL_PRINTS if WHOLE else FEW_PRINTS,
    ids=lambda parameters: ", ".join(str(parameter) for parameter in parameters),
)
def printed(request: pytest.FixtureRequest, address: str, library: Library) -> Print:
    """A print of a page in a browser."""
    browser, copy, setup = request.param
    printer: Printer = request.getfixturevalue(f"{browser}_printer")
    version = copy.version(library)
    sheets = read_sheets(printer.print_out(address + copy.path.replace("CODE", version.check_code), setup))
    return Print(browser, copy, setup, version, tuple(sheets))


def test_the_paper_is_the_readers(printed: Print) -> None:
    """No page asks for a size or a way of its own."""
    for sheet in printed.sheets:
        assert (sheet.width, sheet.height) == pytest.approx([side * MILLIMETRE for side in printed.setup.size], abs=1)


def test_every_sheet_begins_with_what_it_is_until_when_it_counts_and_where_to_check(printed: Print) -> None:
    """Title, version, status, check code, when it was printed, rely on until, address in words: word for word."""
    for sheet in printed.sheets:
        assert letters(" ".join(sheet.between(printed.foot))).startswith(printed.head)


def test_a_camera_reads_on_every_sheet_where_to_check(printed: Print) -> None:
    """At 150 dots per inch, as an ordinary printer and telephone see it."""
    assert [sheet.codes for sheet in printed.sheets] == [{f"https://{printed.check}"}] * len(printed.sheets)


def test_the_notice_stands_in_full_on_the_first_sheet_and_the_panel_on_the_last(printed: Print) -> None:
    """Whoever holds the first sheet reads the notice; whoever reads to the end learns where to check."""
    assert letters(NOTICE) in letters(printed.sheets[0].words)
    end = letters(printed.sheets[-1].words)
    for words in ("Is this copy still current?", printed.version.text.title, f"go to {printed.check}"):
        assert letters(words) in end


def test_nothing_is_said_of_sheets_without_a_head(printed: Print) -> None:
    """That is for WebKit, which prints the head on the first sheet alone; so are the lines within the text."""
    words = letters(" ".join(sheet.words for sheet in printed.sheets))
    assert letters("These details may be missing") not in words
    assert letters(f"{printed.copy.state} Check: {printed.check}") not in printed.body()


def test_no_words_lie_over_others(printed: Print) -> None:
    """Head, text, numbers and foot each have their place on the sheet."""
    assert [overlap for sheet in printed.sheets for overlap in sheet.overlaps()] == []


def test_no_words_stand_beside_the_sheet_but_of_a_foot_for_which_there_is_no_room(printed: Print) -> None:
    """What Chromium prints in a narrow margin may be cut off; the head says all of it."""
    cut_off = printed.browser == "chromium" and printed.setup.margins == "minimum"
    for sheet in printed.sheets:
        beside = list(sheet.outside())
        assert [box.words for box in beside if not (cut_off and box.top < printed.foot + 1)] == []


def test_all_words_of_the_version_are_printed_in_full(printed: Print) -> None:
    """Rules longer than a sheet, folded departures, lists in lists: each paragraph as the model has it, unbroken."""
    body = printed.body()
    every = printed.copy in VERSIONS  # its history, its sources and comparisons show their own part of it
    for words in words_of(printed.version) if every else [printed.version.text.title]:
        assert letters(words) in body


def test_no_heading_is_parted_from_what_it_heads(printed: Print) -> None:
    """A sheet never ends with one."""
    text = printed.version.text
    headings = {letters(section.heading) for section in text.sections}
    headings |= {letters(f"What changed in {text.version}"), "Aboutthisguidance", "Doingthishere"}
    headings |= {f"Rule{number}" for number in range(1, 20)}
    assert [lines[-1] for lines in printed.lines() if lines and lines[-1] in headings] == []


@pytest.mark.parametrize("setup", SOME_SETUPS if WHOLE else SOME_SETUPS[4:], ids=str)
@pytest.mark.parametrize("path", PLAIN if WHOLE else [TABLE])
@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_a_page_that_shows_no_version_says_on_every_sheet_where_it_comes_from(
    kind: str, path: str, setup: Setup, address: str, request: pytest.FixtureRequest
) -> None:
    """Lists of guidance go out of date on paper too: when it was printed, and where to look; words lie over none."""
    printer: Printer = request.getfixturevalue(f"{kind}_printer")
    sheets = read_sheets(printer.print_out(address + path, setup))
    head = plain_head(path, address, script=setup.script)
    assert [letters(sheet.words)[: len(head)] for sheet in sheets] == [head] * len(sheets)
    assert [overlap for sheet in sheets for overlap in sheet.overlaps()] == []


@pytest.mark.parametrize("setup", SOME_SETUPS if WHOLE else SOME_SETUPS[2:3], ids=str)
@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_ordinary_pages_print_tables_and_code_in_full(
    kind: str, setup: Setup, address: str, request: pytest.FixtureRequest
) -> None:
    """Rows taller than a sheet and lines wider than it: in order, each once, over nothing and beside nothing."""
    printer: Printer = request.getfixturevalue(f"{kind}_printer")
    sheets = read_sheets(printer.print_out(address + TABLE, setup))
    foot = (19.0 if setup.margin is None else setup.margin) * MILLIMETRE
    head = plain_head(TABLE, address, script=setup.script)
    body = "".join(letters(" ".join(sheet.between(foot))).removeprefix(head) for sheet in sheets)
    assert [overlap for sheet in sheets for overlap in sheet.overlaps()] == []
    assert body.count("wide") == 80
    assert body.replace("whathow", "").count("Wordsofthetallrow.") == 450  # the head of the table is on every sheet
    at = 0
    for words in WORDS_OF_TABLE:
        at = body.index(letters(words), at)
    assert [sheet.words for sheet in sheets if letters(sheet.words) == head] == []
    assert [sheet.lines[-1] for sheet in sheets if sheet.lines[-1] in {"Code", "Wide code"}] == []


@pytest.mark.parametrize("setup", SOME_SETUPS if WHOLE else SOME_SETUPS[:1], ids=str)
@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_every_column_of_a_table_is_printed(
    kind: str, setup: Setup, address: str, request: pytest.FixtureRequest
) -> None:
    """Nobody can scroll on paper: tables of five, nine and sixteen columns stand within the margins, and addresses."""
    printer: Printer = request.getfixturevalue(f"{kind}_printer")
    sheets = read_sheets(printer.print_out(address + WIDE, setup))
    margin = (16.0 if setup.margin is None else setup.margin) * MILLIMETRE
    seen = [box for sheet in sheets for box in sheet.boxes if box.right < sheet.width - margin + 1]
    words = letters(" ".join(box.words for box in seen))
    assert [cell for cell in CELLS if cell not in words] == []
    assert words.count(letters("a-long-way/")) == 20
    assert any("checkpoint.json.sig" in box.words for box in seen)


@pytest.mark.parametrize("setup", SOME_SETUPS if WHOLE else SOME_SETUPS[2:4], ids=str)
@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_a_picture_taller_than_a_sheet_is_printed_whole_below_the_head(
    kind: str, setup: Setup, address: str, request: pytest.FixtureRequest
) -> None:
    """One that ran on to the next sheet lay over its head, or pushed the head down into the middle."""
    printer: Printer = request.getfixturevalue(f"{kind}_printer")
    sheets = read_sheets(printer.print_out(address + WIDE, setup))
    ((sheet, picture),) = [(sheet, picture) for sheet in sheets for picture in sheet.pictures]
    head = next(box for box in sheet.boxes if box.words.startswith("Wide to print - "))
    assert 0 <= picture.bottom < picture.top < head.bottom
    assert (picture.top - picture.bottom) / (picture.right - picture.left) == pytest.approx(4, rel=0.02)


@pytest.mark.parametrize("setup", SOME_SETUPS if WHOLE else SOME_SETUPS[:1], ids=str)
@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_how_binding_a_rule_is_stands_on_the_sheet_of_its_words(
    kind: str, setup: Setup, address: str, request: pytest.FixtureRequest
) -> None:
    """Nobody reads what to do on one sheet and has left "must" on another, nor a rule without its number."""
    printer: Printer = request.getfixturevalue(f"{kind}_printer")
    sheets = read_sheets(printer.print_out(address + BINDING, setup))
    words = [letters(sheet.words) for sheet in sheets]
    for number in range(1, 61):
        rule = letters(f"{number} How binding: must Write down what was decided in case {number},")
        assert sum(rule in sheet for sheet in words) == 1, number


@pytest.mark.parametrize("path", [BINDING, f"{BINDING}sources/", f"{BINDING}history/", ""])
def test_prints_have_our_fonts_alone(path: str, address: str, chromium_printer: ChromiumPrinter) -> None:
    """A weight that the screen does not show is not loaded when the page is printed; another font took its place."""
    printed = chromium_printer.print_out(address + path, Setup())
    fonts = set(re.findall(rb"/FontName ?/(?:[A-Z]{6}\+)?([A-Za-z]+)", printed))
    assert {font for font in fonts if b"Mono" not in font} == {b"InforceSans"}


def test_a_camera_reads_the_code_on_small_and_enlarged_sheets(
    address: str, library: Library, firefox_printer: FirefoxPrinter
) -> None:
    """On A5 with wide margins and enlarged, the address is broken; it pushed the code beside it over the edge."""
    version = next(document for document in library.documents if document.id == "binding").versions[0]
    printed = firefox_printer.print_out(
        f"{address}check/{version.check_code}/", Setup("A5", margins="25 mm", scale=1.35)
    )
    sheets = read_sheets(printed)
    assert [sheet.codes for sheet in sheets] == [{f"https://{check_address(version)}"}] * len(sheets)
