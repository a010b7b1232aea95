"""How binding a rule is: what it declares, what it says and what its source says agree, or somebody decided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.checks.strengths_agree import strengths_agree
from inforce.compare.changes import compare
from inforce.compare.headlines import in_short
from inforce.model.problem import Severity
from inforce.model.rules import Departure, Rule, Strength, StrengthDecision
from inforce.wording.strength import strengths
from library_factory import BEGINNING, a_document, a_library, a_rule, a_version, an_edition

SAYS = {
    "must": "You must ask before you share.",
    "should": "You should ask before you share.",
    "may": "You may ask before you share.",
    "order": "Ask before you share.",
    "": "Asking comes before sharing.",
}
BINDS = {**{level: level for level in Strength}, "order": Strength.MUST, "": ""}
"""What each of these amounts to: a command binds as "must" does."""
DECISION = StrengthDecision("We are a small team.", "Practice board")


def codes(rule: Rule, passage: str) -> list[str]:
    library = a_library(a_document(a_version(rules=[rule])), editions=[an_edition(passages=[passage])])
    return [problem.code for problem in strengths_agree(library, BEGINNING)]


def a_bound_rule(strength: Strength | None, words: str, decision: StrengthDecision | None = None) -> Rule:
    rule = a_rule(SAYS[words], draws_on="advice/2018#part-1")
    return replace(rule, strength=strength, strength_decision=decision)


@given(st.sampled_from(Strength), st.sampled_from(sorted(SAYS)), st.sampled_from(sorted(SAYS)))
@settings(max_examples=80, deadline=None)
def test_a_declared_strength_is_that_of_the_words_and_of_the_source(strength, ours, theirs):
    """Words that do not bind say nothing either way; two that bind alike and otherwise are told once."""
    found = codes(a_bound_rule(strength, ours), SAYS[theirs])
    ours_bind, theirs_bind = BINDS[ours], BINDS[theirs]
    words_differ, source_differs = ours_bind not in {"", strength}, theirs_bind not in {"", strength}
    expected = ["strength-not-in-words"] if words_differ else []
    expected += ["strength-not-in-source"] if source_differs and ours_bind != theirs_bind else []
    assert found == expected
    decided = codes(a_bound_rule(strength, ours, DECISION), SAYS[theirs])
    assert decided == ([] if expected else ["strength-decision-not-there"])


@given(st.sampled_from(sorted(SAYS)), st.sampled_from(sorted(SAYS)))
@settings(max_examples=20, deadline=None)
def test_where_no_strength_is_declared_there_is_nothing_to_decide(ours, theirs):
    """A rule without a strength is left alone; a decision about none is a mistake."""
    assert codes(a_bound_rule(None, ours), SAYS[theirs]) == []
    assert codes(a_bound_rule(None, ours, DECISION), SAYS[theirs]) == ["strength-decision-not-there"]


def test_a_rule_that_says_several_may_declare_any_of_them():
    """One that tells people what they must do may tell them what they may do as well."""
    rule = a_rule("You must ask. You may share what you have to.", "both")
    for strength in (Strength.MUST, Strength.MAY):
        assert codes(replace(rule, strength=strength), "") == []
    assert codes(replace(rule, strength=Strength.SHOULD), "") == ["strength-not-in-words"]


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Verify that passwords are at least 8 long; 15 is recommended.", "must"),
        ("Develop policies that staff can read.", "must"),
        ("Keep an allow list.", "must"),
        ("If nobody answers, ring the desk.", "must"),
        ("Staff record each visit.", ""),
        ("Members can log in with a card.", ""),
        ("Visits are allowed on Sundays.", "may"),
        ("Use two locks.", "must"),
        ("Include a photo.", "must"),
        ("Avoid the stairs.", "must"),
        ("Ask.", "must"),
        ("Record the visit.", "must"),
        ("Record.", ""),
        ("Record visits.", ""),
        ("Lock is what we call it.", ""),
        ("Share may fall.", "may"),
        ("In May you rest.", ""),
        ("They rest in April and May.", ""),
        ("May we rest in May?", "may"),
        ("Always ask first.", "must"),
        ("Before you go, always lock it.", "must"),
        ("While staff wait, lock it.", "must"),
        ("While staff lock it.", ""),
        ("Do not.", ""),
        ("Out of hours staff wait.", ""),
        ("Will staff pay for it?", ""),
        ("A required form is here.", ""),
        ("The form is required.", "must"),
    ],
)
def test_a_command_binds_and_what_people_can_do_is_no_permission(words: str, level: str) -> None:
    """Words that describe another ("15 is recommended", "allow list") bind nobody."""
    assert strengths(words) == frozenset({level} - {""})


def test_one_declaration_is_enough_where_a_departure_and_a_strength_are_one_decision() -> None:
    """A departure that an approver answers for has said that the rule binds otherwise than its source."""
    departure = Departure("should", "must", "We are a small team.", "Practice board")
    rule = a_rule("You should ask.", quotes="advice/2018#part-1")
    quoted = replace(rule.citations[0], departures=(departure,))
    bound = replace(rule, citations=(quoted,), strength=Strength.SHOULD)
    assert codes(bound, "You must ask.") == []
    silent = replace(quoted, departures=(replace(departure, approved_by=None),))
    assert codes(replace(bound, citations=(silent,)), "You must ask.") == ["strength-not-in-source"]


def test_in_a_version_that_is_over_it_is_a_warning_that_asks_for_nothing():
    """Nobody may edit it."""
    old = a_version("1.0.0", [replace(a_rule(SAYS["must"]), strength=Strength.MAY)])
    library = a_library(a_document(old, a_version("2.0.0", begins=BEGINNING.replace(month=4))))
    (problem,) = strengths_agree(library, BEGINNING.replace(month=5))
    assert problem.severity is Severity.WARNING
    assert problem.remedy == (
        "Leave the version as it is: it no longer applies, and a published version is never edited."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (a_rule("Staff should ask.", "binds"), a_rule("Staff must ask.", "binds")),
        (
            replace(a_rule("Ask.", "binds"), strength=Strength.SHOULD),
            replace(a_rule("Ask.", "binds"), strength=Strength.MUST),
        ),
    ],
)
def test_what_changed_how_binding_a_rule_is_is_marked_where_it_stands(old, new):
    """As what was turned round is, be it declared or in the words; the order is that of the document."""
    turned, round_ = a_rule("Share without consent.", "turned"), a_rule("Share with consent.", "turned")
    changes = compare(a_version(rules=[turned, old]), a_version("2.0.0", [round_, a_rule("Wait.", "new"), new]))
    assert [change.placed.rule.id for change in changes.changed_rules] == ["turned", "new", "binds"]
    first, second, last = in_short(changes)
    assert first == (
        'Rule 1. It now says the opposite. It said "Share without consent". It now says "Share with consent".',
        True,
    )
    assert second == ('Rule 2. New: "Wait."', False)
    assert last in {
        ('Rule 3. What you must do changed. It said "Staff should ask". It now says "Staff must ask".', True),
        ('Rule 3. How binding it is changed: "should" became "must".', True),
    }
