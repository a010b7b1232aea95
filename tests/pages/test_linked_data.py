"""What pages say of themselves to search engines: data that is read as it was meant, and true."""

from __future__ import annotations

import json
import re

from hypothesis import given

from inforce.formats.linked_data import script
from inforce.model.status import Status, in_force, periods, status
from inforce.site import addresses
from inforce.site.publication import SiteFacts
from library_strategies import DAYS, libraries
from made_pages import make_pages
from page_reading import parsed
from pages.test_every_page import SITE, a_few, printed

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
OWN_SCRIPT = re.compile(r'<script [^>]*src="@@root@@/assets/[^"]*"[^>]*></script>')
TYPES = {"WebPage", "DigitalDocument", "CreativeWork"}
"""What a page may be about."""


def graph(page):
    (found,) = DATA.findall(page.head)
    record = json.loads(found)
    assert record["@context"] == "https://schema.org"
    return record["@graph"]


@a_few
@given(libraries(), DAYS)
def test_every_page_says_what_it_is_and_where_it_stands(library, day):
    """One page, with its own address and a way from the start of the site that leads over pages that are there."""
    pages = printed(library, day)
    for address, page in pages.items():
        web_page, *others = graph(page)
        assert {node["@type"] for node in (web_page, *others)} <= TYPES
        assert web_page["url"] == SITE.absolute(address)
        if web_page["@type"] != "WebPage":  # which is for search engines alone
            assert not page.indexed
            continue
        assert page.title.startswith(web_page["name"])
        steps = web_page["breadcrumb"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[-1]["item"] == SITE.absolute(address)
        ways = [step["item"].removeprefix(SITE.address) for step in steps]
        assert all(way in pages or way in ("", "sources/", "changes/") for way in ways)
        if others:
            assert web_page["mainEntity"]["@id"] == others[0]["@id"]


@a_few
@given(libraries(), DAYS)
def test_what_is_said_of_a_version_is_what_the_model_says(library, day):
    """Status, days, title, words of the summary and fingerprint; no day of publication, which nobody knows here."""
    pages = printed(library, day)
    for document in library.documents:
        for version in document.versions:
            *_, said = graph(pages[addresses.version(version)])
            period = periods(document)[version.number]
            assert said["creativeWorkStatus"] == status(document, version, day).value
            assert (said["version"], said["name"]) == (str(version.number), version.text.title)
            assert said["encoding"][0]["sha256"] == version.fingerprint
            assert "datePublished" not in said
            begins, _, ends = said.get("temporalCoverage", "/").partition("/")
            known = version.in_force_from and period.lasts
            assert begins == (version.in_force_from.isoformat() if known else "")
            assert ("expires" in said) == (period.lasts and period.until is not None)
            assert ends in ("", "..", said.get("expires"))
            cited = {
                (citation.passage.source, citation.passage.edition)
                for rule in version.rules
                for citation in rule.citations
            }
            assert len(said.get("isBasedOn", ())) == len(cited)
        current = in_force(document, day)
        *_, shown = graph(pages[addresses.document(document.id)])
        if current:
            assert (shown["version"], shown["creativeWorkStatus"]) == (str(current.number), Status.IN_FORCE.value)


@a_few
@given(libraries(), DAYS)
def test_no_words_of_guidance_leave_the_block_of_data(library, day):
    """A reader of HTML finds the data whole and nothing after it; no sign in it could begin an element."""
    for site in (SITE, SiteFacts("A <b>site</b> & more")):
        for page in make_pages(library, site, day, ()).printed:
            (found,) = DATA.findall(page.head)
            assert not set("<>&") & set(found)
            rest = OWN_SCRIPT.sub("", page.head).replace(f"{found}</script>", "")
            assert "</script" not in rest


def test_hostile_words_are_the_same_when_they_are_read():
    """Whatever a title says, a program that reads the data has it to the letter."""
    title = '</script><script>alert("1")</script><!-- & \u2028 ="@@root@@/'
    element = parsed(script([{"@type": "WebPage", "name": title}]))
    (found,) = [one for one in element.iter() if one.tag.endswith("}script")]
    assert json.loads(found.text)["@graph"] == [{"@type": "WebPage", "name": title}]
