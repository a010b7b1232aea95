"""A script that acts on the editing page as a person does, and counts what it does."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

MOST_ACTIONS = 25


class Person:
    """Does on a page what a person does, and counts it: a click, a text typed into a field, a fold opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def click(self, name: str, within: Locator | None = None) -> None:
        """Click the button that is called *name*."""
        self.actions += 1
        (within or self.page.locator("body")).get_by_role("button", name=name).first.click()

    def open(self, summary: str) -> None:
        """Open a fold."""
        self.actions += 1
        self.page.locator("summary", has_text=summary).first.click()

    def write(self, label: str, text: str) -> None:
        """Put *text* into the field that is called *label*, in the place of what it has."""
        self.actions += 1
        self.page.get_by_label(label).first.fill(text)

    def part(self, name: str) -> None:
        """Open the part of the draft whose name begins so."""
        self.click(name, self.page.get_by_role("navigation"))

    def change(self, rule: str, change: Callable[[str], str]) -> None:
        """Change the words of the *rule* whose number and words begin so."""
        self.part(rule)
        self.write("Words of the rule", change(words(self.page).input_value()))


def words(page: Page) -> Locator:
    """Return the field with the words of the rule that is open."""
    return page.get_by_label("Words of the rule")


def begun(page: Page, address: str, day: str = "2026-12-10") -> Person:
    """Return a person who has begun the next version of the first document; an engine that runs there is kept."""
    person = Person(page)
    if page.url.startswith(address):
        page.evaluate("() => { location.hash = ''; }")
    else:
        page.goto(address)
    person.open("Begin the next version")
    person.write("From which date does it apply?", day)
    person.click("Begin")
    page.wait_for_selector("[data-checked]")
    return person


def declared(person: Person) -> None:
    """Have a word that turns a rule round dropped, declared and explained, as the version that it takes."""
    person.change("3 Seek advice", lambda text: text.replace("without disclosing", "disclosing"))
    person.page.get_by_text("The difference reverses the meaning.").first.wait_for()
    person.click("Make it a major change")
    person.page.locator(".status", has_text="Version 3.0.0").wait_for()
    person.part("3 Seek advice")
    person.click("Declare this difference")
    person.write("Why do your words differ?", "The law changed in 2026.")
    person.write("Who approved it?", "Safeguarding policy board")
    person.click("Save this difference")
    person.part("About this version")
    person.write("Note", "Rule 3 follows the new law.")
    person.write("By", "Safeguarding policy board")
    person.page.locator(".sum", has_text="Nothing stops publication").wait_for()
