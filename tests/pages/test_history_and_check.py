"""The history of a document, and the page to which the code on a copy leads."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from inforce.model.guidance import Approval, ChangeKind, Document, Withdrawal
from inforce.site.page import Page
from inforce.site.publication import SiteFacts
from library_factory import a_call_off, a_document, a_document_of_versions, a_library, a_rule, a_version
from made_pages import make_pages
from page_reading import links, of_class, parsed, words

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
FIRST = a_version("1.0.0", [a_rule("Ask before you share.")], begins=date(2026, 3, 1))
SECOND = a_version(
    "2.0.0",
    [a_rule("Ask twice before you share.")],
    begins=date(2026, 6, 1),
    kind=ChangeKind.MAJOR,
    note="Ask twice.",
    approved=Approval("Practice board", date(2026, 5, 20)),
)
DOCUMENT = a_document(FIRST, SECOND)


def pages_on(day: date, document: Document = DOCUMENT) -> dict[str, Page]:
    return {page.address: page for page in make_pages(a_library(document), SITE, day, ()).printed}


def check_page(version_at: int, day: date, document: Document = DOCUMENT) -> Page:
    return pages_on(day, document)[f"check/{document.versions[version_at].check_code}/"]


def heading(page: Page) -> str:
    return next(words(element) for element in parsed(page.body).iter() if element.tag.endswith("}h1"))


def test_the_history_has_every_version_newest_first():
    """Each version stands with its days, its change, its approval and its check code."""
    items = of_class(parsed(pages_on(date(2026, 7, 1))["guidance/sharing/history/"].body), "history__item")
    assert [words(item) for item in items] == [
        "Version 2.0.0: in force In force from 1 June 2026 In force until no end date "
        "Published on not recorded here "
        f"Approved by Practice board Approved on 20 May 2026 Check code {SECOND.check_code} "
        "Changes what you must do. Ask twice. Read version 2.0.0, in force What version 2.0.0 changed "
        f"Record of version 2.0.0 Download the record: 2.0.0.yml. Its fingerprint (SHA-256) is {SECOND.fingerprint}",
        "Version 1.0.0: superseded In force from 1 March 2026 In force until 31 May 2026 "
        f"Published on not recorded here Approved by not recorded Check code {FIRST.check_code} "
        "First version. It was written. Read version 1.0.0 as it was "
        f"Record of version 1.0.0 Download the record: 1.0.0.yml. Its fingerprint (SHA-256) is {FIRST.fingerprint}",
    ]


def test_the_history_begins_with_the_withdrawal_where_there_is_one():
    """Why it was withdrawn, and what to use instead; ahead of its day it is said to be planned."""
    other = a_document(name="other")
    document = a_document(FIRST, SECOND, withdrawn=Withdrawal(date(2026, 8, 1), "The law changed.", ("other",)))
    for day, heading in ((date(2026, 8, 1), "Withdrawn on"), (date(2026, 7, 31), "To be withdrawn on")):
        printed = make_pages(a_library(document, other), SITE, day, ()).printed
        page = next(page for page in printed if page.address == "guidance/sharing/history/")
        first, *_ = of_class(parsed(page.body), "history__item")
        assert words(first) == f"{heading} 1 August 2026 The law changed. Use Sharing information instead."
        assert list(links(first)) == ["@@root@@/guidance/other/"]


def test_a_version_that_never_came_into_force_says_for_which_day_it_was_meant():
    """It keeps its place among the others."""
    document = a_document(
        FIRST, a_version("2.0.0", begins=date(2026, 7, 1)), a_version("3.0.0", begins=date(2026, 6, 1))
    )
    page = pages_on(date(2026, 5, 1), document)["guidance/sharing/history/"]
    never = next(item for item in of_class(parsed(page.body), "history__item") if "Version 2.0.0" in words(item))
    assert "In force never Was due to start on 1 July 2026" in words(never)


def test_the_history_says_how_to_check_a_record():
    """The command that is shown prints the fingerprint that is shown: it is the SHA-256 of the file."""
    page = words(parsed(pages_on(date(2026, 7, 1))["guidance/sharing/history/"].body))
    assert "sha256sum 2.0.0.yml" in page
    assert len(SECOND.fingerprint) == len(hashlib.sha256(b"").hexdigest())


@pytest.mark.parametrize(
    ("version_at", "day", "said"),
    [
        (0, date(2026, 2, 1), "Not in force yet: applies from 1 March 2026"),
        (0, date(2026, 5, 1), "In force since 1 March 2026"),
        (0, date(2026, 7, 1), "Superseded since 1 June 2026"),
        (1, date(2026, 5, 1), "Not in force yet: applies from 1 June 2026"),
        (1, date(2026, 7, 1), "In force since 1 June 2026"),
    ],
)
def test_a_check_code_tells_in_one_look_whether_a_copy_is_current(version_at, day, said):
    """The heading of the page is the answer."""
    assert heading(check_page(version_at, day)) == said


def test_a_copy_of_a_withdrawn_document_is_told_apart():
    """Whoever holds the last version learns that it was withdrawn; older ones stay superseded."""
    document = a_document(FIRST, SECOND, withdrawn=Withdrawal(date(2026, 8, 1), "The law changed."))
    assert heading(check_page(1, date(2026, 8, 1), document)) == "Withdrawn on 1 August 2026"
    older = check_page(0, date(2026, 8, 1), document)
    assert heading(older) == "Superseded since 1 June 2026"
    assert "All of this guidance was withdrawn on 1 August 2026: do not follow it. The law changed." in words(
        parsed(older.body)
    )


def test_an_old_copy_leads_to_the_version_in_force_and_to_what_changed():
    """The page of a superseded copy has the way to the text that applies, what changed, and who to ask."""
    page = check_page(0, date(2026, 7, 1))
    assert {"@@root@@/guidance/sharing/", "@@root@@/guidance/sharing/2.0.0/#ask-first"} <= set(links(parsed(page.body)))
    shown = words(parsed(page.body))
    assert 'It said "Ask before you share". It now says "Ask twice before you share".' in shown
    assert "What changed since version 1.0.0" in shown
    assert "Version 2.0.0: Ask twice." in shown
    assert "Who to ask Practice team. The desk on the second floor" in shown


def test_a_copy_that_skipped_versions_learns_of_every_change_since():
    """All notes from the version after the copy to the one in force are listed."""
    document = a_document_of_versions(4)
    page = check_page(0, date(2026, 12, 1), document)
    assert [f"Version 1.{minor}.0: It was written." in words(parsed(page.body)) for minor in range(4)] == [
        False,
        True,
        True,
        True,
    ]


def test_a_copy_shows_grave_changes_at_once_and_the_others_on_demand():
    """All that changed since is on the page, whichever versions lie between, so that no script has to compare."""
    spelt, rule = a_rule("Think of wellbeing.", "think"), a_rule("You may share.", "share")
    between = a_version("1.1.0", [spelt, a_rule("You should share.", "share")], begins=date(2026, 4, 1))
    now = a_version(
        "2.0.0",
        [a_rule("Think of well-being.", "think"), a_rule("You must share.", "share")],
        begins=date(2026, 6, 1),
    )
    document = a_document(a_version("1.0.0", [spelt, rule], begins=date(2026, 3, 1)), between, now)
    page = parsed(check_page(0, date(2026, 7, 1), document).body)
    (fold,) = of_class(page, "fold")
    assert words(fold).startswith("Show the other changes Rule 1 written otherwise")
    told = words(page)
    assert "1 Changes the meaning Rule 2" in told
    assert "1 Written otherwise Rule 1" in told
    assert 'What you must do changed. It said "You may share". It now says "You must share".' in told
    notice = of_class(parsed(pages_on(date(2026, 7, 1), document)["guidance/sharing/1.0.0/"].body), "notice")[0]
    assert f"@@root@@/check/{document.versions[0].check_code}/#what_changed" in list(links(notice))


def test_a_version_that_was_called_off_has_its_place_in_the_history_and_among_copies():
    """Both say when and why; a copy of an older version is told of no change that never came."""
    off = a_call_off("2.0.0", date(2026, 5, 4), "It was not ready.")
    third = a_version("2.1.0", [a_rule("Ask thrice.")], begins=date(2026, 6, 1), note="Ask thrice.")
    document = a_document(FIRST, SECOND, third, called_off=[off])
    items = of_class(parsed(pages_on(date(2026, 7, 1), document)["guidance/sharing/history/"].body), "history__item")
    assert words(items[1]).startswith(
        "Version 2.0.0: cancelled In force never Was due to start on 1 June 2026 Cancelled on 4 May 2026 "
        "Published on not recorded here "
        f"Approved by Practice board Approved on 20 May 2026 Check code {SECOND.check_code} It was not ready. "
        "Changes what you must do. Ask twice."
    )
    assert heading(check_page(1, date(2026, 5, 5), document)) == "Cancelled on 4 May 2026: never in force"
    shown = words(parsed(check_page(0, date(2026, 7, 1), document).body))
    assert "Version 2.1.0: Ask thrice." in shown
    assert "Ask twice." not in shown
