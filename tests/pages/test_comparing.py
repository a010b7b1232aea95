"""What each version changed has a page for good; where any two are compared, each page of changes is listed."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import HealthCheck, given, settings

from inforce.model.library import Library
from inforce.site.page import Page
from inforce.site.publication import SiteFacts
from library_factory import a_call_off, a_document, a_document_of_versions, a_library, a_rule, a_version
from library_strategies import DAYS, libraries
from made_pages import make_pages
from page_reading import links, parsed

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
COMPARING = "guidance/sharing/compare/"

a_few = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def printed(library: Library, day: date) -> dict[str, Page]:
    return {page.address: page for page in make_pages(library, SITE, day, ()).printed}


def files(library: Library, day: date) -> dict[str, bytes]:
    """Return every file that is written for pages, by its address."""
    found: dict[str, bytes] = {}
    for page in printed(library, day).values():
        for name, content in ((f"{page.address}index.html", page.body.encode()), *_copies(page)):
            assert name not in found
            found[name] = content
    return found


def _copies(page: Page) -> list[tuple[str, bytes]]:
    return [(copy.address, copy.content) for copy in page.copies]


def of_changes(addresses: object) -> set[str]:
    return {name for name in addresses if "/changes" in name or "/compare" in name}


@a_few
@given(libraries(), DAYS, DAYS)
def test_an_address_of_changes_never_dies(library, one, other):
    """What stood at any address on a day, page, record or data, has something to say there on every other day."""
    assert of_changes(files(library, one)) == of_changes(files(library, other))


def test_the_first_version_changed_nothing_and_every_other_one_something():
    """Each of the others is compared with the one before it that was not cancelled, or else with the one before."""
    off = [a_call_off("1.0.0", date(2026, 2, 1)), a_call_off("1.1.0", date(2026, 2, 1))]
    document = a_document(
        *(
            a_version(f"1.{place}.0", [a_rule(f"Ask {place} times.")], begins=date(2026, 3 + place, 1))
            for place in range(4)
        ),
        called_off=off,
    )
    found = files(a_library(document), date(2026, 12, 1))
    compared = {
        number: json.loads(found[f"api/guidance/sharing/{number}/changes.json"])["old"]["version"]
        for number in ("1.1.0", "1.2.0", "1.3.0")
    }
    assert compared == {"1.1.0": "1.0.0", "1.2.0": "1.1.0", "1.3.0": "1.2.0"}
    assert "guidance/sharing/1.0.0/changes/index.html" not in found


def test_every_page_of_changes_is_listed():
    """What each version changed, and what changed since each older one, the newest first: all without script."""
    document = a_document_of_versions(4)
    pages = printed(a_library(document), date(2026, 12, 1))
    listed = [link.removeprefix("@@root@@/") for link in links(parsed(pages[COMPARING].body))]
    changes = [f"guidance/sharing/{number}/changes/" for number in ("1.3.0", "1.2.0", "1.1.0")]
    since = [f"check/{version.check_code}/#what_changed" for version in (document.versions[1], document.versions[0])]
    assert listed[-5:] == [*changes, *since]
    assert {address for address in pages if address.endswith("/changes/")} == set(changes)
    assert all(address.split("#")[0] in pages for address in since)


def test_one_version_has_nothing_to_be_compared_with():
    """Such a document has no page for it, and no data."""
    assert of_changes(files(a_library(a_document()), date(2026, 12, 1))) == set()


def test_a_rule_that_never_changed_costs_nothing():
    """It has no record of its own; the index says that each version has the same wording."""
    rules = [[a_rule("Ask first.", "ask"), a_rule(f"Share {place}.", "share")] for place in range(3)]
    document = a_document(
        *(a_version(f"1.{place}.0", some, begins=date(2026, 3 + place, 1)) for place, some in enumerate(rules))
    )
    found = files(a_library(document), date(2026, 12, 1))
    assert {name for name in found if name.startswith("api/guidance/sharing/compare/")} == {
        "api/guidance/sharing/compare/share.json"
    }
    index = json.loads(found["api/guidance/sharing/compare.json"])
    assert [rule["wordings"] for rule in index["rules"]] == [[0, 0, 0], [0, 1, 2]]
    assert [rule["record"] for rule in index["rules"]] == [None, "share"]
    assert index["moved"] == {}
