"""What pages say of a version on each day, before, in and after its time, in whole sentences."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from inforce.model.guidance import Approval, Document, OutsideGuidance, UndoneChange, Withdrawal
from inforce.model.names import VersionNumber
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import Page
from inforce.site.phrases.currency import in_force_days, sentences
from inforce.site.publication import SiteFacts
from library_factory import a_call_off, a_document, a_library, a_version
from made_pages import make_pages
from page_reading import links, of_class, parsed, words

FIRST = a_version("1.0.0", begins=date(2026, 3, 1))
SECOND = a_version("2.0.0", begins=date(2026, 6, 1))
SITE = SiteFacts("Guidance", "https://guidance.example.org/")


def on(day: date, document: Document) -> DocumentOnDay:
    return DocumentOnDay(document, day, a_library(document))


def pages_on(day: date, *documents: Document) -> dict[str, Page]:
    return {page.address: page for page in make_pages(a_library(*documents), SITE, day, ()).printed}


def notices_on(page: Page) -> list[str]:
    return [
        re.sub(" More( about this version)? ", " ", words(notice), count=1)
        for notice in of_class(parsed(page.body), "notice")
    ]


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        (
            date(2026, 2, 28),
            "Comes into force on 1 March 2026. No version is in force before that.",
            "Comes into force on 1 June 2026. No version is in force before that.",
        ),
        (
            date(2026, 5, 31),
            "In force since 1 March 2026. Version 2.0.0 replaces it on 1 June 2026. Next review due 1 March 2027.",
            "Comes into force on 1 June 2026. Version 1.0.0 is in force before that.",
        ),
        (
            date(2026, 6, 1),
            "In force from 1 March 2026 to 31 May 2026. Version 2.0.0 replaced it on 1 June 2026.",
            "In force since 1 June 2026. Next review due 1 June 2027.",
        ),
        (
            date(2027, 6, 2),
            "In force from 1 March 2026 to 31 May 2026. Version 2.0.0 replaced it on 1 June 2026.",
            "In force since 1 June 2026. Its review was due on 1 June 2027 and is overdue.",
        ),
    ],
)
def test_sentences_say_how_current_a_version_is(day, first, second):
    """The same version is said to be coming, in force and superseded, each on its days."""
    document = on(day, a_document(FIRST, SECOND))
    assert " ".join(sentences(document, FIRST)) == first
    assert " ".join(sentences(document, SECOND)) == second


def test_a_review_is_not_overdue_on_the_day_that_it_is_due():
    """The day of the review is the last on which it is in time."""
    document = on(date(2027, 6, 1), a_document(FIRST, SECOND))
    assert not document.review_overdue(SECOND)


def test_a_first_day_that_nobody_knows_is_said_to_be_unknown():
    """Where the first version does not say since when it applies, no page invents a day."""
    document = on(date(2026, 5, 1), a_document(a_version(begins=None)))
    assert " ".join(sentences(document, document.shown)) == (
        "In force. The start date is not known. When its next review is due is not known."
    )


@pytest.mark.parametrize(
    ("begins", "next_begins", "said"),
    [
        (date(2026, 3, 1), date(2026, 6, 1), "In force from 1 March 2026 to 31 May 2026"),
        (date(2026, 3, 1), date(2026, 3, 2), "In force on 1 March 2026"),
        (date(2026, 3, 1), date(2026, 3, 1), "Never in force"),
        (None, date(2026, 6, 1), "In force until 31 May 2026, start date not known"),
    ],
)
def test_the_days_of_a_version_are_said_in_words(begins, next_begins, said):
    """The last day named is the last on which the version applied."""
    first, second = a_version("1.0.0", begins=begins), a_version("2.0.0", begins=next_begins)
    assert in_force_days(on(date(2026, 12, 1), a_document(first, second)), first) == said


def test_an_old_version_leads_to_the_one_in_force():
    """Over an old text stands that it is superseded, since when, and where the version in force is."""
    page = pages_on(date(2026, 7, 1), a_document(FIRST, SECOND))["guidance/sharing/1.0.0/"]
    assert notices_on(page) == [
        "This version is superseded Version 2.0.0 replaced it on 1 June 2026. "
        "Read the version in force (2.0.0) or see what changed since this version."
    ]
    assert page.attributes["data-until"] == "2026-05-31"


def test_a_version_in_force_says_what_comes_next():
    """Readers of today's version learn the day on which the next takes its place."""
    page = pages_on(date(2026, 5, 1), a_document(FIRST, SECOND))["guidance/sharing/"]
    assert notices_on(page) == [
        "This guidance changes on 1 June 2026 See what will change, or read version 2.0.0, which takes the place of "
        "this one then. This version applies until 31 May 2026."
    ]


