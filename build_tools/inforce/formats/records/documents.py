"""The records of documents and sources: how they stand, and the lists of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from inforce.model.block_text import as_written
from inforce.model.guidance import Version, Withdrawal, Withheld
from inforce.model.numbering import rule_lines
from inforce.model.sources import Edition, Source
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.block_markdown import as_markdown
from inforce.site.document.rule_history import RuleHistory
from inforce.site.document_on_day import (
    DocumentOnDay,
    document_valid_until,
    earliest,
    edition_valid_until,
    version_valid_until,
)
from inforce.site.overview.events import last_change
from inforce.site.overview.status import Figures, headings_of_figures
from inforce.site.page import Download, Record, day_or_none, encoded, record_file, whole_address
from inforce.site.phrases.currency import not_after, reason_against
from inforce.site.phrases.verdicts import name_or_none
from inforce.site.publication import Publication, SiteFacts

if TYPE_CHECKING:
    from inforce.formats.records import kinds  # to define so many types takes time, and only schemas need them


def currency_record(document: DocumentOnDay) -> kinds.Currency:
    """Return which version is in force, which comes next, and how each one stands: all that a copy is checked by."""
    return {**_currency(document), "versions": {str(one.number): _brief(document, one) for one in _versions(document)}}


def document_record(document: DocumentOnDay, site: SiteFacts) -> kinds.Document:
    """Return all there is to say of *document* but the words of its versions."""
    details = document.document.details
    return {
        **_currency(document),
        "owner": name_or_none(details.owner),
        "contact": name_or_none(details.contact),
        "audience": details.audience,
        "topics": list(details.topics),
        "formerly": [{"id": one.id, "until": str(one.until)} for one in details.formerly],
        "withheld": [_withheld(document, one) for one in details.withheld],
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


def history_record(document: DocumentOnDay, published: Mapping[str, datetime]) -> kinds.History:
    """Return when each version of *document* applies, and when it was *published* as far as that is known.

    And the same of what was taken back.
    """
    return {
        "document": document.id,
        "status": Status.WITHDRAWN if document.is_withdrawn else document.status(document.shown),
        "valid_until": day_or_none(document_valid_until(document)),
        "versions": [
            {
                "version": str(version.number),
                **status_facts(document, version),
                "published_at": _moment_or_none(published.get(str(version.number))),
            }
            for version in reversed(_versions(document))
        ],
        "taken_back": [
            {
                "what": one.what,
                "version": str(one.version) if one.version else None,
                "on": one.on.isoformat(),
                "published_at": _moment_or_none(published.get(str(one))),
            }
            for one in document.document.details.taken_back
        ],
    }


def _moment_or_none(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else None


def _withheld(document: DocumentOnDay, withheld: Withheld) -> kinds.Withheld:
    version = document.document.version(withheld.version)
    return {
        "version": str(withheld.version),
        "rule": withheld.rule,
        "part": withheld.part,
        "on": withheld.on.isoformat(),
        "decided_by": withheld.decided_by,
        "reason": withheld.reason,
        "fingerprint": withheld.fingerprint,
        "record": version.fingerprint if version else None,
    }


def summary_record(document: DocumentOnDay, site: SiteFacts) -> kinds.ListedDocument:
    """Return *document* as it stands in the list of the library."""
    return {**_currency(document), "links": _links(site, addresses.document(document.id))}


def _links(site: SiteFacts, page: str) -> kinds.ListedLinks:
    return {"page": whole_address(site, page), "record": whole_address(site, addresses.api(page))}


def where_to_ask(document: DocumentOnDay, site: SiteFacts) -> kinds.Ask:
    """Return where to learn whether what a copy says still holds, and of which day the answer is."""
    return {
        "currency": whole_address(site, addresses.currency(document.id)),
        "as_at": whole_address(site, addresses.as_at()),
    }


def status_facts(document: DocumentOnDay, version: Version) -> kinds.Stands:
    """Return how *version* stands, until when that is known to hold, and the days on which it applies."""
    return {
        "status": document.status(version),
        "valid_until": day_or_none(version_valid_until(document, version)),
        "in_force_from": day_or_none(version.in_force_from),
        "in_force_until": day_or_none(document.last_day(version)),
        "called_off": _called_off(document, version),
    }


def copy_facts(document: DocumentOnDay, version: Version) -> kinds.Copy:
    """Return how long a copy of *version* may be relied on, from the day on which it is taken, and until when at most.

    A copy that may not be relied on at all has no time for which it is valid.
    """
    may_not = reason_against(document, version)
    return {
        "copy_valid_for": None if may_not else document.print_valid_for.iso,
        "copy_valid_not_after": day_or_none(not_after(document, version)),
    }


def change_facts(document: DocumentOnDay, version: Version) -> kinds.Change:
    """Return what *version* changed, and which earlier changes it rightly undoes."""
    undone = document.document.undone_by(version)
    return {
        "kind": version.text.change.kind,
        "note": version.text.change.note,
        "undoes": [{"change_of": str(one.change_of), "reason": one.reason} for one in undone],
    }


def _called_off(document: DocumentOnDay, version: Version) -> kinds.CallOff | None:
    off = document.call_off(version)
    return {"on": off.on.isoformat(), "reason": off.reason} if off else None


def _versions(document: DocumentOnDay) -> tuple[Version, ...]:
    return document.document.versions


def _currency(document: DocumentOnDay) -> kinds.Current:
    shown = document.shown
    withdrawn = document.document.details.withdrawn
    return {
        "document": document.id,
        "title": document.title,
        "status": Status.WITHDRAWN if document.is_withdrawn else document.status(shown),
        "since": day_or_none(last_change(document)),
        "valid_until": day_or_none(document_valid_until(document)),
        "version": str(shown.number),
        "check_code": shown.check_code,
        "in_force_from": day_or_none(shown.in_force_from),
        "review_due": day_or_none(document.review_due(shown)),
        "next": _next(document),
        "withdrawn": _withdrawn(withdrawn) if withdrawn else None,
    }


def _withdrawn(withdrawn: Withdrawal) -> kinds.Withdrawal:
    """Return the withdrawal; *instead* is the one document to use instead, as long as there is one alone."""
    return {
        "on": withdrawn.on.isoformat(),
        "reason": withdrawn.reason,
        "instead": withdrawn.documents[0] if len(withdrawn.documents) == 1 else None,
        "instead_all": [
            {"document": one, "title": None, "link": None}
            if isinstance(one, str)
            else {"document": None, "title": one.title, "link": one.link}
            for one in withdrawn.instead
        ],
    }


def _next(document: DocumentOnDay) -> kinds.Next | None:
    """Return the version that comes into force next, if one waits to."""
    upcoming = [
        (version.in_force_from, version.number)
        for version in _versions(document)
        if document.status(version) is Status.UPCOMING and version.in_force_from
    ]
    if not upcoming:
        return None
    day, number = min(upcoming)
    return {"version": str(number), "in_force_from": day.isoformat()}


def _brief(document: DocumentOnDay, version: Version) -> kinds.Brief:
    return {
        "status": document.status(version),
        "check_code": version.check_code,
        "in_force_from": day_or_none(version.in_force_from),
        "in_force_until": day_or_none(document.last_day(version)),
    }


def _listed(document: DocumentOnDay, version: Version, site: SiteFacts) -> kinds.ListedVersion:
    approved = version.text.approved
    return {
        "version": str(version.number),
        "title": version.text.title,
        **status_facts(document, version),
        "change": change_facts(document, version),
        "approved": {"by": name_or_none(approved.by), "on": day_or_none(approved.on)} if approved else None,
        "check_code": version.check_code,
        "fingerprint": version.published_fingerprint,
        "links": {
            **_links(site, addresses.version(version)),
            "file": whole_address(site, addresses.record(version)),
        },
    }


def edition_record(publication: Publication, edition: Edition) -> kinds.Edition:
    """Return everything that is held of *edition*, and how much guidance rests on it."""
    details, licence = edition.details, edition.details.licence
    relying = publication.reliances(edition)
    page = addresses.edition(edition.source, edition.id)
    return {
        **_edition(edition, publication.day),
        "evidence": details.evidence,
        "evidence_note": details.evidence_note,
        "caution": details.caution,
        "licence": {"name": licence.name, "attribution": licence.attribution, "address": licence.address}
        if licence
        else None,
        "cited_in": {"documents": len({one.document.id for one in relying}), "versions": len(relying)},
        "passages": [
            {
                "id": passage.id,
                "label": passage.label,
                "text": as_written(passage.text),
                "source": as_markdown(passage.text, page, publication.site),
                "page": passage.page,
                "formerly": list(passage.formerly),
                "replaced_by": list(passage.replaced_by),
            }
            for passage in details.passages
        ],
        "links": {"page": whole_address(publication.site, page)},
    }


def edition_summary(edition: Edition, day: date, site: SiteFacts) -> kinds.ListedEdition:
    """Return *edition* as it stands in the list of sources."""
    return {**_edition(edition, day), "links": _links(site, addresses.edition(edition.source, edition.id))}


def _edition(edition: Edition, day: date) -> kinds.EditionFacts:
    details, replaced = edition.details, edition.details.replaced
    is_replaced = replaced is not None and not replaced.on.lies_ahead(day)
    return {
        "source": edition.source,
        "edition": edition.id,
        "title": details.title,
        "publisher": details.publisher,
        "published": str(details.published),
        "status": "replaced" if is_replaced else "current",
        "valid_until": day_or_none(edition_valid_until(edition, day)),
        "replaced": {"by": replaced.by, "on": str(replaced.on), "note": replaced.note} if replaced else None,
    }


PART: Final = 200
"""How many entries a part holds."""


def figures_files(every: Sequence[Figures]) -> Iterator[Download]:
    """Yield the figures of the page of status as JSON and as a table that spreadsheets open."""
    whole, *owners = ({**asdict(one), "since": day_or_none(one.since)} for one in every)
    whole.pop("owner")
    yield Download(addresses.figures("json"), encoded({**whole, "owners": owners}))
    cells = ((one.owner, one.in_force, one.in_date, one.overdue, one.since or "", one.replaced) for one in every[1:])
    table = "".join(",".join(map(_cell, row)) + "\r\n" for row in (headings_of_figures(), *cells))
    yield Download(addresses.figures("csv"), b"\xef\xbb\xbf" + table.encode())


def _cell(value: object) -> str:
    """Return a value as a spreadsheet shows it, and does not work it out."""
    words = str(value).replace('"', '""')
    return f'"\'{words}"' if words.startswith(("=", "+", "-", "@", "\t", "\r")) else f'"{words}"'


Entry = tuple[Record, date | None]
"""An entry of a list, and the last day on which it is known to hold."""


def library_entry(document: DocumentOnDay, site: SiteFacts) -> Entry:
    """Return *document* as the list of all documents has it."""
    return summary_record(document, site), document_valid_until(document)


def source_entries(source: Source, day: date, site: SiteFacts) -> list[Entry]:
    """Return the editions of *source* as the list of all editions has them."""
    return [(edition_summary(one, day, site), edition_valid_until(one, day)) for one in source.editions]


def library_files(publication: Publication, entries: Sequence[Entry]) -> Iterator[Download]:
    """Yield the list of all documents, given by id, in parts, and where they are."""
    yield from _files(publication, "library", entries)


def sources_files(publication: Publication, entries: Sequence[Entry]) -> Iterator[Download]:
    """Yield the list of all editions of all sources, in parts, and where they are."""
    yield from _files(publication, "sources", entries)


def as_at_file(publication: Publication) -> Download:
    """Return what says of which day the site is, in the time zone of the site."""
    record: kinds.AsAt = {"as_at": publication.day.isoformat(), "time_zone": publication.library.settings.time_zone}
    return record_file(publication, "as-at", addresses.as_at(), record)


def _files(publication: Publication, name: str, entries: Sequence[Entry]) -> Iterator[Download]:
    known = {"valid_until": day_or_none(earliest(until for _record, until in entries))}
    records = [record for record, _until in entries]
    parts = [records[start : start + PART] for start in range(0, len(records), PART)]
    where = [whole_address(publication.site, addresses.api_part(name, place)) for place in range(1, len(parts) + 1)]
    index = {**known, "entries": len(entries), "parts": where}
    yield record_file(publication, "index", addresses.api_index(name), index)
    for place, part in enumerate(parts, start=1):
        following = where[place] if place < len(parts) else None
        record = {**known, "part": place, "of": len(parts), "next": following, "entries": list(part)}
        yield record_file(publication, f"{name}-part", addresses.api_part(name, place), record)
