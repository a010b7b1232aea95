"""The bar of a version that is not in force says its status, and leads to what applies now."""

from __future__ import annotations

from datetime import date

from inforce.model.guidance import Document, Withdrawal
from inforce.site.document.status_box import VersionBar, version_bar
from inforce.site.document_on_day import DocumentOnDay
from library_factory import a_call_off, a_document, a_library, a_rule, a_version

DAY = date(2026, 7, 1)
OLD = a_version("1.0.0", [a_rule("Ask.", "ask"), a_rule("Tell.", "tell"), a_rule("Note it.", "note")])
NOW = a_version("2.0.0", [a_rule("Tell.", "tell"), a_rule("Ask first.", "ask")], begins=date(2026, 6, 1))
NEXT = a_version("3.0.0", [a_rule("Ask first.", "ask")], begins=date(2026, 9, 1))


CANCELLED = a_version("1.5.0", [a_rule("Ask.", "ask")], begins=date(2026, 5, 1))


def bars(document: Document, day: date = DAY) -> dict[str, VersionBar | None]:
    """Return the bar of each version of *document*."""
    on_day = DocumentOnDay(document, day, a_library(document))
    return {str(version.number): version_bar(on_day, version) for version in document.versions}


def test_every_version_that_is_not_in_force_has_a_bar_with_its_status_and_the_version_in_force_has_none() -> None:
    """In one word for each status."""
    found = bars(a_document(OLD, CANCELLED, NOW, NEXT, called_off=[a_call_off("1.5.0", date(2026, 4, 1))]))
    assert {number: bar and bar.status for number, bar in found.items()} == {
        "1.0.0": "Superseded on 1 June 2026",
        "1.5.0": "Cancelled on 1 April 2026",
        "2.0.0": None,
        "3.0.0": "Not in force until 1 September 2026",
    }


def test_each_rule_leads_to_the_same_rule_as_it_is_now() -> None:
    """Under its number of today; or it is said that it is the same, or no longer there."""
    bar = bars(a_document(OLD, NOW, NEXT))["1.0.0"]
    assert bar
    assert {rule: (way.text, way.href.rpartition("guidance/sharing/")[2]) for rule, way in bar.now.items()} == {
        "ask": ("Read rule 2 as it is now", "#ask"),
        "tell": ("Rule 1 is the same now", "#tell"),
        "note": ("Rule 3 is not in the current version", ""),
    }


def test_nothing_leads_to_a_rule_of_guidance_that_was_withdrawn() -> None:
    """There is none that applies."""
    withdrawn = Withdrawal(date(2026, 6, 20), "The law changed.")
    found = bars(a_document(OLD, NOW, withdrawn=withdrawn))
    assert {number: bar and (bar.status, dict(bar.now), bar.link.text) for number, bar in found.items()} == {
        number: (status, {}, "See what applies now")
        for number, status in (("1.0.0", "Superseded on 1 June 2026"), ("2.0.0", "Withdrawn on 20 June 2026"))
    }


def test_a_version_overtaken_before_it_began_is_not_said_to_have_been_in_force() -> None:
    """It applied on no day; nor does one that the withdrawal of its document comes before."""
    same_day = a_version("1.1.0", begins=OLD.in_force_from)
    assert (bar := bars(a_document(OLD, same_day))["1.0.0"])
    assert bar.status == "Superseded before it began"
    withdrawn = Withdrawal(date(2026, 8, 1), "The law changed.")
    assert (bar := bars(a_document(OLD, NOW, NEXT, withdrawn=withdrawn))["3.0.0"])
    assert bar.status == "Never comes into force"
