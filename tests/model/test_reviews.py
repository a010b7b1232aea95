"""Which reviews hold, and by when a version is to be reviewed: a date alone never makes a document look reviewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.dates import PartialDate, Span
from inforce.model.guidance import ChangeKind, Document, Review, Version
from inforce.model.library import Library, Settings
from inforce.model.sources import Edition, Passage, Replacement
from inforce.model.status import a_review, last_review, review_due, reviews, same_in_substance
from library_factory import BEGINNING, a_call_off, a_document, a_library, a_rule, a_version, an_edition

QUOTING = a_version(rules=[a_rule(quotes="advice/2018#part-1")])
LATER = BEGINNING + timedelta(days=200)
YEARS = st.dates(date(2026, 3, 1), date(2029, 12, 31))


def reviewed(*given_reviews: Review, version: Version = QUOTING) -> Document:
    document = a_document(version)
    return replace(document, details=replace(document.details, reviews=given_reviews))


def library_of(document: Document, *editions: Edition) -> Library:
    return a_library(document, editions=editions or (an_edition(),))


def a_sealed_review(on: date = LATER, by: str = "Practice lead", version: Version = QUOTING) -> Review:
    return a_review(library_of(a_document(version)), version, on, by)


def test_the_review_falls_due_one_interval_after_the_first_day() -> None:
    """Where nobody knows the first day, nobody knows when the review is due."""
    first, second = a_version(begins=None), a_version("2.0.0", begins=date(2024, 2, 29))
    document = a_document(first, second)
    library = Library((document,), (), Settings(review_every=Span(months=12)))
    assert review_due(library, document, first, LATER) is None
    assert review_due(library, document, second, LATER) == date(2025, 2, 28)


@given(YEARS, YEARS)
@settings(max_examples=40, deadline=None)
def test_a_review_counts_from_its_own_day_on(on, day):
    """The next review is due one interval after the last that has taken place, and never sooner than without it."""
    document = reviewed(a_sealed_review(on))
    library = library_of(document)
    due = review_due(library, document, QUOTING, day)
    assert due == Span(months=12).after(on if on <= day else BEGINNING)
    assert (last_review(library, document, QUOTING, day) is not None) == (on <= day)


def test_a_review_tells_when_a_version_is_due_whose_first_day_nobody_knows():
    """A review is something to count from."""
    version = a_version(begins=None, rules=[a_rule(quotes="advice/2018#part-1")])
    document = reviewed(a_sealed_review(version=version), version=version)
    assert review_due(library_of(document), document, version, LATER) == Span(months=12).after(LATER)


def test_of_several_reviews_the_latest_counts_in_whatever_order_they_stand():
    """A review that was added by hand above another is still the earlier one."""
    early, late = a_sealed_review(LATER), a_sealed_review(LATER + timedelta(days=90))
    document = reviewed(late, early)
    assert last_review(library_of(document), document, QUOTING, date(2028, 1, 1)) == late


@given(st.sampled_from(["on", "by", "note", "fingerprint", "sources", "seal"]), st.integers(0, 3))
@settings(max_examples=30, deadline=None)
def test_whatever_is_changed_in_a_review_by_hand_makes_it_void(field, step):
    """No day, role or fingerprint can be typed over: the seal no longer fits."""
    review = a_sealed_review()
    values: dict[str, object] = {
        "on": review.on + timedelta(days=1 + step),
        "by": f"{review.by}{step}",
        "note": f"Nothing to change {step}.",
        "fingerprint": str(step) * 64,
        "sources": str(step) * 64,
        "seal": str(step) * 64,
    }
    document = reviewed(replace(review, **{field: values[field]}))  # type: ignore[arg-type]
    (found,) = reviews(library_of(document), document)
    assert not found.holds
    assert review_due(library_of(document), document, QUOTING, date(2029, 1, 1)) == Span(months=12).after(BEGINNING)


def test_a_review_copied_to_another_document_does_not_hold_there():
    """The seal names the document."""
    review = a_sealed_review()
    other = replace(a_document(replace(QUOTING, document="other"), name="other"))
    other = replace(other, details=replace(other.details, reviews=(review,)))
    (found,) = reviews(library_of(other), other)
    assert found.altered
    assert not found.holds


def test_a_review_ends_with_the_text_that_was_reviewed():
    """Another word in the file of the version, published or not, and the review says nothing about it."""
    document = reviewed(a_sealed_review(), version=replace(QUOTING, fingerprint="f" * 64))
    (found,) = reviews(library_of(document), document)
    assert (found.version_moved, found.sources_moved, found.altered) == (True, False, False)


def moved_by(edition: Edition, *more: Edition) -> bool:
    document = reviewed(a_sealed_review())
    (found,) = reviews(library_of(document, edition, *more), document)
    assert found.holds == (not found.sources_moved)
    return found.sources_moved


def test_a_review_ends_when_what_was_cited_moves_and_not_before():
    """Other words of a cited passage or a newer edition end it; a passage that nobody cites, or its notes, do not."""
    edition = an_edition()
    passage = edition.details.passages[0]

    def with_passages(*passages: Passage) -> Edition:
        return replace(edition, details=replace(edition.details, passages=passages))

    assert not moved_by(edition)
    assert not moved_by(with_passages(replace(passage, page="5", label="the first part")))
    assert not moved_by(with_passages(replace(passage, text="Ask before\nyou share.")))
    assert not moved_by(with_passages(passage, Passage("part-2", "part 2", "Keep a record.")))
    assert not moved_by(edition, an_edition("2015", published="2015"))
    assert moved_by(with_passages(replace(passage, text="Ask before you tell.")))
    assert moved_by(with_passages())
    assert moved_by(edition, an_edition("2024", published="2024"))
    replaced = replace(edition.details, replaced=Replacement("2018-2", PartialDate(2018)))
    assert moved_by(replace(edition, details=replaced), an_edition("2018-2", published="2018"))


def test_a_review_of_another_version_says_nothing_about_this_one():
    """Each version is reviewed for itself."""
    newer = a_version("1.1.0", begins=LATER, rules=[a_rule("Ask first.")])
    document = a_document(QUOTING, newer)
    document = replace(document, details=replace(document.details, reviews=(a_sealed_review(),)))
    library = library_of(document)
    assert last_review(library, document, QUOTING, date(2028, 1, 1)) is not None
    assert last_review(library, document, newer, date(2028, 1, 1)) is None


def a_line(*kinds: ChangeKind) -> Document:
    """A document whose versions 1.0.0, 1.0.1 and so on, thirty days apart, are of these kinds."""
    rules = [a_rule(quotes="advice/2018#part-1")]
    return a_document(
        *(
            a_version(f"1.0.{place}", rules, kind=kind, begins=BEGINNING + timedelta(days=30 * place))
            for place, kind in enumerate(kinds)
        )
    )


@given(st.lists(st.sampled_from([ChangeKind.MAJOR, ChangeKind.MINOR, ChangeKind.PATCH]), max_size=5))
def test_correcting_typing_does_not_put_a_review_off(kinds):
    """The review of a patch is due when that of the version was which it corrects: nobody has looked at the rest."""
    document = a_line(ChangeKind.FIRST, *kinds)
    library = library_of(document)
    due = [review_due(library, document, version, LATER) for version in document.versions]
    for place, kind in enumerate(kinds, start=1):
        if kind is ChangeKind.PATCH:
            assert due[place] == due[place - 1]
        else:
            assert due[place] == Span(months=12).after(BEGINNING + timedelta(days=30 * place))


def test_a_review_goes_on_when_typing_is_corrected_and_ends_with_any_other_version():
    """What was reviewed is what people must do, and a patch leaves that as it was."""
    document = a_line(ChangeKind.FIRST, ChangeKind.PATCH, ChangeKind.MINOR)
    first, patch, minor = document.versions
    review = a_review(library_of(document), first, BEGINNING + timedelta(days=10), "Practice lead")
    document = replace(document, details=replace(document.details, reviews=(review,)))
    library = library_of(document)
    assert last_review(library, document, patch, LATER) == review
    assert last_review(library, document, minor, LATER) is None


def test_a_patch_of_a_version_that_was_called_off_corrects_the_one_before():
    """What was cancelled was never followed, and its day is nothing to count from."""
    document = a_line(ChangeKind.FIRST, ChangeKind.MINOR, ChangeKind.PATCH)
    document = replace(document, details=replace(document.details, called_off=(a_call_off("1.0.1"),)))
    assert review_due(library_of(document), document, document.versions[2], LATER) == Span(months=12).after(BEGINNING)


def test_a_patch_that_changes_more_than_typing_does_not_carry_a_review() -> None:
    """What was reviewed before it said something else."""
    document = a_line(ChangeKind.FIRST, ChangeKind.PATCH, ChangeKind.PATCH)
    first, second, third = document.versions
    assert same_in_substance(document, third) == (first, second, third)
    told = replace(document, understated=frozenset({second.number}))
    assert same_in_substance(told, third) == (second, third)
