"""A night on which nothing happens changes the day of the site and nothing else; an event, only what names it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inforce.checks.registry import run_checks
from inforce.model.dates import PartialDate, Span
from inforce.model.guidance import Document, Withdrawal
from inforce.model.library import Library, PdfScope
from inforce.model.sources import Replacement
from inforce.model.status import a_review
from inforce.pdf.document import PdfCopy, day_of_step, pdf_copies
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay, EventKind, events, events_around
from inforce.site.publication import Publication, SiteFacts
from library_factory import a_call_off, a_document, a_library, a_rule, a_version, an_edition
from library_strategies import DAYS, libraries
from made_pages import Pages, make_pages
from plain_time import DAYS as DAYS_OF_CALENDAR
from plain_time import Calendar
from real_project import copied, run
from written_content import write

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


def copies(library: Library, day: date) -> list[PdfCopy]:
    """Return all that the PDF files of *library* say on *day*."""
    return list(pdf_copies(Publication(library, SITE, day)))


def differing(library: Library, one: date, other: date) -> set[str]:
    """Return the addresses of what is not the same on the two days."""
    before, after = files(made(library, one)), files(made(library, other))
    return {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}


@a_few
@given(libraries(), DAYS)
def test_the_site_of_a_day_is_that_of_the_last_day_on_which_anything_happened(library: Library, day: date) -> None:
    """To the letter, however long ago that was: no page, record or list names the day for which it is made."""
    last = max((event.day for event in events(library) if event.day <= day), default=LONG_AGO)
    assert differing(library, last, day) <= {addresses.as_at()}


@a_few
@given(libraries(), DAYS, DAYS)
def test_of_documents_only_those_change_that_an_event_names(library: Library, one: date, other: date) -> None:
    """Or that name what it names: a source that they cite, or a document to be used instead of them."""
    first, last = sorted((one, other))
    changed = differing(library, first, last)
    for document in library.documents:
        happened = [event for event in events_around(library, document) if first < event.day <= last]
        folders = (
            addresses.document(document.id),
            addresses.api(addresses.document(document.id)).replace(".json", "/"),
        )
        assert happened or not {address for address in changed if address.startswith(folders)}


@a_few
@given(libraries(), DAYS, st.integers(1, 9))
def test_copies_for_printing_change_on_events_and_in_their_turn(library: Library, day: date, nights: int) -> None:
    """A PDF is made again on a day on which something happened that it tells of, or because its date is too old."""
    library = replace(library, settings=replace(library.settings, pdf=PdfScope.ALL))
    later = day + timedelta(days=nights)
    before, after = ({copy.address: copy for copy in copies(library, when)} for when in (day, later))
    for document in library.documents:
        told = [event for event in events_around(library, document) if day < event.day <= later]
        on_day = DocumentOnDay(document, later, library)
        had_its_turn = day_of_step(document.id, later, on_day.print_valid_for) > day
        for address in (addresses.pdf(version) for version in document.versions):
            assert before[address] == after[address] or told or had_its_turn


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
    EventKind.CANCELLED: a_library(
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


BEGINS = DAYS_OF_CALENDAR[40]
"""When the second version of the made document comes into force."""


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Mapping[str, str]]:
    """The SHA-256 of every file of a site, as one build after the other leaves it, from the day before `BEGINS` on."""
    project = copied(tmp_path_factory.mktemp("nights") / "project")
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    write(Calendar(begins={(1, 0, 0): DAYS_OF_CALENDAR[10], (2, 0, 0): BEGINS}), project)
    (project / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    (project / "content/site.yml").write_text("format: 1\nmanual: yes\n", encoding="utf-8")
    found = []
    for night in range(-1, 6):
        done = run(project, "inforce", "build", "--on", (BEGINS + night * ONE_DAY).isoformat())
        assert done.returncode == 0, done.stderr
        files = (file for file in (project / "site").rglob("*") if file.is_file())
        site = {file.relative_to(project / "site").as_posix(): file.read_bytes() for file in files}
        found.append({path: hashlib.sha256(content).hexdigest() for path, content in site.items()})
    return found


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Return the paths of what is not the same in two sites."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_of_a_finished_site_a_night_changes_the_day_and_the_pdfs_whose_turn_it_is(
    nights: Sequence[Mapping[str, str]],
) -> None:
    """Search, sitemap, list for readers without network and all; each PDF has its turn, and no PDF every night."""
    turns = []
    for before, after in pairwise(nights[1:]):
        changed = changed_files(before, after)
        turns.append({path for path in changed if path.endswith(".pdf")})
        assert changed - turns[-1] == {addresses.as_at()}
    assert set.union(*turns) == {path for path in nights[-1] if path.endswith(".pdf")}
    assert not set.intersection(*turns)


def test_on_the_day_of_an_event_the_finished_site_tells_of_it(nights: Sequence[Mapping[str, str]]) -> None:
    """A version comes into force: its pages and records change, and the lists that name it; nothing else does."""
    changed = changed_files(*nights[:2])
    assert {"index.html", "changes/index.html", "guidance/sharing/index.html", "offline.json", "feed.xml"} <= changed
    assert not {path for path in changed if path.startswith(("assets/", "about/", "api/schemas/"))}
    assert not {path for path in changed if "/seven-golden-rules/" in path and not path.endswith(".pdf")}
