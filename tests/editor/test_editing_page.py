"""The editing page in a real browser: a person changes a rule, declares it and saves, without a terminal."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from editor.person import MOST_ACTIONS, Person, begun, declared, words
from real_project import run

EDITION = {
    "Short name of the source": "advice", "Name of the edition": "2026", "Title as printed": "Advice",
    "Short title": "Advice", "Who published it?": "Board", "When?": "2026", "Its text": "Ask first.",
}  # fmt: skip
VERSIONS = "content/guidance/seven-golden-rules/versions"


def test_a_rule_is_changed_declared_and_saved_in_few_actions(page: Page, address: str, project: Path) -> None:
    """In at most 25 actions; the check passes afterwards, and only what was changed is other than before."""
    person = begun(page, address)
    declared(person)
    person.click("Save into the files")
    expect(page.locator(".sum")).to_contain_text(f"Saved in {VERSIONS}/3.0.0.yml.")
    assert person.actions <= MOST_ACTIONS, person.actions
    done = run(project, "inforce", "check", "--on", "2026-11-29")
    assert done.returncode == 0, done.stderr
    saved = (project / VERSIONS / "3.0.0.yml").read_text(encoding="utf-8")
    assert 'reason: "The law changed in 2026."' in saved
    old = (project / VERSIONS / "2.0.0.yml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in saved.splitlines() if line in old]
    assert len(kept) > len(old) - 20


def test_the_kind_that_is_chosen_and_the_number_go_together(page: Page, address: str) -> None:
    """Where another kind is chosen, the number of that is offered; the part that was open stays open."""
    person = begun(page, address)
    person.part("About this version")
    page.get_by_label("Kind").select_option("patch")
    expect(page.locator("#said")).to_have_text("3 problems stop publication")
    person.click("Give it the number of a patch change")
    expect(page.locator(".status")).to_contain_text("Version 2.0.1")
    expect(page.get_by_role("heading", name="About this version")).to_be_visible()
    expect(page.locator("#said")).to_have_text("2 problems stop publication")


def test_nothing_is_lost_on_a_reload(page: Page, address: str, project: Path) -> None:
    """The draft is kept on the device with every letter; nothing is written until it is saved."""
    person = begun(page, address)
    person.change("7 Keep a record", lambda text: f"{text} Keep it safe.")
    page.reload()
    page.wait_for_selector("[data-checked]")
    person.part("7 Keep a record")
    assert words(page).input_value().endswith("Keep it safe.")
    assert not (project / VERSIONS / "2.1.0.yml").exists()
    page.goto(f"{address}#")
    expect(page.get_by_role("heading", name="Drafts on this device")).to_be_visible()


def test_rules_are_added_moved_and_removed_by_keyboard(page: Page, address: str) -> None:
    """The focus stays with the rule, what happened is said, and what was removed comes back."""
    person = begun(page, address)
    person.part("1 Remember")
    page.locator(".skip").press("Enter")
    expect(page.locator("main")).to_be_focused()
    expect(page.get_by_role("heading", name="Rule 1", exact=True)).to_be_visible()
    words(page).focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#said")).to_have_text("Moved to place 2 of 7.")
    expect(page.get_by_role("button", name="Move down")).to_be_focused()
    expect(page.get_by_role("heading", name="Rule 2", exact=True)).to_be_visible()
    page.get_by_role("button", name="Remove", exact=True).press("Enter")
    expect(page.locator("nav li").filter(has_text="Remember")).to_have_count(0)
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("nav li").filter(has_text="Remember")).to_have_count(1)
    page.get_by_role("button", name="+ Add a rule").press("Enter")
    page.keyboard.type("Lock the door behind you.")
    expect(page.locator("nav li").filter(has_text="Lock the door")).to_have_count(1)
    draft = page.evaluate("JSON.parse(Object.entries(localStorage).find(([key]) => key.includes('2.1.0'))[1])")
    assert "lock-the-door-behind-you" in [one["id"] for one in draft["values"]["sections"][0]["rules"]]


def test_the_source_s_own_words_come_at_a_click(page: Page, address: str) -> None:
    """Whoever changed a quotation by mistake has it as it was."""
    person = begun(page, address)
    person.change("2 Be open", lambda text: text.replace("open and honest", "closed"))
    person.click("Use the source\u2019s words")
    assert "open and honest" in words(page).input_value()
    expect(page.get_by_text("Matches its source word for word")).to_be_visible()


def test_a_list_pasted_from_another_program_is_one_here(page: Page, address: str) -> None:
    """Tabs behind bullets would break the file; a warning says what is wrong as well, not only what to do."""
    person = begun(page, address)
    person.change("7 Keep a record", lambda _text: "You must:\n\u2022\task\n1.\tand tell within XXX days.")
    assert words(page).input_value() == "You must:\n- ask\n1. and tell within XXX days."
    expect(page.get_by_text("“XXX” stands within").or_(page.get_by_text('"XXX" stands within')).first).to_be_visible()
    words(page).fill("")
    expect(page.get_by_text("Fill in “Words of the rule”.").first).to_be_visible()


def test_what_a_draft_holds_is_not_lost_to_a_beginning(page: Page, address: str) -> None:
    """A review goes into the draft of its document, and nothing that has a draft is begun anew in its place."""
    page.goto(f"{address}#content/guidance/seven-golden-rules/document.yml")
    page.wait_for_selector("[data-checked]")
    person = Person(page)
    person.write("Owner", "Practice team")
    page.get_by_role("link", name="All guidance").click()
    person.open("Record a review")
    person.write("Who reviewed it?", "Practice lead")
    person.click("Record the review")
    expect(page.get_by_label("Owner")).to_have_value("Practice team")
    kept = page.evaluate("JSON.parse(Object.entries(localStorage).find(([key]) => key.includes('document.yml'))[1])")
    assert [one["by"] for one in kept["values"]["reviews"]] == ["Practice lead"]
    for _ in range(2):
        page.get_by_role("link", name="All guidance").click()
        person.open("Add an edition of a source")
        for label, said in EDITION.items():
            person.write(label, said)
        page.get_by_role("button", name="Add", exact=True).click()
        page.wait_for_timeout(300)
    expect(page.get_by_text("You have a draft of this already.")).to_be_visible()


def test_readers_see_what_the_page_shows(page: Page, address: str) -> None:
    """The page as it will be and what changes are shown with the styles of readers' pages, and no script runs there."""
    person = begun(page, address)
    person.change("7 Keep a record", lambda text: f"{text} Keep it safe.")
    person.part("As readers will see it")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("7 golden rules to information sharing")
    expect(frame.get_by_text("Keep it safe.").first).to_be_visible()
    assert page.locator("iframe").get_attribute("sandbox") == "allow-same-origin"
    person.part("What changes")
    expect(frame.locator("ins.added").first).to_contain_text("Keep it safe.")


