"""The words of a rule can be seen on its page, on every width of screen and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

PAGE = "guidance/seven-golden-rules/rules/share-with-consent/"


@pytest.mark.parametrize("width", [375, 1280, 1600])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_every_wording_and_what_it_changed_is_to_be_seen(
    browser: Browser, address: str, width: int, media: str
) -> None:
    """Each wording whole, and the words that were taken out and came in beside it."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + PAGE)
    page.emulate_media(media=media)
    seen = page.locator("#wording_1").inner_text()
    assert "Where you do not have consent, be mindful that an individual might not expect" in seen
    assert all(one.is_visible() for one in page.locator("#wording_1 del, #wording_1 ins").all())
    assert page.locator("#wording_1 del").count() > 3
    assert "Where you have consent, be mindful" in page.locator("#wording_2").inner_text()
    context.close()
