"""What holds of every page, whatever the guidance says and whatever the day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from inforce.model.block_text import as_written
from inforce.model.guidance import PRINT_NOTICE, Version, Withdrawal
from inforce.model.library import Library
from inforce.model.status import Status, in_force, status
from inforce.site import addresses
from inforce.site.document.comparisons import before as before_it
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import Page
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_document_of_versions, a_library, a_version, an_edition
from library_strategies import DAYS, libraries
from made_pages import make_pages
from page_reading import having, ids, inside, links, of_class, parsed, words

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
ORDINARY = {"", "check/", "sources/", "changes/", "about/"}

a_few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def printed(library: Library, day: date, site: SiteFacts = SITE) -> dict[str, Page]:
    """Return every page by its address, having seen that no address comes twice."""
    pages = list(make_pages(library, site, day, ()).printed)
    assert [address for address, count in Counter(page.address for page in pages).items() if count > 1] == []
    return {page.address: page for page in pages}


def versions_of(library: Library) -> list[Version]:
    return [version for document in library.documents for version in document.versions]


@a_few
@given(libraries(), DAYS)
def test_every_word_of_every_rule_is_the_models(library, day):
    """A version's page shows its rules letter for letter, whatever is in them, and no other rules."""
    pages = printed(library, day)
    for version in versions_of(library):
        shown = having(parsed(pages[addresses.version(version)].body), "data-rule-text")
        assert [(name, "".join(words(text).split())) for name, text in shown.items()] == [
            (rule.id, "".join(as_written(rule.text).split())) for rule in version.rules
        ]


@a_few
@given(libraries(), DAYS)
def test_the_page_of_a_document_shows_the_version_in_force(library, day):
    """At the address of a document are the words of the version that applies on the day."""
    pages = printed(library, day)
    for document in library.documents:
        page, current = pages[addresses.document(document.id)], in_force(document, day)
        if current:
            assert page.attributes["data-version"] == str(current.number)
            assert page.body == pages[addresses.version(current)].body
        else:
            assert page.attributes["data-status"] in ("upcoming", "withdrawn", "superseded")
            assert words(parsed(page.body))


@a_few
@given(libraries(), DAYS)
def test_a_comparison_holds_both_versions(library, day):
    """Without the added words a redline has every old rule that changed, and without the removed ones every new.

    A rule that takes others in stands beside its own words and theirs.
    Labels of items stand in the two texts beside each other: in one text of both, an item that stays has the new one.
    """
    pages = printed(library, day)
    for document in library.documents:
        on_day = DocumentOnDay(document, day, library)
        for new in document.versions[1:]:
            page, old = parsed(pages[addresses.changes_of_version(new)].body), before_it(on_day, new)
            assert old is not None
            before, after = ({rule.id: rule for rule in version.rules} for version in (old, new))
            for name, row in having(page, "id").items():
                found = of_class(row, "change__words")
                if not found or name not in before.keys() | after.keys():
                    continue
                sides = of_class(row, "change__sides")[0]
                for version, which, without in ((before, "old", "ins"), (after, "new", "del")):
                    if name in version:
                        beside = [side(one, without) for one in of_class(sides, f"beside__side--{which}")]
                        others = after[name].merged_from if version is before and name in after else ()
                        taken_in = [version[name], *(version[other] for other in others if other in version)]
                        words = "".join("".join(as_written(rule.text).split()) for rule in taken_in)
                        assert "".join(beside) == words
                        bare = [side(one, without, "label") for one in of_class(sides, f"beside__side--{which}")]
                        assert side(found[0], without, "label") == "".join(bare)


def side(element, *without):
    """Return the letters of one side of a redline: where words part is the redline's own affair."""
    tag = element.tag.rpartition("}")[2]
    if tag in without or element.get("class") in ("visually-hidden", "beside__label", "beside__nothing", *without):
        return ""
    own = [element.text or "", *(side(child, *without) + (child.tail or "") for child in element)]
    return "".join("".join(own).split())


