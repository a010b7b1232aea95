"""Settings of printed copies: the version's own over the document's over the site's, wherever they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inforce.formats.markdown import version_markdown
from inforce.formats.records.versions import version_record
from inforce.model.dates import Span
from inforce.model.guidance import Document
from inforce.model.library import Library, Settings, document_in
from inforce.pdf.document import pdf_copy
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.status_box import attributes, sheet
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.publication import Publication, SiteFacts
from library_factory import a_document, a_version

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
DAY = date(2026, 3, 20)


def published(document: Document, **settings: object) -> Publication:
    return Publication(Library((document,), settings=Settings(**settings)), SITE, DAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("site", "own", "until", "months", "days"),
    [
        ({}, None, date(2026, 3, 27), "0", "7"),
        ({"print_valid_for": Span(days=2)}, None, date(2026, 3, 22), "0", "2"),
        ({"print_valid_for": Span(days=2)}, Span(months=1), date(2026, 4, 20), "1", "0"),
    ],
    ids=["by default", "of the site", "of the document"],
)
def test_how_long_a_copy_counts_is_the_same_in_print_pdf_record_and_markdown(
    site: dict[str, object], own: Span | None, until: date, months: str, days: str
) -> None:
    """The document's own time over that of the site, and 7 days where neither says."""
    document = a_document()
    document = replace(document, details=replace(document.details, print_valid_for=own))
    publication = published(document, **site)
    (on_day,) = publication.documents
    (version,) = document.versions
    said = attributes(publication, on_day, version)
    assert (said["data-valid-months"], said["data-valid-days"]) == (months, days)
    copy = pdf_copy(publication, on_day, Comparisons(on_day), version)
    assert copy.state == f"Copy of 20 March 2026. Do not use after {until.day} {until:%B} 2026."
    valid_for = f"P{months}M" if months != "0" else f"P{days}D"
    assert version_record(on_day, version, SITE)["copy_valid_for"] == valid_for
    assert f'copy_valid_for: "{valid_for}"\ncopy_valid_not_after: "2027-03-01"\n' in version_markdown(
        on_day, version, SITE
    )


@pytest.mark.parametrize(
    ("of_version", "of_document", "shown"),
    [
        (None, None, "Of the site."),
        (None, "Of the document.", "Of the document."),
        ("Of the version.", "Of the document.", "Of the version."),
    ],
)
def test_the_notice_is_the_same_in_print_and_pdf(of_version: str | None, of_document: str | None, shown: str) -> None:
    """A version keeps the notice that it was published with."""
    version = a_version()
    version = replace(version, text=replace(version.text, print_notice=of_version))
    document = a_document(version)
    document = replace(document, details=replace(document.details, print_notice=of_document))
    document = document_in(document, Settings(print_notice="Of the site."))
    publication = published(document, print_notice="Of the site.")
    (on_day,) = publication.documents
    (version,) = document.versions
    assert sheet(publication, on_day, version).notice == (shown,)
    assert pdf_copy(publication, on_day, Comparisons(on_day), version).print_notice == (shown,)


def test_a_copy_that_is_not_to_be_relied_on_has_no_time_in_the_record() -> None:
    """Null, as the schema says."""
    versions = (a_version(), a_version("2.0.0", begins=date(2026, 3, 10)))
    document = DocumentOnDay(a_document(*versions), DAY, Library((a_document(*versions),)))
    assert version_record(document, versions[0], SITE)["copy_valid_for"] is None
    assert version_record(document, versions[1], SITE)["copy_valid_for"] == "P7D"
    assert version_record(document, versions[1], SITE)["copy_valid_not_after"] == "2027-03-10"
