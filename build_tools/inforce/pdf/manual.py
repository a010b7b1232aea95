"""The manual: all documents in force in one PDF, for places without a network.

Each of its pages carries the line of the document on it, and says until when that may be relied on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from inforce.model.catalogue import _, ngettext, spoken
from inforce.model.dataclass import dataclass
from inforce.model.dates import in_words
from inforce.model.texts import paragraphs
from inforce.pdf.copy_days import dating_day_of_manual
from inforce.pdf.document import PdfCopy, pdf_copy
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.phrases.reliance import rely_until
from inforce.site.publication import Publication
from inforce.site.qr_code import qr_image


@dataclass(frozen=True)
class Manual:
    """Everything that is set in type; *address* is where the file stands below the root of the site.

    *words* are those that the template itself has, where the catalogue of the site has others for them. *within* says
    which of *copies*, by its address, a link to a page of the site leads to: a place without a network has no pages.
    """

    address: str
    language: str
    region: str | None
    rightwards: bool
    words: Mapping[str, str]
    dated: date
    valid_until: date | None
    site: str
    title: str
    state: str
    sentences: tuple[str, ...]
    print_notice: tuple[str, ...]
    check_address: str
    qr_code: str
    within: Mapping[str, str]
    copies: tuple[PdfCopy, ...]


def manuals(publication: Publication) -> Iterator[Manual]:
    """Yield the manual, if the settings ask for it and any document is in force.

    It is made for the day that it is dated with, since which nothing that it says has changed.
    """
    if publication.has_manual:
        yield _manual(replace(publication, day=dating_day_of_manual(publication)))


def _manual(publication: Publication) -> Manual:
    documents = sorted(publication.documents, key=lambda one: (one.title.casefold(), one.id))
    in_force = [(document, document.current) for document in documents if document.current]
    dated, until = publication.day, [rely_until(*one) for one in in_force]
    copies = [pdf_copy(publication, document, Comparisons(document), version) for document, version in in_force]
    language, region = spoken().language_and_region
    site = publication.site
    return Manual(
        address=addresses.manual(),
        language=language,
        region=region,
        rightwards=spoken().direction == "ltr",
        words=spoken().of_prints,
        dated=dated,
        valid_until=_first(until),
        site=site.name,
        title=_("All guidance in force"),
        state=_state(dated, until),
        sentences=(
            ngettext(
                "This manual has the one document that was in force on {day}.",
                "This manual has the {count} documents that were in force on {day}.",
                len(in_force),
                day=in_words(dated),
            ),
            _("Each document says on every page which version it is, until when to rely on it and where to check it."),
        ),
        print_notice=paragraphs(publication.library.settings.print_notice),
        check_address=site.address.partition("://")[2] or _("this site"),
        qr_code=qr_image(site.address),
        within={
            site.absolute(addresses.document(document.id)): copy.address
            for (document, _version), copy in zip(in_force, copies, strict=True)
        },
        copies=tuple(copies),
    )


def _state(dated: date, until: list[date | None]) -> str:
    first = _first(until)
    if first is None:
        return _("Copy of {day}. Each page says whether and until when to rely on its document.", day=in_words(dated))
    return _(
        "Copy of {day}. Each page says until when to rely on its document; the first of them ends on {until}.",
        day=in_words(dated),
        until=in_words(first),
    )


def _first(until: Iterable[date | None]) -> date | None:
    """Return the first of the days; None where a document is not to be relied on at all."""
    days = tuple(until)
    known = [day for day in days if day]
    return min(known) if len(known) == len(days) else None