@a_few
@given(libraries(), DAYS)
def test_the_sources_page_has_the_words_of_rules_and_passages(library, day):
    """Beside each other stand the rule and its passage, both letter for letter but for the marks between."""
    pages = printed(library, day)
    for document in library.documents:
        page = pages[addresses.rules_and_sources(document.id)]
        number = page.attributes["data-version"]
        version = next(one for one in document.versions if str(one.number) == number)
        shown = having(parsed(page.body), "data-rule-words")
        for rule in version.rules:
            assert "".join(words(shown[rule.id]).split()) == "".join(as_written(rule.text).split())


@a_few
@given(libraries(), DAYS)
def test_every_page_is_well_written_html(library, day):
    """A strict reader of HTML finds no error on any page, and no id twice."""
    pages = printed(library, day)
    for page in pages.values():
        assert [name for name, count in Counter(ids(parsed(page.body))).items() if count > 1] == []
    for html in make_pages(library, SITE, day, ()).places.values():
        parsed(html)


@a_few
@given(libraries(), DAYS)
def test_every_link_leads_somewhere(library, day):
    """Each link into the site leads to a page, a record or an ordinary page, and to a place that is there."""
    pages = printed(library, day)
    anchors = {address: set(ids(parsed(page.body))) for address, page in pages.items()}
    known = pages.keys() | ORDINARY | {addresses.figures(form) for form in ("csv", "json")}
    known |= {addresses.record(version) for version in versions_of(library)}
    on_day = [DocumentOnDay(document, day, library) for document in library.documents]
    known |= {addresses.pdf(one) for document in on_day for one in document.document.versions if document.applies(one)}
    anchors[""] = {addresses.topic(topic) for document in library.documents for topic in document.details.topics}
    for page in pages.values():
        for link in [*links(parsed(page.body)), *(f"#{heading.id}" for heading in page.contents)]:
            target = inside(link, page)
            if target is None:
                assert link.startswith("https://"), f"{page.address}: {link!r}"
                continue
            address, anchor = target
            assert address in known, f"{page.address} leads to {address}"
            assert not anchor or anchor in anchors[address], f"{page.address} leads to {address}#{anchor}"


@a_few
@given(libraries(), DAYS)
def test_the_search_leads_to_places_that_are_there(library, day):
    """The search knows the version in force or to come, and nothing that is past."""
    for address, page in printed(library, day).items():
        there = set(ids(parsed(page.body))) | {""}
        assert {entry.anchor for entry in page.search} <= there
        if page.search:
            assert address.count("/") == 2 or address.startswith("sources/")
            assert page.indexed


@a_few
@given(libraries(), DAYS)
def test_the_status_on_each_page_is_that_of_the_day(library, day):
    """Status box, attributes and title of a version say what it is on the day."""
    pages = printed(library, day)
    for document in library.documents:
        for version in document.versions:
            page = pages[addresses.version(version)]
            now = status(document, version, day)
            assert page.attributes["data-status"] == now.value
            status_box = of_class(parsed(page.body), "status-box")[0]
            assert f"status-box--{now.value.replace(' ', '-')}" in status_box.get("class", "")
            cancelled = now is Status.WITHDRAWN and any(
                off.version == version.number for off in document.details.called_off
            )
            said = "" if now is Status.IN_FORCE else " (cancelled)" if cancelled else f" ({now.value})"
            assert page.title == f"{version.text.title}, version {version.number}{said} - Guidance"


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2030, 1, 1)])
@pytest.mark.parametrize("withdrawn", [None, Withdrawal(date(2026, 6, 15), "It is no longer needed.")])
@pytest.mark.parametrize("begins", [None, date(2026, 3, 1)])
def test_nothing_unfinished_is_shown(begins, withdrawn, day):
    """What is not known is said in words, or left out; no page shows a value of the program."""
    versions = (a_version("1.0.0", begins=begins), a_version("2.0.0", begins=date(2026, 6, 1)))
    pages = make_pages(a_library(a_document(*versions, withdrawn=withdrawn), editions=[an_edition()]), SITE, day, ())
    for html in (*(page.body for page in pages.printed), *pages.places.values()):
        assert not re.search(r"\b(None|Undefined|True|False|inforce\.|datetime|0001|9999|january|june)\b", html)
        assert not re.search(r"\(\)|\[\]|\.\.(?!\d)|\s[.,;]\s", words(parsed(html)))


