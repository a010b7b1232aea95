"""A redline leaves nothing out: whatever a reader sees otherwise it says, and from the old it leads to the new."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from inforce.compare.changes import ChangeOf, compare
from inforce.formats.records.comparisons import redline_record
from inforce.formats.records.schemas import schemas
from inforce.formats.records.versions import version_record
from inforce.model.block_text import words_of
from inforce.model.guidance import Approval, Change, ChangeKind, Numbering, Version, VersionText
from inforce.model.library import Library
from inforce.model.names import PassageRef, VersionNumber
from inforce.model.rules import (
    Attribute,
    Citation,
    Contact,
    Departure,
    Deprecation,
    KeyPoint,
    Meaning,
    Note,
    NoteKind,
    OwnStatement,
    Role,
    Rule,
    Section,
    Strength,
    StrengthDecision,
    Term,
)
from inforce.site.document.redline_rows import Row, redline_rows
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_library, a_rule, a_version
from version_pairs import version_pairs

DAY = date(2026, 12, 1)
SITE = SiteFacts("Guidance", "https://guidance.example.org/")
SCHEMA = Draft202012Validator(schemas()["redline"])
NAMED = ("words", "local_practice", "declared")
OLD_PLACE = ("old_section", "old_id", "old_number", "old_strength")
NEW_PLACE = ("new_section", "id", "new_number", "new_strength")
law = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def records(old: Version, new: Version) -> tuple[Any, Any, Any]:
    """Return the records of both versions and of their comparison, as programs read them."""
    document = a_document(old, new)
    on_day = DocumentOnDay(document, DAY, a_library(document))
    made = (
        version_record(on_day, old, SITE),
        version_record(on_day, new, SITE),
        redline_record(on_day, compare(old, new), SITE),
    )
    one, other, redline = (json.loads(json.dumps(record)) for record in made)
    return one, other, redline


def before(spans: list[dict[str, str]]) -> str:
    return "".join(span["text"] for span in spans if span["kind"] != "added")


def after(spans: list[dict[str, str]]) -> str:
    return "".join(span["text"] for span in spans if span["kind"] != "removed")


def texts_of(record: Any) -> dict[str, Any]:
    """Return the texts of a version's record that a redline is about, with the rules in their order."""
    return {
        **{name: record[name] or "" for name in ("title", "summary", "print_notice", "introduction")},
        "sections": {one["id"]: (one["heading"], one["introduction"]) for one in record["sections"]},
        "rules": [
            (part["id"], *(rule[name] for name in ("id", "number", "strength", "text", *NAMED[1:])))
            for part in record["sections"]
            for rule in part["rules"]
        ],
    }


def applied(redline: Any, old: dict[str, Any]) -> dict[str, Any]:
    """Return *old* with everything that *redline* says changed, having seen that it is about *old*."""
    new = {**old, "sections": dict(old["sections"])}
    for text in redline["texts"]:
        was, now, name = before(text["words"]), after(text["words"]), text["section"]
        if name is None:
            assert new[text["what"]] == was
            new[text["what"]] = now
        else:
            place = ("heading", "section_introduction").index(text["what"])
            held = list(new["sections"].get(name, ("", "")))
            assert held[place] == was
            held[place] = now
            new["sections"][name] = tuple(held)
    kept = {rule["new_section"] for rule in redline["rules"]}
    new["sections"] = {name: held for name, held in new["sections"].items() if name in kept}
    was = {
        rule["old_number"]: (*(rule[name] for name in OLD_PLACE), *(before(rule[name]) for name in NAMED))
        for rule in redline["rules"]
        if rule["old_number"]
    }
    assert [was[number] for number in sorted(was)] == old["rules"]
    new["rules"] = [
        (*(rule[name] for name in NEW_PLACE), *(after(rule[name]) for name in NAMED))
        for rule in redline["rules"]
        if rule["new_number"]
    ]
    return new


@law
@given(version_pairs())
def test_the_record_of_a_redline_alone_leads_from_the_old_record_to_the_new(pair):
    """To the letter: title, summary, notice, introductions, headings, and every rule in its place."""
    old, new, redline = records(*pair)
    assert applied(redline, texts_of(old)) == texts_of(new)


