"""The site in a real browser: it asks nothing of other machines, hinders nobody, and its search leads to the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from textwrap import indent

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pictures import faults
from real_project import built, edit
from site_server import serving

HOME = "guidance/seven-golden-rules/"
TITLE = "7 golden rules to information sharing"
KINDS = (
    "",
    "about/",
    "accessibility/",
    "changes/",
    "check/",
    "check/1DYA-C5TS/",
    "offline/",
    "check/0WH6-TWJB/",
    "status/",
    "sources/",
    "sources/information-sharing-advice/2018/",
    HOME,
    f"{HOME}1.0.0/",
    f"{HOME}history/",
    f"{HOME}2.0.0/changes/",
    f"{HOME}compare/",
    f"{HOME}sources/",
    f"{HOME}rules/share-with-consent/",
    "shown/",
    "search/?q=consent",
    "404.html",
)
"""A page of every kind."""


def test_no_page_asks_anything_of_another_machine(browser: Browser, address: str, site: Path) -> None:
    """All pages, one after the other, under a policy that lets a page use its own site alone: no word of protest."""
    context = browser.new_context()
    page = context.new_page()
    requested: set[str] = set()
    protests: list[str] = []
    page.on("request", lambda request: requested.add(request.url))
    page.on("console", lambda message: protests.append(message.text))
    page.on("pageerror", lambda error: protests.append(str(error)))
    pages = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    for path in pages:
        page.goto(address + path.removesuffix("index.html"), wait_until="load")
    context.close()
    assert protests == []
    assert len([url for url in requested if url.startswith(address)]) > len(pages)
    assert [url for url in requested if not url.startswith((address, "data:"))] == []


def test_numbered_steps_carry_the_numbers_that_they_are_written_with(browser: Browser, project: Path) -> None:
    """As in the PDF and the Markdown copy: "go back to step 2" leads to the same step in every copy."""
    steps = "1. Ask.\n2. Tell.\n   1. Whom?\n      1. Why?\n"
    version = project / "content" / HOME / "versions" / "2.0.0.yml"
    edit(version, "introduction: |\n", f"introduction: |\n{indent(steps, '  ')}\n")
    rule = "      - id: be-open-and-honest\n"
    edit(version, rule, f"        local_practice: |\n{indent(steps, ' ' * 10)}{rule}")
    with serving(built(project)) as address:
        page = browser.new_page()
        page.goto(address + HOME)
        numbers = page.locator(".introduction .label, .rule__local .label").all_text_contents()
        kinds = page.locator(".introduction .labelled, .rule__local .labelled").evaluate_all(
            "lists => lists.map(one => getComputedStyle(one).listStyleType)"
        )
        page.close()
    assert numbers == ["1.", "2.", "1.", "1."] * 2
    assert set(kinds) == {"none"}  # no number of the browser's own beside them


def test_how_binding_a_rule_is_and_why_stand_in_lines_of_their_own(browser: Browser, project: Path) -> None:
    """What was decided here, each paragraph of the reason, and who approved it; before the words of the rule."""
    file = project / "content" / HOME / "versions" / "2.0.0.yml"
    rule = "      - id: not-a-barrier\n"
    decided = '{reason: "We are a small team.\\n\\nWe know them.", approved_by: The board}'
    own = "      - id: ask\n        text: You should ask.\n        strength: must\n"
    edit(file, rule, f"{own}        strength_decision: {decided}\n{rule}")
    with serving(built(project)) as address:
        page = browser.new_page()
        page.goto(address + HOME)
        lines = page.locator("#ask").locator(".rule__strength, [data-rule-text]")
        places = lines.evaluate_all(
            "lines => lines.map(one => one.getBoundingClientRect()).map(box => [box.top, box.bottom])"
        )
        words = lines.all_inner_texts()
        page.close()
    assert words[:5] == [
        "How binding: must", "Decided here: its words or its source say otherwise.", "We are a small team.",
        "We know them.", "Approved by: The board",
    ]  # fmt: skip
    assert all(bottom <= top for (_, bottom), (top, _) in pairwise(places))
    assert len(places) == 6


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (375, 667), (320, 200)])
def test_what_is_not_in_force_says_so_wherever_a_reader_comes_to_it(
    browser: Browser, address: str, width: int, height: int
) -> None:
    """At a rule that was linked to and at every place of the page; the bar leads to that rule as it is now."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{address}{HOME}1.0.0/#share-with-consent")
    bar = page.locator(".version-bar")
    for share in (None, 0.3, 0.6, 1):
        if share:
            page.evaluate("share => scrollTo(0, share * document.documentElement.scrollHeight)", share)
        box = bar.bounding_box()
        assert box
        assert 0 <= box["y"] <= height - box["height"], share
    expect(bar).to_contain_text("Superseded on 22 November 2026")
    expect(bar.get_by_role("link")).to_have_attribute("href", f"{address}{HOME}#share-with-consent")
    page.close()


