"""What a new edition says instead of an old one: nothing lost, nothing told twice, and the same only where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.checks.sources_are_current import sources_are_current
from inforce.compare.passage_changes import EditionChanges, Fate, newest_words
from inforce.model.dates import PartialDate
from inforce.model.sources import Edition, Passage, Replacement, Source
from inforce.model.standing import Standing
from inforce.wording.departures import differences
from library_factory import BEGINNING, a_document, a_library, a_rule, a_version, an_edition
from library_strategies import texts

_SAID = (
    "Ask before you share.", "Ask before you share!", "Do not share.", "Keep a record of what you decide and why.",
    "Keep a record of what you decide, when and why.",
)  # fmt: skip
_passages = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", "d"]), st.sampled_from(_SAID) | texts),
    max_size=4,
    unique_by=lambda one: one[0],
)


def edition(passages: list[tuple[str, str]], name: str = "2018", published: str = "2018-07") -> Edition:
    bare = an_edition(name, (), published=published)
    held = tuple(Passage(passage, f"part {passage}", text) for passage, text in passages)
    return replace(bare, details=replace(bare.details, passages=held))


def fates(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    changes = EditionChanges(edition(old), edition(new, "2024", "2024"))
    return [(move.old.id, move.fate.value, move.new.id if move.new else "") for move in changes.moves]


@given(_passages, _passages)
@settings(max_examples=120, deadline=None)
def test_what_became_of_a_passage_is_told_as_it_is(old, new):
    """Each passage once, in order; the same if and only if its words stand in the new edition; gone only without id."""
    changes = EditionChanges(edition(old), edition(new, "2024", "2024"))
    assert [move.old.id for move in changes.moves] == [name for name, _ in old]
    held = dict(new)
    for move in changes.moves:
        stands = any(not differences(move.old.text, text) for text in held.values())
        assert (move.fate is Fate.SAME) == stands
        assert (move.fate is Fate.GONE) == (not stands and move.old.id not in held)
        if move.fate is Fate.CHANGED:
            assert move.new
            assert move.new.id == move.old.id
        if move.new:
            assert move.differences == differences(move.old.text, move.new.text)
    taken = {move.new.id for move in changes.moves if move.new and move.fate is not Fate.GONE}
    assert taken | {passage.id for passage in changes.added} == set(held)


@given(_passages)
@settings(max_examples=30, deadline=None)
def test_an_edition_compared_with_itself_has_not_moved(passages):
    """Nothing is changed, renamed, gone or new."""
    changes = EditionChanges(edition(passages), edition(passages, "2024", "2024"))
    assert {move.fate for move in changes.moves} <= {Fate.SAME}
    assert not any(move.renamed for move in changes.moves if move.new and move.new.text == move.old.text) or len(
        {text for _, text in passages}
    ) < len(passages)
    assert changes.added == () or len({text for _, text in passages}) < len(passages)


def test_each_fate():
    """By its words, else by its id, else by the nearest that has half of its words."""
    record, longer = "Keep a record of what you decide and why.", "Keep a record of what you decide, when and why."
    assert fates([("a", "Ask."), ("b", record)], [("a", "Ask."), ("b", longer)]) == [
        ("a", "same", "a"),
        ("b", "changed", "b"),
    ]
    assert fates([("a", "Ask.")], [("a", "Tell."), ("c", "Ask.")]) == [("a", "same", "c")]
    assert fates([("a", record)], [("c", "Ask."), ("d", longer)]) == [("a", "gone", "d")]
    assert fates([("a", record)], [("c", "Ask.")]) == [("a", "gone", "")]
    assert fates([("a", record)], []) == [("a", "gone", "")]


def test_a_passage_is_rewritten_where_less_than_half_of_its_words_stayed():
    """One word more that stayed, and its changes are told word by word."""

    def rewritten(new: str) -> bool:
        (move,) = EditionChanges(edition([("a", "one two three four")]), edition([("a", new)], "2024", "2024")).moves
        return move.rewritten

    assert rewritten("one two Three Four more")
    assert rewritten("five six seven eight")
    assert not rewritten("one two three five")
    assert not rewritten("one two three four")


OLD = edition([("a", "Ask.")], "2015", "2015")
MIDDLE = edition([("a", "Ask.")], "2018", "2018")
NEW = edition([("a", "Ask.")], "2024", "2024")


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ((OLD,), None),
        ((OLD, NEW), NEW),
        ((OLD, MIDDLE, NEW), NEW),
        ((OLD, MIDDLE, edition([], "2024", "2024")), None),
        ((edition([("a", "Ask.")], "2014", "2014"), OLD), None),
        ((OLD, edition([("a", "Ask.")], "2015-welsh", "2015")), None),
    ],
)
def test_a_passage_is_held_against_the_newest_edition_or_against_none(editions, expected):
    """One that lies between was replaced as well; where the words of the newest are not held nothing is compared."""
    assert newest_words(Source("advice", editions), OLD) == expected


def warned(*editions: Edition, standing: Standing = Standing.IN_FORCE) -> list[str]:
    begins = {Standing.UPCOMING: BEGINNING.replace(year=2027)}.get(standing, BEGINNING)
    version = a_version(rules=[a_rule("Ask.", quotes="advice/2015#a")], begins=begins)
    newer = a_version("2.0.0", begins=BEGINNING.replace(day=2))
    document = a_document(version, newer) if standing is Standing.SUPERSEDED else a_document(version)
    library = a_library(document, editions=editions)
    return [problem.code for problem in sources_are_current(library, BEGINNING.replace(day=3))]


def test_a_citation_is_warned_of_while_it_can_be_followed():
    """In force and upcoming versions are warned of; past ones, and citations of the newest edition, are not."""
    replaced = replace(OLD, details=replace(OLD.details, replaced=Replacement("2024", PartialDate(2024))))
    assert warned(OLD) == []
    assert warned(OLD, NEW) == ["newer-edition", "passage-the-same"]
    assert warned(replaced, NEW) == ["edition-replaced", "passage-the-same"]
    assert warned(replaced, edition([], "2024", "2024")) == ["edition-replaced"]
    assert warned(replaced, NEW, standing=Standing.UPCOMING) == ["edition-replaced", "passage-the-same"]
    assert warned(replaced, NEW, standing=Standing.SUPERSEDED) == []


def test_an_edition_that_is_still_to_be_replaced_is_not_said_to_have_been():
    """The tense goes by the day of the check."""
    replaced = replace(OLD, details=replace(OLD.details, replaced=Replacement("2024", PartialDate(2026, 9))))
    version = a_version(rules=[a_rule("Ask.", quotes="advice/2015#a")])
    library = a_library(a_document(version), editions=[replaced, edition([], "2024", "2024")])
    said = {
        month: str(next(iter(sources_are_current(library, BEGINNING.replace(month=month)))).message) for month in (8, 9)
    }
    assert said == {
        8: "Advice (The Office, 2015) will be replaced by the edition of 2024 in September 2026.",
        9: "Advice (The Office, 2015) was replaced by the edition of 2024 in September 2026.",
    }
