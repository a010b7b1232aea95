"""What pages say of the sources: which edition, whether it was replaced, and whether a rule says what it says."""

from __future__ import annotations

from datetime import date

import pytest

from inforce.model.dates import PartialDate
from inforce.model.library import Library
from inforce.model.problem import Place, Problem, Severity
from inforce.model.rules import Departure
from inforce.model.sources import Replacement
from inforce.site.page import Page
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_library, a_rule, a_version, an_edition
from made_pages import make_pages
from page_reading import having, of_class, parsed, words

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
DAY = date(2026, 5, 1)
NEWER = an_edition(
    "2024", (), published="2024-04-19", caution="A duty announced for 30 September 2026 may have changed the position."
)
OLDER = an_edition("2018", replaced=Replacement("2024", PartialDate(2024, 4, 19), "It was rewritten."))


def pages(library: Library, day: date = DAY, problems: tuple[Problem, ...] = ()) -> dict[str, Page]:
    return {page.address: page for page in make_pages(library, SITE, day, problems).printed}


def a_quoting_library(text: str = "Ask before you share.", *departures: Departure, older: bool = True) -> Library:
    rule = a_rule(text, quotes="advice/2018#part-1", departures=departures)
    return a_library(a_document(a_version(rules=[rule])), editions=[OLDER if older else an_edition(), NEWER])


WARNING = (
    "This guidance quotes a source that has since been replaced This version cites Advice, The Office, July 2018. "
    "It was replaced on 19 April 2024 by the edition of 19 April 2024. It was rewritten. "
    "A duty announced for 30 September 2026 may have changed the position. "
    "If you are not sure it still applies, contact Practice team."
)


@pytest.mark.parametrize(
    "address", ["guidance/sharing/", "guidance/sharing/1.0.0/", "guidance/sharing/sources/", "check"]
)
def test_nobody_can_miss_that_the_cited_edition_was_replaced(address):
    """Every page about the version warns: which edition, since when, by which, and what to check."""
    library = a_quoting_library()
    if address == "check":
        address = f"check/{library.documents[0].versions[0].check_code}/"
    page = parsed(pages(library)[address].body)
    folded = address != "guidance/sharing/sources/"
    warning = WARNING.replace(" This version", " More This version", 1) if folded else WARNING
    assert [words(notice) for notice in of_class(page, "notice--warning")] == [warning]


def test_the_details_name_the_cited_edition_and_its_replacement():
    """Cited editions stand among the details of a version, with the day of their replacement."""
    (details,) = of_class(parsed(pages(a_quoting_library())["guidance/sharing/"].body), "details")
    assert "CitesAdvice, The Office, July 2018 (replaced 19 April 2024)" in [words(fact) for fact in details]


def test_an_edition_that_was_not_replaced_raises_no_warning():
    """A version that cites the newest edition has no notice."""
    page = parsed(pages(a_quoting_library(older=False))["guidance/sharing/"].body)
    assert of_class(page, "notice") == []


def test_before_its_replacement_an_edition_is_said_to_be_going():
    """On a day before the replacement, pages speak of it as to come."""
    found = pages(a_quoting_library(), date(2024, 4, 18))
    # The document is not in force in 2024; its warning is the second of what is folded.
    (notices,) = of_class(parsed(found["guidance/sharing/"].body), "notice")
    assert words(notices) == (
        "This version is not in force yet More It comes into force on 1 March 2026. "
        "No version of this guidance is in force before that. "
        "The edition that this version cites will be replaced This version cites Advice, The Office, July 2018. "
        "It will be replaced on 19 April 2024 by the edition of 19 April 2024. It was rewritten."
    )


@pytest.mark.parametrize(
    ("moment", "ahead"),
    [
        ("2026", False),
        ("2026-05", False),
        ("2026-05-01", False),
        ("2026-05-02", True),
        ("2026-06", True),
        ("2027", True),
    ],
)
def test_a_moment_lies_ahead_as_far_as_it_is_known(moment, ahead):
    """A month or year that has begun counts as come."""
    assert PartialDate.parse(moment).lies_ahead(DAY) is ahead


