"""Laws of reading Word files: each word is accounted for, numbers are those that Word shows, and nothing is made up."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.editing.content_files import Beginning
from inforce.editing.formatted import formatted
from inforce.editing.imported_version import imported_version
from inforce.model.guidance import VersionText
from inforce.model.names import VersionNumber
from inforce.model.problem import ProblemError
from inforce.originals.word_file import numeral
from inforce.originals.word_reader import read_word
from inforce.originals.word_text import WordParagraph, as_lists, from_lists
from inforce.reading.guidance_files import read_version
from made_word import word

WORDS = st.sampled_from(
    [
        *("you", "must", "not", "call", "the", "office", "at", "9:00", "unless", "it's", "closed;", "staff", "should"),
        *(
            "(always)",
            "tell",
            "1.5%",
            "of",
            "\u00a320",
            "a*",
            "_b_",
            "#c",
            "[d]",
            "`e",
            "-",
            "+",
            ">",
            "2.",
            "a)",
            "~~",
        ),
        *("<tag>", "&amp;", "back\\slash", "|", "Contents", "Version:", "http://x.test", "==", "!", "?", ":", "Then"),
        *("\u2022", "caf\u00e9", "\u201cquoted\u201d", "w\u200bide", "co\u00adop", "\u2013", "\u00a0", "____"),
    ]
)
TEXT = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
MARK = st.builds(
    "{{{}:{}}}".format,
    st.sampled_from(["bold", "italic", "ins", "hidden", "note", "comment", "box", "control", "link https://x.test/a"]),
    TEXT.filter(lambda said: not re.search(r"[{}|]|^/", said)),
)
INLINE = st.lists(st.one_of(TEXT, MARK), min_size=1, max_size=4).map(" ".join)
LINE = st.builds(
    "{}: {}".format,
    st.sampled_from(
        ["p", "p", "p", "h1", "h2", "h4", "n1", "n2", "bold", "title", "1", "1.2", "1.3", "2", "toc", "header"]
    ),
    INLINE,
)
CELL = TEXT.filter(lambda said: "|" not in said)
TABLE = st.lists(
    st.lists(CELL | st.just("") | st.just("^"), min_size=1, max_size=3).map(" | ".join), min_size=1, max_size=4
)
BLOCK = st.one_of(LINE, LINE, LINE, TABLE.map(lambda rows: "\n".join(["table:", *(f"  {row} " for row in rows)])))
LISTS = "list 1: %1. decimal; %1.%2 upperRoman; (%3) lowerLetter\nlist 2: \u2022 bullet\n"
FILES = st.lists(BLOCK, min_size=1, max_size=12).map(lambda blocks: LISTS + "\n".join([*blocks, "p: You must end."]))


@given(FILES)
def test_every_word_is_taken_or_listed_and_the_version_needs_nothing_but_a_person(description: str) -> None:
    """Whatever stands in the file: the import accounts for each word, and what it writes reads without a fault."""
    text = read_word(word(description))
    made = imported_version(text, "policy.docx", "policy", Beginning(begins="2026-12-01"))
    read = read_version(made.version, "policy.yml", "policy", VersionNumber(1, 0, 0))
    assert {one.code for one in read.problems if one.is_error} <= {"placeholder-left", "imported-not-read"}
    assert read.version
    assert made.words_omitted <= made.words
    assert formatted(made.version, VersionText) == made.version


@given(FILES, st.integers(min_value=0))
def test_a_word_that_would_get_lost_stops_the_import(description: str, lot: int) -> None:
    """Wherever it stands: the words of the file are counted by a way of their own."""
    text = read_word(word(description))
    word_lost = sorted(text.words)[lot % len(text.words)]
    more = replace(text, words=text.words + Counter({word_lost: 1}))
    with pytest.raises(ProblemError) as stopped:
        imported_version(more, "policy.docx", "policy", Beginning())
    assert stopped.value.message.endswith(f"\n  It would lose: {word_lost}")
    fewer = replace(text, words=text.words - Counter({word_lost: 1}))
    with pytest.raises(ProblemError) as stopped:
        imported_version(fewer, "policy.docx", "policy", Beginning())
    assert stopped.value.message.endswith(f"\n  It would make up: {word_lost}")


@given(st.lists(st.integers(min_value=1, max_value=3), min_size=1, max_size=30))
def test_numbers_are_those_that_word_shows(levels: list[int]) -> None:
    """A level counts on until one above it counts; each label stands in the version that is written, in this order."""
    described = "list 1: %1. decimal; %1.%2 decimal; (%3) lowerRoman\nh1: Rules\n"
    lines = [f"1.{level}: You must do thing {place}." for place, level in enumerate(levels)]
    text = read_word(word(described + "\n".join(lines)))
    shown = [one.label for one in text.blocks if isinstance(one, WordParagraph) and not one.heading]
    counts = [0, 0, 0]
    expected = []
    for level in levels:
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        if level == 2:  # shows the number of the first level, which begins there if nothing had it
            counts[0] = counts[0] or 1
        roman = numeral(counts[2], "lowerRoman")[0]
        expected.append((f"{counts[0]}.", f"{counts[0]}.{counts[1]}", f"({roman})")[level - 1])
    assert shown == expected
    written = imported_version(text, "policy.docx", "policy", Beginning()).version.decode()
    rule = r"label: \"?([^\s\"]+)\"?\n\s+text: \|\n\s+You must do thing (\d+)"
    item = r"^\s+(\([ivx]+\)) You must do thing (\d+)"
    found = {number: label for label, number in re.findall(rule, written) + re.findall(item, written, re.MULTILINE)}
    assert found == {str(place): label.rstrip(".") for place, label in enumerate(expected)}


@given(FILES)
def test_what_is_handed_from_process_to_process_is_the_same(description: str) -> None:
    """Through JSON and back."""
    text = read_word(word(description))
    assert from_lists(json.loads(json.dumps(as_lists(text)))) == text


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (1, "decimal", "1"), (7, "decimalZero", "07"), (27, "lowerLetter", "aa"), (2, "upperLetter", "B"),
        (1994, "upperRoman", "MCMXCIV"), (12, "ordinal", "12th"), (22, "ordinal", "22nd"), (3, "none", ""),
        (42, "cardinalText", "Forty-two"),
    ],
)  # fmt: skip
def test_each_form_of_number_is_shown_as_word_shows_it(number: int, form: str, shown: str) -> None:
    """And a form that is not known says so, in figures."""
    assert numeral(number, form) == (shown, True)
    assert numeral(5, "chicago") == ("5", False)