@law
@given(version_pairs())
def test_both_sides_stand_beside_each_other_in_full(pair):
    """What is marked inline, and each of the two columns, hold the same words, and both versions as they are read.

    Of a rule that stays, what left it for another one or came from one stands beside the words of that one.
    """
    changes = compare(*pair)
    rows = redline_rows(changes, a_library())
    elsewhere = "".join(words for one in changes.rules if one.part_of for words in one.part_of.match.words)
    for row, change in zip(rows.rules, changes.changed_rules, strict=True):
        if not row.parts:
            assert change.kind in {ChangeOf.MOVED, ChangeOf.RENUMBERED, ChangeOf.SOURCE}
            continue
        was, now = (words_of(placed.rule.text) if placed else "" for placed in (change.old, change.new))
        if change.part_of:
            match = change.part_of.match
            for whole, shown in zip((was, now), match.both, strict=True):
                assert match.words or Counter(letters(whole)) <= Counter(letters(shown + elsewhere))
            was, now = match.both
        assert column(row, "added") == inline(row, "added") == letters(was)
        assert column(row, "removed") == inline(row, "removed") == letters(now)


def inline(row: Row, without: str) -> str:
    return letters("".join(p.text for pieces in row.parts[0].words for p in pieces if p.kind != without))


def column(row: Row, without: str) -> str:
    sides = [beside.old if without == "added" else beside.new for beside in row.parts[0].sides]
    shown = [piece for side in sides for pieces in side for piece in pieces]
    assert all(piece.kind != without for piece in shown)
    return letters("".join(piece.text for piece in shown))


KNOCK = "Knock before you go in."
FIVE, TEN = (f"If nobody answers within {count} minutes, ring the duty desk." for count in ("five", "ten"))
WHOLE, KNOCKS, RINGS = a_rule(f"{KNOCK} {FIVE}", "knock"), a_rule(KNOCK, "knock"), a_rule(TEN, "ring")

SHED = a_rule("Lock the shed.", "shed")


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        pytest.param([WHOLE], [KNOCKS, RINGS], {"knock": [], "ring": ["five", "ten"]}, id="found to be split off"),
        pytest.param(
            [KNOCKS, RINGS], [WHOLE], {"knock": [], "ring": ["ten", "five"]}, id="found to have gone into another"
        ),
        pytest.param(
            [WHOLE], [KNOCKS, replace(RINGS, split_from="knock")], {"knock": [], "ring": ["five", "ten"]}, id="split"
        ),
        pytest.param(
            [KNOCKS, RINGS],
            [replace(WHOLE, id="both", merged_from=("knock", "ring"))],
            {"both": ["ten", "five"], "knock": [], "ring": ["ten", "five"]},
            id="merged",
        ),
        pytest.param(
            [KNOCKS, RINGS],
            [replace(WHOLE, merged_from=("knock", "ring"))],
            {"knock": ["ten", "five"], "ring": ["ten", "five"]},
            id="merged into a rule that was there before",
        ),
        pytest.param(
            [WHOLE, a_rule(TEN, "other"), SHED],
            [
                KNOCKS,
                a_rule("Wait outside.", "other"),
                SHED,
                replace(RINGS, split_from="shed"),
            ],
            {"ring": [TEN]},
            id="declared to be split from another rule, in which the words never stood",
        ),
        pytest.param(
            [WHOLE, a_rule(TEN, "other")],
            [KNOCKS, a_rule("Wait outside.", "other"), replace(RINGS, split_from="knock")],
            {"knock": [], "ring": ["five", "ten"]},
            id="declared to be split from one rule, and found to be more like another",
        ),
    ],
)
def test_of_words_that_went_to_another_rule_only_what_changed_is_marked(
    before: list[Rule], after: list[Rule], marked: dict[str, list[str]]
) -> None:
    """Where its words were found in the rule that it came from or went into; a declared one wins over one found."""
    changes = compare(a_version(rules=before), a_version("2.0.0", after))
    kinds = {change.placed.rule.id for change in changes.rules if change.part_of or not (change.old and change.new)}
    shown = {row.id: row.parts[0].words for row in redline_rows(changes, a_library()).rules if row.id in kinds}
    found = {
        name: [piece.text.strip() for line in lines for piece in line if piece.kind != "same"]
        for name, lines in shown.items()
    }
    assert found == marked