@a_few
@given(libraries(), DAYS)
def test_no_page_that_search_engines_show_changed_on_a_day_to_come(library, day):
    """The page of a document is as new as the version that it shows, or as its withdrawal."""
    for address, page in printed(library, day).items():
        assert not page.indexed or page.changed is None or page.changed <= day, address
    for document in library.documents:
        current, changed = in_force(document, day), printed(library, day)[addresses.document(document.id)].changed
        assert current is None or current.in_force_from is None or (changed and changed >= current.in_force_from)


@a_few
@given(libraries(), DAYS)
def test_making_pages_twice_gives_the_same(library, day):
    """Pages depend on the library, the site and the day, and on nothing else."""
    pages = make_pages(library, SITE, day, ())
    assert list(pages.printed) == list(pages.printed) == list(make_pages(library, SITE, day, ()).printed)
    assert pages.places == make_pages(library, SITE, day, ()).places


@a_few
@given(libraries(), DAYS)
def test_each_sheet_says_what_it_is_and_where_to_check(library, day):
    """Every page under a document has the notice in full, and head and panel with version, code and check address."""
    for page in printed(library, day).values():
        if not page.address.startswith("guidance/"):
            continue
        assert page.layout == "guidance"
        (notice,) = of_class(parsed(page.body), "print-notice")
        assert words(notice) == f"Note: {PRINT_NOTICE}"
        code, number = page.attributes["data-code"], page.attributes["data-version"]
        for part in ("running-head", "still-current"):
            (found,) = of_class(parsed(page.body), part)
            assert f"version {number}" in words(found)
            assert code in words(found)
            assert f"guidance.example.org/check/{code}/" in words(found)
            assert len([one for one in found.iter() if one.tag.endswith("}svg")]) == 1


def test_a_site_without_an_address_prints_no_qr_code():
    """A code that leads nowhere is left out, and the sheet says in words where to check."""
    library = a_library(a_document_of_versions(2))
    for page in printed(library, date(2026, 5, 1), SiteFacts("Guidance")).values():
        assert 'class="qr"' not in page.body
        assert "canonical" not in page.head
        if page.address.startswith("guidance/"):
            assert "the check page of this site" in words(of_class(parsed(page.body), "running-head")[0])


def test_a_document_without_versions_has_no_pages():
    """Reading refuses such a document; should one come, it breaks nothing."""
    document = a_document_of_versions(1)
    empty = type(document)("empty", document.details, (), document.origin)
    assert {address.split("/")[1] for address in printed(a_library(document, empty), date(2026, 5, 1))} >= {"sharing"}
    assert "guidance/empty/" not in printed(a_library(document, empty), date(2026, 5, 1))


def test_past_versions_are_kept_from_search_engines():
    """Only the lasting pages of a document are offered to search engines."""
    pages = printed(a_library(a_document_of_versions(2)), date(2026, 5, 1))
    indexed = {address for address, page in pages.items() if page.indexed and address.startswith("guidance/")}
    assert indexed == {"guidance/sharing/", "guidance/sharing/history/", "guidance/sharing/sources/"}


def test_the_version_in_force_names_the_address_of_its_document():
    """Search engines are told that both addresses show one text."""
    pages = printed(a_library(a_document()), date(2026, 5, 1))
    canonical = '<link rel="canonical" href="https://guidance.example.org/guidance/sharing/">'
    for address in ("guidance/sharing/", "guidance/sharing/1.0.0/"):
        assert pages[address].head.startswith(canonical)
