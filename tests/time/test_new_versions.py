"""A new version is held to what it claims: who approved it, from which date it applies, and that its rules are new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.audit.new_versions import verify_new_versions
from inforce.model.guidance import Approval, Change, ChangeKind, Version
from inforce.model.library import YesNo
from inforce.model.placeholders import is_filler, is_not_named, stray_quotation_mark
from inforce.model.rules import RuleItem, Term
from library_factory import a_document, a_library, a_rule, a_version

FILLERS = (
    "~", "null", "yes", "no", "todo", "tbc", "tbd", "xxx", "n/a", "none", "-", "?", "t.b.c.", "n. a.", "nobody",
    "someone", "no one", "not applicable", "unknown", "anonymous", "not yet approved", "the team", "<name>", "[role]",
    "2026-11-20", "b",
)  # fmt: skip
PUT_OFF = ("to be named", "to be confirmed", "not yet decided", "name to follow")
DAY = date(2026, 11, 29)
FIRST = a_version("1.0.0", [a_rule("Lock the door at night.", "lock"), a_rule("Tell your manager at once.", "tell")])
APPROVED = Approval("Board", date(2026, 11, 20))
RULES = (a_rule("Lock the door at noon.", "lock"), a_rule("Tell your manager at once.", "tell"))


def a_second(
    rules=RULES, *, begins: date = date(2026, 12, 5), approved: Approval | None = APPROVED, dated_back: str = ""
) -> Version:
    """Return a second version."""
    made = a_version("2.0.0", rules, begins=begins, kind=ChangeKind.MAJOR, approved=approved)
    change = Change(ChangeKind.MAJOR, "Looked at again.", dated_back=dated_back)
    return replace(made, text=replace(made.text, change=change))


def found(second: Version, *, published: bool = True) -> list[tuple[str, bool]]:
    """Return the codes of what is wrong with *second*, and whether each stops publication."""
    library = a_library(a_document(FIRST, second))
    known = {("sharing", FIRST.number)} if published else set()
    return [(one.code, one.is_error) for one in verify_new_versions(library, known, DAY)]


def test_an_honest_version_has_nothing_wrong() -> None:
    """Approved before its date, which lies ahead, with the ids that its rules had."""
    assert found(a_second()) == []


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (a_second(approved=None), [("approval-missing", True)]),
        (a_second(approved=Approval("Board", date(2026, 12, 6))), [("approval-too-late", True)]),
        (a_second(approved=Approval("Board", date(2026, 12, 1))), [("approval-too-late", True)]),
        (a_second(approved=Approval("Board", date(2026, 12, 5))), [("approval-too-late", False)]),
        (a_second(approved=Approval("Approver to be named", date(2026, 11, 20))), [("placeholder-left", True)]),
        (a_second(begins=date(2026, 11, 25)), [("dated-back", True)]),
        (a_second(begins=date(2062, 12, 5)), [("far-ahead", False)]),
        (a_second(begins=date(2028, 5, 28)), []),
        (a_second(begins=date(2026, 11, 25), dated_back="The board met late."), []),
        (a_second([RULES[0], a_rule("Tell your manager at once.", "inform")]), [("rule-id-changed", True)]),
        (
            a_second([a_rule("Tell your manager at once.", "lock"), a_rule("Lock the door at night.", "tell")]),
            [("rule-id-changed", True), ("rule-id-changed", True)],
        ),
        (a_second([RULES[0], replace(a_rule("Tell them.", "inform"), formerly=("tell",))]), []),
        (a_second([RULES[0], a_rule("Wear a badge in all public buildings.", "badge")]), []),
    ],
)
def test_each_claim_is_held_against_what_changed(second: Version, expected: list[tuple[str, bool]]) -> None:
    """Approval, names, date and ids; what is declared with its reason is right."""
    assert found(second) == expected


def test_a_paper_history_that_is_brought_in_says_so_once() -> None:
    """No version of the document is published yet; where its texts come from stands in the document, not in each."""
    late = a_second(begins=date(2026, 11, 25))
    assert found(late, published=False) == [("dated-back", True), ("dated-back", True)]
    document = a_document(FIRST, late)
    declared = replace(document, details=replace(document.details, brought_in="From the ring binder of 2019."))
    assert list(verify_new_versions(a_library(declared), set(), DAY)) == []
    later = verify_new_versions(a_library(declared), {(document.id, FIRST.number)}, DAY)
    assert [(one.code, one.is_error) for one in later] == [("dated-back", True)]


def test_a_merge_that_came_late_does_not_lock_the_site() -> None:
    """When it is published, both dates are told; whoever approved the version has to be named all the same."""
    known = {("sharing", FIRST.number)}
    late = a_library(a_document(FIRST, a_second(begins=date(2026, 11, 25))))
    (problem,) = verify_new_versions(late, known, DAY, at_publication=True)
    assert (problem.code, problem.is_error) == ("dated-back", False)
    assert "applies from 25 November 2026 and is published only on 29 November 2026" in str(problem.message)
    nobody = a_library(a_document(FIRST, a_second(approved=None)))
    (problem,) = verify_new_versions(nobody, known, DAY, at_publication=True)
    assert (problem.code, problem.is_error) == ("approval-missing", True)


def test_a_site_may_do_without_approvals() -> None:
    """Its setting says so; an approval that is given all the same has to be true."""
    nobody, late = a_second(approved=None), a_second(approved=Approval("Board", date(2026, 12, 6)))
    for second, expected in ((nobody, []), (late, ["approval-too-late"])):
        library = a_library(a_document(FIRST, second))
        relaxed = replace(library, settings=replace(library.settings, approval_needed=YesNo.NO))
        assert [one.code for one in verify_new_versions(relaxed, {("sharing", FIRST.number)}, DAY)] == expected


def test_what_is_published_is_not_held_any_more() -> None:
    """Nobody may edit it."""
    second = a_second(approved=None, begins=date(2026, 11, 25))
    library = a_library(a_document(FIRST, second))
    assert list(verify_new_versions(library, {("sharing", one.number) for one in (FIRST, second)}, DAY)) == []


@given(
    st.sampled_from(FILLERS + PUT_OFF),
    st.sampled_from([str.lower, str.upper, str.title]),
    st.sampled_from(["", ".", "!", " …"]),
)
def test_what_says_nothing_is_filler_however_it_is_written(words: str, cased: Callable[[str], str], end: str) -> None:
    """In names and in reasons, in any letters, with a full stop or without."""
    assert is_filler(cased(words) + end, is_answer=True)


@given(st.text("abcdefg ", min_size=1).filter(str.strip), st.sampled_from(["board", "manager", "team"]))
def test_a_name_is_no_filler(words: str, role: str) -> None:
    """Neither is one that has such words in it."""
    for name in (f"{words} {role}", f"{role} {words}", f"The {role} to do {words}", "Yes Minister", "Tobias Nally"):
        assert not is_filler(name, is_answer=True)
        assert not is_not_named(name)
        assert not stray_quotation_mark(name)


@pytest.mark.parametrize(
    ("name", "stray"),
    [
        ("“Policy board”", True),
        ('Policy board"', True),
        ("„Policy board", True),
        ('The "Safe visits" board', False),
        ('Board for "safe visits"', False),
        ("Children's board", False),
        ('"A" and "B"', False),
        ("\u2018Policy board\u2019", True),
        ("'Policy board'", True),
        ("'s-Hertogenbosch board", False),
        ("Board of the nurses\u2019", False),
    ],
)
def test_a_quotation_mark_that_quotes_nothing_is_stray(name: str, *, stray: bool) -> None:
    """A name that holds a quotation is one."""
    assert stray_quotation_mark(name) is stray


LONG = "Ask the person before you share anything."
RECORD = "Keep a record of every decision."


def hints(before, now, *others) -> dict[str, str]:
    """Return what is to be written in each rule of a second version, by its id."""
    first = a_version("1.0.0", [a_rule(text, name) for text, name in before])
    rules = [a_rule(text, name) for text, name in now]
    library = a_library(a_document(first, a_second(rules)), *others)
    known = {("sharing", first.number)}
    problems = [one for one in verify_new_versions(library, known, DAY) if one.code == "rule-id-changed"]
    return {str(one.message).split('"')[1]: str(one.remedy).split("\n")[0].split(":  ")[-1] for one in problems}


def test_the_hint_names_what_became_of_the_rule() -> None:
    """Put together, split, moved, or under another id; of words that are new nothing is guessed."""
    other = a_document(
        a_version("1.0.0", [a_rule(RECORD, "keep"), a_rule("Lock up.", "lock")], document="records"),
        a_version("2.0.0", [a_rule("Lock up.", "lock")], document="records", begins=date(2026, 12, 5)),
        name="records",
    )
    both = f"{LONG} {RECORD}"
    assert hints([(LONG, "ask"), (RECORD, "keep")], [(both, "both")]) == {"both": "merged_from: [ask, keep]"}
    assert hints([(LONG, "ask"), (RECORD, "keep")], [(both, "ask")]) == {"ask": "merged_from: [ask, keep]"}
    assert hints([(both, "both")], [(LONG, "ask"), (RECORD, "keep")])["keep"] == "split_from: both"
    assert hints([(both, "both")], [(LONG, "both"), (RECORD, "keep")]) == {"keep": "split_from: both"}
    assert hints([(LONG, "ask")], [(LONG, "asking")]) == {"asking": "formerly: [ask]"}
    assert hints([(LONG, "ask")], [(LONG, "ask"), (RECORD, "note")], other) == {"note": "formerly: [records#keep]"}
    assert hints([(LONG, "ask")], [(LONG, "ask"), ("Wear a badge in public.", "badge")], other) == {}
    assert hints([(LONG, "ask"), (RECORD, "keep")], [(LONG, "ask"), ("Wear a badge.", "badge")]) == {}


def test_what_is_declared_is_asked_about_no_more() -> None:
    """Neither of the rule that came nor of those that went."""
    first = a_version("1.0.0", [a_rule(LONG, "ask"), a_rule(RECORD, "keep")])
    both = replace(a_rule(f"{LONG} {RECORD}", "both"), merged_from=("ask", "keep"))
    library = a_library(a_document(first, a_second([both])))
    assert list(verify_new_versions(library, {("sharing", first.number)}, DAY)) == []


def test_parts_of_rules_sections_and_terms_keep_their_ids() -> None:
    """Links lead to them too; what is new has whatever id it likes."""

    def with_parts(version: Version, *ids: str) -> Version:
        (section,) = version.text.sections
        rule = replace(a_rule(LONG, "ask"), items=(RuleItem(ids[0], "the time of the visit"), RuleItem("who", "who")))
        section = replace(section, id=ids[1], heading="On a visit", rules=(rule,))
        return replace(
            version, text=replace(version.text, sections=(section,), terms=(Term(ids[2], "visit", "A call."),))
        )

    first = with_parts(a_version("1.0.0", [a_rule()]), "time", "visits", "visit")
    for ids, told in (
        (("time", "visits", "visit"), 0),
        (("hour", "visits", "visit"), 1),
        (("hour", "on", "a-visit"), 3),
    ):
        library = a_library(a_document(first, with_parts(a_second(), *ids)))
        found = list(verify_new_versions(library, {("sharing", first.number)}, DAY))
        assert [(one.code, one.is_error) for one in found] == [("rule-id-changed", False)] * told
    assert {str(one.remedy) for one in found} == {
        "Keep its id:  id: time", "Keep its id:  id: visits", "Keep its id:  id: visit"
    }  # fmt: skip
