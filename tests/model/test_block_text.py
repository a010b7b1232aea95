"""Block text is parsed into what it is, loses no word, and is written so that parsing gives it back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.block_parser import parsed
from inforce.model.block_text import LineKind, as_written, blocks_of, lines_of, words_of
from inforce.model.blocks import BREAK, Block, Item, ListOfItems, Paragraph, Picture, Piece, Table, as_source, escaped
from library_strategies import HOSTILE

_words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
_signs = st.sampled_from(["*", "_", "|", "\\", "[x]", "(a)", "1.", "1.ab", "-", "•", "■", "o", "§"])
_plain = st.lists(_words | _signs, min_size=1)
_texts = _plain.map(" ".join).map(lambda text: text.strip()).filter(bool)
_looks = st.sampled_from([{}, {"strong": True}, {"emphasis": True}, {"href": "#a-rule"}, {"href": "https://x.test/"}])


@st.composite
def _inline(draw: st.DrawFn) -> tuple[Piece, ...]:
    first = Piece(draw(_texts))
    rest = [Piece(draw(_words), **draw(_looks)) for _ in range(draw(st.integers(0, 2)))]
    found = [first]
    for piece in rest:
        found += [Piece(" "), piece] if piece.href or piece.strong or piece.emphasis else [Piece(f" {piece.text}")]
    if draw(st.booleans()):
        found += [Piece(BREAK), Piece(draw(_words))]
    merged = [found[0]]
    for piece in found[1:]:
        alike = BREAK not in (piece.text, merged[-1].text) and piece == Piece(piece.text)
        if alike and merged[-1] == Piece(merged[-1].text):
            merged[-1] = Piece(merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return tuple(merged)


_paragraphs = st.builds(Paragraph, _inline())
_cells = st.builds(lambda text: (Piece(text),), _words)
_labels = st.sampled_from(
    [("",) * 3, ("1.", "2.", "3."), ("a)", "b)", "c)"), ("(i)", "(ii)", "(iii)"), ("2.1.", "2.2.", "2.10.")]
)


@st.composite
def _lists(draw: st.DrawFn, depth: int = 2) -> ListOfItems:
    labels = draw(_labels)
    items = []
    for label in labels[: draw(st.integers(1, 3))]:
        within: list[Block] = [draw(_paragraphs)]
        if depth and draw(st.booleans()):
            within.append(draw(_lists(depth - 1)))
        items.append(Item(label, tuple(within), draw(st.sampled_from(["", "", "an-id"]))))
    return ListOfItems(tuple(items))


_tables = st.builds(
    lambda heading, rows: Table(heading, tuple(rows)),
    st.tuples(_cells, _cells),
    st.lists(st.tuples(_cells, _cells), min_size=1, max_size=3),
)


_pictures = st.builds(
    lambda caption, within: Picture("how-we-decide.svg", (Piece(caption),), tuple(within)),
    _words,
    st.lists(_paragraphs | _lists(1), min_size=1, max_size=2).filter(
        lambda found: sum(isinstance(one, ListOfItems) for one in found) < 2
    ),
)


@st.composite
def some_blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in draw(st.lists(_paragraphs | _lists() | _tables | _pictures, min_size=1, max_size=4)):
        if found and isinstance(block, type(found[-1])) and not isinstance(block, Paragraph):
            found.append(Paragraph((Piece("Then"),)))
        found.append(block)
    return tuple(found)


@given(some_blocks())
@settings(max_examples=300, deadline=None)
def test_what_is_written_is_read_back_with_no_fault(blocks):
    """Whatever blocks there are, with whatever signs among their words, writing and parsing gives the same."""
    source = as_source(blocks)
    found = parsed(source)
    assert found.blocks == blocks
    assert found.faults == ()


@given(st.lists(st.sampled_from(HOSTILE) | _texts, min_size=1).map("\n".join))
@settings(max_examples=200, deadline=None)
def test_no_letter_is_lost_whatever_is_written(text):
    """What is not allowed stands as words: a text that is refused is still shown in full to whoever corrects it."""
    written = re.sub(r"\]\([^)]*\)|<[^>]*>|\{#[^}]*\}", "", text)
    wanted = [letter for letter in written if letter.isalpha()]
    shown = iter(as_written(text))
    assert all(letter in shown for letter in wanted)


@given(_texts)
@settings(max_examples=200, deadline=None)
def test_escaped_words_are_words(text):
    """No sign of plain words means anything once it is escaped."""
    assert blocks_of(escaped(text, begins=True)) == (Paragraph((Piece(text),)),)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One\nline.", [("paragraph", 0, "", "One line.")]),
        ("Do:\n- a\n- b", [("paragraph", 0, "", "Do:"), ("item", 1, "", "a"), ("item", 1, "", "b")]),
        ("(i) a\n(ii) b", [("item", 1, "(i)", "a"), ("item", 1, "(ii)", "b")]),
        ("- a\n  1. b\n\n     more", [("item", 1, "", "a"), ("item", 2, "1.", "b"), ("paragraph", 2, "", "more")]),
        (
            "| A | B |\n| --- | --- |\n| c | *d* |",
            [("heading", 0, "", "A"), ("heading", 0, "", "B"), ("cell", 0, "", "c"), ("cell", 0, "", "d")],
        ),
        (
            "![a](b.svg)\n  c\n\n  - d\n\ne",
            [("picture", 0, "", "a"), ("paragraph", 1, "", "c"), ("item", 2, "", "d"), ("paragraph", 0, "", "e")],
        ),
        ("In 2.5 mg\n2018. It was", [("paragraph", 0, "", "In 2.5 mg 2018. It was")]),
    ],
)
def test_a_text_is_laid_out_as_lines(text, lines):
    """Each line knows what it is; a number that wraps to the start of a line is no item."""
    found = [(line.kind.value, line.depth, line.label, line.words) for line in lines_of(text)]
    assert found == lines


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("• a", "list-mark", (1, 1)),
        ("o a", "list-mark", (1, 1)),
        ("+ a", "list-mark", (1, 1)),
        ("•a", "list-mark", (1, 1)),
        ("Do: ■ a ■ b", "list-mark", (1, 5)),
        ("1.Call\n2.Write", "list-mark", (1, 1)),
        ("a\n3. b", "list-mark", (2, 1)),
        ("- a\nb", "line-under-item", (2, 1)),
        ("a\n\n   b", "line-under-item", (3, 1)),
        ("a *b", "mark-without-partner", (1, 3)),
        ("a ** b", "mark-without-partner", (1, 3)),
        ("| a |", "table-rows", (1, 1)),
        ("| a |\n| - |", "table-rows", (1, 1)),
        ("| a |\n| - |\n| b | c |", "table-rows", (3, 1)),
        ("# a", "markdown-not-allowed", (1, 1)),
        ("> a", "markdown-not-allowed", (1, 1)),
        ("a\n---", "markdown-not-allowed", (2, 1)),
        ("a `b`", "markdown-not-allowed", (1, 3)),
        ("a ![b](c.png)", "markdown-not-allowed", (1, 3)),
        ("![a](b.png)", "picture-without-words", (1, 1)),
        ("- a\n\n  ![](b.png)\n    c", "picture-without-words", (3, 3)),
        ("a\nb <b>c</b>", "markdown-html", (2, 3)),
        ("a &nbsp; b", "markdown-html", (1, 3)),
    ],
)
def test_what_is_not_allowed_is_refused_where_it_stands(text, code, place):
    """Each fault has its line and column in the text."""
    first = parsed(text).faults[0]
    assert (first.code, (first.line, first.column)) == (code, place)


def test_labels_are_no_words_that_are_compared():
    """A label is shown, and is not compared as a word."""
    assert words_of("a) one\nb) two") == "one\n\ntwo"
    assert as_written("a) one\nb) two") == "a) one\n\nb) two"
    assert [line.kind for line in lines_of("a) one")] == [LineKind.ITEM]