def test_what_is_wrong_with_a_field_is_read_out_with_it(page: Page, address: str) -> None:
    """In words of the form, in an open fold, and with the name of the item that the field is of."""
    person = begun(page, address)
    person.part("About this version")
    title = page.get_by_label("Title", exact=True)
    title.fill("")
    expect(title).to_have_accessible_description(re.compile("Fill in \u201cTitle\u201d"))
    expect(title).to_have_attribute("aria-invalid", "true")
    title.fill("7 golden rules")
    person.change("3 Seek advice", lambda text: text.replace("without disclosing", "disclosing"))
    person.click("Declare this difference")
    person.click("Save this difference")
    reason = page.get_by_label("Why do your words differ?")
    expect(reason).to_be_focused()
    expect(reason).to_have_accessible_description(re.compile("Write why your words differ"))
    person.click("Cancel")
    person.open("Sources and declared differences")
    person.click("Add a citation")
    item = page.get_by_role("group", name="citation 2")
    item.get_by_role("button", name="Add a departure").click()
    page.locator("details", has_text="Sources and declared differences").last.evaluate("one => { one.open = false; }")
    ours = page.locator("#field-sections-0-rules-2-citations-1-departures-0-ours")
    ours.evaluate("one => { one.value = 'Ask.'; one.dispatchEvent(new Event('input')); }")
    expect(item).to_be_visible()
    expect(item).to_have_accessible_description(re.compile("does not name a passage. Write .* “Draws on” where"))


@pytest.mark.parametrize("width", [1280, 375])
def test_the_page_hinders_nobody(browser: Browser, address: str, width: int) -> None:
    """Axe finds nothing in any view, in light or dark, and nothing is wider than the screen."""
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    axe = Axe()

    def looked_at(what: str) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its two words
            found = axe.run(page, options={"resultTypes": ["violations"], **options})
            assert found.violations_count == 0, f"{what} in {scheme}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, what

    page.goto(address)
    page.wait_for_selector("[data-ready]")
    looked_at("the first view")
    page.reload()
    person = begun(page, address)
    person.change("3 Seek advice", lambda text: text.replace("without disclosing", "disclosing"))
    person.click("Declare this difference")
    looked_at("a rule")
    for part in ("About this version", "The seven golden rules", "As readers will see it"):
        person.part(part)
        looked_at(part)
    context.close()


