"""A night on which nothing happens changes the day of the site and nothing else; an event, only what names it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from inforce.build.all_pages import make_pages
from inforce.checks.registry import run_checks
from inforce.model.dates import PartialDate, Span
from inforce.model.guidance import Document, Withdrawal
from inforce.model.library import Library
from inforce.model.reviews import a_review
from inforce.model.sources import Replacement
from inforce.site import addresses
from inforce.site.calendar import EventKind, events, last_event_day
from inforce.site.page import Pages
from inforce.site.site_facts import SiteFacts
from library_factory import a_call_off, a_document, a_library, a_rule, a_version, an_edition
from library_strategies import DAYS, libraries

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
LONG_AGO = date(1900, 1, 1)

a_few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(library: Library, day: date) -> Pages:
    """Return everything that is printed of *library* on *day*."""
    return make_pages(library, SITE, day, run_checks(library, day))


def files(pages: Pages) -> dict[str, object]:
    """Return all that *pages* hold, by address, and by name what stands in the places of ordinary pages."""
    found: dict[str, object] = {page.address: page for page in pages.printed}
    found |= {download.address: download.content for download in pages.downloads}
    return found | {f"<!-- inforce:{name} -->": html for name, html in pages.places.items()}


def differing(library: Library, one: date, other: date) -> set[str]:
    """Return the addresses of what is not the same on the two days."""
    before, after = files(made(library, one)), files(made(library, other))
    return {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}


@a_few
@given(libraries(), DAYS)
def test_the_site_of_a_day_is_that_of_the_last_day_on_which_anything_happened(library: Library, day: date) -> None:
    """To the letter, however long ago that was: no page, record or list names the day for which it is made."""
    last = last_event_day(events(library), day) or LONG_AGO
    assert differing(library, last, day) <= {addresses.as_at()}


@a_few
@given(libraries(), DAYS, DAYS)
def test_pages_that_are_said_to_be_made_from_the_same_are_the_same(library: Library, one: date, other: date) -> None:
    """So what a day changes is the parts that an event of theirs names, and the lists."""
    before, after = ({part.name: part for part in made(library, day).parts} for day in (one, other))
    for name, part in after.items():
        if part.made_from == before[name].made_from:
            assert list(part.make()) == list(before[name].make()), name


TODAY = date(2026, 11, 22)
ONE_DAY = timedelta(days=1)
QUOTING = a_version(rules=[a_rule(quotes="advice/2018#part-1")], begins=date(2026, 3, 1))


def a_library_with_reviews(*documents: Document) -> Library:
    """Return a library in which the first document was reviewed, and is going to be."""
    library = a_library(*documents, editions=[an_edition()])
    version, details = documents[0].versions[0], documents[0].details
    reviews = tuple(a_review(library, version, day, "The panel") for day in (date(2026, 5, 1), TODAY))
    reviewed = replace(documents[0], details=replace(details, reviews=reviews, review_every=Span(days=200)))
    return a_library(reviewed, *documents[1:], editions=[an_edition()])


OTHER = a_document(name="other")
EVENTS = {
    EventKind.BEGINS: a_library(a_document(QUOTING, a_version("2.0.0", begins=TODAY)), OTHER, editions=[an_edition()]),
    EventKind.CALLED_OFF: a_library(
        a_document(QUOTING, a_version("2.0.0", begins=date(2026, 12, 1)), called_off=[a_call_off("2.0.0", TODAY)]),
        OTHER,
    ),
    EventKind.WITHDRAWN: a_library(a_document(withdrawn=Withdrawal(TODAY, "The law changed.")), OTHER),
    EventKind.REVIEWED: a_library_with_reviews(a_document(QUOTING), OTHER),
    EventKind.REVIEW_SOON: a_library(
        a_document(a_version(begins=TODAY + timedelta(days=92) - timedelta(days=365))), OTHER
    ),
    EventKind.REVIEW_OVERDUE: a_library(a_document(a_version(begins=date(2025, 11, 21))), OTHER),
    EventKind.REPLACED: a_library(
        a_document(QUOTING),
        OTHER,
        editions=[
            an_edition(replaced=Replacement("2024", PartialDate(2026, 11, 22), None)),
            an_edition("2024", (), published="2024"),
        ],
    ),
}


@pytest.mark.parametrize(("kind", "library"), EVENTS.items(), ids=[kind.name.lower() for kind in EVENTS])
def test_each_event_changes_the_site_on_its_day(kind: EventKind, library: Library) -> None:
    """And leaves the other document as it is; on the nights before and after, nothing changes."""
    assert kind in {event.kind for event in events(library) if event.day == TODAY}
    changed = differing(library, TODAY - ONE_DAY, TODAY)
    assert changed > {addresses.as_at()}
    assert not {address for address in changed if address.startswith(("guidance/other/", "api/guidance/other/"))}
    for night in (TODAY - 2 * ONE_DAY, TODAY):
        assert differing(library, night, night + ONE_DAY) == {addresses.as_at()}
