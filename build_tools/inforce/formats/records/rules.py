"""The record of a rule: where it stands, and each wording that it had with the versions and days of it."""

from __future__ import annotations

from inforce.formats.records.documents import where_to_ask
from inforce.formats.records.validity import document_valid_until
from inforce.formats.records.versions import rule_facts
from inforce.model.block_text import as_written
from inforce.model.rule_lines import RuleInVersion
from inforce.site import addresses
from inforce.site.document.rule_history import RuleHistory, Wording, citation, lasting_address
from inforce.site.json_text import Record, day_or_none, whole_address
from inforce.site.site_facts import SiteFacts


def rule_record(history: RuleHistory, site: SiteFacts) -> Record:
    """Return everything that the page of the rule says but what other editions of its sources do."""
    document, shown = history.document, history.shown
    return {
        "document": document.id,
        "version": str(shown.version.number),
        "standing": document.standing(shown.version).value,
        "valid_until": day_or_none(document_valid_until(document)),
        "rule": rule_facts(shown.placed, document.library),
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


def _wording(history: RuleHistory, wording: Wording) -> Record:
    rule = wording.newest.rule
    return {
        "text": as_written(rule.text),
        "strength": rule.strength.value if rule.strength else None,
        "local_practice": rule.local_practice,
        "versions": [_stands(history, one) for run in wording.runs for one in reversed(run)],
    }


def _stands(history: RuleHistory, stands: RuleInVersion) -> Record:
    document, version = history.document, stands.version
    return {
        "version": str(version.number),
        "id": stands.rule.id,
        "number": stands.placed.count,
        "label": stands.placed.number,
        "standing": document.standing(version).value,
        "in_force_from": day_or_none(version.in_force_from),
        "in_force_until": day_or_none(document.last_day(version)),
    }
