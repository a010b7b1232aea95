"""What the site showed on a day: the page answers from the register as the program does, and from nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from inforce.publish.register import Published, Register, shown_on

NAME = "seven-golden-rules"
PAGE = f"shown/?document={NAME}"
LONDON = ZoneInfo("Europe/London")
FIRST = date(2026, 3, 26)
"""Three days before the clocks go forward in London."""


def a_register(chance: random.Random) -> Register:
    """Return the register of a site that published a few versions about the change of the clocks."""
    register = Register()
    moment = datetime(2026, 3, 26, 8, tzinfo=UTC)
    for place in range(chance.randint(1, 4)):
        moment += timedelta(minutes=chance.randint(1, 40 * 60))
        begins = chance.choice(["unknown", *(str(FIRST + timedelta(days=day)) for day in range(8))])
        name = chance.choice([NAME, NAME, "another"])
        published = [(Published(name, f"{chance.randint(1, 3)}.{place}.0", "0" * 64), begins)]
        register = register.extended(published, f"{moment:%Y-%m-%dT%H:%M}:00Z", "")
    return register


def give_out(page: Page, register: Register) -> None:
    """Have the site give out *register*, as it does once it is published."""
    page.unroute_all()
    page.route("**/register.jsonl", lambda route: route.fulfill(body=register.content))


def said_of(register: Register, day: date) -> list[str]:
    """Return the sentences of the page by what the program finds."""
    shown = shown_on(register.entries, {NAME}, day, LONDON)
    written = f"{day.day} {day:%B} {day.year}"
    if len(shown) == 1:
        entry = shown[0].entry
        what = f"version {entry.version}" if entry else "no current version of this document"
        return [f"On {written} this site showed {what}{', all day' if entry else ''}."]
    return [
        f"On {written} from {one.since.astimezone(LONDON):%H:%M}, this site showed "
        + (f"version {one.entry.version}." if one.entry else "no current version of this document.")
        for one in shown
    ]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2026, 12, 1, 12, tzinfo=UTC))
    yield page
    context.close()


def test_the_page_says_what_the_program_says_for_every_day(page: Page, address: str) -> None:
    """Over registers of every kind, about the change of the clocks, with other documents in between."""
    chance = random.Random(4)  # noqa: S311 - nothing secret
    for _ in range(12):
        register = a_register(chance)
        give_out(page, register)
        page.goto(address + PAGE)
        for place in range(8):
            day = FIRST + timedelta(days=place)
            page.get_by_label("Day", exact=True).fill(day.isoformat())
            expected = said_of(register, day)
            expect(page.locator(".shown-form__answer p")).to_have_text(expected)


def test_a_site_without_a_register_says_so_and_claims_nothing(page: Page, address: str) -> None:
    """As a site does that was built and not yet published."""
    page.goto(f"{address}{PAGE}&on=2026-11-22")
    expect(page.get_by_role("status")).to_have_text(
        "We cannot read the register of this site. It is there once the site has been published."
    )


def test_a_day_to_come_and_a_day_that_is_not_over_are_told_as_such(page: Page, address: str) -> None:
    """By the clock of the site: nothing is claimed of what is still to be published."""
    published = [(Published(NAME, "1.0.0", "0" * 64), "unknown")]
    give_out(page, Register().extended(published, "2026-11-01T09:00:00Z", ""))
    page.goto(f"{address}{PAGE}&on=2026-12-02")
    expect(page.get_by_role("status")).to_have_text(
        "2 December 2026 has not come yet. What will be shown then depends on what is published until it has."
    )
    page.get_by_label("Day", exact=True).fill("2026-12-01")
    expect(page.locator(".shown-form__answer p")).to_have_text(
        [
            "On 1 December 2026 this site showed version 1.0.0, all day.",
            "1 December 2026 is not over, so this may change.",
        ]
    )


def test_what_the_register_does_not_know_is_not_claimed(page: Page, address: str) -> None:
    """A version that was cancelled was never shown as in force; of a withdrawal only its day is known."""
    published = [(Published(NAME, "1.0.0", "0" * 64), "unknown"), (Published(NAME, "9.0.0", "0" * 64), "2026-11-10")]
    give_out(page, Register().extended(published, "2026-11-01T09:00:00Z", ""))
    page.goto(address + PAGE)
    told = page.locator(".shown-form__answer p")
    page.get_by_label("Day", exact=True).fill("2026-11-20")
    expect(told).to_have_text(["On 20 November 2026 this site showed version 9.0.0, all day."])
    page.locator("#shown_document option:checked").evaluate(
        "option => Object.assign(option.dataset, { calledOff: '9.0.0', withdrawn: '2026-11-20' })"
    )
    page.get_by_label("Day", exact=True).fill("2026-11-19")
    expect(told).to_have_text(["On 19 November 2026 this site showed version 1.0.0, all day."])
    page.get_by_label("Day", exact=True).fill("2026-11-20")
    expect(told).to_have_text(
        [
            "On 20 November 2026 this site showed version 1.0.0, all day.",
            "This document was withdrawn on 20 November 2026. The register does not record when the site began "
            "to show this.",
        ]
    )


def test_without_script_the_page_says_how_the_register_is_read(browser: Browser, address: str) -> None:
    """And has no form that leads nowhere."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    expect(page.locator(".shown-form")).to_be_hidden()
    expect(page.get_by_role("link", name="register.jsonl")).to_have_attribute(
        "href", "https://guidance.example.org/register.jsonl"
    )
    context.close()
