"""A rule is followed through its versions, whatever it is called there."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.numbering import rule_lines
from library_factory import a_document, a_rule, a_version

NAMES = ("a", "b", "c", "d")


def rule(name, *formerly):
    return replace(a_rule(name=name), formerly=formerly)


def lines(*versions):
    """Return the ids of each line, and how it is called in the versions that have it."""
    document = a_document(*(a_version(f"1.{place}.0", rules) for place, rules in enumerate(versions)))
    return [
        (line.ids, [(one.version.number.minor, one.rule.id) for one in line.stands]) for line in rule_lines(document)
    ]


def test_a_rule_is_followed_under_its_new_id():
    """Renamed twice, and back again: one rule, under every id that it had."""
    found = lines([rule("a")], [rule("b", "a")], [rule("c", "a", "b")], [rule("a", "b", "c")])
    assert found == [(("a", "b", "c"), [(0, "a"), (1, "b"), (2, "c"), (3, "a")])]


def test_a_rule_that_was_away_for_a_version_comes_back_as_the_same():
    """By its id, or by the one that it had."""
    assert lines([rule("a"), rule("b")], [rule("b")], [rule("b"), rule("c", "a")]) == [
        (("a", "c"), [(0, "a"), (2, "c")]),
        (("b",), [(0, "b"), (1, "b"), (2, "b")]),
    ]


def test_without_a_word_another_id_is_another_rule():
    """Nothing is guessed from the words."""
    assert lines([rule("a")], [rule("b")]) == [(("a",), [(0, "a")]), (("b",), [(1, "b")])]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.builds(rule, st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=4,
                 unique_by=lambda one: one.id),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_every_rule_stands_on_one_line_and_every_id_leads_to_one(versions):
    """Even where what is declared cannot be: no rule is lost, none is told twice, no id has two pages."""
    document = a_document(*(a_version(f"1.{place}.0", rules) for place, rules in enumerate(versions)))
    found = rule_lines(document)
    assert sorted((one.version.number, one.placed.count) for line in found for one in line.stands) == sorted(
        (version.number, number) for version in document.versions for number, _ in enumerate(version.rules, start=1)
    )
    ids = [name for line in found for name in line.ids]
    assert len(ids) == len(set(ids))
    assert {one.id for version in document.versions for one in version.rules} <= set(ids)
    for line in found:
        assert [one.version.number for one in line.stands] == sorted(one.version.number for one in line.stands)
        assert {one.rule.id for one in line.stands} <= set(line.ids)
