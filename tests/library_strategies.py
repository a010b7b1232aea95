"""Libraries of every shape for hypothesis: any words, any order of days, withdrawn or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from inforce.model.dates import PartialDate, Span
from inforce.model.guidance import CallOff, Document, OutsideGuidance, Version, Withdrawal
from inforce.model.library import Library
from inforce.model.rules import Rule, Strength, StrengthDecision
from inforce.model.sources import Replacement
from inforce.model.status import a_review
from library_factory import a_document, a_library, a_rule, a_version, an_edition

HOSTILE = (
    "<script>alert(1)</script>", "</div>", "&amp;", "&", '"', "'", "{{ view.title }}", "{% raw %}", "@@root@@/",
    '<a href="@@root@@/check/">', "@@inforce:body@@", "<!-- inforce:changes -->", "1. not a list", "# no heading",
    "*no stress*", "10² ≠ 102", "🙂", "e\u0301", "\u00a0", "a  b", "\\", "]]>", "<!--",
)  # fmt: skip
"""What has been taken for markup somewhere."""

ELSEWHERE = OutsideGuidance("The <national> manual", "https://manual.example.org/a?b=c&d")

INSTEAD = st.sampled_from([(), ("other",), ("absent", ELSEWHERE)])

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))

# What a reader may meet in a file: no control characters, no half surrogates and nothing that is no character.
_letters = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"))
_runs = st.text(_letters, max_size=12) | st.sampled_from(HOSTILE) | st.sampled_from(["not", "must", "may", "share"])
texts = st.lists(_runs, min_size=1, max_size=6).map(" ".join).filter(lambda text: bool(text.strip()))
"""One paragraph of anything."""

long_texts = st.lists(texts, min_size=1, max_size=3).map("\n\n".join)
"""A few paragraphs of anything."""

_NAMES = ("ask-first", "keep-a-record", "be-open", "seek-advice")


@st.composite
def _rules(draw: st.DrawFn) -> list[Rule]:
    names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, unique=True))
    reference = st.sampled_from(["", "advice/2018#part-1", "advice/2018#part-2"])
    rules = [
        a_rule(draw(long_texts), name, quotes=draw(reference), draws_on=draw(reference), local_practice=draw(texts))
        for name in names
    ]
    decision = st.builds(StrengthDecision, texts, texts)
    first = replace(
        rules[0], strength=draw(st.sampled_from([None, *Strength])), strength_decision=draw(st.none() | decision)
    )
    return [first, *rules[1:]]


def _some_go_on(way: str, before: Version, rules: list[Rule]) -> list[Rule]:
    """Return *rules*, the first of which comes from some of *before* whose ids no rule has any more, or from afar."""
    gone = tuple(rule.id for rule in before.rules if rule.id not in {one.id for one in rules})
    first = rules[0]
    if way == "moved":
        first = replace(first, formerly=("other#ask-first",))
    elif way == "formerly" and gone:
        first = replace(first, formerly=gone[:1])
    elif way == "merged" and gone:
        first = replace(first, merged_from=gone)
    elif way == "split" and gone:
        first = replace(first, split_from=gone[0])
    return [first, *rules[1:]]


WAYS = ("", "formerly", "merged", "split", "moved")


@st.composite
def documents(draw: st.DrawFn, name: str = "sharing") -> Document:
    """Return a document of up to three versions whose days may be in any order, and of which any may be cancelled."""
    count = draw(st.integers(1, 3))
    versions: list[Version] = []
    for place in range(count):
        begins = draw(st.none() | DAYS) if place == 0 else draw(DAYS)
        note, title = draw(texts), draw(texts)
        rules = draw(_rules())
        if versions:
            rules = _some_go_on(draw(st.sampled_from(WAYS)), versions[-1], rules)
        versions.append(a_version(f"1.{place}.0", rules, document=name, begins=begins, note=note, title=title))
    withdrawn = draw(st.none() | st.builds(Withdrawal, DAYS, texts, INSTEAD))
    off = [CallOff(one.number, draw(DAYS), draw(texts)) for one in versions if draw(st.integers(0, 3)) == 0]
    return a_document(*versions, name=name, withdrawn=withdrawn, called_off=off)


_SPANS = st.builds(Span, months=st.integers(0, 13), days=st.integers(1, 40))
_REPLACED_ON = st.builds(PartialDate, st.integers(2026, 2027), st.integers(1, 12)) | st.builds(
    lambda day: PartialDate(day.year, day.month, day.day), DAYS
)


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Return a library of a document of any shape and a plain one, and a source whose older edition may be replaced.

    The document may have been reviewed, or be going to be.
    """
    replaced = draw(st.none() | st.builds(Replacement, st.just("2024"), _REPLACED_ON, texts))
    editions = [
        an_edition("2018", [draw(texts), draw(texts)], replaced=replaced),
        an_edition("2024", (), published="2026-06-19", caution="A new duty may have changed the position."),
    ]
    document, other = draw(documents()), a_document(name="other")
    library = a_library(document, other, editions=editions)
    version = draw(st.sampled_from(document.versions))
    reviews = tuple(a_review(library, version, day, draw(texts)) for day in draw(st.lists(DAYS, max_size=2)))
    details = replace(document.details, reviews=reviews, review_every=draw(st.none() | _SPANS))
    return a_library(replace(document, details=details), other, editions=editions)
