"""The page of status: what owners have to see to on a day, and whose it is."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, timedelta

from inforce.model.dates import PartialDate
from inforce.model.guidance import Document, Withdrawal
from inforce.model.library import Library
from inforce.model.rules import Departure
from inforce.model.sources import Replacement
from inforce.model.status import a_review
from inforce.site.overview.status import AT_MOST
from inforce.site.page import Page
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_library, a_rule, a_version, an_edition
from made_pages import make_pages
from page_reading import links, of_class, parsed, words

DAY = date(2027, 1, 10)
SITE = SiteFacts("Guidance", "https://guidance.example.org/")


def owned(document: Document, owner: str) -> Document:
    return replace(document, details=replace(document.details, owner=owner))


def made(name: str, begins: date | None, owner: str = "Practice team", **details: object) -> Document:
    document = a_document(a_version(document=name, begins=begins, title=name.capitalize()), name=name)
    return replace(document, details=replace(document.details, owner=owner, **details))


def pages(library: Library, day: date = DAY) -> dict[str, Page]:
    printed = make_pages(library, SITE, day, ()).printed
    return {page.address: page for page in printed if page.address.startswith("status/")}


def parts(page: Page) -> dict[str, list[str]]:
    """Return what stands under each heading, entry by entry."""
    found: dict[str, list[str]] = {}
    for element in parsed(page.body).iter():
        if element.tag.endswith("}h2"):
            found[words(element)] = []
        elif element.get("class") == "listing__item":
            found[list(found)[-1]].append(words(element))
    return found


def test_reviews_stand_by_their_day_the_overdue_first():
    """Those that are due within three months are on the page of all, later ones on that of their owner."""
    library = a_library(
        made("late", date(2025, 5, 1)),
        made("later", date(2025, 8, 1)),
        made("soon", date(2026, 3, 1)),
        made("far", date(2026, 9, 1)),
        made("unknown", None),
    )
    found = pages(library)
    everybody, team = parts(found["status/"]), parts(next(page for at, page in found.items() if at != "status/"))
    assert everybody == {
        "By owner": ["Practice team 5 documents in force · 2 reviews overdue"],
        "Reviews that are overdue": [
            "Late Review was due 1 May 2026 Practice team",
            "Later Review was due 1 August 2026 Practice team",
        ],
        "Reviews that are due": ["Soon Review due 1 March 2027 Practice team"],
        "Reviews of which the day is not known": ["Unknown Version 1.0.0. The start date is not known. Practice team"],
    }
    assert team["Reviews that are due"] == [
        "Soon Review due 1 March 2027 Practice team",
        "Far Review due 1 September 2027 Practice team",
    ]


def test_a_review_that_no_longer_holds_is_to_be_done_again():
    """It says when it took place and what has changed."""
    document = made("sharing", date(2026, 9, 1))
    review = a_review(a_library(document), document.versions[0], date(2026, 12, 1), "The board")
    void = replace(document, details=replace(document.details, reviews=(replace(review, note="Changed later."),)))
    assert parts(pages(a_library(void))["status/"])["Reviews that no longer hold"] == [
        "Sharing Reviewed on 1 December 2026; its own words were changed after it was recorded. Practice team"
    ]


def test_what_comes_and_what_goes_is_listed_by_day():
    """Versions that wait to come into force, and documents that are to be withdrawn."""
    coming = a_document(a_version(begins=date(2026, 9, 1)), a_version("2.0.0", begins=date(2027, 4, 1)))
    going = made("going", date(2026, 9, 1), withdrawn=Withdrawal(date(2027, 2, 1), "It was merged."))
    gone = made("gone", date(2026, 9, 1), withdrawn=Withdrawal(date(2027, 1, 1), "It was merged."))
    found = parts(pages(a_library(coming, going, gone))["status/"])
    assert found["Starting or ending soon"] == [
        "Going To be withdrawn on 1 February 2027 Practice team",
        "Sharing information, version 2.0.0 Comes into force on 1 April 2027 Practice team",
    ]


def test_sources_that_were_replaced_and_rules_that_differ_in_meaning_are_told():
    """And rules whose source has no words here, and sources that no original proves."""
    departure = Departure("Where you have", "Where you do not have", "We ask always.", "Practice board")
    rules = [
        a_rule("Ask. Where you have consent, share.", "share", quotes="advice/2018#part-1", departures=[departure]),
        a_rule("Keep a record.", "keep", quotes="advice/2015#part-1"),
    ]
    editions = [
        an_edition("2015", (), published="2015-03"),
        an_edition(
            "2018",
            ["Ask. Where you do not have consent, share."],
            replaced=Replacement("2024", PartialDate(2024, 4, 19), "It was rewritten."),
        ),
    ]
    library = a_library(a_document(a_version(rules=rules, begins=date(2026, 9, 1))), editions=editions)
    found = parts(pages(library)["status/"])
    assert found["Guidance whose source was replaced"] == [
        "Sharing information Advice, The Office, July 2018: replaced 19 April 2024 Practice team"
    ]
    assert found["Rules that differ in meaning from their source"] == ["Sharing information Rule 1 Practice team"]
    assert found["Rules we cannot check, because we do not hold the text of their source"] == [
        "Sharing information Rule 2 Practice team"
    ]
    assert found["Sources not yet checked against the original"] == [
        "Advice, The Office, March 2015 We do not hold its text.",
        "Advice, The Office, July 2018 We took this text from other published copies and have not yet checked "
        "it against the original.",
    ]


def test_each_owner_has_a_page_whatever_the_name():
    """Names that differ in signs alone have addresses of their own, and each is led to from the page of all."""
    names = ("Practice team", "Practice-team", "Équipe", "実務", "<script>")
    library = a_library(*(made(f"document-{place}", date(2026, 9, 1), name) for place, name in enumerate(names)))
    found = pages(library)
    assert len(found) == 1 + len(names)
    assert {f"@@root@@/{address}" for address in found if address != "status/"} <= set(
        links(parsed(found["status/"].body))
    )
    assert all(not page.indexed for page in found.values())


def test_a_library_of_a_thousand_documents_has_a_page_that_can_be_read():
    """It lists the most urgent, says how many more there are, and their owners' pages have every one."""
    library = a_library(
        *(made(f"d{n:04}", date(2025, 1, 1) + timedelta(days=n % 300), f"Team {n % 20}") for n in range(1000))
    )
    found = pages(library)
    overdue = parts(found["status/"])["Reviews that are overdue"]
    assert len(overdue) == AT_MOST
    assert overdue[0].startswith("D0000 Review was due 1 January 2026")
    assert "950 more are on the pages of their owners." in words(parsed(found["status/"].body))
    each = [parts(page)["Reviews that are overdue"] for address, page in found.items() if address != "status/"]
    assert sum(len(theirs) for theirs in each) == 1000
    assert len(found["status/"].body) < 100_000


