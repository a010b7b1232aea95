"""What is written into a content file is written, and not one byte of the rest changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.editing.yaml_editor import Field, edited
from inforce.model.problem import ProblemError
from inforce.parsing.located_yaml import load

FILE = """\
# The file of an edition.
format: 1
title: 'It''s an "edition"'   # with both kinds of quotes

evidence: secondary # ...
# What it rests on:
evidence_note: >-
  Six copies agree.

  The original was not at hand.

# The passages follow.
passages:
  # The first one.
  - id: part-1
    text: |
      Keep a record.

    label: "part 1"
    # no page
  - {id: part-2, text: "Ask, first", label: part 2}
  - text: Tell
      nobody.
    id: part-3
    page: "4"
"""
SHA = {"sha256": "0" * 64}


def after_edits(text: str, *fields: Field) -> str:
    return edited(text.encode(), fields).decode()


def difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and the lines that came; what is the same at either end is left out."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


@pytest.mark.parametrize(
    ("field", "went", "came"),
    [
        (Field(("evidence",), "original", ()), [], []),
        (Field(("original",), SHA, ("nothing", "evidence_note")), [], ["original:", f'  sha256: "{"0" * 64}"']),
        (Field(("passages", 0, "page"), "4 to 5", ("text", "id")), [], ['    page: "4 to 5"']),
        (Field(("passages", 0, "page_certainty"), "seen", ("label",)), [], ["    page_certainty: seen"]),
        (
            Field(("passages", 1, "page"), "7", ("text",)),
            ['  - {id: part-2, text: "Ask, first", label: part 2}'],
            ['  - {id: part-2, text: "Ask, first", page: "7", label: part 2}'],
        ),
        (Field(("passages", 2, "note"), "no", ("text",)), [], ['    note: "no"']),
        (Field(("passages", 2, "page"), "5", ()), ['    page: "4"'], ['    page: "5"']),
        (Field(("passages", 2, "page"), "4", ()), [], []),
    ],
)
def test_a_field_is_written_beside_its_neighbour_and_nothing_else_changes(
    field: Field, went: list[str], came: list[str]
) -> None:
    """Comments, blank lines, quotes and the way each passage is written stay as they are."""
    before = FILE.replace("secondary # ...", "original") if field.path == ("evidence",) else FILE.replace(" # ...", "")
    assert difference(before, after_edits(before, field)) == (went, came)


def test_line_ends_and_the_mark_at_the_start_stay() -> None:
    """A file of Windows stays one."""
    before = b"\xef\xbb\xbfformat: 1\r\nevidence: secondary\r\npassages: []\r\n"
    assert edited(before, [Field(("original",), SHA, ("evidence",)), Field(("evidence",), "original", ())]) == (
        b'\xef\xbb\xbfformat: 1\r\nevidence: original\r\noriginal:\r\n  sha256: "'
        + b"0" * 64
        + b'"\r\npassages: []\r\n'
    )


def test_a_file_that_ends_without_a_line_break_is_added_to() -> None:
    """The last field may be the neighbour."""
    assert after_edits("format: 1\nevidence: secondary", Field(("page",), "4", ("evidence",))) == (
        'format: 1\nevidence: secondary\npage: "4"'
    )


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("format: [1", Field(("format",), "2", ())),
        ("format: 1\n", Field(("page",), "4", ("title",))),
        ("format: 1\n", Field(("passages", 0, "page"), "4", ("text",))),
        ("passages:\n  - one\n", Field(("passages", 0, "page"), "4", ("text",))),
        ("format: 1\n", Field(("format",), "\u202e", ())),
        ("original: one\n", Field(("original",), SHA, ())),
    ],
)
def test_what_cannot_be_written_is_refused(text: str, field: Field) -> None:
    """Nothing is guessed: the caller is told, and has nothing to write."""
    with pytest.raises(ProblemError):
        after_edits(text, field)


@pytest.mark.parametrize(
    ("stands", "value", "expected"),
    [
        ("2.0.0", "2.1.0", "2.1.0"),
        ("unknown", "2027-06-01", "2027-06-01"),
        ("'2.0.0'  # quoted", "2.1.0", "'2.1.0'  # quoted"),
        ('"2.0.0"', "2.1.0", '"2.1.0"'),
        ("The board", "no", '"no"'),
        ("The board", "the role or board", "the role or board"),
        ("The board", "Board: of it", '"Board: of it"'),
        ("'The board'", "the board's", "'the board''s'"),
        (">-\n  It was\n  so.\n\n  All.\n# end", "It is: so.", ">-\n  It is: so.\n# end"),
        ("|  # said\n\n    It was.\n", "It is.", "|  # said\n    It is.\n"),
        (
            ">+\n  It was.\n\n\n# end",
            "It is. " * 20 + "So.",
            f">+\n  {'It is. ' * 12}It\n  is. {'It is. ' * 7}So.\n\n\n# end",
        ),
        (">1\n It was.\n", "It is.", '"It is."\n'),
    ],
)
def test_a_text_is_replaced_by_one_that_is_written_as_it_was(stands: str, value: str, expected: str) -> None:
    """Quotes stay quotes and blocks stay blocks, with the remark behind their sign."""
    expected = expected.replace(" \n", "\n")
    after = after_edits(f"format: 1\nvalue: {stands}\n", Field(("value",), value, ()))
    assert after == f"format: 1\nvalue: {expected}\n"


KEYS = ("alpha", "beta", "gamma", "delta")
SCALARS = st.sampled_from(
    [
        "plain words",
        "'it''s'",
        '"a \\u00e9 b"',
        ">-\n  folded\n  text\n",
        "|\n  block\n\n  text\n",
        "2018",
        "[]",
        "{a: b}",
    ]
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Return a file of fields with comments and blank lines anywhere between."""
    out = []
    for key in draw(st.permutations(KEYS)):
        out.append(draw(st.sampled_from(["", "# a remark\n", "\n", "\n# a: remark\n\n"])))
        out.append(f"{key}: {draw(SCALARS)}\n")
    return "".join(out)


