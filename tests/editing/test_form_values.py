"""What a form holds is what the file says, and every byte of what did not change stays."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.editing.content_files import Revision, revised_version
from inforce.editing.form_values import rewritten, shown_values
from inforce.editing.formatted import formatted
from inforce.model.guidance import ChangeKind, DocumentDetails, VersionText
from inforce.model.names import VersionNumber
from inforce.model.problem import ProblemError
from inforce.model.sources import EditionDetails
from real_project import EXAMPLE
from version_files import version_files, words

CONTENT = EXAMPLE / "content"
GOLDEN = CONTENT / "guidance" / "seven-golden-rules"
NEXT = Revision(VersionNumber(2, 1, 0), ChangeKind.MINOR)

FILE = """\
# The file of a version.
format: 2
version: 1.1.0
title: 'Visits'   # as on the cover
in_force_from: 2026-12-01
approved: {by: The board, on: "2026-11-01"}
change:
  kind: minor
  # For readers.
  note: >-
    Rule two names the duty
    manager.
summary: How visits are made.

# What binds.
sections:
  - id: visits
    heading: Visits
    rules:
      # The first one.
      - id: ring-first
        text: |
          Ring before you go, and say when you will be back; leave the number
          of the place that you go to, and ring
          again from there.

          - Take your badge.
          - Take a torch.

        strength: must
      # The second one, which is long.
      - id: tell
        # Its words were agreed on.
        text: Tell the duty manager.
        formerly: [inform, say-so]
      - {id: last, text: "Lock up."}
"""


def values_of(text: str, kind: type = VersionText) -> Any:
    return deepcopy(shown_values(text.encode(), kind))


def after(text: str, values: Any, kind: type = VersionText) -> str:
    return rewritten(text.encode(), kind, values).decode()


def changed_lines(before: str, now: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came, in a file whose other lines all stay in their order."""
    old, new = before.splitlines(), now.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        *((path, VersionText) for path in sorted(GOLDEN.glob("versions/*.yml"))),
        (GOLDEN / "document.yml", DocumentDetails),
        *((path, EditionDetails) for path in sorted(CONTENT.glob("sources/*/*.yml"))),
    ],
    ids=lambda one: one.name if isinstance(one, Path) else "",
)
def test_a_form_that_was_only_looked_at_changes_nothing(file: Path, kind: type) -> None:
    """Not a byte of any real file, whatever it is."""
    content = file.read_bytes()
    assert rewritten(content, kind, values_of(content.decode(), kind)) == content


def test_a_text_is_shown_without_the_breaks_of_its_lines() -> None:
    """A paragraph is one line in the form; lists keep theirs, and what waits to be replaced is shown as empty."""
    shown = values_of(FILE)
    assert shown["sections"][0]["rules"][0]["text"] == (
        "Ring before you go, and say when you will be back; leave the number of the place that you go to, and ring "
        "again from there.\n\n- Take your badge.\n- Take a torch."
    )
    begun = revised_version((GOLDEN / "versions" / "2.0.0.yml").read_bytes(), NEXT).content
    assert values_of(begun.decode())["change"] == {"kind": "minor", "note": ""}


def test_of_a_paragraph_only_the_lines_with_other_words_change() -> None:
    """Those before and behind the change keep their breaks, so that a reviewer sees what was changed and no more."""
    values = values_of(FILE)
    rule = values["sections"][0]["rules"][0]
    rule["text"] = rule["text"].replace("leave the number of", "leave the address of")
    went, came = changed_lines(FILE, after(FILE, values))
    assert [line.strip() for line in went] == ["Ring before you go, and say when you will be back; leave the number"]
    assert " ".join(" ".join(came).split()) == "Ring before you go, and say when you will be back; leave the address"


LONG = "ring before you go, and say when you will be back, and leave the number of the place that you go to as well"


@pytest.mark.parametrize(
    "begins", ["| Who | What |\n ", "- Ring.\n    ", "1. Ring.\n  ", "Ring.\n\n  ", "# Ring\n ", "> Ring\n "]
)
def test_a_long_line_that_was_pasted_with_spaces_before_it_is_written(begins: str) -> None:
    """A form takes whatever is typed; what the words have against them is the check's to say."""
    values = values_of(FILE)
    values["sections"][0]["rules"][0]["text"] = pasted = f"{begins}{LONG}"
    shown = values_of(after(FILE, values))["sections"][0]["rules"][0]["text"]
    assert " ".join(shown.split()) == " ".join(pasted.split())


