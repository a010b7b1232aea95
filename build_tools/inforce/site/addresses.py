"""Every address of the site, in one place; an address once used is never given to anything else.

Addresses are relative to the root of the site, without a slash in front; those of pages end in one.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from inforce.model.guidance import Version
from inforce.model.originals import fingerprint

LLMS: Final = "llms.txt"
"""Where readers of plain text begin."""

REGISTER: Final = "register.jsonl"
"""Where publishing keeps what it published; no build makes it."""


def document(document_id: str) -> str:
    """The version in force, always here."""
    return f"guidance/{document_id}/"


def editing() -> str:
    """Where guidance is changed, on sites that have such a page."""
    return "edit/"


def topic(name: str) -> str:
    """The id of a topic on the page that lists the guidance in force."""
    return "topic_" + "-".join(re.findall(r"\w+", name.casefold()))


def version(version: Version) -> str:
    """One version, for good."""
    return f"guidance/{version.document}/{version.number}/"


def picture(name: str) -> str:
    """A picture; *name* has the id of its document before that of the file, and never stands for another one."""
    document_id, _, file = name.partition("/")
    return f"guidance/{document_id}/pictures/{file}"


def record(version: Version) -> str:
    """The file of a version as published, byte for byte; it stays where it was published."""
    return f"guidance/{version.published_in or version.document}/{version.number}.yml"


def under(former: str, document_id: str, path: str) -> str:
    """Return where what stands at *path* stood when the document had the id *former*; "" for what goes by no id."""
    for root in (f"guidance/{document_id}/", f"api/guidance/{document_id}/"):
        if path.startswith(root):
            return f"{root.removesuffix(f'{document_id}/')}{former}/{path.removeprefix(root)}"
    return f"api/guidance/{former}.json" if path == f"api/guidance/{document_id}.json" else ""


def pdf(version: Version) -> str:
    """The printable copy of a version."""
    return f"guidance/{version.document}/{version.number}.pdf"


def manual() -> str:
    """All documents in force in one PDF."""
    return "manual.pdf"


def history(document_id: str) -> str:
    """Every version of a document."""
    return f"guidance/{document_id}/history/"


def timemap(document_id: str) -> str:
    """Every version of a document with its moment, for programs that travel in time."""
    return f"guidance/{document_id}/timemap.link"


def changes_of_version(version: Version) -> str:
    """What a version changed, for good."""
    return f"guidance/{version.document}/{version.number}/changes/"


def comparing(document_id: str) -> str:
    """Where any two versions are compared."""
    return f"guidance/{document_id}/compare/"


def comparison_of(document_id: str, rule_id: str) -> str:
    """What any two versions say otherwise of one rule, for programs; under the first id that the rule had."""
    return f"api/guidance/{document_id}/compare/{rule_id}.json"


def rules_and_sources(document_id: str) -> str:
    """Each rule of the version in force beside its passage."""
    return f"guidance/{document_id}/sources/"


def rule(document_id: str, rule_id: str) -> str:
    """One rule through all versions; also under every id that it had."""
    return f"guidance/{document_id}/rules/{rule_id}/"


def sources() -> str:
    """All sources and their editions; an ordinary page with a place."""
    return "sources/"


def edition(source_id: str, edition_id: str) -> str:
    """One edition of a source."""
    return f"sources/{source_id}/{edition_id}/"


def search(query: str = "") -> str:
    """The page of search results; with those of a *query*, where there is one."""
    return f"search/?q={quote(query)}" if query else "search/"


def shown() -> str:
    """What readers were shown on a day, by the register."""
    return "shown/"


def check_form() -> str:
    """Where a reader types the code of a copy; an ordinary page with a place."""
    return "check/"


def check(code: str) -> str:
    """Whether the copy with that check code is current."""
    return f"check/{code}/"


def changes() -> str:
    """The newest changes; an ordinary page with a place."""
    return "changes/"


def fields() -> str:
    """What a guidance file can contain."""
    return "fields/"


def offline() -> str:
    """How to read without network, and what is kept on the reader's device."""
    return "offline/"


def changes_of(year: str) -> str:
    """Every change of a year."""
    return f"changes/{year}/"


def status() -> str:
    """What owners have to see to."""
    return "status/"


def figures(form: str) -> str:
    """The figures of the page of status for programs, in a *form* such as "csv"."""
    return f"status/figures.{form}"


def status_of(owner: str) -> str:
    """What one owner has to see to; names that look alike as letters and digits are told apart by their SHA-256."""
    letters = "-".join(re.findall("[a-z0-9]+", owner.casefold()))[:40]
    return f"status/{letters}-{fingerprint(owner.encode())[:8]}/"


def api(address: str) -> str:
    """What a program reads in place of the page at *address*: ``api/guidance/sharing.json`` for guidance/sharing/."""
    return f"api/{address.removesuffix('/')}.json"


def markdown(address: str) -> str:
    """The Markdown copy of the guidance page at *address*."""
    return f"{address}index.md"


def atom(page: str) -> str:
    """The Atom feed beside the page of a document, or of the site ("")."""
    return f"{page}feed.xml"


def json_feed(page: str) -> str:
    """The JSON Feed beside the page of a document, or of the site ("")."""
    return f"{page}feed.json"


def currency(document_id: str) -> str:
    """Which version of a document is in force, for programs that ask often."""
    return f"api/guidance/{document_id}/currency.json"


def as_at() -> str:
    """Of which day the site is: the only file that a night changes on which nothing happens."""
    return "as-at.json"


def api_index(name: str) -> str:
    """Where programs begin: "library" or "sources"."""
    return f"api/{name}.json"


def api_part(name: str, number: int) -> str:
    """One part of a list for programs, counted from 1."""
    return f"api/{name}/part-{number}.json"


def api_schema(kind: str) -> str:
    """The JSON Schema of one kind of record."""
    return f"api/schemas/{kind}.json"
