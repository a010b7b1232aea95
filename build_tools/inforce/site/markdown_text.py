"""Words as Markdown: plain text that Markdown leaves alone, and Markdown of ours with its links spelled out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from inforce.model.texts import paragraphs
from inforce.site import addresses

_ANYWHERE: Final = re.compile(r"([\\`*_\[\]<>&~|])")
_AT_START: Final = re.compile(r"^(\s*)(?:([#+=-])|(\d{1,9})([.)]))")
_LINK: Final = re.compile(
    r"\]\((?:guidance:(?P<document>[a-z0-9-]+)|source:(?P<source>[a-z0-9-]+)/(?P<edition>[a-z0-9-]+))(?P<rest>#[a-z0-9-]+)?\)"
)


def escaped(line: str) -> str:
    """Return one line of plain text so that Markdown shows it letter for letter."""
    return _AT_START.sub(_escape_start, _ANYWHERE.sub(r"\\\1", line))


def escaped_paragraphs(text: str) -> str:
    """Return *text*, plain, as Markdown paragraphs."""
    return "\n\n".join(escaped(paragraph) for paragraph in paragraphs(text))


def with_whole_links(text: str, whole: Callable[[str], str]) -> str:
    """Return Markdown of ours in which links to guidance and sources lead to *whole* addresses."""

    def lead(match: re.Match[str]) -> str:
        document = match["document"]
        place = addresses.document(document) if document else addresses.edition(match["source"], match["edition"])
        return f"]({whole(place)}{match['rest'] or ''})"

    return _LINK.sub(lead, text.strip())


def _escape_start(match: re.Match[str]) -> str:
    space, sign, digits, stop = match.groups()
    return f"{space}\\{sign}" if sign else f"{space}{digits}\\{stop}"
