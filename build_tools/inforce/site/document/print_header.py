"""What every sheet of a printed page says, and the facts on ``html`` from which script works out its dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from inforce.model.catalogue import _
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.standing import Standing
from inforce.model.texts import paragraphs
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.events import last_change
from inforce.site.phrases.reliance import superseded, withdrawn
from inforce.site.phrases.status import status_in_words
from inforce.site.publication import Publication
from inforce.site.qr_code import qr_code

_TITLE_IN_HEAD: Final = 120


@dataclass(frozen=True)
class Sheet:
    """The running head, the notice in full and the panel at the end of a printed page about a version.

    *pdf_address* is where the PDF with the words of the page is to be had, "" where there is none.
    """

    title: str
    title_in_head: str
    version: str
    kind: str
    standing: str
    check_code: str
    check_address: str
    qr_code: Markup
    notice: tuple[str, ...]
    pdf_address: str = ""


def sheet(publication: Publication, document: DocumentOnDay, version: Version) -> Sheet:
    """Return what the sheets of a page about *version* say."""
    code = version.check_code
    return Sheet(
        title=version.text.title,
        title_in_head=_shortened(version.text.title),
        version=str(version.number),
        kind=document.standing(version).value,
        standing=status_in_words(document, version),
        check_code=code,
        check_address=publication.site.check_address_in_words(code),
        qr_code=qr_code(publication.site.absolute(addresses.check(code))),
        notice=paragraphs(document.print_notice(version)),
    )


def _shortened(title: str) -> str:
    """Return *title* cut to two lines of the running head: browsers repeat no head that takes much of a sheet."""
    return title if len(title) <= _TITLE_IN_HEAD else f"{title[: _TITLE_IN_HEAD - 1].rstrip()}…"


def attributes(publication: Publication, document: DocumentOnDay, version: Version) -> dict[str, str]:
    """Return the attributes of ``html`` for a page about *version*; what is not known is absent."""
    standing = document.standing(version)
    check = publication.site.check_address_in_words(version.check_code)
    days = {
        "data-since": last_change(document),
        "data-from": version.in_force_from,
        "data-until": document.last_day(version),
        "data-review": document.review_due(version),
    }
    return {
        "data-document": document.id,
        "data-title": version.text.title,
        "data-version": str(version.number),
        "data-code": version.check_code,
        "data-standing": standing.value,
        **({"data-cancelled": ""} if document.call_off(version) else {}),
        **{name: day.isoformat() for name, day in days.items() if day},
        "data-valid-months": str(document.print_valid_for.months),
        "data-valid-days": str(document.print_valid_for.days),
        "data-zone": publication.library.settings.time_zone,
        "data-check": check,
        "data-print-line": "\n".join(
            (
                _(
                    "Version {version}, check code {code}. {state}",
                    version=version.number,
                    code=version.check_code,
                    state=_state(document, version, standing),
                ),
                _("Check: {address}", address=check),
            )
        ),
    }


def _state(document: DocumentOnDay, version: Version, standing: Standing) -> str:
    """Return what a copy printed without script says of itself: it cannot know the day of printing."""
    expired = _("Printed without JavaScript: treat this copy as out of date.")
    match standing:
        case Standing.IN_FORCE:
            return expired
        case Standing.UPCOMING:
            begins = version.in_force_from
            if begins is None:
                return " ".join((_("Not in force yet: do not follow it."), expired))
            return " ".join((_("Not in force yet: do not follow it before {day}.", day=in_words(begins)), expired))
        case Standing.SUPERSEDED:
            return superseded(document, version)
        case Standing.WITHDRAWN:
            return withdrawn(document, version)
