"""When a version undoes what an earlier one had changed: three texts held together, as a merge holds them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inforce.compare.reverts import Texts, texts_that_differ, texts_through, undone, undone_place
from inforce.model.guidance import Version
from inforce.model.rules import Rule, Section, Strength
from inforce.wording.compared_text import compared
from inforce.wording.departures import differences
from library_factory import a_rule, a_version

VOCABULARY = ["you", "must", "may", "not", "share", "ask", "first", "always", "record", "it"]
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=9)
TEXTS = WORDS.map(lambda words: f"{' '.join(words)}.")
some = settings(max_examples=60, deadline=None)


def said(before: str, changed: str, after: str) -> list[str]:
    """Return what is told of a rule that said *before*, then *changed*, then *after*."""
    versions = [a_version(f"1.{place}.0", [a_rule(text)]) for place, text in enumerate((before, changed, after))]
    return [one.said for one in undone(*texts_through(versions))]


@some
@given(TEXTS, TEXTS)
def test_who_says_again_what_was_said_before_undoes_the_change(before, changed):
    """Whatever the change was."""
    assume(before != changed)
    assert len(said(before, changed, before)) == 1


@some
@given(TEXTS, TEXTS)
def test_who_keeps_what_was_changed_undoes_nothing(before, changed):
    """Nor does a version after which nothing had changed."""
    assert said(before, changed, changed) == []
    assert said(before, before, changed) == []


@some
@given(TEXTS, TEXTS, st.sampled_from(["Wait for a week.", "Tell the desk too."]))
def test_what_is_added_elsewhere_does_not_hide_it(before, changed, more):
    """A version with the old words and with words of its own beside them undoes the change all the same."""
    assume(before != changed)
    before, changed = (f"{text} Whoever asks is told why." for text in (before, changed))
    assert len(said(before, changed, f"{before} {more}")) == 1
    assert said(before, changed, f"{changed} {more}") == []


def test_a_text_that_is_written_anew_undoes_nothing():
    """Rules were merged, and the whole was worded anew: no word of what was there before is said again."""
    assert said("Lock the gate.", "Lock the gate. Report it at once.", "Nobody goes home alone.") == []
    assert len(said("Lock the gate.", "Lock the gate. Report it at once.", "Lock the gate.")) == 1


CONSENT = "Where you have consent, share.", "Where you do not have consent, share."


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("Where you have consent in writing, share.", True),
        ("Where you have written consent, share.", True),
        ("Where you do not have consent, you may share.", False),
        ("Where nobody has agreed, share.", False),
        ("Where you never had consent, share.", False),
    ],
)
def test_a_correction_is_lost_where_the_words_from_before_stand_in_its_place(after, told):
    """Other words in that place are somebody's decision; the old ones may be nobody's."""
    expected = (
        'Rule "ask-first" says "Where you do not have consent" in version 1.1.0, and here again '
        '"Where you have consent", as before that.'
    )
    assert said(*CONSENT, after) == ([expected] if told else [])


def first_undone(before: str, changed: str, after: str) -> int | None:
    """By the definition alone: *after* differs there from *changed*, and does not from *before*.

    What came in is not missed in a text that has no word of *before* in its place.
    """
    since_before, since_changed = differences(before, after), differences(changed, after)
    words, gone = compared(before).norms, {at for one in since_before for at in one.theirs_words}
    is_anew = all(at in gone for at, word in enumerate(words) if any(map(str.isalnum, word)))
    for number, change in enumerate(differences(before, changed)):
        if is_anew and not change.theirs_words:
            continue
        kept = not any(touch(change.ours_words, other.theirs_words) for other in since_changed)
        if not kept and not any(touch(change.theirs_words, other.theirs_words) for other in since_before):
            return number
    return None


def touch(one: range, other: range) -> bool:
    """Whether two places have a word in common; a place without words touches its neighbours too."""
    wide = 1 if not one or not other else 0
    return one.start < other.stop + wide and other.start < one.stop + wide


SPOTTED = st.lists(
    st.sampled_from([*VOCABULARY, "Ask", "re-\nask", "you\u2019re", "you're", "\u2013", "-", ".", "\ufb01rst"]),
    max_size=9,
)


@settings(max_examples=300)
@given(*[st.one_of(TEXTS, SPOTTED.map(" ".join))] * 3)
def test_what_is_not_compared_for_speed_would_not_have_been_found(before, changed, after):
    """Whatever the three texts are, the quick answer is the one that comparing all of them gives."""
    assert undone_place(before, changed, after) == first_undone(before, changed, after)


def of_rules(*rules: list[Rule]) -> tuple[Texts, ...]:
    return texts_through([a_version(f"1.{place}.0", found) for place, found in enumerate(rules)])


def test_a_rule_that_came_in_and_is_gone_and_one_that_went_and_is_back():
    """Each is told once, whatever stands beneath it."""
    ask, tell = a_rule(), a_rule("Tell them.", "tell-them", local_practice="Use the form.")
    assert [one.said for one in undone(*of_rules([ask], [ask, tell], [ask]))] == [
        'Rule "tell-them" came in with it and is left out.'
    ]
    assert [one.said for one in undone(*of_rules([ask, tell], [ask], [ask, tell]))] == [
        'Rule "tell-them" was taken out by it and is there again.'
    ]


def test_a_text_beneath_a_rule_that_came_in_and_is_gone_and_one_that_went_and_is_back():
    """The rule stays all the while."""
    bare, with_practice = a_rule(), a_rule(local_practice="Use the form.")
    assert [(one.said, one.whole) for one in undone(*of_rules([bare], [with_practice], [bare]))] == [
        ('Local practice on rule "ask-first" came in with it and is left out.', True)
    ]
    assert [(one.said, one.whole) for one in undone(*of_rules([with_practice], [bare], [with_practice]))] == [
        ('Local practice on rule "ask-first" was taken out by it and is there again.', True)
    ]


def test_a_rule_that_changed_and_is_gone_undoes_nothing():
    """Nothing of it is said again."""
    rules = [
        [a_rule("Lock it.", "lock"), a_rule("Ask.")],
        [a_rule("Bolt it.", "lock"), a_rule("Ask.")],
        [a_rule("Ask.")],
    ]
    versions = [a_version(f"1.{place}.0", some) for place, some in enumerate(rules)]
    assert list(undone(*texts_through(versions))) == []


def test_a_rule_that_got_another_id_is_the_same_rule():
    """Its correction is looked for under its new id."""
    new = Rule("ask-before", CONSENT[0], formerly=("ask-first",))
    assert len(list(undone(*of_rules([a_rule(CONSENT[0])], [a_rule(CONSENT[1])], [new])))) == 1
    kept = Rule("ask-before", CONSENT[1], formerly=("ask-first",))
    assert list(undone(*of_rules([a_rule(CONSENT[0])], [a_rule(CONSENT[1])], [kept]))) == []
    renamed = Rule("ask-before", CONSENT[0], formerly=("ask-first",))
    assert list(undone(*of_rules([a_rule(CONSENT[0])], [renamed], [renamed]))) == []


def test_how_binding_a_rule_is_and_what_it_cites_are_held_too():
    """A correction need not be one of words."""
    weak, strong = Rule("a", "Ask.", strength=Strength.SHOULD), Rule("a", "Ask.", strength=Strength.MUST)
    assert [one.text for one in undone(*of_rules([weak], [strong], [weak]))] == [("rule", "a", "strength")]
    old, new = a_rule(quotes="advice/2015#part-1"), a_rule(quotes="advice/2018#part-1")
    assert [one.text for one in undone(*of_rules([old], [new], [old]))] == [("rule", "ask-first", "sources")]


def test_only_texts_that_are_new_in_a_version_can_undo_anything():
    """What it took over from the version before it was that one's affair."""
    before, after = of_rules([a_rule("One."), a_rule("Two.", "two")], [a_rule("One."), a_rule("Other.", "two")])
    assert texts_that_differ(before, after) == {("rule", "two", "text")}


def of_section(heading: str, introduction: str, quotes: str) -> Version:
    section = Section("gate", heading, (a_rule(quotes=quotes),), introduction)
    return a_version(title=heading, introduction=introduction, sections=[section])


def test_each_text_is_called_by_what_it_is():
    """Whoever reads of it has to find it in the file."""
    one, other = (of_section(f"{word} the gate", f"{word} it.", f"advice/{word}#a") for word in ("lock", "bar"))
    told = [(found.text, found.said.partition(' says "')[0]) for found in undone(*texts_through([one, other, one]))]
    assert told == [
        (("title",), "The title"),
        (("introduction",), "The introduction"),
        (("section", "gate", "heading"), 'The heading of section "gate"'),
        (("section", "gate", "introduction"), 'The introduction of section "gate"'),
        (("rule", "ask-first", "sources"), 'What rule "ask-first" cites'),
    ]
