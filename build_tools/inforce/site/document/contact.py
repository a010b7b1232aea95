"""Whom to ask about a document: its owner, with a telephone number and an address that can be tapped."""

from __future__ import annotations

import re

from inforce.model.dataclass import dataclass
from inforce.model.guidance import DocumentDetails
from inforce.site.prose import Link

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\w.])(?:\+|0)[0-9](?:[ ()-]?[0-9]){6,13}(?![\w])")
_NOT_NAMED = re.compile(r"\bto\s+be\s+(?:named|confirmed|decided|announced)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Contact:
    """The owner, "" where none is named; what is said of how to reach them; and the ways that can be tapped."""

    owner: str
    words: str
    ways: tuple[Link, ...]


def contact(details: DocumentDetails) -> Contact:
    """Return whom to ask about the document that has these *details*."""
    owner = "" if _NOT_NAMED.search(details.owner) else details.owner
    words = "" if not details.contact or _NOT_NAMED.search(details.contact) else details.contact
    telephones = (Link(found, f"tel:{re.sub(r'[^0-9+]', '', found)}") for found in _TELEPHONE.findall(words))
    addresses = (Link(found, f"mailto:{found}") for found in _EMAIL.findall(words))
    ways = (*telephones, *addresses)
    rest = words
    for way in ways:
        rest = rest.replace(way.text, "")
    is_only_ways = not re.search(r"\w", rest)
    return Contact(owner, "" if is_only_ways and ways else words, ways)
