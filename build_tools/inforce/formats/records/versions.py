"""The records of a version, a rule and an answer, with what came of holding words beside their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from inforce.compare.text_comparison import declared, flowing
from inforce.formats.records.documents import change_facts, copy_facts, status_facts, where_to_ask
from inforce.model.block_text import as_written
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.numbering import NumberedRule, RuleInVersion, label_of, numbered_sections, rules_by_id
from inforce.model.rules import Attribute, Citation, Rule, RunningText, Section
from inforce.site import addresses
from inforce.site.block_markdown import as_markdown
from inforce.site.document.rule_history import RuleHistory, Wording, citation, lasting_address
from inforce.site.document_on_day import DocumentOnDay, document_valid_until
from inforce.site.page import day_or_none, whole_address
from inforce.site.phrases.answers_by_day import TextOnDay
from inforce.site.phrases.editions import passage_in_words
from inforce.site.phrases.verdicts import DepartureLine, name_or_none, own_statements, verdict
from inforce.site.publication import SiteFacts

if TYPE_CHECKING:
    from inforce.formats.records import kinds  # to define so many types takes time, and only schemas need them


def version_record(document: DocumentOnDay, version: Version, site: SiteFacts) -> kinds.Version:
    """Return everything that the page of *version* says."""
    text, details = version.text, document.document.details
    approved, in_markdown = text.approved, _in_markdown(version, site)
    return {
        "document": document.id,
        "version": str(version.number),
        "title": text.title,
        **status_facts(document, version),
        **copy_facts(document, version),
        "review_due": day_or_none(document.review_due(version)),
        "owner": name_or_none(details.owner),
        "audience": details.audience,
        "change": change_facts(document, version),
        "approved": {"by": name_or_none(approved.by), "on": day_or_none(approved.on)} if approved else None,
        "check_code": version.check_code,
        "fingerprint": version.published_fingerprint,
        "summary": flowing(text.summary),
        "print_notice": flowing(text.print_notice) if text.print_notice else None,
        "introduction": as_written(text.introduction),
        "numbering": text.numbering,
        "attributes": attribute_facts((*details.attributes, *text.attributes)),
        "key_points": [{"text": point.text, "rule": point.rule} for point in text.key_points],
        "terms": [{"id": one.id, "term": one.term, "meaning": as_written(one.meaning)} for one in text.terms],
        "roles": [
            {"role": one.role, "duties": as_written(one.duties), "telephone": one.telephone, "email": one.email}
            for one in text.roles
        ],
        "contacts": [
            {"who": one.who, "when": one.when, "telephone": one.telephone, "email": one.email} for one in text.contacts
        ],
        "pictures": [
            {"file": whole_address(site, addresses.picture(f"{document.id}/{one.file}")), "sha256": one.sha256}
            for one in text.pictures
        ],
        "sections": list(_sections(version, document.library, in_markdown)),
        "links": {
            "page": whole_address(site, addresses.version(version)),
            "document": whole_address(site, addresses.api(addresses.document(document.id))),
            "file": whole_address(site, addresses.record(version)),
            "check": whole_address(site, addresses.check(version.check_code)),
            **where_to_ask(document, site),
        },
    }


def _in_markdown(version: Version, site: SiteFacts) -> Callable[[str], str]:
    """Return what puts the block texts of *version* into Markdown."""
    return partial(as_markdown, page=addresses.version(version), site=site)


def _sections(version: Version, library: Library, in_markdown: Callable[[str], str]) -> Iterator[kinds.Section]:
    """Yield the sections in the order in which they are read; *within* is the id of the one that each stands in."""
    rules = rules_by_id(version)
    sections = numbered_sections(version)
    ids = {one.path: one.section.id for one in sections}
    for placed in sections:
        section = placed.section
        yield {
            "id": section.id,
            "label": placed.number,
            "level": placed.level,
            "within": ids.get(placed.path[:-2]),
            "heading": section.heading,
            "introduction": as_written(section.introduction),
            "rules": [rule_facts(rules[rule.id], library, in_markdown) for rule in section.own_rules],
            "texts": list(_texts(section, in_markdown)),
        }


def _texts(section: Section, in_markdown: Callable[[str], str]) -> Iterator[kinds.RunningText]:
    """Yield each text between rules, with the id of the rule that it stands after, if there is one in the section."""
    after = None
    for part in section.rules:
        if isinstance(part, RunningText):
            yield {"after": after, "text": as_written(part.text), "source": in_markdown(part.text)}
        else:
            after = part.id


def attribute_facts(attributes: Iterable[Attribute]) -> list[kinds.Attribute]:
    """Return *attributes*, each name with one value."""
    return [{"name": one.name, "value": one.value} for one in attributes]


def rule_facts(placed: NumberedRule, library: Library, in_markdown: Callable[[str], str]) -> kinds.Rule:
    """Return a rule with its number and what it rests on."""
    rule = placed.rule
    decision, gone = rule.strength_decision, rule.deprecated
    return {
        "id": rule.id,
        "formerly": list(rule.formerly),
        "merged_from": list(rule.merged_from),
        "split_from": rule.split_from,
        "number": placed.count,
        "label": placed.number,
        "text": as_written(rule.text),
        "source": in_markdown(rule.text),
        "strength": rule.strength,
        "strength_decision": {"reason": decision.reason, "approved_by": name_or_none(decision.approved_by)}
        if decision
        else None,
        "local_practice": as_written(rule.local_practice),
        "items": [{"id": item.id, "label": label_of(item, place)} for place, item in enumerate(rule.items)],
        "attributes": attribute_facts(rule.attributes),
        "notes": [
            {"kind": note.kind, "text": as_written(note.text), "source": in_markdown(note.text)} for note in rule.notes
        ],
        "deprecated": {"reason": gone.reason, "successors": list(gone.successors)} if gone else None,
        "declared": declared(rule, placed.successors),
        "citations": [_citation(rule, citation, library) for citation in rule.citations],
        "own_statements": [
            {"words": line.words, "declared": line.declared, "reason": line.reason}
            for line in own_statements(rule, library)
        ],
    }


def _citation(rule: Rule, citation: Citation, library: Library) -> kinds.Citation:
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


def _departure(line: DepartureLine) -> kinds.Departure:
    return {"class": line.kind, "what": line.sentence, "reason": line.reason, "approval": line.approval}


def rule_record(history: RuleHistory, site: SiteFacts) -> kinds.RuleHistory:
    """Return everything that the page of the rule says but what other editions of its sources do."""
    document, shown = history.document, history.shown
    return {
        "document": document.id,
        "version": str(shown.version.number),
        "status": document.status(shown.version),
        "valid_until": day_or_none(document_valid_until(document)),
        "rule": rule_facts(shown.placed, document.library, _in_markdown(shown.version, site)),
        "other_ids": list(history.other_ids),
        "citation": citation(shown, site),
        "wordings": [_wording(history, wording) for wording in history.wordings()],
        "links": {
            "page": whole_address(site, addresses.rule(document.id, history.id)),
            "permanent": lasting_address(shown, site),
            "document": whole_address(site, addresses.api(addresses.document(document.id))),
            **where_to_ask(document, site),
        },
    }


def _wording(history: RuleHistory, wording: Wording) -> kinds.Wording:
    rule = wording.newest.rule
    return {
        "text": as_written(rule.text),
        "strength": rule.strength,
        "local_practice": as_written(rule.local_practice),
        "versions": [_stands(history, one) for run in wording.runs for one in reversed(run)],
    }


def _stands(history: RuleHistory, stands: RuleInVersion) -> kinds.VersionOfRule:
    document, version = history.document, stands.version
    return {
        "version": str(version.number),
        "id": stands.rule.id,
        "number": stands.placed.count,
        "label": stands.placed.number,
        "status": document.status(version),
        "in_force_from": day_or_none(version.in_force_from),
        "in_force_until": day_or_none(document.last_day(version)),
    }


def answer_record(document: DocumentOnDay, answer: TextOnDay) -> kinds.Answer:
    """Return *answer* with the whole version, and whether it is certain that it applied."""
    version = answer.version
    return {
        "document": document.id,
        "on": document.day.isoformat(),
        "certain": answer.certain,
        "said": list(answer.said),
        "status": document.status(version) if version and answer.certain else None,
        "version": version_record(document, version, SiteFacts("")) if version else None,
    }
