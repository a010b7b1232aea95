"""What changed between two versions: nothing is missed, nothing is told twice, and what matters is said plainly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.compare.changes import ChangeOf, compare
from inforce.compare.headlines import headlines, in_short
from inforce.model.guidance import Version
from inforce.model.rules import Rule, Section, Strength
from inforce.wording.departures import DepartureClass
from inforce.wording.redline import SpanKind
from library_factory import a_rule, a_version
from library_strategies import long_texts

_NAMES = ("ask-first", "keep-a-record", "be-open", "seek-advice", "tell-them")


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """Return a version of rules in any order, in one or two sections, with few words so that some stay the same."""
    names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, unique=True))
    texts = st.sampled_from(["Ask before you share.", "Do not share.", "Share."]) | long_texts
    rules = [a_rule(draw(texts), name) for name in names]
    cut = draw(st.integers(1, len(rules)))
    sections = [Section("first", "First", tuple(rules[:cut]))]
    if rules[cut:]:
        sections.append(Section("second", "Second", tuple(rules[cut:])))
    return a_version("1.0.0", sections=sections)


def version_of(*rules: Rule, number: str = "1.0.0", title: str = "Sharing information") -> Version:
    return a_version(number, rules, title=title, begins=date(2026, 3, 1))


@given(versions())
@settings(max_examples=25, deadline=None)
def test_a_version_does_not_differ_from_itself(version):
    """Comparing a version with itself finds every rule the same and nothing else."""
    changes = compare(version, version)
    assert changes.changed_rules == ()
    assert [change.placed.rule for change in changes.same_rules] == list(version.rules)
    assert changes.texts == ()
    assert changes.weight is None
    assert headlines(changes) == ()


@given(versions(), versions())
@settings(max_examples=40, deadline=None)
def test_every_rule_of_either_version_is_told_once(old, new):
    """Each rule is either kept, added or removed, and new rules stand in the order of the new version."""
    changes = compare(old, new)
    assert sorted(change.placed.rule.id for change in changes.rules) == sorted(
        {rule.id for rule in old.rules} | {rule.id for rule in new.rules}
    )
    assert [change.new.rule for change in changes.rules if change.new] == list(new.rules)
    assert {change.old.rule.id for change in changes.rules if change.old} == {rule.id for rule in old.rules}
    assert sorted(map(id, (*changes.changed_rules, *changes.same_rules))) == sorted(map(id, changes.rules))


@given(versions(), versions())
@settings(max_examples=40, deadline=None)
def test_there_and_back_tell_the_same_kinds(old, new):
    """What is added in one direction is removed in the other; as many rules have to move."""
    there = {change.placed.rule.id: change for change in compare(old, new).rules}
    back = {change.placed.rule.id: change for change in compare(new, old).rules}
    opposite = {ChangeOf.ADDED: ChangeOf.REMOVED, ChangeOf.REMOVED: ChangeOf.ADDED}
    for name, change in there.items():
        if change.kind in opposite:
            assert back[name].kind is opposite[change.kind]
        else:
            assert (change.words is None) == (back[name].words is None)
    assert sum(c.renumbered for c in there.values()) == sum(c.renumbered for c in back.values())


@given(st.permutations(_NAMES))
@settings(max_examples=40, deadline=None)
def test_only_the_rules_that_have_to_move_are_said_to_move(order):
    """With the moved rules taken out, the others follow each other as before."""
    old = version_of(*(a_rule(f"Rule of {name}.", name) for name in _NAMES))
    new = version_of(*(a_rule(f"Rule of {name}.", name) for name in order))
    changes = compare(old, new)
    stay = [change.placed.rule.id for change in changes.rules if not change.moved]
    assert stay == sorted(stay, key=_NAMES.index)
    assert any(change.moved for change in changes.rules) == (tuple(order) != _NAMES)


def test_a_changed_sense_is_said_in_plain_words():
    """The headline quotes both wordings and says that the meaning was turned round."""
    old = version_of(a_rule("Where you have consent, be mindful."))
    new = version_of(a_rule("Where you do not have consent, be mindful."), number="2.0.0")
    assert headlines(compare(old, new)) == (
        'Rule 1. It now says the opposite. It said "Where you have consent, be mindful". '
        'It now says "Where you do not have consent, be mindful".',
    )


def test_a_rule_that_binds_more_is_said_in_plain_words():
    """Another strength in the words is a change of what people must do."""
    old = version_of(a_rule("You may ask the owner first."))
    new = version_of(a_rule("You must ask the owner first."), number="2.0.0")
    (headline,) = headlines(compare(old, new))
    assert headline.startswith("Rule 1. What you must do changed. ")


def test_rules_that_came_and_went_are_said_in_plain_words():
    """A new rule and one that was taken out are quoted."""
    old = version_of(a_rule("Ask first.", "ask-first"), a_rule("Be open.", "be-open"))
    new = version_of(a_rule("Ask first.", "ask-first"), a_rule("Keep\na record.", "keep-a-record"))
    assert headlines(compare(old, new)) == (
        'Former rule 2. Removed: "Be open."',
        'Rule 2. New: "Keep a record."',
    )


def test_what_was_only_added_or_dropped_is_said_as_that():
    """Nothing stands in the place of words that came or went, so nothing is said to have become something."""
    old = version_of(a_rule("Knock first. Wait at the gate.", "knock"), a_rule("Lock the shed.", "lock"))
    new = version_of(
        a_rule("Knock first.", "knock"), a_rule("Lock the shed and tell the warden.", "lock"), number="2.0.0"
    )
    assert headlines(compare(old, new)) == (
        'Rule 1. It no longer says: "Wait at the gate."',
        'Rule 2. It now also says: "and tell the warden"',
    )


def test_a_notice_that_now_comes_from_the_site_is_no_change_of_the_version():
    """A version without one of its own carries that of the document or the site; other words are a change."""
    old, new = version_of(a_rule("Ask first.")), version_of(a_rule("Ask first."), number="1.1.0")
    own = replace(old, text=replace(old.text, print_notice="Printed copies expire."))
    same = replace(new, other_notice="Printed copies expire.")
    assert compare(own, same).nothing
    assert compare(same, own).nothing
    assert not compare(own, replace(new, other_notice="Printed copies never expire.")).nothing


WHOLE = "Knock before you go in. If nobody answers within five minutes, ring the duty desk and wait outside."


def test_a_rule_that_was_split_is_told_as_that_with_only_what_changed_marked():
    """The sentence is neither gone from the one rule nor new in the other; five minutes became ten on the way."""
    old = version_of(a_rule(WHOLE, "knock"))
    new = version_of(
        a_rule("Knock before you go in.", "knock"),
        a_rule("If nobody answers within ten minutes, ring the duty desk and wait outside.", "answer"),
        number="2.0.0",
    )
    assert headlines(compare(old, new)) == (
        'Rule 2. These words were part of rule 1: "If nobody answers within ten minutes, ring the duty desk and wait '
        'outside."',
        'Rule 2. It said "If nobody answers within five minutes, ring the duty desk and wait outside". '
        'It now says "If nobody answers within ten minutes, ring the duty desk and wait outside".',
    )


def test_a_rule_that_went_into_another_is_told_as_that():
    """It was not removed, and the other rule says nothing that it did not say."""
    old = version_of(
        a_rule("Knock before you go in.", "knock"),
        a_rule("If nobody answers within five minutes, ring the duty desk and wait outside.", "answer"),
    )
    new = version_of(a_rule(WHOLE, "knock"), number="2.0.0")
    assert headlines(compare(old, new)) == (
        'Former rule 2. These words are now part of rule 1: "If nobody answers within five minutes, ring the duty '
        'desk and wait outside."',
    )


def test_what_changed_in_rules_that_are_declared_to_be_merged_is_told_once():
    """By the rule that came; those that went say only where they went."""
    ring = "If nobody answers within {} minutes, ring the duty desk and wait outside."
    old = version_of(a_rule("Knock before you go in.", "knock"), a_rule(ring.format("five"), "answer"))
    for name in ("both", "knock"):
        both = replace(a_rule(f"Knock before you go in. {ring.format('ten')}", name), merged_from=("knock", "answer"))
        said = [line for line in headlines(compare(old, version_of(both, number="2.0.0"))) if "ten" in line]
        assert said[-1:] == [
            'Rule 1. It said "If nobody answers within five minutes, ring the duty desk and wait outside". '
            'It now says "If nobody answers within ten minutes, ring the duty desk and wait outside".'
        ]
        assert [line for line in said if "five" in line] == said[-1:]


def test_where_a_rule_comes_from_is_told_once():
    """By the version that put it together, split it off or moved it here, and not by the next one."""
    came = a_rule("Knock before you go in.", "knock")
    for origin in ({"merged_from": ("ring",)}, {"split_from": "ring"}, {"formerly": ("doors#ring",)}):
        first = replace(came, **origin)
        second = replace(first, text="Knock twice.")
        told = [
            (change.merged_from, change.split_from, change.moved_from)
            for old, new in ((came, first), (first, second))
            for change in compare(version_of(old), version_of(new, number="2.0.0")).rules
        ]
        assert told[0] != told[1] == ((), None, ())


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("Use it.", "Use it. Ask at the desk.", 'now says: "Ask at the desk."'),
        ("Use it. Ask at the desk.", "Use it.", 'no longer says: "Ask at the desk."'),
        ("", "Ask at the desk.", 'now says: "Ask at the desk."'),
        ("Ask at the desk.", "", 'no longer says: "Ask at the desk."'),
        ("Wait 5 days.", "Wait 7 days.", 'said "Wait 5 days". It now says "Wait 7 days".'),
    ],
)
def test_what_changed_in_how_a_rule_is_done_here_is_told(was, now, told):
    """As added, dropped or changed."""
    old, new = (a_rule("Ask first.", "ask", local_practice=text) for text in (was, now))
    assert headlines(compare(version_of(old), version_of(new, number="2.0.0"))) == (
        f"Rule 1. How we do this locally {told}",
    )


def test_a_new_rule_with_words_of_its_own_is_part_of_none():
    """Also where another rule lost a sentence."""
    old = version_of(a_rule(WHOLE, "knock"))
    new = version_of(a_rule("Knock before you go in.", "knock"), a_rule("Keep the key in the safe.", "key"))
    assert [change.part_of for change in compare(old, new).rules] == [None, None]


def test_an_account_in_short_is_short_and_says_that_it_is_a_part():
    """Of a large change ten are told in order, the grave ones marked and none left out, and how many more there are."""
    names = "abcdefghijkl"
    old = [a_rule(f"Check {name} {count} times.", f"r{count}") for count, name in enumerate(names)]
    new = [a_rule(f"Check {name} 99 times.", f"r{count}") for count, name in enumerate(names)]
    binds = [(a_rule("You may ask.", name), a_rule("You must ask.", name)) for name in ("first", "last")]
    changes = compare(
        version_of(binds[0][0], *old, binds[1][0]), version_of(binds[0][1], *new, binds[1][1], number="2.0.0")
    )
    every = headlines(changes)
    assert [line.partition(". ")[0] for line in every] == [f"Rule {number}" for number in range(1, 15)]
    *lines, last = in_short(changes)
    assert [line.words for line in lines] == [*every[:9], every[-1]]
    assert [place for place, line in enumerate(lines) if line.grave] == [0, 9]
    assert last == ("4 more changes are not in this list. They are among all the changes, word by word.", False)


def test_other_words_are_no_headline():
    """Spelling and other words for the same are told in the redline alone."""
    old = version_of(a_rule("Consider their wellbeing."))
    new = version_of(a_rule("Consider their well-being."), number="1.0.1")
    changes = compare(old, new)
    assert changes.weight is DepartureClass.TYPOGRAPHY
    assert headlines(changes) == ()


def test_where_lines_break_in_the_file_is_no_change():
    """A paragraph that is wrapped otherwise reads the same."""
    changes = compare(
        version_of(a_rule("Ask\nfirst.\n\nThen share.")), version_of(a_rule("Ask first.\n \nThen\nshare."))
    )
    assert changes.weight is None
    assert changes.changed_rules == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (a_rule(), Rule("ask-first", "Ask before you share.", strength=Strength.MUST)),
        (a_rule(), a_rule("Ask before you never share.")),
    ],
)
def test_how_binding_a_rule_is_weighs_as_much_as_its_meaning(old, new):
    """A declared strength counts like words that change the meaning."""
    assert compare(version_of(old), version_of(new)).weight is DepartureClass.MEANING


def test_another_source_is_a_change_of_wording_weight():
    """A rule that keeps its words but cites another edition is shown as changed."""
    old, new = a_rule(quotes="advice/2015#part-1"), a_rule(quotes="advice/2018#part-1")
    (change,) = compare(version_of(old), version_of(new)).changed_rules
    assert change.kind is ChangeOf.SOURCE
    assert change.sources_changed
    assert change.weight is DepartureClass.WORDING


def test_a_rule_that_only_moved_weighs_nothing():
    """Another place and another number change no word; the rule that made way has another number and no more."""
    one, two = a_rule("One.", "ask-first"), a_rule("Two.", "be-open")
    changes = compare(version_of(one, two), version_of(two, one))
    assert [change.kind for change in changes.changed_rules] == [ChangeOf.MOVED, ChangeOf.RENUMBERED]
    assert changes.weight is None


def test_rules_stand_in_the_order_of_the_document():
    """Whatever they weigh: readers find a rule where they know it to be."""
    old = version_of(a_rule("Think of wellbeing.", "be-open"), a_rule("Do not share.", "ask-first"))
    new = version_of(a_rule("Think of well-being.", "be-open"), a_rule("Do share.", "ask-first"))
    assert [change.placed.rule.id for change in compare(old, new).changed_rules] == ["be-open", "ask-first"]


def test_title_and_headings_are_compared():
    """Words around the rules count as well."""
    old = a_version(sections=[Section("a", "What to do", (a_rule(),))], title="Sharing")
    new = a_version(sections=[Section("a", "What you do", (a_rule(),))], title="Sharing well")
    assert [change.what for change in compare(old, new).texts] == ["title", "heading"]


def test_links_in_introductions_are_compared_as_they_are_read():
    """A reader of a redline sees the words of a link; where it leads is shown only where that changed."""
    one = a_version(introduction="Read [the advice](source:advice/2015) first.")
    two = a_version(introduction="Read [all advice](source:advice/2018) first.")
    three = a_version(introduction="Read [all advice](source:advice/2024) first.")
    four = a_version(introduction="Read [all the advice](source:advice/2024) first.")
    marked = ["".join(span.text for span in compare(*pair).texts[0].redline) for pair in ((one, two), (three, four))]
    assert "advice (source:advice/" in marked[0]
    assert marked[1] == "Read all the advice first."
    (target,) = compare(two, three).texts
    assert [span.text for span in target.redline if span.kind != "same"] == ["2018", "2024"]


def test_a_first_link_within_the_library_is_not_told_in_addresses_and_one_that_leads_out_of_it_is():
    """Where there was no link, none was led elsewhere; whoever is sent to another site is told where."""
    none = a_version(introduction="Ask, then read the advice.")
    within = a_version(introduction="Read [the advice](source:advice/2015) first.")
    outside = a_version(introduction="Read [the advice](https://other.example/) first.")
    for pair, said in (
        ((none, within), "source:"),
        ((within, none), "source:"),
        ((none, outside), "https://other.example/"),
    ):
        (change,) = compare(*pair).texts
        assert (said in "".join(span.text for span in change.redline)) is (outside in pair)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ask:\n\n- us\n- them", "Ask:\n\n- us\n  - them"),
        ("Ask us.\nAsk them.", "Ask us.\\\nAsk them."),
        ("Ask [us](source:a/1) or [them](source:b/1).", "Ask [us](source:b/1) or [them](source:a/1)."),
        ("Ask us.", "Ask *us*."),
    ],
)
def test_markdown_that_reads_otherwise_is_a_change(old, new):
    """Lists in lists, lines, and links that changed places among their words."""
    one, other = a_version(introduction=old), a_version(introduction=new)
    assert [change.what for change in compare(one, other).texts] == ["introduction"]
    assert [change.what for change in compare(other, one).texts] == ["introduction"]


def test_what_was_turned_round_is_marked_where_it_stands():
    """Nobody has to read every line of a list to see that a rule says the opposite."""
    old = version_of(a_rule("Keep it for 7 days. Where you have consent, be mindful."))
    new = version_of(a_rule("Keep it for 14 days. Where you do not have consent, be mindful."))
    first, second = in_short(compare(old, new))
    assert first.words.startswith("Rule 1. It said ")
    assert second.words.startswith("Rule 1. It now says the opposite. ")
    assert (first.grave, second.grave) == (False, True)


def test_a_rule_that_was_taken_out_is_told_where_it_stood():
    """The removed rule comes after those that stood before it, not in a heap at the top."""
    rules = [a_rule(f"Rule of {name}.", name) for name in _NAMES]
    changes = compare(version_of(*rules), version_of(rules[0], rules[1], *rules[3:]))
    assert [change.placed.rule.id for change in changes.rules] == list(_NAMES)


def test_a_rule_with_another_id_that_says_so_is_the_same_rule():
    """Neither taken out nor new: its words are compared, and that links changed is told."""
    old = version_of(a_rule("Ask before you share.", "ask-first"), a_rule("Keep a record.", "keep-a-record"))
    renamed = replace(a_rule("Ask before you share it.", "ask-before"), formerly=("ask-first",))
    changes = compare(old, version_of(renamed, a_rule("Keep a record.", "keep-a-record"), number="1.1.0"))
    assert [(change.kind, change.renamed) for change in changes.rules] == [
        (ChangeOf.CHANGED, True),
        (ChangeOf.SAME, False),
    ]
    words = changes.rules[0].words
    assert words is not None
    assert [span.text for span in words.redline if span.kind is SpanKind.ADDED] == [" it"]


def test_a_rule_that_claims_two_former_rules_goes_on_from_the_first():
    """The other was taken out: no rule of the old version is lost."""
    old = version_of(a_rule(name="ask-first"), a_rule(name="keep-a-record"))
    both = replace(a_rule(name="ask-and-record"), formerly=("ask-first", "keep-a-record"))
    changes = compare(old, version_of(both, number="1.1.0"))
    assert sorted((change.placed.rule.id, change.kind.value) for change in changes.rules) == [
        ("ask-and-record", "changed"),
        ("keep-a-record", "removed"),
    ]


@pytest.mark.parametrize("forwards", [True, False], ids=["came", "went"])
def test_a_rule_that_came_or_went_weighs_as_a_change_of_meaning_and_binds_no_otherwise(forwards):
    """Its words are all that there is of it: nothing of it became anything else."""
    ask, both = [a_rule("You must ask.")], [a_rule("You must ask."), a_rule("You may tell them.", "tell")]
    first, second = (ask, both) if forwards else (both, ask)
    changes = compare(version_of(*first), version_of(*second, number="2.0.0"))
    (change,) = changes.changed_rules
    assert change.weight is DepartureClass.MEANING
    assert not change.binds_otherwise
