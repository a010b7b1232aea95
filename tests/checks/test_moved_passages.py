"""What a new edition says instead of an old one: nothing lost, nothing told twice, and the same only where it is."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.checks.sources_are_current import sources_are_current
from inforce.compare.passage_changes import EditionChanges, PassageChangeKind, newest_words
from inforce.model.dates import PartialDate
from inforce.model.sources import Edition, Passage, Replacement, Source
from inforce.model.status import Status
from inforce.wording.departures import differences
from library_factory import BEGINNING, a_document, a_library, a_rule, a_version, an_edition
from library_strategies import texts
from made_editions import made_editions

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


def changes(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> EditionChanges:
    return EditionChanges(edition(old), edition(new, "2024", "2024"))


def fates(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [(move.old.id, move.fate.value, move.new.id if move.new else "") for move in changes(old, new).moves]


@given(_passages, _passages)
@settings(max_examples=120, deadline=None)
def test_what_became_of_a_passage_is_told_as_it_is(old, new):
    """Each passage once, in order; the same if and only if its words stand in the new edition; none told twice."""
    found = changes(old, new)
    assert [move.old.id for move in found.moves] == [name for name, _ in old]
    held = dict(new)
    for move in found.moves:
        stands = any(not differences(move.old.text, text) for text in held.values())
        assert (move.fate is PassageChangeKind.SAME) == stands
        assert (move.new is None) == (move.fate is PassageChangeKind.GONE)
        if move.fate is PassageChangeKind.CHANGED:
            assert move.differences == differences(move.old_text, move.new_text) != ()
        assert found.move(move.old.id) is move
    changed = [move.new.id for move in found.moves if move.new and move.fate is PassageChangeKind.CHANGED]
    assert len(set(changed)) == len(changed)
    taken = {move.new.id for move in found.moves if move.new}
    assert taken | {added.passage.id for added in found.added} == set(held)
    assert not taken & {added.passage.id for added in found.added}


@given(_passages)
@settings(max_examples=30, deadline=None)
def test_an_edition_compared_with_itself_has_not_moved(passages):
    """Nothing is changed, renamed, gone or new."""
    found = changes(passages, passages)
    assert {move.fate for move in found.moves} <= {PassageChangeKind.SAME}
    assert not any(move.renamed for move in found.moves)
    assert found.added == ()


RECORD, LONGER = "Keep a record of what you decide and why.", "Keep a record of what you decide, when and why."


def test_each_fate():
    """By its words and never by its id alone."""
    assert fates([("a", "Ask."), ("b", RECORD)], [("a", "Ask."), ("b", LONGER)]) == [
        ("a", "same", "a"),
        ("b", "changed", "b"),
    ]
    assert fates([("a", "Ask.")], [("a", "Tell."), ("c", "Ask.")]) == [("a", "same", "c")]
    assert fates([("a", RECORD)], [("c", "Ask."), ("d", LONGER)]) == [("a", "changed", "d")]
    assert fates([("a", RECORD)], [("a", "Ask.")]) == [("a", "gone", "")]
    assert fates([("a", RECORD)], []) == [("a", "gone", "")]


def test_of_what_is_gone_the_namesake_and_the_nearest_are_named():
    """Neither is said to be what it became."""
    found = changes(
        [("a", RECORD), ("b", "Tell the child what you do.")],
        [("a", "Wash hands."), ("c", f"Tell the child what you do today. {RECORD} Put the date on it.")],
    )
    gone = next(move for move in found.moves if move.fate is PassageChangeKind.GONE)
    assert gone.near
    assert gone.near.id == "c"
    assert changes([("a", RECORD)], [("a", "Wash hands.")]).moves[0].namesake == Passage("a", "part a", "Wash hands.")


def linked(found: Edition, **links: tuple[str, ...]) -> Edition:
    """Return an edition whose passages say ``formerly`` or ``replaced_by``: ``a_formerly=("b",)``."""
    passages = tuple(
        replace(
            passage,
            formerly=links.get(f"{passage.id}_formerly", ()),
            replaced_by=links.get(f"{passage.id}_replaced_by", ()),
        )
        for passage in found.details.passages
    )
    return replace(found, details=replace(found.details, passages=passages))


def told(found: EditionChanges) -> list[tuple[list[str], str, list[str]]]:
    return [([one.id for one in move.olds], move.fate.value, [one.id for one in move.news]) for move in found.moves]


def test_what_an_editor_said_of_a_passage_goes_before_its_words():
    """In the newer edition or in the older one."""
    old, new = edition([("a", "Ask."), ("b", RECORD)]), edition([("a", "Tell."), ("b", RECORD)], "2024", "2024")
    expected = [(["a"], "changed", ["b"]), (["b"], "changed", ["a"])]
    assert told(EditionChanges(old, linked(new, a_formerly=("b",), b_formerly=("a",)))) == expected
    assert told(EditionChanges(linked(old, a_replaced_by=("b",), b_replaced_by=("a",)), new)) == expected


def test_passages_that_were_merged_or_split_are_told_once():
    """With all of their words on either side."""
    old = edition([("a", "Ask."), ("b", "Tell."), ("c", "Wait. Go.")])
    new = edition([("x", "Ask. Tell."), ("y", "Wait."), ("z", "Go now.")], "2024", "2024")
    found = EditionChanges(linked(old, c_replaced_by=("y", "z")), linked(new, x_formerly=("a", "b")))
    assert told(found) == [(["a", "b"], "same", ["x"]), (["c"], "changed", ["y", "z"])]
    assert found.added == ()
    assert found.move("b") is found.move("a")
    assert [(one.theirs, one.ours) for one in found.moves[1].differences] == [(one.theirs, one.ours) for one in
            differences("Wait. Go.", "Wait.\n\nGo now.")]  # fmt: skip


def test_what_editors_said_is_carried_over_editions_between():
    """An id means the passage of the edition before: it may be another one two editions ago."""
    first = linked(edition([("a", "Ask."), ("b", RECORD)], "2015", "2015"), a_replaced_by=("b",))
    second = edition([("a", RECORD), ("b", "Tell us.")], "2018", "2018")
    third = linked(edition([("c", "Say it."), ("d", RECORD)], "2024", "2024"), c_formerly=("b",))
    expected = [(["a"], "changed", ["c"]), (["b"], "same", ["d"])]
    assert told(EditionChanges(first, third, (second,))) == expected
    chain = [
        replace(one, details=replace(one.details, replaced=Replacement(by, PartialDate(2024))))
        for one, by in ((first, "2018"), (second, "2024"))
    ]
    assert told(EditionChanges.of(Source("advice", (*chain, third)), chain[0], third)) == expected


def test_a_passage_is_rewritten_where_less_than_half_of_its_words_stayed():
    """One word more that stayed, and its changes are told word by word."""

    def rewritten(new: str) -> bool:
        after = linked(edition([("a", new)], "2024", "2024"), a_formerly=("a",))
        (move,) = EditionChanges(edition([("a", "one two three four")]), after).moves
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


def warned(*editions: Edition, status: Status = Status.IN_FORCE) -> list[str]:
    begins = {Status.UPCOMING: BEGINNING.replace(year=2027)}.get(status, BEGINNING)
    version = a_version(rules=[a_rule("Ask.", quotes="advice/2015#a")], begins=begins)
    newer = a_version("2.0.0", begins=BEGINNING.replace(day=2))
    document = a_document(version, newer) if status is Status.SUPERSEDED else a_document(version)
    library = a_library(document, editions=editions)
    return [problem.code for problem in sources_are_current(library, BEGINNING.replace(day=3))]


def test_a_citation_is_warned_of_while_it_can_be_followed():
    """In force and upcoming versions are warned of; past ones, and citations of the newest edition, are not."""
    replaced = replace(OLD, details=replace(OLD.details, replaced=Replacement("2024", PartialDate(2024))))
    assert warned(OLD) == []
    assert warned(OLD, NEW) == ["newer-edition", "passage-the-same"]
    assert warned(replaced, NEW) == ["edition-replaced", "passage-the-same"]
    assert warned(replaced, edition([], "2024", "2024")) == ["edition-replaced"]
    assert warned(replaced, NEW, status=Status.UPCOMING) == ["edition-replaced", "passage-the-same"]
    assert warned(replaced, NEW, status=Status.SUPERSEDED) == []


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


def test_what_stands_unchanged_in_the_newest_edition_is_told_once():
    """Not rule by rule: nothing but the source of them changes; an edition that was replaced is told once as well."""
    old = replace(edition([("a", "Ask."), ("b", "Tell."), ("c", "Wait.")], "2015", "2015"))
    old = replace(old, details=replace(old.details, replaced=Replacement("2024", PartialDate(2024))))
    new = edition([("a", "Ask."), ("b2", "Tell."), ("c", "Wait here.")], "2024", "2024")
    rules = [a_rule("Ask.", f"rule-{name}", quotes=f"advice/2015#{name}") for name in "abc"]
    documents = [a_document(a_version(rules=rules, document=name), name=name) for name in ("one", "two")]
    found = list(sources_are_current(a_library(*documents, editions=[old, new]), BEGINNING.replace(day=3)))
    assert [problem.code for problem in found] == [
        "edition-replaced", "passage-changed", "passage-the-same", "passage-changed", "passage-the-same",
    ]  # fmt: skip
    assert str(found[2].message) == (
        '"rule-a" and "rule-b": 2 citations of advice 2015 that the edition of 2024 has word for word. '
        "Of those, b is now b2."
    )


def test_a_thousand_passages_are_compared_in_two_seconds():
    """Everything that a page says of them: the pairs, the differences, what kind of change each is."""
    made = made_editions(1000, 2)
    old, new = (
        edition([(text.id, text.words) for text in side], name, name)
        for side, name in ((made.old, "2018"), (made.new, "2024"))
    )
    begun = time.process_time()
    found = EditionChanges(old, new)
    assert len(found.moves) == 1000
    assert sum(len(move.differences) for move in found.moves) > 500
    assert any(move.rewritten for move in found.moves)
    assert found.added
    assert time.process_time() - begun < 6  # 1 s where nothing else runs


def test_editions_in_two_languages_are_compared_without_the_words_of_either():
    """Nobody can prove that words of one language say what words of another say."""
    old = edition([("a", "You must ask the child before you share.")])
    new = edition([("a", "You must never ask the child before you share.")], "2024", "2024")
    (known,) = EditionChanges(old, new).moves
    (unknown,) = EditionChanges(replace(old, language="cy"), new).moves
    assert known.changes_meaning
    assert unknown.fate is PassageChangeKind.CHANGED
    assert not unknown.changes_meaning


@pytest.mark.parametrize(
    ("new", "rewritten"),
    [("Keep a record of it.", False), ("Keep the log of it.", False), ("Hold the log of it.", True)],
)
def test_a_passage_of_which_half_the_words_went_was_written_anew(new, rewritten):
    """Six words, of which none, two or three went."""
    (move,) = changes([("a", "Keep a record of it here.")], [("a", f"{new[:-1]} here.")]).moves
    assert move.rewritten is rewritten