def test_two_spaces_behind_a_full_stop_stop_nobody() -> None:
    """Many people type them; in a text that is folded they would be broken at, and mean nothing to readers."""
    values = values_of(FILE)
    values["change"]["note"] = f"Rule two is new.  {LONG}.  Ask  first. "
    values["sections"][0]["rules"][1]["text"] = "Tell the duty manager.  Ring first."
    shown = values_of(after(FILE, values))
    assert shown["change"]["note"].split() == values["change"]["note"].split()
    assert shown["sections"][0]["rules"][1]["text"].split() == values["sections"][0]["rules"][1]["text"].split()


def test_a_rule_that_is_added_adds_lines_and_takes_none() -> None:
    """Its fields come in the order of the model, its text as a block where it has more lines than one."""
    values = values_of(FILE)
    values["sections"][0]["rules"].insert(1, {"strength": "may", "id": "new-rule", "text": "Do both:\n\n- one\n- two"})
    assert changed_lines(FILE, after(FILE, values)) == (
        [],
        [
            "      - id: new-rule",
            "        text: |",
            "          Do both:",
            "",
            "          - one",
            "          - two",
            "        strength: may",
        ],
    )


def test_rules_change_places_with_the_remarks_above_them() -> None:
    """Every line of the file is there afterwards, and each remark stands above its rule."""
    values = values_of(FILE)
    values["sections"][0]["rules"].reverse()
    now = after(FILE, values)
    assert sorted(now.splitlines()) == sorted(FILE.splitlines())
    assert "      # The second one, which is long.\n      - id: tell\n" in now
    assert now.index("id: last") < now.index("id: tell") < now.index("id: ring-first")


def test_a_declared_difference_stands_below_its_citation() -> None:
    """Nothing else of a real file changes, and the check can read what was written."""
    content = (GOLDEN / "versions" / "2.0.0.yml").read_text(encoding="utf-8")
    values = values_of(content)
    departure = {"ours": "you", "theirs": "they: all", "reason": "Yes", "approved_by": "no"}
    values["sections"][0]["rules"][3]["citations"][0]["departures"] = [departure]
    went, came = changed_lines(content, after(content, values))
    assert went == []
    assert [line.strip() for line in came] == [
        "departures:", "- ours: you", 'theirs: "they: all"', 'reason: "Yes"', 'approved_by: "no"',
    ]  # fmt: skip


def test_what_was_left_empty_is_left_out() -> None:
    """An optional field that was emptied goes; what waits to be replaced stays, so that the check asks for it."""
    values = values_of(FILE)
    values["sections"][0]["rules"][0]["strength"] = ""
    values["approved"] = {"by": "", "on": ""}
    now = after(FILE, values)
    assert "strength" not in now
    assert "approved" not in now
    begun = revised_version((GOLDEN / "versions" / "2.0.0.yml").read_bytes(), NEXT).content
    again = values_of(begun.decode())
    again["title"] = "Another title"
    assert b"the role or board that approved it" in rewritten(begun, VersionText, again)


def test_line_ends_and_the_mark_of_the_encoding_stay() -> None:
    """A file from Windows is one afterwards."""
    content = b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()
    values = shown_values(content, VersionText)
    assert isinstance(values, dict)
    now = rewritten(content, VersionText, {**values, "summary": "How we visit.", "introduction": "One.\n\nTwo."})
    assert now.startswith(b"\xef\xbb\xbf# The file")
    assert now.count(b"\n") == now.count(b"\r\n")
    assert b'summary: "How we visit."\r\n' in now


def test_a_file_in_brackets_is_left_alone() -> None:
    """It is said that the form cannot change it, and nothing is lost."""
    with pytest.raises(ProblemError):
        rewritten(b'{"format": "2", "title": "A"}', VersionText, {"format": "2", "title": "B"})


@settings(max_examples=25)
@given(content=version_files(), title=words)
def test_however_a_file_is_written_a_form_keeps_what_it_does_not_change(content: bytes, title: str) -> None:
    """Fields in any order, texts written in any way, remarks between: unchanged values are unchanged bytes."""
    values = shown_values(content, VersionText)
    assert isinstance(values, dict)
    assert rewritten(content, VersionText, values) == content
    rule = {"id": "new-rule", "text": title.strip()}
    section = {**values["sections"][0], "rules": [*values["sections"][0]["rules"], rule]}
    wanted = {**values, "title": title.strip(), "sections": [section]}
    now = rewritten(content, VersionText, wanted)
    assert shown_values(now, VersionText) == wanted
    for remark in (b"# as published", b"# word for word", b"# a remark", b"# version: 9", b"# moved in", b"# the end"):
        assert now.count(remark) == content.count(remark)