def test_what_will_change_is_shown_from_the_version_in_force_to_the_one_that_takes_its_place():
    """Both pages lead to that comparison, also where a version between them is never in force."""
    between = a_version("2.0.0", begins=date(2026, 8, 1))
    document = a_document(FIRST, between, a_version("3.0.0", begins=date(2026, 6, 1)))
    pages = pages_on(date(2026, 5, 1), document)
    redline = "guidance/sharing/compare/?old=1.0.0&new=3.0.0"
    assert redline.split("?", maxsplit=1)[0] in pages
    for address in ("guidance/sharing/", "guidance/sharing/3.0.0/"):
        (notice,) = of_class(parsed(pages[address].body), "notice")
        assert f"@@root@@/{redline}" in list(links(notice))
        assert "See what will change" in words(notice)
    (waits,) = of_class(parsed(pages["guidance/sharing/3.0.0/"].body), "notice")
    assert "It comes into force on 1 June 2026. Until then, follow the version in force (1.0.0)." in words(waits)


def test_a_document_that_is_only_coming_is_shown_as_coming():
    """Before its first version applies, the page of a document shows that version and says from when it applies."""
    page = pages_on(date(2026, 2, 1), a_document(FIRST, SECOND))["guidance/sharing/"]
    assert page.attributes["data-version"] == "1.0.0"
    assert page.attributes["data-status"] == "upcoming"
    assert notices_on(page) == [
        "This version is not in force yet It comes into force on 1 March 2026. "
        "No version of this guidance is in force before that."
    ]


def test_a_withdrawn_document_says_why_and_what_to_use_instead():
    """The page of a withdrawn document has the reason and the way on, and not the rules."""
    withdrawn = Withdrawal(date(2026, 8, 1), "The law changed.", ("other",))
    other = a_document(a_version(document="other", title="Other guidance"), name="other")
    pages = pages_on(date(2026, 8, 1), a_document(FIRST, SECOND, withdrawn=withdrawn), other)
    page = pages["guidance/sharing/"]
    assert notices_on(page) == [
        "This guidance was withdrawn on 1 August 2026 It no longer applies: do not follow it. "
        "The law changed. Use Other guidance instead."
    ]
    assert of_class(parsed(page.body), "rule") == []
    assert page.attributes["data-status"] == "withdrawn"
    assert of_class(parsed(pages["guidance/sharing/2.0.0/"].body), "rule") != []


def test_a_withdrawn_document_may_go_on_in_several_and_elsewhere():
    """Each is named and linked, and nobody is told that nothing takes its place."""
    elsewhere = OutsideGuidance("The national manual", "https://manual.example.org/part?a=b")
    withdrawn = Withdrawal(date(2026, 8, 1), "The law changed.", ("other", elsewhere))
    other = a_document(a_version(document="other", title="Other guidance"), name="other")
    made = pages_on(date(2026, 8, 1), a_document(FIRST, SECOND, withdrawn=withdrawn), other)
    assert notices_on(made["guidance/sharing/"])[0].endswith("Use Other guidance and The national manual instead.")
    for address in ("guidance/sharing/", "guidance/sharing/history/"):
        assert 'href="https://manual.example.org/part?a=b"' in made[address].body
        assert "guidance/other/" in made[address].body


def test_an_approval_that_lies_ahead_is_told_as_planned():
    """Until its day nobody approved anything."""
    approved = Approval("Policy board", SECOND.in_force_from)
    second = replace(SECOND, text=replace(SECOND.text, approved=approved))
    before = SECOND.in_force_from - timedelta(days=1)
    for day, planned in ((before, True), (SECOND.in_force_from, False)):
        made = pages_on(day, a_document(FIRST, second))
        for address in ("guidance/sharing/2.0.0/", "guidance/sharing/history/"):
            assert ("planned for" in made[address].body) is planned


