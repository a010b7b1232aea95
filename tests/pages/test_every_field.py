"""What a rule says is shown wherever the rule is: each view shows each field, or the field says why it does not.

Each field gets another value in turn, and each view of the rule has to say something else then. What a view leaves out
stands where the field is declared (`unseen`), with the reason; where it does show the field, that is told as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from inforce.compare.changes import compare
from inforce.formats.evidence import evidence
from inforce.formats.markdown import version_markdown
from inforce.formats.records.versions import version_record
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.names import VIEWS, PassageRef
from inforce.model.rules import (
    Attribute,
    Citation,
    Departure,
    Deprecation,
    Meaning,
    Note,
    NoteKind,
    OwnStatement,
    Rule,
    RuleItem,
    Section,
    Strength,
    StrengthDecision,
)
from inforce.parsing.field_specs import specs_of
from inforce.parsing.resolved_texts import resolved
from inforce.pdf.document import pdf_copies
from inforce.pdf.typesetting import typeset
from inforce.reports.text_shown import text_shown
from inforce.site import addresses
from inforce.site.document.redline_rows import redline_rows
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.answers_by_day import text_on_day
from inforce.site.publication import Publication, SiteFacts
from library_factory import a_document, a_library, a_rule, a_version, an_edition
from made_pages import make_pages
from pdf.pdf_reading import page_texts
from real_project import PROJECT

DAY = date(2026, 12, 1)
SITE = SiteFacts("Guidance", "https://guidance.example.org/")
EDITIONS = (
    an_edition("2018", ("Do ask staff. Ask persons whom you know before you write.\n\na) or by post", "Ask.")),
    an_edition(
        "2024",
        ("Do ask nobody. Ask persons whom you know before you write.\n\na) or by post", "Ask all."),
        published="2024-07",
    ),
)
RULE = Rule(
    id="ask-first",
    text="Do not ask staff. Ask people whom you know before you write, within 3 days.",
    citations=(
        Citation(
            quotes=PassageRef.parse("advice/2018#part-1"),
            departures=(
                Departure("people", "persons", "We say so.", meaning=Meaning.SAME, decided_by="The team"),
                Departure("not", "", "They have no time.", approved_by="The board"),
                Departure(", within 3 days", "", "It was agreed.", approved_by="The board"),
            ),
        ),
        Citation(
            draws_on=PassageRef.parse("advice/2018#part-2"), ours=(OwnStatement("within 3 days", "It is our aim."),)
        ),
    ),
    local_practice="Ask at the desk.",
    strength=Strength.MUST,
    strength_decision=StrengthDecision("It matters here.", "The head"),
    label="4a",
    items=(RuleItem("by-post", "or by post", "a)"),),
    attributes=(Attribute("Level", "L1"),),
    notes=(Note(NoteKind.EXAMPLE, "Such as this."),),
    deprecated=Deprecation("It is old.", ("be-open",)),
)

OTHERWISE: Final[Mapping[tuple[type, str], Any]] = {
    (Rule, "id"): "ask-them",
    (Rule, "text"): "Do not ask staff. Ask people whom you know before you send, within 3 days.",
    (Rule, "citations"): RULE.citations[1:],
    (Rule, "local_practice"): "Ask at the door.",
    (Rule, "strength"): Strength.SHOULD,
    (Rule, "strength_decision"): None,
    (Rule, "formerly"): ("ask",),
    (Rule, "merged_from"): ("ask-once", "ask-again"),
    (Rule, "split_from"): "ask-all",
    (Rule, "label"): "4b",
    (Rule, "items"): (),
    (Rule, "attributes"): (),
    (Rule, "notes"): (),
    (Rule, "deprecated"): None,
    (Citation, "quotes"): PassageRef.parse("advice/2024#part-1"),
    (Citation, "draws_on"): PassageRef.parse("advice/2024#part-2"),
    (Citation, "departures"): (),
    (Citation, "ours"): (),
    (Departure, "ours"): "Ask people",
    (Departure, "theirs"): "Ask persons",
    (Departure, "reason"): "It is plainer.",
    (Departure, "approved_by"): "The council",
    (Departure, "meaning"): None,
    (Departure, "decided_by"): "The council",
    (OwnStatement, "words"): "3 days",
    (OwnStatement, "reason"): "It is our rule.",
    (StrengthDecision, "reason"): "It matters more here.",
    (StrengthDecision, "approved_by"): "The council",
    (RuleItem, "id"): "by-letter",
    (RuleItem, "text"): "or by letter",
    (RuleItem, "label"): "b)",
    (Attribute, "name"): "Grade",
    (Attribute, "value"): "L2",
    (Note, "kind"): NoteKind.RATIONALE,
    (Note, "text"): "Such as that.",
    (Deprecation, "reason"): "It is of no use.",
    (Deprecation, "successors"): (),
}
"""Another value for every field of a rule and of what it holds."""

ORIGINS: Final = ("formerly", "merged_from", "split_from")
"""The fields that the rule does not have: of them it has one at most."""


def kinds_within(kind: type) -> Iterator[type]:
    """Yield *kind* and every kind of value that stands in it."""
    yield kind
    for slot in specs_of(kind).values():
        if isinstance(slot.group, type):
            yield from kinds_within(slot.group)


EVERY = [(kind, one) for kind in dict.fromkeys(kinds_within(Rule)) for one in fields(kind)]


def with_other(value: Any, kind: type, name: str) -> Any:
    """Return *value* with the other value of a field, in the first place in it that has one."""
    if isinstance(value, kind) and (getattr(value, name) or name in ORIGINS):
        return replace(value, **{name: OTHERWISE[kind, name]})
    if isinstance(value, tuple):
        changed = [with_other(one, kind, name) for one in value]
        first = next((at for at, one in enumerate(changed) if one is not value[at]), None)
        return value if first is None else (*value[:first], changed[first], *value[first + 1 :])
    for field in fields(value) if is_dataclass(value) else ():
        before = getattr(value, field.name)
        after = with_other(before, kind, name)
        if after is not before:
            return replace(value, **{field.name: after})  # type: ignore[type-var] -- is_dataclass narrows no Any
    return value


EARLIER = a_version(rules=[a_rule(f"Do it, {name}.", name) for name in ("ask", "ask-all", "ask-once", "ask-again")])
"""A version with the rules that the one may come from."""


def version_of(rule: Rule) -> Version:
    """Return a version with *rule*; its fingerprint is always the same, for a check code shows no field."""
    made = a_version(
        "2.0.0",
        begins=date(2026, 6, 1),
        sections=[Section("first", "What to do", (rule, a_rule("Be open.", "be-open")))],
    )
    return resolved(replace(made, fingerprint="0" * 64))


def library_of(version: Version, *, of_origins: bool) -> Library:
    """Return a library with *version*; where it came from is seen beside an earlier one, and nothing else is hidden.

    Beside an earlier version every copy says what changed, which has each field once more.
    """
    return a_library(a_document(*([EARLIER] if of_origins else []), version), editions=EDITIONS)


BASE = version_of(RULE)


def page_of(version: Version, *, of_origins: bool) -> str:
    found = (page.body for page in make_pages(library_of(version, of_origins=of_origins), SITE, DAY, ()).printed
             if page.address == addresses.version(version))  # fmt: skip
    return next(found)


def views(version: Version, *, of_origins: bool = False) -> dict[str, str]:
    """Return all that is made of a rule, by where it is; the print is tried in a browser."""
    library = library_of(version, of_origins=of_origins)
    (document,) = library.documents
    on_day = DocumentOnDay(document, DAY, library)
    answer = text_on_day(on_day)
    text = text_shown(on_day, answer)
    pages = {page.address: page for page in make_pages(library, SITE, DAY, ()).printed}
    copy = next(one for one in pdf_copies(Publication(library, SITE, DAY)) if version.check_code in repr(one))
    rule = next(version.rules)
    return {
        "page": pages[addresses.version(version)].body,
        "rule page": pages[addresses.rule(document.id, rule.id)].body,
        "PDF": "\n".join(page_texts(typeset(copy).content)),
        "JSON": json.dumps(version_record(on_day, version, SITE)),
        "Markdown": version_markdown(on_day, version, SITE),
        "text": text,
        "search": repr(pages[addresses.document(document.id)].search),
        "comparison": repr(redline_rows(compare(BASE, version), library)),
        "evidence": evidence(on_day, answer, text, {})["text.html"].decode(),
    }


@pytest.fixture(scope="module")
def before() -> dict[bool, dict[str, str]]:
    return {of_origins: views(BASE, of_origins=of_origins) for of_origins in (False, True)}


def test_every_field_of_a_rule_has_another_value_to_be_tried_with():
    """Whoever adds a field adds a line above, and sees which views lack it."""
    assert {(kind, one.name) for kind, one in EVERY} == OTHERWISE.keys()


@pytest.mark.parametrize(("kind", "field"), EVERY, ids=[f"{kind.__name__}.{one.name}" for kind, one in EVERY])
def test_every_view_shows_the_field_or_the_field_says_why_not(before, kind, field):
    """What is left out in some view is declared with the field, with the reason, and is left out there indeed."""
    unseen: Mapping[str, str] = field.metadata["unseen"]
    assert unseen.keys() <= set(VIEWS)
    assert all(reason.endswith(".") for reason in unseen.values())
    version = version_of(with_other(RULE, kind, field.name))
    assert version.text != BASE.text
    of_origins = field.name in ORIGINS
    made = views(version, of_origins=of_origins)
    lacking = {name for name, view in made.items() if view == before[of_origins][name]}
    assert sorted(lacking) == sorted(unseen.keys() - {"print"})


SET_BY_STYLE: Final = """
[...document.querySelectorAll("main *")].map((one) => getComputedStyle(one, "::before").content)
  .filter((words) => words !== "none").join(" ")
