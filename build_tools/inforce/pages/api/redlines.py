"""The record of a comparison: every rule with its words before and after, span by span."""

from __future__ import annotations

from collections.abc import Iterable

from inforce.checks.changes import ChangeOf, RuleChange, TextChange, VersionChanges, flowing
from inforce.checks.headlines import headlines
from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.pages import addresses
from inforce.pages.api.documents import standing_facts
from inforce.pages.api.encoding import Record, day_or_none, whole_address
from inforce.pages.api.validity import earliest, version_valid_until
from inforce.pages.document_on_day import DocumentOnDay
from inforce.pages.site_facts import SiteFacts
from inforce.wording.redline import Span, SpanKind


def redline_record(document: DocumentOnDay, changes: VersionChanges, site: SiteFacts) -> Record:
    """Return what changed; it stands as the newer of the two versions stands.

    In each list of spans, those that are the same or removed give the old text, those the same or added the new.
    """
    return {
        **_ends(document, changes.old, changes.new, site),
        "headlines": list(headlines(changes)),
        "rules": [_rule(change) for change in changes.rules],
        "texts": [_text(change) for change in changes.texts],
    }


def former_redline_record(document: DocumentOnDay, old: Version, new: Version, site: SiteFacts) -> Record:
    """Return what stands where a redline stood while *new* was in force: from where its two texts can be had."""
    links = {"page": whole_address(site, addresses.comparing(document.id))}
    return {**_ends(document, old, new, site), "links": links}


def _ends(document: DocumentOnDay, old: Version, new: Version, site: SiteFacts) -> Record:
    until = earliest(version_valid_until(document, version) for version in (old, new))
    return {
        "document": document.id,
        "standing": document.standing(new).value,
        "as_at": document.day.isoformat(),
        "valid_until": day_or_none(until),
        "old": _end(document, old, site),
        "new": _end(document, new, site),
    }


def _end(document: DocumentOnDay, version: Version, site: SiteFacts) -> Record:
    return {
        "version": str(version.number),
        "title": version.text.title,
        **standing_facts(document, version),
        "note": version.text.change.note,
        "check_code": version.check_code,
        "record": whole_address(site, addresses.api(addresses.version(version))),
    }


def _rule(change: RuleChange) -> Record:
    return {
        "id": change.placed.rule.id,
        "change": change.kind.value,
        "class": change.weight.value if change.weight and change.kind is not ChangeOf.SAME else None,
        "old_id": change.old.rule.id if change.old else None,
        "old_number": change.old.number if change.old else None,
        "new_number": change.new.number if change.new else None,
        "moved": change.moved,
        "sources_changed": change.sources_changed,
        "words": _spans(_words(change)),
        "local_practice": _spans(_local_practice(change)),
    }


def _words(change: RuleChange) -> Iterable[Span]:
    return change.words.redline if change.words else _whole(change, flowing(change.placed.rule.text))


def _local_practice(change: RuleChange) -> Iterable[Span]:
    if change.local_practice:
        return change.local_practice.redline
    return _whole(change, flowing(change.placed.rule.local_practice))


def _whole(change: RuleChange, text: str) -> Iterable[Span]:
    kinds = {ChangeOf.ADDED: SpanKind.ADDED, ChangeOf.REMOVED: SpanKind.REMOVED}
    return (Span(kinds.get(change.kind, SpanKind.SAME), text),) if text else ()


def _text(change: TextChange) -> Record:
    return {
        "what": _(change.what),
        "class": change.weight.value if change.weight else None,
        "words": _spans(change.redline),
    }


def _spans(spans: Iterable[Span]) -> list[Record]:
    return [{"kind": span.kind.value, "text": span.text} for span in spans]
