"""What readers are told of newer editions, of rules in our own words, of local decisions, and of reviews that hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inforce.checks.registry import run_checks
from inforce.model.guidance import Document, Review
from inforce.model.library import Library
from inforce.model.names import PassageRef
from inforce.model.rules import Citation, OwnStatement, Rule, Strength, StrengthDecision
from inforce.model.sources import Edition
from inforce.model.status import a_review
from inforce.site.page import Page
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_library, a_rule, a_version, an_edition
from made_pages import make_pages
from page_reading import having, of_class, parsed, words

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
DAY = date(2026, 5, 1)
OLD = an_edition("2018", ["You must ask before you share.", "Keep a record.", "Wait for an answer."])
NEW = an_edition("2024", ["You must always ask before you share.", "Keep a record."], published="2024-04-19")


def pages(library: Library, day: date = DAY) -> dict[str, Page]:
    return {page.address: page for page in make_pages(library, SITE, day, run_checks(library, day)).printed}


def edition_page(*editions: Edition) -> Page:
    rules = [a_rule("Ask.", "ask", quotes="advice/2018#part-1"), a_rule("Wait.", "wait", draws_on="advice/2018#part-3")]
    library = a_library(a_document(a_version(rules=rules)), editions=editions)
    return pages(library)["sources/advice/2018/"]


def test_the_page_of_an_edition_tells_passage_by_passage_what_the_newer_one_says():
    """Changed words marked, what is gone and what is new named, each with the rules that rest on it."""
    page = parsed(edition_page(OLD, replace_passages(NEW, "Be kind.")).body)
    assert [words(row) for row in of_class(page, "change")] == [
        "Part 1 other words You must always ask before you share. "
        "Rules that use it: rule 1 of Sharing information, version 1.0.0.",
        "Part 3: gone The newer edition has no such passage. Wait for an answer. "
        "Rules that use it: rule 2 of Sharing information, version 1.0.0.",
        "Part 9: new Be kind.",
    ]
    assert "The same, word for word: part 2." in words(page)
    assert "Compared with the edition of 19 April 2024." in words(page)


def replace_passages(edition: Edition, *more: str) -> Edition:
    passage = edition.details.passages[0]
    added = tuple(replace(passage, id=f"part-{at}", label=f"part {at}", text=text) for at, text in enumerate(more, 9))
    return replace(edition, details=replace(edition.details, passages=(*edition.details.passages, *added)))


def test_a_newer_edition_whose_words_are_not_held_is_said_not_to_be_compared():
    """What cannot be compared is never shown as the same."""
    page = edition_page(OLD, an_edition("2024", (), published="2024-04-19"))
    said = "We do not hold the text of the edition of 19 April 2024, so we cannot show what changed."
    assert said in words(parsed(page.body))
    assert of_class(parsed(page.body), "change") == []
    assert [heading.text for heading in page.contents] == [
        "How reliable this text is", "Guidance that uses this source", "What the newer edition says", "Passages",
    ]  # fmt: skip


def test_the_newest_edition_has_nothing_to_be_compared_with():
    """And no heading for it."""
    assert "What the newer edition says" not in words(parsed(edition_page(OLD).body))


def own_rule(*ours: OwnStatement) -> Rule:
    cited = Citation(draws_on=PassageRef.parse("advice/2018#part-1"), ours=ours)
    return Rule("ask", "You must ask within 7 days.", (cited,))


def of_rules(*rules: Rule, past: bool = False) -> dict[str, Page]:
    versions = [a_version(rules=rules)]
    versions += [a_version("2.0.0", begins=date(2026, 4, 1))] if past else []
    return pages(a_library(a_document(*versions), editions=[OLD]))


def test_a_rule_in_our_own_words_says_so_and_what_it_adds():
    """On the page of the version and beside its source; whatever is not from the source is named with its reason."""
    found = of_rules(own_rule(OwnStatement("within 7 days", "The board wants it soon.")))
    version, beside = parsed(found["guidance/sharing/"].body), parsed(found["guidance/sharing/sources/"].body)
    assert "Based on Advice" in words(of_class(version, "rule")[0])
    assert words(of_class(version, "rule__departures")[0]) == (
        'What this rule says beyond its source: Ours, not from the source: "within 7 days". The board wants it soon.'
    )
    assert [words(verdict) for verdict in of_class(beside, "verdict")] == ["In our own words, some beyond the source"]
    assert 'Ours, not from the source: "within 7 days". The board wants it soon.' in words(beside)
    assert "Of 1 rule: 1 in our own words." in words(beside)


def test_what_a_past_version_added_unsaid_is_named_on_its_page():
    """Nobody can declare it any more; readers of that version have to know."""
    page = parsed(of_rules(own_rule(), past=True)["guidance/sharing/1.0.0/"].body)
    assert words(of_class(page, "rule__departures")[0]) == (
        'What this rule says beyond its source: Not in the source: "7 days". '
        "Found after publication; no reason is recorded."
    )
    (notices,) = of_class(page, "notice")
    _superseded, found = words(notices).split("Found in this version after it was published ")
    assert '"7 days"' in found


def test_a_decision_to_bind_otherwise_stands_with_its_reason_and_approver():
    """Readers see how binding the rule is, and who decided that."""
    decision = StrengthDecision("We are a small team.", "Practice board")
    rule = replace(own_rule(OwnStatement("7 days", "Soon.")), strength=Strength.MAY, strength_decision=decision)
    page = parsed(of_rules(rule)["guidance/sharing/"].body)
    assert words(having(page, "id")["ask"]).startswith(
        "Rule 1 How binding: may Decided here: its words or its source say otherwise. We are a small team. "
        "Approved by: Practice board You must ask"
    )


VERSION = a_version(rules=[a_rule("Keep a record.", quotes="advice/2018#part-2")])


def reviewed(*given: Review) -> Library:
    document: Document = a_document(VERSION)
    return a_library(replace(document, details=replace(document.details, reviews=given)), editions=[OLD])


REVIEW = a_review(reviewed(), VERSION, date(2026, 4, 20), "Practice lead")


def about(library: Library, day: date = DAY) -> tuple[str, list[str]]:
    page = pages(library, day)["guidance/sharing/"]
    body = parsed(page.body)
    return words(of_class(body, "about-guidance")[0]), [words(notice) for notice in of_class(body, "notice--warning")]


def test_a_review_that_holds_stands_among_the_details_and_moves_the_next_one():
    """And on every printed sheet the date until which it may be relied on goes by it."""
    details, notices = about(reviewed(REVIEW))
    assert "Reviewedon 20 April 2026 by Practice lead" in details
    assert "Next review due 20 April 2027" in details
    assert notices == []
    assert pages(reviewed(REVIEW))["guidance/sharing/"].attributes["data-review"] == "2027-04-20"


def test_a_review_that_lies_ahead_is_not_shown():
    """A date alone never makes a document look reviewed."""
    details, _ = about(reviewed(REVIEW), date(2026, 4, 19))
    assert "Reviewed" not in details
    assert "Next review due 1 March 2027" in details


def test_a_review_that_no_longer_holds_is_said_to_be_void():
    """The next one counts as if it had not been, and readers are told why."""
    details, notices = about(reviewed(replace(REVIEW, on=date(2026, 4, 30))))
    assert "Reviewed" not in details
    assert "Next review due 1 March 2027" in details
    assert notices == [
        "The last review of this guidance no longer holds More It took place on 30 April 2026: "
        "its own words were changed after it was recorded."
    ]
