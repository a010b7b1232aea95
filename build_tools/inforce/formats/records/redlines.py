"""The record of a comparison: every rule with its words before and after, span by span."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from inforce.compare.changes import ChangeOf, RuleChange, VersionChanges
from inforce.compare.headlines import headlines
from inforce.compare.text_comparison import TextComparison
from inforce.compare.version_texts import TextPair, texts_around, texts_of_rule
from inforce.formats.records.documents import standing_facts
from inforce.formats.records.validity import earliest, version_valid_until
from inforce.model.guidance import Version
from inforce.model.numbering import NumberedRule
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.json_text import Record, day_or_none, whole_address
from inforce.site.site_facts import SiteFacts


def redline_record(document: DocumentOnDay, changes: VersionChanges, site: SiteFacts) -> Record:
    """Return what changed; it stands as the newer of the two versions stands.

    In each list of spans, those that are the same or removed give the text of the old record, those the same or added
    that of the new one, to the letter.
    """
    return {
        **_ends(document, changes.old, changes.new, site),
        "headlines": list(headlines(changes)),
        "rules": [_rule(change, changes) for change in changes.rules],
        "texts": list(_texts(changes)),
    }


def _ends(document: DocumentOnDay, old: Version, new: Version, site: SiteFacts) -> Record:
    until = earliest(version_valid_until(document, version) for version in (old, new))
    return {
        "document": document.id,
        "standing": document.standing(new).value,
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


_WITHOUT_CLASS: Final = frozenset({ChangeOf.SAME, ChangeOf.SOURCE})


def _rule(change: RuleChange, changes: VersionChanges) -> Record:
    old, new = change.old, change.new
    words, local_practice, declared = texts_of_rule(old.rule if old else None, new.rule if new else None)
    return {
        "id": change.placed.rule.id,
        "change": change.kind.value,
        "class": change.weight.value if change.weight and change.kind not in _WITHOUT_CLASS else None,
        "old_id": old.rule.id if old else None,
        "old_number": old.count if old else None,
        "new_number": new.count if new else None,
        "old_label": old.number if old else None,
        "new_label": new.number if new else None,
        "old_section": old.section.section.id if old else None,
        "new_section": new.section.section.id if new else None,
        "moved": change.moved,
        "old_strength": _strength(old),
        "new_strength": _strength(new),
        "sources_changed": change.sources_changed,
        "words": _spans(words, changes),
        "local_practice": _spans(local_practice, changes),
        "declared": _spans(declared, changes),
    }


def _strength(placed: NumberedRule | None) -> str | None:
    return placed.rule.strength.value if placed and placed.rule.strength else None


def _texts(changes: VersionChanges) -> Iterator[Record]:
    """Yield every text around the rules whose record differs, though it may read the same."""
    weights = {(change.pair.what, change.pair.section): change.weight for change in changes.texts}
    for pair in texts_around(changes.old, changes.new):
        if pair.was != pair.now:
            weight = weights.get((pair.what, pair.section))
            yield {
                "what": pair.what.value,
                "section": pair.section or None,
                "class": weight.value if weight else None,
                "words": _spans(pair, changes),
            }


def _spans(pair: TextPair, changes: VersionChanges) -> list[Record]:
    """Return what leads from the one text to the other as their records have them, to the letter."""
    was, now = pair.as_recorded
    comparison = TextComparison(None, (len(now),)) if was == now else changes.compared(was, now, changes.new.language)
    return [{"kind": span.kind.value, "text": span.text} for span in comparison.spans(was, now)]