def test_a_document_to_be_withdrawn_says_so_beforehand():
    """Until the day of the withdrawal the text stands, with a notice of what is to come."""
    withdrawn = Withdrawal(date(2026, 8, 1), "The law changed.")
    page = pages_on(date(2026, 7, 31), a_document(FIRST, SECOND, withdrawn=withdrawn))["guidance/sharing/"]
    assert notices_on(page) == [
        "This guidance will be withdrawn on 1 August 2026 The law changed. "
        "No other document of this site takes its place."
    ]
    assert page.attributes["data-until"] == "2026-07-31"
    assert "It will be withdrawn on 1 August 2026." in words(parsed(page.body))


def test_the_facts_for_script_are_those_of_the_version():
    """Script works out dates from these attributes; days that are not known are absent."""
    page = pages_on(date(2026, 5, 1), a_document(FIRST, SECOND))["guidance/sharing/1.0.0/"]
    assert page.attributes == {
        "data-document": "sharing",
        "data-title": "Sharing information",
        "data-version": "1.0.0",
        "data-code": FIRST.check_code,
        "data-status": "in force",
        "data-since": "2026-03-01",
        "data-from": "2026-03-01",
        "data-until": "2026-05-31",
        "data-review": "2027-03-01",
        "data-valid-months": "0",
        "data-valid-days": "7",
        "data-zone": "Europe/London",
        "data-check": f"guidance.example.org/check/{FIRST.check_code}/",
        "data-print-line": f"Version 1.0.0, check code {FIRST.check_code}. Printed without JavaScript: treat "
        f"this copy as out of date.\nCheck: guidance.example.org/check/{FIRST.check_code}/",
    }


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 1), "Not in force until 1 March 2026"),
        (date(2026, 5, 1), "In force since 1 March 2026"),
        (date(2026, 7, 1), "Superseded on 1 June 2026"),
    ],
)
def test_one_line_names_the_status_and_since_when(day, said):
    """Under the title of the first version stands in one look what it is."""
    page = pages_on(day, a_document(FIRST, SECOND))["guidance/sharing/1.0.0/"]
    assert words(of_class(parsed(page.body), "status-box__status")[0]) == said


OFF = a_call_off("2.0.0", date(2026, 5, 4), "The board wants to think again.")
THIRD = a_version("2.1.0", begins=date(2026, 6, 1))


def test_a_version_that_was_called_off_keeps_its_page_and_says_that_it_never_applies():
    """Whoever prepared for it learns when and why it was cancelled, and what to follow."""
    page = pages_on(date(2026, 5, 5), a_document(FIRST, SECOND, called_off=[OFF]))["guidance/sharing/2.0.0/"]
    assert notices_on(page) == [
        "This version was cancelled on 4 May 2026 This version was due to start on 1 June 2026 but was "
        "cancelled. Do not follow it. The board wants to think again. Follow the version in force (1.0.0)."
    ]
    assert words(of_class(parsed(page.body), "status-line__words")[0]) == (
        "Cancelled on 4 May 2026 Version 2.0.0 Check this copy Contact"
    )
    assert "Cancelled on 4 May 2026. It was to come into force on 1 June 2026." in words(parsed(page.body))
    assert page.attributes["data-status"] == "withdrawn"
    assert (
        page.attributes["data-print-line"]
        .split(". ", 1)[1]
        .startswith("This version was cancelled: do not rely on this copy.")
    )
    assert of_class(parsed(page.body), "rule") != []


def test_nobody_is_told_to_prepare_for_a_version_that_was_called_off():
    """The version in force says of what comes next, which is the version in its place, and compares with that."""
    document = a_document(FIRST, SECOND, THIRD, called_off=[OFF])
    pages = pages_on(date(2026, 5, 5), document)
    assert notices_on(pages["guidance/sharing/"]) == [
        "This guidance changes on 1 June 2026 See what will change, or read version 2.1.0, which takes the place of "
        "this one then. This version applies until 31 May 2026."
    ]
    assert {"guidance/sharing/2.0.0/changes/", "guidance/sharing/2.1.0/changes/"} <= pages.keys()
    for number in ("2.0.0", "2.1.0"):
        compared = links(parsed(pages[f"guidance/sharing/{number}/changes/"].body))
        assert "@@root@@/guidance/sharing/1.0.0/" in list(compared)


@pytest.mark.parametrize(
    ("document", "now"),
    [
        (a_document(SECOND, called_off=[OFF]), "No version of this guidance is in force."),
        (
            a_document(SECOND, THIRD, called_off=[OFF]),
            "Version 2.1.0 starts on 1 June 2026. There is no earlier version.",
        ),
    ],
)
def test_where_nothing_is_in_force_the_page_of_a_version_called_off_says_so(document, now):
    """No reader is sent to a version in force that is not there."""
    page = pages_on(date(2026, 5, 5), document)["guidance/sharing/2.0.0/"]
    assert notices_on(page)[0].endswith(f"The board wants to think again. {now}")


