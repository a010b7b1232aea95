"""A review is written into a file that people keep by hand: nothing else in it changes, whatever it looks like."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.editing.content_files import with_review
from inforce.model.guidance import Review
from inforce.model.names import VersionNumber
from inforce.model.problem import ProblemError
from inforce.reading.guidance_files import read_details

FILE = "content/guidance/sharing/document.yml"
REVIEW = Review(date(2026, 12, 1), "Practice lead", VersionNumber(1, 1, 0), "a1" * 32, "b2" * 32, "c3" * 32)

FIELDS = """\
on: 2026-12-01
by: Practice lead
version: 1.1.0
fingerprint: "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"
sources: "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"
seal: "c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3"
"""


def item(margin: str) -> str:
    first, *rest = FIELDS.splitlines()
    return "".join(f"{margin}{line}\n" for line in [f"- {first}", *(f"  {line}" for line in rest)])


HEAD = "format: 1\nowner: Practice team\naudience: Everyone\n"
OLD = item("  ").replace("2026-12-01", "2025-12-01")
FILES = {
    "plain": (HEAD, HEAD + "reviews:\n" + item("  ")),
    "without a line break at the end": (HEAD[:-1], HEAD + "reviews:\n" + item("  ")),
    "with a comment at the end": (HEAD + "\n# the end\n", HEAD + "\n# the end\nreviews:\n" + item("  ")),
    "with the sign that ends a document": (HEAD + "...\n", HEAD + "reviews:\n" + item("  ") + "...\n"),
    "with a block of text at the end": (
        HEAD + "contact: |\n  The desk\n",
        HEAD + "contact: |\n  The desk\nreviews:\n" + item("  "),
    ),
    "moved in": (
        "".join(f"  {line}\n" for line in HEAD.splitlines()),
        "".join(f"  {line}\n" for line in HEAD.splitlines()) + "  reviews:\n" + item("    "),
    ),
    "with a review": (HEAD + "reviews:\n" + OLD, HEAD + "reviews:\n" + OLD + item("  ")),
    "with reviews in the middle": (
        "format: 1\nreviews: # all of them\n" + OLD + "# and now\nowner: A\naudience: B\n",
        "format: 1\nreviews: # all of them\n" + OLD + item("  ") + "# and now\nowner: A\naudience: B\n",
    ),
    "with a list that is not moved in": (
        HEAD + "reviews:\n" + OLD.replace("  -", "-").replace("    ", "  "),
        HEAD + "reviews:\n" + OLD.replace("  -", "-").replace("    ", "  ") + item(""),
    ),
    "with a remark behind the last word": (
        HEAD + "reviews:\n" + OLD + "    note: 'Fine.' # by hand\n",
        HEAD + "reviews:\n" + OLD + "    note: 'Fine.' # by hand\n" + item("  "),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_the_review_stands_where_an_editor_would_have_put_it(name):
    """The whole file is as it was, and the review is the last of the list."""
    before, after = FILES[name]
    assert with_review(before.encode(), FILE, REVIEW) == after.encode()


@pytest.mark.parametrize(
    "text",
    [
        '{"format": "1", "owner": "A", "audience": "B"}',
        "{format: 1, owner: A,\n audience: B, # the last\n}\n",
        HEAD + "reviews: []\n",
        HEAD + "reviews: [ ]  # none yet\n",
        HEAD + "reviews: [{" + ", ".join(FIELDS.splitlines()) + "}]\n",
        HEAD + "reviews: [\n  {" + ", ".join(FIELDS.splitlines()) + "}, # one\n]\ntopics: [x]\n",
        HEAD + "reviews:\n  - {" + ", ".join(FIELDS.splitlines()) + "}\n",
        HEAD + "reviews:\n  -\n    " + "\n    ".join(FIELDS.splitlines()) + "\n",
        "---\n" + HEAD + "topics:\n- Données\n- 🙂 ≠ ok\n...\n",
        "\ufeff" + HEAD,
        HEAD.replace("\n", "\r\n"),
        HEAD.replace("\n", "\r\n") + "reviews:\r\n" + OLD.replace("\n", "\r\n"),
        HEAD + "withdrawn:\n  on: 2026-12-24\n  reason: >-\n    It is\n    over.\n\n\n# end",
    ],
)
def test_any_way_to_write_the_file_keeps_every_byte_of_it(text):
    """The bytes before and after the review are those of the file, and what it says is what it said and the review."""
    content = text.encode()
    written = with_review(content, FILE, REVIEW)
    assert isinstance(written, bytes)
    assert is_within(content, written)
    before, after = read_details(content, FILE).details, read_details(written, FILE).details
    assert before
    assert after == replace(before, reviews=(*before.reviews, REVIEW))
    if b"\r\n" in content:
        assert written.count(b"\n") == written.count(b"\r\n")


def is_within(part: bytes, whole: bytes) -> bool:
    """Whether *whole* is *part* with one run of bytes put in somewhere."""
    added = len(whole) - len(part)
    return any(part[:at] == whole[:at] and part[at:] == whole[at + added :] for at in range(len(part) + 1))


_words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp")), min_size=1, max_size=30)


@given(by=_words, note=st.none() | _words, again=st.integers(1, 3))
@settings(max_examples=120, deadline=None)
def test_whatever_a_review_says_it_is_read_back_or_refused(by, note, again):
    """No role and no note breaks the file: it is written so that it reads as it was meant, or not at all."""
    review = replace(REVIEW, by=by, note=note)
    content = (HEAD + "# the end").encode()
    for count in range(1, again + 1):
        try:
            written = with_review(content, FILE, review)
        except ProblemError:
            assert count == 1
            return
        details = read_details(written, FILE).details
        assert details
        assert details.reviews == (review,) * count
        content = written


@pytest.mark.parametrize(
    ("content", "review", "expected"),
    [
        (
            b"format: 1\n",
            REVIEW,
            f"{FILE} has a problem of its own.\n  Put that right first: inforce check says what it is.",
        ),
        (
            HEAD.encode(),
            replace(REVIEW, by="Practice\u202elead"),
            "There is an invisible character that can turn text round: right-to-left override (U+202E). "
            "Readers could see other words than the ones written here.\n  "
            "Delete it. If you cannot see it, delete the word around it and type the word again.",
        ),
        (
            HEAD.encode() + b"# \xe9\n",
            REVIEW,
            f"{FILE} has a problem of its own.\n  Put that right first: inforce check says what it is.",
        ),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(content, review, expected):
    """Nothing is returned that would have to be mended."""
    with pytest.raises(ProblemError) as refused:
        with_review(content, FILE, review)
    assert str(refused.value) == expected
