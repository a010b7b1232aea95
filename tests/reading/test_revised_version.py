"""The file of a version becomes that of the next: what has to be said anew is replaced, and not one byte else."""

from __future__ import annotations

import codecs
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.editing.content_files import MODELINES, Revision, in_format_2, revised_version
from inforce.model.guidance import Approval, Change, ChangeKind, VersionText
from inforce.model.names import VersionNumber
from inforce.model.problem import FieldPath, ProblemError
from inforce.parsing.located_yaml import Located, load
from inforce.parsing.resolved_texts import as_block_text
from inforce.reading.guidance_files import ToFill, read_version
from version_files import version_files

FILE = "content/guidance/sharing/versions/1.3.0.yml"
NEXT = VersionNumber(1, 3, 0)
DAY = date(2027, 6, 1)
CHANGED: tuple[FieldPath, ...] = (
    ("version",), ("in_force_from",), ("change", "kind"), ("change", "note"), ("approved", "by"), ("approved", "on"),
)  # fmt: skip

kinds = st.sampled_from([ChangeKind.MAJOR, ChangeKind.MINOR, ChangeKind.PATCH])
notes = st.sampled_from([
    "It changed.", "It's \"so\": # a {note} [of] - many words; " * 9 + "or few.", "no", "2026-03-01", "\\ é \u2013 10²",
])  # fmt: skip


def said(content: bytes, number: VersionNumber) -> VersionText:
    """Return what a file of a version says, which is sound."""
    read = read_version(content, FILE, "sharing", number)
    assert read.version, read.problems
    assert not any(one.is_error for one in read.problems)
    return read.version.text


def located(content: bytes) -> Located:
    found, _ = load(content, FILE)
    assert found
    return found


def rest(content: bytes) -> str:
    """Return the text of a file without the values that a revision changes."""
    found = located(content)
    text = found.source
    for start, end in sorted((found.extents[path] for path in CHANGED if path in found.extents), reverse=True):
        text = text[:start] + text[start + len(text[start:end].rstrip()) :]
    return text


def filled_in(content: bytes) -> bytes:
    """Return the bytes of a new file as an editor leaves it who replaces the words that stand for others."""
    for words, meant in (
        ("the day from which it applies", "2027-06-01"),
        ("the day on which it was approved", "2027-05-01"),
        ("the role or board that approved it", "The new board"),
        ("what changed and why, in a sentence or two for readers", "It is put in other words."),
    ):
        content = content.replace(words.encode(), meant.encode())
    return content


@given(content=version_files(), kind=kinds, note=st.none() | notes, begins=st.none() | st.just(DAY))
@settings(max_examples=150, deadline=None)
def test_all_but_what_is_said_anew_stays_byte_for_byte(
    content: bytes, kind: ChangeKind, note: str | None, begins: date | None
) -> None:
    """Remarks, quotes, order, line ends and the mark at the start; nothing of the old approval or note is left."""
    old = said(content, VersionNumber(1, 2, 0))
    new = revised_version(content, Revision(NEXT, kind, begins, note)).content
    if old.approved:  # else a group is added, of which the law below says that it is all that is added
        assert rest(new) == rest(in_format_2(content))
    assert new.startswith(codecs.BOM_UTF8) == content.startswith(codecs.BOM_UTF8)
    assert new.count(b"\r\n") == (new.count(b"\n") if b"\r\n" in content else 0)
    values = located(new).value
    assert isinstance(values, dict)
    assert values["version"] == "1.3.0"
    assert values["in_force_from"] == ("2027-06-01" if begins else "the day from which it applies")
    assert values["change"] == {
        "kind": kind.value, "note": note or "what changed and why, in a sentence or two for readers",
    }  # fmt: skip
    approved = {"by": "the role or board that approved it"}
    if old.approved is None or old.approved.on:
        approved["on"] = "the day on which it was approved"
    assert values["approved"] == approved


