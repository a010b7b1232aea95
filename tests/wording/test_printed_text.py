"""A passage is found in print exactly when print has all its words, however lines, pages and words are broken."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from inforce.wording.printed_text import Place, PrintedLine, PrintedText, running_text
from inforce.wording.words import in_one_line

WORDS = [
    "share", "information", "never", "not", "without", "consent", "unless", "record", "judgement", "within", "7",
    "days", "Act", "2018", "up-to-date", "well-being", "the", "a", "of", "and", "is", "safety", "individual",
    "GDPR", "lawful", "basis", "10:30", "1,500", "practitioners'", "may", "must",
]  # fmt: skip
A_TEXT = st.lists(st.sampled_from(WORDS), min_size=4, max_size=40)
HEADS = ("HM Government", "Advice for practitioners", "Page 3 of 28")


@st.composite
def a_layout(draw: DrawFn, text: list[str]) -> list[list[PrintedLine]]:
    """Set *text* as lines and pages, with words divided at the ends of lines, and with heads and feet."""
    pages: list[list[PrintedLine]] = [[PrintedLine(draw(st.sampled_from(HEADS)), running=True)]]
    line = ""
    for word in text:
        line = f"{line} {word}".strip()
        match draw(st.integers(0, 9)):
            case 0:
                pages[-1].append(PrintedLine(line))
                line = ""
            case 1:
                pages[-1] += [PrintedLine(line), PrintedLine(draw(st.sampled_from(HEADS)), running=True)]
                pages.append([])
                line = ""
            case 2 if word.isalpha() and word.islower() and len(word) > 3:
                at = len(line) - draw(st.integers(2, len(word) - 2))
                pages[-1].append(PrintedLine(f"{line[:at]}-"))
                line = line[at:]
            case 3 if word in ("up-to-date", "well-being"):
                at = line.rindex("-") + 1
                pages[-1].append(PrintedLine(line[:at]))
                line = line[at:]
    pages[-1].append(PrintedLine(line))
    return pages


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_run_of_words_is_found_in_every_layout(data: st.DataObject) -> None:
    """Broken lines, divided words, turned pages, heads and feet hide nothing; the place is on the pages it names."""
    text = data.draw(A_TEXT)
    pages = data.draw(a_layout(text))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    places = PrintedText(pages).find(" ".join(text[start:end]))
    assert places
    assert all(0 <= place.first_page <= place.last_page < len(pages) for place in places)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_one_word_changed_is_caught_in_every_layout(data: st.DataObject) -> None:
    """A word put for another, added, left out or moved: the passage is not found, unless print has those words too."""
    text = data.draw(A_TEXT)
    pages = data.draw(a_layout(text))
    start = data.draw(st.integers(0, len(text) - 2))
    passage = text[start : data.draw(st.integers(start + 2, len(text)))]
    at = data.draw(st.integers(0, len(passage) - 1))
    other = data.draw(st.sampled_from([*WORDS, "cannot", "informed", "8"]))
    changed = data.draw(
        st.sampled_from(
            [
                [*passage[:at], other, *passage[at + 1 :]],
                [*passage[:at], other, *passage[at:]],
                [*passage[:at], *passage[at + 1 :]],
                [*passage[:at], *passage[at + 1 :], passage[at]],
            ]
        )
    )
    assume(in_one_line(" ".join(changed)) not in in_one_line(" ".join(text)))
    assert [place for place in PrintedText(pages).find(" ".join(changed)) if not place.undecided] == []


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_one_letter_changed_is_caught_in_every_layout(data: st.DataObject) -> None:
    """Mending divided words never makes one word of another."""
    text = data.draw(A_TEXT)
    pages = data.draw(a_layout(text))
    passage = " ".join(text)
    at = data.draw(st.integers(0, len(passage) - 1).filter(lambda at: passage[at].isalnum()))
    changed = (
        passage[:at] + data.draw(st.sampled_from("xyz689").filter(lambda sign: sign != passage[at])) + passage[at + 1 :]
    )
    assert PrintedText(pages).find(changed) == ()


def lines(*texts: str) -> list[PrintedLine]:
    return [PrintedLine(text) for text in texts]


@pytest.mark.parametrize(
    ("printed", "passage", "found"),
    [
        (["hu-", "man rights"], "human rights", True),
        (["hu-", "man rights"], "hu-man rights", True),
        (["hu-", "man rights"], "hum-an rights", False),
        (["up-to-", "date"], "up-to-date", True),
        (["up-to-", "date"], "upto-date", False),
        (["pages 10-", "12"], "pages 10-12", True),
        (["pages 10-", "12"], "pages 1012", False),
        (["Anglo-", "Saxon"], "Anglo-Saxon", True),
        (["Anglo-", "Saxon"], "AngloSaxon", False),
        (["reasons for it -", "whether"], "reasons for it \u2013 whether", True),
        (["check the struc -", "tural safety"], "check the structure safety", False),
        (["Regulation 2016/", "679"], "Regulation 2016/679", True),
        (["in\u00ad", "form"], "inform", True),
        (["in\u00ad", "form"], "in-form", False),
        (["you can", "not share"], "cannot share", False),
        (["you cannot", "share"], "not share", False),
        (["consent.\u00b9 Record", "decisions\u00b2"], "consent. Record decisions", True),
        (["consent.\u00b9 Record", "decisions\u00b2"], "consent.\u00b9 Record decisions\u00b2", True),
        (["at most 10\u00b2 m\u00b2"], "at most 10 m", False),
        (["at most 10\u00b2 m\u00b2"], "at most 102 m2", False),
        (["at most 10\u00b2 m\u00b2"], "at most 10\u00b2 m\u00b2", True),
    ],
)
def test_the_ends_of_lines_join_and_part_nothing_that_they_should_not(
    printed: list[str], passage: str, *, found: bool
) -> None:
    """Where one reading only is possible it is taken; where two are, both are, and no third."""
    assert bool(PrintedText([lines(*printed)]).find(passage)) is found


@given(st.lists(A_TEXT.map(" ".join), min_size=2, max_size=4), st.sampled_from("\u2022\u25aa\u25cf\u25e6\uf0b7"))
@settings(max_examples=30, deadline=None)
def test_the_items_of_a_list_are_found_with_their_bullets_and_without(items: list[str], bullet: str) -> None:
    """A bullet says nothing; each word still has to be there."""
    printed = PrintedText([lines(*(f"{bullet} {item}" for item in items))])
    assert printed.find("\n\n".join(items))
    assert printed.find(" ".join(f"{bullet} {item}" for item in items))
    assert not printed.find("\n\n".join([*items[:-1], "besides", items[-1]]))


def test_what_divided_words_leave_open_is_said() -> None:
    """At the end of a line "re-sign" and "resign" are printed alike; neither is proven."""
    printed = PrintedText([lines("you must re-", "sign the form and not-", "able ones")])
    assert printed.find("must resign the form") == (Place(0, 0, ("resign",)),)
    assert printed.find("must re-sign the form") == (Place(0, 0, ("re-sign",)),)
    assert printed.find("and not-able") == (Place(0, 0, ("not-able",)),)


def test_a_space_before_the_hyphen_at_the_end_of_a_line_leaves_it_open() -> None:
    """It may be a dash, which is read as one; or a word that was divided and printed badly, which proves nothing."""
    printed = PrintedText([lines("check the struc -", "tural safety")])
    assert printed.find("check the structural safety") == (Place(0, 0, ("structural",)),)
    assert printed.find("check the struc \u2013 tural safety") == (Place(0, 0),)


def test_a_place_that_proves_comes_before_one_that_does_not() -> None:
    """Where a passage stands twice, the surer place speaks."""
    printed = PrintedText([lines("must re-", "sign"), lines("must resign")])
    assert printed.find("must resign") == (Place(1, 1), Place(0, 0, ("resign",)))


def test_a_head_in_the_way_is_left_out_and_a_quoted_head_is_found() -> None:
    """Words go on over the turn of a page; and what stands in a head stands in the original."""
    pages = [[*lines("share infor-"), PrintedLine("Advice 4", running=True)], lines("mation with care")]
    assert PrintedText(pages).find("share information with care") == (Place(0, 1),)
    assert PrintedText(pages).find("Advice 4") == (Place(0, 0),)


def test_what_stands_between_at_the_turn_of_a_page_is_neither_passed_nor_called_wrong() -> None:
    """A note at the foot may be no part of the sentence, or it may: nobody but a reader can tell."""
    pages = [lines("You must keep a record", "of every decision", "See page 9."), lines("and of its reasons.")]
    passage = "You must keep a record of every decision and of its reasons."
    near = PrintedText(pages).nearest(passage)
    assert PrintedText(pages).find(passage) == ()
    assert near is not None
    assert near.at_page_turn
    assert (near.first_page, near.last_page) == (0, 1)


def test_words_left_out_within_a_page_are_no_matter_of_its_foot() -> None:
    """Only what touches the turn of a page may be a foot."""
    pages = [lines("You must not share", "it in any case", "of this kind"), lines("and of that.")]
    for passage in (
        "You must share it in any case of this kind and of that.",
        "You must not share of this kind and of that.",
    ):
        near = PrintedText(pages).nearest(passage)
        assert near is not None
        assert not near.at_page_turn


@given(pages=st.lists(st.lists(st.text("ab \u00ad-1\u00b2", max_size=6), max_size=4), max_size=4), whole=st.booleans())
@settings(max_examples=200, deadline=None)
def test_pages_begin_where_they_begin(pages: list[list[str]], *, whole: bool) -> None:
    """Whatever the lines, each page has a place in the running text, in order, and none lies outside it."""
    running = running_text([lines(*page) for page in pages], whole=whole)
    assert len(running.pages) == len(pages)
    assert list(running.pages) == sorted(running.pages)
    assert all(0 <= start <= len(running.text) for start in (*running.pages, *running.lines))


def test_the_nearest_place_has_its_divided_words_as_the_passage_has_them() -> None:
    """What differs is told, and how words were divided is no part of it."""
    printed = PrintedText([lines("Keep a well-", "being record of infor-", "mation shared by the whole team.")])
    near = printed.nearest("Keep a well-being record of information given by the whole team.")
    assert near is not None
    assert [(one.theirs, one.ours) for one in near.differences] == [("shared", "given")]
    assert (near.first_page, near.last_page, near.at_page_turn) == (0, 0, False)


def test_the_numbers_of_a_list_are_no_difference_of_the_nearest_place() -> None:
    """A passage that has them is held against the list as it is printed; one that has not is found all the same."""
    printed = PrintedText(
        [[PrintedLine("Ask the clerk of the court", label="1."), PrintedLine("Tell the owner of it", label="2.")]]
    )
    near = printed.nearest("1. Ask the clerk of the court\n2. Tell the warden of it")
    assert near is not None
    assert [(one.theirs, one.ours) for one in near.differences] == [("owner", "warden")]
    assert printed.find("the court Tell the owner") == printed.find("the court 2. Tell the owner") == (Place(0, 0),)


def test_a_word_whose_hyphen_changes_no_meaning_is_proven_where_it_is_divided() -> None:
    """Nobody takes "well-being" for another word."""
    assert PrintedText([lines("for well-", "being")]).find("for well-being") == (Place(0, 0),)


def test_a_passage_that_ends_with_one_letter_on_the_next_page_ends_there() -> None:
    """The last page is that of the last word, however short."""
    assert PrintedText([lines("ask for"), lines("a")]).find("ask for a") == (Place(0, 1),)


def test_words_that_stand_on_every_page_are_not_looked_for_without_end() -> None:
    """Twenty places are enough for anyone."""
    assert len(PrintedText([lines("Ask first.")] * 30).find("Ask first.")) == 20


def test_lines_at_the_head_of_the_next_page_are_left_to_a_reader_and_other_words_are_not() -> None:
    """A head that was not known for one may be passed over by eye; words of ours in its place may not."""
    pages = [lines("You must keep a record", "of every decision"), lines("Chapter two of this", "and of its reasons.")]
    left_out = PrintedText(pages).nearest("You must keep a record of every decision and of its reasons.")
    replaced = PrintedText(pages).nearest("You must keep a record of every decision unless told and of its reasons.")
    assert left_out is not None
    assert left_out.at_page_turn
    assert replaced is not None
    assert not replaced.at_page_turn