"""
"""Gives what style sheets put before elements: on paper, the number of a rule."""

STYLES: Final = PROJECT / "build_tools" / "inforce" / "theme" / "assets" / "stylesheets"


@pytest.fixture(scope="module")
def printed_words(browser: Browser) -> Iterator[Callable[[Version, bool], str]]:
    """Return what gives the words of a version on paper: folds are open there, and what is for the screen is gone."""
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    page.emulate_media(media="print")
    styles = "\n".join(file.read_text() for file in sorted(STYLES.glob("*.css")) if file.stem != "fonts")

    def words(version: Version, of_origins: bool) -> str:  # noqa: FBT001 -- as the callable has it
        page.set_content(
            f'<style>{styles}</style><main class="md-typeset">{page_of(version, of_origins=of_origins)}</main>'
        )
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        return f"{page.inner_text('main')} {page.evaluate(SET_BY_STYLE)}"

    yield words
    context.close()


def test_a_print_shows_the_field_or_the_field_says_why_not(printed_words):
    """As above, for what a reader holds in the hand."""
    base = {of_origins: printed_words(BASE, of_origins) for of_origins in (False, True)}
    for kind, field in EVERY:
        version = version_of(with_other(RULE, kind, field.name))
        lacks = printed_words(version, field.name in ORIGINS) == base[field.name in ORIGINS]
        assert lacks == ("print" in field.metadata["unseen"]), f"{kind.__name__}.{field.name}"
