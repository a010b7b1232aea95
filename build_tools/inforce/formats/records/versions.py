"""The record of a version: its words, what they rest on, and what came of holding them beside their sources."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.compare.version_texts import declared
from inforce.formats.records.documents import change_facts, copy_facts, standing_facts, where_to_ask
from inforce.model.guidance import Citation, Rule, Version
from inforce.model.library import Library
from inforce.site import addresses
from inforce.site.citations import passage_in_words
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.json_text import Record, day_or_none, whole_address
from inforce.site.marked_words import flowing
from inforce.site.phrases.verdicts import DepartureLine, own_statements, verdict
from inforce.site.site_facts import SiteFacts


def version_record(document: DocumentOnDay, version: Version, site: SiteFacts) -> Record:
    """Return everything that the page of *version* says."""
    text, details = version.text, document.document.details
    approved = text.approved
    return {
        "document": document.id,
        "version": str(version.number),
        "title": text.title,
        **standing_facts(document, version),
        **copy_facts(document, version),
        "review_due": day_or_none(document.review_due(version)),
        "owner": details.owner,
        "audience": details.audience,
        "change": change_facts(document, version),
        "approved": {"by": approved.by, "on": day_or_none(approved.on)} if approved else None,
        "check_code": version.check_code,
        "fingerprint": version.fingerprint,
        "summary": flowing(text.summary),
        "print_notice": flowing(text.print_notice) if text.print_notice else None,
        "introduction": text.introduction,
        "sections": list(_sections(version, document.library)),
        "links": {
            "page": whole_address(site, addresses.version(version)),
            "document": whole_address(site, addresses.api(addresses.document(document.id))),
            "file": whole_address(site, addresses.record(version)),
            "check": whole_address(site, addresses.check(version.check_code)),
            **where_to_ask(document, site),
        },
    }


def _sections(version: Version, library: Library) -> Iterator[Record]:
    for section, numbered in version.numbered_sections:
        yield {
            "id": section.id,
            "heading": section.heading,
            "introduction": section.introduction,
            "rules": [rule_facts(one.number, one.rule, library) for one in numbered],
        }


def rule_facts(number: int, rule: Rule, library: Library) -> Record:
    """Return *rule*, the one of that *number* in its version, with what it rests on."""
    decision = rule.strength_decision
    return {
        "id": rule.id,
        "formerly": list(rule.formerly),
        "number": number,
        "text": flowing(rule.text),
        "strength": rule.strength.value if rule.strength else None,
        "strength_decision": {"reason": decision.reason, "approved_by": decision.approved_by} if decision else None,
        "local_practice": rule.local_practice,
        "declared": declared(rule),
        "citations": [_citation(rule, citation, library) for citation in rule.citations],
        "own_statements": [
            {"words": line.words, "declared": line.declared, "reason": line.reason}
            for line in own_statements(rule, library)
        ],
    }


def _citation(rule: Rule, citation: Citation, library: Library) -> Record:
    ref, found = citation.passage, verdict(rule, citation, library)
    return {
        "kind": "quotes" if citation.quotes else "draws_on",
        "source": ref.source,
        "edition": ref.edition,
        "passage": ref.passage,
        "in_words": passage_in_words(citation, library),
        "verdict": found.kind,
        "verdict_in_words": found.words,
        "departures": [_departure(line) for line in found.departures],
    }


def _departure(line: DepartureLine) -> Record:
    return {"class": line.kind.value, "what": line.sentence, "reason": line.reason, "approval": line.approval}