def test_a_document_all_of_whose_versions_were_called_off_shows_no_rule():
    """Its page says what happened, and its words are not there to be followed, nor in the search."""
    page = pages_on(date(2026, 6, 5), a_document(SECOND, called_off=[OFF]))["guidance/sharing/"]
    assert notices_on(page)[0].startswith("This version was cancelled on 4 May 2026")
    assert of_class(parsed(page.body), "rule") == []
    assert [entry.text for entry in page.search] == ["This version was cancelled on 4 May 2026."]


def test_a_version_that_the_withdrawal_comes_before_says_that_it_never_applies():
    """While the withdrawal is ahead it is not spoken of as past."""
    withdrawn = Withdrawal(date(2026, 5, 20), "The law changed.")
    page = pages_on(date(2026, 5, 1), a_document(FIRST, SECOND, withdrawn=withdrawn))["guidance/sharing/2.0.0/"]
    assert notices_on(page) == [
        "This guidance will be withdrawn on 20 May 2026 This version never comes into force before that. "
        "The law changed. No other document of this site takes its place."
    ]
    assert "It never comes into force: the guidance will be withdrawn on 20 May 2026." in words(parsed(page.body))


def test_a_version_that_rightly_undoes_a_change_says_so_and_why():
    """On its page, in its Markdown copy and in its record, after the note of what it changed."""
    undone = UndoneChange(VersionNumber(2, 0, 0), VersionNumber(1, 0, 1), "It was meant for the spring.")
    corrected = a_version("1.0.1", begins=date(2026, 4, 1))
    pages = pages_on(date(2026, 7, 1), a_document(FIRST, corrected, SECOND, undoes=[undone]))
    page = pages["guidance/sharing/2.0.0/"]
    said = "It was written. It undoes what version 1.0.1 changed: It was meant for the spring."
    assert said in words(parsed(page.body))
    copies = {copy.address: copy.content for copy in page.copies}
    assert said in " ".join(copies["guidance/sharing/2.0.0/index.md"].decode().split())
    record = json.loads(copies["api/guidance/sharing/2.0.0.json"])
    assert record["change"]["undoes"] == [{"change_of": "1.0.1", "reason": "It was meant for the spring."}]
    assert "It undoes" not in words(parsed(pages["guidance/sharing/1.0.1/"].body))


def test_what_was_withdrawn_on_the_day_it_began_is_never_said_to_have_been_in_force_on_no_day() -> None:
    """Readers may have been shown it that morning; a version that was to begin later was never in force."""
    withdrawn = Withdrawal(date(2026, 6, 1), "The law changed.")
    pages = pages_on(date(2026, 6, 1), a_document(FIRST, SECOND, withdrawn=withdrawn))
    same_day = {address: words(parsed(page.body)) for address, page in pages.items() if "guidance/sharing" in address}
    assert {address for address, said in same_day.items() if "ever in force" in said or "not come into force" in said
            or "In force never" in said or "cancelled" in said} == set()  # fmt: skip
    second = same_day["guidance/sharing/2.0.0/"]
    assert "Withdrawn on 1 June 2026. That was the day it was due to start." in second
    history = same_day["guidance/sharing/history/"]
    assert "Version 2.0.0: withdrawn Was due to start on 1 June 2026" in history
    in_days = {str(one.number): in_force_days(on(date(2026, 6, 1), a_document(FIRST, SECOND, withdrawn=withdrawn)), one)
               for one in (FIRST, SECOND)}  # fmt: skip
    assert in_days == {
        "1.0.0": "In force from 1 March 2026 to 31 May 2026",
        "2.0.0": "Withdrawn on 1 June 2026, the day it was due to start",
    }
    earlier = a_document(FIRST, SECOND, withdrawn=Withdrawal(date(2026, 5, 20), "The law changed."))
    assert in_force_days(on(date(2026, 6, 1), earlier), SECOND) == "Never in force"
    never = words(parsed(pages_on(date(2026, 6, 1), earlier)["guidance/sharing/history/"].body))
    assert "Version 2.0.0 was due to start on 1 June 2026 but never did" in never
