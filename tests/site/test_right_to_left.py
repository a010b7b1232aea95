"""In a language that is written to the left, pages and prints hide nothing and read as they are meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument

from open_pages import wait_for_check
from real_project import DAY, built, copied, edit
from site_server import serving

HOME = "guidance/seven-golden-rules/"
CODE = "1DYA-C5TS"
FOOT = 19 * 72 / 25.4
LARGE = 9
"""Numbers of rules are higher than those of running text, in points."""

WORDS = """
msgid "Version {version}, check code {code}. {state}"
msgstr "גרסה {version}, קוד {code}. {state}"

msgid "Check: {address}"
msgstr "בדיקה: {address}"

msgid "Today, {day}"
msgstr "היום, {day}"
"""


@pytest.fixture(scope="module")
def leftwards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site in Hebrew, of which few sentences are translated."""
    project = copied(tmp_path_factory.mktemp("leftwards") / "project")
    edit(project / "content" / "site.yml", "format: 1\n", "format: 1\nlanguage: he\n")
    words = project / "content" / "words" / "he.po"
    words.parent.mkdir()
    words.write_text(WORDS, encoding="utf-8")
    with serving(built(project)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a desk."""
    opened = browser.new_page(viewport={"width": 1000, "height": 900})
    opened.clock.set_fixed_time(f"{DAY}T12:00:00+00:00")
    yield opened
    opened.close()


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two signs share more than an edge."""
    return all(min(one[side + 2], other[side + 2]) - max(one[side], other[side]) > 0.5 for side in (0, 1))


def test_the_number_of_a_rule_stands_before_its_words(page: Page, leftwards: str) -> None:
    """To their right, and beside them."""
    page.goto(leftwards + HOME)
    sides = page.locator(".rule").evaluate_all(
        "rules => rules.map(rule => [rule.querySelector('[data-rule-text]').getBoundingClientRect().right,"
        " rule.querySelector('h3').getBoundingClientRect().left])"
    )
    assert len(sides) == 7
    assert all(words <= number for words, number in sides)


def test_nothing_in_a_print_lies_over_anything_else(page: Page, leftwards: str) -> None:
    """Nor is the check code in the foot taken apart by the words around it."""
    page.goto(leftwards + HOME)
    wait_for_check(page)
    numbers = 0
    for sheet in PdfDocument(page.pdf(format="A4")):
        words = sheet.get_textpage()
        assert CODE in words.get_text_bounded(bottom=0, top=FOOT)
        signs = [(words.get_text_range(place, 1), words.get_charbox(place)) for place in range(words.count_chars())]
        boxes = [box for sign, box in signs if sign.strip()]
        for box in (box for sign, box in signs if sign.isdigit() and box[3] - box[1] > LARGE):
            numbers += 1
            assert sum(overlap(box, other) for other in boxes) == 1  # with itself
    assert numbers == 7 + 1  # and the one that the title begins with


def test_the_timeline_says_which_day_it_is_within_the_page(page: Page, leftwards: str) -> None:
    """Time runs to the right, and its words begin and end where they are drawn to."""
    page.goto(f"{leftwards}{HOME}history/")
    page.wait_for_load_state("networkidle")  # the day is drawn again once the page was checked
    said = page.locator(".timeline__today text").locator("visible=true")
    box = said.bounding_box()
    assert box is not None
    assert (box["x"] > 0, box["x"] + box["width"] <= 1000) == (True, True)