def test_the_record_of_a_redline_has_the_words_of_a_part_beside_those_it_came_from() -> None:
    """Beside the words as new, which lead from the old record to the new one."""
    *_, redline = records(a_version(rules=[WHOLE]), a_version("2.0.0", [KNOCKS, RINGS]))
    knock, ring = redline["rules"]
    assert knock["part_of"] == {"rule": "ring", "words": [{"kind": "same", "text": KNOCK}]}
    assert (before(knock["words"]), after(knock["words"])) == (WHOLE.text, KNOCK)
    assert ring["part_of"]["rule"] == "knock"
    assert (before(ring["part_of"]["words"]), after(ring["part_of"]["words"])) == (FIVE, TEN)
    assert (before(ring["words"]), after(ring["words"])) == ("", TEN)


def letters(text: str) -> str:
    return "".join(text.split())


RULE = Rule(
    "ask-first",
    "Ask first.",
    (
        Citation(
            quotes=PassageRef.parse("advice/2018#part-1"),
            departures=(Departure("Ask", "Do ask", "It was an error.", "The board"),),
        ),
        Citation(draws_on=PassageRef.parse("advice/2018#part-2"), ours=(OwnStatement("first", "It is ours."),)),
    ),
    "Ask the [desk](https://desk.example.org/).",
    Strength.MUST,
    StrengthDecision("It matters here.", "The board"),
)
OLD = a_version(
    sections=[Section("first", "What to do", (RULE, a_rule("Be open.", "be-open")), "Two rules.")],
    introduction="Read this.",
)
OLD = replace(OLD, text=replace(OLD.text, print_notice="Do not file it.", approved=Approval("The board")))

SAID_ELSEWHERE = {"format", "version", "in_force_from", "change", "approved"}
"""What tells one version from another. It differs between any two, and stands beside every comparison."""

OTHERWISE: dict[tuple[type, str], Any] = {
    (VersionText, "title"): "Sharing",
    (VersionText, "summary"): "What not to weigh.",
    (VersionText, "introduction"): "Do not read this.",
    (VersionText, "print_notice"): None,
    (VersionText, "sections"): (Section("first", "What to do", (RULE,), "Two rules."),),
    (VersionText, "numbering"): Numbering.SECTION,
    (VersionText, "key_points"): (KeyPoint("Ask.", "ask-first"),),
    (VersionText, "terms"): (Term("them", "them", "the people whose data it is"),),
    (VersionText, "contacts"): (Contact("The desk", telephone="01632 960 303"),),
    (VersionText, "roles"): (Role("The manager", "Decides."),),
    (VersionText, "attributes"): (Attribute("Level", "L1"),),
    (Section, "id"): "second",
    (Section, "label"): "B",
    (Section, "sections"): (Section("within", "Within", (), "More."),),
    (Section, "heading"): "What you do",
    (Section, "introduction"): "",
    (Section, "rules"): (a_rule("Be open.", "be-open"), RULE),
    (Rule, "id"): "ask-them",
    (Rule, "text"): "Ask last.",
    (Rule, "label"): "4a",
    (Rule, "attributes"): (Attribute("Level", "L1"),),
    (Rule, "notes"): (Note(NoteKind.EXAMPLE, "Such as this."),),
    (Rule, "deprecated"): Deprecation("It is old."),
    (Rule, "local_practice"): "Ask the [desk](https://other.example.org/).",
    (Rule, "strength"): Strength.SHOULD,
    (Rule, "strength_decision"): None,
    (Rule, "citations"): RULE.citations[:1],
    (Rule, "formerly"): None,
    (Rule, "merged_from"): ("ask-first", "be-open"),
    (Rule, "split_from"): "be-open",
    (Citation, "quotes"): PassageRef.parse("advice/2024#part-1"),
    (Citation, "draws_on"): PassageRef.parse("advice/2024#part-1"),
    (Citation, "departures"): (),
    (Citation, "ours"): (OwnStatement("last", "It is ours."),),
    (Departure, "ours"): "ask",
    (Departure, "theirs"): "Don't ask",
    (Departure, "reason"): "It is ours.",
    (Departure, "approved_by"): None,
    (Departure, "meaning"): Meaning.SAME,
    (Departure, "decided_by"): "The team",
    (OwnStatement, "words"): "last",
    (OwnStatement, "reason"): "It is theirs.",
    (StrengthDecision, "reason"): "It matters.",
    (StrengthDecision, "approved_by"): "The head",
}
"""Another value for every field that readers see; what a rule was formerly called is seen only with another id."""


