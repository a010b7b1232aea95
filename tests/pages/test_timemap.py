"""The TimeMap of a document: each state that it had with its moment, and no moment that nobody knows."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings

from inforce.model.status import in_force
from inforce.site import addresses
from inforce.site.document.timemap import timemap
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_library, a_version
from library_strategies import DAYS, documents
from page_reading import parsed
from pages.test_every_page import printed

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
LONDON = ZoneInfo("Europe/London")
# A link as RFC 6690 writes it: an address in angle brackets, and attributes in quotation marks.
LINK = re.compile(r'<([^<>\s]+)>((?:;[a-z]+="[^"]*")+)')
ATTRIBUTE = re.compile(r';([a-z]+)="([^"]*)"')


def read(content):
    """Return every link as its address and attributes; raise where something else stands between them."""
    entries = content.removesuffix("\n").split(",\n")
    found = [LINK.fullmatch(entry) for entry in entries]
    assert all(found), content
    return [(one[1], dict(ATTRIBUTE.findall(one[2]))) for one in found]


@settings(max_examples=60, deadline=None)
@given(documents(), DAYS)
def test_every_state_has_its_moment_and_nothing_else_has_one(document, day):
    """At the moment of each, the document has come to be in that state; those of which that is not known have none."""
    shown = DocumentOnDay(document, day, a_library(document))
    links = read(timemap(shown, SITE))
    assert links[0] == (SITE.absolute(addresses.document(document.id)), {"rel": "original latest-version"})
    told = dict(links[3:])
    assert list(told) == [SITE.absolute(addresses.version(version)) for version in document.versions]
    moments = []
    for version in document.versions:
        given_for = told[SITE.absolute(addresses.version(version))]
        if "memento" in given_for["rel"].split():
            moment = parsedate_to_datetime(given_for["datetime"]).astimezone(LONDON)
            moments.append(moment)
            assert (moment.hour, moment.minute) == (0, 0)
            assert in_force(document, moment.date()) == version
            assert moment.date() <= day
        else:
            assert given_for == {"rel": "item"}
            begins = version.in_force_from
            assert begins is None or begins > day or in_force(document, begins) != version
    relations = [name for given_for in told.values() for name in given_for["rel"].split()]
    assert relations.count("first") == relations.count("last") == bool(moments)
    if moments:
        spans = [parsedate_to_datetime(links[1][1][name]) for name in ("from", "until")]
        assert spans == [moments[0], moments[-1]]


def test_the_moment_of_a_day_in_summer_is_an_hour_earlier():
    """Midnight where the site is, as HTTP writes it."""
    document = a_document(a_version(begins=date(2026, 6, 1)))
    content = timemap(DocumentOnDay(document, date(2026, 7, 1), a_library(document)), SITE)
    assert (
        '<https://guidance.example.org/guidance/sharing/1.0.0/>;rel="first last memento";'
        'datetime="Sun, 31 May 2026 23:00:00 GMT"\n' in content
    )
    assert parsedate_to_datetime("Sun, 31 May 2026 23:00:00 GMT") == datetime(2026, 6, 1, tzinfo=LONDON)


def test_the_heads_of_pages_lead_from_version_to_version():
    """To the one in force, its TimeMap and its history, and to the versions before and after."""
    versions = (a_version(), a_version("1.1.0", begins=date(2026, 4, 1)), a_version("1.2.0", begins=date(2026, 5, 1)))
    pages = printed(a_library(a_document(*versions)), date(2026, 5, 2))

    def related(address):
        found = [one for one in parsed(pages[address].head).iter() if one.tag.endswith("}link")]
        return {
            one.get("rel"): one.get("href").removeprefix("@@root@@/") for one in found if one.get("rel") != "canonical"
        }

    middle = related("guidance/sharing/1.1.0/")
    assert {name: middle[name] for name in middle if name.strip() != "alternate"} == {
        "original latest-version": "guidance/sharing/",
        "timemap": "guidance/sharing/timemap.link",
        "version-history": "guidance/sharing/history/",
        "predecessor-version": "guidance/sharing/1.0.0/",
        "successor-version": "guidance/sharing/1.2.0/",
    }
    assert "predecessor-version" not in related("guidance/sharing/1.0.0/")
    assert "successor-version" not in related("guidance/sharing/1.2.0/")
    whole = related("guidance/sharing/")
    assert (whole["timemap"], whole["version-history"]) == (
        "guidance/sharing/timemap.link",
        "guidance/sharing/history/",
    )
