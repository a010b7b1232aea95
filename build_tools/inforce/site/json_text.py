"""How a record becomes a file: equal records are equal bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from inforce.site import addresses
from inforce.site.page import Download
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts

Record = Mapping[str, Any]
"""A JSON object; its names stand in the order in which they were put."""


def record_file(publication: Publication, kind: str, address: str, record: Record) -> Download:
    """Return the file at *address* that holds *record*, with the address of the schema of its *kind* first."""
    schema = {"$schema": whole_address(publication.site, addresses.api_schema(kind))}
    return Download(address, encoded(schema | dict(record)))


def encoded(record: Record) -> bytes:
    """Return *record* as UTF-8 on one line, with a line end."""
    return (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def day_or_none(day: date | None) -> str | None:
    """Return *day* as year-month-day."""
    return day.isoformat() if day else None


def whole_address(site: SiteFacts, address: str) -> str:
    """Return where *address* is: in full, or from the root of the site where nobody has set its address."""
    return site.absolute(address) or f"/{address}"
