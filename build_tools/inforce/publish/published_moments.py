"""What a site offers, with the moments of a register on the pages of history: they say what the register says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from inforce.model.dataclass import dataclass
from inforce.model.fingerprint import fingerprint as sha256
from inforce.model.names import ID
from inforce.publish.destinations.destination import Read
from inforce.publish.guard import Refusal, Refused
from inforce.publish.register import Register
from inforce.publish.site_snapshot import Offer
from inforce.site.document.published_on import NotFilled, filled

_HISTORY = re.compile(rf"guidance/(?P<document>{ID.pattern})/history/index\.html", re.ASCII)


@dataclass(frozen=True)
class Dated:
    """The files of an offer by their SHA-256, and how they are read, once the moments stand in them."""

    files: Mapping[str, str]
    read: Read


def dated(offer: Offer, register: Register) -> Dated:
    """Return the files of *offer* with the moments at which *register* says that versions were published.

    Raise `Refused` with every page of history that is not as a build makes it.
    """
    moments: dict[str, dict[str, str]] = {}
    for entry in register.entries:
        moments.setdefault(entry.document, {})[entry.version] = entry.published_at

    def read(path: str) -> bytes:
        content = offer.read(path)
        document = _document_of(path)
        if document not in moments:
            return content
        return filled(content.decode(), moments[document], ZoneInfo).encode()

    changed, damaged = {}, []
    for path in offer.files:
        if _document_of(path) in moments:
            try:
                changed[path] = sha256(read(path))
            except (UnicodeDecodeError, NotFilled):
                damaged.append(path)
    if damaged:
        raise Refused(*map(_changed_by_hand, damaged))
    return Dated({**offer.files, **changed}, read)


def _changed_by_hand(path: str) -> Refusal:
    return Refusal(
        f"{path} is not as a build makes it, so the moments at which versions were published cannot be put there.",
        "Build the site again, and publish it then.",
    )


def _document_of(path: str) -> str:
    """Return the document whose history stands at *path*; "" where that is another page."""
    found = _HISTORY.fullmatch(path)
    return found["document"] if found else ""