@given(content=version_files(), kind=kinds, note=st.none() | notes, begins=st.none() | st.just(DAY))
@settings(max_examples=150, deadline=None)
def test_what_is_to_be_filled_in_is_refused_in_its_line_and_filled_in_reads_as_the_old_version(
    content: bytes, kind: ChangeKind, note: str | None, begins: date | None
) -> None:
    """Each place is named with its line, and once all are filled in the file says what the old one did, but anew."""
    old = said(content, VersionNumber(1, 2, 0))
    new = revised_version(content, Revision(NEXT, kind, begins, note))
    lines = new.content.decode("utf-8-sig").splitlines()
    for place in new.to_fill:
        # the words stand in that line or, of a block, in one of the next two
        assert place.words in "\n".join(lines[place.line - 1 : place.line + 2])
    read = read_version(new.content, FILE, "sharing", NEXT)
    dated = old.approved is None or old.approved.on is not None
    if begins is None or dated:
        refused = [one.place.line for one in sorted(read.problems) if one.is_error]
        assert refused == [one.line for one in new.to_fill]
    else:
        assert not any(one.is_error for one in read.problems)
    approval = Approval("The new board", date(2027, 5, 1) if dated else None)
    now = said(filled_in(new.content), NEXT)
    assert as_block_text(now, 2) == as_block_text(
        replace(
            old, version=NEXT, in_force_from=DAY, change=Change(kind, note or "It is put in other words."),
            approved=approval, format=now.format,
        ),
        2,
    )  # fmt: skip


@given(content=version_files())
@settings(max_examples=100, deadline=None)
def test_format_2_says_the_same(content: bytes) -> None:
    """A version of format 1 says the same once it is in format 2, and what is in format 2 stays as it is."""
    number = VersionNumber(1, 2, 0)
    after = in_format_2(content)
    old, new = said(content, number), said(after, number)
    assert as_block_text(replace(old, format=new.format), 2) == as_block_text(new, 2)
    assert in_format_2(after) == after


SHIPPED = """\
version: 2.0.0
in_force_from: 2026-11-22
approved:
  by: Practice board
  on: 2026-11-01
change:
  kind: major
  note: >- # for readers
    The rules now have the words
    of the guidance.

    All of them.

# What it is for:
summary: What to weigh.
"""


def test_a_new_file_reads_as_an_editor_would_have_written_it() -> None:
    """Blocks stay blocks, with the remark behind their sign; numbers and days have no quotes."""
    new = revised_version(SHIPPED.encode(), Revision(VersionNumber(2, 1, 0), ChangeKind.MINOR))
    assert new.content.decode() == (
        f"{MODELINES['version']}\n"
        "version: 2.1.0\n"
        "in_force_from: the day from which it applies\n"
        "approved:\n"
        "  by: the role or board that approved it\n"
        "  on: the day on which it was approved\n"
        "change:\n"
        "  kind: minor\n"
        "  note: >- # for readers\n"
        "    what changed and why, in a sentence or two for readers\n"
        "\n"
        "# What it is for:\n"
        "summary: What to weigh.\n"
    )
    assert new.to_fill == (
        ToFill(3, "the day from which it applies"),
        ToFill(5, "the role or board that approved it"),
        ToFill(6, "the day on which it was approved"),
        ToFill(9, "what changed and why, in a sentence or two for readers"),
    )


def test_a_long_note_is_broken_into_lines_as_people_break_it() -> None:
    """None is wider than 88 columns, and the note is read as it was given."""
    note = "Where you do not have consent, be mindful that an individual might not expect it to be shared. " * 3
    new = revised_version(SHIPPED.encode(), Revision(VersionNumber(2, 1, 0), ChangeKind.MINOR, DAY, note.strip()))
    lines = new.content.decode().splitlines()
    begin = lines.index("  note: >- # for readers") + 1
    assert len(lines[begin : begin + 3]) == len([line for line in lines[begin : begin + 3] if 60 < len(line) <= 88])
    assert located(new.content).value["change"]["note"] == note.strip()  # type: ignore[call-overload,index]


@pytest.mark.parametrize(
    "content",
    [
        b"version: [1",
        b"",
        b"version: 1.0.0\n",
        SHIPPED.replace("by: Practice board", "by: [Practice board]").encode(),
        SHIPPED.replace("note: >- # for readers", "note: &note >-").encode(),
    ],
)
def test_a_file_that_is_not_sound_is_refused_and_nothing_is_guessed(content: bytes) -> None:
    """The caller is told, and has nothing to write."""
    with pytest.raises(ProblemError):
        revised_version(content, Revision(NEXT, ChangeKind.MINOR))


def test_an_indentation_that_is_counted_is_left_alone() -> None:
    """Such a block is written in quotes, for its sign would count the spaces of another text."""
    content = SHIPPED.replace(">- # for readers", ">2-").encode()
    new = revised_version(content, Revision(VersionNumber(2, 1, 0), ChangeKind.MINOR)).content.decode()
    assert '  note: "what changed and why, in a sentence or two for readers"\n\n# What it is for:\n' in new