TEXTS = st.sampled_from([
    "Tell the duty manager.", "no", "1.10", "A: b # c", "It's \"so\".", "One.\n\nTwo.", "Do:\n\n1. one\n2. two",
    "word " * 40 + "end.", "| A | B |\n| --- | --- |\n| 1 | 2 |", "2026-01-01", "- a\n- b", "[x](https://one.example.org/)",
])  # fmt: skip


@settings(max_examples=25)
@given(data=st.data())
def test_whatever_is_done_in_a_form_the_file_says_it_and_keeps_its_remarks(data: st.DataObject) -> None:
    """Rules are changed, added, taken out and moved at will; the file says what the form holds, and reads the same."""
    values = values_of(FILE)
    some_edits(data, values)
    now = after(FILE, values)
    assert values_of(now) == values
    assert after(now, values) == now
    for remark in ("# The file of a version.", "# as on the cover", "# For readers.", "# What binds."):
        assert remark in now


@settings(max_examples=50)
@given(data=st.data())
def test_what_a_form_writes_is_in_the_one_form(data: st.DataObject) -> None:
    """A file that `inforce format` leaves alone is left alone by it after whatever was done in the form."""
    file = formatted(FILE.encode(), VersionText)
    values = values_of(file.decode())
    some_edits(data, values)
    now = rewritten(file, VersionText, values)
    assert formatted(now, VersionText).decode() == now.decode()


OTHER_FILES = {
    DocumentDetails: GOLDEN / "document.yml",
    EditionDetails: CONTENT / "sources/information-sharing-advice/2018.yml",
}


@settings(max_examples=50)
@given(kind=st.sampled_from(sorted(OTHER_FILES, key=str)), data=st.data())
def test_what_a_form_writes_of_a_document_or_an_edition_is_in_the_one_form(kind: type, data: st.DataObject) -> None:
    """Groups, lists and lists of groups that are added, emptied, moved and taken out."""
    file = formatted(OTHER_FILES[kind].read_bytes(), kind)
    values = values_of(file.decode(), kind)
    text = data.draw(TEXTS).strip()
    line = " ".join(text.split())
    if kind is DocumentDetails:
        values["withdrawn"] = data.draw(st.sampled_from([{}, {"on": "2027-01-01", "reason": text, "instead": [line]}]))
        values["called_off"] = [{"version": "3.0.0", "on": "2027-01-01", "reason": text}] * data.draw(st.integers(0, 2))
        values["topics"] = data.draw(st.permutations([*values.get("topics", []), line]))
    else:
        passages = [*values["passages"], {"id": "new", "label": line, "text": text, "page": "3"}]
        values["passages"] = data.draw(st.permutations(passages))[data.draw(st.integers(0, 3)) :]
        values["evidence_note"] = text
    now = rewritten(file, kind, values)
    assert formatted(now, kind).decode() == now.decode()
    assert rewritten(now, kind, values_of(now.decode(), kind)) == now


def some_edits(data: st.DataObject, values: Any) -> None:
    """Do a few of the things that an editor does in the form."""
    rules = values["sections"][0]["rules"]
    for count in range(data.draw(st.integers(1, 4))):
        match data.draw(st.sampled_from(["words", "add", "remove", "move", "note", "cite"])):
            case "words" if rules:
                data.draw(st.sampled_from(rules))["text"] = data.draw(TEXTS).strip()
            case "add":
                rules.insert(
                    data.draw(st.integers(0, len(rules))), {"id": f"r{count}", "text": data.draw(TEXTS).strip()}
                )
            case "remove" if len(rules) > 1:
                rules.pop(data.draw(st.integers(0, len(rules) - 1)))
            case "move" if rules:
                rules.insert(
                    data.draw(st.integers(0, len(rules) - 1)), rules.pop(data.draw(st.integers(0, len(rules) - 1)))
                )
            case "note":
                values["change"]["note"] = data.draw(TEXTS).strip()
            case "cite" if rules:
                departure = {"ours": "may", "theirs": data.draw(TEXTS).strip(), "reason": "It was decided so."}
                cited = {"quotes": "some-advice/2018#one", "departures": [departure]}
                data.draw(st.sampled_from(rules))["citations"] = [cited]
