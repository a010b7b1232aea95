"""The pages of a document are made from its share alone, and a share says all that is in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from inforce.build.all_pages import document_pages, source_pages
from inforce.checks.registry import run_checks
from inforce.model.catalogue import Catalogue
from inforce.model.guidance import Document, Withdrawal
from inforce.model.library import Library
from inforce.model.problem import Place, Problem, Severity
from inforce.model.settings import Settings
from inforce.site.publication import Publication
from inforce.site.shares import Shares
from inforce.site.site_facts import SiteFacts
from library_factory import a_document, a_library, a_rule, a_version, an_edition
from library_strategies import DAYS, libraries

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
DAY = date(2026, 11, 22)
OVERDUE = date(2027, 3, 2)
"""When no version of these libraries was reviewed in time."""


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(libraries(), DAYS)
def test_a_share_has_all_that_the_pages_of_its_document_need(library: Library, day: date) -> None:
    """Made from the share, every page and copy is the same as made from everything."""
    whole = Publication(library, SITE, day, run_checks(library, day))
    for document in whole.documents:
        share = Shares(whole).of_document(document.document)
        assert list(document_pages(share.publication, share.document(document.document))) == list(
            document_pages(whole, document)
        )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(libraries(), DAYS)
def test_a_share_has_all_that_the_pages_of_its_source_need(library: Library, day: date) -> None:
    """Of the documents, those that rest on it are enough."""
    whole = Publication(library, SITE, day, run_checks(library, day))
    shares = [Shares(whole).of_source(source).publication for source in library.sources]
    assert [page for share in shares for page in source_pages(share)] == list(source_pages(whole))


def quoting(source: str, name: str = "sharing") -> Document:
    return a_document(a_version("1.0.0", [a_rule(quotes=f"{source}/2018#part-1")], document=name), name=name)


PLAIN = Publication(
    a_library(quoting("advice"), a_document(name="other"), editions=[an_edition()]),
    SITE,
    DAY,
)


def said(publication: Publication, document: str = "sharing") -> str:
    found = publication.library.document(document)
    assert found
    return Shares(publication).of_document(found).said


def warning_in(file: str) -> tuple[Problem, ...]:
    return (Problem(Place(file, 4), "review-overdue", "It was to be reviewed.", "Review it.", Severity.WARNING),)


def withdrawn_for(other: Document) -> Publication:
    document = a_document(withdrawn=Withdrawal(DAY, "It is not needed.", other.id))
    return replace(PLAIN, library=a_library(document, other))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(PLAIN, replace(PLAIN, day=OVERDUE), id="what happened by the day"),
        pytest.param(PLAIN, replace(PLAIN, site=SiteFacts("Rules")), id="the site"),
        pytest.param(
            PLAIN,
            replace(PLAIN, library=replace(PLAIN.library, settings=Settings(print_notice="Do not print."))),
            id="a setting",
        ),
        pytest.param(
            PLAIN, replace(PLAIN, library=a_library(quoting("advice"), editions=[an_edition(passages=["Ask."])])),
            id="the words of a cited source",
        ),
        pytest.param(
            PLAIN,
            replace(PLAIN, library=replace(PLAIN.library, catalogue=Catalogue(digest="of other words"))),
            id="a sentence of the catalogue",
        ),
        pytest.param(
            PLAIN,
            replace(PLAIN, problems=warning_in("content/guidance/sharing/versions/1.0.0.yml")),
            id="a problem of the document",
        ),
        pytest.param(
            PLAIN, replace(PLAIN, problems=warning_in("content/sources/advice/2018.yml")), id="a problem of the source"
        ),
        pytest.param(
            withdrawn_for(a_document(name="other")),
            withdrawn_for(a_document(a_version(document="other", title="Another"), name="other")),
            id="the title of what to use instead",
        ),
    ],
)  # fmt: skip
def test_a_share_says_what_pages_are_made_from(before: Publication, after: Publication) -> None:
    """Whatever of it changes, the text is another."""
    assert said(before) != said(after)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(
            replace(PLAIN, library=a_library(quoting("advice"), quoting("advice", "more"), editions=[an_edition()])),
            id="another document",
        ),
        pytest.param(
            replace(PLAIN, problems=warning_in("content/guidance/other/versions/1.0.0.yml")),
            id="a problem of another document",
        ),
        pytest.param(replace(PLAIN, day=date(2026, 11, 23)), id="a night on which nothing happens"),
    ],
)
def test_a_share_says_nothing_of_what_is_elsewhere(after: Publication) -> None:
    """So the pages of a document are not made again for it."""
    assert said(PLAIN) == said(after)


SOURCES = PLAIN.library.sources


def said_of_source(publication: Publication) -> str:
    return Shares(publication).of_source(publication.library.sources[0]).said


def with_documents(*documents: Document) -> Publication:
    return replace(PLAIN, library=a_library(*documents, editions=[an_edition()]))


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(replace(PLAIN, day=OVERDUE), id="what happened by the day"),
        pytest.param(replace(PLAIN, site=SiteFacts("Rules")), id="the site"),
        pytest.param(
            replace(PLAIN, library=a_library(quoting("advice"), editions=[an_edition(passages=["Ask."])])),
            id="its words",
        ),
        pytest.param(with_documents(quoting("advice"), quoting("advice", "more")), id="another document that cites it"),
        pytest.param(with_documents(a_document(name="sharing")), id="a document that cites it no more"),
        pytest.param(
            with_documents(
                replace(
                    quoting("advice"),
                    details=replace(quoting("advice").details, withdrawn=Withdrawal(DAY, "Old.", None)),
                )
            ),
            id="the standing of what rests on it",
        ),
    ],
)
def test_the_share_of_a_source_says_what_its_pages_are_made_from(after: Publication) -> None:
    """Its words, and what rests on it on the day."""
    assert said_of_source(PLAIN) != said_of_source(after)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(
            with_documents(*PLAIN.library.documents, a_document(name="new")), id="a document that does not cite it"
        ),
        pytest.param(replace(PLAIN, day=date(2026, 11, 23)), id="a night on which nothing happens"),
        pytest.param(
            replace(PLAIN, library=replace(PLAIN.library, sources=(*SOURCES, replace(SOURCES[0], id="other")))),
            id="another source",
        ),
    ],
)  # fmt: skip
def test_the_share_of_a_source_says_nothing_of_what_is_elsewhere(after: Publication) -> None:
    """So that its pages stay where guidance changes that does not rest on it."""
    assert said_of_source(PLAIN) == said_of_source(after)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(replace(PLAIN, day=OVERDUE), id="what happened by the day"),
        pytest.param(with_documents(quoting("advice")), id="a document less"),
        pytest.param(replace(PLAIN, library=replace(PLAIN.library, sources=())), id="a source less"),
        pytest.param(replace(PLAIN, problems=warning_in("content/site.yml")), id="a problem of no document nor source"),
    ],
)
def test_the_share_of_everything_says_all_there_is(after: Publication) -> None:
    """What is told of everything, such as what owners have to see to, is made again for whatever changed."""
    assert Shares(PLAIN).of_everything().said != Shares(after).of_everything().said
