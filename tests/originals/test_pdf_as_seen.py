"""A PDF proves what its readers see: column by column, and nothing that is not drawn, covered or of no colour."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.originals import OriginalPage, OriginalState
from inforce.originals.original_text import read_original
from made_pdfs import box, lines, pdf, rows, text

SEEN = text(60, 740, "You may share the code.")
WORDS = "never with anyone"


def read(content: bytes) -> tuple[OriginalPage, ...]:
    state, pages = read_original(content, ".pdf")
    assert state is OriginalState.READ
    return pages


def said(content: bytes) -> list[str]:
    return [line.text for page in read(content) for line in page.lines]


@pytest.mark.parametrize(
    "drawn",
    [
        text(60, 700, WORDS, "3 Tr"),
        text(60, 700, WORDS, "1 g"),
        text(60, 700, WORDS, "0.97 g"),
        text(60, 700, WORDS, "1 1 1 rg"),
        text(60, 700, WORDS, "/Clear gs"),
        text(60, 700, WORDS) + box(50, 690, 200, 30),
        text(60, 700, WORDS) + box(50, 690, 200, 30, "0.9 0.2 0.2 rg"),
        text(60, 700, WORDS) + "q 200 0 0 30 50 690 cm /Picture Do Q\n",
        box(50, 690, 200, 30, "0 g") + text(60, 700, WORDS, "0 g"),
        text(700, 700, WORDS),
        text(60, -50, WORDS),
        text(60, 700, WORDS, size=0.1),
        "q 0 0 30 30 re W n " + text(60, 700, WORDS) + " Q\n",
        "/OC /Off BDC " + text(60, 700, WORDS) + " EMC\n",
    ],
    ids=[
        "not drawn", "white", "next to white", "white in colours", "transparent", "covered in white",
        "covered in red", "under a picture", "black on black", "beside the page", "below the page", "tiny",
        "clipped away", "on a layer that is off",
    ],
)  # fmt: skip
def test_words_that_nobody_sees_are_kept_apart(drawn: str) -> None:
    """They are no part of the text, and are known as what nobody sees."""
    (page,) = read(pdf(SEEN + drawn))
    assert [line.text for line in page.lines] == ["You may share the code."]
    assert page.unseen == (WORDS,)


@pytest.mark.parametrize(
    "drawn",
    [
        box(50, 690, 200, 30, "0 g") + text(60, 700, WORDS, "1 g"),
        box(50, 690, 200, 30, "0.8 g") + text(60, 700, WORDS),
        text(60, 700, WORDS, "0.6 g"),
        text(60, 700, WORDS, "0.9 0.2 0.2 rg"),
        text(60, 700, WORDS) + box(50, 640, 200, 30),
        text(60, 700, WORDS) + box(50, 697, 200, 0.5, "0 g"),
        text(60, 700, WORDS, size=5),
        text(60, 700, WORDS, "1 Tr"),
        "q 0 0 500 800 re W n " + text(60, 700, WORDS) + " Q\n",
    ],
    ids=[
        "white on black", "on a tint", "grey", "red", "beside a box", "underlined", "small print", "outlined",
        "within a clip",
    ],
)  # fmt: skip
def test_words_that_readers_see_are_the_text(drawn: str) -> None:
    """Light on dark, grey, small or outlined: nothing that is seen is set aside."""
    (page,) = read(pdf(SEEN + drawn))
    assert [line.text for line in page.lines] == ["You may share the code.", WORDS]
    assert page.unseen == ()


def test_words_in_a_form_are_seen_unless_they_are_covered() -> None:
    """A form is a drawing within a drawing."""
    assert said(pdf(SEEN + "/Form Do\n")) == ["You may share the code.", "Words in a form."]
    (page,) = read(pdf(SEEN + "/Form Do\n" + box(50, 490, 300, 30)))
    assert page.unseen == ("Words in a form.",)


def test_an_annotation_covers_what_lies_under_it() -> None:
    """A white box that was put over words in a reader."""
    square = "<< /Type /Annot /Subtype /Square /Rect [50 690 300 720] /F 4 /AP << /N 8 0 R >> >>"
    (page,) = read(pdf(SEEN + text(60, 700, WORDS), annotations=square))
    assert [line.text for line in page.lines] == ["You may share the code."]
    assert page.unseen == (WORDS,)


def test_words_of_no_size_are_not_there() -> None:
    """No program that reads PDFs gives them at all."""
    assert said(pdf(SEEN + text(60, 700, WORDS, size=0))) == ["You may share the code."]


def test_a_word_hidden_within_a_sentence_is_no_part_of_it() -> None:
    """Readers see the sentence without it."""
    content = text(60, 740, "You may") + text(110, 740, "not", "1 g") + text(130, 740, "share the code.")
    (page,) = read(pdf(content))
    assert " ".join(" ".join(line.text for line in page.lines).split()) == "You may share the code."
    assert page.unseen == ("not",)


def test_a_page_whose_words_are_all_unseen_has_no_text() -> None:
    """Such as a scan over which a program laid what it read."""
    scan = text(60, 700, WORDS, "3 Tr") + "q 500 0 0 700 40 60 cm /Picture Do Q\n"
    assert read_original(pdf(scan), ".pdf")[0] is OriginalState.WITHOUT_TEXT


LEFT = ["Knock before you go in and wait", "until somebody answers the door.", "Do not walk round the house.",
        "Wear your badge at all times."]  # fmt: skip
RIGHT = ["Leave the gate open on the way", "out, but shut the dog in first.", "Never take a key home with you.",
         "Write the time into the book."]  # fmt: skip
THIRD = ["Ask the desk for the list of", "names before you set out, and", "bring it back in the evening.",
         "Nobody else may see that list."]  # fmt: skip


def test_columns_drawn_across_are_read_one_after_the_other() -> None:
    """Two or three of them; and what the file has across them is kept, so that it can be told of."""
    (page,) = read(pdf(rows([LEFT, RIGHT], [50, 320])))
    assert [line.text for line in page.lines] == [*LEFT, *RIGHT]
    assert page.across[0].split()[:8] == [*LEFT[0].split(), "Leave"]
    assert said(pdf(rows([LEFT, RIGHT, THIRD], [30, 220, 410]))) == [*LEFT, *RIGHT, *THIRD]


def test_columns_drawn_one_after_the_other_stay_as_they_are() -> None:
    """Whichever the file has first, the left one is read first."""
    for first, second in (((50, LEFT), (320, RIGHT)), ((320, RIGHT), (50, LEFT))):
        (page,) = read(pdf(lines(first[0], 740, first[1]) + lines(second[0], 740, second[1])))
        assert [line.text for line in page.lines] == [*LEFT, *RIGHT]


def test_columns_whose_lines_do_not_stand_at_one_height_are_columns() -> None:
    """Drawn from the top down, half a line apart."""
    drawn = chain.from_iterable(
        (text(50, 740 - 16 * row, left), text(320, 732 - 16 * row, right))
        for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
    )
    assert said(pdf("".join(drawn))) == [*LEFT, *RIGHT]


def test_what_reaches_over_both_columns_stands_between_them() -> None:
    """A heading or a paragraph above, between and below."""
    wide = "All of this holds for each and every visit to a home, whoever makes it and whenever it is made."
    content = text(50, 780, wide) + rows([LEFT, RIGHT], [50, 320], 740)
    content += text(50, 650, wide) + rows([RIGHT, THIRD], [50, 320], 620) + text(50, 530, wide)
    assert said(pdf(content)) == [wide, *LEFT, *RIGHT, wide, *RIGHT, *THIRD, wide]


def test_the_last_lines_of_a_longer_column_are_its_own() -> None:
    """The left one goes on below the right one, or the other way round."""
    assert said(pdf(rows([[*LEFT, *THIRD], RIGHT], [50, 320]))) == [*LEFT, *THIRD, *RIGHT]
    assert said(pdf(rows([LEFT, [*RIGHT, *THIRD]], [50, 320]))) == [*LEFT, *RIGHT, *THIRD]


def test_a_table_of_short_cells_is_read_row_by_row() -> None:
    """Nobody reads down its columns."""
    doses = [["Age", "Under 1", "1 to 4", "Over 4"], ["Dose", "5 mg", "10 mg", "20 mg"], ["How often", "daily", "daily",
             "twice"]]  # fmt: skip
    found = [" ".join(line.split()) for line in said(pdf(rows(doses, [60, 220, 380])))]
    assert found == ["Age Dose How often", "Under 1 5 mg daily", "1 to 4 10 mg daily", "Over 4 20 mg twice"]


def test_numbers_beside_a_list_stay_with_their_items() -> None:
    """The gap behind a number is no strip between columns."""
    numbered = rows([["1.", "2.", "3.", "4."], LEFT], [50, 80])
    found = [" ".join(line.split()) for line in said(pdf(numbered))]
    assert found == [f"{number}. {line}" for number, line in enumerate(LEFT, 1)]


_WORDS = ["share", "keep", "record", "code", "visit", "never", "must", "the", "of", "with"]
_LINE = st.lists(st.sampled_from(_WORDS), min_size=4, max_size=6)


@given(st.lists(_LINE, min_size=4, max_size=12), st.lists(_LINE, min_size=4, max_size=12))
@settings(max_examples=40, deadline=None)
def test_no_word_of_a_column_is_lost_or_moved(left: list[list[str]], right: list[list[str]]) -> None:
    """However long the columns are and however they are drawn."""
    sides = [[" ".join(words) for words in side] for side in (left, right)]
    for drawn in (rows(sides, [50, 330]), lines(50, 740, sides[0]) + lines(330, 740, sides[1])):
        assert said(pdf(drawn)) == [*sides[0], *sides[1]]
