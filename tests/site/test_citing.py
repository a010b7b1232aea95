"""Link and citation of a rule can be copied with one key, and by hand where there is no script or no clipboard."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

PAGE = "guidance/seven-golden-rules/rules/share-with-consent/"
ADDRESS = "https://guidance.example.org/guidance/seven-golden-rules/2.0.0/#share-with-consent"
CITATION = (
    "7 golden rules to information sharing, version 2.0.0, rule 4. In force from: 22 November 2026. "
    f"Check code: 1DYA-C5TS. {ADDRESS}"
)


def test_one_key_copies_the_citation_and_another_the_link(browser: Browser, address: str) -> None:
    """What arrives on the clipboard is the plain text on the page, and a screen reader is told that it did."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + PAGE)
    for name, said, text in (
        ("Copy citation", "Citation copied", CITATION),
        ("Copy link", "Link copied", ADDRESS),
    ):
        button = page.get_by_role("button", name=name)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == text
    context.close()


def test_where_the_browser_keeps_its_clipboard_the_text_is_marked(browser: Browser, address: str) -> None:
    """One key of the reader's own then copies it; nothing is claimed."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('kept'))")
    page.goto(address + PAGE)
    page.get_by_role("button", name="Copy citation").click()
    page.wait_for_function("String(getSelection()).length > 0")
    assert page.evaluate("String(getSelection()).trim()") == CITATION
    assert page.get_by_text("Citation copied").count() == 0
    context.close()


def test_without_script_the_citation_stands_there_to_be_copied(browser: Browser, address: str) -> None:
    """And no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    assert [text.strip() for text in page.locator(".to-copy").all_inner_texts()] == [CITATION, ADDRESS]
    assert page.get_by_role("button", name="Copy").count() == 0
    context.close()
