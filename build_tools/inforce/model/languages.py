"""The language that each document and each edition is written in: its own, or that of the site."""

from __future__ import annotations

from dataclasses import replace

from inforce.model.guidance import Document, Version
from inforce.model.sources import Edition, Source


def primary(code: str) -> str:
    """Return the language of a tag without its region: "en" of "en-GB"."""
    return code.partition("-")[0].lower()


def document_in(document: Document, site: str) -> Document:
    """Return *document* with its language in every version; *site* is the language of the site."""
    own = primary(document.details.language or site)
    if all(version.language == own for version in document.versions):
        return document
    return replace(document, versions=tuple(replace(version, language=own) for version in document.versions))


def source_in(source: Source, site: str) -> Source:
    """Return *source* with the language of each edition; *site* is the language of the site."""
    own = [primary(edition.details.language or site) for edition in source.editions]
    if own == [edition.language for edition in source.editions]:
        return source
    editions = (replace(one, language=code) for one, code in zip(source.editions, own, strict=True))
    return replace(source, editions=tuple(editions))


def common_language(version: Version, edition: Edition) -> str:
    """Return the language in which a version and an edition are compared; "" where they are in two."""
    return version.language if version.language == edition.language else ""
