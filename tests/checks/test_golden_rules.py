"""The first document and its source: every place where the page as received is not what it says it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.checks.words_answer_to_source import words_answer_to_source
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem, Severity
from inforce.model.rules import Rule
from inforce.reading.content_folder import read_content

CONTENT = Path(__file__).parents[2] / "content"
BEFORE, AFTER = date(2026, 11, 21), date(2026, 11, 22)
"""The last day of version 1.0.0 and the first of 2.0.0."""


class Place(NamedTuple):
    """Where the page as received differs from the guidance of July 2018, and whose words those are."""

    rule: str
    theirs: str
    ours: str
    kind: str
    whose: str


DIFFERENCES = (
    Place("not-a-barrier", "Regulation (GDPR)", "Regulations (GDPR)", "wording", "no edition"),
    Place("not-a-barrier", "Act 2018", "Act 1998", "meaning", "2015"),
    Place(
        "seek-advice", "practitioners, or your information governance lead, if", "practitioners if", "meaning", "2015",
    ),
    Place(
        "share-with-consent", "Where possible, share information with consent, and where possible",
        "Share with informed consent where appropriate and, where possible", "meaning", "2015",
    ),
    Place(
        "share-with-consent", "consent to having their information shared", "consent to share confidential information",
        "meaning", "2015",
    ),
    Place("share-with-consent", "Act 2018 you", "Act 1998, you", "meaning", '"1998" 2015, "," no edition'),
    Place("share-with-consent", "may share", "may still share", "wording", "2015"),
    Place("share-with-consent", "your judgement on", "your judgment on", "typography", "no edition"),
    Place("share-with-consent", "be clear of", "be certain of", "wording", "2015"),
    Place("share-with-consent", "Where you do not have consent", "Where you have consent", "reversal", "2015"),
    Place("consider-safety", "well-being: base", "wellbeing: Base", "typography", "no edition"),
    Place("consider-safety", ": base your", ": Base your", "typography", "2015"),
    Place("consider-safety", "well-being of", "wellbeing of", "typography", "no edition"),
    Place("necessary-and-proportionate", "secure: ensure that", "secure: Ensure that", "typography", "2015"),
    Place("necessary-and-proportionate", "that the information you", "that information you", "wording", "no edition"),
)  # fmt: skip
"""The table of what was found when the page was first held against its source, in the order of the page."""


@cache
def library() -> Library:
    found, problems = read_content(CONTENT)
    assert [problem for problem in problems if problem.is_error] == []
    return found


def golden_rules(number: str) -> Version:
    document = library().document("seven-golden-rules")
    assert document
    version = document.version(VersionNumber.parse(number))
    assert version
    return version


def with_rules(version: Version, *changed: Rule) -> Library:
    """Return the library with the *changed* rules in the place of those of the same id."""
    by_id = {rule.id: rule for rule in changed}
    sections = tuple(
        replace(section, rules=tuple(by_id.get(rule.id, rule) for rule in section.rules))
        for section in version.text.sections
    )
    other = replace(version, text=replace(version.text, sections=sections))
    documents = tuple(
        replace(document, versions=tuple(other if one is version else one for one in document.versions))
        for document in library().documents
    )
    return replace(library(), documents=documents)


def undeclared(version: Version) -> Library:
    """Return the library with no departure declared in *version*."""
    bare = (
        replace(rule, citations=tuple(replace(citation, departures=()) for citation in rule.citations))
        for rule in version.rules
    )
    return with_rules(version, *bare)


def told(held: Library, day: date) -> list[Problem]:
    """Return what is told of differences; who decided on them, version 1.0.0 was published before anyone was asked."""
    decisions = {"departure-undecided", "departure-without-approver"}
    return [problem for problem in words_answer_to_source(held, day) if problem.code not in decisions]


def kind_of(problem: Problem) -> str:
    """Return the class that the words of *problem* give to the difference."""
    said = {
        "reverses the meaning": "reversal",
        "changes the meaning": "meaning",
        "written in another way": "typography",
    }
    return next((kind for words, kind in said.items() if words in str(problem.message)), "wording")


def whose(problem: Problem) -> str:
    """Return the editions that *problem* names as the origin of our words."""
    if parts := re.findall(r'("[^"]*") is in (?:the (\d{4}) edition|no other edition)', str(problem.message)):
        return ", ".join(f"{words} {edition or 'no edition'}" for words, edition in parts)
    found = re.search(r"These words are in the (\d{4}) edition|; so does the (\d{4}) edition", str(problem.message))
    return found[1] or found[2] if found else "no edition"


@pytest.mark.parametrize(("day", "severity"), [(BEFORE, Severity.ERROR), (AFTER, Severity.WARNING)])
def test_the_page_as_received_differs_in_exactly_these_places(day: date, severity: Severity) -> None:
    """Rule by rule, in order: the words of the guidance, ours, the class, and the edition that ours come from.

    While it applies these are errors; once it is superseded, when nobody can change it, warnings.
    """
    problems = list(told(undeclared(golden_rules("1.0.0")), day))
    assert {(problem.code, problem.severity) for problem in problems} == {("departure-undeclared", severity)}
    assert len(problems) == len(DIFFERENCES)
    for problem, place in zip(problems, DIFFERENCES, strict=True):
        said = re.search(r'Rule "([^"]+)" says "(.*?)"; its source \((.*?)\) says "(.*?)"\. ', str(problem.message))
        assert said, str(problem.message)
        number = [rule.id for rule in golden_rules("1.0.0").rules].index(place.rule) + 1
        assert said[3] == f"information-sharing-advice 2018, golden rule {number}"
        assert said[1] == place.rule
        assert place.ours in said[2]
        assert place.theirs in said[4]
        assert (kind_of(problem), whose(problem)) == (place.kind, place.whose), str(problem.message)


def test_the_page_as_received_declares_every_difference() -> None:
    """With its declarations, nothing is left to say of it; one for each place in the table."""
    assert list(told(library(), BEFORE)) == []
    declared = [
        departure
        for rule in golden_rules("1.0.0").rules
        for citation in rule.citations
        for departure in citation.departures
    ]
    assert len(declared) == len(DIFFERENCES)


@pytest.mark.parametrize("place", range(len(DIFFERENCES)))
def test_each_declaration_is_needed(place: int) -> None:
    """Take one declaration away, and the difference that it stands for is an error, and nothing else is."""
    version = golden_rules("1.0.0")
    located = [
        (rule, position) for rule in version.rules for position in range(sum(len(c.departures) for c in rule.citations))
    ]
    rule, position = located[place]
    (citation,) = rule.citations
    kept = tuple(one for at, one in enumerate(citation.departures) if at != position)
    fewer = with_rules(version, replace(rule, citations=(replace(citation, departures=kept),)))
    (problem,) = told(fewer, BEFORE)
    assert (problem.code, kind_of(problem)) == ("departure-undeclared", DIFFERENCES[place].kind)


def test_what_nobody_decided_is_told_while_the_page_as_received_applies() -> None:
    """Four places have other words, and in one words were left out, and nobody is named who decided on them."""
    codes = [problem.code for problem in words_answer_to_source(library(), BEFORE)]
    assert sorted(codes) == ["departure-undecided"] * 4 + ["departure-without-approver"]


def test_the_corrected_text_differs_nowhere_and_declares_nothing() -> None:
    """Version 2.0.0 is the July 2018 wording, word for word, on any day."""
    rules = list(golden_rules("2.0.0").rules)
    assert [rule for rule in rules if any(citation.departures for citation in rule.citations)] == []
    assert [len(rule.citations) for rule in rules] == [1] * 7
    for day in (BEFORE, AFTER, date(2036, 1, 1)):
        assert list(told(library(), day)) == []


WORDS = [(rule, position) for rule in golden_rules("2.0.0").rules for position in range(len(rule.text.split(" ")))]


def errors_where(rule: Rule, words: list[str]) -> list[Problem]:
    """Return what is found when *rule* of version 2.0.0 has these words."""
    changed = with_rules(golden_rules("2.0.0"), replace(rule, text=" ".join(words)))
    return [problem for problem in told(changed, AFTER) if problem.is_error]


def test_any_word_left_out_of_any_rule_is_caught() -> None:
    """All of them, one at a time."""
    missed = []
    for rule, position in WORDS:
        words = rule.text.split(" ")
        if not errors_where(rule, words[:position] + words[position + 1 :]):
            missed.append((rule.id, position, words[position]))
    assert missed == []


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(WORDS),
    st.sampled_from(
        sorted({word for rule, _ in WORDS for word in rule.text.split(" ")} | {"not", "never", "must", "7"})
    )
    | st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8),
)
def test_any_word_put_into_any_rule_is_caught(place: tuple[Rule, int], word: str) -> None:
    """Wherever it is put, whatever the word."""
    rule, position = place
    words = rule.text.split(" ")
    assert errors_where(rule, [*words[:position], word, *words[position:]])


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(WORDS), st.data())
def test_two_words_that_changed_places_are_caught(place: tuple[Rule, int], data: st.DataObject) -> None:
    """The same words in another order are not the same rule."""
    rule, position = place
    words = rule.text.split(" ")
    other = data.draw(st.integers(0, len(words) - 1).filter(lambda at: words[at] != words[position]))
    words[position], words[other] = words[other], words[position]
    assert errors_where(rule, words)


def test_the_readme_counts_the_places_right() -> None:
    """What it tells of the first document is what the check finds."""
    assert f" {len(DIFFERENCES)} places differ" in (CONTENT.parent / "README.md").read_text(encoding="utf-8")
