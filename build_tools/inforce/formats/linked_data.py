"""What a page is, for search engines and other programs: schema.org as JSON-LD, in a block of data in its head.

It says nothing that the page does not say, and leaves out what is not known. Of a page that search engines are not to
list, it says what the page is about and nothing of the page itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from inforce.model.catalogue import _, current_catalogue
from inforce.model.guidance import Version
from inforce.model.sources import Edition
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay, document_valid_until, edition_valid_until, version_valid_until
from inforce.site.page import Page, whole_address
from inforce.site.phrases.currency import status_name
from inforce.site.phrases.editions import short_name
from inforce.site.phrases.verdicts import name_or_none
from inforce.site.publication import Publication

Node = Mapping[str, Any]
"""A thing that schema.org has a type for, with what is known of it."""

# Within a script no sign may begin an end tag or a comment; JSON has another way to write each.
_SIGNS: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def script(graph: Iterable[Node]) -> str:
    """Return the element that holds *graph*; no browser runs it, so a strict policy for scripts allows it."""
    record = {"@context": "https://schema.org", "@graph": list(graph)}
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":")).translate(_SIGNS)
    return f'<script type="application/ld+json">{data}</script>'


def of_document(publication: Publication, document: DocumentOnDay, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield each page of *document* with what it is."""
    trail = [(document.title, addresses.document(document.id))]
    shown = {addresses.version(version): version for version in document.document.versions}
    shown[addresses.document(document.id)] = document.shown
    until = document_valid_until(document)
    for page in pages:
        version = shown.get(page.address)
        about = None if version is None else _version(publication, document, version)
        expires = version_valid_until(document, version) if version else until
        yield _with(publication, page, trail, about, expires.isoformat() if expires else None)


def of_editions(publication: Publication, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield each page of an edition with what it is."""
    editions = {
        addresses.edition(source.id, edition.id): edition
        for source in publication.library.sources
        for edition in source.editions
    }
    trail = [(_("Sources"), addresses.sources())]
    for page in pages:
        edition = editions[page.address]
        until = edition_valid_until(edition, publication.day)
        about = _edition(publication, edition)
        yield _with(publication, page, trail, about, until.isoformat() if until else None)


def of_the_site(publication: Publication, page: Page) -> Page:
    """Return a page about the whole site with what it is."""
    return _with(publication, page, [], None, None)


def of_changes(publication: Publication, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield each page of the changes of a year with what it is."""
    for page in pages:
        yield _with(publication, page, [(_("Changes"), addresses.changes())], None, None)


def of_status(publication: Publication, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield each page of what owners have to see to with what it is."""
    for page in pages:
        yield _with(publication, page, [(_("Status of the guidance"), addresses.status())], None, None)


def _with(
    publication: Publication, page: Page, trail: list[tuple[str, str]], about: Node | None, expires: str | None
) -> Page:
    if about and not page.indexed:
        return replace(page, head=page.head + script([about]))
    where = _where(publication)
    name = page.title.removesuffix(f" - {publication.site.name}")
    steps = [(publication.site.name, ""), *trail]
    if steps[-1][1] != page.address:
        steps.append((name, page.address))
    web_page = _known(
        {
            "@type": "WebPage",
            "@id": where(page.address),
            "url": where(page.address),
            "name": name,
            "description": page.description,
            "inLanguage": current_catalogue().language,
            "isPartOf": {"@type": "WebSite", "name": publication.site.name, "url": where("")},
            "expires": expires,
            "mainEntity": {"@id": about["@id"]} if about else None,
            "breadcrumb": {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": place, "name": said, "item": where(address)}
                    for place, (said, address) in enumerate(steps, start=1)
                ],
            },
        }
    )
    return replace(page, head=page.head + script([web_page, about] if about else [web_page]))


def _version(publication: Publication, document: DocumentOnDay, version: Version) -> Node:
    """Return *version* as a digital document: when it applies, what it rests on, and its files."""
    where, details = _where(publication), document.document.details
    work = f"{where(addresses.document(document.id))}#work"
    last = document.last_day(version) if document.period(version).lasts else None
    owner = name_or_none(details.owner)
    return _known(
        {
            "@type": "DigitalDocument",
            "@id": f"{where(addresses.version(version))}#version",
            "url": where(addresses.version(version)),
            "name": version.text.title,
            "description": version.text.summary,
            "version": str(version.number),
            "creativeWorkStatus": status_name(document.status(version)),
            "temporalCoverage": _days(document, version),
            "expires": last.isoformat() if last else None,
            "identifier": version.check_code,
            "keywords": list(details.topics) or None,
            "audience": {"@type": "Audience", "audienceType": details.audience},
            "maintainer": {"@type": "Organization", "name": owner} if owner else None,
            "exampleOfWork": {"@type": "CreativeWork", "@id": work, "identifier": document.id, "name": document.title},
            "isBasedOn": [_edition(publication, edition) for edition in publication.cited_editions(version)] or None,
            "encoding": [
                {
                    "@type": "MediaObject",
                    "contentUrl": where(addresses.record(version)),
                    "encodingFormat": "application/yaml",
                    "sha256": version.published_fingerprint,
                },
                {
                    "@type": "MediaObject",
                    "contentUrl": where(addresses.api(addresses.version(version))),
                    "encodingFormat": "application/json",
                },
                {
                    "@type": "MediaObject",
                    "contentUrl": where(addresses.markdown(addresses.version(version))),
                    "encodingFormat": "text/markdown",
                },
            ],
        }
    )


def _days(document: DocumentOnDay, version: Version) -> str | None:
    """Return the days on which *version* applies as ISO 8601 has it, ".." for an open end; None where it has none."""
    if not document.period(version).lasts or version.in_force_from is None:
        return None
    last = document.last_day(version)
    return f"{version.in_force_from.isoformat()}/{last.isoformat() if last else '..'}"


def _edition(publication: Publication, edition: Edition) -> Node:
    """Return *edition* as a work of its publisher; its licence is that of its words, not of ours."""
    details = edition.details
    return _known(
        {
            "@type": "CreativeWork",
            "@id": f"{_where(publication)(addresses.edition(edition.source, edition.id))}#edition",
            "name": details.title,
            "alternateName": short_name(edition),
            "publisher": {"@type": "Organization", "name": details.publisher},
            "datePublished": str(details.published),
            "url": details.address,
            "license": details.licence.address if details.licence else None,
            "creditText": details.licence.attribution if details.licence else None,
        }
    )


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None}


def _where(publication: Publication) -> Callable[[str], str]:
    return lambda address: whole_address(publication.site, address)
