"""What the owners of guidance have to see to, as known on a day: one matter for each document and reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from inforce.checks.reviews_hold import why_void
from inforce.model.catalogue import _, listed, ngettext
from inforce.model.dates import in_words
from inforce.model.guidance import Rule, Version
from inforce.model.library import Library
from inforce.model.numbering import numbered_rules
from inforce.model.standing import Standing
from inforce.site import addresses
from inforce.site.citations import lies_ahead, short_name
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.names import version_name
from inforce.site.phrases.verdicts import verdict
from inforce.site.prose import Link, link
from inforce.site.publication import Publication


class Reason(Enum):
    """Why something is to be seen to, in the order of the page."""

    REVIEW_OVERDUE = auto()
    REVIEW_VOID = auto()
    REVIEW_DUE = auto()
    REVIEW_NOT_KNOWN = auto()
    COMING = auto()
    SOURCE_REPLACED = auto()
    MEANING = auto()
    UNCHECKED = auto()


@dataclass(frozen=True)
class Matter:
    """Something to be seen to: where to read of it, what it is, by when, and whose it is."""

    reason: Reason
    owner: str
    link: Link
    said: str
    day: date = date.max


def in_order(found: Iterable[Matter]) -> tuple[Matter, ...]:
    """Return what is to be seen to, that with the earliest day first."""
    return tuple(sorted(found, key=lambda matter: (matter.day, matter.link.text.casefold(), matter.link.href)))


def matters(publication: Publication, document: DocumentOnDay) -> Iterator[Matter]:
    """Yield all there is to see to about *document*."""
    yield from _coming(document)
    version = document.current
    if version is None:
        return
    yield _review(document, version)
    owner, here = document.document.details.owner, link(document.title, addresses.document(document.id))
    if void := document.void_review(version):
        said = _("Reviewed on {day}; {reason}.", day=in_words(void.review.on), reason=why_void(void))
        yield Matter(Reason.REVIEW_VOID, owner, here, said, void.review.on)
    for edition in publication.cited_editions(version):
        replaced = edition.details.replaced
        if replaced:
            if lies_ahead(replaced.on, publication.day):
                said = _("{edition}: to be replaced {day}", edition=short_name(edition), day=replaced.on.in_words)
            else:
                said = _("{edition}: replaced {day}", edition=short_name(edition), day=replaced.on.in_words)
            yield Matter(Reason.SOURCE_REPLACED, owner, here, said)
    sources = link(document.title, addresses.rules_and_sources(document.id))
    if numbers := [number for number, rule in _numbered(version) if _changes_meaning(rule, publication.library)]:
        yield Matter(Reason.MEANING, owner, sources, _rules(numbers))
    if numbers := [number for number, rule in _numbered(version) if _is_unchecked(rule, publication.library)]:
        yield Matter(Reason.UNCHECKED, owner, sources, _rules(numbers))


def _review(document: DocumentOnDay, version: Version) -> Matter:
    owner, here = document.document.details.owner, link(document.title, addresses.document(document.id))
    due = document.review_due(version)
    if due is None:
        said = _("Version {version}. The start date is not known.", version=version.number)
        return Matter(Reason.REVIEW_NOT_KNOWN, owner, here, said)
    if document.review_overdue(version):
        said = _("Review was due {day}", day=in_words(due))
        return Matter(Reason.REVIEW_OVERDUE, owner, here, said, due)
    return Matter(Reason.REVIEW_DUE, owner, here, _("Review due {day}", day=in_words(due)), due)


def _coming(document: DocumentOnDay) -> Iterator[Matter]:
    owner = document.document.details.owner
    for version in document.document.versions:
        begins = version.in_force_from
        if begins and document.standing(version) is Standing.UPCOMING:
            here = link(version_name(version), addresses.version(version))
            yield Matter(Reason.COMING, owner, here, _("Comes into force on {day}", day=in_words(begins)), begins)
    withdrawn = document.document.details.withdrawn
    if withdrawn and not document.is_withdrawn:
        here = link(document.title, addresses.document(document.id))
        said = _("To be withdrawn on {day}", day=in_words(withdrawn.on))
        yield Matter(Reason.COMING, owner, here, said, withdrawn.on)


def _numbered(version: Version) -> Iterator[tuple[str, Rule]]:
    return ((placed.cited, placed.rule) for placed in numbered_rules(version))


def _changes_meaning(rule: Rule, library: Library) -> bool:
    """Whether *rule* declares a departure from its source that changes the meaning; others would stop publication."""
    declaring = (citation for citation in rule.citations if citation.departures)
    return any(line.changes_meaning for one in declaring for line in verdict(rule, one, library).departures)


def _is_unchecked(rule: Rule, library: Library) -> bool:
    return any(library.passage(citation.passage) is None for citation in rule.citations)


def _rules(numbers: list[str]) -> str:
    said = listed(numbers)
    return ngettext("Rule {numbers}", "Rules {numbers}", len(numbers), numbers=said)
