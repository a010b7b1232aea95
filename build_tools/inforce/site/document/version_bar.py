"""The bar that stays in sight on a version that is not in force: its status, and the way to what applies now."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.model.catalogue import _
from inforce.model.dataclass import dataclass
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.rule_lines import RuleInVersion, rule_lines
from inforce.model.standing import Standing
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.prose import Link, link


@dataclass(frozen=True)
class VersionBar:
    """What the bar says; *now* leads from each rule of the version, by its id, to the same rule as it is now."""

    kind: str
    status: str
    link: Link
    now: Mapping[str, Link]


def version_bar(document: DocumentOnDay, version: Version) -> VersionBar | None:
    """Return the bar of *version*; None where it is in force."""
    status = document.standing(version)
    if status is Standing.IN_FORCE:
        return None
    return VersionBar(status.value, status_line(document, version), _link(document), _rules_now(document, version))


def status_line(document: DocumentOnDay, version: Version) -> str:
    """Return the status of *version* with its date, in one short line."""
    match document.standing(version):
        case Standing.IN_FORCE:
            begun = version.in_force_from
            return _("In force since {day}", day=in_words(begun)) if begun else _("In force")
        case Standing.UPCOMING:
            begins = version.in_force_from
            return _("Not in force until {day}", day=in_words(begins)) if begins else _("Not in force yet")
        case Standing.SUPERSEDED:
            period = document.period(version)
            if not period.lasts or period.until is None:
                return _("Superseded before it began")
            return _("Superseded on {day}", day=in_words(period.until))
        case _:
            return _ended(document, version)


def _ended(document: DocumentOnDay, version: Version) -> str:
    if off := document.call_off(version):
        return _("Cancelled on {day}", day=in_words(off.on))
    withdrawn = document.document.details.withdrawn
    if withdrawn is None or not document.is_withdrawn:
        return _("Never comes into force")
    return _("Withdrawn on {day}", day=in_words(withdrawn.on))


def _link(document: DocumentOnDay) -> Link:
    words = _("Read the current version") if document.current else _("See what applies now")
    return link(words, addresses.document(document.id))


def _rules_now(document: DocumentOnDay, version: Version) -> dict[str, Link]:
    """Return where each rule of *version* is in the version in force; nothing where none is in force."""
    current = document.current
    if current is None:
        return {}
    lines = ((line.in_version(version), line.in_version(current)) for line in rule_lines(document.document))
    return {old.rule.id: _rule_now(document, old, new) for old, new in lines if old}


def _rule_now(document: DocumentOnDay, old: RuleInVersion, new: RuleInVersion | None) -> Link:
    address = addresses.document(document.id)
    if new is None:
        return link(_("Rule {number} is not in the current version", number=old.number), address)
    if new.rule.text == old.rule.text:
        return link(_("Rule {number} is the same now", number=new.number), address, new.rule.id)
    return link(_("Read rule {number} as it is now", number=new.number), address, new.rule.id)
