"""The records of a document: how it stands, and all its versions."""

from __future__ import annotations

from inforce.formats.records.validity import document_valid_until, version_valid_until
from inforce.model.guidance import Version
from inforce.model.rule_lines import rule_lines
from inforce.model.standing import Standing
from inforce.site import addresses
from inforce.site.document.rule_history import RuleHistory
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.json_text import Record, day_or_none, whole_address
from inforce.site.overview.events import last_change
from inforce.site.phrases.reliance import not_after, reason_against
from inforce.site.site_facts import SiteFacts


def currency_record(document: DocumentOnDay) -> Record:
    """Return which version is in force, which comes next, and how each one stands: all that a copy is checked by."""
    return {**_currency(document), "versions": {str(one.number): _brief(document, one) for one in _versions(document)}}


def document_record(document: DocumentOnDay, site: SiteFacts) -> Record:
    """Return all there is to say of *document* but the words of its versions."""
    details = document.document.details
    return {
        **_currency(document),
        "owner": details.owner,
        "contact": details.contact,
        "audience": details.audience,
        "topics": list(details.topics),
        "versions": [_listed(document, version, site) for version in reversed(_versions(document))],
        "rules": [
            {"id": name, "record": whole_address(site, addresses.api(addresses.rule(document.id, name)))}
            for name in (RuleHistory(document, line).id for line in rule_lines(document.document))
        ],
        "links": {
            "page": whole_address(site, addresses.document(document.id)),
            "history": whole_address(site, addresses.history(document.id)),
            **where_to_ask(document, site),
        },
    }


def summary_record(document: DocumentOnDay, site: SiteFacts) -> Record:
    """Return *document* as it stands in the list of the library."""
    links = {
        "page": whole_address(site, addresses.document(document.id)),
        "record": whole_address(site, addresses.api(addresses.document(document.id))),
    }
    return {**_currency(document), "links": links}


def where_to_ask(document: DocumentOnDay, site: SiteFacts) -> Record:
    """Return where to learn whether what a copy says still holds, and of which day the answer is."""
    return {
        "currency": whole_address(site, addresses.currency(document.id)),
        "as_at": whole_address(site, addresses.as_at()),
    }


def standing_facts(document: DocumentOnDay, version: Version) -> Record:
    """Return how *version* stands, until when that is known to hold, and the days on which it applies."""
    return {
        "standing": document.standing(version).value,
        "valid_until": day_or_none(version_valid_until(document, version)),
        "in_force_from": day_or_none(version.in_force_from),
        "in_force_until": day_or_none(document.last_day(version)),
        "called_off": _called_off(document, version),
    }


def copy_facts(document: DocumentOnDay, version: Version) -> Record:
    """Return how long a copy of *version* may be relied on, from the day on which it is taken, and until when at most.

    A copy that may not be relied on at all has no time for which it is valid.
    """
    may_not = reason_against(document, version)
    return {
        "copy_valid_for": None if may_not else document.print_valid_for.iso,
        "copy_valid_not_after": day_or_none(not_after(document, version)),
    }


def change_facts(document: DocumentOnDay, version: Version) -> Record:
    """Return what *version* changed, and which earlier changes it rightly undoes."""
    undone = document.document.undone_by(version)
    return {
        "kind": version.text.change.kind.value,
        "note": version.text.change.note,
        "undoes": [{"change_of": str(one.change_of), "reason": one.reason} for one in undone],
    }


def _called_off(document: DocumentOnDay, version: Version) -> Record | None:
    off = document.call_off(version)
    return {"on": off.on.isoformat(), "reason": off.reason} if off else None


def _versions(document: DocumentOnDay) -> tuple[Version, ...]:
    return document.document.versions


def _currency(document: DocumentOnDay) -> Record:
    shown = document.shown
    withdrawn = document.document.details.withdrawn
    return {
        "document": document.id,
        "title": document.title,
        "standing": "withdrawn" if document.is_withdrawn else document.standing(shown).value,
        "since": day_or_none(last_change(document)),
        "valid_until": day_or_none(document_valid_until(document)),
        "version": str(shown.number),
        "check_code": shown.check_code,
        "in_force_from": day_or_none(shown.in_force_from),
        "review_due": day_or_none(document.review_due(shown)),
        "next": _next(document),
        "withdrawn": {"on": withdrawn.on.isoformat(), "reason": withdrawn.reason, "instead": withdrawn.instead}
        if withdrawn
        else None,
    }


def _next(document: DocumentOnDay) -> Record | None:
    """Return the version that comes into force next, if one waits to."""
    upcoming = [
        (version.in_force_from, version.number)
        for version in _versions(document)
        if document.standing(version) is Standing.UPCOMING and version.in_force_from
    ]
    if not upcoming:
        return None
    day, number = min(upcoming)
    return {"version": str(number), "in_force_from": day.isoformat()}


def _brief(document: DocumentOnDay, version: Version) -> Record:
    return {
        "standing": document.standing(version).value,
        "check_code": version.check_code,
        "in_force_from": day_or_none(version.in_force_from),
        "in_force_until": day_or_none(document.last_day(version)),
    }


def _listed(document: DocumentOnDay, version: Version, site: SiteFacts) -> Record:
    approved = version.text.approved
    return {
        "version": str(version.number),
        "title": version.text.title,
        **standing_facts(document, version),
        "change": change_facts(document, version),
        "approved": {"by": approved.by, "on": day_or_none(approved.on)} if approved else None,
        "check_code": version.check_code,
        "fingerprint": version.fingerprint,
        "links": {
            "page": whole_address(site, addresses.version(version)),
            "record": whole_address(site, addresses.api(addresses.version(version))),
            "file": whole_address(site, addresses.record(version)),
        },
    }
