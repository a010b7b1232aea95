"""PDF files are dated some days apart: they are not all made anew every night, and none is ever untrue."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.dates import Span
from inforce.model.library import Library, PdfScope, Settings
from inforce.pdf.document import LONGEST, PdfCopy, day_of_step, pdf_copies
from inforce.pdf.typesetting import typeset, written_out
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.currency import rely_until
from inforce.site.publication import Publication, SiteFacts
from library_factory import a_document, a_document_of_versions

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))
SPANS = st.builds(Span, st.just(0), st.integers(1, 60)) | st.builds(Span, st.integers(1, 24), st.just(0))
SOME = settings(max_examples=60, deadline=None)


def copies(library: Library, day: date) -> list[PdfCopy]:
    return list(pdf_copies(Publication(library, SITE, day)))


@SOME
@given(st.text(), DAYS, SPANS)
def test_whoever_fetches_a_copy_has_at_least_half_its_time_before_him(name: str, day: date, valid_for: Span) -> None:
    """And its date is never ahead, nor further back than the longest step."""
    dated = day_of_step(name, day, valid_for)
    assert timedelta(0) <= day - dated < timedelta(LONGEST)
    assert 2 * (valid_for.after(dated) - day) >= valid_for.after(day) - day or valid_for.months


@SOME
@given(DAYS, st.integers(1, 4), st.integers(3, 60))
def test_a_copy_never_lets_itself_be_relied_on_longer_than_one_made_on_the_day(
    start: date, count: int, every: int
) -> None:
    """Nor says of its version what does not hold on that day: only its date and the end of its time are earlier."""
    document = a_document_of_versions(count, every=timedelta(days=every))
    library = Library((document,), settings=Settings(pdf=PdfScope.ALL))
    on_day = DocumentOnDay(document, start, library)
    for copy, version in zip(copies(library, start), document.versions, strict=True):
        until = rely_until(on_day, version)
        dated = DocumentOnDay(document, copy.dated or start, library)
        assert copy.status.split(":")[0].lower() == on_day.status(version).value
        said = rely_until(dated, version)
        assert (said is None) == (until is None)
        assert until is None or (said is not None and start <= said <= until)


def test_of_a_library_in_which_nothing_changes_a_share_is_made_anew_each_night() -> None:
    """Not all of it; and after as many nights as a step is long, every file was."""
    documents = [a_document(name=f"document-{number}") for number in range(30)]
    library = Library(tuple(documents))
    nights = [
        {copy.address: written_out(copy) for copy in copies(library, date(2026, 3, 20 + night))} for night in range(4)
    ]
    anew = [{address for address in after if after[address] != before[address]} for before, after in pairwise(nights)]
    assert all(0 < len(one) < 20 for one in anew)
    assert sum(len(one) for one in anew) == len(set.union(*anew)) == 30


def test_copies_of_what_no_longer_applies_are_made_once() -> None:
    """They have no date: that a version is superseded holds for good."""
    library = Library((a_document_of_versions(2, every=timedelta(days=5)),), settings=Settings(pdf=PdfScope.ALL))
    early, late = (list(copies(library, day)) for day in (date(2026, 4, 1), date(2026, 9, 1)))
    assert written_out(early[0]) == written_out(late[0])
    assert written_out(early[1]) != written_out(late[1])
    assert b"/CreationDate" not in typeset(early[0]).content
