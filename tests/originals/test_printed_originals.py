"""Every passage is found in a PDF that has it, whoever made it and however it is laid out; a changed one never is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inforce.model.originals import OriginalPage, OriginalState
from inforce.originals.original_text import read_original
from inforce.wording.printed_text import PrintedLine, PrintedText
from originals.conftest import COLUMNS, MAKERS, paragraphs

Pdf = Callable[[str, int], bytes]
LAYOUTS = [(maker, columns) for maker in MAKERS for columns in COLUMNS]


def pages_of(pdf: Pdf, layout: tuple[str, int]) -> tuple[OriginalPage, ...]:
    state, pages = read_original(pdf(*layout), ".pdf")
    assert state is OriginalState.READ
    return pages


def printed(pages: tuple[OriginalPage, ...]) -> PrintedText:
    return PrintedText([[PrintedLine(line.text, line.running) for line in page.lines] for page in pages])


@pytest.fixture(params=LAYOUTS, ids=lambda layout: f"{layout[0]}, {layout[1]} columns")
def pages(request: pytest.FixtureRequest, pdf: Pdf) -> tuple[OriginalPage, ...]:
    return pages_of(pdf, request.param)


def test_every_paragraph_is_found_in_every_layout(pages: tuple[OriginalPage, ...]) -> None:
    """Line breaks, divided words, columns, turned pages, heads and feet hide none of them."""
    text = printed(pages)
    assert [passage for passage in paragraphs() if not text.find(passage)] == []


def test_any_word_of_a_rule_changed_is_caught_in_every_layout(pages: tuple[OriginalPage, ...]) -> None:
    """Word for word: what is left out, doubled or put for another is not found."""
    text = printed(pages)
    passed = []
    for passage in paragraphs():
        words = passage.split(" ")
        for place in range(1, len(words) - 1):
            for put in ([], ["not"], [words[place], words[place]]):
                changed = " ".join([*words[:place], *put, *words[place + 1 :]])
                if put != [words[place]] and text.find(changed):
                    passed.append(changed)
    assert passed == []


def test_the_layouts_are_hard(pdf: Pdf) -> None:
    """The tests above would prove nothing on words that nobody divided and pages that never turn."""
    for layout in LAYOUTS:
        pages = pages_of(pdf, layout)
        bodies = [[line.text for line in page.lines if not line.running] for page in pages]
        assert len(pages) >= 3
        assert sum(line.endswith(("-", "\u2010")) for body in bodies for line in body) >= 5
        assert any(not body[-1].endswith(".") for body in bodies[:-1])


def test_heads_and_feet_are_set_aside_and_nothing_else(pages: tuple[OriginalPage, ...]) -> None:
    """What all pages share is no part of the text; the number in the foot is the number of the page."""
    running = [[line.text for line in page.lines if line.running] for page in pages]
    assert [page.number for page in pages] == [str(number) for number in range(1, len(pages) + 1)]
    for number, lines in enumerate(running, start=1):
        assert len(lines) == 2
        assert any(line.startswith("HM Government: advice") for line in lines)
        assert any(line.startswith(f"Page {number} of") for line in lines)


def test_the_pages_of_a_passage_are_those_that_it_stands_on(pages: tuple[OriginalPage, ...]) -> None:
    """The first words stand on the first page named, the last words on the last."""
    text = printed(pages)
    for passage in paragraphs():
        first, last = passage.split(" ")[0], passage.split(" ")[-1]
        for place in text.find(passage):
            assert first in _text(pages[place.first_page])
            assert last in _text(pages[place.last_page])


def _text(page: OriginalPage) -> str:
    """Return the words of a page with divided ones put together."""
    return " ".join(line.text for line in page.lines).replace("- ", "").replace("\u2010 ", "")


def test_a_raised_figure_is_not_the_figure_on_the_line(pages: tuple[OriginalPage, ...]) -> None:
    """10 squared is not 102, and neither is 10."""
    text = printed(pages)
    assert text.find("A room of 10\u00b2 m, a plot of 50 m\u00b2")
    for other in ("A room of 102 m", "A room of 10 m", "A room of 10 2 m", "a plot of 50 m2", "a plot of 50 m,"):
        assert text.find(other) == ()
