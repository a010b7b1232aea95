"""The engine answers the editing page: what a draft says, what is wrong at which field, and what is refused."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inforce.build import pipeline
from inforce.clock import clock_on
from inforce.editing.form_values import shown_values
from inforce.engine.session import Session
from inforce.engine.views import KINDS, form_fields
from inforce.model.guidance import DocumentDetails
from inforce.model.names import VersionNumber
from inforce.parsing.field_specs import specs_of
from inforce.site.publication import SiteFacts
from real_project import EXAMPLE, copied

CONTENT = EXAMPLE / "content"
DOCUMENT = "seven-golden-rules"
FOLDER = f"content/guidance/{DOCUMENT}"


def is_golden(document: str, number: VersionNumber) -> bool:
    return document == DOCUMENT and str(number) in {"1.0.0", "2.0.0"}


@pytest.fixture(scope="module")
def session() -> Session:
    return Session(CONTENT, date(2026, 11, 29), SiteFacts("Guidance library"), is_golden)


@pytest.fixture(scope="module")
def begun(session: Session) -> dict[str, Any]:
    return session.answer("begin", {"document": DOCUMENT, "kind": "minor", "day": "2026-12-10"})


def checked(session: Session, file: dict[str, Any], **values: Any) -> dict[str, Any]:
    wanted = deepcopy(file["values"]) | values
    return session.answer("check", {"file": file["file"], "content": file["content"], "values": wanted})


def with_words(file: dict[str, Any], rule: int, old: str, new: str) -> list[Any]:
    sections: list[Any] = deepcopy(file["values"]["sections"])
    words = sections[0]["rules"][rule]["text"]
    assert old in words
    sections[0]["rules"][rule]["text"] = words.replace(old, new)
    return sections


def test_every_field_of_the_model_has_a_place_in_the_form() -> None:
    """The form is drawn from the model: each field of each group that a file may have, with its description."""
    drawn = form_fields()
    assert drawn["tops"] == {name: kind.__name__ for name, kind in KINDS.items()}
    for kind in KINDS.values():
        assert [one["name"] for one in drawn["groups"][kind.__name__]] == list(specs_of(kind))
    assert {one["kind"] for group in drawn["groups"].values() for one in group} == {
        "group", "text or group", "choice", "day", "passage", "id", "line", "text",
    }  # fmt: skip


def test_the_next_version_is_begun_as_the_command_begins_it(begun: dict[str, Any]) -> None:
    """It has the next number and the words of the version in force; note and approval wait to be filled in."""
    assert begun["file"] == f"{FOLDER}/versions/2.1.0.yml"
    assert begun["values"]["in_force_from"] == "2026-12-10"
    assert begun["values"]["change"] == {"kind": "minor", "note": ""}
    assert begun["values"]["approved"] == {"by": ""}


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        (2, "without disclosing", "disclosing"),
        (3, "may share", "must share"),
        (4, "and others", "and all others"),
        (5, "(see principles)", "[see](https://one.example.org/a b)"),
        (6, "with whom and for what purpose", "\u2022 with whom"),
        (0, "2018", "1998"),
    ],
)
def test_the_page_says_what_the_command_says(  # noqa: PLR0913, PLR0917 - what is changed, and where
    session: Session, begun: dict[str, Any], tmp_path: Path, rule: int, old: str, new: str
) -> None:
    """Word for word and in its order: what `inforce check` says of the file once it is saved."""
    came = checked(session, begun, sections=with_words(begun, rule, old, new))
    project = copied(tmp_path)
    (project / begun["file"]).write_text(came["content"], encoding="utf-8")
    found = pipeline.check(project / "content", clock_on("2026-11-29")).problems
    said = [(one.code, str(one.message)) for one in found if one.place.file == begun["file"]]
    assert [(one["code"], one["what"]) for one in came["problems"]] == said
    assert said


def test_each_problem_is_at_the_field_it_is_about(session: Session, begun: dict[str, Any]) -> None:
    """A dropped word at the citation of its rule, and what was left open at its own field."""
    came = checked(session, begun, sections=with_words(begun, 2, "without disclosing", "disclosing"))
    found = {(one["code"], ".".join(map(str, one["path"]))) for one in came["problems"]}
    assert {
        ("departure-undeclared", "sections.0.rules.2.citations.0"),
        ("placeholder-left", "change.note"),
        ("placeholder-left", "approved.by"),
        ("change-larger-than-its-kind", "change.kind"),
    } <= found


def test_a_rule_stands_beside_its_source_with_what_to_declare(session: Session, begun: dict[str, Any]) -> None:
    """The difference has the words that the check would have typed, and says that it needs an approver."""
    came = checked(session, begun, sections=with_words(begun, 2, "without disclosing", "disclosing"))
    (citation,) = came["rules"][2]["citations"]
    (difference,) = citation["differences"]
    assert difference["needs"] == "approver"
    typed = next(one["typed"] for one in came["problems"] if one["code"] == "departure-undeclared")
    assert f'ours: "{difference["ours"]}"' in typed
    assert f'theirs: "{difference["theirs"]}"' in typed
    assert ["without", "differs"] in [piece for line in citation["lines"] for piece in line["pieces"]]
    assert came["rules"][2]["change"]["kind"] == "changed"
    assert "disclosing" in came["page"]
    assert 'class="removed"' in came["changes"]


def test_a_difference_that_was_declared_as_offered_is_declared(session: Session, begun: dict[str, Any]) -> None:
    """What the form fills in is what the check wants: nothing is left to say of that rule."""
    sections = with_words(begun, 2, "without disclosing", "disclosing")
    (citation,) = checked(session, begun, sections=sections)["rules"][2]["citations"]
    (offered,) = citation["differences"]
    departure = {
        "ours": offered["ours"],
        "theirs": offered["theirs"],
        "reason": "We decided.",
        "approved_by": "The board",
    }
    sections[0]["rules"][2]["citations"][0]["departures"] = [departure]
    came = checked(session, begun, sections=sections)
    assert [one for one in came["problems"] if one["path"][:4] == ["sections", 0, "rules", 2]] == []
    assert came["rules"][2]["citations"][0]["differences"][0]["declared"]


@pytest.mark.parametrize(
    ("field", "item"), [("citations", {}), ("citations", {"quotes": ""}), ("notes", {}), ("attributes", {"name": ""})]
)
def test_what_was_only_begun_is_not_written_yet(
    session: Session, begun: dict[str, Any], field: str, item: dict[str, str]
) -> None:
    """An item that was added and says nothing so far stops nothing, and nothing of it stands in the file."""
    sections = deepcopy(begun["values"]["sections"])
    rule = sections[0]["rules"][2]
    rule[field] = [*rule.get(field, []), item]
    assert checked(session, begun, sections=sections)["content"] == begun["content"]


def test_a_sign_that_nobody_sees_is_told_at_its_field(session: Session, begun: dict[str, Any]) -> None:
    """Pasted words bring such signs along; what else is wrong is told beside it."""
    came = checked(session, begun, sections=with_words(begun, 2, "Seek advice", "Seek\u200b advice"))
    found = {one["code"]: one["path"] for one in came["problems"]}
    assert found["invisible-character"][:5] == ["sections", 0, "rules", 2, "text"]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("well-being: base", "wellbeing: base", "patch"),
        ("affected by their actions.", "affected by their actions", "patch"),
        ("who may be affected", "who must be affected", "major"),
        ("of the individual and others", "of the person and others", "minor"),
    ],
)
def test_the_kind_of_change_is_told_by_what_changed(
    session: Session, begun: dict[str, Any], old: str, new: str, kind: str
) -> None:
    """Not by what was chosen when the version was begun."""
    assert checked(session, begun, sections=with_words(begun, 4, old, new))["kind"] == kind


def test_a_version_of_another_kind_gets_the_number_of_that(session: Session, begun: dict[str, Any]) -> None:
    """Its file is named so, too."""
    came = session.answer("renumber", {"file": begun["file"], "kind": "major", "day": "2026-12-10"})
    assert came == {"file": f"{FOLDER}/versions/3.0.0.yml", "number": "3.0.0", "kind": "major"}


@pytest.mark.parametrize("question", ["read", "check"])
def test_a_published_version_is_never_edited(session: Session, question: str) -> None:
    """Whatever is asked for it is refused, with what to do instead."""
    came = session.answer(question, {"file": f"{FOLDER}/versions/2.0.0.yml", "content": "", "values": {}})
    assert came["refused"]["remedy"] == "Begin the next version."


@pytest.mark.parametrize(
    "file", ["mkdocs.yml", "content/guidance/../../secret.yml", "content/pages/index.md", "content/sources/a/../b.yml"]
)
def test_only_files_of_guidance_and_sources_are_read(session: Session, file: str) -> None:
    """Nothing else of the project can be asked for."""
    assert session.answer("read", {"file": file})["refused"]["what"] == f"There is no form for {file}."


def test_a_document_is_begun_in_two_files_that_are_checked_together(session: Session) -> None:
    """What is left to fill in is told at its field."""
    came = session.answer("begin document", {"id": "lone-working", "title": "Lone working", "day": "2027-01-01"})
    details, version = came["files"]
    others = {one["file"]: one["content"] for one in came["files"]}
    answer = session.answer("check", {**{key: version[key] for key in ("file", "content", "values")}, "others": others})
    assert "placeholder-left" in {one["code"] for one in answer["problems"]}
    assert "Lone working" in answer["page"]
    values = {**details["values"], "owner": "Practice team", "audience": "Everyone", "contact": "a@b.example.org"}
    answer = session.answer(
        "check", {"file": details["file"], "content": details["content"], "values": values, "others": others}
    )
    assert answer["problems"] == []


def test_pasted_text_becomes_passages_of_a_new_edition(session: Session) -> None:
    """A passage for each paragraph, which a rule can cite at once."""
    came = session.answer("begin edition", {
        "source": "advice", "edition": "2026", "title": "Advice", "short_title": "Advice", "publisher": "A board",
        "published": "2026-03",
        "text": "1.2 Ask before\nyou share.\n\n(3) Keep a record.\n\n18 months later, ask.\n\n1.5 million ask.\n",
    })  # fmt: skip
    assert came["file"] == "content/sources/advice/2026.yml"
    assert [(one["id"], one["label"], one["text"]) for one in came["values"]["passages"]] == [
        ("paragraph-1-2", "paragraph 1.2", "Ask before you share."),
        ("paragraph-3", "paragraph (3)", "Keep a record."),
        ("paragraph-3-2", "paragraph 3", "18 months later, ask."),
        ("paragraph-4", "paragraph 4", "1.5 million ask."),
    ]
    answer = session.answer("check", {key: came[key] for key in ("file", "content", "values")})
    assert answer["problems"] == []


def test_a_review_is_recorded_with_the_fingerprints_of_what_was_reviewed(session: Session) -> None:
    """As the command records it; who did it has to be said."""
    came = session.answer("review", {"document": DOCUMENT, "by": "Practice team"})
    assert came["values"]["reviews"][-1]["by"] == "Practice team"
    assert came["values"]["reviews"][-1]["version"] == "2.0.0"
    assert session.answer("review", {"document": DOCUMENT, "by": " "})["refused"]


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-11-22", "begins on 22 November 2026 too"), ("2026-02-30", "is no day"), ("tomorrow", "is not")],
)
def test_a_version_that_cannot_begin_is_refused_with_what_to_do(session: Session, day: str, words: str) -> None:
    """In words, and with another way."""
    refused = session.answer("begin", {"document": DOCUMENT, "kind": "minor", "day": day})["refused"]
    assert words in refused["what"] or refused["what"]
    assert refused["remedy"]


HERE = "seven-golden-rules"
ELSEWHERE = {"title": "The national manual: part 2", "link": "https://www.example.org/manual"}
WRITTEN = {
    "one id": f"  instead: {HERE}\n",
    "ids": f"  instead:\n    # This one first.\n    - {HERE}\n    - lone-working\n",
    "a link": "  instead:\n    title: 'The national manual: part 2'\n    link: https://www.example.org/manual\n",
    "ids and links": f"  instead:\n    - {HERE}\n    - title: 'The national manual: part 2'\n"
    "      link: https://www.example.org/manual\n",
    "brackets": f"  instead: [{HERE}, lone-working]\n",
}


DETAILS = """\
format: 1
owner: Practice team
contact: practice@example.org
audience: Everyone
topics:
  - Visits
