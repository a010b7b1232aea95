"""Where versions are compared: every comparison that is ready is listed, and no address of one ever dies."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from inforce.build.all_pages import make_pages
from inforce.formats.records.schemas import SCHEMAS
from inforce.model.library import Library
from inforce.site import addresses
from inforce.site.page import Page
from inforce.site.site_facts import SiteFacts
from library_factory import a_document, a_document_of_versions, a_library
from library_strategies import DAYS, libraries
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
        assert f"{page.address}index.html" not in found
        found[f"{page.address}index.html"] = page.body.encode()
        for copy in page.copies:
            assert copy.address not in found
            found[copy.address] = copy.content
    return found


@a_few
@given(libraries(), DAYS, DAYS)
def test_an_address_of_a_comparison_never_dies(library, one, other):
    """What stood at any address on a day, page or record, has something to say there on every later day."""
    before, after = sorted((one, other))
    kept = {address for address in files(library, before) if "/compare/" in address}
    assert kept <= files(library, after).keys()


def test_a_comparison_that_has_no_page_any_more_leads_to_where_it_is_made():
    """At its address stand a link and a redirection, both by the versions, and nothing for a search engine."""
    library = a_library(a_document_of_versions(4))
    found = files(library, date(2026, 12, 1))
    html = found[f"{COMPARING}1.0.0..1.2.0/index.html"].decode()
    assert re.findall(r'href="([^"]*)"', html) == ["../?old=1.0.0&amp;new=1.2.0"]
    assert '<meta http-equiv="refresh" content="0; url=../?old=1.0.0&amp;new=1.2.0">' in html
    assert '<meta name="robots" content="noindex">' in html
    parsed_title = re.findall(r"<(?:title|a [^>]*)>([^<]*)<", html)
    assert parsed_title == ["Sharing information: changes from version 1.0.0 to 1.2.0"] * 2
    assert len(html) < 600


def test_the_record_of_a_former_comparison_names_the_records_of_both_versions():
    """A program that kept the address learns where the two texts are."""
    library = a_library(a_document_of_versions(4))
    found = files(library, date(2026, 12, 1))
    record = json.loads(found[f"api/{COMPARING}1.0.0..1.2.0.json"])
    assert list(Draft202012Validator(SCHEMAS["former-redline"]).iter_errors(record)) == []
    for end, number in (("old", "1.0.0"), ("new", "1.2.0")):
        assert record[end]["version"] == number
        assert record[end]["record"].removeprefix(SITE.address) in found
    assert record["links"]["page"] == f"{SITE.address}{COMPARING}"


def test_every_comparison_that_has_a_page_is_listed():
    """Each version with the one before, and the older ones with the one in force, each once, the newest first."""
    pages = printed(a_library(a_document_of_versions(4)), date(2026, 12, 1))
    listed = [link.split("/")[-2] for link in links(parsed(pages[COMPARING].body)) if ".." in link.split("/")[-2]]
    assert listed == ["1.2.0..1.3.0", "1.1.0..1.2.0", "1.0.0..1.1.0", "1.1.0..1.3.0", "1.0.0..1.3.0"]
    assert {address.split("/")[-2] for address in pages if ".." in address} == set(listed)


def test_one_version_has_nothing_to_be_compared_with():
    """Such a document has no page for it."""
    assert COMPARING not in printed(a_library(a_document()), date(2026, 12, 1))


def test_what_is_still_to_come_has_no_former_comparisons():
    """A version that has not been in force was compared with the one before it alone."""
    document = a_document_of_versions(3, every=timedelta(days=30))
    found = files(a_library(document), date(2026, 3, 15))
    assert f"{COMPARING}1.0.0..1.2.0/index.html" not in found
    assert addresses.compare("sharing", document.versions[1].number, document.versions[2].number) in {
        address.removesuffix("index.html") for address in found
    }