@pytest.mark.parametrize("width", [1280, 375])
def test_no_kind_of_page_hinders_anyone(browser: Browser, address: str, width: int) -> None:
    """Axe finds nothing, in the dark no colour hard to tell; nothing is cut off or wider than the screen."""
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    axe = Axe()
    for path in KINDS:
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            page.emulate_media(color_scheme=scheme)
            found = axe.run(page, options={"resultTypes": ["violations"], **options})
            assert found.violations_count == 0, f"{path} in {scheme}: {found.generate_report()}"
        assert faults(page) == [], path
    context.close()


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("width: 2000px", r"\d+ px wider than the screen"),
        ("overflow: hidden; height: 5px", "cut: Seven rules for deciding whether, how"),
        ("position: relative; top: -45px", "over each other: "),
    ],
)
def test_what_anybody_would_see_to_be_wrong_is_found(browser: Browser, address: str, style: str, fault: str) -> None:
    """Else pages would be held to nothing."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address + HOME)
    page.locator(".lead").evaluate("(lead, style) => { lead.style.cssText = style; }", style)
    found = faults(page)
    page.close()
    assert any(re.match(fault, one) for one in found), found


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """The narrowest screen that pages must work on."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_the_whole_way_to_a_rule_and_its_source_goes_by_keyboard(phone: Page, address: str) -> None:
    """Past the frame with the first key, through the menu, to the document, its comparison and a source."""
    phone.goto(address)
    phone.keyboard.press("Tab")
    expect(phone.locator(".skip-link")).to_be_focused()
    phone.keyboard.press("Enter")
    follow(phone, TITLE)
    expect(phone).to_have_url(address + HOME)
    follow(phone, "What changed")
    expect(phone).to_have_url(f"{address}{HOME}#what_changed")
    follow(phone, "See every change, word by word")
    expect(phone).to_have_url(f"{address}{HOME}2.0.0/changes/")
    phone.get_by_role("button", name="Menu").focus()
    phone.keyboard.press("Enter")
    follow(phone, "Sources")
    expect(phone).to_have_url(f"{address}sources/")


def follow(page: Page, name: str) -> None:
    """Go by Tab to the link of that *name* and press Enter."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.innerText.trim()") == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no Tab leads to {name!r} on {page.url}")


def test_the_search_finds_the_words_of_a_rule_and_leads_to_it(phone: Page, address: str) -> None:
    """By keyboard: typed, gone to, and followed; the rule is on the screen then."""
    phone.goto(address)
    phone.get_by_role("link", name="Search").first.focus()
    phone.keyboard.press("Enter")
    field = phone.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially("lawful basis judgement")
    expect(phone.locator(".hit__title").first).to_have_text(f"{TITLE}, Rule 4")  # others have fewer of the words
    phone.wait_for_timeout(500)  # the list is made anew for each letter that was typed
    # the words that were asked for are marked where the link leads, each by the words before it
    expect(phone.get_by_role("link", name=f"{TITLE}, Rule 4")).to_have_attribute(
        "href", re.compile("#share-with-consent:~:text=.*there%20is%20a-,lawful")
    )
    follow(phone, f"{TITLE}, Rule 4")
    phone.wait_for_url(re.compile(f"{address}{HOME}.*#share-with-consent"))
    expect(phone.locator("#share-with-consent [data-rule-text]")).to_be_in_viewport()


def test_the_search_knows_the_wording_in_force_alone(phone: Page, address: str) -> None:
    """Nobody is led to words that no longer apply."""
    phone.goto(f"{address}search/")
    field = phone.get_by_role("searchbox")
    field.press_sequentially("confidential")
    expect(phone.locator("[data-search-heading]")).to_have_text("No results for confidential")
    field.fill("")
    field.press_sequentially("proportionate")
    expect(phone.locator(".hit__words")).to_have_text([re.compile("proportionate")])


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("1dya c5ts", "Current on 22 November 2026"),
        ("0WH6TWJB", "Superseded since 22 November 2026"),
    ],
)
def test_a_code_typed_from_paper_tells_whether_the_copy_is_current(
    phone: Page, address: str, code: str, says: str
) -> None:
    """From the form to the answer, which stands in the heading."""
    phone.clock.set_fixed_time(datetime.fromisoformat("2026-11-22T12:00:00+00:00"))
    phone.goto(address + "check/")
    phone.get_by_label("Check code").fill(code)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text(says)


def test_without_script_every_kind_of_page_can_be_read(browser: Browser, address: str) -> None:
    """Heading, menu and content are there, and a code can be asked for."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in KINDS:
        page.goto(address + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("link", name="Check a copy", exact=True).first).to_be_visible()
    context.close()


def test_a_returning_reader_is_told_once_what_changed_by_rule(phone: Page, address: str) -> None:
    """From what the device remembers, out of the data of comparisons; one button forgets it for good."""
    remembered = """() => localStorage.setItem(`inforce ${inforce.ROOT} read`,
        JSON.stringify({ "seven-golden-rules": { version: "1.0.0", day: "2026-11-03" } }))"""
    phone.goto(address + HOME)
    expect(phone.locator(".status-box__checked")).to_be_attached()
    assert phone.locator(".since-read").count() == 0  # a first visit
    phone.evaluate(remembered)
    phone.goto(address + HOME)
    told = phone.locator(".since-read")
    expect(told).to_contain_text("Changed since you read version 1.0.0 on 3 November 2026: rule 1, rule 3, rule 4")
    expect(told.get_by_role("link", name="rule 4")).to_have_attribute("href", "#share-with-consent")
    phone.goto(address + HOME)
    assert phone.locator(".since-read").count() == 0
    phone.evaluate(remembered)
    phone.reload()
    phone.get_by_role("button", name="Forget what I read").click()
    assert phone.locator(".since-read").count() == 0
    assert phone.evaluate("localStorage.getItem(`inforce ${inforce.ROOT} read`)") == "{}"