"""


def what_replaces(text: str) -> list[Any]:
    """Return what the form shows of it: always a list, as the page draws it."""
    values: Any = shown_values(text.encode(), DocumentDetails)
    found = values["withdrawn"].get("instead", [])
    return list(found) if isinstance(found, list) else [found]


@pytest.fixture
def withdrawn(session: Session) -> dict[str, Any]:
    """A new document, whose two files are drafts."""
    came = session.answer("begin document", {"id": "visits", "title": "Visits", "day": "2026-01-01"})
    details, version = came["files"]
    return {**details, "others": {version["file"]: version["content"]}}


@pytest.mark.parametrize("stands", WRITTEN.values(), ids=WRITTEN)
def test_what_replaces_a_document_is_shown_and_saved_without_loss(
    session: Session, withdrawn: dict[str, Any], stands: str
) -> None:
    """One id, several, or title and link: untouched it keeps every byte, and more may be added to it."""
    text = f"{DETAILS}withdrawn:\n  on: 2026-11-01\n  reason: It was merged.\n{stands}"
    shown = what_replaces(text)

    def saved(instead: list[Any]) -> str:
        values: Any = deepcopy(shown_values(text.encode(), DocumentDetails))
        values["withdrawn"]["instead"] = instead
        given = {"file": withdrawn["file"], "content": text, "values": values, "others": withdrawn["others"]}
        answer = session.answer("check", given)
        found = {one["code"] for one in answer["problems"] if one["path"][:1] == ["withdrawn"]}
        assert found <= {"unknown-document"}
        return str(answer["content"])

    assert saved(shown) == text
    assert saved([*shown, "", {}, {"title": "", "link": ""}]) == text
    for more in ("other-visits", {"title": "Another: manual", "link": "https://www.example.org/b"}):
        assert what_replaces(saved([*shown, more])) == [*shown, more]
    for one in shown:
        assert what_replaces(saved([one])) == [one]
    assert "instead" not in saved([])


def test_something_else_can_be_named_in_a_form_where_nothing_was(session: Session, withdrawn: dict[str, Any]) -> None:
    """A single one is written as one, and what is wrong with it is told at its field."""
    end = {"on": "2026-11-01", "reason": "It was merged."}

    def answered(instead: Any) -> dict[str, Any]:
        values = deepcopy(withdrawn["values"]) | {"withdrawn": {**end, "instead": [instead]}}
        given = {key: withdrawn[key] for key in ("file", "content", "others")}
        return session.answer("check", {**given, "values": values})

    assert f"\n  instead: {HERE}\n" in answered(HERE)["content"]
    assert "\n  instead:\n    title: " in answered(ELSEWHERE)["content"]
    assert what_replaces(answered(ELSEWHERE)["content"]) == [ELSEWHERE]
    wrong = answered({"title": "The manual", "link": "ftp://x"})["problems"]
    assert ["withdrawn", "instead"] in [one["path"][:2] for one in wrong]