def asked(address: str, path: str = "../ask", **headers: str) -> int:
    """Return how the server answers a question from elsewhere."""
    where = urllib.request.Request(  # noqa: S310 - the address of this test's own server
        address.replace("edit/", path.removeprefix("../")), json.dumps({"question": "open", "given": {}}).encode(),
        {"Content-Type": "application/json", **headers},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(where) as answer:  # noqa: S310 - as above
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_server_answers_its_own_page_and_nobody_else(address: str) -> None:
    """Not without its token, not under another name, and no page of another site."""
    origin = address.split("/")[2]
    assert asked(address, Origin=f"http://{origin}") == 200
    assert asked(address, Origin="https://elsewhere.example.org") == 403
    assert asked(address) == 403
    assert asked(address, Origin=f"http://{origin}", **{"Content-Type": "text/plain"}) == 403
    assert asked(address, Origin=f"http://{origin}", Host="elsewhere.example.org") == 421
    assert asked(address.replace(address.split("/")[3], "guess"), Origin=f"http://{origin}") == 404


def test_nobody_s_work_is_written_over(page: Page, address: str, project: Path) -> None:
    """A file that somebody else changed meanwhile is left as it is, and the draft is kept."""
    page.goto(f"{address}#content/guidance/seven-golden-rules/document.yml")
    page.wait_for_selector("[data-checked]")
    person = Person(page)
    person.write("Owner", "Practice team")
    file = project / "content/guidance/seven-golden-rules/document.yml"
    theirs = file.read_bytes() + b"# theirs\n"
    file.write_bytes(theirs)
    person.click("Save into the files")
    expect(page.get_by_text("was changed by somebody else").first).to_be_visible()
    assert file.read_bytes() == theirs


def test_a_document_is_withdrawn_and_a_review_recorded(page: Page, address: str, project: Path) -> None:
    """Both end in document.yml, to be looked at before they are saved, and its remarks and order stay."""
    file = project / "content/guidance/seven-golden-rules/document.yml"
    before = file.read_text(encoding="utf-8").splitlines()
    page.goto(address)
    person = Person(page)
    person.open("Record a review")
    person.write("Who reviewed it?", "Practice team")
    person.click("Record the review")
    page.wait_for_selector("[data-checked]")
    page.get_by_role("link", name="All guidance").click()
    person.open("Withdraw this document")
    person.write("From which date does it no longer apply?", "2027-01-31")
    person.write("Why?", "It was merged into another document.")
    person.click("Withdraw")
    expect(page.locator(".sum")).to_contain_text("Nothing stops publication")
    for place, title in enumerate(("The national manual", "The local manual")):
        person.click("Add a replacement outside the library")
        item = page.locator(f"#field-withdrawn-instead-{place}")
        item.get_by_label("Title").fill(title)
        item.get_by_label("Link").fill(f"https://www.example.org/{place}")
    person.click("Add a replacement")
    person.click("Move replacement 2 up")
    expect(page.get_by_role("button", name="Move replacement 1 down")).to_be_focused()
    expect(page.locator("#field-withdrawn-instead-0").get_by_label("Title")).to_have_value("The local manual")
    person.click("Remove replacement 2")
    expect(page.locator(".sum")).to_contain_text("Nothing stops publication")
    person.click("Save into the files")
    expect(page.locator(".sum")).to_contain_text("Saved in")
    now = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in now if line in before] == before
    assert "  on: 2027-01-31" in now
    assert '  instead:\n    title: The local manual\n    link: "https://www.example.org/1"' in "\n".join(now)
    done = run(project, "inforce", "check", "--on", "2026-11-29")
    assert done.returncode == 0, done.stderr


def test_what_was_saved_can_be_changed_again_until_it_is_published(page: Page, address: str, project: Path) -> None:
    """A version that is not published yet is opened from the list, and saved over what was saved before."""
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "As published"]):
        git(project, *command)
    person = begun(page, address)
    person.click("Save into the files")
    expect(page.locator(".sum")).to_contain_text("Saved in")
    page.get_by_role("link", name="All guidance").click()
    expect(page.get_by_text("Version 2.1.0, not published yet")).to_be_visible()
    person.click("Change version 2.1.0")
    person.change("7 Keep a record", lambda text: f"{text} Keep it safe.")
    person.click("Save into the files")
    expect(page.locator(".sum")).to_contain_text("Saved in")
    assert "Keep it safe." in (project / VERSIONS / "2.1.0.yml").read_text(encoding="utf-8")
    page.goto(f"{address}#{VERSIONS}/2.0.0.yml")
    expect(page.get_by_role("main").get_by_text("a published version is never edited")).to_be_visible()


def test_a_version_is_cancelled_before_it_begins(page: Page, address: str, project: Path) -> None:
    """Published, and never to come into force: document.yml says so, with the reason, and the check passes."""
    given = ("--kind", "patch", "--in-force-from", "2027-01-10", "--note", "Typing.")
    assert run(project, "inforce", "revise", "seven-golden-rules", *given, "--on", "2026-11-29").returncode == 0
    upcoming = project / VERSIONS / "2.0.1.yml"
    text = upcoming.read_text(encoding="utf-8").replace("the role or board that approved it", "The board")
    upcoming.write_text(text.replace("well-being:", "wellbeing:"), encoding="utf-8")
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "As published"]):
        git(project, *command)
    page.goto(address)
    person = Person(page)
    person.open("Cancel version 2.0.1")
    person.write("Why?", "It is not needed.")
    person.click("Cancel this version")
    expect(page.locator(".sum")).to_contain_text("Nothing stops publication")
    person.click("Save into the files")
    expect(page.locator(".sum")).to_contain_text("Saved in")
    details = (project / "content/guidance/seven-golden-rules/document.yml").read_text(encoding="utf-8")
    assert details.endswith('called_off:\n  - version: 2.0.1\n    on: 2026-11-29\n    reason: "It is not needed."\n')
    done = run(project, "inforce", "check", "--on", "2026-11-29")
    assert done.returncode == 0, done.stderr


def git(project: Path, *command: str) -> None:
    named = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    subprocess.run(["git", *named, *command], cwd=project, check=True)