@given(text=files(), key=st.sampled_from(KEYS), value=st.text("ab '\":#{}-\\0\u00e9", min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_either_the_value_is_written_and_all_else_stays_or_nothing_is(text: str, key: str, value: str) -> None:
    """Read again, the file says the new value and otherwise what it said; doing it twice is doing it once."""
    field = Field(("added",), value.strip(), (key,))
    before, problems = load(text.encode(), "file")
    assert before is not None
    assert isinstance(before.value, dict)
    try:
        after = after_edits(text, field)
    except ProblemError:
        assert problems or not value.strip() or not isinstance(before.value[key], str)
        return
    read, _ = load(after.encode(), "file")
    assert read is not None
    assert read.value == {**before.value, "added": value.strip()}
    went, came = difference(text, after)
    assert (went, len(came)) == ([], 1)
    assert after_edits(after, field) == after


@given(text=files(), key=st.sampled_from(KEYS), value=st.text("ab '\":#{}-\\0\u00e9", min_size=1, max_size=300))
@settings(max_examples=200, deadline=None)
def test_a_text_is_replaced_and_what_stands_around_it_stays(text: str, key: str, value: str) -> None:
    """Whatever is written there: all that is not the text itself is the same, letter by letter."""
    before, problems = load(text.encode(), "file")
    assert before is not None
    assert isinstance(before.value, dict)
    try:
        after = after_edits(text, Field((key,), value.strip(), ()))
    except ProblemError:
        # only a folded block cannot have two spaces side by side where a line ends
        assert problems or not isinstance(before.value[key], str) or ">-" in text
        return
    read, _ = load(after.encode(), "file")
    assert read is not None
    assert read.value == {**before.value, key: value.strip()}
    start, end = before.extents[key,]
    stop, new_end = read.extents[key,]
    assert (after[:stop], after[new_end:].strip()) == (text[:start], text[end:].strip())
