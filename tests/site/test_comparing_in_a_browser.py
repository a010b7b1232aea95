"""Two versions compared in a real browser: any two, side by side or inline, for everybody and also without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from real_project import copied, run
from site_server import serving

HOME = "guidance/seven-golden-rules/"
COMPARING = f"{HOME}compare/"
CHANGES = f"{HOME}2.0.0/changes/"
VERSIONS = "content/guidance/seven-golden-rules/versions"
IS_BELOW = "The comparison is below."


@pytest.fixture(scope="module")
def four_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose document has had four versions in force."""
    project = copied(tmp_path_factory.mktemp("four") / "project")
    second = (project / VERSIONS / "2.0.0.yml").read_text(encoding="utf-8")
    third = second.replace("version: 2.0.0", "version: 2.1.0").replace("2026-11-22", "2026-12-01")
    third = third.replace("kind: major", "kind: minor").replace("heading: The seven", "heading: Seven")
    (project / VERSIONS / "2.1.0.yml").write_text(third, encoding="utf-8")
    fourth = third.replace("version: 2.1.0", "version: 2.1.1").replace("2026-12-01", "2026-12-02")
    (project / VERSIONS / "2.1.1.yml").write_text(fourth.replace("kind: minor", "kind: patch"), encoding="utf-8")
    done = run(project, "inforce", "build", "--on", "2026-12-03")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def where(four_versions: Path) -> Iterator[str]:
    """The address of its site."""
    with serving(four_versions / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a wide screen that protests aloud."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    protests: list[str] = []
    opened.on("pageerror", lambda error: protests.append(str(error)))
    yield opened
    context.close()
    assert protests == []


def test_two_versions_that_no_page_compares_are_compared(page: Page, where: str) -> None:
    """From a link that was kept; each rule leads to where it is."""
    page.goto(f"{where}{COMPARING}?old=1.0.0&new=2.1.0")
    expect(page.get_by_role("status").filter(has_text=IS_BELOW)).to_be_visible()
    expect(page.get_by_role("heading", name="What changed from version 1.0.0 to 2.1.0")).to_be_visible()
    expect(page.get_by_label("Older version")).to_have_value("1.0.0")
    expect(page.get_by_label("Newer version")).to_have_value("2.1.0")
    page.locator("#share-with-consent").get_by_role("link", name="Rule 4").click()
    expect(page).to_have_url(f"{where}{HOME}2.1.0/#share-with-consent")


def test_any_two_versions_are_chosen_by_keyboard(page: Page, where: str) -> None:
    """In whichever order they are chosen; the address can be kept, and Back leads back."""
    page.goto(where + COMPARING)
    older, newer = page.get_by_label("Older version"), page.get_by_label("Newer version")
    older.select_option("2.1.0")
    newer.select_option("1.0.0")
    page.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What changed from version 1.0.0 to 2.1.0")).to_be_visible()
    expect(older).to_have_value("1.0.0")
    newer.select_option("1.0.0")
    page.get_by_role("button", name="Compare").click()
    said = page.get_by_role("status").filter(has_text="Choose two different versions.")
    expect(said).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="What changed from version 1.0.0 to 2.1.0")).to_be_visible()


def test_a_version_that_there_is_not_is_said(page: Page, where: str) -> None:
    """Nothing that stands in an address is shown as it came."""
    page.goto(f"{where}{COMPARING}?old=1.0.0&new=<img src=x>")
    expect(page.get_by_role("status").filter(has_text="There is no such version.")).to_be_visible()
    assert page.locator(".comparison").inner_html() == ""


def test_without_a_connection_it_says_what_to_do(page: Page, where: str) -> None:
    """The pages of changes are still named."""
    page.route("**/api/**/compare.json", lambda route: route.abort())
    page.goto(f"{where}{COMPARING}?old=1.0.0&new=2.1.0")
    expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_be_visible()
    expect(page.get_by_role("link", name="What version 2.0.0 changed")).to_be_visible()


def test_without_script_every_page_of_changes_is_a_link(browser: Browser, where: str) -> None:
    """No form that cannot answer is shown, and each of them answers."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{where}{COMPARING}?old=1.0.0&new=2.1.0")
    expect(page.get_by_role("button", name="Compare")).to_be_hidden()
    expect(page.get_by_text("To compare any two versions, turn on JavaScript.")).to_be_visible()
    listed = page.get_by_role("link", name="What version").or_(page.get_by_role("link", name="What changed since"))
    expect(listed).to_have_count(5)
    page.get_by_role("link", name="What changed since version 1.0.0").click()
    expect(page.get_by_text("It now says the opposite.")).to_be_visible()
    context.close()


def test_the_page_hinders_nobody(page: Page, where: str) -> None:
    """Axe finds nothing wide or narrow, and nothing is wider than the screen."""
    page.goto(f"{where}{COMPARING}?old=1.0.0&new=2.1.0")
    expect(page.get_by_role("status").filter(has_text=IS_BELOW)).to_be_visible()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options={"resultTypes": ["violations"]})
            assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_both_versions_stand_side_by_side_where_there_is_room(page: Page, where: str) -> None:
    """Beside each other at one height on a wide screen; inline on a phone and on paper; never both at once."""
    page.goto(where + CHANGES)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    inline = page.locator("#share-with-consent .change__inline").first
    sides = page.locator("#share-with-consent .change__sides").first
    old, new = sides.locator(".beside__side").nth(0), sides.locator(".beside__side").nth(1)
    expect(sides).to_be_visible()
    expect(inline).to_be_hidden()
    one, other = box(old), box(new)
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
    assert one["width"] >= 280
    for narrow in ("phone", "paper"):
        if narrow == "phone":
            page.set_viewport_size({"width": 375, "height": 800})
        else:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.emulate_media(media="print")
        expect(inline).to_be_visible()
        expect(sides).to_be_hidden()


def test_words_that_stand_beside_nothing_are_shown_on_every_screen(page: Page, where: str) -> None:
    """The wordings of a rule on its own page, wide and narrow."""
    for width in (1440, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{where}guidance/seven-golden-rules/rules/share-with-consent/")
        wordings = page.locator("[data-wording]")
        assert wordings.count() >= 2
        for wording in wordings.all():
            expect(wording).to_be_visible()


def box(element: Locator) -> dict[str, float]:
    found = element.bounding_box()
    assert found
    return dict(found)


def test_marks_are_said_and_not_only_coloured(page: Page, where: str) -> None:
    """Each mark says in words what it is, and is struck through or underlined as well."""
    page.goto(where + CHANGES)
    for selector, said, line in (("ins", "Added:", "underline"), ("del", "Removed:", "line-through")):
        marks = page.locator(f"#share-with-consent {selector}")
        assert marks.count() > 1
        assert all(text.startswith(said) for text in marks.all_text_contents())
        lines = marks.evaluate_all("(all) => all.map((mark) => getComputedStyle(mark).textDecorationLine)")
        assert set(lines) == {line}
