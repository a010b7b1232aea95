"""The feeds: what RFC 4287 and JSON Feed 1.1 ask for, and the versions that have come into force."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

from hypothesis import given, settings

from inforce.formats.feeds import NEWEST, document_feeds, feed_entries, feed_files
from inforce.model.guidance import FormerId, Withdrawal
from inforce.model.names import VersionNumber
from inforce.model.status import status
from inforce.site.document.comparisons import Comparisons
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.events import events
from inforce.site.publication import Publication, SiteFacts
from library_factory import a_call_off, a_document, a_document_of_versions, a_library, a_version
from library_strategies import DAYS, libraries

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = ("id", "title", "updated")
some = settings(max_examples=15, deadline=None)


def feeds(library, day, site=SITE):
    publication = Publication(library, site, day)
    compared = [(document, Comparisons(document)) for document in publication.documents]
    every = [*feed_files(publication, [entry for one in compared for entry in feed_entries(*one)])]
    for document, comparisons in compared:
        every += document_feeds(publication, document, feed_entries(document, comparisons))
    return {feed.address: feed.content for feed in every}


def atom(content):
    return ElementTree.fromstring(content)  # noqa: S314 - our own


@some
@given(libraries(), DAYS)
def test_every_feed_is_atom_as_its_rules_say(library, day):
    """One id, title and moment with a zone for each feed and entry; an author; no id twice; links in full."""
    for site in (SITE, SiteFacts("Guidance")):
        for address, content in feeds(library, day, site).items():
            if not address.endswith(".xml"):
                continue
            root = atom(content)
            assert root.tag == f"{ATOM}feed"
            entries = root.findall(f"{ATOM}entry")
            assert len(root.findall(f"{ATOM}author/{ATOM}name")) == 1
            for element in (root, *entries):
                assert all(len(element.findall(f"{ATOM}{name}")) == 1 for name in ONCE)
                assert element.findtext(f"{ATOM}id").startswith("urn:uuid:")
                assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
            names = [entry.findtext(f"{ATOM}id") for entry in entries]
            assert len(set(names)) == len(names)
            assert all(entry.find(f"{ATOM}content").get("type") == "html" for entry in entries)
            links = [link.get("href") for link in root.iter(f"{ATOM}link")]
            assert all(link.startswith(SITE.address) for link in links)
            assert bool(links) == bool(site.address)
            assert list(against_the_grammar(root)) == []


CARDINALITIES = {
    "feed": {"id": "1", "title": "1", "updated": "1", "author": "+", "subtitle": "?", "link": "*", "entry": "*",
             "category": "*", "contributor": "*", "generator": "?", "icon": "?", "logo": "?", "rights": "?"},
    "entry": {"id": "1", "title": "1", "updated": "1", "author": "*", "category": "*", "content": "?",
              "contributor": "*", "link": "*", "published": "?", "rights": "?", "source": "?", "summary": "?"},
    "author": {"name": "1", "uri": "?", "email": "?"},
}  # fmt: skip
"""How often RFC 4287, appendix B, lets an element stand in another."""

ATTRIBUTES = {
    "link": ({"href"}, {"rel", "type", "hreflang", "title", "length"}),
    "category": ({"term"}, {"scheme", "label"}),
    "content": ({"type"}, {"src"}),
}
"""The attributes that an element needs, and those that it may have."""

COUNTS = {"1": range(1, 2), "?": range(2), "+": range(1, 10**9), "*": range(10**9)}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def against_the_grammar(element):
    """Yield what RFC 4287 does not allow; elements of other vocabularies it allows anywhere."""
    name = element.tag.removeprefix(ATOM)
    allowed = CARDINALITIES.get(name, {})
    children = [child for child in element if child.tag.startswith(ATOM)]
    for child, count in Counter(child.tag.removeprefix(ATOM) for child in children).items():
        if child not in allowed or count not in COUNTS[allowed[child]]:
            yield f"{count} {child} in {name}"
    yield from (f"no {child} in {name}" for child, often in allowed.items()
                if often in "1+" and element.find(f"{ATOM}{child}") is None)  # fmt: skip
    needed, optional = ATTRIBUTES.get(name, (set(), set()))
    if not needed <= set(element.attrib) <= needed | optional | {LANGUAGE}:
        yield f"attributes {sorted(element.attrib)} of {name}"
    if name in ("updated", "published") and not MOMENT.fullmatch(element.text):
        yield f"{element.text} is no moment"
    if name == "id" and not IRI.fullmatch(element.text):
        yield f"{element.text} is no IRI"
    for child in children:
        yield from against_the_grammar(child)


def test_the_check_of_the_grammar_finds_what_it_forbids():
    """Two titles, a moment without a zone, a link that leads nowhere, an element of no feed."""
    wrong = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title><title>b</title><id>x</id><link rel="self"/>'
        "<updated>2026-11-22T00:00:00</updated><body/></feed>"
    )
    assert set(against_the_grammar(atom(wrong))) == {
        "2 title in feed",
        "1 body in feed",
        "no author in feed",
        "x is no IRI",
        "attributes ['rel'] of link",
        "2026-11-22T00:00:00 is no moment",
    }


@some
@given(libraries(), DAYS)
def test_every_entry_says_how_its_version_stands_and_until_when_that_is_known(library, day):
    """The same in both forms, and the same as in the records."""
    documents = {one.id: one for one in library.documents}
    for address, content in feeds(library, day).items():
        if not address.endswith(".json"):
            continue
        entries = atom(feeds(library, day)[address.replace(".json", ".xml")]).findall(f"{ATOM}entry")
        for item, entry in zip(json.loads(content)["items"], entries, strict=True):
            said = item["_status"]
            assert said["since"] is None or said["since"] <= day.isoformat()
            assert entry.find(f"{ATOM}category").get("term") == said["status"]
            valid = entry.findtext("{http://purl.org/dc/terms/}valid")
            assert valid == f"{said['since'] or '..'}/{said['valid_until'] or '..'}"
            if match := re.search(r"guidance/([a-z-]+)/(\d+\.\d+\.\d+)/$", item["url"]):
                document = documents[match[1]]
                version = document.version(VersionNumber.parse(match[2]))
                assert said["status"] == status(document, version, day).value


@some
@given(libraries(), DAYS)
def test_both_forms_have_the_same_entries_and_none_before_its_day(library, day):
    """Newest first, and only those that have come into force on a day that is known."""
    found = feeds(library, day)
    for address, content in found.items():
        if address.endswith(".json"):
            record, root = json.loads(content), atom(found[address.replace(".json", ".xml")])
            entries = root.findall(f"{ATOM}entry")
            assert [item["id"] for item in record["items"]] == [entry.findtext(f"{ATOM}id") for entry in entries]
            assert [item["content_html"] for item in record["items"]] == [
                entry.findtext(f"{ATOM}content") for entry in entries
            ]
            moments = [datetime.fromisoformat(item["date_published"]) for item in record["items"]]
            assert moments == sorted(moments, reverse=True)
            assert all(moment.date() <= day for moment in moments)


def test_an_entry_says_why_and_what_changed():
    """Its moment is the beginning of its day where the site is, summer time included."""
    new = a_version("1.1.0", begins=date(2026, 6, 1), title="Sharing", note="It has a new title.")
    library = a_library(a_document(a_version(), new))
    first, last = json.loads(feeds(library, date(2026, 6, 1))["guidance/sharing/feed.json"])["items"]
    assert first["title"] == "Sharing, version 1.1.0"
    assert first["date_published"] == "2026-06-01T00:00:00+01:00"
    assert first["content_html"].startswith("<p>It has a new title.</p>")
    assert "Sharing<del> information</del>" in first["content_html"]
    assert (last["date_published"], last["content_html"]) == ("2026-03-01T00:00:00+00:00", "<p>It was written.</p>")


def test_a_feed_holds_the_newest_and_does_not_grow():
    """However long the history is."""
    library = a_library(a_document_of_versions(NEWEST + 3))
    items = json.loads(feeds(library, date(2100, 1, 1))["feed.json"])["items"]
    numbers = [VersionNumber.parse(item["title"].rpartition(" ")[2]).minor for item in items]
    assert numbers == list(range(NEWEST + 2, 2, -1))


def test_what_is_taken_back_is_an_entry_from_its_day_on():
    """A version that was cancelled, and a document that was withdrawn, with the reason; the id never changes."""
    document = a_document(
        a_version(),
        a_version("2.0.0", begins=date(2026, 6, 1)),
        called_off=[a_call_off("2.0.0", date(2026, 5, 4), "It was not ready.")],
        withdrawn=Withdrawal(date(2026, 8, 1), "The law changed.", ("other",)),
    )

    other = a_document(a_version(document="other", title="Other guidance"), name="other")

    def items(day):
        return json.loads(feeds(a_library(document, other), day)["guidance/sharing/feed.json"])["items"]

    assert [item["title"] for item in items(date(2026, 5, 3))] == ["Sharing information, version 1.0.0"]
    withdrawn, called_off, _first = items(date(2026, 8, 1))
    assert (called_off["title"], called_off["content_html"], called_off["url"], called_off["date_published"]) == (
        "Sharing information, version 2.0.0: cancelled",
        "<p>It was not ready.</p>",
        "https://guidance.example.org/guidance/sharing/2.0.0/",
        "2026-05-04T00:00:00+01:00",
    )
    assert (withdrawn["title"], withdrawn["content_html"], withdrawn["url"], withdrawn["date_published"]) == (
        "Sharing information: withdrawn",
        "<p>The law changed.</p><p>Use Other guidance instead.</p>",
        "https://guidance.example.org/guidance/sharing/",
        "2026-08-01T00:00:00+01:00",
    )
    assert [item["id"] for item in items(date(2026, 8, 2))[1:]] == [item["id"] for item in items(date(2026, 7, 31))]


def test_an_entry_keeps_its_name_when_its_document_gets_another_id() -> None:
    """Readers of feeds are not told again of what they know: not of a version, nor of a withdrawal."""
    withdrawn = Withdrawal(date(2026, 8, 1), "The law changed.")
    before = a_document(a_version(), withdrawn=withdrawn)
    version = replace(before.versions[0], document="shared")
    details = replace(before.details, formerly=(FormerId("sharing", version.number),))
    after = replace(before, id="shared", versions=(version,), details=details)
    known, told = (
        [event.id for event in events(DocumentOnDay(one, date(2026, 9, 1), a_library(one)))] for one in (before, after)
    )
    assert told == known
