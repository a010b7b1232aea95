"""A passage that was cut out of a sentence is told of where the rest of the sentence turns or limits it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.wording.printed_text import PrintedLine, PrintedText
from inforce.wording.verdict import left_out

PASSAGE = "share the code with the school"


def cut(text: str, passage: str = PASSAGE) -> tuple[str, str]:
    start = text.index(passage)
    return left_out(text, start, start + len(passage))


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("You must not share the code with the school.", "You must not", ""),
        ("You must\nnever\nshare the code with the school.", "You must never", ""),
        ("It is forbidden to share the code with the school.", "It is forbidden to", ""),
        ("Only then share the code with the school.", "Only then", ""),
        ("If the head asks, share the code with the school.", "If the head asks,", ""),
        ("Stay out. You must not share the code with the school.", "You must not", ""),
        ("You must not:\n- ring twice;\n- share the code with the school;", "You must not: - ", ""),
        ("Please share the code with the school, unless the parent objects.", "", ", unless the parent objects."),
        ("Please share the code with the school\nonly if asked.", "", "only if asked."),
        ("You must not share the code with the school if it is new.", "You must not", "if it is new."),
    ],
)
def test_what_turns_or_limits_the_passage_is_returned(text: str, before: str, after: str) -> None:
    """A negation or a condition before it or after it in its sentence, over the ends of lines."""
    assert cut(text) == (before.strip(), after)


@pytest.mark.parametrize(
    "text",
    [
        "You must not ring. share the code with the school. If it rains, wait.",
        "You must not ring; share the code with the school; do not wait.",
        "Please share the code with the school at once.",
        "Please share the code with the school\nIf it rains, wait.",
        "Please share the code with the school\n(b) do not wait",
        "Please share the code with the school\n\u2022 unless asked",
        "share the code with the school",
    ],
)
def test_what_belongs_to_another_sentence_or_item_is_not(text: str) -> None:
    """Nor what says nothing of the kind."""
    assert cut(text) == ("", "")


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Do not panic\nShare the code.", ""),
        ("You must not:\nShare the code.", "You must not:"),
        ("Do not panic, Share the code.", "Do not panic,"),
    ],
)
def test_a_heading_above_a_sentence_is_no_part_of_it(text: str, before: str) -> None:
    """A line that begins with a capital begins a sentence, unless the line before it goes on."""
    assert cut(text, "Share the code.")[0] == before


@given(st.text("aA .:;\n-(no)t if,", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_what_is_left_out_stands_in_the_text(text: str, one: int, other: int) -> None:
    """Word for word, and nothing of the passage."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    before, after = left_out(text, start, end)
    assert "".join(after.split()) in "".join(text[end:].split())
    assert all(word in text[:start] for word in before.replace(":", " ").split())


def test_of_two_places_the_whole_sentence_proves() -> None:
    """A passage that stands somewhere as a sentence was not cut out of another."""
    printed = [
        PrintedLine("You must not share the code with the school."),
        PrintedLine("share the code with the school"),
    ]
    assert not PrintedText([printed]).find(PASSAGE)[0].is_cut
    assert PrintedText([printed[:1]]).find(PASSAGE)[0].before == "You must not"


def test_the_numbers_of_a_list_may_be_left_out_and_not_changed() -> None:
    """Readers see them, and those who copy a text often leave them out."""
    printed = PrintedText([[PrintedLine("Bring a torch.", label="1."), PrintedLine("Bring a map.", label="2.")]])
    assert printed.find("1. Bring a torch. 2. Bring a map.")
    assert printed.find("Bring a torch. Bring a map.")
    assert not printed.find("1. Bring a torch. 3. Bring a map.")
    assert not printed.find("1. Bring a torch. Bring a map.")


def test_words_of_another_language_are_not_read_as_english() -> None:
    """In German "Not" is an emergency, and of a language that is not known nothing is said."""
    text = "In Not teilen Sie den Code."
    start = text.index("teilen")
    assert left_out(text, start, len(text), "de") == ("", "")
    assert left_out(text, start, len(text), "en") == ("In Not", "")
