"""The records for programs: what they promise is in their schemas, and what they say is what the model says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from inforce.formats.records.schemas import schemas
from inforce.model.block_text import as_written
from inforce.model.guidance import Approval
from inforce.model.numbering import rule_lines
from inforce.model.rules import OwnStatement, Strength, StrengthDecision
from inforce.model.status import in_force, status
from inforce.reports.text_shown import text_shown
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay, version_valid_until
from inforce.site.page import ROOT
from inforce.site.phrases.answers_by_day import text_on_day
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_document_of_versions, a_library, a_rule, a_version, an_edition
from library_strategies import DAYS, documents, libraries
from made_pages import make_pages

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
DAY = date(2026, 4, 15)
RECORDS = r"api/.*\.json|as-at\.json"
some = settings(max_examples=8, deadline=None)
SCHEMAS = schemas()
VALIDATORS = {kind: Draft202012Validator(schema) for kind, schema in SCHEMAS.items()}


def files(library, day=DAY, site=SITE):
    """Return every file for programs by its address, having seen that none comes twice."""
    pages = make_pages(library, site, day, ())
    every = [*pages.downloads, *(copy for page in pages.printed for copy in page.copies)]
    found = {one.address: one.content for one in every}
    assert len(found) == len(every)
    return found


def records(library, day=DAY, site=SITE):
    found = files(library, day, site)
    return {address: json.loads(content) for address, content in found.items() if re.match(RECORDS, address)}


def kind_of(record):
    return record["$schema"].rpartition("/")[2].removesuffix(".json")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_a_schema_and_describes_its_fields(kind):
    """As the specification of JSON Schema says it must be."""
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert SCHEMAS[kind]["required"] == list(SCHEMAS[kind]["properties"])


@some
@given(libraries(), DAYS)
def test_every_record_holds_to_its_schema(library, day):
    """Whatever the guidance says and whatever the day; each kind of record is there."""
    found = {address: record for address, record in records(library, day).items() if "/schemas/" not in address}
    for address, record in found.items():
        problems = [f"{address}: {problem.message}" for problem in VALIDATORS[kind_of(record)].iter_errors(record)]
        assert problems == []
    kinds = {kind_of(record) for record in found.values()}
    assert kinds >= SCHEMAS.keys() - {"redline", "comparison", "rule-comparison"}


@some
@given(libraries(), DAYS)
def test_every_record_says_how_it_stands_and_until_when_and_one_of_which_day_that_is(library, day):
    """Lists say how long they hold; each of their entries says how it stands."""
    for address, record in records(library, day).items():
        if "/schemas/" in address or "/compare" in address:
            continue
        assert record.get("as_at") == (day.isoformat() if address == addresses.as_at() else None), address
        if address == addresses.as_at():
            continue
        assert record["valid_until"] is None or record["valid_until"] >= day.isoformat(), address
        told = record["entries"] if isinstance(record.get("entries"), list) else [record]
        assert all("status" in one for one in told if "parts" not in one), address


@some
@given(libraries(), DAYS)
def test_records_say_the_status_of_the_model_and_the_words_of_the_rules(library, day):
    """Each version's record and its document's agree with the model, on that day."""
    found = records(library, day)
    for document in library.documents:
        current = in_force(document, day)
        currency = found[addresses.currency(document.id)]
        assert (currency["status"] == "in force") == (current is not None)
        if current:
            assert currency["version"] == str(current.number)
        for version in document.versions:
            record = found[addresses.api(addresses.version(version))]
            now = status(document, version, day).value
            assert record["status"] == currency["versions"][str(version.number)]["status"] == now
            assert record["links"]["as_at"] == SITE.absolute(addresses.as_at())
            words = [rule["text"] for section in record["sections"] for rule in section["rules"]]
            assert words == [as_written(rule.text) for rule in version.rules]


@settings(max_examples=100, deadline=None)
@given(documents(), DAYS)
def test_a_status_holds_to_the_day_that_is_named_and_no_longer(document, day):
    """On every day up to it the version stands as it does now; on the day after, it does not."""
    for version in document.versions:
        now = status(document, version, day)
        until = version_valid_until(DocumentOnDay(document, day, a_library(document)), version)
        if until is None:
            continue
        assert until >= day
        for later in (day + (until - day) // 2, until):
            assert status(document, version, later) is now
        assert status(document, version, until + timedelta(days=1)) is not now


@settings(max_examples=100, deadline=None)
@given(documents(), DAYS, DAYS)
def test_where_no_day_is_named_no_status_changes(document, day, later):
    """As far as it is known on the day."""
    for version in document.versions:
        if version_valid_until(DocumentOnDay(document, day, a_library(document)), version) is None and later >= day:
            assert status(document, version, later) is status(document, version, day)


def test_who_is_still_to_be_named_is_null():
    """Words such as "Owner to be named" name nobody, in any record."""
    document = a_document(a_version(approved=Approval("Approver to be named", DAY)))
    details = replace(document.details, owner="Owner to be named", contact="Contact to be named")
    found = records(a_library(replace(document, details=details)))
    assert "to be named" not in json.dumps(list(found.values()))
    version = found["api/guidance/sharing/1.0.0.json"]
    assert (version["owner"], version["approved"]["by"]) == (None, None)


@some
@given(libraries(), DAYS)
def test_a_redline_applied_to_the_old_words_gives_the_new(library, day):
    """Rule by rule, to the letter, in the order of the newer version."""
    found = records(library, day)
    document = library.documents[0]
    for new in document.versions[1:]:
        record = found[addresses.api(addresses.changes_of_version(new))]
        old = next(version for version in document.versions if str(version.number) == record["old"]["version"])
        before = {rule["old_id"]: side(rule["words"], "added") for rule in record["rules"] if rule["old_id"]}
        after = [
            (rule["id"], side(rule["words"], "removed")) for rule in record["rules"] if rule["change"] != "removed"
        ]
        assert {name: letters(text) for name, text in before.items()} == {
            rule.id: letters(as_written(rule.text)) for rule in old.rules
        }
        assert [(name, letters(text)) for name, text in after] == [
            (rule.id, letters(as_written(rule.text))) for rule in new.rules
        ]


def side(spans, without):
    return "".join(span["text"] for span in spans if span["kind"] != without)


def letters(text):
    return "".join(text.split())


def test_lists_come_in_parts_that_lead_on():
    """No part grows with the library; together they have each document once."""
    library = a_library(*(a_document(a_version(document=f"d-{place}"), name=f"d-{place}") for place in range(401)))
    found = records(library)
    index = found["api/library.json"]
    parts = [found[address.removeprefix(SITE.address)] for address in index["parts"]]
    assert (index["entries"], [len(part["entries"]) for part in parts]) == (401, [200, 200, 1])
    names = [entry["document"] for part in parts for entry in part["entries"]]
    assert names == sorted(document.id for document in library.documents)
    assert [part["next"] for part in parts] == [*index["parts"][1:], None]


@some
@given(libraries(), DAYS)
def test_every_address_in_a_record_leads_somewhere(library, day):
    """To a page, a record or a file of a version; with the address of the site, and without."""
    for site in (SITE, SiteFacts("Guidance")):
        pages = make_pages(library, site, day, ())
        versions = [version for document in library.documents for version in document.versions]
        there = {page.address for page in pages.printed} | {addresses.record(version) for version in versions}
        there |= files(library, day, site).keys()
        root = site.address or "/"
        for record in records(library, day, site).values():
            if "properties" not in record:
                assert set(links_in(record, root)) - there == set()


def links_in(value, root):
    if isinstance(value, dict):
        for name, one in value.items():
            if name in ("$schema", "record", "next", "page", "history", "currency", "file", "check") and one:
                if isinstance(one, str) and one.startswith(root):
                    yield one.removeprefix(root)
            elif name == "parts" and all(isinstance(part, str) for part in one):
                yield from (address.removeprefix(root) for address in one)
            else:
                yield from links_in(one, root)
    elif isinstance(value, list):
        for one in value:
            yield from links_in(one, root)


def test_pages_lead_to_their_copies():
    """By links in the head that name the type."""
    library = a_library(a_document_of_versions(2), editions=[an_edition()])
    pages = {page.address: page for page in make_pages(library, SITE, DAY, ()).printed}
    link = f'<link rel="alternate " type="{{}}" href="{ROOT}{{}}">'
    for address, type_, copy in (
        ("guidance/sharing/", "application/json", "api/guidance/sharing.json"),
        ("guidance/sharing/", "text/markdown", "guidance/sharing/index.md"),
        ("guidance/sharing/1.0.0/", "application/json", "api/guidance/sharing/1.0.0.json"),
        ("guidance/sharing/1.0.0/", "text/markdown", "guidance/sharing/1.0.0/index.md"),
        (
            "guidance/sharing/1.1.0/changes/",
            "application/json",
            "api/guidance/sharing/1.1.0/changes.json",
        ),
    ):
        assert link.format(type_, copy) in pages[address].head
        assert copy in [one.address for one in pages[address].copies]


def test_an_edition_says_what_replaced_it():
    """And until when it is known that nothing does."""
    library = a_library(a_document(), editions=[an_edition()])
    record = records(library)["api/sources/advice/2018.json"]
    assert (record["status"], record["valid_until"], record["replaced"]) == ("current", None, None)
    assert [passage["text"] for passage in record["passages"]] == ["Ask before you share."]


@some
@given(libraries(), DAYS)
def test_the_record_of_a_rule_has_every_wording_and_stands_at_every_id(library, day):
    """In force is the rule that the version in force has; each wording is told once, with each version that has it."""
    found = records(library, day)
    for document in library.documents:
        current = in_force(document, day)
        for line in rule_lines(document):
            told = [found[addresses.api(addresses.rule(document.id, name))] for name in line.ids]
            assert all(record == told[0] for record in told)
            record = told[0]
            assert (record["status"] == "in force") == bool(current and line.in_version(current))
            told_of = [(one["version"], said["text"]) for said in record["wordings"] for one in said["versions"]]
            assert sorted(told_of) == sorted(
                (str(one.version.number), as_written(one.rule.text)) for one in line.stands
            )


def test_what_a_rule_says_beyond_its_source_and_how_it_binds_is_in_every_copy():
    """With the reason and who approved it: in the record, in Markdown and at the terminal."""
    rule = replace(
        a_rule("You should ask within 7 days.", draws_on="advice/2018#part-1"),
        strength=Strength.SHOULD,
        strength_decision=StrengthDecision("Our courts are slow.", "The board"),
    )
    (citation,) = rule.citations
    rule = replace(rule, citations=(replace(citation, ours=(OwnStatement("7 days", "So that it is fresh."),)),))
    document = a_document(a_version(rules=[rule]))
    found = files(a_library(document, editions=[an_edition()]))
    (record,) = json.loads(found["api/guidance/sharing/1.0.0.json"])["sections"][0]["rules"]
    assert record["strength_decision"] == {"reason": "Our courts are slow.", "approved_by": "The board"}
    assert {"words": "7 days", "declared": True, "reason": "So that it is fresh."} in record["own_statements"]
    library = a_library(document, editions=[an_edition()])
    shown = DocumentOnDay(document, DAY, library)
    markdown, text = found["guidance/sharing/1.0.0/index.md"].decode(), text_shown(shown, text_on_day(shown))
    for said in (
        "How binding: should",
        "Our courts are slow.",
        "Approved by: The board",
        'Ours, not from the source: "7 days". So that it is fresh.',
    ):
        assert said in " ".join(markdown.split())
        assert said in " ".join(text.split())
