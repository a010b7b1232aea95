"""The page of a version: rules numbered through, each with its source, and what the search finds of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

from inforce.model.rules import Rule, Section, Strength
from inforce.site.page import Heading, Page, SearchEntry
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_library, a_rule, a_version, an_edition
from made_pages import make_pages
from page_reading import having, ids, links, of_class, parsed, words

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
TWO_SECTIONS = a_version(
    introduction="Read *all* of it.",
    sections=[
        Section("before", "Before you share", (a_rule("Ask first.", "ask-first", quotes="advice/2018#part-1"),)),
        Section(
            "after",
            "After you shared",
            (
                a_rule("Tell them.", "tell-them", local_practice="Use [the form](https://example.org/)."),
                a_rule("Keep a record.\n\nFor ever.", "keep-a-record", draws_on="advice/2018#part-2"),
            ),
            "What is left to do.",
        ),
    ],
)


def page_of(version=TWO_SECTIONS, day: date = date(2026, 5, 1)) -> Page:
    library = a_library(a_document(version), editions=[an_edition(passages=("Ask first.", "Keep notes."))])
    pages = {page.address: page for page in make_pages(library, SITE, day, ()).printed}
    return pages["guidance/sharing/"]


def numbers_of(page: Element) -> list[Element]:
    return [part for rule in of_class(page, "rule") for part in rule if part.tag.endswith("h3")]


def test_rules_are_numbered_through_all_sections():
    """A number names one rule of the version only, for eyes and for screen readers alike."""
    page = parsed(page_of().body)
    assert [words(number) for number in numbers_of(page)] == ["Rule 1", "Rule 2", "Rule 3"]
    assert [found.get("start") for found in of_class(page, "rules")] == ["1", "2"]


def test_each_rule_says_what_it_rests_on():
    """In one fold under a rule stands what it quotes or draws on, and the way to its history; its number is a link."""
    page = parsed(page_of().body)
    folds = [fold for rule in of_class(page, "rule") for fold in rule if fold.tag.endswith("details")]
    assert [words(fold) for fold in folds] == [
        "Source and history 1 Source: Advice, The Office, July 2018, part 1 History of rule 1 and how to cite it",
        "Source and history 3 Based on Advice, The Office, July 2018, part 2 History of rule 3 and how to cite it",
    ]
    assert [(words(one), *links(one)) for one in numbers_of(page)] == [
        ("Rule 1", "#ask-first"), ("Rule 2", "#tell-them"), ("Rule 3", "#keep-a-record"),
    ]  # fmt: skip


def test_the_search_finds_sections_and_rules_at_their_places():
    """Each entry leads to its place and has the words that stand there."""
    assert page_of().search == (
        SearchEntry("", "Sharing information", "What to weigh before sharing. Read all of it."),
        SearchEntry("before", "Before you share", ""),
        SearchEntry("ask-first", "Rule 1", "Ask first.", "rule", "1", "part-1", "Before you share"),
        SearchEntry("after", "After you shared", "What is left to do."),
        SearchEntry("tell-them", "Rule 2", "Tell them. Use the form.", "rule", "2", "", "After you shared"),
        SearchEntry("keep-a-record", "Rule 3", "Keep a record. For ever.", "rule", "3", "", "After you shared"),
    )


def test_the_contents_list_leads_to_the_sections():
    """Beside the page stand its sections, what changed, and what there is to know about it."""
    assert page_of().contents == (
        Heading("before", "Before you share"),
        Heading("after", "After you shared"),
        Heading("what_changed", "What changed in 1.0.0"),
        Heading("about_this_guidance", "About this guidance"),
    )


def test_our_own_words_stand_apart_from_the_rule():
    """Local practice has a heading of its own and is no part of the quoted words."""
    (local,) = of_class(parsed(page_of().body), "rule__local")
    assert words(local) == "How we do this locally Use the form."


def test_a_declared_strength_is_shown():
    """Readers see how binding a rule is."""
    page = page_of(a_version(rules=[Rule("ask-first", "Ask first.", strength=Strength.SHOULD)]))
    assert [words(one) for one in of_class(parsed(page.body), "rule__strength")] == ["How binding: should"]


def test_an_overdue_review_is_told_with_the_dates_and_in_a_notice():
    """The day on which the review was due stands once among the dates, and readers are told whom to ask."""
    page = parsed(page_of(a_version(), date(2027, 3, 2)).body)
    about = words(of_class(page, "about-guidance")[0])
    assert "Its review was due on 1 March 2027 and is overdue." in about
    assert about.count("1 March 2027") == 1
    assert [words(notice).replace(" More ", " ", 1) for notice in of_class(page, "notice")] == [
        "The review of this guidance is overdue This guidance should have been reviewed by 1 March 2027. If you "
        "are not sure it still applies, contact Practice team."
    ]


def test_a_link_to_a_former_id_of_a_rule_leads_to_the_rule():
    """The old id is a place on the page too, within the rule that has another id now."""
    renamed = replace(a_rule(name="ask-before"), formerly=("ask-first",))
    library = a_library(a_document(a_version(), a_version("1.1.0", [renamed], begins=date(2026, 4, 1))))
    (page,) = [
        one for one in make_pages(library, SITE, date(2026, 4, 1), ()).printed if one.address == "guidance/sharing/"
    ]
    rule = having(parsed(page.body), "id")["ask-before"]
    assert ids(rule) == ["ask-before", "ask-first"]