def test_a_rule_that_says_what_its_source_says_matches():
    """The same words get the verdict that they match."""
    page = parsed(pages(a_quoting_library())["guidance/sharing/sources/"].body)
    assert [words(verdict) for verdict in of_class(page, "verdict")] == ["Matches its source word for word"]
    assert "Of 1 rule: 1 the same as the source word for word." in words(page)


def test_a_declared_departure_is_shown_with_its_reason_and_approver():
    """A change of meaning stands with the rule on its page, with both wordings, why, and on whose approval."""
    departure = Departure("never share", "share", "The board decided so.", "Practice board")
    library = a_quoting_library("Ask before you never share.", departure)
    for address in ("guidance/sharing/", "guidance/sharing/sources/"):
        (listed,) = of_class(parsed(pages(library)[address].body), "departures")
        (shown,) = listed
        assert 'This rule says "never share". The source says "share".' in words(shown)
        assert "The board decided so." in words(shown)
        assert "Approved by: Practice board" in words(shown)
        assert of_class(shown, "class-chip--meaning") != []
    page = parsed(pages(library)["guidance/sharing/sources/"].body)
    assert [words(verdict) for verdict in of_class(page, "verdict--differs")] == [
        "Differs from the source, with approval"
    ]


def test_a_departure_that_nobody_declared_is_never_shown_as_declared():
    """What was found after publication says so."""
    library = a_quoting_library("Ask before you never share.")
    page = parsed(pages(library)["guidance/sharing/sources/"].body)
    assert [words(verdict) for verdict in of_class(page, "verdict")] == ["Differs, with no reason given"]
    assert "Found after publication; no reason is recorded." in words(page)


def test_our_own_words_are_never_said_to_match():
    """A rule that draws on a passage gets no verdict that it matches."""
    rule = a_rule("Something else.", draws_on="advice/2018#part-1")
    library = a_library(a_document(a_version(rules=[rule])), editions=[an_edition()])
    page = parsed(pages(library)["guidance/sharing/sources/"].body)
    assert [words(verdict) for verdict in of_class(page, "verdict")] == ["In our own words"]
    assert of_class(page, "verdict--matches") == []


def test_a_passage_stands_word_for_word_beside_its_rule():
    """The words of the source are printed exactly, marks and all."""
    text = 'Ask <b>before</b> you "share" & {{ care }}.'
    library = a_library(
        a_document(a_version(rules=[a_rule("Ask before you share.", quotes="advice/2018#part-1")])),
        editions=[an_edition(passages=[text])],
    )
    found = pages(library)
    (quoted,) = [
        one for one in parsed(found["guidance/sharing/sources/"].body).iter() if one.tag.endswith("blockquote")
    ]
    assert "".join(quoted.itertext()).split() == text.split()
    assert text in words(having(parsed(found["sources/advice/2018/"].body), "id")["part-1"])


def test_an_edition_says_what_rests_on_it():
    """The page of an edition leads to every rule in force that cites it."""
    page = parsed(pages(a_quoting_library())["sources/advice/2018/"].body)
    (item,) = of_class(page, "listing__item")
    assert words(item) == "Sharing information, version 1.0.0 In force: rule 1"


def test_an_edition_says_by_what_it_was_replaced():
    """Nobody takes an old edition for the newest."""
    page = parsed(pages(a_quoting_library())["sources/advice/2018/"].body)
    assert [words(notice) for notice in of_class(page, "notice")] == [
        "This edition was replaced on 19 April 2024 By the edition of 19 April 2024. It was rewritten.",
        "What may have changed since A duty announced for 30 September 2026 may have changed the position.",
    ]


def test_what_was_found_after_publication_stands_on_the_version():
    """A warning about the wording of a version that cannot change any more is told to its readers."""
    library = a_quoting_library()
    file = library.documents[0].versions[0].origin.file
    what = "Rule 1 leaves out a word."
    problems = (
        Problem(Place(file), "departure-undeclared", what, "Declare it.", Severity.WARNING),
        Problem(Place(file), "review-overdue", "Said elsewhere.", "Review it.", Severity.WARNING),
    )
    shown = words(parsed(pages(library, problems=problems)["guidance/sharing/1.0.0/"].body))
    assert f"Found in this version after it was published More {what}" in shown
    assert "Said elsewhere." not in shown
