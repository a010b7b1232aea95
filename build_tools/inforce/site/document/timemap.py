"""The versions of a document for programs that travel in time: a Memento TimeMap (RFC 7089), and links in heads.

The moment of a version is the beginning of the day from which it is in force. A version of which nobody knows that
day, one that is still to come and one that was never in force are named too, but as no state of any moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import escape

from inforce.model.guidance import Version
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import ROOT, whole_address
from inforce.site.publication import SiteFacts

LINK_FORMAT: Final = "application/link-format"

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def timemap(document: DocumentOnDay, site: SiteFacts) -> str:
    """Return the TimeMap of *document*, the oldest version first."""
    zone = ZoneInfo(document.library.settings.time_zone)
    states = [(version, moment) for version in document.document.versions if (moment := _moment(document, version))]
    first, last = (states[0][0], states[-1][0]) if states else (None, None)
    here = whole_address(site, addresses.timemap(document.id))
    spans = f';from="{_http(states[0][1], zone)}";until="{_http(states[-1][1], zone)}"' if states else ""
    lines = [
        _entry(whole_address(site, addresses.document(document.id)), "original latest-version"),
        f'{_entry(here, "self timemap")};type="{LINK_FORMAT}"{spans}',
        _entry(whole_address(site, addresses.history(document.id)), "version-history"),
    ]
    for version in document.document.versions:
        where, moment = whole_address(site, addresses.version(version)), _moment(document, version)
        if moment is None:
            lines.append(_entry(where, "item"))
            continue
        ends = [name for name, end in (("first", first), ("last", last)) if end is version]
        lines.append(f'{_entry(where, " ".join([*ends, "memento"]))};datetime="{_http(moment, zone)}"')
    return ",\n".join(lines) + "\n"


def document_links(document: DocumentOnDay) -> str:
    """Return the tag in the head of the page of *document* that leads to its versions; its copies have theirs."""
    return "".join(_links([("version-history", addresses.history(document.id))]))


def version_links(document: DocumentOnDay, version: Version) -> str:
    """Return the tags in the head of the page of *version* that lead to the other versions (RFC 5829)."""
    versions = document.document.versions
    place = versions.index(version)
    beside = []
    if place:
        beside.append(("predecessor-version", addresses.version(versions[place - 1])))
    if place + 1 < len(versions):
        beside.append(("successor-version", addresses.version(versions[place + 1])))
    always = [
        ("original latest-version", addresses.document(document.id)),
        ("timemap", addresses.timemap(document.id)),
        ("version-history", addresses.history(document.id)),
    ]
    return "".join(_links([*always, *beside]))


def _links(found: list[tuple[str, str]]) -> Iterator[str]:
    for relation, address in found:
        yield f'<link rel="{relation}" href="{ROOT}{escape(address)}">'


def _moment(document: DocumentOnDay, version: Version) -> date | None:
    """Return the day from which *version* was in force, where it was and that is known."""
    begins = version.in_force_from
    has_come = begins is not None and begins <= document.day and document.period(version).lasts
    return begins if has_come else None


def _http(day: date, zone: ZoneInfo) -> str:
    """Return the beginning of *day* in *zone* as HTTP writes moments, whatever the language of the machine."""
    at = datetime.combine(day, time(), zone).astimezone(UTC)
    return f"{_DAYS[at.weekday()]}, {at.day:02} {_MONTHS[at.month - 1]} {at.year:04} {at:%H:%M:%S} GMT"


def _entry(address: str, relations: str) -> str:
    return f'<{address}>;rel="{relations}"'
