"""A version changes no more than its kind has room for; what is published already stops nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.checks.check import lenient
from inforce.checks.kinds_of_change import kinds_of_change, known_document
from inforce.model.guidance import Approval, CallOff, Change, ChangeKind, DecidedChange, Document, Numbering
from inforce.model.library import Settings
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem, Severity
from inforce.model.rules import (
    Attribute,
    Contact,
    DecidedWords,
    Deprecation,
    KeyPoint,
    Meaning,
    Note,
    NoteKind,
    Role,
    Rule,
    RuleItem,
    Strength,
    Term,
)
from library_factory import BEGINNING, a_document, a_library, a_rule, a_version

LATER = date(2026, 6, 1)
BEFORE = "Do not open the safe before 5 pm."


def changed_to(
    text: str, kind: ChangeKind, *more: Rule, before: str = BEFORE, decided: tuple[DecidedChange, ...] = ()
) -> Document:
    """Return a document whose rule became *text*, with the rules *more*, in a version of that *kind*."""
    number = {ChangeKind.PATCH: "1.0.1", ChangeKind.MINOR: "1.1.0", ChangeKind.MAJOR: "2.0.0"}[kind]
    new = a_version(number, [a_rule(text, "safe"), *more], begins=LATER)
    text_of = replace(new.text, change=Change(kind, "It was looked at.", decided))
    return a_document(a_version("1.0.0", [a_rule(before, "safe")]), replace(new, text=text_of))


def codes(document: Document, site: Settings | None = None) -> list[str]:
    library = a_library(document)
    library = replace(library, settings=site or library.settings)
    return [problem.code for problem in kinds_of_change(library, BEGINNING)]


def test_a_patch_writes_otherwise_and_nothing_else() -> None:
    """No other word, no rule more, less or elsewhere, and nothing that touches the meaning."""
    assert codes(changed_to("Do not open the safe before 5pm.", ChangeKind.PATCH)) == []
    assert codes(changed_to("Don't open the safe before 17:00.", ChangeKind.PATCH)) == []
    larger = ["change-larger-than-its-kind"]
    assert codes(changed_to("Open the safe before 5 pm.", ChangeKind.PATCH)) == larger
    assert codes(changed_to("Do not open the vault before 5 pm.", ChangeKind.PATCH)) == larger
    assert codes(changed_to(BEFORE, ChangeKind.PATCH, a_rule("Do not lend the keys.", "lend"))) == larger


def test_a_minor_version_adds_and_says_the_same_in_other_words() -> None:
    """It touches the meaning only with an approver."""
    assert codes(changed_to("Do not open the vault before 5 pm.", ChangeKind.MINOR)) == []
    assert codes(changed_to(BEFORE, ChangeKind.MINOR, a_rule("Do not lend the keys.", "lend"))) == []
    assert codes(changed_to("Do not open the safe before 6 pm.", ChangeKind.MINOR)) == ["change-larger-than-its-kind"]
    approved = DecidedChange("5 pm", "6 pm", "We open later.", approved_by="Practice board")
    assert codes(changed_to("Do not open the safe before 6 pm.", ChangeKind.MINOR, decided=(approved,))) == []
    silent = replace(approved, approved_by=None)
    assert codes(changed_to("Do not open the safe before 6 pm.", ChangeKind.MINOR, decided=(silent,))) != []


def test_a_decision_that_words_mean_the_same_holds_for_the_document_or_for_the_library() -> None:
    """However the words are written, and whatever stands round them."""
    decided = DecidedChange("The safe", "The vault", "It is called so.", meaning=Meaning.SAME, decided_by="Board")
    document = changed_to("Do not open the vault before 5 pm.", ChangeKind.PATCH, decided=(decided,))
    assert codes(document) == []
    everywhere = Settings(decided=(DecidedWords("the safe", "the vault", "It is called so.", "Board"),))
    assert codes(changed_to("Do not open the vault before 5 pm.", ChangeKind.PATCH), everywhere) == []


@given(
    text=st.sampled_from(["Open the safe.", "Do not open the safe before 6 pm.", "Do not open the vault before 5 pm."]),
    number=st.sampled_from(["1.0.1", "1.1.0", "2.0.0"]),
    practice=st.sampled_from(["", "Ask the night team."]),
)
@settings(max_examples=18, deadline=None)
def test_a_version_that_gets_the_kind_and_number_that_it_is_told_to_get_holds(
    text: str, number: str, practice: str
) -> None:
    """It is to be renamed only where its number is of another kind; what was added is called so."""
    old = a_version("1.0.0", [a_rule(BEFORE, "safe")])
    new = a_version(number, [replace(a_rule(text, "safe"), local_practice=practice)], begins=LATER)

    def problems(kind: ChangeKind, number: str) -> list[Problem]:
        text_of = replace(new.text, change=Change(kind, "It was looked at."), version=VersionNumber.parse(number))
        return list(kinds_of_change(a_library(a_document(old, replace(new, text=text_of))), BEGINNING))

    (told,) = (one for one in problems(ChangeKind.PATCH, number) if one.code == "change-larger-than-its-kind")
    assert '""' not in str(told.message)
    kind = re.search(r"makes it (\w+):", str(told.remedy))
    renamed = re.search(r"rename the file to (\S+)\.yml", str(told.remedy))
    assert kind
    fits = not problems(ChangeKind(kind[1]), number)
    assert fits == (renamed is None)
    assert not problems(ChangeKind(kind[1]), renamed[1] if renamed else number)


@given(st.sampled_from(["Open the safe.", "Lock the safe at 6 pm.", "Do not open the safe before 5pm.", ""]))
@settings(max_examples=20, deadline=None)
def test_a_major_version_may_change_anything(text: str) -> None:
    """That is what the kind is for."""
    assert codes(changed_to(text or "Wait.", ChangeKind.MAJOR)) == []


def test_a_patch_that_turns_a_rule_round_is_known_to_be_understated() -> None:
    """So no review is carried over it, also where it is published and stops nothing."""
    document = changed_to("Open the safe before 5 pm.", ChangeKind.PATCH)
    number = VersionNumber(1, 0, 1)
    assert known_document(document, Settings()).understated == {number}
    honest = changed_to("Do not open the safe before 5pm.", ChangeKind.PATCH)
    assert known_document(honest, Settings()).understated == set()
    (problem,) = kinds_of_change(a_library(document), BEGINNING)
    assert problem.is_error
    (told,) = lenient([problem], [(document.id, number)])
    assert (told.severity, told.code) == (Severity.WARNING, problem.code)
    assert lenient([problem], [(document.id, VersionNumber(1, 0, 0))]) == (problem,)


LOCK, TELL = "Lock the door at night.", "Tell the manager when you leave."
BOTH = f"{LOCK}\n\n{TELL}"


def regrouped(before: list[Rule], after: list[Rule], kind: ChangeKind = ChangeKind.MINOR) -> list[str]:
    """Return what is said of a version that puts rules together or splits them."""
    number = {ChangeKind.PATCH: "1.0.1", ChangeKind.MINOR: "1.1.0"}[kind]
    new = a_version(number, after, begins=LATER)
    new = replace(new, text=replace(new.text, change=Change(kind, "They were put in order.")))
    return codes(a_document(a_version("1.0.0", before), new))


def test_what_stands_in_another_rule_now_was_not_taken_out() -> None:
    """Rules that were put together or split say in a minor version what they said; the words decide, not the claim."""
    lock, tell = a_rule(LOCK, "lock"), a_rule(TELL, "tell")
    merged = replace(a_rule(BOTH, "leaving"), merged_from=("lock", "tell"))
    parts = [replace(a_rule(text, name), split_from="leaving") for text, name in ((LOCK, "lock"), (TELL, "tell"))]
    larger = ["change-larger-than-its-kind"]
    assert regrouped([lock, tell], [merged]) == []
    assert regrouped([a_rule(BOTH, "leaving")], parts) == []
    assert regrouped([lock, tell], [merged], ChangeKind.PATCH) == larger
    below = f"{LOCK}\n\nDo not:\n\n- {TELL}\n- Wait."
    for text in (LOCK, below, f"{LOCK}\n\nDo not tell the manager when you leave.", f"{LOCK}\n\nTell the manager."):
        assert regrouped([lock, tell], [replace(merged, text=text)]) == larger
    assert regrouped([a_rule(BOTH, "leaving")], parts[:1]) == larger


def test_words_that_went_from_a_rule_into_another_are_no_change_of_meaning() -> None:
    """The rule that stays has them more, or less; whatever else changes in it is held as ever."""
    lock, tell, both = a_rule(LOCK, "lock"), a_rule(TELL, "tell"), a_rule(BOTH, "lock")
    split = replace(tell, split_from="lock")
    larger = ["change-larger-than-its-kind"]
    for merged in (both, replace(both, merged_from=("lock", "tell"))):
        assert regrouped([lock, tell], [merged]) == []
        assert regrouped([lock, tell], [replace(merged, text=f"{BOTH} Go home.")]) == larger
        assert regrouped([lock, tell], [replace(merged, text=f"Do not lock the door.\n\n{TELL}")]) == larger
    assert regrouped([both], [lock, split]) == []
    assert regrouped([both], [lock, replace(split, strength=Strength.MAY)]) == larger
    listed = a_rule(f"Do not:\n\n- {TELL}\n- Wait.", "lock")
    assert regrouped([listed], [a_rule("Do not:\n\n- Wait.", "lock"), split]) == larger


def test_a_rule_that_went_into_another_binds_as_it_did() -> None:
    """What it says on doing this here goes on too, and how binding it is declared to be."""
    lock, tell = a_rule(LOCK, "lock"), a_rule(TELL, "tell")
    merged = replace(a_rule(BOTH, "leaving"), merged_from=("lock", "tell"))
    larger = ["change-larger-than-its-kind"]
    here = "Write it in the book at the desk."
    assert regrouped([lock, replace(tell, local_practice=here)], [merged]) == larger
    assert regrouped([lock, replace(tell, local_practice=here)], [replace(merged, local_practice=here)]) == []
    assert regrouped([lock, replace(tell, strength=Strength.MUST)], [merged]) == larger
    gone = Deprecation("It is not done any more.")
    assert regrouped([lock, tell], [replace(merged, deprecated=gone)]) == larger


LISTED = "Bring:\n\n- a torch\n- the file\n  - of the child\n\nThen go."
ROWS = "| Visit | How long |\n| --- | --- |\n| First | One hour |\n| Later | Half an hour |"


def test_a_minor_version_drops_no_item_and_no_row_unless_somebody_approved_that() -> None:
    """However few words they are; one that is said in other words, or came, is wording and an addition."""
    larger = ["change-larger-than-its-kind"]

    def changed(text: str, before: str, *decided: DecidedChange) -> list[str]:
        return codes(changed_to(text, ChangeKind.MINOR, before=before, decided=decided))

    for gone, before in (("- a torch\n", LISTED), ("\n| Later | Half an hour |", ROWS)):
        after = before.replace(gone, "", 1)
        words = " ".join(gone.strip("-\n ").replace("|", " ").split())
        assert changed(after, before) == larger
        approved = DecidedChange(words, "", "Nobody needs it.", approved_by="Practice board")
        assert changed(after, before, approved) == []
        assert changed(before, after) == [] or before is ROWS
    assert changed(LISTED.replace("a torch", "a light"), LISTED) == []


def test_a_patch_changes_no_form_that_says_something() -> None:
    """An item stays an item of its list, and numbers that people cite stay what they are."""
    larger = ["change-larger-than-its-kind"]
    for text in (LISTED.replace("  - of", "- of"), LISTED.replace("Then go.", "- Then go.")):
        assert codes(changed_to(text, ChangeKind.PATCH, before=LISTED)) == larger
    assert codes(changed_to(LISTED.replace("- ", "* "), ChangeKind.PATCH, before=LISTED)) == []
    labelled = replace(a_rule(LOCK, "lock"), label="6.1", items=(RuleItem("time", "the time", "a)"),))
    assert regrouped([labelled], [replace(labelled, label="6.2")], ChangeKind.PATCH) == larger
    assert (
        regrouped([labelled], [replace(labelled, items=(RuleItem("time", "the time", "b)"),))], ChangeKind.PATCH)
        == larger
    )
    document = changed_to(BEFORE, ChangeKind.PATCH)
    first, second = document.versions
    by_section = replace(second, text=replace(second.text, numbering=Numbering.SECTION))
    assert codes(document) == []
    assert codes(replace(document, versions=(first, by_section))) == larger


@given(st.sampled_from(["notes", "attributes", "contacts", "roles", "terms", "key_points"]))
def test_what_stands_beside_the_rules_is_held_like_the_rules(where: str) -> None:
    """A minor version turns no note, fact, duty, term or point round, unless somebody approved that."""
    said, other = "A message is enough.", "A message is not enough."
    old, new = (
        {
            "notes": replace(a_rule(BEFORE, "safe"), notes=(Note(NoteKind.NOTE, text),)),
            "attributes": replace(a_rule(BEFORE, "safe"), attributes=(Attribute("Level", text),)),
            "contacts": {"contacts": (Contact("Duty team", when=text),)},
            "roles": {"roles": (Role("Manager", text),)},
            "terms": {"terms": (Term("message", "message", text),)},
            "key_points": {"key_points": (KeyPoint(text),)},
        }[where]
        for text in (said, other)
    )
    document = changed_to(BEFORE, ChangeKind.MINOR)
    versions = []
    for version, carried in zip(document.versions, (old, new), strict=True):
        if isinstance(carried, Rule):
            section = replace(version.text.sections[0], rules=(carried,))
            versions.append(replace(version, text=replace(version.text, sections=(section,))))
        else:
            versions.append(replace(version, text=replace(version.text, **carried)))
    assert codes(replace(document, versions=tuple(versions))) == ["change-larger-than-its-kind"]
    decided = DecidedChange("", "not", "The law says so.", approved_by="Practice board")
    change = replace(versions[1].text.change, decided=(decided,))
    versions[1] = replace(versions[1], text=replace(versions[1].text, change=change))
    assert codes(replace(document, versions=tuple(versions))) == []


@given(
    number=st.sampled_from(["1.0.1", "1.1.0", "1.1.1", "2.0.0", "2.0.1", "2.1.0", "2.1.1", "3.0.0", "3.0.1"]),
    kind=st.sampled_from([ChangeKind.PATCH, ChangeKind.MINOR, ChangeKind.MAJOR]),
    days=st.sampled_from([0, 1]),
)
def test_a_number_goes_on_from_the_version_before_or_from_one_that_was_cancelled(
    number: str, kind: ChangeKind, days: int
) -> None:
    """That a version was once cancelled makes no number fit that fits neither; approved is it so many days later."""
    parsed = VersionNumber.parse(number)
    first, pending = a_version("1.0.0", [a_rule(BEFORE, "safe")]), a_version("2.0.0", begins=date(2027, 1, 1))
    new = a_version(number, [a_rule(BEFORE, "safe")], begins=LATER)
    approved = Approval("Policy board", LATER + timedelta(days))
    new = replace(new, text=replace(new.text, change=Change(kind, "It was looked at."), approved=approved))
    off = CallOff(VersionNumber(2, 0, 0), LATER, "It is not to come.")
    if parsed == off.version:
        return
    document = a_document(*sorted((first, pending, new), key=lambda one: one.number), called_off=(off,))
    fits = {
        ChangeKind.PATCH: {"1.0.1", "2.0.1"},
        ChangeKind.MINOR: {"1.1.0", "2.1.0"},
        # below 2.0.0, as long as that was still to come, a major one had no other number
        ChangeKind.MAJOR: {"3.0.0"} if days else {"1.1.0", "3.0.0"},
    }
    assert ("number-not-of-its-kind" in codes(document)) == (number not in fits[kind])


def test_a_number_to_call_is_approved_once_and_what_is_added_beside_the_rules_is_an_addition() -> None:
    """The link to a number says it a second time; one contact or note more takes nobody's approval."""
    document = changed_to(BEFORE, ChangeKind.MINOR)
    first, second = document.versions

    def told(*contacts: Contact, decided: tuple[DecidedChange, ...] = ()) -> list[str]:
        old = replace(first, text=replace(first.text, contacts=(Contact("Duty team", telephone="01632 960 303"),)))
        change = replace(second.text.change, decided=decided)
        new = replace(second, text=replace(second.text, contacts=contacts, change=change))
        return codes(replace(document, versions=(old, new)))

    moved = Contact("Duty team", telephone="01632 960 304")
    approved = DecidedChange("01632 960 303", "01632 960 304", "It changed.", approved_by="Practice board")
    assert told(moved) == ["change-larger-than-its-kind"]
    assert told(moved, decided=(approved,)) == []
    assert told(Contact("Duty team", telephone="01632 960 303"), Contact("Night team", telephone="01632 960 309")) == []
    said, more = Note(NoteKind.NOTE, "A message is enough."), Note(NoteKind.EXAMPLE, "You may ring first.")
    noted = [replace(a_rule(LOCK, "lock"), notes=notes) for notes in ((said,), (said, more))]
    assert regrouped([noted[0]], [noted[1]]) == []
