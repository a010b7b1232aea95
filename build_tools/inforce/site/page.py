"""A page before the theme is put round it, the marks by which they understand each other, and records as files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from inforce.site import addresses
from inforce.site.publication import Publication, SiteFacts

ROOT: Final = "@@root@@/"
"""Stands in a link for the way to the root of the site; the press knows from where."""

TITLE: Final = "@@inforce:title@@"
DESCRIPTION: Final = "@@inforce:description@@"
BODY: Final = "@@inforce:body@@"
CONTENTS: Final = "@@inforce:contents@@"
HEAD: Final = "@@inforce:head@@"
"""Where a layout has places; each stands in it at least once."""

ADDRESS: Final = "@@inforce:address@@"
"""Where a layout names the address of its page, if it does."""


class Heading(NamedTuple):
    """An entry of the contents list beside a page: the id it leads to, its text (not yet escaped), and its level."""

    id: str
    text: str
    level: int = 1


@dataclass(frozen=True)
class SearchEntry:
    """What the search finds: a place on a page ("" for its top), its title and its words, all plain text.

    *number* and *label* are what a rule is asked for by: as readers see it, and as the source that it quotes has it.
    """

    anchor: str
    title: str
    text: str
    kind: str = "section"
    number: str = ""
    label: str = ""
    section: str = ""


@dataclass(frozen=True)
class SearchFacts:
    """What the search knows of a whole page: guidance, a source or an ordinary page."""

    kind: str
    title: str
    status: str = ""
    owner: str = ""
    topics: tuple[str, ...] = ()
    code: str = ""


class Download(NamedTuple):
    """A file of the site that is no page: its address relative to the root, and its bytes."""

    address: str
    content: bytes


@dataclass(frozen=True)
class Page:
    """One page to be printed into a layout.

    *address* is relative to the root of the site and ends in "/"; *body* and *head* are HTML in which links
    into the site begin with `ROOT`; *attributes* go on the ``html`` element; all other text is plain.
    *copies* say the same as the page in forms for programs, or lead to it from where it used to stand.
    """

    address: str
    title: str
    description: str
    body: str
    layout: str = "plain"
    contents: tuple[Heading, ...] = ()
    head: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    search: tuple[SearchEntry, ...] = ()
    found_as: SearchFacts | None = None
    indexed: bool = True
    changed: date | None = None
    copies: tuple[Download, ...] = ()


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
