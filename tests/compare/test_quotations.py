"""Which rules quote which passages, and what an original proves of a passage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inforce.compare.quotations import Verdict, proof, quotations
from inforce.model.originals import HeldOriginal, OriginalLine, OriginalPage, OriginalState
from library_factory import a_library, a_rule, a_version, an_edition

KEYS = "Never take a key home."
COLUMNS = OriginalPage(
    "7",
    tuple(map(OriginalLine, ("Do not walk round", "the house.", "Never take a", "key home."))),
    unseen=("Throw the keys away.",),
    across=("Do not walk round Never take a", "the house. key home."),
)  # fmt: skip


def proven(text: str, *pages: OriginalPage) -> tuple[Verdict, str, tuple[str, ...]]:
    original = HeldOriginal("original.pdf", OriginalState.READ, pages or (COLUMNS,))
    edition = replace(an_edition(passages=[text]), original=original)
    found = proof(edition, edition.details.passages[0])
    why = {(False, False): "", (True, False): "across", (False, True): "unseen"}[found.across, found.unseen]
    return found.verdict, why, found.pages


@pytest.mark.parametrize(
    ("text", "verdict", "why", "pages"),
    [
        (KEYS, Verdict.THERE, "", ("7",)),
        ("Do not walk round Never take a the house.", Verdict.CANNOT_BE_CHECKED, "across", ()),
        ("Throw the keys away.", Verdict.CANNOT_BE_CHECKED, "unseen", ()),
        ("Leave the key at the desk.", Verdict.NOT_THERE, "", ()),
    ],
)
def test_what_stands_there_only_across_columns_or_where_nobody_sees_it_proves_nothing(
    text: str, verdict: Verdict, why: str, pages: tuple[str, ...]
) -> None:
    """The page on which it stands is named, and the lines of pages without columns are read as they are."""
    assert proven(text) == (verdict, why, pages)


def test_words_that_go_over_from_columns_to_a_page_without_them_are_found_across_too() -> None:
    """Of a page that has no columns the lines stand where they always do."""
    last = OriginalPage("8", (OriginalLine("Ring the desk."),))
    found = proven("the house. key home. Ring the desk.", COLUMNS, last)
    assert found == (Verdict.CANNOT_BE_CHECKED, "across", ())


def test_the_other_editions_of_a_source_are_those_that_a_rule_does_not_cite() -> None:
    """By their ids, with what they say; one without passages says nothing."""
    editions = [an_edition("2015", ["Ask first."]), an_edition("2018"), an_edition("2024", [])]
    library = a_library(editions=editions)
    (quotation,) = quotations(library, a_version(rules=[a_rule(quotes="advice/2018#part-1")]))
    assert quotation.other_editions == {"2015": ["Ask first."]}


@pytest.mark.parametrize("quotes", ["advice/2018#part-9", "advice/2031#part-1", "other/2018#part-1"])
def test_a_rule_that_quotes_what_is_not_held_has_no_quotation(quotes: str) -> None:
    """Neither a passage nor an edition nor a source; one that is held has one."""
    library = a_library(editions=[an_edition()])
    held = a_version(rules=[a_rule(quotes="advice/2018#part-1"), a_rule("Ask.", "ask", quotes=quotes)])
    assert [one.rule.id for one in quotations(library, held)] == ["ask-first"]