SEEN_BESIDE = {(Rule, "formerly"), (Rule, "merged_from"), (Rule, "split_from"), (Departure, "meaning")}
"""What is seen only beside another field: what a rule was called, beside its id; a decision, by who made it.

What a rule was merged or split from is seen where it is said first, and not where it is left out, which is refused.
"""


def test_every_field_of_a_version_is_thought_of():
    """A new field is either compared or said elsewhere; this list is to say which."""
    classes = (VersionText, Section, Rule, Citation, Departure, OwnStatement, StrengthDecision)
    every = {(one, field.name) for one in classes for field in fields(one)}
    # items are read into the words of their rule, a picture is told with the text that shows it, and who read what was
    # imported is said to nobody but the check
    elsewhere = {(Rule, "items"), (VersionText, "pictures"), (VersionText, "imported"), (Section, "imported")}
    told = every - {(VersionText, name) for name in SAID_ELSEWHERE} - elsewhere
    assert told == OTHERWISE.keys()


@pytest.mark.parametrize(("where", "field"), [key for key in OTHERWISE if key not in SEEN_BESIDE])
def test_nothing_that_a_reader_sees_changes_in_silence(where, field):
    """Whichever single field has another value, the comparison has something to say, and its record has its form."""
    new = with_another(OLD, where, field)
    assert new.text != OLD.text
    for one, other in ((OLD, new), (new, OLD)):
        changes = compare(one, other)
        rows = redline_rows(changes, Library((), ()))
        assert not changes.nothing
        assert rows.rules or rows.texts
    newer = replace(new, text=replace(new.text, version=VersionNumber.parse("2.0.0")))
    assert [*SCHEMA.iter_errors({"$schema": "", **records(OLD, newer)[2]})] == []


def with_another(version: Version, where: type, field: str) -> Version:
    """Return *version* with another value of *field* in the first place that has a *where*."""
    put = {field: OTHERWISE[where, field]}
    text = version.text
    (section,) = text.sections
    rule, rest = section.rules[0], section.rules[1:]
    quoting, drawing = rule.citations
    if where is VersionText:
        return replace(version, text=replace(text, **put))
    if where is Section:
        return replace(version, text=replace(text, sections=(replace(section, **put),)))
    if where is Rule:
        rule = replace(rule, **put)
    elif where is StrengthDecision:
        rule = replace(rule, strength_decision=replace(rule.strength_decision, **put))
    elif where is OwnStatement:
        drawing = replace(drawing, ours=(replace(drawing.ours[0], **put),))
    elif where is Departure:
        quoting = replace(quoting, departures=(replace(quoting.departures[0], **put),))
    elif field in {"draws_on", "ours"}:
        drawing = replace(drawing, **put)
    elif where is Citation:
        quoting = replace(quoting, **put)
    if where in {Citation, Departure, OwnStatement}:
        rule = replace(rule, citations=(quoting, drawing))
    return replace(version, text=replace(text, sections=(replace(section, rules=(rule, *rest)),)))


def test_what_tells_versions_apart_is_no_change():
    """Number, days, approval and note differ between any two versions and are told beside the comparison."""
    new = replace(
        OLD.text, version=VersionNumber.parse("2.0.0"), in_force_from=DAY, approved=None,
        change=Change(ChangeKind.MINOR, "Nothing."),
    )  # fmt: skip
    assert compare(OLD, replace(OLD, text=new)).nothing


def test_a_citation_that_no_longer_quotes_is_a_change():
    """Words that had to match and those that are ours are not the same promise."""
    one, other = a_rule(quotes="advice/2018#part-1"), a_rule(draws_on="advice/2018#part-1")
    (change,) = compare(a_version(rules=[one]), a_version("2.0.0", [other])).changed_rules
    assert change.sources_changed
