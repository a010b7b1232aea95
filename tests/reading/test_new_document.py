"""The files of a document that is begun say what is known of it, and nothing else that could be published."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.editing.content_files import DETAILS_FILE, FIRST, VERSION_FILE, Beginning, new_document
from inforce.model.guidance import Approval, Change, ChangeKind
from inforce.model.placeholders import PLACEHOLDERS
from inforce.model.rules import Rule, Section
from inforce.parsing.located_yaml import load
from inforce.reading.guidance_files import left_to_fill, read_details, read_version

_SAID = st.sampled_from(
    ["Lone working", "7 rules: all", 'It\'s "so" # here', "no", "- [ ] {x}", "Größe \u2013 10²", "1.10", "~", "null"]
)


@given(
    title=st.none() | _SAID, owner=st.none() | _SAID, audience=st.none() | _SAID,
    topics=st.lists(_SAID, max_size=3), begins=st.sampled_from([None, "unknown", "2027-06-01"]),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_what_is_known_is_read_back_and_all_else_is_refused_until_it_is_filled_in(
    title: str | None, owner: str | None, audience: str | None, topics: list[str], begins: str | None
) -> None:
    """Every placeholder that stands in a file is told with its line, whether the file can be read yet or not."""
    files = new_document(Beginning(title, owner, audience, topics, begins), "lone-working")
    details = read_details(files[DETAILS_FILE], DETAILS_FILE)
    assert details.details
    assert details.problems == ()
    said = details.details
    assert {owner or said.owner, audience or said.audience, *topics} <= {said.owner, said.audience, *said.topics}
    assert list(said.topics) == topics or (not topics and set(said.topics) <= PLACEHOLDERS)
    assert (said.owner in PLACEHOLDERS, said.audience in PLACEHOLDERS) == (owner is None, audience is None)
    assert {one.place.line for one in details.to_fill} == lines_to_fill(files[DETAILS_FILE])

    version = read_version(files[VERSION_FILE], VERSION_FILE, "lone-working", FIRST)
    if begins is None:
        assert version.version is None
        assert {one.place.line for one in version.problems} == lines_to_fill(files[VERSION_FILE])
        return
    assert version.version
    assert version.problems == ()
    text = version.version.text
    assert text.title == title or (title is None and text.title in PLACEHOLDERS)
    assert text.in_force_from == (None if begins == "unknown" else date(2027, 6, 1))
    assert text.change.kind is ChangeKind.FIRST


def lines_to_fill(content: bytes) -> set[int]:
    """Return the lines that are to be filled in."""
    located, _ = load(content, "file")
    assert located
    return {one.line for one in left_to_fill(located)}


def test_a_document_that_is_filled_in_says_what_was_filled_in() -> None:
    """Nothing else stands in its files: no rule, no section and no approval that nobody wrote."""
    files = new_document(
        Beginning("Lone working", "Practice team", "Everyone", ["Safety"], "2027-06-01"), "lone-working"
    )
    content = files[VERSION_FILE]
    for words, meant in (
        (b"the role or board that approved it", b"The board"),
        (b"where this guidance comes from, in a sentence or two for readers", b"It is new."),
        (b"what the document is for, in one or two sentences", b"For whoever works alone."),
        (b"the heading of the section", b"Before a visit"),
        (b"short-name-of-the-rule", b"tell-your-manager"),
        (b"the words of the rule", b"Tell your manager."),
    ):
        assert content.count(words) == 1
        content = content.replace(words, meant)
    assert lines_to_fill(content) == set()
    version = read_version(content, VERSION_FILE, "lone-working", FIRST).version
    assert version
    text = version.text
    assert text.sections == (
        Section("the-rules", "Before a visit", (Rule("tell-your-manager", "Tell your manager."),)),
    )
    assert (text.approved, text.change) == (Approval("The board"), Change(ChangeKind.FIRST, "It is new."))
    assert (text.summary, text.introduction, text.print_notice) == ("For whoever works alone.", "", None)
