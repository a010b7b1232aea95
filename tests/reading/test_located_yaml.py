"""YAML as editors mean it: text stays text, everything keeps its place, and nothing that is fed in breaks it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.problem import READING, Place
from inforce.parsing.characters import LARGEST
from inforce.parsing.located_yaml import load

SOUND = (Path(__file__).parents[1] / "cases/reading/base/content/guidance/housing/versions/1.0.0.yml").read_bytes()

# Letters of several scripts, and what may stand in text; nothing that is refused anywhere.
words = st.text(st.sampled_from("abcXYZ019 éüß“”€漢字#:-'\"[]{}|>&*!%@`,?\\/"), max_size=40).map(str.strip)
plain = st.from_regex(r"[a-z]+( [a-z0-9]+){0,4}", fullmatch=True)
names = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
yaml_like = st.text(
    st.sampled_from("ab:- #'\"[]{}|>&*!%@`,?\\\n\r\t\x00\u0085\u2028\u202e\u200b\u00a0\ufeffé漢"), max_size=80
)


def value_of(text: str) -> object:
    """Return what *text* says, where it says it without a problem."""
    located, problems = load(text.encode(), "a.yml")
    assert problems == ()
    assert located is not None
    return located.value


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=120) | yaml_like.map(str.encode))
def test_whatever_the_bytes_there_is_a_value_or_a_problem(content: bytes) -> None:
    """No bytes make the loader fail, and each problem has a documented code and a place in the file."""
    located, problems = load(content, "a.yml")
    assert located is not None or problems
    lines = content.decode("utf-8", "replace").count("\n") + 1
    for problem in problems:
        assert problem.code in READING
        assert 0 <= problem.place.line <= lines
        assert problem.message
        assert problem.remedy


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_sound_file_with_a_part_cut_out_or_put_in_never_breaks_the_loader(data: st.DataObject) -> None:
    """Editing goes wrong anywhere; the loader always answers."""
    start = data.draw(st.integers(0, len(SOUND)))
    end = data.draw(st.integers(start, min(len(SOUND), start + 20)))
    put_in = data.draw(yaml_like).encode()
    located, problems = load(SOUND[:start] + put_in + SOUND[end:], "a.yml")
    assert located is not None or problems


@settings(max_examples=200, deadline=None)
@given(words)
def test_text_in_quotes_is_read_as_it_is_written(text: str) -> None:
    """Whatever stands in quotes is the value, letter by letter."""
    assert value_of(f"text: {json.dumps(text, ensure_ascii=False)}") == {"text": text}


@settings(max_examples=100, deadline=None)
@given(st.lists(plain, min_size=1, max_size=5))
def test_a_block_of_text_keeps_its_lines(lines: list[str]) -> None:
    """What stands below a | is the value, line by line."""
    block = "".join(f"  {line}\n" for line in lines)
    assert value_of(f"text: |\n{block}") == {"text": "\n".join(lines)}


@pytest.mark.parametrize(
    "text",
    ["1.10", "NO", "yes", "12:30", "0123", "0x1F", "1e3", "2026-12-01", "~", "null", "true", ".inf", "1_000"],
)
def test_nothing_is_taken_for_anything_but_text(text: str) -> None:
    """Numbers, dates and truth values are text, as typed."""
    assert value_of(f"title: {text}") == {"title": text}


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(names, st.lists(plain, min_size=1, max_size=3), min_size=1, max_size=4))
def test_every_value_and_every_name_is_found_where_its_place_says(content: dict[str, list[str]]) -> None:
    """Line and column of each value and each name lead to it, in a file with letters of any width before it."""
    text = "# Größe 漢字\n" + "".join(
        f"{name}:\n" + "".join(f'  - "漢": {item}\n' for item in items) for name, items in content.items()
    )
    located, problems = load(text.encode(), "a.yml")
    assert problems == ()
    assert located is not None
    lines = text.split("\n")
    for name, items in content.items():
        at = located.at_key((name,))
        assert lines[at.line - 1][at.column - 1 :].startswith(f"{name}:")
        for position, item in enumerate(items):
            at = located.at((name, position, "漢"))
            assert lines[at.line - 1][at.column - 1 :] == item


@settings(max_examples=60, deadline=None)
@given(plain, plain, plain)
def test_words_are_found_within_a_text(before: str, wanted: str, after: str) -> None:
    """The place of words in a block of text is where the words begin."""
    text = f"text: |\n  {before}\n  §{wanted}§ {after}\n"
    located, _ = load(text.encode(), "a.yml")
    assert located is not None
    assert located.at_words(("text",), f"§{wanted}") == Place("a.yml", 3, 3)


def test_words_that_are_not_found_have_the_place_of_their_text() -> None:
    """A problem always has a place to show."""
    located, _ = load(b"format: 1\ntext: words", "a.yml")
    assert located is not None
    assert located.at_words(("text",), "other") == Place("a.yml", 2, 7)
    assert located.at(("text", "deeper", 3)) == Place("a.yml", 2, 7)


def test_windows_lines_and_a_byte_order_mark_change_nothing() -> None:
    """A file from Windows says the same, at the same places."""
    ours, problems = load(SOUND, "a.yml")
    theirs, their_problems = load(b"\xef\xbb\xbf" + SOUND.replace(b"\n", b"\r\n"), "a.yml")
    assert problems == their_problems == ()
    assert ours is not None
    assert theirs is not None
    assert theirs.value == ours.value
    assert theirs.values == ours.values


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000])
def test_any_depth_is_refused_and_survived(text: str) -> None:
    """A hundred thousand brackets are one problem."""
    _, problems = load(text.encode(), "a.yml")
    assert len(problems) == 1


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    """No text needs half a megabyte."""
    located, problems = load(b"a" * (LARGEST + 1), "a.yml")
    assert located is None
    assert [problem.code for problem in problems] == ["file-too-large"]


TROUBLES = [
    "a: b\n", "text: Section 4: what\n", 'text: "Share" with\n', "text: 'Don't'\nb: c\n", 'a: "b\nc: "d"\n', 'a: "b\n',
    "a: > b\n", "a:\n    b: c\n  d: e\n", "a: b\nfoo\nc: d\n", "a: [b\nc: d\n", "a: *b c\n", "a: @b\n", 'a: "\\q"\n',
    "a: - b\n", "a: #4\n", "a: &b c\n", "a: !b c\n", "a:b\nc: d\n", "a: b\n---\nc: d\n", "", "a: |x\n", "a: b c\n",
]  # fmt: skip


def test_without_the_c_parser_the_same_is_read_and_refused() -> None:
    """Where PyYAML was built without libyaml, values, codes and places are the same."""
    program = (
        "import json, sys; sys.modules['yaml.cyaml'] = None\n"
        "from inforce.parsing.located_yaml import load\n"
        "for text in json.load(sys.stdin):\n"
        "    located, problems = load(text.encode(), 'a.yml')\n"
        "    print([located and located.value, [(one.code, one.place.line, one.place.column) for one in problems]])\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(TROUBLES), capture_output=True, text=True, check=True
    ).stdout
    expected = ""
    for text in TROUBLES:
        located, problems = load(text.encode(), "a.yml")
        places = [(one.code, one.place.line, one.place.column) for one in problems]
        expected += f"{[located and located.value, places]}\n"
    assert said == expected
