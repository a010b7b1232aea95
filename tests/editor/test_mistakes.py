"""The mistakes that editors make most, made in the form: each is told at its field, with what to do."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from inforce.engine.session import Session
from inforce.site.publication import SiteFacts
from real_project import EXAMPLE

CONTENT = EXAMPLE / "content"
DETAILS = "content/guidance/seven-golden-rules/document.yml"

Values = dict[str, Any]
Change = Callable[[Values], object]


def rule(values: Values, place: int = 2) -> Values:
    found: Values = values["sections"][0]["rules"][place]
    return found


def words(old: str, new: str, place: int = 2) -> Change:
    def change(values: Values) -> None:
        assert old in rule(values, place)["text"]
        rule(values, place)["text"] = rule(values, place)["text"].replace(old, new)

    return change


def put(*path: str | int, value: Any) -> Change:
    def change(values: Values) -> None:
        holder: Any = values
        for step in path[:-1]:
            holder = holder.setdefault(step, {}) if isinstance(holder, dict) else holder[step]
        holder[path[-1]] = value

    return change


RULES: tuple[str | int, ...] = ("sections", 0, "rules")
QUOTED = "information-sharing-advice/2018#golden-rule-3"
DEPARTURE = {"ours": "x", "theirs": "y", "reason": "Because."}

OF_A_VERSION: dict[str, tuple[Change, str]] = {
    "a not is lost": (words("without disclosing", "disclosing"), "sections.0.rules.2"),
    "a word of a quotation is exchanged": (words("other practitioners", "colleagues"), "sections.0.rules.2"),
    "a sentence is added to a quotation": (words("possible.", "possible. Ask first."), "sections.0.rules.2"),
    "a date as people write it": (put("in_force_from", value="1 December 2026"), "in_force_from"),
    "a day that no month has": (put("in_force_from", value="2026-02-30"), "in_force_from"),
    "a day on which another version begins": (put("in_force_from", value="2026-11-22"), "in_force_from"),
    "a day long past": (put("in_force_from", value="2020-01-01"), ""),
    "no title": (put("title", value=""), "title"),
    "no note": (put("change", "note", value=""), "change.note"),
    "nobody approved it": (put("approved", "by", value=""), "approved.by"),
    "a kind that is too small": (words("without disclosing", "disclosing"), "change.kind"),
    "a rule without words": (put(*RULES, 2, "text", value=""), "sections.0.rules.2.text"),
    "a rule twice under one id": (put(*RULES, 2, "id", value="not-a-barrier"), "sections.0.rules.2.id"),
    "an id with spaces": (put(*RULES, 2, "id", value="Seek advice"), "sections.0.rules.2.id"),
    "an id with an umlaut": (put(*RULES, 2, "id", value="r\u00fcckfrage"), "sections.0.rules.2.id"),
    "a bullet pasted from Word": (words("Seek advice", "\u2022 Seek advice"), "sections.0.rules.2.text"),
    "a heading in a text": (words("Seek advice", "# Seek advice"), "sections.0.rules.2.text"),
    "a link to a rule that is not there": (words("Seek advice", "[Seek](#nowhere) advice"), "sections.0.rules.2.text"),
    "a link without https": (words("Seek advice", "[Seek](http://a.example.org) advice"), "sections.0.rules.2.text"),
    "HTML": (words("Seek advice", "<b>Seek</b> advice"), "sections.0.rules.2.text"),
    "stars around a word of a quotation": (words("Seek advice", "*Seek* advice"), "sections.0.rules.2"),
    "a passage that is not held": (
        put(*RULES, 2, "citations", value=[{"quotes": "information-sharing-advice/2018#golden-rule-33"}]),
        "sections.0.rules.2.citations.0",
    ),
    "an edition that is not held": (
        put(*RULES, 2, "citations", value=[{"quotes": "information-sharing-advice/2019#golden-rule-3"}]),
        "sections.0.rules.2.citations.0",
    ),
    "a citation of nothing": (put(*RULES, 2, "citations", value=[{"departures": [DEPARTURE]}]), "sections.0.rules.2"),
    "a passage quoted and drawn on": (
        put(*RULES, 2, "citations", value=[{"quotes": QUOTED, "draws_on": QUOTED}]), "sections.0.rules.2.citations.0",
    ),
    "a difference declared that is not there": (
        put(*RULES, 2, "citations", 0, "departures", value=[DEPARTURE]), "sections.0.rules.2.citations.0.departures.0",
    ),
    "a difference declared without a reason": (
        put(*RULES, 2, "citations", 0, "departures", value=[{"ours": "x", "theirs": "y"}]),
        "sections.0.rules.2.citations.0.departures.0",
    ),
    "a section without a heading": (put("sections", 0, "heading", value=""), "sections.0.heading"),
    "a section without rules": (put(*RULES, value=[]), "sections.0.rules"),
    "no sections": (put("sections", value=[]), "sections"),
    "no title and no sections": (lambda values: values.update(title="", sections=[]), "title"),
    "an attribute that nobody declared": (
        put(*RULES, 2, "attributes", value=[{"name": "Level", "value": "High"}]), "sections.0.rules.2.attributes.0",
    ),
    "another number": (put("version", value="2.1"), "version"),
    "a sign as HTML has it in a title": (put("title", value="7 golden rules &amp; more"), "title"),
    "a title in quotation marks": (put("title", value="\u201c7 golden rules\u201d"), "title"),
    "stars round a word of a heading": (put("sections", 0, "heading", value="**The** rules"), "sections.0.heading"),
    "a name to be put in": (put("summary", value="Seven rules for {{team}}."), "summary"),
    "a term to be put in": (words("Seek advice", "Within XXX days seek advice"), "sections.0.rules.2.text"),
    "hyphens without a space": (words("Seek advice", "You must:\n-seek advice"), "sections.0.rules.2.text"),
    "a table without its line": (words("Seek advice", "| Who | Seek advice |\n"), "sections.0.rules.2.text"),
    "a heading with a long line under it": (words("Seek advice", "# Seek advice\n "), "sections.0.rules.2.text"),
    "a citation of a page on the web": (
        put(*RULES, 2, "citations", value=[{"quotes": "https://a.example.org/"}]), "sections.0.rules.2.citations.0",
    ),
    "a time of day in a date": (put("in_force_from", value="2026-12-10T09:00"), "in_force_from"),
    "a strength that the words have not": (put(*RULES, 2, "strength", value="may"), "sections.0.rules.2.strength"),
}  # fmt: skip
"""Each mistake, and the field at which it is told; "" for the file as a whole or its first fields."""

OF_A_DOCUMENT: dict[str, tuple[Change, str]] = {
    "a review typed in by hand": (put("reviews", value=[{"on": "2026-11-01", "by": "Board"}]), "reviews.0"),
    "HTML in a topic": (put("topics", value=["<b>Safety</b>"]), "topics.0"),
    "no printed copy counts": (put("print_valid_for", value="0 days"), "print_valid_for"),
    "a language by its name": (put("language", value="english"), "language"),
    "no owner": (put("owner", value=""), "owner"),
    "a review interval in words": (put("review_every", value="every year"), "review_every"),
    "withdrawn without a reason": (put("withdrawn", value={"on": "2026-12-31"}), "withdrawn.reason"),
    "withdrawn in favour of nothing": (
        put("withdrawn", value={"on": "2027-01-01", "reason": "Merged.", "instead": "nowhere"}), "withdrawn.instead",
    ),
    "a version cancelled that is not there": (
        put("called_off", value=[{"version": "9.0.0", "on": "2026-11-29", "reason": "No."}]), "called_off.0",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def session() -> Session:
    return Session(
        CONTENT, date(2026, 11, 29), SiteFacts("Guidance library"), lambda _, one: str(one) in {"1.0.0", "2.0.0"}
    )


@pytest.fixture(scope="module")
def begun(session: Session) -> dict[str, Any]:
    given = {"document": "seven-golden-rules", "kind": "minor", "day": "2026-12-10"}
    return session.answer("begin", given)


def told(session: Session, file: dict[str, Any], change: Change, where: str) -> None:
    values = deepcopy(file["values"])
    before = session.answer("check", {"file": file["file"], "content": file["content"], "values": values})
    change(values)
    came = session.answer("check", {"file": file["file"], "content": file["content"], "values": values})
    assert "refused" not in came, came
    old = {(one["code"], one["what"]) for one in before["problems"]}
    found = [
        one
        for one in came["problems"]
        if (one["code"], one["what"]) not in old or where in {"change.note", "approved.by"}
    ]
    here = [one for one in found if ".".join(map(str, one["path"])).startswith(where)]
    assert here, [(one["code"], one["path"]) for one in came["problems"]]
    for one in found:
        assert one["remedy"] or one["typed"]
        assert "invalid" not in f"{one['what']} {one['remedy']}".lower()


@pytest.mark.parametrize("mistake", OF_A_VERSION)
def test_a_mistake_in_a_version_is_told_at_its_field(session: Session, begun: dict[str, Any], mistake: str) -> None:
    """With what is wrong and what to do, in words."""
    told(session, begun, *OF_A_VERSION[mistake])


@pytest.mark.parametrize("mistake", OF_A_DOCUMENT)
def test_a_mistake_in_a_document_is_told_at_its_field(session: Session, mistake: str) -> None:
    """The same for what stays from version to version."""
    told(session, session.answer("read", {"file": DETAILS}), *OF_A_DOCUMENT[mistake])
