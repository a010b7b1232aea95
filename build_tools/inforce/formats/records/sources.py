"""The records of sources: each edition with its passages, and whether it was replaced."""

from __future__ import annotations

from datetime import date

from inforce.formats.records.validity import edition_valid_until
from inforce.model.block_text import as_written
from inforce.model.sources import Edition
from inforce.site import addresses
from inforce.site.json_text import Record, day_or_none, whole_address
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts


def edition_record(publication: Publication, edition: Edition) -> Record:
    """Return everything that is held of *edition*, and how much guidance rests on it."""
    details, licence = edition.details, edition.details.licence
    relying = publication.reliances(edition)
    return {
        **_edition(edition, publication.day),
        "evidence": details.evidence.value,
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
                "source": passage.text,
                "page": passage.page,
                "formerly": list(passage.formerly),
                "replaced_by": list(passage.replaced_by),
            }
            for passage in details.passages
        ],
        "links": {"page": whole_address(publication.site, addresses.edition(edition.source, edition.id))},
    }


def edition_summary(edition: Edition, day: date, site: SiteFacts) -> Record:
    """Return *edition* as it stands in the list of sources."""
    page = addresses.edition(edition.source, edition.id)
    links = {"page": whole_address(site, page), "record": whole_address(site, addresses.api(page))}
    return {**_edition(edition, day), "links": links}


def _edition(edition: Edition, day: date) -> Record:
    details, replaced = edition.details, edition.details.replaced
    is_replaced = replaced is not None and not replaced.on.lies_ahead(day)
    return {
        "source": edition.source,
        "edition": edition.id,
        "title": details.title,
        "publisher": details.publisher,
        "published": str(details.published),
        "standing": "replaced" if is_replaced else "current",
        "valid_until": day_or_none(edition_valid_until(edition, day)),
        "replaced": {"by": replaced.by, "on": str(replaced.on), "note": replaced.note} if replaced else None,
    }