def test_an_empty_library_has_nothing_to_see_to():
    """The page is there, and says so."""
    page = pages(a_library())["status/"]
    assert "No guidance is published." in words(parsed(page.body))
    assert of_class(parsed(page.body), "listing__item") == []


def test_what_a_meeting_asks_for_stands_first_and_in_files():
    """How much is in force, in date and overdue since when, of all and by owner: on the page, as JSON and as CSV."""
    library = a_library(
        made("late", date(2025, 5, 1), owner="=Team"),
        made("later", date(2025, 8, 1), owner="=Team"),
        made("soon", date(2026, 3, 1)),
        made("unknown", None),
    )
    page = pages(library)["status/"]
    said = words(parsed(page.body))
    assert "In force: 4. In date: 1 (25%). Overdue for review: 2. Using a replaced source: 0." in said
    rows = [[words(cell) for cell in row] for row in parsed(page.body).iter() if row.tag.endswith("}tr")]
    assert rows == [
        ["Owner", "In force", "In date", "Overdue", "Overdue since", "Using a replaced source"],
        ["=Team", "2", "0", "2", "1 May 2026", "0"], ["Practice team", "2", "1", "0", "", "0"],
    ]  # fmt: skip
    files = {copy.address: copy.content for copy in page.copies}
    found = json.loads(files["status/figures.json"])
    assert {name: found[name] for name in ("in_force", "in_date", "overdue", "since", "replaced")} == {
        "in_force": 4, "in_date": 1, "overdue": 2, "since": "2026-05-01", "replaced": 0,
    }  # fmt: skip
    assert [(one["owner"], one["overdue"]) for one in found["owners"]] == [("=Team", 2), ("Practice team", 0)]
    table = [*csv.reader(files["status/figures.csv"].decode("utf-8-sig").splitlines())]
    assert table[1:] == [["'=Team", "2", "0", "2", "2026-05-01", "0"], ["Practice team", "2", "1", "0", "", "0"]]


def test_a_number_in_the_name_of_an_owner_counts_as_a_number():
    """Team 2 comes before Team 10."""
    library = a_library(*(made(f"team-{number}", DAY, owner=f"Team {number}") for number in (10, 2)))
    page = parsed(pages(library)["status/"].body)
    rows = [[words(cell) for cell in row] for row in page.iter() if row.tag.endswith("}tr")]
    assert [row[0] for row in rows[1:]] == ["Team 2", "Team 10"]
